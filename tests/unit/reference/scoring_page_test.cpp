// docs/SCORING.md is written by hand; its numbers must be those of the rules.
#include "small.hpp"
#include "support/catch.hpp"

#include <placer/file_reader.hpp>

#include <fmt/core.h>

#include <string>

using namespace placer;

namespace {

std::string scoring_page() {
  DiskReader reader;
  std::string page, error;
  reader.read(PLACER_SOURCE_DIR "/docs/SCORING.md", page, error);
  return page;
}

std::string property_of(const rules::RuleSet& rules, std::string_view key, std::size_t offering) {
  const FactId fact = rules.find_fact(key);
  for (const rules::Property& property : rules.rows<rules::Property>())
    if (property.fact == fact && (property.offerings >> offering & 1U) != 0)
      return format_quantity(property.value, Unit::percent);
  return "none";
}

}  // namespace

TEST_CASE("the scoring page has every criterion with its weight and what it reads") {
  const std::string page = scoring_page();
  const rules::RuleSet rules = test::builtin("current");
  CHECK(rules.rows<rules::Criterion>().size() == 7);
  for (const rules::Criterion& criterion : rules.rows<rules::Criterion>())
    CHECK_THAT(page, test::contains(fmt::format("| `{}` | {} | `{}` |", rules.text(criterion.id),
                                                criterion.weight, rules.text(rules.fact(criterion.of).key))));
}

TEST_CASE("the scoring page has the judgement values of every offering") {
  const std::string page = scoring_page();
  const rules::RuleSet rules = test::builtin("current");
  const auto offerings = rules.rows<rules::Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit)
    CHECK_THAT(page, test::contains(fmt::format("| `{}` | {} | {} |", rules.text(offerings[bit].full_id),
                                                property_of(rules, "operations", bit),
                                                property_of(rules, "portability", bit))));
}
