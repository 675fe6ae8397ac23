// Manifests of another shape than the API's: something is said of them, and what stands beside them is read.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace placer::test {
namespace {

std::string pod(const std::string& spec) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: " + spec + "\n";
}

std::string container(const std::string& lines) {
  return pod("{containers: [{name: a, image: a, " + lines + "}]}");
}

}  // namespace

TEST_CASE("parts of another shape are said") {
  struct Row {
    std::string text, said;
  };
  const auto row = GENERATE(values<Row>({
      {pod("x"), "x | the `spec` of a pod is a value, not a mapping"},
      {pod("{containers: x}"), "x | `containers` is a value, not a list"},
      {pod("{containers: [x]}"), "x | an item of `containers` is a value, not a mapping"},
      {pod("{containers: [null]}"), "null | an item of `containers` is nothing, not a mapping"},
      {pod("{containers: [[]]}"), "[] | an item of `containers` is a list, not a mapping"},
      {pod("{volumes: {a: b}}"), "{a: b} | `volumes` is a mapping, not a list"},
      {pod("{nodeSelector: [a]}"), "[a] | `nodeSelector` is a list, not a mapping"},
      {container("resources: []"), "[] | `resources` is a list, not a mapping"},
      {container("resources: {limits: 1Gi}"), "1Gi | `limits` is a value, not a mapping"},
      {container("ports: 80"), "80 | `ports` is a value, not a list"},
      {container("ports: [80]"), "80 | an item of `ports` is a value, not a mapping"},
      {container("ports: [{containerPort: http}]"), "http | containerPort: 'http' is not a whole number"},
      {container("ports: [{containerPort: 80.5}]"), "80.5 | containerPort: '80.5' is not a whole number"},
      {container("ports: [{containerPort: 1e-3}]"), "1e-3 | containerPort: '1e-3' is not a whole number"},
      {container("ports: [{containerPort: []}]"), "[] | containerPort is a list, not a number"},
      {container("resources: {limits: {memory: [1Gi]}}"), "[1Gi] | `memory` is a list, not a value"},
      {container("resources: {requests: {cpu: {a: 1}}}"), "{a: 1} | `cpu` is a mapping, not a value"},
      {pod("{terminationGracePeriodSeconds: [3], containers: [{name: a}]}"),
       "[3] | terminationGracePeriodSeconds is a list, not a number"},
      {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: w}\nspec: {minReplicas: "
       "[9], maxReplicas: 9}\n",
       "[9] | minReplicas is a list, not a number"},
      {container("resources: {limits: {memory: \"0x10\"}}"), "\"0x10\" | memory: "},
      {container("resources: {limits: {memory: one}}"), "one | memory: "},
      {container("livenessProbe: {periodSeconds: ten}"), "ten | periodSeconds: 'ten' is not a whole number"},
      {container("livenessProbe: [x]"), "[x] | `livenessProbe` is a list, not a mapping"},
      {container("env: {A: b}"), "{A: b} | `env` is a mapping, not a list"},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: [w]\nspec: {}\n",
       "[w] | `metadata` is a list, not a mapping"},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: [x]\n",
       "[x] | `spec` is a list, not a mapping"},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: x}\n",
       "x | `template` is a value, not a mapping"},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w, labels: [a]}\nspec: {replicas: many}\n",
       "many | replicas: 'many' is not a whole number"},
      {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: w}\nspec: {jobTemplate: {spec: x}}\n",
       "x | `spec` is a value, not a mapping"},
      {"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: w}\ndata: [a]\n",
       "[a] | `data` is a list, not a mapping"},
      {"apiVersion: v1\nkind: Service\nmetadata: {name: w}\nspec: {ports: {port: 80}}\n",
       "{port: 80} | `ports` is a mapping, not a list"},
      {"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: w}\nspec: x\n",
       "x | `spec` is a value, not a mapping"},
      // Nothing is nothing, wherever it stands.
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: null\nspec: null\n", ""},
      {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: null}\nspec: {replicas: null, template: "
       "{metadata: "
       "null, spec: {containers: null, volumes: null, nodeSelector: null}}}\n",
       ""},
      {container("resources: null, ports: null, env: null, livenessProbe: null, lifecycle: {preStop: null}"),
       ""},
      {container("resources: {requests: {memory: null}, limits: null}, ports: [{containerPort: null}]"), ""},
  }));
  CAPTURE(row.text);
  const std::string problems = import(row.text).problems();
  if (row.said.empty())
    CHECK(problems == "");
  else
    CHECK_THAT(problems, contains(row.said));
}

TEST_CASE("numbers in the spellings of YAML are quantities") {
  CHECK(import(container("resources: {limits: {memory: 1073741824}}")).fact("memory") == "1GiB");
  CHECK(import(container("resources: {limits: {memory: 1e9}}")).fact("memory") == "1GB");
  CHECK(import(container("resources: {limits: {cpu: .5}}")).fact("cpu") == "0.5");
}

TEST_CASE("a section that somebody fills in may ask for anything") {
  for (const std::string section : {"resources: \"${RESOURCES}\"", "resources: {limits: \"${LIMITS}\"}"})
    for (const std::string fact : {"cpu", "memory", "gpu.count"}) {
      CAPTURE(section, fact);
      const Imported imported = import(container(section));
      CHECK_THAT(imported.fact(fact), contains("(unresolved)"));
      CHECK(imported.problems() == "");
    }
}

TEST_CASE("any value in the place of any other loses nothing beside it") {
  // The pieces of a manifest, each a value that is replaced in its turn.
  static const std::vector<std::pair<std::string, std::string>> pieces = {
      {"---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: ", "{name: w, labels: {app: w}}"},
      {"\nspec:\n  replicas: ", "3"},
      {"\n  selector: ", "{matchLabels: {app: w}}"},
      {"\n  volumeClaimTemplates: ", "[{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce]}}]"},
      {"\n  template:\n    metadata: ", "{labels: {app: w}, annotations: {placer.dev/timeout: 30s}}"},
      {"\n    spec:\n      nodeName: ", "n1"},
      {"\n      nodeSelector: ", "{kubernetes.io/arch: arm64}"},
      {"\n      affinity: ", "{nodeAffinity: {}}"},
      {"\n      securityContext: ", "{runAsUser: 0}"},
      {"\n      terminationGracePeriodSeconds: ", "30"},
      {"\n      restartPolicy: ", "Always"},
      {"\n      hostNetwork: ", "true"},
      {"\n      overhead: ", "{memory: 1Mi}"},
      {"\n      initContainers: ", "[{name: i, image: i}]"},
      {"\n      volumes: ", "[{name: v, hostPath: {path: /}}]"},
      {"\n      containers:\n      - name: ", "a"},
      {"\n        image: ", "shop"},
      {"\n        command: ", "[run]"},
      {"\n        env: ", "[{name: A, value: b}]"},
      {"\n        envFrom: ", "[{configMapRef: {name: c}}]"},
      {"\n        ports: ", "[{containerPort: 80}]"},
      {"\n        volumeMounts: ", "[{name: v, mountPath: /v}]"},
      {"\n        securityContext: ", "{privileged: false}"},
      {"\n        livenessProbe: ", "{periodSeconds: 5}"},
      {"\n        startupProbe: ", "{failureThreshold: 5}"},
      {"\n        lifecycle: ", "{preStop: {exec: {command: [sleep, '5']}}}"},
      {"\n        resources: ", "{requests: {cpu: 1}, limits: {cpu: 2, nvidia.com/gpu: 1}}"},
      {"\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: ",
       "{selector: {app: w}, ports: [{port: 80}]}"},
      {"\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: ",
       "{scaleTargetRef: {kind: StatefulSet, name: w}, maxReplicas: 4, metrics: [{type: Resource}]}"},
      {"\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: ", "{a: b}"},
      {"\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec: ",
       "{minAvailable: 1, selector: {matchLabels: {app: w}}}"}};
  const std::string beside =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: beside}\nspec: {containers: [{name: a, image: a, "
      "resources: "
      "{limits: {memory: 1Gi}}}]}\n";
  const auto text_with = [&](std::size_t replaced, const std::string& value) {
    std::string text = beside;
    for (std::size_t i = 0; i < pieces.size(); ++i)
      text += pieces[i].first + (i == replaced ? value : pieces[i].second);
    return text + "\n";
  };
  const Imported whole = import(text_with(pieces.size(), ""));
  CHECK(whole.problems() == "");
  CHECK(whole.names() == "beside w");

  for (const std::string value :
       {"null", "[]", "{}", "x", "\"\"", "-1", "0x10", "1e3", "99999999999999999999", "true", "[[]]",
        "[null]", "[x]", "{x: y}", "{x: [{}]}", "[{name: [], value: {}, containerPort: {}, key: -1}]",
        "{name: {}, requests: [x], limits: {memory: []}, preStop: [x], exec: {command: {}}}"})
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      CAPTURE(value, pieces[i].first);
      const Imported imported = import(text_with(i, value));
      CHECK_THAT(imported.names(), contains("beside"));
      CHECK(imported.fact("memory") == "1GiB");
      CHECK(imported.workloads.size() >= 2);
    }
}

}  // namespace placer::test
