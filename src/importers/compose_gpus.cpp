// GPUs can be asked for in four ways, of which several may stand in one service; each request for devices
// adds to the others.
#include "base/text.hpp"
#include "importers/compose_parts.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::compose {
namespace {

/// Requests for devices, added up.
class Devices {
 public:
  explicit Devices(Draft& draft) : draft_(draft) {}

  /// `count` of it: a number, `all`, or nothing, which means all.
  void add(const Value& count, Location where) {
    if (!first_) first_ = count ? count.where : where;
    if (!count || count.text == "all" || count.text == "-1") {
      sum_.low += 1;
      sum_.high = unbounded;
      return;
    }
    QuantityError error;
    const auto number = count.literal() ? whole_number(count.text, error) : std::nullopt;
    if (!number) return draft_.quantity("gpu.count", count, whole_number);
    if (count.origin == Origin::assumed) {
      origin_ = Origin::assumed;
      note_ = count.note;
    }
    sum_.low += *number;
    if (sum_.high != unbounded) sum_.high += *number;
  }

  void add_ids(doc::View ids) {
    const auto count = static_cast<std::int64_t>(ids.size());
    if (!first_) first_ = ids.where();
    sum_.low += count;
    if (sum_.high != unbounded) sum_.high += count;
  }

  void finish() {
    if (first_ && draft_.find("gpu.count") == nullptr)
      draft_.set("gpu.count", sum_, first_, origin_, {}, note_);
  }

 private:
  Draft& draft_;
  Location first_;
  Interval sum_;
  Origin origin_ = Origin::stated;
  std::string note_;
};

bool has_capability(doc::View request, std::string_view wanted) {
  const auto capabilities = doc::items(request["capabilities"]);
  for (const doc::View one : capabilities)
    if (one.text() == wanted) return true;
  return false;
}

void add_request(Devices& devices, doc::View request) {
  const doc::View ids = request["device_ids"];
  if (ids.is_sequence())
    devices.add_ids(ids);
  else
    devices.add(value(request["count"]), request.where());
}

}  // namespace

void read_gpus(Draft& draft, const Service& service) {
  Devices devices(draft);
  for (const doc::View request : service.items({"deploy", "resources", "reservations", "devices"})) {
    const std::string driver = value(request["driver"]).text;
    if (has_capability(request, "gpu") || driver == "nvidia" || driver == "amdgpu")
      add_request(devices, request);
  }
  for (const doc::View resource :
       service.items({"deploy", "resources", "reservations", "generic_resources"})) {
    const doc::View spec = resource["discrete_resource_spec"];
    if (to_lower(spec["kind"].text()).find("gpu") != std::string::npos)
      devices.add(value(spec["value"]), spec.where());
  }
  const doc::View gpus = service.find({"gpus"});
  if (gpus.is_scalar()) devices.add(value(gpus), gpus.where());
  for (const doc::View request : service.items({"gpus"})) add_request(devices, request);
  for (const doc::View item : service.items({"devices"}))
    if (const std::size_t kind = item.text().find(".com/gpu="); kind != std::string_view::npos) {
      const bool all = item.text().ends_with("=all");
      devices.add(all ? Value() : compose::value("1", item.where()), item.where());
    }
  devices.finish();
  const Value runtime = service.value({"runtime"});
  if (runtime.text == "nvidia")
    draft.set("gpu.count", {1, unbounded}, runtime.where, Origin::derived, {},
              "the runtime makes all GPUs of the machine visible");
}

}  // namespace placer::importers::compose
