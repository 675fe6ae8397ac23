// What `placer explain` says.
#include "reference/explain.hpp"

#include "small.hpp"
#include "support/catch.hpp"

#include <fmt/core.h>

#include <array>
#include <string>

using namespace placer;
using namespace placer::reference;

namespace {

std::string explained(const rules::RuleSet& rules, std::string_view id) {
  Page page;
  explain(rules, id, page);
  return to_text(page, {.unicode = false, .width = 1000});
}

/// The text behind a label; "" if there is no such line.
std::string field(const std::string& text, const std::string& label) {
  const std::size_t at = text.find("\n  " + label + "  ");
  if (at == std::string::npos) return {};
  const std::size_t begin = text.find_first_not_of(' ', at + 3 + label.size());
  return text.substr(begin, text.find('\n', begin) - begin);
}

constexpr const char* toy = R"(
limits:
  - {id: toy.time, fact: timeout, at_most: 900s, when: trigger == http, hardness: hard, message: "ends after {allowed}, not {needed}", remedy: do less, source: page, note: a note}
  - {id: toy.low, fact: timeout, at_least: 1s, hardness: configurable, role: setting, message: m, remedy: r, source: page}
  - {id: toy.nodes, offerings: [big], fact: nodes, at_most: 5, hardness: quota, message: m, remedy: r, source: page, quota: {name: Nodes, code: L-1}}
  - {id: toy.cpu, fact: cpu, at_most: 8, hardness: hard, message: m, remedy: r, source: page}
  - {id: toy.arch, fact: architecture, one_of: [arm64], hardness: hard, role: advice, message: m, remedy: r, source: page}
  - {id: toy.not-arch, fact: architecture, none_of: [arm64], hardness: hard, role: advice, message: m, remedy: r, source: page}
  - {id: toy.both, fact: architecture, one_of: [x86_64, arm64], hardness: hard, role: advice, message: m, remedy: r, source: page}
  - {id: toy.region, fact: regions, one_of: [eu-west-1, eu-west-2], hardness: hard, role: advice, message: m, remedy: r, source: page}
  - {id: toy.rest, fact: both, at_most: 2GiB, hardness: hard, message: m, remedy: r, source: page}
derived:
  - {id: both, type: bytes, sum: [memory, scratch_disk], summary: memory and files}
advice:
  - {id: toy.advice, when: stateful == true, message: m, remedy: r, source: page}
checks:
  - {id: toy.batch, type: count, at_least: 1, at_most: 10, message: "has {allowed}, not {needed}", remedy: r, source: page}
  - {id: toy.floor, type: bytes, at_least: 4MiB, message: m, remedy: r, source: page}
  - {id: toy.none, type: duration, at_most: 0s, message: m, remedy: r, source: page}
)";

}  // namespace

TEST_CASE("a limit is explained with its bound, its strength and its source") {
  const std::string text = explained(test::builtin("current"), "aws-lambda.timeout");
  CHECK(text.find("aws-lambda.timeout (limit)\n") == 0);
  CHECK(field(text, "holds if") == "timeout is at most 15min");
  CHECK(field(text, "bound") == "15min");
  CHECK(field(text, "at the bound") == "15min passes, 15min + 1ms fails");
  CHECK(field(text, "applies to") == "aws-lambda/zip, aws-lambda/image");
  CHECK_THAT(field(text, "strength"), test::contains("hard"));
  CHECK_THAT(field(text, "source"), test::contains("https://docs.aws.amazon.com/"));
  CHECK_THAT(field(text, "dates"), test::contains("checked 20"));
  CHECK_THAT(field(text, "rule file"), test::contains("platforms/aws-lambda.yaml:"));
  CHECK_THAT(text, test::contains("15min; this one may run [timeout]"));
}

TEST_CASE("a value that passes and one that fails are shown at the bound") {
  struct Case {
    std::string_view id;
    std::string_view text;
  };
  const std::array<Case, 12> cases{{
      {"toy.batch", "1 and 10 pass, 0 and 11 fail"},
      {"toy.floor", "4MiB passes, 4MiB - 1B fails"},
      {"toy.none", "0s passes, 0s + 1ms fails"},
      {"toy.time", "15min passes, 15min + 1ms fails"},
      {"toy.low", "1s passes, 1s - 1ms fails"},
      {"toy.nodes", "5 passes, 6 fails"},
      {"toy.cpu", "8 passes, 8.001 fails"},
      {"toy.arch", "arm64 passes, x86_64 fails"},
      {"toy.not-arch", "x86_64 passes, arm64 fails"},
      {"toy.both", "x86_64 passes"},
      {"toy.region", "eu-west-1 passes, any other name fails"},
      {"toy.rest", "2GiB passes, 2GiB + 1B fails"},
  }};
  const rules::RuleSet rules = test::small(toy);
  for (const Case& entry : cases) {
    CAPTURE(entry.id);
    CHECK(field(explained(rules, entry.id), "at the bound") == entry.text);
  }
}

TEST_CASE("a rule is explained in all its parts") {
  const rules::RuleSet rules = test::small(toy);
  const std::string time = explained(rules, "toy.time");
  CHECK_THAT(time, test::contains("ends after 15min, not [timeout]."));
  CHECK(field(time, "only where") == "trigger is http");
  CHECK(field(time, "what to do") == "do less");
  CHECK(field(time, "note") == "a note");
  CHECK(field(time, "source") == "https://example.org/limits_(all).html");
  CHECK(field(time, "dates") == "as of 2025-05, checked 2026-01-02");
  CHECK(field(time, "rests on") == "the vendor's page");
  CHECK(field(time, "confidence") == "high");
  CHECK(field(time, "role") == "may reject a workload");
  const std::string nodes = explained(rules, "toy.nodes");
  CHECK(field(nodes, "quota") == "Nodes (L-1)");
  CHECK(field(nodes, "applies to") == "toy/big");
  CHECK_THAT(field(nodes, "strength"), test::contains("fits with changes"));
  CHECK(field(nodes, "only where").empty());
  CHECK_THAT(field(explained(rules, "toy.low"), "strength"), test::contains("configurable"));
  CHECK_THAT(field(explained(rules, "toy.low"), "role"),
             test::contains("the offering that a manifest is written for"));
  const std::string advice = explained(rules, "toy.advice");
  CHECK(field(advice, "said where") == "stateful is true");
  CHECK(field(advice, "strength").empty());
  CHECK(field(advice, "role") == "warns, and never decides");
  const std::string batch = explained(rules, "toy.batch");
  CHECK_THAT(batch, test::contains("has 1 to 10, not [needed]."));
  CHECK(field(batch, "holds if") == "what is set is 1 to 10, seen where the manifest is read");
  CHECK(field(batch, "bound") == "1 to 10");
  CHECK(field(explained(rules, "toy.floor"), "holds if") ==
        "what is set is at least 4MiB, seen where the manifest is read");
}

TEST_CASE(
    "a derived fact that an advice asks for is turned round in its examples, where one fact settles it") {
  struct Case {
    std::string_view derived, asked, as_with, but_not;
  };
  for (const Case& entry : {
           Case{"sum: [memory, scratch_disk]", "x > 1GiB", "memory: 512MiB, scratch_disk: 536870913B",
                "memory: 512MiB, scratch_disk: 512MiB"},
           Case{"product: [memory, 3], divide: [2]", "x > 3GiB", "memory: 2147483649B", "memory: 2GiB"},
           Case{"product: [memory, 3], divide: [2]", "x >= 3GiB and x < 6GiB", "memory: 2GiB",
                "memory: 2147483647B"},
           Case{"sum: [memory, memory]", "x > 1GiB", "none: what no manifest states alone decides", ""},
           Case{"largest: [memory, scratch_disk]", "x > 1GiB", "none: what no manifest states alone decides",
                ""},
       }) {
    CAPTURE(entry.derived, entry.asked);
    const rules::RuleSet rules = test::small(fmt::format(
        "derived:\n  - {{id: x, type: bytes, {}, summary: s}}\nadvice:\n  - {{id: toy.x, when: \"{}\", "
        "message: m, remedy: r, source: page}}\n",
        entry.derived, entry.asked));
    const std::string text = explained(rules, "toy.x");
    CHECK(field(text, entry.as_with.starts_with("none") ? "example" : "as with") == entry.as_with);
    CHECK(field(text, "but not with") == entry.but_not);
  }
}

TEST_CASE("where a rule has no example its page says why, in a line") {
  const rules::RuleSet& rules = test::builtin("current");
  CHECK_THAT(field(explained(rules, "kubernetes.no-image"), "example"),
             test::contains("none: what it looks at"));
  CHECK(field(explained(rules, "aws-app-runner.closed"), "silent") == "where nothing is said of trigger");
  CHECK_THAT(field(explained(rules, "kubernetes.generic.size"), "example"),
             test::contains("no published end"));
  CHECK(field(explained(rules, "aws-app-runner.concurrency"), "example").empty());
}

TEST_CASE("a fact is explained by its key and by its alias") {
  const rules::RuleSet rules = test::small(toy);
  const std::string text = explained(rules, "timeout");
  CHECK(text == explained(rules, "max_duration"));
  CHECK(text.find("timeout (fact)\n") == 0);
  CHECK(field(text, "type") == "duration");
  CHECK(field(text, "rules") == "toy.time, toy.low");
  CHECK_THAT(field(text, "importance"), test::contains("core"));
  CHECK(field(text, "to declare it") == "timeout: 30s");
}

TEST_CASE("a fact names the rules that use it through a derived fact") {
  const rules::RuleSet rules = test::small(toy);
  const std::string text = explained(rules, "scratch_disk");
  CHECK(field(text, "rules") == "toy.rest");
  CHECK(field(text, "derived facts") == "both");
  const std::string both = explained(rules, "both");
  CHECK(field(both, "worked out as") == "memory + scratch_disk");
  CHECK(field(both, "rules") == "toy.rest");
}

TEST_CASE("a fact says what it is a multiple of") {
  CHECK_THAT(
      field(explained(test::builtin("current"), "traffic.peak"), "follows"),
      test::contains("2 to 10 times traffic.average where traffic.pattern is bursty; at least 10 times"));
}

TEST_CASE("a name that stands for two things is shown as both") {
  const std::string text = explained(test::builtin("current"), "operations");
  CHECK_THAT(text, test::contains("operations (property of offerings)"));
  CHECK_THAT(text, test::contains("operations (criterion)"));
}

TEST_CASE("platforms, offerings, groups and claims are explained") {
  const rules::RuleSet rules = test::builtin("guide");
  struct Case {
    std::string_view id, text;
  };
  const std::array<Case, 4> cases{{
      {"cloud-run", "cloud-run/service"},
      {"aws-lambda/zip", "settled: generally available"},
      {"gpu", "gpu.count"},
      {"lambda-tmp", "limited storage (512 MB for /tmp)"},
  }};
  for (const Case& entry : cases) {
    CAPTURE(entry.id);
    CHECK_THAT(explained(rules, entry.id), test::contains(std::string(entry.text)));
  }
  CHECK(field(explained(rules, "lambda-tmp"), "encoded by") == "aws-lambda.scratch-disk");
}

TEST_CASE("the words of an answer are explained together") {
  const rules::RuleSet& rules = test::builtin("current");
  CHECK_THAT(explained(rules, "score"), test::contains("monthly_cost"));
  for (const char* word : {"verdict", "fits", "unknown", "does_not_fit"}) {
    CAPTURE(word);
    CHECK_THAT(explained(rules, word), test::contains("fits_with_changes"));
  }
  CHECK_THAT(explained(rules, "provisional"), test::contains("firm"));
  CHECK_THAT(explained(rules, "unpublished"), test::contains("it can be raised on request"));
}

TEST_CASE("an unknown name is not explained") {
  Page page;
  CHECK_FALSE(explain(test::builtin("current"), "aws-lambda.timeouts", page));
  CHECK(page.blocks().empty());
}

TEST_CASE("every name can be explained and no placeholder is left in braces") {
  for (const std::string_view name : rules::builtin_names()) {
    const rules::RuleSet rules = test::builtin(name);
    const std::vector<std::string_view> ids = all_ids(rules);
    CHECK(ids.size() > 100);
    for (const std::string_view id : ids) {
      CAPTURE(name, id);
      Page page;
      CHECK(explain(rules, id, page));
      const std::string text = to_text(page, {});
      for (const char* placeholder : {"{needed}", "{allowed}", "{offering}"})
        CHECK(text.find(placeholder) == std::string::npos);
    }
  }
}
