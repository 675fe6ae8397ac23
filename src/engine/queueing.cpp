#include "engine/queueing.hpp"

#include "engine/entry.hpp"
#include "engine/modelled.hpp"
#include "rules/scaling.hpp"
#include "traffic/closed_forms.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::ScalingModel;
using rules::Slot;

constexpr std::int64_t most_places = 100'000;  // that a formula goes through

/// A number that somebody states, at least one; nothing where it is usual, a range or open.
std::optional<std::int64_t> stated_count(const RuleSet& rules, std::string_view name,
                                         const std::vector<Slot>& slots) {
  const FactId id = rules.find_fact(name);
  if (id == no_fact) return std::nullopt;
  const Slot& slot = slots[id];
  const bool is_one = slot.known && !slot.presumed && !slot.bounded && slot.value.is_point();
  return is_one && slot.value.low >= 1 ? std::optional(slot.value.low) : std::nullopt;
}

bool is_certain_number(const RuleSet& rules, std::string_view name, const std::vector<Slot>& slots,
                       std::int64_t number) {
  const FactId id = rules.find_fact(name);
  return id != no_fact && slots[id].known && slots[id].value == Interval{number, number};
}

/// As many instances as are stated where none comes or goes.
std::optional<std::int64_t> fixed_instances(const RuleSet& rules, ScalingModel model,
                                            const std::vector<Slot>& slots) {
  const auto least = stated_count(rules, "scale.min", slots), most = stated_count(rules, "scale.max", slots);
  const bool fits =
      model == ScalingModel::fixed || model == ScalingModel::horizontal || model == ScalingModel::knative;
  return fits && least && least == most ? least : std::nullopt;
}

std::optional<std::int64_t> within(std::int64_t instances, std::int64_t each) {
  if (instances > most_places / each) return std::nullopt;
  return instances * each;
}

Interval in_ppm(double low, double high) {
  constexpr double millionths = 1e6;
  if (low == high) return {std::llround(low * millionths), std::llround(low * millionths)};
  return {static_cast<std::int64_t>(std::floor(low * millionths)),
          static_cast<std::int64_t>(std::ceil(high * millionths))};
}

/// Open above where more come than are served.
Interval in_milliseconds(double low, double high) {
  constexpr double milliseconds = 1000, fine = 0.01;
  const auto most = static_cast<double>(unbounded / 2);
  if (low == high && low >= fine && low * milliseconds < most)
    return {std::llround(low * milliseconds), std::llround(low * milliseconds)};
  const double last = std::ceil(high * milliseconds);
  return {static_cast<std::int64_t>(std::floor(std::min(low * milliseconds, most))),
          last < most ? static_cast<std::int64_t>(last) : unbounded};
}

}  // namespace

void enter_queueing(const RuleSet& rules, unsigned offering, std::vector<Slot>& slots) {
  std::optional<std::int64_t> places;
  std::optional<Interval> waited, wait, refused;
  const auto model = rules::scaling_model(rules, offering);
  const auto load = model ? random_load(rules, slots) : std::nullopt;
  if (load && is_certain_number(rules, "is_run", slots, 0)) {
    const double least = load->least_rate * load->least_time, most = load->most_rate * load->most_time;
    if (const auto instances = fixed_instances(rules, *model, slots)) {
      const auto each = stated_count(rules, "per_instance", slots);
      places = each ? within(*instances, *each) : std::nullopt;
      if (places) {
        const auto servers = static_cast<std::uint32_t>(*places);
        waited = in_ppm(traffic::erlang_c(least, servers), traffic::erlang_c(most, servers));
        wait = in_milliseconds(traffic::erlang_c_wait(least, servers, load->least_time),
                               traffic::erlang_c_wait(most, servers, load->most_time));
      }
    } else if (*model == ScalingModel::by_request && is_certain_number(rules, "room_of_each", slots, 1)) {
      const auto most_instances = stated_count(rules, "scale.max", slots);
      places = most_instances ? within(*most_instances, 1) : std::nullopt;
      if (places) {
        const auto servers = static_cast<std::uint32_t>(*places);
        refused = in_ppm(traffic::erlang_b(least, servers), traffic::erlang_b(most, servers));
      }
    }
  }
  const Entry enter{rules, slots, {}};
  enter(Known::modelled_places, places ? std::optional(Interval{*places, *places}) : std::nullopt);
  enter(Known::modelled_waited, waited);
  enter(Known::modelled_wait, wait);
  enter(Known::modelled_refused, refused);
}

}  // namespace placer::engine
