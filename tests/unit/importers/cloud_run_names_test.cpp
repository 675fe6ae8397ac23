// How things of Cloud Run are called and written: names, keys, and annotations.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// What the tables leave out where it does not matter.
constexpr const char* incomplete = "cloud-run.containers-missing";

/// A service with these annotations of its own and of its template, and this in the template's spec.
std::string service(const std::string& own, const std::string& annotations, const std::string& spec) {
  return "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, annotations: "
         "{run.googleapis.com/launch-stage: BETA, " +
         own + "}}\nspec:\n  template:\n    metadata: {annotations: {" + annotations + "}}\n    spec: {" +
         spec + "}\n";
}

std::string job(const std::string& execution, const std::string& task) {
  return "apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: nightly}\nspec: {template: {spec: "
         "{" +
         execution + "template: {spec: {" + task + "}}}}}\n";
}

std::string named(const std::string& kind, const std::string& name) {
  return "apiVersion: run.googleapis.com/v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\n";
}

struct Row {
  std::string text, violations;
};

void check_all(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.text);
    const Imported imported = import(row.text);
    CHECK(imported.violations(incomplete) == row.violations);
    CHECK(imported.problems().empty());
  }
}

}  // namespace

TEST_CASE("annotations of the autoscaler belong to the revisions of a service") {
  const auto one = [](const std::string& key) {
    return "cloud-run.service.autoscaling-place: autoscaling.knative.dev/" + key +
           " instead of  at autoscaling.knative.dev/" + key + "\n";
  };
  check_all({
      {service("autoscaling.knative.dev/minScale: '5'", "", ""), one("minScale")},
      {service("autoscaling.knative.dev/max-scale: '{{ most }}'", "", ""), one("max-scale")},
      {service("run.googleapis.com/minScale: '5'", "", ""), ""},
      {service("", "autoscaling.knative.dev/minScale: '5'", ""), ""},
  });
}

TEST_CASE("annotations of revisions stand in the template, those of the whole beside it") {
  const auto one = [](const std::string& key, const std::string& place) {
    return "cloud-run.annotation-place: run.googleapis.com/" + key + " instead of " + place +
           " at run.googleapis.com/" + key + "\n";
  };
  const std::string below = "its template, in spec.template.metadata", above = "the whole, in metadata";
  check_all({
      {service("run.googleapis.com/cpu-throttling: 'false'", "", ""), one("cpu-throttling", below)},
      {service("run.googleapis.com/execution-environment: gen2", "", ""),
       one("execution-environment", below)},
      {service("run.googleapis.com/vpc-access-connector: c", "", ""), one("vpc-access-connector", below)},
      {service("run.googleapis.com/cloudsql-instances: '${DB}'", "", ""), one("cloudsql-instances", below)},
      {service("run.googleapis.com/secrets: 'a:b'", "", ""), one("secrets", below)},
      {service("", "run.googleapis.com/cpu-throttling: 'false', run.googleapis.com/secrets: 'a:b'", ""), ""},
      {service("", "run.googleapis.com/ingress: all", ""), one("ingress", above)},
      {service("", "run.googleapis.com/launch-stage: BETA", ""), one("launch-stage", above)},
      {service("run.googleapis.com/ingress: all, run.googleapis.com/client-name: a", "", ""), ""},
      {service("", "run.googleapis.com/client-name: a, run.googleapis.com/binary-authorization: a", ""), ""},
      {"apiVersion: run.googleapis.com/v1\nkind: Execution\nmetadata: {name: a, annotations: "
       "{run.googleapis.com/execution-environment: gen2}}\nspec: {template: {spec: {}}}\n",
       ""},
  });
}

TEST_CASE("annotations, labels and variables of Cloud Run are texts") {
  const auto one = [](const std::string& what, const std::string& is, const std::string& at) {
    return "cloud-run.value-type: the " + what + " is " + is + " instead of text at " + at + "\n";
  };
  check_all({
      {service("", "run.googleapis.com/cpu-throttling: 'true', autoscaling.knative.dev/maxScale: '5'", ""),
       ""},
      {service("", "run.googleapis.com/cpu-throttling: true", ""),
       one("annotation run.googleapis.com/cpu-throttling", "true or false", "true")},
      {service("run.googleapis.com/minScale: 1", "", ""),
       one("annotation run.googleapis.com/minScale", "a number", "1")},
      {service("", "autoscaling.knative.dev/maxScale: '{{ most }}'", ""), ""},
      {service("", "", "containers: [{image: a, env: [{name: A, value: '1'}], args: [--all]}]"), ""},
      {service("", "", "containers: [{image: a, env: [{name: A, value: 1}]}]"),
       one("variable A", "a number", "1")},
      {job("", "containers: [{image: a, args: [8080]}]"),
       "cloud-run.value-type: an item of args is a number instead of text at 8080\n"},
  });
}

TEST_CASE("annotations that are one of a few words are one of them") {
  check_all({
      {service("run.googleapis.com/ingress: internal-and-cloud-load-balancing", "", ""), ""},
      {service("run.googleapis.com/ingress: none", "", ""), ""},
      {service("run.googleapis.com/ingress: '${INGRESS}'", "", ""), ""},
      {service("run.googleapis.com/ingress: internal-only", "", ""),
       "cloud-run.annotation-value: run.googleapis.com/ingress internal-only instead of all, internal or "
       "internal-and-cloud-load-balancing at internal-only\n"},
      {service("", "run.googleapis.com/vpc-access-egress: all", ""), ""},
      {service("", "run.googleapis.com/vpc-access-egress: none", ""),
       "cloud-run.annotation-value: run.googleapis.com/vpc-access-egress none instead of all-traffic or "
       "private-ranges-only at none\n"},
      {service("", "run.googleapis.com/sessionAffinity: 'yes'", ""),
       "cloud-run.annotation-value: run.googleapis.com/sessionAffinity yes instead of true or false at "
       "'yes'\n"},
  });
  CHECK(import(service("", "run.googleapis.com/sessionAffinity: 'True'", "")).fact("session_affinity") ==
        "true");
  CHECK(import(service("", "run.googleapis.com/sessionAffinity: 'yes'", "")).fact("session_affinity") ==
        "yes (unresolved) = `yes` is refused");
}

TEST_CASE("the networks of an annotation are a list in JSON") {
  check_all({
      {service("", "run.googleapis.com/network-interfaces: '[]'", ""), ""},
      {service("", "run.googleapis.com/network-interfaces: '${NETWORKS}'", ""), ""},
      {service("", "run.googleapis.com/network-interfaces: '[{\"network\":\"n\"'", ""),
       "cloud-run.network-interfaces: this is no JSON instead of "
       "[{\"network\":\"...\",\"subnetwork\":\"...\"}] at '[{\"network\":\"n\"'\n"},
      {service("", "run.googleapis.com/network-interfaces: my-network", ""),
       "cloud-run.network-interfaces: this is no list of networks instead of "
       "[{\"network\":\"...\",\"subnetwork\":\"...\"}] at my-network\n"},
  });
}

TEST_CASE("annotations near to one of Cloud Run are advised on") {
  check_all({
      {service("run.googleapis.com/client-nonsense: a", "run.googleapis.com/container-dependencies: '{}'",
               ""),
       ""},
      {service("", "run.googleapis.com/cpu-throtling: 'true'", ""),
       "cloud-run.misspelt-annotation: run.googleapis.com/cpu-throtling instead of "
       "run.googleapis.com/cpu-throttling at run.googleapis.com/cpu-throtling\n"},
      {service("example.com/cpu-throtling: a", "", ""), ""},
      {service("", "autoscaling.knative.dev/minScal: '1'", ""),
       "cloud-run.misspelt-annotation: autoscaling.knative.dev/minScal instead of "
       "autoscaling.knative.dev/minScale at autoscaling.knative.dev/minScal\n"},
      {service("", "autoscaling.knative.dev/min-scale: '1'", ""), ""},
  });
}

TEST_CASE("names of Cloud Run are small letters, digits and hyphens") {
  const std::string longer(50, 'a'), longest(64, 'a');
  check_all({
      {named("Job", "shop-2"), ""},
      {named("Job", "SERVICE"), ""},
      {named("Job", "'${NAME}'"), ""},
      {named("Job", "2shop"), "cloud-run.name: 2shop instead of  at 2shop\n"},
      {named("WorkerPool", "my_shop"), "cloud-run.name: my_shop instead of  at my_shop\n"},
      {named("Service", "shop-"), "cloud-run.name: shop- instead of  at shop-\n"},
      {named("Service", "Shop"), "cloud-run.name: Shop instead of  at Shop\n"},
      {named("Service", std::string(49, 'a')), ""},
      {named("Service", longer), "cloud-run.name-length: 50 instead of at most 49 at " + longer + "\n"},
      {named("Service", longest), "cloud-run.name: " + longest + " instead of  at " + longest + "\n"},
  });
}

TEST_CASE("keys that Cloud Run does not know are refused") {
  const std::string revision =
      "containerConcurrency, containers, enableServiceLinks, imagePullSecrets, nodeSelector, "
      "runtimeClassName, serviceAccountName, timeoutSeconds, volumes";
  const auto unknown = [](const std::string& key, const std::string& known) {
    return "cloud-run.unknown-key: " + key + " instead of " + known + " at " + key + "\n";
  };
  check_all({
      {service("", "", "runtimeClassName: a, enableServiceLinks: false, imagePullSecrets: []"), ""},
      {service("", "", "initContainers: [{image: a}]"), unknown("initContainers", revision)},
      {service("", "", "terminationGracePeriodSeconds: 30"),
       unknown("terminationGracePeriodSeconds", revision)},
      {service("", "", "affinity: {}"), unknown("affinity", revision)},
      {service("", "", "tolerations: []"), unknown("tolerations", revision)},
      {service("", "", "restartPolicy: Always"), unknown("restartPolicy", revision)},
      {service("", "", "'${KEY}': 1"), ""},
      {service("", "", "containers: [{image: a, sandboxLauncher: {}}]"), ""},
      {job("delayExecution: true, ", ""), ""},
  });
  CHECK_THAT(import(service("", "", "containers: [{image: a, lifecycle: {}}]")).violations(),
             contains("cloud-run.unknown-key: lifecycle instead of args, command, env"));
}

TEST_CASE("keys near to one that there is are refused") {
  const auto misspelt = [](const std::string& key, const std::string& meant) {
    return "cloud-run.misspelt-key: " + key + " instead of " + meant + " at " + key + "\n";
  };
  check_all({
      {service("", "",
               "containerConcurrency: 80, timeoutSeconds: 30, containers: [{image: a, workingDir: /a}]"),
       ""},
      {service("", "", "containerConcurency: 80"), misspelt("containerConcurency", "containerConcurrency")},
      {service("", "", "containers: [{image: a, resources: {limit: {cpu: '1'}}}]"),
       "kubernetes.unknown-field: resources.limit instead of requests, limits and claims at limit\n" +
           misspelt("limit", "limits")},
      {service("", "", "containers: [{image: a, livenesProbe: {}}]"),
       misspelt("livenesProbe", "livenessProbe")},
      {job("taskCounts: 3, ", ""), misspelt("taskCounts", "taskCount")},
      {job("taskCount: 3, ", "timeoutSecond: 3"), misspelt("timeoutSecond", "timeoutSeconds")},
  });
}

TEST_CASE("keys of Cloud Run stand where they belong") {
  const auto misplaced = [](const std::string& key, const std::string& place) {
    return "cloud-run.misplaced-key: " + key + " instead of " + place + " at " + key + "\n";
  };
  const auto misspelt = [](const std::string& key, const std::string& meant) {
    return "cloud-run.misspelt-key: " + key + " instead of " + meant + " at " + key + "\n";
  };
  const std::string revision = "spec.template.spec", task = "spec.template.spec.template.spec";
  const std::string head =
      "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: shop, "
      "annotations: {run.googleapis.com/launch-stage: BETA}}\n";
  check_all({
      {head + "spec: {template: {containerConcurrency: 9, spec: {containers: [{image: x}]}}}\n",
       misplaced("containerConcurrency", revision)},
      {head + "spec: {timeoutSeconds: 9, traffic: [], template: {spec: {containers: [{image: x}]}}}\n",
       misplaced("timeoutSeconds", revision)},
      {service("", "", "timeout: 50"), misspelt("timeout", "timeoutSeconds")},
      {service("", "", "concurrency: 50"), misspelt("concurrency", "containerConcurrency")},
      {service("", "", "env: []"), misplaced("env", "a container")},
      {service("", "", "containers: [{image: a, timeoutSeconds: 9}]"), misplaced("timeoutSeconds", revision)},
      {service("", "", "containers: [{image: a, limits: {memory: 1Gi}}]"),
       misplaced("limits", "the resources of a container")},
      {job("timeoutSeconds: 9, ", "maxRetries: 1"), misplaced("timeoutSeconds", task)},
      {job("", "taskCount: 3"), misplaced("taskCount", revision)},
      {"apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata: {name: a}\nspec: {taskCount: 9, template: "
       "{spec: {template: {spec: {containers: [{image: x}]}}}}}\n",
       misplaced("taskCount", revision)},
  });
}

TEST_CASE("the server of several containers is the one with a port") {
  const auto trigger = [](const std::string& containers) {
    return import(service("", "", "containers: [" + containers + "]")).fact("trigger");
  };
  const std::string probe = "startupProbe: {grpc: {port: 1}}";
  CHECK_THAT(trigger("{image: a, " + probe + "}"), contains("grpc"));
  CHECK_THAT(trigger("{image: a, ports: [{containerPort: 1}], " + probe + "}, {image: b}"), contains("grpc"));
  CHECK_THAT(trigger("{image: a, ports: [{containerPort: 1}]}, {image: b, " + probe + "}"), contains("http"));
}

TEST_CASE("the name of a port says what it speaks") {
  check_all({
      {service("", "", "containers: [{image: a, ports: [{containerPort: 80, name: h2c}]}]"), ""},
      {service("", "", "containers: [{image: a, ports: [{containerPort: 80, name: '${NAME}'}]}]"), ""},
      {service("", "", "containers: [{image: a, ports: [{containerPort: 80, name: grpc}]}]"),
       "cloud-run.port-name: name grpc instead of http1 or h2c at grpc\n"},
  });
}

TEST_CASE("a port of a service is reached over TCP") {
  const auto port = [](const std::string& text) {
    return service("", "", "containers: [{image: a, ports: [{containerPort: 80" + text + "}]}]");
  };
  check_all({
      {port(""), ""},
      {port(", protocol: TCP"), ""},
      {port(", protocol: '{{ protocol }}'"), ""},
      {port(", protocol: UDP"), "cloud-run.port-protocol: protocol UDP instead of TCP at UDP\n"},
  });
}
