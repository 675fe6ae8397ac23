// What a manifest says twice and differently: what is refused, what is warned of, what may be true together.
#include "importers/contradiction.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

using placer::test::contains;
using placer::test::import_facts;
using placer::test::Imported;
using placer::test::Refusal;

TEST_CASE("facts that cannot all be true") {
  static constexpr Refusal table[] = {
      {"traffic: {average: 5rps, peak: 1rps}", "5rps | `traffic.average` is above `traffic.peak`"},
      {"duration: {typical: 40s}\ntimeout: 30s", "40s | `duration.typical` is above `timeout`"},
      {"duration: {typical: 4s, tail: 1s}", "4s | `duration.typical` is above `duration.tail`"},
      {"duration: {tail: 4min}\ntimeout: 30s", "4min | `duration.tail` is above `timeout`"},
      {"gpu: {count: 0, type: l4}", "l4 | `gpu.type` asks for a GPU, `gpu.count` for none"},
      {"gpu: {count: 0, memory: 20GiB}", "20GiB | `gpu.memory` asks for a GPU, `gpu.count` for none"},
      {"region: us-east-1\nproviders: gcp", "us-east-1 | none of the allowed providers has these regions"},
      {"trigger: http\nschedule: \"0 3 * * *\"",
       "\"0 3 * * *\" | a schedule starts work, `trigger` says something else"},
      {"trigger: queue\nbroker: kinesis", "kinesis | `broker: kinesis` does not go with `trigger: queue`"},
      {"broker: cloud-tasks\ntrigger: stream",
       "cloud-tasks | `broker: cloud-tasks` does not go with `trigger: stream`"},
      {"trigger: kafka\nbroker: kinesis", "kinesis | `broker: kinesis` does not go with `trigger: kafka`"},
      {"trigger: rabbitmq\nbroker: [sqs, pubsub]",
       "[sqs, pubsub] | `broker: sqs or pubsub` does not go with `trigger: rabbitmq`"},
      {"package: {size: 2GiB, image_size: 1GiB}", "2GiB | `package.size` is above `package.image_size`"},
      {"package: {size: 100MiB, compressed_size: 120MiB}",
       "120MiB | `package.compressed_size` is above `package.size`"},
      {"package: {format: zip, image_size: 1GiB}",
       "1GiB | `package.image_size` is of an image, `package.format` says zip"},
      {"traffic: {pattern: rare, idle: 0%}\ntimeout: 30s",
       "0% | with a request a minute at most, 50% of the time or more is idle"},
      {"traffic: {pattern: rare, idle: 40%}\nduration: 1s\ntimeout: 10min",
       "40% | with a request a minute at most, 98% of the time or more is idle"},
      {"traffic: {pattern: rare, monthly: 500000000}",
       "500000000 | rare traffic is less than one request a minute"},
      {"traffic: {average: 10rps, monthly: 5}",
       "10rps | `traffic.average` makes another number of requests than `traffic.monthly`"},
      {"traffic: {average: 1rps, monthly: 5000000}", "1rps | `traffic.average` makes another number"},
      {"traffic: {pattern: rare, average: 500rps}",
       "500rps | rare traffic is less than one request a minute"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.lines);
    const Imported imported = import_facts(row.lines);
    CHECK_THAT(imported.problems(), contains(row.problem));
    CHECK(imported.workloads.empty());
  }
}

TEST_CASE("what hardly goes together is warned of") {
  static constexpr Refusal table[] = {
      {"traffic: {pattern: bursty, average: 5rps, peak: 5rps}",
       "5rps | bursty traffic has peaks of 2 times the average or more"},
      {"traffic: {pattern: bursty, average: 5rps, peak: 60rps}",
       "60rps | bursty traffic has peaks of 10 times the average at most"},
      {"traffic: {pattern: spiky, average: 5rps, peak: 20rps}",
       "20rps | spiky traffic has peaks of 10 times the average or more"},
      {"traffic: {pattern: steady, average: 1rps, peak: 1000rps}",
       "1000rps | steady traffic has peaks of 2 times the average at most"},
      {"traffic: {pattern: steady, idle: 95%}", "95% | steady traffic is not idle for most of the time"},
      {"shared_memory: 8GiB\nmemory: 2GiB", "8GiB | `shared_memory` is above `memory`"},
      {"model_weights: 60GiB\ngpu: {count: 2, type: l4}",
       "60GiB | `model_weights` is above the 2 x 24GB that its GPUs have at most"},
      {"model_weights: 60GiB\ngpu: a100-40gb",
       "60GiB | `model_weights` is above the 1 x 40GiB that its GPUs have at most"},
      {"model_weights: 60GiB\nmemory: 32GiB\ngpu: none",
       "60GiB | `model_weights` is above `memory`, and no GPU holds them"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.lines);
    const Imported imported = import_facts(row.lines);
    CHECK(imported.problems() == row.problem + std::string("\n"));
    CHECK(imported.workloads.size() == 1);
  }
}

TEST_CASE("facts that may well be true together are no contradiction") {
  for (const char* lines : {"traffic: {average: 1rps, peak: 1rps}",
                            "duration: {typical: 1s..60s}\ntimeout: 30s",
                            "gpu: {count: 0..1, type: l4}",
                            "gpu: {count: 0, memory: 0B}",
                            "model_weights: 60GiB\ngpu: {count: 4, type: l4}",
                            "model_weights: 60GiB\ngpu: a100",
                            "model_weights: 60GiB\ngpu: {count: 1, memory: 20GiB}",
                            "model_weights: 60GiB\nmemory: 32GiB",
                            "model_weights: 60GiB\ngpu: {count: 1.., type: l4}",
                            "model_weights: 60GiB\ngpu: [l4, h100]",
                            "traffic: {average: 1rps, monthly: 2678400}",
                            "traffic: {average: 1rps, monthly: 2419200}",
                            "traffic: {pattern: bursty, average: 1/h, peak: 3/h}",
                            "traffic: {pattern: bursty, average: 5rps, peak: 10rps}",
                            "traffic: {pattern: bursty, average: 5rps, peak: 50rps}",
                            "traffic: {pattern: spiky, average: 5rps, peak: 50rps}",
                            "traffic: {pattern: spiky, idle: 0%}",
                            "traffic: {pattern: rare, average: 1/min}",
                            "package: {size: 1GiB, image_size: 1GiB}",
                            "package: {size: 100MiB, compressed_size: 101MiB}",
                            "package: {format: [zip, image], image_size: 1GiB}",
                            "traffic: {pattern: rare, idle: 0%}\ntimeout: 1h",
                            "traffic: {pattern: rare, idle: 50%}",
                            "scale: {min: 1, max: 1}"}) {
    CAPTURE(lines);
    CHECK(import_facts(lines).problems() == "");
  }
}

TEST_CASE("of two settings of a foreign manifest its platform says whether they contradict each other") {
  const placer::rules::RuleSet& rules = placer::test::builtin("current");
  for (const bool foreign : {false, true}) {
    placer::Workload workload;
    workload.foreign = foreign;
    workload.facts.resize(2);
    workload.facts[0].id = placer::test::fact_id(rules, "scale.min");
    workload.facts[0].value = {5, 5};
    workload.facts[1].id = placer::test::fact_id(rules, "scale.max");
    workload.facts[1].value = {2, 2};
    placer::DiagnosticSink sink;
    placer::importers::check_contradictions(rules, sink, workload);
    CHECK(sink.errors() == (foreign ? 0 : 1));
    // What the caller says besides is no setting.
    workload.facts[0].origin = placer::Origin::assumed;
    placer::importers::check_contradictions(rules, sink, workload);
    CHECK(sink.errors() == (foreign ? 1 : 2));
  }
}

TEST_CASE("the default of a parameter is a setting like any other") {
  const placer::test::Imported imported = placer::test::import(
      "Transform: AWS::Serverless-2016-10-31\nParameters: {Reserved: {Type: Number, Default: "
      "5}}\nResources:\n  Fn:\n"
      "    Type: AWS::Serverless::Function\n    Properties: {Handler: a.b, Runtime: nodejs22.x, CodeUri: a,\n"
      "      AutoPublishAlias: live, ReservedConcurrentExecutions: !Ref Reserved,\n"
      "      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 10}}\n");
  CHECK(imported.problems() == "");
}
