// Names of slices are those of NVIDIA (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/): compute of
// seven parts, and memory. How nodes are labelled:
// https://github.com/NVIDIA/k8s-device-plugin/blob/main/docs/gpu-feature-discovery/README.md and
// https://cloud.google.com/kubernetes-engine/docs/concepts/gpus-sharing.
//
// A card that is cut is chosen because it can be cut. What the pod needs of it is the memory of a slice,
// which a whole card of another kind may have too; so its type is no fact.
#include "importers/kubernetes_slices.hpp"

#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

constexpr std::int64_t parts_of_card = 7;
constexpr std::string_view shared_mark = "-SHARED", slice_mark = "-MIG-", slice_resource = "/mig-";

/// A whole number at the beginning of a text, which then begins behind it; 0 where there is none.
std::int64_t take_number(std::string_view& text) {
  std::int64_t result = 0;
  std::size_t size = 0;
  for (; size < text.size() && size < 4 && text[size] >= '0' && text[size] <= '9'; ++size)
    result = result * 10 + (text[size] - '0');
  text.remove_prefix(size);
  return result;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// "1g.5gb", "1c.3g.20gb", "1g.10gb.me".
std::optional<Slice> read_profile(std::string_view text) {
  Slice slice;
  std::string_view rest = text;
  std::int64_t compute = take_number(rest);
  if (take(rest, "c.")) compute = take_number(rest);
  if (compute < 1 || compute > parts_of_card || !take(rest, "g.")) return std::nullopt;
  const std::int64_t gigabytes = take_number(rest);
  if (gigabytes < 1 || !take(rest, "gb")) return std::nullopt;
  slice.profile = text.substr(0, text.size() - rest.size());
  slice.of_card = parts_of_card / compute;
  slice.memory = gigabytes * 1'000'000'000;
  return slice;
}

/// Facts that a label or a resource gave; what the caller tries stays.
void forget(Draft& draft, std::string_view name) {
  const FactId id = draft.context().rules.find_fact(name);
  std::erase_if(draft.workload().facts,
                [&](const Fact& fact) { return fact.id == id && fact.origin != Origin::assumed; });
}

}  // namespace

std::optional<Slice> slice_of(std::string_view name) {
  for (const std::string_view mark : {slice_mark, slice_resource})
    if (const std::size_t at = name.find(mark); at != name.npos)
      return read_profile(name.substr(at + mark.size()));
  return read_profile(name);
}

std::string_view card_of(std::string_view product) {
  if (is_shared(product)) product.remove_suffix(shared_mark.size());
  return product.substr(0, product.find(slice_mark));
}

bool is_shared(std::string_view product) { return product.ends_with(shared_mark); }

void read_slice(Draft& draft, const Slice& slice, const Value& said) {
  const std::string note = fmt::format("of a slice {}", printable(slice.profile));
  draft.set("gpu.memory", {slice.memory, slice.memory}, said.where, Origin::derived, {}, note);
  draft.set("gpu.shared_by", {1, slice.of_card}, said.where, Origin::derived, {}, note);
}

void Sharing::label(std::string_view key, const Value& value) {
  if (!value.literal()) return;
  if (key == "cloud.google.com/gke-gpu-partition-size" && slice_of(value.text)) slice_ = value;
  if (key == "nvidia.com/gpu.product") {
    if (slice_of(value.text)) slice_ = value;
    if (is_shared(value.text)) shared_ = value;
  }
  if (key == "cloud.google.com/gke-gpu-sharing-strategy") shared_ = value;
  if (key == "nvidia.com/gpu.sharing-strategy" && value.text != "none") shared_ = value;
  if (key == "cloud.google.com/gke-max-shared-clients-per-gpu") most_ = value;
}

void Sharing::apply(Draft& draft) const {
  if (slice_) {
    const Slice slice = *slice_of(slice_.text);
    for (const std::string_view fact : {"gpu.type", "gpu.memory"}) forget(draft, fact);
    draft.workload().maker_types = families_of(draft.context().rules, "nvidia-");
    read_slice(draft, slice, slice_);
    // The devices that are counted are slices, of which a card holds several.
    const Fact* count = draft.find("gpu.count");
    if (count == nullptr || !count->has_value() || count->origin == Origin::assumed) return;
    const Interval slices = count->value;
    const Location where = count->where ? count->where : slice_.where;
    if (slices.high == 0 || slices.high == unbounded) return;
    forget(draft, "gpu.count");
    draft.set(
        "gpu.count", {(slices.low + slice.of_card - 1) / slice.of_card, slices.high}, where, Origin::derived,
        {},
        fmt::format("for {} of {}, of which a card has up to {}", slices.high, slice.profile, slice.of_card));
    return;
  }
  // Slices that a resource counts say nothing of the card that they are cut from either.
  const Fact *by = draft.find("gpu.shared_by"), *memory = draft.find("gpu.memory");
  if (by != nullptr && memory != nullptr && by->where == memory->where) return forget(draft, "gpu.type");
  if (!shared_ && !most_) return;
  const auto most = number(most_);
  draft.set("gpu.shared_by", {1, most && *most > 0 ? *most : unbounded}, (most ? most_ : shared_).where,
            Origin::derived, {}, "containers take turns on a card");
}

}  // namespace placer::importers::kubernetes
