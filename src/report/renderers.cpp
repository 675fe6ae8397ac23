#include "report/renderers.hpp"

#include "base/log_commands.hpp"
#include "report/cost.hpp"
#include "report/curve.hpp"
#include "report/gate_text.hpp"

#include <algorithm>
#include <array>

namespace placer::report {
namespace {

using PlainRenderer = void (*)(const Report&, const SourceMap&, std::string&);
using PiecewiseRenderer = void (*)(const Report&, const SourceMap&, const Sink&);
using TextRenderer = void (*)(const Report&, const SourceMap&, const TextOptions&, std::string&);

/// A format that is the same on every terminal.
template <PlainRenderer render>
void plain(const Report& report, const SourceMap& sources, const TextOptions& /*options*/, const Sink& sink) {
  std::string out;
  render(report, sources, out);
  sink(out);
}

/// The same where people read names in it.
template <PlainRenderer render>
void named(const Report& report, const SourceMap& sources, const TextOptions& /*options*/, const Sink& sink) {
  std::string out;
  render(report, sources, out);
  sink(without_log_commands(out));  // the line ends of CSV stay
}

/// One that is given piece by piece.
template <PiecewiseRenderer render>
void pieces(const Report& report, const SourceMap& sources, const TextOptions& /*options*/,
            const Sink& sink) {
  render(report, sources, sink);
}

/// One that people read, be it in a log, where texts from manifests must not be taken for commands.
template <TextRenderer render>
void read(const Report& report, const SourceMap& sources, const TextOptions& options, const Sink& sink) {
  std::string out;
  render(report, sources, options, out);
  sink(for_people(out, options.colour));
}

void text(const Report& report, const SourceMap& sources, const TextOptions& options, std::string& out) {
  (report.gate ? render_gate : render_text)(report, sources, options, out);
}

bool has_curves(const Report& report) {
  return std::any_of(report.workloads.begin(), report.workloads.end(),
                     [](const WorkloadReport& one) { return one.curve && !one.curve->series.empty(); });
}

/// How many at the end of the table are of `check` alone.
constexpr std::size_t gate_only = 2;

constexpr std::array<Renderer, 11> table{{
    {"text", "for people", read<text>, true, Depth::answer},
    {"json", "for scripts", plain<render_json>, false, Depth::everything, true},
    {"yaml", "the same tree as json", plain<render_yaml>, false, Depth::everything, true},
    {"ndjson", "the same, one object on a line", pieces<render_ndjson>, true, Depth::everything, true},
    {"oneline", "one line for each workload", read<render_oneline>, true, Depth::ranking},
    {"sarif", "for code scanning", plain<render_sarif>},
    {"github", "annotations of a workflow", plain<render_github>, true},
    {"markdown", "a comment for a pull request", plain<render_markdown>, true},
    {"html", "a page to look at", render_html, false, Depth::everything, true, true},
    {"gitlab", "a code quality report", plain<render_gitlab>},
    {"junit", "a test report", named<render_junit>},
}};

constexpr std::array<Renderer, 3> facts_table{{
    {"text", "for people", read<render_facts_text>, true},
    {"json", "for scripts", plain<render_facts_json>},
    {"yaml", "the same tree as json", plain<render_facts_yaml>},
}};

/// Bills, or where there are any curves.
void cost_text(const Report& report, const SourceMap& sources, const TextOptions& options, std::string& out) {
  (has_curves(report) ? render_curve_text : render_cost_text)(report, sources, options, out);
}

void cost_csv(const Report& report, const SourceMap& sources, std::string& out) {
  (has_curves(report) ? render_curve_csv : render_cost_csv)(report, sources, out);
}

constexpr std::array<Renderer, 5> cost_table{{
    {"text", "for people", read<cost_text>, true},
    {"json", "for scripts", plain<render_json>},
    {"yaml", "the same tree as json", plain<render_yaml>},
    {"csv", "for spreadsheets", named<cost_csv>},
    {"svg", "a drawing, with --sweep", named<render_curve_svg>},
}};

}  // namespace

std::span<const Renderer> renderers() { return std::span(table).first(table.size() - gate_only); }
std::span<const Renderer> gate_renderers() { return table; }
std::span<const Renderer> cost_renderers() { return cost_table; }
std::span<const Renderer> fact_renderers() { return facts_table; }

}  // namespace placer::report
