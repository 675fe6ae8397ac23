// The effective resources of a pod, by Kubernetes' own rule: containers run side by side, steps of the
// initialisation one after the other, and init containers that restart always go on running beside both.
#include "base/text.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace placer::importers::kubernetes {
namespace {

/// The resources that are accelerators, and how the names of the families begin that they can be; empty: that
/// says too little to rule anything out.
struct Device {
  std::string_view prefix;  ///< of the name of the resource
  std::string_view families;
};

constexpr Device devices[] = {
    {"nvidia.com/gpu", {}},
    {"nvidia.com/mig-", {}},
    {"amd.com/gpu", "amd-"},
    {"google.com/tpu", "google-tpu"},
    {"cloud-tpus.google.com/", "google-tpu"},
    {"aws.amazon.com/neuron", "aws-neuron"},
    {"habana.ai/gaudi", "intel-gaudi"},
    {"gpu.intel.com/i915", {}},
    {"gpu.intel.com/xe", {}},
    {"huawei.com/Ascend", {}},
    {"volcano.sh/gpu-number", {}},
    {"volcano.sh/vgpu-number", {}},
};

const Device* find_device(std::string_view resource) {
  for (const Device& device : devices)
    if (resource.starts_with(device.prefix)) return &device;
  return nullptr;
}

/// One resource of one container, in base units.
struct Amount {
  std::int64_t request = 0, limit = 0;
  bool stated = false;
};

std::int64_t add(std::int64_t a, std::int64_t b) { return a >= unbounded - b ? unbounded : a + b; }

/// One resource over the whole pod.
class Total {
 public:
  void container(const Amount& amount, const Value& value) {
    sum_ = plus(sum_, amount);
    note(amount, value);
  }
  void init_step(const Amount& amount, const Value& value) {
    const Amount step = plus(sidecars_, amount);
    peak_.request = std::max(peak_.request, step.request);
    peak_.limit = std::max(peak_.limit, step.limit);
    note(amount, value);
  }
  void sidecar(const Amount& amount, const Value& value) {
    sidecars_ = plus(sidecars_, amount);
    init_step({}, {});
    note(amount, value);
  }
  void overhead(const Amount& amount) { overhead_ = plus(overhead_, amount); }
  /// Resources of the pod as a whole stand above those of its containers.
  void pod(const Amount& amount, const Value& value) {
    const Amount all = overhead_;
    *this = Total();
    overhead_ = all;
    container(amount, value);
  }
  void unresolved(const Value& value) {
    if (!unresolved_) unresolved_ = value;
  }

  bool stated() const { return stated_; }
  const Value& unresolved() const { return unresolved_; }
  /// The value that contributes most, for the place and, where it is all there is, for its text.
  const Value& largest() const { return largest_; }
  bool single() const { return parts_ == 1 && overhead_.request == 0 && overhead_.limit == 0; }
  Interval interval() const {
    const Amount running = plus(sum_, sidecars_);
    const std::int64_t low = add(std::max(running.request, peak_.request), overhead_.request);
    const std::int64_t high = add(std::max(running.limit, peak_.limit), overhead_.limit);
    return {low, std::max(low, high)};
  }

 private:
  static Amount plus(const Amount& a, const Amount& b) {
    return {add(a.request, b.request), add(a.limit, b.limit), a.stated || b.stated};
  }
  void note(const Amount& amount, const Value& value) {
    if (!amount.stated) return;
    ++parts_;
    if (!stated_ || amount.request > most_) {
      largest_ = value;
      most_ = amount.request;
    }
    stated_ = true;
  }

  Amount sum_, sidecars_, peak_, overhead_;
  std::int64_t most_ = 0;
  std::size_t parts_ = 0;
  bool stated_ = false;
  Value largest_, unresolved_;
};

/// A resource that a fact holds.
struct Resource {
  std::string_view name, fact;
  Conversion convert;
};

constexpr Resource plain[] = {
    {"cpu", "cpu", kubernetes_cpu},
    {"memory", "memory", kubernetes_bytes},
    {"ephemeral-storage", "scratch_disk", kubernetes_bytes},
};

class Pod {
 public:
  Pod(Draft& draft, Reserved reserved) : draft_(draft), reserved_(reserved) {}

  enum class Part : std::uint8_t { container, init_step, sidecar, pod };

  void read(doc::View resources, Part part) {
    const doc::View requests = resources["requests"], limits = resources["limits"];
    for (const doc::View whole : {resources, requests, limits})
      if (whole.is_scalar()) read_whole(scalar(whole));
    for (std::size_t i = 0; i < std::size(plain); ++i) {
      const Value request = scalar(requests[plain[i].name]), limit = scalar(limits[plain[i].name]);
      if (!request && !limit && part == Part::pod) continue;
      const auto low = number(plain[i], request), high = number(plain[i], limit);
      if (low && high && *low > *high)
        draft_.violation("kubernetes.request-above-limit", request.where,
                         fmt::format("{} of {}", request.text, plain[i].name), limit.text);
      add(totals_[i], part, request, limit, low, high);
    }
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
    if (!result)
      draft_.context().sink.error("manifest.value", fmt::format("{}: {}", resource.name, error.message),
                                  value.where, error.help);
    return result;
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
    if (value && !low && (!by_limit || !high)) {
      Value open = value;
      if (open.literal()) open.note = fmt::format("`{}` is no amount", open.text);
      total.unresolved(open);
    }
    switch (part) {
      case Part::container: return total.container(amount, value);
      case Part::init_step: return total.init_step(amount, value);
      case Part::sidecar: return total.sidecar(amount, value);
      case Part::pod: return total.pod(amount, value);
    }
  }

  void read_devices(doc::View requests, doc::View limits, Part part) {
    std::map<std::string_view, std::pair<doc::View, doc::View>> asked;
    for (const auto [key, value] : doc::entries(requests))
      if (find_device(key.text()) != nullptr) asked[key.text()].first = value;
    for (const auto [key, value] : doc::entries(limits))
      if (find_device(key.text()) != nullptr) asked[key.text()].second = value;
    Amount sum;
    Value first;
    for (const auto& [name, views] : asked) {
      const Value request = scalar(views.first), limit = scalar(views.second);
      if (!request && !limit) continue;
      const auto low = count(request), high = count(limit);
      if (request && !limit) {
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
      device_name_ = name;
      if (!number_of) {
        open_devices_ = true;
        continue;
      }
      sum.request = sum.limit = kubernetes::add(sum.request, *number_of);
      sum.stated = true;
      if (!first) first = value;
    }
    const bool none = !asked.empty() && !sum.stated && !open_devices_;
    if (none) zero_ = true;
    if (part == Part::pod && !sum.stated) return;
    add(devices_, part, first, first, sum.stated ? std::optional(sum.request) : std::nullopt,
        sum.stated ? std::optional(sum.limit) : std::nullopt);
  }

  /// Whole devices; a fraction is reported and rounded up.
  std::optional<std::int64_t> count(const Value& value) {
    if (!value.literal()) return std::nullopt;
    QuantityError error;
    const auto thousandths = kubernetes_cpu(value.text, error);
    if (!thousandths) {
      draft_.context().sink.error("manifest.value", fmt::format("gpu.count: {}", error.message), value.where,
                                  "write a whole number");
      return std::nullopt;
    }
    if (*thousandths % 1000 != 0) draft_.violation("kubernetes.gpu-fraction", value.where, value.text);
    return *thousandths / 1000 + (*thousandths % 1000 != 0 ? 1 : 0);
  }

  void write(std::string_view fact, const Total& total) {
    if (total.unresolved()) return draft_.unresolved(fact, total.unresolved());
    if (!total.stated()) return;
    const Interval value = total.interval();
    const bool as_written = total.single() && value.is_point();
    // What is set is each container's own; their sum is no size that anybody chose.
    const bool sum = reserved_ == Reserved::limit && !total.single();
    draft_.set(fact, value, total.largest().where, sum ? Origin::derived : Origin::stated,
               as_written ? total.largest().text : std::string(),
               total.single() ? std::string() : std::string("of all containers of the pod"));
  }

  void write_devices() {
    if (open_devices_) {
      // How many is filled in elsewhere, but that there are some is written here.
      draft_.set("gpu.count", {std::max<std::int64_t>(1, devices_.interval().low), unbounded}, device_.where,
                 Origin::derived, {},
                 fmt::format("how many of {} is `{}`, filled in elsewhere", device_name_, device_.text));
    } else if (devices_.stated()) {
      write("gpu.count", devices_);
    } else if (zero_) {
      draft_.absent({"gpu.count"});
    }
    if (!device_) return;
    const std::string_view families = find_device(device_name_)->families;
    if (families.empty()) return;
    const rules::RuleSet& rules = draft_.context().rules;
    std::int64_t set = 0;
    for (const rules::Accelerator& entry : rules.rows<rules::Accelerator>())
      if (rules.text(entry.name).starts_with(families)) set |= std::int64_t{1} << entry.family;
    if (set != 0)
      draft_.set("gpu.type", {set, set}, device_.where, Origin::derived, {},
                 fmt::format("{} is asked for", device_name_));
  }

  Draft& draft_;
  Reserved reserved_;
  std::array<Total, std::size(plain)> totals_;
  Total devices_;
  Value device_;  ///< the first that is asked for, or one of which nobody can say how many
  std::string_view device_name_;
  bool open_devices_ = false;
  bool zero_ = false;
};

}  // namespace

void read_resources(Draft& draft, doc::View spec, Reserved reserved) {
  Pod pod(draft, reserved);
  for (const doc::View step : doc::items(spec["initContainers"]))
    pod.read(step["resources"],
             step["restartPolicy"].text() == "Always" ? Pod::Part::sidecar : Pod::Part::init_step);
  for (const doc::View container : doc::items(spec["containers"]))
    pod.read(container["resources"], Pod::Part::container);
  pod.overhead(spec["overhead"]);
  pod.read(spec["resources"], Pod::Part::pod);
  pod.write();
}

void read_container_resources(Draft& draft, doc::View resources, Reserved reserved) {
  Pod pod(draft, reserved);
  pod.read(resources, Pod::Part::container);
  pod.write();
}

Value scalar(doc::View view) {
  Value value = literal(view);
  if (!value.literal()) return value;
  const std::string_view text = value.text;
  const bool filled_in = text.starts_with('$') || (text.starts_with('<') && text.ends_with('>')) ||
                         (text.find('_') != std::string_view::npos && to_lower(text) != text &&
                          text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos);
  if (filled_in) {
    value.origin = Origin::unresolved;
    value.note = fmt::format("`{}` is filled in elsewhere", value.text);
  }
  return value;
}

}  // namespace placer::importers::kubernetes
