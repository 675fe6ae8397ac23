// Manifests that leave open which offering they are for.
#include "unit/facade/running.hpp"

using namespace placer;
using placer::test::analyze;
using placer::test::MemoryReader;
using placer::test::Run;

namespace {

/// A task whose launch type is a parameter, with these further properties.
Run task(const std::string& properties, const AnalyzeOptions& options = {}) {
  return analyze(
      MemoryReader::of(
          {{"t.yaml",
            "Parameters: {Launch: {Type: String}}\n"
            "Resources: {T: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: "
            "[!Ref Launch], ContainerDefinitions: [{Image: i, Memory: 600}], " +
                properties + "}}}\n"}}),
      {"t.yaml"}, options);
}

}  // namespace

TEST_CASE("an open offering is the one that takes the workload best") {
  struct Row {
    const char *properties, *target;
  };
  for (const Row& row : {Row{"Cpu: 256, Memory: 1024", "aws-ecs/ec2"},
                         Row{"Cpu: 256, Memory: 1024, PidMode: host", "aws-ecs/ec2"}}) {
    CAPTURE(row.properties);
    const Run run = task(row.properties);
    CHECK(run.report.workloads.front().target == row.target);
    CHECK_THAT(run.problems(), test::contains("parameter `Launch` has no default"));
    CHECK_THAT(run.problems(), test::contains("whether it is for aws-ecs/ec2 or aws-ecs/fargate"));
  }
}

TEST_CASE("what every open offering refuses is refused") {
  const Run run = task("Cpu: 256, Memory: 512");
  const WorkloadReport& workload = run.report.workloads.front();
  CHECK(workload.target == "aws-ecs/ec2");
  for (const OfferingReport& offering : workload.offerings)
    if (offering.id() == workload.target) CHECK(offering.refuses_settings());
}

TEST_CASE("the caller may say which offering an open one is") {
  AnalyzeOptions options;
  options.set = {"target=aws-ecs/fargate"};
  const Run run = task("Cpu: 256, Memory: 1024", options);
  CHECK(run.report.workloads.front().target == "aws-ecs/fargate");
  CHECK(run.problems() == "");
}

TEST_CASE("an open offering that nobody asks about is the first of them") {
  AnalyzeOptions options;
  options.on = {"cloud-run"};
  CHECK(task("Cpu: 256, Memory: 1024", options).report.workloads.front().target == "aws-ecs/ec2");
}

TEST_CASE("a target that is filled in elsewhere takes nothing from what the manifest describes") {
  struct Row {
    const char *path, *text, *target;
  };
  for (const Row& row : {
           Row{"t.yaml",
               "Resources: {A: {Type: AWS::Lambda::Function, Metadata: {Placer: {target: !Ref X}}, "
               "Properties: "
               "{Handler: a.b, Runtime: python3.12, Role: r, Code: {ZipFile: x}}}}\n",
               "aws-lambda/zip"},
           Row{"pod.yaml",
               "apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {placer.dev/target: "
               "$(T)}}\nspec: "
               "{containers: [{name: a, image: b}]}\n",
               "kubernetes/generic"},
           Row{"compose.yaml", "services: {a: {image: b, x-placer: {target: '${T}'}}}\n", ""},
       }) {
    CAPTURE(row.path);
    const Run run = analyze(MemoryReader::of({{row.path, row.text}}), {row.path});
    REQUIRE(run.report.workloads.size() == 1);
    CHECK(run.report.workloads.front().target == row.target);
    CHECK_THAT(run.problems(), test::contains("the `target` that is said here is filled in elsewhere"));
  }
}

TEST_CASE("a task is registered for all that it asks to be checked for") {
  struct Row {
    const char *properties, *target, *verdict;
  };
  for (const Row& row : {Row{"Cpu: 256, Memory: 4096", "aws-ecs/fargate", "does_not_fit"},
                         Row{"Cpu: 256, Memory: 1024", "aws-ecs/ec2", ""},
                         Row{"Cpu: 256, Memory: 1024, PidMode: host", "aws-ecs/fargate", "does_not_fit"},
                         Row{"Cpu: 256", "aws-ecs/fargate", "does_not_fit"}}) {
    CAPTURE(row.properties);
    const Run run = analyze(
        MemoryReader::of(
            {{"t.yaml",
              "Resources:\n  T: {Type: AWS::ECS::TaskDefinition, Properties: {RequiresCompatibilities: [EC2, "
              "FARGATE], NetworkMode: awsvpc, ContainerDefinitions: [{Name: a, Image: i, Memory: 600}], " +
                  std::string(row.properties) +
                  "}}\n  S: {Type: AWS::ECS::Service, Properties: {LaunchType: EC2, TaskDefinition: !Ref T, "
                  "NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [s]}}}}\n"}}),
        {"t.yaml"});
    const WorkloadReport& workload = run.report.workloads.front();
    CHECK(workload.target == row.target);
    for (const OfferingReport& offering : workload.offerings)
      if (offering.id() == workload.target && *row.verdict != 0)
        CHECK(to_string(offering.verdict) == row.verdict);
  }
}
