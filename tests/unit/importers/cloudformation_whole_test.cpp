// What is wrong with a template as a whole, and what a resource is where its condition holds.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;

namespace {

const std::string sam = "Transform: AWS::Serverless-2016-10-31\n";
const std::string function =
    "\nResources: {Fn: {Type: AWS::Serverless::Function, Properties: {Timeout: 3}}}\n";

}  // namespace

TEST_CASE("names that all functions of a template refer to") {
  const auto violations = [](const std::string& globals) {
    return import(sam +
                  "Parameters: {Size: {Type: Number}}\nMappings: {Sizes: {dev: {Small: 128}}}\nGlobals: " +
                  globals + function)
        .violations();
  };
  CHECK(violations("{Function: {MemorySize: !Ref Size}}") == "");
  CHECK(violations("{Function: {MemorySize: !Ref Nope}}") ==
        "cloudformation.missing-name: Nope instead of  at !Ref Nope\n");
  CHECK(violations("{Function: {Environment: {Variables: {AB: !Sub '${Nope}'}}}}") ==
        "cloudformation.missing-name: Nope instead of  at !Sub '${Nope}'\n");
  CHECK(violations("{Function: {MemorySize: !FindInMap [Sizes, dev, Small]}}") == "");
  CHECK(violations("{Function: {MemorySize: !FindInMap [Sizes, dev, Large]}}") ==
        "cloudformation.missing-key: Sizes.dev.Large instead of  at !FindInMap [Sizes, dev, Large]\n");
  // Of an API that is not there nothing is made.
  CHECK(violations("{Api: {Name: !Ref Nope}}") == "");
}

TEST_CASE("what SAM takes for all functions") {
  const auto violations = [](const std::string& globals) {
    return import(sam + "Globals: " + globals + function).violations();
  };
  CHECK(violations("{Function: {MemorySize: 128, Tags: {A: b}}, Api: {TracingEnabled: true}}") == "");
  CHECK(violations("{Function: {Memorysize: 128}}") ==
        "cloudformation.misspelt-global: Function.Memorysize instead of MemorySize at Memorysize\n");
  CHECK(violations("{Funtion: {MemorySize: 128}}") ==
        "cloudformation.misspelt-global: Funtion instead of Function at Funtion\n");
  CHECK(violations("{Function: {Role: r}}") ==
        "cloudformation.unshared-key: Function.Role instead of  at Role\n");
  CHECK(violations("{Function: {Newest: r}}") ==
        "cloudformation.unknown-global: Function.Newest instead of  at Newest\n");
  CHECK(import("Transform: [Mine, AWS::Serverless-2016-10-31]\nGlobals: {Function: {Role: r}}" + function)
            .violations() == "");
}

TEST_CASE("a whole template knows its types and has what they need") {
  const auto violations = [](const std::string& top, const std::string& resource) {
    return import(top + "\nResources: {Fn: {" + resource + "}}\n").violations();
  };
  const std::string version = "AWSTemplateFormatVersion: '2010-09-09'\n",
                    own = "Type: AWS::Serverless::Function";
  CHECK(violations(sam + version, own) == "");
  CHECK(violations("Transform: Mine\n" + version, own) == "");
  CHECK(violations(version, own) ==
        "cloudformation.no-transform: AWS::Serverless::Function instead of  at AWS::Serverless::Function\n");
  // It may be a part of a template.
  CHECK(violations("", own) == "");
  const std::string plain = "Type: AWS::Lambda::Function, Properties: ";
  CHECK(violations(version,
                   plain + "{Role: r, Code: {S3Bucket: b, S3Key: k}, Runtime: java21, Handler: h}") == "");
  CHECK(violations(version, plain + "{Role: !Ref AWS::NoValue, Runtime: java21}") ==
        "aws-lambda.function-lacks: Role and Code instead of  at Fn\n");
  CHECK(violations("", plain + "{Runtime: java21}") == "");
}

TEST_CASE("properties are those that AWS knows") {
  const auto violations = [](const std::string& type, const std::string& properties) {
    return import("Resources: {Fn: {Type: " + type + ", Properties: " + properties + "}}\n").violations();
  };
  const auto misspelt = [](const std::string& name, const std::string& meant, const std::string& key) {
    return "cloudformation.misspelt-property: " + name + " instead of " + meant + " at " + key + "\n";
  };
  const std::string sam_function = "AWS::Serverless::Function", plain = "AWS::Lambda::Function";
  CHECK(violations(sam_function, "{MemorySize: 512, Events: {}, Environment: {Variables: {AB: b}}}") == "");
  CHECK(violations(sam_function, "{MemorySizes: 512}") ==
        misspelt("MemorySizes", "MemorySize", "MemorySizes"));
  CHECK(violations(sam_function, "{TimeOut: 5}") == misspelt("TimeOut", "Timeout", "TimeOut"));
  CHECK(violations(sam_function, "{Memory: 512}") == misspelt("Memory", "MemorySize", "Memory"));
  CHECK(violations(sam_function, "{Handler: h, Runtime: java21, Code: {S3Bucket: b}}") ==
        misspelt("Code", "CodeUri", "Code"));
  CHECK(violations(plain, "{Handler: h, Runtime: java21, CodeUri: ./src}") ==
        misspelt("CodeUri", "Code", "CodeUri"));
  CHECK(violations(plain, "{Handler: h, Runtime: java21, Code: {S3bucket: b, S3Key: k}}") ==
        misspelt("Code.S3bucket", "S3Bucket", "S3bucket"));
  CHECK(violations(plain, "{Environment: {A: b}}") ==
        misspelt("Environment.A", "Environment.Variables.A", "A"));
  CHECK(violations(plain, "{VpcConfig: {SubnetIDs: [a], SecurityGroupIds: [b]}}") ==
        "aws-lambda.vpc-lists: SubnetIds instead of SecurityGroupIds at [b]\n" +
            misspelt("VpcConfig.SubnetIDs", "SubnetIds", "SubnetIDs"));
  CHECK(violations(plain, "{Newest: 1}") ==
        "cloudformation.unknown-property: Newest instead of  at Newest\n");
  // The one that stands there is not the one that was meant.
  CHECK(violations(plain, "{Timeout: 1, Timeouts: 1}") ==
        "cloudformation.unknown-property: Timeouts instead of  at Timeouts\n");
  CHECK(violations(plain, "{Environment: !If [A, {Variables: {}}, !Ref AWS::NoValue]}") == "");
  CHECK(violations(plain, "{Environment: {'Fn::If': [A, {B: c}, {D: e}]}}") == "");
  CHECK(violations(plain, "{TimeOut: 5, 'Fn::Transform': {Name: AWS::Include}}") == "");
  const auto shared = [](const std::string& properties) {
    return import(sam + "Globals: {Function: " + properties + "}" + function).violations();
  };
  CHECK(shared("{Environment: {Variables: {AB: b}}, VpcConfig: {SubnetIds: [a], SecurityGroupIds: [b]}}") ==
        "");
  CHECK(shared("{Environment: {A: b}}") == misspelt("Environment.A", "Environment.Variables.A", "A"));
  CHECK(shared("{Memory: 512}") ==
        "cloudformation.misspelt-global: Function.Memory instead of MemorySize at Memory\n");
  CHECK(
      import("Resources: {Task: {Type: AWS::ECS::TaskDefinition}, Web: {Type: AWS::ECS::Service, Properties: "
             "{TaskDefinition: !Ref Task, DesiredCounts: 2}}}\n")
          .violations() == misspelt("DesiredCounts", "DesiredCount", "DesiredCounts"));
}

TEST_CASE("what resources are called, wait for and depend on") {
  const auto violations = [](const std::string& resources) {
    return import(sam +
                  "Conditions: {Large: !Equals [a, b]}\nResources: {Fn: {Type: AWS::Serverless::Function" +
                  resources + "}\n")
        .violations();
  };
  CHECK(violations(", DependsOn: Q, Condition: Large}, Q: {Type: AWS::SQS::Queue}") == "");
  // SAM makes the role of the function.
  CHECK(violations("}, Q: {Type: AWS::SQS::Queue, DependsOn: [Fn, FnRole]}") == "");
  CHECK(violations(", DependsOn: [Q, P]}, Q: {Type: AWS::SQS::Queue}") ==
        "cloudformation.depends-on: P instead of  at P\n");
  CHECK(violations("}, Q: {Type: AWS::SQS::Queue, DependsOn: P}") ==
        "cloudformation.depends-on: P instead of  at P\n");
  CHECK(violations(", Condition: Small}") ==
        "cloudformation.missing-condition: Small instead of  at Small\n");
  CHECK(violations(", Properties: {Timeout: !If [Small, 1, 2]}}") ==
        "cloudformation.missing-condition: Small instead of  at Small\n");
  CHECK(violations(", Properties: {Timeout: !If [Large, 1, 2]}}") == "");
  CHECK(violations("}, a-b: {Type: AWS::SQS::Queue}") ==
        "cloudformation.logical-id: a-b instead of  at a-b\n");
  CHECK(violations("}, '{{ id }}': {Type: AWS::SQS::Queue, DependsOn: '${X}'}") == "");
  // What may be a part of a template, and what macros and loops add to.
  CHECK(import("Resources: {Fn: {Type: AWS::Lambda::Function, DependsOn: P}, a-b: {Type: A::B::C}}\n")
            .violations() == "");
  CHECK(import(
            "Transform: AWS::LanguageExtensions\nResources: {Fn: {Type: AWS::Lambda::Function, DependsOn: P, "
            "Condition: C}}\n")
            .violations() == "");
}

TEST_CASE("functions of a template are those that there are, with their arguments") {
  const auto violations = [](const std::string& size) {
    return import(
               sam +
               "Conditions: {Large: !Equals [a, b]}\nParameters: {M: {Type: Number}}\nMappings: {A: {B: {C: "
               "128}}}\nResources: {Fn: {Type: AWS::Serverless::Function, Properties: {MemorySize: " +
               size + "}}}\n")
        .violations();
  };
  CHECK(violations("!Ref M") == "");
  CHECK(violations("!If [Large, 256, 128]") == "");
  CHECK(violations("!FindInMap [A, B, C]") == "");
  CHECK(violations("!vault secret") == "");
  CHECK(violations("!Int 5") == "");
  CHECK(violations("!Reff M") == "cloudformation.misspelt-function: Reff instead of Ref at !Reff M\n");
  CHECK(violations("{Fn::Slect: [0, [1]]}") ==
        "cloudformation.misspelt-function: Slect instead of Select at {Fn::Slect: [0, [1]]}\n");
  CHECK(violations("!If [Large, 256]") ==
        "cloudformation.arguments: !If with 2 instead of 3 at !If [Large, 256]\n");
  CHECK(violations("!FindInMap [A, B]") ==
        "cloudformation.arguments: !FindInMap with 2 instead of 3 to 4 at !FindInMap [A, B]\n");
  CHECK(violations("!Join ['', [a, b], c]") ==
        "cloudformation.arguments: !Join with 3 instead of 2 at !Join ['', [a, b], c]\n");
}

TEST_CASE("a template has its only version, and its parameters types") {
  const std::string resources =
      "\nResources: {Fn: {Type: AWS::Lambda::Function, Properties: {Role: r, Runtime: python3.13, Handler: "
      "a.b, Code: {S3Bucket: "
      "b}}}}\n";
  CHECK(import("AWSTemplateFormatVersion: 2010-09-09\nParameters: {M: {Type: Number}}" + resources)
            .violations() == "");
  CHECK(import("AWSTemplateFormatVersion: '2012-10-17'" + resources).violations() ==
        "cloudformation.format-version: 2012-10-17 instead of 2010-09-09 at '2012-10-17'\n");
  CHECK(import("AWSTemplateFormatVersion: 2010-09-09\nParameters: {M: {Default: 256}}" + resources)
            .violations() == "cloudformation.parameter-type: M instead of  at M\n");
  CHECK(import("Parameters: {M: {Default: 256}}" + resources).violations() == "");
}

TEST_CASE("the address of a function says whether it streams") {
  static constexpr FactCase table[] = {
      {"{AuthType: NONE, InvokeMode: RESPONSE_STREAM}", "streaming",
       "true (derived) = its address answers in the mode RESPONSE_STREAM"},
      {"{AuthType: NONE, InvokeMode: BUFFERED}", "streaming",
       "false (derived) = its address answers in the mode BUFFERED"},
      {"{AuthType: NONE}", "streaming", "nothing"},
      {"{AuthType: NONE, InvokeMode: !Ref Mode}", "streaming",
       " (unresolved) = parameter `Mode` has no default"},
  };
  const std::string mode = "Parameters: {Mode: {Type: String}}\n";
  check(table,
        mode + "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: {FunctionUrlConfig: ", "}}}");
  check(table,
        mode +
            "Resources: {Fn: {Type: AWS::Lambda::Function}, Url: {Type: AWS::Lambda::Url, Properties: "
            "{TargetFunctionArn: !Ref Fn, <<: ",
        "}}}");
}

TEST_CASE("within a resource its condition holds, and what follows from it") {
  const auto timeout = [](const std::string& condition, const std::string& value) {
    return import(R"(
Parameters: {Stage: {Type: String, Default: dev}, Zone: {Type: String}}
Conditions:
  IsProd: !Equals [prod, !Ref Stage]
  IsDev: !Equals [!Ref Stage, dev]
  NotProd: !Not [!Condition IsProd]
  InZone: !Equals [!Ref Zone, b]
  Both: !And [!Condition IsProd, !Condition InZone]
  Neither: !Not [!Or [!Condition IsProd, !Condition InZone]]
  Never: !Equals [a, b]
Resources:
  Fn: {Type: AWS::Serverless::Function, Condition: )" +
                  condition + ", Properties: {Timeout: " + value + "}}\n")
        .fact("timeout");
  };
  CHECK(timeout("IsProd", "!If [IsProd, 10, 20]") == "10s");
  CHECK(timeout("IsProd", "!If [NotProd, 10, 20]") == "20s");
  CHECK(timeout("NotProd", "!If [IsProd, 10, 20]") == "20s");
  // Where the stage is prod, it is not dev, whatever the default says.
  CHECK(timeout("IsProd", "!If [IsDev, 10, 20]") == "20s");
  CHECK(timeout("IsProd", "!If [InZone, 10, 20]").find("(unresolved)") != std::string::npos);
  CHECK(timeout("Both", "!If [InZone, !If [IsDev, 1, 2], 3]") == "2s");
  CHECK(timeout("Neither", "!If [InZone, 10, 20]") == "20s");
  CHECK(timeout("Never", "!If [Never, 10, 20]") == "10s");
  CHECK(timeout("Missing", "!If [IsProd, 10, 20]") == "20s (assumed) = the default of parameter `Stage`");
  // What all functions share is read in the same way, and other resources are not touched by it.
  CHECK(import(sam + R"(
Parameters: {Stage: {Type: String, Default: dev}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Globals: {Function: {Timeout: !If [IsProd, 10, 20]}}
Resources:
  Fn: {Type: AWS::Serverless::Function, Condition: IsProd}
)")
            .fact("timeout") == "10s");
  CHECK(import(R"(
Parameters: {Stage: {Type: String, Default: dev}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Fn: {Type: AWS::Serverless::Function, Properties: {Timeout: !If [IsProd, 10, 20]}}
  Other: {Type: AWS::Serverless::Function, Condition: IsProd}
)")
            .fact("timeout") == "20s (assumed) = the default of parameter `Stage`");
}
