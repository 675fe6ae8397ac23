// The gate over reports made by hand: which verdicts pass against what.
#include "engine/gate.hpp"

#include "support/catch.hpp"

#include <array>

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

constexpr Verdict fits = Verdict::fits, changes = Verdict::fits_with_changes, open = Verdict::unknown,
                  out = Verdict::does_not_fit;

}  // namespace

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
    CHECK(engine::judge_gate(with(row.target, row.zip, row.image, row.cluster), options).passed ==
          row.passes);
  }
}

TEST_CASE("what is undecided or needs a quota fails on request") {
  engine::GateOptions options;
  options.fail_on_unknown = true;
  CHECK(!engine::judge_gate(with("", out, open, out), options).passed);
  CHECK(engine::judge_gate(with("", out, open, changes), options).passed);
  options.fail_on_quota = true;
  CHECK(!engine::judge_gate(with("", out, open, changes), options).passed);
}

TEST_CASE("nothing to judge is no pass") { CHECK(!engine::judge_gate(Report(), {}).passed); }
