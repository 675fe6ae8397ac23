// Services of AWS take the words of their APIs as they are spelt there, letter case included.
#include "importers/words.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {

void check_word(Draft& draft, std::string_view rule, const Value& word, std::string_view key,
                std::span<const std::string_view> allowed) {
  if (!word.literal() || word.text.empty() ||
      std::find(allowed.begin(), allowed.end(), word.text) != allowed.end())
    return;
  draft.violation(rule, word.where, fmt::format("{} {}", key, word.text), join(allowed, ", "));
}

}  // namespace placer::importers
