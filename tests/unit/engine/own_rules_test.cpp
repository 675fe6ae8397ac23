// Rules of a user's own: which shipped entries they stand in for, and what they may not do.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

using namespace placer;
using namespace placer::test;
using rules::Rule;
using rules::RuleSet;

namespace {

const std::string source =
    "source: {title: ours, as_of: 2026-03-01, checked: 2026-03-01, basis: contract, confidence: high}";

const Rule& find(const RuleSet& rules, std::string_view id) {
  const Rule* found = nullptr;
  for (const Rule& rule : rules.rows<Rule>())
    if (rules.text(rule.id) == id) {
      REQUIRE(found == nullptr);
      found = &rule;
    }
  REQUIRE(found != nullptr);
  return *found;
}

std::string limit(std::string_view id, std::string_view bound, std::string_view more = {}) {
  return fmt::format(
      "  - {{id: {}, fact: timeout, at_most: {}, hardness: hard, {}, message: ours, remedy: r{}}}\n", id,
      bound, source, more);
}

}  // namespace

TEST_CASE("an own limit stands in for all of the shipped one") {
  const RuleSet rules =
      RuleFiles()
          .add_own("own/alpha.yaml", "platform: alpha\nlimits:\n" + limit("alpha.timeout", "60s"))
          .load();
  const Rule& rule = find(rules, "alpha.timeout");
  CHECK(rules.rows(rule.require)[0].bound == 60'000);
  CHECK(rules.text(rule.message) == "ours");
  CHECK(rules.text(rules.rows<rules::File>()[rule.place.file].path) == "own/alpha.yaml");
  CHECK(rule.place.line == 3);
  CHECK(rules.text(rules.rows<rules::Source>()[rule.source].title) == "ours");
  CHECK(rules.own() == "own/alpha.yaml");
}

TEST_CASE("an own limit stands beside the shipped ones, and may use the names of their sources") {
  const RuleSet rules = RuleFiles()
                            .add_own("own.yaml",
                                     "platform: alpha\nlimits:\n  - {id: alpha.memory, fact: memory, "
                                     "at_most: 2GiB, hardness: quota, "
                                     "source: page, message: m, remedy: r}\n")
                            .load();
  CHECK(rules.rows(find(rules, "alpha.memory").require)[0].bound == std::int64_t{2} << 30U);
  CHECK(rules.rows(find(rules, "alpha.timeout").require)[0].bound == 900'000);
}

TEST_CASE("a file of no platform holds rules for any of them") {
  const RuleSet rules =
      RuleFiles()
          .add_platform("beta", "60%")
          .add_own("policy.yaml",
                   fmt::format(
                       "facts:\n"
                       "  - {{key: personal_data, type: boolean, importance: special, usual: false, "
                       "usual_text: none, section: ours, summary: s, example: true}}\n"
                       "requirements:\n"
                       "  - {{id: ours.personal-data, offerings: [alpha], require: personal_data == false, "
                       "hardness: hard, {0}, message: not for personal data, remedy: r}}\n"
                       "limits:\n"
                       "  - {{id: ours.short, offerings: [beta/one], fact: timeout, at_most: 10s, hardness: "
                       "hard, {0}, message: m, remedy: r}}\n",
                       source))
          .load();
  const std::string core =
      "trigger: http, timeout: 20s, memory: 1GiB, package.size: 1MiB, gpu: none, traffic: steady";
  const WorkloadReport plain = judged(rules, core);
  CHECK(verdict(plain, "alpha/one") == "fits");
  CHECK(verdict(plain, "beta/one") == "does_not_fit");
  const WorkloadReport personal = judged(rules, core + ", personal_data: true");
  CHECK(verdict(personal, "alpha/one") == "does_not_fit");
}

TEST_CASE("an own property and own sizes stand in for the shipped ones of their offerings") {
  /// The verdict on beta, and what is recommended.
  const auto with = [](const std::string& sections) {
    RuleFiles files;
    files.add_platform("beta", "90%", "sizes: [{source: page, rows: [{cpu: 4, memory: 2GiB}]}]\n");
    if (!sections.empty()) files.add_own("own.yaml", "platform: beta\n" + sections);
    const RuleSet rules = files.load();
    const WorkloadReport report = judged(
        rules, "trigger: http, timeout: 1s, memory: 4GiB, package.size: 1MiB, gpu: none, traffic: steady");
    return verdict(report, "beta/one") + ", " + report.recommendation.id();
  };
  CHECK(with("") == "does_not_fit, alpha/one");
  CHECK(with(fmt::format("sizes: [{{{}, rows: [{{cpu: 4, memory: 8GiB}}]}}]\n", source)) == "fits, beta/one");
  CHECK(with(fmt::format("sizes: [{{{0}, rows: [{{cpu: 4, memory: 8GiB}}]}}]\n"
                         "properties: [{{id: operations, value: 10%, {0}}}]\n",
                         source)) == "fits, alpha/one");
}

TEST_CASE("an own trigger stands in for the shipped one, and for the rule that kept it out") {
  const std::string shipped =
      "triggers:\n"
      "  - {trigger: http, how: native, source: page}\n"
      "  - {trigger: queue, how: \"no\", id: beta.no-queue, message: m, remedy: r, source: page}\n"
      "  - {trigger: udp, how: native, source: page}\n";
  const auto verdict_of = [&](const std::string& own) {
    RuleFiles files;
    files.add_platform("beta", "90%", shipped);
    if (!own.empty()) files.add_own("own.yaml", "platform: beta\n" + own);
    return verdict(judged(files.load(),
                          "trigger: queue, timeout: 1s, memory: 1GiB, package.size: 1MiB, "
                          "gpu: none, traffic: steady"),
                   "beta/one");
  };
  CHECK(verdict_of("") == "does_not_fit");
  CHECK(verdict_of(fmt::format("triggers: [{{trigger: queue, how: via, through: our bridge, {}}}]\n",
                               source)) == "fits");
}

TEST_CASE("an own machine stands in for the shipped one of its type") {
  const auto memory_of_small = [](const std::string& own) {
    RuleFiles files;
    files.add_platform("beta", "90%", "sizes: [{machines: any}]\n");
    if (!own.empty())
      files.add_own("own.yaml",
                    fmt::format("machines: [{{provider: aws, type: small, cpu: 2, memory: {}, arch: "
                                "x86_64, {}}}]\n",
                                own, source));
    const RuleSet rules = files.load();
    std::vector<std::string> found;
    for (const rules::Size& size : rules.rows<rules::Size>())
      if (rules.text(size.name) == "small") found.push_back(format_quantity(size.memory, Unit::bytes));
    REQUIRE(found.size() == 1);
    return found.front();
  };
  CHECK(memory_of_small("") == "8GiB");
  CHECK(memory_of_small("12GiB") == "12GiB");
}

TEST_CASE("an own platform is one like any other") {
  const RuleSet rules =
      RuleFiles()
          .add_own("own.yaml", fmt::format("platform: gamma\nname: Gamma\nprovider: any\n"
                                           "offerings: [{{id: one, name: one, summary: s, status: "
                                           "settled}}]\n"
                                           "properties: [{{id: operations, value: 90%, {}}}]\n",
                                           source))
          .load();
  CHECK(rules.find_offering("gamma/one") >= 0);
  CHECK(recommended(judged(rules,
                           "trigger: http, timeout: 1s, memory: 1GiB, package.size: 1MiB, gpu: none, "
                           "traffic: steady"))
            .starts_with("gamma/one"));
}

TEST_CASE("mistakes in own rules name both places") {
  struct Mistake {
    const char* text;
    const char* problem;
  };
  const std::string twice = "platform: alpha\nlimits:\n" + limit("ours", "1s") + limit("ours", "2s");
  CHECK_THAT(RuleFiles().add_own("a.yaml", twice).problems(), contains("ours | the id `ours` is used twice"));
  CHECK_THAT(RuleFiles()
                 .add_own("a.yaml", "platform: alpha\nlimits:\n" + limit("alpha.timeout", "1s"))
                 .add_own("b.yaml", "platform: alpha\nlimits:\n" + limit("alpha.timeout", "2s"))
                 .rendered(),
             contains("b.yaml:3:10: error: the id `alpha.timeout` is used twice"));
  const Mistake table[] = {
      {"platform: alpha\nname: Other\n", "Other | `alpha` is there; a file that adds to it has no `name`"},
      {"limits:\n  - {id: x, offerings: [alpa], fact: timeout, at_most: 1s, hardness: hard, source: page, "
       "message: m, remedy: r}\n",
       "alpa | there is no platform or offering `alpa` | did you mean `alpha`?"},
      {"facts: [{key: memory, type: bytes, importance: special, usual: 1B, usual_text: u, section: s, "
       "summary: s, "
       "example: 1B}]\n",
       "memory | the id `memory` is used twice"},
      {"limits:\n  - {id: timeout, offerings: [alpha], fact: timeout, at_most: 1s, hardness: hard, source: "
       "page, "
       "message: m, remedy: r}\n",
       "timeout | the id `timeout` is used twice"},
      {"colour: red\n", "this is no rule file"},
      {"properties: [{id: operations, offerings: [alpha/one], value: 10%}]\n",
       "what an offering is like stands in a file with its platform"},
      {"platform: gamma\nname: Gamma\nprovider: gcp\nofferings: [{id: one, name: one, summary: s, status: "
       "settled}]\n",
       "gcp | no rule keeps `one` from other providers | add a requirement like `providers in [gcp]` for it"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.text);
    CHECK_THAT(RuleFiles().add_own("own.yaml", mistake.text).problems(), contains(mistake.problem));
  }
}
