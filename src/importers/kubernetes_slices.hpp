// Slices of cards, and cards that several containers take turns on: what is counted as a device is less than
// a card.
#pragma once

#include "importers/draft.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace placer::importers::kubernetes {

/// A part of a card of NVIDIA's that has memory of its own.
struct Slice {
  std::int64_t of_card = 1;  ///< so many of them one card has at most
  std::int64_t memory = 0;   ///< bytes
  std::string_view profile;  ///< as its maker calls it: `1g.5gb`
};

/// The slice that a resource, a label or the name of a card says: `nvidia.com/mig-1g.5gb`, `1g.5gb`,
/// `A100-SXM4-40GB-MIG-1g.5gb`; nullopt where there is none.
std::optional<Slice> slice_of(std::string_view name);

/// The name of a card without what says that it is cut or shared, and whether it is shared:
/// `Tesla-T4-SHARED`.
std::string_view card_of(std::string_view product);
bool is_shared(std::string_view product);

/// gpu.memory and gpu.shared_by of a slice: what is needed is its memory, on whatever card of NVIDIA's. What
/// `said` it, a resource or a label.
void read_slice(Draft& draft, const Slice& slice, const Value& said);

/// The labels of the nodes that a pod asks for, once all of its facts are read: devices that it counts are
/// slices, or are shared.
class Sharing {
 public:
  /// A label of the node; others say nothing of it.
  void label(std::string_view key, const Value& value);
  void apply(Draft& draft) const;

 private:
  Value slice_, shared_, most_;
};

}  // namespace placer::importers::kubernetes
