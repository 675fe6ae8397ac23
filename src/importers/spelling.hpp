// Names that were meant, where one is written that there is not.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace placer::importers {

/// The one of some names that another is a slip of: it begins alike and differs in two letters at most, and
/// perhaps in letter case. Nothing where the name is among them, or is like none. Stricter than what is asked
/// ("did you mean"), since it is reported where a format may have grown by a name.
std::optional<std::string_view> slip_of(std::string_view name, std::span<const std::string_view> names);

}  // namespace placer::importers
