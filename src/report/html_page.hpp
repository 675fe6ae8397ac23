// The frame of the page: head, style, script, header and footer. The page is one file that asks nobody for
// anything: its policy allows the one style and, where there is something to sort, the one script in it, each
// by its digest.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// What parts of a page about one workload go by.
struct HtmlPart {
  const Report& report;
  const SourceMap& sources;
  const WorkloadReport& workload;
  std::string id;        ///< what the ids of its elements begin with: "w3"
  bool in_full = false;  ///< every offering side by side, since few were asked for by name
  bool verbose = false;
};

/// The style sheet, and the script that sorts and filters the table of workloads.
std::string_view html_style();
std::string_view html_script();

/// Appends everything up to the content of the page, with its title, which is no markup.
void append_html_head(std::string_view title, bool script, std::string& out);
/// Appends the last line, paragraphs of text that is no markup, and the script.
void append_html_foot(const std::vector<std::string>& paragraphs, bool script, std::string& out);

/// Appends the beginning of a section with its heading: "w3-why" is the id of the heading for "why".
void append_html_section(const HtmlPart& part, std::string_view id, std::string_view title, std::string& out);

/// The beginning of a box that scrolls by itself where it is too wide, by keys too. `what` says what it is.
std::string html_scroll(std::string_view what);

/// A heading of a column or a row of a table.
std::string html_th(std::string_view text, bool of_row = false);

}  // namespace placer::report
