// Text inside HTML. Whatever comes from a manifest or a rule file goes through html_text, be it between tags
// or in an attribute, and never into a style or a script.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>
#include <string_view>

namespace placer::report {

constexpr std::string_view dash = "–";  ///< where there is nothing to say

/// The text between two tags or in an attribute with quotes of either kind, SVG included: on one line, hidden
/// characters and bytes that are no UTF-8 as U+FFFD.
std::string html_text(std::string_view text);

/// A link, or the text alone, where the address is not plain https.
std::string html_link(std::string_view text, std::string_view url);

/// What a program would name so: an offering, a rule, a fact.
std::string html_id(std::string_view id);

/// A verdict, coloured by what it says.
std::string html_verdict(Verdict verdict);

/// "workload.yaml:4:10"; empty for no place.
std::string html_place(const Location& where, const SourceMap& sources);

/// Where a number comes from: a link to the page, with the dates of its text and of the last check; empty
/// where nothing is known of it.
std::string html_source(const SourceInfo& source);

/// Whether an address is one of https, of characters that end no attribute and no Markdown.
bool is_plain_url(std::string_view url);

}  // namespace placer::report
