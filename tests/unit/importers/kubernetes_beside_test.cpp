// Parts of pods and of objects beside them that the API refuses for what stands, or does not, beside them.
#include "unit/importers/kubernetes_refusals.hpp"

#include <string>

namespace placer::test {
namespace {

std::string in_spec(const std::string& lines, const std::string& container = "") {
  return pod(lines + "containers: [{name: a, image: shop" + container + "}]");
}

std::string required(const std::string& what, const std::string& whose) {
  return "kubernetes.required-field: " + what + " instead of " + whose;
}

}  // namespace

TEST_CASE("what only one system has") {
  const std::string field = "kubernetes.field-of-other-system: ", windows = "os: {name: windows}, ";
  check_without_place(GENERATE_COPY(values<Found>({
      {in_spec(windows), ""},
      {in_spec(windows + "hostPID: false, hostNetwork: true, "), ""},
      {in_spec(windows + "hostPID: true, "), field + "hostPID instead of windows"},
      {in_spec("os: {name: linux}, hostPID: true, "), ""},
      {in_spec("hostPID: true, "), ""},
      {in_spec(windows + "securityContext: {fsGroup: 1}, "), field + "fsGroup instead of windows"},
      {in_spec(windows + "securityContext: {runAsNonRoot: true, fsGroup: \"${G}\"}, "), ""},
      {in_spec(windows, ", securityContext: {privileged: false}"), field + "privileged instead of windows"},
      {in_spec("os: {name: linux}, ", ", securityContext: {windowsOptions: {runAsUserName: a}}"),
       field + "windowsOptions instead of linux"},
  })));
}

TEST_CASE("what is mounted in both ways, spread twice, or has no whole path") {
  const auto mounts = [](const std::string& how, const std::string& security) {
    return in_spec("volumes: [{name: v, emptyDir: {}}], ",
                   security + ", volumeMounts: [{name: v, mountPath: /v, mountPropagation: " + how + "}]");
  };
  const auto spreads = [](const std::string& key, const std::string& way) {
    return in_spec(
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: z, whenUnsatisfiable: DoNotSchedule}, "
        "{maxSkew: 2, topologyKey: " +
        key + ", whenUnsatisfiable: " + way + "}], ");
  };
  const auto nfs = [](const std::string& path) {
    return in_spec("volumes: [{name: v, nfs: {server: a, path: " + path + "}}], ");
  };
  const std::string privileged =
      required("securityContext.privileged true", "a container with mountPropagation Bidirectional");
  check_without_place(GENERATE_COPY(values<Found>({
      {mounts("Bidirectional", ", securityContext: {privileged: true}"), ""},
      {mounts("Bidirectional", ", securityContext: {privileged: \"${P}\"}"), ""},
      {mounts("HostToContainer", ""), ""},
      {mounts("Bidirectional", ""), privileged},
      {mounts("Bidirectional", ", securityContext: {privileged: false}"), privileged},
      {spreads("z", "ScheduleAnyway"), ""},
      {spreads("y", "DoNotSchedule"), ""},
      {spreads("z", "DoNotSchedule"), "kubernetes.duplicate-spread: z DoNotSchedule instead of "},
      {nfs("/srv"), ""},
      {nfs("\"${P}\""), ""},
      {nfs("srv"), "kubernetes.nfs-path: srv instead of "},
  })));
}

TEST_CASE("names and labels within a pod, and of a StatefulSet") {
  const auto set = [](const std::string& name) {
    return "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: " + name +
           "}\nspec: {serviceName: a, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: "
           "b}}, spec: {containers: [{name: a, image: shop}]}}}\n";
  };
  const std::string label = "kubernetes.label-name: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {in_spec("hostname: my-host, subdomain: a, "), ""},
      {in_spec("hostname: My_Host, "), label + "My_Host instead of "},
      {in_spec("subdomain: a.b, "), label + "a.b instead of "},
      {in_spec("hostname: HOST, "), ""},
      {in_spec("nodeSelector: {disk: a_b}, "), ""},
      {in_spec("nodeSelector: {disk: 'a b'}, "), "kubernetes.label-value: a b instead of "},
      {set("db-1"), ""},
      {set("db.shop"), label + "db.shop instead of "},
  })));
}

TEST_CASE("ranges, ports and certificates of what stands beside workloads") {
  const auto service = [](const std::string& spec) {
    return named("v1", "Service", "spec: {selector: {a: b}, type: LoadBalancer, " + spec + "}");
  };
  const auto ranges = [&](const std::string& range) {
    return service("ports: [{port: 80}], loadBalancerSourceRanges: [" + range + "]");
  };
  const auto target = [&](const std::string& name) {
    return service("ports: [{port: 80, targetPort: " + name + "}]");
  };
  const auto secret = [](const std::string& keys) {
    return named("v1", "Secret", "type: kubernetes.io/tls\nstringData: {" + keys + "}");
  };
  const std::string range = "kubernetes.address-range: ", nothing = "no workload";
  check_without_place(GENERATE_COPY(values<Found>({
      {ranges("10.0.0.0/8, '2001:db8::/32'"), nothing},
      {ranges("\"${RANGE}\""), nothing},
      {ranges("10.0.0.1"), range + "10.0.0.1 instead of "},
      {ranges("10.0.0.0/a"), range + "10.0.0.0/a instead of "},
      {target("http-1"), nothing},
      {target("my_port"), "kubernetes.name-of-port: my_port instead of "},
      {secret("tls.crt: a, tls.key: b"), nothing},
      {secret(""), nothing},
      {secret("tls.crt: a"), required("tls.key", "a Secret of type kubernetes.io/tls")},
  })));
}

TEST_CASE("what Volcano and JobSet make of their tasks") {
  const auto volcano = [](const std::string& least, const std::string& replicas) {
    return named("batch.volcano.sh/v1alpha1", "Job",
                 "spec: {minAvailable: " + least + ", tasks: [{name: t, replicas: " + replicas +
                     ", template: {spec: {containers: [{name: a, image: shop}]}}}]}");
  };
  const auto jobs = [](const std::string& policy, const std::string& limit) {
    return named("jobset.x-k8s.io/v1alpha2", "JobSet",
                 "spec: {replicatedJobs: [{name: j, replicas: 1, template: {spec: {backoffLimit: " + limit +
                     ", template: {spec: {restartPolicy: " + policy +
                     ", containers: [{name: a, image: shop}]}}}}}]}");
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {volcano("2", "2"), ""},
      {volcano("3", "\"${N}\""), ""},
      {volcano("3", "2"), "kubernetes.volcano-minimum: 3 instead of 2"},
      {jobs("Never", "0"), ""},
      {jobs("Always", "0"),
       "kubernetes.restart-policy: restartPolicy Always instead of OnFailure or Never for a Job"},
      {jobs("Never", "-1"), "kubernetes.number-range: backoffLimit -1 instead of at least 0"},
  })));
}

}  // namespace placer::test
