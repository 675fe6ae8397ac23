// Models of KServe: over how many pods they are spread, and what a service of them takes.
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_roles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace placer::importers::kubernetes {
namespace {

/// The devices that each pod of a role asks for; nothing where the manifest does not say that.
std::optional<std::int64_t> devices_of(Draft& draft, const std::vector<Role>& roles, std::string_view name) {
  const FactId id = draft.context().rules.find_fact("gpu.count");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].name != name) continue;
    const Workload& all = draft.workload();
    for (const Fact& fact : roles.size() > 1 ? all.roles[i] : all.facts)
      if (fact.id == id && fact.has_value() && fact.value.is_point() && fact.value.low > 0)
        return fact.value.low;
  }
  return std::nullopt;
}

/// KServe shares the devices of all parts of a pipeline out among pods that each have what a worker asks for:
/// https://github.com/kserve/kserve/blob/master/pkg/controller/v1beta1/inferenceservice/components/predictor.go.
/// What the runtime says of them stands elsewhere, so that there may be one pod, or one for each device.
void read_devices(Draft& draft, const Value& share, std::int64_t parts, std::int64_t others,
                  std::optional<std::int64_t> of_worker) {
  const std::int64_t all = *number(share) > unbounded / parts ? unbounded : *number(share) * parts;
  const std::string note = fmt::format("{} devices for {} parts of the model", all, parts);
  const std::int64_t least = of_worker ? all / *of_worker + (all % *of_worker != 0 ? 1 : 0) : 1;
  const std::int64_t most = of_worker ? least : all;
  draft.set("nodes", {least + others, most >= unbounded - others ? unbounded : most + others}, share.where,
            Origin::derived, {}, note);
  if (!of_worker && draft.find("gpu.count") == nullptr)
    draft.set("gpu.count", {1, all}, share.where, Origin::derived, {},
              note + "; how many each pod has stands in the runtime");
}

}  // namespace

bool read_pipeline(Draft& draft, doc::View spec, const std::vector<Role>& roles) {
  const doc::View head = spec["predictor"] ? spec["predictor"] : spec;
  const doc::View worker = head["workerSpec"];
  Value size = replicas_setting(draft, worker, {"pipelineParallelSize", "kubernetes.positive-number"});
  // A service without the number takes that of the runtime.
  if (const doc::View share = worker["tensorParallelSize"]; !size && share && spec["predictor"])
    size = {"", share.where(), Origin::unresolved, "how many parts the model has stands in the runtime",
            true};
  const auto pods = number(size);
  if (size && !pods) draft.unresolved("nodes", size);
  if (!pods) return static_cast<bool>(size);
  const auto others = std::count_if(roles.begin(), roles.end(), [](const Role& role) {
    return role.name == "transformer" || role.name == "explainer";
  });
  const Value share = replicas_setting(draft, worker, {"tensorParallelSize", "kubernetes.positive-number"});
  if (number(share))
    read_devices(draft, share, *pods, others, devices_of(draft, roles, "workerSpec"));
  else if (others == 0)
    draft.quantity("nodes", size, whole_number);
  else
    draft.set("nodes", {*pods + others, *pods + others}, size.where, Origin::derived, {},
              "pods of all roles together");
  return true;
}

bool read_groups(Draft& draft, doc::View spec) {
  // https://github.com/kserve/kserve/blob/master/pkg/apis/serving/v1alpha2/llm_inference_service_types_func.go
  std::int64_t pods = 0;
  doc::View where;
  for (const doc::View part : {spec, spec["prefill"]}) {
    if (!part.is_mapping()) continue;
    const doc::View parallelism = part["parallelism"];
    const auto data = number(scalar(parallelism["data"])), local = number(scalar(parallelism["dataLocal"])),
               pipeline = number(scalar(parallelism["pipeline"]));
    const auto size = data || local ? std::max<std::int64_t>(1, data.value_or(1)) /
                                          std::max<std::int64_t>(1, local.value_or(1))
                                    : pipeline;
    if (part["worker"] && !size) return false;
    if (part["worker"]) where = parallelism;
    pods += part["worker"] ? std::clamp<std::int64_t>(*size, 1, INT32_MAX) : 1;
  }
  if (where) draft.set("nodes", {pods, pods}, where.where(), Origin::derived, {}, "a head and its workers");
  return static_cast<bool>(where);
}

void read_inference(Draft& draft, doc::View predictor) {
  for (const auto [key, part] : doc::entries(predictor))
    if (const doc::View protocol = part["protocolVersion"]; protocol.text().starts_with("grpc"))
      draft.derive("trigger", "grpc", protocol.where(), "the protocol of the model");
  draft.quantity("timeout", scalar(predictor["timeout"]), seconds_number);
  // Zero is no bound.
  if (const Value most = scalar(predictor["containerConcurrency"]); most.text != "0")
    draft.quantity("concurrency", most, whole_number);
}

}  // namespace placer::importers::kubernetes
