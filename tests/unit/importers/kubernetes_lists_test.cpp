// What is done with objects before they are read: merge keys are resolved, lists are taken apart.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {
namespace {

const std::string pod = "{containers: [{name: a, image: shop}]}";

struct Row {
  std::string text, fact, value;
};

}  // namespace

TEST_CASE("merge keys are resolved as kubectl does") {
  const std::string base = "x: &base {name: a, image: shop, resources: {limits: {memory: 1Gi}}}\n";
  const std::string service = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w";
  const auto row = GENERATE_COPY(values<Row>({
      {base + "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{<<: *base, name: b}]}\n",
       "memory", "1GiB"},
      {"apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n  containers:\n  - &base {name: a, image: "
       "shop, resources: &res {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}}\n  - {<<: "
       "*base, "
       "name: "
       "b, resources: {<<: *res, limits: {cpu: 1, memory: 2Gi}}}\n",
       "memory", "2GiB..3GiB (derived) = of all containers of the pod"},
      {"x: &d {selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: "
       "{containers: "
       "[{name: a, image: shop, resources: {limits: {cpu: 2}}}]}}}\n"
       "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {<<: *d, replicas: 2}\n",
       "cpu", "2"},
      {service + "}\nspec: {template: {spec: {containers: [{<<: {image: shop, resources: {limits: {memory: "
                 "8Gi}}}}]}}}\n",
       "memory", "8GiB"},
      {service + ", labels: {cloud.googleapis.com/location: x}}\nspec: {template: {spec: {containers: [{<<: "
                 "{image: shop, resources: {limits: {memory: 8Gi}}}}]}}}\n",
       "memory", "8GiB"},
      // A base that merges itself, used under another name.
      {"x: &x {image: shop, resources: {limits: {memory: 1Gi}}}\ny: &y {<<: *x, name: a}\napiVersion: "
       "v1\nkind: "
       "Pod\nmetadata: {name: w}\nspec: {containers: [*y]}\n",
       "memory", "1GiB"},
  }));
  CAPTURE(row.text, row.fact);
  const Imported imported = import(row.text);
  CHECK(imported.problems() == "");
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.violations() == "");
}

TEST_CASE("what is wrong after a merge is found where it stands") {
  const Imported imported = import(
      "x: &d {selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: {containers: "
      "[{name: a, image: shop, resources: {requests: {memory: 2Gi}, "
      "limits: "
      "{memory: 1Gi}}}]}}}\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {<<: *d}\n");
  CHECK(imported.violations() == "kubernetes.request-above-limit: 2Gi of memory instead of 1Gi at 2Gi\n");
}

TEST_CASE("a merge of something that is no mapping stays a mistake") {
  const Imported imported = import(
      "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{name: a, image: shop, resources: "
      "{<<: "
      "x}}]}\n");
  CHECK_FALSE(imported.violations().empty());
}

TEST_CASE("a template of OpenShift holds objects") {
  const std::string objects =
      "\nkind: Template\nmetadata: {name: t}\nobjects:\n- {apiVersion: apps/v1, kind: Deployment, metadata: "
      "{name: w}, spec: {replicas: \"${{REPLICAS}}\", template: {spec: {containers: [{name: a, image: "
      "\"${IMAGE}\", resources: {limits: {memory: \"${MEMORY}\"}}}]}}}}\nparameters: [{name: MEMORY}]\n";
  for (const std::string version : {"template.openshift.io/v1", "v1"}) {
    const Imported imported = import("apiVersion: " + version + objects);
    CHECK(imported.names() == "w");
    CHECK(imported.problems() == "");
    CHECK(imported.fact("memory").substr(0, 22) == "${MEMORY} (unresolved)");
    CHECK(imported.fact("scale.min").substr(0, 26) == "${{REPLICAS}} (unresolved)");
  }
  CHECK(import("apiVersion: shop.example/v1" + objects).names() != "w");
}

TEST_CASE("each item of a list goes to its own importer") {
  const auto item = [](const std::string& version, const std::string& kind, const std::string& spec) {
    return "- {apiVersion: " + version + ", kind: " + kind + ", metadata: {name: " + kind +
           "}, spec: " + spec + "}\n";
  };
  const std::string
      serving = item("serving.knative.dev/v1", "Service", "{template: {spec: " + pod + "}}"),
      job = item("run.googleapis.com/v1", "Job", "{template: {spec: {template: {spec: " + pod + "}}}}"),
      deployment = item(
          "apps/v1", "Deployment",
          "{selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: " + pod + "}}");
  const auto targets = [](const std::string& items) {
    const Imported imported = import("apiVersion: v1\nkind: List\nitems:\n" + items);
    CHECK(imported.problems() == "");
    std::string all;
    for (const Workload& workload : imported.workloads)
      for (const Fact& fact : workload.facts)
        if (!fact.texts.empty() && fact.texts.front().find('/') != std::string::npos)
          all += workload.name + " " + fact.texts.front() + "\n";
    return all;
  };
  const std::string expected =
      "Service kubernetes/knative\nJob cloud-run/job\nDeployment kubernetes/generic\n";
  CHECK(targets(serving + job + deployment) == expected);
  CHECK(targets(deployment + serving + job) == expected);
}

TEST_CASE("items of a list of one kind have that kind") {
  const Imported imported = import(
      "{\"kind\": \"DeploymentList\", \"apiVersion\": \"apps/v1\", \"items\": "
      "[{\"metadata\": {\"name\": \"a\"}, \"spec\": {\"replicas\": 3}}, "
      "{\"metadata\": {\"name\": \"b\"}}]}");
  CHECK(imported.names() == "a b");
  CHECK(imported.fact("scale.max") == "3");
  CHECK(imported.problems() == "");
  const Imported serving = import(
      "{\"kind\": \"ServiceList\", \"apiVersion\": \"serving.knative.dev/v1\", "
      "\"items\": [{\"metadata\": {\"name\": \"k\"}, \"spec\": {}}]}");
  CHECK(serving.names() == "k");
  // What is no object is said of it, as before.
  CHECK(import("apiVersion: v1\nkind: PodList\nitems: [x]\n").problems() ==
        "x | an item of a list of objects is a value | write an object with apiVersion and kind, or take the "
        "item "
        "out\n");
}

TEST_CASE("whole numbers in every spelling that the API takes") {
  const std::string before = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: w}\nspec: {",
                    after =
                        ", template: {spec: {restartPolicy: Never, containers: [{name: a, image: shop}]}}}\n";
  for (const std::string line :
       {"ttlSecondsAfterFinished: 2.592e+06", "backoffLimit: 6.0", "backoffLimit: 0o10",
        "backoffLimit: 1_000", "backoffLimit: 0b11", "backoffLimit: 00", "completions: 60e-1"}) {
    CAPTURE(line);
    const Imported imported = import(before + line + after);
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == "");
  }
  CHECK(import(before + "activeDeadlineSeconds: 1e+06" + after).fact("timeout") == "1000000s");
  CHECK(import(before + "backoffLimit: 6.5" + after).problems() ==
        "6.5 | backoffLimit: '6.5' is not a whole number\n");
  CHECK(import(before + "backoffLimit: \"6\"" + after).violations() ==
        "kubernetes.value-type: backoffLimit \"6\" is text instead of a number at \"6\"\n");
  CHECK(import(before + "backoffLimit: -1.0" + after).violations() ==
        "kubernetes.number-range: backoffLimit -1 instead of at least 0 at -1.0\n");
  CHECK(import(before + "backoffLimit: 1e10" + after).violations() ==
        "kubernetes.number-range: backoffLimit 10000000000 instead of at most 2147483647 at 1e10\n");
}

TEST_CASE("amounts in every spelling that the API takes") {
  const std::string before =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{name: a, image: "
      "shop, ports: [{containerPort: 8080.0}], resources: {limits: {";
  const FactCase table[] = {
      {"memory: 0x400", "memory", "1KiB"},
      {"memory: \"2Gi \"", "memory", "2GiB"},
      {"memory: 1073741824.0", "memory", "1GiB"},
      {"cpu: 2.0", "cpu", "2"},
      {"cpu: 1.5", "cpu", "1.5"},
      {"cpu: 1", "ports", "8080"},
  };
  check(table, before, "}}}]}");
  CHECK(import(before + "memory: 16Ei}}}]}\n").problems() == "");
}

}  // namespace placer::test
