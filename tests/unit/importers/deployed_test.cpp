// What a manifest says of how its workload runs, and that is no fact: it goes on until it is stopped, and it
// is deployed to a region.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {
namespace {

/// Why the trigger is one of a few; empty where it may be any.
std::string why(const std::string& text) {
  const Imported imported = import(text);
  REQUIRE(!imported.workloads.empty());
  const auto& narrowed = imported.workloads.front().narrowed;
  return narrowed.empty() ? "" : narrowed.front().note;
}

std::string region(const std::string& text) {
  const Imported imported = import(text);
  REQUIRE(!imported.workloads.empty());
  return imported.workloads.front().region;
}

std::string object(const std::string& version, const std::string& kind, const std::string& spec) {
  return "apiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w}\nspec: {" + spec + "}\n";
}

const std::string pods =
    "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, "
    "image: b}]}}";

}  // namespace

TEST_CASE("what controllers keep running is started by no schedule") {
  for (const std::string kind : {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"})
    CHECK(why(object("apps/v1", kind, pods)) == "a " + kind + " runs until it is stopped");
  CHECK(why(object("argoproj.io/v1alpha1", "Rollout", pods)) == "a Rollout runs until it is stopped");
  CHECK(why(object("batch/v1", "Job",
                   "template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}")) == "");
  CHECK(why(object("v1", "Pod", "containers: [{name: a, image: b}]")) == "");
  CHECK(why(object("example.com/v1", "Thing", pods)) == "");
}

TEST_CASE("services of ECS and containers with ports run on") {
  const std::string task =
      "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, "
      "Image: "
      "b, Memory: 512}]}}\n";
  CHECK(why(task) == "");
  CHECK(why(task + "  S: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref T}}\n") ==
        "a service runs until it is stopped");
  const auto compose = [](const std::string& lines) {
    return why("services: {a: {image: x, " + lines + "}}");
  };
  CHECK(compose("restart: unless-stopped") ==
        "a container that is always restarted runs until it is stopped");
  CHECK(compose("ports: ['80:80']") == "a container with ports runs until it is stopped");
  CHECK(compose("restart: on-failure") == "");
}

TEST_CASE("what somebody else fills in is judged by nobody") {
  const auto found = [](const std::string& name) {
    return import("apiVersion: v1\nkind: Pod\nmetadata: {name: " + name +
                  "}\nspec: {containers: [{name: a, image: b}]}\n")
        .violations();
  };
  CHECK(found("web-$BRANCH") == "");
  CHECK(found("RELEASE-NAME-web") == "");
  CHECK(found("Web") != "");
  CHECK(import("apiVersion: openslo/v1\nkind: Service\nmetadata: {name: s}\nspec: {description: x}\n")
            .workloads.empty());
  const auto hook = [](const std::string& script) {
    return import(
               "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {containers: [{name: a, image: b, "
               "lifecycle: "
               "{preStop: {exec: {command: [sh, -c, \"" +
               script + "\"]}}}}]}\n")
        .violations();
  };
  CHECK(hook("sleep 60 & exec nginx -s quit") == "");
  CHECK(hook("sleep 60 && nginx -s quit") != "");
}

TEST_CASE("a resource that is not made where another one is says nothing of it") {
  const std::string text = R"(
Parameters: {Kind: {Type: String, Default: EC2}, When: {Type: String, Default: NONE}}
Conditions: {Fargate: !Equals [!Ref Kind, FARGATE], Ec2: !Equals [!Ref Kind, EC2]}
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: !If [Fargate, awsvpc, bridge]
      ContainerDefinitions: [{Name: a, Image: b, Memory: 512}]
  F: {Type: AWS::ECS::Service, Condition: Fargate, Properties: {TaskDefinition: !Ref T, LaunchType: FARGATE}}
  E: {Type: AWS::ECS::Service, Condition: Ec2, Properties: {TaskDefinition: !Ref T, LaunchType: EC2}}
  R: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: !Ref When, Targets: [{Arn: !GetAtt L.Arn}]}}
  L: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12, Handler: a.b, Role: r, Code: {ZipFile: x}}}
)";
  const Imported imported = import(text);
  CHECK(imported.fact("target").starts_with("aws-ecs/ec2"));
  for (const Workload& one : imported.workloads) CHECK(one.violations.empty());
}

TEST_CASE("a manifest may say to which region it is deployed") {
  CHECK(region("apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: w, labels: "
               "{cloud.googleapis.com/location: us-central1}}\nspec: {template: {spec: {containers: [{image: "
               "a}]}}}\n") == "us-central1");
  CHECK(
      region(
          "{\"FunctionName\": \"f\", \"FunctionArn\": \"arn:aws:lambda:us-east-1:123456789012:function:f\", "
          "\"Runtime\": \"python3.12\", \"Handler\": \"a.b\", \"MemorySize\": 128, \"Timeout\": 3}") ==
      "us-east-1");
  CHECK(
      region(
          "{\"family\": \"f\", \"taskDefinitionArn\": "
          "\"arn:aws:ecs:eu-west-1:123456789012:task-definition/f:1\", \"containerDefinitions\": [{\"name\": "
          "\"a\", \"image\": \"b\", \"memory\": 512}]}") == "eu-west-1");
  CHECK(region(object(
            "v1", "Pod",
            "nodeSelector: {topology.kubernetes.io/region: europe-west4}, containers: [{name: a, image: "
            "b}]")) == "europe-west4");
  CHECK(region(object(
            "v1", "Pod",
            "nodeSelector: {topology.kubernetes.io/region: here}, containers: [{name: a, image: b}]")) == "");
}

}  // namespace placer::test
