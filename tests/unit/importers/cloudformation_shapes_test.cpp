// Templates, task definitions and function configurations in which something has another shape than the
// format wants: each is said where it stands, nothing is guessed from it, and the rest is read.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::contains;
using placer::test::import;
using placer::test::Imported;

namespace {

struct Case {
  const char* text;
  const char* problems;
};

void check(std::span<const Case> table) {
  for (const Case& one : table) {
    CAPTURE(one.text);
    const Imported imported = import(one.text);
    CHECK(imported.problems() == one.problems);
    // What has another shape is a mistake; the rest may come out right when the template is deployed.
    const std::string_view problems = one.problems;
    const bool is_misshapen = problems.find("is expected") != std::string_view::npos ||
                              problems.find("has no `Type`") != std::string_view::npos;
    CHECK(imported.sink.has_errors() == is_misshapen);
  }
}

}  // namespace

TEST_CASE("sections of a template of another shape are said") {
  static constexpr Case table[] = {
      {"AWSTemplateFormatVersion: a\nResources: []\n",
       "[] | `Resources` is a list where a mapping is expected | write `Resources:` and `key: value` lines "
       "below it\n"},
      {"Transform: AWS::Serverless-2016-10-31\nResources: x\n",
       "x | `Resources` is a value where a mapping is expected | write `Resources:` and `key: value` lines "
       "below it\n"},
      {"Parameters: 5\nResources: {A: {Type: AWS::S3::Bucket}}\n",
       "5 | `Parameters` is a value where a mapping is expected | write `Parameters:` and `key: value` lines "
       "below it\n"},
      {"Conditions: [a]\nResources: {A: {Type: AWS::S3::Bucket}}\n",
       "[a] | `Conditions` is a list where a mapping is expected | write `Conditions:` and `key: value` "
       "lines below "
       "it\n"},
      {"Mappings: x\nResources: {A: {Type: AWS::S3::Bucket}}\n",
       "x | `Mappings` is a value where a mapping is expected | write `Mappings:` and `key: value` lines "
       "below it\n"},
      {"Globals: []\nResources: {A: {Type: AWS::Serverless::Function}}\n",
       "[] | `Globals` is a list where a mapping is expected | write `Globals:` and `key: value` lines below "
       "it\n"},
      {"Globals: {Function: x}\nResources: {A: {Type: AWS::Serverless::Function}}\n",
       "x | `Function` is a value where a mapping is expected | write `Function:` and `key: value` lines "
       "below it\n"},
      {"Resources: {A: {Type: AWS::S3::Bucket}, B: [x]}\n",
       "[x] | `B` is a list where a mapping with `Type` is expected | write `B:` and `key: value` lines "
       "below it\n"},
      {"Resources: {A: {Type: AWS::S3::Bucket}, B: {Type: [a]}}\n",
       "[a] | `Type` is a list where one value is expected | write one number or text\n"},
      {"Resources: {A: {Type: AWS::S3::Bucket}, B: {Properties: {}}}\n",
       "B | resource `B` has no `Type`, so nothing is known of it | write `Type: AWS::...`\n"},
      {"Resources: {A: {Type: AWS::S3::Bucket}, \"Fn::ForEach::Topics\": [Name, [a, b], {}]}\n",
       "\"Fn::ForEach::Topics\" | what `Fn::ForEach::Topics` makes is known only when the template is "
       "deployed | judge "
       "the processed template: aws cloudformation get-template --template-stage Processed\n"},
      {"Globals:\nParameters:\nMappings:\nResources: {A: {Type: AWS::Lambda::Function, Properties: }}\n", ""},
  };
  check(table);
}

TEST_CASE("metadata of another shape are said") {
  static constexpr Case table[] = {
      {"Resources: {A: {Type: AWS::Lambda::Function, Metadata: {Placer: 'timeout: 20min'}}}\n",
       "'timeout: 20min' | `Placer` is a value where a mapping is expected | write `Placer:` and `key: "
       "value` "
       "lines below it\n"},
      {"Resources: {A: {Type: AWS::Lambda::Function, Metadata: {Placer: [a]}}}\n",
       "[a] | `Placer` is a list where a mapping is expected | write `Placer:` and `key: value` lines below "
       "it\n"},
      {"Resources: {A: {Type: AWS::Lambda::Function, Metadata: {Placer: }}}\n", ""},
      {"Resources: {A: {Type: AWS::Lambda::Function, Metadata: {placer: {timeout: 20min}}}}\n",
       "placer | `placer` says nothing of the resource | write `Placer:` with a capital letter, below "
       "`Metadata:` of the resource\n"},
  };
  check(table);
}

TEST_CASE("settings of a function of another shape are said") {
  struct Function {
    const char* properties;
    const char* guilty;
    const char* message;
  };
  static constexpr Function table[] = {
      {"[1]", "[1]", "`Properties` is a list where a mapping is expected"},
      {"x", "x", "`Properties` is a value where a mapping is expected"},
      {"{Layers: foo}", "foo", "`Layers` is a value where a list is expected"},
      {"{Layers: {a: b}}", "{a: b}", "`Layers` is a mapping where a list is expected"},
      {"{Layers: [[a]], Architectures: [[a]]}", "[a]",
       "an item of `Architectures` is a list where one value is expected"},
      {"{Events: x}", "x", "`Events` is a value where a mapping is expected"},
      {"{Events: [a]}", "[a]", "`Events` is a list where a mapping is expected"},
      {"{Events: {A: x}}", "x", "`A` is a value where a mapping is expected"},
      {"{Events: {A: {Type: [SQS]}}}", "[SQS]", "`Type` is a list where one value is expected"},
      {"{Events: {A: {Type: SQS, Properties: x}}}", "x",
       "`Properties` is a value where a mapping is expected"},
      {"{Timeout: [3]}", "[3]", "`Timeout` is a list where one value is expected"},
      {"{Timeout: {a: 3}}", "{a: 3}", "`Timeout` is a mapping where one value is expected"},
      {"{MemorySize: !FindInMap [M, a, b]}", "[1, 2]", "`MemorySize` is a list where one value is expected"},
      {"{EphemeralStorage: 5}", "5", "`EphemeralStorage` is a value where a mapping is expected"},
      {"{VpcConfig: [a]}", "[a]", "`VpcConfig` is a list where a mapping is expected"},
      {"{VpcConfig: {SubnetIds: a}}", "a", "`SubnetIds` is a value where a list is expected"},
      {"{FileSystemConfigs: {Arn: a}}", "{Arn: a}",
       "`FileSystemConfigs` is a mapping where a list is expected"},
      {"{Architectures: arm64}", "arm64", "`Architectures` is a value where a list is expected"},
      {"{ProvisionedConcurrencyConfig: 3}", "3",
       "`ProvisionedConcurrencyConfig` is a value where a mapping is expected"},
  };
  for (const Function& one : table) {
    CAPTURE(one.properties);
    const Imported imported =
        import(std::string("Mappings: {M: {a: {b: [1, 2]}}}\nResources:\n  Fn:\n    Type: "
                           "AWS::Serverless::Function\n    Properties: ") +
               one.properties + "\n  Other: {Type: AWS::Lambda::Function}\n");
    CHECK_THAT(imported.problems(), contains(std::string(one.guilty) + " | " + one.message + " | "));
    CHECK(imported.names() == "Fn Other");
    // What a function makes of it may come out otherwise.
    const bool is_literal = std::string_view(one.properties).find('!') == std::string_view::npos;
    CHECK(imported.sink.has_errors() == is_literal);
    CHECK(imported.workloads.front().unread == is_literal);
    CHECK(!imported.workloads.back().unread);
  }
}

TEST_CASE("what has another shape is no statement") {
  const auto fact = [](const std::string& properties, const char* name) {
    return import("Resources: {Fn: {Type: AWS::Serverless::Function, Properties: " + properties + "}}")
        .fact(name);
  };
  CHECK(fact("[1]", "memory") == " (unresolved) = a mapping is expected here");
  CHECK(fact("[1]", "target") ==
        "aws-lambda/zip, aws-lambda/image, aws-lambda/managed-instances, aws-lambda/durable (derived) = a "
        "mapping "
        "is expected here");
  CHECK(fact("{Layers: a}", "layers") == " (unresolved) = a list is expected here");
  CHECK(fact("{Architectures: arm64}", "architecture") == " (unresolved) = a list is expected here");
  CHECK(fact("{Timeout: [3]}", "timeout") == " (unresolved) = one value is expected here");
  CHECK(fact("{Code: ./src}", "package.format") == "zip (derived) = it has code and no image");
}

TEST_CASE("what has another shape is said once") {
  const Imported imported =
      import("Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {Events: x}}}");
  CHECK(imported.sink.in_order().size() == 1);
  CHECK_THAT(imported.rendered(),
             contains("w.yaml:1:72: error: `Events` is a value where a mapping is expected"));
}

TEST_CASE("parts of a task of another shape are said") {
  struct Task {
    const char* keys;
    const char* guilty;
    const char* message;
    const char* fact;
  };
  static constexpr Task table[] = {
      {R"("containerDefinitions": "x")", "\"x\"",
       "`containerDefinitions` is a value where a list is expected", "gpu.count"},
      {R"("containerDefinitions": {})", "{}", "`containerDefinitions` is a mapping where a list is expected",
       "privileged"},
      {R"("containerDefinitions": [], "volumes": 5)", "5", "`volumes` is a value where a list is expected",
       "host.path"},
      {R"("containerDefinitions": [], "requiresCompatibilities": "FARGATE")", "\"FARGATE\"",
       "`requiresCompatibilities` is a value where a list is expected", nullptr},
      {R"("containerDefinitions": [{"resourceRequirements": "GPU"}])", "\"GPU\"",
       "`resourceRequirements` is a value where a list is expected", "gpu.count"},
      {R"("containerDefinitions": [7])", "7",
       "an item of `containerDefinitions` is a value where a mapping is expected", "privileged"},
      {R"("containerDefinitions": [{"portMappings": 80}])", "80",
       "`portMappings` is a value where a list is expected", nullptr},
      {R"("containerDefinitions": [{"dependsOn": "a"}])", "\"a\"",
       "`dependsOn` is a value where a list is expected", nullptr},
      {R"("containerDefinitions": [{"memory": [1]}])", "[1]",
       "`memory` is a list where one value is expected", "memory"},
      {R"("containerDefinitions": [], "runtimePlatform": "LINUX")", "\"LINUX\"",
       "`runtimePlatform` is a value where a mapping is expected", nullptr},
  };
  for (const Task& one : table) {
    CAPTURE(one.keys);
    const Imported imported = import(std::string(R"({"family": "f", )") + one.keys + "}");
    CHECK_THAT(imported.problems(), contains(std::string(one.guilty) + " | " + one.message + " | "));
    CHECK(imported.names() == "f");
    CHECK(imported.workloads.front().unread);
    if (one.fact != nullptr) CHECK_THAT(imported.fact(one.fact), contains("(unresolved)"));
  }
  CHECK(import(R"({"family": "f", "containerDefinitions": [], "requiresCompatibilities": "FARGATE"})")
            .fact("target") ==
        "aws-ecs/ec2, aws-ecs/fargate, aws-ecs/managed-instances (derived) = a list is expected here");
}

TEST_CASE("a list of functions with something else in it") {
  const Imported imported =
      import(R"({"Functions": [{"FunctionName": "a", "Handler": "x"}, 5, {"FunctionName": "b"}]})");
  CHECK(imported.names() == "a b");
  CHECK(imported.problems() ==
        "5 | `Functions` is a value where a mapping is expected | write `Functions:` and `key: "
        "value` lines below it\n");
}

TEST_CASE("templates of any shape are read") {
  const Imported imported = import(R"(
Globals: x
Parameters: {P: 5, Q: [1], R: {Type: [a], Default: {a: b}}, S: {Type: CommaDelimitedList, Default: [a, b]}}
Conditions: {A: 5, B: [x], C: {Fn::Equals: x}, D: {Fn::And: []}, E: {Fn::Not: {a: b}}}
Mappings: {M: 5, N: {a: 5}, O: {a: {b: {c: d}}}}
Resources:
  A: {Type: AWS::Lambda::Function}
  B: {Type: AWS::Lambda::Function, Condition: [x]}
  C: {Type: AWS::ECS::TaskDefinition, Condition: C, Properties: {ContainerDefinitions: 5, Volumes: x, Cpu: [1]}}
  D: {Type: AWS::Batch::JobDefinition, Properties: {NodeProperties: 4, PlatformCapabilities: 5, EksProperties: x}}
  E: {Type: AWS::AppRunner::Service, Properties: {SourceConfiguration: []}}
  F: [x]
  G: {Type: [a]}
  H: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Sub []}}
  I: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: {Fn::Sub: {a: b}}}}
  J: {Type: AWS::Lambda::Function, Properties: {Timeout: {Ref: {a: b}}, Runtime: {Fn::Join: x}, MemorySize: {Fn::FindInMap: [a]}}}
  K: {Type: AWS::Lambda::Function, Properties: {Layers: !Split x, Timeout: !Select [x, !Ref S], Runtime: !Join [[a], !Ref R]}}
  L: {Type: AWS::Lambda::Function, Properties: {Layers: !If [A, !Ref P, x], Architectures: !FindInMap [O, a, b], Timeout: !FindInMap [M, a, b]}}
  M: {Type: AWS::ECS::Service, Properties: {TaskDefinition: !Ref C, LoadBalancers: x, CapacityProviderStrategy: 5, DeploymentConfiguration: [1]}}
  N: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: !Ref M, MinCapacity: [1], MaxCapacity: {a: b}}}
  O: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: !Ref A, EventSourceArn: !GetAtt Q.Arn, BatchSize: [1], ScalingConfig: 3}}
  P: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref A, ProvisionedConcurrencyConfig: 3}}
  Q: {Type: AWS::SQS::Queue, Properties: [x]}
  R: null
  S: {Type: AWS::Lambda::Function, Properties: !Select [0, !Select [0, !Select [0, []]]]}
  T: {Type: AWS::Lambda::Function, Properties: {Timeout: 0x10, MemorySize: 1e3, Layers: null, Events: null, Runtime: true}}
)");
  CHECK(imported.names() == "A B C D E J K L S T");
  CHECK_THAT(imported.problems(), contains("[x] | `Properties` is a list where a mapping is expected"));
  CHECK_THAT(imported.problems(), contains("`R` is nothing where a mapping with `Type` is expected"));
}

TEST_CASE("one workload stands for all that a loop of a template makes") {
  const std::string of_loops = "Transform: AWS::LanguageExtensions\n";
  const std::string function =
      "{Type: AWS::Lambda::Function, Properties: {Timeout: 1000, MemorySize: !Ref N}}";
  const Imported one =
      import(of_loops + "Resources: {\"Fn::ForEach::F\": [N, [a, b], {\"Fn${N}\": " + function + "}]}\n");
  CHECK(one.names() == "Fn${N}");
  CHECK(one.fact("timeout") == "1000s");
  CHECK(one.fact("memory") == " (unresolved) = `N` is known only when the template is deployed");
  CHECK_THAT(one.problems(), contains("what `Fn::ForEach::F` makes is known only when"));
  CHECK(import("Resources: {\"Fn::ForEach::F\": [N, !Ref L, {\"Fn::ForEach::G\": [M, [a], {\"Fn${N}${M}\": " +
               function + "}]}], A: " + function + "}\n")
            .names() == "A Fn${N}${M}");
  CHECK(import("Resources: {A: " + function + ", \"Fn::ForEach::F\": [N, [a]]}\n").names() == "A");
}
