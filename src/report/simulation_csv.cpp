#include "report/simulation.hpp"

#include <fmt/core.h>

namespace placer::report {

void render_simulation_csv(const Simulation& simulation, const TextOptions& /*options*/, std::string& out) {
  out += "begin_s,length_s,instances,running,requests,cold,refused\n";
  for (const SimulationStep& step : simulation.steps)
    out += fmt::format("{:.6g},{:.6g},{:.6g},{:.6g},{},{},{}\n", step.begin, step.length, step.instances,
                       step.running, step.requests, step.cold, step.refused);
}

}  // namespace placer::report
