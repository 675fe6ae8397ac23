// Mistakes in a platform file outside its rules: the head, sources, properties, triggers, sizes, the table.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using placer::test::RuleFiles;

namespace {

struct Mistake {
  const char* from;
  const char* to;
  const char* problem;  // guilty text | message | help
};

void check(const Mistake& mistake, const RuleFiles& good = {}) {
  CAPTURE(mistake.from, mistake.to);
  RuleFiles files = good;
  CHECK_THAT(files.replace("alpha.yaml", mistake.from, mistake.to).problems(),
             placer::test::contains(mistake.problem));
}

/// The small rule set with all triggers and some sizes on its platform.
RuleFiles with_sections() {
  RuleFiles files;
  files.replace("alpha.yaml", "limits:\n", R"(triggers:
  - {trigger: http, how: native, source: page}
  - {trigger: queue, how: via, through: a queue, source: page}
  - {trigger: udp, how: "no", id: alpha.no-udp, message: no datagrams, remedy: use HTTP, source: page}
sizes:
  - offerings: [one]
    source: page
    rows:
      - {cpu: 1, memory: 1GiB..4GiB, memory_step: 1GiB}
      - {cpu: 8, memory: 16GiB, gpu: nvidia-l4, gpu_count: 1}
limits:
)");
  return files;
}

}  // namespace

TEST_CASE("mistakes in the head of a platform") {
  static constexpr Mistake table[] = {
      {"platform: alpha\n", "platform: alpha\nplattform: a\n",
       "plattform | a platform has no key `plattform` | did you mean `platform`?"},
      {"provider: aws\n", "",
       "a platform needs `provider` | write `provider: any` if several providers have it"},
      {"provider: aws\n", "provider: amazon\n", "amazon | expected aws, gcp, got `amazon`"},
      {"status: settled", "status: stable", "stable | `status` is settled, recent, preview or closed"},
      {"status: settled}]", "status: settled, provider: gcp}]",
       "gcp | the `provider` of an offering is one of its platform's"},
      {"status: settled}]", "status: settled, provider: aws}]",
       "aws | no rule keeps `one` from other providers | add a requirement like `providers in [aws]` for it"},
      {"[{id: one, name: the one, summary: the only one, status: settled}]", "[]",
       "a platform needs at least one offering"},
      {"{id: one, name: the one,", "{id: one,", "an offering needs `name`"},
      {"status: settled}]", "status: settled}, {id: one, name: n, summary: s, status: settled}]",
       "one | the id `alpha/one` is used twice"},
      {"{id: one, name: the one,", "{id: the one, name: the one,",
       "the one | the id `alpha/the one` has blanks | join its words with - or _"},
  };
  for (const Mistake& mistake : table) check(mistake);
}

TEST_CASE("mistakes in sources") {
  static constexpr Mistake table[] = {
      {"https://example.com", "http://example.com", "a source's url must begin with https://"},
      {"as_of: 2026-01,", "as_of: January,",
       "January | expected a date like 2026-11-24, or undated, got `January`"},
      {"as_of: 2026-01, ", "", "a source needs `as_of`"},
      {"checked: 2026-01-02", "checked: 02.01.2026",
       "02.01.2026 | expected a date like 2026-11-24, got `02.01.2026`"},
      {"checked: 2026-01-02", "checked: 2026-13-02",
       "2026-13-02 | expected a date like 2026-11-24, got `2026-13-02`"},
      {"checked: 2026-01-02", "checked: 2026-01-32",
       "2026-01-32 | expected a date like 2026-11-24, got `2026-01-32`"},
      {"as_of: 2026-01,", "as_of: 2026-00,",
       "2026-00 | expected a date like 2026-11-24, or undated, got `2026-00`"},
      {"checked: 2026-01-02", "checked: undated", "undated | expected a date like 2026-11-24, got `undated`"},
      {"checked: 2026-01-02, ", "", "a source needs `checked`"},
      {"url: \"https://example.com/alpha\", ", "",
       "a source needs a `url`, or a `title` where there is none"},
      {"basis: contract, ", "", "a source needs `basis`"},
      {"basis: contract, ", "basis: hearsay, ", "hearsay | `basis` is one of vendor-page, "},
      {"confidence: high", "confidence: sure", "sure | `confidence` is one of high, medium, low; got `sure`"},
      {"checked: 2026-01-02", "checked: \"\"", "`checked` says nothing"},
      {"as_of: 2026-01,", "as_of: \"\",", "`as_of` says nothing"},
      {"confidence: high", "confidence: high, author: me", "author | a source has no key `author`"},
  };
  for (const Mistake& mistake : table) check(mistake);
}

TEST_CASE("mistakes in properties") {
  static constexpr Mistake table[] = {
      {"{id: operations, value: 50%, source: page}", "{id: operation, value: 50%, source: page}",
       "operation | there is no fact `operation` | did you mean `operations`?"},
      {"{id: operations, value: 50%, source: page}", "{id: timeout, value: 50s, source: page}",
       "timeout | `timeout` is no property of an offering"},
      {"{id: operations, value: 50%, source: page}", "{id: operations, source: page}",
       "a property needs `id` and `value`"},
      {"{id: operations, value: 50%, source: page}", "{id: operations, value: 50s, source: page}",
       "s | 's' belongs to a duration, but a percentage was expected"},
      {"{id: operations, value: 50%, source: page}", "{id: operations, value: 50%}",
       "an entry without a source is not taken | add `source:` with the url and the dates"},
      {"value: 50%, source: page}",
       "value: 50%, source: page}\n  - {id: operations, value: 40%, source: page}",
       "operations | `operations` of an offering is given twice"},
      {"value: 50%, source: page}", "value: 50%, source: pge}",
       "pge | there is no source `pge` | did you mean `page`?"},
      {"{id: operations, value", "{id: operations, offerings: [two], value",
       "two | this platform has no offering `two`"},
  };
  for (const Mistake& mistake : table) check(mistake);
}

TEST_CASE("mistakes in triggers") {
  REQUIRE(with_sections().problems().empty());
  static constexpr Mistake table[] = {
      {"  - {trigger: queue, how: via, through: a queue, source: page}\n", "",
       "how queue reaches each offering of the platform is not said"},
      {"{trigger: queue, how: via", "{trigger: http, how: via", "http | http of an offering is given twice"},
      {"{trigger: queue, how: via", "{trigger: que, how: via", "que | expected http, queue, udp, got `que`"},
      {"{trigger: queue, how: via", "{trigger: [http, queue], how: via",
       "a trigger needs `trigger`, the name of one"},
      {"{trigger: queue, how: via", "{trigger: [], how: via", "a trigger needs `trigger`, the name of one"},
      {"{trigger: queue, how: via", "{how: via", "a trigger needs `trigger`, the name of one"},
      {"how: via", "how: via, when: timeout <= 1s",
       "how queue reaches each offering of the platform is not said"},
      {"how: via", "how: via, when: timeut <= 1s", "timeut | there is no fact `timeut`"},
      {"how: \"no\"", "how: \"no\", when: timeout <= 1s",
       "timeout <= 1s | a trigger that has no way in has no `when`"},
      {"how: via", "how: maybe", "maybe | `how` is native, via or \"no\""},
      {"id: alpha.no-udp, ", "", "a trigger needs `id`"},
      {"message: no datagrams, ", "", "a trigger needs `message`"},
      {"id: alpha.no-udp", "id: alpha.timeout", "alpha.timeout | the id `alpha.timeout` is used twice"},
      {"message: no datagrams", "message: \"no {datagrams}\"",
       "the message of `alpha.no-udp` names `{datagrams}`"},
  };
  for (const Mistake& mistake : table) check(mistake, with_sections());
}

TEST_CASE("a way in for some of the work stands before that for the rest") {
  const std::string queue = "  - {trigger: queue, how: via, through: a queue, source: page}\n";
  const std::string quick =
      "  - {trigger: queue, how: via, through: a push, when: timeout <= 1s, source: page}\n";
  RuleFiles good = with_sections();
  CHECK(good.replace("alpha.yaml", queue, quick + queue).problems().empty());
  RuleFiles turned = with_sections();
  CHECK_THAT(turned.replace("alpha.yaml", queue, queue + quick).problems(),
             placer::test::contains("queue | queue of an offering is given twice"));
}

TEST_CASE("mistakes in sizes") {
  static constexpr Mistake table[] = {
      {"{cpu: 1, memory: 1GiB..4GiB, memory_step: 1GiB}", "{cpu: 1}", "a size needs `memory`"},
      {"{cpu: 1, memory: 1GiB..4GiB, memory_step: 1GiB}", "{memory: 1GiB}",
       "a size needs `cpu` | or `memory_per_vcpu` in its group"},
      {"memory_step: 1GiB", "memory_step: 0B", "a step must be positive"},
      {"memory_step: 1GiB", "step: 1GiB", "step | a size has no key `step`"},
      {"gpu: nvidia-l4, gpu_count: 1", "gpu: nvidia-l5, gpu_count: 1",
       "nvidia-l5 | accelerators.yaml has no card `nvidia-l5`"},
      {"gpu: nvidia-l4, gpu_count: 1", "gpu: nvidia-l4", "a size with a GPU needs `gpu_count`"},
      {"memory: 16GiB,", "memory: 16,", "16 | "},
      {"    source: page\n    rows:", "    rows:", "an entry without a source is not taken"},
      {"    source: page\n    rows:", "    source: page\n    need: {memory: memry}\n    rows:",
       "memry | there is no fact `memry` | did you mean `memory`?"},
      {"    source: page\n    rows:", "    source: page\n    machines: any\n    rows:",
       "any | `one` has no machines of other providers"},
      {"  - offerings: [one]\n", "  - offerings: [three]\n", "three | this platform has no offering `three`"},
  };
  for (const Mistake& mistake : table) check(mistake, with_sections());
}

TEST_CASE("mistakes in machines") {
  static constexpr Mistake table[] = {
      {"{provider: aws, type: small, cpu: 2,", "{provider: aws, type: small,",
       "a machine needs `cpu` and `memory`"},
      {"{provider: aws, type: small,", "{provider: ibm, type: small,", "ibm | expected aws, gcp, got `ibm`"},
      {"type: small, cpu: 2, memory: 8GiB, arch: x86_64,", "type: small, cpu: 2, memory: 8GiB, arch: mips,",
       "mips | expected x86_64, arm64, got `mips`"},
      {"gpu: nvidia-l4,", "gpu: l4,", "l4 | accelerators.yaml has no card `l4`"},
  };
  for (const Mistake& mistake : table) {
    CAPTURE(mistake.from, mistake.to);
    CHECK_THAT(RuleFiles().replace("machines.yaml", mistake.from, mistake.to).problems(),
               placer::test::contains(mistake.problem));
  }
}

TEST_CASE("mistakes in the table of platforms") {
  static constexpr Mistake table[] = {
      {"row: timeout", "row: timeouts", "the rule set's table has no row `timeouts`"},
      {"{alpha.timeout}", "{alpha.time}",
       "a cell of the table names `{alpha.time}`, which is neither a rule nor a property"},
      {"text: \"{alpha.timeout}\"", "txt: none", "txt | a cell has no key `txt` | did you mean `text`?"},
  };
  for (const Mistake& mistake : table) check(mistake);
  CHECK_THAT(RuleFiles().replace("small.yaml", "{platform: alpha,", "{platform: omega,").problems(),
             placer::test::contains("there is no platform `omega`"));
}
