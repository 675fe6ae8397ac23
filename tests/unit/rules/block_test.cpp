// The block of a rule set: what was laid out is what is read back, and the built-in blocks are what the
// loader makes of the files.
#include "rules/loader.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/rules/compiling.hpp"

#include <cstring>
#include <stdexcept>
#include <tuple>

using namespace placer;
using placer::test::RuleFiles;

namespace {

template <class Row>
bool same_rows(const rules::RuleSet& a, const rules::RuleSet& b) {
  const auto left = a.rows<Row>(), right = b.rows<Row>();
  return left.size() == right.size() &&
         (left.empty() || std::memcmp(left.data(), right.data(), left.size_bytes()) == 0);
}

template <class... Rows>
bool same(const rules::RuleSet& a, const rules::RuleSet& b, std::tuple<Rows...>*) {
  return (same_rows<Rows>(a, b) && ...);
}

bool same(const rules::RuleSet& a, const rules::RuleSet& b) {
  return same(a, b, static_cast<rules::RowTypes*>(nullptr));
}

template <class... Rows>
std::size_t empty_tables(const rules::RuleSet& rules, std::tuple<Rows...>*) {
  return (std::size_t{rules.rows<Rows>().empty()} + ...);
}

}  // namespace

TEST_CASE("tables come back from a block as they were laid out") {
  const rules::RuleSet loaded = RuleFiles().load();
  const rules::RuleSet again(test::tables_of(loaded).serialize());
  CHECK(same(loaded, again));
  CHECK(loaded.name() == "small");
  CHECK(loaded.title() == "the smallest complete rule set");
  CHECK(loaded.date() == "2026-01-02");
  CHECK(loaded.digest().size() == 64);
}

TEST_CASE("a rule set keeps its block alive and copies share it") {
  auto first = std::make_unique<rules::RuleSet>(RuleFiles().load());
  const rules::RuleSet copy = *first;
  const std::string_view name = copy.name();
  first.reset();
  CHECK(name == "small");
  CHECK(copy.find_offering("alpha/one") == 0);
}

TEST_CASE("a block that is none is refused") {
  std::vector<std::uint64_t> block = test::tables_of(RuleFiles().load()).serialize();
  CHECK_NOTHROW(rules::RuleSet(block));
  CHECK_THROWS_AS(rules::RuleSet(std::vector<std::uint64_t>{}), std::logic_error);
  std::vector<std::uint64_t> shorter(block.begin(), block.end() - 1);
  CHECK_THROWS_AS(rules::RuleSet(shorter), std::logic_error);
  block[0] += 1;
  CHECK_THROWS_AS(rules::RuleSet(block), std::logic_error);
}

TEST_CASE("names are found and others are not") {
  const rules::RuleSet rules = RuleFiles().load();
  CHECK(rules.find_fact("timeout") == rules.known(rules::Known::timeout));
  CHECK(rules.find_fact("protocol") == rules.known(rules::Known::trigger));
  CHECK(rules.find_fact("start_time") != no_fact);
  for (const char* name : {"", "timeou", "timeout ", "Timeout", "zzz", "alpha/one"}) {
    CAPTURE(name);
    CHECK(rules.find_fact(name) == no_fact);
  }
  CHECK(rules.symbol(rules.known(rules::Known::trigger), 1) == "queue");
  CHECK(rules.symbol(rules.known(rules::Known::trigger), 3).empty());
  CHECK(rules.find_offering("alpha/two") == -1);
  CHECK(rules.find_offering("alpha") == -1);
}

TEST_CASE("the built-in blocks are what the files say") {
  CHECK(rules::builtin_names().front() == "current");
  CHECK(rules::builtin_block("no such rule set").empty());
  for (const std::string_view name : rules::builtin_names()) {
    CAPTURE(name);
    DiskReader reader;
    SourceMap sources;
    DiagnosticSink sink;
    auto block = rules::load_rule_set(std::string(PLACER_SOURCE_DIR) + "/rules", std::string(name), reader,
                                      sources, sink);
    REQUIRE(block);
    const auto builtin = rules::builtin_block(name);
    CHECK(rules::RuleSet(*block).digest() == test::builtin(name).digest());
    CHECK(std::equal(block->begin(), block->end(), builtin.begin(), builtin.end()));
  }
}

TEST_CASE("every table of the shipped rule sets has rows") {
  CHECK(empty_tables(test::builtin("current"), static_cast<rules::RowTypes*>(nullptr)) == 1);  // no claims
  CHECK(test::builtin("current").rows<rules::Claim>().empty());
  CHECK_FALSE(test::builtin("guide").rows<rules::Claim>().empty());
}

TEST_CASE("the digest changes with any byte of any file") {
  const std::string before(RuleFiles().load().digest());
  for (const char* file :
       {"small.yaml", "facts.yaml", "accelerators.yaml", "machines.yaml", "scoring.yaml", "alpha.yaml"}) {
    CAPTURE(file);
    RuleFiles files;
    files.reader.files["rules/" + std::string(file)] += "# a comment\n";
    CHECK(files.load().digest() != before);
  }
  CHECK(RuleFiles().load().digest() == before);
}
