// What ECS refuses of a service of a template beside the task that it runs, at the value.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"
#include "unit/importers/template_cases.hpp"

using placer::test::Imported;
using placer::test::templates::Case;
using placer::test::templates::check;

namespace {

constexpr const char* after_service = R"(}
  Ip: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: ip, Protocol: HTTP}}
  Machine: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: instance, Protocol: HTTP}}
  Silent: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Protocol: HTTP}}
  Open: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: !Ref Kind, Protocol: HTTP}}
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, )";

/// The task that the service runs, with these settings and one port of its only container.
std::string task(const std::string& settings) {
  return "Resources:\n  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Memory: 512, " + settings +
         "ContainerDefinitions: [{Name: web, Image: i, PortMappings: [{ContainerPort: 80}]}]}" +
         after_service;
}

}  // namespace

TEST_CASE("a load balancer of the same template says how long it waits") {
  const auto waits = [](const std::string& balancers, const std::string& attributes) {
    const Imported imported =
        placer::test::import(task("") + balancers +
                             "}\n  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, "
                             "Properties: {LoadBalancerAttributes: [" +
                             attributes + "]}}\n");
    return imported.fact("front_door_timeout");
  };
  const std::string behind =
      "LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Ip}]";
  const std::string raised = "{Key: idle_timeout.timeout_seconds, Value: \"300\"}";
  CHECK(waits(behind, raised) == "5min");
  CHECK(waits(behind, "{Key: deletion_protection.enabled, Value: true}") == "nothing");
  CHECK(waits("DesiredCount: 2", raised) == "nothing");
}

TEST_CASE("of several load balancers the one in front counts") {
  const auto waits = [](const std::string& in_front, const std::string& other) {
    const auto balancer = [](const std::string& name, const std::string& seconds) {
      return "\n  " + name +
             ": {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {LoadBalancerAttributes: [" +
             (seconds.empty() ? "" : "{Key: idle_timeout.timeout_seconds, Value: " + seconds + "}") + "]}}";
    };
    return placer::test::import(
               task("") +
               "LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Ip}]}" +
               balancer("Public", in_front) + balancer("Admin", other) +
               "\n  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: "
               "!Ref Public, "
               "Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Ip}]}}\n")
        .fact("front_door_timeout");
  };
  CHECK(waits("120", "600") == "2min");
  CHECK(waits("120", "") == "2min");
  CHECK(waits("", "600") == "nothing");
}

TEST_CASE("a capacity provider of one's own is a group of machines, or has them managed") {
  const auto target = [](const std::string& properties) {
    return placer::test::import(task("") +
                                "CapacityProviderStrategy: [{CapacityProvider: !Ref Own}]}\n  Own: {Type: "
                                "AWS::ECS::CapacityProvider, Properties: {" +
                                properties + "}}\n")
        .fact("target");
  };
  CHECK(target("ManagedInstancesProvider: {InfrastructureRoleArn: a}")
            .starts_with("aws-ecs/managed-instances"));
  CHECK(target("AutoScalingGroupProvider: {AutoScalingGroupArn: a}").starts_with("aws-ecs/ec2"));
}

TEST_CASE("what a load balancer passes requests to is there") {
  static constexpr Case table[] = {
      {"LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Silent}]", ""},
      {"LoadBalancers: [{ContainerName: api, ContainerPort: 80, TargetGroupArn: !Ref Silent}]",
       "aws-ecs.load-balancer-container: api instead of  at api\n"},
      {"LoadBalancers: [{ContainerName: web, ContainerPort: 8080, TargetGroupArn: !Ref Silent}]",
       "aws-ecs.load-balancer-port: 8080 instead of web at 8080\n"},
      {"LoadBalancers: [{ContainerName: !Ref P, ContainerPort: 8080}]", ""},
      {"LoadBalancers: [{ContainerName: web, ContainerPort: !Ref X}]", ""},
      {"LoadBalancers: [!If [Some, {ContainerName: api, ContainerPort: 80}, !Ref AWS::NoValue]]", ""},
  };
  check(table, task(""), "}");
  static constexpr Case open[] = {
      {"{Name: !Ref P, Image: i}", ""},
      {"{Name: web, Image: i, PortMappings: [{ContainerPort: !Ref X}]}", ""},
      {"{Name: web, Image: i, PortMappings: [{ContainerPortRange: 80-90}]}", ""},
      {"{Name: web, Image: i}", "aws-ecs.load-balancer-port: 80 instead of web at 80\n"},
  };
  check(open, R"(
Resources:
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, LoadBalancers: [{ContainerName: web, ContainerPort: 80}]}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Memory: 512
      ContainerDefinitions:
        - )");
}

TEST_CASE("a task with an address of its own needs subnets and target groups of addresses") {
  static constexpr Case table[] = {
      {"NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [s]}}", ""},
      {"NetworkConfiguration: !Ref P", ""},
      {"DeploymentController: {Type: EXTERNAL}", ""},
      {"DesiredCount: 1", "aws-ecs.network-configuration: Service instead of  at Service\n"},
      {"NetworkConfiguration: !Ref P, LoadBalancers: [{ContainerName: web, TargetGroupArn: !Ref Ip}]", ""},
      {"NetworkConfiguration: !Ref P, LoadBalancers: [{ContainerName: web, TargetGroupArn: !Ref Open}]", ""},
      {"NetworkConfiguration: !Ref P, LoadBalancers: [{ContainerName: web, TargetGroupArn: !Ref Machine}]",
       "aws-ecs.target-type: instance instead of  at instance\n"},
      {"NetworkConfiguration: !Ref P, LoadBalancers: [{ContainerName: web, TargetGroupArn: !Ref Silent}]",
       "aws-ecs.target-type: none, which stands for instance instead of  at {Protocol: HTTP}\n"},
  };
  check(table, task("NetworkMode: awsvpc, "), "}");
  static constexpr Case others[] = {
      {"LoadBalancers: [{ContainerName: web, TargetGroupArn: !Ref Machine}]", ""},
  };
  check(others, task("NetworkMode: bridge, "), "}");
  check(others, task("NetworkMode: !Ref P, "), "}");
}

TEST_CASE("a service says once and in the words of ECS where its tasks start") {
  static constexpr Case table[] = {
      {"LaunchType: MANAGED_INSTANCES", ""},
      {"LaunchType: !Ref Kind", ""},
      {"LaunchType: FARGAT",
       "aws-ecs.word: LaunchType FARGAT instead of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES at FARGAT\n"},
      {"CapacityProviderStrategy: [{CapacityProvider: own}]", ""},
      {"LaunchType: EC2, CapacityProviderStrategy: []", ""},
      {"LaunchType: EC2, CapacityProviderStrategy: !Ref P", ""},
      {"LaunchType: !If [Some, EC2, !Ref AWS::NoValue], CapacityProviderStrategy: [{CapacityProvider: own}]",
       ""},
      {"LaunchType: EC2, CapacityProviderStrategy: [{CapacityProvider: own}]",
       "aws-ecs.launch-and-strategy: EC2 instead of  at EC2\n"},
      {"LaunchType: EC2, NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: DISABLED}}", ""},
      {"LaunchType: EC2, NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: !Ref P}}", ""},
      {"LaunchType: EC2, NetworkConfiguration: {AwsvpcConfiguration: {AssignPublicIp: ENABLED}}",
       "aws-ecs.ec2.public-address: ENABLED instead of  at ENABLED\n"},
      {"LaunchType: EC2, PlacementStrategies: [{Type: spread}]", ""},
  };
  check(table, task(""), "}");
  static constexpr Case strategies[] = {
      {"AssignPublicIp: ENABLED}}, PlacementStrategies: []", ""},
      {"AssignPublicIp: ENABLED}}, PlacementStrategies: !Ref P", ""},
      {"AssignPublicIp: ENABLED}}, PlacementStrategies: [{Type: spread}]",
       "aws-ecs.fargate.placement-strategy: spread instead of  at {Type: spread}\n"},
  };
  check(strategies,
        task("Cpu: 256, NetworkMode: awsvpc, ") +
            "LaunchType: FARGATE, NetworkConfiguration: {AwsvpcConfiguration: {",
        "}");
}
