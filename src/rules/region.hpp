// Names of regions say whose they are: "us-east-1", "us-central1".
#pragma once

#include "rules/rule_set.hpp"

#include <optional>
#include <string_view>

namespace placer::rules {

/// The region itself, a zone of it ("us-east-1a", "us-central1-b") or a place near it ("us-west-2-lax-1a").
bool is_in_region(std::string_view name, std::string_view region);

/// The provider (a bit of the choice `providers`) that names its regions so: the name is one of those in the
/// vocabulary, or differs from one in its first word and its numbers only ("ap-east-2" is like "us-east-1").
/// nullopt for another name.
std::optional<unsigned> provider_of_region(const rules::RuleSet& rules, std::string_view name);

}  // namespace placer::rules
