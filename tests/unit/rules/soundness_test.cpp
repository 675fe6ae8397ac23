// A definite outcome must hold whatever the unknown facts turn out to be. Proved for every shipped rule by
// exhaustion: each fact of a rule takes every value at which the rule could change its mind, intervals of
// such values, and is unknown; a definite outcome over those must be the outcome of all values that they
// stand for.
#include "rules/domain.hpp"
#include "rules/evaluate.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/rules/compiling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <deque>
#include <functional>
#include <string>

using namespace placer;
using namespace placer::rules;

namespace {

/// What a rule may turn out to be: a set of outcomes.
using Outcomes = std::uint8_t;
constexpr Outcomes holds = 1, fails = 2, applies = 4, idle = 8, settled = 16;

/// A value that a fact takes in the proof, and the single values that it stands for.
struct Element {
  Slot slot;
  std::uint64_t points = 0;  // one bit for each single value
};

struct Domain {
  FactId fact = 0;
  std::vector<Element> elements;  // the single values come first
  std::size_t points = 0;
};

void add_texts(const RuleSet& rules, const Rule& rule, Domain& domain,
               std::deque<std::vector<std::string>>& texts) {
  for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
    for (const Node& node : nodes) {
      if (!is_text(node.op) || node.fact != domain.fact) continue;
      for (const TextRef name :
           rules.rows<TextRef>().subspan(static_cast<std::size_t>(node.bound), node.count)) {
        domain.elements.push_back(domain.elements.front());
        domain.elements.back().slot.texts = &texts.emplace_back(1, std::string(rules.text(name)));
      }
    }
}

Domain domain_of(const RuleSet& rules, FactId fact, const Rule& rule,
                 std::deque<std::vector<std::string>>& texts) {
  Domain domain{fact, {}, 0};
  for (const Slot& slot : boundary_values(rules, fact, rule)) domain.elements.push_back({slot, 0});
  if (rules.fact(fact).type == FactType::texts) add_texts(rules, rule, domain, texts);
  if (rules.fact(fact).many) {  // a set of alternatives is a value of its own
    Element all = domain.elements.front();
    for (const Element& one : domain.elements) all.slot.value.low |= one.slot.value.low;
    all.slot.value.high = all.slot.value.low;
    domain.elements.push_back(all);
  }
  domain.points = domain.elements.size();
  for (std::size_t i = 0; i < domain.points; ++i) domain.elements[i].points = std::uint64_t{1} << i;
  const std::uint64_t every = (std::uint64_t{1} << domain.points) - 1;
  if (rules.fact(fact).type == FactType::quantity || rules.fact(fact).type == FactType::numbers)
    for (std::size_t first = 0; first < domain.points; ++first)
      for (std::size_t last = first + 1; last < domain.points; ++last) {
        Element interval = domain.elements[first];
        interval.slot.value.high = domain.elements[last].slot.value.high;
        interval.points = (every >> (domain.points - 1 - last)) & ~((std::uint64_t{1} << first) - 1);
        domain.elements.push_back(interval);
      }
  domain.elements.push_back({unknown_slot(rules, fact), every});
  return domain;
}

bool uses_known(const RuleSet& rules, const Rule& rule) {
  for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
    for (const Node& node : nodes)
      if (node.op == Op::known) return true;
  return false;
}

/// All combinations of elements, in the order in which the first fact changes quickest.
class Proof {
 public:
  Proof(const RuleSet& rules, const Rule& rule, unsigned offering)
      : rules_(rules), rule_(rule), offering_(offering), slots_(rules.rows<FactRow>().size()) {
    for (const FactId fact : facts_of(rules, rule)) domains_.push_back(domain_of(rules, fact, rule, texts_));
    behind_.assign(rules.rows<FactRow>().size(), false);
    for (const auto nodes : {rules.rows(rule.when), rules.rows(rule.require)})
      for (const Node& node : nodes) {
        if (!is_leaf(node) || rules.fact(node.fact).kind != FactKind::derived) continue;
        const std::vector<bool> some = all_behind(rules, node.fact, offering);
        std::transform(some.begin(), some.end(), behind_.begin(), behind_.begin(), std::logical_or<bool>());
      }
    set_properties(rules, offering, slots_);
  }

  std::string run() {
    std::size_t cells = 1;
    for (const Domain& domain : domains_) cells *= domain.elements.size();
    seen_.assign(cells, 0);
    for (std::size_t cell = 0; cell < cells; ++cell)
      if (enter(cell)) judge(cell);
    spread();
    checked = cells;
    return problem_;
  }

  std::size_t checked = 0, definite = 0;

 private:
  /// Fills the slots of a cell; returns whether all its facts have single values.
  bool enter(std::size_t cell) {
    bool single = true;
    for (const Domain& domain : domains_) {
      const std::size_t pick = cell % domain.elements.size();
      cell /= domain.elements.size();
      slots_[domain.fact] = domain.elements[pick].slot;
      single = single && pick < domain.points;
    }
    if (rule_.per_offering) derive(rules_, offering_, slots_, behind_);
    return single;
  }

  RuleResult result() const {
    if (rule_.kind != RuleKind::advice) return evaluate(rules_, rule_, slots_);
    const Result when = evaluate(rules_, rules_.rows(rule_.when), slots_);
    return {when.truth, when.truth, when.needs};
  }

  void judge(std::size_t cell) {
    const RuleResult got = result();
    // Rounding can leave even single values open: they may turn out either way.
    if (got.holds != Truth::unknown) seen_[cell] |= settled;
    if (got.holds != Truth::no) seen_[cell] |= holds;
    if (got.holds != Truth::yes) seen_[cell] |= fails;
    if (got.applies != Truth::no) seen_[cell] |= applies;
    if (got.applies != Truth::yes) seen_[cell] |= idle;
  }

  /// Gathers, one fact after the other, the outcomes of what each element stands for, then holds the outcome
  /// of every cell against them.
  void spread() {
    std::size_t stride = 1;
    for (const Domain& domain : domains_) {
      const std::size_t size = domain.elements.size();
      for (std::size_t cell = 0; cell < seen_.size(); ++cell) {
        const std::size_t pick = cell / stride % size;
        if (pick < domain.points) continue;
        for (std::size_t point = 0; point < domain.points; ++point)
          if ((domain.elements[pick].points >> point & 1U) != 0)
            seen_[cell] |= seen_[cell - pick * stride + point * stride];
      }
      stride *= size;
    }
    for (std::size_t cell = 0; cell < seen_.size(); ++cell) compare(cell);
  }

  void compare(std::size_t cell) {
    if (enter(cell)) return;
    const RuleResult got = result();
    const auto against = [&](Truth truth, Outcomes yes, Outcomes no) {
      return (truth == Truth::yes && (seen_[cell] & no) != 0) ||
             (truth == Truth::no && (seen_[cell] & yes) != 0);
    };
    if (got.holds != Truth::unknown) ++definite;
    if (against(got.holds, holds, fails) || against(got.applies, applies, idle)) note("unsound", cell);
    // Nothing more is to be known where rounding leaves every value open.
    if (got.holds == Truth::unknown && got.needs.empty() && (seen_[cell] & settled) != 0)
      note("unknown without needs", cell);
    for (const Domain& domain : domains_)
      if (got.holds == Truth::unknown && got.needs.contains(domain.fact) &&
          element(domain, cell) < domain.points)
        note("needs what is known", cell);
  }

  std::size_t element(const Domain& wanted, std::size_t cell) const {
    for (const Domain& domain : domains_) {
      if (&domain == &wanted) return cell % domain.elements.size();
      cell /= domain.elements.size();
    }
    return 0;
  }

  void note(std::string_view what, std::size_t cell) {
    if (!problem_.empty()) return;
    problem_ = fmt::format("{}:", what);
    for (const Domain& domain : domains_) {
      const Slot& slot = domain.elements[element(domain, cell)].slot;
      problem_ += fmt::format(" {}={}{}..{}", rules_.text(rules_.fact(domain.fact).key),
                              slot.known ? "" : "?", slot.value.low, slot.value.high);
    }
  }

  const RuleSet& rules_;
  const Rule& rule_;
  unsigned offering_;
  std::deque<std::vector<std::string>> texts_;
  std::vector<Domain> domains_;
  std::vector<Slot> slots_;
  std::vector<bool> behind_;  // the facts of any kind that the rule is made of
  std::vector<Outcomes> seen_;
  std::string problem_;
};

/// Proves all rules of a rule set; returns what is wrong, a line for each rule.
std::string prove(const RuleSet& rules, std::size_t& checked, std::size_t& definite) {
  std::string problems;
  for (const Rule& rule : rules.rows<Rule>()) {
    if (rule.kind == RuleKind::size || uses_known(rules, rule)) continue;
    const auto first = static_cast<unsigned>(std::countr_zero(rule.offerings));
    for (unsigned offering = first; offering < 64; ++offering) {
      if ((rule.offerings >> offering & 1U) == 0) continue;
      Proof proof(rules, rule, offering);
      const std::string problem = proof.run();
      checked += proof.checked;
      definite += proof.definite;
      if (!problem.empty()) problems += fmt::format("{}: {}\n", rules.text(rule.id), problem);
      if (!rule.per_offering) break;
    }
  }
  return problems;
}

}  // namespace

TEST_CASE("no definite outcome of a shipped rule depends on what is unknown") {
  for (const std::string_view name : builtin_names()) {
    CAPTURE(name);
    std::size_t checked = 0, definite = 0;
    CHECK(prove(test::builtin(name), checked, definite) == "");
    CHECK(definite > checked / 10);
    CHECK(checked > 200);
  }
}

TEST_CASE("the proof finds a rule that is unsound") {
  test::RuleFiles files;
  files.add_platform("beta", "1%",
                     "limits:\n"
                     "  - {id: beta.rule, fact: concurrency, at_most: 5, role: advice, when: not "
                     "known(memory), hardness: hard, "
                     "source: page, message: m, remedy: r}");
  const RuleSet rules = files.load();
  for (const Rule& rule : rules.rows<Rule>())
    if (rules.text(rule.id) == "beta.rule") {
      CHECK_THAT(Proof(rules, rule, 1).run(), test::contains("unsound"));
    }
}
