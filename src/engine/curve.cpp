// The workload is judged again for each number of requests in a month: twelve steps a decade, and by
// bisection between two of them where another offering becomes the cheapest. Below some ten requests in a
// month steps are no whole numbers, and those that are the same are one.
#include "engine/curve.hpp"

#include "engine/placement.hpp"
#include "rules/terms.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace placer::engine {
namespace {

using rules::RuleSet;
using rules::Wide;

/// The steps of a decade, as resistors come: each about a fifth larger than the one before.
constexpr std::array<std::int64_t, 12> steps{10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82};
constexpr int decades = 4;
constexpr int usual_decade = -2;  // a hundredth of a request a second
constexpr int last_decade = 9;

/// Requests of a month at `step` tenths of 10^decade a second, no fewer than one.
std::int64_t requests_at(std::int64_t step, int decade) {
  constexpr std::int64_t tenths = 10;
  Wide over = Wide{step} * seconds_of_month, under = tenths;
  for (; decade > 0; --decade) over *= tenths;
  for (; decade < 0; ++decade) under *= tenths;
  return std::max<std::int64_t>(1, rules::saturate((over + under / 2) / under));
}

using Totals = std::map<unsigned, Interval>;  // by offering

class Curve {
 public:
  /// `candidates`: offerings that may be the cheapest, by id.
  Curve(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
        const std::vector<std::string>& candidates)
      : rules_(rules), workload_(workload), options_(options), candidates_(candidates) {
    options_.keep_passes = false;
    keep_peak();
    take_in_stated_rate();
    for (const std::string_view name : {"traffic.average", "traffic.peak", "traffic.idle", "traffic.gap"})
      std::erase_if(workload_.facts, [id = rules.find_fact(name)](const Fact& one) { return one.id == id; });
  }

  CostCurve run() {
    CostCurve curve;
    std::vector<Totals> all;
    for (int decade = first_; decade < end_; ++decade)
      for (const std::int64_t step : steps) curve.requests.push_back(requests_at(step, decade));
    curve.requests.push_back(requests_at(steps.front(), end_));
    curve.requests.erase(std::unique(curve.requests.begin(), curve.requests.end()), curve.requests.end());
    for (const std::int64_t requests : curve.requests) all.push_back(at(requests));
    for (const auto& [offering, total] : all.front()) {
      CostCurve::Series series{rules_.text(rules_.rows<rules::Offering>()[offering].full_id), {}};
      for (const Totals& totals : all) series.totals.push_back(of(totals, offering));
      curve.series.push_back(std::move(series));
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
      const int before = cheapest(all[i - 1]), now = cheapest(all[i]);
      if (before < 0 || now < 0 || before == now) continue;
      curve.turns.push_back({name(before), name(now),
                             turn(static_cast<unsigned>(before), static_cast<unsigned>(now),
                                  curve.requests[i - 1], curve.requests[i])});
    }
    return curve;
  }

 private:
  const Fact* known(std::string_view name) const {
    const Fact* fact = workload_.find(rules_.find_fact(name));
    return fact != nullptr && fact->has_value() ? fact : nullptr;
  }
  const Fact* stated(std::string_view name) const {
    const Fact* fact = known(name);
    return fact != nullptr && fact->value.is_point() ? fact : nullptr;
  }

  /// Other decades, and more of them, where the rate that is stated lies in none of the usual ones.
  void take_in_stated_rate() {
    Interval requests{0, unbounded};
    if (const Fact* monthly = known("traffic.monthly"))
      requests = monthly->value;
    else if (const Fact* average = known("traffic.average"))
      requests = {of_rate(average->value.low), of_rate(average->value.high)};
    if (requests.low > 0) {
      while (requests_at(steps.front(), first_) > requests.low) --first_;
      if (first_ < usual_decade) end_ = first_ + decades;
    }
    if (requests.high == unbounded) return;
    while (end_ < last_decade && requests_at(steps.front(), end_) < requests.high) ++end_;
    if (requests.low > 0)
      while (end_ - first_ > decades && requests_at(steps.front(), first_ + 1) <= requests.low) ++first_;
  }

  /// Requests of a month at a rate in thousandths of one a second.
  static std::int64_t of_rate(std::int64_t rate) {
    constexpr std::int64_t thousandths = 1000;
    return rate == unbounded ? unbounded : rules::saturate(Wide{rate} * seconds_of_month / thousandths);
  }

  /// A peak grows with the number of requests that it was stated beside; beside none it is that of none.
  void keep_peak() {
    const Fact *peak = stated("traffic.peak"), *monthly = stated("traffic.monthly"),
               *average = stated("traffic.average");
    if (peak == nullptr || (monthly == nullptr && average == nullptr)) return;
    peak_ = *peak;
    requests_of_peak_ = monthly != nullptr ? monthly->value.low : of_rate(average->value.low);
  }

  void set_peak(std::int64_t requests, Workload& trial) const {
    if (requests_of_peak_ <= 0) return;
    Fact fact = *peak_;
    const std::int64_t peak =
        rules::saturate(rules::ceil_divide(Wide{fact.value.low} * requests, requests_of_peak_));
    fact.value = {peak, peak};
    trial.set(std::move(fact));
  }

  std::string_view name(int offering) const {
    return rules_.text(rules_.rows<rules::Offering>()[static_cast<std::size_t>(offering)].full_id);
  }

  static Interval of(const Totals& totals, unsigned offering) {
    const auto found = totals.find(offering);
    return found == totals.end() ? Interval{0, unbounded} : found->second;
  }

  Totals at(std::int64_t requests) const {
    Workload trial = workload_;
    Fact fact;
    fact.id = rules_.find_fact("traffic.monthly");
    fact.origin = Origin::assumed;
    fact.value = {requests, requests};
    trial.set(fact);
    set_peak(requests, trial);
    Situation situation(rules_, trial, options_.strict);
    Totals totals;
    for (Placement& placement : place_all(rules_, trial, options_, situation)) {
      const AtItsDoor door(rules_, situation, placement.offering, placement.slots);
      if (const auto cost = bill(rules_, placement.offering, placement.slots, options_.bill))
        totals.emplace(placement.offering, cost->total);
    }
    return totals;
  }

  bool is_candidate(unsigned offering) const {
    const std::string_view id = rules_.text(rules_.rows<rules::Offering>()[offering].full_id);
    return std::find(candidates_.begin(), candidates_.end(), id) != candidates_.end();
  }

  /// By the middle of its interval; -1 where all are open.
  int cheapest(const Totals& totals) const {
    int best = -1;
    std::int64_t least = 0;
    for (const auto& [offering, total] : totals) {
      if (total.high == unbounded || !is_candidate(offering)) continue;
      const std::int64_t middle = total.middle();
      if (best >= 0 && middle >= least) continue;
      best = static_cast<int>(offering);
      least = middle;
    }
    return best;
  }

  /// The largest number of requests between two for which the first offering is no dearer.
  std::int64_t turn(unsigned below, unsigned above, std::int64_t low, std::int64_t high) const {
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      const Totals totals = at(middle);
      const Interval a = of(totals, below), b = of(totals, above);
      const bool first = a.high != unbounded && a.middle() <= b.middle();
      (first ? low : high) = middle;
    }
    return low;
  }

  const RuleSet& rules_;
  Workload workload_;
  std::optional<Fact> peak_;
  std::int64_t requests_of_peak_ = 0;  ///< in a month, beside which the peak is stated; 0: none
  JudgeOptions options_;
  const std::vector<std::string>& candidates_;
  int first_ = usual_decade, end_ = usual_decade + decades;  ///< decades of requests a second
};

/// Without a time that a request takes, or ends at, most bills of a rate are open, and the others next to.
bool is_timed(const RuleSet& rules, const Workload& workload) {
  const std::array names{"duration.typical", "timeout"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    const Fact* fact = workload.find(rules.find_fact(name));
    return fact != nullptr && fact->has_value() && fact->value.high != unbounded;
  });
}

}  // namespace

void add_curve(const RuleSet& rules, const Workload& workload, const JudgeOptions& options,
               WorkloadReport& report) {
  std::vector<std::string> candidates;
  for (const OfferingReport& offering : report.offerings)
    if (offering.verdict != Verdict::does_not_fit && offering.status != "closed")
      candidates.push_back(offering.id());
  JudgeOptions judged = options;
  if (judged.on.empty()) judged.on = candidates;
  if (!judged.on.empty() && rules.find_fact("traffic.monthly") != no_fact && is_timed(rules, workload))
    report.curve = Curve(rules, workload, judged, candidates).run();
}

}  // namespace placer::engine
