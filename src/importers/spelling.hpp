// Names that were meant, where one is written that there is not.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace placer::importers {

/// The one of some names that another is a slip of: it begins alike and differs in two letters at most.
/// Nothing where the name is among them, or is like none.
std::optional<std::string_view> slip_of(std::string_view name, std::span<const std::string_view> names);

}  // namespace placer::importers
