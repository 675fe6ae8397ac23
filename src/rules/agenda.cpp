#include "rules/agenda.hpp"

#include <set>

namespace placer::rules {
namespace {

/// The indices of the rows of a table that are wanted.
template <class Row, class IsWanted>
Range<std::uint32_t> indices(Tables& tables, IsWanted is_wanted) {
  const std::vector<Row>& rows = tables.of<Row>();
  std::vector<std::uint32_t>& all = tables.of<std::uint32_t>();
  Range<std::uint32_t> range{static_cast<std::uint32_t>(all.size()), 0};
  for (std::uint32_t i = 0; i < rows.size(); ++i)
    if (is_wanted(rows[i])) all.push_back(i);
  range.count = static_cast<std::uint32_t>(all.size()) - range.first;
  return range;
}

/// Whether it may keep a workload out for the alternative that it looks at.
bool can_reject(const Rule& rule) {
  return rule.of_alternatives && rule.kind != RuleKind::advice &&
         (rule.role == Role::filter || rule.role == Role::need);
}

Agenda of_offering(Tables& tables, unsigned offering) {
  const auto concerns = [=](const auto& row) { return (row.offerings >> offering & 1U) != 0; };
  const auto is_derived = [=](DerivedStage stage) {
    return [=](const Derived& row) { return row.stage == stage && concerns(row); };
  };
  Agenda agenda;
  agenda.properties = indices<Property>(tables, concerns);
  agenda.own = indices<Derived>(tables, is_derived(DerivedStage::own));
  agenda.late = indices<Derived>(tables, is_derived(DerivedStage::late));
  agenda.packed = indices<Derived>(tables, is_derived(DerivedStage::packed));
  const auto is_own = [=](const Rule& rule) {
    return rule.per_offering && is_judged(rule) && concerns(rule);
  };
  agenda.rules = indices<Rule>(tables, is_own);
  agenda.rejecting =
      indices<Rule>(tables, [=](const Rule& rule) { return is_own(rule) && can_reject(rule); });
  agenda.sizes = indices<Size>(tables, concerns);
  agenda.prices = indices<Price>(tables, concerns);
  return agenda;
}

}  // namespace

void index_agendas(Tables& tables) {
  tables.of<std::uint32_t>().clear();
  tables.of<Agenda>().clear();
  for (unsigned offering = 0; offering < tables.of<Offering>().size(); ++offering)
    tables.of<Agenda>().push_back(of_offering(tables, offering));
  Agenda shared;
  std::set<std::uint16_t> seen;
  shared.properties =
      indices<Property>(tables, [&](const Property& row) { return seen.insert(row.fact).second; });
  shared.own = indices<Derived>(tables, [](const Derived& row) { return row.stage == DerivedStage::shared; });
  const auto is_shared = [](const Rule& rule) { return !rule.per_offering && is_judged(rule); };
  shared.rules = indices<Rule>(tables, is_shared);
  shared.rejecting =
      indices<Rule>(tables, [=](const Rule& rule) { return is_shared(rule) && can_reject(rule); });
  tables.of<Agenda>().push_back(shared);
}

}  // namespace placer::rules
