// Kubernetes' own kinds of workload: where their pods stand, and what the kind itself says.
#include "importers/kubernetes_workload.hpp"

#include "base/text.hpp"
#include "importers/helper_image.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_overlay.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

using doc::Kind;

constexpr WorkloadKind kinds[] = {
    {"", "v1", "Pod"},
    {"", "v1", "ReplicationController"},
    {"apps", "apps/v1", "Deployment"},
    {"apps", "apps/v1", "ReplicaSet"},
    {"apps", "apps/v1", "StatefulSet"},
    {"apps", "apps/v1", "DaemonSet"},
    {"batch", "batch/v1", "Job"},
    {"batch", "batch/v1", "CronJob"},
};

const WorkloadKind* find_kind(doc::View object) {
  std::string_view group = api_group(object);
  if (group == "extensions") group = "apps";  // where they came from
  for (const WorkloadKind& kind : kinds)
    // A Deployment of "v1" or "app/v1" is a slip: there is no other kind of such a name in such a group.
    if (kind.kind == object["kind"].text() && (kind.group == group || group.empty() || is_no_group(group)))
      return &kind;
  return nullptr;
}

/// The numbers of controllers that are no facts of a workload, and the templates that they hold.
void check_owner(Draft& draft, doc::View owner) {
  static constexpr Part part[] = {{"spec", Kind::mapping}};
  static constexpr Part templates[] = {{"template", Kind::mapping}, {"jobTemplate", Kind::mapping}};
  static constexpr Number numbers[] = {{"minReadySeconds"},
                                       {"revisionHistoryLimit"},
                                       {"progressDeadlineSeconds"},
                                       {"parallelism"},
                                       {"completions"},
                                       {"backoffLimit"},
                                       {"ttlSecondsAfterFinished"},
                                       {"startingDeadlineSeconds", "kubernetes.seconds-range"},
                                       {"successfulJobsHistoryLimit"},
                                       {"failedJobsHistoryLimit"}};
  check_parts(draft, owner, part);
  check_parts(draft, owner["spec"], templates);
  check_numbers(draft, owner["spec"], numbers);
  for (const std::string_view flag : {"paused", "suspend", "manualSelector"})
    boolean_setting(draft, owner["spec"], flag);
}

std::optional<std::int64_t> count(doc::View view) { return number(scalar(view)); }

/// Whether so many pods have together all chips of one slice of TPUs, whose machines work on one thing:
/// https://docs.cloud.google.com/kubernetes-engine/docs/how-to/tpus
bool is_on_one_slice(doc::View spec, std::int64_t pods) {
  const Value topology = scalar(spec["nodeSelector"]["cloud.google.com/gke-tpu-topology"]);
  std::int64_t chips = 1, of_pod = 0;
  for (std::string_view rest = topology.text; topology.literal() && !rest.empty();) {
    const std::size_t end = std::min(rest.find('x'), rest.size());
    QuantityError error;
    const auto length = whole_number(rest.substr(0, end), error);
    if (!length || *length < 1 || *length > 1000 || chips > 1'000'000) return false;
    chips *= *length;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const doc::View container : doc::items(spec["containers"]))
    of_pod += count(container["resources"]["limits"]["google.com/tpu"]).value_or(0);
  return of_pod > 0 && chips % of_pod == 0 && chips / of_pod == pods;
}

void read_job(Entry& entry, doc::View spec) {
  Draft& draft = entry.draft;
  // A pod ends with the whole run, or by a deadline of its own before that.
  const Value whole = number_setting(draft, spec, {"activeDeadlineSeconds", "kubernetes.seconds-range"});
  const auto longest = number(whole), own = count(spec["template"]["spec"]["activeDeadlineSeconds"]);
  if (!longest || !own || *own <= 0 || *own >= *longest) draft.quantity("timeout", whole, seconds_number);
  const doc::View parallelism = spec["parallelism"];
  const auto parallel = count(parallelism);
  if (!parallel || *parallel < 2) return;
  const auto completions = count(spec["completions"]);
  const std::int64_t pods = completions ? std::min(*parallel, *completions) : *parallel;
  // Pods that know their number take pieces of the work by it, like others; where they have names they may
  // work on one thing together. A Service that gives them names may stand after the Job.
  const Numbered numbered{pods, scalar(parallelism)};
  if (spec["completionMode"].text() != "Indexed" || pods < 2)
    draft.quantity("scale.max", numbered.parallelism, whole_number);
  else if (const Value domain = scalar(spec["template"]["spec"]["subdomain"]); domain && !domain.text.empty())
    set_group(draft, numbered, "an indexed Job whose pods find each other");
  else if (is_on_one_slice(spec["template"]["spec"], pods))
    set_group(draft, numbered, "an indexed Job on one slice of TPUs");
  else
    entry.numbered = numbered;
}

/// What a kind says of its own. `owner` is the `spec` around the template of the pod.
void read_kind(Entry& entry, std::string_view kind, doc::View object, doc::View owner) {
  Draft& draft = entry.draft;
  const Location where = object["kind"].where();
  if (kind == "CronJob") {
    draft.derive("trigger", "schedule", where, "a CronJob");
    const Value schedule = scalar(object["spec"]["schedule"]);
    check_schedule(draft, schedule, true);
    check_cron(draft, object["spec"], owner["template"]["spec"]);
    draft.text("schedule", schedule);
    read_job(entry, owner);
  } else if (kind == "Job") {
    draft.derive("trigger", "batch", where, "a Job");
    read_job(entry, owner);
  } else if (kind == "DaemonSet") {
    draft.set("one_per_node", {1, 1}, where, Origin::stated, {}, "a DaemonSet");
  } else if (kind != "Pod") {
    entry.replicas = number_setting(draft, owner, {"replicas"});
  }
  if (goes_on(kind)) draft.runs_on(fmt::format("a {}", kind));
  if (kind != "StatefulSet") return;
  const doc::View claims = owner["volumeClaimTemplates"], pod = owner["template"]["spec"];
  read_claim_templates(draft, claims, is_complete(draft, pod));
  check_claim_templates(draft, claims, pod, is_complete(draft, pod));
}

/// A container that certainly requests no processors; empty where there is none, and where nobody knows.
std::string find_without_cpu(const Draft& draft, doc::View spec) {
  if (!is_complete(draft, spec) || spec["resources"]) return {};
  for (const doc::View container : doc::items(spec["containers"])) {
    const doc::View resources = container["resources"];
    const bool open =
        resources.is_scalar() || resources["requests"].is_scalar() || resources["limits"].is_scalar();
    // The request follows from the limit.
    if (!open && !resources["requests"]["cpu"] && !resources["limits"]["cpu"])
      return printable(container["name"].text());
  }
  return {};
}

/// Whether all ports of the containers are of UDP, without those of helpers beside others. A container that
/// lists no port may open any.
bool serves_udp_only(doc::View containers) {
  std::vector<doc::View> all, left;
  for (const doc::View container : doc::items(containers)) {
    all.push_back(container);
    if (!is_helper_image(container["image"].text())) left.push_back(container);
  }
  if (left.empty()) left = std::move(all);
  for (const doc::View container : left) {
    if (container["ports"].size() == 0) return false;
    for (const doc::View port : doc::items(container["ports"]))
      if (port["protocol"].text() != "UDP") return false;
  }
  return !left.empty();
}

/// How the ports of a pod are called; nothing where somebody else adds some.
std::optional<std::vector<std::string>> find_port_names(const Draft& draft, doc::View spec) {
  if (!is_complete(draft, spec)) return std::nullopt;
  std::vector<std::string> names;
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      if (container["ports"].is_scalar() && !container["ports"].is_null()) return std::nullopt;
      for (const doc::View port : doc::items(container["ports"]))
        if (const Value name = scalar(port["name"]); name.literal())
          names.push_back(name.text);
        else if (name || !port.is_mapping())
          return std::nullopt;
    }
  return names;
}

}  // namespace

std::span<const WorkloadKind> workload_kinds() { return kinds; }

Reference reference(doc::View object) {
  const doc::View metadata = object["metadata"];
  Reference self{std::string(object["kind"].text()), std::string(metadata["name"].text()),
                 std::string(metadata["namespace"].text()), object["kind"].where()};
  if (self.name.empty() && metadata["generateName"].is_scalar())
    self.name = std::string(metadata["generateName"].text()) + "*";
  return self;
}

Labels read_labels(doc::View mapping) {
  Labels labels;
  for (const auto [key, value] : doc::entries(mapping))
    labels.emplace_back(std::string(key.text()), std::string(value.text()));
  return labels;
}

std::string_view api_group(doc::View object) {
  const std::string_view version = object["apiVersion"].text();
  const std::size_t slash = version.find('/');
  return slash == std::string_view::npos ? std::string_view() : version.substr(0, slash);
}

namespace {

constexpr std::string_view own_groups[] = {"apps", "autoscaling", "batch", "extensions", "policy"};

}  // namespace

bool is_no_group(std::string_view group) {
  return !group.empty() && group.find('.') == std::string_view::npos && !is_placeholder(group) &&
         std::find(std::begin(own_groups), std::end(own_groups), group) == std::end(own_groups);
}

bool is_slip_of_group(std::string_view group) {
  // What people call them.
  return is_no_group(group) && (group == "core" || group == "networking" || slip_of(group, own_groups));
}

Draft begin_draft(ImportContext& context, doc::View object) {
  doc::View where = object["metadata"]["name"];
  if (!where) where = object["metadata"]["generateName"];
  if (!where) where = object["kind"];
  std::string name = reference(object).name;
  Draft draft(context, name.empty() ? std::string("unnamed") : std::move(name), where.where());
  read_annotations(draft, object["metadata"]["annotations"]);
  return draft;
}

Entry begin_entry(ImportContext& context, doc::View object) {
  Entry entry{begin_draft(context, object), reference(object), {}, {}, {}, {}, false};
  for (const doc::View owner : doc::items(object["metadata"]["ownerReferences"]))
    entry.owners.push_back(
        {std::string(owner["kind"].text()), std::string(owner["name"].text()), entry.self.space, {}});
  entry.draft.target("kubernetes/generic", object["kind"].where());
  return entry;
}

void read_template(Entry& entry, doc::View pod, doc::View spec) {
  const doc::View metadata = pod["metadata"];
  read_pod(entry.draft, spec, placed_by(pod));
  entry.without_cpu = find_without_cpu(entry.draft, spec);
  if (const Value share = scalar(metadata["annotations"]["gpu-fraction"]))
    entry.draft.set("gpu.count", {1, 1}, share.where, Origin::derived, {},
                    fmt::format("a part of one device, by the annotation gpu-fraction: {}", share.text));
  for (auto& label : read_labels(metadata["labels"])) entry.labels.push_back(std::move(label));
  const auto use = [&](doc::View name, bool is_secret = false) {
    if (name) entry.configs.push_back({std::string(name.text()), name.where(), is_secret});
  };
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      for (const doc::View from : doc::items(container["envFrom"])) {
        use(from["configMapRef"]["name"]);
        use(from["secretRef"]["name"], true);
      }
      for (const doc::View variable : doc::items(container["env"]))
        use(variable["valueFrom"]["secretKeyRef"]["name"], true);
    }
  entry.port_names = find_port_names(entry.draft, spec);
  entry.grpc_ports = find_grpc_ports(spec);
  entry.serves_udp_only = serves_udp_only(spec["containers"]);
  for (const doc::View volume : doc::items(spec["volumes"])) {
    if (const doc::View name = volume["persistentVolumeClaim"]["claimName"])
      entry.claims.push_back(
          {std::string(name.text()), name.where(), false, find_use(spec, volume["name"].text())});
    use(volume["configMap"]["name"]);
    use(volume["secret"]["secretName"], true);
  }
}

void set_group(Draft& draft, const Numbered& numbered, std::string_view why) {
  draft.set("nodes", {numbered.pods, numbered.pods}, numbered.parallelism.where, Origin::stated, {},
            std::string(why));
}

void read_claim_templates(Draft& draft, doc::View templates, bool complete) {
  std::int64_t sum = 0;
  Location where;
  for (const doc::View claim : doc::items(templates)) {
    const doc::View spec = claim["spec"];
    const Value size = scalar(spec["resources"]["requests"]["storage"]);
    check_claim(draft, spec, complete);
    const auto bytes = number(size, kubernetes_bytes);
    if (where.file == no_file) where = size ? size.where : claim.where();
    if (bytes) sum = sum > unbounded - *bytes ? unbounded : sum + *bytes;
  }
  if (where.file == no_file) return;
  draft.set("stateful", {1, 1}, templates.where(), Origin::derived, {},
            "each replica has a volume of its own");
  if (sum > 0)
    draft.set("persistent_volume", {sum, sum}, where);
  else
    draft.set("persistent_volume", {1, unbounded}, where, Origin::derived, {},
              "a claim without a readable size");
}

void finish_pod(Entry& entry) {
  Draft& draft = entry.draft;
  draft.absent(
      {"privileged", "host.network", "host.pid_ipc", "host.path", "host.ports", "one_per_node", "gpu.count"});
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "the manifest asks for no more");
  const Fact* count = draft.find("gpu.count");
  if (count->has_value() && count->value.high == 0)
    for (Fact& fact : draft.workload().facts)
      if (fact.id == draft.context().rules.find_fact("gpu.type") && fact.origin == Origin::stated) {
        fact.origin = Origin::derived;
        fact.note = "the nodes have it; the pod asks for no device";
      }
}

bool read_workload(ImportContext& context, doc::View object, std::vector<Entry>& entries) {
  const WorkloadKind* found = find_kind(object);
  if (found == nullptr) return false;
  const std::string_view kind = found->kind;
  const bool is_pod = kind == "Pod", is_cron = kind == "CronJob";
  const doc::View spec = object["spec"];
  const doc::View owner = is_pod ? doc::View() : is_cron ? spec["jobTemplate"]["spec"] : spec;
  const doc::View pod = is_pod ? object : owner["template"];
  Entry& entry = entries.emplace_back(begin_entry(context, object));
  Draft& draft = entry.draft;

  if (is_patch(object, pod)) draft.set_patch();
  check_metadata(draft, object);
  check_metadata_fields(draft, object);
  check_object_name(draft, object);
  check_version(draft, object, {found->version});
  read_kind(entry, kind, object, owner);
  read_template(entry, pod, pod["spec"]);
  // By which a Service selects them; the control plane adds them.
  if (kind == "Job")
    for (const std::string_view label : {"job-name", "batch.kubernetes.io/job-name"})
      entry.labels.emplace_back(label, entry.self.name);
  if (is_pod || is_cron || kind == "Job") read_pod_deadline(draft, pod["spec"]);
  check_template(draft, kind, owner, pod);
  check_controller(draft, object, owner, pod);
  if (!is_pod) {
    check_owner(draft, object);
    check_metadata(draft, pod);
    check_metadata_fields(draft, pod);
    read_annotations(draft, pod["metadata"]["annotations"]);
  }
  if (is_cron) {
    check_owner(draft, spec["jobTemplate"]);
    check_metadata(draft, spec["jobTemplate"]);
    check_metadata_fields(draft, spec["jobTemplate"]);
    read_annotations(draft, spec["jobTemplate"]["metadata"]["annotations"]);
  }
  // A patch that names no containers does not describe the pods.
  if (pod["spec"]["containers"].size() > 0) finish_pod(entry);
  return true;
}

}  // namespace placer::importers::kubernetes
