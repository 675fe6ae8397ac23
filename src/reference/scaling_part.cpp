// How offerings scale, as it is simulated: the parameters of a platform, and one of them over all offerings.
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "reference/words.hpp"

#include <fmt/core.h>

namespace placer::reference {
namespace {

using rules::RuleSet;
using rules::Scaling;
using rules::ScalingName;

const ScalingName& name_of(const Scaling& row) {
  return rules::scaling_names()[static_cast<std::size_t>(row.parameter)];
}

}  // namespace

void add_scaling(const RuleSet& rules, rules::OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Parameter", "Offerings", "Value", "What it is", "Note", "Source"}};
  for (const Scaling& row : rules.rows<Scaling>())
    if ((row.offerings & offerings) != 0)
      rows.push_back({code(name_of(row).id), offering_names(rules, row.offerings & offerings),
                      code(rules::scaling_text(row)), plain(name_of(row).summary),
                      plain(rules.text(row.note)), source(rules, row.source)});
  if (rows.size() > 1) page.heading(3, "Scaling, as it is simulated");
  page.table(std::move(rows));
}

void explain_scaling(const RuleSet& rules, std::string_view id, rules::OfferingMask on, Page& page) {
  std::vector<Row> rows{{"Offerings", "Value", "Note", "Source"}};
  const ScalingName* name = nullptr;
  for (const Scaling& row : rules.rows<Scaling>()) {
    if (name_of(row).id != id || (row.offerings & on) == 0) continue;
    name = &name_of(row);
    rows.push_back({offering_names(rules, row.offerings & on), code(rules::scaling_text(row)),
                    plain(rules.text(row.note)), source(rules, row.source)});
  }
  if (name == nullptr) return;
  page.heading(1, fmt::format("{} (parameter of scaling)", code(id)));
  page.paragraph(fmt::format("{}, in `placer simulate`.", plain(name->summary)));
  page.table(std::move(rows));
}

}  // namespace placer::reference
