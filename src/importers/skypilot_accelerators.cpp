#include "importers/skypilot_accelerators.hpp"

#include "base/text.hpp"
#include "importers/accelerator.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::skypilot {
namespace {

/// A whole number of devices; a part of one takes the whole.
std::int64_t devices(std::string_view text, bool& is_number) {
  QuantityError error;
  const auto milli = compose_cpus(text, error);  // a decimal, in thousandths
  is_number = milli.has_value();
  return milli ? (*milli + 999) / 1000 : 0;
}

/// A slice of a TPU is named with what is in it: of the first generations, of v5p and of 7x, two cores for a
/// chip. One machine has as many chips as `alone`; what is larger spans machines with four each.
/// https://docs.cloud.google.com/tpu/docs/v2, v3, v4, v5p, v5e, v6e and tpu7x.
struct Slice {
  std::string_view generation;
  std::int64_t per_chip, alone;
};
constexpr Slice slices[] = {{"tpu-v2", 2, 4},  {"tpu-v3", 2, 4},  {"tpu-v4", 2, 4},
                            {"tpu-v5p", 2, 4}, {"tpu-v5e", 1, 8}, {"tpu-v5litepod", 1, 8},
                            {"tpu-v6e", 1, 8}, {"tpu-v7x", 2, 4}, {"tpu7x", 2, 4}};
constexpr std::int64_t chips_of_several = 4;

struct Chips {
  std::int64_t of_machine = 0, machines = 1;
};

/// tpu-v5e-8: the name without its number, and the chips; nullopt for what is no slice.
std::optional<Chips> chips(std::string_view name, std::string_view& generation) {
  for (const Slice& slice : slices) {
    if (!name.starts_with(slice.generation)) continue;
    const std::string_view rest = name.substr(slice.generation.size());
    QuantityError error;
    const auto number = rest.starts_with('-') ? whole_number(rest.substr(1), error) : std::nullopt;
    if (!number) continue;
    generation = slice.generation;
    const std::int64_t all = *number / slice.per_chip + (*number % slice.per_chip != 0 ? 1 : 0);
    if (all <= slice.alone) return Chips{all, 1};
    return Chips{chips_of_several, all / chips_of_several + (all % chips_of_several != 0 ? 1 : 0)};
  }
  return std::nullopt;
}

/// Names here are those of cards with the kind of device before them: tpu-v6e.
std::optional<AcceleratorName> find(const rules::RuleSet& rules, std::string_view name) {
  const auto found = find_accelerator(rules, name);
  return found || !name.starts_with("tpu-") ? found : find_accelerator(rules, name.substr(4));
}

}  // namespace

void Accelerators::add_one(std::string_view name, const Value& count) {
  std::int64_t number = 1;
  if (count) {
    bool is_number = false;
    if (count.literal()) number = devices(count.text, is_number);
    if (!is_number) {
      open_count_ = count;
      open_count_.origin = Origin::unresolved;
      if (open_count_.note.empty())
        open_count_.note = fmt::format("`{}` is no number of accelerators", count.text);
      return;
    }
  }
  Value named = count;
  named.text = std::string(name);
  const std::string written = count ? fmt::format("{}:{}", name, count.text) : named.text;
  const std::string lower = to_lower(name);
  std::string_view kind = lower;
  constexpr std::int64_t most = 1'000'000;
  std::int64_t machines = 1;
  // Several slices are several machines at least.
  if (const auto in_slice = chips(lower, kind)) {
    machines = std::min(number, most) * std::min(in_slice->machines, most);
    number = in_slice->of_machine;
  }
  keep({named, written, std::string(kind), number, machines, find(draft_.context().rules, kind)});
}

void Accelerators::add_machine(const Value& type, const rules::Size* machine) {
  if (machine == nullptr && type) {
    open_count_ = type;
  } else if (machine == nullptr || machine->gpu_count == 0) {
    some_without_any_ = true;
  } else {
    machine_ = type.text;
    const std::string_view card = draft_.context().rules.text(machine->gpu_card);
    keep({type, type.text, std::string(card), machine->gpu_count, 1, find(draft_.context().rules, card)});
  }
}

/// The same thing twice is one.
void Accelerators::keep(Alternative one) {
  if (std::none_of(all_.begin(), all_.end(), [&](const Alternative& other) {
        return other.kind == one.kind && other.number == one.number && other.machines == one.machines;
      }))
    all_.push_back(std::move(one));
}

void Accelerators::add_text(const Value& text) {
  if (!text.literal()) {
    if (text) open_count_ = text;
    return;
  }
  const std::size_t colon = text.text.find(':');
  Value count;
  count.where = text.where;
  if (colon != std::string::npos) {
    count.present = true;
    count.text = std::string(trim(std::string_view(text.text).substr(colon + 1)));
  }
  add_one(trim(std::string_view(text.text).substr(0, colon)), count);
}

void Accelerators::add(doc::View accelerators) {
  if (accelerators.is_scalar()) return add_text(literal(accelerators));
  for (const doc::View item : doc::items(accelerators)) add_text(literal(item));
  for (const auto [key, value] : doc::entries(accelerators)) {
    // {A100:8} is a key without a value, {A100: 8} one with.
    if (value.is_null()) {
      add_text(literal(key));
      continue;
    }
    Value count = literal(value);
    count.where = key.where();
    add_one(key.text(), count);
  }
}

std::vector<Accelerators::Alternative> Accelerators::fewest(std::vector<std::string>& left_out) const {
  const auto size = [](const Alternative& one) { return std::pair(one.machines, one.number); };
  const auto least = size(*std::min_element(all_.begin(), all_.end(),
                                            [&](const auto& a, const auto& b) { return size(a) < size(b); }));
  std::vector<Alternative> fewest;
  for (const Alternative& one : all_) {
    if (size(one) == least)
      fewest.push_back(one);
    else
      left_out.push_back(one.written);
  }
  return fewest;
}

std::string Accelerators::describe(const std::vector<Alternative>& needed,
                                   const std::vector<std::string>& left_out) const {
  const std::size_t kinds = needed.size() + (some_without_any_ ? 1 : 0);
  std::string note =
      kinds > 1           ? fmt::format("any one of {} will do", kinds)
      : !left_out.empty() ? needed.front().written
      : !machine_.empty() ? fmt::format("a machine of type {} has it", machine_)
      : needed.front().machines > 1
          ? fmt::format("{} spans {} machines", needed.front().written, needed.front().machines)
          : "";
  if (!left_out.empty()) note += fmt::format("; more than that would do too: {}", join(left_out, ", "));
  return note;
}

/// More of the same card does nothing that fewer do not.
bool Accelerators::some_other_kind(const std::vector<Alternative>& needed) const {
  return std::any_of(all_.begin(), all_.end(), [&](const Alternative& one) {
    return std::none_of(needed.begin(), needed.end(),
                        [&](const Alternative& other) { return other.kind == one.kind; });
  });
}

/// What all alternatives together leave open, for what does not hold the fewest.
void Accelerators::add_otherwise(const Value& said) {
  const rules::RuleSet& rules = draft_.context().rules;
  const auto add = [&](rules::Known known) -> Fact& {
    Fact& fact = draft_.workload().otherwise.emplace_back();
    fact.id = rules.known(known);
    fact.origin = Origin::derived;
    fact.where = said.where;
    fact.note = "one of the alternatives";
    return fact;
  };
  Interval number{some_without_any_ ? 0 : unbounded, 0}, machines{some_without_any_ ? 1 : unbounded, 1};
  AcceleratorSet set(rules);
  bool any_unknown = false;
  for (const Alternative& one : all_) {
    number = {std::min(number.low, one.number), std::max(number.high, one.number)};
    machines = {std::min(machines.low, one.machines), std::max(machines.high, one.machines)};
    any_unknown = any_unknown || !one.found;
    if (one.found) set.add(*one.found);
  }
  add(rules::Known::gpu_count).value = number;
  span_.of_all = machines;
  Fact& type = add(rules::Known::gpu_type);
  if (any_unknown) {
    type.origin = Origin::unresolved;
  } else {
    type.value = {set.families(), set.families()};
    type.texts = set.cards();
  }
  Fact& memory = add(rules::Known::gpu_memory);
  if (any_unknown || set.memory() == 0)
    memory.origin = Origin::unresolved;
  else
    memory.value = {set.memory(), set.memory()};
}

void Accelerators::finish() {
  if (open_count_) return draft_.unresolved("gpu.count", open_count_);
  if (all_.empty()) return draft_.absent({"gpu.count"});
  std::vector<std::string> left_out;
  const std::vector<Alternative> needed = fewest(left_out);
  Value said = needed.front().named;
  said.text.clear();
  said.note = describe(needed, left_out);
  said.origin = said.note.empty() ? Origin::stated : Origin::derived;
  const std::int64_t number = needed.front().number;
  draft_.set("gpu.count", {some_without_any_ ? 0 : number, number}, said.where, said.origin, {}, said.note);
  const std::int64_t machines = needed.front().machines;
  span_ = {{some_without_any_ ? 1 : machines, machines}, {1, 1}, said.where, said.note};
  if (some_other_kind(needed)) add_otherwise(said);
  AcceleratorSet set(draft_.context().rules);
  for (const Alternative& one : needed) {
    if (one.found) {
      set.add(*one.found);
      continue;
    }
    Value open = one.named;
    open.origin = Origin::unresolved;
    open.present = true;
    open.note = fmt::format("`{}` is no accelerator that placer knows", printable(open.text));
    return draft_.unresolved("gpu.type", open);
  }
  draft_.accelerators(set, said);
}

}  // namespace placer::importers::skypilot
