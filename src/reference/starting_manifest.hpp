// A native manifest to begin with.
#pragma once

#include "rules/rule_set.hpp"

#include <string>

namespace placer::reference {

/// A name, and each fact of the vocabulary as a line to take the # away from: those that are asked for first,
/// then the others by what they are about, each with what it means and what is presumed of it.
std::string starting_manifest(const rules::RuleSet& rules);

}  // namespace placer::reference
