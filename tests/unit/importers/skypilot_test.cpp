// Tasks of SkyPilot.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;

TEST_CASE("what a task needs of its machine") {
  static constexpr FactCase table[] = {
      {"{infra: aws, cpus: 4}", "cpu", "4"},
      {"{infra: aws, cpus: 4+}", "cpu", "4"},
      {"{infra: aws, memory: 32+}", "memory", "32GiB"},
      {"{infra: aws, memory: 1.5}", "memory", "1536MiB"},
      {"{infra: aws, memory: 64GB}", "memory", "64GiB"},
      {"{infra: aws, memory: 4x}", "memory", "4x (unresolved) = `4x` is a multiple of the processors"},
      {"{infra: aws, disk_size: 512}", "scratch_disk",
       "0B..512GiB (derived) = the disk of the machine, which holds its system too"},
      {"{infra: aws, use_spot: true}", "spot", "true"},
      {"{infra: aws, ports: 8080}", "ports", "8080"},
      {"{infra: aws, ports: [8080, 9000-9010]}", "ports", "8080"},
      {"{infra: aws, image_id: \"docker:vllm/vllm-openai:latest\"}", "package.format",
       "image (derived) = it runs an image"},
      {"{infra: gcp/us-central1}", "providers", "gcp (derived) = the cloud that is asked for"},
      {"{infra: lambda}", "providers", "nothing"},
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
      {"{L4:8, A100:4}", "gpu.count", "4..8 (derived) = any one of 2 will do"},
      {"{L4:8, A100:4}", "gpu.type", "nvidia-l4 or nvidia-a100 (derived) = any one of 2 will do"},
      {"[\"L4:1\", \"T4:1\"]", "gpu.count", "1 (derived) = any one of 2 will do"},
      {"tpu-v5e-8", "gpu.type", "google-tpu"},
      {"\"${GPU}\"", "gpu.count", "${GPU} (unresolved) = `${GPU}` is filled in elsewhere"},
      {"\"A100:${N}\"", "gpu.count", "A100:${N} (unresolved) = `A100:${N}` is filled in elsewhere"},
      {"Quantum:1", "gpu.type", "Quantum (unresolved) = `Quantum` is no accelerator that placer knows"},
      {"\"A100:many\"", "gpu.count", "many (unresolved) = `many` is no number of accelerators"},
  };
  check(table, "name: w\nrun: python train.py\nresources:\n  accelerators: ");
  CHECK(import("name: w\nrun: a\nresources: {any_of: [{accelerators: L4:1}, {infra: aws, accelerators: "
               "H100:2}]}\n")
            .fact("gpu.count") == "1..2 (derived) = any one of 2 will do");
}

TEST_CASE("how a task runs") {
  static constexpr FactCase table[] = {
      {"run: python train.py", "trigger", "batch (derived) = a task that ends"},
      {"run: python train.py", "nodes", "1 (platform_default) = the manifest asks for no more"},
      {"run: a\nnum_nodes: 4", "nodes", "4"},
      {"run: a\nservice: {replicas: 2}", "trigger", "http (derived) = a service"},
      {"run: a\nservice: {replicas: 2}", "scale.min", "2"},
      {"run: a\nservice: {replica_policy: {min_replicas: 1, max_replicas: 3}}", "scale.max", "3"},
      {"run: a\nservice: {replica_policy: {min_replicas: 1, max_replicas: 3}}", "scale.min", "1"},
  };
  check(table, "name: w\nresources: {cpus: 2}\n");
  CHECK(import("name: w\nresources: {cpus: 2, ports: 80}\nrun: a\n").fact("trigger") == "nothing");
}

TEST_CASE("the head of several tasks is none") {
  const auto imported = import(
      "name: group\nexecution: parallel\n---\nname: a\nresources: {cpus: 1}\nrun: a\n---\nname: "
      "b\nresources: "
      "{cpus: 1}\nrun: b\n");
  CHECK(imported.names() == "a b");
  CHECK(imported.problems() == "");
}
