// Mistakes in limits, requirements and advice, one at a time, and what is said of them.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using placer::test::RuleFiles;

namespace {

struct Mistake {
  const char* from;
  const char* to;
  const char* problem;  // guilty text | message | help
};

/// The small rule set with a rule of each kind.
RuleFiles with_rules() {
  RuleFiles files;
  files.replace(
      "alpha.yaml", "table:",
      R"(  - {id: alpha.systems, fact: operating_system, one_of: [linux], hardness: hard, source: page, message: "has {allowed}", remedy: port it}
  - {id: alpha.load, fact: concurrency, at_most: 5, hardness: quota, role: advice, quota: {name: Load, code: L-1}, source: page, message: "has {allowed}", remedy: ask}
requirements:
  - {id: alpha.plain, require: privileged == false, hardness: hard, source: page, message: not privileged, remedy: do without}
advice:
  - {id: alpha.spiky, when: traffic.pattern == spiky, source: page, message: "{traffic.pattern} traffic", remedy: wait}
checks:
  - {id: alpha.seen, role: advice, source: page, message: "{needed} beside {allowed}", remedy: look}
  - {id: alpha.size, type: bytes, at_least: 1MiB, at_most: 1GiB, source: page, message: "{needed} is not {allowed}", remedy: look}
table:)");
  return files;
}

}  // namespace

TEST_CASE("rules of every kind load") { CHECK(with_rules().problems().empty()); }

TEST_CASE("mistakes in limits") {
  static constexpr Mistake table[] = {
      {"    at_most: 900s\n", "    at_mst: 900s\n",
       "at_mst | a limit has no key `at_mst` | did you mean `at_most`?"},
      {"    at_most: 900s\n", "", "a limit has exactly one of at_most, at_least, one_of and none_of"},
      {"    at_most: 900s\n", "    at_most: 900s\n    at_least: 1s\n",
       "a limit has exactly one of at_most, at_least, one_of and none_of"},
      {"    at_most: 900s\n", "    at_most: 900MB\n",
       "MB | 'MB' belongs to a size in bytes, but a duration was expected"},
      {"    at_most: 900s\n", "    at_most: 900\n", "900 | "},
      {"    at_most: 900s\n", "    at_most: 1s..900s\n", "1s..900s | a bound is one value, not an interval"},
      {"    at_most: 900s\n", "    one_of: [a]\n",
       "`one_of` is for names; a quantity has `at_most` or `at_least`"},
      {"    fact: timeout\n", "    fact: timout\n",
       "timout | there is no fact `timout` | did you mean `timeout`?"},
      {"    fact: timeout\n", "", "a limit needs `fact`"},
      {"    fact: timeout\n", "    fact: start_time\n",
       "start_time | a limit bounds a fact of the workload or a derived fact"},
      {"one_of: [linux]", "one_of: [bsd]", "bsd | expected linux, windows, got `bsd`"},
      {"one_of: [linux]", "at_most: 5", "5 | `at_most` is for quantities; names have `one_of`"},
      {"    hardness: hard\n", "    hardness: soft\n",
       "soft | `hardness` is hard, quota, configurable or unpublished"},
      {"    hardness: hard\n", "", "a limit needs `hardness`"},
      {"quota, role: advice", "quota, role: warning", "warning | `role` is filter, need, setting or advice"},
      {"alpha.seen, role: advice", "alpha.seen, role: filter",
       "filter | `role` of a check is setting or advice"},
      {"quota: {name: Load, code: L-1}", "quota: {code: L-1}", "a quota needs `name`"},
      {"quota: {name: Load, code: L-1}", "quota: Load",
       "Load | `quota` of a limit must be a mapping, got a value"},
      {"    source: page\n    message: ends", "    message: ends", "an entry without a source is not taken"},
      {"    message: ends after {allowed}, needs {needed}\n", "", "a limit needs `message`"},
      {"ends after {allowed}, needs {needed}", "ends after {allowd}",
       "the message of `alpha.timeout` names `{allowd}`, which is nothing that could be filled in | use "
       "{needed}, "
       "{allowed}, {offering} or a fact"},
      {"ends after {allowed}, needs {needed}", "ends after {allowed}.",
       "a message has no full stop at its end"},
      {"    remedy: be quicker\n", "", "a limit needs `remedy`"},
      {"id: alpha.systems", "id: alpha.timeout", "alpha.timeout | the id `alpha.timeout` is used twice"},
      {"fact: operating_system", "when: known(memory), fact: operating_system",
       "known | `known` is allowed in advice and criteria only"},
      {"fact: operating_system", "when: start_time > 1s, fact: operating_system",
       "`start_time` is a property of offerings"},
      {"fact: operating_system", "when: [a], fact: operating_system", "`when` must be an expression"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(with_rules().replace("alpha.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("mistakes in the bounds of checks") {
  static constexpr Mistake table[] = {
      {"type: bytes, at_least", "at_least", "a check needs `type`"},
      {"type: bytes, at_least", "type: text, at_least",
       "text | a check bounds a quantity; there is no type `text`"},
      {"at_least: 1MiB, at_most: 1GiB, ", "",
       "bytes | `type` is that of `at_least` and `at_most`, of which there is none"},
      {"at_least: 1MiB", "at_least: 2GiB",
       "2GiB | `at_least` is above `at_most`, so that nothing is allowed"},
      {"at_least: 1MiB", "at_least: 1s", "s | 's' belongs to a duration, but a size in bytes was expected"},
      {"at_least: 1MiB", "at_least: 1MiB..2MiB", "1MiB..2MiB | a bound is one value, not an interval"},
      {"at_least: 1MiB", "at_leas: 1MiB",
       "at_leas | a check has no key `at_leas` | did you mean `at_least`?"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(with_rules().replace("alpha.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("mistakes in requirements and advice") {
  static constexpr Mistake table[] = {
      {"require: privileged == false, ", "", "a requirement needs `require`"},
      {"require: privileged == false", "require: privileged == 0", "0 | expected true or false, got `0`"},
      {"require: privileged == false", "require: known(privileged)",
       "known | `known` is allowed in advice and criteria only: a limit or a requirement must not change "
       "when more is "
       "known"},
      {"require: privileged == false", "require: cpu > 1 and cpu < 9",
       "cpu | `cpu` is used twice in one rule"},
      {"require: privileged == false", "when: cpu > 1, require: cpu < 9", "`alpha.plain` uses `cpu` twice"},
      {"message: not privileged", "message: \"needs {needed}\"",
       "the message of `alpha.plain` names `{needed}`, which is nothing that could be filled in | use "
       "{offering} or a fact"},
      {"when: traffic.pattern == spiky, ", "",
       "an advice needs `when` | advice that always applies is noise"},
      {"when: traffic.pattern == spiky", "when: traffic.patern == spiky",
       "traffic.patern | there is no fact `traffic.patern` | did you mean `traffic.pattern`?"},
      {"{traffic.pattern} traffic", "{pattern} traffic", "the message of `alpha.spiky` names `{pattern}`"},
      {"id: alpha.spiky, when", "id: alpha.spiky, hardness: hard, when",
       "hardness | an advice has no key `hardness`"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(with_rules().replace("alpha.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("a usual value that nobody stated must never reject a workload") {
  static constexpr Mistake table[] = {
      {"require: privileged == false", "require: privileged == true",
       "`alpha.plain` can fail because of the usual value of `privileged`, which nobody stated | change the "
       "rule's "
       "condition or the fact's usual value"},
      {"require: privileged == false", "require: scratch_disk > 1GiB",
       "can fail because of the usual value of `scratch_disk`"},
      {"require: privileged == false", "require: operating_system == windows",
       "can fail because of the usual value of `operating_system`"},
      // Only together with what somebody stated, but still because of what nobody did.
      {"require: privileged == false", "when: timeout > 1h, require: privileged == true",
       "can fail because of the usual value of `privileged`"},
      {"require: privileged == false", "require: rate > 100rps",
       "can fail because of the usual value of `rate`"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(with_rules().replace("alpha.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
  CHECK(with_rules()
            .replace("alpha.yaml", "require: privileged == false", "require: rate <= 100rps")
            .problems()
            .empty());
}

TEST_CASE("a usual value that nothing takes beside what is stated rejects nothing") {
  RuleFiles files = with_rules();
  files.replace("alpha.yaml", "require: privileged == false",
                "when: scratch_disk > 1GiB, require: privileged == true");
  CHECK_THAT(files.problems(), placer::test::contains("can fail because of the usual value of `privileged`"));
  files.replace("facts.yaml", "usual_text: not privileged",
                "usual_when: scratch_disk <= 1GiB, usual_text: not privileged");
  CHECK(files.problems().empty());
}

TEST_CASE("a usual value is held against derived bounds too") {
  // At most 100 requests a second for up to an hour are 360,000 in progress.
  const auto problems = [](const std::string& bound) {
    return with_rules()
        .replace("alpha.yaml", "table:",
                 "derived:\n  - {id: in_flight, type: count, product: [rate, timeout], divide: [1rps, 1s], "
                 "summary: s}\ntable:")
        .replace("alpha.yaml", "fact: operating_system, one_of: [linux]", "fact: in_flight, " + bound)
        .problems();
  };
  CHECK(problems("at_most: 1000").empty());
  CHECK_THAT(problems("at_least: 1000"),
             placer::test::contains("can fail because of the usual value of `rate`"));
}

TEST_CASE("a filter must be decidable where only core facts are stated") {
  const auto problems = [](std::string_view require) {
    return with_rules().replace("alpha.yaml", "require: privileged == false", require).problems();
  };
  CHECK_THAT(problems("require: concurrency <= 5"),
             placer::test::contains(
                 "`alpha.plain` filters by `concurrency`, which is neither core nor has a usual value | "
                 "give the fact a `usual:` in facts.yaml, or make this advice"));
  CHECK_THAT(problems("when: trigger == queue, require: concurrency <= 5"),
             placer::test::contains("filters by `concurrency`"));
  // What the usual value of another fact decides needs none of its own.
  CHECK(problems("when: scratch_disk > 1GiB, require: concurrency <= 5").empty());
}
