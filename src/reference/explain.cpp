#include "reference/explain.hpp"

#include "base/text.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace placer::reference {
namespace {

using rules::Claim;
using rules::Criterion;
using rules::FactRow;
using rules::Group;
using rules::Known;
using rules::Offering;
using rules::Platform;
using rules::Rule;
using rules::RuleSet;

void explain_platform(const RuleSet& rules, std::size_t index, Page& page) {
  const Platform& platform = rules.rows<Platform>()[index];
  page.heading(1, fmt::format("{} (platform)", code(rules.text(platform.id))));
  page.paragraph(plain(rules.text(platform.name)) + '.');
  page.fields({{"providers", names(rules, Known::providers, platform.providers)},
               {"in full", code(fmt::format("placer platforms {}", rules.text(platform.id)))}});
  std::vector<Row> rows{{"Offering", "What it is", "Status"}};
  for (const Offering& offering : rules.rows<Offering>())
    if (offering.platform == index)
      rows.push_back({code(rules.text(offering.full_id)), plain(rules.text(offering.summary)),
                      std::string(to_string(offering.status))});
  page.table(std::move(rows));
}

void explain_offering(const RuleSet& rules, const Offering& offering, Page& page) {
  page.heading(1, fmt::format("{} (offering)", code(rules.text(offering.full_id))));
  page.paragraph(fmt::format("{}, {}: {}.", plain(rules.text(rules.rows<Platform>()[offering.platform].name)),
                             plain(rules.text(offering.name)), plain(rules.text(offering.summary))));
  std::vector<Row> fields{{"status", meaning_of_answer(rules::to_string(offering.status))}};
  if (offering.providers != rules.rows<Platform>()[offering.platform].providers)
    fields.push_back({"provider", names(rules, Known::providers, offering.providers)});
  fields.push_back({"in full", code(fmt::format("placer platforms {}", rules.text(offering.full_id)))});
  page.fields(std::move(fields));
}

void explain_claim(const RuleSet& rules, const Claim& claim, Page& page) {
  page.heading(1, fmt::format("{} (claim of the article)", code(rules.text(claim.id))));
  page.paragraph(plain(fmt::format("\"{}\"", rules.text(claim.claim))));
  std::vector<Row> fields{
      {"about", plain(fmt::format("{}, {}", rules.text(claim.topic), rules.text(claim.platform)))},
      {"status", plain(rules.text(claim.status))},
      {"today", plain(rules.text(claim.current))}};
  std::vector<std::string> ids;
  for (const Rule& rule : rules.rows<Rule>())
    for (const rules::TextRef audit : rules.rows(rule.audit))
      if (rules.text(audit) == rules.text(claim.id)) ids.push_back(code(rules.text(rule.id)));
  if (!ids.empty()) fields.push_back({"encoded by", join(ids, ", ")});
  add_source(rules, claim.source, fields);
  page.fields(std::move(fields));
}

void explain_group(const RuleSet& rules, const Group& group, Page& page) {
  const std::string key(rules.text(group.key));
  page.heading(1, fmt::format("{} (facts)", code(key)));
  page.paragraph(plain(rules.text(group.summary)) + '.');
  std::vector<Row> rows{{"Fact", "Meaning", "How to declare it"}};
  for (const FactRow& fact : rules.rows<FactRow>())
    if (rules.text(fact.key).starts_with(key + '.'))
      rows.push_back(
          {code(rules.text(fact.key)), plain(rules.text(fact.summary)), code(rules.text(fact.how))});
  page.table(std::move(rows));
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> bases{{
    {"vendor-page", "the vendor's page"},
    {"vendor-page-quoted", "the vendor's page as somebody else quotes it, with a date"},
    {"vendor-source", "an interface or repository of the vendor"},
    {"contract", "the documented nature of the platform"},
    {"secondary", "an article or issue of others"},
    {"derived", "computed from what the source says"},
    {"article", "the article as it stands"},
    {"judgement", "placer's judgement"},
    {"none", "not confirmed by a source"},
}};

}  // namespace

void add_source(const RuleSet& rules, std::uint16_t source, std::vector<Row>& fields) {
  const rules::Source& row = rules.rows<rules::Source>()[source];
  const std::string_view url = rules.text(row.url), title = rules.text(row.title);
  fields.push_back({"source", plain(url.empty()     ? title
                                    : title.empty() ? url
                                                    : fmt::format("{} ({})", title, url))});
  // What the project file allows holds as it stands there.
  if (rules.text(row.checked) != "undated") fields.push_back({"dates", dates(rules, row)});
  std::string_view basis = rules.text(row.basis);
  for (const auto& [name, words] : bases)
    if (name == basis) basis = words;
  fields.push_back({"rests on", plain(basis)});
  fields.push_back({"confidence", plain(rules.text(row.confidence))});
}

namespace {

/// What is called so.
bool explain_name(const RuleSet& rules, std::string_view id, rules::OfferingMask on, Page& page) {
  const std::size_t before = page.blocks().size();
  if (const Rule* rule = rules.find_rule(id)) explain_rule(rules, *rule, page);
  if (const FactId fact = rules.find_fact(id); fact != no_fact) explain_fact(rules, fact, on, page);
  for (const Group& group : rules.rows<Group>())
    if (rules.text(group.key) == id) explain_group(rules, group, page);
  const auto platforms = rules.rows<Platform>();
  for (std::size_t i = 0; i < platforms.size(); ++i)
    if (rules.text(platforms[i].id) == id) explain_platform(rules, i, page);
  for (const Offering& offering : rules.rows<Offering>())
    if (rules.text(offering.full_id) == id) explain_offering(rules, offering, page);
  for (const Criterion& criterion : rules.rows<Criterion>())
    if (rules.text(criterion.id) == id || rules.text(criterion.title) == id ||
        (!id.empty() && rules.text(criterion.alias) == id))
      explain_criterion(rules, criterion, page);
  for (const Claim& claim : rules.rows<Claim>())
    if (rules.text(claim.id) == id) explain_claim(rules, claim, page);
  explain_scaling(rules, id, on, page);
  explain_answer(rules, id, page);
  return page.blocks().size() > before;
}

/// What only something else knows by that name: a fact its words ("bursty", "a100"), a rule its quota
/// ("L-B99A9384").
bool explain_part(const RuleSet& rules, std::string_view id, rules::OfferingMask on, Page& page) {
  const std::size_t before = page.blocks().size();
  for (std::size_t fact = 0; fact < rules.rows<rules::FactRow>().size(); ++fact) {
    const auto words = rules.rows(rules.rows<rules::FactRow>()[fact].words);
    if (std::any_of(words.begin(), words.end(),
                    [&](const rules::Word& word) { return rules.text(word.text) == id; }))
      explain_fact(rules, static_cast<FactId>(fact), on, page);
  }
  for (const Rule& rule : rules.rows<Rule>())
    if (!id.empty() && (rules.text(rule.quota_code) == id || rules.text(rule.quota_name) == id))
      explain_rule(rules, rule, page);
  return page.blocks().size() > before;
}

}  // namespace

bool explain(const RuleSet& rules, std::string_view id, Page& page, rules::OfferingMask on) {
  if (explain_name(rules, id, on, page) || explain_part(rules, id, on, page)) return true;
  // "does not fit", as a report says it.
  std::string joined(id);
  std::replace(joined.begin(), joined.end(), ' ', '_');
  return joined != id && explain_name(rules, joined, on, page);
}

std::vector<std::string_view> all_ids(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : rules.rows<Rule>()) ids.push_back(rules.text(rule.id));
  for (const rules::Key& key : rules.rows<rules::Key>()) ids.push_back(rules.text(key.text));
  for (const Group& group : rules.rows<Group>()) ids.push_back(rules.text(group.key));
  for (const Platform& platform : rules.rows<Platform>()) ids.push_back(rules.text(platform.id));
  for (const Offering& offering : rules.rows<Offering>()) ids.push_back(rules.text(offering.full_id));
  for (const Criterion& criterion : rules.rows<Criterion>()) ids.push_back(rules.text(criterion.id));
  for (const Claim& claim : rules.rows<Claim>()) ids.push_back(rules.text(claim.id));
  for (const rules::Scaling& row : rules.rows<rules::Scaling>()) {
    const std::string_view id = rules::scaling_names()[static_cast<std::size_t>(row.parameter)].id;
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  for (const std::string_view word : answer_words()) ids.push_back(word);
  return ids;
}

}  // namespace placer::reference
