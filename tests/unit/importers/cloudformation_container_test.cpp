// Tasks and services of ECS, jobs of Batch and services of App Runner in a template.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

using placer::test::check;
using placer::test::contains;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

TEST_CASE("a service says where and how often its task runs") {
  static constexpr FactCase table[] = {
      {"LaunchType: FARGATE", "target", "aws-ecs/fargate (derived) = what the manifest describes"},
      {"LaunchType: EC2", "target", "aws-ecs/ec2 (derived) = what the manifest describes"},
      {"LaunchType: MANAGED_INSTANCES", "target",
       "aws-ecs/managed-instances (derived) = what the manifest describes"},
      {"CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]", "target",
       "aws-ecs/fargate (derived) = what the manifest describes"},
      {"CapacityProviderStrategy: [{CapacityProvider: FARGATE_SPOT}]", "spot", "true"},
      {"CapacityProviderStrategy: [{CapacityProvider: FARGATE, Base: 1}, {CapacityProvider: FARGATE_SPOT, "
       "Weight: 3}]",
       "spot", "true"},
      {"CapacityProviderStrategy: [{CapacityProvider: FARGATE, Weight: 1}, {CapacityProvider: FARGATE_SPOT, "
       "Weight: 0}]",
       "spot", "nothing"},
      {"CapacityProviderStrategy: [{CapacityProvider: FARGATE}]", "spot", "nothing"},
      {"CapacityProviderStrategy: [{CapacityProvider: !Ref Machines}]", "target",
       "aws-ecs/ec2 (derived) = what the manifest describes"},
      {"Role: a", "target", "aws-ecs/ec2 (derived) = what the manifest describes"},
      {"DesiredCount: 3", "scale.min", "3"},
      {"DesiredCount: !Ref Count", "scale.min", "4 (assumed) = the default of parameter `Count`"},
      {"SchedulingStrategy: DAEMON", "one_per_node", "true"},
      {"SchedulingStrategy: REPLICA", "one_per_node",
       "false (platform_default) = the manifest does not ask for it"},
      {"LoadBalancers: [{TargetGroupArn: !Ref Web}]", "trigger",
       "http (derived) = started by AWS::ElasticLoadBalancingV2::TargetGroup"},
      {"LoadBalancers: [{TargetGroupArn: !Ref Web}]", "front_door", "nothing"},
      {"LoadBalancers: [{TargetGroupArn: !Ref Calls}]", "trigger",
       "grpc (derived) = started by AWS::ElasticLoadBalancingV2::TargetGroup"},
      {"LoadBalancers: [{TargetGroupArn: !Ref Raw}]", "trigger", "nothing"},
      {"Role: a", "cpu", "0.25"},
  };
  check(table, R"(
Parameters: {Count: {Type: Number, Default: 4}}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Cpu: 256, ContainerDefinitions: [{Image: a}]}
  Web: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Protocol: HTTP}}
  Calls: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Protocol: HTTP, ProtocolVersion: GRPC}}
  Raw: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Protocol: TCP}}
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, )",
        "}");
}

TEST_CASE("a scaling target bounds the number of tasks") {
  const Imported imported = import(R"(
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Image: a}]}}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, DesiredCount: 2}}
  Scaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {MinCapacity: 1, MaxCapacity: 9, ResourceId: !Sub "service/${Cluster}/${Service.Name}"}
)");
  CHECK(imported.fact("scale.min") == "1");
  CHECK(imported.fact("scale.max") == "9");
}

TEST_CASE("a scaling target may call a service by its name") {
  const auto most = [](const std::string& services, const std::string& id) {
    return import(R"(
Parameters: {Stage: {Type: String}}
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Image: a}]}}
  )" + services + R"(
  Scaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {MinCapacity: 1, MaxCapacity: 9, ResourceId: )" +
                  id + "}\n")
        .fact("scale.max");
  };
  const auto service = [](const std::string& id, const std::string& name) {
    return id + ": {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, ServiceName: " + name +
           "}}\n";
  };
  const std::string web = service("Web", "web");
  CHECK(most(web, "service/main/web") == "9");
  CHECK(most(web, "!Sub 'service/${Cluster}/web'") == "9");
  CHECK(most(service("Web", "!Sub '${Stage}-web'"), "!Sub 'service/${Cluster}/${Stage}-web'") == "9");
  CHECK(most(web, "!Join ['/', [service, !Ref Cluster, web]]") == "9");
  CHECK(most(web, "!Join [/, [service, main, web]]") == "9");
  CHECK(most(web, "!Join ['-', [service, main, web]]") == "nothing");
  CHECK(most(web, "service/main/other") == "nothing");
  CHECK(most(web, "service/web") == "nothing");
  CHECK(most(web, "table/main/web") == "nothing");
  CHECK(most(web + "  " + service("Twin", "web"), "service/main/web") == "nothing");
}

TEST_CASE("a service of Express Mode") {
  static constexpr FactCase table[] = {
      {"Cpu: '512'", "cpu", "0.5"},
      {"Memory: '1024'", "memory", "1GiB"},
      {"PrimaryContainer: {Image: a, ContainerPort: 8080}", "ports", "8080"},
      {"PrimaryContainer: {Image: a}", "ports", "nothing"},
      {"PrimaryContainer: {Image: a}", "package.format", "image (derived) = it names an image"},
      {"ScalingTarget: {MinTaskCount: 2, MaxTaskCount: 7}", "scale.min", "2"},
      {"ScalingTarget: {MinTaskCount: 2, MaxTaskCount: 7}", "scale.max", "7"},
      {"Cpu: '512'", "trigger", "http (derived) = a service of Express Mode serves HTTP"},
      {"Cpu: '512'", "target", "aws-ecs/express (derived) = what the manifest describes"},
  };
  check(table, "Resources: {S: {Type: AWS::ECS::ExpressGatewayService, Properties: {", "}}}\n");
  CHECK(import("Resources: {S: {Type: AWS::ECS::ExpressGatewayService, Properties: {ScalingTarget: "
               "{MinTaskCount: 8, MaxTaskCount: 7}}}}\n")
            .violations() == "aws-ecs.minimum-above-maximum: 8 instead of 7 at 8\n");
}

TEST_CASE("a task that a rule starts runs on a schedule") {
  const Imported imported = import(R"(
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Image: a}]}}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets: [{Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task}}]
)");
  CHECK(imported.fact("trigger") == "schedule (derived) = started by AWS::Events::Rule");
  CHECK(imported.fact("schedule") == "cron(0 3 * * ? *)");
}

TEST_CASE("what starts a task says where it runs") {
  const auto target = [](const std::string& starter) {
    return import(R"(
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Cpu: 256, Memory: 512, NetworkMode: awsvpc, ContainerDefinitions: [{Name: a, Image: a}]}
  Other: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: b, Image: b, Memory: 9}]}}
  Starter: )" + starter +
                  "\n")
        .fact("target");
  };
  const auto rule = [](const std::string& run) {
    return "{Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Arn: !Ref C, "
           "EcsParameters: {" +
           run + "}}]}}";
  };
  const std::string on_fargate = "aws-ecs/fargate (derived) = what the manifest describes";
  const std::string on_machines = "aws-ecs/ec2 (derived) = what the manifest describes";
  CHECK(target(rule("TaskDefinitionArn: !Ref Task, LaunchType: FARGATE")) == on_fargate);
  CHECK(
      target(rule("TaskDefinitionArn: !Ref Task, CapacityProviderStrategy: [{CapacityProvider: FARGATE}]")) ==
      on_fargate);
  CHECK(target(rule("TaskDefinitionArn: !Ref Task")) == on_machines);
  CHECK(target(rule("TaskDefinitionArn: !Ref Other, LaunchType: FARGATE")) == on_machines);
  CHECK(target("{Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 day), Target: {Arn: "
               "!Ref C, EcsParameters: {TaskDefinitionArn: !GetAtt Task.TaskDefinitionArn, LaunchType: "
               "FARGATE}}}}") == on_fargate);
}

TEST_CASE("a service runs the task of the branch that is taken") {
  const auto target = [](const char* condition, const char* task) {
    return import(fmt::format(R"(
Conditions: {{Machines: !Equals [a, {}]}}
Resources:
  Service: {{Type: AWS::ECS::Service, Properties: {{LaunchType: EC2, TaskDefinition: !If [Machines, !Ref {}, !Ref Other]}}}}
  Task: {{Type: AWS::ECS::TaskDefinition, Properties: {{RequiresCompatibilities: [EC2, FARGATE], ContainerDefinitions: [{{Image: a}}]}}}}
)",
                              condition, task))
        .fact("target");
  };
  const std::string one = "aws-ecs/ec2 (derived) = what the manifest describes";
  const std::string other = "aws-ecs/fargate (derived) = what the manifest describes";
  CHECK(target("a", "Task") == one);
  CHECK(target("!Ref Open", "Task") == one);
  CHECK(target("b", "Task") == other);
}

TEST_CASE("values of a task go through the template") {
  static constexpr FactCase table[] = {
      {"{Cpu: !Ref Cpu}", "cpu", "1 (assumed) = the default of parameter `Cpu`"},
      {"{Memory: !Ref Open}", "memory", " (unresolved) = parameter `Open` has no default"},
      {"{ContainerDefinitions: !Ref Open}", "gpu.count", " (unresolved) = parameter `Open` has no default"},
      {"{ContainerDefinitions: [{Memory: 100}, {Memory: !Ref Open}]}", "memory",
       " (unresolved) = parameter `Open` has no default"},
      {"{ContainerDefinitions: [{Privileged: !If [C, true, false]}]}", "privileged",
       " (unresolved) = `!If` is known only when the template is deployed"},
      {"{ContainerDefinitions: [{Privileged: no}]}", "privileged", "false"},
      {"{ContainerDefinitions: [{Privileged: On}]}", "privileged", "true"},
      {"{Volumes: [{Name: a, Host: {SourcePath: !Ref Open}}]}", "host.path", "true"},
      {"{Volumes: [{Name: a, EFSVolumeConfiguration: {FilesystemId: x}}]}", "shared_filesystem", "true"},
      {"{Volumes: [{Name: a, DockerVolumeConfiguration: {Scope: shared}}]}", "persistent_volume",
       "1B.. (derived) = a shared volume outlives the task"},
      {"{RequiresCompatibilities: [FARGATE]}", "target",
       "aws-ecs/fargate (derived) = what the manifest describes"},
      {"{RequiresCompatibilities: !Ref Open}", "target",
       "aws-ecs/ec2, aws-ecs/fargate, aws-ecs/managed-instances (derived) = parameter `Open` has no default"},
  };
  check(table, R"(
Parameters: {Cpu: {Type: Number, Default: 1024}, Open: {Type: String}}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: )");
}

TEST_CASE("jobs of Batch") {
  static constexpr FactCase table[] = {
      {"{ContainerProperties: {Image: a, Vcpus: 2, Memory: 2048}}", "cpu", "2"},
      {"{ContainerProperties: {Image: a, Vcpus: 2, Memory: 2048}}", "memory", "2GiB"},
      {"{ContainerProperties: {ResourceRequirements: [{Type: VCPU, Value: \"0.25\"}, {Type: MEMORY, Value: "
       "\"512\"}]}}",
       "cpu", "0.25"},
      {"{ContainerProperties: {ResourceRequirements: [{Type: VCPU, Value: \"0.25\"}, {Type: MEMORY, Value: "
       "\"512\"}]}}",
       "memory", "512MiB"},
      {"{ContainerProperties: {ResourceRequirements: [{Type: GPU, Value: \"4\"}]}}", "gpu.count", "4"},
      {"{ContainerProperties: {Image: a}}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {"{ContainerProperties: {Privileged: true}}", "privileged", "true"},
      {"{ContainerProperties: {Volumes: [{Host: {SourcePath: /data}, Name: d}]}}", "host.path", "true"},
      {"{Timeout: {AttemptDurationSeconds: 3600}}", "timeout", "1h"},
      {"{}", "trigger", "batch (derived) = a job runs to completion"},
      {"{}", "target", "aws-batch/ec2 (derived) = what the manifest describes"},
      {"{PlatformCapabilities: [EC2]}", "target", "aws-batch/ec2 (derived) = what the manifest describes"},
      {"{PlatformCapabilities: [FARGATE]}", "target",
       "aws-batch/fargate (derived) = what the manifest describes"},
      {"{PlatformCapabilities: [!Ref X]}", "target",
       "aws-batch/ec2, aws-batch/fargate (derived) = `X` is known only when the template is deployed"},
      {"{PlatformCapabilities: !Ref X}", "target",
       "aws-batch/ec2, aws-batch/fargate (derived) = `X` is known only when the template is deployed"},
      {"{EksProperties: {PodProperties: {}}}", "target",
       "kubernetes/eks (derived) = what the manifest describes"},
      {"{}", "nodes", "1 (platform_default) = the job is not of several nodes"},
      {"{EksProperties: {PodProperties: {}}}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {"{EksProperties: {PodProperties: {Containers: [{Image: a, Resources: {Limits: {cpu: \"2\", memory: "
       "512Mi}}}]}}}",
       "cpu", "2"},
      {"{EksProperties: {PodProperties: {Containers: [{Image: a, Resources: {Requests: {memory: 512Mi}, "
       "Limits: "
       "{memory: 1Gi}}}]}}}",
       "memory", "512MiB..1GiB"},
      {"{EksProperties: {PodProperties: {Containers: [{Image: a, Resources: {Limits: {nvidia.com/gpu: "
       "2}}}]}}}",
       "gpu.count", "2"},
      {"{EksProperties: {PodProperties: {Containers: [{Image: a, SecurityContext: {Privileged: true}}]}}}",
       "privileged", "true"},
      {"{EksProperties: {PodProperties: {HostNetwork: false}}}", "host.network",
       "false (platform_default) = the manifest does not ask for it"},
      {"{EksProperties: {PodProperties: {HostNetwork: true}}}", "host.network", "true"},
      {"{EksProperties: {PodProperties: {Volumes: [{Name: v, HostPath: {Path: /data}}]}}}", "host.path",
       "true = mounts /data of the host"},
      {"{EksProperties: {PodProperties: {Containers: [{Image: a}]}}}", "package.format",
       "image (derived) = it names an image"},
      {"{EcsProperties: {TaskProperties: [{Containers: [{ResourceRequirements: [{Type: GPU, Value: 1}]}, "
       "{Image: b}]}]}}",
       "gpu.count", "1"},
      {"{NodeProperties: {NumNodes: 4, NodeRangeProperties: [{Container: {Memory: 10, Vcpus: 1}}, "
       "{Container: "
       "{Memory: 2048, Vcpus: 8}}]}}",
       "nodes", "4"},
      {"{NodeProperties: {NumNodes: 4, NodeRangeProperties: [{Container: {Memory: 10, Vcpus: 1}}, "
       "{Container: "
       "{Memory: 2048, Vcpus: 8}}]}}",
       "cpu", "8"},
      {"{NodeProperties: {NumNodes: 4, NodeRangeProperties: [{Container: {InstanceType: p4d.24xlarge}}]}}",
       "gpu.memory", "40GiB (derived) = the memory of one nvidia-a100-40"},
      {"{NodeProperties: {NumNodes: 4, NodeRangeProperties: [{InstanceTypes: [g5.xlarge]}]}}", "gpu.type",
       "nvidia-a10g = a machine of type g5.xlarge has it"},
      {"{NodeProperties: {NumNodes: 4, NodeRangeProperties: [{Container: {InstanceType: c5.large}}]}}",
       "gpu.type", "nothing"},
  };
  check(table, "Resources:\n  Job:\n    Type: AWS::Batch::JobDefinition\n    Properties: ");
}

TEST_CASE("services of App Runner") {
  static constexpr FactCase table[] = {
      {"{InstanceConfiguration: {Cpu: 1024, Memory: 2048}}", "cpu", "1"},
      {"{InstanceConfiguration: {Cpu: 2 vCPU, Memory: 4 GB}}", "cpu", "2"},
      {"{InstanceConfiguration: {Cpu: 2 vCPU, Memory: 4 GB}}", "memory", "4GiB"},
      {"{InstanceConfiguration: {Cpu: 1024, Memory: 2048}}", "memory", "2GiB"},
      {"{SourceConfiguration: {ImageRepository: {ImageConfiguration: {Port: \"8080\"}}}}", "ports", "8080"},
      {"{SourceConfiguration: {ImageRepository: {}}}", "package.format",
       "image (derived) = it names an image"},
      {"{SourceConfiguration: {CodeRepository: {CodeConfiguration: {CodeConfigurationValues: {Port: 80, "
       "Runtime: "
       "PYTHON_3}}}}}",
       "runtime", "PYTHON_3"},
      {"{SourceConfiguration: {CodeRepository: {RepositoryUrl: a}}}", "package.format",
       "source (derived) = it names a repository of code"},
      {"{NetworkConfiguration: {EgressConfiguration: {EgressType: VPC}}}", "private_network", "true"},
      {"{AutoScalingConfigurationArn: !GetAtt Scaling.AutoScalingConfigurationArn}", "concurrency", "50"},
      {"{AutoScalingConfigurationArn: !GetAtt Scaling.AutoScalingConfigurationArn}", "scale.max", "7"},
      {"{}", "trigger", "http (derived) = a service of App Runner serves HTTP"},
      {"{}", "target", "aws-app-runner/service (derived) = what the manifest describes"},
  };
  check(table, R"(
Resources:
  Scaling: {Type: AWS::AppRunner::AutoScalingConfiguration, Properties: {MaxConcurrency: 50, MinSize: 2, MaxSize: 7}}
  App:
    Type: AWS::AppRunner::Service
    Properties: )");
}

TEST_CASE("a port that is none is reported") {
  const Imported imported = import(R"(
Resources:
  App:
    Type: AWS::AppRunner::Service
    Properties: {SourceConfiguration: {ImageRepository: {ImageConfiguration: {Port: http}}}}
)");
  CHECK_THAT(imported.problems(),
             contains("http | ports: `http` is no port | write a number from 1 to 65535"));
}
