// Scores: curves, weights, priorities, and that nothing unknown counts as nothing.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

using namespace placer;
using namespace placer::test;

namespace {

const std::string core =
    "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: steady";

Score score_of(RuleFiles files, const std::string& facts, bool strict = false) {
  engine::JudgeOptions options;
  options.strict = strict;
  const rules::RuleSet rules = files.load();
  return offering(judged(rules, facts, options), "beta/one").score;
}

/// The small rule set with a second criterion over a derived fact, on the platform beta.
RuleFiles with_cost(const std::string& derived, const std::string& property = "price, value: 1USD") {
  RuleFiles files;
  files.replace("scoring.yaml", "criteria:\n", "derived:\n" + derived + R"(
criteria:
  - id: cost
    title: cost
    summary: what it costs
    weight: 3
    of: cost
    curve: {0USD: 100, 10USD: 50, 110USD: 0}
)");
  files.add_platform("beta", "50%");
  files.replace("beta.yaml", "value: 50%, source: page}",
                "value: 50%, source: page}\n  - {id: " + property + ", source: page}");
  return files;
}

}  // namespace

TEST_CASE("a curve is read between its points and is level beyond them") {
  struct Row {
    const char* operations = "";
    Score score;
  };
  static constexpr Row table[] = {
      {"0%", {0, 0}},
      {"50%", {50'000, 50'000}},
      {"33.3333%", {33'333, 33'333}},
      {"100%", {100'000, 100'000}},
      {"20%..70%", {20'000, 70'000}},
      {"0%..100%", {0, 100'000}},
  };
  for (const Row& row : table) {
    CAPTURE(row.operations);
    CHECK(score_of(RuleFiles().add_platform("beta", row.operations), core) == row.score);
  }
  RuleFiles level;
  level.replace("scoring.yaml", "{0%: 0, 100%: 100}", "{20%: 10, 40%: 30, 60%: 90}")
      .add_platform("beta", "10%..80%");
  CHECK(score_of(level, core) == Score{10'000, 90'000});
  RuleFiles falling;
  falling.replace("scoring.yaml", "{0%: 0, 100%: 100}", "{0%: 100, 100%: 0.5}")
      .add_platform("beta", "0%..100%");
  CHECK(score_of(falling, core) == Score{500, 100'000});
}

TEST_CASE("a property that nobody stated gives the whole range") {
  RuleFiles files;
  files.add_platform("beta", "50%");
  files.replace("beta.yaml", "{id: operations, value: 50%, source: page}",
                "{id: start_time, value: 1s, source: page}");
  CHECK(score_of(files, core) == Score{0, 100'000});
}

TEST_CASE("criteria count by their weight and a priority doubles it") {
  const std::string cost = "  - {id: cost, type: money, summary: s, sum: [price]}";
  // operations 50 with weight 1, cost 95 with weight 3
  CHECK(score_of(with_cost(cost), core) == Score{83'750, 83'750});
  CHECK(score_of(with_cost(cost), core + ", priorities: operations") == Score{77'000, 77'000});
  CHECK(score_of(with_cost(cost), core + ", priorities: [operations, cost]") == Score{83'750, 83'750});
}

TEST_CASE("parts of a score are shown with what the curve was read at") {
  const rules::RuleSet rules = with_cost("  - {id: cost, type: money, summary: s, sum: [price]}").load();
  const WorkloadReport report = judged(rules, core + ", priorities: cost");
  const OfferingReport& one = offering(report, "beta/one");
  REQUIRE(one.criteria.size() == 2);
  CHECK(one.criteria[0].id == "cost");
  CHECK(one.criteria[0].weight == 12);  // 3, doubled, in halves
  CHECK(one.criteria[0].score == Score{95'000, 95'000});
  CHECK(one.criteria[0].input.interval == Interval{1'000'000, 1'000'000});
  CHECK(one.criteria[1].reason == "little to run, 50%");
}

TEST_CASE("what is unknown counts neither as nothing nor as the best") {
  const std::string cost =
      "  - {id: gpu_cost, type: money, summary: s, when: gpu.count > 0, product: [price, gpu.count]}\n"
      "  - {id: gpu_cost, type: money, summary: s, sum: [0USD]}\n"
      "  - {id: cost, type: money, summary: s, sum: [gpu_cost]}";
  const std::string rest = "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, traffic: steady";
  const Score none = score_of(with_cost(cost), rest + ", gpu: none");
  const Score ten = score_of(with_cost(cost), rest + ", gpu: {count: 10, type: l4}");
  const Score unknown = score_of(with_cost(cost), rest);
  CHECK(none == Score{87'500, 87'500});
  CHECK(ten == Score{50'000, 50'000});
  CHECK(unknown == Score{12'500, 87'500});
}

TEST_CASE("what is presumed does not count as stated") {
  const std::string cost =
      "  - {id: written, type: bytes, summary: s, first_stated: [scratch_disk, 3GiB]}\n"
      "  - {id: cost, type: money, summary: s, product: [price, written], divide: [1GiB]}";
  // cost 85 of 3 USD or 95 of 1 USD with weight 3, operations 50 with weight 1
  CHECK(score_of(with_cost(cost), core) == Score{76'250, 76'250});
  CHECK(score_of(with_cost(cost), core + ", scratch_disk: 1GiB") == Score{83'750, 83'750});
}

TEST_CASE("headroom is that of the tightest limit that may apply") {
  const auto headroom = [](const std::string& limits, const std::string& facts, bool strict = false) {
    RuleFiles files;
    files.replace("scoring.yaml", "    of: operations\n", "    of: headroom\n");
    files.replace("scoring.yaml", "operations >= 50%\", text: \"little to run, {operations}",
                  "headroom >= 50%\", text: \"room");
    files.add_platform("beta", "50%", "limits:\n" + limits);
    return score_of(files, facts, strict);
  };
  const std::string ends = ", hardness: hard, source: page, message: m, remedy: r}\n";
  const std::string memory = "  - {id: beta.memory, fact: memory, at_most: 4GiB" + ends;
  const std::string slow = "  - {id: beta.slow, fact: timeout, at_most: 100s" + ends;
  const std::string queue = "  - {id: beta.queue, fact: timeout, at_most: 10s, when: trigger == queue" + ends;
  const std::string disk = "  - {id: beta.disk, fact: scratch_disk, at_most: 1GiB" + ends;
  CHECK(headroom(memory, "memory: 1GiB") == Score{75'000, 75'000});
  CHECK(headroom(memory + slow, "memory: 1GiB, timeout: 80s") == Score{20'000, 20'000});
  CHECK(headroom(memory, "memory: 1GiB..2GiB") == Score{50'000, 75'000});
  CHECK(headroom(memory, "memory: 5GiB") == Score{0, 0});
  CHECK(headroom(memory, "timeout: 1s").low == 0);
  // A limit that may apply makes the room less certain; one that does not apply is none.
  CHECK(headroom(slow + queue, "timeout: 8s, trigger: queue") == Score{20'000, 20'000});
  CHECK(headroom(slow + queue, "timeout: 8s, trigger: http") == Score{92'000, 92'000});
  CHECK(headroom(slow + queue, "timeout: 8s") == Score{20'000, 92'000});
  // What is presumed takes no room, what is stated or unknown does.
  CHECK(headroom(disk, "timeout: 8s") == Score{100'000, 100'000});
  CHECK(headroom(disk, "scratch_disk: 512MiB") == Score{50'000, 50'000});
  CHECK(headroom(disk, "timeout: 8s", true) == Score{0, 100'000});
  // Of a sum all parts must be stated.
  const std::string both = "  - {id: beta.both, fact: in_all, at_most: 4GiB" + ends +
                           "derived: [{id: in_all, type: bytes, sum: [memory, scratch_disk], summary: s}]\n";
  CHECK(headroom(both, "memory: 2GiB, scratch_disk: 1GiB") == Score{25'000, 25'000});
  CHECK(headroom(both, "memory: 2GiB") == Score{100'000, 100'000});
}
