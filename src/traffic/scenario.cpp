#include "traffic/scenario.hpp"

#include "base/schedule_runs.hpp"
#include "traffic/inputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace placer::traffic {
namespace {

using rules::ScalingModel;
using rules::ScalingParameter;

constexpr double milliseconds = 1000, thousandths = 1000, millionths = 1e6;
constexpr double seconds_a_day = 86'400, seconds_a_month = 30 * seconds_a_day;
constexpr std::uint64_t usual_requests = 1'000'000;

// What a pattern means where the manifest says no more: how many times the average its peak is, how long one
// lasts in seconds, and how much of the average there is between two.
constexpr double peak_of_periodic = 2, peak_of_bursty = 5, peak_of_spiky = 20;
constexpr double burst = 300, spike = 60, between_bursts = 0.5;
constexpr double hour = 3600;  // of messages that wait when a queue is worked off

class Builder {
 public:
  Builder(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload,
          const Settings& settings)
      : rules_(rules),
        offering_(offering),
        settings_(settings),
        in_(rules, offering, workload, scenario_.inputs) {}

  Scenario build() {
    const auto model = rules::scaling_model(rules_, offering_);
    if (!model) {
      fail(fmt::format("how {} scales is not modelled", offering_name()),
           "`placer platforms PLATFORM` shows under \"Scaling\" what is; --on names another offering");
      return std::move(scenario_);
    }
    scenario_.model = rules::scaling_models()[static_cast<std::size_t>(*model)];
    scenario_.plan.seed = settings_.seed;
    read_arrivals();
    read_service();
    if (scenario_.problem.empty()) make_model(*model);
    if (scenario_.problem.empty()) set_extent();
    return std::move(scenario_);
  }

 private:
  std::string_view offering_name() const {
    return rules_.text(rules_.rows<rules::Offering>()[offering_].full_id);
  }

  void fail(std::string problem, std::string help) {
    if (!scenario_.problem.empty()) return;
    scenario_.problem = std::move(problem);
    scenario_.help = std::move(help);
  }

  static std::string count_text(std::uint64_t count) {
    return count == UINT64_MAX ? "none" : fmt::format("{}", count);
  }

  /// A value of the caller's, or else another.
  template <class Otherwise>
  std::optional<double> value(std::optional<double> set, const char* option, const Otherwise& otherwise) {
    if (!set) return otherwise();
    in_.note(option, number_text(*set), "option");
    return set;
  }
  template <class Otherwise>
  std::uint64_t count(std::optional<std::uint64_t> set, const char* option, const Otherwise& otherwise) {
    if (!set) return otherwise();
    in_.note(option, count_text(*set), "option");
    return *set;
  }
  std::uint64_t counted_fact(std::string_view name, std::uint64_t otherwise) {
    const auto number = in_.fact(name);
    return number ? static_cast<std::uint64_t>(std::clamp(*number, 0.0, 1e12)) : otherwise;
  }
  std::uint64_t counted_parameter(ScalingParameter parameter, std::uint64_t otherwise) {
    const auto number = in_.parameter(parameter);
    return number ? static_cast<std::uint64_t>(*number) : otherwise;
  }

  // --- when requests come ---

  void read_arrivals() {
    Plan& plan = scenario_.plan;
    if (settings_.trace != nullptr) {
      const Trace& trace = *settings_.trace;
      in_.note("trace", fmt::format("{} requests", trace.requests->size()),
               fmt::format("{}{}", settings_.trace_name,
                           trace.is_of_counts ? ", those of a minute spread over it evenly" : ""));
      plan.arrivals = Arrivals::trace(trace.requests);
      return;
    }
    const std::optional<double> rate = value(settings_.rate, "rate", [&] { return read_rate(); });
    if (!rate || *rate <= 0)
      return fail("the rate of requests is not known",
                  "write `traffic: {average: 5rps}` (or `monthly: 3000000`), or give --rate or --trace");
    pattern_ = in_.choice("traffic.pattern");
    if (pattern_.empty() && settings_.rate) pattern_ = "steady";
    if (pattern_.empty())
      return fail("the pattern of traffic is not known",
                  "write `traffic: {pattern: steady}` (periodic, bursty, spiky, rare, scheduled or queue)");
    plan.arrivals = arrivals_of(*rate);
  }

  std::optional<double> read_rate() {
    if (const auto average = in_.fact("traffic.average", thousandths)) return average;
    return in_.fact("traffic.monthly", seconds_a_month);
  }

  Arrivals arrivals_of(double rate) {
    if (pattern_ == "scheduled") return Arrivals::scheduled(1 / rate, 1, 1 / rate);
    if (pattern_ == "queue") {
      const double backlog = std::max(1.0, std::ceil(rate * hour));
      in_.note("backlog", number_text(backlog), "the messages of an hour, all at once each hour");
      return Arrivals::scheduled(hour, static_cast<std::uint64_t>(backlog));
    }
    if (pattern_ == "periodic") {
      const double peak = peak_times(rate, peak_of_periodic);
      return Arrivals::periodic(rate, std::clamp(peak - 1, 0.0, 1.0), seconds_a_day);
    }
    if (pattern_ == "bursty") {
      const double peak = std::max(1.01, peak_times(rate, peak_of_bursty));
      const double share = (1 - between_bursts) / (peak - between_bursts);
      in_.note("burst", seconds_text(burst), "stands for `for minutes`; half of the average between two");
      return Arrivals::bursty(rate * between_bursts, rate * peak, burst * (1 - share) / share, burst);
    }
    if (pattern_ == "spiky") {
      double peak = peak_of_spiky;
      if (const auto idle = in_.fact("traffic.idle", millionths); idle && *idle < 1)
        peak = 1 / (1 - *idle);
      else
        peak = std::max(1.01, peak_times(rate, peak_of_spiky));
      in_.note("spike", seconds_text(spike), "stands for `idle, then`; nothing between two");
      return Arrivals::bursty(0, rate * peak, spike * (peak - 1), spike);
    }
    return Arrivals::poisson(rate);  // steady, rare
  }

  double peak_times(double rate, double usual) {
    if (const auto peak = in_.fact("traffic.peak", thousandths)) return *peak / rate;
    in_.note("traffic.peak", fmt::format("{} times the average", number_text(usual)),
             fmt::format("stands for {} traffic; state it to be exact", pattern_));
    return usual;
  }

  // --- how long they take ---

  void read_service() {
    if (settings_.trace != nullptr && settings_.trace->has_durations) {
      in_.note("duration", "of each request", settings_.trace_name);
      return;
    }
    const auto typical =
        value(settings_.warm, "warm-service", [&] { return in_.fact("duration.typical", milliseconds); });
    if (!typical || *typical <= 0)
      return fail(
          "how long a request takes is not known",
          "write `duration: 200ms` (or `duration: {typical: 200ms, tail: 2s}`), or give --warm-service");
    const bool may_have_tail = settings_.service.empty() || settings_.service == "log-normal";
    const double tail = may_have_tail ? in_.fact("duration.tail", milliseconds).value_or(0) : 0;
    const bool has_tail = tail > *typical;
    std::string kind = settings_.service;
    if (kind.empty()) kind = has_tail && !settings_.warm ? "log-normal" : "exponential";
    if (kind == "log-normal" && !has_tail)
      return fail(
          "a log-normal time needs a tail that is longer than what is typical",
          "write `duration: {typical: 200ms, tail: 2s}`: the median, and what one in a hundred exceeds");
    in_.note("service", kind,
             !settings_.service.empty() ? "option"
             : kind == "log-normal"     ? "from the median and the tail"
                                        : "duration.tail is not stated; state it to be exact");
    const auto distribution = [&](double mean) {
      return kind == "constant" ? Distribution::constant(mean) : Distribution::exponential(mean);
    };
    warm_ = kind == "log-normal" ? Distribution::lognormal(*typical, tail, 0.99) : distribution(*typical);
    if (const auto cold = value(settings_.cold, "cold-service", [] { return std::optional<double>(); }))
      cold_ = kind == "constant" ? Distribution::constant(*cold) : Distribution::exponential(*cold);
  }

  /// From a request without an instance to its first line.
  double read_start(bool low_end) {
    if (settings_.start) return *value(settings_.start, "start", [] { return std::optional<double>(); });
    double start = in_.property("start_time", milliseconds, low_end).value_or(0);
    if (const auto own = in_.fact("startup_time", milliseconds))
      start += *own;
    else
      in_.note("startup_time", "0s", "not stated; what the program itself needs comes on top");
    return start;
  }

  // --- what scales ---

  void make_model(ScalingModel model) {
    if (model == ScalingModel::by_request && pattern_ != "queue") {
      make_per_request();
      return;
    }
    Shared shared;
    shared.service = warm_;
    shared.concurrency = model == ScalingModel::by_request ? 1 : concurrency();
    shared.overlap = *value(settings_.overlap, "overlap", [&] {
      in_.note("overlap", "1", "requests of an instance do not slow each other down; --overlap 0: they do");
      return std::optional(1.0);
    });
    const bool of_pods = model == ScalingModel::horizontal || model == ScalingModel::knative;
    shared.start = read_start(of_pods);
    shared.least = count(settings_.least, "instances", [&] { return counted_fact("scale.min", 0); });
    shared.most = count(settings_.cap, "cap", [&] { return counted_fact("scale.max", UINT64_MAX); });
    if (settings_.per_node) {
      shared.per_node = *settings_.per_node;
      in_.note("pods-per-node", number_text(static_cast<double>(*settings_.per_node)), "option");
      shared.node_start = in_.parameter(ScalingParameter::node_start, milliseconds).value_or(0);
      shared.node_idle = in_.parameter(ScalingParameter::node_idle, milliseconds).value_or(600);
    }
    shared.scaling = scaling_of(model, shared);
    if (pattern_ == "queue") shared.pending_wait = Arrivals::never;
    if (shared.most < shared.least) shared.most = shared.least;
    scenario_.plan.model = shared;
  }

  std::uint32_t concurrency() {
    constexpr std::uint64_t most = 10'000;
    const std::uint64_t number = count(settings_.concurrency, "concurrency", [&] {
      if (const auto stated = in_.fact("concurrency")) return static_cast<std::uint64_t>(*stated);
      return counted_parameter(ScalingParameter::concurrency, 1);
    });
    return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(number, 1, most));
  }

  Scaling scaling_of(ScalingModel model, Shared& shared) {
    const auto duration = [&](ScalingParameter parameter, double otherwise) {
      return in_.parameter(parameter, milliseconds).value_or(otherwise);
    };
    const auto share = [&](ScalingParameter parameter, double otherwise) {
      return in_.parameter(parameter, millionths).value_or(otherwise);
    };
    const auto plain = [&](ScalingParameter parameter, double otherwise) {
      return in_.parameter(parameter, thousandths).value_or(otherwise);
    };
    shared.idle_timeout = 0;
    switch (model) {
      case ScalingModel::by_request:
        shared.starts_for_requests = true;
        shared.idle_timeout = idle_timeout();
        if (!settings_.cap)
          shared.most = std::min(shared.most, counted_parameter(ScalingParameter::most_busy, UINT64_MAX));
        return CloudRunScaling{{1, 1}, false, 10, 10};
      case ScalingModel::cloud_run:
        shared.starts_for_requests = true;
        shared.idle_timeout = idle_timeout();
        shared.pending_wait =
            cloud_run_pending_wait(shared.start, plain(ScalingParameter::pending_starts, 3.5),
                                   duration(ScalingParameter::pending_wait, 10));
        return CloudRunScaling{
            {share(ScalingParameter::cpu_target, 0.6), share(ScalingParameter::concurrency_target, 0.6)},
            shared.overlap < 1,
            duration(ScalingParameter::window, 60),
            duration(ScalingParameter::period, 5)};
      case ScalingModel::knative: {
        const double window = duration(ScalingParameter::window, 60);
        const KnativeScaler::Settings settings{
            share(ScalingParameter::concurrency_target, 0.7) * shared.concurrency, window,
            plain(ScalingParameter::panic_threshold, 2), plain(ScalingParameter::most_up, 1000),
            plain(ScalingParameter::most_down, 2)};
        return KnativeScaling{KnativeScaler(settings), window, duration(ScalingParameter::panic_window, 6),
                              duration(ScalingParameter::period, 2), idle_timeout()};
      }
      case ScalingModel::horizontal:
        shared.least = std::max<std::uint64_t>(1, shared.least);
        return HorizontalScaling{
            HorizontalScaler(
                {share(ScalingParameter::cpu_target, 0.8), share(ScalingParameter::tolerance, 0.1),
                 duration(ScalingParameter::stabilisation, 300), plain(ScalingParameter::most_up, 2),
                 counted_parameter(ScalingParameter::most_added, 4)}),
            duration(ScalingParameter::period, 15)};
      case ScalingModel::fixed:
      case ScalingModel::last: break;
    }
    if (shared.least == 0)
      fail("how many instances run is not known", "write `scale: {min: 2}`, or give --instances 2");
    shared.most = shared.least;
    return FixedScaling{shared.least};
  }

  double idle_timeout() {
    return *value(settings_.idle_timeout, "idle-timeout", [&] {
      return std::optional(in_.parameter(ScalingParameter::idle_timeout, milliseconds).value_or(0));
    });
  }

  void make_per_request() {
    PerRequest model;
    model.warm = warm_;
    model.cold = cold_;
    if (!cold_) model.start = read_start(false);
    model.idle_timeout = idle_timeout();
    model.kept = count(settings_.least, "instances", [&] { return counted_fact("scale.min", 0); });
    model.most_busy = count(settings_.cap, "cap", [&] {
      return std::min(counted_parameter(ScalingParameter::most_busy, UINT64_MAX),
                      counted_fact("scale.max", UINT64_MAX));
    });
    if (settings_.starts) {
      model.starts_per_window = *settings_.starts;
      in_.note("starts", count_text(*settings_.starts), "option");
    } else if (const auto starts = in_.parameter(ScalingParameter::starts_per_window)) {
      model.starts_per_window = static_cast<std::uint64_t>(*starts);
      model.window = in_.parameter(ScalingParameter::start_window, milliseconds).value_or(10);
    }
    scenario_.plan.model = model;
  }

  // --- how much ---

  void set_extent() {
    Plan& plan = scenario_.plan;
    plan.requests = settings_.requests.value_or(UINT64_MAX);
    plan.duration = settings_.duration.value_or(Arrivals::never);
    const double rate = plan.arrivals.mean_rate();
    const bool is_shared = std::holds_alternative<Shared>(plan.model);
    const bool begins_cold = settings_.trace != nullptr || pattern_ == "scheduled" || pattern_ == "queue";
    if (!settings_.requests && !settings_.duration) {
      if (settings_.trace != nullptr) {
        plan.requests = settings_.trace->requests->size() * plan.runs;
      } else if (pattern_ == "periodic" || pattern_ == "queue") {
        // Whole days and hours; of many requests fewer of them.
        constexpr double enough = 1e7;
        plan.duration = pattern_ == "queue" ? hour : seconds_a_day;
        plan.runs = static_cast<std::size_t>(std::clamp(enough / (rate * plan.duration), 4.0, 16.0));
      } else {
        plan.requests = usual_requests;
        if (is_shared) plan.duration = seconds_a_day;
      }
    }
    plan.until_done = begins_cold;
    if (begins_cold) return;
    const double each =
        std::min(plan.duration, static_cast<double>(plan.requests) / static_cast<double>(plan.runs) / rate);
    const double idle = is_shared ? std::max(600.0, std::get<Shared>(plan.model).idle_timeout)
                                  : std::get<PerRequest>(plan.model).idle_timeout;
    const double settles = idle + 20 * warm_.mean();
    plan.warm_up = std::clamp(each, settles, std::max(settles, 10 * idle));
  }

  const rules::RuleSet& rules_;
  unsigned offering_;
  const Settings& settings_;
  Scenario scenario_;
  Inputs in_;
  std::string_view pattern_;
  Distribution warm_ = Distribution::constant(0);
  std::optional<Distribution> cold_;
};

}  // namespace

Scenario make_scenario(const rules::RuleSet& rules, unsigned offering, const WorkloadReport& workload,
                       const Settings& settings) {
  return Builder(rules, offering, workload, settings).build();
}

}  // namespace placer::traffic
