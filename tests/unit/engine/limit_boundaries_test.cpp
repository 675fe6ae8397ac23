// The cases of declarative limits that nobody has to write: generated from the compiled rules, at the bound,
// one step beyond it, and with the fact unknown, for every limit of every offering and in both directions.
#include "engine/placement.hpp"
#include "rules/domain.hpp"
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

using namespace placer;
using namespace placer::test;
using rules::FactRow;
using rules::Node;
using rules::Op;
using rules::Role;
using rules::Rule;
using rules::RuleKind;
using rules::RuleSet;

namespace {

/// One limit on one offering.
struct Limit {
  const RuleSet& rules;
  std::uint32_t index;
  unsigned offering;

  const Rule& rule() const { return rules.rows<Rule>()[index]; }
  const Node& comparison() const { return rules.rows(rule().require)[0]; }
  bool negated() const { return rule().require.count == 2; }
  std::string name() const {
    return fmt::format("{} on {}", rules.text(rule().id),
                       rules.text(rules.rows<rules::Offering>()[offering].full_id));
  }
};

/// What the filter makes of a workload: "pass", "fail", "unknown", "advised", or "silent".
std::string outcome_of(const Limit& limit, Workload workload, bool on_target, bool strict = false) {
  if (on_target) {
    Fact target = fact(limit.rules, "target", {}, Origin::stated);
    target.texts.emplace_back(limit.rules.text(limit.rules.rows<rules::Offering>()[limit.offering].full_id));
    workload.facts.push_back(target);
  }
  engine::Situation situation(limit.rules, workload, strict);
  std::vector<engine::Placement> placements(1);
  placements[0].offering = limit.offering;
  placements[0].target = on_target;
  engine::filter(limit.rules, situation, placements, true);
  for (const engine::Verdictlet& finding : placements[0].findings)
    if (finding.rule == limit.index) return std::string(to_string(finding.outcome));
  const auto& advice = placements[0].advice;
  const bool advised = std::any_of(advice.begin(), advice.end(),
                                   [&](const engine::Verdictlet& one) { return one.rule == limit.index; });
  return advised ? "advised" : "silent";
}

Fact as_fact(FactId id, const rules::Slot& slot) {
  Fact fact;
  fact.id = id;
  fact.value = slot.value;
  if (slot.texts != nullptr) fact.texts = *slot.texts;
  return fact;
}

Workload with(Workload workload, const Fact& fact) {
  std::erase_if(workload.facts, [&](const Fact& one) { return one.id == fact.id; });
  workload.facts.push_back(fact);
  return workload;
}

Workload with(const Workload& workload, FactId id, std::int64_t value) {
  rules::Slot slot;
  slot.value = {value, value};
  return with(workload, as_fact(id, slot));
}

/// Calls `use` with each combination of the facts' boundary values until it returns false.
template <class Use>
void each_workload(const Limit& limit, const std::vector<FactId>& facts, Use use) {
  std::vector<std::vector<rules::Slot>> domains;
  std::size_t combinations = 1;
  for (const FactId id : facts) {
    domains.push_back(rules::boundary_values(limit.rules, id, limit.rule()));
    combinations *= domains.back().size();
  }
  for (std::size_t code = 0; code < combinations; ++code) {
    Workload workload;
    std::size_t rest = code;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      workload.facts.push_back(as_fact(facts[i], domains[i][rest % domains[i].size()]));
      rest /= domains[i].size();
    }
    if (!use(workload)) return;
  }
}

bool applies(const Limit& limit, const Workload& workload) {
  engine::Situation situation(limit.rules, workload, false);
  rules::set_properties(limit.rules, limit.offering, situation.slots());
  rules::derive(limit.rules, limit.offering, situation.slots());
  const auto when = evaluate(limit.rules, limit.rules.rows(limit.rule().when), situation.slots());
  return when.truth == rules::Truth::yes;
}

/// A workload to which the limit certainly applies, with nothing stated but what its condition asks for.
std::optional<Workload> base_of(const Limit& limit, FactId bounded) {
  std::vector<FactId> facts;
  for (const Node& node : limit.rules.rows(limit.rule().when)) {
    if (!is_leaf(node) || node.fact == bounded) continue;
    if (limit.rules.fact(node.fact).kind != rules::FactKind::derived)
      facts.push_back(node.fact);
    else
      for (const FactId behind : rules::facts_behind(limit.rules, node.fact, limit.offering))
        facts.push_back(behind);
  }
  std::optional<Workload> base;
  each_workload(limit, facts, [&](const Workload& workload) {
    if (applies(limit, workload)) base = workload;
    return !base.has_value();
  });
  return base;
}

/// What a limit says where it holds, and where it does not.
struct Said {
  std::string holds, broken, open;
};

Said said_by(const Rule& rule) {
  switch (rule.role) {
    // Beyond what nobody has published nothing is known.
    case Role::filter:
    case Role::need:
      return {"pass", rule.hardness == rules::Hardness::unpublished ? "unknown" : "fail", "unknown"};
    case Role::setting: return {"pass", "fail", "silent"};
    case Role::advice: return {"silent", "advised", "silent"};
  }
  return {};
}

void check_number(const Limit& limit, const Workload& base, std::size_t& cases) {
  const Node& node = limit.comparison();
  const FactRow& fact = limit.rules.fact(node.fact);
  const Said said = said_by(limit.rule());
  const bool on_target = limit.rule().role == Role::setting;
  const std::int64_t inside = node.op == Op::at_most ? -1 : 1;
  for (const std::int64_t step : {inside, std::int64_t{0}, -inside}) {
    const std::int64_t value = node.bound + step;
    if (value < fact.range.low || value > fact.range.high) continue;
    CAPTURE(value);
    ++cases;
    CHECK(outcome_of(limit, with(base, node.fact, value), on_target) ==
          (step == -inside ? said.broken : said.holds));
  }
  if (fact.range.low <= node.bound && node.bound < fact.range.high) {
    Workload open = with(base, node.fact, 0);
    open.facts.back().value = {node.bound + std::min<std::int64_t>(-inside, 0),
                               node.bound + std::max<std::int64_t>(-inside, 0)};
    ++cases;
    CHECK(outcome_of(limit, open, on_target) == said.open);
  }
}

void check_names(const Limit& limit, const Workload& base, std::size_t& cases) {
  const Node& node = limit.comparison();
  const Said said = said_by(limit.rule());
  const bool on_target = limit.rule().role == Role::setting;
  std::int64_t outside = 0, all = 0;
  for (const rules::Symbol& symbol : limit.rules.rows(limit.rules.fact(node.fact).symbols)) {
    const std::int64_t one = std::int64_t{1} << symbol.bit;
    const bool in = ((node.bound & one) != 0) != limit.negated();
    all |= one;
    if (!in) outside |= one;
    CAPTURE(limit.rules.text(symbol.name));
    ++cases;
    CHECK(outcome_of(limit, with(base, node.fact, one), on_target) == (in ? said.holds : said.broken));
  }
  if (!limit.rules.fact(node.fact).many || limit.negated()) return;
  CHECK(outcome_of(limit, with(base, node.fact, all), on_target) == said.holds);  // one of them will do
  if (outside != 0) CHECK(outcome_of(limit, with(base, node.fact, outside), on_target) == said.broken);
}

void check_texts(const Limit& limit, const Workload& base, std::size_t& cases) {
  const Node& node = limit.comparison();
  const Said said = said_by(limit.rule());
  const bool alternatives = limit.rules.fact(node.fact).type == rules::FactType::texts;
  const auto outcome = [&](std::vector<std::string> texts) {
    Fact fact;
    fact.id = node.fact;
    fact.texts = std::move(texts);
    ++cases;
    return outcome_of(limit, with(base, fact), limit.rule().role == Role::setting);
  };
  const bool in = !limit.negated() && node.op == Op::text_in;
  const std::string& named = in ? said.holds : said.broken;
  const std::string& other = in ? said.broken : said.holds;
  for (const rules::TextRef name :
       limit.rules.rows<rules::TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count)) {
    const std::string text(limit.rules.text(name));
    CAPTURE(text);
    CHECK(outcome({text}) == named);
    CHECK(outcome({"nowhere", text}) == (alternatives ? said.holds : named));
  }
  CHECK(outcome({"nowhere"}) == other);
  if (alternatives) CHECK(outcome({}) == said.holds);
}

/// A bound on a derived fact is crossed by its parts: some of their boundary values must hold, and some must
/// not.
void check_derived(const Limit& limit, std::size_t& cases) {
  const Said said = said_by(limit.rule());
  std::vector<std::string> seen;
  each_workload(limit, rules::facts_of(limit.rules, limit.rule()), [&](const Workload& workload) {
    ++cases;
    if (applies(limit, workload))
      seen.push_back(outcome_of(limit, workload, limit.rule().role == Role::setting));
    return true;
  });
  CHECK(std::find(seen.begin(), seen.end(), said.holds) != seen.end());
  CHECK(std::find(seen.begin(), seen.end(), said.broken) != seen.end());
}

void check(const Limit& limit, std::size_t& cases) {
  CAPTURE(limit.name());
  const Node& node = limit.comparison();
  if (limit.rules.fact(node.fact).kind == rules::FactKind::derived) return check_derived(limit, cases);
  const std::optional<Workload> base = base_of(limit, node.fact);
  REQUIRE(base);  // a limit that can never apply
  switch (node.op) {
    case Op::any_of: check_names(limit, *base, cases); break;
    case Op::text_in:
    case Op::text_out: check_texts(limit, *base, cases); break;
    default: check_number(limit, *base, cases); break;
  }
  // Unknown is unknown, and a setting is judged nowhere but on the target.
  CHECK(outcome_of(limit, *base, false, true) == (said_by(limit.rule()).open));
  if (limit.rule().role == Role::setting)
    CHECK(outcome_of(limit, with(*base, node.fact, node.bound + 1), false) == "silent");
}

}  // namespace

TEST_CASE("every limit holds at its bound and not one step beyond it") {
  for (const std::string_view name : rules::builtin_names()) {
    const RuleSet& rules = builtin(name);
    std::size_t cases = 0;
    for (std::uint32_t i = 0; i < rules.rows<Rule>().size(); ++i) {
      if (rules.rows<Rule>()[i].kind != RuleKind::limit) continue;
      for (unsigned offering = 0; offering < rules.rows<rules::Offering>().size(); ++offering)
        if ((rules.rows<Rule>()[i].offerings >> offering & 1U) != 0) check({rules, i, offering}, cases);
    }
    CHECK(cases > 30);
  }
}

TEST_CASE("the outcome of one limit at its bound and beyond it and without the fact") {
  const RuleSet rules = RuleFiles().load();
  const Limit limit{rules, 0, 0};
  const FactId timeout = rules.known(rules::Known::timeout);
  CHECK(outcome_of(limit, with(Workload(), timeout, 900'000), false) == "pass");
  CHECK(outcome_of(limit, with(Workload(), timeout, 900'001), false) == "fail");
  CHECK(outcome_of(limit, Workload(), false) == "unknown");
}

TEST_CASE("limits of every form and role hold at their bound") {
  const RuleSet rules = RuleFiles()
                            .add_platform("beta", "1%", R"(limits:
  - {id: beta.least, fact: timeout, at_least: 1s, role: setting, hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.most, fact: memory, at_most: 1GiB, role: advice, hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.when, fact: memory, at_most: 2GiB, when: "trigger in [udp] and scratch_disk > 1GiB", hardness: quota, source: page, message: m, remedy: r}
  - {id: beta.one-of, fact: architecture, one_of: [x86_64], hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.none-of, fact: trigger, none_of: [udp, queue], hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.regions, fact: regions, one_of: [north, south], hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.other-regions, fact: regions, none_of: [north, south], hardness: hard, source: page, message: m, remedy: r}
  - {id: beta.in-flight, fact: in_flight, at_most: 1000, hardness: quota, source: page, message: m, remedy: r}
  - {id: beta.files, fact: both, at_most: 4GiB, hardness: hard, source: page, message: m, remedy: r}
derived:
  - {id: in_flight, type: count, product: [rate, timeout], divide: [1rps, 1s], summary: s}
  - {id: both, type: bytes, sum: [memory, scratch_disk], summary: s})")
                            .load();
  std::size_t cases = 0;
  for (std::uint32_t i = 0; i < rules.rows<Rule>().size(); ++i)
    for (unsigned offering = 0; offering < 2; ++offering)
      if ((rules.rows<Rule>()[i].offerings >> offering & 1U) != 0) check({rules, i, offering}, cases);
  CHECK(cases > 40);
}
