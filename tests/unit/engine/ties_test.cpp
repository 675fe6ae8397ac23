// Equal scores: what breaks the tie, and what stands behind all others whatever its score.
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using namespace placer::test;

namespace {

const std::string core =
    "trigger: http, timeout: 1h, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: steady";

std::string limit(const std::string& id, const std::string& comparison, const std::string& hardness) {
  return "limits:\n  - {id: " + id + ".limit, " + comparison + ", hardness: " + hardness +
         ", source: page, message: m, remedy: r}\n";
}

/// The order of all platforms but alpha, which does not fit.
std::string order(RuleFiles files, const std::string& facts) {
  const rules::RuleSet rules = files.load();
  std::vector<std::string> names;
  for (const std::string& id : ranking(judged(rules, facts)))
    if (id != "alpha/one") names.push_back(id.substr(0, id.find('/')));
  return join(names, " ");
}

}  // namespace

TEST_CASE("of equal midpoints the better verdict comes first") {
  CHECK(order(RuleFiles()
                  .add_platform(
                      "beta", "50%",
                      limit("beta", "fact: concurrency, at_most: 5, when: scratch_disk > 1GiB", "hard"))
                  .add_platform("gamma", "50%", limit("gamma", "fact: timeout, at_most: 1min", "quota"))
                  .add_platform("delta", "50%"),
              core + ", scratch_disk: 2GiB") == "delta gamma beta");
}

TEST_CASE("of equal midpoints and verdicts the higher lower end comes first") {
  CHECK(order(RuleFiles()
                  .add_platform("beta", "40%..60%")
                  .add_platform("gamma", "45%..55%")
                  .add_platform("delta", "30%..70%"),
              core) == "gamma beta delta");
}

TEST_CASE("of equal everything the order of the rule set counts") {
  CHECK(
      order(RuleFiles().add_platform("gamma", "50%").add_platform("beta", "50%").add_platform("delta", "50%"),
            core) == "gamma beta delta");
}

TEST_CASE("a better midpoint counts for more than a better verdict") {
  CHECK(order(RuleFiles()
                  .add_platform("beta", "51%", limit("beta", "fact: timeout, at_most: 1min", "quota"))
                  .add_platform("gamma", "50%"),
              core) == "beta gamma");
}

TEST_CASE("closed offerings stand behind open ones and those that fail behind both") {
  CHECK(order(RuleFiles()
                  .add_platform("beta", "90%", limit("beta", "fact: timeout, at_most: 1min", "hard"))
                  .add_platform("gamma", "80%", {}, "closed")
                  .add_platform("delta", "10%"),
              core) == "delta gamma beta");
}

TEST_CASE("of those that fail the one with the fewest failures comes first") {
  const std::string two =
      "limits:\n"
      "  - {id: beta.a, fact: timeout, at_most: 1min, hardness: hard, source: page, message: m, remedy: r}\n"
      "  - {id: beta.b, fact: memory, at_most: 1MiB, hardness: hard, source: page, message: m, remedy: r}\n";
  const rules::RuleSet rules =
      RuleFiles()
          .add_platform("beta", "90%", two)
          .add_platform("gamma", "10%", limit("gamma", "fact: timeout, at_most: 1min", "hard"))
          .load();
  const WorkloadReport report = judged(rules, core);
  CHECK(ranking(report) == std::vector<std::string>{"alpha/one", "gamma/one", "beta/one"});
  CHECK(recommended(report) == "none");
  CHECK(report.recommendation.reasons == std::vector<std::string>{"no offering holds this workload"});
}

TEST_CASE("an offering that asks for more than is known to be needed stands behind the others") {
  RuleFiles files;
  files.add_platform("beta", "90%", limit("beta", "fact: gpu.count, at_least: 1", "hard"))
      .add_platform("gamma", "10%");
  const std::string without_gpu =
      "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, traffic: steady";
  const rules::RuleSet rules = files.load();
  CHECK(recommended(judged(rules, without_gpu)).starts_with("alpha/one"));
  CHECK(ranking(judged(rules, without_gpu)) ==
        std::vector<std::string>{"alpha/one", "gamma/one", "beta/one"});
  CHECK(recommended(judged(rules, without_gpu + ", gpu: l4")).starts_with("beta/one"));
}
