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

template <void (*render)(const Simulation&, const TextOptions&, std::string&)>
void named(const Simulation& simulation, const TextOptions& options, std::string& out) {
  std::string plain;
  render(simulation, options, plain);
  out += without_log_commands(plain);  // the line ends of CSV stay
}

constexpr std::array<SimulationRenderer, 4> table{{
    {"text", text},
    {"json", render_simulation_json},
    {"csv", named<render_simulation_csv>},
    {"svg", named<render_simulation_svg>},
}};

}  // namespace

std::span<const SimulationRenderer> simulation_renderers() { return table; }

}  // namespace placer::report
