// Ranking and recommendation, one rule at a time, over platforms whose only difference is their score.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>

using namespace placer;
using namespace placer::test;

namespace {

const std::string source =
    "{title: t, as_of: undated, checked: 2026-11-24, basis: contract, confidence: high}";

std::string at_most(const std::string& id, const std::string& fact, const std::string& bound) {
  return "limits:\n  - {id: " + id + ", fact: " + fact + ", at_most: " + bound +
         ", hardness: hard, source: " + source + ", message: too much, remedy: ask for less}\n";
}

const std::string all_core =
    "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu.count: 0, traffic.pattern: steady";

std::vector<std::string> in_order(const WorkloadReport& report, const std::vector<std::string>& wanted) {
  std::vector<std::string> order;
  for (const std::string& id : ranking(report))
    if (std::find(wanted.begin(), wanted.end(), id) != wanted.end()) order.push_back(id);
  return order;
}

}  // namespace

TEST_CASE("of several open bounds of one fact the condition names the tightest") {
  RuleFiles files;
  const std::string ends = ", hardness: hard, source: page, message: m, remedy: r}\n";
  files.add_platform("beta", "100%",
                     "limits:\n  - {id: beta.a, fact: timeout, at_most: 15min" + ends +
                         "  - {id: beta.b, fact: timeout, at_most: 5min" + ends +
                         "  - {id: beta.c, fact: timeout, at_most: 1h" + ends);
  const rules::RuleSet rules = files.load();
  const WorkloadReport report = judged(rules, "trigger: http, memory: 1GiB, gpu: none");
  REQUIRE(report.recommendation.platform == "beta");
  CHECK(report.recommendation.reasons.front() == "if timeout is at most 5min");
}

TEST_CASE("the higher midpoint wins, equal ones stand in the order of the rule set") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "60%")
                                   .add_platform("gamma", "70%")
                                   .add_platform("delta", "70%")
                                   .load();
  CHECK(in_order(judged(rules, all_core), {"beta/one", "gamma/one", "delta/one"}) ==
        std::vector<std::string>{"gamma/one", "delta/one", "beta/one"});
}

TEST_CASE("a ranking keeps the best offering and the target only") {
  const rules::RuleSet& rules = builtin("current");
  engine::JudgeOptions options;
  options.depth = Depth::ranking;
  for (const std::string_view target : {"", ", target: aws-ecs/ec2"}) {
    const Workload one = workload(rules, all_core + std::string(target));
    const WorkloadReport whole = judged(rules, one), kept = judged(rules, one, options);
    CHECK(kept.recommendation.id() == whole.recommendation.id());
    CHECK(kept.offerings.size() == (target.empty() ? 1 : 2));
    for (const OfferingReport& offering : kept.offerings) {
      REQUIRE(whole.find(offering.id()) != nullptr);
      CHECK(whole.find(offering.id())->verdict == offering.verdict);
    }
  }
}

TEST_CASE("what does not fit stands last, and what is closed is never recommended") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "99%", at_most("beta.memory", "memory", "1MiB"))
                                   .add_platform("gamma", "98%", {}, "closed")
                                   .add_platform("delta", "97%")
                                   .load();
  const WorkloadReport report = judged(rules, all_core);
  CHECK(ranking(report).back() == "beta/one");
  CHECK(recommended(report).starts_with("delta/one"));
}

TEST_CASE("the answer is firm only if no other score can reach it and no core fact is missing") {
  const rules::RuleSet apart =
      RuleFiles().add_platform("beta", "90%..95%").add_platform("gamma", "80%..90%").load();
  CHECK(recommended(judged(apart, all_core)) == "beta/one firm");
  CHECK(recommended(judged(apart, "trigger: http, timeout: 1s")) == "beta/one provisional");
  const rules::RuleSet close =
      RuleFiles().add_platform("beta", "88%..95%").add_platform("gamma", "80%..90%").load();
  CHECK(recommended(judged(close, all_core)) == "beta/one provisional");
}

TEST_CASE(
    "an undecided winner is provisional, its condition comes first, and the best that fits is the fallback") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "95%", at_most("beta.timeout", "timeout", "15min"))
                                   .add_platform("gamma", "80%")
                                   .load();
  const WorkloadReport report = judged(rules, "trigger: http, memory: 1GiB");
  CHECK(recommended(report) == "beta/one provisional");
  CHECK(report.recommendation.fallback == "gamma/one");
  REQUIRE(!report.recommendation.reasons.empty());
  CHECK(report.recommendation.reasons.front() == "if timeout is at most 15min");
}

TEST_CASE("a workload stays where it runs unless another place is certainly better") {
  const rules::RuleSet rules =
      RuleFiles().add_platform("beta", "60%..80%").add_platform("gamma", "75%..95%").load();
  CHECK(recommended(judged(rules, all_core)).starts_with("gamma/one"));
  CHECK(recommended(judged(rules, all_core + ", target: beta/one")).starts_with("beta/one"));
  const rules::RuleSet clear =
      RuleFiles().add_platform("beta", "60%..70%").add_platform("gamma", "75%..95%").load();
  CHECK(recommended(judged(clear, all_core + ", target: beta/one")).starts_with("gamma/one"));
}

TEST_CASE("a target that does not fit is left") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "95%", at_most("beta.memory", "memory", "1MiB"))
                                   .add_platform("gamma", "75%")
                                   .load();
  CHECK(recommended(judged(rules, all_core + ", target: beta/one")).starts_with("gamma/one"));
}

TEST_CASE("nothing is recommended where nothing fits or no core fact is known") {
  const rules::RuleSet rules = builtin("current");
  CHECK(recommended(judged(rules, "nodes: 1")) == "none");
  CHECK(recommended(
            judged(rules,
                   "trigger: udp, providers: gcp, operating_system: windows, memory: 64TiB, timeout: 1s, "
                   "dependency_size: 1MiB, gpu: none, traffic: steady")) == "none");
}

TEST_CASE("questions come in the order of how many verdicts they decide") {
  const WorkloadReport report = judged(builtin("current"), std::string("trigger: http"));
  for (std::size_t i = 1; i < report.questions.size(); ++i)
    CHECK(report.questions[i - 1].decides.size() >= report.questions[i].decides.size());
  CHECK(std::none_of(report.questions.begin(), report.questions.end(),
                     [](const Question& one) { return one.fact == "trigger"; }));
}

TEST_CASE("an offering that asks for a GPU does not win while nobody spoke of one") {
  for (const std::string_view facts :
       {"timeout: 3s", "memory: 32GiB", "trigger: http, timeout: 30s", "trigger: schedule, timeout: 10min"}) {
    CAPTURE(facts);
    CHECK(recommended(judged(builtin("current"), std::string(facts))).find("-gpu") == std::string::npos);
  }
}

TEST_CASE("nobody is sent to one provider for a card of which it has no recorded machine") {
  const WorkloadReport report =
      judged(builtin("current"),
             std::string("trigger: http, timeout: 30s, memory: 64GiB, gpu: mi300x, traffic: steady"));
  CHECK(report.recommendation.id() == "kubernetes/generic");
}

TEST_CASE("what is recent or a preview stands behind a settled one that does as well, and says what it is") {
  for (const std::string status : {"recent", "preview"}) {
    CAPTURE(status);
    const rules::RuleSet rules =
        RuleFiles().add_platform("beta", "99%", {}, status).add_platform("gamma", "60%").load();
    const WorkloadReport report = judged(rules, all_core);
    CHECK(in_order(report, {"beta/one", "gamma/one"}) == std::vector<std::string>{"gamma/one", "beta/one"});
    CHECK(recommended(report) == "gamma/one firm");
    CHECK(offering(report, "beta/one").status == status);
    // Who runs there already stays there, and who runs on the settled one is not sent away.
    CHECK(recommended(judged(rules, all_core + ", target: beta/one")).starts_with("beta/one"));
    CHECK(recommended(judged(rules, all_core + ", target: gamma/one")).starts_with("gamma/one"));
  }
}

TEST_CASE("what is recent is recommended where no settled offering does as well") {
  const rules::RuleSet rules = RuleFiles().add_platform("beta", "40%", {}, "recent").load();
  CHECK(recommended(judged(rules, all_core)) == "alpha/one firm");
  CHECK(recommended(judged(rules, "trigger: http, timeout: 20min")).starts_with("beta/one"));
  // What certainly fits need not wait for a settled one that perhaps does.
  CHECK(recommended(judged(RuleFiles().add_platform("beta", "60%", {}, "recent").load(), "trigger: http"))
            .starts_with("beta/one"));
  const std::string bound = at_most("beta.timeout", "timeout", "900s");
  CHECK(recommended(judged(RuleFiles().add_platform("beta", "60%", bound, "recent").load(), "trigger: http"))
            .starts_with("alpha/one"));
}

TEST_CASE("of the recent and the previews the score decides") {
  const rules::RuleSet rules = RuleFiles()
                                   .add_platform("beta", "70%", {}, "preview")
                                   .add_platform("gamma", "80%", {}, "recent")
                                   .load();
  CHECK(in_order(judged(rules, all_core), {"alpha/one", "beta/one", "gamma/one"}) ==
        std::vector<std::string>{"alpha/one", "gamma/one", "beta/one"});
}
