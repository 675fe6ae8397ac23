// Nobody slips at the first letter, but what is newer than a table may differ from another word in it.
#include "importers/spelling.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>

namespace placer::importers {

std::optional<std::string_view> slip_of(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t slip = 2;
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return std::nullopt;
  const auto near = closest(name, names);
  if (!near) return std::nullopt;
  const std::string written = to_lower(name), meant = to_lower(*near);
  const bool is_slip = written.front() == meant.front() && edit_distance(written, meant, slip) <= slip;
  return is_slip ? near : std::nullopt;
}

std::optional<std::string_view> meant_for(std::string_view name, std::span<const std::string_view> names,
                                          std::span<const Meant> table) {
  for (const Meant& one : table)
    if (one.written == name && is_one_of(one.meant, names)) return one.meant;
  return slip_of(name, names);
}

}  // namespace placer::importers
