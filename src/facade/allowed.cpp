#include "facade/allowed.hpp"

#include "base/text.hpp"
#include "doc/fields.hpp"
#include "importers/native.hpp"
#include "rules/amend.hpp"
#include "rules/literal.hpp"

#include <algorithm>

namespace placer {
namespace {

using rules::Known;

constexpr doc::FieldContext only_fields{"project", "`only`"};

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// Keeps of the stated what is allowed too; false where that would be nothing, and all stays.
bool narrow_set(const Fact& allowed, Fact& stated) {
  const std::int64_t both = stated.value.low & allowed.value.low;
  if (!stated.has_value() || both == 0) return !stated.has_value();
  stated.value = {both, both};
  return true;
}

bool narrow_texts(const Fact& allowed, Fact& stated) {
  const auto is_out = [&](const std::string& text) { return !contains(allowed.texts, text); };
  if (std::all_of(stated.texts.begin(), stated.texts.end(), is_out)) return stated.texts.empty();
  std::erase_if(stated.texts, is_out);
  return true;
}

std::string shown(const Fact& fact, const rules::RuleSet& rules) {
  return fact.texts.empty() ? rules::format_value(rules::Vocabulary(rules), rules.fact(fact.id), fact.value)
                            : join(fact.texts, ", ");
}

}  // namespace

std::vector<Fact> read_allowed(doc::View only, const rules::RuleSet& rules, DiagnosticSink& sink) {
  const std::size_t before = sink.errors();
  if (!only || !doc::check_keys(only, {"providers", "regions"}, only_fields, sink) || sink.errors() > before)
    return {};
  std::vector<Fact> allowed = importers::read_overlay(only, rules, sink);
  std::erase_if(allowed, [&](const Fact& fact) {
    return !fact.has_value() ||
           (fact.id != rules.known(Known::providers) && fact.id != rules.known(Known::regions));
  });
  return allowed;
}

void narrow(const std::vector<Fact>& allowed, const rules::RuleSet& rules, std::string_view none_left,
            std::string_view elsewhere, Workload& workload) {
  for (const Fact& fact : allowed) {
    const bool is_regions = fact.id == rules.known(Known::regions);
    if (is_regions && !workload.region.empty() && !contains(fact.texts, workload.region))
      workload.violations.push_back(
          {std::string(elsewhere), workload.region_at, workload.region, join(fact.texts, ", ")});
    const auto stated = std::find_if(workload.facts.begin(), workload.facts.end(),
                                     [&](const Fact& one) { return one.id == fact.id; });
    if (stated == workload.facts.end())
      workload.facts.push_back(fact);
    else if (!(is_regions ? narrow_texts(fact, *stated) : narrow_set(fact, *stated)) && !none_left.empty())
      workload.violations.push_back(
          {std::string(none_left), stated->where, shown(*stated, rules), shown(fact, rules)});
  }
}

void hold_target(const std::vector<Fact>& allowed, const rules::RuleSet& rules, Workload& workload) {
  const Fact* target = workload.find(rules.known(Known::target));
  if (!workload.foreign || target == nullptr || target->texts.size() != 1) return;
  const int offering = rules.find_offering(target->texts.front());
  if (offering < 0) return;
  const auto providers =
      static_cast<std::int64_t>(rules.rows<rules::Offering>()[static_cast<std::size_t>(offering)].providers);
  for (const Fact& fact : allowed)
    if (fact.id == rules.known(Known::providers) && providers != 0 && (providers & fact.value.low) == 0)
      workload.violations.push_back(
          {std::string(rules::policy_rule), target->where,
           rules::format_value(rules::Vocabulary(rules), rules.fact(fact.id), {providers, providers}),
           shown(fact, rules)});
}

void show_in_manifest(FileId project, const rules::RuleSet& rules, const Workload& workload,
                      WorkloadReport& report) {
  const Fact* target = workload.find(rules.known(Known::target));
  const bool is_said = target != nullptr && target->where && target->where.file == workload.where.file;
  for (OfferingReport& offering : report.offerings)
    for (Finding& finding : offering.findings)
      if (!finding.places.empty() && finding.places.front().file == project && workload.where.file != project)
        finding.places.insert(finding.places.begin(), is_said ? target->where : workload.where);
}

void hold_to_deployed_region(const rules::RuleSet& rules, Workload& workload) {
  if (workload.region.empty()) return;
  Fact fact;
  fact.id = rules.known(Known::regions);
  fact.texts = {workload.region};
  fact.where = workload.region_at;
  fact.text = workload.region;
  const Fact* stated = workload.find(fact.id);
  if (stated == nullptr || contains(stated->texts, workload.region)) workload.set(std::move(fact));
}

}  // namespace placer
