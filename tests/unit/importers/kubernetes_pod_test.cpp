// What a pod says besides its resources, by table: a line of its spec, and a fact.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <algorithm>

using placer::test::contains;
using placer::test::import;
using placer::test::Imported;

namespace placer::test {
namespace {

struct Row {
  std::string spec, fact, value;
};

/// A Deployment with these lines in the spec of its pods.
Imported pod(const std::string& spec) {
  return import(
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec:\n  template:\n    spec:\n"
      "      initContainers: []\n" +
      spec + "\n");
}

const std::string plain = "      containers: [{name: a, image: shop}]\n";

std::string volume(const std::string& kind, const std::string& path) {
  return "      containers: [{name: a, volumeMounts: [{name: v, mountPath: " + path +
         "}]}]\n      volumes: [{name: v, " + kind + "}]";
}

std::string probe(const std::string& name, const std::string& values) {
  return "      containers: [{name: a, " + name + ": {" + values + "}}]";
}

}  // namespace

TEST_CASE("labels of nodes that are somebody's own") {
  const auto terms = [](const std::string& list) {
    return plain +
           "      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
           "{nodeSelectorTerms: [" +
           list + "]}}}";
  };
  const std::string own = "{matchExpressions: [{key: disk, operator: In, values: [ssd]}]}",
                    zone = "{matchExpressions: [{key: topology.kubernetes.io/zone, operator: Exists}]}",
                    said = "true = only on nodes with the label `disk`";
  const auto row = GENERATE_COPY(values<Row>({
      {plain + "      nodeSelector: {disk: ssd}", "node_labels", said},
      {plain + "      nodeSelector: {disk: ''}", "node_labels", said},
      {plain + "      nodeSelector: {disk: $DISK}", "node_labels", said},
      {plain + "      nodeSelector: {example.com/team: shop}", "node_labels",
       "true = only on nodes with the label `example.com/team`"},
      {plain + "      nodeSelector: {kubernetes.io/os: linux, disk: ssd}", "node_labels", said},
      {plain + "      nodeSelector: {disk: }", "node_labels", "nothing"},
      {plain + "      nodeSelector: {$KEY: ssd}", "node_labels", "nothing"},
      {plain + "      nodeSelector: {kubernetes.io/hostname: n1}", "node_labels", "nothing"},
      {plain + "      nodeSelector: {topology.kubernetes.io/zone: a}", "node_labels", "nothing"},
      {plain + "      nodeSelector: {eks.amazonaws.com/compute-type: fargate}", "node_labels", "nothing"},
      {plain + "      nodeSelector: {cloud.google.com/gke-nodepool: a}", "node_labels",
       "true = only on nodes with the label `cloud.google.com/gke-nodepool`"},
      {plain + "      nodeSelector: {nvidia.com/gpu.present: 'true'}", "node_labels", "nothing"},
      {plain + "      nodeSelector: {accelerator: nvidia-tesla-t4}", "node_labels", "nothing"},
      {terms(own), "node_labels", said},
      {terms("{matchExpressions: [{key: disk, operator: Exists}]}"), "node_labels", said},
      {terms("{matchExpressions: [{key: disk, operator: Gt, values: ['3']}]}"), "node_labels", said},
      {terms(own + ", " + own), "node_labels", said},
      // A node without the label will do.
      {terms("{matchExpressions: [{key: disk, operator: NotIn, values: [ssd]}]}"), "node_labels", "nothing"},
      {terms("{matchExpressions: [{key: disk, operator: DoesNotExist}]}"), "node_labels", "nothing"},
      {terms(own + ", " + zone), "node_labels", "nothing"},
      {plain +
           "      affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
           "[{weight: 1, preference: " +
           own + "}]}}",
       "node_labels", "nothing"},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact(row.fact) == row.value);
}

TEST_CASE("facts of a pod") {
  const std::string absent = "false (platform_default) = the manifest does not ask for it";
  const auto row = GENERATE_COPY(values<Row>({
      {plain, "package.format", "image (derived) = it runs an image"},
      {plain, "privileged", absent},
      {plain, "host.path", absent},
      {plain, "nodes", "1 (platform_default) = the manifest asks for no more"},
      {plain, "trigger", "nothing"},
      {plain, "ports", "nothing"},
      {plain, "containers", "1"},
      {"      containers: [{name: a, image: shop}, {name: b, image: logs}]", "containers", "2"},
      {plain, "host.ports", absent},
      {"      containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]", "host.ports", "true"},
      {"      containers: [{name: a, ports: [{containerPort: 80, hostPort: 0}]}]", "host.ports", absent},
      {"      containers: [{name: a, ports: [{containerPort: 80}]}]", "host.ports", absent},
      {plain + "      hostNetwork: true", "host.network", "true"},
      {plain + "      hostPID: true", "host.pid_ipc", "true"},
      {plain + "      hostIPC: true", "host.pid_ipc", "true"},
      {plain + "      hostIPC: false", "host.pid_ipc", absent},
      // As the parsers of YAML 1.1 read it.
      {plain + "      hostNetwork: True", "host.network", "true"},
      {plain + "      hostNetwork: TRUE", "host.network", "true"},
      {plain + "      hostPID: yes", "host.pid_ipc", "true = `yes` is true in YAML 1.1"},
      {plain + "      hostPID: y", "host.pid_ipc", "true = `y` is true in YAML 1.1"},
      {plain + "      hostIPC: on", "host.pid_ipc", "true = `on` is true in YAML 1.1"},
      {plain + "      hostIPC: No", "host.pid_ipc", absent},
      {"      containers: [{name: a, securityContext: {privileged: True}}]", "privileged", "true"},
      {plain + "      securityContext: {windowsOptions: {hostProcess: Yes}}", "operating_system",
       "windows (derived) = a process of a Windows host"},
      {plain + "      terminationGracePeriodSeconds: 45", "shutdown_grace", "45s"},
      {plain + "      nodeName: n1", "node_pinned", "true = only on the node `n1`"},
      {plain + "      nodeSelector: {kubernetes.io/hostname: n1}", "node_pinned",
       "true = only on the node `n1`"},
      {plain + "      nodeSelector: {disk: ssd}", "node_pinned", "nothing"},
      {plain + "      nodeSelector: {kubernetes.io/arch: arm64}", "architecture", "arm64"},
      {plain + "      nodeSelector: {kubernetes.io/os: windows}", "operating_system", "windows"},
      {plain + "      nodeSelector: {cloud.google.com/gke-spot: 'true'}", "spot",
       "true = only on nodes of spare capacity"},
      {plain + "      nodeSelector: {eks.amazonaws.com/capacityType: SPOT}", "spot",
       "true = only on nodes of spare capacity"},
      {plain + "      nodeSelector: {karpenter.sh/capacity-type: on-demand}", "spot", "nothing"},
      {plain + "      os: {name: linux}", "operating_system", "linux"},
      {"      containers: [{name: a, ports: [{containerPort: 80}, {containerPort: 9090}]}, {name: b, ports: "
       "[{containerPort: 80}]}]",
       "ports", "80, 9090"},
      {"      containers: [{name: a, ports: [{containerPort: 53, protocol: UDP}]}]", "trigger",
       "udp (derived) = all ports of its containers are UDP"},
      {"      containers: [{name: a, image: own}, {name: b, image: prom/statsd-exporter:v1, ports: "
       "[{containerPort: "
       "9125, protocol: UDP}]}]",
       "trigger", "nothing"},
      {"      containers: [{name: a, image: own}, {name: b, image: other, ports: [{containerPort: 53, "
       "protocol: "
       "UDP}]}]",
       "trigger", "nothing"},
      {"      containers: [{name: a, image: own, ports: [{containerPort: 53, protocol: UDP}]}, {name: b, "
       "image: "
       "fluent/fluent-bit}]",
       "trigger", "udp (derived) = all ports of its containers are UDP"},
      {"      containers: [{name: a, ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]}]",
       "trigger", "nothing"},
      {"      containers: [{name: a, securityContext: {privileged: true}}]", "privileged", "true"},
      {"      containers: [{name: a, securityContext: {capabilities: {add: [SYS_ADMIN]}}}]", "privileged",
       "true (derived) = adds the capability SYS_ADMIN"},
      {"      containers: [{name: a, securityContext: {capabilities: {add: [NET_BIND_SERVICE], drop: "
       "[ALL]}}}]",
       "privileged", absent},
      {plain + "      securityContext: {windowsOptions: {hostProcess: true}}", "operating_system",
       "windows (derived) = a process of a Windows host"},
  }));
  CAPTURE(row.spec, row.fact);
  const Imported imported = pod(row.spec);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.problems().empty());
}

TEST_CASE("of the initialisation the sidecars run beside the containers") {
  const auto containers = [](const char* step) {
    return import(
               std::string("apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n  containers: [{name: a, "
                           "image: shop}]\n  initContainers: [{name: s, image: proxy") +
               step + "}]\n")
        .fact("containers");
  };
  CHECK(containers("") == "1");
  CHECK(containers(", restartPolicy: Always") == "2");
}

TEST_CASE("a type of machine says which card it has") {
  const Imported imported =
      pod("      containers: [{name: a, resources: {limits: {nvidia.com/gpu: 1}}}]\n"
          "      nodeSelector: {node.kubernetes.io/instance-type: g5.xlarge}");
  CHECK(imported.fact("gpu.type") == "nvidia-a10g = a machine of type g5.xlarge has it");
  const auto& facts = imported.workloads.front().facts;
  CHECK(std::none_of(facts.begin(), facts.end(), [](const Fact& one) { return one.text == "g5.xlarge"; }));
}

TEST_CASE("a machine without the device that the pod asks for is worth a word") {
  const auto found = [](const std::string& device, const std::string& type) {
    return pod("      containers: [{name: a, resources: {limits: {" + device + ": 1}}}]\n" +
               "      nodeSelector: {node.kubernetes.io/instance-type: " + type + "}")
        .violations();
  };
  const std::string other = "kubernetes.device-not-of-machine: p4d.24xlarge instead of  at p4d.24xlarge\n";
  CHECK(found("aws.amazon.com/neuron", "p4d.24xlarge") == other);
  CHECK(found("nvidia.com/gpu", "p4d.24xlarge") == "");
  CHECK(found("aws.amazon.com/neuron", "trn1.32xlarge") == "");
}

TEST_CASE("node labels name the accelerator") {
  const std::string gpu = "      containers: [{name: a, resources: {limits: {nvidia.com/gpu: 1}}}]\n";
  const std::string affinity =
      "      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ";
  const auto row = GENERATE_COPY(values<Row>({
      {gpu + "      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}", "gpu.type", "nvidia-l4"},
      {gpu + "      nodeSelector: {nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB}", "gpu.type",
       "nvidia-a100"},
      {gpu + "      nodeSelector: {nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB}", "gpu.memory",
       "80GiB (derived) = the memory of one NVIDIA-A100-SXM4-80GB"},
      {gpu + "      nodeSelector: {accelerator: l4}", "gpu.type", "nvidia-l4"},
      {gpu + "      nodeSelector: {accelerator: nvidia}", "gpu.type", "nothing"},
      {gpu + affinity +
           "[{matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: In, values: "
           "[nvidia-l4, nvidia-tesla-t4]}]}]}}}",
       "gpu.type", "nvidia-l4 or nvidia-t4"},
      // An A100 of 40 GB is none of them.
      {gpu + affinity +
           "[{matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: In, values: "
           "[nvidia-a100-80gb, nvidia-l4]}]}]}}}",
       "gpu.type", "nvidia-l4, nvidia-a100-80"},
      // Another term of which one must hold leaves the accelerator open.
      {gpu + affinity +
           "[{matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: In, values: "
           "[nvidia-l4]}]}, {matchExpressions: [{key: zone, operator: Exists}]}]}}}",
       "gpu.type", "nothing"},
      {gpu + affinity +
           "[{matchExpressions: [{key: cloud.google.com/gke-accelerator, operator: NotIn, values: "
           "[nvidia-l4]}]}]}}}",
       "gpu.type", "nothing"},
      {plain + affinity +
           "[{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64, "
           "arm64]}]}]}}}",
       "architecture", "x86_64 or arm64"},
      {plain + affinity +
           "[{matchExpressions: [{key: karpenter.sh/capacity-type, operator: In, values: [spot, "
           "on-demand]}]}]}}}",
       "spot", "nothing"},
      // A pod on such a node that asks for no device gets none.
      {plain + "      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {plain + "      nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}", "gpu.type",
       "nvidia-l4 (derived) = the nodes have it; the pod asks for no device"},
  }));
  CAPTURE(row.spec);
  const Imported imported = pod(row.spec);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.problems().empty());
}

TEST_CASE("volumes") {
  const std::string ends = " (derived) = of the volumes that end with the pod";
  const auto claim = [](const std::string& size) {
    return "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: "
           "{storage: " +
           size + "}}}}}";
  };
  const auto row = GENERATE_COPY(values<Row>({
      {volume("hostPath: {path: /var/log}", "/logs"), "host.path", "true = mounts /var/log of the host"},
      {volume("emptyDir: {medium: Memory, sizeLimit: 2Gi}", "/dev/shm"), "shared_memory", "2GiB"},
      {volume("emptyDir: {medium: Memory, sizeLimit: 2Gi}", "/cache"), "shared_memory", "nothing"},
      {volume("emptyDir: {medium: Memory}", "/dev/shm"), "shared_memory",
       " (unresolved) = the volume at /dev/shm has no sizeLimit"},
      {volume("nfs: {server: s, path: /}", "/data"), "shared_filesystem", "true (derived) = a volume of nfs"},
      {volume("csi: {driver: gcsfuse.csi.storage.gke.io}", "/data"), "shared_filesystem",
       "true (derived) = a volume of gcsfuse.csi.storage.gke.io"},
      {volume("awsElasticBlockStore: {volumeID: v}", "/data"), "persistent_volume",
       "1B.. (derived) = a volume of awsElasticBlockStore"},
      {volume("persistentVolumeClaim: {claimName: data}", "/data"), "persistent_volume",
       " (unresolved) = the claim `data` stands in another file"},
      {volume("configMap: {name: c}", "/etc/c"), "persistent_volume", "nothing"},
      {volume("vsphereVolume: {volumePath: v}", "/data"), "persistent_volume",
       "1B.. (derived) = a volume of vsphereVolume"},
      {volume("portworxVolume: {volumeID: v}", "/data"), "persistent_volume",
       "1B.. (derived) = a volume of portworxVolume"},
      {volume("quobyte: {volume: v}", "/data"), "shared_filesystem", "true (derived) = a volume of quobyte"},
      {volume("flexVolume: {driver: acme/disk}", "/data"), "persistent_volume",
       " (unresolved) = a flexVolume of `acme/disk`"},
      {volume("flexVolume: {driver: acme/disk}", "/data"), "shared_filesystem",
       " (unresolved) = a flexVolume of `acme/disk`"},
      {volume("flexVolume: {driver: acme/disk}", "/data"), "host.path",
       " (unresolved) = a flexVolume of `acme/disk`"},
      {volume("nfs: {server: s, path: /}}, {name: u, flexVolume: {driver: acme/disk}", "/data"),
       "shared_filesystem", "true (derived) = a volume of nfs"},
      {volume("flexVolume: {driver: acme/disk}}, {name: u, nfs: {server: s, path: /}", "/data"),
       "shared_filesystem", "true (derived) = a volume of nfs"},
      {volume("emptyDir: {sizeLimit: 500Gi}", "/data"), "scratch_disk", "0B..500GiB" + ends},
      {volume("emptyDir: {}", "/data"), "scratch_disk", "nothing"},
      {volume("emptyDir: {medium: Memory, sizeLimit: 2Gi}", "/cache"), "scratch_disk", "nothing"},
      {volume(claim("2Ti"), "/data"), "scratch_disk", "2TiB" + ends},
      {volume(claim("\"${SIZE}\""), "/data"), "scratch_disk",
       "${SIZE} (unresolved) = `${SIZE}` is filled in elsewhere"},
      {volume("emptyDir: {sizeLimit: 1Gi}}, {name: u, " + claim("2Gi"), "/data"), "scratch_disk",
       "2GiB..3GiB" + ends},
      // What containers ask for holds their directories, but no claims.
      {"      containers: [{name: a, resources: {requests: {ephemeral-storage: 3Gi}}}]\n      volumes: "
       "[{name: v, emptyDir: {sizeLimit: 1Gi}}]",
       "scratch_disk", "3GiB"},
      {"      containers: [{name: a, resources: {requests: {ephemeral-storage: 3Gi}}}]\n      volumes: "
       "[{name: v, " +
           claim("2Gi") + "}]",
       "scratch_disk", "5GiB" + ends},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact(row.fact) == row.value);
}

TEST_CASE("a startup probe says how long a start may take") {
  const std::string note = " (derived) = as long as the startup probe waits";
  CHECK(pod(probe("startupProbe", "failureThreshold: 30, periodSeconds: 5, initialDelaySeconds: 10"))
            .fact("startup_time") == "0s..160s" + note);
  CHECK(pod(probe("startupProbe", "httpGet: {port: 80}")).fact("startup_time") == "0s..30s" + note);
  CHECK(pod(probe("readinessProbe", "initialDelaySeconds: 10")).fact("startup_time") == "nothing");
  // Zero stands for the default.
  CHECK(pod(probe("startupProbe", "failureThreshold: 0, periodSeconds: 0")).fact("startup_time") ==
        "0s..30s" + note);
  // The most patient of all that start.
  const std::string patient = "startupProbe: {failureThreshold: 60, periodSeconds: 10}";
  CHECK(pod("      containers: [{name: a, startupProbe: {periodSeconds: 1}}, {name: b, " + patient + "}]")
            .fact("startup_time") == "0s..10min" + note);
  CHECK(pod("      containers: [{name: a, startupProbe: {periodSeconds: 1}}, {name: b, startupProbe: "
            "{failureThreshold: \"${TRIES}\"}}]")
            .fact("startup_time") == "nothing");
}

TEST_CASE("probes and pauses that Kubernetes refuses") {
  struct Refused {
    std::string spec, found;
  };
  const auto row = GENERATE(values<Refused>({
      {probe("livenessProbe", "failureThreshold: -1"), "kubernetes.probe-values"},
      {probe("livenessProbe", "successThreshold: 2"), "kubernetes.liveness-probe"},
      {probe("readinessProbe", "successThreshold: 2"), ""},
      {probe("startupProbe", "successThreshold: 2"), "kubernetes.startup-probe"},
      {probe("startupProbe", "successThreshold: 1, timeoutSeconds: 5"), ""},
      {probe("lifecycle", "preStop: {sleep: {seconds: 31}}") + "\n      terminationGracePeriodSeconds: 30",
       "kubernetes.grace-below-pre-stop"},
      {probe("lifecycle", "preStop: {sleep: {seconds: 30}}") + "\n      terminationGracePeriodSeconds: 30",
       ""},
      {probe("lifecycle", "preStop: {sleep: {seconds: 31}}") + "\n      terminationGracePeriodSeconds: 60",
       ""},
  }));
  CAPTURE(row.spec);
  const Imported imported = pod(row.spec);
  REQUIRE(imported.workloads.size() == 1);
  const auto& found = imported.workloads.front().violations;
  CHECK((found.empty() ? "" : found.front().rule) == row.found);
}

TEST_CASE("a pod of another shape is an error at its place") {
  const auto problems = [](const std::string& spec) {
    return import("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: " + spec + "\n").problems();
  };
  CHECK_THAT(problems("[]"), contains("[] | the `spec` of a pod is a list, not a mapping"));
  CHECK_THAT(problems("{containers: {a: b}}"), contains("{a: b} | `containers` is a mapping, not a list"));
  CHECK(problems("{containers: []}") == "");
}

TEST_CASE("what somebody else fills in is no absence") {
  const Imported imported = import(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
      "spec: {hostNetwork: \"${NET}\", containers: [{name: a, securityContext: {privileged: \"${P}\"}}]}\n");
  CHECK_THAT(imported.fact("host.network"), contains("(unresolved)"));
  CHECK_THAT(imported.fact("privileged"), contains("(unresolved)"));
}

TEST_CASE("what a pod does with the files of its host may be reading logs alone") {
  const auto mounted = [](const std::string& mounts, const std::string& volumes) {
    return "      containers: [{name: a, volumeMounts: [" + mounts + "]}]\n      volumes: [" + volumes + "]";
  };
  const std::string read = "{name: v, mountPath: /l, readOnly: true}";
  const std::string logs = "{name: v, hostPath: {path: /var/log}}";
  const std::string only = "true (derived) = it reads in /var/log, and mounts no more",
                    more = "false (derived)";
  const auto row = GENERATE_COPY(values<Row>({
      {mounted(read, logs), "host.logs_only", only},
      {mounted(read, "{name: v, hostPath: {path: /var/log/pods}}"), "host.logs_only", only},
      {mounted("{name: v, mountPath: /l}", logs), "host.logs_only", more},
      {mounted("{name: v, mountPath: /l, readOnly: false}", logs), "host.logs_only", more},
      {mounted(read, "{name: v, hostPath: {path: /var/logs}}"), "host.logs_only", more},
      {mounted(read, "{name: v, hostPath: {path: /var/lib/docker/containers}}"), "host.logs_only", more},
      {mounted(read, logs + ", {name: w, hostPath: {path: /proc}}"), "host.logs_only", more},
      {mounted(read, "{name: v, emptyDir: {}}"), "host.logs_only", "nothing"},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact(row.fact) == row.value);
}

TEST_CASE("what makes a pod privileged may be one capability alone") {
  const auto container = [](const std::string& security) {
    return "      containers: [{name: a, securityContext: {" + security + "}}, {name: b}]";
  };
  const std::string only = "true (derived) = no other capability is added", more = "false (derived)";
  const auto row = GENERATE_COPY(values<Row>({
      {container("capabilities: {add: [NET_ADMIN]}"), "net_admin_only", only},
      {container("capabilities: {add: [NET_RAW, NET_ADMIN]}"), "net_admin_only", only},
      {container("capabilities: {add: [NET_ADMIN, SYS_ADMIN]}"), "net_admin_only", more},
      {container("capabilities: {add: [NET_ADMIN, \"${CAP}\"]}"), "net_admin_only", more},
      {container("capabilities: {add: [NET_RAW]}"), "net_admin_only", "nothing"},
      {container("privileged: true, capabilities: {add: [NET_ADMIN]}"), "net_admin_only", more},
  }));
  CAPTURE(row.spec);
  CHECK(pod(row.spec).fact(row.fact) == row.value);
}

}  // namespace placer::test
