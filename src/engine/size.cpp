// Finds sizes: every row of the offering is held against the need, once for what is certain and once for what
// may be. For a need that is an interval, its upper end decides whether a row certainly holds it and its
// lower end whether a row may.
#include "base/text.hpp"
#include "engine/finding.hpp"
#include "engine/placement.hpp"
#include "engine/size_fit.hpp"
#include "engine/unrecorded.hpp"
#include "rules/agenda.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace placer::engine {
namespace {

using rules::Known;
using rules::RuleSet;
using rules::Size;
using rules::Slot;
using rules::Truth;

/// Whether an instance may serve one request at a time. Where nobody says how many, only a manifest that is
/// written for the offering asks for that: elsewhere a larger instance that serves several costs less.
bool serves_one(const RuleSet& rules, const Situation& situation, bool is_target) {
  const Fact* concurrency = situation.stated(rules.known(Known::concurrency));
  return concurrency == nullptr ? is_target : concurrency->value.low <= 1;
}

/// Whether nobody stated a need, so that its usual value stands for it.
bool is_presumed(const RuleSet& rules, const Situation& situation, FactId fact) {
  return rules.fact(fact).kind == rules::FactKind::vocabulary && situation.slots()[fact].known &&
         situation.stated(fact) == nullptr;
}

/// The card, or what is known where cards have no names.
std::string gpu_name(const RuleSet& rules, const Size& row) {
  if (row.gpu_families != 0) return std::string(rules.text(row.gpu_card));
  return row.gpu_memory == 0 ? "GPU" : "GPU of " + format_approximate(row.gpu_memory, Unit::bytes);
}

std::string describe(const RuleSet& rules, std::int64_t cpu, std::int64_t memory, const Size& row) {
  std::vector<std::string> parts;
  if (cpu != 0 && (row.memory_per_vcpu != 0 || has_amount(row.cpu)))
    parts.push_back(format_quantity(cpu, Unit::vcpu) + " vCPU");
  // A share of something else may be any number of bytes, which nobody reads.
  constexpr std::int64_t kibibyte = 1024;
  if (has_amount(row.memory))
    parts.push_back(memory % kibibyte == 0 ? format_quantity(memory, Unit::bytes)
                                           : format_approximate(memory, Unit::bytes));
  if (row.gpu_count > 0) parts.push_back(fmt::format("{} x {}", row.gpu_count, gpu_name(rules, row)));
  std::string text = join(parts, ", ");
  // A size that is named after its card has said its name.
  const bool named = row.name.size > 0 && rules.text(row.name) != rules.text(row.gpu_card);
  if (!named) return text;
  return text.empty() ? std::string(rules.text(row.name))
                      : fmt::format("{} ({})", rules.text(row.name), text);
}

/// A row and the values of it that hold the need.
struct Candidate {
  const Size* row = nullptr;
  Fit fit;

  void offer(const Size& other, const Fit& other_fit) {
    if (row == nullptr || smaller(other, other_fit, *row, fit)) *this = {&other, other_fit};
  }
};

/// The search over the rows of one offering, and what it has found so far.
class Search {
 public:
  Search(const RuleSet& rules, const Situation& situation, Placement& placement)
      : rules_(rules),
        situation_(situation),
        slots_(situation.slots()),
        placement_(placement),
        sizing_(placement.sizing),
        sold_(!placement.target),
        pair_sold_(!placement.target) {
    const Fact* type = situation.stated(rules.known(Known::gpu_type));
    if (type != nullptr) cards_ = type->texts;
    if (placement.target) card_memory_ = card_memory_set(rules, situation);
  }

  void consider(const Size& row);
  void conclude();
  /// Whether rows that hold nothing can change nothing any more.
  bool is_settled() const { return best_.row != nullptr && sold_ && (card_sold_ || !card_memory_); }

 private:
  void consider_pair(const Size& row, const Need& need, Truth offered);
  void note_machine(const Size& row, const Fit& possible);
  void keep_nearest(const Size& row, const Fit& sure, const Need& need, Truth accelerator, Truth kind);
  SizeInfo info(const Candidate& candidate) const;
  void note_least();
  void take(const Candidate& candidate, bool exact);
  void leave_open_or_fail();
  bool is_more_than_any_card();
  bool is_to_be_hoped_for() const;
  void note_parts(const Size& row, const Fit& possible, Truth offered);
  bool is_anywhere() const;
  bool may_be_own() const;

  const RuleSet& rules_;
  const Situation& situation_;
  const std::vector<Slot>& slots_;
  Placement& placement_;
  Sizing& sizing_;
  std::span<const std::string> cards_;
  Candidate best_;           // the smallest that certainly holds the need
  Candidate least_;          // the smallest of these for the least that the need may be
  bool best_exact_ = false;  // whether the need is known well enough that it cannot turn out to be smaller
  Candidate likely_;         // the smallest that may turn out to hold it
  Candidate pair_;           // the smallest with the processors and the memory, whatever the accelerator
  Distance nearest_;         // of the nearest that does not
  FactSet kinds_;            // facts that would tell which rows are of the wanted kind
  bool any_ = false;         // whether the offering has sizes
  bool maybe_ = false;       // whether a row may hold the need that does not certainly
  bool open_ = false;        // the same of a row of which nobody published how much that is
  bool sold_;                // whether what a manifest of the offering itself sets is sold
  bool pair_sold_;           // the same of its processors and memory, with whatever accelerator
  std::optional<std::int64_t>
      card_memory_;             // of an accelerator, as a manifest of the offering itself sets it
  bool by_memory_ = false;      // whether accelerators are sold by it
  bool card_sold_ = false;      // with that memory
  bool machines_ = false;       // whether machines are what it has, from a list that is not complete
  bool roomy_ = false;          // whether a machine has the processors and the memory, whatever its kind
  std::uint64_t families_ = 0;  // of the accelerators that machines have
  std::int64_t most_gpus_ = 0;  // of one of them; 0: none of the rows is a machine
  Fit parts_;                   // what of the need some machine of a provider has, if not the same one
  bool any_machine_ = false;    // whether there is one
  bool kind_ = false;           // whether one has the system and the architecture, whatever its accelerator
};

void Search::consider(const Size& row) {
  // What is not sold there at all is no size; limits say where the accelerators are.
  const rules::Result offered = rules::evaluate(rules_, rules_.rows(row.when), slots_);
  if (offered.truth == Truth::no) return;
  any_ = true;
  const Need need{slots_[row.need_cpu].value, slots_[row.need_memory].value,
                  slots_[rules_.known(Known::gpu_count)].value, slots_[rules_.known(Known::gpu_memory)].value,
                  cards_};
  if (row.only_if_stated && situation_.stated(row.need_cpu) == nullptr) return;
  if (row.one_at_a_time && !serves_one(rules_, situation_, placement_.target)) {
    // It does not hold the workload, but it is sold.
    sold_ = sold_ || sells(rules_, row, situation_);
    pair_sold_ = pair_sold_ || sold_;
    return;
  }
  const Truth accelerator = has_family(rules_, row, slots_, need, kinds_);
  const Truth kind = eligible(rules_, row, slots_, std::min(accelerator, offered.truth), kinds_);
  kinds_ |= offered.needs;
  // What is presumed of the processors makes no size larger.
  const bool presumed = is_presumed(rules_, situation_, row.need_cpu);
  // On a node of a cluster, what is reserved counts, which is the lower end; more is taken where it is free.
  const auto reserved = [&](FactId fact, const Interval& value) {
    return row.node && slots_[fact].known ? value.low : value.high;
  };
  const Fit sure = fit(row, presumed ? need.cpu.low : reserved(row.need_cpu, need.cpu),
                       reserved(row.need_memory, need.memory), surely_has_gpus(row, need));
  sold_ = sold_ || row.machine || (kind != Truth::no && sells(rules_, row, situation_));
  if (card_memory_ && is_sold_by_memory(row)) {
    by_memory_ = true;
    card_sold_ = card_sold_ || row.gpu_memory == *card_memory_;
  }
  if (!pair_sold_) consider_pair(row, need, offered.truth);
  if (sure.holds() && kind == Truth::yes) {
    best_.offer(row, sure);
    least_.offer(row, fit(row, need.cpu.low, need.memory.low, true));
    if (best_.row == &row)
      best_exact_ = (!row.node || ((presumed || need.cpu.is_point()) && need.memory.is_point())) &&
                    need.gpu_count.is_point() && need.gpu_memory.is_point();
    return;
  }
  const Fit possible = fit(row, need.cpu.low, need.memory.low, may_have_gpus(row, need));
  // With unknown or wide needs a row may still hold them; beyond an unpublished maximum nobody knows.
  maybe_ = maybe_ || (kind != Truth::no && possible.holds());
  open_ = open_ || (kind != Truth::no && possible.open);
  if (kind != Truth::no && possible.holds()) likely_.offer(row, possible);
  if (need.gpu_count.low > 0 && !row.node) note_machine(row, possible);
  if (placement_.target && row.machine && !row.node) note_parts(row, possible, offered.truth);
  keep_nearest(row, sure, need, accelerator, kind);
}

/// An accelerator that is not to be had here says nothing of the processors and the memory beside it.
void Search::consider_pair(const Size& row, const Need& need, Truth offered) {
  FactSet unused;
  const Truth kind = eligible(rules_, row, slots_, offered, unused);
  pair_sold_ = row.machine || (kind != Truth::no && sells(rules_, row, situation_));
  const Fit pair = fit(row, need.cpu.low, need.memory.low, true);
  if (kind != Truth::no && pair.holds()) pair_.offer(row, pair);
}

void Search::note_machine(const Size& row, const Fit& possible) {
  machines_ = machines_ || row.machine;
  const bool cpu = possible.cpu != no_size || row.cpu.high == unbounded;
  const bool memory = possible.memory != no_size || row.memory.high == unbounded;
  roomy_ = roomy_ || (cpu && memory);
  const Slot& providers = slots_[rules_.known(Known::providers)];
  const bool is_of_another = providers.known && row.providers != 0 &&
                             (row.providers & static_cast<std::uint64_t>(providers.value.low)) == 0;
  if (row.gpu_count == 0 || is_of_another) return;
  families_ |= row.gpu_families;
  most_gpus_ = std::max(most_gpus_, row.more_gpus ? unbounded : row.gpu_count);
}

void Search::note_parts(const Size& row, const Fit& possible, Truth offered) {
  FactSet unused;
  any_machine_ = true;
  kind_ = kind_ || eligible(rules_, row, slots_, offered, unused) != Truth::no;
  parts_.cpu = std::max(parts_.cpu, possible.cpu);
  parts_.memory = std::max(parts_.memory, possible.memory);
  parts_.gpu = parts_.gpu || slots_[rules_.known(Known::gpu_count)].value.low <= row.gpu_count;
}

void Search::keep_nearest(const Size& row, const Fit& sure, const Need& need, Truth accelerator, Truth kind) {
  const bool bare = need.gpu_count.low > 0 && row.gpu_count == 0;
  if (bare || accelerator == Truth::no) return;
  const Distance far = distance(row, sure, need, kind);
  if (sizing_.nearest != nullptr && far >= nearest_) return;
  sizing_.nearest = &row;
  nearest_ = far;
}

SizeInfo Search::info(const Candidate& candidate) const {
  SizeInfo size;
  size.name = rules_.text(candidate.row->name);
  size.cpu = candidate.fit.cpu;
  size.memory = candidate.fit.memory;
  size.gpu_count = candidate.row->gpu_count;
  size.gpu = rules_.text(candidate.row->gpu_card);
  return size;
}

/// It may turn out to be the smallest of those that hold the least, certainly or perhaps.
void Search::note_least() {
  Candidate least = least_;
  if (likely_.row != nullptr) least.offer(*likely_.row, likely_.fit);
  if (least.row == nullptr) return;
  sizing_.least = info(least);
  sizing_.least_row = least.row;
}

void Search::take(const Candidate& candidate, bool exact) {
  const Size& row = *candidate.row;
  sizing_.nearest = nullptr;
  sizing_.chosen = info(candidate);
  sizing_.row = &row;
  sizing_.exact = exact && !maybe_;
  if (!sizing_.exact) note_least();
  // A need is rounded up elsewhere; on the target it is a setting, taken as it is written.
  sizing_.unsold = !sold_ || (by_memory_ && !card_sold_);
  if (sizing_.unsold) sizing_.outcome = Outcome::fail;
}

/// The list of machines is not complete: of a card that none of them has nothing is known but that no machine
/// is larger than those that are recorded, nor has more accelerators.
bool Search::is_to_be_hoped_for() const {
  const Slot& gpus = slots_[rules_.known(Known::gpu_count)];
  return machines_ && roomy_ && gpus.known && gpus.value.low > 0 && gpus.value.low <= most_gpus_ &&
         may_have_unrecorded(rules_, slots_, cards_, families_);
}

/// What is written for a cluster that may be anywhere may run on machines of one's own.
bool Search::is_anywhere() const {
  const FactId id = rules_.known(Known::providers);
  const auto all = static_cast<std::uint64_t>(rules_.fact(id).usual.low);
  return any_machine_ && all == static_cast<std::uint64_t>(slots_[id].value.low) &&
         all == rules_.rows<rules::Offering>()[placement_.offering].providers;
}

/// They may put together what those of the providers have apart. More of anything than any of those has is a
/// mistake sooner than such a machine, and an accelerator with a provider's name is in none.
bool Search::may_be_own() const {
  if (!kind_ || !parts_.holds()) return false;
  const FactId type = rules_.known(Known::gpu_type);
  if (slots_[rules_.known(Known::gpu_count)].value.high == 0 || !slots_[type].known) return true;
  for (const rules::Symbol& family : rules_.rows(rules_.fact(type).symbols)) {
    const std::string_view name = rules_.text(family.name);
    QuantityError error;
    if ((slots_[type].value.low >> family.bit & 1) != 0 &&
        !rules::parse_literal(rules::Vocabulary(rules_), rules_.fact(rules_.known(Known::providers)),
                              name.substr(0, name.find('-')), error))
      return true;
  }
  return false;
}

void Search::leave_open_or_fail() {
  if (!maybe_ && !open_ && is_to_be_hoped_for()) {
    sizing_.outcome = Outcome::unknown;
    sizing_.hoped = true;
    sizing_.needs |= kinds_;
    return;
  }
  // What the manifest's own platform fills in is too much elsewhere, perhaps, but nobody asked for it.
  for (const FactId fact : {rules_.known(Known::cpu), rules_.known(Known::memory)})
    if (const Fact* stated = situation_.stated(fact);
        stated != nullptr && stated->origin == Origin::platform_default && !placement_.target) {
      maybe_ = true;
      sizing_.needs.insert(fact);
    }
  if (!maybe_ && !open_) {
    sizing_.own = is_anywhere();
    sizing_.outcome = sizing_.own && may_be_own() ? Outcome::unknown : Outcome::fail;
    return;
  }
  sizing_.outcome = Outcome::unknown;
  sizing_.needs |= kinds_;
  // What it is that may hold it says what is not known of it.
  if (likely_.row != nullptr && likely_.row->gpu_count > 0) sizing_.nearest = likely_.row;
  const FactId gpu_memory = rules_.known(Known::gpu_memory);
  const bool no_gpu = slots_[rules_.known(Known::gpu_count)].value.high == 0;
  for (const FactId fact :
       {rules_.known(Known::cpu), rules_.known(Known::memory), rules_.known(Known::gpu_count), gpu_memory})
    // What is presumed was no reason, so it is no question either; nor is the memory of no GPU.
    if ((fact != gpu_memory || !no_gpu) &&
        (!slots_[fact].known || (situation_.stated(fact) != nullptr && !slots_[fact].value.is_point())))
      sizing_.needs |= slots_[fact].needs;
}

/// Whether more memory is asked for than the largest card of the wanted type has, wherever it stands.
bool Search::is_more_than_any_card() {
  const Slot &type = slots_[rules_.known(Known::gpu_type)], &count = slots_[rules_.known(Known::gpu_count)];
  if (situation_.stated(rules_.known(Known::gpu_type)) == nullptr || !type.known || count.value.low == 0)
    return false;
  std::int64_t most = 0;
  for (const rules::Accelerator& one : rules_.rows<rules::Accelerator>())
    if ((type.value.low >> one.family & 1) != 0) most = std::max(most, one.most);
  if (most == 0 || slots_[rules_.known(Known::gpu_memory)].value.low <= most) return false;
  sizing_.card_memory = most;
  return true;
}

void Search::conclude() {
  if (!any_) return;
  if (is_more_than_any_card()) {
    sizing_.outcome = Outcome::fail;
    return;
  }
  // A need of which both ends are rounded up to the same size is as good as exact.
  const bool same =
      best_.row == least_.row && best_.fit.cpu == least_.fit.cpu && best_.fit.memory == least_.fit.memory;
  if (best_.row != nullptr) return take(best_, best_exact_ && same);
  // Whatever is unknown, what is written is not sold.
  if (!sold_ && likely_.row != nullptr) return take(likely_, false);
  if (!pair_sold_ && pair_.row != nullptr) return take(pair_, false);
  leave_open_or_fail();
}

}  // namespace

bool has_amount(const Interval& range) { return range.high != unbounded || range.low > 1; }

std::string describe_size(const RuleSet& rules, const Size& row) {
  const std::int64_t memory = row.memory.high == unbounded ? row.memory.low : row.memory.high;
  const std::int64_t most_cpu = row.cpu.high == unbounded ? row.cpu.low : row.cpu.high;
  return describe(rules, row.memory_per_vcpu != 0 ? memory * 1000 / row.memory_per_vcpu : most_cpu, memory,
                  row);
}

std::string size_text(const RuleSet& rules, const Sizing& sizing) {
  return describe(rules, sizing.chosen->cpu, sizing.chosen->memory, *sizing.row);
}

void choose_size(const RuleSet& rules, const Situation& situation, Placement& placement) {
  Search search(rules, situation, placement);
  const auto rows = rules.rows<Size>();
  const auto list = rules.rows(rules::agenda(rules, placement.offering).sizes);
  // Half of all machines have GPUs. Where none are asked for they hold nothing, and come last.
  const bool wants_none = situation.slots()[rules.known(Known::gpu_count)].value.high == 0;
  const auto is_vain = [&](const Size& row) { return wants_none && row.gpu_count > 0 && !row.node; };
  for (const std::uint32_t i : list)
    if (!is_vain(rows[i])) search.consider(rows[i]);
  if (wants_none && !search.is_settled())
    for (const std::uint32_t i : list)
      if (is_vain(rows[i])) search.consider(rows[i]);
  search.conclude();
}

}  // namespace placer::engine
