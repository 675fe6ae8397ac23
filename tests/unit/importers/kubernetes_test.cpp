// Objects of Kubernetes in a file: which are workloads, what their kinds say, and what belongs to them.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <algorithm>

namespace placer::test {
namespace {

struct Row {
  std::string text, fact, value;
};

const std::string pods =
    "template: {metadata: {labels: {app: w}}, spec: {containers: [{name: a, image: shop}]}}";

std::string object(const std::string& version, const std::string& kind, const std::string& spec,
                   const std::string& name = "w") {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec: {" +
         spec + "}\n";
}

const std::string deployment =
    object("apps/v1", "Deployment", "selector: {matchLabels: {app: w}}, replicas: 3, " + pods);

std::string indexed(const std::string& spec) {
  return object(
      "batch/v1", "Job",
      "parallelism: 4, completions: 4, completionMode: Indexed, template: {metadata: {labels: {app: "
      "w}}, spec: {" +
          spec + "restartPolicy: Never, containers: [{name: a, image: b}]}}");
}

/// Four pods of an indexed Job with four chips each.
std::string on_slice(const std::string& topology) {
  return object("batch/v1", "Job",
                "parallelism: 4, completions: 4, completionMode: Indexed, template: {spec: {restartPolicy: "
                "Never, nodeSelector: {cloud.google.com/gke-tpu-topology: \"" +
                    topology +
                    "\"}, containers: [{name: a, image: b, resources: {limits: {google.com/tpu: 4}}}]}}");
}

std::string headless(const std::string& selector) {
  return "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {clusterIP: None, selector: {" +
         selector + "}}\n";
}

}  // namespace

TEST_CASE("kinds of workload") {
  const auto row = GENERATE_COPY(values<Row>({
      {deployment, "target", "kubernetes/generic (derived) = what the manifest describes"},
      {deployment, "scale.min", "3"},
      {deployment, "scale.max", "3"},
      {object("apps/v1", "Deployment", pods), "scale.min", "nothing"},
      {object("apps/v1", "DaemonSet", pods), "one_per_node", "true = a DaemonSet"},
      {object("extensions/v1beta1", "DaemonSet", pods), "one_per_node", "true = a DaemonSet"},
      {deployment, "one_per_node", "false (platform_default) = the manifest does not ask for it"},
      {object("batch/v1", "Job", "activeDeadlineSeconds: 600, " + pods), "trigger",
       "batch (derived) = a Job"},
      {object("batch/v1", "Job", "activeDeadlineSeconds: 600, " + pods), "timeout", "10min"},
      {object("batch/v1", "Job", "parallelism: 4, completions: 4, completionMode: Indexed, " + pods), "nodes",
       "1 (platform_default) = the manifest asks for no more"},
      {object("batch/v1", "Job", "parallelism: 4, completions: 8, completionMode: Indexed, " + pods),
       "scale.max", "4"},
      {indexed("subdomain: a, "), "nodes", "4 = an indexed Job whose pods find each other"},
      {indexed("subdomain: a, "), "scale.max", "nothing"},
      {on_slice("4x4"), "nodes", "4 = an indexed Job on one slice of TPUs"},
      {on_slice("2x2x4"), "nodes", "4 = an indexed Job on one slice of TPUs"},
      {on_slice("2x2"), "nodes", "1 (platform_default) = the manifest asks for no more"},
      {on_slice("${TOPOLOGY}"), "nodes", "1 (platform_default) = the manifest asks for no more"},
      {indexed("") + headless("job-name: w"), "nodes", "4 = an indexed Job whose pods find each other"},
      {indexed("") + headless("app: w"), "nodes", "4 = an indexed Job whose pods find each other"},
      {indexed("") + headless("app: other"), "nodes", "1 (platform_default) = the manifest asks for no more"},
      {indexed("") + headless("app: other"), "scale.max", "4"},
      {object("batch/v1", "Job", "parallelism: 4, completions: 8, " + pods), "scale.max", "4"},
      {object("batch/v1", "CronJob", "schedule: \"0 3 * * *\", jobTemplate: {spec: {" + pods + "}}"),
       "trigger", "schedule (derived) = a CronJob"},
      {object("batch/v1", "CronJob", "schedule: \"0 3 * * *\", jobTemplate: {spec: {" + pods + "}}"),
       "schedule", "0 3 * * *"},
      {object("batch/v1", "CronJob", "jobTemplate: {spec: {activeDeadlineSeconds: 60, " + pods + "}}"),
       "timeout", "1min"},
      {object(
           "batch/v1", "Job",
           "activeDeadlineSeconds: 7200, template: {spec: {activeDeadlineSeconds: 300, containers: [{name: "
           "a, image: b}]}}"),
       "timeout", "5min"},
      {object("batch/v1", "Job",
              "activeDeadlineSeconds: 60, template: {spec: {activeDeadlineSeconds: 300, containers: [{name: "
              "a, image: b}]}}"),
       "timeout", "1min"},
      {object("batch/v1", "CronJob",
              "schedule: \"CRON_TZ=UTC 0 3 * * *\", jobTemplate: {spec: {" + pods + "}}"),
       "schedule", "CRON_TZ=UTC 0 3 * * *"},
      {object("apps/v1", "StatefulSet",
              "volumeClaimTemplates: [{spec: {resources: {requests: {storage: 10Gi}}}}, {spec: {resources: "
              "{requests: {storage: 1Gi}}}}], " +
                  pods),
       "persistent_volume", "11GiB"},
      {object("apps/v1", "StatefulSet",
              "volumeClaimTemplates: [{spec: {resources: {requests: {storage: 1Gi}}}}], " + pods),
       "stateful", "true (derived) = each replica has a volume of its own"},
      {object("apps/v1", "StatefulSet", pods), "stateful", "nothing"},
      // A patch names no containers: what the pods ask for is not in it.
      {object("apps/v1", "Deployment", "replicas: 2"), "gpu.count", "nothing"},
      {object("apps/v1", "Deployment", "replicas: 2"), "scale.max", "2"},
      {object("apps/v1", "Deployment", "replicas: $REPLICAS, " + pods), "scale.max",
       "$REPLICAS (unresolved) = `$REPLICAS` is filled in elsewhere"},
  }));
  CAPTURE(row.text, row.fact);
  const Imported imported = import(row.text);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.problems().empty());
}

TEST_CASE("objects in lists and documents, with names of their own") {
  const std::string pod = "spec: {containers: [{name: a, image: shop}]}";
  const std::string list =
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, " + pod +
      "}\n- apiVersion: v1\n  kind: List\n  items: [{apiVersion: v1, kind: Pod, metadata: "
      "{generateName: b-}, " +
      pod + "}]\n- {apiVersion: v1, kind: Namespace, metadata: {name: n}}\n";
  CHECK(import(list + deployment).names() == "a b-* w");
  CHECK(import("apiVersion: v1\nkind: PodList\nitems: [{apiVersion: v1, kind: Pod, metadata: {name: p}, " +
               pod + "}]\n")
            .names() == "p");
  CHECK(import("{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"j\"}, \"status\": "
               "{\"phase\": \"Running\"}}")
            .names() == "j");
  CHECK(import("apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n").names().empty());
}

TEST_CASE("what belongs to a workload") {
  const auto companion = [](const std::string& version, const std::string& kind, const std::string& spec) {
    return deployment + object(version, kind, spec, "c");
  };
  const std::string scaled = "scaleTargetRef: {kind: Deployment, name: w}, ";
  const std::string selected = "selector: {app: w}, ";
  const std::string ingress = object("networking.k8s.io/v1", "Ingress",
                                     "rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: "
                                     "{name: s, port: {number: 80}}}}]}}]",
                                     "i");
  const auto row = GENERATE_COPY(values<Row>({
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "minReplicas: 2, maxReplicas: 9"),
       "scale.min", "2"},
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "minReplicas: 2, maxReplicas: 9"),
       "scale.max", "9"},
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "maxReplicas: 9"), "scale.min",
       "1 (platform_default) = a HorizontalPodAutoscaler that does not say it"},
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "minReplicas: null, maxReplicas: 9"),
       "scale.min", "1 (platform_default) = a HorizontalPodAutoscaler that does not say it"},
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "minReplicas: 2"), "scale.max",
       "nothing"},
      {companion("autoscaling/v2", "HorizontalPodAutoscaler", scaled + "minReplicas: '${N}', maxReplicas: 9"),
       "scale.min", "${N} (unresolved) = `${N}` is filled in elsewhere"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}"), "scale.min",
       "0 (platform_default) = a ScaledObject that does not say it"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}"), "scale.max",
       "100 (platform_default) = a ScaledObject that does not say it"},
      {companion("keda.sh/v1alpha1", "ScaledObject",
                 "scaleTargetRef: {name: w}, minReplicaCount: 0, maxReplicaCount: 20, triggers: [{type: "
                 "rabbitmq}]"),
       "scale.max", "20"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: kafka}]"),
       "trigger", "stream (derived) = what the autoscaler counts"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: kafka}]"),
       "broker", "kafka (derived) = what the autoscaler counts"},
      {companion("keda.sh/v1alpha1", "ScaledObject",
                 "scaleTargetRef: {name: w}, triggers: [{type: cron}, {type: rabbitmq}]"),
       "broker", "amazon-mq or rabbitmq (derived) = what the autoscaler counts"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: pulsar}]"),
       "broker", "other (derived) = what the autoscaler counts"},
      {companion("keda.sh/v1alpha1", "ScaledObject",
                 "scaleTargetRef: {name: w}, triggers: [{type: rabbitmq}, {type: aws-sqs-queue}]"),
       "broker", "nothing"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: cpu}]"),
       "broker", "nothing"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: kafka}]") +
           object("v1", "Service", selected + "ports: [{port: 80, name: http}]", "s"),
       "trigger", " (unresolved) = several things start it: http, stream"},
      {companion("keda.sh/v1alpha1", "ScaledObject",
                 "scaleTargetRef: {name: w}, triggers: [{type: rabbitmq}]") +
           object("v1", "Service", selected + "ports: [{port: 80}]", "s") + ingress,
       "trigger", " (unresolved) = several things start it: http, queue"},
      {companion("keda.sh/v1alpha1", "ScaledObject", "scaleTargetRef: {name: w}, triggers: [{type: kafka}]") +
           object("v1", "Service", selected + "ports: [{port: 9090, name: metrics}]", "s"),
       "trigger", "stream (derived) = what the autoscaler counts"},
      {companion("v1", "Service", selected + "ports: [{port: 53, protocol: UDP}]"), "trigger",
       "udp (derived) = all ports of its Service are UDP"},
      {companion("v1", "Service", selected + "ports: [{port: 80, name: http}, {port: 9090, name: metrics}]"),
       "trigger", "http (derived) = by a port of its Service"},
      {companion("v1", "Service", selected + "ports: [{port: 80, appProtocol: kubernetes.io/h2c}]"),
       "trigger", "http (derived) = by a port of its Service"},
      {companion("v1", "Service", selected + "ports: [{port: 80, name: grpc, appProtocol: http2}]"),
       "trigger", "grpc (derived) = by a port of its Service"},
      {companion("v1", "Service", selected + "ports: [{port: 80, name: http}, {port: 81, name: grpc-api}]"),
       "trigger", "nothing"},
      {companion("v1", "Service", selected + "ports: [{port: 5432}]"), "trigger", "nothing"},
      {companion("v1", "Service", "selector: {app: other}, ports: [{port: 80, name: http}]"), "trigger",
       "nothing"},
      {companion("v1", "Service", selected + "sessionAffinity: ClientIP"), "session_affinity",
       "true = by the client's address"},
      {deployment + object("v1", "Service", selected + "ports: [{port: 80}]", "s") + ingress, "trigger",
       "http (derived) = by the route to it"},
      {deployment + object("v1", "Service", selected + "ports: [{port: 80}]", "other") + ingress, "trigger",
       "nothing"},
  }));
  CAPTURE(row.text, row.fact);
  const Imported imported = import(row.text);
  CHECK(imported.names() == "w");
  CHECK(imported.fact(row.fact) == row.value);
}

TEST_CASE("a route carries what the port behind it says") {
  const auto routed = [](const std::string& ports, const std::string& port, const std::string& annotation) {
    return import(deployment + object("v1", "Service", "selector: {app: w}, ports: [" + ports + "]", "s") +
                  "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i, annotations: {" +
                  annotation + "}}\nspec: {rules: [{http: {paths: [{backend: {service: {name: s, port: {" +
                  port + "}}}}]}}]}\n")
        .fact("trigger");
  };
  const std::string http = "http (derived) = by the route to it",
                    grpc = "grpc (derived) = by the route to it";
  CHECK(routed("{port: 80}", "number: 80", "") == http);
  CHECK(routed("{port: 80, name: grpc}", "number: 80", "") == grpc);
  CHECK(routed("{port: 80, name: grpc}", "name: grpc", "") == grpc);
  CHECK(routed("{port: 80, appProtocol: grpc}", "number: 80", "") == grpc);
  CHECK(routed("{port: 80, targetPort: grpc}", "number: 80", "") == grpc);
  CHECK(routed("{port: 80, name: grpc-web}", "number: 80", "") == http);
  CHECK(routed("{port: 80, appProtocol: kubernetes.io/ws}", "number: 80", "") ==
        "websocket (derived) = by the route to it");
  // The other port is for those inside the cluster.
  CHECK(routed("{port: 80, name: http}, {port: 81, name: grpc}", "name: http", "") == http);
  CHECK(routed("{port: 80, name: http}, {port: 81, name: grpc}", "number: 81", "") == grpc);
  for (const std::string annotation : {"nginx.ingress.kubernetes.io/backend-protocol: GRPC",
                                       "nginx.ingress.kubernetes.io/backend-protocol: \"GRPCS\"",
                                       "alb.ingress.kubernetes.io/backend-protocol-version: GRPC",
                                       "haproxy-ingress.github.io/backend-protocol: grpc"})
    CHECK(routed("{port: 80, name: http}", "number: 80", annotation) == grpc);
  CHECK(routed("{port: 80}", "number: 80", "nginx.ingress.kubernetes.io/backend-protocol: HTTPS") == http);
}

TEST_CASE("claims to volumes are looked up in the file") {
  const std::string pod = object(
      "v1", "Pod", "containers: [{name: a}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]");
  const auto claim = [&](const std::string& spec) {
    return import(object("v1", "PersistentVolumeClaim", spec, "data") + pod);
  };
  const std::string size = "resources: {requests: {storage: 20Gi}}";
  CHECK(claim("accessModes: [ReadWriteOnce], " + size).fact("persistent_volume") == "20GiB");
  CHECK(claim("accessModes: [ReadWriteMany], " + size).fact("persistent_volume") == "nothing");
  CHECK_THAT(claim("accessModes: [ReadWriteMany], " + size).fact("shared_filesystem"),
             contains("true (derived)"));
  CHECK_THAT(claim("volumeName: pv").fact("persistent_volume"), contains("has no readable size"));
}

TEST_CASE("what is behind a claim for one node is looked up in the file") {
  const auto volume = [](const std::string& name, const std::string& spec) {
    return object("v1", "PersistentVolume", spec, name);
  };
  const auto storage_class = [](const std::string& driver) {
    return "---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: s}\nprovisioner: " +
           driver + "\n";
  };
  struct Behind {
    std::string others, claim, shared, block;
  };
  const std::string efs = "csi: {driver: efs.csi.aws.com}, ", of_class = "storageClassName: s, ";
  const std::string yes = "true (derived) = the claim `data` is met by ";
  const auto row = GENERATE_COPY(values<Behind>({
      {storage_class("efs.csi.aws.com"), of_class, yes + "efs.csi.aws.com", "nothing"},
      {storage_class("ebs.csi.aws.com"), of_class, "nothing", "20GiB"},
      {storage_class("efs.csi.aws.com"), "", "nothing", "20GiB"},
      {volume("p", efs + of_class), of_class, yes + "efs.csi.aws.com", "nothing"},
      {volume("p", "nfs: {server: s, path: /}, " + of_class), of_class, yes + "nfs", "nothing"},
      {volume("p", "hostPath: {path: /d}, " + of_class), of_class, "nothing", "20GiB"},
      {volume("p", efs + of_class) + volume("q", "hostPath: {path: /d}, " + of_class), of_class, "nothing",
       "20GiB"},
      {volume("p", efs + of_class) + volume("q", "hostPath: {path: /d}, " + of_class),
       of_class + "volumeName: p, ", yes + "efs.csi.aws.com", "nothing"},
      {volume("p", efs), "volumeName: p, ", yes + "efs.csi.aws.com", "nothing"},
      {volume("p", efs), "volumeName: q, ", "nothing", "20GiB"},
  }));
  CAPTURE(row.others, row.claim);
  const Imported imported = import(
      object("v1", "Pod",
             "containers: [{name: a}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]") +
      row.others +
      object("v1", "PersistentVolumeClaim",
             row.claim + "accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}", "data"));
  CHECK(imported.problems() == "");
  CHECK(imported.fact("shared_filesystem") == row.shared);
  CHECK(imported.fact("persistent_volume") == row.block);
}

TEST_CASE("companions that Kubernetes refuses, beside their workload and alone") {
  struct Refused {
    std::string text, name, rule;
  };
  const std::string scaler =
      object("autoscaling/v2", "HorizontalPodAutoscaler",
             "scaleTargetRef: {kind: Deployment, name: w}, minReplicas: 9, maxReplicas: 2", "c");
  const std::string keda =
      object("keda.sh/v1alpha1", "ScaledObject",
             "scaleTargetRef: {name: w}, minReplicaCount: 9, maxReplicaCount: 2, triggers: []", "c");
  const std::string claim = object("v1", "PersistentVolumeClaim", "accessModes: [ReadWriteOnce]", "c");
  const std::string config = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: \"";
  const auto row = GENERATE_COPY(values<Refused>({
      {deployment + scaler, "w", "kubernetes.hpa-minimum-above-maximum"},
      {scaler, "c", "kubernetes.hpa-minimum-above-maximum"},
      {deployment + keda, "w", "kubernetes.keda-minimum-above-maximum"},
      {claim, "c", "kubernetes.claim-size"},
      {object("v1", "PersistentVolumeClaim",
              "accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}", "c"),
       "c", "kubernetes.claim-size"},
      {config + std::string(1'048'577, 'x') + "\"}\n", "c", "kubernetes.config-map-size"},
      {object("apps/v1", "Deployment",
              "template: {spec: {containers: [{name: a, envFrom: [{configMapRef: {name: c}}]}]}}") +
           config + std::string(1'048'577, 'x') + "\"}\n",
       "w", "kubernetes.config-map-size"},
  }));
  const Imported imported = import(row.text);
  CHECK(imported.names() == row.name);
  REQUIRE(imported.workloads.front().violations.size() == 1);
  CHECK(imported.workloads.front().violations.front().rule == row.rule);
}

TEST_CASE("companions without fault and without a workload are no workloads") {
  CHECK(import(object("v1", "PersistentVolumeClaim",
                      "accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}"))
            .names()
            .empty());
  CHECK(import("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: \"" +
               std::string(1'048'576, 'x') + "\"}\n")
            .names()
            .empty());
  // Line breaks and padding are no bytes: 18390 lines of 76 letters stand for 1048230 bytes.
  std::string lines;
  for (int i = 0; i < 18'390; ++i) lines += "    " + std::string(76, 'A') + "\n";
  CHECK(import("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\nbinaryData:\n  k: |\n" + lines)
            .names()
            .empty());
  CHECK(import(object("v1", "Service", "selector: {app: w}")).names().empty());
}

TEST_CASE("what an annotation says in vain is said") {
  const auto problems = [](const std::string& annotations, const std::string& resources) {
    return import("apiVersion: v1\nkind: Pod\nmetadata: {name: w, annotations: {" + annotations +
                  "}}\nspec: {containers: [{name: a, image: b" + resources + "}]}\n")
        .problems();
  };
  const std::string memory = ", resources: {limits: {memory: 1Gi}}";
  CHECK(problems("placer.dev/memory: 4GiB", "") == "");
  CHECK(problems("placer.dev/memory: 1GiB", memory) == "");
  CHECK(
      problems("placer.dev/memory: 4GiB", memory) ==
      "4GiB | `memory` is said by the manifest itself, which counts instead of this | take one of them out; "
      "`--set` counts more than both\n");
  CHECK(
      problems("placer.dev/traffic.pattern: steady, placer.dev/traffic: '{pattern: spiky}'", "") ==
      "'{pattern: spiky}' | `traffic.pattern` is said in another such place, which counts instead of this | "
      "take one of them out; `--set` counts more than both\n");
}

TEST_CASE("annotations add facts in native words") {
  const auto annotated = [](const std::string& annotations) {
    return import("apiVersion: v1\nkind: Pod\nmetadata:\n  name: w\n  annotations:\n" + annotations +
                  "spec: {containers: [{name: a, resources: {requests: {memory: 1Gi}}}]}\n");
  };
  CHECK(annotated("    placer.dev/timeout: 30s\n").fact("timeout") == "30s (assumed)");
  CHECK(annotated("    placer.dev/gpu: \"{count: 1, type: l4}\"\n").fact("gpu.type") ==
        "nvidia-l4 (assumed)");
  // What the manifest states stands above it.
  CHECK(annotated("    placer.dev/memory: 2GiB\n").fact("memory") == "1GiB");
  CHECK_THAT(annotated("    placer.dev/timeout: 30\n").problems(), contains("30 | "));
  CHECK_THAT(annotated("    placer.dev/tmieout: 30s\n").problems(), contains("did you mean `timeout`?"));
  CHECK_THAT(annotated("    placer.dev/tmieout: 30s\n").problems(), contains("placer.dev/tmieout | "));
  CHECK(annotated("    placer.dev/timeout: 30\n").workloads.front().unread);
  CHECK(annotated("    other.dev/timeout: 30\n").problems().empty());
  const std::string once = annotated("    placer.dev/timeout: 30\n").problems();
  CHECK(std::count(once.begin(), once.end(), '\n') == 1);
  CHECK(import("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {metadata: "
               "{annotations: {placer.dev/timeout: 30s}}, spec: {containers: [{name: a}]}}}\n")
            .fact("timeout") == "30s (assumed)");
}

}  // namespace placer::test
