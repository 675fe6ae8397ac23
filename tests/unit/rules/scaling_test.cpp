// The `scaling:` section of platforms: what is wrong in it is said, an own entry stands in for a shipped one,
// and what ships is enough to simulate by.
#include "rules/scaling.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <string>

using namespace placer;
using namespace placer::rules;
using test::RuleFiles;

namespace {

constexpr const char* source =
    "source: {title: a, as_of: undated, checked: 2026-11-30, basis: none, confidence: low}";

std::string problems_of(const std::string& entries) {
  RuleFiles files;
  files.add_platform("beta", "50%", "scaling:\n" + entries);
  return files.problems();
}

std::string entry(const std::string& keys) { return "  - {" + keys + ", " + source + "}\n"; }

}  // namespace

TEST_CASE("a model and its parameters are found by offering") {
  RuleFiles files;
  files.add_platform("beta", "50%",
                     "scaling:\n" + entry("id: model, value: knative") + entry("id: period, value: 2s") +
                         entry("id: pending_starts, value: \"3.5\""));
  const RuleSet rules = files.load();
  const int beta = rules.find_offering("beta/one");
  REQUIRE(beta >= 0);
  const auto offering = static_cast<unsigned>(beta);
  CHECK(scaling_model(rules, offering) == ScalingModel::knative);
  CHECK(find_scaling(rules, offering, ScalingParameter::period)->value.low == 2000);
  CHECK(scaling_text(*find_scaling(rules, offering, ScalingParameter::model)) == "knative");
  CHECK(scaling_text(*find_scaling(rules, offering, ScalingParameter::pending_starts)) == "3.5");
  CHECK(find_scaling(rules, offering, ScalingParameter::window) == nullptr);
  CHECK_FALSE(scaling_model(rules, 0));
}

TEST_CASE("mistakes in scaling") {
  CHECK(problems_of(entry("id: model, value: fixed")).empty());
  CHECK_THAT(
      problems_of(entry("id: modle, value: fixed")),
      Catch::Contains("`modle` is no parameter of scaling") && Catch::Contains("did you mean `model`?"));
  CHECK_THAT(
      problems_of(entry("id: model, value: knatve")),
      Catch::Contains("`knatve` is no model of scaling") && Catch::Contains("did you mean `knative`?"));
  CHECK_THAT(problems_of(entry("id: period, value: 50%")), Catch::Contains("a duration was expected"));
  CHECK_THAT(problems_of(entry("id: period")), Catch::Contains("needs `id` and `value`"));
  CHECK_THAT(problems_of(entry("id: period, value: 1s") + entry("id: period, value: 2s")),
             Catch::Contains("`period` of an offering is given twice"));
  CHECK_THAT(problems_of("  - {id: period, value: 1s}\n"),
             Catch::Contains("an entry without a source is not taken"));
  CHECK_THAT(problems_of(entry("id: period, value: 1s, hint: a")),
             Catch::Contains("a parameter of scaling has no key `hint`"));
}

TEST_CASE("an own entry stands in for a shipped one") {
  RuleFiles files;
  files.add_platform("beta", "50%",
                     "scaling:\n" + entry("id: model, value: fixed") + entry("id: period, value: 1s"));
  files.add_own("own.yaml", "platform: beta\nscaling:\n" + entry("id: period, value: 9s"));
  const RuleSet rules = files.load();
  const auto offering = static_cast<unsigned>(rules.find_offering("beta/one"));
  CHECK(find_scaling(rules, offering, ScalingParameter::period)->value.low == 9000);
  CHECK(scaling_model(rules, offering) == ScalingModel::fixed);
}

TEST_CASE("every shipped model has the parameters that it is simulated by") {
  const RuleSet rules(builtin_block("current"));
  const auto needed = [](ScalingModel model) -> std::vector<ScalingParameter> {
    using P = ScalingParameter;
    switch (model) {
      case ScalingModel::by_request:
        return {P::idle_timeout, P::most_busy, P::starts_per_window, P::start_window};
      case ScalingModel::cloud_run:
        return {P::cpu_target,   P::concurrency_target, P::window,      P::period,
                P::pending_wait, P::pending_starts,     P::concurrency, P::idle_timeout};
      case ScalingModel::knative:
        return {P::concurrency_target, P::window, P::panic_window, P::panic_threshold, P::most_up,
                P::most_down,          P::period, P::concurrency,  P::idle_timeout};
      case ScalingModel::horizontal:
        return {P::cpu_target, P::period,     P::tolerance,  P::stabilisation,
                P::most_up,    P::most_added, P::concurrency};
      case ScalingModel::fixed:
      case ScalingModel::last: break;
    }
    return {P::concurrency};
  };
  std::size_t modelled = 0;
  for (unsigned offering = 0; offering < rules.rows<Offering>().size(); ++offering) {
    const auto model = scaling_model(rules, offering);
    if (!model) continue;
    ++modelled;
    CAPTURE(std::string(rules.text(rules.rows<Offering>()[offering].full_id)));
    for (const ScalingParameter parameter : needed(*model)) {
      CAPTURE(std::string(scaling_names()[static_cast<std::size_t>(parameter)].id));
      const Scaling* row = find_scaling(rules, offering, parameter);
      REQUIRE(row != nullptr);
      CHECK(row->value.is_point());
      CHECK(row->source < rules.rows<Source>().size());
    }
  }
  CHECK(modelled == 17);
}
