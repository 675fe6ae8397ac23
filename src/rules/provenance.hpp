// The words for where a figure comes from, and how sure that is.
#pragma once

#include <array>
#include <string_view>

namespace placer::rules {

/// `policy`: one's own decision; `judgement`: an estimate of the rule set's; the others say whose text it is.
inline constexpr std::array<std::string_view, 10> bases{
    "vendor-page", "vendor-page-quoted", "vendor-source", "contract", "secondary",
    "derived",     "judgement",          "policy",        "article",  "none"};
inline constexpr std::array<std::string_view, 3> confidences{"high", "medium", "low"};

}  // namespace placer::rules
