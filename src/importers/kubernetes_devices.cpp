#include "importers/kubernetes_devices.hpp"

#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_total.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

constexpr Device devices[] = {
    {shared_gpu, "nvidia-", any_number, true},
    {"nvidia.com/gpu", "nvidia-", {}, true},
    {"nvidia.com/mig-", "nvidia-", any_number, true},
    {"k8s.amazonaws.com/vgpu", {}, any_number},
    {"aliyun.com/gpu-mem", {}, any_number},
    {"amd.com/gpu", "amd-", {}, true},
    {"google.com/tpu", "google-tpu"},
    {"cloud-tpus.google.com/", "google-tpu"},
    {"aws.amazon.com/neuroncore", "aws-neuron", neuron_cores},
    {"aws.amazon.com/neuron", "aws-neuron"},
    {"habana.ai/gaudi", "intel-gaudi"},
    {"gpu.intel.com/i915", {}},
    {"gpu.intel.com/xe", {}},
    {"huawei.com/Ascend", {}},
    {"volcano.sh/gpu-number", {}},
    {"volcano.sh/vgpu-number", {}, any_number},
};

/// Names that begin as an accelerator's and count something else: a share of the memory of one, in MiB.
constexpr std::array<std::string_view, 2> shares{"nvidia.com/gpumem", "nvidia.com/gpucores"};

/// Addresses, which the network of the cluster hands out.
constexpr std::array<std::string_view, 2> addresses{"vpc.amazonaws.com/pod-eni",
                                                    "vpc.amazonaws.com/PrivateIPv4Address"};

/// Network interfaces of some of Amazon's machines.
constexpr std::string_view amazon_interface = "vpc.amazonaws.com/efa";

bool is_huge_page(std::string_view resource) { return resource.starts_with("hugepages-"); }

/// The domain of Kubernetes is for its own resources:
/// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/helper/helpers.go.
bool is_native(std::string_view resource) {
  return resource.find('/') == std::string_view::npos ||
         resource.find("kubernetes.io/") != std::string_view::npos;
}

/// Whether the request of a resource may differ from its limit, or another rule speaks of it.
bool is_ordinary(std::string_view resource) {
  return (is_native(resource) && !is_huge_page(resource)) || find_device(resource) != nullptr;
}

/// What a plugin announces.
bool is_announced(std::string_view resource) {
  return !is_native(resource) && !is_placeholder(resource) &&
         std::find(addresses.begin(), addresses.end(), resource) == addresses.end();
}

/// In thousandths, but for bytes.
std::optional<std::int64_t> amount(std::string_view resource, const Value& value) {
  return number(value, is_huge_page(resource) ? kubernetes_bytes : kubernetes_cpu);
}

void check_whole(Draft& draft, std::string_view resource, const Value& value) {
  if (const auto thousandths = amount(resource, value);
      !is_huge_page(resource) && thousandths && *thousandths % 1000 != 0)
    draft.violation("kubernetes.extended-fraction", value.where,
                    fmt::format("{} of {}", value.text, printable(resource)));
  if (!is_huge_page(resource)) return;
  QuantityError error;
  const std::string size(resource.substr(resource.find('-') + 1));
  const auto page = kubernetes_bytes(size, error), bytes = amount(resource, value);
  if (page && bytes && *page > 0 && *bytes % *page != 0)
    draft.violation("kubernetes.huge-page-size", value.where,
                    fmt::format("{} of {}", value.text, printable(resource)), size);
}

/// Those of a size that the containers of a pod take together. Of each the request is the limit.
std::int64_t pages_of_containers(doc::View spec, std::string_view name) {
  Total total;
  const auto asked = [&](doc::View container) {
    const doc::View resources = container["resources"];
    const Value limit = scalar(resources["limits"][name]);
    const auto bytes = amount(name, limit ? limit : scalar(resources["requests"][name])).value_or(0);
    return Amount{bytes, bytes, bytes > 0};
  };
  for (const doc::View step : doc::items(spec["initContainers"]))
    step["restartPolicy"].text() == "Always" ? total.sidecar(asked(step), {})
                                             : total.init_step(asked(step), {});
  for (const doc::View container : doc::items(spec["containers"])) total.container(asked(container), {});
  return total.interval().low;
}

/// It is on some machines of Amazon's only, and mounts nothing of them.
void read_amazon_interface(Draft& draft, const Value& value) {
  draft.derive("providers", "aws", value.where, fmt::format("{} is a device of AWS", amazon_interface));
  draft.set("node_pinned", {1, 1}, value.where, Origin::derived, {},
            fmt::format("only on machines with {}", amazon_interface));
}

}  // namespace

const Device* find_device(std::string_view resource) {
  for (const std::string_view share : shares)
    if (resource.starts_with(share)) return nullptr;
  for (const Device& device : devices)
    if (resource.starts_with(device.prefix)) return &device;
  return nullptr;
}

bool may_be_accelerator(std::string_view resource) {
  const std::size_t slash = resource.find('/');
  return find_device(resource) == nullptr && is_announced(resource) &&
         (resource.starts_with("nvidia.com/") || resource.starts_with("amd.com/") ||
          resource.find("gpu", slash) != std::string_view::npos);
}

bool asks_for_some(std::string_view resource, const Value& value) {
  return value && amount(resource, value) != 0;
}

void read_extended(Draft& draft, doc::View requests, doc::View limits) {
  for (const doc::View part : {requests, limits})
    for (const auto [key, view] : doc::entries(part)) {
      const std::string_view resource = key.text();
      const Value value = scalar(view);
      const bool known = find_device(resource) != nullptr || may_be_accelerator(resource);
      if (known || !is_announced(resource) || !asks_for_some(resource, value)) continue;
      if (resource == amazon_interface)
        read_amazon_interface(draft, value);
      else
        draft.set("host.path", {1, 1}, value.where, Origin::derived, {},
                  fmt::format("uses {} of the host", printable(resource)));
    }
}

void check_extended(Draft& draft, doc::View requests, doc::View limits, bool complete) {
  for (const auto [key, view] : doc::entries(limits))
    if (!is_ordinary(key.text())) check_whole(draft, key.text(), scalar(view));
  const auto names_ordinary = [](doc::View part) {
    return part.is_scalar() || part["cpu"] || part["memory"];
  };
  if (complete && !names_ordinary(requests) && !names_ordinary(limits))
    for (const doc::View part : {limits, requests})
      for (const auto [key, view] : doc::entries(part))
        if (is_huge_page(key.text()))
          return draft.violation("kubernetes.hugepages-alone", key.where(), printable(key.text()));
  for (const auto [key, view] : doc::entries(requests)) {
    const std::string_view resource = key.text();
    const Value request = scalar(view), limit = scalar(limits[resource]);
    if (is_ordinary(resource) || is_placeholder(resource) || !request) continue;
    check_whole(draft, resource, request);
    const auto low = amount(resource, request), high = amount(resource, limit);
    const std::string needed = fmt::format("{} of {}", request.text, printable(resource));
    if (!limit && complete && !limits.is_scalar())
      draft.violation("kubernetes.extended-request-only", request.where, needed);
    else if (low && high && *low != *high)
      draft.violation("kubernetes.extended-request-unlike-limit", request.where, needed, limit.text);
  }
}

void check_resource_names(Draft& draft, doc::View resources) {
  static constexpr std::array<std::string_view, 3> parts{"requests", "limits", "claims"};
  for (const auto [key, value] : doc::entries(resources))
    if (std::find(parts.begin(), parts.end(), key.text()) == parts.end() && scalar(key).literal())
      draft.violation("kubernetes.unknown-field", key.where(),
                      fmt::format("resources.{}", printable(key.text())), "requests, limits and claims");
  static constexpr std::array<std::string_view, 3> own{"cpu", "memory", "ephemeral-storage"};
  for (const std::string_view part : {"requests", "limits"})
    for (const auto [key, value] : doc::entries(resources[part])) {
      const std::string_view name = key.text();
      const bool known = std::find(own.begin(), own.end(), name) != own.end() || is_huge_page(name);
      // With this beginning it is what a quota counts.
      const bool of_quota = name.starts_with("requests.") && !is_native(name);
      if (((!known && name.find('/') == std::string_view::npos) || of_quota) && scalar(key).literal())
        draft.violation("kubernetes.resource-name", key.where(), printable(name),
                        "cpu, memory, ephemeral-storage, hugepages-SIZE or a name with a domain");
    }
}

void check_pod_resource_names(Draft& draft, doc::View resources) {
  constexpr std::string_view rule = "kubernetes.pod-resource-name";
  if (const doc::View claims = resources["claims"]; claims.size() > 0)
    draft.violation(rule, claims.where(), "claims");
  for (const std::string_view part : {"requests", "limits"})
    for (const auto [key, value] : doc::entries(resources[part]))
      if (const std::string_view name = key.text();
          name != "cpu" && name != "memory" && !is_huge_page(name) && scalar(key).literal())
        draft.violation(rule, key.where(), printable(name));
}

void check_pod_pages(Draft& draft, doc::View spec) {
  const doc::View whole = spec["resources"];
  for (const auto& [part, rule] : {std::pair{"requests", "kubernetes.pod-request-below-containers"},
                                   std::pair{"limits", "kubernetes.pod-limit-below-containers"}})
    for (const auto [key, view] : doc::entries(whole[part])) {
      const std::string_view name = key.text();
      const Value bound = scalar(view);
      const auto bytes = is_huge_page(name) ? amount(name, bound) : std::nullopt;
      const std::int64_t least = bytes ? pages_of_containers(spec, name) : 0;
      if (bytes && *bytes < least)
        draft.violation(rule, bound.where, fmt::format("{} of {}", bound.text, printable(name)),
                        format_quantity(least, Unit::bytes));
    }
}

}  // namespace placer::importers::kubernetes
