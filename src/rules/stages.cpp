// A derived fact has the latest stage of what it is made of; one that no rule and no size looks at can wait
// for the score. What a rule looks at is what its expressions name, and what stands behind that.
#include "rules/stages.hpp"

#include <algorithm>
#include <vector>

namespace placer::rules {
namespace {

class Stages {
 public:
  explicit Stages(Tables& tables)
      : tables_(tables),
        stages_(tables.of<FactRow>().size(), DerivedStage::shared),
        wanted_(tables.of<FactRow>().size(), false) {}

  void run() {
    find_stages();
    find_wanted();
    find_facts();
    for (Derived& row : tables_.of<Derived>()) {
      row.stage = stages_[row.fact];
      if (row.stage == DerivedStage::own && !wanted_[row.fact]) row.stage = DerivedStage::late;
    }
  }

 private:
  /// Calls `use` for each fact of an expression. In files with mistakes there are names that are no facts.
  template <class Use>
  void each_leaf(Range<Node> nodes, Use use) const {
    for (std::uint32_t i = nodes.first; i < nodes.first + nodes.count; ++i)
      if (const Node& node = tables_.of<Node>()[i]; is_leaf(node) && node.fact != no_fact) use(node.fact);
  }

  /// The same for each fact that a row is made of.
  template <class Use>
  void each_part(const Derived& row, Use use) const {
    each_leaf(row.when, use);
    if (row.lookup != no_fact) use(row.lookup);
    for (std::uint32_t i = row.terms.first; i < row.terms.first + row.terms.count; ++i)
      if (const FactId fact = tables_.of<Term>()[i].fact; fact != no_fact) use(fact);
  }

  /// Until nothing changes: a condition may name a fact that stands further down.
  void find_stages() {
    const auto& facts = tables_.of<FactRow>();
    for (std::size_t id = 0; id < facts.size(); ++id)
      if (facts[id].kind == FactKind::property)
        stages_[id] = DerivedStage::own;
      else if (facts[id].kind == FactKind::computed)
        stages_[id] = DerivedStage::late;
    // Which machine it is follows from how many instances there are.
    for (const Known of_machine : {Known::size_price, Known::size_card_price, Known::size_holds})
      if (const FactId fact = known(of_machine); fact != no_fact) stages_[fact] = DerivedStage::packed;
    // An offering is in the regions of its own provider only.
    if (const FactId regions = known(Known::regions); regions != no_fact)
      stages_[regions] = DerivedStage::own;
    const std::size_t count = tables_.of<Offering>().size();
    const OfferingMask all = count < 64 ? (OfferingMask{1} << count) - 1 : ~OfferingMask{0};
    for (bool changed = true; changed;) {
      changed = false;
      for (const Derived& row : tables_.of<Derived>()) {
        DerivedStage stage = (row.offerings & all) == all ? DerivedStage::shared : DerivedStage::own;
        each_part(row, [&](FactId part) { stage = std::max(stage, stages_[part]); });
        if (stage <= stages_[row.fact]) continue;
        stages_[row.fact] = stage;
        changed = true;
      }
    }
  }

  void find_wanted() {
    const auto want = [&](FactId fact) { wanted_[fact] = true; };
    for (const Rule& rule : tables_.of<Rule>()) {
      each_leaf(rule.when, want);
      each_leaf(rule.require, want);
    }
    for (const Size& size : tables_.of<Size>()) {
      each_leaf(size.when, want);
      for (const FactId need : {size.need_cpu, size.need_memory})
        if (need != no_fact) want(need);
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(Known::last); ++i)
      if (const FactId fact = known(static_cast<Known>(i));
          fact != no_fact && static_cast<Known>(i) != Known::packed_share)  // looked at for the score
        want(fact);
    for (bool changed = true; changed;) {
      changed = false;
      for (const Derived& row : tables_.of<Derived>()) {
        if (!wanted_[row.fact]) continue;
        each_part(row, [&](FactId part) {
          changed = changed || !wanted_[part];
          want(part);
        });
      }
    }
  }

  void find_facts() {
    const auto& facts = tables_.of<FactRow>();
    std::vector<FactSet> behind(facts.size());
    for (std::size_t id = 0; id < facts.size(); ++id)
      if (facts[id].kind == FactKind::vocabulary && facts[id].type != FactType::offering)
        behind[id].insert(static_cast<FactId>(id));
    for (bool changed = true; changed;) {
      changed = false;
      for (const Derived& row : tables_.of<Derived>()) {
        const FactSet before = behind[row.fact];
        each_part(row, [&](FactId part) { behind[row.fact] |= behind[part]; });
        changed = changed || behind[row.fact] != before;
      }
    }
    for (Rule& rule : tables_.of<Rule>()) {
      const auto use = [&](FactId fact) { rule.facts |= behind[fact]; };
      each_leaf(rule.when, use);
      each_leaf(rule.require, use);
    }
  }

  FactId known(Known which) const { return tables_.header.known[static_cast<std::size_t>(which)]; }

  Tables& tables_;
  std::vector<DerivedStage> stages_;
  std::vector<bool> wanted_;
};

}  // namespace

void mark_stages(Tables& tables) { Stages(tables).run(); }

}  // namespace placer::rules
