// Tasks of SkyPilot.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

TEST_CASE("what a task needs of its machine") {
  static constexpr FactCase table[] = {
      {"{infra: aws, cpus: 4}", "cpu", "4"},
      {"{infra: aws, cpus: 4+}", "cpu", "4"},
      {"{infra: aws, memory: 32+}", "memory", "32GiB"},
      {"{infra: aws, memory: 1.5}", "memory", "1536MiB"},
      {"{infra: aws, memory: 64GB}", "memory", "64GiB"},
      {"{infra: aws, memory: 4x}", "memory", "4x (unresolved) = `4x` is a multiple of the processors"},
      {"{infra: aws, cpus: 8+, memory: 4x}", "memory",
       "32GiB (derived) = `4x` is a multiple of the processors"},
      {"{infra: aws, cpus: 3, memory: 1.5x}", "memory",
       "4608MiB (derived) = `1.5x` is a multiple of the processors"},
      {"{infra: aws, disk_size: 512}", "scratch_disk",
       "0B..512GiB (derived) = the disk of the machine, which holds its system too"},
      {"{infra: aws, use_spot: true}", "spot", "true"},
      {"{infra: aws, use_spot: yes}", "spot", "true"},
      {"{infra: aws, use_spot: Off}", "spot", "false"},
      {"{infra: aws, ports: 8080}", "ports", "8080"},
      {"{infra: aws, ports: [8080, 9000-9002]}", "ports", "8080, 9000, 9001, 9002"},
      {"{infra: aws, ports: 10020-10022}", "ports", "10020, 10021, 10022"},
      {"{infra: aws, ports: [\"${PORT}\"]}", "ports",
       "${PORT} (unresolved) = `${PORT}` is filled in elsewhere"},
      {"{infra: aws, image_id: \"docker:vllm/vllm-openai:latest\"}", "package.format",
       "image (derived) = it runs an image"},
      {"{infra: gcp/us-central1}", "providers", "gcp (derived) = the cloud that is asked for"},
      {"{infra: aws}", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {"{infra: aws}", "target", "nothing"},
  };
  check(table, "name: w\nrun: python train.py\nresources: ");
}

TEST_CASE("of several accelerators any one will do") {
  static constexpr FactCase table[] = {
      {"A100:8", "gpu.count", "8"},
      {"A100:8", "gpu.type", "nvidia-a100"},
      {"A100", "gpu.count", "1"},
      {"{A100: 2}", "gpu.count", "2"},
      {"A100-80GB:2", "gpu.memory", "80GiB (derived) = the memory of one of them"},
      {"A10G:0.5", "gpu.count", "1"},
      {"{L4:4, A100:4}", "gpu.type", "nvidia-l4 or nvidia-a100 (derived) = any one of 2 will do"},
      {"[\"L4:1\", \"T4:1\"]", "gpu.count", "1 (derived) = any one of 2 will do"},
      {"tpu-v5e-8", "gpu.type", "google-tpu"},
      {"\"${GPU}\"", "gpu.count", "${GPU} (unresolved) = `${GPU}` is filled in elsewhere"},
      {"\"A100:${N}\"", "gpu.count", "A100:${N} (unresolved) = `A100:${N}` is filled in elsewhere"},
      {"Quantum:1", "gpu.type", "Quantum (unresolved) = `Quantum` is no accelerator that placer knows"},
      {"\"A100:many\"", "gpu.count", "many (unresolved) = `many` is no number of accelerators"},
  };
  check(table, "name: w\nrun: python train.py\nresources:\n  accelerators: ");
  CHECK(import("name: w\nrun: a\nresources: {any_of: [{accelerators: L4:1}, {infra: aws, accelerators: "
               "H100:1}]}\n")
            .fact("gpu.count") == "1 (derived) = any one of 2 will do");
}

TEST_CASE("of different numbers of accelerators the fewest are what is needed") {
  static constexpr FactCase table[] = {
      {"{accelerators: {L4:8, A100:4}}", "gpu.count",
       "4 (derived) = A100:4; more than that would do too: L4:8"},
      {"{accelerators: {L4:8, A100:4}}", "gpu.type",
       "nvidia-a100 (derived) = A100:4; more than that would do too: L4:8"},
      {"{accelerators: {L4: 1, T4: 1, H100: 8, B200: 8}}", "gpu.type",
       "nvidia-l4 or nvidia-t4 (derived) = any one of 2 will do; more than that would do too: H100:8, "
       "B200:8"},
      {"{accelerators: [\"L4:1\", \"L4:4\"]}", "gpu.count",
       "1 (derived) = L4:1; more than that would do too: L4:4"},
      {"{accelerators: [\"L4:1\", \"Quantum:4\"]}", "gpu.type",
       "nvidia-l4 (derived) = L4:1; more than that would do too: Quantum:4"},
      {"{any_of: [{accelerators: L4:1}, {infra: aws, accelerators: H100:2}]}", "gpu.type",
       "nvidia-l4 (derived) = L4:1; more than that would do too: H100:2"},
      {"{any_of: [{instance_type: g5.xlarge}, {instance_type: p4d.24xlarge}]}", "gpu.type",
       "nvidia-a10g (derived) = g5.xlarge; more than that would do too: p4d.24xlarge"},
      {"{any_of: [{accelerators: {L4:1, H100:8}}, {cpus: 16}]}", "gpu.count",
       "0..1 (derived) = any one of 2 will do; more than that would do too: H100:8"},
      {"{accelerators: [tpu-v5e-8, L4:2]}", "gpu.count",
       "2 (derived) = L4:2; more than that would do too: tpu-v5e-8"},
  };
  check(table, "name: w\nrun: python train.py\nresources: ");
}

TEST_CASE("an alternative keeps its card and its memory") {
  static constexpr FactCase table[] = {
      {"{A100-80GB: 8, H100: 8}", "gpu.memory", "80GiB (derived) = the memory of the smallest of them"},
      {"[\"A100-80GB:1\", \"H100:1\"]", "gpu.memory", "80GiB (derived) = the memory of the smallest of them"},
      {"{A100: 8, H100: 8}", "gpu.memory", "nothing"},
      // Of 40 GB it has less than one of them, and is none of them.
      {"{A100-80GB: 1, L4: 1}", "gpu.type", "nvidia-l4, nvidia-a100-80 (derived) = any one of 2 will do"},
      {"{A100-80GB: 1, L4: 1}", "gpu.memory", "nothing"},
      {"{Inferentia2: 1}", "gpu.type", "aws-inferentia2"},
      {"Trainium2:16", "gpu.type", "aws-trainium2"},
      {"tpu-v6e-4", "gpu.type", "tpu-v6e"},
      {"[tpu-v6e-4, tpu-v5e-4]", "gpu.type", "tpu-v5e, tpu-v6e (derived) = any one of 2 will do"},
      {"tpu-v9-4", "gpu.type", "tpu-v9-4 (unresolved) = `tpu-v9-4` is no accelerator that placer knows"},
  };
  check(table, "name: w\nrun: python train.py\nresources:\n  accelerators: ");
}

TEST_CASE("slices of TPUs are named with what is in them") {
  static constexpr FactCase table[] = {
      {"tpu-v5e-8", "gpu.count", "8"},
      {"tpu-v5litepod-4", "gpu.count", "4"},
      {"tpu-v6e-16", "gpu.count", "4 (derived) = tpu-v6e-16 spans 4 machines"},
      {"tpu-v6e-16", "nodes", "4 (derived) = tpu-v6e-16 spans 4 machines"},
      {"tpu-v6e-8", "gpu.count", "8"},
      {"tpu-v6e-8", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"tpu-v5e-32", "nodes", "8 (derived) = tpu-v5e-32 spans 8 machines"},
      {"tpu-v4-8", "gpu.count", "4"},
      {"tpu-v2-8", "gpu.count", "4"},
      {"tpu-v5p-128", "nodes", "16 (derived) = tpu-v5p-128 spans 16 machines"},
      {"tpu-v5p-8", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"tpu7x-8", "gpu.type", "tpu-7x"},
      {"tpu7x-8", "gpu.count", "4"},
      {"tpu7x-8", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"tpu-v7x-16", "gpu.count", "4 (derived) = tpu-v7x-16 spans 2 machines"},
      {"tpu-v7x-16", "nodes", "2 (derived) = tpu-v7x-16 spans 2 machines"},
      {"tpu-v5p-16:2", "gpu.count", "4 (derived) = tpu-v5p-16:2 spans 4 machines"},
      {"tpu-v5p-16:2", "nodes", "4 (derived) = tpu-v5p-16:2 spans 4 machines"},
      {"{tpu-v3-32: 1}", "gpu.count", "4 (derived) = tpu-v3-32:1 spans 4 machines"},
      {"[tpu-v6e-32, \"H100:8\"]", "gpu.type",
       "nvidia-h100 (derived) = H100:8; more than that would do too: tpu-v6e-32"},
      {"[tpu-v6e-32, \"H100:8\"]", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"tpu-v4-podslice:4", "gpu.count", "4"},
      {"tpu-v2-8", "gpu.type", "tpu-v2"},
      {"tpu-v5litepod-4", "gpu.memory", "16GB (derived) = the memory of one of them"},
  };
  check(table, "name: w\nrun: python train.py\nresources:\n  accelerators: ");
}

TEST_CASE("each node of a task is a slice") {
  const auto nodes = [](const std::string& lines) {
    return import("name: w\nrun: a\n" + lines).fact("nodes");
  };
  const std::string slice = "resources: {accelerators: tpu-v6e-32}\n";
  CHECK(nodes(slice + "num_nodes: 2\n") == "16 (derived) = tpu-v6e-32 spans 8 machines");
  CHECK(nodes(slice + "num_nodes: \"${N}\"\n") == "${N} (unresolved) = `${N}` is filled in elsewhere");
  CHECK(nodes("resources: {any_of: [{accelerators: tpu-v6e-32}, {cpus: 16}]}\n") ==
        "1..8 (derived) = any one of 2 will do");
  const Imported other =
      import("name: w\nrun: a\nresources: {accelerators: [tpu-v6e-32, \"H100:8\"]}\nnum_nodes: 2\n");
  REQUIRE(other.workloads.size() == 1);
  const auto& otherwise = other.workloads.front().otherwise;
  REQUIRE(!otherwise.empty());
  CHECK(otherwise.back().value == placer::Interval{2, 16});
}

TEST_CASE("a machine type says which machine it is") {
  static constexpr FactCase table[] = {
      {"{instance_type: g5.12xlarge}", "gpu.count", "4 (derived) = a machine of type g5.12xlarge has it"},
      {"{instance_type: g5.12xlarge}", "gpu.type",
       "nvidia-a10g (derived) = a machine of type g5.12xlarge has it"},
      {"{instance_type: g5.12xlarge}", "cpu", "0..48 (derived) = a machine of type g5.12xlarge has as much"},
      {"{instance_type: g5.12xlarge, cpus: 8}", "cpu", "8"},
      {"{instance_type: g5.12xlarge, accelerators: A10G:2}", "gpu.count", "2"},
      {"{instance_type: m7i.large}", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {"{instance_type: m7i.large}", "memory",
       "0B..8GiB (derived) = a machine of type m7i.large has as much"},
      {"{instance_type: p3.8xlarge}", "gpu.count",
       "p3.8xlarge (unresolved) = `p3.8xlarge` is no machine type that placer knows"},
      {"{instance_type: p3.8xlarge}", "cpu",
       "p3.8xlarge (unresolved) = `p3.8xlarge` is no machine type that placer knows"},
      {"{instance_type: p3.8xlarge}", "memory",
       "p3.8xlarge (unresolved) = `p3.8xlarge` is no machine type that placer knows"},
      {"{instance_type: \"${TYPE}\"}", "gpu.count",
       "${TYPE} (unresolved) = `${TYPE}` is filled in elsewhere"},
      {"{any_of: [{instance_type: g5.xlarge}, {instance_type: p3.8xlarge}]}", "gpu.count",
       "p3.8xlarge (unresolved) = `p3.8xlarge` is no machine type that placer knows"},
  };
  check(table, "name: w\nrun: python train.py\nresources: ");
}

TEST_CASE("of several machines any one will do") {
  static constexpr FactCase table[] = {
      {"{any_of: [{cpus: 64}, {cpus: 64+}]}", "cpu", "64"},
      {"{cpus: 2, any_of: [{infra: aws}, {infra: gcp}]}", "cpu", "2"},
      {"{cpus: 2, any_of: [{cpus: 8}, {infra: gcp}]}", "cpu", "2..8 (derived) = any one of 2 will do"},
      {"{ordered: [{memory: 8}, {memory: 16}]}", "memory", "8GiB..16GiB (derived) = any one of 2 will do"},
      {"{any_of: [{memory: 8}, {cpus: 16}]}", "memory",
       "8 (unresolved) = only some of the machines that will do say it"},
      {"{any_of: [{disk_size: 100}, {disk_size: 200}]}", "scratch_disk",
       "0B..200GiB (derived) = the disk of the machine, which holds its system too"},
      {"{any_of: [{use_spot: true}, {use_spot: false}]}", "spot",
       "true or false (unresolved) = a machine of either kind will do"},
      {"{any_of: [{use_spot: true}, {infra: aws}]}", "spot",
       "true or false (unresolved) = a machine of either kind will do"},
      {"{use_spot: true, any_of: [{infra: aws}, {infra: gcp}]}", "spot", "true"},
      {"{any_of: [{infra: aws}, {infra: gcp/us-central1}]}", "providers",
       "aws or gcp (derived) = the clouds that are asked for"},
      {"{any_of: [{accelerators: L4:1}, {cpus: 16}]}", "gpu.count", "0..1 (derived) = any one of 2 will do"},
      {"{accelerators: V100:8, any_of: [{use_spot: true}, {use_spot: false}]}", "gpu.count", "8"},
      {"{accelerators: V100:8, any_of: [{gpus: T4:1}, {infra: aws}]}", "gpu.count",
       "1 (derived) = T4:1; more than that would do too: V100:8"},
      {"{gpus: \"A100:8\"}", "gpu.count", "8"},
      {"{any_of: [{ports: 80}, {ports: 80}]}", "ports", "80"},
      {"{any_of: [{ports: 80}, {ports: 90}]}", "ports",
       "90 (unresolved) = the machines that will do have different ones"},
  };
  check(table, "name: w\nrun: python train.py\nresources: ");
}

TEST_CASE("what is no value of a task's resources is reported where it stands") {
  static constexpr placer::test::Refusal table[] = {
      {"{cpus: 4, ports: [8080, 70000]}",
       "70000 | ports: `70000` is no port | write a port from 1 to 65535, or a range like 8000-8010\n"},
      {"{cpus: 4, memory: 16-32}",
       "16-32 | memory: `16-32` is no amount of GiB | write for example 32, or 32+ for that "
       "and more\n"},
      {"{infra: kubernetes/blue}",
       "kubernetes/blue | `kubernetes/blue` asks for a cluster, and nothing says whose it is, so that all "
       "platforms are compared | to see what holds there, write `--on kubernetes`\n"},
      {"{any_of: [{infra: aws}, {infra: runpod}]}",
       "runpod | `runpod` is none of the clouds that are compared, so that the answer is about other ones\n"},
      {"{cloud: lambda}",
       "lambda | `lambda` is none of the clouds that are compared, so that the answer is about other ones\n"},
      {"{any_of: [{cpus: many}, {cpus: many}]}", "many | cpu: `many` is no number | write for example 0.5\n"},
  };
  for (const auto& one : table) {
    CAPTURE(one.lines);
    CHECK(import(std::string("name: w\nrun: a\nresources: ") + one.lines).problems() == one.problem);
  }
}

TEST_CASE("how a task runs") {
  static constexpr FactCase table[] = {
      {"run: python train.py", "trigger", "batch (derived) = a task that ends"},
      {"run: python train.py", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"run: a\nnum_nodes: 4", "nodes", "4"},
      {"run: a\nservice: {replicas: 2}", "trigger", "http (derived) = a service"},
      {"run: a\nservice: {replicas: 2}", "scale.min", "2"},
      {"run: a\nservice: {replicas: 2}", "scale.max", "2"},
      {"run: a\nservice: {replica_policy: {min_replicas: 1, max_replicas: 3}}", "scale.max", "3"},
      {"run: a\nservice: {replica_policy: {min_replicas: 1, max_replicas: 3}}", "scale.min", "1"},
      // Without a maximum nothing scales.
      {"run: a\nservice: {replica_policy: {min_replicas: 2}}", "scale.max", "2"},
      {"run: a\nservice: {readiness_probe: /}", "scale.min",
       "1 (platform_default) = a service has one replica unless it says more"},
      {"run: a\nservice: {readiness_probe: /}", "scale.max",
       "1 (platform_default) = a service has one replica unless it says more"},
      {"run: a\nservice: {readiness_probe: /, ports: 8000}", "ports", "8000"},
  };
  check(table, "name: w\nresources: {cpus: 2}\n");
  CHECK(import("name: w\nresources: {cpus: 2, ports: 80}\nrun: a\n").fact("trigger") == "nothing");
}

TEST_CASE("what SkyServe refuses of a service is a finding") {
  struct Case {
    const char *service, *refused;
  };
  static constexpr Case table[] = {
      {"{replicas: 2}", ""},
      {"{replicas: -1}", "skypilot.replicas: -1 instead of  at -1\n"},
      {"{replica_policy: {min_replicas: 1, max_replicas: 3, target_qps_per_replica: 5}}", ""},
      {"{replica_policy: {min_replicas: 2, max_replicas: 2}}", ""},
      {"{replica_policy: {min_replicas: 1, max_replicas: 3}}", "skypilot.no-target: 1 instead of 3 at 3\n"},
      {"{replica_policy: {min_replicas: 4, max_replicas: 3, target_qps_per_replica: 5}}",
       "skypilot.minimum-above-maximum: 4 instead of 3 at 3\n"},
      {"{replicas: 2, replica_policy: {min_replicas: 1}}", "skypilot.replicas-twice:  instead of  at 2\n"},
  };
  for (const Case& one : table) {
    INFO(one.service);
    CHECK(import("name: w\nresources: {cpus: 2}\nrun: a\nservice: " + std::string(one.service) + "\n")
              .violations() == one.refused);
  }
  CHECK(import("name: w\nresources: {cpus: 2}\nrun: a\nservice: {ports: 70000}\n").problems() ==
        "70000 | ports: `70000` is no port | write a port from 1 to 65535, or a range like 8000-8010\n");
}

TEST_CASE("a name alone before several tasks is theirs") {
  CHECK(import("name: all\n---\nname: a\nresources: {cpus: 1}\nrun: a\n").names() == "a");
  // Alone, or before anything else, it is a workload.
  CHECK(import("name: all\n").names() == "all");
  CHECK(import("name: all\n---\nname: other\ntimeout: 5s\n").names() == "all other");
  CHECK(import("name: a\nresources: {cpus: 1}\nrun: a\n---\nname: all\n").names() == "a all");
}

TEST_CASE("the head of several tasks is none") {
  const auto imported = import(
      "name: group\nexecution: parallel\n---\nname: a\nresources: {cpus: 1}\nrun: a\n---\nname: "
      "b\nresources: "
      "{cpus: 1}\nrun: b\n");
  CHECK(imported.names() == "a b");
  CHECK(imported.problems() == "");
}

TEST_CASE("a task runs on one machine at least") {
  const auto refused = [](const char* nodes) {
    return import(std::string("name: w\nrun: a\nresources: {cpus: 2}\nnum_nodes: ") + nodes + "\n")
        .violations();
  };
  CHECK(refused("0") == "skypilot.nodes: 0 instead of  at 0\n");
  CHECK(refused("-1") == "skypilot.nodes: -1 instead of  at -1\n");
  CHECK(refused("1") == "");
}

TEST_CASE("a machine to work on by hand, and a pool of them") {
  CHECK(import("resources:\n  accelerators: L4:1\n  infra: aws\n").fact("gpu.count") == "1");
  CHECK(import("name: p\npool: {workers: 3}\nresources: {accelerators: \"L40S:1\", infra: \"*\"}\n")
            .fact("gpu.type") == "nvidia-l40s");
  for (const char* other : {
           "pool: {vmImage: ubuntu-latest}\nresources: {repositories: [], containers: []}\n",
           "command: train.py\nresources: {instance_type: Standard_NC6, accelerators: 1}\n",
           "resources: {limits: {cpu: 1}, accelerators: 1}\n",
           "resources: {cpus: 2, memory: 4}\n",
       }) {
    INFO(other);
    CHECK(import(other).workloads.empty());
  }
}

TEST_CASE("cards in different numbers may each be the one") {
  const auto otherwise = [](const std::string& accelerators) {
    const auto imported =
        import("name: w\nrun: a\nresources: {accelerators: " + accelerators + "}\n").workloads.front();
    std::string text;
    for (const placer::Fact& fact : imported.otherwise)
      text += fact.has_value() ? std::to_string(fact.value.low) + ".." + std::to_string(fact.value.high) + " "
                               : std::string("? ");
    return text.substr(0, text.find(' '));
  };
  CHECK(otherwise("{A100: 8, T4: 1}") == "1..8");
  CHECK(otherwise("[\"L4:1\", \"L4:4\"]") == "");
  CHECK(otherwise("{L4: 8, T4: 8}") == "");
}
