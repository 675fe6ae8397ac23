// What the native manifest refuses, and what it says then.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::contains;
using placer::test::import;
using placer::test::import_facts;
using placer::test::Imported;
using placer::test::Refusal;

TEST_CASE("keys that are none") {
  static constexpr Refusal table[] = {
      {"timeot: 30s", "timeot | there is no key `timeot` | did you mean `timeout`?"},
      {"Timeout: 30s", "Timeout | there is no key `Timeout` | did you mean `timeout`?"},
      {"dependencysize: 3MiB",
       "dependencysize | there is no key `dependencysize` | did you mean `dependency_size`?"},
      {"versoin: 1", "versoin | there is no key `versoin` | did you mean `version`?"},
      {"colour: red", "colour | there is no key `colour`"},
      {"gpu: {cout: 1}", "cout | there is no key `cout` in `gpu` | did you mean `count`?"},
      {"gpu: {colour: red}",
       "colour | there is no key `colour` in `gpu` | its keys are count, memory, shared_by, type"},
      {"package: {layers: 6}",
       "layers | there is no key `layers` in `package` | `layers` is a key of its own, outside of `package`"},
      {"size.memory: 1GiB", "size.memory | there is no key `size.memory`"},
      {"start_time: 1s", "start_time | there is no key `start_time`"},
      {"monthly_cost: 1USD", "monthly_cost | there is no key `monthly_cost`"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.lines);
    const Imported imported = import_facts(row.lines);
    CHECK_THAT(imported.problems(), contains(row.problem));
    CHECK(imported.workloads.empty());
  }
}

TEST_CASE("a long value is repeated by its length alone") {
  const Imported imported = import_facts("trigger: " + std::string(3000, 'h'));
  CHECK_THAT(imported.problems(), contains("daemon, got a text of 3000 bytes"));
}

TEST_CASE("values that are none") {
  static constexpr Refusal table[] = {
      {"timeout: 30", "30 | "},
      {"timeout: 0", "0 | a duration needs a unit | write 1ms or more"},
      {"timeout: 99999999999999999999s",
       "99999999999999999999 | the number is too large | the largest is 3650d"},
      {"memory: 512..2GiB",
       "512..2GiB | the first number of an interval must not be above the second | write 512MiB..2GiB"},
      {"timeout: 512MB", "MB | 'MB' belongs to a size in bytes, but a duration was expected"},
      {"timeout: \"512MB\"", "MB | 'MB' belongs to a size in bytes, but a duration was expected"},
      {"timeout: -5s", "-5s | "},
      {"timeout: 4000d", "4000d | `timeout` must lie in 1ms..3650d, got 4000d | for example `timeout: 30s`"},
      {"timeout: 0s", "0s | `timeout` must lie in 1ms..3650d, got 0s"},
      {"timeout: 10s..5s", "10s..5s | "},
      {"timeout:", "timeout | `timeout` has no value | for example `timeout: 30s`"},
      {"timeout: [30s]", "[30s] | `timeout` takes one value, not a list | for example `timeout: 30s`"},
      {"timeout: {one_of: [1s, 2s]}", "{one_of: [1s, 2s]} | `timeout` takes one value, not a mapping"},
      {"trigger: {one_of: http}", "http | `one_of` is a list of names, not a value"},
      {"trigger: {one_of: [htp]}", "htp | `trigger`: "},
      {"trigger: {one_of: []}", "[] | `trigger` names nothing"},
      {"trigger: {one_of: [http], other: 1}", "other | there is no key `other` beside `one_of`"},
      {"architecture: {one_of: [arm64]}",
       "{one_of: [arm64]} | the names of `architecture` are open alternatives"},
      {"defaults: 1", "1 | `defaults` is a mapping of facts"},
      {"defaults: {timeot: 1s}", "timeot | there is no key `timeot` | did you mean `timeout`?"},
      {"defaults: {name: x}", "name | there is no key `name`"},
      {"schedule: \"rate(1 hour); rate(2)\"", "\"rate(1 hour); rate(2)\" | no schedule: "},
      {"timeout: {max: 30s}", "{max: 30s} | `timeout` takes one value, not a mapping"},
      {"memory: 512Mi", "Mi | "},
      {"memory: 010MiB", "010"},
      {"cpu: 0", "0 | `cpu` must lie in 0.001.."},
      {"concurrency: 0", "0 | `concurrency` must lie in 1.., got 0"},
      {"privileged: yes", "yes | expected true or false, got `yes` | write true"},
      {"system_packages: tRue", "tRue | expected true or false, got `tRue` | write true"},
      {"privileged: fALSE", "fALSE | expected true or false, got `fALSE` | write false"},
      {"gpu: tRue", "tRue | `gpu` is written true or false, got `tRue` | write true"},
      {"gpu: {count: falsE}", "falsE | expected true or false, got `falsE` | write false"},
      {"privileged: \"true\"",
       "\"true\" | `privileged` is true or false, got the text \"true\" | write it without quotes"},
      {"trigger: htpp",
       "htpp | `trigger`: expected http, grpc, websocket, tcp, udp, event, queue, stream, schedule, batch, "
       "daemon, got `htpp` | did you mean `http`?"},
      {"trigger: [http, grpc]", "[http, grpc] | `trigger` takes one value, not a list"},
      {"architecture: [arm64, mips]", "mips | `architecture`: expected x86_64, arm64, got `mips`"},
      {"architecture: []", "[] | `architecture` names nothing"},
      {"architecture: [[arm64]]", "[arm64] | expected a name, got a list"},
      {"front_door: cloud-tasks",
       "cloud-tasks | `front_door`: expected direct, function-url, api-gateway-rest, api-gateway-http, "
       "api-gateway-websocket, alb, nlb, cloudfront, ingress, got `cloud-tasks` | write `trigger: "
       "cloud-tasks`, which is what that is"},
      {"architecture: l4", "| write `gpu: {type: l4}`, which is what that is"},
      {"providers: ibm", "ibm | `providers`: expected aws, gcp, azure, got `ibm`"},
      {"ports: [8080, 99999]", "99999 | `ports` must lie in 1..65535, got 99999"},
      {"ports: [http]", "http | "},
      {"ports: [[1]]", "[1] | expected a number"},
      {"regions: [[a]]", "[a] | expected a name"},
      {"regions: [\"\"]", "\"\" | expected a name"},
      {"gpu: v9000", "v9000 | `v9000` is no accelerator that placer knows"},
      {"gpu: {type: v9000}", "v9000 | `v9000` is no accelerator that placer knows"},
      {"gpu: 1.5", "1.5 | "},
      {"gpu: 2xl4", "2xl4 | `gpu` is one word or one number | write `gpu: {count: 2, type: l4}`"},
      {"gpu: 8 x A100", "8 x A100 | `gpu` is one word or one number | write `gpu: {count: 8, type: A100}`"},
      {"gpu: l4:2", "l4:2 | `gpu` is one word or one number | write `gpu: {count: 2, type: l4}`"},
      {"gpu: 24GiB", "write `gpu: {memory: 24GiB}`"},
      {"gpu: nvidia",
       "that is a maker: name a type (gpu: {type: l4}), or write `gpu: 1` for one of any type"},
      {"gpu: {count: 24GiB}", "write `gpu: {memory: 24GiB}`"},
      {"traffic_pattern: 5rps", "write `traffic: {average: 5rps}`"},
      {"traffic: {pattern: 5rps}", "write `traffic: {average: 5rps}`"},
      {"memory: 1GiB...2GiB", "write 1GiB..2GiB"},
      {"gpu: 2xl5", "xl5 | 'xl5' is not a unit of a count"},
      {"gpu:", "gpu | `gpu` needs a value | for example `gpu: none`"},
      {"gpu: [1]", "1 | `gpu.type`: expected a known name, got `1`"},
      {"traffic: busty",
       "busty | `traffic.pattern`: expected steady, periodic, bursty, spiky, rare, scheduled, queue, got "
       "`busty` | did you mean `bursty`?"},
      {"traffic: 5rpm", "rpm | 'rpm' is not a unit of a rate | write 5/min"},
      {"scale: 3", "scale | `scale` needs a mapping | for example `scale: {min: 1}`"},
      {"target: aws-lambda/zipp",
       "aws-lambda/zipp | there is no offering `aws-lambda/zipp` | did you mean `aws-lambda/zip`?"},
      {"target: lambda",
       "lambda | there is no offering `lambda` | one of aws-lambda/zip, aws-lambda/image, "
       "aws-lambda/managed-instances, aws-lambda/durable, aws-lambda/microvm\n"},
      {"target: fargate", "| one of aws-ecs/fargate, aws-batch/fargate, kubernetes/eks-fargate\n"},
      {"target: knative", "| did you mean `kubernetes/knative`?"},
      {"schedule: \"61 3 * * *\"", "no cron line: 61 is above 59, the last minute | for example `0 3 * * *`"},
      {"schedule: every full moon", "no cron line: there are 3 fields instead of five"},
      {"schedule: rate(1 fortnight)", "| for example `0 3 * * *`, or `rate(12 hours)`"},
      {"host: true", "`host` needs a mapping | for example `host: {network: true}`"},
      {"gpu: v5e", "did you mean `tpu-v5e`?"},
      {"architecture: x86", "did you mean `x86_64`?"},
      {"target: heroku", "heroku | there is no offering `heroku` | one of aws-lambda/zip, "},
      {"memory: 9.9GiB", "the smallest step of a size in bytes is 1B | write 10137MiB or 10138MiB"},
      {"priorities: [cost=high, monthly_cost=low]", "`monthly_cost` is named twice | keep one of them"},
      {"priorities: [charm]", "charm | there is no criterion `charm`"},
      {"priorities: [monthly_cst]",
       "monthly_cst | there is no criterion `monthly_cst` | did you mean `monthly_cost`?"},
      {"timeout: |\n  30s",
       "a line end stands in the value, as a block text (| or >) keeps it | write it behind the key"},
      {"version:", "this program reads version 1 of the manifest, not nothing"},
      {"version: 2",
       "2 | this program reads version 1 of the manifest, not `2` | write `version: 1`, or leave it out"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.lines);
    const Imported imported = import_facts(row.lines);
    CHECK_THAT(imported.problems(), contains(row.problem));
    CHECK(imported.workloads.empty());
  }
}

TEST_CASE("names that are none") {
  CHECK(import("timeout: 30s\n").problems() ==
        " | a workload needs a `name` | for example `name: thumbnailer`\n");
  CHECK(import("name:\ntimeout: 30s\n").problems() ==
        "name | `name` must be a text | for example `name: thumbnailer`\n");
  CHECK(import("name: [a]\n").problems() ==
        "[a] | `name` must be a text | for example `name: thumbnailer`\n");
  CHECK(import("name: \" \"\n").problems() ==
        "\" \" | `name` must be a text | for example `name: thumbnailer`\n");
}

TEST_CASE("a name that no platform takes is not repeated") {
  const std::string most(253, 'n');
  CHECK(import("name: " + most + "\n").names() == most);
  CHECK_THAT(import("name: " + most + "n\n").problems(),
             contains("a name has at most 253 characters, this one has 254 | shorten it"));
}

TEST_CASE("white space that is no blank is named") {
  CHECK(import_facts("memory: \u00A0"
                     "5GiB")
            .problems() ==
        "\u00A0 | a no-break space (U+00A0) stands here | write a plain blank, or nothing\n");
  CHECK(import_facts("memory: \"5\u2009GiB\"").problems() ==
        "\u2009 | a space that is no blank (U+2009) stands here | write a plain blank, or nothing\n");
  CHECK_THAT(import_facts("memory\u200B: 5GiB").problems(),
             contains("an invisible character (U+200B) stands here"));
  CHECK_THAT(import_facts("gpu: {type: [\"l4\u3000\"]}").problems(), contains("(U+3000) stands here"));
  CHECK(import("name: caf\u00E9\u00A0no\u00EBl\n").problems() == "");
}

TEST_CASE("regions that no provider has are refused, and those that might be new are doubted") {
  static constexpr Refusal refused[] = {
      {"regions: [us-centrall]",
       "us-centrall | 'us-centrall' is no region of any provider | did you mean `us-central1`?"},
      {"regions: [europe-west4, mars-1]", "mars-1 | 'mars-1' is no region of any provider | write it as"},
      {"region: eastuss", "eastuss | 'eastuss' is no region of any provider | did you mean `eastus`?"},
  };
  for (const Refusal& row : refused) {
    CAPTURE(row.lines);
    const Imported imported = import_facts(row.lines);
    CHECK_THAT(imported.problems(), contains(row.problem));
    CHECK(imported.workloads.empty());
  }
  const Imported doubted = import_facts("region: us-east-9");
  CHECK(doubted.problems() ==
        "us-east-9 | 'us-east-9' is no region of aws that placer knows | did you mean `us-east-1`?\n");
  CHECK(doubted.fact("providers") == "aws (derived) = whose regions have such names");
  for (const char* good :
       {"US-East-1", "us-east-1a", "us-central1-b", "us-west-2-lax-1a", "swedencentral", "\"${REGION}\""}) {
    CAPTURE(good);
    CHECK(import_facts(std::string("regions: [") + good + "]").problems() == "");
  }
}

TEST_CASE("a count in another spelling is answered with the number") {
  static constexpr Refusal table[] = {
      {"traffic: {monthly: 3M}", "write 3000000\n"},
      {"traffic: {monthly: 3M/month}", "write 3000000\n"},
      {"traffic: {monthly: 3 million}", "write 3000000\n"},
      {"traffic: {monthly: 250k}", "write 250000\n"},
      {"traffic: {monthly: 5rps}", "write `traffic: {average: 5rps}`\n"},
      {"nodes: many", "many | "},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.lines);
    CHECK_THAT(import_facts(row.lines).problems(), contains(row.problem));
  }
}

TEST_CASE("a port that is given twice is one") {
  CHECK(import_facts("ports: [80, 443, 80]").fact("ports") == "80, 443");
}

TEST_CASE("facts that contradict one another") {
  CHECK_THAT(import_facts("scale: {min: 5, max: 2}").rendered(),
             contains("`scale.min` is above `scale.max`"));
  CHECK_THAT(import_facts("traffic: {average: 5rps, peak: 2rps}").rendered(),
             contains("`traffic.average` is above `traffic.peak`"));
  CHECK(import_facts("scale: {min: 5, max: 5}").problems() == "");
  CHECK(import_facts("scale: {min: 5, max: 2..}").problems() == "");
  CHECK(import_facts("scale: {min: \"${MIN}\", max: 2}").problems() == "");
}

TEST_CASE("a fact that is given twice is shown at both places") {
  CHECK(import("name: w\nmemory: 1GiB\nram: 2GiB\n").rendered() ==
        "w.yaml:3:1: error: `memory` is given twice [manifest.given-twice]\n"
        "    3 | ram: 2GiB\n"
        "      | ^~~\n"
        "w.yaml:2:9: note: first given here\n"
        "    2 | memory: 1GiB\n"
        "      |         ^~~~\n"
        "help: keep one of them\n");
  CHECK_THAT(import_facts("gpu: 1\ngpu.count: 2").problems(),
             contains("gpu.count | `gpu.count` is given twice"));
  CHECK_THAT(import_facts("traffic: bursty\ntraffic_pattern: bursty").problems(),
             contains("`traffic.pattern` is given twice"));
}

TEST_CASE("refusals look like a compiler's") {
  CHECK(import("name: w\ntimeot: 30s\n").rendered() ==
        "w.yaml:2:1: error: there is no key `timeot` [manifest.unknown-key]\n"
        "    2 | timeot: 30s\n"
        "      | ^~~~~~\n"
        "help: did you mean `timeout`?\n");
  CHECK(import("name: w\nmemory: \"512Mi\"\n").rendered() ==
        "w.yaml:2:13: error: 'Mi' is not a unit of a size in bytes [manifest.value]\n"
        "    2 | memory: \"512Mi\"\n"
        "      |             ^~\n"
        "help: write 512MiB\n");
  CHECK(import("name: w\nscale: {min: 5, max: 2}\n").rendered() ==
        "w.yaml:2:14: error: `scale.min` is above `scale.max` [manifest.contradiction]\n"
        "    2 | scale: {min: 5, max: 2}\n"
        "      |              ^\n"
        "w.yaml:2:22: note: `scale.max` stands here\n"
        "    2 | scale: {min: 5, max: 2}\n"
        "      |                      ^\n");
}

TEST_CASE("rare traffic with little idle time is doubted where nothing says how long a request takes") {
  const Imported imported = import_facts("traffic: {pattern: rare, idle: 0%}");
  CHECK_THAT(imported.problems(),
             contains("0% | with a request a minute at most, 50% of the time or more is idle, "
                      "unless each takes long"));
  CHECK(imported.workloads.size() == 1);
}

TEST_CASE("one run shows all mistakes of a manifest in order") {
  const Imported imported = import(
      "nam: w\n"
      "timeout: 30\n"
      "memory: lots\n"
      "gpu: {cont: 1, type: v9000}\n"
      "trigger: htpp\n"
      "privileged: on\n");
  CHECK(imported.sink.errors() == 8);
  CHECK(imported.workloads.empty());
  std::string lines;
  for (const placer::Diagnostic& problem : imported.sink.sorted())
    lines += std::to_string(imported.sources.position(problem.where).line) + " ";
  CHECK(lines == "1 1 2 3 4 4 5 6 ");
}

TEST_CASE("a document that is no mapping is no workload, whoever says that it is one") {
  for (const auto& [text, problem] :
       {std::pair("- name: a\n- memory: 1GiB\n", "a list of workloads has no name here"),
        std::pair("name\n", "a workload is a mapping, not ")}) {
    const Imported imported = import(text, "native");
    CAPTURE(text);
    CHECK(imported.workloads.empty());
    CHECK_THAT(imported.problems(), contains(problem));
  }
}
