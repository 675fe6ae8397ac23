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

}  // namespace

void Accelerators::add_one(std::string_view name, const Value& count) {
  if (!where_) where_ = count.where;
  ++names_;
  std::int64_t number = 1;
  if (count) {
    bool is_number = false;
    if (count.literal()) number = devices(count.text, is_number);
    if (!is_number) {
      open_ = count;
      open_.origin = Origin::unresolved;
      if (open_.note.empty()) open_.note = fmt::format("`{}` is no number of accelerators", count.text);
      return;
    }
  }
  count_ = {std::min(count_.low, number), std::max(count_.high, number)};
  // TPUs are named with what is of them: tpu-v5e-8 are eight chips.
  const std::string lower = to_lower(name);
  const auto found = find_accelerator(draft_.context().rules, lower.starts_with("tpu-") ? "tpu" : lower);
  if (!found) {
    open_.where = count.where;
    open_.origin = Origin::unresolved;
    open_.present = true;
    open_.text = std::string(name);
    open_.note = fmt::format("`{}` is no accelerator that placer knows", printable(name));
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
    if (text) open_ = text;
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
  if (names_ == 0 && !open_) return draft_.absent({"gpu.count"});
  const Origin origin = names_ > 1 ? Origin::derived : Origin::stated;
  const std::string note = names_ > 1 ? fmt::format("any one of {} will do", names_) : "";
  if (count_.low > count_.high) return draft_.unresolved("gpu.count", open_);
  draft_.set("gpu.count", count_, where_, origin, {}, note);
  if (open_) return draft_.unresolved("gpu.type", open_);
  draft_.set("gpu.type", {families_, families_}, where_, origin, {}, note);
  if (!some_without_memory_ && memory_ != unbounded)
    draft_.set("gpu.memory", {memory_, memory_}, where_, Origin::derived, {},
               names_ > 1 ? "the memory of the smallest of them" : "the memory of one of them");
}

}  // namespace placer::importers::skypilot
