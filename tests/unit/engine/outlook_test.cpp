// How sure an answer is and how far it carries: headroom is what judging says it is, and a recommendation
// that is said to outlive other weights does.
#include "rules/literal.hpp"
#include "support/catch.hpp"
#include "support/generating.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <algorithm>

using namespace placer;
using namespace placer::test;

namespace {

const std::string ends = ", hardness: hard, source: page, message: m, remedy: r}\n";

WorkloadReport explored(const rules::RuleSet& rules, const Workload& workload,
                        Depth depth = Depth::everything) {
  engine::JudgeOptions options;
  options.depth = depth;
  return judged(rules, workload, options);
}

/// "timeout 30s of 1min; memory …" of an offering.
std::string headroom_of(const WorkloadReport& report, std::string_view id) {
  std::string text;
  for (const Headroom& room : offering(report, id).headroom)
    text +=
        fmt::format("{}{} {} of {}", text.empty() ? "" : "; ", room.fact, room.value.text, room.limit.text);
  return text;
}

std::string verdict_at(const rules::RuleSet& rules, Workload changed, std::string_view fact,
                       std::int64_t value, std::string_view offering) {
  for (Fact& one : changed.facts)
    if (one.id == fact_id(rules, fact)) one.value = {value, value};
  return verdict(judged(rules, changed), offering);
}

/// What is recommended where these criteria count double.
std::string recommended_with(const rules::RuleSet& rules, Workload workload,
                             std::vector<std::string> priorities) {
  const FactId id = fact_id(rules, "priorities");
  std::erase_if(workload.facts, [&](const Fact& one) { return one.id == id; });
  Fact fact;
  fact.id = id;
  fact.texts = std::move(priorities);
  workload.facts.push_back(std::move(fact));
  const WorkloadReport report = judged(rules, workload);
  return fmt::format("{}/{}", report.recommendation.platform, report.recommendation.offering);
}

}  // namespace

TEST_CASE("headroom is measured against the tightest bound, the fact that uses most of its own first") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%",
                        "limits:\n  - {id: beta.a, fact: timeout, at_most: 1min" + ends +
                            "  - {id: beta.e, fact: package.size, at_most: 35184372088831B" + ends +
                            "  - {id: beta.b, fact: timeout, at_most: 2min" + ends +
                            "  - {id: beta.c, fact: memory, at_most: 2GiB" + ends +
                            "  - {id: beta.d, fact: memory, at_most: 1500MiB, hardness: quota, source: page, "
                            "message: m, remedy: r}\n")
          .load();
  CHECK(headroom_of(explored(rules, workload(rules, "timeout: 50s, memory: 1GiB")), "beta/one") ==
        "timeout 50s of 1min; memory 1GiB of 2GiB");
  CHECK(headroom_of(explored(rules, workload(rules, "timeout: 2min, memory: 1GiB")), "beta/one").empty());
  CHECK(headroom_of(explored(rules, workload(rules, "memory: 256MiB..1GiB")), "beta/one") ==
        "memory 256MiB..1GiB of 2GiB");
  CHECK(headroom_of(explored(rules, workload(rules, "package.size: 1GiB")), "beta/one") ==
        "package.size 1GiB of 32767GiB");
  CHECK(headroom_of(explored(rules, workload(rules, "privileged: true")), "beta/one").empty());
}

TEST_CASE("at its limit a fact still fits, above it nothing does, by every offering of the shipped rules") {
  const rules::RuleSet& rules = builtin("current");
  const Workloads workloads(rules);
  Numbers numbers(7);
  std::size_t checked = 0;
  for (int round = 0; round < 250; ++round) {
    // Few facts, or nothing fits anywhere.
    const Workload one = workloads.next(numbers, round % 2 == 0 ? 1 : 2);
    Workload few = one;
    std::erase_if(few.facts, [&](const Fact&) { return numbers.below(8) != 0; });
    const WorkloadReport report = explored(rules, few);
    for (const OfferingReport& offering : report.offerings)
      for (const Headroom& room : offering.headroom) {
        INFO(offering.id() << ": " << room.fact << " " << room.value.text << " of " << room.limit.text);
        const std::int64_t limit = room.limit.interval->high;
        CHECK(verdict_at(rules, few, room.fact, limit, offering.id()) != "does_not_fit");
        CHECK(verdict_at(rules, few, room.fact, limit + 1, offering.id()) == "does_not_fit");
        ++checked;
      }
  }
  CHECK(checked > 200);
}

TEST_CASE("with one criterion no weight changes the answer") {
  const rules::RuleSet rules = RuleFiles().add_platform("beta", "60%").add_platform("gamma", "70%").load();
  const WorkloadReport report = explored(rules, workload(rules, "timeout: 1s"));
  REQUIRE(report.recommendation.robustness);
  CHECK(report.recommendation.robustness->share == 1'000'000);
  CHECK_FALSE(report.recommendation.robustness->flips_on);
  CHECK_FALSE(explored(rules, workload(rules, "privileged: true")).recommendation.robustness);
}

TEST_CASE("of two criteria that disagree each weight is tried at half, once and twice") {
  const rules::RuleSet rules =
      RuleFiles()
          .replace(
              "scoring.yaml", "criteria:\n",
              "criteria:\n  - {id: room, title: room, summary: s, weight: 1, of: headroom, curve: {0%: 0, "
              "100%: 100}}\n")
          .add_platform("beta", "90%", "limits:\n  - {id: beta.a, fact: timeout, at_most: 1min" + ends)
          .load();
  // 90 and 50 points against 50 and 97 (30s of 15min): beta wins where operations count 1.17 times as much.
  const WorkloadReport report = explored(rules, workload(rules, "timeout: 30s"));
  REQUIRE(report.recommendation.platform == "alpha");
  const Robustness& robustness = *report.recommendation.robustness;
  CHECK(robustness.share == 666'666);
  REQUIRE(robustness.flips_on);
  CHECK(robustness.flips_on->to == "beta/one");
  CHECK(robustness.flips_on->criterion == "operations");
  CHECK(robustness.flips_on->factor > 1'166'600);
  CHECK(robustness.flips_on->factor < 1'166'800);
}

TEST_CASE("a small factor is found as exactly as a large one") {
  const rules::RuleSet rules =
      RuleFiles()
          .replace(
              "scoring.yaml", "criteria:\n",
              "criteria:\n  - {id: room, title: room, summary: s, weight: 1, of: headroom, curve: {0%: 0, "
              "100%: 100}}\n  - {id: more_room, title: more room, summary: s, weight: 1, of: headroom, "
              "curve: {0%: 0, 100%: 100}}\n")
          .add_platform("beta", "90%", "limits:\n  - {id: beta.a, fact: timeout, at_most: 1min" + ends)
          .load();
  // 90 points against 50, and twice 96.667 against 99.778: a factor below 0.15556.
  const WorkloadReport report = explored(rules, workload(rules, "timeout: 2s"));
  REQUIRE(report.recommendation.platform == "beta");
  const auto& flip = report.recommendation.robustness->flips_on;
  REQUIRE(flip);
  CHECK(flip->criterion == "operations");
  CHECK(flip->to == "alpha/one");
  CHECK(flip->factor > 155'300);
  CHECK(flip->factor < 155'700);
}

TEST_CASE("a recommendation that outlives all weights outlives doubled ones, and a flip is one") {
  const rules::RuleSet& rules = builtin("current");
  const Workloads workloads(rules);
  std::vector<std::string> criteria;
  for (const rules::Criterion& one : rules.rows<rules::Criterion>())
    criteria.emplace_back(rules.text(one.id));
  Numbers numbers(11);
  std::size_t sure = 0, flips = 0;
  for (int round = 0; round < 1500; ++round) {
    Workload one = workloads.next(numbers, 2);
    std::erase_if(one.facts, [&](const Fact& fact) {
      return numbers.below(6) != 0 || fact.id == fact_id(rules, "priorities");
    });
    if (judged(rules, one).recommendation.platform.empty()) continue;
    const WorkloadReport report = explored(rules, one, Depth::answer);
    const auto& robustness = report.recommendation.robustness;
    if (!robustness) continue;
    const std::string chosen =
        fmt::format("{}/{}", report.recommendation.platform, report.recommendation.offering);
    if (robustness->share == 1'000'000) {
      ++sure;
      std::vector<std::string> some;
      for (const std::string& id : criteria)
        if (numbers.below(2) == 0) some.push_back(id);
      CHECK(recommended_with(rules, one, some) == chosen);
    }
    if (const auto& flip = robustness->flips_on) {
      CHECK(flip->to != chosen);
      // Rounding of scores and of the factor aside.
      if (flip->factor > 1'000'000 && flip->factor < 1'980'000) {
        ++flips;
        CHECK(recommended_with(rules, one, {std::string(flip->criterion)}) != chosen);
      }
      if (flip->factor > 2'020'000)
        CHECK(recommended_with(rules, one, {std::string(flip->criterion)}) == chosen);
    }
  }
  CHECK(sure > 10);
  CHECK(flips > 20);
}

TEST_CASE("a question says how many verdicts it settles alone and what part of the scores' width it is") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%", "limits:\n  - {id: beta.a, fact: timeout, at_most: 1min" + ends)
          .add_platform("gamma", "70%",
                        "limits:\n  - {id: gamma.a, fact: timeout, at_most: 1min" + ends +
                            "  - {id: gamma.b, fact: memory, at_most: 1GiB" + ends)
          .load();
  const WorkloadReport report = judged(rules, "trigger: http");
  const auto about = [&](std::string_view fact) {
    return *std::find_if(report.questions.begin(), report.questions.end(),
                         [&](const Question& one) { return one.fact == fact; });
  };
  CHECK(about("timeout").decides.size() == 3);    // alpha's, beta's and gamma's verdict
  CHECK(about("timeout").settles.verdicts == 2);  // gamma's waits for the memory too
  CHECK(about("memory").decides.size() == 1);
  CHECK(about("memory").settles.verdicts == 0);
}

TEST_CASE("where a recommendation is said to turn it does, and just before it does not") {
  const rules::RuleSet& rules = builtin("current");
  const auto recommended = [&](Workload workload, std::string_view fact, std::int64_t value) {
    Fact one;
    one.id = fact_id(rules, fact);
    one.origin = Origin::assumed;
    one.value = {value, value};
    workload.set(one);
    return judged(rules, workload).recommendation.id();
  };
  const auto check_turns = [&](const Workload& workload) {
    std::size_t found = 0;
    for (const Question& question : explored(rules, workload).questions)
      for (std::size_t i = 1; i < question.turns.size(); ++i, ++found) {
        const std::int64_t above = question.turns[i].above->interval->low;
        CAPTURE(question.fact, above);
        CHECK(recommended(workload, question.fact, above) == question.turns[i - 1].to);
        const std::int64_t step = std::max<std::int64_t>(1, above >> 14);
        CHECK(recommended(workload, question.fact, above + step) == question.turns[i].to);
      }
    return found;
  };
  CHECK(check_turns(workload(
            rules, "trigger: http, timeout: 10s, package.size: 100MiB, gpu: none, traffic: bursty")) > 0);
  const Workloads workloads(rules);
  Numbers numbers(23);
  std::size_t found = 0;
  for (int round = 0; round < 100; ++round) {
    Workload one = workloads.next(numbers, 2);
    std::erase_if(one.facts, [&](const Fact&) { return numbers.below(6) != 0; });
    found += check_turns(one);
  }
  CHECK(found > 10);
}

TEST_CASE("a recommendation turns only within what the manifest states, both ends included") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%", "limits:\n  - {id: beta.a, fact: memory, at_most: 3GiB" + ends)
          .add_platform("gamma", "50%", "limits:\n  - {id: gamma.a, fact: memory, at_most: 50GiB" + ends)
          .load();
  const auto turns_of = [&](std::string_view memory) {
    std::string text;
    for (const Question& question :
         explored(rules, workload(rules, fmt::format("timeout: 300d, memory: {}", memory))).questions)
      for (const Turn& turn : question.turns)
        text += fmt::format("{}{} ", turn.above ? turn.above->text + ":" : "", turn.to);
    return text;
  };
  CHECK(turns_of("..40GiB") == "beta/one 3GiB:gamma/one ");
  CHECK(turns_of("1GiB..3100MiB") == "beta/one 3GiB:gamma/one ");
  CHECK(turns_of("1GiB..60GiB") == "beta/one 3GiB:gamma/one 50GiB: ");
}
