// The shape of a name has `a` for each run of letters and `0` for each run of digits: "us-east-1" and
// "ap-south-2" are both "a-a-0".
#include "importers/region.hpp"

#include "base/text.hpp"

#include <string>

namespace placer::importers {
namespace {

using rules::Known;
using rules::RuleSet;

std::string shape(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const char kind = c >= 'a' && c <= 'z' ? 'a' : c >= '0' && c <= '9' ? '0' : c;
    if (kind == '-' || result.empty() || result.back() != kind) result += kind;
  }
  return result;
}

}  // namespace

std::optional<unsigned> provider_of_region(const RuleSet& rules, std::string_view name) {
  const std::string lower = to_lower(trim(name));
  const std::string form = shape(lower);
  for (const rules::Region& region : rules.rows<rules::Region>()) {
    const std::string_view known = rules.text(region.name);
    if (lower == known || (form != "a" && form == shape(known))) return region.provider;
  }
  return std::nullopt;
}

void derive_providers(const RuleSet& rules, DiagnosticSink& sink, Workload& workload) {
  const FactId id = rules.known(Known::providers);
  const Fact* regions = workload.find(rules.known(Known::regions));
  if (regions == nullptr || regions->texts.empty()) return;
  std::int64_t set = 0;
  for (const std::string& name : regions->texts) {
    const auto provider = provider_of_region(rules, name);
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
