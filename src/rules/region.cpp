// The shape of a name leaves its first word and its numbers open: "us-east-1" and "ap-east-2" are both
// "a-east-0".
#include "rules/region.hpp"

#include "base/text.hpp"

#include <string>

namespace placer::rules {
namespace {

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

}  // namespace

bool is_in_region(std::string_view name, std::string_view region) {
  if (!name.starts_with(region)) return false;
  const std::string_view rest = name.substr(region.size());
  const bool is_numbered = region.back() >= '0' && region.back() <= '9';
  return rest.empty() || rest[0] == '-' ||
         (is_numbered && rest.size() == 1 && rest[0] >= 'a' && rest[0] <= 'z');
}

std::optional<unsigned> provider_of_region(const RuleSet& rules, std::string_view name) {
  const std::string lower = to_lower(trim(name));
  const std::string form = shape(lower);
  for (const rules::Region& region : rules.rows<rules::Region>()) {
    const std::string_view known = rules.text(region.name);
    if (form == shape(known) || (region.known != 0 && is_in_region(lower, known))) return region.provider;
  }
  return std::nullopt;
}

}  // namespace placer::rules
