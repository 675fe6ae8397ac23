// What starts pods that KEDA scales.
#pragma once

#include "doc/document.hpp"

#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {

struct Events {
  std::string_view trigger;               ///< of the vocabulary; empty: none of a kind that is known
  std::vector<std::string_view> brokers;  ///< of which one sends them; empty: not known
};

/// Of a ScaledObject or a ScaledJob. The first event decides what starts the pods; brokers that differ are
/// not alternatives of each other.
Events events_of(doc::View triggers);

}  // namespace placer::importers::kubernetes
