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

/// A slice of a TPU is named with what is in it: of the first generations, and of v5p, two cores for a chip.
/// https://docs.cloud.google.com/tpu/docs/v4, v5p and v5e.
struct Slice {
  std::string_view generation;
  std::int64_t per_chip;
};
constexpr Slice slices[] = {{"tpu-v2", 2},  {"tpu-v3", 2},        {"tpu-v4", 2}, {"tpu-v5p", 2},
                            {"tpu-v5e", 1}, {"tpu-v5litepod", 1}, {"tpu-v6e", 1}};

/// tpu-v5e-8: the name without its number, and how many chips that are; nullopt for what is no slice.
std::optional<std::int64_t> chips(std::string_view name, std::string_view& generation) {
  for (const Slice& slice : slices) {
    if (!name.starts_with(slice.generation)) continue;
    const std::string_view rest = name.substr(slice.generation.size());
    QuantityError error;
    const auto number = rest.starts_with('-') ? whole_number(rest.substr(1), error) : std::nullopt;
    if (!number) continue;
    generation = slice.generation;
    return (*number + slice.per_chip - 1) / slice.per_chip;
  }
  return std::nullopt;
}

/// Of those that no card is recorded of, all that can be said is that they are TPUs.
std::optional<AcceleratorName> find(const rules::RuleSet& rules, std::string_view name) {
  if (const auto found = find_accelerator(rules, name)) return found;
  if (!name.starts_with("tpu-")) return std::nullopt;
  const auto found = find_accelerator(rules, name.substr(4));
  return found ? found : find_accelerator(rules, "tpu");
}

}  // namespace

void Accelerators::add_one(std::string_view name, const Value& count) {
  if (!where_) where_ = count.where;
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
  const std::string lower = to_lower(name);
  std::string_view kind = lower;
  constexpr std::int64_t most = 1'000'000;
  if (const auto in_slice = chips(lower, kind)) number = std::min(number, most) * std::min(*in_slice, most);
  keep(kind, number, named);
}

void Accelerators::add_machine(const Value& type, const rules::Size* machine) {
  if (machine == nullptr && type) {
    open_count_ = type;
  } else if (machine == nullptr || machine->gpu_count == 0) {
    some_without_any_ = true;
  } else {
    if (!where_) where_ = type.where;
    machine_ = type.text;
    keep(draft_.context().rules.text(machine->gpu_card), machine->gpu_count, type);
  }
}

void Accelerators::keep(std::string_view name, std::int64_t number, const Value& named) {
  names_.insert(fmt::format("{}:{}", name, number));
  count_ = {std::min(count_.low, number), std::max(count_.high, number)};
  const auto found = find(draft_.context().rules, name);
  if (!found) {
    open_type_ = named;
    open_type_.origin = Origin::unresolved;
    open_type_.present = true;
    open_type_.note = fmt::format("`{}` is no accelerator that placer knows", printable(named.text));
    return;
  }
  families_ |= std::int64_t{1} << found->family;
  if (found->memory > 0)
    memory_ = std::min(memory_, found->memory);
  else
    some_without_memory_ = true;
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

void Accelerators::finish() {
  if (open_count_) return draft_.unresolved("gpu.count", open_count_);
  if (names_.empty()) return draft_.absent({"gpu.count"});
  const std::size_t kinds = names_.size() + (some_without_any_ ? 1 : 0);
  if (some_without_any_) count_.low = 0;
  const Origin origin = kinds > 1 || !machine_.empty() ? Origin::derived : Origin::stated;
  const std::string note = kinds > 1          ? fmt::format("any one of {} will do", kinds)
                           : machine_.empty() ? ""
                                              : fmt::format("a machine of type {} has it", machine_);
  draft_.set("gpu.count", count_, where_, origin, {}, note);
  if (open_type_) return draft_.unresolved("gpu.type", open_type_);
  draft_.set("gpu.type", {families_, families_}, where_, origin, {}, note);
  if (!some_without_memory_ && memory_ != unbounded)
    draft_.set("gpu.memory", {memory_, memory_}, where_, Origin::derived, {},
               names_.size() > 1 ? "the memory of the smallest of them" : "the memory of one of them");
}

}  // namespace placer::importers::skypilot
