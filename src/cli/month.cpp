// The simulated quantities take the place of those that would follow from the manifest's traffic
// (rules/prices).
#include "cli/month.hpp"

#include "rules/rule_set.hpp"
#include "rules/scaling.hpp"

#include <fmt/core.h>

#include <cmath>

namespace placer::cli {
namespace {

/// Whether an instance that takes several requests is billed while it has one, and not while it lives.
bool is_billed_by_requests(const rules::RuleSet& rules, unsigned offering) {
  const FactId fact = rules.find_fact("pays_less_when_kept");
  for (const rules::Property& property : rules.rows<rules::Property>())
    if (property.fact == fact && (property.offerings >> offering & 1U) != 0) return property.value.low != 0;
  return false;
}

/// Seconds of instances that are billed. A start is, wherever what runs is; a request that waits for one is
/// in its instance all the while.
double billed_seconds(const rules::RuleSet& rules, unsigned offering, const Metered& metered) {
  if (rules::scaling_model(rules, offering) == rules::ScalingModel::by_request)
    return metered.request_seconds;
  return is_billed_by_requests(rules, offering) ? metered.busy_seconds + metered.start_seconds
                                                : metered.instance_seconds;
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

std::optional<Cost> cost_of_month(const Session& session, const Simulation& simulation, FileReader& reader,
                                  Environment& environment) {
  const Metered& metered = simulation.metered;
  const rules::RuleSet& rules = session.placer.rules();
  const int row = rules.find_offering(simulation.offering);
  if (metered.seconds <= 0 || row < 0) return std::nullopt;
  const double times = seconds_of_month / metered.seconds;
  const auto whole = [&](double value) { return std::llround(value * times); };
  AnalyzeOptions analysis = analyze_options(session.options, environment);
  analysis.on = {simulation.offering};
  analysis.bills = true;
  analysis.set.push_back(fmt::format("traffic.monthly={}", whole(static_cast<double>(metered.requests))));
  // What the manifest states of the average would contradict another number of requests.
  constexpr double milliseconds = 1000, thousandths = 1000;
  if (const auto rate = std::llround(static_cast<double>(metered.requests) / metered.seconds * thousandths);
      rate > 0)
    analysis.set.push_back(fmt::format("traffic.average={}", format_quantity(rate, Unit::rate)));
  const double seconds = billed_seconds(rules, static_cast<unsigned>(row), metered);
  analysis.set.push_back(fmt::format("usage.instance_time={}ms", whole(seconds * milliseconds)));
  if (metered.node_seconds > 0)
    analysis.set.push_back(fmt::format("usage.node_time={}ms", whole(metered.node_seconds * milliseconds)));
  SourceMap sources;
  const Report report = session.placer.analyze(session.options.paths, reader, sources, analysis);
  for (const WorkloadReport& workload : report.workloads)
    if (workload.exact_name() == simulation.workload)
      for (const OfferingReport& offering : workload.offerings) return offering.cost;
  return std::nullopt;
}

}  // namespace placer::cli
