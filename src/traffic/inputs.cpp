#include "traffic/inputs.hpp"

#include "rules/room.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace placer::traffic {

std::string number_text(double number) { return fmt::format("{:.6g}", number); }

std::string seconds_text(double seconds) {
  if (seconds > 0 && seconds < 1) return fmt::format("{:.4g}ms", seconds * 1000);
  return fmt::format("{:.4g}s", seconds);
}

void Inputs::note(std::string name, std::string value, std::string origin) {
  list_.push_back({std::move(name), std::move(value), std::move(origin)});
}

const FactReport* Inputs::known(std::string_view name) const {
  const auto found = std::find_if(workload_.facts.begin(), workload_.facts.end(),
                                  [&](const FactReport& one) { return one.fact == name; });
  return found == workload_.facts.end() || found->origin == Origin::unresolved ? nullptr : &*found;
}

std::string_view Inputs::offering_name() const {
  return rules_.text(rules_.rows<rules::Offering>()[offering_].full_id);
}

bool Inputs::is_written_for_platform() const {
  const std::string_view own = workload_.target.substr(0, workload_.target.find('/'));
  return !own.empty() && own == offering_name().substr(0, offering_name().find('/'));
}

std::optional<double> Inputs::fact(std::string_view name, double unit) {
  const FactReport* fact = known(name);
  if (fact == nullptr || !fact->amount.interval || fact->origin == Origin::presumed) return std::nullopt;
  const Interval value = *fact->amount.interval;
  if (value.high == unbounded) return std::nullopt;
  note(std::string(name), fact->amount.text,
       fmt::format("{}{}", to_string(fact->origin), value.is_point() ? "" : ", its middle"));
  return (static_cast<double>(value.low) + static_cast<double>(value.high)) / 2 / unit;
}

void Inputs::note_text(std::string_view name, std::string_view what) {
  const FactReport* fact = known(name);
  if (fact == nullptr || (fact->items.size() != 1 && !fact->amount.interval)) return;
  note(std::string(name), fact->items.empty() ? fact->amount.text : fact->items.front(),
       fmt::format("{}; {}", to_string(fact->origin), what));
}

bool Inputs::is_range(std::string_view name) const {
  const FactReport* fact = known(name);
  return fact != nullptr && fact->amount.interval && !fact->amount.interval->is_point();
}

std::string_view Inputs::choice(std::string_view name) {
  const FactReport* fact = known(name);
  if (fact == nullptr || fact->items.size() != 1) return {};
  note(std::string(name), fact->items.front(), std::string(to_string(fact->origin)));
  return fact->items.front();
}

std::optional<double> Inputs::parameter(rules::ScalingParameter parameter, double unit) {
  const rules::Scaling* row = rules::find_scaling(rules_, offering_, parameter);
  if (row == nullptr) return std::nullopt;
  const rules::Source& source = rules_.rows<rules::Source>()[row->source];
  note(std::string(rules::scaling_names()[static_cast<std::size_t>(parameter)].id), rules::scaling_text(*row),
       rules_.text(source.as_of) == "undated"
           ? fmt::format("{}, undated", offering_name())
           : fmt::format("{}, as of {}", offering_name(), rules_.text(source.as_of)));
  return static_cast<double>(row->value.low) / unit;
}

bool Inputs::has(rules::ScalingParameter parameter) const {
  return rules::find_scaling(rules_, offering_, parameter) != nullptr;
}

std::string_view Inputs::size_name() const {
  const OfferingReport* report = workload_.find(offering_name());
  return report == nullptr || !report->size ? std::string_view() : report->size->name;
}

std::optional<double> Inputs::property(std::string_view name, double unit, bool low_end) {
  const FactId id = rules_.find_fact(name);
  for (const rules::Property& property : rules_.rows<rules::Property>()) {
    if (property.fact != id || (property.offerings >> offering_ & 1U) == 0) continue;
    const auto low = static_cast<double>(property.value.low), high = static_cast<double>(property.value.high);
    const bool is_point = property.value.is_point();
    const double value = (low_end || is_point ? low : low > 0 ? std::sqrt(low * high) : high / 2) / unit;
    note(std::string(name), unit == 1 ? number_text(value) : seconds_text(value),
         fmt::format("{}{}{}", offering_name(),
                     is_point  ? ""
                     : low_end ? ", the low end of "
                               : ", the geometric mean of ",
                     is_point ? "" : format_quantity(property.value, rules_.fact(id).unit)));
    return value;
  }
  return std::nullopt;
}

/// What is known or presumed of a need.
Interval Inputs::need(std::string_view name) const {
  const FactReport* fact = known(name);
  if (fact != nullptr && fact->amount.interval) return *fact->amount.interval;
  for (const PresumedFact& presumed : workload_.presumed)
    if (presumed.fact == name && presumed.amount.interval) return *presumed.amount.interval;
  return {0, unbounded};
}

std::optional<Interval> Inputs::held_by_machine() const {
  const OfferingReport* report = workload_.find(offering_name());
  if (report == nullptr || !report->size) return std::nullopt;
  const SizeInfo& chosen = *report->size;
  for (const rules::Size& size : rules_.rows<rules::Size>()) {
    if (!size.machine || (size.offerings >> offering_ & 1U) == 0 || rules_.text(size.name) != chosen.name ||
        size.memory.high != chosen.memory || size.cpu.high != chosen.cpu)
      continue;
    return rules::held(size, {need("memory"), need("cpu"), need("gpu.count")});
  }
  return std::nullopt;
}

}  // namespace placer::traffic
