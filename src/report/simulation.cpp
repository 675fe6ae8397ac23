#include "report/simulation.hpp"

#include "base/log_commands.hpp"

#include <array>

namespace placer::report {
namespace {

/// What people read, be it in a log, where texts from manifests must not be taken for commands.
void text(const Simulation& simulation, const TextOptions& options, std::string& out) {
  std::string plain;
  render_simulation_text(simulation, options, plain);
  out += for_people(plain, options.colour);
}

constexpr std::array<SimulationRenderer, 4> table{{
    {"text", text},
    {"json", render_simulation_json},
    {"csv", render_simulation_csv},
    {"svg", render_simulation_svg},
}};

}  // namespace

std::span<const SimulationRenderer> simulation_renderers() { return table; }

}  // namespace placer::report
