// What is known of a fact without a value: that it is one of a few, or as large as another one at least.
#include "rules/relations.hpp"
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <algorithm>
#include <initializer_list>

using namespace placer;
using namespace placer::test;

namespace {

const std::string container =
    "memory: 512MiB, timeout: 30s, package.format: image, package.size: 1GiB, gpu: none";

/// A workload whose trigger is one of these.
Workload among(std::initializer_list<std::string_view> triggers, const std::string& more = {}) {
  const rules::RuleSet& rules = builtin("current");
  Workload one = workload(rules, container + more);
  const FactId trigger = rules.known(rules::Known::trigger);
  Narrowed narrowed{trigger, 0, "a Deployment runs until it is stopped"};
  for (const rules::Symbol& symbol : rules.rows(rules.fact(trigger).symbols))
    if (std::find(triggers.begin(), triggers.end(), rules.text(symbol.name)) != triggers.end())
      narrowed.among |= std::int64_t{1} << symbol.bit;
  one.narrowed.push_back(narrowed);
  return one;
}

}  // namespace

TEST_CASE("what each of the triggers rules out is out, though no rule alone says so") {
  const rules::RuleSet& rules = builtin("current");
  const WorkloadReport report = judged(rules, among({"http", "tcp", "daemon"}));
  CHECK(verdict(report, "aws-batch/fargate") == "does_not_fit");
  CHECK(verdict(report, "cloud-run/job") == "does_not_fit");
  CHECK(outcome(report, "aws-batch/fargate", "aws-batch.no-http") == "none");
  CHECK(outcome(report, "aws-batch/fargate", "aws-batch.no-daemon") == "fail");
  CHECK(verdict(report, "aws-lambda/image") == "unknown");
  CHECK(verdict(report, "aws-ecs/fargate") == "fits");
}

TEST_CASE("one of the triggers that will do keeps an offering open") {
  const rules::RuleSet& rules = builtin("current");
  CHECK(verdict(judged(rules, among({"http", "queue"})), "aws-batch/fargate") == "unknown");
  CHECK(verdict(judged(rules, workload(rules, container)), "aws-batch/fargate") == "unknown");
}

TEST_CASE("where each of the triggers is ruled out, it is said what is known of them") {
  const WorkloadReport report = judged(builtin("current"), among({"http", "daemon"}));
  CHECK(outcome(report, "aws-batch/fargate", "aws-batch.no-http") == "none");
  bool said = false;
  for (const Finding& finding : offering(report, "aws-batch/fargate").findings)
    if (finding.outcome == Outcome::fail) {
      CHECK(finding.needed.text == "a Deployment runs until it is stopped");
      CHECK(finding.message == "jobs run to completion; there is no permanent process");
      said = true;
    }
  CHECK(said);
}

TEST_CASE("a trigger that is stated is the one that counts") {
  const rules::RuleSet& rules = builtin("current");
  CHECK(verdict(judged(rules, among({"http", "daemon"}, ", trigger: batch")), "aws-batch/fargate") == "fits");
}

TEST_CASE("a rule that all of the triggers meet holds, and a question says what is known") {
  const rules::RuleSet& rules = builtin("current");
  const WorkloadReport report = judged(rules, among({"http", "grpc"}));
  const auto found = std::find_if(report.questions.begin(), report.questions.end(),
                                  [](const Question& question) { return question.fact == "trigger"; });
  REQUIRE(found != report.questions.end());
  CHECK(found->note == "a Deployment runs until it is stopped");
  CHECK(outcome(report, "aws-batch/fargate", "aws-batch.no-udp") == "none");
}

TEST_CASE("a run that takes longer than the longest timeout of an offering needs that much of a timeout") {
  const rules::RuleSet& rules = builtin("current");
  const std::string event =
      "trigger: event, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: rare, ";
  for (const std::string duration : {"duration: 20min", "duration: {typical: 2s, tail: 20min}"}) {
    CAPTURE(duration);
    const WorkloadReport report = judged(rules, event + duration);
    CHECK(verdict(report, "aws-lambda/zip") == "does_not_fit");
    const auto& findings = offering(report, "aws-lambda/zip").findings;
    REQUIRE(!findings.empty());
    CHECK(findings.front().rule == "aws-lambda.timeout");
    CHECK(findings.front().message.find("at least 20min") != std::string::npos);
    CHECK(!findings.front().places.empty());
  }
  CHECK(verdict(judged(rules, event + "duration: 10min"), "aws-lambda/zip") == "unknown");
}

TEST_CASE("an image is as large as what is in it at least, and that no larger than the image") {
  const rules::RuleSet& rules = builtin("current");
  const std::string image =
      "trigger: http, timeout: 10s, memory: 256MiB, gpu: none, traffic: steady, package: {format: image, "
      "image_size: ";
  CHECK(verdict(judged(rules, image + "5GiB}"), "aws-lambda/image") == "fits");
  CHECK(verdict(judged(rules, image + "15GiB}"), "aws-lambda/image") == "does_not_fit");
}

TEST_CASE("what a platform fills in bounds nothing") {
  const rules::RuleSet& rules = builtin("current");
  Workload one =
      workload(rules, "trigger: event, memory: 512MiB, dependency_size: 60MiB, gpu: none, traffic: rare");
  one.facts.push_back(fact(rules, "timeout", {3'000, 3'000}, Origin::platform_default));
  for (const rules::Bounded& bounded : rules::bounded_by(rules, one))
    CHECK(rules.text(rules.fact(bounded.fact).key) == "package.image_size");
}

TEST_CASE("a turn of the recommendation is within what other facts allow") {
  engine::JudgeOptions whole;
  whole.depth = Depth::everything;
  const WorkloadReport report =
      judged(builtin("current"),
             "trigger: http, timeout: 10s, memory: 256MiB, dependency_size: 20MiB, gpu: none, "
             "traffic: {pattern: spiky, average: 1rps, peak: 30000rps}",
             whole);
  for (const Question& question : report.questions)
    if (question.fact == "duration.typical")
      for (const Turn& turn : question.turns)
        if (turn.above) CHECK(turn.above->interval->high <= 10'000);
}

TEST_CASE("a device of a maker is no card of another's, whichever it is") {
  const rules::RuleSet& rules = builtin("current");
  const auto found = [&](const std::string& gpus, const std::string& maker) {
    Workload one = workload(rules, "trigger: batch, timeout: 1h, memory: 16GiB, cpu: 4, gpu: " + gpus);
    one.maker_types = workload(rules, "gpu: {count: 1, type: " + maker + "}")
                          .find(rules.known(rules::Known::gpu_type))
                          ->value.low;
    return judged(rules, one);
  };
  const WorkloadReport nvidia = found("1", "[l4, h100]");
  CHECK(outcome(nvidia, "kubernetes/eks", "kubernetes.eks.no-tpu") == "none");
  CHECK(outcome(nvidia, "kubernetes/gke-standard", "kubernetes.gke.no-neuron") == "none");
  CHECK(verdict(nvidia, "kubernetes/eks") == "unknown");
  // What is in the way says which cards those of the maker are.
  const WorkloadReport amd = found("1", "[amd-mi300x, amd-mi250]");
  for (const Finding& one : offering(amd, "cloud-run/job-gpu").findings)
    if (one.rule == "cloud-run.job-gpu.type") CHECK(one.needed.text == "amd-mi300x or amd-mi250");
  CHECK(outcome(amd, "cloud-run/job-gpu", "cloud-run.job-gpu.type") == "fail");
  // Google's chips are in no machine of EKS, and sixteen of another maker's would do there.
  CHECK(verdict(found("16", "google-tpu"), "kubernetes/eks") == "does_not_fit");
  CHECK(verdict(found("16", "neuron"), "kubernetes/eks") == "unknown");
}
