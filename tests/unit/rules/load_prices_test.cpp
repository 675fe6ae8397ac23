// Mistakes in price lists, each with what is said of it.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using namespace placer::test;

namespace {

std::string problems(std::string_view entry) {
  return RuleFiles()
      .add("prices.yaml",
           "sources: {page: {title: a page, as_of: undated, checked: 2026-01-02, basis: contract, "
           "confidence: high}}\n"
           "prices:\n  - {id: t, title: time, region: here, unit: s, source: page, " +
               std::string(entry) + "}\n")
      .problems();
}

}  // namespace

TEST_CASE("mistakes in price lists") {
  struct Mistake {
    std::string_view entry, problem;
  };
  const Mistake mistakes[] = {
      {"price: 1USD", "a price needs a `quantity`"},
      {"quantity: [timeout]", "a price has either `price` or `tiers`"},
      {"quantity: [timeout], price: 1USD, tiers: [{price: 1USD}]", "a price has either `price` or `tiers`"},
      {"quantity: [tmeout], price: 1USD",
       "`tmeout` is neither a fact nor a quantity | did you mean `timeout`?"},
      {"quantity: [architecture], price: 1USD", "`architecture` is no quantity"},
      {"quantity: [timeout], price: 1", "a price needs a unit"},
      {"quantity: [timeout], price: timeout", "`timeout` is no amount of money"},
      {"quantity: [timeout], per: [0s], price: 1USD", "a divisor must be positive"},
      {"quantity: [timeout], times: [timeout], price: 1USD", "`timeout` is no share"},
      {"quantity: [timeout], tiers: [{to: 5, price: 1USD}]", "the last tier has no end"},
      {"quantity: [timeout], tiers: [{to: 5, price: 2USD}, {to: 5, price: 1USD}, {price: 1USD}]",
       "tiers stand in growing order"},
      {"quantity: [timeout], tiers: [{to: 5}, {price: 1USD}]", "a tier needs a `price`"},
      {"quantity: [timeout], price: 1USD, free: {source: page}", "a free allowance needs a `quantity`"},
      {"quantity: [timeout], price: 1USD, free: {quantity: 5}", "an entry without a source is not taken"},
      {"quantity: [timeout], price: 1USD, when: timeot > 1s", "timeot"},
  };
  for (const auto& [entry, problem] : mistakes) {
    CAPTURE(entry);
    CHECK_THAT(problems(entry), contains(std::string(problem)));
  }
  CHECK(
      problems("quantity: [timeout, 0..1], per: [1s, memory], times: [50%], price: 0.0000166667USD").empty());
}

TEST_CASE("rows of one line stand together") {
  const std::string row = "region: here, unit: s, quantity: [timeout], price: 1USD, source: page}\n";
  CHECK_THAT(
      RuleFiles()
          .add("prices.yaml",
               "sources: {page: {title: a, as_of: undated, checked: 2026-01-02, basis: contract, confidence: "
               "high}}\nprices:\n  - {id: a, title: a, " +
                   row + "  - {id: b, title: b, " + row + "  - {id: a, title: a, " + row)
          .problems(),
      contains("the rows of `a` must stand behind one another"));
}
