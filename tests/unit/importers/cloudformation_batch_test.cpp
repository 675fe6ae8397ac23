// What AWS Batch refuses of a job definition, its nodes and its pods, at the value.
#include "support/catch.hpp"
#include "unit/importers/template_cases.hpp"

using placer::test::templates::Case;
using placer::test::templates::check;

TEST_CASE("what Batch refuses of a job definition") {
  static constexpr Case table[] = {
      {"{RetryStrategy: {Attempts: 10}, ContainerProperties: {Vcpus: 1, Memory: 4}}", ""},
      {"{RetryStrategy: {Attempts: 11}}", "aws-batch.attempts: 11 instead of 1 to 10 at 11\n"},
      {"{ContainerProperties: {Vcpus: 0, Memory: 2}}",
       "aws-batch.ec2.least-memory: 2MiB instead of at least 4MiB at 2\n"
       "aws-batch.ec2.least-vcpus: 0 instead of at least 1 at 0\n"},
      {"{ContainerProperties: {ResourceRequirements: [{Type: VCPU, Value: 0}, {Type: MEMORY, Value: 9}]}}",
       "aws-batch.ec2.least-vcpus: 0 instead of at least 1 at 0\n"},
      {"{PlatformCapabilities: [FARGATE], ContainerProperties: {ExecutionRoleArn: a, "
       "ResourceRequirements: [{Type: VCPU, Value: '0.25'}, {Type: MEMORY, Value: '512'}]}}",
       ""},
      {"{ContainerProperties: {ResourceRequirements: [{Type: VCPU, Value: '0.5'}, {Type: MEMORY, Value: "
       "9}]}}",
       "aws-batch.ec2.whole-vcpus: 0.5 instead of  at '0.5'\n"},
      {"{PlatformCapabilities: [Fargate], ContainerProperties: {ExecutionRoleArn: a, "
       "ResourceRequirements: [{Type: VCPU, Value: '0.5'}, {Type: MEMORY, Value: '512'}]}}",
       "aws-batch.word: PlatformCapabilities Fargate instead of EC2, FARGATE at Fargate\n"},
      {"{PlatformCapabilities: [EC2], ContainerProperties: {Vcpus: 1, Memory: 9}}", ""},
      {"{PlatformCapabilities: [EC2], ContainerProperties: {Vcpus: 1, Memory: 9, Ulimits: [{Name: nofile, "
       "SoftLimit: 1, HardLimit: 2}], FargatePlatformConfiguration: {PlatformVersion: LATEST}, "
       "NetworkConfiguration: {AssignPublicIp: ENABLED}}}",
       "aws-batch.ec2.of-fargate: fargatePlatformConfiguration instead of  at {PlatformVersion: LATEST}\n"
       "aws-batch.ec2.of-fargate: networkConfiguration instead of  at {AssignPublicIp: ENABLED}\n"},
      {"{PlatformCapabilities: [FARGATE], EcsProperties: {TaskProperties: [{ExecutionRoleArn: a, "
       "EphemeralStorage: {SizeInGiB: 20}, Containers: [{ResourceRequirements: [{Type: VCPU, Value: 1}, "
       "{Type: MEMORY, Value: 2048}]}]}]}}",
       "aws-batch.fargate.scratch-minimum: 20GiB instead of at least 21GiB at 20\n"},
      {"{PlatformCapabilities: [!Ref Kind], ContainerProperties: {Vcpus: 1, Memory: 9}}", ""},
      {"{ContainerProperties: {ResourceRequirements: [{Type: VCPU, Value: 1}]}}",
       "aws-batch.size-missing: MEMORY instead of  at [{Type: VCPU, Value: 1}]\n"},
      {"{ContainerProperties: {ResourceRequirements: [{Type: MEMORY, Value: 9}]}}",
       "aws-batch.size-missing: VCPU instead of  at [{Type: MEMORY, Value: 9}]\n"},
      {"{ContainerProperties: {Image: i}}",
       "aws-batch.size-missing: VCPU and MEMORY instead of  at {Image: i}\n"},
      {"{ContainerProperties: {Vcpus: 1, ResourceRequirements: [{Type: MEMORY, Value: 9}]}}", ""},
      {"{ContainerProperties: {Vcpus: 1, Memory: 9, ResourceRequirements: [{Type: gpu, Value: 1}]}}",
       "aws-batch.word: Type gpu instead of GPU, VCPU, MEMORY at gpu\n"},
      {"{ContainerProperties: {ResourceRequirements: !Ref P}}", ""},
      {"{ContainerProperties: {ResourceRequirements: [{Type: !Ref Kind, Value: 1}]}}", ""},
      {"{ContainerProperties: {Vcpus: !Ref X, Memory: !Ref Size}}", ""},
      // Each node may say it elsewhere.
      {"{NodeProperties: {NodeRangeProperties: [{Container: {Image: i}}]}}", ""},
  };
  check(table, "Resources:\n  Job:\n    Type: AWS::Batch::JobDefinition\n    Properties: ");
}

TEST_CASE("nodes of a job are counted from 0, and each is in a range") {
  static constexpr Case table[] = {
      {"4, MainNode: 3, NodeRangeProperties: [{TargetNodes: '0:3', Container: {}}]", ""},
      {"4, MainNode: 0, NodeRangeProperties: [{TargetNodes: '0', Container: {}}, {TargetNodes: '1:'}]", ""},
      {"4, MainNode: 0, NodeRangeProperties: [{TargetNodes: '1:2'}, {TargetNodes: ':'}]", ""},
      {"4, MainNode: !Ref X, NodeRangeProperties: [{TargetNodes: !Ref P}]", ""},
      {"!Ref X, MainNode: 9, NodeRangeProperties: [{TargetNodes: '0:9'}]", ""},
      {"4, MainNode: 0, NodeRangeProperties: !Ref P", ""},
      {"4, MainNode: 4, NodeRangeProperties: [{TargetNodes: '0:'}]",
       "aws-batch.main-node: 4 instead of 3 at 4\n"},
      {"4, MainNode: 0, NodeRangeProperties: [{TargetNodes: '0:7'}]",
       "aws-batch.node-range: 0:7 instead of 3 at '0:7'\n"},
      {"4, MainNode: 0, NodeRangeProperties: [{TargetNodes: '0:1'}, {TargetNodes: '3:3'}]",
       "aws-batch.node-left-out: 2 instead of 3 at [{TargetNodes: '0:1'}, {TargetNodes: '3:3'}]\n"},
  };
  check(table,
        "Resources:\n  Job:\n    Type: AWS::Batch::JobDefinition\n    Properties: {Type: multinode, "
        "NodeProperties: {NumNodes: ",
        "}}");
}

TEST_CASE("a job on EKS is limited to what it requests, or to more processors") {
  static constexpr Case table[] = {
      {"{Requests: {cpu: '1', memory: 2048Mi}, Limits: {cpu: '2', memory: 2048Mi}}", ""},
      {"{Requests: {cpu: '2'}, Limits: {memory: 2048Mi}}", ""},
      {"{Requests: {cpu: !Ref X, memory: !Ref P}, Limits: {cpu: '1', memory: 2048Mi}}", ""},
      {"{Requests: {cpu: '2'}, Limits: {cpu: '1'}}",
       "cloudformation.eks-job.limit: cpu 2 instead of 1 at '1'\n"},
      {"{Requests: {memory: 1024Mi}, Limits: {memory: 2048Mi}}",
       "cloudformation.eks-job.unequal: memory 1024Mi instead of 2048Mi at 2048Mi\n"},
      {"{Requests: {nvidia.com/gpu: 2}, Limits: {nvidia.com/gpu: 1}}",
       "cloudformation.eks-job.unequal: nvidia.com/gpu 2 instead of 1 at 1\n"},
  };
  check(table,
        "Resources:\n  Job:\n    Type: AWS::Batch::JobDefinition\n    Properties: {EksProperties: "
        "{PodProperties: {Containers: [{Image: i, Resources: ",
        "}]}}}");
}

TEST_CASE("a job on Fargate has its size in requirements, and a role to fetch the image with") {
  static constexpr Case table[] = {
      {"ExecutionRoleArn: a, ResourceRequirements: [{Type: VCPU, Value: '1'}, {Type: MEMORY, Value: '2048'}]",
       ""},
      {"ExecutionRoleArn: a, Vcpus: 1, Memory: 2048",
       "aws-batch.fargate.older-size: Vcpus instead of  at 1\n"
       "aws-batch.fargate.older-size: Memory instead of  at 2048\n"},
      {"EphemeralStorage: {SizeInGiB: 21}, Ulimits: [], ExecutionRoleArn: a, ResourceRequirements: [{Type: "
       "VCPU, Value: '1'}, {Type: MEMORY, Value: '2048'}], FargatePlatformConfiguration: {PlatformVersion: "
       "LATEST}",
       ""},
      {"EphemeralStorage: {SizeInGiB: 20}, ExecutionRoleArn: a, ResourceRequirements: [{Type: VCPU, Value: "
       "'1'}, {Type: MEMORY, Value: '2048'}]",
       "aws-batch.fargate.scratch-minimum: 20GiB instead of at least 21GiB at 20\n"},
      {"Ulimits: [{Name: nofile, SoftLimit: 1, HardLimit: 2}], LinuxParameters: {SharedMemorySize: 64, "
       "MaxSwap: 10, Swappiness: 60}, ExecutionRoleArn: a, ResourceRequirements: [{Type: VCPU, Value: '1'}, "
       "{Type: MEMORY, Value: '2048'}]",
       "aws-batch.fargate.unsupported: ulimits instead of  at [{Name: nofile, SoftLimit: 1, HardLimit: 2}]\n"
       "aws-batch.fargate.unsupported: maxSwap instead of  at 10\n"
       "aws-batch.fargate.unsupported: sharedMemorySize instead of  at 64\n"
       "aws-batch.fargate.unsupported: swappiness instead of  at 60\n"},
      {"ResourceRequirements: [{Type: VCPU, Value: '1'}, {Type: MEMORY, Value: '2048'}]",
       "aws-batch.fargate.execution-role:  instead of  at {ResourceRequirements: [{Type: VCPU, Value: "
       "'1'}, {Type: MEMORY, Value: '2048'}]}\n"},
  };
  check(table,
        "Resources:\n  Job:\n    Type: AWS::Batch::JobDefinition\n    Properties: {PlatformCapabilities: "
        "[FARGATE], ContainerProperties: {",
        "}}");
}
