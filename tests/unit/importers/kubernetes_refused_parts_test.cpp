// What the API refuses of parts of a pod beside each other: amounts, settings of the kernel, names, hooks.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

namespace placer::test {
namespace {

std::string in_spec(const std::string& lines, const std::string& container = "") {
  return pod(lines + ", containers: [{name: a, image: shop" + container + "}]");
}

std::string required(const std::string& what, const std::string& whose) {
  return "kubernetes.required-field: " + what + " instead of " + whose;
}

std::string word(const std::string& written, const std::string& allowed) {
  return "kubernetes.core-word: " + written + " instead of " + allowed;
}

}  // namespace

TEST_CASE("the amounts of a pod as a whole") {
  const auto two = [](const std::string& whole, const std::string& each) {
    const std::string one =
        "image: shop, resources: {requests: {memory: " + each + "}, limits: {memory: 2Gi}}}";
    return pod("resources: {" + whole + "}, containers: [{name: a, " + one + ", {name: b, " + one + "]");
  };
  const std::string name = "kubernetes.pod-resource-name: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {two("limits: {memory: 2Gi}", "1Gi"), ""},
      {two("limits: {memory: 2Gi}", "1025Mi"),
       "kubernetes.pod-limit-below-containers: 2Gi of memory instead of 2050MiB"},
      {in_spec("resources: {limits: {shop.example/x: 1}}"), name + "shop.example/x instead of "},
      {in_spec("resources: {requests: {ephemeral-storage: 1Gi}}"), name + "ephemeral-storage instead of "},
      {in_spec(
           "resources: {requests: {memory: 1Gi, hugepages-2Mi: 2Mi}, limits: {memory: 1Gi, hugepages-2Mi: "
           "2Mi}}"),
       ""},
      {in_spec("resources: {claims: [{name: x}]}, resourceClaims: [{name: x, resourceClaimName: y}]"),
       name + "claims instead of "},
      {pod(container(
           "resources: {limits: {memory: 1Gi, requests.shop.example/x: 1}, requests: {memory: 1Gi}}")),
       "kubernetes.resource-name: requests.shop.example/x instead of cpu, memory, ephemeral-storage, "
       "hugepages-SIZE or a name with a domain"},
  })));
}

TEST_CASE("a pod as a whole requests no more than its limit") {
  check_without_place(GENERATE_COPY(values<Found>({
      {pod("resources: {requests: {cpu: 2}, limits: {cpu: 2}}, containers: [{name: a, image: shop}]"), ""},
      {pod("resources: {requests: {cpu: 2}, limits: {cpu: 1}}, containers: [{name: a, image: shop}]"),
       "kubernetes.pod-request-above-limit: 2 of cpu instead of 1"},
  })));
}

TEST_CASE("huge pages of a pod as a whole are as many as its containers take") {
  const auto pages = [](const std::string& whole, const std::string& each, const std::string& more = "") {
    const std::string takes =
        "image: shop, resources: {limits: {memory: 1Gi, hugepages-2Mi: " + each + "}}" + more + "}";
    return pod("resources: {" + whole + "}, initContainers: [{name: i, " + takes +
               "], containers: [{name: a, " + takes + ", {name: b, " + takes + "]");
  };
  const std::string of_request = "kubernetes.pod-request-below-containers: ",
                    of_limit = "kubernetes.pod-limit-below-containers: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {pages("limits: {memory: 2Gi, hugepages-2Mi: 8Mi}", "4Mi"), ""},
      {pages("limits: {memory: 2Gi, hugepages-2Mi: 4Mi}", "4Mi"),
       of_limit + "4Mi of hugepages-2Mi instead of 8MiB"},
      {pages("limits: {memory: 2Gi, hugepages-2Mi: 8Mi}, requests: {memory: 2Gi, hugepages-2Mi: 8Mi}", "4Mi"),
       ""},
      {pages("limits: {memory: 2Gi, hugepages-1Gi: 1Gi}", "4Mi"), ""},
      {pages("limits: {memory: 2Gi, hugepages-2Mi: \"${PAGES}\"}", "4Mi"), ""},
  })));
  const Imported both = import(
      pages("requests: {memory: 2Gi, hugepages-2Mi: 4Mi}, limits: {memory: 2Gi, hugepages-2Mi: 4Mi}", "4Mi"));
  CHECK_THAT(both.violations(), contains(of_request + "4Mi of hugepages-2Mi instead of 8MiB"));
  CHECK_THAT(both.violations(), contains(of_limit + "4Mi of hugepages-2Mi instead of 8MiB"));
}

TEST_CASE("claims of devices, each of which is there or is made") {
  const auto claims = [](const std::string& list) { return in_spec("resourceClaims: [" + list + "]"); };
  const std::string item = "an item of resourceClaims";
  check_without_place(GENERATE_COPY(values<Found>({
      {claims("{name: gpu, resourceClaimName: x}, {name: b, resourceClaimTemplateName: y}"), ""},
      {claims("{name: gpu, source: {resourceClaimName: x}}"), ""},
      {claims("{name: gpu}"), required("resourceClaimName or resourceClaimTemplateName", item)},
      {claims("{resourceClaimName: x}"), required("name", item)},
      {claims("{name: gpu, resourceClaimName: x, resourceClaimTemplateName: y}"),
       "kubernetes.claim-sources: gpu instead of "},
      {claims("{name: gpu, resourceClaimName: x}, {name: gpu, resourceClaimName: y}"),
       "kubernetes.duplicate-claim-name: gpu instead of "},
      {claims("{name: Gpu_1, resourceClaimName: x}"), "kubernetes.label-name: Gpu_1 instead of "},
      {patch("resourceClaims: [{name: gpu}], containers: [{name: a}]"), ""},
  })));
}

TEST_CASE("settings of the kernel") {
  const auto sysctl = [](const std::string& name, const std::string& more = "") {
    return in_spec(more + "securityContext: {sysctls: [{name: '" + name + "', value: '1'}]}");
  };
  const std::string refused = "kubernetes.sysctl-name: ", of_host = "kubernetes.sysctl-of-host: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {sysctl("net.core.somaxconn"), ""},
      {sysctl("kernel.shm_rmid_forced"), ""},
      {sysctl("net/ipv4/conf/eth0.100/rp_filter"), ""},
      {sysctl("net.Core.somaxconn"), refused + "net.Core.somaxconn instead of "},
      {sysctl("kernel.shm_rmid_forced=1"), refused + "kernel.shm_rmid_forced=1 instead of "},
      {sysctl("net.core.somaxconn", "hostNetwork: true, "),
       of_host + "net.core.somaxconn instead of hostNetwork"},
      {sysctl("net/core/somaxconn", "hostNetwork: true, "),
       of_host + "net/core/somaxconn instead of hostNetwork"},
      {sysctl("kernel.msgmax", "hostIPC: true, "), of_host + "kernel.msgmax instead of hostIPC"},
      {sysctl("kernel.msgmax", "hostNetwork: true, "), ""},
      {sysctl("net.core.somaxconn", "hostNetwork: false, "), ""},
  })));
}

TEST_CASE("names that a pod is given are looked up by addresses") {
  const auto servers = [](const std::string& list) {
    return in_spec("dnsConfig: {nameservers: [" + list + "]}");
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {servers("1.1.1.1, '2001:db8::1'"), ""},
      {servers("dns.example.com"), "kubernetes.address: dns.example.com instead of "},
      {servers("1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4"), "kubernetes.name-servers: 4 instead of at most 3"},
      {in_spec("hostAliases: [{ip: 1.2.3.4, hostnames: [a.b, my_host]}]"),
       "kubernetes.object-name: my_host instead of "},
  })));
}

TEST_CASE("a toleration has a value that a taint can have") {
  const auto tolerates = [](const std::string& lines) { return in_spec("tolerations: [{" + lines + "}]"); };
  check_without_place(GENERATE_COPY(values<Found>({
      {tolerates("operator: Exists"), ""},
      {tolerates("key: k, value: a_b"), ""},
      {tolerates(""), "kubernetes.toleration: no key instead of operator Exists only"},
      {tolerates("key: k, value: 'a b'"), "kubernetes.taint-value: a b instead of "},
      {tolerates("key: k, operator: Gt, value: '5'"), ""},
      {tolerates("key: k, operator: Gt, value: much"), "kubernetes.taint-number: Gt instead of much"},
      {tolerates("key: k, operator: Lt, value: \"${N}\""), ""},
  })));
}

TEST_CASE("selectors within a pod") {
  const auto spread = [](const std::string& lines) {
    return in_spec(
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule, " +
        lines + "}]");
  };
  const auto nodes = [](const std::string& terms) {
    return in_spec("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {" + terms +
                   "}}}");
  };
  const std::string values_of = "kubernetes.expression-values: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {spread("nodeTaintsPolicy: Honor"), ""},
      {spread("nodeTaintsPolicy: Honour"), word("nodeTaintsPolicy Honour", "Honor or Ignore")},
      {spread("labelSelector: {matchExpressions: [{key: a, operator: Is, values: [b]}]}"),
       word("operator Is", "In, NotIn, Exists or DoesNotExist")},
      {nodes("nodeSelectorTerms: []"), required("term", "a nodeAffinity that is required")},
      {nodes("nodeSelectorTerms: [{}]"), ""},
      {nodes("nodeSelectorTerms: \"${TERMS}\""), ""},
      {nodes("nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]"), ""},
      {nodes("nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [n1, n2]}]}]"),
       values_of + "In has 2 values instead of one for a field of a node"},
      {nodes("nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: Exists}]}]"),
       word("operator Exists", "In or NotIn")},
  })));
}

TEST_CASE("variables come from somewhere") {
  const std::string sources = "configMapKeyRef, fieldRef, resourceFieldRef or secretKeyRef";
  check_without_place(GENERATE_COPY(values<Found>({
      {pod(container("env: [{name: A, valueFrom: {}}]")), required(sources, "the valueFrom of a variable")},
      {pod(container("env: [{name: '', value: b}]")), required("name", "a variable")},
      {pod(container("envFrom: [{prefix: A_}]")),
       required("configMapRef or secretRef", "an item of envFrom")},
      {pod(container("envFrom: [{configMapRef: {name: a}, secretRef: {name: b}}]")),
       "kubernetes.settings-sources: configMapRef beside secretRef instead of "},
      {pod(container("envFrom: [{prefix: A_, configMapRef: {name: a}}]")), ""},
  })));
}

TEST_CASE("what a pod may be and how it starts again") {
  const std::string resize = ", resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]";
  const std::string unmasked = ", securityContext: {procMount: Unmasked}";
  check_without_place(GENERATE_COPY(values<Found>({
      {in_spec("restartPolicy: Always", resize), ""},
      {in_spec("restartPolicy: Never", resize),
       word("RestartContainer beside restartPolicy Never", "NotRequired")},
      {in_spec("hostUsers: false", unmasked), ""},
      {in_spec("hostUsers: true", unmasked), required("hostUsers false", "a pod with procMount Unmasked")},
      {in_spec("hostPID: false", unmasked), required("hostUsers false", "a pod with procMount Unmasked")},
      {in_spec("securityContext: {seccompProfile: {}}"), required("type", "a seccompProfile")},
      {in_spec("securityContext: {supplementalGroups: [0, -5]}"),
       "kubernetes.number-range: the supplemental group -5 instead of at least 0"},
      {in_spec("volumes: [{name: v, hostPath: {path: /a/../b}}]"),
       "kubernetes.host-path: /a/../b instead of "},
      {in_spec("volumes: [{name: v, hostPath: {path: a..b}}]"), ""},
      {pod(container("lifecycle: {postStart: {sleep: {seconds: 60}}}")),
       "kubernetes.grace-below-post-start: 1min instead of 30s"},
      {pod(container("lifecycle: {postStart: {sleep: {seconds: 30}}}")), ""},
  })));
}

TEST_CASE("the jobs of a CronJob have no selector") {
  const auto cron = [](const std::string& lines) {
    return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily', "
           "concurrencyPolicy: Forbid, jobTemplate: {spec: {" +
           lines +
           "template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, containers: [{name: a, "
           "image: shop}]}}}}}\n";
  };
  const std::string refused = "kubernetes.cron-job-selector: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {cron(""), ""},
      {cron("manualSelector: false, "), ""},
      {cron("manualSelector: true, "), refused + "manualSelector true instead of "},
      {cron("selector: {matchLabels: {a: b}}, "), refused + "a selector instead of "},
  })));
}

}  // namespace placer::test
