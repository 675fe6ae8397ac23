// GPUs can be asked for in four ways, of which several may stand in one service. Requests of one list add to
// one another; the lists are spellings of the same thing, so the one that asks for most stands.
#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/compose_parts.hpp"
#include "importers/kubernetes_devices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer::importers::compose {
namespace {

/// Requests for devices, added up list by list.
class Devices {
 public:
  explicit Devices(Draft& draft) : draft_(draft) {}

  /// `count` of it: a number, `all`, or nothing, which means all.
  void add(const Value& count, Location where) {
    if (!first_) first_ = count ? count.where : where;
    if (!count || count.text == "all" || count.text == "-1") {
      all_ = true;
      return;
    }
    QuantityError error;
    const auto number = count.literal() ? whole_number(count.text, error) : std::nullopt;
    if (!number) return draft_.quantity("gpu.count", count, whole_number);
    if (count.origin == Origin::assumed) {
      origin_ = Origin::assumed;
      note_ = count.note;
    }
    sum_ = plus(sum_, *number);
  }

  void add_ids(doc::View ids) {
    if (!first_) first_ = ids.where();
    for (const doc::View id : doc::items(ids))
      if (value(id).text.ends_with("=all"))
        all_ = true;
      else
        sum_ = plus(sum_, 1);
  }

  /// A list has ended. All of them are one at least, and hold those that it names besides.
  void end_list() {
    most_.low = std::max({most_.low, sum_, all_ ? std::int64_t{1} : 0});
    most_.high = std::max(most_.high, all_ ? unbounded : sum_);
    sum_ = 0;
    all_ = false;
  }

  void finish() {
    if (first_ && draft_.find("gpu.count") == nullptr)
      draft_.set("gpu.count", most_, first_, origin_, {}, note_);
  }

 private:
  static std::int64_t plus(std::int64_t a, std::int64_t b) { return a >= unbounded - b ? unbounded : a + b; }

  Draft& draft_;
  Location first_;
  std::int64_t sum_ = 0;  ///< of this list
  bool all_ = false;      ///< this list asks for all of them
  Interval most_;
  Origin origin_ = Origin::stated;
  std::string note_;
};

/// Who makes the devices, by how the names of the families of accelerators begin.
class Makers {
 public:
  explicit Makers(Draft& draft) : draft_(draft) {}

  void add(std::string_view families, Location where) {
    if (families.empty()) return;
    if (!first_) first_ = where;
    names_.insert(families);
  }

  /// A device of the container device interface: its kind is called as the resource of Kubernetes is.
  void add_device(const Value& device) {
    const std::string_view kind = std::string_view(device.text).substr(0, device.text.find('='));
    const kubernetes::Device* known =
        kind.size() < device.text.size() ? kubernetes::find_device(kind) : nullptr;
    if (known != nullptr) add(known->families, device.where);
  }

  /// As for resources of Kubernetes: which card of the maker it is, is not said.
  void finish() {
    const Fact* count = draft_.find("gpu.count");
    if (names_.empty() || count == nullptr || (count->has_value() && count->value.high == 0)) return;
    if (names_.size() == 1) {
      draft_.workload().maker_types = families_of(draft_.context().rules, *names_.begin());
      return;
    }
    Value several;
    several.where = first_;
    several.note = "it asks for devices of several makers";
    draft_.unresolved("gpu.type", several);
  }

 private:
  Draft& draft_;
  Location first_;
  std::set<std::string_view> names_;
};

/// Drivers of devices, and whose they are: https://docs.docker.com/reference/compose-file/deploy/#devices
struct DriverName {
  std::string_view driver, families;
};
constexpr DriverName driver_names[] = {{"nvidia", "nvidia-"}, {"amd", "amd-"}, {"amdgpu", "amd-"}};

const DriverName* find_driver(std::string_view driver) {
  for (const DriverName& name : driver_names)
    if (name.driver == driver) return &name;
  return nullptr;
}

bool has_capability(doc::View request, std::string_view wanted) {
  const doc::View said = request["capabilities"];
  if (said.is_scalar()) return said.text() == wanted;
  const auto capabilities = doc::items(said);
  for (const doc::View one : capabilities)
    if (one.text() == wanted) return true;
  return false;
}

/// Lists of which one item alone is no list.
void check_lists(Draft& draft, doc::View request) {
  for (const std::string_view key : {"capabilities", "device_ids"})
    if (const Value text = value(request[key]); request[key].is_scalar() && text.literal())
      draft.violation("compose.device-list", text.where, fmt::format("{} {}", key, text.text),
                      fmt::format("[{}]", text.text));
}

/// What Compose refuses of a request for devices.
void check_request(Draft& draft, doc::View request) {
  if (!request.is_mapping()) return;
  check_lists(draft, request);
  if (request["count"] && request["device_ids"])
    draft.violation("compose.device-count", request["count"].where());
  if (!request["capabilities"]) draft.violation("compose.device-capabilities", request.where());
}

void add_maker(Makers& makers, doc::View request) {
  const doc::View driver = request["driver"];
  if (const DriverName* name = find_driver(value(driver).text)) makers.add(name->families, driver.where());
  for (const doc::View id : doc::items(request["device_ids"])) makers.add_device(value(id));
}

void add_request(Devices& devices, doc::View request) {
  const doc::View ids = request["device_ids"];
  if (ids.is_sequence())
    devices.add_ids(ids);
  else
    devices.add(value(request["count"]), request.where());
}

/// Devices of GPUs that a service maps by their paths, and what that says of their number.
struct DeviceName {
  std::string_view path;
  enum { numbered, some, perhaps } count;
  std::string_view family = {};
  std::string_view families = {};  ///< how those of the maker begin
};
constexpr DeviceName device_names[] = {
    {"/dev/nvidia", DeviceName::numbered, {}, "nvidia-"},
    {"/dev/neuron", DeviceName::numbered, "aws-neuron"},
    {"/dev/kfd", DeviceName::some, {}, "amd-"},  // all of them are behind it
    {"/dev/dxg", DeviceName::some},
    {"/dev/dri", DeviceName::perhaps},  // also what only draws, or decodes pictures
};

const DeviceName* device_name(std::string_view path) {
  for (const DeviceName& name : device_names)
    if (path.starts_with(name.path)) return &name;
  return nullptr;
}

/// What is mapped is only seen, so whatever asks for GPUs by number is stronger.
void read_device_paths(Draft& draft, const Service& service, Makers& makers) {
  std::set<std::string> numbered;
  Value first, perhaps;
  bool some = false;
  std::string_view family;
  for (const doc::View item : service.items({"devices"})) {
    Value device = item.is_mapping() ? value(item["source"]) : value(item);
    device.text = std::string(split(device.text, ':').front());
    const DeviceName* name = device.literal() ? device_name(device.text) : nullptr;
    if (name == nullptr) continue;
    if (name->count == DeviceName::perhaps) {
      perhaps = device;
      continue;
    }
    // The control devices beside them (/dev/nvidiactl) are none, but nobody maps them for nothing.
    const std::string_view rest = std::string_view(device.text).substr(name->path.size());
    const bool is_number = !rest.empty() && rest.find_first_not_of("0123456789") == std::string_view::npos;
    some = true;
    makers.add(name->families, device.where);
    if (name->count == DeviceName::numbered && is_number) numbered.insert(device.text);
    if (!first) first = device;
    if (!name->family.empty()) family = name->family;
  }
  if (some) {
    const auto count = static_cast<std::int64_t>(numbered.size());
    draft.set("gpu.count", count > 0 ? Interval{count, count} : Interval{1, unbounded}, first.where,
              Origin::derived, {}, fmt::format("the device `{}` of the host", first.text));
    if (!family.empty()) draft.derive("gpu.type", family, first.where, "devices of the host");
  } else if (perhaps) {
    perhaps.note = "the graphics of the host may be GPUs, and how many is not known";
    draft.unresolved("gpu.count", perhaps);
  }
}

/// What a variable of the service says in its own words. False where it is not set, or set by the caller.
doc::View find_variable(const Service& service, std::string_view name, std::string_view& text) {
  if (!service.find({"environment"}).is_sequence()) {
    const doc::View set = service.find({"environment", name});
    text = set.text();
    return set;
  }
  for (const doc::View item : service.items({"environment"}))
    if (const std::string_view line = item.text();
        line.starts_with(name) && line.substr(name.size()).starts_with('=')) {
      text = line.substr(name.size() + 1);
      return item;
    }
  return {};
}

/// NVIDIA's runtime gives a container the devices that a variable names. Images made for it set that to all.
void read_runtime(Draft& draft, const Service& service, Makers& makers) {
  const Value runtime = service.value({"runtime"});
  if (runtime.text != "nvidia") return;
  makers.add("nvidia-", runtime.where);
  std::string_view text;
  const doc::View variable = find_variable(service, "NVIDIA_VISIBLE_DEVICES", text);
  const Value devices = value(text, variable.where());
  if (variable && devices && !devices.literal()) return draft.unresolved("gpu.count", devices);
  if (!variable || devices.text == "all")
    return draft.set("gpu.count", {1, unbounded}, runtime.where, Origin::derived, {},
                     "the runtime makes all GPUs of the machine visible");
  const bool none = !devices || devices.text == "none" || devices.text == "void";
  const auto count = none ? 0 : static_cast<std::int64_t>(split(devices.text, ',').size());
  draft.set("gpu.count", {count, count}, variable.where(),
            devices.origin == Origin::assumed ? Origin::assumed : Origin::derived, {},
            fmt::format("the runtime makes the devices `{}` visible", devices.text));
}

}  // namespace

void read_gpus(Draft& draft, const Service& service) {
  Devices devices(draft);
  Makers makers(draft);
  Location tensors;
  bool others = false;
  for (const doc::View request : service.items({"deploy", "resources", "reservations", "devices"})) {
    check_request(draft, request);
    const bool is_tpu = has_capability(request, "tpu");
    const bool is_gpu =
        has_capability(request, "gpu") || find_driver(value(request["driver"]).text) != nullptr;
    if (is_gpu || is_tpu) add_request(devices, request);
    if (is_gpu) add_maker(makers, request);
    if (is_tpu && !tensors) tensors = request["capabilities"].where();
    others = others || is_gpu;
  }
  devices.end_list();
  if (tensors && !others) draft.derive("gpu.type", "google-tpu", tensors, "a device of the capability `tpu`");
  for (const doc::View resource :
       service.items({"deploy", "resources", "reservations", "generic_resources"})) {
    const doc::View spec = resource["discrete_resource_spec"];
    if (to_lower(spec["kind"].text()).find("gpu") != std::string::npos)
      devices.add(value(spec["value"]), spec.where());
  }
  devices.end_list();
  const doc::View gpus = service.find({"gpus"});
  if (gpus.is_scalar())
    devices.add(value(gpus), gpus.where());
  else
    for (const doc::View request : service.items({"gpus"})) {
      check_lists(draft, request);
      add_request(devices, request);
      add_maker(makers, request);
    }
  devices.end_list();
  for (const doc::View item : service.items({"devices"}))
    if (const std::size_t kind = item.text().find(".com/gpu="); kind != std::string_view::npos) {
      const bool all = item.text().ends_with("=all");
      devices.add(all ? Value() : compose::value("1", item.where()), item.where());
      makers.add_device(value(item));
    }
  devices.end_list();
  devices.finish();
  read_runtime(draft, service, makers);
  if (draft.find("gpu.count") == nullptr) read_device_paths(draft, service, makers);
  makers.finish();
  // Where they cannot stand, they are meant all the same.
  if (const doc::View astray = service.find({"deploy", "resources", "limits", "devices"}); astray) {
    Value open;
    open.where = astray.where();
    open.note = "devices stand under `limits`, where there are none";
    if (draft.find("gpu.count") == nullptr) draft.unresolved("gpu.count", open);
  }
}

}  // namespace placer::importers::compose
