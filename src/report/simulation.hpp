// The formats of `placer simulate`: a table as that of renderers.hpp, each format one file and one line.
#pragma once

#include "report/text.hpp"

#include <placer/simulation.hpp>

#include <span>
#include <string>
#include <string_view>

namespace placer::report {

struct SimulationRenderer {
  std::string_view id;
  void (*render)(const Simulation&, const TextOptions&, std::string&);
};

/// Text comes first.
std::span<const SimulationRenderer> simulation_renderers();

/// Appends what was found, a small chart of the instances over time, and what was put in.
void render_simulation_text(const Simulation& simulation, const TextOptions& options, std::string& out);
/// Appends one object; docs/SIMULATION.md describes it.
void render_simulation_json(const Simulation& simulation, const TextOptions& options, std::string& out);
/// Appends the steps of the first run, a line for each.
void render_simulation_csv(const Simulation& simulation, const TextOptions& options, std::string& out);
/// Appends a drawing of the same.
void render_simulation_svg(const Simulation& simulation, const TextOptions& options, std::string& out);

}  // namespace placer::report
