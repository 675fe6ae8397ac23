// The cases of bounded checks that nobody has to write: generated from the compiled rules, at each bound and
// one step beyond it.
#include "importers/draft.hpp"
#include "rules/describe.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using rules::Rule;
using rules::RuleSet;

namespace {

/// What a draft reports of an amount: "needed instead of allowed", "" where the check takes it.
std::string said_of(const RuleSet& rules, std::string_view check, std::int64_t amount) {
  DiagnosticSink sink;
  std::vector<Workload> workloads;
  importers::ImportContext context{rules, sink, workloads};
  importers::Draft draft(context, "w", {});
  draft.bounded(check, amount, {});
  const auto& violations = draft.workload().violations;
  CHECK(draft.takes(check, amount) == violations.empty());
  return violations.empty() ? "" : violations.front().needed + " instead of " + violations.front().allowed;
}

}  // namespace

TEST_CASE("every bounded check takes its bounds and nothing beyond them") {
  std::size_t bounds = 0;
  const RuleSet& rules = test::builtin("current");
  for (const Rule& rule : rules.rows<Rule>()) {
    if (!has_bounds(rule)) continue;
    const std::string_view id = rules.text(rule.id);
    CAPTURE(id);
    CHECK(rule.kind == rules::RuleKind::check);
    for (const auto& [bound, step] : {std::pair(rule.bounds.low, -1), std::pair(rule.bounds.high, 1)}) {
      if (bound == INT64_MIN || bound == unbounded) continue;
      ++bounds;
      CHECK(said_of(rules, id, bound) == "");
      CHECK(said_of(rules, id, bound + step) ==
            format_quantity(bound + step, rule.unit) + " instead of " + describe_bounds(rule));
    }
  }
  CHECK(bounds > 40);
}

TEST_CASE("the bounds of a check are those of the rule set") {
  const auto with = [](const std::string& bounds) {
    return test::RuleFiles()
        .add_platform("beta", "1%",
                      "checks:\n  - {id: beta.size, " + bounds + ", source: page, message: m, remedy: r}")
        .load();
  };
  struct Case {
    const char* bounds;
    std::int64_t amount;
    const char* said;
  };
  static constexpr Case table[] = {
      {"type: count, at_most: 10", 10, ""},
      {"type: count, at_most: 10", 11, "11 instead of at most 10"},
      {"type: count, at_most: 9", 10, "10 instead of at most 9"},
      {"type: count, at_most: 9", -5, ""},
      {"type: count, at_least: 1, at_most: 9", -5, "-5 instead of 1 to 9"},
      {"type: bytes, at_least: 4MiB", 1024, "1KiB instead of at least 4MiB"},
      {"type: duration, at_least: 0s, at_most: 0s", 5000, "5s instead of 0s"},
      {"type: duration, at_least: 1min, at_most: 6h", 1000, "1s instead of 1min to 6h"},
      {"role: advice", 5, ""},
  };
  for (const Case& one : table) {
    CAPTURE(one.bounds, one.amount);
    CHECK(said_of(with(one.bounds), "beta.size", one.amount) == one.said);
  }
  // What the rules leave out is not judged.
  CHECK(said_of(with("type: count, at_most: 10"), "beta.other", 11) == "");
}
