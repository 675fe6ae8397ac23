#include "report/renderers.hpp"

#include "report/gate_text.hpp"

#include <array>

namespace placer::report {
namespace {

using PlainRenderer = void (*)(const Report&, const SourceMap&, std::string&);

/// A format that is the same on every terminal.
template <PlainRenderer render>
void plain(const Report& report, const SourceMap& sources, const TextOptions& /*options*/, std::string& out) {
  render(report, sources, out);
}

void text(const Report& report, const SourceMap& sources, const TextOptions& options, std::string& out) {
  (report.gate ? render_gate : render_text)(report, sources, options, out);
}

constexpr std::array<Renderer, 5> table{{
    {"text", "for people", text},
    {"json", "for scripts", plain<render_json>},
    {"yaml", "the same tree as json", plain<render_yaml>},
    {"sarif", "for code scanning", plain<render_sarif>},
    {"github", "annotations of a workflow", plain<render_github>},
}};

constexpr std::array<Renderer, 3> facts_table{{
    {"text", "for people", render_facts_text},
    {"json", "for scripts", plain<render_facts_json>},
    {"yaml", "the same tree as json", plain<render_facts_yaml>},
}};

}  // namespace

std::span<const Renderer> renderers() { return table; }
std::span<const Renderer> fact_renderers() { return facts_table; }

}  // namespace placer::report
