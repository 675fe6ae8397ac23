#include "traffic/theory.hpp"

#include "traffic/closed_forms.hpp"

#include <algorithm>

namespace placer::traffic {
namespace {

// Where the formulas for cold starts hold: few requests in an idle timeout, or a timeout that is much longer
// than a request.
constexpr double few = 3, much_longer = 30, seldom = 1e-6;
constexpr std::uint64_t most_servers = 1'000'000;

bool is_independent(std::string_view pattern) { return pattern == "steady" || pattern == "rare"; }

/// A request every `gap`. Where times are at random one may still be busy when the next request comes.
void of_schedule(const PerRequest& model, double gap, std::vector<ClosedForm>& forms) {
  const double service = model.warm.mean();
  if (service <= gap && model.kept == 0)
    forms.push_back({"p_cold", cold_of_periodic(gap, service, model.idle_timeout, 2) == 2 ? 1.0 : 0.0,
                     "the same gap between all",
                     model.warm.is_constant() ? "the first one aside"
                                              : "for the same time of all requests, the first one aside"});
}

void of_requests(const PerRequest& model, double rate, std::vector<ClosedForm>& forms) {
  const double warm = model.warm.mean(), cold = model.cold ? model.cold->mean() : warm + model.start;
  const double timeout = model.idle_timeout;
  const double refused = model.most_busy <= most_servers
                             ? erlang_b(rate * warm, static_cast<std::uint32_t>(model.most_busy))
                             : 0;
  if (refused > seldom)
    forms.push_back({"rejected", refused, "Erlang B", "where cold requests take as long as warm ones"});
  if (model.kept > 0 || refused > seldom) return;
  if (rate * timeout < few && timeout > much_longer * warm) {
    forms.push_back({"p_cold", cold_share_at_low_load(rate, warm, timeout), "low load", "to about 1 %"});
  } else if (timeout > much_longer * std::max(warm, cold)) {
    const BirthDeath chain = birth_death(rate, warm, cold, timeout);
    forms.push_back({"p_cold", chain.p_cold, "births and deaths", "to about 20 %"});
    forms.push_back({"instances", chain.alive, "births and deaths", "to about 2 %"});
  }
}

void of_fixed(const Shared& model, double rate, std::vector<ClosedForm>& forms) {
  const std::uint64_t servers = model.least * model.concurrency;
  const double load = rate * model.service.mean();
  if (model.overlap < 1 || servers > most_servers || load >= static_cast<double>(servers)) return;
  forms.push_back({"waited", erlang_c(load, static_cast<std::uint32_t>(servers)), "Erlang C",
                   "for exponential times of requests"});
}

}  // namespace

std::vector<ClosedForm> theory_of(const Plan& plan, std::string_view pattern) {
  std::vector<ClosedForm> forms;
  const double rate = plan.arrivals.mean_rate();
  const auto* by_request = std::get_if<PerRequest>(&plan.model);
  const auto* shared = std::get_if<Shared>(&plan.model);
  if (by_request != nullptr && pattern == "scheduled") of_schedule(*by_request, 1 / rate, forms);
  if (by_request != nullptr && is_independent(pattern)) of_requests(*by_request, rate, forms);
  if (shared != nullptr && is_independent(pattern) && std::holds_alternative<FixedScaling>(shared->scaling))
    of_fixed(*shared, rate, forms);
  return forms;
}

}  // namespace placer::traffic
