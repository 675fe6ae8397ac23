// The resources of a container that are no amounts of processors, memory or disk: accelerators, and whatever
// else a plugin announces.
#pragma once

#include "importers/draft.hpp"

#include <cstdint>
#include <string_view>

namespace placer::importers::kubernetes {

/// How many of a resource one device has, where that is a part of a device.
struct Parts {
  std::int64_t fewest = 1, most = 1;
  bool of_device() const { return most > 1; }
};

/// A device has at least two NeuronCores (Inferentia2, Trainium) and at most eight (Trainium2):
/// https://awsdocs-neuron.readthedocs-hosted.com/en/latest/about-neuron/arch/index.html
constexpr Parts neuron_cores{2, 8};
/// One device may hold all that are asked for, or each may come from another one.
constexpr Parts any_number{1, unbounded};

/// Cards that containers take turns on, where they are called so.
inline constexpr std::string_view shared_gpu = "nvidia.com/gpu.shared";

/// The resources that are accelerators, and how the names of the families begin that they can be; empty: that
/// says too little.
struct Device {
  std::string_view prefix;  ///< of the name of the resource
  std::string_view families;
  Parts parts = {};
  /// Which of the maker's cards is meant decides whether its memory is enough, so that is asked for.
  bool asks_for_card = false;
};

/// The accelerator that a resource is; null if it is none.
const Device* find_device(std::string_view resource);

/// What Kubernetes refuses of resources that cannot be overcommitted, beside the accelerators: fractions, and
/// requests unlike the limit. What is not complete patches another pod, which may have the limit.
void check_extended(Draft& draft, doc::View requests, doc::View limits, bool complete);

/// Takes devices that a plugin announces beside the accelerators. Huge pages are memory, set aside in
/// advance.
void read_extended(Draft& draft, doc::View requests, doc::View limits);

/// Whether a resource can be an accelerator that is not recorded: one of a maker of them, or called so.
bool may_be_accelerator(std::string_view resource);
/// Whether an amount asks for something. What is filled in elsewhere does.
bool asks_for_some(std::string_view resource, const Value& value);

/// Names of resources that no container can have: those without a domain that Kubernetes does not know.
void check_resource_names(Draft& draft, doc::View resources);
/// The same of a pod as a whole, which has few of them.
void check_pod_resource_names(Draft& draft, doc::View resources);
/// Huge pages of a pod as a whole, against those of its containers.
void check_pod_pages(Draft& draft, doc::View spec);

}  // namespace placer::importers::kubernetes
