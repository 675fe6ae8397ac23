// The table of keys and the loader agree: each mapping of a rule set has a key that there is not, and what
// the loader then says are its keys must be what the table says.
#include "schema/rule_keys.hpp"

#include "facade/project.hpp"
#include "facade/rule_tests.hpp"
#include "schema/schema.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace placer;
using placer::test::RuleFiles;

namespace {

/// Near to no key, so that all of them are named.
const std::string strange = "zzzzzzzzzzzzzzzz";

std::string with_strange(std::string text) {
  for (std::size_t at = 0; (at = text.find('?', at)) != std::string::npos;)
    text.replace(at, 1, strange + ": 1");
  return text;
}

/// What a line of problems says of a mapping and its keys: {"a limit", "id, offerings, …"}.
void collect(const std::string& problems, std::set<std::pair<std::string, std::string>>& found) {
  const std::string before = " has no key `" + strange + "` | its keys are ";
  for (std::size_t at = 0; (at = problems.find(before, at)) != std::string::npos; at += before.size()) {
    const std::size_t start = problems.rfind("| ", at) + 2;
    const std::size_t keys = at + before.size();
    found.emplace(problems.substr(start, at - start),
                  problems.substr(keys, problems.find('\n', keys) - keys));
  }
}

std::string strange_rule_set() {
  RuleFiles files;
  files.replace("small.yaml", "ruleset: small", with_strange("?\nruleset: small"));
  files.replace("small.yaml", "columns: [{platform: alpha, title: Alpha}]",
                with_strange("?\n  columns: [{?}, {platform: alpha, title: Alpha}]"));
  files.replace("small.yaml", "rows: [{id: timeout, title: Timeout}]",
                with_strange("rows: [{?}, {id: timeout, title: Timeout}]"));
  files.replace("facts.yaml", "groups:\n", with_strange("?\ngroups:\n  - {?}\n"));
  files.replace("facts.yaml", "properties:\n", with_strange("properties:\n  - {?}\n"));
  files.replace("facts.yaml", "{name: queue, summary: messages}",
                with_strange("{?, name: queue, summary: messages}"));
  files.replace("facts.yaml", "aliases: [https]", with_strange("aliases: [https, {?, name: tls}]"));
  files.replace("facts.yaml", "  - {key: timeout,", with_strange("  - {?, multiple: {?}, key: timeout,"));
  files.replace("accelerators.yaml", "accelerators:\n",
                with_strange("?\naccelerators:\n  - {?, cards: [{?}]}\n"));
  files.replace("machines.yaml", "machines:\n",
                with_strange("?\nreserves: [{?, shares: [{?}], cpu: [{?}]}]\nmachines:\n  - {?}\n"));
  files.replace("scoring.yaml", "criteria:\n", with_strange("?\nderived: [{?}]\ncriteria:\n  - {?}\n"));
  files.replace("scoring.yaml", "reasons: [", with_strange("reasons: [{?}, "));
  files.add(
      "beta.yaml",
      with_strange(
          "?\nplatform: beta\nname: Beta\nprovider: any\nofferings: [{?}]\n"
          "sources: {page: {?}}\nproperties: [{?}]\ndefaults: [{?}]\ntriggers: [{?}]\n"
          "limits: [{?, quota: {?}}]\nrequirements: [{?}]\nchecks: [{?}]\nadvice: [{?}]\n"
          "sizes: [{?, source: {title: a, as_of: undated, checked: 2026, basis: none, confidence: low}, "
          "rows: [{?}]}]\nderived: [{?}]\ntable: [{?}]\nscaling: [{?}]\n"));
  files.add("prices.yaml",
            with_strange("prices: [{?}, {id: a, title: b, unit: c, region: d, quantity: [1], tiers: [{?}], "
                         "free: {?}, source: {title: a, as_of: undated, checked: 2026, basis: contract, "
                         "confidence: low}}]\n"));
  files.add("audit.yaml", with_strange("?\nclaims: [{?}]\n"));
  files.add("pitfalls.yaml", with_strange("?\npitfalls: [{?}]\n"));
  files.add("format.yaml", with_strange("?\nformat: native\nchecks: [{?}]\n"));
  files.add("omissions.yaml", with_strange("?\nplatform: alpha\nnot_encoded: [{?}]\n"));
  return files.problems();
}

std::string said(const DiagnosticSink& sink) {
  std::string text;
  for (const Diagnostic& one : sink.sorted()) text += "| " + one.message + " | " + one.help + "\n";
  return text;
}

std::string strange_tests() {
  test::MemoryReader reader = test::MemoryReader::of(
      {{"t.yaml", with_strange("?\ntests: [{?, name: a, workload: {trigger: http}, expect: {?}}]\n")}});
  SourceMap sources;
  DiagnosticSink sink;
  run_rule_tests(
      {"t.yaml"}, [](std::string_view name) { return &test::builtin(name); }, reader, sources, sink);
  return said(sink);
}

std::string strange_project() {
  test::MemoryReader reader = test::MemoryReader::of(
      {{"placer.yaml", with_strange("?\ncluster: {?, nodes: [{?}]}\ndisable: [{?}]\n"
                                    "quotas: [{?}]\nonly: {?}\nignore: [{?}]\npolicy: [{?}]\n")}});
  SourceMap sources;
  DiagnosticSink sink;
  Project project = read_project("placer.yaml", reader, sources, sink);
  apply_project(project, test::builtin("current"), sources, sink);
  return said(sink);
}

}  // namespace

TEST_CASE("the schema of rule files has the keys that the loader reads, in the same order") {
  std::set<std::pair<std::string, std::string>> read, written;
  collect(strange_rule_set(), read);
  collect(strange_tests(), read);
  for (const schema::RuleObject& object : schema::rule_objects()) {
    std::string keys;
    for (const schema::RuleKey& key : object.keys) keys += (keys.empty() ? "" : ", ") + std::string(key.name);
    // `need` is read without a look at its other keys.
    if (object.name != "need") written.emplace(object.title, keys);
  }
  CHECK(read == written);
}

TEST_CASE("every key of the project file that is read is in its schema") {
  std::set<std::pair<std::string, std::string>> read;
  collect(strange_project(), read);
  REQUIRE(read.size() == 8);
  const auto schema = nlohmann::json::parse(*schema::make_schema(test::builtin("current"), "config"));
  const auto& root = schema["properties"];
  std::map<std::string, nlohmann::json> mappings{
      {"a project file", root},
      {"a cluster", root["cluster"]["properties"]},
      {"a node", root["cluster"]["properties"]["nodes"]["items"]["properties"]},
      {"a rule that is not asked", root["disable"]["items"]["properties"]},
      {"a quota", root["quotas"]["items"]["properties"]},
      {"`only`", root["only"]["properties"]},
      {"what is to be ignored", root["ignore"]["items"]["properties"]},
      {"a policy", root["policy"]["items"]["properties"]},
  };
  for (const auto& [what, keys] : read) {
    CAPTURE(what);
    REQUIRE(mappings.contains(what));
    std::string missing;
    for (std::size_t at = 0; at < keys.size();) {
      const std::size_t comma = std::min(keys.find(", ", at), keys.size());
      if (!mappings[what].contains(keys.substr(at, comma - at))) missing += keys.substr(at, comma - at) + " ";
      at = comma + 2;
    }
    CHECK(missing == "");
  }
}

TEST_CASE("the schema of rule files has the types that the loader reads") {
  RuleFiles files;
  files.replace("facts.yaml", "{key: idle, type: percent", "{key: idle, type: zzzzzzzz");
  const auto schema = nlohmann::json::parse(*schema::make_schema(test::builtin("current"), "rules"));
  std::string types;
  for (const auto& type : schema["$defs"]["type"]["enum"])
    types += (types.empty() ? "" : ", ") + type.get<std::string>();
  CHECK_THAT(files.problems(), test::contains("the types are " + types + "\n"));
}
