// Changes of single values of a rule set, as a project file makes them: rules that are not asked, quotas that
// were raised, weights, the providers and regions that are allowed, the machines of a cluster. They are made
// on the tables, so that a project that only does this pays for no loading.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer::rules {

/// The shape of a machine of a cluster: what pods can have of it.
struct Machine {
  std::int64_t cpu = 0;     ///< milli-vCPU
  std::int64_t memory = 0;  ///< bytes
  std::int64_t gpu_count = 0;
  std::int64_t gpu_memory = 0;      ///< of one GPU, in bytes; 0: nobody says
  std::uint64_t gpu_types = 0;      ///< a set of the choice gpu.type; 0: none, or any
  std::uint64_t architectures = 0;  ///< a set of the choice architecture; 0: any
  std::string text;                 ///< "4 vCPU, 16GiB"
};

/// The check that what a project allows makes of the regions that manifests are deployed to.
inline constexpr std::string_view deployed_region = "project.deployed-region";

/// The check that is violated where its policy allows nothing of what a manifest insists on.
inline constexpr std::string_view policy_rule = "project.policy";
inline constexpr std::string_view project_providers = "project.providers";
inline constexpr std::string_view project_regions = "project.regions";

/// Whether a rule is one that a project file itself brings, which is there once the file is read.
inline bool is_of_project(std::string_view rule) {
  return rule == policy_rule || rule == deployed_region || rule == project_providers ||
         rule == project_regions;
}

/// What a project says that is read in the words of the manifest.
struct Amendments {
  std::vector<Machine> machines;  ///< of its cluster; empty: nothing is said of it
  std::uint64_t providers = 0;    ///< those that are allowed, a set of the choice `providers`; 0: all
  std::vector<std::string> regions;
  Location providers_at, regions_at, cluster_at;
  Location policy_at;  ///< of a policy that allows only some providers or regions; or no place
};

/// The rule set with the changes of a project file: its keys `disable`, `quotas` and `weights`, what it
/// allows, and the machines of its cluster as sizes of kubernetes/generic. What is wrong is reported and left
/// out. The digest becomes that of the rule set and the file.
RuleSet amend(const RuleSet& rules, doc::View project, const Amendments& amendments, const SourceMap& sources,
              DiagnosticSink& sink);

}  // namespace placer::rules
