// Services of the Serverless Framework: the keys that messages name, and what is said beside the functions.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;

namespace {

const std::string head = "service: s\nprovider: {name: aws}\n";

std::string service(const std::string& settings) {
  return head + "functions: {f: {handler: a.b, runtime: python3.12, " + settings + "}}\n";
}

}  // namespace

TEST_CASE("what is said of a service of Serverless names the keys that stand there") {
  struct Case {
    const char *lines, *problems;
  };
  const Case table[] = {
      {"memorySize: [1]",
       "[1] | `memorySize` is a list where one value is expected | write one number or text\n"},
      {"timeout: [1]", "[1] | `timeout` is a list where one value is expected | write one number or text\n"},
      {"layers: a",
       "a | `layers` is a value where a list is expected | write `layers: [...]`, or one `- ` item on each "
       "line\n"},
      {"vpc: 3",
       "3 | `vpc` is a value where a mapping is expected | write `vpc:` and `key: value` lines below it\n"},
      {"vpc: {subnetIds: a, securityGroupIds: [b]}",
       "a | `subnetIds` is a value where a list is expected | write `subnetIds: [...]`, or one `- ` item on "
       "each "
       "line\n"},
      {"environment: [a]",
       "[a] | `environment` is a list where a mapping is expected | write `environment:` and `key: value` "
       "lines "
       "below it\n"},
      {"architecture: [arm64]",
       "[arm64] | `architecture` is a list where one value is expected | write one number or text\n"},
      {"ephemeralStorageSize: [1]",
       "[1] | `ephemeralStorageSize` is a list where one value is expected | write one number or text\n"},
      {"reservedConcurrency: [1]",
       "[1] | `reservedConcurrency` is a list where one value is expected | write one number or text\n"},
      {"snapStart: PublishedVersions",
       "PublishedVersions | snapStart: `PublishedVersions` is neither true nor false | write true, or leave "
       "it out\n"},
  };
  for (const Case& row : table) {
    INFO(row.lines);
    CHECK(import(service(row.lines)).problems() == row.problems);
  }
  // Resources are those of CloudFormation, and called so.
  CHECK(import(
            head +
            "functions: {f: {handler: a}}\nresources: {Resources: {A: {Type: AWS::Lambda::EventInvokeConfig, "
            "Properties: {FunctionName: !Ref FLambdaFunction, MaximumRetryAttempts: [1]}}}}\n")
            .problems()
            .find("maximumRetryAttempts") == std::string::npos);
}

TEST_CASE("what stands under custom of a service says more of its functions") {
  const auto said = [](const std::string& notes) {
    return import(head + "functions: {f: {handler: a, timeout: 5}}\ncustom: {placer: " + notes + "}\n");
  };
  const auto imported = said("{f: {dependency_size: 90MiB, ignore: 'aws-lambda.memory -- it is measured'}}");
  CHECK(imported.problems() == "");
  CHECK(imported.fact("package.size") == "90MiB (assumed)");
  REQUIRE(imported.workloads[0].ignores.size() == 1);
  CHECK(imported.workloads[0].ignores[0].text == "aws-lambda.memory -- it is measured");
  CHECK(said("{g: {timeout: 5s}}").problems() ==
        "g | there is no function `g` for what `custom.placer` says of it | write the key of a function of "
        "this "
        "service\n");
  CHECK(said("{f: 3}").problems() ==
        "3 | `custom.placer.f` is a value where a mapping is expected | write `custom.placer.f:` and `key: "
        "value` lines "
        "below it\n");
  CHECK(said("\"${file(notes.yml)}\"").problems() == "");
}

TEST_CASE("a key that the framework passes over is said") {
  struct Case {
    const char *provider, *function, *problems;
  };
  static constexpr Case table[] = {
      {"name: aws", "timeOut: 1200, memorySIze: 20480",
       "timeOut | the Serverless Framework has no key `timeOut` for a function, and passes it over | did you "
       "mean `timeout`?\n"
       "memorySIze | the Serverless Framework has no key `memorySIze` for a function, and passes it over | "
       "did "
       "you mean `memorySize`?\n"},
      {"name: aws, memorysize: 20480", "timeout: 9",
       "memorysize | the Serverless Framework has no key `memorysize` for `provider`, and passes it over | "
       "did "
       "you mean `memorySize`?\n"},
      {"name: aws, ephemeralStorageSize: 20480", "timeout: 9",
       "ephemeralStorageSize | the Serverless Framework has no key `ephemeralStorageSize` for `provider`, "
       "and "
       "passes it over | say it of each function\n"},
      // Keys of plugins.
      {"name: aws, prune: true", "warmup: true, alarms: [], timeout: 9, Timeout: 12", ""},
  };
  for (const Case& row : table) {
    INFO(row.problems);
    const auto imported =
        import(std::string("service: s\nprovider: {") + row.provider +
               "}\nfunctions: {f: {handler: a.b, runtime: python3.12, " + row.function + "}}\n");
    CHECK(imported.problems() == row.problems);
    CHECK(imported.fact("scratch_disk") == "nothing");
  }
}
