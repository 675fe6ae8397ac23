// Which selectors select which pods, without holding each selector against each pod.
#pragma once

#include "importers/kubernetes_workload.hpp"

#include <cstddef>
#include <vector>

namespace placer::importers::kubernetes {

/// For each of the pods, given by their labels, the indices of the selectors that select it, from the lowest.
/// An empty selector selects nothing:
/// that of a Service means that its endpoints are kept by hand.
std::vector<std::vector<std::size_t>> selections(const std::vector<const Labels*>& selectors,
                                                 const std::vector<const Labels*>& pods);

}  // namespace placer::importers::kubernetes
