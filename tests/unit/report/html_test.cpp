// A page of HTML: nothing that a manifest or a rule file says is markup, what is referred to is there,
// headings are in order, and nothing is asked of a network.
#include "base/sha256.hpp"
#include "report/html_page.hpp"
#include "report/html_text.hpp"
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace placer;

namespace {

std::string html(const Report& report, const SourceMap& sources = {}) {
  std::string out;
  report::render_html(report, sources, {}, [&](std::string_view piece) { out += piece; });
  return out;
}

struct Tag {
  std::string name;  ///< "/p" of an end
  std::map<std::string, std::string> attributes;
  bool closed = false;  ///< by itself, as in SVG
};

/// The tags of a page as a browser would take them, if all is well: quotes hold attributes, and a style or a
/// script ends at its end tag alone.
std::vector<Tag> tags_of(const std::string& page) {
  std::vector<Tag> tags;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at)) {
    Tag tag;
    ++at;
    while (page[at] != ' ' && page[at] != '>') tag.name += page[at++];
    while (page[at] != '>') {
      while (page[at] == ' ' || page[at] == '\n') ++at;
      if (page[at] == '/') {
        tag.closed = true;
        ++at;
        continue;
      }
      std::string name;
      while (page[at] != '=' && page[at] != ' ' && page[at] != '>') name += page[at++];
      if (page[at] == '=') {
        REQUIRE(page[at + 1] == '"');
        const std::size_t end = page.find('"', at + 2);
        tag.attributes[name] = page.substr(at + 2, end - at - 2);
        at = end + 1;
      } else if (!name.empty()) {
        tag.attributes[name];
      }
    }
    if (tag.name == "style" || tag.name == "script") at = page.find("</" + tag.name, at);
    tags.push_back(std::move(tag));
  }
  return tags;
}

/// Names of tags and of their attributes.
std::string skeleton(const std::vector<Tag>& tags) {
  std::string text;
  for (const Tag& tag : tags) {
    text += "<" + tag.name;
    for (const auto& [name, value] : tag.attributes) text += " " + name;
    text += ">";
  }
  return text;
}

/// A report of two workloads in which this text stands wherever one of a manifest or of a rule file may.
Report saying(std::string_view text, SourceMap& sources) {
  const std::string all(text);
  const Location where{sources.add(all, "name: w\n"), 6, 1};
  Report report;
  report.rule_set = {text, text, text, text, text};
  RuleInfo rule;
  rule.id = rule.message = rule.remedy = rule.note = text;
  rule.source = {"https://example.com/a/b", text, text, text, text, text};
  report.rules = {rule};
  const Amount amount{Interval{1, 2}, "ms", all};
  WorkloadReport workload;
  workload.name = all;
  workload.where = where;
  workload.moved = all;
  workload.notes = {all};
  FactReport fact;
  fact.fact = text;
  fact.amount = amount;
  fact.where = where;
  fact.note = all;
  workload.facts = {fact};
  workload.presumed = {{text, all, amount}};
  workload.questions = {{text, text, text, {all}, {1, 0}, {{amount, all}, {amount, all}}, where, all}};
  workload.advice = {{text, {"a/b"}, all, text, {where}}};
  for (const char* platform : {"a", "x"}) {
    OfferingReport& offering = workload.offerings.emplace_back();
    offering.platform = platform;
    offering.offering = "b";
    offering.platform_name = offering.offering_name = offering.status = offering.trigger_path = text;
    offering.verdict = platform[0] == 'a' ? Verdict::fits : Verdict::does_not_fit;
    offering.size = SizeInfo{text, 1, 1, 0, text, all};
    offering.criteria = {{"cold_start", text, 2, {1'000, 2'000}, {Interval{0, 20}, "ms", all}, all},
                         {"monthly_cost", text, 2, {1'000, 2'000}, {Interval{1, 2}, "micro-USD", all}, all}};
    for (const Outcome outcome : {Outcome::fail, Outcome::unknown, Outcome::pass}) {
      Finding& finding = offering.findings.emplace_back();
      finding.rule = finding.remedy = text;
      finding.message = all;
      finding.outcome = outcome;
      finding.needed = finding.allowed = amount;
      finding.places = {where};
      finding.missing = {text};
    }
    offering.findings.front().suppression = 0;
    Change change;
    change.facts = {{text, amount, amount, {all, all}, where}};
    change.raise = change.mend = change.open = {text};
    offering.changes = {change};
    offering.headroom = {{text, amount, amount, 500'000, where}};
    offering.cost = Cost{{1, 2}, 1, {{text, text, text, text, {1, 2}, {1, 2}, {1, 2}, rule.source}}, {text}};
  }
  workload.target = "x/b";
  workload.recommendation = {"a", "b", Strength::provisional, {1'000, 2'000}, all, {all}, {}};
  workload.recommendation.robustness = {1, Flip{text, text, 1'600'000, text}};
  workload.curve = CostCurve{{100, 1000, 10'000}, {{"a/b", {{1, 2}, {1, 2}, {1, 2}}}}, {{text, "a/b", 500}}};
  report.workloads = {workload, workload};
  report.suppressions = {{all, all, where, all, Suppression::From::manifest, 1}};
  report.diagnostics = {{Severity::error, all, all, where, all, {}}};
  report.skipped_objects = {{all, all, where}};
  report.gate = Gate{{{0, all, Verdict::does_not_fit, false, "x/b", 1}}, {}, false, {}};
  report.annotations = {{Severity::error, Outcome::fail, 0, text, "x/b", all, all, {where}}};
  return report;
}

}  // namespace

TEST_CASE("no text of a manifest or of a rule file is markup") {
  SourceMap sources;
  const std::string calm = skeleton(tags_of(html(saying("calm", sources), sources)));
  CHECK(calm.find("<svg") != std::string::npos);
  const std::string_view texts[] = {"</title></style></script><script>alert(1)</script>",
                                    "\" onload=\"alert(1)\" x=\"",
                                    "' onload='alert(1)'",
                                    "--><img src=x onerror=alert(1)><!--",
                                    "]]><svg onload=alert(1)>",
                                    "&lt;b&gt; &quot; &#60;",
                                    "a\n<p>\tb\r</p>",
                                    "\xe2\x80\xae<i>\xff\x1b[31m"};
  for (const std::string_view text : texts) {
    SourceMap own;
    const std::string page = html(saying(text, own), own);
    CAPTURE(text);
    CHECK(skeleton(tags_of(page)) == calm);
    CHECK(page.find("alert(1)<") == std::string::npos);
    CHECK(page.find('\x1b') == std::string::npos);
    CHECK(page.find("\xe2\x80\xae") == std::string::npos);
  }
}

TEST_CASE("no text is a command to the program that shows a log") {
  SourceMap sources;
  const std::string page = html(saying("##[error]x", sources), sources);
  CHECK(page.find("##[") == std::string::npos);
  CHECK(html(saying("::error::x", sources), sources).find("\n::") == std::string::npos);
}

TEST_CASE("elements are closed, ids are unique, and what is referred to is there") {
  SourceMap sources;
  for (const Report& report : {saying("w", sources), test::sample_report(sources), Report()}) {
    const std::vector<Tag> tags = tags_of(html(report, sources));
    const std::set<std::string> empty{"!DOCTYPE", "meta", "br"};
    std::vector<std::string> open;
    std::set<std::string> ids;
    std::string headings;
    for (const Tag& tag : tags) {
      if (tag.name.starts_with('/')) {
        REQUIRE(!open.empty());
        CHECK(open.back() == tag.name.substr(1));
        open.pop_back();
      } else if (!tag.closed && !empty.contains(tag.name)) {
        open.push_back(tag.name);
      }
      if (const auto id = tag.attributes.find("id"); id != tag.attributes.end())
        CHECK(ids.insert(id->second).second);
      if (tag.name.size() == 2 && tag.name[0] == 'h' && tag.name[1] != 'r') headings += tag.name[1];
    }
    CHECK(open.empty());
    REQUIRE(!headings.empty());
    CHECK(headings[0] == '1');
    CHECK(std::count(headings.begin(), headings.end(), '1') == 1);
    for (std::size_t i = 1; i < headings.size(); ++i) CHECK(headings[i] <= headings[i - 1] + 1);
    for (const Tag& tag : tags) {
      if (const auto link = tag.attributes.find("href");
          link != tag.attributes.end() && link->second.starts_with('#'))
        CHECK(ids.contains(link->second.substr(1)));
      if (const auto names = tag.attributes.find("aria-labelledby"); names != tag.attributes.end()) {
        const std::string& list = names->second;
        for (std::size_t at = 0; at < list.size();) {
          const std::size_t end = std::min(list.find(' ', at), list.size());
          CHECK(ids.contains(list.substr(at, end - at)));
          at = end + 1;
        }
      }
    }
  }
}

TEST_CASE("a page asks for nothing and runs nothing but its own script") {
  SourceMap sources;
  const std::string page = html(saying("w", sources), sources);
  for (const Tag& tag : tags_of(page))
    for (const auto& [name, value] : tag.attributes) {
      CAPTURE(tag.name, name, value);
      CHECK(name != "src");
      CHECK(name != "style");
      CHECK(!name.starts_with("on"));
      if (value.find("http") != std::string::npos && tag.name != "meta") CHECK(tag.name == "a");
    }
  const auto between = [&](std::string_view begin, std::string_view end) {
    const std::size_t at = page.find(begin) + begin.size();
    return page.substr(at, page.find(end, at) - at);
  };
  const std::string policy = between("Content-Security-Policy\" content=\"", "\"");
  CHECK(policy.starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK(policy.find("style-src 'sha256-" + sha256_base64(between("<style>", "</style>")) + "'") !=
        std::string::npos);
  CHECK(policy.find("script-src 'sha256-" + sha256_base64(between("<script>", "</script>")) + "'") !=
        std::string::npos);
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(report::html_style().find("url(") == std::string_view::npos);
  CHECK(report::html_style().find("@import") == std::string_view::npos);
}

TEST_CASE("one workload has no table to sort and so no script") {
  SourceMap sources;
  Report report = saying("w", sources);
  report.workloads.pop_back();
  report.gate.reset();
  const std::string page = html(report, sources);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("script-src") == std::string::npos);
  CHECK(page.find("id=\"portfolio\"") == std::string::npos);
  CHECK(page.find("<h1>Where w should run</h1>") != std::string::npos);
}

TEST_CASE("of many workloads a page has answers and reasons, and says what it leaves out") {
  SourceMap sources;
  Report report = saying("w", sources);
  report.workloads.resize(61, report.workloads.front());
  const std::string page = html(report, sources);
  CHECK(page.find("<figure>") == std::string::npos);
  CHECK(page.find("id=\"w61\"") != std::string::npos);
  CHECK(page.find("of more than 60 workloads a page has no drawings and tables") != std::string::npos);
}

TEST_CASE("what does not fit is not drawn as the cheapest, be it asked for by name") {
  SourceMap sources;
  Report report = saying("w", sources);
  for (WorkloadReport& workload : report.workloads)
    workload.curve = CostCurve{{100, 1000}, {{"a/b", {{5, 6}, {5, 6}}}, {"x/b", {{1, 2}, {1, 2}}}}, {}};
  const std::string page = html(report, sources);
  CHECK(page.find("<p>cheapest from 100/month to 1,000/month: a/b</p>") != std::string::npos);
  CHECK(page.find("<th scope=\"col\">a/b</th>") != std::string::npos);
  CHECK(page.find("<th scope=\"col\">x/b</th>") == std::string::npos);
}

TEST_CASE("what a month leaves out is said where it stands") {
  SourceMap sources;
  Report report = saying("w", sources);
  for (WorkloadReport& workload : report.workloads)
    for (OfferingReport& offering : workload.offerings) {
      offering.verdict = Verdict::fits;
      offering.cost_lacks = {"requests", "data <b>"};
      offering.criteria.clear();
      CriterionScore month;
      month.id = "monthly_cost";
      month.input.interval = Interval{5'000'000, 6'000'000};
      offering.criteria.push_back(month);
      BillLine line;
      line.title = "requests";
      line.amount = {0, unbounded};
      offering.cost = Cost{{5'000'000'000, unbounded}, 1, {line}, {}};
    }
  for (WorkloadReport& workload : report.workloads)
    workload.curve = CostCurve{{100, 1000}, {{"a/b", {{5, 6}, {5, 6}}}}, {}};
  const std::string page = html(report, sources);
  CHECK(page.find("<dd>$5.00–6.00, without requests, data &lt;b&gt;</dd>") != std::string::npos);
  CHECK(page.find("$5.00–6.00<br><span class=\"soft\">without requests, data &lt;b&gt;</span>") !=
        std::string::npos);
  CHECK(page.find("<p>In all $5.00 or more: nobody says how much there is of requests, data &lt;b&gt;, so") !=
        std::string::npos);
}

TEST_CASE("of a gate its result comes first") {
  SourceMap sources;
  const std::string page = html(saying("w", sources), sources);
  CHECK(page.find("<h1>1 of 1 workload fails</h1>") != std::string::npos);
  CHECK(page.find("<h2>The gate says no</h2>") < page.find("<h2>All workloads</h2>"));
}

TEST_CASE("nothing to judge is said") {
  CHECK(html({}).find("<h1>Nothing was judged</h1>") != std::string::npos);
}

TEST_CASE("only plain https is linked, and pages are known by their ends") {
  using namespace report;
  CHECK(html_link("a<b", "https://example.com/x?a=1&b=2") ==
        "<a href=\"https://example.com/x?a=1&amp;b=2\" rel=\"noreferrer\">a&lt;b</a>");
  for (const char* url :
       {"javascript:alert(1)", "http://example.com", "https://a\"b", "data:text/html,x", ""})
    CHECK(html_link("a", url) == "a");
  CHECK(html_source({"https://docs.example.com/a/b/quotas.html", "", "undated", "2026-11-24", "", ""}) ==
        "<span class=\"source\"><a href=\"https://docs.example.com/a/b/quotas.html\" rel=\"noreferrer\">"
        "docs.example.com/\xe2\x80\xa6/quotas.html</a> (undated, checked 2026-11-24)</span>");
  CHECK(html_source({"", "Quotas", "2026-10-01", "", "", ""}) ==
        "<span class=\"source\">Quotas (as of 2026-10-01)</span>");
  CHECK(html_source({}).empty());
}
