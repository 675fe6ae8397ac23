// What Knative refuses of a service beside what its pods are refused for, and Cloud Run with it.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

namespace placer::test {
namespace {

struct Service {
  std::string metadata = "name: hello", revision = "", pod = "", container = "", spec = "";
};

std::string text(const Service& one) {
  return "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {" + one.metadata + "}\nspec: {" +
         one.spec + "template: {metadata: {" + one.revision + "}, spec: {" + one.pod +
         "containers: [{image: shop" + one.container + "}]}}}\n";
}

std::string in_pod(const std::string& lines) { return text({.pod = lines + ", "}); }
std::string in_container(const std::string& lines) { return text({.container = ", " + lines}); }

std::string forbidden(const std::string& field, const std::string& where) {
  return "kubernetes.knative.forbidden-field: " + field + " instead of " + where;
}

/// What is said of a field that a feature of the cluster allows.
std::string may_have(const std::string& field, const std::string& feature) {
  return "kubernetes.knative.feature: " + field + " instead of kubernetes.podspec-" + feature;
}

}  // namespace

TEST_CASE("how a service of Knative and its revision are called") {
  const std::string name = "kubernetes.knative.name: ";
  const std::string long_name(64, 'a');
  check_without_place(GENERATE_COPY(values<Found>({
      {text({.revision = "name: hello-2"}), ""},
      {text({.revision = "name: wrong"}), "kubernetes.knative.revision-name: wrong instead of hello-"},
      {text({.revision = "name: hello2"}), "kubernetes.knative.revision-name: hello2 instead of hello-"},
      {text({.revision = "name: \"${REVISION}\""}), ""},
      {text({.metadata = "name: SERVICE", .revision = "name: other"}), ""},
      {text({.metadata = "name: Hello_World"}), name + "Hello_World instead of "},
      {text({.metadata = "name: hello.x"}), name + "hello.x instead of "},
      {text({.metadata = "name: 1-hello"}), name + "1-hello instead of "},
      {text({.metadata = "name: " + long_name}), name + long_name + " instead of "},
      {text({.metadata = "namespace: a"}), "kubernetes.required-field: metadata.name instead of a Service"},
      {text({.metadata = "generateName: a-"}), ""},
  })));
}

TEST_CASE("fields of Kubernetes that Knative has not") {
  const std::string pods = "the pods of a service", container = "a container of a service",
                    port = "a port of a service";
  check_without_place(GENERATE_COPY(values<Found>({
      {in_pod("restartPolicy: Always"), forbidden("restartPolicy", pods)},
      {in_pod("restartPolicy: ''"), ""},
      {in_pod("terminationGracePeriodSeconds: 30"), forbidden("terminationGracePeriodSeconds", pods)},
      {in_pod("hostname: a"), forbidden("hostname", pods)},
      {in_pod("hostname: \"${HOST}\""), ""},
      {in_pod("enableServiceLinks: false"), ""},
      {in_container("lifecycle: {preStop: {exec: {command: [a]}}}"), forbidden("lifecycle", container)},
      {in_container("lifecycle: {}"), ""},
      {in_container("tty: true"), forbidden("tty", container)},
      {in_container("tty: false"), ""},
      {in_container("ports: [{containerPort: 80, hostPort: 80}]"), forbidden("hostPort", port)},
      {in_container("ports: [{containerPort: 80, hostPort: 0}]"), ""},
  })));
}

TEST_CASE("fields that a feature of the cluster allows") {
  check_without_place(GENERATE_COPY(values<Found>({
      {in_pod("dnsPolicy: Default"), may_have("dnsPolicy", "dnspolicy")},
      {in_pod("dnsPolicy: \"${POLICY}\""), ""},
      {in_pod("nodeSelector: {disk: ssd}"), may_have("nodeSelector", "nodeselector")},
      {in_pod("nodeSelector: {}"), ""},
      {in_pod("tolerations: [{operator: Exists}]"), may_have("tolerations", "tolerations")},
      {in_pod("affinity: {nodeAffinity: {}}"), may_have("affinity", "affinity")},
      {in_pod("securityContext: {runAsUser: 1}"), may_have("securityContext", "securitycontext")},
      {in_pod("runtimeClassName: gvisor"), may_have("runtimeClassName", "runtimeclassname")},
      {in_pod("schedulerName: other"), may_have("schedulerName", "schedulername")},
      {in_pod("hostAliases: [{ip: 10.0.0.1, hostnames: [a]}]"), may_have("hostAliases", "hostaliases")},
      {in_pod("initContainers: [{name: i, image: j}]"), may_have("initContainers", "init-containers")},
      {in_container("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
       may_have("fieldRef", "fieldref")},
      {in_container("securityContext: {runAsUser: 1}"), ""},
  })));
}

TEST_CASE("what a service of Knative says beside its template") {
  const auto tags = [](const std::string& second) {
    return text({.spec = "traffic: [{latestRevision: true, percent: 50, tag: a}, {revisionName: hello-1, "
                         "percent: 50, tag: " +
                         second + "}], "});
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {tags("b"), ""},
      {tags("a"), "kubernetes.knative.traffic-tag: a instead of "},
      {text({.spec = "replicas: 2, "}),
       "kubernetes.misplaced-field: replicas instead of the spec of a service of Knative"},
      {text({.spec = "trafic: [], "}), "kubernetes.misspelt-field: trafic instead of traffic"},
      {text({.spec = "newer: 2, "}),
       "kubernetes.misplaced-field: newer instead of the spec of a service of Knative"},
  })));
}

TEST_CASE("where a service of Knative mounts its volumes") {
  const auto mounted = [](const std::string& path, const std::string& more = "",
                          const std::string& source = "configMap: {name: c}") {
    return text({.pod = "volumes: [{name: v, " + source + "}], ",
                 .container = ", volumeMounts: [{name: v, mountPath: " + path + more + "}]"});
  };
  const std::string refused = "kubernetes.knative.mount-path: ",
                    claim = "persistentVolumeClaim: {claimName: c";
  const std::string read_only =
      may_have("persistentVolumeClaim", "persistent-volume-claim") +
      " at persistentVolumeClaim\nkubernetes.knative.read-only-mount: v instead of ";
  check_without_place(GENERATE_COPY(values<Found>({
      {mounted("/data"), ""},
      {mounted("/dev/shm"), ""},
      {mounted("/dev/log/x"), ""},
      {mounted("/"), refused + "/ instead of "},
      {mounted("/dev"), refused + "/dev instead of "},
      {mounted("//dev/./"), refused + "//dev/./ instead of "},
      {mounted("/x/../dev/log"), refused + "/x/../dev/log instead of "},
      {mounted("data"), refused + "data instead of "},
      {mounted("\"${WHERE}\""), ""},
      // The webhook sets it before it looks.
      {mounted("/data", ", readOnly: false"), ""},
      {mounted("/data", "", claim + "}"), may_have("persistentVolumeClaim", "persistent-volume-claim")},
      {mounted("/data", ", readOnly: true", claim + ", readOnly: true}"),
       may_have("persistentVolumeClaim", "persistent-volume-claim")},
      {mounted("/data", "", claim + ", readOnly: true}"), read_only},
      {mounted("/data", ", readOnly: false", claim + ", readOnly: true}"), read_only},
  })));
  const std::string volume = "volumes: [{name: v, emptyDir: {}}], ";
  check_without_place(GENERATE_COPY(values<Found>({
      {text({.pod = volume}), "kubernetes.knative.unmounted-volume: v instead of "},
      {text({.pod = volume, .container = ", volumeMounts: \"${MOUNTS}\""}), ""},
      {text({.pod = volume +
                    "initContainers: [{name: i, image: x, volumeMounts: [{name: v, mountPath: /v}]}], "}),
       may_have("initContainers", "init-containers")},
  })));
}

TEST_CASE("how many instances of Knative start at once, and how many requests come in a burst") {
  const auto annotated = [](const std::string& lines) {
    return text({.revision = "annotations: {" + lines + "}"});
  };
  const auto scale = [&](const std::string& key, const std::string& value, const std::string& more = "") {
    return annotated("autoscaling.knative.dev/" + key + ": '" + value + "'" + more);
  };
  const std::string start = "kubernetes.knative.activation-scale: activation-scale ",
                    bounds = "kubernetes.knative.activation-bounds: ",
                    burst = "kubernetes.knative.burst-capacity: target-burst-capacity ";
  check_without_place(GENERATE_COPY(values<Found>({
      {scale("activation-scale", "2"), ""},
      {scale("activation-scale", "1"), start + "1 instead of at least 2"},
      {scale("activationScale", "0"), start + "0 instead of at least 2"},
      {scale("activation-scale", "many"), start + "many instead of at least 2"},
      {scale("activation-scale", "2", ", autoscaling.knative.dev/min-scale: '3'"),
       bounds + "2 instead of min-scale 3"},
      {scale("activation-scale", "4", ", autoscaling.knative.dev/max-scale: '3'"),
       bounds + "4 instead of max-scale 3"},
      {scale("activation-scale", "3", ", autoscaling.knative.dev/max-scale: '0'"), ""},
      {scale("target-burst-capacity", "-1"), ""},
      {scale("target-burst-capacity", "0"), ""},
      {scale("target-burst-capacity", "70.5"), ""},
      {scale("target-burst-capacity", "-2"), burst + "-2 instead of at least 0"},
      {scale("targetBurstCapacity", "70m"), burst + "70m instead of at least 0"},
  })));
}

TEST_CASE("how a service of Cloud Run and its revision are called") {
  const auto service = [](const std::string& metadata, const std::string& revision) {
    return text(
        {.metadata = metadata + "annotations: {run.googleapis.com/ingress: all}", .revision = revision});
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {service("name: api, ", "name: api-1"), ""},
      {service("name: api, ", "name: wrong"), "cloud-run.service.revision-name: wrong instead of api-"},
      {service("", ""), "cloud-run.without-name: Service instead of "},
  })));
}

TEST_CASE("how objects of other kinds than those of Kubernetes are called") {
  const auto called = [](const std::string& name) {
    return "apiVersion: shop.example/v1\nkind: Service\nmetadata: {name: " + name +
           "}\nspec: {template: {spec: {containers: [{name: a, image: shop}]}}}\n";
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {called("1.till"), ""},
      {called("\"${NAME}\""), ""},
      {called("My_Till"), "kubernetes.object-name: My_Till instead of "},
  })));
}

}  // namespace placer::test
