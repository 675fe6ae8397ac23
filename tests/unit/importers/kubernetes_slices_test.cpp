// Slices of cards, and cards that are shared: what a pod counts is less than a card.
#include "importers/kubernetes_slices.hpp"

#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {
namespace {

/// A Pod that asks for these devices on nodes with these labels.
Imported pod(const std::string& devices, const std::string& labels) {
  return import("apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {nodeSelector: {" + labels +
                "}, containers: [{name: a, image: shop, resources: {limits: {" + devices + "}}}]}\n");
}

const std::string gke = "cloud.google.com/gke-";

struct Row {
  std::string devices, labels, fact, value;
};

}  // namespace

TEST_CASE("names of slices say their share of a card and their memory") {
  using importers::kubernetes::slice_of;
  const auto found = [](std::string_view name) {
    const auto slice = slice_of(name);
    return slice ? std::to_string(slice->of_card) + " of " + std::to_string(slice->memory / 1'000'000'000)
                 : std::string();
  };
  CHECK(found("1g.5gb") == "7 of 5");
  CHECK(found("nvidia.com/mig-3g.20gb") == "2 of 20");
  CHECK(found("nvidia.com/mig-1g.10gb.me") == "7 of 10");
  CHECK(found("nvidia.com/mig-1c.3g.20gb") == "2 of 20");
  CHECK(found("A100-SXM4-40GB-MIG-2g.10gb-SHARED") == "3 of 10");
  CHECK(found("NVIDIA-H100-80GB-HBM3-MIG-7g.80gb") == "1 of 80");
  for (const char* other : {"", "g.5gb", "8g.5gb", "1g", "1g.gb", "A100-SXM4-40GB", "0g.5gb", "MIG"})
    CHECK(found(other) == "");
}

TEST_CASE("a slice is needed for its memory, and not for the card that it is cut from") {
  const std::string partition = gke + "accelerator: nvidia-tesla-a100, " + gke + "gpu-partition-size: 1g.5gb";
  const std::string product = "nvidia.com/gpu.product: A100-SXM4-40GB-MIG-3g.20gb";
  const auto row = GENERATE_COPY(values<Row>({
      {"nvidia.com/gpu: 1", partition, "gpu.memory", "5GB (derived) = of a slice 1g.5gb"},
      {"nvidia.com/gpu: 1", partition, "gpu.type", "nothing"},
      {"nvidia.com/gpu: 1", partition, "gpu.shared_by", "1..7 (derived) = of a slice 1g.5gb"},
      {"nvidia.com/gpu: 1", partition, "gpu.count",
       "1 (derived) = for 1 of 1g.5gb, of which a card has up to 7"},
      {"nvidia.com/gpu: 8", partition, "gpu.count",
       "2..8 (derived) = for 8 of 1g.5gb, of which a card has up to 7"},
      {"nvidia.com/gpu: 1", product, "gpu.memory", "20GB (derived) = of a slice 3g.20gb"},
      {"nvidia.com/gpu: 1", product, "gpu.type", "nothing"},
      {"nvidia.com/mig-1g.5gb: 2", "", "gpu.memory", "5GB (derived) = of a slice 1g.5gb"},
      {"nvidia.com/mig-1g.5gb: 2", "nvidia.com/gpu.product: NVIDIA-A100-SXM4-40GB", "gpu.type", "nothing"},
      {"nvidia.com/mig-1g.5gb: 2", "", "gpu.count",
       "1..2 (derived) = for 2 of nvidia.com/mig-1g.5gb; one device may hold them all"},
      {"nvidia.com/mig-1g.5gb: 1, nvidia.com/gpu: 1", "", "gpu.memory", "nothing"},
  }));
  CAPTURE(row.devices, row.labels, row.fact);
  const Imported imported = pod(row.devices, row.labels);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.workloads.front().maker_types != 0);
  CHECK(imported.problems().empty());
}

TEST_CASE("a card that is shared is a card, and others are on it") {
  const std::string sharing = gke + "accelerator: nvidia-l4, " + gke + "gpu-sharing-strategy: time-sharing";
  const std::string turns = " (derived) = containers take turns on a card";
  const auto row = GENERATE_COPY(values<Row>({
      {"nvidia.com/gpu: 1", sharing, "gpu.count", "1"},
      {"nvidia.com/gpu: 1", sharing, "gpu.type", "nvidia-l4"},
      {"nvidia.com/gpu: 1", sharing, "gpu.shared_by", "1.." + turns},
      {"nvidia.com/gpu: 1", sharing + ", " + gke + "max-shared-clients-per-gpu: \"4\"", "gpu.shared_by",
       "1..4" + turns},
      {"nvidia.com/gpu: 1", "nvidia.com/gpu.product: NVIDIA-L4-SHARED", "gpu.type", "nvidia-l4"},
      {"nvidia.com/gpu: 1", "nvidia.com/gpu.product: NVIDIA-L4-SHARED", "gpu.shared_by", "1.." + turns},
      {"nvidia.com/gpu.shared: 2", "nvidia.com/gpu.product: Tesla-T4-SHARED", "gpu.type", "nvidia-t4"},
      {"nvidia.com/gpu.shared: 2", "", "gpu.shared_by", "1.." + turns},
      {"nvidia.com/gpu: 1", gke + "accelerator: nvidia-l4", "gpu.shared_by", "nothing"},
  }));
  CAPTURE(row.devices, row.labels, row.fact);
  const Imported imported = pod(row.devices, row.labels);
  CHECK(imported.fact(row.fact) == row.value);
  CHECK(imported.problems().empty());
}

}  // namespace placer::test
