// The effective resources of a pod, by Kubernetes' own rule: containers run side by side, steps of the
// initialisation one after the other, and init containers that restart always go on running beside both.
#include "importers/accelerator.hpp"
#include "importers/kubernetes_devices.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_slices.hpp"
#include "importers/kubernetes_total.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace placer::importers::kubernetes {
namespace {

/// How many things of `size` parts hold so many parts.
std::int64_t divide_up(std::int64_t parts, std::int64_t size) {
  return parts / size + (parts % size != 0 ? 1 : 0);
}

/// A resource that a fact holds.
struct Resource {
  std::string_view name, fact;
  Conversion convert;
};

constexpr std::string_view least_memory = "kubernetes.least-memory";

constexpr Resource plain[] = {
    {"cpu", "cpu", kubernetes_cpu},
    {"memory", "memory", kubernetes_bytes},
    {"ephemeral-storage", "scratch_disk", kubernetes_bytes},
};

class Pod {
 public:
  Pod(Draft& draft, Reserved reserved) : draft_(draft), reserved_(reserved) {}

  enum class Part : std::uint8_t { container, init_step, sidecar, pod };

  /// What is not `complete` patches another one, which has what is missing here.
  void read(doc::View resources, Part part, bool complete) {
    complete_ = complete;
    const doc::View requests = resources["requests"], limits = resources["limits"];
    for (const doc::View whole : {resources, requests, limits})
      if (whole.is_scalar()) read_whole(scalar(whole));
    for (std::size_t i = 0; i < std::size(plain); ++i) {
      const Value request = scalar(requests[plain[i].name]), limit = scalar(limits[plain[i].name]);
      if (!request && !limit && part == Part::pod) continue;
      const auto low = number(plain[i], request), high = number(plain[i], limit);
      if (part == Part::pod) check_pod_resource(plain[i], totals_[i], {request, low}, {limit, high});
      advise_suffix(plain[i], request, low);
      advise_suffix(plain[i], limit, high);
      if (plain[i].name == "memory" && high && !is_zero(limit) && !draft_.takes(least_memory, *high))
        draft_.violation(least_memory, limit.where, limit.text, draft_.taken(least_memory));
      if (low && high && *low > *high)
        draft_.violation(
            part == Part::pod ? "kubernetes.pod-request-above-limit" : "kubernetes.request-above-limit",
            request.where, fmt::format("{} of {}", request.text, plain[i].name), limit.text);
      add(totals_[i], part, request, limit, low, high);
    }
    check_extended(draft_, requests, limits, complete_);
    read_extended(draft_, requests, limits);
    for (const doc::View section : {requests, limits}) note_unknown(section);
    read_devices(requests, limits, part);
  }

  void overhead(doc::View overhead) {
    for (std::size_t i = 0; i < std::size(plain); ++i)
      if (const Value value = scalar(overhead[plain[i].name]))
        if (const auto amount = number(plain[i], value)) totals_[i].overhead({*amount, *amount, true});
  }

  void write() {
    for (std::size_t i = 0; i < std::size(plain); ++i) write(plain[i].fact, totals_[i]);
    write_devices();
  }

 private:
  /// A section that somebody else fills in may ask for anything.
  void read_whole(const Value& section) {
    if (section.literal()) return;
    for (Total& total : totals_) total.unresolved(section);
    draft_.unresolved("gpu.count", section);
  }

  std::optional<std::int64_t> number(const Resource& resource, const Value& value) {
    if (!value.literal()) return std::nullopt;
    QuantityError error;
    const auto result = resource.convert(value.text, error);
    if (!result && !draft_.refuse_negative(resource.name, value, resource.convert))
      draft_.error(fmt::format("{}: {}", resource.name, error.message), value.where, error.help);
    return result;
  }

  /// Nothing is asked for, or no limit set.
  static bool is_zero(const Value& value) {
    return value.text.find_first_of("123456789") == std::string::npos;
  }

  /// `512m` of memory is half a byte, and `512` are so many bytes. Printed amounts of many gigabytes may end
  /// so.
  void advise_suffix(const Resource& resource, const Value& value, std::optional<std::int64_t> bytes) const {
    constexpr std::int64_t few = 1 << 20;
    if (resource.convert != kubernetes_bytes || !bytes || *bytes >= few || is_zero(value)) return;
    const std::string amount = fmt::format("{} of {}", value.text, resource.name);
    if (value.text.ends_with('m'))
      draft_.violation("kubernetes.memory-in-thousandths", value.where, amount,
                       fmt::format("{}Mi", value.text.substr(0, value.text.size() - 1)));
    else if (value.text.find_first_not_of("0123456789") == std::string::npos)
      draft_.violation("kubernetes.memory-in-bytes", value.where, amount, fmt::format("{}Mi", value.text));
  }

  /// A bound of the pod as a whole, as it is written and in base units.
  struct Bound {
    const Value& value;
    std::optional<std::int64_t> amount;
  };

  /// Against that of its containers.
  void check_pod_resource(const Resource& resource, const Total& inside, const Bound& request,
                          const Bound& limit) {
    const Unit unit = draft_.context().rules.fact(draft_.context().rules.find_fact(resource.fact)).unit;
    const auto check = [&](std::string_view rule, const Bound& bound, std::int64_t least) {
      if (bound.amount && *bound.amount < least && least < unbounded)
        draft_.violation(rule, bound.value.where, fmt::format("{} of {}", bound.value.text, resource.name),
                         format_quantity(least, unit));
    };
    if (inside.stated()) check("kubernetes.pod-request-below-containers", request, inside.interval().low);
    check("kubernetes.pod-limit-below-container", limit, inside.largest_limit());
    // What the containers request is what the pod requests, unless it says so itself.
    const bool said = limit.amount && *limit.amount < inside.largest_limit();
    if (inside.stated() && !request.value && !said && reserved_ == Reserved::request)
      check("kubernetes.pod-limit-below-containers", limit, inside.interval().low);
  }

  void add(Total& total, Part part, const Value& request, const Value& limit, std::optional<std::int64_t> low,
           std::optional<std::int64_t> high) const {
    if (reserved_ == Reserved::limit && limit) low = high;
    Amount amount;
    amount.stated = low || high;
    amount.request = low ? *low : high.value_or(0);
    // A limit that somebody fills in later may be any.
    amount.limit = limit && !high ? unbounded : std::max(amount.request, high.value_or(0));
    // The request is what counts; without one it is the limit.
    const bool by_limit = !request || (reserved_ == Reserved::limit && limit);
    const Value& value = by_limit ? limit : request;
    switch (part) {
      case Part::container: total.container(amount, value); break;
      case Part::init_step: total.init_step(amount, value); break;
      case Part::sidecar: total.sidecar(amount, value); break;
      case Part::pod: total.pod(amount, value, !request); break;
    }
    if (value && !low && (!by_limit || !high)) {
      Value open = value;
      if (open.literal()) open.note = fmt::format("`{}` is no amount", open.text);
      total.unresolved(open);
    }
  }

  void read_devices(doc::View requests, doc::View limits, Part part) {
    std::map<std::string_view, std::pair<doc::View, doc::View>> asked;
    for (const auto [key, value] : doc::entries(requests))
      if (find_device(key.text()) != nullptr) asked[key.text()].first = value;
    for (const auto [key, value] : doc::entries(limits))
      if (find_device(key.text()) != nullptr) asked[key.text()].second = value;
    Amount sum, parts;
    Value first, first_part;
    for (const auto& [name, views] : asked) {
      const Value request = scalar(views.first), limit = scalar(views.second);
      if (!request && !limit) continue;
      const auto low = count(request), high = count(limit);
      if (request && !limit && complete_) {
        draft_.violation("kubernetes.gpu-request-only", request.where,
                         fmt::format("{} {}", request.text, name));
      } else if (low && high && *low != *high) {
        draft_.violation("kubernetes.gpu-request-unlike-limit", request.where,
                         fmt::format("{} {}", request.text, name), limit.text);
      }
      const Value& value = request ? request : limit;
      const auto number_of = request ? low : high;
      if (number_of && *number_of == 0) continue;
      if (!device_ || !number_of) device_ = value;
      if (device_name_.empty()) device_name_ = name;
      if (find_device(name) != find_device(device_name_)) other_name_ = name;
      if (!number_of) {
        open_devices_ = true;
        continue;
      }
      const bool is_part = find_device(name)->parts.of_device();
      if (is_part) part_name_ = name;
      Amount& all = is_part ? parts : sum;
      all.request = all.limit = plus(all.request, *number_of);
      all.stated = true;
      if (Value& one = is_part ? first_part : first; !one) one = value;
    }
    const bool none = !asked.empty() && !sum.stated && !parts.stated && !open_devices_;
    if (none) zero_ = true;
    add_devices(devices_, part, sum, first);
    add_devices(parts_, part, parts, first_part);
  }

  /// Of what may be an accelerator nobody says that there is none.
  void note_unknown(doc::View section) {
    for (const auto [key, view] : doc::entries(section)) {
      const Value value = scalar(view);
      if (!may_be_accelerator(key.text()) || !asks_for_some(key.text(), value)) continue;
      if (unknown_ && perhaps_other_) continue;
      unknown_ = value;
      unknown_.note = fmt::format("how many accelerators {} stands for is not known", printable(key.text()));
      // One that does not say so may be something else, such as an interface of the network.
      if (key.text().find("gpu") == std::string_view::npos) perhaps_other_ = unknown_;
    }
  }

  void add_devices(Total& total, Part part, const Amount& amount, const Value& value) const {
    if (!amount.stated) return;
    add(total, part, value, value, amount.request, amount.limit);
  }

  /// Whole devices; a fraction is reported and rounded up.
  std::optional<std::int64_t> count(const Value& value) {
    if (!value.literal()) return std::nullopt;
    QuantityError error;
    const auto thousandths = kubernetes_cpu(value.text, error);
    if (!thousandths) {
      draft_.error(fmt::format("gpu.count: {}", error.message), value.where, "write a whole number");
      return std::nullopt;
    }
    if (*thousandths % 1000 != 0) draft_.violation("kubernetes.gpu-fraction", value.where, value.text);
    return *thousandths / 1000 + (*thousandths % 1000 != 0 ? 1 : 0);
  }

  void write(std::string_view fact, const Total& total) {
    if (total.unresolved()) return draft_.unresolved(fact, total.unresolved());
    if (!total.stated()) return;
    const Interval value = total.interval();
    const Value place = total.place();
    const bool single = total.single();
    // What is set is each container's own; their sum is no size that anybody chose.
    draft_.set(fact, value, place.where, single ? Origin::stated : Origin::derived,
               single && value.is_point() ? place.text : std::string(), total.note());
  }

  /// Parts of devices, beside whole devices.
  void write_parts() {
    const Interval asked = parts_.interval(), whole = devices_.interval();
    const Parts parts = find_device(part_name_)->parts;
    std::string note =
        fmt::format("for {} NeuronCores; a device has from {} to {}", asked.low, parts.fewest, parts.most);
    if (parts.most == unbounded)
      note = fmt::format("for {} of {}; one device may hold them all", asked.low, part_name_);
    draft_.set("gpu.count",
               {plus(whole.low, divide_up(asked.low, parts.most)),
                plus(whole.high, divide_up(asked.high, parts.fewest))},
               parts_.place().where, Origin::derived, {}, std::move(note));
    if (devices_.stated()) return;
    if (const auto slice = slice_of(part_name_))
      read_slice(draft_, *slice, parts_.place());
    else if (part_name_ == shared_gpu)
      draft_.set("gpu.shared_by", {1, unbounded}, parts_.place().where, Origin::derived, {},
                 "containers take turns on a card");
  }

  void write_devices() {
    if (perhaps_other_ && draft_.find("host.path") == nullptr) draft_.unresolved("host.path", perhaps_other_);
    if (open_devices_) {
      // How many is filled in elsewhere, but that there are some is written here.
      draft_.set("gpu.count", {std::max<std::int64_t>(1, devices_.interval().low), unbounded}, device_.where,
                 Origin::derived, {},
                 fmt::format("how many of {} is `{}`, filled in elsewhere", device_name_, device_.text));
    } else if (parts_.stated()) {
      write_parts();
    } else if (devices_.stated()) {
      write("gpu.count", devices_);
    } else if (unknown_) {
      draft_.unresolved("gpu.count", unknown_);
    } else if (zero_) {
      draft_.absent({"gpu.count"});
    }
    if (!device_) return;
    // A card and a slice of one may well be of one maker.
    if (!other_name_.empty() && find_device(other_name_)->families != find_device(device_name_)->families) {
      Value several = device_;
      several.note = fmt::format("it asks for {} and for {}", device_name_, other_name_);
      return draft_.unresolved("gpu.type", several);
    }
    const Device& device = *find_device(device_name_);
    if (device.families.empty()) return;
    const std::int64_t set = families_of(draft_.context().rules, device.families);
    if (device.asks_for_card)
      draft_.workload().maker_types = set;
    else if (set != 0)
      draft_.set("gpu.type", {set, set}, device_.where, Origin::derived, {},
                 fmt::format("{} is asked for", device_name_));
  }

  Draft& draft_;
  Reserved reserved_;
  bool complete_ = true;  ///< what is being read
  std::array<Total, std::size(plain)> totals_;
  Total devices_, parts_;
  Value device_;  ///< the first that is asked for, or one of which nobody can say how many
  std::string_view device_name_, part_name_;
  std::string_view other_name_;    ///< a device of another kind than the first
  Value unknown_, perhaps_other_;  ///< asks for what may be an accelerator, or another device
  bool open_devices_ = false;
  bool zero_ = false;
};

/// A runtime that hands devices to containers which do not ask for any.
void guess_runtime(Draft& draft, doc::View runtime) {
  if (runtime.text() != "nvidia" || draft.find("gpu.count") != nullptr) return;
  Value open = scalar(runtime);
  open.note = "the runtime class nvidia can give it devices; it asks for none";
  draft.unresolved("gpu.count", open);
}

/// Claims of devices, of which neither the kind nor the number stands in the pod.
void claim_devices(Draft& draft, doc::View claims) {
  if (claims.size() == 0) return;
  if (const Fact* count = draft.find("gpu.count"); count != nullptr && count->value.high > 0) return;
  Value open;
  open.where = claims.where();
  open.note = "the pod claims devices (resourceClaims); which and how many stands in the claim";
  draft.unresolved("gpu.count", open);
}

}  // namespace

void read_resources(Draft& draft, doc::View spec, Reserved reserved) {
  Pod pod(draft, reserved);
  for (const doc::View step : doc::items(spec["initContainers"]))
    pod.read(step["resources"],
             step["restartPolicy"].text() == "Always" ? Pod::Part::sidecar : Pod::Part::init_step,
             is_complete_container(draft, step));
  for (const doc::View container : doc::items(spec["containers"]))
    pod.read(container["resources"], Pod::Part::container, is_complete_container(draft, container));
  pod.read(spec["resources"], Pod::Part::pod, is_complete(draft, spec));
  pod.overhead(spec["overhead"]);
  pod.write();
  claim_devices(draft, spec["resourceClaims"]);
  guess_runtime(draft, spec["runtimeClassName"]);
}

void read_container_resources(Draft& draft, doc::View resources, doc::View beside) {
  Pod pod(draft, Reserved::request);
  pod.read(resources, Pod::Part::container, true);
  for (const doc::View container : doc::items(beside))
    pod.read(container["resources"], Pod::Part::container, true);
  pod.write();
}

}  // namespace placer::importers::kubernetes
