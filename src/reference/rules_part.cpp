// Rules of a platform, the article's claims, what is not encoded, pitfalls, and the machines, as tables.
#include "base/text.hpp"
#include "reference/pages.hpp"
#include "reference/table.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace placer::reference {
namespace {

using rules::Known;
using rules::OfferingMask;
using rules::Rule;
using rules::RuleKind;
using rules::RuleSet;
using rules::Size;

std::string strength(const Rule& rule) {
  const std::string_view kind = kind_of(rule);
  if (rule.kind == RuleKind::advice || rule.kind == RuleKind::size) return std::string(kind);
  return fmt::format("{}, {}", kind, rules::to_string(rule.hardness));
}

/// "Of 3 claims: holds 1, wrong 2.": how often each status is given, in the order of their names.
std::string counted(const RuleSet& rules) {
  std::map<std::string_view, int> counts;
  for (const rules::Claim& claim : rules.rows<rules::Claim>()) ++counts[rules.text(claim.status)];
  std::vector<std::string> parts;
  for (const auto& [status, count] : counts) parts.push_back(fmt::format("{} {}", status, count));
  return fmt::format("Of {} claims: {}.", rules.rows<rules::Claim>().size(), join(parts, ", "));
}

/// The rules that encode a claim.
std::string encoded_by(const RuleSet& rules, const rules::Claim& claim) {
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rows<Rule>())
    for (const rules::TextRef audit : rules.rows(rule.audit))
      if (rules.text(audit) == rules.text(claim.id)) ids.push_back(code(rules.text(rule.id)));
  return join(ids, "\n");
}

/// The rows of the offerings' own rules.
bool stands_under(const Rule& rule, OfferingMask offerings) {
  return !rules::is_of_format(rule) && (rule.offerings & offerings) != 0;
}

/// Whether a rule holds on several platforms, as what is said of something in front of them all.
bool is_shared(const RuleSet& rules, const Rule& rule) {
  return !rules::is_of_format(rule) &&
         (rule.offerings & ~offerings_of(rules, platform_of(rules, rule.offerings))) != 0;
}

/// Whole platforms by their id, else the offerings in full.
std::string shared_names(const RuleSet& rules, OfferingMask offerings) {
  std::vector<std::string_view> names;
  OfferingMask all = 0;
  for (std::size_t i = 0; i < rules.rows<rules::Platform>().size(); ++i) {
    const OfferingMask whole = offerings_of(rules, i);
    all |= whole;
    if ((offerings & whole) == whole) names.push_back(rules.text(rules.rows<rules::Platform>()[i].id));
    for (std::size_t bit = 0; bit < rules.rows<rules::Offering>().size(); ++bit)
      if ((offerings & whole) != whole && (offerings & whole) >> bit & 1U)
        names.push_back(rules.text(rules.rows<rules::Offering>()[bit].full_id));
  }
  return offerings == all ? "all" : join(names, ", ");
}

std::vector<Row> rule_table() {
  return {{"Rule", "What it says", "Condition", "Offerings", "Kind", "Source"}};
}

Row rule_row(const RuleSet& rules, const Rule& rule, std::string offerings) {
  return {code(rules.text(rule.id)),
          plain(message(rules, rule)),
          plain(whole_condition(rules, rule)),
          std::move(offerings),
          strength(rule),
          source(rules, rule.source)};
}

}  // namespace

void add_rules(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows = rule_table();
  for (const Rule& rule : rules.rows<Rule>())
    if (stands_under(rule, offerings) && !is_shared(rules, rule))
      rows.push_back(rule_row(rules, rule, offering_names(rules, rule.offerings & offerings)));
  page.table(std::move(rows));
}

void add_shared_rules(const RuleSet& rules, Page& page) {
  std::vector<Row> rows = rule_table();
  for (const Rule& rule : rules.rows<Rule>())
    if (is_shared(rules, rule)) rows.push_back(rule_row(rules, rule, shared_names(rules, rule.offerings)));
  if (rows.size() == 1) return;
  page.heading(2, "Several platforms");
  page.table(std::move(rows));
}

void add_format_rules(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Rule", "What it says", "Source"}};
  for (const Rule& rule : rules.rows<Rule>())
    if (rules::is_of_format(rule))
      rows.push_back({code(rules.text(rule.id)), plain(message(rules, rule)), source(rules, rule.source)});
  if (rows.size() == 1) return;
  page.heading(2, "Formats");
  page.paragraph("What a format refuses describes nothing, wherever it is to run.");
  page.table(std::move(rows));
}

void add_rule_list(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Rule", "Condition", "Offerings", "Kind"}};
  for (const Rule& rule : rules.rows<Rule>())
    if (stands_under(rule, offerings))
      rows.push_back({code(rules.text(rule.id)), plain(whole_condition(rules, rule)),
                      offering_names(rules, rule.offerings & offerings), strength(rule)});
  page.table(std::move(rows));
}

void add_claims(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Claim", "It says", "Platform", "Status", "Today", "Source", "Rules"}};
  for (const rules::Claim& claim : rules.rows<rules::Claim>())
    rows.push_back({code(rules.text(claim.id)), plain(rules.text(claim.claim)),
                    plain(rules.text(claim.platform)), plain(rules.text(claim.status)),
                    plain(rules.text(claim.current)), source(rules, claim.source), encoded_by(rules, claim)});
  if (rows.size() == 1) return;
  page.heading(2, "The article's table");
  add_comparison(compare(rules), page);
  page.heading(2, "The article's claims");
  page.paragraph("What the article says, word for word, and what is true of it today. " + counted(rules));
  page.table(std::move(rows));
}

void add_omissions(const RuleSet& rules, Page& page) {
  for (std::size_t i = 0; i < rules.rows<rules::Platform>().size(); ++i) {
    const OfferingMask offerings = offerings_of(rules, i);
    std::vector<Row> rows{{"Offerings", "What", "Value", "Why not", "Source"}};
    for (const rules::Omission& one : rules.rows<rules::Omission>())
      if ((one.offerings & offerings) != 0)
        rows.push_back({offering_names(rules, one.offerings), plain(rules.text(one.what)),
                        plain(rules.text(one.value)), plain(rules.text(one.why)), source(rules, one.source)});
    if (rows.size() > 1) page.heading(2, plain(rules.text(rules.rows<rules::Platform>()[i].name)));
    page.table(std::move(rows));
  }
}

void add_pitfalls(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Pitfall", "What happens", "Rules", "What no rule says", "Source"}};
  for (const rules::Pitfall& one : rules.rows<rules::Pitfall>()) {
    std::vector<std::string> ids;
    for (const rules::TextRef id : rules.rows(one.rules)) ids.push_back(code(rules.text(id)));
    rows.push_back({code(rules.text(one.id)), plain(rules.text(one.says)), join(ids, "\n"),
                    plain(rules.text(one.why_not)), source(rules, one.source)});
  }
  page.table(std::move(rows));
}

void add_machines(const RuleSet& rules, Page& page) {
  std::vector<Row> rows{{"Provider", "Type", "vCPU", "Memory", "Architecture", "GPU", "Source"}};
  std::vector<std::tuple<std::uint64_t, std::string_view>> seen;
  for (const Size& size : rules.rows<Size>()) {
    const std::tuple machine(size.providers, rules.text(size.name));
    // Each offering on machines has rows of its own.
    if (size.providers == 0 || std::find(seen.begin(), seen.end(), machine) != seen.end()) continue;
    seen.push_back(machine);
    std::string gpus;
    if (size.gpu_count > 0)
      gpus = fmt::format("{} x {}{}", size.gpu_count, code(rules.text(size.gpu_card)),
                         size.fraction ? " (a part of a card)" : "");
    rows.push_back(
        {names(rules, Known::providers, size.providers), code(rules.text(size.name)),
         code(format_quantity(size.cpu, Unit::vcpu)), code(format_quantity(size.memory, Unit::bytes)),
         names(rules, Known::architecture, size.architectures), std::move(gpus), source(rules, size.source)});
  }
  page.table(std::move(rows));
}

}  // namespace placer::reference
