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
  CHECK(violations("{Function: {Environment: {Variables: {A: !Sub '${Nope}'}}}}") ==
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

TEST_CASE("the address of a function says whether it streams") {
  static constexpr FactCase table[] = {
      {"{AuthType: NONE, InvokeMode: RESPONSE_STREAM}", "streaming",
       "true (derived) = the InvokeMode of its address is RESPONSE_STREAM"},
      {"{AuthType: NONE, InvokeMode: BUFFERED}", "streaming",
       "false (derived) = the InvokeMode of its address is BUFFERED"},
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
