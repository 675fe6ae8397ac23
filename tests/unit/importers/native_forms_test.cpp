// The short forms of the native manifest, and what each of them says.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <bit>
#include <cstdint>

using placer::test::import;
using placer::test::import_facts;
using placer::test::Imported;

namespace {

struct Form {
  const char* lines;
  const char* fact;
  const char* value;
};

void check(const Form& form) {
  CAPTURE(form.lines, form.fact);
  const Imported imported = import_facts(form.lines);
  CHECK(imported.problems() == "");
  CHECK(imported.fact(form.fact) == form.value);
}

}  // namespace

TEST_CASE("forms of gpu") {
  static constexpr Form table[] = {
      {"gpu: none", "gpu.count", "0"},
      {"gpu: false", "gpu.count", "0"},
      {"gpu: 0", "gpu.count", "0"},
      {"gpu: true", "gpu.count", "1"},
      {"gpu: 1", "gpu.count", "1"},
      {"gpu: 8", "gpu.count", "8"},
      {"gpu: all", "gpu.count", "1.."},
      {"gpu: 1..4", "gpu.count", "1..4"},
      {"gpu: none", "gpu.type", "nothing"},
      {"gpu: l4", "gpu.type", "nvidia-l4"},
      {"gpu: l4", "gpu.count", "1 (derived) = a type alone asks for one"},
      {"gpu: L4", "gpu.type", "nvidia-l4"},
      {"gpu: nvidia-l4", "gpu.type", "nvidia-l4"},
      {"gpu: NVIDIA_L4", "gpu.type", "nvidia-l4"},
      {"gpu: \"NVIDIA L4\"", "gpu.type", "nvidia-l4"},
      {"gpu: a100-80gb", "gpu.type", "nvidia-a100"},
      {"gpu: a100-80gb", "gpu.count", "1 (derived) = a type alone asks for one"},
      {"gpu: NVIDIA-A100-SXM4-80GB", "gpu.type", "nvidia-a100"},
      {"gpu: {count: 2}", "gpu.count", "2"},
      {"gpu: {count: 2, type: h100}", "gpu.type", "nvidia-h100"},
      {"gpu: {type: l4}", "gpu.count", "1 (derived) = a type alone asks for one"},
      {"gpu: {memory: 20GiB}", "gpu.count", "1 (derived) = a memory alone asks for one"},
      {"gpu: {memory: 20GiB}", "gpu.memory", "20GiB"},
      {"gpu: {count: 2, type: [l4, a100]}", "gpu.type", "nvidia-l4 or nvidia-a100"},
      {"gpu: [a100-80gb, l4]", "gpu.type", "nvidia-l4, nvidia-a100-80"},
      {"gpu: [a100-80gb, h100]", "gpu.memory", "80GiB (derived) = the memory of the smallest of them"},
      {"gpu: [tpu-v6e, l4]", "gpu.type", "nvidia-l4, tpu-v6e"},
      {"gpu: {count: 1, type: any}", "gpu.type", "any"},
      {"gpu.count: 2\ngpu.type: l4", "gpu.count", "2"},
      {"gpus: 2", "gpu.count", "2"},
      {"gpu: tpu", "gpu.type", "google-tpu"},
  };
  for (const Form& form : table) check(form);
}

TEST_CASE("the name of a card says the memory of one device") {
  const Imported card = import_facts("gpu: {type: a100-80gb}");
  CHECK(card.fact("gpu.type") == "nvidia-a100");
  CHECK_THAT(card.fact("gpu.memory"), placer::test::contains("(derived) = the memory of one a100-80gb"));
  CHECK(card.fact("gpu.count") == "1 (derived) = a type alone asks for one");
  // What is stated wins, in either order.
  CHECK(import_facts("gpu: {type: a100-80gb, memory: 30GiB}").fact("gpu.memory") == "30GiB");
  CHECK(import_facts("gpu: {memory: 30GiB, type: a100-80gb}").fact("gpu.memory") == "30GiB");
  CHECK(import_facts("gpu: {type: a100-80gb, memory: 30GiB}").problems() == "");
  // A family matches any of its cards; of several families the cards are named, where a memory would not
  // tell.
  CHECK(import_facts("gpu: {type: a100}").fact("gpu.memory") == "nothing");
  CHECK(import_facts("gpu: {type: [a100-80gb, l4]}").fact("gpu.memory") == "nothing");
}

TEST_CASE("forms of traffic and package") {
  static constexpr Form table[] = {
      {"traffic: {average: 1/day}", "traffic.monthly", "30 (derived) = in a month of 730 hours"},
      {"traffic: {average: 1000/h}", "traffic.monthly", "730000 (derived) = in a month of 730 hours"},
      {"traffic: {average: 2/h}", "traffic.monthly", "1460 (derived) = in a month of 730 hours"},
      {"traffic: {average: 1000/month}", "traffic.monthly", "1000 (derived) = in a month of 730 hours"},
      {"traffic: {average: 20rps}", "traffic.monthly", "nothing"},
      {"traffic: {average: 1/day, monthly: 40}", "traffic.monthly", "40"},
      {"traffic: bursty", "traffic.pattern", "bursty"},
      {"traffic: 5rps", "traffic.average", "5rps"},
      {"traffic: 5rps", "traffic.pattern", "nothing"},
      {"traffic: 100/min..300/min", "traffic.average", "1.667rps..5rps"},
      {"traffic: {pattern: spiky, average: 0.4rps, peak: 12rps, idle: 70%}", "traffic.peak", "12rps"},
      {"traffic: {pattern: spiky, average: 0.4rps, peak: 12rps, idle: 70%}", "traffic.idle", "70%"},
      {"traffic_pattern: steady", "traffic.pattern", "steady"},
      {"traffic: {pattern: constant}", "traffic.pattern", "steady"},
      {"package: image", "package.format", "image"},
      {"package: 9GiB", "package.size", "9GiB"},
      {"package: {format: image, size: 9GiB}", "package.format", "image"},
      {"package: {format: image, size: 9GiB}", "package.size", "9GiB"},
      {"package: {format: [zip, image]}", "package.format", "zip or image"},
      {"dependency_size: 180MiB", "package.size", "180MiB"},
      {"duration: 200ms", "duration.typical", "200ms"},
      {"duration: {typical: 200ms, tail: 2s}", "duration.tail", "2s"},
      {"latency: 300ms", "latency.target", "300ms"},
      {"latency: {target: 3s, cold_start: never}", "latency.cold_start", "unacceptable"},
      {"scale: {min: 1, max: 50}", "scale.max", "50"},
      {"host: {network: true}", "host.network", "true"},
  };
  for (const Form& form : table) check(form);
}

TEST_CASE("values of other facts") {
  static constexpr Form table[] = {
      {"timeout: none", "timeout", "3650d.."},
      {"timeout: unlimited", "timeout", "3650d.."},
      {"timeout: 1h30m", "timeout", "90min"},
      {"timeout: \"30s\"", "timeout", "30s"},
      {"memory: 512MiB..2GiB", "memory", "512MiB..2GiB"},
      {"memory: 1..2GiB", "memory", "1GiB..2GiB"},
      {"memory: 1GiB..", "memory", "1GiB.."},
      {"cpu: 0.5", "cpu", "0.5"},
      {"cpu: 500m", "cpu", "0.5"},
      {"trigger: HTTPS", "trigger", "http"},
      {"architecture: any", "architecture", "x86_64 or arm64"},
      {"architecture: [amd64, arm64]", "architecture", "x86_64 or arm64"},
      {"arch: aarch64", "architecture", "arm64"},
      {"providers: [aws, gcp]", "providers", "aws or gcp"},
      {"provider: google", "providers", "gcp"},
      {"region: ap-south-2", "providers", "aws (derived) = whose regions have such names"},
      {"region: us-gov-east-1", "providers", "aws (derived) = whose regions have such names"},
      {"region: europe-west4-b", "providers", "gcp (derived) = whose regions have such names"},
      {"region: westus2", "providers", "azure (derived) = whose regions have such names"},
      {"regions: [eu-west-1, europe-west1]", "providers",
       "aws or gcp (derived) = whose regions have such names"},
      {"region: swedencentral", "providers", "azure (derived) = whose regions have such names"},
      {"region: us-east-1\nproviders: [aws, gcp]", "providers",
       "aws (derived) = those of the allowed ones that have such regions"},
      {"regions: [europe-west4, us-central1]", "regions", "europe-west4, us-central1"},
      {"region: europe-west4", "regions", "europe-west4"},
      {"regions: []", "regions", ""},
      {"ports: [8080, 9090]", "ports", "8080, 9090"},
      {"port: 8080", "ports", "8080"},
      {"privileged: true", "privileged", "true"},
      {"privileged: False", "privileged", "false"},
      {"persistent_volume: true", "persistent_volume", "1B.."},
      {"model_weights: none", "model_weights", "0B"},
      {"schedule: \"0 3 * * *\"", "schedule", "0 3 * * *"},
      {"runtime: 3.13", "runtime", "3.13"},
      {"target: aws-lambda/zip", "target", "aws-lambda/zip"},
      {"priorities: monthly_cost", "priorities", "monthly_cost"},
      {"priorities: [monthly_cost, cold_start]", "priorities", "monthly_cost, cold_start"},
  };
  for (const Form& form : table) check(form);
}

TEST_CASE("words of trigger that name the broker") {
  static constexpr Form table[] = {
      {"trigger: kafka", "trigger", "stream"},
      {"trigger: kafka", "broker", "kafka (derived) = what `kafka` says"},
      {"trigger: \" Kafka \"", "broker", "kafka (derived) = what ` Kafka ` says"},
      {"trigger: rabbitmq", "broker", "amazon-mq or rabbitmq (derived) = what `rabbitmq` says"},
      {"trigger: stream", "broker", "nothing"},
      {"trigger: queue", "broker", "nothing"},
      {"trigger: https", "broker", "nothing"},
      {"trigger: rabbitmq\nbroker: amazon-mq", "broker", "amazon-mq"},
      {"broker: amazon-mq\ntrigger: rabbitmq", "broker", "amazon-mq"},
      {"trigger: kafka\nbroker: ${BROKER}", "broker",
       "${BROKER} (unresolved) = `${BROKER}` is filled in elsewhere"},
      {"broker: [sqs, pubsub]", "broker", "sqs or pubsub"},
      {"broker: any", "broker", "any"},
      {"broker: MSK", "broker", "kafka"},
      {"broker: nats", "broker", "other"},
  };
  for (const Form& form : table) check(form);
  const Imported imported = import_facts("trigger: kafka");
  REQUIRE(imported.workloads.size() == 1);
  for (const placer::Fact& fact : imported.workloads.front().facts)
    CHECK(imported.sources.describe(fact.where) == "w.yaml:2:10");
}

TEST_CASE("what somebody else fills in has no value but a place") {
  static constexpr Form table[] = {
      {"memory: ${MEMORY}", "memory", "${MEMORY} (unresolved) = `${MEMORY}` is filled in elsewhere"},
      {"memory: \"{{ .Values.memory }}\"", "memory",
       "{{ .Values.memory }} (unresolved) = `{{ .Values.memory }}` is filled in elsewhere"},
      {"timeout: ${T}s", "timeout", "${T}s (unresolved) = `${T}s` is filled in elsewhere"},
      {"gpu: ${GPUS}", "gpu.count", "${GPUS} (unresolved) = `${GPUS}` is filled in elsewhere"},
      {"traffic: ${PATTERN}", "traffic.pattern",
       "${PATTERN} (unresolved) = `${PATTERN}` is filled in elsewhere"},
      {"gpu: {count: \"${N}\", type: l4}", "gpu.count", "${N} (unresolved) = `${N}` is filled in elsewhere"},
  };
  for (const Form& form : table) check(form);
  const Imported imported = import_facts("memory: ${MEMORY}");
  REQUIRE(imported.workloads.size() == 1);
  CHECK_FALSE(imported.workloads.front().facts.front().has_value());
  CHECK(imported.sources.describe(imported.workloads.front().facts.front().where) == "w.yaml:2:9");
}

TEST_CASE("what stands under defaults is what the platform fills in, unless it is stated") {
  const Imported imported =
      import_facts("defaults:\n  timeout: 5min\n  gpu: {count: 0}\n  memory: 1GiB\nmemory: 2GiB\ncpu: 2");
  CHECK(imported.problems() == "");
  CHECK(imported.fact("timeout") == "5min (platform_default) = what its own platform fills in");
  CHECK(imported.fact("gpu.count") == "0 (platform_default) = what its own platform fills in");
  CHECK(imported.fact("memory") == "2GiB");
  CHECK(imported.fact("cpu") == "2");
  // A kind of GPU beside it contradicts nothing: that nobody asks for one is no statement.
  CHECK(import_facts("defaults: {gpu: {count: 0}}\ngpu: {type: t4}").problems() == "");
}

TEST_CASE("a choice that is open between a few is no fact, but what it may be is known") {
  const Imported imported = import_facts("trigger: {one_of: [http, tcp, http]}\ntimeout: 1s");
  CHECK(imported.problems() == "");
  CHECK(imported.fact("trigger") == "nothing");
  REQUIRE(imported.workloads.front().narrowed.size() == 1);
  CHECK(std::popcount(static_cast<std::uint64_t>(imported.workloads.front().narrowed.front().among)) == 2);
}

TEST_CASE("facts know where their value stands") {
  const Imported imported = import("name: w\ngpu: {count: 2}\ntimeout:   \"30s\"\n");
  REQUIRE(imported.workloads.size() == 1);
  const placer::Workload& workload = imported.workloads.front();
  CHECK(imported.sources.describe(workload.where) == "w.yaml:1:7");
  REQUIRE(workload.facts.size() == 2);
  CHECK(imported.sources.describe(workload.facts[0].where) == "w.yaml:2:14");
  CHECK(imported.sources.describe(workload.facts[1].where) == "w.yaml:3:12");
}

TEST_CASE("what several containers ask for together") {
  static constexpr Form table[] = {
      {"memory: {total: 768MiB}", "memory", "768MiB (derived) = of all containers together"},
      {"cpu: {total: 1.5}", "cpu", "1.5 (derived) = of all containers together"},
      {"memory: {total: 1GiB..2GiB}", "memory", "1GiB..2GiB (derived) = of all containers together"},
  };
  for (const Form& form : table) check(form);
  CHECK(import_facts("memory: {total: 768MiB, of: 2}").problems() != "");
  CHECK(import_facts("memory: {total: [1GiB]}").problems() != "");
  CHECK(import_facts("timeout: {total: 5s}").problems() != "");
}
