// Finds sizes. A need is rounded up to the smallest row that holds it. For a need that is an interval, its
// upper end decides whether a row certainly holds it and its lower end whether a row may.
#include "engine/finding.hpp"
#include "engine/placement.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <tuple>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Truth;

constexpr std::int64_t no_size = -1;

/// The least value of a row's range that is at least `need`; no_size if there is none. Beyond the lower end
/// of a range without a published maximum nothing is certain.
std::int64_t round_up(std::int64_t need, const Interval& range, std::int64_t step) {
  if (need <= range.low) return range.low;
  if (range.high == unbounded || need > range.high) return no_size;
  const std::int64_t rounded = range.low + (need - range.low + step - 1) / step * step;
  return rounded <= range.high ? rounded : range.high;
}

/// Whether a row's set has one of the names that will do. While nobody knows which will, it may; the fact is
/// then among `needs`.
Truth matches(std::uint64_t row, const Slot& slot, FactSet& needs) {
  if (row == 0) return Truth::yes;
  if (slot.known) return (row & static_cast<std::uint64_t>(slot.value.low)) != 0 ? Truth::yes : Truth::no;
  needs |= slot.needs;
  return Truth::unknown;
}

struct Need {
  Interval cpu, memory, gpu_count, gpu_memory;
  std::string_view card;  ///< the one that is asked for by name, where its memory is not recorded
};

/// Whether a row has the accelerators: certainly, whatever the need turns out to be, or possibly.
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
  return need.gpu_count.high > 0 && (row.more_gpus || need.gpu_count.low <= row.gpu_count) &&
         need.gpu_memory.low <= row.gpu_memory;
}

/// A row with the values that hold a need, or what it lacks.
struct Fit {
  std::int64_t cpu = no_size, memory = no_size;
  bool gpu = false;
  bool open = false;  // lacks only what has no published maximum
  bool holds() const { return cpu != no_size && memory != no_size && gpu; }
};

Fit fit(const Size& row, std::int64_t cpu, std::int64_t memory, bool has_gpus) {
  Fit result;
  result.gpu = has_gpus;
  if (row.memory_per_vcpu != 0) {
    // Processors follow from the memory: enough memory for both.
    __extension__ using Wide = __int128;
    const Wide wide = (Wide{cpu} * row.memory_per_vcpu + 999) / 1000;
    const auto for_cpu = static_cast<std::int64_t>(std::min<Wide>(wide, unbounded));
    result.memory = round_up(std::max(memory, for_cpu), row.memory, row.memory_step);
    if (result.memory != no_size)
      result.cpu = result.memory * 1000 / row.memory_per_vcpu;
    else if (memory <= row.memory.high)
      result.memory = row.memory.high;  // it is the processors that lack
    return result;
  }
  result.cpu = row.cpu_below && cpu >= row.cpu.high ? no_size : round_up(cpu, row.cpu, row.cpu_step);
  result.memory =
      row.memory_below && memory >= row.memory.high ? no_size : round_up(memory, row.memory, row.memory_step);
  const bool cpu_open = result.cpu == no_size && row.cpu.high == unbounded;
  const bool memory_open = result.memory == no_size && row.memory.high == unbounded;
  result.open = has_gpus && (cpu_open || result.cpu != no_size) && (memory_open || result.memory != no_size);
  return result;
}

/// Whether a row has the wanted family of accelerator, if any is wanted.
Truth has_family(const RuleSet& rules, const Size& row, const std::vector<Slot>& slots, const Need& need,
                 FactSet& needs) {
  if (row.fraction) return Truth::no;
  const Slot& type = slots[rules.known(Known::gpu_type)];
  // Sold by memory: which card it is nobody says, so that only those who take any are certainly served.
  if (row.gpu_count > 0 && row.gpu_families == 0 && need.gpu_count.high > 0) {
    if (type.known && type.value == rules.fact(rules.known(Known::gpu_type)).usual) return Truth::yes;
    needs |= type.needs;
    return Truth::unknown;
  }
  if (row.gpu_count > 0 && !row.node && !need.card.empty() && rules.text(row.gpu_card) != need.card)
    return Truth::no;
  return matches(need.gpu_count.high == 0 ? 0 : row.gpu_families, type, needs);
}

/// Whether a row of this family is of the wanted kind at all: system, architecture, provider.
Truth eligible(const RuleSet& rules, const Size& row, const std::vector<Slot>& slots, Truth family,
               FactSet& needs) {
  return std::min({family, matches(row.operating_systems, slots[rules.known(Known::operating_system)], needs),
                   matches(row.architectures, slots[rules.known(Known::architecture)], needs),
                   matches(row.providers, slots[rules.known(Known::providers)], needs)});
}

/// Whether the workload says that an instance is to serve several requests at a time.
bool serves_several(const RuleSet& rules, const Situation& situation) {
  const Fact* concurrency = situation.stated(rules.known(Known::concurrency));
  return concurrency != nullptr && concurrency->value.low > 1;
}

/// Whether nobody stated a need, so that its usual value stands for it.
bool is_presumed(const RuleSet& rules, const Situation& situation, FactId fact) {
  return rules.fact(fact).kind == rules::FactKind::vocabulary && situation.slots()[fact].known &&
         situation.stated(fact) == nullptr;
}

/// The card, or what is known where cards have no names.
std::string gpu_name(const RuleSet& rules, const Size& row) {
  if (row.gpu_families != 0) return std::string(rules.text(row.gpu_card));
  return row.gpu_memory == unbounded ? "GPU" : "GPU of " + format_approximate(row.gpu_memory, Unit::bytes);
}

std::string describe(const RuleSet& rules, std::int64_t cpu, std::int64_t memory, const Size& row) {
  std::string text = cpu == 0 ? std::string() : format_quantity(cpu, Unit::vcpu) + " vCPU, ";
  text += format_approximate(memory, Unit::bytes);
  if (row.gpu_count > 0) text += fmt::format(", {} x {}", row.gpu_count, gpu_name(rules, row));
  // A size that is named after its card has said its name.
  const bool named = row.name.size > 0 && rules.text(row.name) != rules.text(row.gpu_card);
  return named ? fmt::format("{} ({})", rules.text(row.name), text) : text;
}

/// About what a size costs: list prices ask seven to nine times as much for a vCPU as for a GiB.
std::int64_t weight(const Fit& fit) {
  constexpr std::int64_t bytes_per_milli_cpu = (std::int64_t{8} << 30U) / 1000;
  return fit.memory + fit.cpu * bytes_per_milli_cpu;
}

/// Smaller is better: fewer and smaller accelerators, then memory and processors together.
bool smaller(const Size& a, const Fit& fa, const Size& b, const Fit& fb) {
  const auto gpus = [](const Size& row) {
    const bool known = row.gpu_memory > 0 && row.gpu_memory < unbounded;
    return row.gpu_count * (known ? row.gpu_memory : 1);
  };
  return gpus(a) != gpus(b) ? gpus(a) < gpus(b) : weight(fa) < weight(fb);
}

int lacking(const Fit& fit) { return (fit.cpu == no_size) + (fit.memory == no_size) + (fit.gpu ? 0 : 1); }

/// How far a row is from a need; the least is the nearest: none of another kind, few dimensions that lack; of
/// those the ones with the accelerators, and the smallest that lacks nothing or the largest that does.
using Distance = std::tuple<bool, int, std::int64_t, std::int64_t, std::int64_t>;
Distance distance(const Size& row, const Fit& fit, const Need& need, Truth kind) {
  const int lacks = lacking(fit);
  const bool wants_gpus = need.gpu_count.low > 0;
  const std::int64_t count = wants_gpus ? std::min(row.gpu_count, need.gpu_count.low) : 0;
  return Distance(kind == Truth::no, lacks, -count, wants_gpus ? -row.gpu_memory : 0,
                  lacks > 0 && fit.gpu ? -row.memory.high : row.memory.high);
}

}  // namespace

std::string describe_size(const RuleSet& rules, const Size& row) {
  const std::int64_t memory = row.memory.high == unbounded ? row.memory.low : row.memory.high;
  const std::int64_t most_cpu = row.cpu.high == unbounded ? row.cpu.low : row.cpu.high;
  return describe(rules, row.memory_per_vcpu != 0 ? memory * 1000 / row.memory_per_vcpu : most_cpu, memory,
                  row);
}

/// Whether any machine of any offering is recorded with the wanted card or family.
bool is_recorded(const RuleSet& rules, const std::vector<Slot>& slots, std::string_view card) {
  const Slot& type = slots[rules.known(Known::gpu_type)];
  const auto rows = rules.rows<Size>();
  return std::any_of(rows.begin(), rows.end(), [&](const Size& row) {
    if (!row.machine || row.fraction || row.gpu_count == 0) return false;
    if (!card.empty()) return rules.text(row.gpu_card) == card;
    return type.known && (row.gpu_families & static_cast<std::uint64_t>(type.value.low)) != 0;
  });
}

/// Whether a row sells exactly what the manifest sets. What the platform fills in was not set by anybody; it
/// counts beside what was.
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

void choose_size(const RuleSet& rules, const Situation& situation, Placement& placement) {
  const std::vector<Slot>& slots = situation.slots();
  const auto all = rules.rows<Size>();
  const Size* best = nullptr;
  Fit best_fit;
  const Size* likely = nullptr;  // the smallest that may turn out to hold it
  Fit likely_fit;
  Distance nearest;
  FactSet kinds;  // facts that would tell which rows are of the wanted kind
  bool any = false, maybe = false, points = true, sold = !placement.target;
  Sizing& sizing = placement.sizing;
  const Fact* type = situation.stated(rules.known(Known::gpu_type));
  const std::string_view card =
      type != nullptr && !type->texts.empty() ? std::string_view(type->texts.front()) : std::string_view();
  bool machines = false, family = false;
  for (const Size& row : all) {
    if ((row.offerings >> placement.offering & 1U) == 0) continue;
    any = true;
    const Need need{slots[row.need_cpu].value, slots[row.need_memory].value,
                    slots[rules.known(Known::gpu_count)].value, slots[rules.known(Known::gpu_memory)].value,
                    card};
    if (row.only_if_stated && situation.stated(row.need_cpu) == nullptr) continue;
    if (row.one_at_a_time && serves_several(rules, situation)) continue;
    const Truth accelerator = has_family(rules, row, slots, need, kinds);
    const Truth kind = eligible(rules, row, slots, accelerator, kinds);
    // What is presumed of the processors makes no size larger.
    const bool presumed = is_presumed(rules, situation, row.need_cpu);
    // On a node of a cluster, what is reserved counts, which is the lower end; more is taken where it is
    // free.
    const auto reserved = [&](FactId fact, const Interval& value) {
      return row.node && slots[fact].known ? value.low : value.high;
    };
    const Fit sure = fit(row, presumed ? need.cpu.low : reserved(row.need_cpu, need.cpu),
                         reserved(row.need_memory, need.memory), surely_has_gpus(row, need));
    sold = sold || row.machine || (kind != Truth::no && sells(rules, row, situation));
    if (sure.holds() && kind == Truth::yes) {
      if (best == nullptr || smaller(row, sure, *best, best_fit)) {
        best = &row;
        best_fit = sure;
        points = (presumed || need.cpu.is_point()) && need.memory.is_point() && need.gpu_count.is_point() &&
                 need.gpu_memory.is_point();
      }
      continue;
    }
    const Fit possible = fit(row, need.cpu.low, need.memory.low, may_have_gpus(row, need));
    // With unknown or wide needs a row may still hold them; beyond an unpublished maximum nobody knows.
    if (kind != Truth::no && (possible.holds() || possible.open)) maybe = true;
    if (kind != Truth::no && possible.holds() &&
        (likely == nullptr || smaller(row, possible, *likely, likely_fit))) {
      likely = &row;
      likely_fit = possible;
    }
    machines = machines || row.machine;
    const bool bare = need.gpu_count.low > 0 && row.gpu_count == 0;
    if (bare || accelerator == Truth::no) continue;
    family = family || row.gpu_count > 0;
    const auto far = distance(row, sure, need, kind);
    if (sizing.nearest == nullptr || far < nearest) {
      sizing.nearest = &row;
      nearest = far;
    }
  }
  if (!any) return;
  // Whatever is unknown, what is written is not sold.
  if (best == nullptr && !sold && likely != nullptr) {
    best = likely;
    best_fit = likely_fit;
    points = false;
  }
  if (best != nullptr) {
    sizing.nearest = nullptr;
    SizeInfo size;
    size.name = rules.text(best->name);
    size.cpu = best_fit.cpu;
    size.memory = best_fit.memory;
    size.gpu_count = best->gpu_count;
    size.gpu = rules.text(best->gpu_card);
    size.text = describe(rules, best_fit.cpu, best_fit.memory, *best);
    sizing.chosen = size;
    sizing.row = best;
    sizing.exact = points && !maybe;
    // A need is rounded up elsewhere; on the target it is a setting, taken as it is written.
    sizing.unsold = !sold;
    if (!sold) sizing.outcome = Outcome::fail;
    return;
  }
  // What the manifest's own platform fills in is too much elsewhere, perhaps, but nobody asked for it.
  for (const FactId fact : {rules.known(Known::cpu), rules.known(Known::memory)})
    if (const Fact* stated = situation.stated(fact);
        stated != nullptr && stated->origin == Origin::platform_default && !placement.target) {
      maybe = true;
      sizing.needs.insert(fact);
    }
  // The list of machines is not complete: of a card that none of them has nothing is known. One that only
  // another provider is known to have is not to be had here.
  const Slot& gpus = slots[rules.known(Known::gpu_count)];
  if (machines && !family && gpus.known && gpus.value.low > 0 && !is_recorded(rules, slots, card)) {
    sizing.outcome = Outcome::unknown;
    return;
  }
  sizing.outcome = maybe ? Outcome::unknown : Outcome::fail;
  if (!maybe) return;
  sizing.needs |= kinds;
  for (const FactId fact : {rules.known(Known::cpu), rules.known(Known::memory),
                            rules.known(Known::gpu_count), rules.known(Known::gpu_memory)})
    // What is presumed was no reason, so it is no question either.
    if (!slots[fact].known || (situation.stated(fact) != nullptr && !slots[fact].value.is_point()))
      sizing.needs |= slots[fact].needs;
}

}  // namespace placer::engine
