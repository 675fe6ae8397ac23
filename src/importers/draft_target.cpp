// What of a draft says where the workload runs.
#include "base/text.hpp"
#include "importers/draft.hpp"
#include "rules/region.hpp"

#include <utility>

namespace placer::importers {

void Draft::target(std::string_view offering, Location where) {
  Fact fact;
  fact.id = id("target");
  fact.where = where;
  fact.origin = Origin::derived;
  fact.texts = {std::string(offering)};
  fact.note = "what the manifest describes";
  workload_.add(std::move(fact));
}

void Draft::target(const std::vector<std::string_view>& offerings, const Value& open) {
  if (offerings.empty()) return;
  if (offerings.size() == 1) return target(offerings.front(), workload_.where);
  Fact fact;
  fact.id = id("target");
  fact.where = open.where;
  fact.origin = Origin::derived;
  fact.texts.assign(offerings.begin(), offerings.end());
  fact.note = open.note;
  workload_.add(std::move(fact));
}

void Draft::deployed_to(const Value& region) {
  if (!region.literal()) return;
  std::string_view name = region.text;
  // arn:partition:service:region:account:resource
  if (name.starts_with("arn:"))
    for (int part = 0; part < 4; ++part) {
      const std::size_t colon = name.find(':');
      if (part == 3)
        name = name.substr(0, colon);
      else
        name.remove_prefix(colon == std::string_view::npos ? name.size() : colon + 1);
    }
  if (!rules::provider_of_region(context_.rules, name)) return;
  workload_.region = to_lower(name);
  workload_.region_at = region.where;
}

}  // namespace placer::importers
