// Who makes the GPUs of a service: its drivers, kinds of devices and paths say so.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <algorithm>
#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// A service with this setting.
Imported service(const std::string& setting) {
  return import("services:\n  web: {image: shop, " + setting + "}\n");
}

std::string reserved(const std::string& request) {
  return "deploy: {resources: {reservations: {devices: [{" + request + "}]}}}";
}

/// The makers that the devices can be of, as services say them for certain.
std::string makers(const Workload& workload) {
  std::string all;
  for (const char* maker : {"nvidia", "amd"})
    if (const auto own = service("devices: [" + std::string(maker) + ".com/gpu=0]").workloads.front();
        (own.maker_types & workload.maker_types) != 0)
      all += (all.empty() ? "" : " ") + std::string(maker);
  return all;
}

}  // namespace

TEST_CASE("the maker of a device that a service asks for") {
  struct Row {
    std::string setting, count, makers;
  };
  const auto row = GENERATE_COPY(values<Row>({
      {"devices: [amd.com/gpu=0]", "1", "amd"},
      {"devices: [nvidia.com/gpu=all]", "1..", "nvidia"},
      {"devices: [amd.com/gpu=0, amd.com/gpu=1]", "2", "amd"},
      {"devices: [intel.com/gpu=0]", "1", ""},
      {reserved("driver: amd, count: 1"), "1", "amd"},
      {reserved("driver: amdgpu, count: 2, capabilities: [gpu]"), "2", "amd"},
      {reserved("driver: nvidia, count: all, capabilities: [gpu]"), "1..", "nvidia"},
      {reserved("driver: cdi, device_ids: [amd.com/gpu=0, amd.com/gpu=1], capabilities: [gpu]"), "2", "amd"},
      {reserved("driver: cdi, device_ids: [nvidia.com/gpu=all], capabilities: [gpu]"), "1..", "nvidia"},
      {reserved("count: 1, capabilities: [gpu]"), "1", ""},
      {reserved("driver: nvidia, count: 0, capabilities: [gpu]"), "0", ""},
      {"gpus: [{driver: amd, count: 2}]", "2", "amd"},
      {"gpus: all", "1..", ""},
      {"runtime: nvidia", "1.. (derived) = the runtime makes all GPUs of the machine visible", "nvidia"},
      {"devices: [/dev/kfd, /dev/dri]", "1.. (derived) = the device `/dev/kfd` of the host", "amd"},
      {"devices: [/dev/nvidia0]", "1 (derived) = the device `/dev/nvidia0` of the host", "nvidia"},
      {"devices: [/dev/ttyUSB0]", "0 (platform_default) = the manifest does not ask for it", ""},
  }));
  CAPTURE(row.setting);
  const Imported imported = service(row.setting);
  CHECK(imported.fact("gpu.count") == row.count);
  CHECK(imported.fact("gpu.type") == "nothing");
  CHECK(makers(imported.workloads.front()) == row.makers);
}

TEST_CASE("devices of several makers are of no type") {
  const Imported imported = service("devices: [amd.com/gpu=0, nvidia.com/gpu=0]");
  CHECK(imported.fact("gpu.count") == "2");
  CHECK(imported.fact("gpu.type") == " (unresolved) = it asks for devices of several makers");
  CHECK(imported.workloads.front().maker_types == 0);
}
