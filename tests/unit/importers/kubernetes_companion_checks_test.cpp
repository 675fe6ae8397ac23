// What Kubernetes refuses of the objects beside workloads: with the workload that they belong to, and alone.
#include "unit/importers/kubernetes_companions.hpp"

namespace placer::test {

TEST_CASE("settings have fields of their own") {
  check("v1", "ConfigMap",
        GENERATE(values<Companion>({
            {"immutable: true\ndata: {a: b}", ""},
            {"immutable: \"yes\"",
             "kubernetes.value-type: immutable \"yes\" is text instead of true or false at \"yes\"\n"},
            {"stringData: {a: b}",
             "kubernetes.misplaced-field: stringData instead of a ConfigMap at stringData\n"},
            {"sops: {mac: a}", ""},
        })));
}

TEST_CASE("metrics are described under their types") {
  const auto metric = [](const std::string& text) {
    return "spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: w}, maxReplicas: 3, "
           "metrics: [" +
           text + "]}";
  };
  const std::string target = "target: {type: Utilization, averageUtilization: 50}";
  check(
      "autoscaling/v2", "HorizontalPodAutoscaler",
      GENERATE_COPY(values<Companion>({
          {metric("{type: Resource, resource: {name: memory, " + target + "}}"), ""},
          {metric("{type: Pods, resource: {name: memory, " + target + "}}"),
           "kubernetes.metric-source: Pods instead of pods at {name: memory, " + target + "}\n"},
          {metric("{type: Resource}"),
           "kubernetes.metric-source: Resource instead of resource at {type: Resource}\n"},
          {metric("{type: Resource, resource: {name: memory}}"),
           "kubernetes.required-field: target instead of a metric of type Resource at {name: memory}\n"},
          {metric("{type: Resource, resource: {name: memory, target: {averageUtilization: 5}}}"),
           "kubernetes.required-field: type instead of the target of a metric at {averageUtilization: 5}\n"},
          {metric("{type: Resource, resource: {name: memory, target: {type: Utilization}}}"),
           "kubernetes.required-field: averageUtilization, averageValue or value instead of the target of a "
           "metric at {type: Utilization}\n"},
      })));
}

TEST_CASE("KEDA scales to zero by what it sees without pods") {
  const auto scaler = [](const std::string& lines, const std::string& triggers) {
    return "spec: {scaleTargetRef: {name: w}, " + lines + "triggers: [" + triggers + "]}";
  };
  const std::string cpu = "{type: cpu, metadata: {value: '5'}}", kafka = "{type: kafka, metadata: {}}";
  check("keda.sh/v1alpha1", "ScaledObject",
        GENERATE_COPY(values<Companion>({
            {scaler("minReplicaCount: 1, idleReplicaCount: 0, ", kafka), ""},
            {scaler("minReplicaCount: 0, ", cpu + ", " + kafka), ""},
            {scaler("minReplicaCount: 2, ", cpu), ""},
            {scaler("minReplicaCount: 0, ", cpu), "kubernetes.keda-scale-to-zero:  instead of  at 0\n"},
            {scaler("", cpu), "kubernetes.keda-scale-to-zero:  instead of  at [" + cpu + "]\n"},
            {scaler("minReplicaCount: 2, idleReplicaCount: 3, ", kafka),
             "kubernetes.keda-idle: 3 instead of 2 at 3\n"},
        })));
}

TEST_CASE("a trigger of KEDA has a type and texts for settings") {
  const auto scaler = [](const std::string& triggers) {
    return "spec: {scaleTargetRef: {name: w}" + triggers + "}";
  };
  const auto number = [](const std::string& key, const std::string& is, const std::string& at) {
    return "kubernetes.value-type: the setting " + key + " is " + is + " instead of text at " + at + "\n";
  };
  const std::string required = "kubernetes.keda-required: ";
  check("keda.sh/v1alpha1", "ScaledObject",
        GENERATE_COPY(values<Companion>({
            {scaler(", triggers: [{type: aws-sqs-queue, metadata: {queueLength: 20}}]"),
             number("queueLength", "a number", "20")},
            {scaler(", triggers: [{type: kafka, metadata: {allowIdleConsumers: true, lagThreshold: '5'}}]"),
             number("allowIdleConsumers", "true or false", "true")},
            {scaler(", triggers: [{type: aws-sqs-queue, metadata: {queueLength: \"${LENGTH}\"}}]"), ""},
            {scaler(", triggers: [{type: kafka}]"),
             required + "metadata instead of a trigger of KEDA at {type: kafka}\n"},
            {scaler(", triggers: [{metadata: {}}]"),
             required + "type instead of a trigger of KEDA at {metadata: {}}\n"},
            {scaler(""), required + "triggers instead of a ScaledObject at {scaleTargetRef: {name: w}}\n"},
            // What does not say what it scales is a patch.
            {"spec: {minReplicaCount: 2}", ""},
        })));
}

TEST_CASE("what starts a ScaledJob is what its triggers count") {
  const auto imported = [](const std::string& triggers) {
    return import(
        "apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: w}\nspec: {triggers: [" + triggers +
        "], jobTargetRef: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}\n");
  };
  CHECK_THAT(imported("{type: kafka}").fact("trigger"), contains("stream"));
  CHECK_THAT(imported("{type: kafka}").fact("broker"), contains("kafka"));
  CHECK_THAT(imported("{type: aws-sqs-queue}").fact("broker"), contains("sqs"));
  CHECK_THAT(imported("{type: postgresql}").fact("trigger"), contains("queue"));
  CHECK(imported("{type: cron}").fact("trigger") == "nothing");
}

TEST_CASE("a ScaledJob says what starts it, with texts for settings") {
  const auto found = [](const std::string& triggers, const std::string& image = ", image: b") {
    return import("apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: {name: w}\nspec: {" + triggers +
                  "jobTargetRef: {template: {spec: {restartPolicy: Never, containers: [{name: a" + image +
                  "}]}}}}\n")
        .violations();
  };
  const auto threshold = [&](const std::string& value) {
    return found("triggers: [{type: kafka, metadata: {lagThreshold: " + value + "}}], ");
  };
  CHECK(threshold("'5'") == "");
  CHECK(threshold("5") ==
        "kubernetes.value-type: the setting lagThreshold is a number instead of text at 5\n");
  CHECK_THAT(found(""), contains("kubernetes.keda-required: triggers instead of a ScaledJob at "));
  CHECK(found("", "") == "");
}

TEST_CASE("a service has ports, each of them once") {
  const std::string service = "apiVersion: v1\nkind: Service\nmetadata: {name: c}\nspec: {selector: {app: w}";
  CHECK(import(service + "}\n").violations() == "no workload");
  CHECK(import(service + "}\n" + deployment).violations() ==
        "kubernetes.required-field: port instead of a Service at {selector: {app: w}}\n");
  CHECK(import(service + ", clusterIP: None}\n" + deployment).violations() == "");
  check("v1", "Service",
        GENERATE(values<Companion>({
            {"spec: {selector: {app: w}, ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP}]}",
             ""},
            {"spec: {selector: {app: w}, ports: [{name: a, port: 80}, {name: b, port: 80}]}",
             "kubernetes.duplicate-service-port: TCP 80 instead of  at 80\n"},
        })));
}

TEST_CASE("an Ingress names hosts, and ports in one way") {
  const auto rule = [](const std::string& host, const std::string& port) {
    return "spec: {rules: [{host: " + host +
           ", http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: c, port: {" + port +
           "}}}}]}}]}";
  };
  const Companion row = GENERATE_COPY(values<Companion>({
      {rule("'*.shop.example'", "number: 80"), "no workload"},
      {rule("HOST", "name: http"), "no workload"},
      {rule("'a.b:80'", "number: 80"), "kubernetes.host-name: a.b:80 instead of  at 'a.b:80'\n"},
      {rule("10.0.0.1", "number: 80"), "kubernetes.host-name: 10.0.0.1 instead of  at 10.0.0.1\n"},
      {rule("a.b", "number: 80, name: http"), "kubernetes.backend-ports:  instead of  at 80\n"},
      {rule("a.b", "number: 80, name: ''"), "no workload"},
      {rule("a.b", "number: 0, name: http"), "no workload"},
      // A certificate may be for an address.
      {"spec: {tls: [{hosts: [10.0.0.1]}], rules: [{host: a.b}]}", "no workload"},
      {"spec: {tls: [{hosts: ['a.b:80']}], rules: [{host: a.b}]}",
       "kubernetes.host-name: a.b:80 instead of  at 'a.b:80'\n"},
  }));
  CAPTURE(row.lines);
  CHECK(import(object("networking.k8s.io/v1", "Ingress", row.lines)).violations() == row.found);
}

TEST_CASE("settings have keys that can be names of files") {
  const auto row = GENERATE(values<Companion>({
      {"data: {a.b-c_D9: x, .env: x}", ""},
      {"binaryData: {logo.png: AAAA}", ""},
      {"data: {\"${KEY}\": x}", ""},
      {"data: {a/b: x}", "kubernetes.config-map-key: a/b instead of  at a/b\n"},
      {"data: {a b: x, ok: z}", "kubernetes.config-map-key: a b instead of  at a b\n"},
      {"data: {..a: x}", "kubernetes.config-map-key: ..a instead of  at ..a\n"},
      {"binaryData: {\"\": AAAA}", "kubernetes.config-map-key:  instead of  at \"\"\n"},
      {"data: {port: 8080, debug: \"true\"}",
       "kubernetes.value-type: the key port is a number instead of text at 8080\n"},
      {"data: {a: yes}",
       "kubernetes.value-type: the key a is true or false in YAML 1.1 instead of text at yes\n"},
  }));
  check("v1", "ConfigMap", row);
}

TEST_CASE("a service has ports from 1 to 65535") {
  const auto row = GENERATE(values<Companion>({
      {"spec: {selector: {app: w}, ports: [{name: a, port: 80, targetPort: http}, {name: b, port: 81, "
       "targetPort: 0}]}",
       ""},
      {"spec: {selector: {app: w}, ports: [{port: 0}]}",
       "kubernetes.port-range: port 0 instead of at least 1 at 0\n"},
      {"spec: {selector: {app: w}, ports: [{port: 80, targetPort: 80800}]}",
       "kubernetes.optional-port-range: targetPort 80800 instead of at most 65535 at 80800\n"},
      {"spec: {type: NodePort, selector: {app: w}, ports: [{port: 80, nodePort: 80000}]}",
       "kubernetes.optional-port-range: nodePort 80000 instead of at most 65535 at 80000\n"},
  }));
  check("v1", "Service", row);
}

TEST_CASE("a disruption budget says one thing") {
  const auto row = GENERATE(values<Companion>({
      {"spec: {minAvailable: 1, selector: {matchLabels: {app: w}}}", ""},
      {"spec: {maxUnavailable: 50%, minAvailable: null, selector: {matchLabels: {app: w}}}", ""},
      {"spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: w}}}",
       "kubernetes.budget-with-both: maxUnavailable 1 instead of minAvailable 1 at 1\n"},
  }));
  check("policy/v1", "PodDisruptionBudget", row);
}

TEST_CASE("an autoscaler keeps a pod unless its metrics do without") {
  const auto scaler = [](const std::string& spec) {
    return import(object("autoscaling/v2", "HorizontalPodAutoscaler",
                         "spec: {scaleTargetRef: {kind: Deployment, name: w}, " + spec + "}"))
        .violations();
  };
  const std::string to_zero = "kubernetes.hpa-scale-to-zero: minReplicas 0 instead of  at 0\n";
  CHECK(scaler("minReplicas: 1, maxReplicas: 1") == "no workload");
  CHECK(scaler("minReplicas: 0, maxReplicas: 5") == to_zero);
  CHECK(scaler("minReplicas: 0, maxReplicas: 5, metrics: [{type: Resource, resource: {name: memory, target: "
               "{type: Utilization, averageUtilization: 5}}}]") == to_zero);
  CHECK(scaler("minReplicas: 0, maxReplicas: 5, metrics: [{type: External, external: {metric: {name: a}, "
               "target: {type: Value, value: 5}}}]") == "no workload");  // advice alone
  CHECK(scaler("minReplicas: -1, maxReplicas: 5") ==
        "kubernetes.hpa-replicas: minReplicas -1 instead of at least 0 at -1\n");
  CHECK(scaler("maxReplicas: 0") ==
        "kubernetes.hpa-most-replicas: maxReplicas 0 instead of at least 1 at 0\n");
  // What is refused is reported once, and is no fact.
  const Imported refused = import(
      object("autoscaling/v2", "HorizontalPodAutoscaler",
             "spec: {scaleTargetRef: {kind: Deployment, name: w}, minReplicas: many, maxReplicas: -3}"));
  CHECK(refused.problems() == "many | minReplicas: 'many' is not a whole number\n");
  CHECK(refused.violations() == "kubernetes.hpa-most-replicas: maxReplicas -3 instead of at least 1 at -3\n");
  CHECK_THAT(refused.fact("scale.max"), contains("`-3` is refused"));
  // KEDA's own objects may scale to zero.
  CHECK(import(
            object("keda.sh/v1alpha1", "ScaledObject",
                   "spec: {scaleTargetRef: {name: w}, minReplicaCount: 0, maxReplicaCount: 2, triggers: []}"))
            .violations() == "no workload");
}

TEST_CASE("the ports of a service have names that tell them apart") {
  const std::string missing =
      "kubernetes.required-field: name instead of each of several ports of a Service at ";
  const auto row = GENERATE_COPY(values<Companion>({
      {"spec: {selector: {app: w}, ports: [{port: 80}]}", ""},
      {"spec: {selector: {app: w}, ports: [{name: a, port: 80}, {name: b.c, port: 81}]}",
       "kubernetes.label-name: b.c instead of  at b.c\n"},
      {"spec: {selector: {app: w}, ports: [{name: a, port: 80}, {port: 81}]}", missing + "{port: 81}\n"},
      {"spec: {selector: {app: w}, ports: [{name: \"${A}\", port: 80}, {name: b, port: 81}]}", ""},
  }));
  check("v1", "Service", row);
  // Without a selector it may be a patch.
  CHECK(import(object("v1", "Service", "spec: {ports: [{port: 80}, {port: 81}]}")).names() == "");
}

TEST_CASE("ports of the nodes are of a range") {
  const std::string range = "kubernetes.node-port-range: nodePort ";
  const auto service = [](const std::string& port) {
    return "spec: {type: NodePort, selector: {app: w}, ports: [{port: 80, nodePort: " + port + "}]}";
  };
  const auto row = GENERATE_COPY(values<Companion>({
      {service("30000"), ""},
      {service("0"), ""},
      {service("8080"), range + "8080 instead of 30000 to 32767 at 8080\n", true},
  }));
  check("v1", "Service", row);
}

TEST_CASE("advice makes no workload of what is none, and is not lost") {
  const std::string text = object(
      "v1", "Service", "spec: {type: NodePort, selector: {app: x}, ports: [{port: 80, nodePort: 8080}]}");
  const Imported alone = import(text);
  CHECK(alone.names() == "");
  CHECK(
      alone.problems() ==
      "8080 | nodePort 8080 is outside of what clusters hand out unless they are told otherwise; allowed is "
      "30000 to 32767 | take a port from 30000 to 32767, or leave it out for one that is free\n");
  CHECK(import(text + deployment).names() == "w");
}

TEST_CASE("a service has what goes with its type") {
  const std::string rule = "kubernetes.service-type: ",
                    open = " instead of type NodePort or LoadBalancer only at ";
  const auto row = GENERATE_COPY(values<Companion>({
      {"spec: {type: ClusterIP, selector: {app: w}, ports: [{port: 80, nodePort: 30080}]}",
       rule + "nodePort 30080" + open + "30080\n"},
      {"spec: {selector: {app: w}, ports: [{port: 80, nodePort: 30080}]}",
       rule + "nodePort 30080" + open + "30080\n"},
      {"spec: {selector: {app: w}, ports: [{port: 80, nodePort: 0}]}", ""},
      {"spec: {type: ClusterIP, selector: {app: w}, ports: [{port: 80, nodePort: null}]}", ""},
      {"spec: {type: \"${TYPE}\", selector: {app: w}, ports: [{port: 80, nodePort: 30080}]}", ""},
      {"spec: {type: LoadBalancer, clusterIP: None, selector: {app: w}, ports: [{port: 80}]}",
       rule + "clusterIP None instead of type ClusterIP only at None\n"},
      {"spec: {type: ClusterIP, clusterIP: None, selector: {app: w}, ports: [{port: 80}]}", ""},
      {"spec: {externalTrafficPolicy: Local, selector: {app: w}, ports: [{port: 80}]}",
       rule + "externalTrafficPolicy Local" + open + "Local\n"},
      {"spec: {externalTrafficPolicy: Local, externalIPs: [192.0.2.1], selector: {app: w}, ports: [{port: "
       "80}]}",
       ""},
      {"spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: w}, ports: [{port: 80}]}", ""},
  }));
  check("v1", "Service", row);
  // What has neither a type nor a selector may be a patch.
  CHECK(import(object("v1", "Service", "spec: {ports: [{port: 80, nodePort: 30080}]}")).names() == "");
}

TEST_CASE("a route begins at the root and leads somewhere") {
  const auto found = [](const std::string& spec) {
    return import(object("networking.k8s.io/v1", "Ingress", "spec: " + spec)).violations();
  };
  const auto path = [&](const std::string& type, const std::string& lines) {
    return found("{rules: [{http: {paths: [{pathType: " + type + ", " + lines +
                 "backend: {service: {name: s, port: {number: 80}}}}]}}]}");
  };
  const std::string rule = "kubernetes.ingress-path: ", begins = " instead of it begins with / at ";
  CHECK(path("Prefix", "path: /a, ") == "no workload");
  CHECK(path("Prefix", "path: a, ") == rule + "a" + begins + "a\n");
  CHECK(path("ImplementationSpecific", "path: a, ") == rule + "a" + begins + "a\n");
  CHECK(path("ImplementationSpecific", "") == "no workload");
  CHECK(path("ImplementationSpecific", "path: /a//b/.*, ") == "no workload");
  CHECK(path("Exact", "path: \"${PATH}\", ") == "no workload");
  CHECK_THAT(path("Exact", ""), contains(rule));
  CHECK(path("Exact", "path: /a//b, ") == rule + "/a//b instead of it has no // in it at /a//b\n");
  CHECK(path("Prefix", "path: /a/.., ") ==
        rule + "/a/.. instead of it does not end with a dot for a step at /a/..\n");
  const std::string none = "kubernetes.required-field: rules or defaultBackend instead of an Ingress at ";
  CHECK(found("{}") == none + "{}\n");
  CHECK(found("{rules: []}") == none + "[]\n");
  CHECK(found("{ingressClassName: nginx}") == "no workload");
  CHECK(found("{rules: [], defaultBackend: {service: {name: s, port: {number: 80}}}}") == "no workload");
}

TEST_CASE("a route says how its paths are meant") {
  const auto ingress = [](const std::string& path, const std::string& version = "networking.k8s.io/v1") {
    return import(object(version, "Ingress",
                         "spec: {rules: [{http: {paths: [{" + path +
                             "path: /, backend: {service: {name: s, port: {number: 80}}}}]}}]}"))
        .violations();
  };
  CHECK(ingress("pathType: Exact, ") == "no workload");
  CHECK(ingress("pathType: \"${TYPE}\", ") == "no workload");
  CHECK_THAT(ingress(""), contains("kubernetes.required-field: pathType instead of a path of an Ingress"));
  CHECK(ingress("pathType: prefix, ") ==
        "kubernetes.path-type: pathType prefix instead of Exact, Prefix or ImplementationSpecific at "
        "prefix\n");
  CHECK(ingress("", "networking.k8s.io/v1beta1").find("required-field") == std::string::npos);
}

TEST_CASE("an autoscaler has metrics that there are") {
  const auto scaler = [](const std::string& metrics, const std::string& version = "autoscaling/v2") {
    return import(
        object(version, "HorizontalPodAutoscaler",
               "spec: {scaleTargetRef: {kind: Deployment, name: x}, maxReplicas: 3, " + metrics + "}"));
  };
  const auto cpu = [](const std::string& target, const std::string& type = "Resource") {
    return "metrics: [{type: " + type + ", resource: {name: cpu, target: {" + target + "}}}]";
  };
  const std::string word = "kubernetes.autoscaling-word: type ", share = "kubernetes.hpa-utilization: ";
  CHECK(scaler(cpu("type: Utilization, averageUtilization: 80")).violations() == "no workload");
  CHECK(scaler(cpu("type: Utilization, averageUtilization: 0")).violations() ==
        share + "averageUtilization 0 instead of at least 1 at 0\n");
  CHECK(scaler("targetCPUUtilizationPercentage: 0", "autoscaling/v1").violations() ==
        share + "targetCPUUtilizationPercentage 0 instead of at least 1 at 0\n");
  CHECK(scaler(cpu("type: Utilization, averageUtilization: 80%")).problems() ==
        "80% | averageUtilization: '80%' is not a whole number\n");
  CHECK(scaler(cpu("type: Utilization, averageUtilization: 80", "Resources")).violations() ==
        word + "Resources instead of Resource, ContainerResource, Pods, Object or External at Resources\n");
  CHECK(scaler(cpu("type: Percent, averageUtilization: 80")).violations() ==
        word + "Percent instead of Utilization, Value or AverageValue at Percent\n");
}

TEST_CASE("a share of the processors is one of what is requested") {
  const auto with = [](const std::string& container, const std::string& metric = "cpu") {
    return import(
               "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: "
               "{matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: {containers: "
               "[{name: a, image: shop" +
               container + "}]}}}\n" +
               object("autoscaling/v2", "HorizontalPodAutoscaler",
                      "spec: {scaleTargetRef: {kind: Deployment, name: w}, maxReplicas: 3, metrics: "
                      "[{type: Resource, resource: {name: " +
                          metric + ", target: {type: Utilization, averageUtilization: 80}}}]}"))
        .violations();
  };
  CHECK(with("") == "kubernetes.hpa-without-request: a instead of  at 80\n");
  CHECK(with("", "memory") == "");
  CHECK(with(", resources: {requests: {cpu: 1}, limits: {cpu: 2}}") == "");
  CHECK(with(", resources: {limits: {cpu: 1}}") == "");
  CHECK(with(", resources: \"${RESOURCES}\"") == "");
}

TEST_CASE("a disruption budget is a number or a share") {
  const auto row = GENERATE(values<Companion>({
      {"spec: {minAvailable: 50%, selector: {matchLabels: {app: w}}}", ""},
      {"spec: {minAvailable: \"1\", selector: {matchLabels: {app: w}}}",
       "kubernetes.share: minAvailable \"1\" instead of a whole number, or a percentage such as 25% at "
       "\"1\"\n"},
  }));
  check("policy/v1", "PodDisruptionBudget", row);
}

}  // namespace placer::test
