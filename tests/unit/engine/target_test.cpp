// What the offering that a manifest is written for changes: where a workload stays, and what its platform's
// defaults may say elsewhere.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using namespace placer::test;

namespace {

const std::string core =
    "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: steady";

std::string sections(const std::string& id) {
  return "limits:\n"
         "  - {id: " +
         id +
         ".memory, fact: memory, at_most: 4GiB, hardness: hard, source: page, message: m, remedy: r}\n"
         "  - {id: " +
         id + ".both, fact: " + id +
         "_both, at_most: 6GiB, hardness: hard, source: page, message: m, remedy: r}\n"
         "  - {id: " +
         id +
         ".least, fact: timeout, at_least: 1s, hardness: hard, source: page, message: m, remedy: r}\n"
         "derived:\n"
         "  - {id: " +
         id +
         "_both, type: bytes, sum: [memory, scratch_disk], summary: s}\n"
         "sizes:\n"
         "  - {offerings: [one], source: page, rows: [{cpu: 4, memory: 1GiB..8GiB}]}\n";
}

/// Verdicts on beta, which is the target, and on gamma, which has the same limits.
std::string verdicts(const std::string& stated,
                     const std::vector<std::pair<std::string, std::int64_t>>& defaults) {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "60%", sections("beta"))
                                   .add_platform("gamma", "50%", sections("gamma"))
                                   .load();
  Workload one = workload(rules, stated + ", target: beta/one");
  for (const auto& [name, value] : defaults)
    one.facts.push_back(fact(rules, name, {value, value}, Origin::platform_default));
  const WorkloadReport report = judged(rules, one);
  return verdict(report, "beta/one") + " " + verdict(report, "gamma/one");
}

constexpr std::int64_t gib = std::int64_t{1} << 30U;

}  // namespace

TEST_CASE("a default may leave other platforms undecided but not reject there") {
  CHECK(verdicts("timeout: 1s, memory: 5GiB, gpu: none", {}) == "does_not_fit does_not_fit");
  CHECK(verdicts("timeout: 1s, gpu: none", {{"memory", 5 * gib}}) == "does_not_fit unknown");
  CHECK(verdicts("timeout: 1s, gpu: none", {{"memory", 3 * gib}}) == "fits fits");
}

TEST_CASE("a default counts behind derived bounds and for sizes too") {
  CHECK(verdicts("timeout: 1s, memory: 3GiB, scratch_disk: 4GiB, gpu: none", {}) ==
        "does_not_fit does_not_fit");
  CHECK(verdicts("timeout: 1s, memory: 3GiB, gpu: none", {{"scratch_disk", 4 * gib}}) ==
        "does_not_fit unknown");
  CHECK(verdicts("timeout: 1s, memory: 3GiB, cpu: 5, gpu: none", {}) == "does_not_fit does_not_fit");
  CHECK(verdicts("timeout: 1s, memory: 3GiB, gpu: none", {{"cpu", 5000}}) == "does_not_fit unknown");
}

TEST_CASE("what a manifest leaves out is absent and may reject elsewhere") {
  // Too little is no excess: a platform that needs a longer timeout than the default gets none.
  CHECK(verdicts("memory: 3GiB, gpu: none", {{"timeout", 500}}) == "does_not_fit does_not_fit");
}

TEST_CASE("a workload leaves its target for any place that is certainly better") {
  // Delta has the best midpoint but may be worse than beta; gamma certainly is better.
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "40%..60%")
                                   .add_platform("gamma", "65%..70%")
                                   .add_platform("delta", "50%..100%")
                                   .load();
  CHECK(recommended(judged(rules, core)).starts_with("delta/one"));
  CHECK(recommended(judged(rules, core + ", target: beta/one")).starts_with("delta/one"));
  const rules::RuleSet without_gamma =
      RuleFiles().add_platform("beta", "40%..60%").add_platform("delta", "50%..100%").load();
  CHECK(recommended(judged(without_gamma, core + ", target: beta/one")).starts_with("beta/one"));
}

TEST_CASE("a bound of equal score is not certainly better") {
  const rules::RuleSet rules =
      RuleFiles().add_platform("beta", "60%").add_platform("gamma", "60%..90%").load();
  CHECK(recommended(judged(rules, core + ", target: beta/one")).starts_with("beta/one"));
}

TEST_CASE("a check fails its target, and one that advises speaks up for each thing it found") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform(
              "beta", "60%",
              "checks:\n"
              "  - {id: beta.refused, source: page, message: '{needed} above {allowed}', remedy: r}\n"
              "  - {id: beta.lacks, hardness: hard, source: page, message: '{needed} refused', remedy: r}\n"
              "  - {id: beta.seen, role: advice, source: page, message: '{needed} seen', remedy: r}\n")
          .add_platform("gamma", "50%")
          .load();
  Workload one = workload(rules, core + ", target: beta/one");
  const Location first{0, 10, 3}, second{0, 20, 3};
  one.violations = {{"beta.seen", first, "this", ""}, {"beta.seen", second, "that", ""}};
  const WorkloadReport advised = judged(rules, one);
  CHECK(verdict(advised, "beta/one") == "fits");
  REQUIRE(advised.advice.size() == 2);
  CHECK(advised.advice[0].message == "this seen");
  CHECK(advised.advice[0].places == std::vector{first});
  CHECK(advised.advice[1].message == "that seen");
  CHECK(advised.advice[1].offerings == std::vector<std::string_view>{"beta/one"});
  one.violations.push_back({"beta.refused", first, "5", "4"});
  const WorkloadReport refused = judged(rules, one);
  CHECK(verdict(refused, "beta/one") == "fits_with_changes");
  CHECK(outcome(refused, "beta/one", "beta.refused") == "fail");
  CHECK(verdict(refused, "gamma/one") == "fits");
  // What it lacks is no matter of what is set.
  one.violations.push_back({"beta.lacks", first, "5", ""});
  CHECK(verdict(judged(rules, one), "beta/one") == "does_not_fit");
}

TEST_CASE("advice on a default is none where the target's own manifest sets it") {
  const std::string unless_set =
      "limits:\n"
      "  - {id: ID.default, fact: concurrency, at_most: 30, role: advice, hardness: configurable,"
      " source: page, message: m, remedy: r}\n";
  const auto section = [&](const std::string& id) {
    std::string text = unless_set;
    return text.replace(text.find("ID"), 2, id);
  };
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "60%", section("beta"))
                                   .add_platform("gamma", "50%", section("gamma"))
                                   .load();
  Workload one = workload(rules, core + ", concurrency: 60, target: beta/one");
  CHECK(judged(rules, one).advice.size() == 2);
  one.foreign = true;
  const WorkloadReport report = judged(rules, one);
  REQUIRE(report.advice.size() == 1);
  CHECK(report.advice[0].rule == "gamma.default");
}

TEST_CASE("a target that is closed to new customers is left but judged") {
  const rules::RuleSet rules =
      RuleFiles().add_platform("beta", "90%", {}, "closed").add_platform("gamma", "60%").load();
  const WorkloadReport report = judged(rules, core + ", target: beta/one");
  CHECK(report.target == "beta/one");
  CHECK(verdict(report, "beta/one") == "fits");
  CHECK(recommended(report).starts_with("gamma/one"));
}
