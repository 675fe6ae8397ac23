// Parts of pods and of what makes them: their shapes, what they cannot be without, and values that are
// refused.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, found;
};

std::string pod(const std::string& container, const std::string& spec = {}) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {" + spec +
         "containers: [{name: a, image: shop" + (container.empty() ? "" : ", ") + container + "}]}\n";
}

std::string deployment(const std::string& spec, const std::string& kind = "Deployment") {
  return "apiVersion: apps/v1\nkind: " + kind +
         "\nmetadata: {name: w}\nspec: {selector: {matchLabels: {app: w}}, " + spec +
         "template: {metadata: {labels: {app: w}}, spec: {containers: [{name: a, image: b}]}}}\n";
}

/// Without a selector it may change another one.
std::string patch(const std::string& container) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {containers: "
         "[{name: a, " +
         container + "}]}}}\n";
}

std::string cron(const std::string& spec) {
  return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {concurrencyPolicy: Forbid, " +
         spec +
         ", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
         "b}]}}}}}\n";
}

std::string mount(const std::string& lines) {
  return pod("volumeMounts: [{name: v, " + lines + "}]", "volumes: [{name: v, emptyDir: {}}], ");
}

/// Rules and what was found, without the places.
void check(const Row& row) {
  CAPTURE(row.text);
  std::string found;
  const Imported imported = import(row.text);
  for (const Workload& workload : imported.workloads)
    for (const Violation& one : workload.violations)
      found += (found.empty() ? "" : "; ") + one.rule + ": " + one.needed +
               (one.allowed.empty() ? "" : " > " + one.allowed);
  CHECK(found == row.found);
  CHECK(imported.problems() == "");
}

}  // namespace

TEST_CASE("parts that the API cannot read are said") {
  struct Said {
    std::string text, said;
  };
  const auto row = GENERATE(values<Said>({
      {pod("securityContext: {capabilities: {add: NET_ADMIN}}"),
       "NET_ADMIN | `add` is a value, not a list | write [NET_ADMIN]\n"},
      {pod("securityContext: {capabilities: {drop: ALL}}"), "ALL | `drop` is a value, not a list\n"},
      {pod("securityContext: {capabilities: {add: [NET_ADMIN], drop: [ALL]}}"), ""},
      {pod("livenessProbe: {exec: {command: cat /x}}"), "cat /x | `command` is a value, not a list\n"},
      {pod("lifecycle: {preStop: {exec: {command: sleep 5}}}"),
       "sleep 5 | `command` is a value, not a list\n"},
      {pod("lifecycle: {preStop: {exec: {command: \"${STOP}\"}}}"), ""},
      {pod("lifecycle: {postStart: []}"), "[] | `postStart` is a list, not a mapping\n"},
      {pod("resizePolicy: x"), "x | `resizePolicy` is a value, not a list\n"},
      {pod("", "volumes: [{name: v, emptyDir: {sizeLimit: [1]}}], "),
       "[1] | `sizeLimit` is a list, not a value\n"},
      {pod("envFrom: [{configMapRef: c}]"), "c | `configMapRef` is a value, not a mapping\n"},
      {pod("envFrom: [{secretRef: s}]"), "s | `secretRef` is a value, not a mapping\n"},
      {pod("envFrom: [{secretRef: {name: s}}]"), ""},
      {pod("env: [{name: A, valueFrom: {secretKeyRef: s}}]"),
       "s | `secretKeyRef` is a value, not a mapping\n"},
      {pod("", "imagePullSecrets: [regcred], "),
       "regcred | an item of `imagePullSecrets` is a value, not a mapping\n"},
      {pod("", "imagePullSecrets: [{name: regcred}], "), ""},
      {pod("", "tolerations: {key: a}, "), "{key: a} | `tolerations` is a mapping, not a list\n"},
      // Words in capitals are filled in.
      {pod("", "tolerations: {SUBST_TOLERATIONS: \"\"}, "), ""},
      {pod("", "volumes: [{name: v, configMap: c}], "), "c | `configMap` is a value, not a mapping\n"},
  }));
  CAPTURE(row.text);
  CHECK(import(row.text).problems() == row.said);
}

TEST_CASE("what is true or false is no text") {
  const auto refused = [](const std::string& what) {
    return "kubernetes.value-type: " + what + " is text > true or false";
  };
  check(GENERATE_COPY(values<Row>({
      {deployment("paused: true, "), ""},
      {deployment("paused: \"yes\", "), refused("paused \"yes\"")},
      {cron("schedule: '@daily', suspend: \"true\""), refused("suspend \"true\"")},
      {cron("schedule: '@daily', suspend: \"${SUSPEND}\""), ""},
      {pod("stdin: \"true\""), refused("stdin \"true\"")},
      {pod("securityContext: {runAsNonRoot: \"true\"}"), refused("runAsNonRoot \"true\"")},
      {pod("", "automountServiceAccountToken: \"false\", "),
       refused("automountServiceAccountToken \"false\"")},
      {mount("mountPath: /v, readOnly: \"true\""), refused("readOnly \"true\"")},
  })));
}

TEST_CASE("parts without what they must have are refused") {
  const std::string missing = "kubernetes.required-field: ";
  const auto affinity = [](const std::string& lists) {
    return pod("", "affinity: {podAntiAffinity: {" + lists + "}}, ");
  };
  const std::string required = "requiredDuringSchedulingIgnoredDuringExecution: ",
                    preferred = "preferredDuringSchedulingIgnoredDuringExecution: ";
  check(GENERATE_COPY(values<Row>({
      {pod("livenessProbe: {httpGet: {path: /}}"), missing + "port > the httpGet of a livenessProbe"},
      {pod("readinessProbe: {tcpSocket: {host: h}}"), missing + "port > the tcpSocket of a readinessProbe"},
      {pod("lifecycle: {preStop: {httpGet: {path: /}}}"), missing + "port > the httpGet of a preStop"},
      {pod("livenessProbe: {httpGet: {path: /, port: \"${PORT}\"}}"), ""},
      {mount("readOnly: true"), missing + "mountPath > an item of volumeMounts"},
      {pod("volumeMounts: [{mountPath: /v}]"), missing + "name > an item of volumeMounts"},
      // A patch says only what it changes.
      {patch("livenessProbe: {httpGet: {path: /}}, volumeMounts: [{name: v}]"), ""},
      {affinity(required + "[{labelSelector: {}}]"), missing + "topologyKey > a term of podAntiAffinity"},
      {affinity(required + "[{topologyKey: z}]"), ""},
      {affinity(preferred + "[{weight: 1, podAffinityTerm: {labelSelector: {}}}]"),
       missing + "topologyKey > a term of podAntiAffinity"},
      {affinity(preferred + "[{weight: 1, podAffinityTerm: {topologyKey: z}}]"), ""},
      {pod("", "topologySpreadConstraints: [{topologyKey: z, maxSkew: 1}], "),
       missing + "whenUnsatisfiable > an item of topologySpreadConstraints"},
  })));
  // What serves requests is asked at its own port unless a probe names one.
  check(
      {"apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w}\nspec: {template: {spec: "
       "{containers: [{image: b, readinessProbe: {httpGet: {path: /}}}]}}}\n",
       ""});
}

TEST_CASE("a pod reads of itself what there is") {
  const std::string found = "kubernetes.downward-field: ";
  const auto field = [](const std::string& path) {
    return pod("env: [{name: A, valueFrom: {fieldRef: {fieldPath: " + path + "}}}]");
  };
  const auto amount = [](const std::string& resource) {
    return pod("env: [{name: A, valueFrom: {resourceFieldRef: {resource: " + resource + "}}}]");
  };
  const auto file = [](const std::string& path) {
    return pod(
        "", "volumes: [{name: v, downwardAPI: {items: [{path: p, fieldRef: {fieldPath: " + path + "}}]}}], ");
  };
  const std::string of_variables =
      " > metadata.name, metadata.namespace, metadata.uid, spec.nodeName, "
      "spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP, "
      "status.podIPs or metadata.labels['NAME']";
  check(GENERATE_COPY(values<Row>({
      {field("status.podIP"), ""},
      {field("status.hostIPs"), ""},
      {field("spec.host"), ""},
      {field("\"metadata.labels['app']\""), ""},
      {field("\"${FIELD}\""), ""},
      {field("status.podIp"), found + "status.podIp" + of_variables},
      {field("metadata.labels"), found + "metadata.labels" + of_variables},
      {amount("limits.memory"), ""},
      {amount("requests.hugepages-2Mi"), ""},
      {amount("limits.gpu"), found + "limits.gpu > limits.cpu, limits.memory, limits.ephemeral-storage, "
                                     "requests.cpu, requests.memory, requests.ephemeral-storage or "
                                     "requests.hugepages-SIZE"},
      {file("metadata.labels"), ""},
      {file("status.podIP"), found + "status.podIP > metadata.name, metadata.namespace, metadata.uid, "
                                     "metadata.labels, metadata.annotations or metadata.labels['NAME']"},
  })));
}

TEST_CASE("an amount that a pod reads of itself is in a unit that the API knows") {
  const auto divided = [](const std::string& resource, const std::string& divisor) {
    return pod("env: [{name: A, valueFrom: {resourceFieldRef: {resource: " + resource +
               ", divisor: " + divisor + "}}}]");
  };
  const std::string found = "kubernetes.downward-divisor: ", of_cpu = " > 1 or 1m",
                    of_bytes = " > 1, 1k, 1M, 1G, ... or 1Ki, 1Mi, 1Gi, ...";
  for (const std::string good : {"1", "1m", "0", "1000m", "\"${UNIT}\""})
    check({divided("limits.cpu", good), ""});
  for (const std::string bad : {"10m", "2", "1k", "1Mi", "one"})
    check({divided("requests.cpu", bad), found + bad + of_cpu});
  // The shortest form counts: 1000 is 1k, 1024Mi is 1Gi, and 1024 stays what it is.
  for (const std::string good :
       {"1", "0", "1k", "1M", "1E", "1Ki", "1Mi", "1Gi", "1Ei", "1024Mi", "1000", "1000m"})
    check({divided("limits.memory", good), ""});
  for (const std::string bad : {"1m", "1K", "10Mi", "1024", "0.5", "0.5Gi", "2", "-1", "1e3"})
    check({divided("limits.memory", "'" + bad + "'"), found + bad + of_bytes});
  check({divided("requests.ephemeral-storage", "2Gi"), found + "2Gi" + of_bytes});
  check({divided("limits.hugepages-2Mi", "2Mi"), found + "2Mi" + of_bytes});
  check({pod("",
             "volumes: [{name: v, projected: {sources: [{downwardAPI: {items: [{path: p, resourceFieldRef: "
             "{containerName: a, resource: limits.cpu, divisor: 2}}]}}]}}], "),
         found + "2" + of_cpu});
}

TEST_CASE("mounts and directories are where there can be some") {
  const auto directory = [](const std::string& medium) {
    return pod("", "volumes: [{name: v, emptyDir: {medium: " + medium + "}}], ");
  };
  const std::string sub = "kubernetes.sub-path: ", colon = "kubernetes.mount-path: ";
  check(GENERATE_COPY(values<Row>({
      {directory("Memory"), ""},
      {directory("\"\""), ""},
      {directory("HugePages-2Mi"), ""},
      {directory("memory"), "kubernetes.medium: memory"},
      {directory("SSD"), "kubernetes.medium: SSD"},
      {mount("mountPath: /v, subPath: a/b..c"), ""},
      {mount("mountPath: /v, subPath: /a"), sub + "subPath /a"},
      {mount("mountPath: /v, subPath: a/../b"), sub + "subPath a/../b"},
      {mount("mountPath: /v, subPathExpr: ../$(POD)"), ""},
      {mount("mountPath: /v, subPathExpr: ../b"), sub + "subPathExpr ../b"},
      {mount("mountPath: \"/v:ro\""), colon + "/v:ro"},
      {mount("mountPath: \"C:/data\""), ""},
  })));
}

TEST_CASE("images can be pulled by their names") {
  const auto with = [](const std::string& image) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{name: a, image: " + image +
           "}]}\n";
  };
  const std::string capitals = "kubernetes.image-capitals: ";
  check(GENERATE_COPY(values<Row>({
      {with("\" shop\""), "kubernetes.image-blanks:  shop"},
      {with("\" \""), ""},
      // Templates are taken with them.
      {"apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec: {template: {spec: {restartPolicy: Never, "
       "containers: [{name: a, image: \" shop\"}]}}}\n",
       ""},
      {with("shop:V1.2"), ""},
      {with("Registry/shop"), ""},
      {with("registry.example:5000/team/shop@sha256:0A"), ""},
      {with("registry.example/IMAGE:tag"), ""},
      {with("MyShop"), capitals + "MyShop"},
      {with("registry.example/Team/shop:1"), capitals + "registry.example/Team/shop:1"},
      {with("team/myShop"), capitals + "team/myShop"},
      {with("https://registry.example/shop:1"), "kubernetes.image-scheme: https://registry.example/shop:1"},
      {with("docker://shop"), "kubernetes.image-scheme: docker://shop"},
      // That is how ko finds what it is to build.
      {with("ko://shop.example/cmd/shop"), ""},
  })));
}

TEST_CASE("names that others refer to are spelt as they can be") {
  const auto in = [](const std::string& space) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: w, namespace: " + space +
           "}\nspec: {containers: [{name: a, image: b}]}\n";
  };
  check(GENERATE_COPY(values<Row>({
      {pod("", "serviceAccountName: a.b-c, "), ""},
      {pod("", "serviceAccountName: my_account, "), "kubernetes.object-name: my_account"},
      {pod("", "serviceAccountName: \"${ACCOUNT}\", "), ""},
      {in("shop"), ""},
      {in("my.shop"), "kubernetes.label-name: my.shop"},
      {in("My-shop"), "kubernetes.label-name: My-shop"},
      {in("NAMESPACE"), ""},
  })));
}

TEST_CASE("a share of pods is a number or a percentage") {
  const auto rolling = [](const std::string& lines) {
    return deployment("strategy: {rollingUpdate: {" + lines + "}}, ");
  };
  const std::string found = "kubernetes.share: ", allowed = " > a whole number, or a percentage such as 25%";
  check(GENERATE_COPY(values<Row>({
      {rolling("maxSurge: 150%, maxUnavailable: 100%"), ""},
      {rolling("maxSurge: 1, maxUnavailable: 0"), ""},
      {rolling("maxSurge: \"25%\""), ""},
      {rolling("maxSurge: \"${SURGE}\""), ""},
      {rolling("maxSurge: \"1\""), found + "maxSurge \"1\"" + allowed},
      {rolling("maxSurge: 25 %"), found + "maxSurge 25 %" + allowed},
      {rolling("maxUnavailable: half"), found + "maxUnavailable half" + allowed},
      {rolling("maxUnavailable: -1"), found + "maxUnavailable -1 > no number below zero"},
      {rolling("maxUnavailable: 150%"), found + "maxUnavailable 150% > no more than 100%"},
      {deployment("updateStrategy: {rollingUpdate: {maxSurge: 150%, maxUnavailable: 0}}, ", "DaemonSet"),
       found + "maxSurge 150% > no more than 100%"},
  })));
}

TEST_CASE("a day that never comes is worth a word") {
  const auto at = [](const std::string& schedule) { return cron("schedule: '" + schedule + "'"); };
  check(GENERATE_COPY(values<Row>({
      {at("0 2 29 2 *"), ""},
      {at("0 2 31 2,3 *"), ""},
      {at("0 2 31 2 mon"), ""},
      {at("0 2 31 2 *"), "kubernetes.never-runs: 0 2 31 2 *"},
      {at("0 2 30-31 feb ?"), "kubernetes.never-runs: 0 2 30-31 feb ?"},
      {at("0 2 31 4,6,9,11 *"), "kubernetes.never-runs: 0 2 31 4,6,9,11 *"},
  })));
}

}  // namespace placer::test
