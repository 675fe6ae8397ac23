// The parts of a page: each appends what there is to say of one workload, and nothing where there is nothing.
#pragma once

#include "report/html_page.hpp"

#include <string>

namespace placer::report {

/// The workload as an article: the answer, then its parts. Of `in_short` no drawings and tables, for pages
/// with so many workloads that nobody would look at all of them.
void append_html_workload(const HtmlPart& part, bool in_short, std::string& out);

/// What the workload says and the criteria weigh, beside the best offering of each platform; the other
/// offerings in a table that folds.
void append_html_matrix(const HtmlPart& part, std::string& out);

/// What a month costs on the offering, and what that leaves out.
std::string html_month(const OfferingReport& offering);

/// What stands in the way elsewhere, each with its place, what to do and its source, and what would change
/// it.
void append_html_obstacles(const HtmlPart& part, std::string& out);
/// The limits that hold on the recommended offering, in a table that folds.
void append_html_limits(const HtmlPart& part, std::string& out);
/// Advice for the recommended offering, and for the target if the workload may stay there.
void append_html_advice(const HtmlPart& part, std::string& out);

/// How much of each limit is used on the recommended offering and on the target.
void append_html_headroom(const HtmlPart& part, std::string& out);
/// How long a request waits for starts on each offering that may be chosen.
void append_html_waits(const HtmlPart& part, std::string& out);

/// What a month costs as traffic grows, and where another offering becomes the cheapest.
void append_html_curve(const HtmlPart& part, std::string& out);
/// The lines of the recommended offering's bill, in a table that folds.
void append_html_bill(const HtmlPart& part, std::string& out);

/// What to declare, and what it would decide.
void append_html_questions(const HtmlPart& part, std::string& out);
/// The facts, where they are from, and what was presumed, in a table that folds.
void append_html_facts(const HtmlPart& part, std::string& out);

/// Which workloads sit where, which could move, what stands in their way and what it would save.
void append_html_portfolio(const Report& report, std::string& out);

/// What the gate says of each workload.
void append_html_gate(const Report& report, const SourceMap& sources, std::string& out);

}  // namespace placer::report
