// The search walks the document with a stack of its own and multiplies, on the way down, the numbers that the
// mappings say: `replicas` of a role, `parallelism` of a job in it, hosts of one replica.
#include "importers/kubernetes_roles.hpp"

#include "importers/accelerator.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_overlay.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace placer::importers::kubernetes {
namespace {

bool is_pod(doc::View mapping) {
  for (const doc::View container : doc::items(mapping["containers"]))
    if (container.is_mapping() && (container["image"] || container["name"])) return true;
  return false;
}

std::int64_t times(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return 0;
  return a > unbounded / b ? unbounded : a * b;
}

void multiply(Draft& draft, Role& role, doc::View mapping, std::string_view key) {
  const Value value = replicas_setting(draft, mapping, {key});
  if (!value) return;
  if (role.checked) check_whole_number(draft, mapping, key, key);
  const auto count = number(value);
  if (!count) {
    // How many is filled in elsewhere; none at all would be a strange role.
    role.pods.high = unbounded;
    role.open = true;
    return;
  }
  role.product = role.product || (role.pods != Interval{1, 1} && *count > 1);
  role.pods = {times(role.pods.low, *count), times(role.pods.high, *count)};
  if (!role.stated || *count > 1) role.where = value.where;
  role.stated = true;
}

/// What a mapping says about the number of the pods in it.
void count_pods(Draft& draft, Role& role, doc::View mapping) {
  // A group of workers of Ray has both; the number is where the autoscaler begins.
  if (plain_boolean(mapping["enableInTreeAutoscaling"]) == true) role.grows = true;
  const bool chosen = role.grows && (mapping["minReplicas"] || mapping["maxReplicas"]);
  for (const std::string_view key : {"replicas", "parallelism", "numOfHosts", "instances"})
    if (mapping[key].is_scalar() && (!chosen || key != "replicas")) multiply(draft, role, mapping, key);
  // Sets of nodes and of pods have a count beside the template; elsewhere the word may mean anything.
  if (mapping["count"].is_scalar() && (mapping["podTemplate"] || mapping["template"]))
    multiply(draft, role, mapping, "count");
  const Value lower = replicas_setting(draft, mapping, {"minReplicas"}),
              upper = replicas_setting(draft, mapping, {"maxReplicas"});
  const auto least = number(lower), most = number(upper);
  // A most of zero is no bound to those who take it.
  if (least && most && *most != 0 && *least > *most)
    draft.violation("kubernetes.replicas-minimum-above-maximum", lower.where, lower.text, upper.text);
  if (mapping["replicas"] && !chosen) return;
  if (!least && !most) return;
  const std::int64_t low = least.value_or(std::min<std::int64_t>(1, most.value_or(1)));
  role.product = role.product || role.pods != Interval{1, 1};
  role.pods = {times(role.pods.low, low), times(role.pods.high, std::max(low, most.value_or(unbounded)))};
  role.where = mapping[least ? "minReplicas" : "maxReplicas"].where();
  role.stated = true;
}

/// The size of a group stands beside the templates of its leader and its workers, and counts both.
void count_workers(Draft& draft, Role& role, doc::View mapping, std::string_view key) {
  if (key != "workerTemplate") return;
  const Value size = replicas_setting(draft, mapping, {"size", "kubernetes.positive-number"});
  const auto count = number(size);
  if (!count) {
    if (!size) return;
    role.pods.high = unbounded;
    role.open = true;
    return;
  }
  const std::int64_t leaders = mapping["leaderTemplate"] ? 1 : 0;
  const std::int64_t workers = std::max<std::int64_t>(0, *count - leaders);
  role.product = role.product || role.pods != Interval{1, 1};
  role.pods = {times(role.pods.low, workers), times(role.pods.high, workers)};
  role.where = size.where;
  role.stated = true;
}

/// Groups with a schema in which each number of pods is a whole number:
/// https://github.com/kubeflow/training-operator, ray-project/kuberay, kubernetes-sigs/jobset, lws,
/// volcano-sh/apis, argoproj/argo-rollouts.
bool has_schema(doc::View object) {
  static constexpr std::string_view groups[] = {"ray.io", "jobset.x-k8s.io", "leaderworkerset.x-k8s.io",
                                                "batch.volcano.sh"};
  static constexpr std::string_view jobs[] = {"PyTorchJob", "TFJob",     "MPIJob",
                                              "XGBoostJob", "PaddleJob", "JAXJob"};
  const std::string_view group = api_group(object), kind = object["kind"].text();
  return std::find(std::begin(groups), std::end(groups), group) != std::end(groups) ||
         (group == "argoproj.io" && kind == "Rollout") ||
         (group == "kubeflow.org" && std::find(std::begin(jobs), std::end(jobs), kind) != std::end(jobs));
}

/// What a role is called by the mapping that is about it, or by the key that it stands at.
std::string_view name_of(doc::View mapping, std::string_view key) {
  for (const std::string_view own : {"groupName", "name"})
    if (key.empty() && mapping[own].is_scalar()) return mapping[own].text();
  return key == "template" || key == "spec" ? std::string_view() : key;
}

/// Spark may choose the number of its executors as it goes, whatever number it begins with.
void scale_executors(Role& executor, doc::View dynamic) {
  if (plain_boolean(dynamic["enabled"]) != true) return;
  const Value lower = scalar(dynamic["minExecutors"]), upper = scalar(dynamic["maxExecutors"]);
  const std::int64_t least = lower ? number(lower).value_or(0) : 0;
  executor.pods = {least, std::max(least, number(upper).value_or(unbounded))};
  executor.where = lower ? lower.where : upper ? upper.where : dynamic.where();
  executor.stated = true;
}

/// The nodes of a runtime of Kubeflow's Trainer are the pods of its job for the training itself, whatever
/// that job says.
void count_training_nodes(Draft& draft, std::vector<Role>& roles, doc::View policy) {
  if (!policy["numNodes"]) return;
  for (Role& role : roles)
    if (role.name == "node" || roles.size() == 1) {
      role.pods = {1, 1};
      role.product = role.stated = false;
      multiply(draft, role, policy, "numNodes");
    }
}

/// Kinds that make pods without showing them, or count them elsewhere.
void find_hidden_roles(Draft& draft, doc::View object, std::vector<Role>& roles) {
  const std::string_view kind = object["kind"].text();
  const doc::View spec = object["spec"];
  const auto add = [&](doc::View part, Shape shape, std::string_view name) -> Role& {
    Role role;
    role.spec = role.outer = part;
    role.shape = shape;
    role.name = name;
    count_pods(draft, role, part);
    return roles.emplace_back(role);
  };
  if (kind == "InferenceService") {
    for (const auto [part, value] : doc::entries(spec))
      for (const auto [key, framework] : doc::entries(value))
        if (framework["resources"].is_mapping()) add(framework, Shape::container, part.text()).outer = value;
  } else if (kind == "NIMService") {
    if (spec["resources"].is_mapping() || spec["image"]) {
      Role& role = add(spec, Shape::container, {});
      role.pods = {1, 1};
    }
  } else if (kind == "Model") {
    if (spec["resourceProfile"].is_scalar()) add(spec, Shape::profile, {});
  } else if (kind.ends_with("Workflow") || kind.ends_with("WorkflowTemplate")) {
    const doc::View workflow = spec["workflowSpec"] ? spec["workflowSpec"] : spec;
    for (const doc::View step : doc::items(workflow["templates"]))
      for (const std::string_view key : {"container", "script"})
        if (step[key].is_mapping()) add(step[key], Shape::container, step["name"].text()).outer = step;
  } else if (kind == "TrainingRuntime" || kind == "ClusterTrainingRuntime") {
    count_training_nodes(draft, roles, spec["mlPolicy"]);
  } else if (kind == "TrainJob") {
    Role& role = add(spec["trainer"], Shape::container, "trainer");
    multiply(draft, role, spec["trainer"], "numNodes");
  } else if (kind == "SparkApplication" || kind == "ScheduledSparkApplication") {
    const doc::View application = kind == "SparkApplication" ? spec : spec["template"];
    Role& driver = add(application["driver"], Shape::spark, "driver");
    driver.pods = {1, 1};
    driver.outer = application;
    // Without a number, Spark has one of its own, or changes it as it goes.
    Role& executor = add(application["executor"], Shape::spark, "executor");
    executor.outer = application;
    if (!executor.stated) executor.pods.high = unbounded;
    scale_executors(executor, application["dynamicAllocation"]);
  } else if (kind == "FlinkDeployment") {
    for (const std::string_view manager : {"jobManager", "taskManager"})
      if (spec[manager]["resource"].is_mapping()) {
        Role& role = add(spec[manager], Shape::engine, manager);
        // As many managers of tasks as the job has use for.
        if (manager == "taskManager" && !role.stated) role.pods.high = unbounded;
      }
  }
}

/// `nvidia-gpu-l4:2` is two of them. What a profile holds is set by whoever runs the cluster; the type and
/// the number stand in the name.
void read_profile(Draft& draft, doc::View profile) {
  Value value = scalar(profile);
  if (!value.literal()) return draft.unresolved("gpu.count", value);
  const std::size_t colon = value.text.rfind(':');
  const std::string number = colon == std::string::npos ? std::string("1") : value.text.substr(colon + 1);
  std::string name = value.text.substr(0, colon);
  if (name.starts_with("cpu")) return;
  // "google-tpu-v5e-2x2" has the arrangement of the chips behind the name.
  if (const std::size_t dash = name.rfind('-'); dash != std::string::npos &&
                                                name.starts_with("google-tpu-") &&
                                                name.find('x', dash) != std::string::npos)
    name.erase(dash);
  for (const std::string_view word : {"nvidia-gpu-", "amd-gpu-", "google-"})
    if (name.starts_with(word)) {
      name.erase(0, word.size());
      break;
    }
  const bool known = find_accelerator(draft.context().rules, name).has_value();
  if (!known && value.text.find("gpu") == std::string::npos && value.text.find("tpu") == std::string::npos)
    return;
  Value type = value;
  type.text = name;
  draft.accelerator(type);
  QuantityError error;
  if (const auto devices = whole_number(number, error))
    draft.set("gpu.count", {*devices, *devices}, value.where, Origin::derived, {},
              fmt::format("of the profile `{}`", value.text));
}

}  // namespace

void read_image(Draft& draft, doc::View image) {
  if (image && !image.is_null()) draft.derive("package.format", "image", image.where(), "it runs an image");
}

std::vector<Role> find_roles(Draft& draft, doc::View object) {
  std::vector<Role> roles;
  std::vector<Role> open;  // what is still to be looked at, the next one last
  Role root;
  root.outer = object;
  root.checked = has_schema(object);
  // Most have all in their `spec`; some have a template of pods at the top.
  count_pods(draft, root, object);
  for (const auto [key, value] : doc::entries(object)) {
    if (key.text() == "metadata" || key.text() == "status") continue;
    root.spec = value;
    open.push_back(root);
  }
  std::reverse(open.begin(), open.end());
  while (!open.empty()) {
    Role role = open.back();
    open.pop_back();
    // Within the pod of their head stand the workers of KServe; some kinds count the pods beside the fields
    // of the pod itself, which has none of these words.
    const bool pod = is_pod(role.spec);
    if (role.spec.is_mapping()) count_pods(draft, role, role.spec);
    if (pod) roles.push_back(role);
    if (role.spec["template"] || role.spec["podTemplate"])
      if (const doc::View claims = role.spec["volumeClaimTemplates"]) role.claims = claims;
    std::vector<Role> children;
    const auto add = [&](doc::View value, std::string_view key) {
      if (!value.is_mapping() && !value.is_sequence()) return;
      Role child = role;
      child.outer = role.spec;
      child.spec = value;
      child.depth = role.depth + 1;
      if (const std::string_view name = name_of(value, key); !name.empty()) child.name = name;
      count_workers(draft, child, role.spec, key);
      children.push_back(child);
    };
    for (const auto [key, value] : doc::entries(role.spec)) {
      // A pod that only hands the job in is none of those that do the work.
      if (pod && key.text() != "workerSpec") continue;
      if (key.text() != "submitterPodTemplate" && key.text() != "metadata") add(value, key.text());
    }
    for (const doc::View item : doc::items(role.spec)) add(item, {});
    open.insert(open.end(), children.rbegin(), children.rend());
  }
  find_hidden_roles(draft, object, roles);
  return roles;
}

void read_role(Entry& entry, const Role& role) {
  Draft& draft = entry.draft;
  switch (role.shape) {
    case Shape::pod:
      // The annotations of the object itself have been read.
      if (role.depth > 0) {
        read_annotations(draft, role.outer["metadata"]["annotations"]);
        check_metadata(draft, role.outer);
      }
      check_pod_texts(draft, role.spec);
      read_template(entry, role.outer, role.spec);
      return read_pod_deadline(draft, role.spec);
    case Shape::container:
      // A step of Argo's shares its pod with sidecars, and may have a deadline.
      read_container_resources(draft, role.spec["resources"], role.outer["sidecars"]);
      draft.quantity("timeout", scalar(role.outer["activeDeadlineSeconds"]), seconds_number);
      read_container_resources(draft, role.spec["resourcesPerNode"]);
      read_image(draft, role.spec["image"]);
      read_node_selection(draft, role.outer);
      return;
    case Shape::profile: return read_profile(draft, role.spec["resourceProfile"]);
    case Shape::engine: return read_flink(draft, role.spec);
    case Shape::spark: return read_spark(draft, role.outer, role.spec);
  }
}

}  // namespace placer::importers::kubernetes
