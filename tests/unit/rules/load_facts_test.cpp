// Mistakes in the vocabulary and in the list of accelerators, one at a time, and what is said of them.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

using placer::test::RuleFiles;

namespace {

struct Mistake {
  const char* from;
  const char* to;
  const char* problem;  // guilty text | message | help
};

void check(const char* file, const Mistake& mistake) {
  CAPTURE(mistake.from, mistake.to);
  CHECK_THAT(RuleFiles().replace(file, mistake.from, mistake.to).problems(),
             placer::test::contains(mistake.problem));
}

}  // namespace

TEST_CASE("mistakes in facts") {
  static constexpr Mistake table[] = {
      {"importance: core, section: work, summary: longest time",
       "importanse: core, section: work, summary: longest time",
       "importanse | a fact has no key `importanse` | did you mean `importance`?"},
      {"importance: core, section: work, summary: longest time",
       "importance: main, section: work, summary: longest time",
       "main | `importance` is core, special or unasked"},
      {"section: work, summary: longest time", "section: work",
       "{key: timeout, type: duration, importance: core, section: work, example: 30s, range: 1ms..3650d, "
       "words: {none: "
       "1ms..}} | a fact needs `summary`"},
      {"type: duration, importance", "type: time, importance",
       "time | there is no type `time` | the types are duration, bytes"},
      {"range: 1ms..3650d", "range: 1MB..2MB", "a duration was expected"},
      {"words: {none: 1ms..}", "words: {none: never}", "never | "},
      {"usual: 0B..512MiB", "usual: 512", "512 | "},
      {"usual: linux", "usual: bsd", "bsd | expected linux, windows, got `bsd`"},
      {"usual: false, usual_text: not privileged", "usual: false", "a fact needs `usual_text`"},
      {"core_when: gpu.count > 0\n    or: gpu.memory\n", "core_when: gpu.cout > 0\n    or: gpu.memory\n",
       "gpu.cout | there is no fact `gpu.cout` | did you mean `gpu.count`?"},
      {"core_when: gpu.count > 0\n    or: gpu.memory\n", "core_when: gpu.count > 0\n    or: gpu.memry\n",
       "gpu.memry | there is no fact `gpu.memry` | did you mean `gpu.memory`?"},
      {"aliases: [protocol]", "aliases: [timeout]", "timeout | the id `timeout` is used twice"},
      {"{key: cpu, type", "{key: memory, type", "memory | the id `memory` is used twice"},
      {"values: [{name: linux, summary: Linux}, {name: windows, summary: Windows}]", "values: []",
       "a choice needs a list of `values`"},
      {"values: [{name: linux, summary: Linux}, {name: windows, summary: Windows}]", "values: linux",
       "a choice needs a list of `values`"},
      {"{name: udp, summary: datagrams}", "{name: udp, summery: datagrams}",
       "summery | a value has no key `summery` | did you mean `summary`?"},
      {"many: true\n    importance: special\n    core_when",
       "many: yes\n    importance: special\n    core_when", "yes | `many` must be true or false"},
      {"{key: gpu, scalar: [gpu.count, gpu.type]", "{key: gpu, scalar: [gpu.number, gpu.type]",
       "gpu.number | there is no fact `gpu.number`"},
      {"{key: headroom, type: percent, summary: room left}", "", "the vocabulary has no fact `headroom`"},
      {"{key: start_time, type: duration, summary: time to start}", "{key: start_time, type: duration}",
       "a property needs `summary`"},
      {"{key: start_time, type: duration, summary: time to start}",
       "{key: timeout, type: duration, summary: s}", "timeout | the id `timeout` is used twice"},
      {"properties:\n", "property:\n",
       "property | a file of rules has no key `property` | did you mean `properties`?"},
  };
  for (const Mistake& mistake : table) check("facts.yaml", mistake);
}

TEST_CASE("mistakes in what the names of a choice say of others") {
  const char* queue = "{name: queue, summary: messages}";
  static constexpr std::pair<const char*, const char*> table[] = {
      {"{name: queue, aliases: [{name: sqs, says: {operating_system: bsd}}], summary: messages}",
       "bsd | expected linux, windows, got `bsd`"},
      {"{name: queue, aliases: [{name: sqs, says: {operating_sistem: linux}}], summary: messages}",
       "operating_sistem | there is no fact `operating_sistem` | did you mean `operating_system`?"},
      {"{name: queue, aliases: [{name: sqs, says: {timeout: 1s}}], summary: messages}",
       "timeout | a name of a choice that has one can say something of another choice only"},
      {"{name: queue, aliases: [{name: sqs, says: {trigger: http}}], summary: messages}",
       "trigger | a name of a choice that has one can say something of another choice only"},
      {"{name: queue, aliases: [{name: sqs, says: linux}], summary: messages}",
       "linux | what a name says of other facts is a mapping | for example {broker: kafka}"},
      {"{name: queue, aliases: [{name: sqs, tells: {operating_system: linux}}], summary: messages}",
       "tells | an alias has no key `tells`"},
      {"{name: queue, aliases: [{says: {operating_system: linux}}], summary: messages}",
       "an alias needs `name`"},
      {"{name: queue, only_with: {operating_system: [linux, bsd]}, summary: messages}",
       "bsd | expected linux, windows, got `bsd`"},
  };
  for (const auto& [to, problem] : table) check("facts.yaml", {queue, to, problem});
  CHECK(RuleFiles()
            .replace("facts.yaml", queue,
                     "{name: queue, aliases: [mq, {name: sqs, says: {operating_system: linux}}], only_with: "
                     "{operating_system: [linux, windows]}, summary: messages}")
            .problems()
            .empty());
  check("facts.yaml",
        {"{name: linux, summary: Linux}",
         "{name: linux, only_with: {gpu.type: nvidia-l4}, aliases: [{name: tux, says: {gpu.type: "
         "l5}}], summary: Linux}",
         "l5 | "});
}

TEST_CASE("mistakes in what a fact is a multiple of") {
  const char* memory = "{key: memory, type";
  static constexpr std::pair<const char*, const char*> table[] = {
      {"{of: package.sise, by: trigger, values: {queue: 2..3}}",
       "package.sise | there is no fact `package.sise`"},
      {"{of: timeout, by: trigger, values: {queue: 2..3}}",
       "timeout | a multiple is of another quantity with the same unit"},
      {"{of: memory, by: trigger, values: {queue: 2..3}}",
       "memory | a multiple is of another quantity with the same unit"},
      {"{of: size.memory, by: trigger, values: {queue: 2..3}}",
       "size.memory | a multiple is of another quantity with the same unit"},
      {"{of: package.size, by: cpu, values: {queue: 2..3}}", "cpu | a multiple goes by a choice"},
      {"{of: package.size, by: trigger, values: {heap: 2..3}}", "heap | "},
      {"{of: package.size, by: trigger, values: {queue: 2s}}", "s | "},
      {"{of: package.size, by: trigger, value: {queue: 2}}", "value | a multiple has no key `value`"},
  };
  for (const auto& [multiple, problem] : table) {
    const std::string to = std::string("{multiple: ") + multiple + ", key: memory, type";
    check("facts.yaml", {memory, to.c_str(), problem});
  }
}

TEST_CASE("mistakes in accelerators") {
  static constexpr Mistake table[] = {
      {"family: google-tpu", "family: nvidia-l4", "nvidia-l4 | this family is listed twice"},
      {"family: google-tpu", "famly: google-tpu",
       "famly | a family has no key `famly` | did you mean `family`?"},
      {"    aliases: [tpu]\n    source: cards\n", "    aliases: [tpu]\n",
       "an entry without a source is not taken"},
      {"memory: 24GB", "memory: 24", "24 | "},
      {"{card: nvidia-a100-40gb, memory: 40GB, aliases", "{memory: 40GB, aliases", "a card needs `card`"},
      {"{card: nvidia-a100-40gb, memory: 40GB, aliases", "{card: nvidia-a100-40gb, size: 40GB, aliases",
       "size | a card has no key `size`"},
  };
  for (const Mistake& mistake : table) check("accelerators.yaml", mistake);
}

TEST_CASE("a choice has as many values as fit into a set") {
  const auto values = [](int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += "{name: v" + std::to_string(i) + ", summary: s}, ";
    return list + "{name: linux, summary: Linux}]";
  };
  const std::string all = "[{name: linux, summary: Linux}, {name: windows, summary: Windows}]";
  CHECK(RuleFiles().replace("facts.yaml", all, "[" + values(62)).problems().empty());
  CHECK_THAT(RuleFiles().replace("facts.yaml", all, "[" + values(63)).problems(),
             placer::test::contains("a choice can have 63 values at most"));
}

TEST_CASE("there are as many families of accelerators as fit into a set") {
  const auto families = [](int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += "  - {family: f" + std::to_string(i) + ", source: cards}\n";
    return list;
  };
  CHECK(RuleFiles()
            .replace("accelerators.yaml", "  - family: google-tpu", families(60) + "  - family: google-tpu")
            .problems()
            .empty());
  CHECK_THAT(
      RuleFiles()
          .replace("accelerators.yaml", "  - family: google-tpu", families(70) + "  - family: google-tpu")
          .problems(),
      placer::test::contains("there can be 63 families at most"));
}

TEST_CASE("a vocabulary has 192 facts at most") {
  const auto facts = [](int count) {
    std::string list;
    for (int i = 0; i < count; ++i)
      list += "  - {key: f" + std::to_string(i) +
              ", type: count, importance: special, usual: 0, usual_text: t, section: work, summary: s, "
              "example: 1}\n";
    return list + "properties:\n";
  };
  // 20 are there already, and a derived fact or a property behind them does not count.
  CHECK(RuleFiles().replace("facts.yaml", "properties:\n", facts(171)).problems().empty());
  CHECK_THAT(RuleFiles().replace("facts.yaml", "properties:\n", facts(173)).problems(),
             placer::test::contains("a vocabulary can have 192 facts at most"));
}
