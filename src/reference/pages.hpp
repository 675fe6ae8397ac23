// The reference pages of a rule set. Everything on them comes from the rule set, in its order, so that equal
// rules give equal pages.
#pragma once

#include "reference/page.hpp"
#include "rules/rule_set.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::reference {

/// "facts", "platforms", "rules", "machines", "not-encoded", "pitfalls".
std::span<const std::string_view> page_names();
/// The page of that name; nullopt if there is none.
std::optional<Page> make_page(const rules::RuleSet& rules, std::string_view name);

/// All about one platform, or with "platform/offering" what concerns that offering; nullopt for another id.
std::optional<Page> make_platform_page(const rules::RuleSet& rules, std::string_view id);
/// The platforms and offerings that have such a page.
std::vector<std::string_view> platform_ids(const rules::RuleSet& rules);

/// The parts that pages are made of. `offerings` are some of one platform.
void add_facts(const rules::RuleSet& rules, Page& page);
void add_derived(const rules::RuleSet& rules, Page& page);
void add_platform(const rules::RuleSet& rules, rules::OfferingMask offerings, Page& page);
void add_scaling(const rules::RuleSet& rules, rules::OfferingMask offerings, Page& page);
void add_sizes(const rules::RuleSet& rules, rules::OfferingMask offerings, Page& page);
void add_rules(const rules::RuleSet& rules, rules::OfferingMask offerings, Page& page);
/// The rules that hold on several platforms, under a heading of their own.
void add_shared_rules(const rules::RuleSet& rules, Page& page);
/// The checks of the formats that manifests are written in, under a heading of their own.
void add_format_rules(const rules::RuleSet& rules, Page& page);
/// Only what they ask for.
void add_rule_list(const rules::RuleSet& rules, rules::OfferingMask offerings, Page& page);
void add_machines(const rules::RuleSet& rules, Page& page);
void add_claims(const rules::RuleSet& rules, Page& page);
void add_omissions(const rules::RuleSet& rules, Page& page);
void add_pitfalls(const rules::RuleSet& rules, Page& page);

/// How a derived fact is worked out: "memory + scratch_disk".
std::string formula(const rules::RuleSet& rules, const rules::Derived& derived);

}  // namespace placer::reference
