#include "reference/pages.hpp"

#include "reference/table.hpp"
#include "reference/words.hpp"

#include <fmt/core.h>

#include <array>

namespace placer::reference {
namespace {

using rules::Offering;
using rules::OfferingMask;
using rules::Platform;
using rules::RuleSet;

Page facts_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "Facts");
  page.paragraph(
      "What a workload can state, and what placer works out from it. A core fact is asked for when it is "
      "missing; a special one that "
      "nobody stated takes its usual value, if it has one, and is listed as presumed.");
  add_facts(rules, page);
  add_derived(rules, page);
  return page;
}

Page platforms_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "Platforms");
  page.paragraph(
      fmt::format("The platforms of the rule set {}: {}.", code(rules.name()), plain(rules.title())));
  add_comparison(compare(rules), page);
  for (std::size_t i = 0; i < rules.rows<Platform>().size(); ++i)
    add_platform(rules, offerings_of(rules, i), page);
  return page;
}

Page rules_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "Rules");
  page.paragraph(fmt::format("The rules of the rule set {} ({}): {}.", code(rules.name()),
                             plain(rules.date()), plain(rules.title())));
  page.list({{"A limit or requirement rejects what breaks it; a setting is judged only on the offering that "
              "a manifest is written for; "
              "advice warns and never decides."},
             {"What is hard cannot be changed. A quota can be raised on request, and what is configurable "
              "can be set: then the offering "
              "fits with changes."},
             {"A name in brackets stands for the workload's own value."}});
  for (std::size_t i = 0; i < rules.rows<Platform>().size(); ++i) {
    page.heading(2, plain(rules.text(rules.rows<Platform>()[i].name)));
    add_rules(rules, offerings_of(rules, i), page);
  }
  add_shared_rules(rules, page);
  add_format_rules(rules, page);
  add_claims(rules, page);
  return page;
}

Page machines_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "Machines");
  page.paragraph(
      "Machine types of the providers, with their nominal memory: what offerings without sizes of their own "
      "run on.");
  add_machines(rules, page);
  return page;
}

Page omissions_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "What is not encoded");
  page.paragraph(
      "Limits that the sources state and that no fact of a workload is held against, with the reason why. "
      "What stands neither here nor among the rules was not looked at.");
  add_omissions(rules, page);
  return page;
}

Page pitfalls_page(const RuleSet& rules) {
  Page page;
  page.heading(1, "Pitfalls");
  page.paragraph(
      "Mistakes that people make again and again on these platforms, and the rules that warn of them where a "
      "workload gives reason to. Advice is silent otherwise, and never changes a verdict.");
  add_pitfalls(rules, page);
  return page;
}

struct NamedPage {
  std::string_view name;
  Page (*make)(const RuleSet& rules);
};

constexpr std::array<NamedPage, 6> pages{{{"facts", facts_page},
                                          {"platforms", platforms_page},
                                          {"rules", rules_page},
                                          {"machines", machines_page},
                                          {"not-encoded", omissions_page},
                                          {"pitfalls", pitfalls_page}}};
constexpr std::array<std::string_view, pages.size()> all_names{pages[0].name, pages[1].name, pages[2].name,
                                                               pages[3].name, pages[4].name, pages[5].name};

}  // namespace

std::span<const std::string_view> page_names() { return all_names; }

std::optional<Page> make_page(const RuleSet& rules, std::string_view name) {
  for (const NamedPage& page : pages)
    if (page.name == name) return page.make(rules);
  return std::nullopt;
}

std::optional<Page> make_platform_page(const RuleSet& rules, std::string_view id) {
  OfferingMask offerings = 0;
  const auto platforms = rules.rows<Platform>();
  for (std::size_t i = 0; i < platforms.size(); ++i)
    if (rules.text(platforms[i].id) == id) offerings = offerings_of(rules, i);
  if (const int offering = rules.find_offering(id); offering >= 0) offerings = OfferingMask{1} << offering;
  if (offerings == 0) return std::nullopt;
  Page page;
  add_platform(rules, offerings, page);
  page.heading(3, "Rules");
  add_rule_list(rules, offerings, page);
  page.paragraph(fmt::format("For a rule in full, with its source: {}", code("placer explain ID")));
  return page;
}

std::vector<std::string_view> platform_ids(const RuleSet& rules) {
  std::vector<std::string_view> ids;
  for (const Platform& platform : rules.rows<Platform>()) ids.push_back(rules.text(platform.id));
  for (const Offering& offering : rules.rows<Offering>()) ids.push_back(rules.text(offering.full_id));
  return ids;
}

}  // namespace placer::reference
