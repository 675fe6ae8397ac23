// The simulated quantities take the place of those that would follow from the manifest's traffic
// (rules/prices).
#include "cli/month.hpp"

#include "rules/rule_set.hpp"
#include "rules/scaling.hpp"
#include "traffic/estimate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace placer::cli {
namespace {

/// Whether an instance that takes several requests is billed while it has one, and not while it lives.
bool is_billed_by_requests(const rules::RuleSet& rules, unsigned offering) {
  const FactId fact = rules.find_fact("pays_less_when_kept");
  for (const rules::Property& property : rules.rows<rules::Property>())
    if (property.fact == fact && (property.offerings >> offering & 1U) != 0) return property.value.low != 0;
  return false;
}

/// Seconds of instances that are billed. A start is, wherever what runs is. Each time of a function's
/// request, or of an instance with requests, is rounded up as the provider does.
double billed_seconds(const rules::RuleSet& rules, unsigned offering, const Metered& metered) {
  if (rules::scaling_model(rules, offering) == rules::ScalingModel::by_request)
    return metered.request_seconds + metered.start_seconds + metered.rounding_seconds;
  if (!is_billed_by_requests(rules, offering)) return metered.instance_seconds;
  return metered.busy_seconds + metered.rounding_seconds + metered.start_seconds;
}

}  // namespace

FileReader::Status RememberingReader::read(const std::string& path, std::string& bytes, std::string& error) {
  if (const auto known = files_.find(path); known != files_.end()) {
    bytes = known->second;
    return Status::ok;
  }
  const Status status = reader_.read(path, bytes, error);
  if (status == Status::ok) files_.emplace(path, bytes);
  return status;
}

namespace {

constexpr double milliseconds = 1000;

/// Times of machines that are billed: of those that were counted, or where a machine of the bill is a share
/// of one that others share, of the instances. An interval where the machines may hold more instances than
/// that.
Interval node_time(const Metered& metered, double times) {
  const auto rounded = [&](double seconds) { return std::llround(seconds * times * milliseconds); };
  const double most = metered.node_seconds > 0 ? metered.node_seconds : metered.instance_seconds;
  const double least = metered.node_seconds > 0 ? std::min(most, metered.fewest_node_seconds) : most;
  return {rounded(least), rounded(most)};
}

/// The bill of a month that is like what was metered.
std::optional<Cost> bill_of(const Session& session, const std::string& workload_name, unsigned offering,
                            const std::string& machine, const Metered& metered, FileReader& reader,
                            Environment& environment) {
  const rules::RuleSet& rules = session.placer.rules();
  if (metered.seconds <= 0) return std::nullopt;
  const double times = seconds_of_month / metered.seconds;
  AnalyzeOptions analysis = analyze_options(session.options, environment);
  analysis.on = {std::string(rules.text(rules.rows<rules::Offering>()[offering].full_id))};
  analysis.bills = true;
  // Another number of requests might make another machine the cheapest, which does not hold as many.
  if (!machine.empty()) analysis.set.push_back(fmt::format("usage.node_type={}", machine));
  const auto measured = [&](const char* fact, std::int64_t value) {
    analysis.measured[fact] = {value, value};
  };
  const auto requests = static_cast<double>(metered.requests);
  measured("traffic.monthly", std::llround(requests * times));
  constexpr double thousandths = 1000;
  if (const auto rate = std::llround(requests / metered.seconds * thousandths); rate > 0)
    measured("traffic.average", rate);
  const double seconds = billed_seconds(rules, offering, metered);
  measured("usage.instance_time", std::llround(seconds * times * milliseconds));
  measured("usage.living_time", std::llround(metered.instance_seconds * times * milliseconds));
  analysis.measured["usage.node_time"] = node_time(metered, times);
  SourceMap sources;
  const Report report = session.placer.analyze(session.options.paths, reader, sources, analysis);
  for (const WorkloadReport& workload : report.workloads)
    if (workload.exact_name() == workload_name)
      for (const OfferingReport& one : workload.offerings) return one.cost;
  return std::nullopt;
}

/// One end of the bill, with what holds it with 95 %, from the bills of the runs.
Estimate interval_of(const std::vector<Cost>& bills, const std::vector<Metered>& runs,
                     std::int64_t Interval::*end) {
  std::vector<double> above, below;
  for (std::size_t i = 0; i < bills.size(); ++i) {
    above.push_back(static_cast<double>(bills[i].total.*end) * runs[i].seconds);
    below.push_back(runs[i].seconds);
  }
  return traffic::ratio_of(above, below);
}

}  // namespace

void add_cost_of_month(const Session& session, const std::string& machine, Simulation& simulation,
                       FileReader& reader, Environment& environment) {
  const int row = session.placer.rules().find_offering(simulation.offering);
  if (row < 0) return;
  const auto bill = [&](const Metered& metered) {
    return bill_of(session, simulation.workload, static_cast<unsigned>(row), machine, metered, reader,
                   environment);
  };
  simulation.cost = bill(simulation.metered);
  if (!simulation.cost || simulation.runs == 1) return;
  std::vector<Cost> bills;
  for (const Metered& run : simulation.metered_by_run)
    if (auto one = bill(run)) bills.push_back(std::move(*one));
  const auto is_open = [](const Cost& one) { return one.total.high == unbounded; };
  const bool open = is_open(*simulation.cost) || std::any_of(bills.begin(), bills.end(), is_open);
  if (bills.size() != simulation.metered_by_run.size()) return;
  // What each run is off from their mean is what the bill of all may be off.
  const auto half = [&](std::int64_t Interval::*end) {
    const Estimate estimate = interval_of(bills, simulation.metered_by_run, end);
    return std::llround(estimate.high - estimate.mean);
  };
  const Interval total = simulation.cost->total;
  simulation.cost_ci95.low = std::max<std::int64_t>(0, total.low - half(&Interval::low));
  if (!open) simulation.cost_ci95.high = total.high + half(&Interval::high);
}

}  // namespace placer::cli
