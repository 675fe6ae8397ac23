// Nobody slips at the first letter, but what is newer than a table may differ from another word in it.
#include "importers/spelling.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace placer::importers {

std::optional<std::string_view> slip_of(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t slip = 2;
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return std::nullopt;
  const auto near = closest(name, names);
  const bool is_slip = near && near->front() == name.front() && edit_distance(name, *near, slip) <= slip;
  return is_slip ? near : std::nullopt;
}

}  // namespace placer::importers
