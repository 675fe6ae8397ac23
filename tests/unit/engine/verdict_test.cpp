// The four verdicts, from small rule sets made here.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

std::string limit(const std::string& id, const std::string& fact, const std::string& bound,
                  const std::string& hardness, const std::string& role = "filter") {
  return "limits:\n  - id: " + id + "\n    fact: " + fact + "\n    at_most: " + bound +
         "\n    hardness: " + hardness + "\n    role: " + role +
         "\n    source: {title: t, as_of: undated, checked: 2026-11-24, basis: contract, confidence: high}\n"
         "    message: at most {allowed}, not {needed}\n    remedy: ask for less\n";
}

rules::RuleSet with(const std::string& sections) {
  return RuleFiles().add_platform("beta", "50%", sections).load();
}

}  // namespace

TEST_CASE("the verdict follows from the hardest failure and then from what is open") {
  struct Row {
    std::string_view hardness, facts, verdict;
  };
  static constexpr std::array<Row, 6> rows{{
      {"hard", "memory: 1GiB", "fits"},
      {"hard", "memory: 3GiB", "does_not_fit"},
      {"hard", "memory: 1GiB..3GiB", "unknown"},
      {"quota", "memory: 3GiB", "fits_with_changes"},
      {"configurable", "memory: 3GiB", "fits_with_changes"},
      {"quota", "timeout: 1s", "unknown"},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.hardness, row.facts);
    const rules::RuleSet rules = with(limit("beta.memory", "memory", "2GiB", std::string(row.hardness)));
    CHECK(verdict(judged(rules, std::string(row.facts)), "beta/one") == row.verdict);
  }
}

TEST_CASE("every failing rule is kept with its numbers") {
  const rules::RuleSet rules = with(limit("beta.memory", "memory", "2GiB", "hard"));
  const WorkloadReport report = judged(rules, "memory: 3GiB");
  REQUIRE(offering(report, "beta/one").findings.size() == 1);
  const Finding& finding = offering(report, "beta/one").findings.front();
  CHECK(finding.rule == "beta.memory");
  CHECK(finding.message == "at most 2GiB, not 3GiB");
  CHECK(finding.margin == -(std::int64_t{1} << 30U));
  CHECK(finding.used == 1'500'000);
  CHECK(finding.needed.interval == Interval{std::int64_t{3} << 30U, std::int64_t{3} << 30U});
  CHECK(!finding.places.empty());
}

TEST_CASE("advice warns and never changes a verdict") {
  const rules::RuleSet rules = with(limit("beta.memory", "memory", "2GiB", "hard", "advice"));
  const WorkloadReport report = judged(rules, "memory: 3GiB");
  CHECK(verdict(report, "beta/one") == "fits");
  CHECK(advised(report, "beta.memory"));
  CHECK(!advised(judged(rules, "memory: 1GiB"), "beta.memory"));
  CHECK(!advised(judged(rules, "timeout: 1s"), "beta.memory"));
}

TEST_CASE("a setting is judged on the target only and only where it is written") {
  const rules::RuleSet rules = with(limit("beta.memory", "memory", "2GiB", "hard", "setting"));
  CHECK(verdict(judged(rules, "memory: 3GiB"), "beta/one") == "fits");
  CHECK(verdict(judged(rules, "memory: 3GiB, target: beta/one"), "beta/one") == "does_not_fit");
  CHECK(verdict(judged(rules, "timeout: 1s, target: beta/one"), "beta/one") == "fits");
}

TEST_CASE("findings that passed are kept on request only") {
  const rules::RuleSet rules = with(limit("beta.memory", "memory", "2GiB", "hard"));
  CHECK(outcome(judged(rules, "memory: 1GiB"), "beta/one", "beta.memory") == "none");
  engine::JudgeOptions options;
  options.keep_passes = true;
  CHECK(outcome(judged(rules, "memory: 1GiB", options), "beta/one", "beta.memory") == "pass");
}

TEST_CASE("limits are counted that were held against something in the manifest") {
  RuleFiles files;
  const std::string ends = ", hardness: hard, source: page, message: m, remedy: r}\n";
  files.add_platform("beta", "50%",
                     "limits:\n  - {id: beta.memory, fact: memory, at_most: 4GiB" + ends +
                         "  - {id: beta.disk, fact: scratch_disk, at_most: 1GiB" + ends +
                         "  - {id: beta.slow, fact: timeout, at_most: 100s" + ends);
  const rules::RuleSet rules = files.load();
  const auto applied = [&](const std::string& facts) {
    return offering(judged(rules, facts), "beta/one").applied;
  };
  CHECK(applied("trigger: http") == 0);
  CHECK(applied("memory: 1GiB") == 1);
  CHECK(applied("memory: 8GiB, timeout: 1s") == 2);
  CHECK(applied("memory: 1GiB..8GiB, timeout: 1s") == 1);
  CHECK(applied("memory: 1GiB, scratch_disk: 1MiB") == 2);
}

TEST_CASE("what is open points at the value that somebody else fills in") {
  RuleFiles files;
  files.add_platform(
      "beta", "50%",
      "limits:\n  - {id: beta.memory, fact: memory, at_most: 4GiB, hardness: hard, source: page, "
      "message: m, remedy: r}\n");
  const rules::RuleSet rules = files.load();
  const WorkloadReport report = judged(rules, "memory: \"${MEMORY}\"");
  const OfferingReport& one = offering(report, "beta/one");
  REQUIRE(one.findings.size() == 1);
  CHECK(one.findings[0].outcome == Outcome::unknown);
  CHECK(one.findings[0].places.size() == 1);
}

TEST_CASE("beyond a bound that nobody has published nothing is known, and the sentence has its numbers") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "50%",
                        "limits:\n  - {id: beta.memory, fact: memory, at_most: 1GiB, hardness: unpublished, "
                        "source: page, "
                        "message: \"whether {needed} work beyond {allowed} stands nowhere\", remedy: r}\n")
          .load();
  CHECK(verdict(judged(rules, "memory: 1GiB"), "beta/one") == "fits");
  const WorkloadReport report = judged(rules, "memory: 2GiB");
  CHECK(verdict(report, "beta/one") == "unknown");
  REQUIRE(offering(report, "beta/one").findings.size() == 1);
  CHECK(offering(report, "beta/one").findings.front().message ==
        "whether 2GiB work beyond 1GiB stands nowhere");
}
