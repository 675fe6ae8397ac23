// The shape of a name leaves its first word and its numbers open: "us-east-1" and "ap-east-2" are both
// "a-east-0".
#include "importers/region.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <string>
#include <vector>

namespace placer::importers {
namespace {

using rules::Known;
using rules::RuleSet;

std::string shape(std::string_view name) {
  std::string result;
  const std::size_t first = name.find('-');
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const char kind = c >= '0' && c <= '9' ? '0' : i < first && first != std::string_view::npos ? 'a' : c;
    if ((kind != '0' && kind != 'a') || result.empty() || result.back() != kind) result += kind;
  }
  // The letter of a zone.
  if (!result.empty() && result.size() > 1 && result.back() >= 'a' && result.back() <= 'z' &&
      (result[result.size() - 2] == '0' || result[result.size() - 2] == '-'))
    result.back() = 'z';
  return result;
}

/// The region itself, a zone of it ("us-east-1a", "us-central1-b") or a place near it ("us-west-2-lax-1a").
bool is_of(std::string_view name, std::string_view region) {
  if (!name.starts_with(region)) return false;
  const std::string_view rest = name.substr(region.size());
  const bool is_numbered = region.back() >= '0' && region.back() <= '9';
  return rest.empty() || rest[0] == '-' ||
         (is_numbered && rest.size() == 1 && rest[0] >= 'a' && rest[0] <= 'z');
}

}  // namespace

bool check_region(const RuleSet& rules, DiagnosticSink& sink, doc::View name) {
  const std::string lower = to_lower(trim(name.text()));
  std::vector<std::string_view> known;
  for (const rules::Region& region : rules.rows<rules::Region>()) {
    if (region.known == 0) continue;
    if (is_of(lower, rules.text(region.name))) return true;
    known.push_back(rules.text(region.name));
  }
  if (known.empty()) return true;
  const auto near = closest(lower, known);
  std::string help = near ? fmt::format("did you mean `{}`?", *near) : std::string();
  if (const auto provider = provider_of_region(rules, lower)) {
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

std::optional<unsigned> provider_of_region(const RuleSet& rules, std::string_view name) {
  const std::string lower = to_lower(trim(name));
  const std::string form = shape(lower);
  for (const rules::Region& region : rules.rows<rules::Region>()) {
    const std::string_view known = rules.text(region.name);
    if (form == shape(known) || (region.known != 0 && is_of(lower, known))) return region.provider;
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
