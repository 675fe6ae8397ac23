// Settings that take one of a few words.
#pragma once

#include "importers/draft.hpp"

#include <span>
#include <string_view>

namespace placer::importers {

/// Reports a literal that is none of the words; `key` is said before it. An empty text stands for none.
void check_word(Draft& draft, std::string_view rule, const Value& word, std::string_view key,
                std::span<const std::string_view> allowed);

}  // namespace placer::importers
