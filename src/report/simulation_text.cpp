// What a simulation found, for people.
#include "base/money.hpp"
#include "base/text.hpp"
#include "report/simulation.hpp"
#include "report/style.hpp"
#include "report/table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace placer::report {
namespace {

std::string number(double value) { return fmt::format("{:.4g}", value); }

std::string time(double seconds) {
  if (seconds < 1e-3) return fmt::format("{:.3g}ms", seconds * 1000);
  return format_approximate(std::llround(seconds * 1000), Unit::duration);
}

/// What is too little to be told from nothing is no number.
std::string percent(double share) {
  constexpr double least = 1e-5;
  return share > 0 && share < least ? "below 0.001%" : fmt::format("{:.3g}%", 100 * share);
}

/// The mean, and its interval where there is one.
std::string with_interval(const Estimate& estimate, std::string (*text)(double)) {
  if (!std::isfinite(estimate.high)) return text(estimate.mean);
  return fmt::format("{} ({} to {})", text(estimate.mean), text(estimate.low), text(estimate.high));
}

std::string of_percent(const Estimate& estimate) { return with_interval(estimate, percent); }

std::string of_number(const Estimate& estimate) { return with_interval(estimate, number); }

std::string cost_text(const Simulation& simulation) {
  if (!simulation.cost) return "not known";
  const std::string total = money_text(simulation.cost->total);
  return simulation.runs == 1
             ? fmt::format("{} in a month like it", total)
             : fmt::format("{} ({}) in a month like it", total, money_text(simulation.cost_ci95));
}

std::string_view theory_name(std::string_view of) {
  if (of == "p_cold") return "cold starts";
  return of == "rejected" ? "refused" : of;
}

/// The mean heights of a chart's columns, each of the same time.
std::vector<double> columns_of(const std::vector<SimulationStep>& steps, std::size_t count) {
  if (steps.empty()) return {};
  const double width = (steps.back().begin + steps.back().length) / static_cast<double>(count);
  std::vector<double> columns(count);
  for (const SimulationStep& step : steps)
    for (auto column = static_cast<std::size_t>(step.begin / width); column < count; ++column) {
      const double from = width * static_cast<double>(column);
      const double part = std::min(step.begin + step.length, from + width) - std::max(step.begin, from);
      if (from >= step.begin + step.length) break;
      if (part > 0) columns[column] += step.instances * part / width;
    }
  return columns;
}

void append_chart(const Simulation& simulation, const TextOptions& options, std::string& out) {
  constexpr std::array<std::string_view, 9> blocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::size_t rows = 6, width = 60, parts = 8;
  const std::vector<double> columns = columns_of(simulation.steps, width);
  if (columns.empty()) return;
  const double top = *std::max_element(columns.begin(), columns.end());
  if (top <= 0) return;
  const SimulationStep& last = simulation.steps.back();
  out += fmt::format("\n  instances in the first run, over {}\n", time(last.begin + last.length));
  for (std::size_t row = rows; row-- > 0;) {
    const std::string label = row == rows - 1 ? number(top) : row == 0 ? "0" : "";
    std::string line = fmt::format("  {:>8} {}", label, options.unicode ? "│" : "|");
    for (const double column : columns) {
      const auto filled = static_cast<std::size_t>(std::lround(column / top * double(rows * parts)));
      const std::size_t here = filled > row * parts ? std::min(parts, filled - row * parts) : 0;
      line += options.unicode ? blocks[here] : here * 2 >= parts ? "#" : " ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
}

}  // namespace

void render_simulation_text(const Simulation& simulation, const TextOptions& options, std::string& out) {
  const Style style{options.colour, options.unicode};
  out += fmt::format("{}{}{} on {}, scaled as {}: {} requests in {}, seed {}\n\n", style.bold(),
                     on_one_line(simulation.workload), style.off(), simulation.offering, simulation.model,
                     simulation.requests, counted(simulation.runs, "run"), simulation.seed);
  std::vector<std::vector<Cell>> rows;
  const auto row = [&](std::string name, std::string value) {
    rows.push_back({{std::move(name)}, {std::move(value)}});
  };
  row("cold starts", simulation.cold == 0 ? "none" : of_percent(simulation.p_cold));
  row("waited", simulation.queued == 0 ? "none" : of_percent(simulation.waited));
  row("refused", simulation.refused == 0 ? "none" : of_percent(simulation.rejected));
  row("latency",
      fmt::format("{} on average, p50 {}, p95 {}, p99 {}, p99.9 {}", time(simulation.latency.mean),
                  time(simulation.p50), time(simulation.p95), time(simulation.p99), time(simulation.p999)));
  row("instances", fmt::format("{}, at most {}", of_number(simulation.instances), simulation.most_instances));
  row("busy", fmt::format("{}, {} of the instances", of_number(simulation.running),
                          percent(simulation.utilisation.mean)));
  if (simulation.lifespan.mean > 0) row("lifespan", time(simulation.lifespan.mean));
  if (simulation.nodes.mean > 0) row("machines", of_number(simulation.nodes));
  row("cost", cost_text(simulation));
  for (const ClosedForm& form : simulation.theory)
    row("by a formula", fmt::format("{} {}: {}, {}", theory_name(form.of),
                                    form.of == "instances" ? number(form.value) : percent(form.value),
                                    form.name, form.holds));
  append_table(rows, 2, options.width, out);
  out += simulation.runs == 1 ? "  nothing of it is at random, so that one run is all\n"
                              : "  in brackets: what holds the mean with 95 %\n";
  append_chart(simulation, options, out);
  out += "\n  put in\n";
  std::vector<std::vector<Cell>> inputs;
  for (const SimulationInput& input : simulation.inputs)
    inputs.push_back({{input.name}, {input.value}, {input.origin}});
  append_table(inputs, 4, options.width, out);
}

}  // namespace placer::report
