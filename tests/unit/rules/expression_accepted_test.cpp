// What the language of rules accepts, and what it means: each text is judged over facts that tell readings
// apart.
#include "support/catch.hpp"
#include "unit/rules/compiling.hpp"

using namespace placer;
using placer::test::Expression;

namespace {

struct Meaning {
  const char* text;
  const char* facts;
  const char* truth;
};

}  // namespace

TEST_CASE("comparisons of quantities hold to the unit") {
  static constexpr Meaning table[] = {
      {"timeout <= 15min", "timeout: 900s", "yes"},
      {"timeout <= 15min", "timeout: 900001ms", "no"},
      {"timeout < 15min", "timeout: 899999ms", "yes"},
      {"timeout < 15min", "timeout: 900s", "no"},
      {"timeout >= 15min", "timeout: 900s", "yes"},
      {"timeout >= 15min", "timeout: 899999ms", "no"},
      {"timeout > 15min", "timeout: 900001ms", "yes"},
      {"timeout > 15min", "timeout: 900s", "no"},
      {"timeout == 15min", "timeout: 900s", "yes"},
      {"timeout == 15min", "timeout: 899999ms", "no"},
      {"timeout != 15min", "timeout: 900s", "no"},
      {"timeout != 15min", "timeout: 899999ms", "yes"},
      {"memory <= 250MiB", "memory: 262144000B", "yes"},
      {"memory <= 250MiB", "memory: 262144001B", "no"},
      {"memory <= 250MB", "memory: 250000001B", "no"},
      {"cpu < 1", "cpu: 999m", "yes"},
      {"cpu < 1", "cpu: 1", "no"},
      {"rate <= 1.5rps", "rate: 90/min", "yes"},
      {"rate <= 1.5rps", "rate: 91/min", "no"},
      {"idle >= 70%", "idle: 70%", "yes"},
      {"idle >= 70%", "idle: 69.9999%", "no"},
      {"gpu.count > 0", "gpu.count: 1", "yes"},
      {"gpu.count == 0", "gpu.count: none", "yes"},
      {"gpu.count == none", "gpu.count: 0", "yes"},
      {"timeout>=15min", "timeout: 900s", "yes"},
      {"timeout <=\n 15min", "timeout: 900s", "yes"},
  };
  for (const Meaning& row : table) {
    CAPTURE(row.text, row.facts);
    CHECK(Expression(row.text).judge(row.facts) == row.truth);
  }
}

TEST_CASE("names are compared as sets of alternatives") {
  static constexpr Meaning table[] = {
      {"trigger == http", "trigger: http", "yes"},
      {"trigger == http", "trigger: queue", "no"},
      {"trigger == HTTPS", "trigger: http", "yes"},
      {"trigger != http", "trigger: queue", "yes"},
      {"trigger in [http, udp]", "trigger: udp", "yes"},
      {"trigger in [http, udp]", "trigger: queue", "no"},
      {"trigger in [http]", "trigger: http", "yes"},
      {"architecture == arm64", "architecture: [x86_64, arm64]", "yes"},
      {"architecture != arm64", "architecture: [x86_64, arm64]", "no"},
      {"not (architecture in [arm64])", "architecture: x86_64", "yes"},
      {"architecture only [arm64]", "architecture: arm64", "yes"},
      {"architecture only [arm64]", "architecture: [x86_64, arm64]", "no"},
      {"architecture only [arm64]", "architecture: x86_64", "no"},
      {"architecture only [x86_64, arm64]", "architecture: arm64", "yes"},
      {"not (architecture only [arm64])", "architecture: [x86_64, arm64]", "yes"},
      {"gpu.type only [nvidia-l4]", "gpu.type: [a100, l4]", "no"},
      {"gpu.type in [nvidia-l4]", "gpu.type: [a100, l4]", "yes"},
      {"gpu.type in [nvidia-l4]", "gpu.type: a100", "no"},
      {"gpu.type in [L4]", "gpu.type: nvidia-l4", "yes"},
      {"privileged == false", "privileged: false", "yes"},
      {"privileged == false", "privileged: true", "no"},
      {"privileged != true", "privileged: false", "yes"},
      {"regions in [north, east]", "regions: [south, east]", "yes"},
      {"regions in [north, east]", "regions: [south]", "no"},
      {"regions in [north]", "regions: []", "yes"},
      {"regions in [north]", "regions: [NORTH]", "no"},
  };
  for (const Meaning& row : table) {
    CAPTURE(row.text, row.facts);
    CHECK(Expression(row.text).judge(row.facts) == row.truth);
  }
}

TEST_CASE("not binds tighter than and, and tighter than or") {
  static constexpr Meaning table[] = {
      // a or b and c is a or (b and c)
      {"timeout > 1s or memory > 1B and cpu > 1", "timeout: 2s, memory: 1B, cpu: 1", "yes"},
      {"(timeout > 1s or memory > 1B) and cpu > 1", "timeout: 2s, memory: 1B, cpu: 1", "no"},
      {"memory > 1B and cpu > 1 or timeout > 1s", "timeout: 2s, memory: 1B, cpu: 1", "yes"},
      {"memory > 1B and (cpu > 1 or timeout > 1s)", "timeout: 2s, memory: 1B, cpu: 1", "no"},
      // not a and b is (not a) and b
      {"not timeout > 1s and memory > 1B", "timeout: 2s, memory: 1B", "no"},
      {"not (timeout > 1s and memory > 1B)", "timeout: 2s, memory: 1B", "yes"},
      {"not timeout > 1s or memory > 1B", "timeout: 1s, memory: 1B", "yes"},
      {"not not timeout > 1s", "timeout: 2s", "yes"},
      {"not not not timeout > 1s", "timeout: 2s", "no"},
      {"not trigger != http", "trigger: http", "yes"},
      {"((timeout > 1s))", "timeout: 2s", "yes"},
      {"timeout > 1s and memory > 1B and cpu > 1", "timeout: 2s, memory: 2B, cpu: 1", "no"},
      {"timeout > 1s or memory > 1B or cpu > 1", "timeout: 1s, memory: 1B, cpu: 2", "yes"},
  };
  for (const Meaning& row : table) {
    CAPTURE(row.text, row.facts);
    CHECK(Expression(row.text).judge(row.facts) == row.truth);
  }
}

TEST_CASE("where it is allowed known tells whether a fact is known") {
  const Expression known("known(timeout) and not known(memory)", {.allow_known = true});
  CHECK(known.judge("timeout: 1s") == "yes");
  CHECK(known.judge("timeout: 1s, memory: 1B") == "no");
  CHECK(known.judge("memory: 1B") == "no");
}

TEST_CASE("where they are allowed properties are facts like others") {
  const Expression property("start_time <= 2s and headroom >= 20%", {.allow_properties = true});
  CHECK(property.judge("start_time: 1s, headroom: 20%") == "yes");
  CHECK(property.judge("start_time: 3s, headroom: 20%") == "no");
}

TEST_CASE("expressions may be as deep and as long as the limits say") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "timeout > 1s" + std::string(depth, ')');
  };
  CHECK(Expression(nested(32)).judge("timeout: 2s") == "yes");
  CHECK_FALSE(Expression(nested(33)).accepted());

  std::string negated, joined = "timeout > 1s";
  for (int i = 0; i < 32; ++i) negated += "not ";
  CHECK(Expression(negated + "timeout > 1s").judge("timeout: 2s") == "yes");
  CHECK_FALSE(Expression("not " + negated + "timeout > 1s").accepted());

  for (int i = 1; i < 128; ++i) joined += " and timeout > 1s";
  CHECK(Expression(joined).node_count() == 255);
  CHECK(Expression(joined).judge("timeout: 2s") == "yes");
  CHECK(Expression(joined).judge("timeout: 1s") == "no");
  CHECK_FALSE(Expression(joined + " and timeout > 1s").accepted());

  // Parentheses to the right keep all comparisons waiting: the most that the evaluator has to remember.
  std::string right;
  for (int i = 0; i < 16; ++i) right += "timeout > 1s and (";
  right += "timeout > 1s" + std::string(16, ')');
  CHECK(Expression(right).judge("timeout: 2s") == "yes");
}
