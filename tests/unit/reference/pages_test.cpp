// The reference pages: everything of the rule set is on them, once, and their tables are tables.
#include "reference/pages.hpp"

#include "small.hpp"
#include "support/catch.hpp"

#include <set>
#include <string>

using namespace placer;
using namespace placer::reference;

namespace {

std::string markdown(const rules::RuleSet& rules, std::string_view name) {
  return to_markdown(make_page(rules, name).value());
}

/// The columns of a line of a table: its bars that no backslash precedes.
std::size_t bars(std::string_view line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) count += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
  return count;
}

/// How many rows of tables begin with this name as code.
std::size_t rows_of(const std::string& page, std::string_view name) {
  const std::string begin = "\n| `" + std::string(name) + "` |";
  std::size_t count = 0;
  for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("every rule set has every page and another try gives the same") {
  for (const std::string_view set : rules::builtin_names())
    for (const std::string_view name : page_names()) {
      CAPTURE(set, name);
      const std::string page = markdown(test::builtin(set), name);
      CHECK(page.size() > 100);
      CHECK(page.find("# ") == 0);
      CHECK(page == markdown(test::builtin(set), name));
    }
  CHECK_FALSE(make_page(test::builtin("current"), "fact"));
}

TEST_CASE("all lines of a table have as many columns as its heading") {
  for (const std::string_view set : rules::builtin_names())
    for (const std::string_view name : page_names()) {
      const std::string page = markdown(test::builtin(set), name);
      std::size_t columns = 0;
      for (std::size_t at = 0; at < page.size();) {
        const std::size_t end = page.find('\n', at);
        const std::string_view line = std::string_view(page).substr(at, end - at);
        at = end + 1;
        if (line.empty() || line.front() != '|') {
          columns = 0;
          continue;
        }
        CAPTURE(set, name, line);
        if (columns == 0) columns = bars(line);
        CHECK(bars(line) == columns);
      }
    }
}

TEST_CASE("every rule stands on the rules page once, under its platform or with those of several") {
  for (const std::string_view set : rules::builtin_names()) {
    const rules::RuleSet rules = test::builtin(set);
    const std::string page = markdown(rules, "rules");
    for (const rules::Rule& rule : rules.rows<rules::Rule>()) {
      CAPTURE(set, rules.text(rule.id));
      CHECK(rows_of(page, rules.text(rule.id)) == 1);
    }
  }
}

TEST_CASE("every fact stands on the facts page") {
  const rules::RuleSet rules = test::builtin("current");
  const std::string page = markdown(rules, "facts");
  for (const rules::FactRow& fact : rules.rows<rules::FactRow>()) {
    CAPTURE(rules.text(fact.key));
    CHECK(rows_of(page, rules.text(fact.key)) >= 1);
  }
}

TEST_CASE("every machine stands on the machines page once") {
  const rules::RuleSet rules = test::builtin("current");
  const std::string page = markdown(rules, "machines");
  std::set<std::pair<std::uint64_t, std::string>> machines;
  for (const rules::Size& size : rules.rows<rules::Size>())
    if (size.providers != 0) machines.emplace(size.providers, rules.text(size.name));
  CHECK(machines.size() > 50);
  std::size_t rows = 0;  // with that of the heading
  for (std::size_t at = page.find("\n| "); at != std::string::npos; at = page.find("\n| ", at + 1)) ++rows;
  CHECK(rows == machines.size() + 1);
}

TEST_CASE("every claim stands on the rules page of the guide and none on that of today") {
  const rules::RuleSet rules = test::builtin("guide");
  const std::string page = markdown(rules, "rules");
  CHECK(rules.rows<rules::Claim>().size() > 50);
  for (const rules::Claim& claim : rules.rows<rules::Claim>()) {
    CAPTURE(rules.text(claim.id));
    CHECK(rows_of(page, rules.text(claim.id)) == 1);
  }
  CHECK(markdown(test::builtin("current"), "rules").find("The article's claims") == std::string::npos);
}

TEST_CASE("every pitfall stands on its page with the rules that warn of it") {
  const rules::RuleSet rules = test::builtin("current");
  const std::string page = markdown(rules, "pitfalls");
  CHECK(rules.rows<rules::Pitfall>().size() > 50);
  for (const rules::Pitfall& pitfall : rules.rows<rules::Pitfall>()) {
    CAPTURE(rules.text(pitfall.id));
    CHECK(rows_of(page, rules.text(pitfall.id)) == 1);
    for (const rules::TextRef id : rules.rows(pitfall.rules))
      CHECK_THAT(page, test::contains("`" + std::string(rules.text(id)) + "`"));
  }
}

TEST_CASE("the page of an offering has its rules and not those of others") {
  const rules::RuleSet rules = test::builtin("current");
  const auto text = [&](std::string_view id) {
    return to_text(make_platform_page(rules, id).value(), {.width = 1000});
  };
  CHECK(text("aws-lambda").find("aws-lambda.zip.package") != std::string::npos);
  CHECK(text("aws-lambda/zip").find("aws-lambda.zip.package") != std::string::npos);
  CHECK(text("aws-lambda/image").find("aws-lambda.zip.package") == std::string::npos);
  CHECK(text("aws-lambda/image").find("aws-lambda.timeout") != std::string::npos);
  CHECK(text("aws-lambda").find("cloud-run") == std::string::npos);
  CHECK_FALSE(make_platform_page(rules, "lambda"));
}

TEST_CASE("every platform and offering has a page") {
  const rules::RuleSet rules = test::builtin("current");
  for (const std::string_view id : platform_ids(rules)) {
    CAPTURE(id);
    CHECK(make_platform_page(rules, id));
  }
}

TEST_CASE("sizes are shown with their steps and what they are for") {
  const rules::RuleSet rules = test::small(R"(
sizes:
  - offerings: [plain]
    memory_per_vcpu: 1GiB
    source: page
    rows: [{memory: 1GiB..4GiB, memory_step: 1GiB}]
  - offerings: [big]
    source: page
    below_nominal: [memory]
    need: {memory: both}
    rows: [{cpu: 1..4, cpu_step: 0.5, memory: 8GiB.., operating_system: linux}]
  - offerings: [odd]
    machines: aws
derived:
  - {id: both, type: bytes, sum: [memory, scratch_disk], summary: memory and files}
)");
  Page page;
  add_sizes(rules, 7, page);
  const std::string text = to_markdown(page);
  CHECK_THAT(text, test::contains("| plain | 1 for each `1GiB` | `1GiB..4GiB` in steps of `1GiB` |"));
  CHECK_THAT(text, test::contains("| big | `1..4` in steps of `0.5` | `8GiB..` | linux; memory for `both`; a "
                                  "need must stay below the memory |"));
  CHECK_THAT(text, test::contains("Offerings on machines (odd): every machine type of aws"));
}

TEST_CASE("derived facts are shown with how they are worked out") {
  const rules::RuleSet rules = test::small(R"(
derived:
  - {id: a, type: bytes, sum: [memory, scratch_disk, 1MiB], summary: s}
  - {id: b, type: count, product: [traffic.peak, duration.typical], divide: [1rps, 1s], summary: s}
  - {id: c, type: percent, lookup: package.format, values: {zip: 1%, image: 2%, source: 3%}, summary: s}
  - {id: d, type: percent, complement: traffic.idle, summary: s}
  - {id: e, type: count, largest: [nodes, 3], summary: s}
  - {id: f, offerings: [big], when: stateful == true, type: count, ceil_divide: [nodes, layers], summary: s}
)");
  Page page;
  add_derived(rules, page);
  const std::string text = to_markdown(page);
  for (const char* row :
       {"| `a` | s | bytes | all | memory + scratch_disk + 1MiB |",
        "| `b` | s | number | all | traffic.peak x duration.typical, scaled to its unit |",
        "| `c` | s | percent | all | by package.format: zip 1%, image 2%, source 3% |",
        "| `d` | s | percent | all | 100% - traffic.idle |",
        "| `e` | s | number | all | the largest of nodes, 3 |",
        "| `f` | s | number | toy/big | nodes / layers, rounded up, where stateful is true |"})
    CHECK_THAT(text, test::contains(row));
}
