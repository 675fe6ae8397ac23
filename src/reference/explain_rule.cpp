// A rule in full: what it says, what it asks for, how strong it is, where its number comes from and where it
// is written.
#include "base/text.hpp"
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "reference/rule_examples.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <placer/report.hpp>

#include <fmt/core.h>

namespace placer::reference {
namespace {

using rules::FactRow;
using rules::Hardness;
using rules::Node;
using rules::Op;
using rules::Role;
using rules::Rule;
using rules::RuleKind;
using rules::RuleSet;

std::string meaning(Hardness hardness, rules::Role role) {
  switch (hardness) {
    case Hardness::hard: return "hard: it cannot be changed";
    case Hardness::quota:
      return "quota: it can be raised on request, so what breaks only this fits with changes";
    case Hardness::configurable:
      return "configurable: it can be set on the platform, so what breaks only this fits with changes";
    case Hardness::unpublished:
      return rules::Role::advice == role
                 ? "unpublished: nobody says that it works, nor that it does not"
                 : "unpublished: nobody says that it works, nor that it does not; what breaks it is unknown";
  }
  return {};
}

std::string meaning(const Rule& rule) {
  if (rules::is_of_format(rule)) return "judged of the manifest itself, as it is read";
  if (rule.kind == RuleKind::check && rule.role != Role::advice)
    return "judged on the offering that a manifest is written for, as it is read, and with check --require "
           "on others of its "
           "platform";
  if (rule.kind == RuleKind::size)
    return "a need is rounded up to the smallest size that holds it; what none holds does not fit";
  switch (rule.role) {
    case Role::filter: return "may reject a workload";
    case Role::need: return "may reject a workload; warns of what its own manifest sets";
    case Role::setting: return "judged only on the offering that a manifest is written for";
    case Role::advice: return "warns, and never decides";
  }
  return {};
}

/// Just beyond a bound. Counts and processors as such; of others a sum says more than a number with many
/// digits.
std::string beyond(std::int64_t bound, int step, Unit unit) {
  if (unit == Unit::count || unit == Unit::vcpu) return format_quantity(bound + step, unit);
  return fmt::format("{} {} {}", format_quantity(bound, unit), step > 0 ? '+' : '-',
                     format_quantity(1, unit));
}

/// "15min passes, 15min + 1ms fails".
std::string at_the_bound(const RuleSet& rules, const Rule& rule) {
  const Node& node = *comparison(rules, rule);
  const bool negated = is_refusal(rules, rule);
  std::string passes, fails;
  if (node.op == Op::at_most || node.op == Op::at_least) {
    passes = rules::describe_bound(rules, rule);
    if (node.op == Op::at_most)
      fails = beyond(node.bound, 1, rules.fact(node.fact).unit);
    else if (node.bound > 0)
      fails = beyond(node.bound, -1, rules.fact(node.fact).unit);
  } else if (node.op == Op::any_of) {
    passes = one_name(rules, node, !negated);
    fails = one_name(rules, node, negated);
  } else {
    passes = negated ? "any other name"
                     : rules.text(rules.rows<rules::TextRef>()[static_cast<std::size_t>(node.bound)]);
    fails = negated ? rules.text(rules.rows<rules::TextRef>()[static_cast<std::size_t>(node.bound)])
                    : "any other name";
  }
  const bool advises = rule.role == rules::Role::advice;
  const std::string_view verb = rule.hardness != Hardness::unpublished ? "fails"
                                : advises                              ? "is warned of"
                                                                       : "is unknown";
  if (fails.empty()) return passes + " passes";
  return passes.empty() ? fmt::format("{} {}", fails, verb)
                        : fmt::format("{} passes, {} {}", passes, fails, verb);
}

/// "1 and 10 pass, 0 and 11 fail" of a check; what only advises says a word, and nothing fails.
std::string at_the_bounds(const Rule& check) {
  std::vector<std::string> pass, fail;
  if (check.bounds.low != Rule().bounds.low) {
    pass.push_back(format_quantity(check.bounds.low, check.unit));
    fail.push_back(beyond(check.bounds.low, -1, check.unit));
  }
  if (check.bounds.high != unbounded) {
    if (check.bounds.high != check.bounds.low) pass.push_back(format_quantity(check.bounds.high, check.unit));
    fail.push_back(beyond(check.bounds.high, 1, check.unit));
  }
  const auto said = [](const std::vector<std::string>& values, std::string_view verb) {
    return fmt::format("{} {}{}", join(values, " and "), verb,
                       values.size() == 1 ? verb == "pass" ? "es" : "s" : "");
  };
  if (check.role == Role::advice)
    return fmt::format("said of {}, not of {}", join(fail, " and "), join(pass, " and "));
  return fmt::format("{}, {}", said(pass, "pass"), said(fail, "fail"));
}

std::string where(const RuleSet& rules, const Rule& rule) {
  std::vector<std::string_view> ids;
  const auto offerings = rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    if ((rule.offerings >> bit & 1U) != 0) ids.push_back(rules.text(offerings[bit].full_id));
  return join(ids, ", ");
}

/// What the bound is held against.
std::string fact_text(const RuleSet& rules, const Node& node) {
  const FactRow& fact = rules.fact(node.fact);
  return fmt::format("{}: {}", rules.text(fact.key), rules.text(fact.summary));
}

}  // namespace

void explain_rule(const RuleSet& rules, const Rule& rule, Page& page) {
  page.heading(1, fmt::format("{} ({})", code(rules.text(rule.id)), kind_of(rule)));
  page.paragraph(plain(message(rules, rule)) + '.');
  std::vector<Row> fields;
  const auto add = [&](std::string_view label, std::string_view text) {
    if (!text.empty()) fields.push_back({std::string(label), plain(text)});
  };
  const bool advice = rule.kind == RuleKind::advice;
  add(advice ? "said where" : "holds if", condition(rules, rule));
  if (!advice) add("only where", rules::describe(rules, rules.rows(rule.when)));
  if (const Node* node = comparison(rules, rule)) {
    add("fact", fact_text(rules, *node));
    add("bound", rules::describe_bound(rules, rule));
    add("at the bound", at_the_bound(rules, rule));
  } else if (has_bounds(rule)) {
    add("bound", rules::describe_bounds(rule));
    add("at the bound", at_the_bounds(rule));
  } else if (advice || rule.kind == RuleKind::requirement || rule.kind == RuleKind::size) {
    const RuleExamples examples = examples_of(rules, rule);
    add(advice ? "as with" : "passes with", examples.holds);
    add(advice                                   ? "but not with"
        : rule.hardness == Hardness::unpublished ? "unknown with"
                                                 : "fails with",
        examples.fails);
    if (!examples.unsaid.empty()) add("silent", "where nothing is said of " + examples.unsaid);
    if (rule.kind != RuleKind::size && examples.holds.empty() && examples.fails.empty())
      add("example", "none: what no manifest states alone decides");
    if (rule.kind == RuleKind::size && !examples.holds.empty() && examples.fails.empty())
      add("example", "none that fails: one of the sizes has no published end");
  } else if (rule.kind == RuleKind::check && rule.refused.empty()) {
    add("example", "none: what it looks at is no fact, and each format writes it in its own way");
  }
  if (rule.offerings == 0)
    add("strength", "none: it is not asked");
  else if (!advice && !(rule.kind == RuleKind::check && rule.role == Role::advice))
    add("strength", rule.kind == RuleKind::check && rule.hardness == Hardness::configurable
                        ? "configurable: it is mended in the manifest, so what breaks only this fits with "
                          "changes; the gate fails"
                        : meaning(rule.hardness, rule.role));
  add("role", meaning(rule));
  add("applies to", where(rules, rule));
  add("what to do", rules.text(rule.remedy));
  add("quota", Quota{rules.text(rule.quota_name), rules.text(rule.quota_code)}.text());
  add("note", rules.text(rule.note));
  std::vector<std::string_view> claims;
  for (const rules::TextRef claim : rules.rows(rule.audit)) claims.push_back(rules.text(claim));
  add("claims", join(claims, ", "));
  add_source(rules, rule.source, fields);
  add("rule file",
      fmt::format("{}:{}", rules.text(rules.rows<rules::File>()[rule.place.file].path), rule.place.line));
  page.fields(std::move(fields));
  if (rule.kind == RuleKind::size) add_sizes(rules, rule.offerings, page);
}

}  // namespace placer::reference
