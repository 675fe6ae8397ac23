// As many annotations as GitHub shows, what is left out, and what is said of several workloads alike.
#include "report/renderers.hpp"
#include "support/catch.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace placer;

namespace {

constexpr std::string_view text = "name: w\ntimeout: 20min\n";

std::string github(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_github(report, sources, out);
  return out;
}

/// Annotations of these severities, each at another place.
std::string github(const std::vector<Severity>& severities, const std::string& name = "w") {
  SourceMap sources;
  sources.add("a.yaml", std::string(100, '\n'));
  Report report;
  report.workloads.emplace_back().name = name;
  std::uint32_t line = 0;
  for (const Severity severity : severities)
    report.annotations.push_back({severity, Outcome::fail, 0, "a.b", "p/o", "m", "", {{0, line++, 0}}});
  return github(report, sources);
}

std::size_t count(std::string_view whole, std::string_view part) {
  std::size_t number = 0;
  for (std::size_t at = 0; (at = whole.find(part, at)) != std::string_view::npos; at += part.size()) ++number;
  return number;
}

std::vector<Severity> of_each(std::size_t errors, std::size_t warnings, std::size_t notes) {
  std::vector<Severity> all(errors, Severity::error);
  all.insert(all.end(), warnings, Severity::warning);
  all.insert(all.end(), notes, Severity::note);
  return all;
}

}  // namespace

TEST_CASE("ten of each kind are shown without a word") {
  const std::string out = github(of_each(10, 10, 10));
  CHECK(count(out, "::error ") == 10);
  CHECK(count(out, "::warning ") == 10);
  CHECK(count(out, "::notice ") == 10);
  CHECK(count(out, "\n") == 30);
}

TEST_CASE("what is over the limit is counted and stands in the log") {
  const std::string out = github(of_each(12, 1, 10));
  CHECK(count(out, "::error ") == 10);
  CHECK(count(out, "::warning ") == 1);
  CHECK(count(out, "::notice ") == 10);  // with the one that counts
  CHECK(
      out.ends_with("::notice title=placer::2 errors and 1 notice more than GitHub shows of one step; the "
                    "log of the step has "
                    "them\n"
                    "::group::placer: 2 errors and 1 notice more\n"
                    "a.yaml:11:1: error: w on p/o: m [a.b]\n"
                    "a.yaml:12:1: error: w on p/o: m [a.b]\n"
                    "a.yaml:23:1: note: w on p/o: m [a.b]\n"
                    "::endgroup::\n"));
}

TEST_CASE("what is over the limit forges no command") {
  SourceMap sources;
  const FileId file = sources.add("::error::x\n::error::y.yaml", std::string(100, '\n'));
  Report report;
  report.workloads.emplace_back().name = "::error::boo ##[error]boo";
  for (std::uint32_t line = 0; line < 11; ++line)
    report.annotations.push_back(
        {Severity::error, Outcome::fail, 0, "a.b", "p/o", "m\n::error::z", "", {{file, line, 0}}});
  const std::string out = github(report, sources);
  CHECK(count("\n" + out, "\n::error ") == 10);
  CHECK(count("\n" + out, "\n::error::") == 0);
  CHECK(out.find("\n: :error::x ::error::y.yaml:11:1: error: ::error::boo # #[error]boo on p/o: m ::error::z "
                 "[a.b]\n") != std::string::npos);
}

TEST_CASE("what a rule says of several workloads at one place is one annotation") {
  SourceMap sources;
  sources.add("a.yaml", std::string(text));
  Report report;
  for (const char* name : {"one", "two"}) {
    report.annotations.push_back(
        {Severity::error, Outcome::fail, report.workloads.size(), "a.b", "p/o", "m", "mend", {{0, 17, 5}}});
    report.workloads.emplace_back().name = name;
  }
  CHECK(github(report, sources) ==
        "::error file=a.yaml,line=2,col=10,endColumn=15,title=a.b::one on p/o: m%0Atwo on p/o: m%0Ahelp: "
        "mend\n");
  report.annotations[1].rule = "a.c";
  CHECK(count(github(report, sources), "::error ") == 2);
  report.annotations[1].rule = "a.b";
  report.annotations[1].severity = Severity::warning;
  CHECK(count(github(report, sources), "::warning ") == 1);
}

TEST_CASE("of many workloads at one place some are named") {
  SourceMap sources;
  sources.add("a.yaml", std::string(text));
  Report report;
  for (std::size_t i = 0; i < 30; ++i) {
    report.workloads.emplace_back().name = "w";
    report.annotations.push_back({Severity::error, Outcome::fail, i, "a.b", "p/o", "m", "", {{0, 17, 5}}});
  }
  const std::string out = github(report, sources);
  CHECK(count(out, "w on p/o: m") == 10);
  CHECK(out.ends_with("%0Aand 20 more\n"));
}
