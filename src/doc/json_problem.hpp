// Turns what nlohmann says about broken JSON into what helps the person who must fix it.
#pragma once

#include "doc/tree_builder.hpp"

#include <cstdint>
#include <string_view>

namespace placer::doc {

/// nlohmann's words, and the token that it stumbled over as byte offsets into the source.
struct JsonProblem {
  std::string_view
      words;  ///< "… syntax error while parsing object key - unexpected '}'; expected string literal"
  std::uint32_t begin =
      0;                  ///< the first character behind the last good token that is no blank, comma or colon
  std::uint32_t end = 0;  ///< behind the last character that was read
};

/// Makes the builder's document broken, with a message, the right place and what to write.
void report_json_problem(const JsonProblem& problem, TreeBuilder& builder);

}  // namespace placer::doc
