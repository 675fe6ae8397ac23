// What controllers and containers must have, and what they cannot have together.
#include "unit/importers/kubernetes_refusals.hpp"

namespace placer::test {
namespace {

std::string controller(const std::string& version, const std::string& kind, const std::string& spec,
                       const std::string& pod = {}) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec +
         "template: {metadata: {labels: {app: w}}, spec: {" + pod +
         "containers: [{name: a, image: shop}]}}}\n";
}

std::string deployment(const std::string& spec) {
  return controller("apps/v1", "Deployment", "selector: {matchLabels: {app: w}}, " + spec);
}

std::string probed_pod(const std::string& container, const std::string& more = {}) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {" + more +
         "containers: [{name: a, image: shop, " + container + "}]}\n";
}

std::string cron(const std::string& spec) {
  return "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {" + spec +
         (spec.find("concurrencyPolicy") == std::string::npos ? "concurrencyPolicy: Forbid, " : "") +
         "jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "
         "b}]}}}}}\n";
}

}  // namespace

TEST_CASE("pods that are replaced whenever they end have no deadline") {
  const std::string selector = "selector: {matchLabels: {app: w}}, ",
                    deadline = "activeDeadlineSeconds: 60, ";
  for (const std::string kind : {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"}) {
    const std::string text = controller("apps/v1", kind, selector, deadline);
    check_without_place({text, "kubernetes.template-deadline: 60 instead of " + kind});
    CHECK(import(text).fact("timeout") == "nothing");
  }
  const std::string job = controller("batch/v1", "Job", "", "restartPolicy: Never, " + deadline);
  check_without_place({job, ""});
  CHECK(import(job).fact("timeout") == "1min");
  CHECK(import(probed_pod("ports: []", deadline)).fact("timeout") == "1min");
}

TEST_CASE("a pod is ready before the rollout has failed") {
  const std::string found = "kubernetes.ready-after-deadline: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {deployment("minReadySeconds: 599, "), ""},
      {deployment("minReadySeconds: 600, "), found + "600s instead of 600s"},
      {deployment("minReadySeconds: 600, progressDeadlineSeconds: 601, "), ""},
      {deployment("minReadySeconds: 60, progressDeadlineSeconds: 30, "), found + "60s instead of 30s"},
      {deployment("progressDeadlineSeconds: 0, "), found + "0s instead of 0s"},
      {deployment("minReadySeconds: 600, progressDeadlineSeconds: \"${D}\", "), ""},
      {controller("extensions/v1beta1", "Deployment", "minReadySeconds: 600, "),
       "kubernetes.api-version: a Deployment of extensions/v1beta1, which was removed in v1.16 instead of "
       "apps/v1"},
  })));
}

TEST_CASE("controllers have what they must have") {
  const std::string job = "restartPolicy: Never, ";
  check_without_place(GENERATE_COPY(values<Found>({
      {deployment(""), ""},
      {controller("apps/v1", "Deployment", ""), "kubernetes.may-be-patch: Deployment instead of selector"},
      {deployment("").replace(deployment("").find("{app: w}}, "), 8, "{}"),
       "kubernetes.required-field: label in the selector instead of a Deployment"},
      {controller("batch/v1", "Job", "completionMode: Indexed, ", job), ""},
      {controller("batch/v1", "Job", "completionMode: Indexed, parallelism: 2, ", job),
       "kubernetes.required-field: completions instead of an indexed Job"},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily', "
       "concurrencyPolicy: Forbid, jobTemplate: {spec: {completionMode: Indexed, template: {spec: "
       "{restartPolicy: Never, containers: [{name: a, image: shop}]}}}}}\n",
       "kubernetes.required-field: completions instead of an indexed Job"},
      {controller("batch/v1", "Job", "completionMode: Indexed, completions: 3, ", job), ""},
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: []}\n",
       "kubernetes.required-field: container instead of a pod"},
      {cron(""), "kubernetes.required-field: schedule instead of a CronJob"},
      {cron("schedule: '@daily', concurrencyPolicy: Sometimes, "),
       "kubernetes.word: concurrencyPolicy Sometimes instead of Allow, Forbid or Replace"},
      {cron("schedule: '@daily', concurrencyPolicy: Forbid, "), ""},
  })));
}

TEST_CASE("a time zone is spelt as the API takes it") {
  const auto zone = [](const std::string& name) {
    return cron("schedule: '@daily', timeZone: " + name + ", ");
  };
  const auto refused = [](const std::string& name) {
    return "kubernetes.time-zone: timeZone \"" + name + "\" instead of ";
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {zone("America/New_York"), ""},
      {zone("America/Argentina/Buenos_Aires"), ""},
      {zone("Etc/GMT+3"), ""},
      {zone("UTC"), ""},
      {zone(""), ""},  // null is the zone of the control plane
      {zone("\"${ZONE}\""), ""},
      {zone("$ZONE"), ""},
      {zone("TIME_ZONE"), ""},
      // There is no such zone, but that takes the database to know.
      {zone("Europe/Atlantis"), ""},
      {zone("\"\""), refused("")},
      {zone("Local"), refused("Local")},
      {zone("local"), refused("local")},
      {zone("TZ=Europe/Berlin"), refused("TZ=Europe/Berlin")},
      {zone("CRON_TZ=UTC"), refused("CRON_TZ=UTC")},
      {zone("Europe Berlin"), refused("Europe Berlin")},
      {zone("Europe/"), refused("Europe/")},
      {zone("/UTC"), refused("/UTC")},
      {zone("Europe//Berlin"), refused("Europe//Berlin")},
      {zone("Europe/../UTC"), refused("Europe/../UTC")},
      {zone("\"-03\""), refused("-03")},
      {zone("Central_European_Time"), refused("Central_European_Time")},
      {zone("Berlin"), refused("Berlin")},
      {zone("europe/berlin"), refused("europe/berlin")},
      {zone("utc"), refused("utc")},
      {zone("CEST"), refused("CEST")},
      {zone("CET"), ""},
      {zone("GMT+0"), ""},
      {zone("US/Pacific"), ""},
  })));
}

TEST_CASE("pods are replaced one way or the other") {
  const std::string none = "kubernetes.rolling-update: maxUnavailable 0 instead of maxSurge 0";
  const std::string daemon = "selector: {matchLabels: {app: w}}, updateStrategy: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {deployment("strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 0%}}, "), none},
      {deployment("strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}, "), ""},
      {deployment("strategy: {rollingUpdate: {maxUnavailable: 0}}, "), ""},
      {controller("apps/v1", "DaemonSet", daemon + "{rollingUpdate: {maxUnavailable: 0}}, "), none},
      {controller("apps/v1", "DaemonSet", daemon + "{type: OnDelete, rollingUpdate: {maxUnavailable: 0}}, "),
       ""},
      {controller("apps/v1", "DaemonSet", daemon + "{rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}, "),
       ""},
  })));
}

TEST_CASE("a probe does one thing") {
  check_without_place(GENERATE(values<Found>({
      {probed_pod("livenessProbe: {httpGet: {port: 80}, periodSeconds: 5}"), ""},
      {probed_pod("livenessProbe: {httpGet: {port: 80}, exec: {command: [a]}}"),
       "kubernetes.probe-handlers: exec beside httpGet of the livenessProbe instead of "},
      {probed_pod("readinessProbe: {periodSeconds: 5}"),
       "kubernetes.probe-without-handler: readinessProbe instead of "},
      {probed_pod("readinessProbe: {}"), "kubernetes.probe-without-handler: readinessProbe instead of "},
      {probed_pod("readinessProbe: null"), ""},
  })));
}

TEST_CASE("a step of the initialisation has no probes") {
  const auto step = [](const std::string& lines) {
    return probed_pod("ports: []", "initContainers: [{name: i, image: i, " + lines + "}], ");
  };
  check_without_place(
      {step("livenessProbe: {httpGet: {port: 80}}"), "kubernetes.init-container: livenessProbe instead of "});
  check_without_place({step("restartPolicy: Always, livenessProbe: {httpGet: {port: 80}}"), ""});
  check_without_place({step("restartPolicy: OnFailure, startupProbe: {httpGet: {port: 80}}"),
                       "kubernetes.init-container: startupProbe instead of "});
  check_without_place({step("lifecycle: {}"), "kubernetes.init-container: lifecycle instead of "});
  check_without_place({step("restartPolicy: \"${POLICY}\", lifecycle: {}"), ""});
}

TEST_CASE("settings of security and of the host agree") {
  check_without_place(GENERATE(values<Found>({
      {probed_pod("securityContext: {privileged: true, allowPrivilegeEscalation: false}"),
       "kubernetes.privilege-escalation: privileged: true instead of "},
      {probed_pod("securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}"),
       "kubernetes.privilege-escalation: the capability CAP_SYS_ADMIN instead of "},
      {probed_pod("securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}"),
       ""},
      {probed_pod("securityContext: {privileged: true}"), ""},
      {probed_pod("ports: [{containerPort: 80, hostPort: 8080}]", "hostNetwork: true, "),
       "kubernetes.host-port: hostPort 8080 instead of containerPort 80"},
      {probed_pod("ports: [{containerPort: 80, hostPort: 80}]", "hostNetwork: true, "), ""},
      {probed_pod("ports: [{containerPort: 80, hostPort: 8080}]"), ""},
      {probed_pod("ports: [{containerPort: 80}]",
                  "hostNetwork: true, initContainers: [{name: i, image: i, restartPolicy: Always, ports: "
                  "[{containerPort: 90, hostPort: 8090}]}], "),
       ""},
  })));
}

TEST_CASE("custom resources are held to what their operators take") {
  const std::string pods = "template: {spec: {containers: [{name: a, image: shop}]}}";
  const auto object = [](const std::string& version, const std::string& kind, const std::string& spec) {
    return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec + "}\n";
  };
  const std::string group = "kubernetes.replicas-minimum-above-maximum: 5 instead of 3";
  const std::string workflow = "workflowSpec: {templates: [{name: t, container: {image: a}}]}";
  const std::string hour = "kubernetes.cron-schedule: 0 25 * * * instead of 25 is above 23, the last hour";
  check_without_place(GENERATE_COPY(values<Found>({
      {object("ray.io/v1", "RayCluster",
              "headGroupSpec: {" + pods +
                  "}, workerGroupSpecs: [{groupName: g, replicas: 3, minReplicas: 5, "
                  "maxReplicas: 3, " +
                  pods + "}]"),
       group},
      {object("serving.kserve.io/v1beta1", "InferenceService",
              "predictor: {minReplicas: 5, maxReplicas: 3, model: {resources: {limits: {cpu: 1}}}}"),
       group},
      {object("kubeflow.org/v1", "TFJob", "tfReplicaSpecs: {Worker: {replicas: -1, " + pods + "}}"),
       "kubernetes.number-range: replicas -1 instead of at least 0"},
      {object("argoproj.io/v1alpha1", "Rollout", "replicas: -2, " + pods),
       "kubernetes.number-range: replicas -2 instead of at least 0"},
      {object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet",
              "leaderWorkerTemplate: {size: 0, workerTemplate: {spec: {containers: [{name: a, image: b}]}}}"),
       "kubernetes.positive-number: size 0 instead of at least 1"},
      {object(
           "argoproj.io/v1alpha1", "Rollout",
           "selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: v}}, spec: {containers: "
           "[{name: a, image: b}]}}"),
       "kubernetes.selector-unlike-labels: app: w instead of app: v"},
      {object("argoproj.io/v1alpha1", "Rollout",
              "selector: {}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}"),
       "kubernetes.restart-policy: restartPolicy Never instead of Always for a Rollout"},
      {object("argoproj.io/v1alpha1", "CronWorkflow", "schedule: \"0 25 * * *\", " + workflow), hour},
      {object("argoproj.io/v1alpha1", "CronWorkflow",
              "schedules: [\"0 2 * * *\", \"0 25 * * *\"], " + workflow),
       hour},
      {object("argoproj.io/v1alpha1", "CronWorkflow", "schedule: \"CRON_TZ=UTC 0 2 * * *\", " + workflow),
       ""},
      {object("example.com/v1", "Timer", "schedule: \"0 0 25 * * *\", " + pods), ""},
      {object("sparkoperator.k8s.io/v1beta2", "SparkApplication",
              "driver: {cores: 4, coreLimit: \"2\"}, executor: {instances: 1}"),
       "kubernetes.request-above-limit: 4 of cpu instead of 2"},
  })));
}

TEST_CASE("an object that says nothing of pods is worth a word") {
  check_without_place(
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\n", "kubernetes.says-nothing: Pod instead of "});
  const std::string nothing = "kubernetes.says-nothing: Deployment instead of ";
  const auto patch = [](const std::string& spec) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: " + spec + "\n";
  };
  check_without_place({patch("{replicas: 2}"), nothing});
  check_without_place({patch("{template: {metadata: {labels: {app: w}}}}"), nothing});
  check_without_place({patch("{template: {spec: {nodeSelector: {a: b}}}}"), nothing});
  check_without_place({patch("${SPEC}"), ""});
}

TEST_CASE("a patch that changes an image too is not held to what it leaves out") {
  const std::string web =
      "containers: [{name: a, image: b, livenessProbe: {httpGet: {port: web}, timeoutSeconds: 30}, "
      "volumeMounts: [{name: data, mountPath: /d}], resources: {requests: {memory: 1Gi}}}]";
  const auto patch = [&](const std::string& kind, const std::string& version, const std::string& owner) {
    return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + owner +
           "template: {metadata: {labels: {tier: web}}, spec: {" + web + "}}}\n";
  };
  const std::string found = "kubernetes.may-be-patch: ";
  check_without_place({patch("Deployment", "apps/v1", ""), found + "Deployment instead of selector"});
  check_without_place(
      {patch("StatefulSet", "apps/v1", "minReadySeconds: 900, "), found + "StatefulSet instead of selector"});
  check_without_place({patch("Rollout", "argoproj.io/v1alpha1", ""), ""});
  check_without_place(
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {jobTemplate: {spec: {template: "
       "{spec: {" +
           web + "}}}}}\n",
       found + "CronJob instead of schedule"});
}

TEST_CASE("a blank in the place of an image is filled in by a trigger, nothing is not") {
  const auto image = [](const std::string& text) {
    std::string whole = deployment("");
    return whole.replace(whole.find("image: ") + 7, 4, text);
  };
  check_without_place({image("' '"), ""});
  check_without_place({image("''"), "kubernetes.required-field: image instead of a container"});
}

TEST_CASE("an object with a part in which nothing stands, or containers elsewhere, is no patch") {
  const std::string head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: ",
                    missing = "kubernetes.required-field: ", astray = "kubernetes.unknown-field: ";
  check_without_place(GENERATE_COPY(values<Found>({
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {}\n",
       missing + "list of containers instead of the spec of a Pod"},
      {head + "{}\n", missing + "template instead of the spec of a Deployment"},
      {head + "{selector: {matchLabels: {app: w}}}\n",
       missing + "template instead of the spec of a Deployment"},
      {head + "{template: {}}\n", missing + "spec instead of the spec.template of a Deployment"},
      {head + "{template: {spec: {}}}\n",
       missing + "list of containers instead of the spec.template.spec of a Deployment"},
      {head + "\n  template:\n    spec:\n    containers: [{name: a, image: b}]\n",
       astray + "spec.template.containers of a Deployment instead of spec.template.spec.containers"},
      {head + "{containers: [{name: a, image: b}]}\n",
       astray + "spec.containers of a Deployment instead of spec.template.spec.containers"},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily', jobTemplate: "
       "{spec: {}}}\n",
       missing + "template instead of the spec.jobTemplate.spec of a CronJob"},
      // What has a selector or a schedule is whole. Labels alone are what a patch adds containers to.
      {head + "{selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: "
              "{hostname: h}}}\n",
       missing + "list of containers instead of the spec.template.spec of a Deployment"},
      {head + "{selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}}}\n",
       "kubernetes.says-nothing: Deployment instead of "},
      {head + "{template: {metadata: {labels: {app: w}}, spec: {hostname: h}}}\n",
       "kubernetes.says-nothing: Deployment instead of "},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily', template: {}}\n",
       missing + "jobTemplate instead of the spec of a CronJob at {schedule: '@daily', template: {}}\n"
                 "kubernetes.misspelt-field: template instead of jobTemplate"},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {schedule: '@daily'}\n",
       "kubernetes.says-nothing: CronJob instead of "},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {suspend: true}\n",
       "kubernetes.says-nothing: CronJob instead of "},
  })));
}

TEST_CASE("versions of the API that were removed") {
  const auto found = [](const std::string& kind, const std::string& version, const std::string& since,
                        const std::string& instead) {
    return std::string("kubernetes.api-version: ") + (kind == "Ingress" ? "an " : "a ") + kind + " of " +
           version + since + " instead of " + instead;
  };
  const auto removed = [](const std::string& release) { return ", which was removed in " + release; };
  const std::string selector = "selector: {matchLabels: {app: w}}, ", job = "restartPolicy: Never, ";
  const auto companion = [](const std::string& version, const std::string& kind) {
    return "apiVersion: " + version + "\nkind: " + kind +
           "\nmetadata: {name: w}\nspec: {maxReplicas: 2, scaleTargetRef: {kind: Deployment, name: w}}\n";
  };
  check_without_place(GENERATE_COPY(values<Found>({
      {controller("v1", "Deployment", selector), found("Deployment", "v1", "", "apps/v1")},
      {controller("apps/v1beta2", "StatefulSet", selector),
       found("StatefulSet", "apps/v1beta2", removed("v1.16"), "apps/v1")},
      {controller("batch/v2", "Job", "", job), found("Job", "batch/v2", "", "batch/v1")},
      {companion("autoscaling/v2beta2", "HorizontalPodAutoscaler"),
       found("HorizontalPodAutoscaler", "autoscaling/v2beta2", removed("v1.26"), "autoscaling/v2")},
      {companion("policy/v1beta1", "PodDisruptionBudget"),
       found("PodDisruptionBudget", "policy/v1beta1", removed("v1.25"), "policy/v1")},
      {companion("extensions/v1beta1", "Ingress"),
       found("Ingress", "extensions/v1beta1", removed("v1.22"), "networking.k8s.io/v1")},
  })));
}

TEST_CASE("bounds of an autoscaler are facts also where they contradict each other") {
  const auto scaler = [](const std::string& version, const std::string& kind, const std::string& spec) {
    return "---\napiVersion: " + version + "\nkind: " + kind +
           "\nmetadata: {name: s}\nspec: {scaleTargetRef: "
           "{kind: Deployment, name: w}, " +
           spec + "}\n";
  };
  const std::string horizontal =
      scaler("autoscaling/v2", "HorizontalPodAutoscaler", "minReplicas: 5, maxReplicas: 4");
  const Imported one = import(deployment("") + horizontal);
  CHECK(one.fact("scale.min") == "5");
  CHECK(one.fact("scale.max") == "4");
  const Imported two =
      import(deployment("") + horizontal + scaler("keda.sh/v1alpha1", "ScaledObject", "maxReplicaCount: 9"));
  CHECK(
      two.violations().find("kubernetes.two-autoscalers: ScaledObject instead of HorizontalPodAutoscaler") !=
      std::string::npos);
}

TEST_CASE("what is no object is an error") {
  CHECK(import("apiVersion: v1\nkind: List\nitems: [x]\n").problems() ==
        "x | an item of a list of objects is a value | write an object with apiVersion and kind, or take the "
        "item out\n");
}

TEST_CASE("pods and jobs of a controller in the same input are not counted again") {
  const std::string owned =
      ", ownerReferences: [{kind: ReplicaSet, name: r}]}\nspec: {containers: [{name: a}]}\n";
  const std::string set =
      "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r, ownerReferences: [{kind: Deployment, "
      "name: w}]}\nspec: {replicas: 1}\n";
  const std::string one = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p" + owned;
  CHECK(import(deployment("") + set + one).names() == "w");
  CHECK(import(set + one).names() == "r");
  CHECK(import(one).names() == "p");
}

}  // namespace placer::test
