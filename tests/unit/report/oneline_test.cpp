// One line for each workload, of columns that are always there.
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <string>

using namespace placer;

namespace {

std::string lines_of(const Report& report, const SourceMap& sources, bool colour = false) {
  std::string out;
  report::TextOptions options;
  options.colour = colour;
  report::render_oneline(report, sources, options, out);
  return out;
}

}  // namespace

TEST_CASE("a line of analyze") {
  SourceMap sources;
  Report report = test::sample_report(sources);
  report.gate.reset();
  CHECK(lines_of(report, sources) ==
        "caf\xef\xbf\xbd/workload.yaml:1:7\tno\tcloud-run/service\tprovisional\t1..100\taws-lambda/"
        "zip\tdoes_not_fit\n"
        "-\t-\tnone\tnone\t-\t-\t-\n");
}

TEST_CASE("a line of check says the result, what it was held against, and the rules that fail") {
  SourceMap sources;
  Report report = test::sample_report(sources);
  CHECK(lines_of(report, sources) ==
        "caf\xef\xbf\xbd/workload.yaml:1:7\tno\tpasses\tcloud-run=fits_with_changes\taws-lambda.timeout\n"
        "-\t-\tfails\tany offering=unknown\t-\n");
  report.gate->entries[1].passed = true;
  CHECK(lines_of(report, sources).find("\tundecided\tany offering=unknown\t") != std::string::npos);
  report.workloads[1].unread = true;
  CHECK(lines_of(report, sources).find("\tnot-judged\tany offering=unknown\t") != std::string::npos);
  report.gate->entries[1].refused = true;
  report.gate->entries[1].passed = false;
  CHECK(lines_of(report, sources).find("\tfails\tany offering=refused\t") != std::string::npos);
  report.gate->entries.pop_back();
  report.gate->elsewhere = {1};
  report.workloads[1].target = "a/b";
  CHECK(lines_of(report, sources).ends_with("-\t-\telsewhere\ta/b\t-\n"));
}

TEST_CASE("a workload that is held against several things has one line, and the worst result") {
  Report report;
  report.workloads.emplace_back().name = "w";
  report.gate = Gate{{{0, "a", Verdict::fits, true, "a/b", 1}, {0, "c", Verdict::does_not_fit, false, "", 1}},
                     {},
                     false,
                     {}};
  CHECK(lines_of(report, {}) == "-\tw\tfails\ta=fits,c=does_not_fit\t-\n");
}

TEST_CASE("a name breaks neither lines nor columns") {
  Report report;
  report.workloads.emplace_back().name = "a\tb\nc\rd\x1b[31m";
  const std::string line = lines_of(report, {});
  CHECK(line == "-\ta b c d\xef\xbf\xbd[31m\tnone\tnone\t-\t-\t-\n");
  CHECK(std::count(line.begin(), line.end(), '\t') == 6);
}

TEST_CASE("there is colour only where it is asked for") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  CHECK(lines_of(report, sources).find('\033') == std::string::npos);
  CHECK(lines_of(report, sources, true).find("\t\033[31mfails\033[0m\t") != std::string::npos);
}
