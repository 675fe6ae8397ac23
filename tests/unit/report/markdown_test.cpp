// A comment for a pull request: the worst first, within GitHub's limit, and names that are no markup.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

using namespace placer;

namespace {

constexpr std::size_t limit = 65'536;

std::string markdown(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_markdown(report, sources, out);
  return out;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// So many workloads with this name in a file, each with a problem; all but the last pass.
Report judged(SourceMap& sources, std::size_t number, const std::string& name) {
  const FileId file = sources.add("a.yaml", "name: w\ntimeout: 20min\n");
  Report report;
  report.gate.emplace();
  report.rule_set.name = "current";
  for (std::size_t i = 0; i < number; ++i) {
    const bool last = i + 1 == number;
    report.workloads.emplace_back().name = name;
    report.workloads.back().where = {file, 6, 1};
    report.gate->entries.push_back({i, "p/o", last ? Verdict::does_not_fit : Verdict::fits, !last, "p/o", 1});
    report.annotations.push_back({last ? Severity::error : Severity::warning,
                                  Outcome::fail,
                                  i,
                                  "a.b",
                                  "p/o",
                                  "it is " + name,
                                  "",
                                  {{file, 17, 5}}});
  }
  return report;
}

/// The rows of the table: the lines between its head and the first one that is none.
std::vector<std::string> rows(const std::string& text) {
  std::vector<std::string> result;
  std::size_t at = text.find("|---|");
  for (at = text.find('\n', at) + 1; text[at] == '|'; at = text.find('\n', at) + 1)
    result.push_back(text.substr(at, text.find('\n', at) - at));
  return result;
}

/// Bars that end a cell.
std::size_t bars(const std::string& row) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\')
      ++i;
    else if (row[i] == '|')
      ++number;
  }
  return number;
}

}  // namespace

TEST_CASE("the gate as a comment") {
  SourceMap sources;
  const std::string text = markdown(judged(sources, 1, "w"), sources);
  CHECK(text.starts_with(
      "### placer: 1 of 1 workload fails\n\n"
      "| | workload | against | rules | place |\n|---|---|---|---|---|\n"
      "| \xe2\x9d\x8c fails | `w` | `p/o` | `a.b` | `a.yaml:1:7` |\n\n"
      "<details>\n<summary><code>w</code> fails against <code>p/o</code>: does not fit</summary>\n\n"
      "```text\na.yaml:2:10: error: w on p/o: it is w [a.b]\n"));
  CHECK(contains(text, "\n```\n\n</details>\n\n`1 checked: 0 passed, 1 failed`\n\n`rules: current"));
}

TEST_CASE("where no rules were read, none are named, and nothing was judged") {
  SourceMap sources;
  Report report;
  CHECK(markdown(report, sources) == "### placer: nothing was judged\n");
  report.gate.emplace();
  CHECK_FALSE(contains(markdown(report, sources), "rules"));
}

TEST_CASE("the worst stand first") {
  SourceMap sources;
  const std::string text = markdown(judged(sources, 3, "w"), sources);
  REQUIRE(rows(text).size() == 3);
  CHECK(contains(rows(text)[0], " fails "));
  CHECK(contains(rows(text)[1], " passes "));
  CHECK(text.find("</code> fails against") < text.find("</code> passes against"));
  CHECK(text.starts_with("### placer: 1 of 3 workloads fails\n"));
}

TEST_CASE("a comment is within the limit of GitHub and says what has no room") {
  const std::string names[] = {"w", std::string(253, '|'), std::string(253, '`'), std::string(253, '<'),
                               "\xf0\x9f\x98\x80" + std::string(240, '\\')};
  for (const std::string& name : names)
    for (const std::size_t number : {std::size_t{1}, std::size_t{40}, std::size_t{3000}}) {
      SourceMap sources;
      const std::string text = markdown(judged(sources, number, name), sources);
      CAPTURE(name, number);
      CHECK(text.size() < limit);
      CHECK(contains(rows(text).front(), " fails "));
      CHECK(contains(text, "workloads more, for which a comment has no room.") == (number == 3000));
      CHECK(std::count(text.begin(), text.end(), '\n') > 10);
      for (const std::string& row : rows(text)) REQUIRE(bars(row) == 6);
    }
}

TEST_CASE("no name breaks the table, closes the details or mentions anybody") {
  const std::string names[] = {"a|b",
                               "</details><script>alert(1)</script>",
                               "@everyone",
                               "::error::boo",
                               "`a` ```",
                               "a\n\n| x | y |\n```\n</details>",
                               "[a](http://b) <b> &amp; *c* _d_"};
  for (const std::string& name : names) {
    SourceMap sources;
    const std::string text = markdown(judged(sources, 2, name), sources);
    CAPTURE(name, text);
    REQUIRE(rows(text).size() == 2);
    for (const std::string& row : rows(text)) CHECK(bars(row) == 6);
    // Each of the two parts that fold begins and ends on lines of its own; in between all is code.
    std::size_t begins = 0, ends = 0;
    std::string fence;
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      const std::string line = text.substr(at, text.find('\n', at) - at);
      if (!fence.empty()) {
        if (line == fence) fence.clear();
        continue;
      }
      if (line.ends_with("text") && line.starts_with("```")) fence = line.substr(0, line.size() - 4);
      begins += line == "<details>" ? 1U : 0U;
      ends += line == "</details>" ? 1U : 0U;
      if (line.starts_with("<summary>")) CHECK(!contains(line.substr(9), "<script"));
      CHECK(!line.starts_with("::"));
    }
    CHECK(fence.empty());
    CHECK(begins == 2);
    CHECK(ends == 2);
  }
}

TEST_CASE("errors of the input stand before all other details") {
  SourceMap sources;
  Report report = judged(sources, 1, "w");
  report.diagnostics = {{Severity::error, "yaml.syntax", "no value", {0, 0, 1}, "", {}}};
  const std::string text = markdown(report, sources);
  CHECK(text.find("<summary>1 error of the input</summary>") < text.find("<summary><code>w</code>"));
}

TEST_CASE("a comment of analyze says where each workload should run") {
  SourceMap sources;
  Report report = test::sample_report(sources);
  report.gate.reset();
  report.workloads[0].recommendation.platform = "kubernetes";
  report.workloads[0].recommendation.offering = "generic";
  const std::string text = markdown(report, sources);
  CHECK(text.starts_with("### placer: where 2 workloads should run\n"));
  REQUIRE(rows(text).size() == 2);
  CHECK(rows(text)[0] ==
        "| `no` | `kubernetes/generic` | provisional | 1–100 | `aws-lambda/zip`: does not fit | "
        "`caf\xef\xbf\xbd/workload.yaml:1:7` |");
  CHECK(rows(text)[1] == "| – | none | – | – | – | – |");
  CHECK(contains(text, "<summary><code>no</code>: <code>kubernetes/generic</code></summary>"));
}

TEST_CASE("nothing to judge has no table") {
  Report report;
  report.gate.emplace();
  const std::string text = markdown(report, {});
  CHECK(text.starts_with("### placer: nothing was judged\n"));
  CHECK(!contains(text, "|---|"));
}
