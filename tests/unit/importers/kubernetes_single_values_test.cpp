// Single values of pods that the API refuses, and how pods choose their nodes.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <initializer_list>
#include <string>

namespace placer::test {
namespace {

struct Row {
  std::string text, violations;
};

void check_all(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(imported.violations() == row.violations);
    CHECK(imported.problems() == "");
  }
}

std::string object(const std::string& spec) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\n" + spec + "\n";
}

std::string in_pod(const std::string& container) {
  return object("spec: {containers: [{name: a, image: shop, " + container + "}]}");
}

}  // namespace

TEST_CASE("single values that the API refuses") {
  const auto required = [](const std::string& what, const std::string& whose, const std::string& at) {
    return "kubernetes.required-field: " + what + " instead of " + whose + " at " + at + "\n";
  };
  const auto word = [](const std::string& written, const std::string& allowed, const std::string& at) {
    return "kubernetes.core-word: " + written + " instead of " + allowed + " at " + at + "\n";
  };
  const auto in_spec = [](const std::string& lines) {
    return object("spec: {" + lines + ", containers: [{name: a, image: shop}]}");
  };
  const std::string profiles = "RuntimeDefault, Localhost or Unconfined";
  check_all({
      {in_pod("livenessProbe: {exec: {command: []}}"),
       required("command", "the exec of a livenessProbe", "[]")},
      {in_pod("lifecycle: {preStop: {exec: {}}}"), required("command", "the exec of a preStop", "{}")},
      {in_pod("lifecycle: {postStart: {}}"), required("exec, httpGet or sleep", "a postStart", "{}")},
      {in_pod("lifecycle: {postStart: null, preStop: {sleep: {seconds: 1}}}"), ""},
      {in_pod("securityContext: {seccompProfile: {type: Runtime}}"),
       word("type Runtime", profiles, "Runtime")},
      {in_pod("securityContext: {appArmorProfile: {type: Localhost, localhostProfile: x}}"), ""},
      {in_pod("securityContext: {seccompProfile: {type: Localhost}}"),
       required("localhostProfile", "a seccompProfile of type Localhost", "Localhost")},
      {in_pod("resizePolicy: [{resourceName: cpu, restartPolicy: Sometimes}]"),
       word("restartPolicy Sometimes", "NotRequired or RestartContainer", "Sometimes")},
      {in_pod("env: [{value: x}]"), required("name", "a variable", "{value: x}")},
      {in_pod("workingDir: 5"),
       "kubernetes.value-type: the field workingDir is a number instead of text at 5\n"},
      {in_pod("resources: {claims: [{name: gpu}]}"), "kubernetes.missing-claim: gpu instead of  at gpu\n"},
      {in_spec("priority: high"),
       "kubernetes.value-type: priority high is text instead of a number at high\n"},
      {in_spec("priority: -5, hostname: '7'"), ""},
      {in_spec("hostAliases: [{ip: foo, hostnames: [a]}, {ip: '::1'}, {ip: 10.0.0.1}, {ip: '${IP}'}]"),
       "kubernetes.address: foo instead of  at foo\n"},
      {in_spec("volumes: [{name: v, hostPath: {path: /a, type: Dir}}]"),
       word("type Dir", "DirectoryOrCreate, Directory, FileOrCreate, File, Socket, CharDevice or BlockDevice",
            "Dir")},
      {in_spec("volumes: [{name: v, hostPath: {path: /a, type: ''}}]"), ""},
      {in_spec("volumes: [{name: v, secret: {secretName: a, defaultMode: 1000}}]"),
       "kubernetes.file-mode: defaultMode 1000 instead of at most 511 at 1000\n"},
      {in_spec("volumes: [{name: v, configMap: {name: a, defaultMode: 0755, items: [{key: a, path: a, mode: "
               "0o644}]}}]"),
       ""},
      {object("spec: {volumes: [{name: v, emptyDir: {}}, {name: c, persistentVolumeClaim: {claimName: c}}], "
              "containers: [{name: a, image: shop, volumeDevices: [{name: v, devicePath: /dev/a}, {name: "
              "c}]}]}"),
       "kubernetes.device-volume: v instead of  at v\n" +
           required("devicePath", "an item of volumeDevices", "{name: c}")},
  });
  CHECK(import("apiVersion: apps/v1\nkind: DaemonSet\nspec: {selector: {matchLabels: {a: b}}, " +
               std::string(
                   "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: x}]}}}\n"))
            .violations() == required("metadata.name", "a DaemonSet", "DaemonSet"));
}

TEST_CASE("an affinity has terms, values and weights") {
  const auto affinity = [](const std::string& text) {
    return object("spec: {affinity: {" + text + "}, containers: [{name: a, image: shop}]}");
  };
  const std::string required = "requiredDuringSchedulingIgnoredDuringExecution",
                    preferred = "preferredDuringSchedulingIgnoredDuringExecution";
  const auto node = [&](const std::string& expression) {
    return affinity("nodeAffinity: {" + required + ": {nodeSelectorTerms: [{matchExpressions: [{" +
                    expression + "}]}]}}");
  };
  const auto values = [](const std::string& has, const std::string& takes, const std::string& at) {
    return "kubernetes.expression-values: " + has + " instead of " + takes + " at " + at + "\n";
  };
  const auto weighed = [&](const std::string& weight) {
    return affinity("nodeAffinity: {" + preferred + ": [{" + weight +
                    "preference: {matchExpressions: [{key: a, operator: Exists}]}}]}");
  };
  check_all({
      {node("key: a, operator: In, values: [b]"), ""},
      {node("key: a, operator: In, values: '${VALUES}'"), ""},
      {node("key: a, operator: In"), values("In has no values", "one at least", "{key: a, operator: In}")},
      {node("key: a, operator: Exists, values: [b]"), values("Exists has values", "none", "[b]")},
      {node("key: a, operator: Gt, values: ['5']"), ""},
      {node("key: a, operator: Gt, values: [much]"), values("Gt has much", "one whole number", "[much]")},
      {weighed("weight: 1, "), ""},
      {weighed("weight: 0, "), "kubernetes.weight: weight 0 instead of at least 1 at 0\n"},
  });
  CHECK(import(affinity("nodeAffinity: {" + required + ": [{matchExpressions: []}]}")).problems() ==
        "[{matchExpressions: []}] | `" + required + "` is a list, not a mapping\n");
}

}  // namespace placer::test
