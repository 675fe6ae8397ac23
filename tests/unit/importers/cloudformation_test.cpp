// Functions of SAM and CloudFormation, what starts them, and what of a template is no workload.
#include "doc/read.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

using placer::test::check;
using placer::test::contains;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

namespace {

std::size_t skipped(const std::string& text) {
  placer::SourceMap sources;
  placer::DiagnosticSink sink;
  std::vector<placer::Workload> workloads;
  placer::importers::ImportContext context{placer::test::builtin("current"), sink, workloads};
  placer::importers::FileImport reading(context, "", placer::importers::Match::possible);
  placer::doc::read_documents(sources, sources.add("w.yaml", text), sink,
                              [&](const placer::doc::Document& document) { reading.read(document); });
  reading.finish();
  return context.skipped.size();
}

}  // namespace

TEST_CASE("settings of a function") {
  static constexpr FactCase table[] = {
      {"{Timeout: 900}", "timeout", "15min"},
      {"{MemorySize: 512}", "memory", "512MiB"},
      {"{EphemeralStorage: {Size: 2048}}", "scratch_disk", "2GiB"},
      {"{Runtime: python3.13}", "runtime", "python3.13"},
      {"{Architectures: [arm64]}", "architecture", "arm64"},
      {"{Architectures: [x86_64]}", "architecture", "x86_64"},
      {"{Architectures: !Ref X}", "architecture",
       " (unresolved) = `X` is known only when the template is deployed"},
      {"{Layers: [!Ref A, \"arn:aws:lambda:b\"]}", "layers", "2"},
      {"{Layers: []}", "layers", "nothing"},
      {"{Layers: [!Ref A, !If [C, !Ref B, !Ref AWS::NoValue]]}", "layers", "1..2"},
      {"{Layers: !Ref All}", "layers", " (unresolved) = `All` is known only when the template is deployed"},
      {"{ReservedConcurrentExecutions: 5}", "scale.max", "5"},
      {"{VpcConfig: {SubnetIds: [!Ref Subnet]}}", "private_network", "true"},
      {"{VpcConfig: {SubnetIds: !Ref Subnets}}", "private_network", "true"},
      {"{VpcConfig: {SubnetIds: []}}", "private_network", "nothing"},
      {"{VpcConfig: !Ref AWS::NoValue}", "private_network", "nothing"},
      {"{VpcConfig: !If [C, {SubnetIds: [a]}, !Ref AWS::NoValue]}", "private_network",
       " (unresolved) = `!If` is known only when the template is deployed"},
      {"{FileSystemConfigs: [{Arn: a, LocalMountPath: /mnt/a}]}", "shared_filesystem", "true"},
      {"{}", "timeout", "nothing"},
      {"{}", "memory", "nothing"},
      {"{}", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {"{}", "nodes", "1 (platform_default) = a function runs on one machine"},
      {"{}", "host.path", "false (platform_default) = the manifest does not ask for it"},
  };
  check(table, "Resources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties: ");
}

TEST_CASE("package of a function") {
  static constexpr FactCase table[] = {
      {"{PackageType: Image}", "package.format", "image"},
      {"{PackageType: Image, Handler: a.b}", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"{PackageType: Zip}", "package.format", "zip"},
      {"{Code: {ImageUri: a}}", "package.format", "image (derived) = it names an image"},
      {"{Code: {ImageUri: !Ref Uri}}", "target", "aws-lambda/image (derived) = what the manifest describes"},
      {"{ImageUri: a}", "package.format", "image (derived) = it names an image"},
      {"{Handler: a.b}", "package.format", "zip (derived) = it has code and no image"},
      {"{CodeUri: src/}", "package.format", "zip (derived) = it has code and no image"},
      {"{InlineCode: \"x\"}", "package.format", "zip (derived) = it has code and no image"},
      {"{Code: {ZipFile: x}}", "package.format", "zip (derived) = it has code and no image"},
      {"{Code: {ZipFile: x}}", "target", "aws-lambda/zip (derived) = what the manifest describes"},
      {"{}", "package.format", "nothing"},
      {"{}", "target", "aws-lambda/zip (derived) = what the manifest describes"},
      {"{PackageType: !Ref Type}", "target",
       "aws-lambda/zip, aws-lambda/image (derived) = `Type` is known only when the template is deployed"},
      {"{DurableConfig: !If [X, {ExecutionTimeout: 9}, !Ref AWS::NoValue], Runtime: go}", "target",
       "aws-lambda/zip, aws-lambda/durable (derived) = `!If` is known only when the template is deployed"},
      {"{DurableConfig: !Ref X, PackageType: !Ref Type}", "target",
       "aws-lambda/durable (derived) = what the manifest describes"},
  };
  check(table, "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: ");
}

TEST_CASE("globals are merged as SAM does") {
  const std::string globals = R"(
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 20
    MemorySize: !Ref Memory
    Runtime: nodejs22.x
    Layers: [a, b]
    VpcConfig: {SecurityGroupIds: [x], SubnetIds: [y]}
    EphemeralStorage: {Size: 1024}
Parameters:
  Memory: {Type: Number, Default: 256}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: )";
  static constexpr FactCase table[] = {
      {"{}", "timeout", "20s"},
      {"{Timeout: 5}", "timeout", "5s"},
      {"{Timeout: !Ref AWS::NoValue}", "timeout", "nothing"},
      {"{}", "memory", "256MiB (assumed) = the default of parameter `Memory`"},
      {"{}", "runtime", "nodejs22.x"},
      {"{Layers: [c]}", "layers", "3 (derived) = 1 of them of its own"},
      {"{}", "layers", "2"},
      {"{VpcConfig: {SecurityGroupIds: [z]}}", "private_network", "true"},
      {"{VpcConfig: {SubnetIds: []}}", "private_network", "nothing"},
      {"{}", "scratch_disk", "1GiB"},
  };
  check(table, globals);
  CHECK(import(R"(
Globals: {Function: {Timeout: 20}}
Resources: {Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}}
)")
            .fact("timeout") == "nothing");
}

TEST_CASE("a function may take nothing from the globals") {
  static constexpr FactCase table[] = {
      {"IgnoreGlobals: [Runtime, Layers]", "runtime", "nothing"},
      {"IgnoreGlobals: [Runtime, Layers]", "layers", "nothing"},
      {"IgnoreGlobals: [Runtime, Layers]", "timeout", "20s"},
      {"IgnoreGlobals: [VpcConfig]", "private_network", "nothing"},
      {"IgnoreGlobals: [Runtime], Properties: {Runtime: ruby3.4}", "runtime", "ruby3.4"},
      {"IgnoreGlobals: '*'", "timeout", "nothing"},
      {"IgnoreGlobals: '*', Properties: {Timeout: 5}", "timeout", "5s"},
      {"Properties: {Runtime: null}", "runtime", "nothing"},
      {"Properties: {Layers: ~}", "layers", "nothing"},
      {"Properties: {VpcConfig: }", "private_network", "nothing"},
      {"Properties: {VpcConfig: !Ref AWS::NoValue}", "private_network", "nothing"},
      {"Properties: {VpcConfig: {SubnetIds: null}}", "private_network", "nothing"},
  };
  check(table,
        "Globals: {Function: {Timeout: 20, Runtime: ruby3.2, Layers: [a], VpcConfig: {SubnetIds: [y]}}}\n"
        "Resources: {Fn: {Type: AWS::Serverless::Function, ",
        "}}");
}

TEST_CASE("layers of a function and of all functions stand at the longer list") {
  const Imported imported = import(R"(
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Layers: [a]}}
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {Layers: [b, c, d, e, f, g]}}
)");
  CHECK(imported.fact("layers") == "7 (derived) = 1 of them in `Globals`");
  for (const placer::Fact& fact : imported.workloads.front().facts)
    if (fact.value.low == 7)
      CHECK(placer::test::guilty_text(imported.sources, fact.where) == "[b, c, d, e, f, g]");
}

TEST_CASE("events of a SAM function") {
  static constexpr FactCase table[] = {
      {"A: {Type: Api}", "trigger", "http (derived) = started by Api"},
      {"A: {Type: HttpApi}", "trigger", "http (derived) = started by HttpApi"},
      {"A: {Type: Api}, B: {Type: HttpApi}", "trigger", "http (derived) = started by Api, HttpApi"},
      {"A: {Type: Api}", "front_door", "nothing"},
      {"A: {Type: HttpApi}", "front_door", "nothing"},
      {"A: {Type: SQS}", "trigger", "queue (derived) = started by SQS"},
      {"A: {Type: Kinesis}, B: {Type: DynamoDB}", "trigger",
       "stream (derived) = started by Kinesis, DynamoDB"},
      {"A: {Type: MSK}", "trigger", "stream (derived) = started by MSK"},
      {"A: {Type: SQS}", "broker", "sqs (derived) = started by SQS"},
      {"A: {Type: SQS}, B: {Type: SQS}", "broker", "sqs (derived) = started by SQS"},
      {"A: {Type: MQ}", "broker", "amazon-mq (derived) = started by MQ"},
      {"A: {Type: DocumentDB}", "broker", "documentdb (derived) = started by DocumentDB"},
      {"A: {Type: MSK}, B: {Type: SelfManagedKafka}", "broker",
       "kafka (derived) = started by MSK, SelfManagedKafka"},
      // Both send, so that neither is an alternative to the other.
      {"A: {Type: Kinesis}, B: {Type: DynamoDB}", "broker", "nothing"},
      {"A: {Type: SQS}, B: {Type: NewKind}", "broker", "nothing"},
      {"A: {Type: S3}", "broker", "nothing"},
      {"A: {Type: S3}", "trigger", "event (derived) = started by S3"},
      {"A: {Type: SNS}, B: {Type: EventBridgeRule}", "trigger",
       "event (derived) = started by SNS, EventBridgeRule"},
      {"A: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}", "trigger",
       "schedule (derived) = started by Schedule"},
      {"A: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}", "schedule", "rate(5 minutes)"},
      {"A: {Type: ScheduleV2, Properties: {ScheduleExpression: cron(0 3 * * ? *)}}", "schedule",
       "cron(0 3 * * ? *)"},
      {"A: {Type: Schedule, Properties: {Schedule: a}}, B: {Type: Schedule, Properties: {Schedule: b}}",
       "schedule", "a; b"},
      {"A: {Type: Schedule, Properties: {Schedule: !Ref When}}", "schedule",
       " (unresolved) = `When` is known only when the template is deployed"},
      {"A: {Type: Api}, B: {Type: SQS}", "trigger", " (unresolved) = several things start it: Api, SQS"},
      {"A: {Type: NewKind}", "trigger", " (unresolved) = what NewKind brings is not known"},
  };
  check(table, "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {Events: {", "}}}}");
  const Imported url = import(
      "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {FunctionUrlConfig: {AuthType: "
      "NONE}}}}");
  CHECK(url.fact("trigger") == "http (derived) = started by FunctionUrlConfig");
  CHECK(url.fact("front_door") == "nothing");
}

TEST_CASE("resources that start a function") {
  static constexpr FactCase table[] = {
      {"{Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Fn}}", "front_door", "nothing"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt "
       "Queue.Arn}}",
       "trigger", "queue (derived) = started by AWS::Lambda::EventSourceMapping"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !GetAtt "
       "Queue.Arn}}",
       "broker", "sqs (derived) = started by AWS::Lambda::EventSourceMapping"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: "
       "\"arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/s\"}}",
       "broker", "dynamodb-streams (derived) = started by AWS::Lambda::EventSourceMapping"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, SelfManagedEventSource: "
       "{Endpoints: {KafkaBootstrapServers: [a]}}}}",
       "broker", "kafka (derived) = started by AWS::Lambda::EventSourceMapping"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref "
       "Given}}",
       "broker", "nothing"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !GetAtt Fn.Arn, EventSourceArn: "
       "\"arn:aws:kinesis:eu-west-1:123456789012:stream/s\"}}",
       "trigger", "stream (derived) = started by AWS::Lambda::EventSourceMapping"},
      {"{Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref Fn, EventSourceArn: !Ref "
       "Given}}",
       "trigger", " (unresolved) = what AWS::Lambda::EventSourceMapping brings is not known"},
      {"{Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Arn: !GetAtt "
       "Fn.Arn}]}}",
       "trigger", "schedule (derived) = started by AWS::Events::Rule"},
      {"{Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Arn: !GetAtt "
       "Fn.Arn}]}}",
       "schedule", "rate(1 day)"},
      {"{Type: AWS::Events::Rule, Properties: {EventPattern: {}, Targets: [{Arn: {Fn::GetAtt: [Fn, Arn]}}]}}",
       "trigger", "event (derived) = started by AWS::Events::Rule"},
      {"{Type: AWS::Scheduler::Schedule, Properties: {ScheduleExpression: rate(1 hour), Target: {Arn: "
       "!GetAtt Fn.Arn}}}",
       "schedule", "rate(1 hour)"},
      {"{Type: AWS::ApiGateway::Method, Properties: {Integration: {Uri: !Sub "
       "\"arn:${AWS::Region}:${Fn.Arn}/invocations\"}}}",
       "trigger", "http (derived) = started by AWS::ApiGateway::Method"},
      {"{Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Sockets, IntegrationUri: !GetAtt "
       "Fn.Arn}}",
       "trigger", "websocket (derived) = started by AWS::ApiGatewayV2::Integration"},
      {"{Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Principal: s3.amazonaws.com}}",
       "trigger", "event (derived) = started by AWS::Lambda::Permission"},
      {"{Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Principal: "
       "events.amazonaws.com}}",
       "trigger", "nothing"},
      // It could be the one of messages or an ordinary one.
      {"{Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Principal: "
       "apigateway.amazonaws.com}}",
       "trigger", "nothing"},
      {"{Type: \"Custom::Thing\", Properties: {ServiceToken: !GetAtt Fn.Arn}}", "trigger",
       "event (derived) = started by Custom::Thing"},
      {"{Type: AWS::IAM::Policy, Properties: {Resource: !GetAtt Fn.Arn}}", "trigger", "nothing"},
      {"{Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, ProvisionedConcurrencyConfig: "
       "{ProvisionedConcurrentExecutions: 3}}}",
       "scale.min", "3"},
      {"{Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Live}}", "trigger",
       "http (derived) = started by AWS::Lambda::Url"},
  };
  check(table, R"(
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  Queue: {Type: AWS::SQS::Queue}
  Sockets: {Type: AWS::ApiGatewayV2::Api, Properties: {ProtocolType: WEBSOCKET}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn}}
  Other: )");
}

TEST_CASE("a permission counts where nothing else says what calls") {
  const Imported imported = import(R"(
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  May: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Principal: sns.amazonaws.com}}
  Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref Fn}}
)");
  CHECK(imported.fact("trigger") == "http (derived) = started by AWS::Lambda::Url");
}

TEST_CASE("workloads are called by their logical id and the rest is counted") {
  const std::string text = R"(
Resources:
  Role: {Type: AWS::IAM::Role}
  B: {Type: AWS::Lambda::Function, Properties: {Handler: a.b}}
  A: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
  Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref B}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref B}}
  Topic: {Type: AWS::SNS::Topic}
)";
  const Imported imported = import(text);
  CHECK(imported.problems() == "");
  CHECK(imported.names() == "B A");
  CHECK(imported.workloads.front().foreign);
  CHECK(imported.sources.position(imported.workloads.front().where).line == 4);
  CHECK(skipped(text) == 2);
}

TEST_CASE("templates are known by their resources") {
  CHECK(import("Resources: {A: {Type: AWS::Lambda::Function}}").names() == "A");
  CHECK(import(R"({"Resources": {"A": {"Type": "AWS::Lambda::Function", "Properties": {}}}})").names() ==
        "A");
  CHECK(import("Transform: [AWS::Serverless-2016-10-31]\nResources: {A: {Type: AWS::Serverless::Function}}")
            .names() == "A");
  CHECK(skipped("Resources: {A: {Type: AWS::S3::Bucket}}") == 1);
  CHECK(skipped("Resources: {A: {Type: something}}") == 0);
}

TEST_CASE("metadata of a resource says what the template cannot") {
  const Imported imported = import(R"(
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Metadata: {Placer: {dependency_size: 40MiB, timeout: 1min}}
    Properties: {Timeout: 10}
)");
  CHECK(
      imported.problems() ==
      "1min | `timeout` is said by the manifest itself, which counts instead of this | take one of them out; "
      "`--set` counts more than both\n");
  CHECK(imported.fact("package.size") == "40MiB (assumed)");
  CHECK(imported.fact("timeout") == "10s");
}

TEST_CASE("what a macro adds to a resource is not known") {
  const char* include = "{Name: AWS::Include, Parameters: {Location: s3://b/f.yaml}}";
  for (const std::string& body :
       {"{Type: AWS::Lambda::Function, Properties: {Runtime: python3.13, Fn::Transform: " +
            std::string(include) + "}}",
        "{Type: AWS::Lambda::Function, Properties: {Fn::Transform: " + std::string(include) + "}}",
        "{Type: AWS::Lambda::Function, Fn::Transform: " + std::string(include) + "}"}) {
    CAPTURE(body);
    const Imported imported = import("Resources:\n  Fn: " + body + "\n");
    CHECK_THAT(imported.fact("timeout"), contains("(unresolved)"));
    CHECK_THAT(imported.fact("memory"), contains("(unresolved)"));
    CHECK(imported.fact("trigger") == "nothing");
    CHECK_FALSE(imported.sink.has_errors());
    REQUIRE(imported.sink.in_order().size() == 1);
    CHECK(imported.sink.in_order().front().code == "manifest.unexpanded");
  }
  const Imported stated =
      import("Resources:\n  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: 5, Fn::Transform: " +
             std::string(include) + "}}\n");
  CHECK(stated.fact("timeout") == "5s");
}

TEST_CASE("properties that are filled in elsewhere leave all open") {
  const Imported imported = import("Resources: {Fn: {Type: AWS::Lambda::Function, Properties: !Ref X}}");
  CHECK_THAT(imported.fact("timeout"), contains("(unresolved)"));
  CHECK_THAT(imported.fact("memory"), contains("(unresolved)"));
  CHECK_THAT(imported.fact("target"),
             contains("aws-lambda/zip, aws-lambda/image, aws-lambda/managed-instances"));
}

TEST_CASE("bad values are reported and the rest stays") {
  const Imported imported = import(R"(
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Timeout: soon, MemorySize: 128MB, Runtime: [a], EphemeralStorage: 5, Layers: x}
  Other: {Type: AWS::Lambda::Function, Properties: {Timeout: 3}}
)");
  CHECK_THAT(imported.problems(), contains("soon | timeout: `soon` is no number"));
  CHECK_THAT(imported.problems(), contains("128MB | memory: "));
  CHECK_THAT(imported.problems(), contains("x | `Layers` is a value where a list is expected"));
  CHECK_THAT(imported.fact("layers"), contains("(unresolved)"));
  CHECK(imported.names() == "Fn Other");
  CHECK_THAT(imported.fact("runtime"), contains("(unresolved)"));
  CHECK_THAT(imported.problems(), contains("5 | `EphemeralStorage` is a value where a mapping is expected"));
  CHECK_THAT(imported.fact("scratch_disk"), contains("(unresolved)"));
}

TEST_CASE("who chooses one of several things that start a function leaves out the others") {
  struct Row {
    const char* said;
    const char* trigger;
    const char* schedule;
    const char* problems;
  };
  static constexpr Row table[] = {
      {"trigger: http", "http (assumed)", "nothing", ""},
      {"trigger: schedule", "schedule (assumed)", "rate(5 minutes)", ""},
      {"traffic: bursty", " (unresolved) = several things start it: HttpApi, Schedule", "rate(5 minutes)",
       ""},
      {"trigger: queue", "queue (assumed)", "rate(5 minutes)",
       "rate(5 minutes) | a schedule starts work, `trigger` says something else\n"},
  };
  for (const Row& row : table) {
    CAPTURE(row.said);
    const Imported imported = import(
        "Resources: {Fn: {Type: AWS::Serverless::Function, Metadata: {Placer: {" + std::string(row.said) +
        "}}, Properties: {Events: {A: {Type: HttpApi}, B: {Type: Schedule, Properties: {Schedule: "
        "rate(5 minutes)}}}}}}");
    CHECK(imported.fact("trigger") == row.trigger);
    CHECK(imported.fact("schedule") == row.schedule);
    CHECK(imported.problems() == row.problems);
  }
  const Imported one = import(
      "Resources: {Fn: {Type: AWS::Serverless::Function, Metadata: {Placer: {trigger: http}}, Properties: "
      "{Events: {B: {Type: Schedule, Properties: {Schedule: rate(5 minutes)}}}}}}");
  CHECK(one.problems() == "rate(5 minutes) | a schedule starts work, `trigger` says something else\n");
}
