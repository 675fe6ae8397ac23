// What `aws lambda get-function-configuration`, `get-function` and `list-functions` print.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::import;
using placer::test::Imported;

namespace {

constexpr const char* configuration = R"({
  "FunctionName": "resize",
  "Runtime": "python3.13",
  "Handler": "app.handler",
  "CodeSize": 1048576,
  "Timeout": 60,
  "MemorySize": 1024,
  "PackageType": "Zip",
  "Architectures": ["arm64"],
  "EphemeralStorage": {"Size": 512},
  "Layers": [{"Arn": "arn:aws:lambda:eu-west-1:123456789012:layer:a:1", "CodeSize": 5}],
  "VpcConfig": {"SubnetIds": [], "SecurityGroupIds": [], "VpcId": ""},
  "State": "Active"
})";

}  // namespace

TEST_CASE("configuration of a function") {
  struct Case {
    const char* fact;
    const char* expected;
  };
  static constexpr Case table[] = {
      {"timeout", "1min"},
      {"memory", "1GiB"},
      {"runtime", "python3.13"},
      {"package.format", "zip"},
      {"package.compressed_size", "1MiB"},
      {"architecture", "arm64"},
      {"scratch_disk", "512MiB"},
      {"layers", "1"},
      {"private_network", "nothing"},
      {"gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {"target", "aws-lambda/zip (derived) = what the manifest describes"},
  };
  const Imported imported = import(configuration);
  CHECK(imported.problems() == "");
  CHECK(imported.names() == "resize");
  for (const Case& one : table) {
    CAPTURE(one.fact);
    CHECK(imported.fact(one.fact) == one.expected);
  }
}

TEST_CASE("get-function wraps the configuration") {
  const Imported imported = import(
      std::string(R"({"Configuration": )") + configuration +
      R"(, "Code": {"Location": "https://example.com"}, "Concurrency": {"ReservedConcurrentExecutions": 7}})");
  CHECK(imported.problems() == "");
  CHECK(imported.names() == "resize");
  CHECK(imported.fact("scale.max") == "7");
}

TEST_CASE("a list of functions") {
  const Imported imported = import(R"({"Functions": [
    {"FunctionName": "a", "Handler": "x"},
    {"FunctionName": "b", "PackageType": "Image", "CodeSize": 0, "VpcConfig": {"SubnetIds": ["s"]}}, {}]})");
  CHECK(imported.problems() == "");
  CHECK(imported.names() == "a b");
}

TEST_CASE("an image has no size of an archive") {
  const Imported imported = import(
      R"({"FunctionName": "b", "PackageType": "Image", "CodeSize": 0, "VpcConfig": {"SubnetIds": ["s"]}})");
  CHECK(imported.fact("target") == "aws-lambda/image (derived) = what the manifest describes");
  CHECK(imported.fact("package.compressed_size") == "nothing");
  CHECK(imported.fact("private_network") == "true");
}

TEST_CASE("less temporary storage than a function can have is seen") {
  std::string text = configuration;
  CHECK(import(text).violations() == "");
  text.replace(text.find("{\"Size\": 512}"), 13, "{\"Size\": 100}");
  CHECK(import(text).violations() ==
        "aws-lambda.scratch-minimum: 100MiB instead of at least 512MiB at 100\n");
}

TEST_CASE(
    "a function with a capacity provider runs on Managed Instances, one with a durable configuration is "
    "durable") {
  struct Case {
    const char* setting;
    const char* fact;
    const char* expected;
  };
  static constexpr Case table[] = {
      {R"("CapacityProviderConfig": {"Arn": "a"})", "target",
       "aws-lambda/managed-instances (derived) = what the manifest describes"},
      {R"("CapacityProviderConfig": {"PerExecutionEnvironmentMaxConcurrency": 16})", "concurrency", "16"},
      {R"("CapacityProviderConfig": {"LambdaManagedInstancesCapacityProviderConfig": {"PerExecutionEnvironmentMaxConcurrency": 8}})",
       "concurrency", "8"},
      {R"("CapacityProviderConfig": {}, "AcceleratorConfig": {"AcceleratorMemorySize": 24})", "gpu.memory",
       "24GiB"},
      {R"("CapacityProviderConfig": {}, "AcceleratorConfig": {"AcceleratorMemorySize": 24})", "gpu.count",
       "1 (derived) = it asks for an accelerator"},
      {R"("DurableConfig": {"ExecutionTimeout": 3600})", "target",
       "aws-lambda/durable (derived) = what the manifest describes"},
      {R"("Description": "neither")", "target", "aws-lambda/image (derived) = what the manifest describes"},
  };
  for (const Case& one : table) {
    CAPTURE(one.setting);
    const Imported imported =
        import(std::string(R"({"FunctionName": "b", "PackageType": "Image", )") + one.setting + "}");
    CHECK(imported.problems() == "");
    CHECK(imported.fact(one.fact) == one.expected);
  }
}

TEST_CASE("a configuration without a name is an error where somebody says that it is one") {
  const auto imported = import(R"({"Runtime": "python3.13", "Handler": "a.b"})", "lambda-configuration");
  CHECK(imported.names() == "");
  CHECK(imported.problems() ==
        "{\"Runtime\": \"python3.13\", \"Handler\": \"a.b\"} | the configuration of a function has a "
        "`FunctionName`; this has none | judge the output of aws lambda get-function-configuration\n");
}
