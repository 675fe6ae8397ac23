// The gate over reports made by hand: which verdicts pass against what, and what is shown of them.
#include "engine/gate.hpp"

#include "base/date.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <array>
#include <string>

using namespace placer;

namespace {

OfferingReport placed(std::string_view platform, std::string_view name, Verdict verdict) {
  OfferingReport report;
  report.platform = platform;
  report.offering = name;
  report.verdict = verdict;
  return report;
}

Report with(std::string_view target, Verdict zip, Verdict image, Verdict cluster) {
  WorkloadReport workload;
  workload.target = target;
  workload.offerings = {placed("lambda", "zip", zip), placed("lambda", "image", image),
                        placed("kubernetes", "generic", cluster)};
  Report report;
  report.workloads.push_back(workload);
  return report;
}

bool passes(Report report, const engine::GateOptions& options) {
  engine::judge_gate(report, options);
  return report.gate->passed;
}

constexpr Verdict fits = Verdict::fits, changes = Verdict::fits_with_changes, open = Verdict::unknown,
                  out = Verdict::does_not_fit;

Finding found(std::string_view rule, Outcome outcome, std::string_view hardness = "hard") {
  Finding finding;
  finding.rule = rule;
  finding.outcome = outcome;
  finding.hardness = hardness;
  finding.message = std::string(rule) + " says so";
  finding.remedy = "change it";
  return finding;
}

/// A limit that holds and of which `used` parts per million are used.
Finding held(std::string_view rule, std::int64_t used, std::string_view unit = "ms") {
  Finding finding = found(rule, Outcome::pass);
  finding.needed.unit = unit;
  finding.allowed.interval = Interval{900'000, 900'000};
  finding.used = used;
  finding.places = {{0, 4, 2}};
  return finding;
}

/// "error zip timeout: timeout says so (change it)", a line each.
std::string shown(const Report& report) {
  std::string text;
  for (const Annotation& one : report.annotations)
    text += std::string(to_string(one.severity)) + " " + one.offering + " " + one.message + " (" + one.help +
            ")\n";
  return text;
}

}  // namespace

TEST_CASE("of several that pass, one that fits decides before one that nobody can tell of") {
  Report report = with("", open, open, fits);
  engine::judge_gate(report, {});
  CHECK(report.gate->entries[0].offering == "kubernetes/generic");
  CHECK(report.gate->entries[0].verdict == fits);
}

TEST_CASE(
    "where a place is asked for, what is elsewhere is left out and what has no target is held against it") {
  engine::GateOptions options;
  options.on = {"lambda"};
  // As the engine judges where only this place is asked for.
  const auto there = [&](std::string_view target) {
    Report report = with(target, out, fits, fits);
    report.workloads[0].offerings.pop_back();
    engine::judge_gate(report, options);
    return report;
  };
  const Report elsewhere = there("kubernetes/generic");
  CHECK(elsewhere.gate->entries.empty());
  CHECK(elsewhere.gate->elsewhere == std::vector<std::size_t>{0});
  CHECK_FALSE(elsewhere.gate->passed);
  CHECK_FALSE(there("lambda/zip").gate->passed);
  CHECK(there("lambda/image").gate->passed);
  const Report open_target = there("");
  CHECK(open_target.gate->passed);
  CHECK(open_target.gate->entries[0].against == "any offering of lambda");
}

TEST_CASE("a workload is held against what is required, else its target, else any offering") {
  struct Row {
    std::string_view target, require;
    Verdict zip, image, cluster;
    bool passes;
  };
  static constexpr std::array<Row, 9> rows{{
      {"", "", out, out, fits, true},
      {"", "", out, out, out, false},
      {"lambda/zip", "", out, fits, fits, false},
      {"lambda/zip", "", fits, out, out, true},
      {"lambda/zip", "kubernetes", out, out, fits, true},
      {"", "lambda", out, fits, out, true},
      {"", "lambda/zip", out, fits, out, false},
      {"", "lambda", out, open, out, true},
      {"", "lambda", out, changes, out, true},
  }};
  for (const Row& row : rows) {
    CAPTURE(row.target, row.require);
    engine::GateOptions options;
    if (!row.require.empty()) options.require.emplace_back(row.require);
    CHECK(passes(with(row.target, row.zip, row.image, row.cluster), options) == row.passes);
  }
}

TEST_CASE("what is undecided or needs a quota fails on request") {
  engine::GateOptions options;
  options.fail_on_unknown = true;
  CHECK(!passes(with("", out, open, out), options));
  CHECK(passes(with("", out, open, changes), options));
  options.fail_on_quota = true;
  CHECK(!passes(with("", out, open, changes), options));
}

TEST_CASE("nothing to judge is no pass") { CHECK(!passes(Report(), {})); }

TEST_CASE("advice fails on request, and only where it concerns the offering that decides") {
  Report report = with("lambda/zip", fits, fits, fits);
  report.workloads[0].advice = {{"cold", {"lambda/zip"}, "starts slowly", "keep it warm", {}}};
  engine::GateOptions options;
  CHECK(passes(report, options));
  options.fail_on_advice = true;
  CHECK(!passes(report, options));
  // The platform has another offering, of which nothing is said.
  options.require = {"lambda"};
  CHECK(passes(report, options));
}

TEST_CASE("a limit of which too much is used fails on request") {
  Report report = with("lambda/zip", fits, fits, fits);
  report.workloads[0].offerings[0].findings = {held("timeout", 930'000), held("layers", 1'000'000, "count")};
  engine::GateOptions options;
  CHECK(passes(report, options));
  options.headroom = 930'001;
  CHECK(passes(report, options));
  options.headroom = 930'000;
  CHECK(!passes(report, options));
  engine::judge_gate(report, options);
  CHECK(shown(report) ==
        "error lambda/zip timeout says so, 93% of what is allowed; the gate stops at 93% (change it)\n");
  CHECK(report.gate->entries[0].verdict == Verdict::fits);
}

TEST_CASE(
    "annotations say how serious a finding is for the gate, and what is no finding only where asked for") {
  Report report = with("lambda/zip", open, fits, fits);
  Finding unknown = found("timeout", Outcome::unknown);
  unknown.missing = {"timeout", "trigger"};
  report.workloads[0].offerings[0].findings = {found("quota", Outcome::fail, "quota"), unknown};
  report.workloads[0].advice = {{"cold", {"lambda/zip"}, "starts slowly", "keep it warm", {}},
                                {"hot", {"lambda/image"}, "runs hot", "cool it", {}}};
  Report strict = report;
  Report brief = report;
  engine::judge_gate(brief, {});
  CHECK(shown(brief) == "warning lambda/zip quota says so (change it)\n");
  engine::GateOptions all;
  all.verbose = true;
  engine::judge_gate(report, all);
  CHECK(shown(report) ==
        "warning lambda/zip quota says so (change it)\n"
        "warning lambda/zip timeout says so (declare timeout, trigger)\n"
        "note lambda/zip starts slowly (keep it warm)\n");
  engine::GateOptions options;
  options.fail_on_unknown = options.fail_on_quota = options.fail_on_advice = true;
  engine::judge_gate(strict, options);
  CHECK(shown(strict) ==
        "error lambda/zip quota says so (change it)\n"
        "error lambda/zip timeout says so (declare timeout, trigger)\n"
        "error lambda/zip starts slowly (keep it warm)\n");
}

TEST_CASE("of a platform that nothing fits the nearest offering of each platform is shown") {
  Report report = with("", out, out, out);
  std::vector<OfferingReport>& offerings = report.workloads[0].offerings;
  offerings[0].findings = {found("timeout", Outcome::fail), found("trigger", Outcome::unknown)};
  offerings[1].findings = {found("size", Outcome::fail)};
  offerings[2].findings = {found("memory", Outcome::fail)};
  engine::judge_gate(report, {});
  CHECK(shown(report) ==
        "error lambda/zip timeout says so (change it)\n"
        "error kubernetes/generic memory says so (change it)\n");
  CHECK(report.gate->entries[0].offering == "lambda/zip");
}

TEST_CASE("what several requirements have in common is shown once") {
  Report report = with("", out, out, fits);
  for (OfferingReport& offering : report.workloads[0].offerings)
    offering.findings = {found("timeout", Outcome::fail)};
  engine::GateOptions options;
  options.require = {"lambda/zip", "lambda/image"};
  engine::judge_gate(report, options);
  CHECK(report.gate->entries.size() == 2);
  CHECK(report.annotations.size() == 1);
}

TEST_CASE("the same fault at two places is shown at both") {
  Report report = with("lambda/zip", out, fits, fits);
  Finding first = found("port", Outcome::fail), second = first;
  first.places = {{0, 4, 2}};
  second.places = {{0, 9, 2}};
  report.workloads[0].offerings[0].findings = {first, second, first};
  engine::judge_gate(report, {});
  REQUIRE(report.annotations.size() == 2);
  CHECK(report.annotations[0].places == first.places);
  CHECK(report.annotations[1].places == second.places);
}

TEST_CASE("what was not judged is said to those who did not ask for advice too") {
  Report report = with("lambda/zip", fits, fits, fits);
  report.workloads[0].advice = {{"bare", {"lambda/zip"}, "says nothing", "judge the whole", {}, true}};
  engine::judge_gate(report, {});
  CHECK(report.gate->passed);
  REQUIRE(report.annotations.size() == 1);
  CHECK(report.annotations.front().rule == "bare");
  CHECK(report.annotations.front().severity == Severity::note);
}

TEST_CASE("without a gate the target is annotated, or the advice for what is recommended") {
  Report report = with("lambda/zip", out, fits, fits);
  report.workloads[0].offerings[0].findings = {found("timeout", Outcome::fail)};
  report.workloads[0].advice = {{"cold", {"lambda/zip"}, "starts slowly", "keep it warm", {}},
                                {"hot", {"lambda/image"}, "runs hot", "cool it", {}}};
  report.workloads.push_back(report.workloads[0]);
  report.workloads[1].target = {};
  report.workloads[1].recommendation.platform = "lambda";
  report.workloads[1].recommendation.offering = "image";
  engine::GateOptions verbose;
  verbose.verbose = true;
  engine::annotate(report, verbose);
  CHECK(shown(report) ==
        "error lambda/zip timeout says so (change it)\n"
        "note lambda/zip starts slowly (keep it warm)\n"
        "note lambda/image runs hot (cool it)\n");
  CHECK(report.annotations.back().workload == 1);
  CHECK(!report.gate);
}

TEST_CASE("a workload of which a value could not be read does not pass") {
  Report report = with("lambda/zip", fits, out, out);
  CHECK(passes(report, {}));
  report.workloads.front().unread = true;
  CHECK_FALSE(passes(report, {}));
}

TEST_CASE("a quota that is broken fails on request, also where something else is undecided") {
  Report report = with("lambda/zip", open, out, out);
  report.workloads[0].offerings[0].findings = {found("concurrency", Outcome::fail, "quota")};
  engine::GateOptions options;
  CHECK(passes(report, options));
  options.fail_on_quota = true;
  CHECK_FALSE(passes(report, options));
}

TEST_CASE("what is over a limit that may be raised has no headroom left") {
  Report report = with("lambda/zip", open, out, out);
  Finding broken = found("timeout", Outcome::fail, "quota");
  broken.used = 1'160'000;
  report.workloads[0].offerings[0].findings = {broken};
  engine::GateOptions options;
  CHECK(passes(report, options));
  options.headroom = 900'000;
  CHECK_FALSE(passes(report, options));
}

TEST_CASE("rules that were checked too long ago fail on request") {
  const rules::RuleSet& rules = test::builtin("current");
  Report report = with("aws-lambda/zip", fits, fits, fits);
  report.workloads[0].offerings[0].platform = "aws-lambda";
  report.workloads[0].offerings[0].offering = "zip";
  engine::judge_gate(report, {});
  REQUIRE(report.gate->passed);
  engine::judge_age(report, rules, *day_number("2026-01-01"));
  CHECK(report.gate->passed);
  CHECK(report.diagnostics.empty());
  engine::judge_age(report, rules, *day_number("2100-01-01"));
  CHECK_FALSE(report.gate->passed);
  CHECK(report.gate->stale_rules.size() > 20);
  REQUIRE(report.diagnostics.size() == 1);
  CHECK(report.diagnostics[0].code == "rules.stale");
}
