// The shipped rule sets as data: nothing without a source and a date, no sentence that does not read like the
// others.
#include "rules/describe.hpp"
#include "rules/rule_set.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <bit>
#include <string>
#include <string_view>

using namespace placer;
using namespace placer::rules;

namespace {

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int month = (text[5] - '0') * 10 + text[6] - '0', day = (text[8] - '0') * 10 + text[9] - '0';
  return text.substr(0, 2) == "20" && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// What is wrong with a sentence of a rule file; "" if nothing is.
std::string flaw(std::string_view text) {
  if (text.empty()) return "empty";
  if (text.back() == '.') return "full stop";
  if (text.front() == ' ' || text.back() == ' ' || text.find("  ") != std::string_view::npos) return "blanks";
  if (text.find('\n') != std::string_view::npos) return "line end";
  return "";
}

template <class Look>
void each_rule_set(Look look) {
  for (const std::string_view name : builtin_names()) {
    CAPTURE(name);
    look(test::builtin(name));
  }
}

}  // namespace

TEST_CASE("every source says what it is and when it was last held against the numbers") {
  each_rule_set([](const RuleSet& rules) {
    std::string_view newest;
    for (const Source& source : rules.rows<Source>()) {
      const std::string_view url = rules.text(source.url), checked = rules.text(source.checked);
      CAPTURE(url, checked);
      CHECK(is_day(checked));
      CHECK((url.starts_with("https://") || (url.empty() && !rules.text(source.title).empty())));
      CHECK_FALSE(rules.text(source.as_of).empty());
      CHECK_FALSE(rules.text(source.basis).empty());
      CHECK_FALSE(rules.text(source.confidence).empty());
      newest = std::max(newest, checked);
    }
    CHECK((rules.date() == newest || rules.date() == "undated"));
  });
  CHECK(is_day(test::builtin("current").date()));
}

TEST_CASE("every rule has a source, a sentence and a remedy") {
  each_rule_set([](const RuleSet& rules) {
    std::size_t seen = 0;
    for (const Rule& rule : rules.rows<Rule>()) {
      const std::string id(rules.text(rule.id));
      CAPTURE(id);
      ++seen;
      CHECK(flaw(rules.text(rule.message)) == "");
      CHECK(flaw(rules.text(rule.remedy)) == "");
      CHECK(rule.offerings != 0);
      CHECK((rules::is_of_format(rule) || rule.offerings >> rules.rows<Offering>().size() == 0));
      REQUIRE(rule.source < rules.rows<Source>().size());
      CHECK(rule.place.line > 0);
      CHECK(rules.text(rules.rows<File>()[rule.place.file].path).ends_with(".yaml"));
      if (rules::is_of_format(rule)) continue;
      const auto first = static_cast<std::size_t>(std::countr_zero(rule.offerings));
      const Platform& platform = rules.rows<Platform>()[rules.rows<Offering>()[first].platform];
      const auto last = static_cast<std::size_t>(std::bit_width(rule.offerings)) - 1;
      const bool shared =
          rules.rows<Offering>()[first].platform != rules.rows<Offering>()[last].platform;  // of several
      CHECK((shared || id.starts_with(std::string(rules.text(platform.id)) + ".")));
    }
    CHECK(seen > 10);
  });
}

TEST_CASE("a limit is one comparison and a quota says what to ask for") {
  each_rule_set([](const RuleSet& rules) {
    for (const Rule& rule : rules.rows<Rule>()) {
      const std::string id(rules.text(rule.id));
      CAPTURE(id);
      const auto require = rules.rows(rule.require);
      if (rule.kind == RuleKind::limit) {
        REQUIRE_FALSE(require.empty());
        CHECK(is_leaf(require[0]));
        CHECK((require.size() == 1 || (require.size() == 2 && require[1].op == Op::negate)));
      }
      if (rule.kind == RuleKind::requirement) CHECK_FALSE(require.empty());
      if (rule.kind == RuleKind::advice) CHECK_FALSE(rule.when.empty());
      if (rule.quota_name.size > 0) CHECK(rule.hardness == Hardness::quota);
    }
  });
}

TEST_CASE("every property has a source and every criterion can be read") {
  each_rule_set([](const RuleSet& rules) {
    for (const Property& property : rules.rows<Property>()) {
      const std::string key(rules.text(rules.fact(property.fact).key));
      CAPTURE(key);
      CHECK(property.source < rules.rows<Source>().size());
      CHECK(property.value.low <= property.value.high);
    }
    for (const Criterion& criterion : rules.rows<Criterion>()) {
      const std::string id(rules.text(criterion.id));
      CAPTURE(id);
      CHECK(flaw(rules.text(criterion.title)) == "");
      CHECK(flaw(rules.text(criterion.summary)) == "");
      CHECK(rules.rows(criterion.curve).size() >= 2);
      for (const Reason& reason : rules.rows(criterion.reasons)) CHECK(flaw(rules.text(reason.text)) == "");
    }
  });
}

TEST_CASE("every fact says what it is and how to write it") {
  each_rule_set([](const RuleSet& rules) {
    std::size_t core = 0;
    for (const FactRow& fact : rules.rows<FactRow>()) {
      const std::string key(rules.text(fact.key));
      CAPTURE(key);
      CHECK(flaw(rules.text(fact.summary)) == "");
      if (fact.kind != FactKind::vocabulary) continue;
      core += fact.core ? 1 : 0;
      CHECK_FALSE(rules.text(fact.example).empty());
      CHECK_FALSE(rules.text(fact.how).empty());
      CHECK_FALSE(rules.text(fact.section).empty());
      CHECK(fact.has_usual == (fact.usual_text.size > 0));
      CHECK_FALSE((fact.core && fact.has_usual));
      if (fact.has_usual && fact.type == FactType::quantity) {
        CHECK(fact.usual.low >= fact.range.low);
        CHECK(fact.usual.high <= fact.range.high);
      }
    }
    CHECK(core == 6);  // trigger, timeout, memory, package.size, gpu.count, traffic.pattern
  });
}

TEST_CASE("the five words that every user writes first are core or aliases of what is") {
  const RuleSet& rules = test::builtin("current");
  CHECK(rules.find_fact("dependency_size") == rules.known(Known::package_size));
  CHECK(rules.find_fact("traffic_pattern") == rules.known(Known::traffic_pattern));
  for (const Known known :
       {Known::timeout, Known::memory, Known::package_size, Known::gpu_count, Known::traffic_pattern})
    CHECK(rules.fact(rules.known(known)).core);
}

TEST_CASE("the guide has the offerings and the numbers of the article") {
  const RuleSet& rules = test::builtin("guide");
  std::string offerings;
  for (const Offering& offering : rules.rows<Offering>())
    offerings += std::string(rules.text(offering.full_id)) + " ";
  CHECK(offerings == "aws-lambda/zip cloud-run/service kubernetes/generic ");
  struct Bound {
    const char* rule;
    std::int64_t bound;
  };
  static constexpr Bound table[] = {
      {"aws-lambda.timeout", 900'000},          {"aws-lambda.memory", 10LL << 30},
      {"aws-lambda.zip.package", 250LL << 20},  {"cloud-run.service.timeout", 3'600'000},
      {"cloud-run.service.memory", 32LL << 30},
  };
  for (const Bound& row : table) {
    CAPTURE(row.rule);
    std::size_t found = 0;
    for (const Rule& rule : rules.rows<Rule>())
      if (rules.text(rule.id) == row.rule) {
        ++found;
        CHECK(rules.rows(rule.require)[0].bound == row.bound);
      }
    CHECK(found == 1);
  }
  for (const Rule& rule : rules.rows<Rule>())
    CHECK((rule.role == Role::advice || !rules.text(rule.id).starts_with("kubernetes.")));
}
