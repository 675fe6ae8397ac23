// Mistakes in derived facts, criteria and the claims of an audit.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using placer::test::RuleFiles;

namespace {

struct Mistake {
  const char* from;
  const char* to;
  const char* problem;  // guilty text | message | help
};

RuleFiles with_derived() {
  RuleFiles files;
  files.replace("scoring.yaml", "criteria:", R"(derived:
  - {id: both, type: bytes, sum: [memory, scratch_disk], summary: s}
  - {id: in_flight, type: count, product: [rate, timeout], divide: [1rps, 1s], summary: s}
  - {id: share, type: percent, lookup: traffic.pattern, values: {steady: 1%, spiky: 2%, rare: 3%}, summary: s}
  - {id: rest, type: percent, complement: share, summary: s}
  - {id: machines, type: count, ceil_divide: [memory, 1GiB], summary: s}
criteria:)");
  return files;
}

}  // namespace

TEST_CASE("mistakes in derived facts") {
  REQUIRE(with_derived().problems().empty());
  static constexpr Mistake table[] = {
      {"{id: both, type: bytes, sum", "{id: both, type: size, sum",
       "size | a derived fact is a quantity; there is no type `size`"},
      {"{id: both, type: bytes, sum", "{id: both, type: choice, sum",
       "choice | a derived fact is a quantity; there is no type `choice`"},
      {"sum: [memory, scratch_disk], summary: s", "sum: [memory, scratch_disk]",
       "a derived fact needs `summary`"},
      {"sum: [memory, scratch_disk]", "sum: [memory, timeout]",
       "timeout | `timeout` has another unit than the result"},
      {"sum: [memory, scratch_disk]", "sum: [memory, trigger]", "trigger | `trigger` is no quantity"},
      {"sum: [memory, scratch_disk]", "sum: [memory, 5s]",
       "s | 's' belongs to a duration, but a size in bytes was expected"},
      {"sum: [memory, scratch_disk]", "sum: []", "wrong number of terms"},
      {"sum: [memory, scratch_disk]", "sums: [memory, scratch_disk]",
       "sums | a derived fact has no key `sums` | did you mean `sum`?"},
      {"sum: [memory, scratch_disk]", "sum: [memory], largest: [memory]",
       "a derived fact has exactly one of sum, product, ceil_divide, largest, smallest, lookup, first_known, "
       "first_stated, complement"},
      {"product: [rate, timeout]", "product: [rate, timeot]",
       "timeot | `timeot` is neither a fact nor a quantity | did you mean `timeout`?"},
      {"divide: [1rps, 1s]", "divide: [0, 1s]",
       "0 | a divisor must be positive, and their product fit in 63 bits"},
      {"divide: [1rps, 1s]", "divide: [8000000TiB, 8000000TiB]",
       "8000000TiB | a divisor must be positive, and their product fit in 63 bits"},
      {"lookup: traffic.pattern", "lookup: timeout", "timeout | a lookup is for a choice"},
      {"lookup: traffic.pattern", "lookup: traffic.patern",
       "traffic.patern | there is no fact `traffic.patern`"},
      {", rare: 3%}", "}", "traffic.pattern | the lookup has no value for `rare`"},
      {", rare: 3%}", ", rare: 3%, never: 1%}", "never | expected steady, spiky, rare, got `never`"},
      {", rare: 3%}", ", rare: 3s}", "s | 's' belongs to a duration"},
      {"complement: share", "complement: [share, share]", "wrong number of terms"},
      {"complement: share", "complement: rest",
       "rest | a derived fact can use only those that stand before it"},
      {"complement: share", "complement: machines",
       "machines | a derived fact can use only those that stand before it"},
      {"ceil_divide: [memory, 1GiB]", "ceil_divide: [memory]", "wrong number of terms"},
      {"{id: machines, type", "{id: memory, type", "memory | the id `memory` is used twice"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(with_derived().replace("scoring.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("mistakes in criteria") {
  static constexpr Mistake table[] = {
      {"weight: 1", "wieght: 1", "wieght | a criterion has no key `wieght` | did you mean `weight`?"},
      {"weight: 1", "weight: 0", "a criterion needs a `weight` from 1 to 1000"},
      {"weight: 1", "weight: 1001", "a criterion needs a `weight` from 1 to 1000"},
      {"weight: 1", "weight: 4294967297", "a criterion needs a `weight` from 1 to 1000"},
      {"    weight: 1\n", "", "a criterion needs a `weight` from 1 to 1000"},
      {"    of: operations\n", "", "a criterion needs `of`, what it scores"},
      {"    of: operations\n", "    of: operation\n",
       "operation | there is no fact `operation` | did you mean `operations`?"},
      {"{0%: 0, 100%: 100}", "{0%: 0}", "a curve needs two points at least"},
      {"{0%: 0, 100%: 100}", "{0%: 0, 100%: 101}", "101 | a score is at most 100"},
      {"{0%: 0, 100%: 100}", "{50%: 0, 20%: 100}", "20% | the points of a curve must stand in growing order"},
      {"{0%: 0, 100%: 100}", "{0%: 0, 20%: 50, 20.0%: 100}",
       "20.0% | the points of a curve must stand in growing order"},
      {"{0%: 0, 100%: 100}", "{0%: 0, 50%: 100, 100%: 50}",
       "a curve must rise or fall throughout, so that intervals keep their order"},
      {"{0%: 0, 100%: 100}", "{0s: 0, 1s: 100}",
       "s | 's' belongs to a duration, but a percentage was expected"},
      {"operations >= 50%", "operation >= 50%",
       "operation | there is no fact `operation` | did you mean `operations`?"},
      {"{operations}", "{operation}", "a reason of `operations` names `{operation}`, which is no fact"},
      {"text: \"little", "txt: \"little", "txt | a reason has no key `txt` | did you mean `text`?"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(RuleFiles().replace("scoring.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("a level curve neither rises nor falls and is allowed") {
  CHECK(RuleFiles().replace("scoring.yaml", "{0%: 0, 100%: 100}", "{0%: 50, 100%: 50}").problems().empty());
  CHECK(RuleFiles()
            .replace("scoring.yaml", "{0%: 0, 100%: 100}", "{0%: 100, 50%: 20, 100%: 0}")
            .problems()
            .empty());
}

TEST_CASE("rules name claims that are there") {
  const std::string claims = R"(claims:
  - {id: quick, claim: it is quick, topic: time, platform: alpha, status: outdated, current: it is not, source: {title: t, as_of: undated, checked: 2026-01-02, basis: article, confidence: low}}
)";
  const auto problems = [&](const std::string& audit, const std::string& file) {
    return RuleFiles()
        .add("audit.yaml", file)
        .replace("alpha.yaml", "    remedy: be quicker\n",
                 "    remedy: be quicker\n    audit: [" + audit + "]\n")
        .problems();
  };
  CHECK(problems("quick", claims).empty());
  CHECK_THAT(problems("quik", claims), placer::test::contains("there is no claim `quik`"));
  std::string without = claims;
  without.replace(without.find("current: it is not, "), 20, "");
  CHECK_THAT(problems("quick", without), placer::test::contains("a claim needs `current`"));
}
