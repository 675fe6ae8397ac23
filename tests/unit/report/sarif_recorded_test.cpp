// Every SARIF that the tests record, held against what the format asks for and what viewers need: a mistake
// there would be recorded as faithfully as anything else.
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

/// All SARIF logs below tests/golden.
std::vector<std::pair<std::string, Json>> recorded() {
  std::vector<std::pair<std::string, Json>> logs;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PLACER_SOURCE_DIR "/tests/golden")) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!text.starts_with('{') || text.find("sarif-2.1.0.json") == std::string::npos) continue;
    logs.emplace_back(entry.path().string(), Json::parse(text));
  }
  return logs;
}

bool is_level(const Json& level) { return level == "error" || level == "warning" || level == "note"; }

bool is_sentence(const Json& message) { return message.at("text").get<std::string>().ends_with('.'); }

void check_place(const Json& location) {
  const Json& place = location.at("physicalLocation");
  const auto uri = place.at("artifactLocation").at("uri").get<std::string>();
  CAPTURE(uri);
  CHECK_FALSE(uri.empty());
  CHECK_FALSE(uri.starts_with('/'));
  CHECK(uri.find("..") == std::string::npos);
  CHECK(uri.find_first_of(":<> \\") == std::string::npos);
  const Json& region = place.at("region");
  const int first = region.at("startLine"), last = region.value("endLine", first);
  CHECK(first >= 1);
  CHECK(last >= first);
  CHECK(region.at("startColumn") >= 1);
  CHECK((last > first || region.at("endColumn") >= region.at("startColumn")));
}

void check_rules(const Json& rules) {
  std::set<std::string> ids;
  for (const Json& rule : rules) {
    CAPTURE(rule.at("id"));
    CHECK(ids.insert(rule.at("id").get<std::string>()).second);
    CHECK(is_level(rule.at("defaultConfiguration").at("level")));
    CHECK(is_sentence(rule.at("shortDescription")));
    CHECK(is_sentence(rule.at("fullDescription")));
    // What a rule says in general has no placeholders of its message.
    CHECK(rule.at("fullDescription").at("text").get<std::string>().find('{') == std::string::npos);
    if (rule.contains("helpUri")) CHECK(rule.at("helpUri").get<std::string>().starts_with("https://"));
  }
}

void check_results(const Json& run) {
  const Json& rules = run.at("tool").at("driver").at("rules");
  std::set<std::string> fingerprints;
  for (const Json& result : run.at("results")) {
    CAPTURE(result.dump());
    CHECK(is_level(result.at("level")));
    CHECK(is_sentence(result.at("message")));
    const std::size_t rule = result.at("ruleIndex");
    REQUIRE(rule < rules.size());
    CHECK(rules[rule].at("id") == result.at("ruleId"));
    for (const Json& place : result.at("locations")) check_place(place);
    for (const Json& place : result.value("relatedLocations", Json::array())) check_place(place);
    CHECK(fingerprints.insert(result.at("partialFingerprints").dump()).second);
  }
}

}  // namespace

TEST_CASE("every recorded SARIF keeps the rules of the format") {
  const auto logs = recorded();
  CHECK(logs.size() >= 4);
  for (const auto& [path, log] : logs) {
    CAPTURE(path);
    CHECK(log.at("version") == "2.1.0");
    REQUIRE(log.at("runs").size() == 1);
    const Json& run = log.at("runs")[0];
    check_rules(run.at("tool").at("driver").at("rules"));
    check_results(run);
    bool failed = false;
    const Json& invocation = run.at("invocations")[0];
    for (const Json& one : invocation.value("toolExecutionNotifications", Json::array())) {
      CAPTURE(one.dump());
      CHECK(is_level(one.at("level")));
      CHECK(is_sentence(one.at("message")));
      failed = failed || one.at("level") == "error";
      for (const Json& place : one.value("locations", Json::array())) check_place(place);
    }
    CHECK(invocation.at("executionSuccessful") == !failed);
  }
}
