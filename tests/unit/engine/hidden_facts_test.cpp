// Soundness of whole verdicts: hiding a stated fact may make an answer less certain, never turn one certainty
// into the other. And knowing more never moves a score out of the interval that it was in.
#include "support/catch.hpp"
#include "support/generating.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

using namespace placer;
using namespace placer::test;

namespace {

constexpr int rounds = 300;

/// Strict, since a hidden special fact would otherwise be presumed and not unknown.
engine::JudgeOptions strict() {
  engine::JudgeOptions options;
  options.strict = true;
  return options;
}

std::string written(const rules::RuleSet& rules, const Workload& workload) {
  std::string text;
  for (const FactReport& fact : judged(rules, workload).facts)
    text += fmt::format("{}: {}, ", fact.fact, fact.amount.text);
  return text;
}

bool certain(Verdict verdict) { return verdict != Verdict::unknown; }
bool out(Verdict verdict) { return verdict == Verdict::does_not_fit; }

/// Where a certain verdict with a hidden fact is not the one without: "offering: hidden fact".
std::string flips(const rules::RuleSet& rules, const WorkloadReport& known, const WorkloadReport& hidden,
                  FactId fact) {
  std::string text;
  for (const OfferingReport& after : hidden.offerings) {
    const Verdict before = offering(known, after.id()).verdict;
    if (certain(after.verdict) && (!certain(before) || out(before) != out(after.verdict)))
      text += fmt::format("{} without {}: {} instead of {}\n", after.id(), rules.text(rules.fact(fact).key),
                          to_string(after.verdict), to_string(before));
  }
  return text;
}

/// Where any of several cards is said not to do though one of them does, or may: "offering".
std::string flips_to_fail(const WorkloadReport& one, const WorkloadReport& any) {
  std::string text;
  for (const OfferingReport& after : any.offerings)
    if (out(after.verdict) && !out(offering(one, after.id()).verdict))
      text += fmt::format("{}: does not fit with any of them\n", after.id());
  return text;
}

/// Facts that replace an estimate where they are stated, so that the estimate does not bound them.
std::vector<FactId> better_than_estimates(const rules::RuleSet& rules) {
  std::vector<FactId> facts;
  for (const rules::Derived& derived : rules.rows<rules::Derived>()) {
    if (derived.op == rules::DerivedOp::first_known || derived.op == rules::DerivedOp::first_stated)
      for (const rules::Term& term : rules.rows(derived.terms))
        if (term.fact != no_fact) facts.push_back(term.fact);
  }
  for (std::size_t i = 0; i < facts.size(); ++i)
    for (const rules::Derived& derived : rules.rows<rules::Derived>())
      if (derived.fact == facts[i])
        for (const rules::Term& term : rules.rows(derived.terms))
          if (term.fact != no_fact) facts.push_back(term.fact);
  // The price of an open card is estimated over the cards of which machines are recorded; one may be another.
  facts.push_back(fact_id(rules, "gpu.type"));
  return facts;
}

std::string moves(const rules::RuleSet& rules, const WorkloadReport& known, const WorkloadReport& hidden,
                  FactId fact) {
  std::string text;
  for (const OfferingReport& after : known.offerings) {
    const OfferingReport& before = offering(hidden, after.id());
    for (std::size_t i = 0; i < after.criteria.size(); ++i) {
      const Score narrow = after.criteria[i].score, wide = before.criteria[i].score;
      if (narrow.low < wide.low || narrow.high > wide.high)
        text += fmt::format("{} of {} by {}: {}..{} is not within {}..{}\n", after.criteria[i].id, after.id(),
                            rules.text(rules.fact(fact).key), narrow.low, narrow.high, wide.low, wide.high);
    }
  }
  return text;
}

/// No GPU and all the same one of a type or a size: hiding that there is none leaves one at least.
bool contradicts_itself(const rules::RuleSet& rules, const Workload& workload) {
  const Fact* count = workload.find(fact_id(rules, "gpu.count"));
  return count != nullptr && count->value.low == 0 &&
         (workload.find(fact_id(rules, "gpu.type")) != nullptr ||
          workload.find(fact_id(rules, "gpu.memory")) != nullptr);
}

/// Whether the package is larger than an image is presumed to be: then nothing is presumed of the image, and
/// hiding the package brings the presumption back.
bool contradicts_presumed_image(const rules::RuleSet& rules, const Workload& workload) {
  const Fact* package = workload.find(fact_id(rules, "package.size"));
  const FactId image = fact_id(rules, "package.image_size");
  return package != nullptr && workload.find(image) == nullptr &&
         package->value.high > rules.fact(image).usual.high;
}

/// Some of a workload's facts: enough over all rounds, and quick in each.
std::vector<FactId> some_facts(const Workload& workload, Numbers& numbers) {
  std::vector<FactId> facts;
  for (const Fact& fact : workload.facts)
    if (numbers.below(workload.facts.size()) < 6) facts.push_back(fact.id);
  return facts;
}

}  // namespace

TEST_CASE("hiding a fact never turns one certain verdict into the other") {
  for (const std::string_view name : rules::builtin_names()) {
    const rules::RuleSet& rules = builtin(name);
    const Workloads workloads(rules);
    Numbers numbers(20261124);
    std::size_t fit = 0, fail = 0;
    for (int round = 0; round < rounds; ++round) {
      const Workload all = workloads.next(numbers, round % 3 == 0 ? 20 : 0);
      const WorkloadReport known = judged(rules, all, strict());
      for (const OfferingReport& one : known.offerings) ++(one.verdict == Verdict::fits ? fit : fail);
      for (const FactId fact : some_facts(all, numbers)) {
        const std::string wrong = flips(rules, known, judged(rules, without(all, fact), strict()), fact);
        if (!wrong.empty()) FAIL(name << ": " << written(rules, all) << "\n" << wrong);
      }
    }
    CHECK(fit > rounds / 10);
    CHECK(fail > rounds / 10);
  }
}

TEST_CASE("what does not fit with any card fits with none of them") {
  const rules::RuleSet& rules = builtin("current");
  const FactId type = fact_id(rules, "gpu.type");
  // Each name of a card, and each family that is one; those of machine types say no more than their card.
  std::vector<std::string> names;
  for (const rules::Accelerator& one : rules.rows<rules::Accelerator>())
    if (one.most > 0) names.emplace_back(rules.text(one.name));
  constexpr std::array<std::string_view, 6> needs{
      "gpu: {count: 1, memory: 8GB}",   "gpu: {count: 1, memory: 30GB}",
      "gpu: {count: 1, memory: 250GB}", "gpu: {count: 16, memory: 8GB}",
      "gpu: 1, architecture: arm64",    "gpu: 16, memory: 400GiB, providers: aws"};
  for (const std::string_view need : needs) {
    const Workload open =
        workload(rules, fmt::format("trigger: batch, timeout: 5h, dependency_size: 8MiB, {}", need));
    for (const std::string& name : names) {
      Workload exact = open;
      for (const Fact& fact : workload(rules, "gpu: {count: 1, type: " + name + "}").facts)
        if (fact.id == type) exact.set(fact);
      Workload family = exact;
      for (Fact& fact : family.facts)
        if (fact.id == type) fact.texts.clear();
      const WorkloadReport known = judged(rules, exact);
      std::string wrong = flips_to_fail(known, judged(rules, family));
      if ((rules.fact(type).usual.low & exact.find(type)->value.low) != 0)
        wrong += flips_to_fail(known, judged(rules, open));
      if (!wrong.empty()) FAIL(need << " " << name << "\n" << wrong);
    }
  }
}

TEST_CASE("with presumed facts hiding a core fact never turns one certain verdict into the other") {
  const rules::RuleSet& rules = builtin("current");
  const Workloads workloads(rules);
  Numbers numbers(42);
  for (int round = 0; round < rounds; ++round) {
    const Workload all = workloads.next(numbers, 3);
    const WorkloadReport known = judged(rules, all);
    for (const Fact& fact : all.facts) {
      if (!rules.fact(fact.id).core) continue;
      if (fact.id == fact_id(rules, "package.size") && contradicts_presumed_image(rules, all)) continue;
      const std::string wrong = flips(rules, known, judged(rules, without(all, fact.id)), fact.id);
      if (!wrong.empty()) FAIL(written(rules, all) << "\n" << wrong);
    }
  }
}

TEST_CASE("knowing more never moves a score out of its interval") {
  for (const std::string_view name : rules::builtin_names()) {
    const rules::RuleSet& rules = builtin(name);
    const std::vector<FactId> excepted = better_than_estimates(rules);
    const Workloads workloads(rules);
    for (const std::uint64_t seed : {7U, 8U, 9U, 10U, 11U, 12U, 13U}) {
      Numbers numbers(seed);
      for (int round = 0; round < rounds; ++round) {
        const Workload all = workloads.next(numbers, 3);
        const WorkloadReport known = judged(rules, all, strict());
        for (const FactId fact : some_facts(all, numbers)) {
          if (std::find(excepted.begin(), excepted.end(), fact) != excepted.end() ||
              (fact == fact_id(rules, "gpu.count") && contradicts_itself(rules, all)))
            continue;
          const std::string wrong = moves(rules, known, judged(rules, without(all, fact), strict()), fact);
          if (!wrong.empty()) FAIL(name << ": " << written(rules, all) << "\n" << wrong);
        }
      }
    }
  }
}

TEST_CASE("a value inside a stated interval never turns one certain verdict into the other") {
  const rules::RuleSet& rules = builtin("current");
  const std::vector<FactId> excepted = better_than_estimates(rules);
  const Workloads workloads(rules);
  Numbers numbers(11);
  for (int round = 0; round < rounds; ++round) {
    const Workload exact = workloads.next(numbers, 3);
    const WorkloadReport known = judged(rules, exact);
    for (const FactId fact : some_facts(exact, numbers)) {
      if (rules.fact(fact).type != rules::FactType::quantity) continue;
      if (std::find(excepted.begin(), excepted.end(), fact) != excepted.end()) continue;
      Workload wide = exact;
      for (Fact& one : wide.facts)
        if (one.id == fact)
          one.value = {std::max(one.value.low / 2, rules.fact(fact).range.low),
                       one.value.high < unbounded / 2 ? one.value.high * 2 : unbounded};
      const WorkloadReport open = judged(rules, wide);
      const std::string wrong = flips(rules, known, open, fact) + moves(rules, known, open, fact);
      if (!wrong.empty()) FAIL(written(rules, exact) << "\n" << wrong);
    }
  }
}
