#include "importers/region.hpp"

#include "base/text.hpp"
#include "rules/region.hpp"

#include <fmt/core.h>

#include <string>
#include <vector>

namespace placer::importers {

using rules::Known;
using rules::RuleSet;

bool check_region(const RuleSet& rules, DiagnosticSink& sink, doc::View name) {
  const std::string lower = to_lower(trim(name.text()));
  std::vector<std::string_view> known;
  for (const rules::Region& region : rules.rows<rules::Region>()) {
    if (region.known == 0) continue;
    if (rules::is_in_region(lower, rules.text(region.name))) return true;
    known.push_back(rules.text(region.name));
  }
  if (known.empty()) return true;
  const auto near = closest(lower, known);
  std::string help = near ? fmt::format("did you mean `{}`?", *near) : std::string();
  if (const auto provider = rules::provider_of_region(rules, lower)) {
    sink.warning("manifest.region",
                 fmt::format("{} is no region of {} that placer knows", in_quotes(name.text()),
                             rules.symbol(rules.known(Known::providers), *provider)),
                 name.where(), std::move(help));
    return true;
  }
  if (help.empty()) help = "write it as the provider does, for example `us-east-1` or `europe-west4`";
  sink.error("manifest.region", fmt::format("{} is no region of any provider", in_quotes(name.text())),
             name.where(), std::move(help));
  return false;
}

void derive_providers(const RuleSet& rules, DiagnosticSink& sink, Workload& workload) {
  const FactId id = rules.known(Known::providers);
  const Fact* regions = workload.find(rules.known(Known::regions));
  if (regions == nullptr || regions->texts.empty()) return;
  std::int64_t set = 0;
  for (const std::string& name : regions->texts) {
    const auto provider = rules::provider_of_region(rules, name);
    if (!provider) return;
    set |= std::int64_t{1} << *provider;
  }
  for (Fact& stated : workload.facts) {
    if (stated.id != id) continue;
    if (!stated.has_value() || (stated.value.low & ~set) == 0) return;
    const std::int64_t both = stated.value.low & set;
    if (both == 0)
      return sink.report({Severity::error,
                          "manifest.contradiction",
                          "none of the allowed providers has these regions",
                          regions->where,
                          "",
                          {{stated.where, "`providers` stands here"}}});
    stated.narrowed = stated.origin == Origin::stated;
    if (stated.narrowed) stated.origin = Origin::derived;
    stated.value = {both, both};
    stated.note = "those of the allowed ones that have such regions";
    return;
  }
  Fact fact;
  fact.id = id;
  fact.origin = Origin::derived;
  fact.value = {set, set};
  fact.where = regions->where;
  fact.note = "whose regions have such names";
  workload.facts.push_back(std::move(fact));
}

}  // namespace placer::importers
