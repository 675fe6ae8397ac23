// What Lambda refuses of functions, their streams and their schedules, at the value.
#include "support/catch.hpp"
#include "unit/importers/template_cases.hpp"

using placer::test::import;
using placer::test::templates::Case;
using placer::test::templates::check;

namespace {

constexpr const char* function = "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: ";
constexpr const char* event =
    "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: {Events: {A: ";

}  // namespace

TEST_CASE("settings of a function that are none of those that Lambda takes") {
  static constexpr Case table[] = {
      {"{PackageType: Zipp}", "aws-lambda.package-type: Zipp instead of  at Zipp\n"},
      {"{PackageType: !Ref P}", ""},
      {"{Architectures: [arm64]}", ""},
      {"{Architectures: [arm65]}", "aws-lambda.known-architecture: arm65 instead of  at arm65\n"},
      {"{Architectures: [x86_64, arm64]}", "aws-lambda.one-architecture: 2 instead of  at [x86_64, arm64]\n"},
      {"{Architectures: [!If [Arm, arm64, !Ref AWS::NoValue], !If [Arm, !Ref AWS::NoValue, x86_64]]}", ""},
      {"{Runtime: pyton3.12}", "aws-lambda.runtime: pyton3.12 instead of python3.12 at pyton3.12\n"},
      {"{Runtime: python3.99}", ""},
      {"{Runtime: provided.al2023}", ""},
      {"{Runtime: nodejs26.x}", ""},
      {"{Runtime: java25.al2023}", ""},
      {"{Runtime: python312}", "aws-lambda.runtime-version: python312 instead of python3.13 at python312\n"},
      {"{Runtime: nodejs20}", "aws-lambda.runtime-version: nodejs20 instead of nodejs22.x at nodejs20\n"},
      {"{Runtime: python3}", "aws-lambda.runtime-version: python3 instead of python3.13 at python3\n"},
      {"{Runtime: Python3.12}",
       "aws-lambda.runtime-version: Python3.12 instead of python3.13 at Python3.12\n"},
      {"{Runtime: node20.x}", "aws-lambda.runtime-version: node20.x instead of nodejs22.x at node20.x\n"},
      {"{Runtime: !Sub 'python${P}'}", ""},
      {"{Handler: app.handler, Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:x:1', !Ref P]}", ""},
      {"{Handler: app handler}", "aws-lambda.handler: app handler instead of  at app handler\n"},
      {"{Layers: ['arn:aws:lambda:eu-west-1:123456789012:layer:x']}",
       "aws-lambda.layer-version: arn:aws:lambda:eu-west-1:123456789012:layer:x instead of  at "
       "'arn:aws:lambda:eu-west-1:123456789012:layer:x'\n"},
      {"{DeadLetterQueue: {Type: SQS, TargetArn: !Ref P}}", ""},
      {"{DeadLetterQueue: !Ref P}", ""},
      {"{DeadLetterQueue: {Type: sqs, TargetArn: !Ref P}}",
       "aws-lambda.word: DeadLetterQueue.Type sqs instead of SQS, SNS at sqs\n"},
      {"{DeadLetterQueue: {Type: SQS}}",
       "aws-lambda.dead-letter-lacks: TargetArn instead of  at {Type: SQS}\n"},
      {"{Events: {A: {Type: S3, Properties: {Bucket: !Ref P, Events: a}}}}", ""},
      {"{Events: {A: {Type: S3, Properties: {Bucket: shop, Events: a}}}}",
       "aws-lambda.event-bucket: shop instead of  at shop\n"},
      {"{Events: {A: {Type: Htpp}}}", "aws-lambda.event-type: Htpp instead of HttpApi at Htpp\n"},
      {"{Environment: {Variables: {REGION: a, AWS_LAMBDA_EXEC_WRAPPER: /opt/b}}}", ""},
      {"{Environment: {Variables: {AWS_REGION: !Ref P}}}",
       "aws-lambda.reserved-variable: AWS_REGION instead of  at !Ref P\n"},
      {"{VpcConfig: {SubnetIds: [a], SecurityGroupIds: [b]}}", ""},
      {"{VpcConfig: {SubnetIds: [], SecurityGroupIds: []}}", ""},
      {"{VpcConfig: !Ref P}", ""},
      {"{VpcConfig: {SubnetIds: [a]}}",
       "aws-lambda.vpc-lists: SecurityGroupIds instead of SubnetIds at [a]\n"},
      {"{VpcConfig: {SecurityGroupIds: !Ref Kinds}}",
       "aws-lambda.vpc-lists: SubnetIds instead of SecurityGroupIds at !Ref Kinds\n"},
      {"{InlineCode: a, Handler: b, Runtime: nodejs22.x}", ""},
      {"{InlineCode: a, Handler: b, Runtime: !Ref P}", ""},
      {"{InlineCode: a, Handler: b, Runtime: ruby3.4}",
       "aws-lambda.zip.inline-code: ruby3.4 instead of  at a\n"},
      {"{FunctionUrlConfig: {AuthType: AWS_IAM, InvokeMode: BUFFERED}}", ""},
      {"{FunctionUrlConfig: {AuthType: !Ref P, InvokeMode: !Ref P}}", ""},
      {"{FunctionUrlConfig: {AuthType: IAM, InvokeMode: STREAM}}",
       "aws-lambda.url.auth-type: IAM instead of AWS_IAM or NONE at IAM\n"
       "aws-lambda.url.invoke-mode: STREAM instead of BUFFERED or RESPONSE_STREAM at STREAM\n"},
      {"{Events: {A: {Type: Newest}}}", "aws-lambda.unknown-event: Newest instead of  at Newest\n"},
      {"{Events: {A: {Type: Cron}, B: {Type: EventBridge}}}",
       "aws-lambda.event-type: Cron instead of Schedule at Cron\naws-lambda.event-type: EventBridge instead "
       "of EventBridgeRule at EventBridge\n"},
      {"{Events: {A: {Properties: {Path: /}}}}",
       "aws-lambda.event-without-type:  instead of  at {Properties: {Path: /}}\n"},
      {"{Events: {A: {Type: Api, Properties: {Path: /, Method: get}}, B: !Ref AWS::NoValue}}", ""},
      {"{SnapStart: {ApplyOn: Always}}",
       "aws-lambda.word: SnapStart.ApplyOn Always instead of PublishedVersions, None at Always\n"},
      {"{Tracing: Disabled, LoggingConfig: {LogFormat: JSON, SystemLogLevel: WARN}, RecursiveLoop: Allow}",
       ""},
      {"{Tracing: active}",
       "aws-lambda.word: Tracing active instead of Active, PassThrough, Disabled at active\n"},
      {"{Tracing: !Ref P, LoggingConfig: {LogFormat: json}}",
       "aws-lambda.word: LoggingConfig.LogFormat json instead of JSON, Text at json\n"},
      {"{Environment: {Variables: {AB: {b: c}}}}", "aws-lambda.variable-type: AB instead of  at {b: c}\n"},
      {"{Environment: {Variables: {AB: [b]}}}", "aws-lambda.variable-type: AB instead of  at [b]\n"},
      {"{Environment: {Variables: {AB: {'Fn::Join': [',', [a, b]]}, BC: !Sub c, CD: 5}}}", ""},
      {"{Events: {A: {Type: API}, B: {Type: Sqs}}}",
       "aws-lambda.event-type: API instead of Api at API\naws-lambda.event-type: Sqs instead of SQS at "
       "Sqs\n"},
      {"{Runtime: dotnet10}", ""},
      {"{MemorySize: -1, Timeout: -5}",
       "aws-lambda.negative: timeout -5 instead of  at -5\naws-lambda.negative: memory -1 instead of  at "
       "-1\n"},
      {"{ReservedConcurrentExecutions: -1}", "aws-lambda.reserved-minimum: -1 instead of  at -1\n"},
      {"{ReservedConcurrentExecutions: 0}", ""},
      {"{AutoPublishAlias: a, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 0}}",
       "aws-lambda.provisioned-minimum: 0 instead of at least 1 at 0\n"},
      {"{EventInvokeConfig: {MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60}}", ""},
      {"{EventInvokeConfig: {MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 30}}",
       "aws-lambda.asynchronous.retries: 3 instead of 0 to 2 at 3\n"
       "aws-lambda.asynchronous.event-age: 30s instead of 1min to 6h at 30\n"},
      {"{DurableConfig: {ExecutionTimeout: 31622400, RetentionPeriodInDays: 90}}", ""},
      {"{DurableConfig: {ExecutionTimeout: 31622401, RetentionPeriodInDays: 91}}",
       "aws-lambda.durable.execution-timeout: 31622401s instead of 1s to 366d at 31622401\n"
       "aws-lambda.durable.retention: 91 instead of 1 to 90 at 91\n"},
      {"{DurableConfig: {ExecutionTimeout: 0, RetentionPeriodInDays: !Ref AWS::Region}}",
       "aws-lambda.durable.execution-timeout: 0s instead of 1s to 366d at 0\n"},
      {"{CapacityProviderConfig: {Arn: a, ExecutionEnvironmentMemoryGiBPerVCpu: 4.0}}", ""},
      {"{CapacityProviderConfig: {Arn: a, ExecutionEnvironmentMemoryGiBPerVCpu: !Ref AWS::Region}}", ""},
      {"{CapacityProviderConfig: {Arn: a, ExecutionEnvironmentMemoryGiBPerVCpu: 3}}",
       "aws-lambda.managed-instances.memory-ratio: 3 instead of 2, 4, 8 at 3\n"},
      {"{CapacityProviderConfig: {LambdaManagedInstancesCapacityProviderConfig: "
       "{ExecutionEnvironmentMemoryGiBPerVCpu: 16}}}",
       "aws-lambda.managed-instances.memory-ratio: 16 instead of 2, 4, 8 at 16\n"},
      {"{SnapStart: {ApplyOn: PublishedVersions}}", ""},
      {"{SnapStart: {ApplyOn: PublishedVersions}, Runtime: java11}", ""},
      {"{SnapStart: {ApplyOn: PublishedVersions}, FileSystemConfigs: [{Arn: a, LocalMountPath: /mnt/a}]}",
       "aws-lambda.snap-start.file-system:  instead of  at PublishedVersions\n"},
      {"{SnapStart: {ApplyOn: None}, FileSystemConfigs: [{Arn: a, LocalMountPath: /mnt/a}]}", ""},
      {"{FileSystemConfigs: [{Arn: a, LocalMountPath: /data}]}",
       "aws-lambda.file-system-path: /data instead of  at /data\n"},
      {"{FileSystemConfigs: [{Arn: !Ref P, LocalMountPath: !Ref X}, {Arn: !Ref P, LocalMountPath: /mnt/b}]}",
       "aws-lambda.file-system-count: 2 instead of  at [{Arn: !Ref P, LocalMountPath: !Ref X}, {Arn: !Ref P, "
       "LocalMountPath: /mnt/b}]\n"},
      {"{FileSystemConfigs: [{Arn: \"arn:aws:elasticfilesystem:eu-west-1:1:access-point/f\", LocalMountPath: "
       "/mnt/a}]}",
       "aws-lambda.file-system-vpc:  instead of  at [{Arn: "
       "\"arn:aws:elasticfilesystem:eu-west-1:1:access-point/f\", LocalMountPath: /mnt/a}]\n"},
      {"{FileSystemConfigs: [{Arn: \"arn:aws:elasticfilesystem:eu-west-1:1:access-point/f\", LocalMountPath: "
       "/mnt/a}], VpcConfig: {SubnetIds: [a], SecurityGroupIds: [b]}}",
       ""},
      {"{FunctionUrlConfig: {AuthType: NONE, InvokeMode: RESPONSE_STREAM}, VpcConfig: {SubnetIds: [a], "
       "SecurityGroupIds: [b]}}",
       "aws-lambda.url.stream-in-vpc:  instead of  at RESPONSE_STREAM\n"},
      {"{FunctionUrlConfig: {AuthType: NONE, InvokeMode: BUFFERED}, VpcConfig: {SubnetIds: [a], "
       "SecurityGroupIds: [b]}}",
       ""},
  };
  check(table, function);
}

TEST_CASE("what a function of SAM lacks") {
  static constexpr Case table[] = {
      {"{CodeUri: src, Runtime: python3.13, Handler: a.b}", ""},
      {"{CodeUri: src, Handler: a.b}", "aws-lambda.zip.entry: Runtime instead of  at src\n"},
      {"{InlineCode: 'x', Runtime: python3.13}", "aws-lambda.zip.entry: Handler instead of  at 'x'\n"},
      {"{CodeUri: src}", "aws-lambda.zip.entry: Runtime and Handler instead of  at src\n"},
      {"{CodeUri: src, Runtime: null, Handler: a.b}", "aws-lambda.zip.entry: Runtime instead of  at src\n"},
      {"{Code: {ImageUri: a}}", "cloudformation.misspelt-property: Code instead of CodeUri at Code\n"},
      {"{PackageType: Image, CodeUri: src}", ""},
      {"{PackageType: !If [A, Zip, Image], CodeUri: src}", ""},
      {"{ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}, AutoPublishAlias: live}", ""},
      {"{ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}}",
       "aws-lambda.provisioned-alias:  instead of  at {ProvisionedConcurrentExecutions: 1}\n"},
  };
  check(table, function);
  CHECK(
      import(std::string(function) + "{Fn::Transform: {Name: AWS::Include}, CodeUri: src}\n").violations() ==
      "");
  const std::string globals =
      "Globals: {Function: {Runtime: python3.13, Handler: a.b, AutoPublishAlias: live}}\n";
  CHECK(import(globals + function +
               "{CodeUri: src, ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}}\n")
            .violations() == "");
}

TEST_CASE("environment variables have four kilobytes in all") {
  const auto violations = [](const std::string& variables, const std::string& shared) {
    return import("Globals: {Function: {Environment: {Variables: {" + shared + "}}}}\n" + function +
                  "{Environment: {Variables: {" + variables + "}}}\n")
        .violations();
  };
  const std::string half(2048, 'x');
  CHECK(violations("AB: " + half.substr(2), "BC: " + half.substr(2)) == "");
  CHECK(violations("AB: " + half.substr(2), "AB: " + half + half) == "");
  CHECK(violations("AB: " + half.substr(1), "BC: " + half.substr(2))
            .starts_with("aws-lambda.environment: 4097B instead of at most 4KiB"));
}

TEST_CASE("what resources beside a function say of how it is called") {
  static constexpr Case table[] = {
      {"{Type: AWS::Lambda::EventInvokeConfig, Properties: {FunctionName: !Ref Fn, MaximumRetryAttempts: 3}}",
       "aws-lambda.asynchronous.retries: 3 instead of 0 to 2 at 3\n"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: "
       "\"arn:aws:kinesis:eu-west-1:1:stream/s\", StartingPosition: LATEST, BatchSize: 0, "
       "ParallelizationFactor: 11}}",
       "aws-lambda.stream.batch-size: 0 instead of 1 to 10000 at 0\n"
       "aws-lambda.stream.parallelization: 11 instead of 1 to 10 at 11\n"},
      {"{Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationUri: !GetAtt Fn.Arn, "
       "TimeoutInMillis: 40000}}",
       "aws-lambda.api-gateway-http.integration-timeout: 40s instead of 50ms to 30s at 40000\n"},
      {"{Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Api, IntegrationUri: !GetAtt Fn.Arn, "
       "TimeoutInMillis: 30000}}",
       ""},
      {"{Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: at(2026-12-01T03:00:00), Target: "
       "{Arn: !GetAtt Fn.Arn}}}",
       ""},
      {"{Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(0 minutes), Targets: [{Arn: !GetAtt "
       "Fn.Arn}]}}",
       "aws-lambda.schedule: rate(0 minutes) instead of `0` is no number above zero at rate(0 minutes)\n"},
  };
  check(table, R"(
Resources:
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: HTTP}}
  Fn: {Type: AWS::Lambda::Function, Properties: {SnapStart: {ApplyOn: PublishedVersions}}}
  Other: )");
}

TEST_CASE("streams that a function reads") {
  static constexpr Case table[] = {
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: LATEST, BatchSize: 10000, "
       "ParallelizationFactor: 10, "
       "MaximumRetryAttempts: -1}}",
       ""},
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: LATEST, BatchSize: 0}}",
       "aws-lambda.stream.batch-size: 0 instead of 1 to 10000 at 0\n"},
      {"{Type: DynamoDB, Properties: {Stream: a, StartingPosition: LATEST, BatchSize: 10001, "
       "ParallelizationFactor: "
       "11}}",
       "aws-lambda.stream.batch-size: 10001 instead of 1 to 10000 at 10001\n"
       "aws-lambda.stream.parallelization: 11 instead of 1 to 10 at 11\n"},
      {"{Type: DynamoDB, Properties: {Stream: a, StartingPosition: LATEST, MaximumRetryAttempts: -2, "
       "TumblingWindowInSeconds: 901}}",
       "aws-lambda.stream.retries: -2 instead of 0 to 10000 at -2\n"
       "aws-lambda.stream.tumbling-window: 901s instead of 0s to 15min at 901\n"},
      {"{Type: MSK, Properties: {Stream: a, StartingPosition: LATEST, MaximumBatchingWindowInSeconds: 301}}",
       "aws-lambda.stream.batch-window: 301s instead of 0s to 5min at 301\n"},
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: LATEST, BatchSize: !Ref Size}}", ""},
  };
  check(table, event, "}}");
}

TEST_CASE("where reading a stream begins") {
  static constexpr Case table[] = {
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: !Ref P}}", ""},
      {"{Type: Kinesis, Properties: {Stream: a}}",
       "aws-lambda.stream.start: Kinesis instead of  at {Stream: a}\n"},
      {"{Type: MSK, Properties: {Stream: a}}", "aws-lambda.stream.start: MSK instead of  at {Stream: a}\n"},
      {"{Type: SQS, Properties: {Queue: a}}", ""},
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: AT_TIMESTAMP}}", ""},
      {"{Type: Kinesis, Properties: {Stream: a, StartingPosition: latest}}",
       "aws-lambda.word: StartingPosition latest instead of TRIM_HORIZON, LATEST, AT_TIMESTAMP at latest\n"},
      {"{Type: DynamoDB, Properties: {Stream: a, StartingPosition: AT_TIMESTAMP}}",
       "aws-lambda.word: StartingPosition AT_TIMESTAMP instead of TRIM_HORIZON, LATEST at AT_TIMESTAMP\n"},
  };
  check(table, event, "}}");
  static constexpr Case mappings[] = {
      {"EventSourceArn: !GetAtt Table.StreamArn, StartingPosition: LATEST", ""},
      {"EventSourceArn: !Ref P", ""},
      {"EventSourceArn: !GetAtt Table.StreamArn",
       "aws-lambda.stream.start: DynamoDB instead of  at {FunctionName: !Ref Fn, EventSourceArn: !GetAtt "
       "Table.StreamArn}\n"},
  };
  check(mappings, R"(
Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Fn: {Type: AWS::Lambda::Function}
  Other: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, )",
        "}}");
}

TEST_CASE("what an event cannot do without") {
  static constexpr Case table[] = {
      {"{Type: SQS, Properties: {BatchSize: 1}}",
       "aws-lambda.event-lacks: SQS instead of Queue at {BatchSize: 1}\n"},
      {"{Type: SQS}", "aws-lambda.event-lacks: SQS instead of Queue at {Type: SQS}\n"},
      {"{Type: SQS, Properties: {Queue: !Ref P}}", ""},
      {"{Type: SQS, Properties: !Ref P}", ""},
      {"{Type: Api, Properties: {Method: get}}",
       "aws-lambda.event-lacks: Api instead of Path at {Method: get}\n"},
      {"{Type: Api}", "aws-lambda.event-lacks: Api instead of Path and Method at {Type: Api}\n"},
      {"{Type: Api, Properties: {Method: get, Path: /}}", ""},
      {"{Type: HttpApi}", ""},
  };
  check(table, event, "}}");
}

TEST_CASE("names of functions and of their variables") {
  static constexpr Case table[] = {
      {"{FunctionName: a_b-C3}", ""},
      {"{FunctionName: !Ref P}", ""},
      {"{FunctionName: <name>}", ""},
      {"{FunctionName: !Sub '${P}-a b'}", ""},
      {"{FunctionName: 'a b'}", "aws-lambda.function-name: a b instead of  at 'a b'\n"},
      {"{FunctionName: a2345678901234567890123456789012345678901234567890123456789012345}",
       "aws-lambda.function-name: a2345678901234567890123456789012345678901234567890123456789012345 instead "
       "of "
       " at a2345678901234567890123456789012345678901234567890123456789012345\n"},
      {"{Environment: {Variables: {A_1: b, '${X}': c}}}", ""},
      {"{Environment: {Variables: {A-B: c}}}", "aws-lambda.variable-name: A-B instead of  at c\n"},
      {"{Environment: {Variables: {1A: c}}}", "aws-lambda.variable-name: 1A instead of  at c\n"},
      {"{FunctionUrlConfig: {AuthType: NONE}}", ""},
      {"{FunctionUrlConfig: {InvokeMode: BUFFERED}}",
       "aws-lambda.url.who-missing:  instead of  at {InvokeMode: BUFFERED}\n"},
  };
  check(table, function);
}

TEST_CASE("schedules that start a function") {
  static constexpr Case table[] = {
      {"{Type: Schedule, Properties: {Schedule: rate(5 minutes)}}", ""},
      {"{Type: Schedule, Properties: {Schedule: !Ref Often}}", ""},
      {"{Type: Schedule, Properties: {Schedule: rate(0 minutes)}}",
       "aws-lambda.schedule: rate(0 minutes) instead of `0` is no number above zero at rate(0 minutes)\n"},
      {"{Type: Schedule, Properties: {Schedule: cron(0 25 * * ? *)}}",
       "aws-lambda.schedule: cron(0 25 * * ? *) instead of 25 is above 23, the last hour at cron(0 25 * * ? "
       "*)\n"},
      {"{Type: ScheduleV2, Properties: {ScheduleExpression: cron(0 5 * * * *)}}",
       "aws-lambda.schedule: cron(0 5 * * * *) instead of of the day of the month and the day of the week, "
       "one "
       "and only one is `?` at cron(0 5 * * * *)\n"},
  };
  check(table, event, "}}");
}

TEST_CASE("an HTTP API waits half a minute for a function") {
  static constexpr Case table[] = {
      {"{Type: HttpApi, Properties: {TimeoutInMillis: 30000}}", ""},
      {"{Type: HttpApi, Properties: {TimeoutInMillis: 40000}}",
       "aws-lambda.api-gateway-http.integration-timeout: 40s instead of 50ms to 30s at 40000\n"},
      {"{Type: HttpApi, Properties: {TimeoutInMillis: 10}}",
       "aws-lambda.api-gateway-http.integration-timeout: 10ms instead of 50ms to 30s at 10\n"},
      // A REST API may have been given more.
      {"{Type: Api, Properties: {Path: /, Method: get, TimeoutInMillis: 40000}}", ""},
  };
  check(table, event, "}}");
}

TEST_CASE("a gateway ends a request before the timeout of the function does") {
  static constexpr Case table[] = {
      {"{Timeout: 30, Events: {A: {Type: HttpApi}}}", ""},
      {"{Timeout: 120, Events: {A: {Type: HttpApi}, B: {Type: HttpApi}}}",
       "aws-lambda.api-gateway-http.ends-earlier: 2min instead of at most 30s at 120\n"},
      {"{Timeout: 29, Events: {A: {Type: Api, Properties: {Path: /, Method: get}}}}", ""},
      {"{Timeout: 30, Events: {A: {Type: Api, Properties: {Path: /, Method: get}}}}",
       "aws-lambda.api-gateway-rest.ends-earlier: 30s instead of at most 29s at 30\n"},
      {"{Timeout: 60, Events: {A: {Type: Api, Properties: {Path: /, Method: get, TimeoutInMillis: 60000}}}}",
       ""},
      {"{Timeout: !Ref Time, Events: {A: {Type: Api, Properties: {Path: /, Method: get}}}}", ""},
      {"{Timeout: 120, FunctionUrlConfig: {AuthType: NONE}}", ""},
  };
  check(table, function);
}

TEST_CASE("a load balancer ends a request before the timeout of the function does") {
  static constexpr Case table[] = {
      {"60}}", ""},
      {"120}}", "aws-lambda.alb.ends-earlier: 2min instead of at most 1min at 120\n"},
      {"120}}\n  B: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {LoadBalancerAttributes: "
       "[{Key: idle_timeout.timeout_seconds, Value: \"300\"}]}}",
       ""},
      {"120}}\n  B: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {LoadBalancerAttributes: "
       "[{Key: idle_timeout.timeout_seconds, Value: \"90\"}]}}",
       "aws-lambda.alb.ends-earlier: 2min instead of 90s at 120\n"},
      {"120}}\n  B: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {LoadBalancerAttributes: "
       "[{Key: idle_timeout.timeout_seconds, Value: !Ref AWS::StackName}]}}",
       ""},
  };
  check(
      table,
      "Resources:\n  G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: lambda, "
      "Targets: [{Id: !GetAtt F.Arn}]}}\n  F: {Type: AWS::Lambda::Function, Properties: {Handler: a.b, Role: "
      "r, Runtime: python3.13, Code: {ZipFile: a}, Timeout: ",
      "");
}

TEST_CASE("a function streams through no HTTP API and no load balancer of its template") {
  const std::string said = "Resources:\n  F:\n    Metadata: {Placer: {streaming: true}}\n";
  const std::string sam = said + "    Type: AWS::Serverless::Function\n    Properties: ";
  const auto found = [](const std::string& text) { return import(text).violations(); };
  CHECK(found(sam + "{Events: {A: {Type: HttpApi}}}") ==
        "aws-lambda.way-in.streams-not: api-gateway-http instead of  at true\n");
  CHECK(found(sam + "{Events: {A: {Type: Api, Properties: {Path: /, Method: get}}}}") == "");
  CHECK(found(sam + "{FunctionUrlConfig: {AuthType: NONE}}") == "");
  CHECK(found(sam + "{FunctionUrlConfig: {AuthType: NONE, InvokeMode: RESPONSE_STREAM}, Events: {A: {Type: "
                    "HttpApi}}}") == "");
  const std::string balanced =
      "    Type: AWS::Lambda::Function\n    Properties: {Handler: a.b, Role: r, Runtime: python3.13, Code: "
      "{ZipFile: a}}\n  G: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {TargetType: lambda, "
      "Targets: [{Id: !GetAtt F.Arn}]}}\n";
  CHECK(found(said + balanced) == "aws-lambda.way-in.streams-not: alb instead of  at true\n");
  CHECK(found("Resources:\n  F:\n" + balanced) == "");
}

TEST_CASE("a description of a function has an end") {
  const auto about = [](std::size_t length) {
    return import(function + ("{Description: " + std::string(length, 'a') + "}\n")).violations();
  };
  CHECK(about(256) == "");
  CHECK(about(257).starts_with("aws-lambda.description: 257 instead of at most 256 at "));
}
