#include "schema/schema.hpp"

#include "importers/native_probe.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <placer/file_reader.hpp>

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <vector>

using namespace placer;
using Json = nlohmann::json;

namespace {

Json schema_of(const rules::RuleSet& rules, std::string_view name) {
  return Json::parse(*schema::make_schema(rules, name));
}

/// The definitions that anything in the schema refers to.
std::set<std::string> references(const Json& schema) {
  std::set<std::string> found;
  std::vector<const Json*> open{&schema};
  while (!open.empty()) {
    const Json& value = *open.back();
    open.pop_back();
    if (value.is_object() && value.contains("$ref") && value["$ref"].is_string())
      found.insert(value["$ref"].get<std::string>().substr(std::string("#/$defs/").size()));
    if (value.is_structured())
      for (const Json& part : value) open.push_back(&part);
  }
  return found;
}

}  // namespace

TEST_CASE("what a schema refers to is defined") {
  for (const std::string_view rule_set : {"current", "guide"})
    for (const std::string_view name : schema::schema_names()) {
      const Json schema = schema_of(test::builtin(rule_set), name);
      CAPTURE(name);
      CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
      CHECK_FALSE(schema.contains("$id"));
      for (const std::string& definition : references(schema)) {
        CAPTURE(definition);
        CHECK(schema["$defs"].contains(definition));
      }
    }
}

TEST_CASE("there is no schema of another name") {
  CHECK_FALSE(schema::make_schema(test::builtin("current"), "workloads"));
  CHECK_FALSE(schema::make_schema(test::builtin("current"), ""));
}

TEST_CASE("the schema of a workload has the keys that its reader knows") {
  const rules::RuleSet& rules = test::builtin("current");
  std::set<std::string, std::less<>> read, written;
  for (const std::string_view key : importers::native_keys(rules)) read.emplace(key);
  read.erase("workloads");
  const Json schema = schema_of(rules, "workload");
  for (const auto& [key, value] : schema["$defs"]["workload"]["properties"].items()) written.insert(key);
  CHECK(read == written);
}

TEST_CASE("a schema comes from the rule set that it is asked of") {
  const rules::RuleSet small = test::RuleFiles().load();
  const Json workload = schema_of(small, "workload");
  CHECK(workload["$defs"]["workload"]["properties"].contains("rate"));
  CHECK_FALSE(workload["$defs"]["workload"]["properties"].contains("latency"));
  CHECK(workload["$defs"]["fact.target"]["anyOf"][0]["enum"] == Json::array({"alpha/one"}));
  const Json& memory = workload["$defs"]["fact.memory"];
  CHECK(memory["description"] == "memory. Asked for where it is not stated");
  CHECK(memory["examples"] == Json::array({"512MiB"}));
}

TEST_CASE("examples are values as YAML reads them") {
  const Json schema = schema_of(test::builtin("current"), "workload");
  const Json& definitions = schema["$defs"];
  CHECK(definitions["fact.ports"]["examples"] == Json::parse("[[8080]]"));
  CHECK(definitions["fact.privileged"]["examples"] == Json::parse("[true]"));
  CHECK(definitions["fact.regions"]["examples"] == Json::parse(R"([["europe-west4", "us-central1"]])"));
  CHECK(definitions["fact.schedule"]["examples"] == Json::parse(R"(["0 3 * * *"])"));
}

TEST_CASE("the schema of the report is the published one") {
  std::string text, error;
  DiskReader().read(PLACER_SOURCE_DIR "/docs/report.schema.json", text, error);
  CHECK(schema::make_schema(test::builtin("current"), "report") == text);
}
