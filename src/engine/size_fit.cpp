// A need is rounded up to the smallest value of a row that holds it.
#include "engine/size_fit.hpp"

#include "rules/terms.hpp"

#include <algorithm>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Truth;
using rules::Wide;

/// The least value of a row's range that is at least `need`; no_size if there is none.
std::int64_t round_up(std::int64_t need, const Interval& range, std::int64_t step) {
  if (need <= range.low) return range.low;
  if (range.high == unbounded || need > range.high) return no_size;
  const std::int64_t rounded = range.low + (need - range.low + step - 1) / step * step;
  return rounded <= range.high ? rounded : range.high;
}

/// Whether a row's set has one of the names that will do. While nobody knows which will, it may, if it has
/// any of those that are left; the fact is then among `needs`.
Truth matches(std::uint64_t row, const Slot& slot, FactSet& needs) {
  if (row == 0) return Truth::yes;
  const auto names = static_cast<std::uint64_t>(slot.value.low);
  if (slot.known) return (row & names) != 0 ? Truth::yes : Truth::no;
  if (names != 0 && (row & names) == 0) return Truth::no;
  needs |= slot.needs;
  return Truth::unknown;
}

/// About what a size costs: list prices ask seven to nine times as much for a vCPU as for a GiB.
std::int64_t weight(const Fit& fit) {
  constexpr std::int64_t bytes_per_milli_cpu = (std::int64_t{8} << 30U) / 1000;
  return fit.memory + fit.cpu * bytes_per_milli_cpu;
}

int lacking(const Fit& fit) { return (fit.cpu == no_size) + (fit.memory == no_size) + (fit.gpu ? 0 : 1); }

}  // namespace

bool surely_has_gpus(const Size& row, const Need& need) {
  if (need.gpu_count.high == 0) return row.gpu_count == 0 || row.node;
  return need.gpu_count.low > 0 && need.gpu_count.high <= row.gpu_count &&
         need.gpu_memory.high <= row.gpu_memory;
}

bool may_have_gpus(const Size& row, const Need& need) {
  if (row.gpu_count == 0 || row.node) {
    if (need.gpu_count.low == 0) return true;
    if (row.gpu_count == 0) return false;
  }
  // Of a card without recorded memory nobody knows that it has too little.
  return need.gpu_count.high > 0 && (row.more_gpus || need.gpu_count.low <= row.gpu_count) &&
         (row.gpu_memory == 0 || need.gpu_memory.low <= row.gpu_memory);
}

Fit fit(const Size& row, std::int64_t cpu, std::int64_t memory, bool has_gpus) {
  Fit result;
  result.gpu = has_gpus;
  if (row.memory_per_vcpu != 0) {
    // Processors follow from the memory: enough memory for both.
    const Wide wide = (Wide{cpu} * row.memory_per_vcpu + 999) / 1000;
    const auto for_cpu = static_cast<std::int64_t>(std::min<Wide>(wide, unbounded));
    result.memory = round_up(std::max(memory, for_cpu), row.memory, row.memory_step);
    if (result.memory != no_size)
      result.cpu = result.memory * 1000 / row.memory_per_vcpu;
    else if (memory <= row.memory.high)
      result.memory = row.memory.high;  // it is the processors that lack
    return result;
  }
  result.cpu =
      row.cpu_kept > 0 && cpu > row.cpu.high - row.cpu_kept ? no_size : round_up(cpu, row.cpu, row.cpu_step);
  result.memory = row.memory_kept > 0 && memory > row.memory.high - row.memory_kept
                      ? no_size
                      : round_up(memory, row.memory, row.memory_step);
  const bool cpu_open = result.cpu == no_size && row.cpu.high == unbounded;
  const bool memory_open = result.memory == no_size && row.memory.high == unbounded;
  result.open = has_gpus && (cpu_open || result.cpu != no_size) && (memory_open || result.memory != no_size);
  return result;
}

Truth has_family(const RuleSet& rules, const Size& row, const std::vector<Slot>& slots, const Need& need,
                 FactSet& needs) {
  if (row.fraction) return Truth::no;
  const Slot& type = slots[rules.known(Known::gpu_type)];
  // Sold by memory: which card it is nobody says, so that only those who take any are certainly served.
  if (row.gpu_count > 0 && row.gpu_families == 0 && need.gpu_count.high > 0) {
    if (type.known && type.value == rules.fact(rules.known(Known::gpu_type)).usual) return Truth::yes;
    if (!type.known) needs |= type.needs;
    return Truth::unknown;
  }
  const bool is_wanted = need.cards.empty() || std::find(need.cards.begin(), need.cards.end(),
                                                         rules.text(row.gpu_card)) != need.cards.end();
  if (row.gpu_count > 0 && !row.node && !is_wanted) return Truth::no;
  return matches(need.gpu_count.high == 0 ? 0 : row.gpu_families, type, needs);
}

Truth eligible(const RuleSet& rules, const Size& row, const std::vector<Slot>& slots, Truth so_far,
               FactSet& needs) {
  return std::min({so_far, matches(row.operating_systems, slots[rules.known(Known::operating_system)], needs),
                   matches(row.architectures, slots[rules.known(Known::architecture)], needs),
                   matches(row.providers, slots[rules.known(Known::providers)], needs)});
}

bool smaller(const Size& a, const Fit& fa, const Size& b, const Fit& fb) {
  const auto gpus = [](const Size& row) {
    const bool known = row.gpu_memory > 0 && row.gpu_memory < unbounded;
    return row.gpu_count * (known ? row.gpu_memory : 1);
  };
  return gpus(a) != gpus(b) ? gpus(a) < gpus(b) : weight(fa) < weight(fb);
}

Distance distance(const Size& row, const Fit& fit, const Need& need, Truth kind) {
  const int lacks = lacking(fit);
  const bool wants_gpus = need.gpu_count.low > 0;
  const std::int64_t count = wants_gpus ? std::min(row.gpu_count, need.gpu_count.low) : 0;
  return Distance(kind == Truth::no, lacks, -count, wants_gpus ? -row.gpu_memory : 0,
                  lacks > 0 && (fit.gpu || !wants_gpus) ? -row.memory.high : row.memory.high);
}

bool sells(const RuleSet& rules, const Size& row, const Situation& situation) {
  const auto is_of = [&](Known known, Origin origin) {
    const Fact* fact = situation.stated(rules.known(known));
    return fact != nullptr && fact->origin == origin;
  };
  const auto is_set = [&](Known known) {
    return is_of(known, Origin::stated) || is_of(known, Origin::assumed);
  };
  const bool any_set = is_set(Known::cpu) || is_set(Known::memory);
  const auto exact = [&](Known known, const Interval& range, std::int64_t step) {
    const Fact* fact = situation.stated(rules.known(known));
    const bool counts = is_set(known) || (any_set && is_of(known, Origin::platform_default));
    if (!counts || !fact->value.is_point()) return true;  // a sum of several settings is none
    const std::int64_t value = fact->value.low;
    return value >= range.low && value <= range.high && (value - range.low) % step == 0;
  };
  return exact(Known::memory, row.memory, row.memory_step) &&
         (row.memory_per_vcpu != 0 || exact(Known::cpu, row.cpu, row.cpu_step));
}

bool is_sold_by_memory(const Size& row) {
  return row.gpu_count > 0 && row.gpu_families == 0 && row.gpu_memory > 0;
}

std::optional<std::int64_t> card_memory_set(const RuleSet& rules, const Situation& situation) {
  const Fact* memory = situation.stated(rules.known(Known::gpu_memory));
  const bool is_set = memory != nullptr && memory->value.is_point() &&
                      (memory->origin == Origin::stated || memory->origin == Origin::assumed);
  const bool wanted = situation.slots()[rules.known(Known::gpu_count)].value.low > 0 &&
                      situation.stated(rules.known(Known::gpu_type)) == nullptr;
  return is_set && wanted ? std::optional(memory->value.low) : std::nullopt;
}

}  // namespace placer::engine
