// More single values of pods that the API refuses: hooks, ports, pages, names, tokens and paths.
#include "unit/importers/kubernetes_refusals.hpp"

#include <initializer_list>
#include <string>

namespace placer::test {
namespace {

std::string in_pod(const std::string& container) {
  return named("v1", "Pod", "spec: {containers: [{name: a, image: shop, " + container + "}]}");
}

}  // namespace

TEST_CASE("more single values of pods that the API refuses") {
  const auto in_spec = [](const std::string& lines) {
    return named("v1", "Pod", "spec: {" + lines + ", containers: [{name: a, image: shop}]}");
  };
  const auto required = [](const std::string& what, const std::string& whose, const std::string& at) {
    return "kubernetes.required-field: " + what + " instead of " + whose + " at " + at + "\n";
  };
  const auto pages = [](const std::string& amount) {
    return in_pod("resources: {limits: {memory: 64Mi, hugepages-2Mi: " + amount + "}}");
  };
  const auto token = [&](const std::string& seconds) {
    return in_spec(
        "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t, "
        "expirationSeconds: " +
        seconds + "}}]}}]");
  };
  const auto items = [&](const std::string& item) {
    return in_spec("volumes: [{name: v, configMap: {name: c, items: [" + item + "]}}]");
  };
  const auto spread = [&](const std::string& lines) {
    return in_spec("topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, " + lines + "}]");
  };
  const auto sysctl = [&](const std::string& name) {
    return in_spec("securityContext: {sysctls: [{name: " + name + ", value: '1'}]}");
  };
  const std::string hook = "{exec: {command: [a]}, httpGet: {port: 80}}";
  check_all({
      {in_pod("lifecycle: {preStop: " + hook + "}"),
       "kubernetes.probe-handlers: exec beside httpGet of the preStop instead of  at " + hook + "\n"},
      {in_pod("lifecycle: {preStop: {exec: {command: [a]}, httpGet: null}}"), ""},
      {in_pod("ports: [{name: x}]"), required("containerPort", "a port of a container", "{name: x}")},
      {in_pod("ports: [{name: x, containerPort: 80}]"), ""},
      {in_pod("ports: [{grpcPort: 80}]"),
       "kubernetes.misplaced-field: grpcPort instead of a port of a container at grpcPort\n" +
           required("containerPort", "a port of a container", "{grpcPort: 80}")},
      {pages("3Mi"), "kubernetes.huge-page-size: 3Mi of hugepages-2Mi instead of 2Mi at 3Mi\n"},
      {pages("4Mi"), ""},
      {in_pod("env: [{name: A=B, value: c}]"), "kubernetes.variable-name: A=B instead of  at A=B\n"},
      {in_pod("env: [{name: 1.a-b, value: c}, {name: \"${NAME}\", value: d}]"), ""},
      {token("60"), "kubernetes.token-seconds: expirationSeconds 60 instead of at least 600 at 60\n"},
      {token("600"), ""},
      {spread("whenUnsatisfiable: ScheduleAnyway, minDomains: 2"),
       "kubernetes.min-domains: minDomains 2 instead of ScheduleAnyway at 2\n"},
      {spread("whenUnsatisfiable: DoNotSchedule, minDomains: 2"), ""},
      {in_spec("securityContext: {fsGroupChangePolicy: onRootMismatch}"),
       "kubernetes.core-word: fsGroupChangePolicy onRootMismatch instead of OnRootMismatch or Always at "
       "onRootMismatch\n"},
      {in_pod("securityContext: {procMount: unmasked}"),
       "kubernetes.core-word: procMount unmasked instead of Default or Unmasked at unmasked\n"},
      {sysctl("net/ipv4..x"), "kubernetes.sysctl-name: net/ipv4..x instead of  at net/ipv4..x\n"},
      {sysctl("net/ipv4/ip_forward"), ""},
      {sysctl("net.ipv4.ip_forward"), ""},
      {named("v1", "Pod",
             "spec: {containers: [{name: a, image: shop, volumeMounts: [{name: v, mountPath: /a, subPath: b, "
             "subPathExpr: c}]}], volumes: [{name: v}]}"),
       "kubernetes.two-sub-paths:  instead of  at c\n"},
      {items("{key: a}"), required("path", "an item of a configMap", "{key: a}")},
      {items("{path: a}"), required("key", "an item of a configMap", "{path: a}")},
      {items("{key: a, path: ../b}"), "kubernetes.sub-path: path ../b instead of  at ../b\n"},
      {items("{key: a, path: b/c..d}"), ""},
  });
}

}  // namespace placer::test
