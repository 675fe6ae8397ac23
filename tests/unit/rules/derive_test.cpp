// Derived facts: intervals go through every operation, rounded outwards and cut off at the end of 64 bits.
#include "rules/evaluate.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/rules/compiling.hpp"

#include <fmt/core.h>

#include <string>

using namespace placer;
using placer::test::RuleFiles;

namespace {

/// The derived fact `d` over written facts: "low..high (needs)" in base units, or "unknown (needs)".
std::string derived(const std::string& entries, const std::string& facts, unsigned offering = 0) {
  RuleFiles files;
  files.replace("alpha.yaml", "table:", "derived:\n" + entries + "table:");
  const rules::RuleSet rules = files.load();
  std::deque<std::vector<std::string>> texts;
  auto slots = test::slots_of(rules, facts, texts);
  rules::set_properties(rules, offering, slots);
  rules::derive(rules, offering, slots);
  const rules::Slot& slot = slots[test::fact_id(rules, "d")];
  std::string text = "unknown";
  if (slot.known)
    text = slot.value.high == unbounded ? fmt::format("{}..", slot.value.low)
                                        : fmt::format("{}..{}", slot.value.low, slot.value.high);
  const std::string needs = test::names_of(rules, slot.needs);
  return needs.empty() ? text : text + " (" + needs + ")";
}

std::string entry(const std::string& what) { return "  - {id: d, summary: s, " + what + "}\n"; }

struct Row {
  const char* operation;
  const char* facts;
  const char* result;
};

}  // namespace

TEST_CASE("operations over known facts") {
  static constexpr Row table[] = {
      {"type: bytes, sum: [memory, scratch_disk]", "memory: 1KiB, scratch_disk: 24B", "1048..1048"},
      {"type: bytes, sum: [memory, memory, 1KiB]", "memory: 1B", "1026..1026"},
      {"type: bytes, sum: [memory, scratch_disk]", "memory: 1B..3B, scratch_disk: 10B..20B",
       "11..23 (memory, scratch_disk)"},
      {"type: bytes, largest: [memory, scratch_disk]", "memory: 5B, scratch_disk: 7B", "7..7"},
      {"type: bytes, largest: [memory, scratch_disk]", "memory: 1B..9B, scratch_disk: 7B", "7..9 (memory)"},
      {"type: count, product: [rate, timeout], divide: [1rps, 1s]", "rate: 10rps, timeout: 500ms", "5..5"},
      {"type: count, product: [rate, timeout], divide: [1rps, 1s]", "rate: 1rps, timeout: 1500ms", "1..2"},
      {"type: count, product: [rate, timeout], divide: [1rps, 1s]", "rate: 0.001rps, timeout: 1ms", "0..1"},
      {"type: count, product: [rate, timeout], divide: [1rps, 1s]", "rate: 0rps, timeout: 1ms", "0..0"},
      {"type: bytes, product: [memory, concurrency]", "memory: 2B..3B, concurrency: 5", "10..15 (memory)"},
      {"type: count, ceil_divide: [memory, 1KiB]", "memory: 1024B", "1..1"},
      {"type: count, ceil_divide: [memory, 1KiB]", "memory: 1025B", "2..2"},
      {"type: count, ceil_divide: [memory, scratch_disk]", "memory: 10B, scratch_disk: 2B..5B",
       "2..5 (scratch_disk)"},
      {"type: count, ceil_divide: [memory, scratch_disk]", "memory: 10B, scratch_disk: 0B..5B",
       "2.. (scratch_disk)"},
      {"type: bytes, between: [memory, scratch_disk]", "memory: 5B, scratch_disk: 7B", "5..7"},
      {"type: bytes, between: [memory, scratch_disk]", "memory: 8B, scratch_disk: 2B..3B",
       "2..8 (scratch_disk)"},
      {"type: bytes, between: [memory, 9B]", "memory: 5B", "5..9"},
      {"type: percent, complement: idle", "idle: 70%", "300000..300000"},
      {"type: percent, complement: idle", "idle: 10%..70%", "300000..900000 (idle)"},
      {"type: percent, first_known: [idle, 50%]", "idle: 70%", "700000..700000"},
      {"type: percent, first_known: [idle, 50%]", "", "500000..500000 (idle)"},
      {"type: percent, first_stated: [idle, 50%]", "idle: 70%", "700000..700000"},
      {"type: percent, first_stated: [idle, 50%]", "", "500000..500000 (idle)"},
      {"type: percent, lookup: trigger, values: {http: 10%, queue: 20%..30%, udp: 5%}", "trigger: queue",
       "200000..300000"},
      {"type: percent, lookup: trigger, values: {http: 10%, queue: 20%..30%, udp: 5%}", "trigger: http",
       "100000..100000"},
  };
  for (const Row& row : table) {
    CAPTURE(row.operation, row.facts);
    CHECK(derived(entry(row.operation), row.facts) == row.result);
  }
}

TEST_CASE("unknown facts make the result wider and are what it needs") {
  static constexpr Row table[] = {
      {"type: bytes, sum: [memory, scratch_disk]", "memory: 1KiB", "1024.. (scratch_disk)"},
      {"type: bytes, sum: [memory, scratch_disk]", "", "unknown (memory, scratch_disk)"},
      {"type: bytes, largest: [memory, scratch_disk]", "memory: 5B", "5.. (scratch_disk)"},
      {"type: bytes, between: [memory, scratch_disk]", "memory: 5B", "unknown (scratch_disk)"},
      {"type: bytes, product: [memory, concurrency]", "memory: 5B", "unknown (concurrency)"},
      {"type: bytes, product: [scratch_disk, concurrency]", "scratch_disk: 0B", "0..0 (concurrency)"},
      {"type: count, ceil_divide: [memory, scratch_disk]", "memory: 5B", "unknown (scratch_disk)"},
      {"type: percent, complement: idle", "", "0..1000000 (idle)"},
      {"type: percent, lookup: trigger, values: {http: 10%, queue: 20%..30%, udp: 5%}", "",
       "50000..300000 (trigger)"},
      {"type: percent, lookup: architecture, values: {x86_64: 10%, arm64: 20%}",
       "architecture: [x86_64, arm64]", "100000..200000 (architecture)"},
  };
  for (const Row& row : table) {
    CAPTURE(row.operation, row.facts);
    CHECK(derived(entry(row.operation), row.facts) == row.result);
  }
}

TEST_CASE("results end where 64 bits do") {
  static constexpr Row table[] = {
      {"type: bytes, sum: [memory, memory]", "memory: 8388607TiB", ".."},
      {"type: bytes, product: [memory, memory, memory]", "memory: 8388607TiB", ".."},
      {"type: bytes, product: [memory, concurrency], divide: [1TiB]", "memory: 8388607TiB, concurrency: 1",
       "8388607..8388607"},
      {"type: bytes, product: [memory, memory], divide: [8388607TiB]", "memory: 8388607TiB",
       "9223370937343148032..9223370937343148032"},
      {"type: bytes, sum: [memory, scratch_disk]", "memory: 1B.., scratch_disk: 1B", "2.. (memory)"},
      {"type: bytes, product: [memory, concurrency], divide: [2]", "memory: 4B.., concurrency: 3",
       "6.. (memory)"},
      {"type: percent, complement: idle", "idle: 100%", "0..0"},
  };
  for (const Row& row : table) {
    CAPTURE(row.operation, row.facts);
    const std::string result = derived(entry(row.operation), row.facts);
    if (std::string(row.result) == "..")
      CHECK(result == "9223372036854775807..");
    else
      CHECK(result == row.result);
  }
}

TEST_CASE("the first entry whose condition certainly holds counts") {
  const std::string entries = entry("type: bytes, when: timeout > 1min, sum: [memory, 100B]") +
                              entry("type: bytes, when: timeout > 1s, sum: [memory, 10B]") +
                              entry("type: bytes, sum: [memory]");
  CHECK(derived(entries, "timeout: 2min, memory: 1B") == "101..101");
  CHECK(derived(entries, "timeout: 2s, memory: 1B") == "11..11");
  CHECK(derived(entries, "timeout: 1s, memory: 1B") == "1..1");
}

TEST_CASE("while a condition is open all entries that may hold count") {
  const std::string entries =
      entry("type: bytes, when: timeout > 1min, sum: [memory, 100B]") + entry("type: bytes, sum: [memory]");
  CHECK(derived(entries, "memory: 1B") == "1..101 (timeout)");
  CHECK(derived(entries, "timeout: 30s..2min, memory: 1B") == "1..101 (timeout)");
  CHECK(derived(entries, "timeout: 1s..30s, memory: 1B") == "1..1");
}

TEST_CASE("an entry that may hold and of which nothing is known leaves nothing known") {
  const std::string entries =
      entry("type: bytes, when: timeout > 1min, sum: [scratch_disk]") + entry("type: bytes, sum: [0B]");
  CHECK(derived(entries, "") == "unknown (timeout, scratch_disk)");
  CHECK(derived(entries, "timeout: 1s") == "0..0");
}

TEST_CASE("entries of one derived fact are of one type") {
  RuleFiles files;
  files.replace(
      "alpha.yaml", "table:",
      "derived:\n" + entry("type: bytes, sum: [memory]") + entry("type: duration, sum: [memory]") + "table:");
  CHECK_THAT(files.problems(),
             test::contains("`d` is of another type than 'duration' where it was declared first"));
}

TEST_CASE("where no entry holds nothing is known") {
  CHECK(derived(entry("type: bytes, when: timeout > 1min, sum: [memory]"), "timeout: 1s, memory: 1B") ==
        "unknown");
}

TEST_CASE("derived facts build on properties and on those before them") {
  const std::string entries = "  - {id: twice, type: percent, summary: s, sum: [operations, operations]}\n" +
                              entry("type: percent, sum: [twice, 1%]");
  CHECK(derived(entries, "") == "1010000..1010000");
}

TEST_CASE("a derived fact without an entry for an offering is unknown there") {
  RuleFiles files;
  files.replace("alpha.yaml", "table:", "derived:\n" + entry("type: bytes, sum: [memory]") + "table:");
  files.add_platform("beta", "1%");
  const rules::RuleSet rules = files.load();
  std::deque<std::vector<std::string>> texts;
  auto slots = test::slots_of(rules, "memory: 1B", texts);
  rules::derive(rules, 0, slots);
  CHECK(slots[test::fact_id(rules, "d")].known);
  rules::derive(rules, 1, slots);
  CHECK_FALSE(slots[test::fact_id(rules, "d")].known);
}

TEST_CASE("properties of one offering do not stay for the next") {
  RuleFiles files;
  files.replace("alpha.yaml", "{id: operations, value: 50%, source: page}",
                "{id: start_time, value: 1s, source: page}");
  files.add_platform("beta", "40%..60%");
  const rules::RuleSet rules = files.load();
  std::vector<rules::Slot> slots(rules.rows<rules::FactRow>().size());
  rules::set_properties(rules, 0, slots);
  CHECK(slots[test::fact_id(rules, "start_time")].known);
  CHECK_FALSE(slots[test::fact_id(rules, "operations")].known);
  rules::set_properties(rules, 1, slots);
  CHECK_FALSE(slots[test::fact_id(rules, "start_time")].known);
  CHECK(slots[test::fact_id(rules, "operations")].value == Interval{400'000, 600'000});
}
