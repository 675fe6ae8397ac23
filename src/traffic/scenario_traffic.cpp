// When requests come, and how long each takes.
#include "traffic/patterns.hpp"
#include "traffic/scenario_draft.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace placer::traffic {
namespace {

double peak_times(Draft& draft, double rate, double usual) {
  if (const auto peak = draft.in.fact("traffic.peak", thousandths)) return *peak / rate;
  draft.in.note("traffic.peak", fmt::format("{} times the average", number_text(usual)),
                fmt::format("stands for {} traffic; state it to be exact", draft.pattern));
  return usual;
}

Arrivals periodic(Draft& draft, double rate) {
  return Arrivals::periodic(rate, swing_of(peak_times(draft, rate, peak_of_periodic)), rhythm);
}

Arrivals in_turns(const Turns& turns) {
  return Arrivals::bursty(turns.low, turns.high, turns.low_time, turns.high_time);
}

Arrivals bursty(Draft& draft, double rate) {
  const Turns turns = turns_of_bursty(rate, peak_times(draft, rate, peak_of_bursty));
  draft.in.note("burst", seconds_text(burst), "stands for `for minutes`; half of the average between two");
  return in_turns(turns);
}

Arrivals spiky(Draft& draft, double rate) {
  const auto idle = draft.in.fact("traffic.idle", millionths);
  const double times =
      idle && *idle > 0 && *idle < 1 ? 1 / (1 - *idle) : peak_times(draft, rate, peak_of_spiky);
  draft.in.note("spike", seconds_text(spike), "stands for `idle, then`; nothing between two");
  return in_turns(turns_of_spiky(rate, times));
}

Arrivals backlog(Draft& draft, double rate) {
  const double messages = std::max(1.0, std::ceil(rate * backlog_gap));
  draft.in.note("backlog", number_text(messages), "the messages of an hour, all at once each hour");
  return Arrivals::scheduled(backlog_gap, static_cast<std::uint64_t>(messages));
}

/// A schedule that leaves out hours or days has no one gap, and the mean of them is none of them.
Arrivals scheduled(Draft& draft, double rate) {
  if (!draft.settings.rate && draft.in.is_range("traffic.gap"))
    draft.fail("the runs of the schedule are not all the same time apart",
               "give their times with --trace, or --rate for runs that are");
  return Arrivals::scheduled(1 / rate, 1, 1 / rate);
}

Arrivals of_trace(Draft& draft) {
  const Trace& trace = *draft.settings.trace;
  draft.in.note("trace", fmt::format("{} requests", trace.requests->size()),
                draft.settings.trace_name +
                    (trace.is_of_counts
                         ? fmt::format(", those of each {} spread over it evenly", seconds_text(trace.step))
                         : ""));
  return Arrivals::trace(trace.requests);
}

std::optional<double> stated_rate(Draft& draft) {
  // A rate is kept in thousandths; where a number of requests follows from it, that is the more exact one.
  if (const auto monthly = draft.in.fact("traffic.monthly", seconds_of_month)) return monthly;
  return draft.in.fact("traffic.average", thousandths);
}

}  // namespace

Arrivals read_arrivals(Draft& draft) {
  if (draft.settings.trace != nullptr) return of_trace(draft);
  const auto rate = draft.value(draft.settings.rate, "rate", [&] { return stated_rate(draft); });
  if (!rate || *rate <= 0) {
    draft.fail("the rate of requests is not known",
               "write `traffic: {average: 5rps}` (or `monthly: 3000000`), or give --rate or --trace");
    return Arrivals::poisson(1);
  }
  draft.pattern = draft.in.choice("traffic.pattern");
  if (draft.pattern.empty())
    draft.fail("the pattern of traffic is not known",
               "write `traffic: {pattern: steady}` (periodic, bursty, spiky, rare, scheduled or queue)");
  if (draft.pattern == "scheduled") return scheduled(draft, *rate);
  if (draft.pattern == "queue") return backlog(draft, *rate);
  if (draft.pattern == "periodic") return periodic(draft, *rate);
  if (draft.pattern == "bursty") return bursty(draft, *rate);
  if (draft.pattern == "spiky") return spiky(draft, *rate);
  return Arrivals::poisson(*rate);  // steady, rare
}

Service read_service(Draft& draft) {
  const Settings& settings = draft.settings;
  if (settings.trace != nullptr && settings.trace->has_durations) {
    draft.in.note("duration", "of each request", settings.trace_name);
    return {.is_constant = true};
  }
  const auto typical = draft.value(settings.warm, "warm-service",
                                   [&] { return draft.in.fact("duration.typical", milliseconds); });
  if (!typical || *typical <= 0) {
    draft.fail("how long a request takes is not known",
               "write `duration: 200ms` (or `duration: {typical: 200ms, tail: 2s}`), or give --warm-service");
    return {};
  }
  const bool may_have_tail = settings.service.empty() || settings.service == "log-normal";
  const double tail = may_have_tail ? draft.in.fact("duration.tail", milliseconds).value_or(0) : 0;
  const bool has_tail = tail > *typical;
  std::string kind = settings.service;
  if (kind.empty()) kind = has_tail && !settings.warm ? "log-normal" : "exponential";
  if (kind == "log-normal" && !has_tail) {
    draft.fail("a log-normal time needs a tail that is longer than what is typical",
               "write `duration: {typical: 200ms, tail: 2s}`: the median, and what one in a hundred exceeds");
    return {};
  }
  draft.in.note("service", kind,
                !settings.service.empty() ? "option"
                : kind == "log-normal"    ? "from the median and the tail"
                                          : "duration.tail is not stated; state it to be exact");
  Service service{.is_constant = kind == "constant"};
  service.warm =
      kind == "log-normal" ? Distribution::lognormal(*typical, tail, 0.99) : service.like(*typical);
  return service;
}

}  // namespace placer::traffic
