// Where a workload could move, what stands in the way, and what it would save.
#include "report/move.hpp"

#include "support/catch.hpp"

using namespace placer;

namespace {

OfferingReport offering(std::string_view name, Verdict verdict, Interval dollars) {
  OfferingReport one;
  one.platform = "p";
  one.offering = name;
  one.verdict = verdict;
  one.status = "settled";
  constexpr std::int64_t micro = 1'000'000;
  one.criteria = {
      {"monthly_cost", "", 2, {}, {Interval{dollars.low * micro, dollars.high * micro}, "", ""}, ""}};
  if (verdict == Verdict::does_not_fit) {
    one.findings.emplace_back().message = "too small";
    one.findings.back().outcome = Outcome::fail;
  }
  return one;
}

WorkloadReport workload(std::string_view target, std::string_view chosen, Verdict there = Verdict::fits) {
  WorkloadReport one;
  one.target = target;
  one.recommendation.platform = "p";
  one.recommendation.offering = chosen;
  one.offerings = {offering("a", there, {30, 40}), offering("b", Verdict::fits, {10, 20}),
                   offering("c", Verdict::fits, {25, 35})};
  return one;
}

std::string name(const OfferingReport* one) { return one == nullptr ? "none" : one->id(); }

}  // namespace

TEST_CASE("a workload moves to what is recommended") {
  const WorkloadReport one = workload("p/a", "c");
  const report::Move move = report::move_of(one);
  CHECK(name(move.from) == "p/a");
  CHECK(name(move.to) == "p/c");
  REQUIRE(move.saves);
  CHECK(report::saving_text(*move.saves) == "$5.00 more to $15 less");
  CHECK(report::in_the_way(one, move).empty());
}

TEST_CASE("one that is at its best place could move to what is certainly cheaper") {
  const report::Move move = report::move_of(workload("p/a", "a"));
  CHECK(name(move.to) == "p/b");
  REQUIRE(move.saves);
  CHECK(report::saving_text(*move.saves) == "$10 to $30 less");
  CHECK(name(report::move_of(workload("p/b", "b")).to) == "none");
}

TEST_CASE("what does not fit where it is saves nothing by moving") {
  const WorkloadReport one = workload("p/a", "b", Verdict::does_not_fit);
  const report::Move move = report::move_of(one);
  CHECK(name(move.to) == "p/b");
  CHECK(!move.saves);
  CHECK(report::in_the_way(one, move) == "p/a: too small");
}

TEST_CASE("a workload without a target sits nowhere") {
  const report::Move move = report::move_of(workload("", "b"));
  CHECK(name(move.from) == "none");
  CHECK(name(move.to) == "none");
}

TEST_CASE("what leaves something out is not held to be cheaper, and saves nothing that anybody knows") {
  WorkloadReport at_best = workload("p/a", "a");
  at_best.offerings[1].cost_lacks = {"requests"};
  CHECK(name(report::move_of(at_best).to) == "none");
  WorkloadReport moves = workload("p/a", "b");
  moves.offerings[0].cost_lacks = {"requests"};
  CHECK(name(report::move_of(moves).to) == "p/b");
  CHECK(!report::move_of(moves).saves);
}

TEST_CASE("what is open above is not held to be cheaper") {
  WorkloadReport one = workload("p/a", "a");
  one.offerings[1].criteria[0].input.interval->high = unbounded;
  CHECK(name(report::move_of(one).to) == "none");
}

TEST_CASE("savings in words") {
  constexpr std::int64_t dollar = 1'000'000;
  CHECK(report::saving_text({5 * dollar, 5 * dollar}) == "$5.00 less");
  CHECK(report::saving_text({-20 * dollar, -5 * dollar}) == "$5.00 to $20 more");
  CHECK(report::saving_text({-20 * dollar, 20 * dollar}) == "$20 more to $20 less");
}
