// What would change a verdict: every change that is named makes the offering fit when it is made, a smaller
// one does not, and what the workload is is never touched.
#include "engine/change.hpp"

#include "importers/contradiction.hpp"
#include "rules/literal.hpp"
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

const std::string core =
    "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: steady";

WorkloadReport with_changes(const rules::RuleSet& rules, const Workload& workload) {
  engine::JudgeOptions options;
  options.depth = Depth::everything;
  return judged(rules, workload, options);
}

/// "timeout 15min, memory 8GiB; raise a.b; mend c.d" of an offering, or "nothing".
std::string change_of(const WorkloadReport& report, std::string_view id) {
  const OfferingReport& one = offering(report, id);
  if (one.changes.empty()) return "nothing";
  std::string text;
  for (const FactChange& fact : one.changes.front().facts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", fact.fact, fact.to.text);
  for (const std::string_view rule : one.changes.front().raise) text += fmt::format("; raise {}", rule);
  for (const std::string_view rule : one.changes.front().mend) text += fmt::format("; mend {}", rule);
  return text;
}

Fact& fact_of(Workload& workload, const rules::RuleSet& rules, std::string_view name) {
  const FactId id = fact_id(rules, name);
  const auto found = std::find_if(workload.facts.begin(), workload.facts.end(),
                                  [&](const Fact& one) { return one.id == id; });
  if (found != workload.facts.end()) return *found;
  workload.facts.emplace_back().id = id;
  return workload.facts.back();
}

/// The set of a choice's alternatives from their names.
Interval names_in(const rules::RuleSet& rules, FactId fact, const std::vector<std::string>& names) {
  std::int64_t set = 0;
  for (const rules::Symbol& symbol : rules.rows(rules.fact(fact).symbols))
    if (std::find(names.begin(), names.end(), rules.text(symbol.name)) != names.end())
      set |= std::int64_t{1} << symbol.bit;
  return {set, set};
}

/// Gives a fact one of the names that a change offers, or all of them.
void name(const rules::RuleSet& rules, Fact& fact, const std::vector<std::string>& names) {
  if (rules.fact(fact.id).type == rules::FactType::texts)
    fact.texts = names;
  else {
    fact.value = names_in(rules, fact.id, names);
    fact.texts.clear();
  }
}

Workload made(const rules::RuleSet& rules, Workload workload, const Change& change) {
  for (const FactChange& one : change.facts) {
    if (one.to.text == "unset") {
      workload = without(std::move(workload), fact_id(rules, one.fact));
      continue;
    }
    Fact& fact = fact_of(workload, rules, one.fact);
    if (one.to.interval)
      fact.value = *one.to.interval;
    else
      name(rules, fact, one.names);
    fact.origin = Origin::stated;
  }
  return workload;
}

std::size_t contradictions(const rules::RuleSet& rules, const Workload& workload) {
  DiagnosticSink sink;
  importers::check_contradictions(rules, sink, workload);
  return sink.errors();
}

/// What fails of an offering beside what is to be raised.
std::string failures(const rules::RuleSet& rules, const Workload& workload, const OfferingReport& of,
                     const Change& change) {
  std::string text;
  const WorkloadReport report = judged(rules, workload);
  for (const Finding& finding : offering(report, of.id()).findings)
    if (finding.outcome == Outcome::fail &&
        std::find(change.raise.begin(), change.raise.end(), finding.rule) == change.raise.end())
      text += fmt::format("{} ", finding.rule);
  return text;
}

std::string shown(const rules::RuleSet& rules, const Workload& workload) {
  std::string text;
  for (const Fact& fact : workload.facts)
    text += fmt::format("{} {}..{}, ", rules.text(rules.fact(fact.id).key), fact.value.low, fact.value.high);
  return text;
}

/// A name of a set of which each is said to do, and that does not do as well as is said.
std::string name_that_fails(const rules::RuleSet& rules, const Workload& all, const OfferingReport& of,
                            const Change& change) {
  for (const FactChange& one : change.facts) {
    for (const std::string& only : one.names) {
      Workload changed = made(rules, all, change);
      name(rules, fact_of(changed, rules, one.fact), {only});
      std::string wrong = failures(rules, changed, of, change);
      const std::string then = verdict(judged(rules, changed), of.id());
      if (then != to_string(change.verdict)) wrong += then;
      if (!wrong.empty()) return fmt::format("{} {}: {}", one.fact, only, wrong);
    }
  }
  return {};
}

/// Whether giving one quantity back by a unit breaks something again.
std::string not_least(const rules::RuleSet& rules, const Workload& changed, const OfferingReport& of,
                      const Change& change) {
  for (const FactChange& one : change.facts) {
    if (!one.to.interval || !one.from.interval) continue;
    Workload less = changed;
    Fact& fact = fact_of(less, rules, one.fact);
    if (one.from.interval->high > fact.value.high)
      ++fact.value.high;
    else
      --fact.value.low;
    fact.value.low = std::min(fact.value.low, fact.value.high);
    if (one.from.interval->high > one.to.interval->high)
      fact.value.low = std::max(fact.value.low, one.from.interval->low);
    fact.value.low = std::min(fact.value.low, fact.value.high);
    if (contradictions(rules, less) == 0 && failures(rules, less, of, change).empty() &&
        verdict(judged(rules, less), of.id()) != "does_not_fit")
      return std::string(one.fact);
  }
  return {};
}

}  // namespace

TEST_CASE("a change names what is too much and how much would do") {
  const rules::RuleSet& rules = builtin("current");
  const auto needs = [&](const std::string& facts, std::string_view id) {
    return change_of(with_changes(rules, workload(rules, facts)), id);
  };
  CHECK(needs("trigger: http, timeout: 20min, memory: 1GiB, gpu: none, package.size: 100MiB",
              "aws-lambda/zip") == "timeout 15min");
  CHECK(needs("trigger: queue, timeout: 20min, memory: 12GiB, gpu: none, package.size: 400MiB",
              "aws-lambda/zip") == "timeout 15min, memory 10GiB, package.size 250MiB");
  CHECK(needs("trigger: queue, timeout: 20min, memory: 12GiB, gpu: none, package.size: 400MiB",
              "aws-lambda/image") == "timeout 15min, memory 10GiB");
  // What the workload is.
  CHECK(needs("trigger: udp, timeout: 1s, memory: 1GiB, gpu: none", "aws-lambda/zip") == "nothing");
  CHECK(needs("trigger: http, timeout: 1s, memory: 1GiB, gpu: 1", "aws-lambda/zip") == "nothing");
  // What fits needs none.
  CHECK(needs("trigger: http, timeout: 1s, memory: 1GiB, gpu: none", "aws-lambda/zip") == "nothing");
}

TEST_CASE("one fact is changed rather than several, though each rule has a shorter way of its own") {
  const auto needs = [](const rules::RuleSet& rules, const std::string& facts, std::string_view id) {
    return change_of(with_changes(rules, workload(rules, facts)), id);
  };
  CHECK(needs(builtin("current"),
              "trigger: http, timeout: 10s, memory: 512MiB, package.size: 90MiB, gpu: none, front_door: alb, "
              "request_size: 3MiB, response_size: 5MiB",
              "aws-lambda/zip") ==
        "front_door direct or function-url or api-gateway-rest or api-gateway-http or cloudfront");
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform(
              "beta", "60%",
              "limits:\n  - {id: beta.memory, fact: memory, at_most: 8GiB, hardness: hard, source: page, "
              "message: m, remedy: r}\n"
              "requirements:\n  - {id: beta.short, require: timeout <= 60s or memory < 1GiB, hardness: hard, "
              "source: page, message: m, remedy: r}\n")
          .load();
  CHECK(needs(rules, "memory: 9GiB, timeout: 2min", "beta/one") == "memory 1073741823B");
  CHECK(needs(rules, "memory: 9GiB, timeout: 1min", "beta/one") == "memory 8GiB");
}

TEST_CASE("a bound on a sum is met by the part that moves the least, or by all alike") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%",
                        "limits:\n"
                        "  - {id: beta.both, fact: beta_both, at_most: 6GiB, hardness: hard, source: page, "
                        "message: m, remedy: r}\n"
                        "derived:\n"
                        "  - {id: beta_both, type: bytes, sum: [memory, scratch_disk], summary: s}\n")
          .load();
  const auto needs = [&](const std::string& facts) {
    return change_of(with_changes(rules, workload(rules, facts)), "beta/one");
  };
  CHECK(needs("memory: 6GiB, scratch_disk: 1GiB") == "memory 5GiB");
  CHECK(needs("memory: 1GiB, scratch_disk: 7GiB") == "scratch_disk 5GiB");
  CHECK(needs("memory: 12GiB, scratch_disk: 12GiB").find("memory ") == 0);
}

TEST_CASE("a change contradicts nothing that the manifest says") {
  const rules::RuleSet& rules = builtin("current");
  const auto needs = [&](const std::string& facts, std::string_view id) {
    return change_of(with_changes(rules, workload(rules, facts + ", memory: 1GiB, gpu: none")), id);
  };
  CHECK(needs("trigger: queue, timeout: 30min, duration: 20min", "aws-lambda/zip") ==
        "timeout 15min, duration.typical 15min");
  CHECK(needs("trigger: queue, timeout: 30min, duration: 10min", "aws-lambda/zip") == "timeout 15min");
  CHECK(needs("trigger: http, timeout: 30s, scale.min: 3, scale.max: 10", "cloud-run/instance") ==
        "scale.min 1, scale.max 1");
  // An archive has no image.
  CHECK(needs("trigger: http, timeout: 30s, package.format: image, package.image_size: 2GiB",
              "aws-lambda/zip") == "package.format zip or source, package.image_size unset");
}

TEST_CASE("another provider has other regions, and a list of regions is one to choose from") {
  const rules::RuleSet& rules = builtin("current");
  const auto needs = [&](const std::string& facts, std::string_view id) {
    return change_of(
        with_changes(rules, workload(rules, "trigger: http, timeout: 30s, memory: 1GiB, " + facts)), id);
  };
  CHECK(needs("gpu: none, regions: [europe-west4]", "aws-lambda/zip") == "regions any");
  CHECK(needs("gpu: none, providers: [gcp], regions: [europe-west4]", "aws-lambda/zip") ==
        "providers aws, regions any");
  const std::string l4 = needs("gpu: l4, regions: [asia-northeast1]", "cloud-run/service-gpu");
  CHECK(l4.find("regions ") == 0);
  CHECK(l4.find("asia-south1") != std::string::npos);
  // Each region that is named will do alone.
  CHECK(
      needs("gpu: {count: 1, type: nvidia-rtx-pro-6000}, regions: [asia-northeast1]", "cloud-run/service-gpu")
          .find("asia-south1") == std::string::npos);
}

TEST_CASE("where no machine has the card, one that the offering has will do") {
  const rules::RuleSet& rules = builtin("current");
  const Workload a10g = workload(rules, "trigger: batch, timeout: 1h, memory: 8GiB, gpu: a10g");
  const std::string cards = change_of(with_changes(rules, a10g), "kubernetes/gke-standard");
  CHECK_THAT(cards, contains("gpu.type nvidia-l4"));
  // What is written for the cards of one maker is another program on those of another one.
  CHECK_THAT(cards, !contains("tpu"));
  const Workload tpu = workload(rules, "trigger: http, timeout: 1min, memory: 8GiB, gpu: tpu-v5e");
  CHECK(change_of(with_changes(rules, tpu), "cloud-run/service-gpu") == "nothing");
}

TEST_CASE("where the nearest size is none that a change leads to, another one is") {
  struct Row {
    std::string_view facts, offering, change;
  };
  static constexpr std::array<Row, 4> rows{{
      // A sum with a part that nobody knows.
      {"scratch_disk: 33GiB, gpu: none", "google-functions/gen2", "scratch_disk 32GiB"},
      // The nearest has cards that nobody asked for, or none where they were asked for.
      {"memory: 1500GiB, gpu: none", "kubernetes/gke-autopilot", "memory 1549416431353B"},
      {"memory: 16GiB, gpu: {count: 1, type: l4, memory: 100GiB}", "aws-lambda/managed-instances",
       "gpu.memory 24GB"},
      // Sold, but not in that number.
      {"memory: 16GiB, gpu: {count: 8, type: t4}", "kubernetes/gke-standard", "gpu.type "},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    const rules::RuleSet& rules = builtin("current");
    const std::string facts =
        fmt::format("trigger: http, timeout: 20s, package.size: 60MiB, traffic: steady, {}", row.facts);
    CHECK(change_of(with_changes(rules, workload(rules, facts)), row.offering).starts_with(row.change));
  }
}

TEST_CASE("a change to a size leaves alone what no bound is published for, and what is stated already") {
  struct Row {
    std::string_view facts, offering, change;
  };
  static constexpr std::array<Row, 4> rows{{
      {"memory: 512MiB, gpu: {count: 2, type: l4, memory: 80GB}", "aws-lambda/managed-instances",
       "gpu.memory 24GB"},
      {"memory: 512MiB, gpu: {count: 8, type: k80, memory: 80GB}", "aws-lambda/managed-instances",
       "gpu.memory 12GB"},
      {"memory: 64GiB, gpu: {count: 2, type: l4}", "aws-lambda/managed-instances", "memory 32GiB"},
      {"memory: 12GiB, gpu: {count: 1, type: nvidia-a10g, memory: 24GB}", "kubernetes/gke-autopilot",
       "gpu.type "},
  }};
  const rules::RuleSet& rules = builtin("current");
  for (const Row& row : rows) {
    CAPTURE(row.facts);
    const WorkloadReport report = with_changes(
        rules, workload(rules, fmt::format("trigger: http, timeout: 20s, package.format: image, traffic: "
                                           "steady, package.size: 40MiB, {}",
                                           row.facts)));
    const std::string change = change_of(report, row.offering);
    REQUIRE(change.starts_with(row.change));
    CHECK(offering(report, row.offering).changes.front().facts.size() == 1);
    CHECK(offering(report, row.offering).changes.front().verdict == Verdict::unknown);
    CHECK(offering(report, row.offering).changes.front().open.empty());
  }
}

TEST_CASE("of several names only those are said that do best") {
  const rules::RuleSet& rules = builtin("current");
  const Workload h100 = workload(rules, "trigger: http, timeout: 30s, memory: 40GiB, gpu: h100");
  CHECK(change_of(with_changes(rules, h100), "cloud-run/service-gpu") == "gpu.type nvidia-rtx-pro-6000");
}

TEST_CASE("what else is open hides no name of a change that fails") {
  const rules::RuleSet& rules = builtin("current");
  std::size_t names = 0;
  for (const char* front : {"ingress", "alb", "nlb", "function-url", "api-gateway-http", "cloudfront"})
    for (const char* more :
         {"timeout: 3min, streaming: false", "timeout: 3min", "timeout: 20s, response_size: 32MiB",
          "timeout: 20min, streaming: true", "timeout: 60s, request_size: 33MiB, traffic: spiky"})
      for (const char* open : {"", ", gpu: none", ", private_network: true, architecture: arm64"}) {
        const Workload all = workload(
            rules, fmt::format("trigger: http, memory: 512MiB, dependency_size: 40MiB, front_door: {}, {}{}",
                               front, more, open));
        for (const OfferingReport& one : with_changes(rules, all).offerings) {
          if (one.changes.empty()) continue;
          CAPTURE(one.id(), shown(rules, all));
          for (const FactChange& fact : one.changes.front().facts) names += fact.names.size();
          CHECK(name_that_fails(rules, all, one, one.changes.front()).empty());
        }
      }
  CHECK(names > 100);
}

TEST_CASE("what the platform's side must raise and what stands wrong in the manifest are named") {
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%",
                        "limits:\n"
                        "  - {id: beta.soft, fact: memory, at_most: 1GiB, hardness: quota, source: page, "
                        "message: m, remedy: r}\n"
                        "  - {id: beta.hard, fact: timeout, at_most: 1min, hardness: hard, source: page, "
                        "message: m, remedy: r}\n"
                        "  - {id: beta.pair, fact: concurrency, at_most: 9, hardness: configurable, role: "
                        "setting, source: page, message: m, remedy: r}\n"
                        "checks:\n"
                        "  - {id: beta.refused, source: page, message: m, remedy: r}\n")
          .load();
  Workload one = workload(rules, core + ", target: beta/one");
  one.violations = {{"beta.refused", {0, 1, 1}, "5", "4"}};
  CHECK(change_of(with_changes(rules, one), "beta/one") == "; mend beta.refused");
  CHECK(change_of(with_changes(rules, workload(rules, core + ", target: beta/one, concurrency: 10")),
                  "beta/one") == "; mend beta.pair");
  CHECK(change_of(with_changes(rules, workload(rules, "timeout: 2min, memory: 2GiB")), "beta/one") ==
        "timeout 1min; raise beta.soft");
  CHECK(change_of(with_changes(rules, workload(rules, "timeout: 1min, memory: 2GiB")), "beta/one") ==
        "; raise beta.soft");
}

TEST_CASE("every change of a shipped rule set holds when it is made, and a smaller one does not") {
  for (const std::string_view name : rules::builtin_names()) {
    const rules::RuleSet& rules = builtin(name);
    const Workloads workloads(rules);
    Numbers numbers(5);
    std::size_t changes = 0;
    for (int round = 0; round < 300; ++round) {
      const Workload all = workloads.next(numbers, round % 2 == 0 ? 4 : 2);
      const WorkloadReport report = with_changes(rules, all);
      for (const OfferingReport& one : report.offerings) {
        if (one.changes.empty()) continue;
        const Change& change = one.changes.front();
        ++changes;
        CHECK(change.verified);
        const Workload changed = made(rules, all, change);
        std::string wrong = failures(rules, changed, one, change);
        const bool sound = contradictions(rules, all) == 0;
        if (wrong.empty() && sound) wrong = not_least(rules, changed, one, change);
        if (wrong.empty()) wrong = name_that_fails(rules, all, one, change);
        if (sound && contradictions(rules, changed) != 0) wrong += "contradiction";
        for (const FactChange& fact : change.facts)
          if (!rules.fact(fact_id(rules, fact.fact)).changeable)
            wrong += fmt::format("touches {}", fact.fact);
        if (!wrong.empty())
          FAIL(name << " " << one.id() << ": " << change_of(report, one.id()) << ": " << wrong << "\n"
                    << shown(rules, all));
      }
    }
    CHECK(changes > 200);
  }
}
