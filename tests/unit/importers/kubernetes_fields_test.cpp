// Names, words and fields of pods and of what makes them, by table.
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

std::string owner(const std::string& kind, const std::string& spec, const std::string& pod = {},
                  const std::string& name = "w") {
  const bool job = kind == "Job" || kind == "CronJob";
  const std::string in =
      kind == "CronJob" ? "schedule: '@daily', concurrencyPolicy: Forbid, jobTemplate: {spec: {" : "";
  return "apiVersion: " + std::string(job ? "batch" : "apps") + "/v1\nkind: " + kind +
         "\nmetadata: {name: " + name + "}\nspec: {" + in +
         (job ? "" : "selector: {matchLabels: {app: w}}, ") + spec +
         "template: {metadata: {labels: {app: w}}, spec: {" +
         (pod.empty()
              ? (job ? "restartPolicy: Never, " : "") + std::string("containers: [{name: a, image: b}]")
              : pod) +
         "}}}" + (in.empty() ? "" : "}}") + "\n";
}

std::string service(const std::string& name, const std::string& spec) {
  return "apiVersion: v1\nkind: Service\nmetadata: {name: " + name + "}\nspec: {" + spec + "}\n";
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

const std::string patch =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {containers: ";

}  // namespace

TEST_CASE("volumes have names, kinds and places of their own") {
  const auto volumes = [](const std::string& list) { return pod("", "volumes: [" + list + "], "); };
  const auto mounts = [](const std::string& list) {
    return pod("volumeMounts: [" + list + "]", "volumes: [{name: a}, {name: b}], ");
  };
  check(GENERATE_COPY(values<Row>({
      {volumes("{name: a, emptyDir: {}}, {name: b, emptyDir: {}}"), ""},
      {volumes("{name: a, emptyDir: {}}, {name: a, secret: {secretName: s}}"),
       "kubernetes.duplicate-volume: a"},
      {volumes("{name: a, $patch: delete}, {name: a, emptyDir: {}}"), ""},
      {volumes("{name: a, emptyDir: {}}, {name: a, $patch: delete}"), ""},
      {volumes("{name: a, emptyDir: {}, configMap: {name: c}}"),
       "kubernetes.volume-sources: a > configMap beside emptyDir"},
      {volumes("{name: a, emptyDir: null, configMap: {name: c}}"), ""},
      {mounts("{name: a, mountPath: /a}, {name: b, mountPath: /b}"), ""},
      {mounts("{name: a, mountPath: /a}, {name: b, mountPath: /a}"), "kubernetes.duplicate-mount: /a"},
      {mounts("{name: a, mountPath: \"${A}\"}, {name: b, mountPath: \"${A}\"}"), ""},
  })));
}

TEST_CASE("a variable takes its value from one place") {
  const auto variable = [](const std::string& lines) { return pod("env: [{name: V, " + lines + "}]"); };
  check(GENERATE_COPY(values<Row>({
      {variable("value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}"),
       "kubernetes.variable-sources: V > value beside valueFrom"},
      {variable("value: \"\", valueFrom: {fieldRef: {fieldPath: metadata.name}}"), ""},
      {variable("value: x, valueFrom: null"), ""},
      {variable("valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: a, key: b}}"),
       "kubernetes.variable-sources: V > fieldRef beside secretKeyRef"},
  })));
}

TEST_CASE("a container has a name and an image") {
  const std::string none = "kubernetes.required-field: image > a container";
  check(GENERATE_COPY(values<Row>({
      {owner("Deployment", "", "containers: [{name: a}]"), none},
      {owner("StatefulSet", "", "containers: [{name: a, image: \"\"}]"), none},
      {owner("Deployment", "", "containers: [{name: a, image: b}], initContainers: [{name: i}]"), none},
      {owner("Deployment", "", "containers: [{name: a, image: \"${IMAGE}\"}]"), ""},
      {owner("Deployment", "", "containers: [{image: b}]"), "kubernetes.required-field: name > a container"},
      {owner("Job", "", "restartPolicy: Never, containers: [{name: a}]"), "kubernetes.no-image: a"},
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{name: a}]}\n",
       "kubernetes.no-image: a"},
      {patch + "[{name: a}]}}}\n", ""},
      {patch + "[{$patch: replace}, {name: a}]}}}\n", ""},
      {"apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: w}\nspec: {selector: {}, template: "
       "{spec: {containers: [{name: a}]}}}\n",
       ""},
  })));
}

TEST_CASE("words are those of the API") {
  const std::string word = "kubernetes.core-word: ", protocols = " > TCP, UDP or SCTP";
  check(GENERATE_COPY(values<Row>({
      {pod("imagePullPolicy: Always, terminationMessagePolicy: File"), ""},
      {pod("imagePullPolicy: \"\""), ""},
      {pod("imagePullPolicy: \"${POLICY}\""), ""},
      {pod("imagePullPolicy: IfNotpresent"),
       word + "imagePullPolicy IfNotpresent > Always, IfNotPresent or Never"},
      {pod("imagePullPolicy: or"), word + "imagePullPolicy or > Always, IfNotPresent or Never"},
      {pod("terminationMessagePolicy: Log"),
       word + "terminationMessagePolicy Log > File or FallbackToLogsOnError"},
      {pod("ports: [{containerPort: 80, protocol: SCTP}]"), ""},
      {pod("ports: [{containerPort: 80, protocol: tcp}]"), word + "protocol tcp" + protocols},
      {pod("livenessProbe: {httpGet: {port: 80, scheme: https}}"), word + "scheme https > HTTP or HTTPS"},
      {pod("", "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}, "), ""},
      {pod("", "dnsPolicy: clusterfirst, "),
       word + "dnsPolicy clusterfirst > ClusterFirst, ClusterFirstWithHostNet, Default or None"},
      {pod("", "tolerations: [{operator: Exists}, {key: a, operator: Equals, effect: NoScedule}], "),
       word + "effect NoScedule > NoSchedule, PreferNoSchedule or NoExecute; " + word +
           "operator Equals > Exists, Equal, Lt or Gt"},
      {owner("Deployment", "strategy: {type: Rolling}, "),
       "kubernetes.apps-word: type Rolling > Recreate or RollingUpdate"},
      {owner("StatefulSet", "podManagementPolicy: Parallel, updateStrategy: {type: OnDelete}, "), ""},
      {owner("StatefulSet", "podManagementPolicy: parallel, "),
       "kubernetes.apps-word: podManagementPolicy parallel > OrderedReady or Parallel"},
      {owner("DaemonSet", "updateStrategy: {type: Recreate}, "),
       "kubernetes.apps-word: type Recreate > RollingUpdate or OnDelete"},
      {owner("CronJob", "completionMode: indexed, "),
       "kubernetes.word: completionMode indexed > NonIndexed or Indexed"},
      {service("w", "type: Loadbalancer, ports: [{port: 80, protocol: HTTP}]"),
       word + "type Loadbalancer > ClusterIP, NodePort, LoadBalancer or ExternalName; " + word +
           "protocol HTTP" + protocols},
  })));
}

TEST_CASE("arguments are texts") {
  const std::string is = "kubernetes.value-type: an item of ";
  check(GENERATE_COPY(values<Row>({
      {pod("args: [a, '8080', \"true\", ~], command: [sh]"), ""},
      {pod("args: [--port, 8080]"), is + "args is a number > text"},
      {pod("command: [sleep, 1e3]"), is + "command is a number > text"},
      {pod("args: [--debug, true]"), is + "args is true or false > text"},
      {pod("args: [{a: b}]"), is + "args is a mapping > text"},
      {pod("livenessProbe: {exec: {command: [check, 1]}}"), is + "command is a number > text"},
      {pod("lifecycle: {postStart: {exec: {command: [wait, 1]}}}"), is + "command is a number > text"},
  })));
  CHECK(import(pod("args: --port=80")).problems() == "--port=80 | `args` is a value, not a list\n");
}

TEST_CASE("ways of replacing and ending pods go together") {
  const std::string rolls = "kubernetes.nothing-to-roll: type ";
  const std::string policy = "podFailurePolicy: {rules: []}, ";
  const std::string often = "restartPolicy: OnFailure, containers: [{name: a, image: b}]";
  check(GENERATE_COPY(values<Row>({
      {owner("Deployment", "strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}, "), rolls + "Recreate"},
      {owner("Deployment", "strategy: {type: Recreate, rollingUpdate: null}, "), ""},
      {owner("Deployment", "strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}, "), ""},
      {owner("StatefulSet", "updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}, "),
       rolls + "OnDelete"},
      {owner("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 10%}}, "),
       "kubernetes.daemon-update: maxSurge 1 > maxUnavailable 10%"},
      {owner("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}, "), ""},
      {owner("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1}}, "),
       "kubernetes.daemon-update: maxSurge 1 > maxUnavailable 1"},
      {owner("Deployment", "strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}, "), ""},
      {owner("DaemonSet", "updateStrategy: {type: OnDelete, rollingUpdate: {maxSurge: 0}}, "), ""},
      {owner("DaemonSet",
             "updateStrategy: {type: OnDelete, rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}, "),
       ""},
      {owner("Job", policy), ""},
      {owner("Job", "", often), ""},
      {owner("Job", policy, often),
       "kubernetes.restart-policy: restartPolicy OnFailure > Never with a podFailurePolicy"},
  })));
}

TEST_CASE("names are spelt as the API takes them") {
  const std::string object = "kubernetes.object-name: ", label = "kubernetes.label-name: ",
                    port = "kubernetes.name-of-port: ";
  const std::string n52(52, 'n'), n63(63, 'n');
  check(GENERATE_COPY(values<Row>({
      {owner("Deployment", "", "", "a.b-c.d1"), ""},
      {owner("Deployment", "", "", "My-app"), object + "My-app"},
      {owner("Deployment", "", "", "my_app"), object + "my_app"},
      {owner("Deployment", "", "", "app-"), object + "app-"},
      {owner("Deployment", "", "", "a..b"), object + "a..b"},
      {owner("Deployment", "", "", "\"${NAME}\""), ""},
      {owner("Deployment", "", "", "123"), "kubernetes.value-type: the name 123 is a number > text"},
      {owner("Deployment", "", "", std::string(254, 'n')), object + std::string(254, 'n')},
      {owner("Deployment", "", "", n63 + "n"), ""},
      {owner("Job", "", "", n63), ""},
      {owner("Job", "", "", n63 + "n"), "kubernetes.job-name: 64 > at most 63"},
      {owner("CronJob", "", "", n52), ""},
      {owner("CronJob", "", "", n52 + "n"), "kubernetes.cron-job-name: 53 > at most 52"},
      {service("a.b", ""), label + "a.b"},
      {service("123", ""), "kubernetes.value-type: the name 123 is a number > text"},
      {owner("Deployment", "", "containers: [{name: my_app, image: b}]"), label + "my_app"},
      {pod("", "volumes: [{name: Data}], "), label + "Data"},
      {pod("ports: [{containerPort: 80, name: http-2}]"), ""},
      {pod("ports: [{containerPort: 80, name: a-very-long-name}]"), port + "a-very-long-name"},
      {pod("ports: [{containerPort: 80, name: a--b}]"), port + "a--b"},
      {pod("ports: [{containerPort: 80, name: \"80\"}]"), port + "80"},
  })));
}

TEST_CASE("a Service that older clusters refuse for its name is worth a word") {
  CHECK_THAT(
      import(service("1a", "")).problems(),
      contains("1a | the name `1a` of a Service begins with a digit, which clusters before v1.36 refuse"));
}

TEST_CASE("values of labels are short and plain") {
  const auto labelled = [](const std::string& value) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: w, labels: {a: " + value +
           "}}\nspec: {containers: [{name: a, image: b}]}\n";
  };
  const std::string found = "kubernetes.label-value: ";
  check(GENERATE_COPY(values<Row>({
      {labelled("v1.2_A-b"), ""},
      {labelled("\"\""), ""},
      {labelled("\"{{ .Values.name }}\""), ""},
      {labelled(std::string(63, 'v')), ""},
      {labelled(std::string(64, 'v')), found + std::string(64, 'v')},
      {labelled("a/b"), found + "a/b"},
      {labelled("\"two words\""), found + "two words"},
      {labelled("-v"), found + "-v"},
  })));
}

TEST_CASE("keys of labels and annotations are names, perhaps with a domain before them") {
  const auto keyed = [](const std::string& list, const std::string& key) {
    return "apiVersion: v1\nkind: Pod\nmetadata: {name: w, " + list + ": {\"" + key +
           "\": v}}\nspec: {containers: [{name: a, image: b}]}\n";
  };
  const std::string found = "kubernetes.metadata-key: ";
  check(GENERATE_COPY(values<Row>({
      {keyed("labels", "app.kubernetes.io/name"), ""},
      {keyed("labels", "My_App"), ""},
      {keyed("labels", "{{ key }}"), ""},
      {keyed("labels", "two words"), found + "two words"},
      {keyed("labels", "a/b/c"), found + "a/b/c"},
      {keyed("labels", "app.example/"), found + "app.example/"},
      {keyed("labels", "App.Example/a"), found + "App.Example/a"},
      {keyed("labels", std::string(64, 'k')), found + std::string(64, 'k')},
      {keyed("annotations", "App.Example/a"), ""},
      {keyed("annotations", "two words"), found + "two words"},
      {keyed("annotations", "app.example/a b"), found + "app.example/a b"},
  })));
}

TEST_CASE("processes are those of the host or of the pod") {
  check({pod("", "hostPID: true, shareProcessNamespace: true, "), "kubernetes.two-process-spaces: "});
  check({pod("", "hostPID: true, shareProcessNamespace: false, "), ""});
}

TEST_CASE("ports, users, tolerations and sources that no pod has") {
  const std::string word = "kubernetes.core-word: ", range = "kubernetes.number-range: ",
                    toleration = "kubernetes.toleration: ", missing = "kubernetes.required-field: ";
  const auto tolerates = [](const std::string& what) { return pod("", "tolerations: [" + what + "], "); };
  const auto volume = [](const std::string& what) { return pod("", "volumes: [{name: v, " + what + "}], "); };
  const auto affinity = [](const std::string& key, const std::string& term) {
    return pod("",
               "affinity: {" + key + ": {requiredDuringSchedulingIgnoredDuringExecution: " + term + "}}, ");
  };
  check(GENERATE_COPY(values<Row>({
      {pod("ports: [{name: http, containerPort: 80}, {name: http, containerPort: 81}]"),
       "kubernetes.duplicate-port-name: http"},
      {pod("ports: [{hostPort: 80, containerPort: 80}, {hostPort: 80, containerPort: 81}]"),
       "kubernetes.duplicate-host-port: 80"},
      {pod("ports: [{hostPort: 80, containerPort: 80}, {hostPort: 80, containerPort: 81, protocol: UDP}]"),
       ""},
      {pod("ports: [{hostPort: 80, hostIP: 10.0.0.1, containerPort: 80}, {hostPort: 80, containerPort: 81}]"),
       ""},
      {pod("ports: [{containerPort: 80}, {containerPort: 80, protocol: TCP}]", "hostNetwork: true, "),
       "kubernetes.duplicate-host-port: 80"},
      {pod("securityContext: {runAsUser: -1}"), range + "runAsUser -1 > at least 0"},
      {pod("", "securityContext: {fsGroup: -1}, "), range + "fsGroup -1 > at least 0"},
      {pod("", "os: {name: macos}, "), word + "name macos > linux or windows"},
      {pod("", "dnsPolicy: None, "), missing + "dnsConfig.nameservers > a pod with dnsPolicy None"},
      {pod("", "dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1]}, "), ""},
      {tolerates("{operator: Exists}"), ""},
      {tolerates("{key: a, value: b, effect: NoSchedule}"), ""},
      {tolerates("{key: a, operator: Exists, value: b}"),
       toleration + "a value > an operator other than Exists only"},
      {tolerates("{effect: NoSchedule}"), toleration + "no key > operator Exists only"},
      {tolerates("{key: a, operator: Exists, tolerationSeconds: 5}"),
       toleration + "tolerationSeconds > effect NoExecute only"},
      {tolerates("{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 5}"), ""},
      {affinity("nodeAffinity",
                "{nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Is, values: [b]}]}]}"),
       word + "operator Is > In, NotIn, Exists, DoesNotExist, Gt or Lt"},
      {affinity("podAntiAffinity",
                "[{topologyKey: z, labelSelector: {matchExpressions: [{key: a, operator: Gt}]}}]"),
       word + "operator Gt > In, NotIn, Exists or DoesNotExist"},
      {pod("",
           "topologySpreadConstraints: [{topologyKey: z, whenUnsatisfiable: DoNotSchedule, maxSkew: 0}], "),
       "kubernetes.positive-number: maxSkew 0 > at least 1"},
      {volume("persistentVolumeClaim: {}"), missing + "claimName > a volume of kind persistentVolumeClaim"},
      {volume("hostPath: {type: Directory}"), missing + "path > a volume of kind hostPath"},
      {volume("secret: {secretName: s}"), ""},
  })));
}

TEST_CASE("huge pages need memory or cpu beside them") {
  check({pod("resources: {limits: {hugepages-2Mi: 4Mi}}"), "kubernetes.hugepages-alone: hugepages-2Mi"});
  check({pod("resources: {limits: {hugepages-2Mi: 4Mi, memory: 1Gi}}"), ""});
  check({pod("resources: {limits: {hugepages-2Mi: 4Mi}, requests: {cpu: 1, hugepages-2Mi: 4Mi}}"),
         "kubernetes.no-cpu-limit: 1"});
}

TEST_CASE("fields that are nearly one of the API's are worth a word") {
  const std::string found = "kubernetes.misspelt-field: ";
  check(GENERATE_COPY(values<Row>({
      {pod("livenesProbe: {}"), found + "livenesProbe > livenessProbe"},
      {pod("resource: {}"), found + "resource > resources"},
      {pod("imagepullPolicy: Always"), found + "imagepullPolicy > imagePullPolicy"},
      {pod("", "volume: [], "), found + "volume > volumes"},
      {pod("", "nodeSelectors: {}, "), found + "nodeSelectors > nodeSelector"},
      {pod("checkpointing: {}"), "kubernetes.misplaced-field: checkpointing > a container"},
      // An anchor for others to refer to.
      {pod("x-common: {}"), ""},
      {pod("", "schedulingGates: [], resourceClaims: [], "), ""},
  })));
}

}  // namespace placer::test
