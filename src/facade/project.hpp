// placer.yaml: what a project says once for all of its manifests.
//
//   cluster:
//     nodes:                               # the shapes of the cluster's machines, as they can be used
//       - {cpu: 4, memory: 16GiB}
//       - {cpu: 8, memory: 32GiB, gpu: {count: 1, type: l4}}
//   exclude: [charts/*/templates, "**/testdata"]    # not to be read; relative to this file
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <string>
#include <vector>

namespace placer {

/// The shape of a machine of the cluster: what pods can have of it.
struct Node {
  std::int64_t cpu = 0;     ///< milli-vCPU
  std::int64_t memory = 0;  ///< bytes
  std::int64_t gpu_count = 0;
  std::uint64_t gpu_types = 0;  ///< a set of the choice gpu.type; 0: none, or any
  std::string text;             ///< "4 vCPU, 16GiB"
};

struct Project {
  std::vector<Node> nodes;           ///< empty: nothing is said of the cluster
  std::vector<std::string> exclude;  ///< good globs (base/glob.hpp)
};

/// Reads a project file. A mistake in it is an error with its place; what is good beside it counts.
Project read_project(const std::string& path, const rules::RuleSet& rules, FileReader& reader,
                     SourceMap& sources, DiagnosticSink& sink);

/// Adds a violation to a workload for Kubernetes that is larger than every node of the cluster. What the
/// workload leaves open fits anywhere.
void check_cluster(const Project& project, const rules::RuleSet& rules, Workload& workload);

}  // namespace placer
