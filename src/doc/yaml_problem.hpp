// Turns what libyaml says about broken text into what helps the person who must fix it.
#pragma once

#include "doc/tree_builder.hpp"

#include <cstdint>
#include <string_view>

namespace placer::doc {

/// libyaml's words and places, as byte offsets into the source.
struct YamlProblem {
  std::string_view problem;      ///< "did not find expected key"
  std::string_view context;      ///< "while parsing a block mapping"; may be empty
  std::uint32_t at = 0;          ///< where it noticed
  std::uint32_t context_at = 0;  ///< where the thing of the context begins
  std::uint32_t end = 0;         ///< where the text that it read ends
  Span last_quoted;              ///< the latest scalar in quotes, if it goes over several lines
};

/// Makes the builder's document broken, with a message, the right place and what to write.
void report_yaml_problem(const YamlProblem& problem, TreeBuilder& builder);

}  // namespace placer::doc
