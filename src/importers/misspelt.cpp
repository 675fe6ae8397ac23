#include "importers/misspelt.hpp"

#include "base/text.hpp"

namespace placer::importers {

std::optional<std::string_view> meant_word(std::string_view word, std::span<const std::string_view> known) {
  constexpr std::size_t most = 2;
  const auto found = closest(word, known);
  return found && edit_distance(to_lower(word), to_lower(*found), most) <= most ? found : std::nullopt;
}

}  // namespace placer::importers
