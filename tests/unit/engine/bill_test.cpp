// Bills: tiers, allowances, shares and what is not known, on a price list of a test's own, where the timeout
// in seconds is how much there is.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using namespace placer::test;

namespace {

constexpr std::string_view source =
    "source: {title: the provider, as_of: 2026-01, checked: 2026-01-02, basis: contract, confidence: high}";

std::string line(std::string_view id, std::string_view more) {
  return "  - {id: " + std::string(id) + ", title: time, region: here, unit: s, " + std::string(more) + ", " +
         std::string(source) + "}\n";
}

rules::RuleSet with(const std::string& lines) {
  return RuleFiles().add("prices.yaml", "prices:\n" + lines).load();
}

Cost bill_of(const rules::RuleSet& rules, const std::string& facts, engine::BillOptions bill = {}) {
  engine::JudgeOptions options;
  options.bills = true;
  options.bill = std::move(bill);
  const WorkloadReport report = judged(rules, facts, options);
  REQUIRE(offering(report, "alpha/one").cost);
  return *offering(report, "alpha/one").cost;
}

constexpr std::int64_t dollar = 1'000'000'000;

const std::string seconds = "quantity: [timeout], per: [1s]";

}  // namespace

TEST_CASE("each tier costs its own price and is a line of its own") {
  const rules::RuleSet rules = with(
      line("t", seconds + ", tiers: [{to: 10, price: 1USD}, {to: 30, price: 0.5USD}, {price: 0.25USD}]"));
  struct Case {
    std::string timeout;
    std::int64_t total;
    std::size_t lines;
  };
  for (const auto& [timeout, total, lines] : {Case{"4s", 4 * dollar, 1}, Case{"10s", 10 * dollar, 1},
                                              Case{"10001ms", 10 * dollar + dollar / 2000, 2},
                                              Case{"30s", 20 * dollar, 2}, Case{"50s", 25 * dollar, 3}}) {
    CAPTURE(timeout);
    const Cost cost = bill_of(rules, "timeout: " + timeout);
    CHECK(cost.total == Interval{total, total});
    CHECK(cost.lines.size() == lines);
  }
}

TEST_CASE("a platform of one's own is billed by what the shipped files work out") {
  const rules::RuleSet rules =
      RuleFiles()
          .add("quantities.yaml",
               "derived:\n  - {id: two_runs, type: duration, summary: s, sum: [timeout, timeout]}\n")
          .add_own(
              "gamma.yaml",
              "platform: gamma\nname: Gamma\nprovider: any\nofferings: [{id: one, name: one, summary: s, "
              "status: settled}]\nprices:\n" +
                  line("t", "quantity: [two_runs], per: [1s], price: 1USD"))
          .load();
  engine::JudgeOptions options;
  options.bills = true;
  const WorkloadReport report = judged(rules, "timeout: 4s", options);
  REQUIRE(offering(report, "gamma/one").cost);
  CHECK(offering(report, "gamma/one").cost->total == Interval{8 * dollar, 8 * dollar});
}

TEST_CASE(
    "what is given away is taken off before the tiers, or is a discount of what it costs at its own price") {
  const std::string tiers = ", tiers: [{to: 10, price: 1USD}, {price: 0.5USD}]";
  const rules::RuleSet quantity =
      with(line("t", seconds + tiers + ", free: {quantity: 4, " + std::string(source) + "}"));
  const rules::RuleSet credit =
      with(line("t", seconds + tiers + ", free: {quantity: 4, credit: 0.5USD, " + std::string(source) + "}"));
  engine::BillOptions free;
  free.free_tier = true;
  CHECK(bill_of(quantity, "timeout: 20s").total.low == 15 * dollar);
  CHECK(bill_of(quantity, "timeout: 20s", free).total.low == 13 * dollar);
  CHECK(bill_of(quantity, "timeout: 3s", free).total.low == 0);
  CHECK(bill_of(credit, "timeout: 20s", free).total.low == 13 * dollar);
  CHECK(bill_of(credit, "timeout: 3s", free).total.low == 1 * dollar);
  CHECK(bill_of(credit, "timeout: 2s", free).total.low == 0);
  const Cost all = bill_of(credit, "timeout: 1s", free);
  CHECK(all.total == Interval{0, 0});
  CHECK(all.lines.front().amount == Interval{-dollar, -dollar});
  const Cost cost = bill_of(credit, "timeout: 20s", free);
  CHECK(cost.lines.front().amount == Interval{-2 * dollar, -2 * dollar});
}

TEST_CASE("amounts are exact fractions, rounded once") {
  // A third of a dollar three times is a dollar.
  const std::string third = "quantity: [timeout], per: [3s], price: 1USD";
  const Cost cost = bill_of(with(line("a", third) + line("b", third) + line("c", third)), "timeout: 1s");
  CHECK(cost.lines.front().amount.low == 333'333'333);
  CHECK(cost.total == Interval{dollar, dollar});
  // Large quantities of small units at small prices.
  const rules::RuleSet large =
      with(line("t", "quantity: [timeout, memory], per: [1s, 1GiB], price: 0.0000166667USD"));
  CHECK(bill_of(large, "timeout: 3650d, memory: 10GiB").total.low == 52'560'105'120'000);
}

TEST_CASE("an interval has a bill at each end, and what is not known leaves it open") {
  const rules::RuleSet rules = with(line("t", seconds + ", price: 0.5USD..1USD"));
  CHECK(bill_of(rules, "timeout: 2s..4s").total == Interval{1 * dollar, 4 * dollar});
  CHECK(bill_of(rules, "timeout: 2s..").total == Interval{1 * dollar, unbounded});
  const Cost open = bill_of(rules, "memory: 1GiB");
  CHECK(open.total == Interval{0, unbounded});
  CHECK(open.missing == std::vector<std::string_view>{"timeout"});
  // Nothing of what nobody knows is nothing.
  CHECK(
      bill_of(with(line("t", "quantity: [timeout, gpu.count], per: [1s], price: 1USD")), "gpu: none").total ==
      Interval{0, 0});
}

TEST_CASE("the first row of an id that applies counts, and where that is open all that may") {
  const std::string rows = line("t", seconds + ", when: \"architecture only [arm64]\", price: 1USD") +
                           line("t", seconds + ", when: \"memory > 1GiB\", price: 2USD") +
                           line("t", seconds + ", price: 3USD");
  const rules::RuleSet rules = with(rows);
  const std::string rest = "timeout: 1s, architecture: ";
  CHECK(bill_of(rules, rest + "arm64").total.low == 1 * dollar);
  CHECK(bill_of(rules, rest + "x86_64, memory: 2GiB").total.low == 2 * dollar);
  CHECK(bill_of(rules, rest + "x86_64, memory: 1GiB").total.low == 3 * dollar);
  CHECK(bill_of(rules, rest + "x86_64").total == Interval{2 * dollar, 3 * dollar});
  CHECK(bill_of(rules, rest + "x86_64").lines.size() == 1);
  // A line that may not be there at all may cost nothing.
  const rules::RuleSet maybe = with(line("t", seconds + ", when: \"memory > 1GiB\", price: 2USD"));
  CHECK(bill_of(maybe, "timeout: 1s").total == Interval{0, 2 * dollar});
}

TEST_CASE("a price may be a fact, a share of the amount be charged, and a contract say another price") {
  const rules::RuleSet rules = with(line("t", seconds + ", times: [15%], price: 2USD"));
  CHECK(bill_of(rules, "timeout: 10s").total.low == 3 * dollar);
  engine::BillOptions own;
  own.prices["t"] = 4'000'000'000'000;
  CHECK(bill_of(rules, "timeout: 10s", own).total.low == 6 * dollar);
  engine::BillOptions year;
  year.months = 12;
  const Cost cost = bill_of(rules, "timeout: 10s", year);
  CHECK(cost.total.low == 36 * dollar);
  CHECK(cost.lines.front().quantity.low == 120'000'000);
}

TEST_CASE("what is more than anyone can count is cut off, and the months of it too") {
  engine::BillOptions years;
  years.months = 1200;
  // 3650 days in milliseconds times 9 EB in bytes, at nine million dollars.
  const rules::RuleSet rules =
      with(line("t", "quantity: [timeout, memory], per: [1ms, 1B], price: 9000000USD"));
  const std::string facts = "timeout: 3650d, memory: 9000000TB";
  for (const engine::BillOptions& options : {engine::BillOptions{}, years}) {
    const Cost cost = bill_of(rules, facts, options);
    CHECK(cost.total == Interval{unbounded, unbounded});
    CHECK(cost.lines.front().quantity == Interval{unbounded, unbounded});
    CHECK(cost.lines.front().amount == Interval{unbounded, unbounded});
  }
  // Large, but not too large, and over what is larger than any product.
  const rules::RuleSet shares =
      with(line("t", "quantity: [timeout], per: [1s], times: [50%, 50%, 50%, 50%, 50%, 50%], price: 640USD"));
  CHECK(bill_of(shares, "timeout: 3650d").total.low == 315'360'000 * (10 * dollar));
  // No more is given back than was spent, however much that may be.
  const rules::RuleSet credit = with(line(
      "t",
      "quantity: [timeout, memory], per: [1ms, 1B], price: 0USD, free: {quantity: 4, credit: 9000000USD, " +
          std::string(source) + "}"));
  engine::BillOptions free = years;
  free.free_tier = true;
  CHECK(bill_of(credit, "timeout: 3650d, memory: 9000000TB", free).total == Interval{0, 0});
}

TEST_CASE("an offering of which no price is recorded has no bill") {
  engine::JudgeOptions options;
  options.bills = true;
  const rules::RuleSet rules = RuleFiles().load();
  const WorkloadReport report = judged(rules, "timeout: 1s", options);
  CHECK(!offering(report, "alpha/one").cost);
}
