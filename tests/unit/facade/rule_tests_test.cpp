// The runner of rule tests: what it compares, what it says, and what it does with files that are wrong.
#include "facade/rule_tests.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using placer::test::MemoryReader;
using placer::test::RuleFiles;

namespace {

/// What a run over one file of cases says: failures as a person sees them, then errors, then what is
/// untested.
struct Outcome {
  RuleTestResult result;
  std::string failures, errors;
};

Outcome run(const std::string& cases, RuleFiles files = {}) {
  const rules::RuleSet small = files.load();
  MemoryReader reader = MemoryReader::of({{"cases/a.yaml", cases}});
  SourceMap sources;
  DiagnosticSink sink;
  const auto find = [&](std::string_view name) { return name == "current" ? &small : nullptr; };
  Outcome outcome{run_rule_tests({"cases"}, find, reader, sources, sink), "", ""};
  for (const Diagnostic& failure : outcome.result.failures) outcome.failures += render(failure, sources);
  for (const Diagnostic& error : sink.sorted()) outcome.errors += render(error, sources);
  return outcome;
}

constexpr std::string_view beta =
    "requirements:\n"
    "  - {id: beta.plain, require: privileged == false, hardness: hard, source: page, message: m, remedy: "
    "r}\n";

}  // namespace

TEST_CASE("a case that holds says nothing") {
  const Outcome outcome =
      run("tests:\n"
          "  - name: a quarter of an hour\n"
          "    workload: {timeout: 15min, memory: 1GiB}\n"
          "    expect:\n"
          "      findings: {alpha/one: {alpha.timeout: pass}}\n"
          "      verdicts: {alpha/one: fits}\n"
          "      recommendation: alpha/one\n");
  CHECK(outcome.failures.empty());
  CHECK(outcome.errors.empty());
  CHECK(outcome.result.cases == 1);
  CHECK(outcome.result.failed == 0);
}

TEST_CASE("every expectation that is not met is shown at its place") {
  const Outcome outcome =
      run("tests:\n"
          "  - name: too long\n"
          "    workload: {timeout: 20min}\n"
          "    expect:\n"
          "      findings: {alpha/one: {alpha.timeout: pass}}\n"
          "      verdicts: {alpha/one: fits}\n"
          "      sizes: {alpha/one: \"1 vCPU, 2GiB\"}\n"
          "      recommendation: alpha/one\n"
          "  - name: short\n"
          "    workload: {timeout: 20s}\n"
          "    expect: {verdicts: {alpha/one: fits}}\n");
  CHECK(outcome.result.cases == 2);
  CHECK(outcome.result.failed == 1);
  CHECK(
      outcome.failures ==
      "cases/a.yaml:5:45: error: too long: alpha.timeout on alpha/one: expected pass, got fail [rules.test]\n"
      "    5 |       findings: {alpha/one: {alpha.timeout: pass}}\n"
      "      |                                             ^~~~\n"
      "cases/a.yaml:6:29: error: too long: the verdict of alpha/one: expected fits, got does_not_fit "
      "[rules.test]\n"
      "    6 |       verdicts: {alpha/one: fits}\n"
      "      |                             ^~~~\n"
      "cases/a.yaml:7:26: error: too long: the size of alpha/one: expected 1 vCPU, 2GiB, got none "
      "[rules.test]\n"
      "    7 |       sizes: {alpha/one: \"1 vCPU, 2GiB\"}\n"
      "      |                          ^~~~~~~~~~~~~~\n"
      "cases/a.yaml:8:23: error: too long: the recommendation: expected alpha/one, got none [rules.test]\n"
      "    8 |       recommendation: alpha/one\n"
      "      |                       ^~~~~~~~~\n");
}

TEST_CASE("a rule that was not judged is neither passed nor failed") {
  RuleFiles files;
  files.replace("alpha.yaml", "    at_most: 900s\n", "    at_most: 900s\n    when: trigger == http\n");
  const Outcome outcome =
      run("tests:\n"
          "  - name: no web service\n"
          "    workload: {trigger: queue, timeout: 20min}\n"
          "    expect: {findings: {alpha/one: {alpha.timeout: pass}}}\n",
          files);
  CHECK_THAT(outcome.failures, test::contains("expected pass, got not judged"));
}

TEST_CASE("without presumed facts a case is stricter") {
  RuleFiles files;
  files.add_platform("beta", "10%", beta);
  const Outcome outcome =
      run("tests:\n"
          "  - {name: presumed, workload: {}, expect: {findings: {beta/one: {beta.plain: pass}}}}\n"
          "  - {name: strict, strict: true, workload: {}, expect: {findings: {beta/one: {beta.plain: "
          "unknown}}}}\n",
          files);
  CHECK(outcome.failures.empty());
  CHECK(outcome.errors.empty());
  CHECK(outcome.result.untested.empty());
}

TEST_CASE("requirements that no case names are listed") {
  RuleFiles files;
  files.add_platform("beta", "10%", beta);
  const Outcome outcome =
      run("tests:\n  - {name: a, workload: {}, expect: {verdicts: {beta/one: fits}}}\n", files);
  CHECK(outcome.result.untested == std::vector<std::string>{"current: beta.plain"});
}

TEST_CASE("advice must be said in one case and be silent in another") {
  RuleFiles files;
  files.add_platform("beta", "10%",
                     "advice:\n"
                     "  - {id: beta.slow, when: timeout > 1min, source: page, message: m, remedy: r}\n");
  const std::string said =
      "  - {name: long, workload: {timeout: 2min}, expect: {advice: {beta/one: {beta.slow: said}}}}\n";
  const std::string silent =
      "  - {name: short, workload: {timeout: 2s}, expect: {advice: {beta/one: {beta.slow: silent}}}}\n";
  const Outcome both = run("tests:\n" + said + silent, files);
  CHECK(both.failures.empty());
  CHECK(both.errors.empty());
  CHECK(both.result.untested.empty());
  const std::vector<std::string> slow{"current: beta.slow"};
  CHECK(run("tests:\n" + said, files).result.untested == slow);
  CHECK(run("tests:\n" + silent, files).result.untested == slow);
  CHECK_THAT(run("tests:\n  - {name: a, workload: {timeout: 2s}, expect: {advice: {beta/one: {beta.slow: "
                 "said}}}}\n",
                 files)
                 .failures,
             test::contains("a: beta.slow on beta/one: expected said, got silent"));
  CHECK_THAT(
      run("tests:\n  - {name: a, workload: {}, expect: {advice: {beta/one: {beta.slow: maybe}}}}\n", files)
          .errors,
      test::contains("expected one of said, silent, got `maybe`"));
}

TEST_CASE("what is wrong with a file of cases is an error and the other cases still run") {
  struct Wrong {
    std::string_view text, message;
  };
  static constexpr Wrong table[] = {
      {"name: a, workload: {}, expects: {}", "a case has no key `expects`"},
      {"workload: {}, expect: {verdicts: {alpha/one: fits}}", "a case needs `name`"},
      {"name: a, workload: {}", "a case needs a `workload` and what to `expect`"},
      {"name: a, workload: {}, expect: {}", "a case needs a `workload` and what to `expect`"},
      {"name: a, workload: [], expect: {verdicts: {alpha/one: fits}}",
       "a case needs a `workload` and what to `expect`"},
      {"name: a, workload: {timeot: 3s}, expect: {verdicts: {alpha/one: fits}}", "there is no key `timeot`"},
      {"name: a, ruleset: old, workload: {}, expect: {verdicts: {alpha/one: fits}}",
       "there is no rule set `old`"},
      {"name: a, workload: {}, expect: {verdict: {alpha/one: fits}}", "an expectation has no key `verdict`"},
      {"name: a, workload: {}, expect: {verdicts: {alpha/on: fits}}", "there is no offering `alpha/on`"},
      {"name: a, workload: {}, expect: {findings: {alpha/one: {alpha.timout: fail}}}",
       "alpha/one has no rule `alpha.timout`"},
      {"name: a, workload: {}, expect: {findings: {alpha/one: {alpha.timeout: maybe}}}",
       "expected one of fail, unknown, pass, got `maybe`"},
      {"name: a, workload: {}, expect: {verdicts: [alpha/one, fits]}",
       "`verdicts` must be a mapping of what is expected"},
      {"name: a, workload: {}, expect: {sizes: none}", "`sizes` must be a mapping of what is expected"},
      {"name: a, workload: {}, expect: {findings: {alpha/one: [alpha.timeout]}}",
       "`alpha/one` must be a mapping of what is expected"},
      {"name: a, workload: {}, expect: {findings: {alpha/one: {}}}",
       "`alpha/one` must be a mapping of what is expected"},
      {"name: a, workload: {}, expect: {advice: {alpha/one: {alpha.timeout: silent}}}",
       "`alpha.timeout` is no advice"},
      {"name: a, workload: {}, expect: {verdicts: {alpha/one: fit}}",
       "expected one of fits, fits_with_changes, unknown, does_not_fit, got `fit`"},
  };
  for (const Wrong& wrong : table) {
    CAPTURE(wrong.text);
    const Outcome outcome = run("tests:\n  - {" + std::string(wrong.text) +
                                "}\n  - {name: good, workload: {}, expect: {verdicts: {alpha/one: fits}}}\n");
    CHECK_THAT(outcome.errors, test::contains(std::string(wrong.message)));
    CHECK(outcome.result.case_names.back() == "good");
  }
}

TEST_CASE("a file that is no list of cases is an error") {
  CHECK_THAT(run("cases: []\n").errors, test::contains("a file of cases has no key `cases`"));
  CHECK_THAT(run("tests: {a: 1}\n").errors, test::contains("`tests` of a file of cases must be a list"));
}
