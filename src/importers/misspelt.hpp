// Words that are nearly ones that a format knows, and refused by it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace placer::importers {

/// The word that is meant: one that differs in letter case, or by two letters at the most. Stricter than what
/// is asked ("did you mean"), since it is reported where the format may have grown by a word.
std::optional<std::string_view> meant_word(std::string_view word, std::span<const std::string_view> known);

}  // namespace placer::importers
