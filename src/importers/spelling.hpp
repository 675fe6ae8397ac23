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

/// A name that people write for another: one that the format has elsewhere, or another format has.
struct Meant {
  std::string_view written, meant;
};

/// The one of some names that another stands for, by a table or as a slip of it.
std::optional<std::string_view> meant_for(std::string_view name, std::span<const std::string_view> names,
                                          std::span<const Meant> table);

}  // namespace placer::importers
