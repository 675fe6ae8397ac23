// One object, of numbers in seconds and shares of one.
#include "report/json_cost.hpp"
#include "report/json_tree.hpp"
#include "report/simulation.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace placer::report {
namespace {

using Json = nlohmann::ordered_json;

/// null of a single run, which says nothing of others.
Json interval(const Estimate& estimate) {
  return std::isfinite(estimate.high) ? Json::array({estimate.low, estimate.high}) : Json(nullptr);
}

Json mean_of(const Estimate& estimate) { return {{"mean", estimate.mean}, {"ci95", interval(estimate)}}; }

/// null where none ended.
Json lifespan_of(const Simulation& simulation) {
  Json tree = mean_of(simulation.lifespan);
  if (simulation.lifespan.mean <= 0) tree = {{"mean", nullptr}, {"ci95", nullptr}};
  return tree;
}

Json latency_of(const Simulation& simulation) {
  Json tree = mean_of(simulation.latency);
  tree["p50"] = simulation.p50;
  tree["p95"] = simulation.p95;
  tree["p99"] = simulation.p99;
  tree["p999"] = simulation.p999;
  return tree;
}

Json instances_of(const Simulation& simulation) {
  Json tree = mean_of(simulation.instances);
  tree["max"] = simulation.most_instances;
  return tree;
}

Json metered_of(const Metered& metered) {
  return {{"requests", metered.requests},
          {"seconds", metered.seconds},
          {"instance_seconds", metered.instance_seconds},
          {"busy_seconds", metered.busy_seconds},
          {"start_seconds", metered.start_seconds},
          {"request_seconds", metered.request_seconds},
          {"node_seconds", metered.node_seconds},
          {"fewest_node_seconds", metered.fewest_node_seconds},
          {"rounding_seconds", metered.rounding_seconds}};
}

/// The bill, and beside its two ends what holds the true ones with 95 %.
Json cost_of(const Simulation& simulation) {
  Json tree = cost_tree(simulation.cost);
  if (!simulation.cost) return tree;
  const auto decimal = [](std::int64_t value) {
    return value == unbounded ? Json(nullptr) : Json(static_cast<double>(value) / 1e9);
  };
  tree["ci95"] = Json::array({decimal(simulation.cost_ci95.low), decimal(simulation.cost_ci95.high)});
  if (simulation.runs == 1) tree["ci95"] = nullptr;
  return tree;
}

Json steps_of(const Simulation& simulation) {
  Json list = Json::array();
  for (const SimulationStep& step : simulation.steps)
    list.push_back({{"begin", step.begin},
                    {"length", step.length},
                    {"instances", step.instances},
                    {"running", step.running},
                    {"requests", step.requests},
                    {"cold", step.cold},
                    {"refused", step.refused}});
  return list;
}

Json theory_of(const Simulation& simulation) {
  Json list = Json::array();
  for (const ClosedForm& form : simulation.theory)
    list.push_back({{"of", form.of}, {"value", form.value}, {"name", form.name}, {"holds", form.holds}});
  return list;
}

Json inputs_of(const Simulation& simulation) {
  Json list = Json::array();
  for (const SimulationInput& input : simulation.inputs)
    list.push_back({{"name", input.name}, {"value", input.value}, {"origin", input.origin}});
  return list;
}

}  // namespace

void render_simulation_json(const Simulation& simulation, const TextOptions& /*options*/, std::string& out) {
  const Json tree{{"schema", "placer.simulation/v1"},
                  {"workload", simulation.workload},
                  {"offering", simulation.offering},
                  {"model", simulation.model},
                  {"seed", simulation.seed},
                  {"runs", simulation.runs},
                  {"requests", simulation.requests},
                  {"cold", simulation.cold},
                  {"refused", simulation.refused},
                  {"queued", simulation.queued},
                  {"cost", cost_of(simulation)},
                  {"p_cold", simulation.p_cold.mean},
                  {"p_cold_ci95", interval(simulation.p_cold)},
                  {"rejected", simulation.rejected.mean},
                  {"rejected_ci95", interval(simulation.rejected)},
                  {"waited", simulation.waited.mean},
                  {"waited_ci95", interval(simulation.waited)},
                  {"latency", latency_of(simulation)},
                  {"instances", instances_of(simulation)},
                  {"running", mean_of(simulation.running)},
                  {"utilisation", mean_of(simulation.utilisation)},
                  {"lifespan", lifespan_of(simulation)},
                  {"nodes", mean_of(simulation.nodes)},
                  {"metered", metered_of(simulation.metered)},
                  {"theory", theory_of(simulation)},
                  {"inputs", inputs_of(simulation)},
                  {"steps", steps_of(simulation)}};
  out += json_text(tree, 2) + '\n';
}

}  // namespace placer::report
