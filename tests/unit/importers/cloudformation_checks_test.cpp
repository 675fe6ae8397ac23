// What AWS refuses of functions, their queues and services of ECS in a template, at the value.
#include "support/catch.hpp"
#include "unit/importers/template_cases.hpp"

using placer::test::import;
using placer::test::Imported;
using placer::test::templates::Case;
using placer::test::templates::check;

TEST_CASE("a function that is an image brings its runtime") {
  static constexpr Case table[] = {
      {"{PackageType: Image, ImageUri: a}", ""},
      {"{PackageType: Image, Runtime: python3.13}",
       "aws-lambda.image.no-runtime: Runtime instead of  at python3.13\n"},
      {"{PackageType: Image, Handler: a.b}", "aws-lambda.image.no-runtime: Handler instead of  at a.b\n"},
      {"{PackageType: Image, Runtime: !If [Open, a, !Ref AWS::NoValue]}", ""},
      {"{PackageType: Image, Runtime: !Ref AWS::NoValue}", ""},
      {"{PackageType: Zip, Runtime: python3.13, Handler: a.b}", ""},
      {"{PackageType: !Ref Type, Runtime: python3.13}", ""},
  };
  check(table, "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: ");
  CHECK(
      import("Globals: {Function: {Runtime: python3.13}}\nResources: {Fn: {Type: AWS::Serverless::Function, "
             "Properties: {PackageType: Image}}}")
          .violations() == "aws-lambda.image.no-runtime: Runtime instead of  at python3.13\n");
  for (const char* const function : {"IgnoreGlobals: [Runtime, Handler], Properties: {PackageType: Image}",
                                     "IgnoreGlobals: '*', Properties: {PackageType: Image}",
                                     "Properties: {PackageType: Image, Runtime: null, Handler: null}"}) {
    CAPTURE(function);
    CHECK(import("Globals: {Function: {Runtime: python3.13, Handler: a.b}}\nResources: {Fn: {Type: "
                 "AWS::Serverless::Function, " +
                 std::string(function) + "}}")
              .violations()
              .empty());
  }
}

TEST_CASE("provisioned concurrency comes out of what is reserved") {
  static constexpr Case table[] = {
      {"{AutoPublishAlias: a, ReservedConcurrentExecutions: 5, ProvisionedConcurrencyConfig: "
       "{ProvisionedConcurrentExecutions: "
       "2}}",
       ""},
      {"{AutoPublishAlias: a, ReservedConcurrentExecutions: 4, ProvisionedConcurrencyConfig: "
       "{ProvisionedConcurrentExecutions: "
       "2}}",
       "aws-lambda.provisioned-above-reserved: 3 instead of 4 at 3\n"},
      {"{AutoPublishAlias: a, ReservedConcurrentExecutions: 1, ProvisionedConcurrencyConfig: "
       "{ProvisionedConcurrentExecutions: "
       "2}}",
       "aws-lambda.provisioned-above-reserved: 2 instead of 1 at 2\n"},
      {"{AutoPublishAlias: a, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 2}}", ""},
      {"{ReservedConcurrentExecutions: !Ref X}", ""},
      {"{ReservedConcurrentExecutions: 0}", "aws-lambda.provisioned-above-reserved: 3 instead of 0 at 3\n"},
  };
  check(table, R"(
Resources:
  Live:
    Type: AWS::Lambda::Alias
    Properties: {FunctionName: !Ref Fn, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 3}}
  Fn:
    Type: AWS::Serverless::Function
    Properties: )");
}

TEST_CASE("queues that a function works off") {
  static constexpr Case table[] = {
      {"{Queue: !GetAtt Plain.Arn}", ""},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 10000, MaximumBatchingWindowInSeconds: 1}", ""},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 10001, MaximumBatchingWindowInSeconds: 1}",
       "aws-lambda.queue.batch-size: 10001 instead of 1 to 10000 at 10001\n"},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 0}",
       "aws-lambda.queue.batch-size: 0 instead of 1 to 10000 at 0\n"},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 11}",
       "aws-lambda.queue.window-missing: 11 instead of at most 10 at 11\n"},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 11, MaximumBatchingWindowInSeconds: 0}",
       "aws-lambda.queue.window-missing: 11 instead of at most 10 at 11\n"},
      {"{Queue: !GetAtt Plain.Arn, BatchSize: 11, MaximumBatchingWindowInSeconds: !Ref X}", ""},
      {"{Queue: !GetAtt Plain.Arn, MaximumBatchingWindowInSeconds: 301}",
       "aws-lambda.queue.batch-window: 301s instead of 0s to 5min at 301\n"
       "aws-lambda.queue.short-visibility: 7min instead of 421s at 420\n"},
      {"{Queue: !GetAtt Fifo.Arn, BatchSize: 10}", ""},
      {"{Queue: !GetAtt Fifo.Arn, BatchSize: 11}",
       "aws-lambda.fifo-queue.batch-size: 11 instead of 1 to 10 at 11\n"},
      {"{Queue: !GetAtt Fifo.Arn, MaximumBatchingWindowInSeconds: 5}",
       "aws-lambda.fifo-queue.batch-window: 5s instead of at most 0s at 5\n"},
      {"{Queue: \"arn:aws:sqs:eu-west-1:123456789012:work.fifo\", BatchSize: 11}",
       "aws-lambda.fifo-queue.batch-size: 11 instead of 1 to 10 at 11\n"},
      {"{Queue: !GetAtt Plain.Arn, ScalingConfig: {MaximumConcurrency: 2}}", ""},
      {"{Queue: !GetAtt Plain.Arn, ScalingConfig: {MaximumConcurrency: 1000}}", ""},
      {"{Queue: !GetAtt Plain.Arn, ScalingConfig: {MaximumConcurrency: 1}}",
       "aws-lambda.queue.maximum-concurrency: 1 instead of 2 to 1000 at 1\n"},
      {"{Queue: !GetAtt Plain.Arn, ScalingConfig: {MaximumConcurrency: 1001}}",
       "aws-lambda.queue.maximum-concurrency: 1001 instead of 2 to 1000 at 1001\n"},
      {"{Queue: !GetAtt Plain.Arn, ScalingConfig: {MaximumConcurrency: !Ref X}}", ""},
  };
  check(table, R"(
Resources:
  Plain: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: 420}}
  Fifo: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true, VisibilityTimeout: 140}}
  Fn:
    Type: AWS::Serverless::Function
    Properties: {Timeout: 20, Events: {Work: {Type: SQS, Properties: )",
        "}}}");
}

TEST_CASE("messages stay out of sight while a function works on them") {
  static constexpr Case table[] = {
      {"{VisibilityTimeout: 360}", ""},
      {"{VisibilityTimeout: 359}", "aws-lambda.queue.short-visibility: 359s instead of 6min at 359\n"},
      {"{VisibilityTimeout: 60}", "aws-lambda.queue.short-visibility: 1min instead of 6min at 60\n"},
      {"{VisibilityTimeout: 59}", "aws-lambda.queue.visibility: 59s instead of 1min at 59\n"},
      {"{VisibilityTimeout: !Ref X}", ""},
      // A queue has 30 s if it says nothing.
      {"{}", "aws-lambda.queue.visibility: 30s instead of 1min at 60\n"},
  };
  check(table, R"(
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: 60}}
  Work: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Queue.Arn}}
  Queue:
    Type: AWS::SQS::Queue
    Properties: )");
  CHECK(import(R"(
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  Work: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Queue.Arn}}
  Queue: {Type: AWS::SQS::Queue}
)")
            .violations() == "");
}

TEST_CASE("what is no queue has bounds of its own") {
  CHECK(import(R"(
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: 60}}
  Work: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt Stream.Arn, StartingPosition: LATEST, BatchSize: 100}}
  Stream: {Type: AWS::Kinesis::Stream}
)")
            .violations() == "");
}

TEST_CASE("counts of a service") {
  static constexpr Case table[] = {
      {"DesiredCount: -1}", "aws-ecs.negative-count: -1 instead of  at -1\n"},
      {"DesiredCount: 0}", ""},
      {"DesiredCount: 2}\n  Scaling: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: "
       "{ResourceId: !Ref "
       "Service, MinCapacity: 4, MaxCapacity: 2}}",
       "aws-ecs.minimum-above-maximum: 4 instead of 2 at 4\n"},
      {"DesiredCount: 2}\n  Scaling: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: "
       "{ResourceId: !Ref "
       "Service, MinCapacity: -4, MaxCapacity: 2}}",
       "aws-ecs.negative-count: -4 instead of  at -4\n"},
      {"DesiredCount: 2}\n  Scaling: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: "
       "{ResourceId: !Ref "
       "Service, MinCapacity: 2, MaxCapacity: !Ref Most}}",
       ""},
  };
  check(table, R"(
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: w, Image: a, Memory: 64}]}}
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, )");
}

TEST_CASE("a deployment must be able to begin") {
  static constexpr Case table[] = {
      {"DeploymentConfiguration: {MaximumPercent: 200, MinimumHealthyPercent: 100}", ""},
      {"DeploymentConfiguration: {MaximumPercent: 200, EarlySuccessCriteria: {}}", ""},
      {"DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 100}",
       "aws-ecs.deployment-stuck: 100% healthy and 100% at most instead of  at 100\n"},
      {"DeploymentConfiguration: {MaximumPercent: 100}",
       "aws-ecs.deployment-stuck: 100% healthy and 100% at most instead of  at 100\n"},
      {"DesiredCount: 1, DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 50}",
       "aws-ecs.deployment-stuck: 50% healthy and 100% at most of 1 task instead of  at 100\n"},
      {"DesiredCount: 2, DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 50}", ""},
      {"DesiredCount: 1, DeploymentConfiguration: {MaximumPercent: 100, MinimumHealthyPercent: 0}", ""},
      {"DesiredCount: 1, DeploymentConfiguration: {MaximumPercent: 150}",
       "aws-ecs.deployment-stuck: 100% healthy and 150% at most of 1 task instead of  at 150\n"},
      {"DesiredCount: 2, DeploymentConfiguration: {MaximumPercent: 150}", ""},
      {"DesiredCount: !Ref X, DeploymentConfiguration: {MaximumPercent: 150}", ""},
      {"DeploymentConfiguration: {MaximumPercent: !Ref X, MinimumHealthyPercent: 100}", ""},
      {"DeploymentController: {Type: CODE_DEPLOY}, DeploymentConfiguration: {MaximumPercent: 100}", ""},
      {"DeploymentConfiguration: {Strategy: BLUE_GREEN, MaximumPercent: 100}", ""},
      {"SchedulingStrategy: DAEMON, DeploymentConfiguration: {MaximumPercent: 100}", ""},
  };
  check(table, R"(
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: w, Image: a, Memory: 64}]}}
  Service:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, )",
        "}");
}

TEST_CASE("a service that runs on Fargate wants of its task what Fargate wants") {
  const Imported imported = import(R"(
Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Cpu: 256, NetworkMode: bridge, ContainerDefinitions: [{Name: a, Image: b, Cpu: 512}]}}
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, LaunchType: FARGATE}}
)");
  CHECK(imported.violations() ==
        "aws-ecs.fargate.containers-cpu: 512 CPU units instead of 256 CPU units at 512\n"
        "aws-ecs.fargate.network-mode: bridge instead of  at bridge\n"
        "aws-ecs.fargate.task-size: memory instead of  at Task\n");
}

TEST_CASE("a resource whose condition does not hold stays a workload, with a note") {
  const auto problems = [](const std::string& condition) {
    const Imported imported = import(R"(
Parameters: {Stage: {Type: String, Default: dev}, Open: {Type: String}}
Conditions:
  Never: !Equals [a, b]
  Always: !Equals [a, a]
  IsProd: !Equals [!Ref Stage, prod]
  Unknown: !Equals [!Ref Open, prod]
Resources:
  Fn: {Type: AWS::Lambda::Function, Condition: )" +
                                     condition + "}\n");
    CHECK(imported.names() == "Fn");
    CHECK(!imported.sink.has_errors());
    return imported.problems();
  };
  CHECK(
      problems("Never") ==
      "Never | `Fn` is made only where `Never` holds; it never does, and what AWS would refuse of it is not "
      "held against it\n");
  CHECK(problems("IsProd") ==
        "IsProd | `Fn` is made only where `IsProd` holds; by the defaults of the parameters it does "
        "not, and it is judged all the same\n");
  CHECK(problems("Always") == "");
  CHECK(problems("Unknown") == "");
  CHECK(problems("Missing") == "");
}

TEST_CASE("what is never made is refused by nobody and runs nowhere") {
  const auto function = [](const std::string& condition) {
    return import(
        "AWSTemplateFormatVersion: '2010-09-09'\nTransform: AWS::Serverless-2016-10-31\n"
        "Parameters: {Stage: {Type: String, Default: dev}}\n"
        "Conditions: {Never: !Equals [a, b], IsProd: !Equals [!Ref Stage, prod]}\nResources:\n"
        "  Fn: {Type: AWS::Serverless::Function, Condition: " +
        condition +
        ", Properties: {Runtime: python3.12, Handler: a.b, CodeUri: s/, MemorySize: 64, Memry: 1}}\n");
  };
  CHECK(function("Never").violations() == "");
  CHECK(function("Never").fact("target") == "nothing");
  CHECK(function("Never").fact("memory") != "nothing");
  CHECK_THAT(function("IsProd").violations(), placer::test::contains("Memry"));
  CHECK(function("IsProd").fact("target") != "nothing");
}

TEST_CASE("a service runs its tasks where their definition says") {
  static constexpr Case table[] = {
      {"[FARGATE]", ""},
      {"[EC2, FARGATE]", ""},
      {"[!Ref Kind]", ""},
      {"!Ref Kinds", ""},
      {"[EC2]", "aws-ecs.compatibility: FARGATE instead of EC2 at FARGATE\n"},
      {"[EC2, EXTERNAL]", "aws-ecs.compatibility: FARGATE instead of EC2, EXTERNAL at FARGATE\n"},
  };
  check(table, R"(
Resources:
  Service: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref Task, LaunchType: FARGATE, NetworkConfiguration: !Ref P}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      Cpu: 256
      Memory: 512
      ContainerDefinitions: !Ref P
      RequiresCompatibilities: )");
}

TEST_CASE("a task has containers") {
  static constexpr Case table[] = {
      {"{Family: f, ContainerDefinitions: !Ref P}", ""},
      {"!Ref P", ""},
      {"{Family: f}", "aws-ecs.no-containers:  instead of  at {Family: f}\n"},
  };
  check(table, "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties: ");
}

TEST_CASE("names that a template refers to and does not have") {
  static constexpr Case table[] = {
      {"{Role: !GetAtt Role.Arn}", ""},
      {"{Role: !GetAtt Nope.Arn}", "cloudformation.missing-name: Nope instead of  at !GetAtt Nope.Arn\n"},
      {"{MemorySize: !Ref Nope}", "cloudformation.missing-name: Nope instead of  at !Ref Nope\n"},
      {"{Environment: {Variables: {AB: !Sub '${Stage}-${AWS::Region}-${!Nope}'}}}", ""},
      {"{Environment: {Variables: {AB: !Sub '${Nope}'}}}",
       "cloudformation.missing-name: Nope instead of  at !Sub '${Nope}'\n"},
      {"{Environment: {Variables: {AB: !Sub ['${Mine}', {Mine: 1}]}}}", ""},
      {"{Environment: {Variables: {AB: !Sub '${self:custom.x}'}}}", ""},
      {"{Environment: {Variables: {AB: !FindInMap [Sizes, dev, Small]}}}", ""},
      {"{Environment: {Variables: {AB: !FindInMap [Sizes, !Ref Stage, Nope]}}}", ""},
      {"{Environment: {Variables: {AB: !FindInMap [Sizes, dev, Nope]}}}",
       "cloudformation.missing-key: Sizes.dev.Nope instead of  at !FindInMap [Sizes, dev, Nope]\n"},
      {"{Environment: {Variables: {AB: !If [Never, !FindInMap [Sizes, dev, Nope], b]}}}", ""},
      {"{Environment: {Variables: {Fn::Transform: {Name: AWS::Include}, AB: !Ref Nope}}}", ""},
  };
  for (const Case& one : table) {
    CAPTURE(one.lines);
    CHECK(import(std::string(R"(
Parameters: {Stage: {Type: String}}
Conditions: {Never: !Equals [!Ref Stage, b]}
Mappings: {Sizes: {dev: {Small: 1}}}
Resources:
  Role: {Type: AWS::IAM::Role}
  Fn: {Type: AWS::Lambda::Function, Properties: )") +
                 one.lines + "}\n")
              .violations() == one.violations);
  }
}

TEST_CASE("what SAM makes by itself is not missing, and what is missing elsewhere is said once") {
  const auto violations = [](const std::string& transform, const std::string& value) {
    return import("Transform: " + transform + R"(
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {Timeout: 3}}
  Other: {Type: AWS::Serverless::Function, Properties: {Timeout: 3}}
Outputs: {Url: {Value: )" +
                  value + "}}\n")
        .violations();
  };
  const std::string sam = "AWS::Serverless-2016-10-31";
  for (const char* made :
       {"!GetAtt FnRole.Arn", "!Ref ServerlessRestApi", "!Ref FnAliaslive", "!Ref Fn.Version"})
    CHECK(violations(sam, made) == "");
  CHECK(violations(sam, "!Ref Nope") == "cloudformation.missing-name: Nope instead of  at !Ref Nope\n");
  CHECK(violations("[AWS::LanguageExtensions, " + sam + "]", "!Ref Nope") == "");
  CHECK(violations("[Mine, " + sam + "]", "!Ref Nope") == "");
  CHECK(violations(sam + "\nModules: {Net: {Source: ./net.yaml}}", "!Ref Nope") == "");
}

TEST_CASE("the health check of App Runner") {
  static constexpr Case table[] = {
      {"{Interval: 20, Timeout: 1, HealthyThreshold: 20, UnhealthyThreshold: 1}", ""},
      {"{Interval: !Ref Time, Timeout: !Ref X}", ""},
      {"{Interval: 21, Timeout: 0, HealthyThreshold: 21, UnhealthyThreshold: 0}",
       "aws-app-runner.health-interval: 21s instead of 1s to 20s at 21\n"
       "aws-app-runner.health-timeout: 0s instead of 1s to 20s at 0\n"
       "aws-app-runner.healthy-threshold: 21 instead of 1 to 20 at 21\n"
       "aws-app-runner.unhealthy-threshold: 0 instead of 1 to 20 at 0\n"},
  };
  check(table,
        "Resources:\n  Web:\n    Type: AWS::AppRunner::Service\n    Properties: {HealthCheckConfiguration: ",
        "}");
}

TEST_CASE("how far a service of App Runner scales") {
  static constexpr Case table[] = {
      {"{MinSize: 2, MaxSize: 2, MaxConcurrency: 1}", ""},
      {"{MinSize: 5, MaxSize: 2}", "aws-app-runner.minimum-above-maximum: 5 instead of 2 at 5\n"},
      {"{MinSize: 26}", "aws-app-runner.minimum-above-maximum: 26 instead of 25 at 26\n"},
      {"{MaxConcurrency: 0}", "aws-app-runner.concurrency-minimum: 0 instead of at least 1 at 0\n"},
      {"{MinSize: !Ref Least, MaxSize: 1}", ""},
  };
  check(table, R"(
Resources:
  Web: {Type: AWS::AppRunner::Service, Properties: {AutoScalingConfigurationArn: !Ref Scaling}}
  Scaling:
    Type: AWS::AppRunner::AutoScalingConfiguration
    Properties: )");
}
