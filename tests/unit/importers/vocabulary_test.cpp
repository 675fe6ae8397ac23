// Every key of the vocabulary is read as the vocabulary itself says that it is written.
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

using namespace placer;
using placer::test::import_facts;
using placer::test::Imported;

namespace {

/// All vocabulary facts of the current rule set.
std::vector<FactId> vocabulary() {
  const rules::RuleSet& rules = test::builtin("current");
  std::vector<FactId> facts;
  for (std::size_t id = 0; id < rules.rows<rules::FactRow>().size(); ++id)
    if (rules.fact(static_cast<FactId>(id)).kind == rules::FactKind::vocabulary)
      facts.push_back(static_cast<FactId>(id));
  return facts;
}

/// Whether lines give the fact a stated value, alone but for what is derived from it.
std::string states(FactId fact, const std::string& lines) {
  const Imported imported = import_facts(lines);
  if (imported.sink.has_errors()) return imported.rendered();
  if (imported.workloads.size() != 1) return "no workload";
  std::string others;
  bool stated = false;
  for (const Fact& one : imported.workloads.front().facts) {
    if (one.id == fact)
      stated = one.origin == Origin::stated && one.has_value();
    else if (one.origin != Origin::derived)
      others = "another fact is stated";
  }
  return stated ? others : "not stated";
}

}  // namespace

TEST_CASE("every key is read in the form of its example") {
  const rules::RuleSet& rules = test::builtin("current");
  CHECK(vocabulary().size() > 60);
  for (const FactId id : vocabulary()) {
    const rules::FactRow& fact = rules.fact(id);
    const std::string key(rules.text(fact.key)), example(rules.text(fact.example));
    CAPTURE(key, example);
    CHECK(states(id, fmt::format("{}: {}", key, example)) == "");
    const std::size_t dot = key.find('.');
    if (dot != std::string::npos)
      CHECK(states(id, fmt::format("{}: {{{}: {}}}", key.substr(0, dot), key.substr(dot + 1), example)) ==
            "");
  }
}

TEST_CASE("every key is read as the question about it says to write it") {
  const rules::RuleSet& rules = test::builtin("current");
  for (const FactId id : vocabulary()) {
    const std::string how(rules.text(rules.fact(id).how));
    CAPTURE(how);
    CHECK(states(id, how) == "");
  }
}

TEST_CASE("every alias is read like its key") {
  const rules::RuleSet& rules = test::builtin("current");
  std::size_t aliases = 0;
  for (const FactId id : vocabulary())
    for (const rules::TextRef alias : rules.rows(rules.fact(id).aliases)) {
      const std::string line = fmt::format("{}: {}", rules.text(alias), rules.text(rules.fact(id).example));
      CAPTURE(line);
      ++aliases;
      CHECK(states(id, line) == "");
    }
  CHECK(aliases > 20);
}

TEST_CASE("every name and word of a choice is read") {
  const rules::RuleSet& rules = test::builtin("current");
  for (const FactId id : vocabulary()) {
    const rules::FactRow& fact = rules.fact(id);
    if (fact.type != rules::FactType::choice) continue;
    for (const rules::Word& word : rules.rows(fact.words)) {
      const std::string line = fmt::format("{}: {}", rules.text(fact.key), rules.text(word.text));
      CAPTURE(line);
      CHECK(states(id, line) == "");
    }
  }
}

TEST_CASE("every list is read as one item and as several") {
  const rules::RuleSet& rules = test::builtin("current");
  for (const FactId id : vocabulary()) {
    const rules::FactRow& fact = rules.fact(id);
    const std::string key(rules.text(fact.key));
    CAPTURE(key);
    const std::string one = states(id, key + ": [" + std::string(rules.text(fact.example)) + "]");
    const bool list = fact.many || fact.type == rules::FactType::numbers ||
                      fact.type == rules::FactType::texts || fact.type == rules::FactType::criteria;
    if (!list) CHECK_THAT(one, test::contains("takes one value, not a list"));
    if (list && rules.text(fact.example).find('[') == std::string_view::npos) CHECK(one == "");
  }
}
