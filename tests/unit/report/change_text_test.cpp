// What is told of a change in short: which of the offerings that do not fit, and in which words.
#include "report/change_text.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace placer;

namespace {

FactChange at_most(std::string_view fact, std::int64_t from, std::int64_t to) {
  FactChange change;
  change.fact = fact;
  change.from = {Interval{from, from}, "bytes", format_quantity(from, Unit::bytes)};
  change.to = {Interval{to, to}, "bytes", format_quantity(to, Unit::bytes)};
  return change;
}

OfferingReport offering(std::string_view platform, std::string_view id, Verdict verdict,
                        std::size_t facts = 0) {
  OfferingReport report;
  report.platform = platform;
  report.offering = id;
  report.verdict = verdict;
  report.status = "settled";
  if (facts > 0) report.changes.emplace_back().facts.resize(facts);
  return report;
}

std::string told(const std::vector<OfferingReport>& offerings, const std::string& target = {}) {
  WorkloadReport workload;
  workload.offerings = offerings;
  workload.target = target;
  std::string ids;
  for (const OfferingReport* one : report::nearest(workload, false)) ids += one->id() + " ";
  return ids;
}

constexpr Verdict fits = Verdict::fits, out = Verdict::does_not_fit;

}  // namespace

TEST_CASE("what the least makes fit is told first, of two platforms at most") {
  CHECK(told({offering("a", "1", out, 2), offering("a", "2", out, 1), offering("b", "1", out, 3),
              offering("c", "1", out, 4)}) == "a/2 b/1 ");
  // What fits nowhere else on its platform comes before what something beside it does.
  CHECK(told({offering("a", "1", fits), offering("a", "2", out, 1), offering("b", "1", out, 3)}) ==
        "b/1 a/2 ");
}

TEST_CASE("what nothing can be done for is told where nothing else is") {
  CHECK(told({offering("a", "1", out), offering("b", "1", out, 1)}) == "b/1 ");
  CHECK(told({offering("a", "1", out), offering("b", "1", fits), offering("b", "2", out)}) == "a/1 ");
  CHECK(told({offering("b", "1", fits), offering("b", "2", out)}).empty());
  CHECK(told({offering("a", "1", out, 1), offering("b", "1", out)}, "b/1") == "b/1 a/1 ");
}

TEST_CASE("a change in words is one that can be written down") {
  Change change;
  change.verdict = fits;
  change.facts = {at_most("memory", std::int64_t{1} << 40U, 13'743'895'348)};
  CHECK(report::describe(change, {}) == "fits with memory at most 13107MiB (now 1TiB)");
  change.mend = {"a.b"};
  CHECK(report::describe(change, {}) ==
        "fits with memory at most 13107MiB (now 1TiB), and with these settings mended: a.b");
  change.facts.clear();
  CHECK(report::describe(change, {}) == "fits with these settings mended: a.b");
  change.verdict = Verdict::unknown;
  change.open = {"timeout"};
  CHECK(report::describe(change, {}) == "may fit with these settings mended: a.b; depends on timeout then");
}

TEST_CASE("a quota is called by the name that one asks for it by") {
  RuleInfo rule;
  rule.id = "a.concurrency";
  rule.quota = {"Concurrent executions", "L-B99A9384"};
  Change change;
  change.verdict = Verdict::fits_with_changes;
  change.raise = {"a.concurrency", "a.other"};
  CHECK(report::describe(change, {rule}) ==
        "fits with what is raised on the platform's side: Concurrent executions (L-B99A9384), a.other");
  RuleInfo other;
  other.id = "a.other";
  other.remedy = "mount a disk";
  CHECK(
      report::describe(change, {rule, other}) ==
      "fits with what is raised on the platform's side: Concurrent executions (L-B99A9384), and with what is "
      "to be done there: mount a disk [a.other]");
  change.raise = {"a.other"};
  CHECK(report::describe(change, {other}) == "fits with what is to be done there: mount a disk [a.other]");
}
