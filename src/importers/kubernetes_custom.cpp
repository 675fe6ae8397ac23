// Custom resources. There are thousands of kinds, so pods are found by their shape: a mapping with a list of
// `containers`, wherever it stands. The number of pods is the product of what the mappings around it say.
// The table names the kinds whose replicas mean something else, or that make pods without showing them.
#include "importers/kubernetes_custom.hpp"

#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_events.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_roles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

/// What several pods of a resource are to one another.
enum class Pods : std::uint8_t {
  group,     ///< one workload that spans machines
  replicas,  ///< copies of one service
  steps,     ///< one after the other
};

struct Kind {
  std::string_view group, kind;
  std::string_view name;     ///< in a sentence; empty: the kind itself
  std::string_view trigger;  ///< empty: depends on what runs in it
  Pods pods;
  bool as_written = false;  ///< its pods have the volumes that stand in the template, and no others
};

constexpr Kind kinds[] = {
    {"kubeflow.org", "PyTorchJob", {}, "batch", Pods::group, true},
    {"kubeflow.org", "TFJob", {}, "batch", Pods::group, true},
    {"kubeflow.org", "MPIJob", {}, "batch", Pods::group},
    {"kubeflow.org", "XGBoostJob", {}, "batch", Pods::group, true},
    {"kubeflow.org", "PaddleJob", {}, "batch", Pods::group, true},
    {"kubeflow.org", "JAXJob", {}, "batch", Pods::group},
    {"kubeflow.org", "Notebook", {}, {}, Pods::replicas},
    {"trainer.kubeflow.org", "TrainJob", {}, "batch", Pods::group},
    {"trainer.kubeflow.org", "TrainingRuntime", {}, {}, Pods::group},
    {"trainer.kubeflow.org", "ClusterTrainingRuntime", {}, {}, Pods::group},
    {"ray.io", "RayCluster", {}, {}, Pods::group, true},
    {"ray.io", "RayJob", {}, "batch", Pods::group, true},
    {"ray.io", "RayService", {}, {}, Pods::group, true},
    {"jobset.x-k8s.io", "JobSet", {}, "batch", Pods::group, true},
    {"leaderworkerset.x-k8s.io", "LeaderWorkerSet", {}, {}, Pods::group, true},
    {"batch.volcano.sh", "Job", "Volcano Job", "batch", Pods::group},
    {"sparkoperator.k8s.io", "SparkApplication", {}, "batch", Pods::group},
    {"sparkoperator.k8s.io", "ScheduledSparkApplication", {}, "schedule", Pods::group},
    {"flink.apache.org", "FlinkDeployment", {}, {}, Pods::group},
    {"machinelearning.seldon.io", "SeldonDeployment", {}, {}, Pods::replicas},
    {"serving.kserve.io", "InferenceService", {}, "http", Pods::replicas},
    {"serving.kserve.io", "LLMInferenceService", {}, {}, Pods::replicas},
    {"serving.kserve.io", "ServingRuntime", {}, {}, Pods::replicas},
    {"serving.kserve.io", "ClusterServingRuntime", {}, {}, Pods::replicas},
    {"apps.nvidia.com", "NIMService", {}, {}, Pods::replicas},
    {"kubeai.org", "Model", {}, {}, Pods::replicas},
    {"argoproj.io", "Rollout", {}, {}, Pods::replicas},
    {"rollouts.kruise.io", "Rollout", {}, {}, Pods::replicas},
    {"argoproj.io", "Workflow", {}, "batch", Pods::steps},
    {"argoproj.io", "WorkflowTemplate", {}, "batch", Pods::steps},
    {"argoproj.io", "ClusterWorkflowTemplate", {}, "batch", Pods::steps},
    {"argoproj.io", "CronWorkflow", {}, "schedule", Pods::steps},
    {"keda.sh", "ScaledJob", {}, "queue", Pods::steps},
    {"agones.dev", "Fleet", {}, {}, Pods::replicas},
    {"agones.dev", "GameServer", {}, {}, Pods::replicas},
    {"agones.dev", "GameServerSet", {}, {}, Pods::replicas},
    {"actions.github.com", "AutoscalingRunnerSet", {}, {}, Pods::replicas},
    {"", "PodTemplate", {}, {}, Pods::replicas, true},
    {"apps.openshift.io", "DeploymentConfig", {}, {}, Pods::replicas},
    {"apps.kruise.io", "CloneSet", {}, {}, Pods::replicas},
    {"apps.kruise.io", "StatefulSet", {}, {}, Pods::replicas},
    {"apps.kruise.io", "DaemonSet", {}, {}, Pods::replicas},
    {"apps.kruise.io", "BroadcastJob", {}, "batch", Pods::replicas},
    {"apps.kruise.io", "AdvancedCronJob", {}, "schedule", Pods::steps},
};

const Kind* find_kind(doc::View object) {
  const std::string_view group = api_group(object), name = object["kind"].text();
  for (const Kind& kind : kinds)
    if (kind.group == group && kind.kind == name) return &kind;
  return nullptr;
}

/// Groups whose objects talk about pods (schemas, policies, records of other objects) and make none.
bool only_describes(std::string_view group) {
  for (const std::string_view known :
       {"", "apps", "batch", "extensions", "policy", "autoscaling", "apiextensions.k8s.io",
        "admissionregistration.k8s.io", "admission.k8s.io", "audit.k8s.io", "kyverno.io",
        "policies.kyverno.io", "constraints.gatekeeper.sh", "templates.gatekeeper.sh",
        "mutations.gatekeeper.sh"})
    if (group == known) return true;
  return false;
}

/// What a pod of one role asks of its machine.
std::vector<Fact> needs_of(const Workload& pod, const rules::RuleSet& rules) {
  std::vector<Fact> needs;
  for (const std::string_view name :
       {"cpu", "memory", "gpu.count", "gpu.type", "gpu.memory", "architecture", "operating_system"})
    if (const Fact* fact = pod.find(rules.find_fact(name))) needs.push_back(*fact);
  return needs;
}

/// What one pod asks of its machine, each value with the role that it is of.
std::vector<Fact> take_needs(Draft& pod, std::string_view role) {
  const rules::RuleSet& rules = pod.context().rules;
  Workload& workload = pod.workload();
  for (const Fact& need : needs_of(workload, rules))
    for (Fact& fact : workload.facts)
      if (fact.id == need.id)
        fact.note =
            fmt::format("{}{}of the role {}", fact.note, fact.note.empty() ? "" : "; ", printable(role));
  std::vector<Fact> needs = needs_of(workload, rules);
  if (pod.find("gpu.count") != nullptr) return needs;
  // One that asks for no device gets none of what another role asks for.
  Draft bare(pod.context(), {}, {});
  bare.absent({"gpu.count"});
  needs.push_back(*bare.find("gpu.count"));
  return needs;
}

/// A pod of one role holds the workload only if it holds the largest one: of each fact the greater value
/// stands.
void merge_role(Draft& into, Workload role) {
  Workload& all = into.workload();
  all.maker_types |= role.maker_types;
  if (all.region.empty()) {
    all.region = std::move(role.region);
    all.region_at = role.region_at;
  }
  for (Violation& violation : role.violations) all.violations.push_back(std::move(violation));
  for (Fact& fact : role.facts) {
    const auto there = std::find_if(all.facts.begin(), all.facts.end(),
                                    [&](const Fact& other) { return other.id == fact.id; });
    if (there == all.facts.end()) {
      all.facts.push_back(std::move(fact));
      continue;
    }
    using rules::FactType;
    const FactType type = into.context().rules.fact(fact.id).type;
    if (!fact.has_value()) continue;
    const bool number = type == FactType::quantity || type == FactType::boolean;
    const auto size = [](const Fact& one) { return std::pair(one.value.low, one.value.high); };
    if (!there->has_value() || (number && size(fact) > size(*there)))
      *there = std::move(fact);
    else if (type == FactType::numbers)
      for (std::string& text : fact.texts)
        if (std::find(there->texts.begin(), there->texts.end(), text) == there->texts.end()) {
          there->texts.push_back(std::move(text));
          const auto count = static_cast<std::int64_t>(there->texts.size());
          there->value = {count, count};
        }
  }
}

/// The same number, where another place has reported what no API takes.
Value unless_refused(Value value) {
  if (value.literal() && value.text.starts_with('-')) {
    value.origin = Origin::unresolved;
    value.note = fmt::format("`{}` is refused", value.text);
  }
  return value;
}

/// How many there are at a time, in the words of the kinds that say so.
void read_scale(Draft& draft, doc::View scaled) {
  for (const auto& [least, most] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"minReplicas", "maxReplicas"},
           {"minReplicaCount", "maxReplicaCount"},
           {"minRunners", "maxRunners"}}) {
    const Value lower = unless_refused(scalar(scaled[least])), upper = unless_refused(scalar(scaled[most]));
    draft.quantity("scale.min", lower, whole_number);
    draft.quantity("scale.max", upper, whole_number);
    const auto fewest = number(lower), highest = number(upper);
    if (least == "minRunners" && fewest && highest && *fewest > *highest)
      draft.violation("kubernetes.runners-minimum-above-maximum", lower.where, lower.text, upper.text);
  }
}

/// A pod ends with the whole run, or by a deadline of its own before that. One of several pods may have none.
void read_deadline(Draft& draft, doc::View spec, bool all_end) {
  const FactId timeout = draft.context().rules.find_fact("timeout");
  const auto forget = [&] {
    std::erase_if(draft.workload().facts,
                  [&](const Fact& fact) { return fact.id == timeout && fact.origin != Origin::assumed; });
  };
  if (!all_end) forget();
  for (const doc::View run : {spec, spec["runPolicy"], spec["jobTargetRef"], spec["workflowSpec"]}) {
    if (!scalar(run["activeDeadlineSeconds"])) continue;
    const Value whole = number_setting(draft, run, {"activeDeadlineSeconds", "kubernetes.seconds-range"});
    const auto longest = number(whole, seconds_number);
    const Fact* own = draft.find("timeout");
    if (longest && own != nullptr && own->origin != Origin::assumed && own->has_value() &&
        own->value.high < *longest)
      return;
    forget();
    return draft.quantity("timeout", whole, seconds_number);
  }
}

void set_replicas(Entry& entry, doc::View object, const std::vector<Role>& roles) {
  const doc::View spec = object["spec"];
  entry.replicas = unless_refused(scalar(spec["replicas"]));
  // Of a service with several parts, the first is the one that answers.
  read_scale(entry.draft, spec);
  read_scale(entry.draft, spec["predictor"]);
  if (object["kind"].text() == "LLMInferenceService" && read_groups(entry.draft, spec)) return;
  if (read_pipeline(entry.draft, spec, roles)) return;
  // Each part is a service of its own beside the others, whatever copies there are of it.
  if (const auto parts = static_cast<std::int64_t>(roles.size()); parts > 1)
    entry.draft.set("nodes", {parts, parts}, roles.back().spec.where(), Origin::derived, {},
                    "a pod of each role at least");
  if (roles.size() != 1 || entry.replicas || !roles.front().stated || roles.front().open) return;
  const auto& [low, high] = roles.front().pods;
  entry.draft.set("scale.min", {low, low}, roles.front().where);
  if (high < unbounded) entry.draft.set("scale.max", {high, high}, roles.front().where);
}

/// Groups of a single pod, which a LeaderWorkerSet has unless it says something else: its copies are those of
/// a service, and the pod is the leader if that has a template of its own.
bool is_alone(doc::View object) {
  const doc::View group = object["spec"]["leaderWorkerTemplate"];
  if (object["kind"].text() != "LeaderWorkerSet" || !group.is_mapping()) return false;
  const Value size = scalar(group["size"]);
  return !size || number(size) == 1;
}

/// A job of PyTorch begins with the replicas that stand there; what its autoscaler may make of them takes
/// something to measure:
/// https://github.com/kubeflow/training-operator/blob/release-1.9/pkg/apis/kubeflow.org/v1/pytorch_types.go
std::int64_t most_elastic(doc::View policy) {
  return policy["metrics"].size() == 0 ? 0 : number(scalar(policy["maxReplicas"])).value_or(unbounded);
}

void set_nodes(Draft& draft, const std::vector<Role>& roles, std::int64_t most) {
  Interval sum{0, 0};
  Location where;
  // A number that stands in the manifest is stated, what is worked out of several is not.
  const bool sum_of_several = roles.size() > 1;
  bool derived = sum_of_several;
  for (const Role& role : roles) {
    derived = derived || role.open || role.product || !role.stated;
    const auto add = [](std::int64_t a, std::int64_t b) { return a >= unbounded - b ? unbounded : a + b; };
    sum = {add(sum.low, role.pods.low), add(sum.high, role.pods.high)};
    if (!where || role.stated) where = role.stated ? role.where : role.spec.where();
  }
  const bool grows = most > sum.high;
  derived = derived || grows;
  sum.high = std::max(sum.high, most);
  if (sum.low > 1 || sum.high > 1)
    draft.set("nodes", {std::max<std::int64_t>(1, sum.low), sum.high}, where,
              derived ? Origin::derived : Origin::stated, {},
              grows            ? "as many as its elasticPolicy allows"
              : sum_of_several ? "pods of all roles together"
                               : "");
}

/// When it runs: one time, or several in newer versions of Argo's CronWorkflow. What unknown kinds write
/// there may be of a form of their own.
void read_schedules(Draft& draft, bool is_known, doc::View spec) {
  Value all = scalar(spec["schedules"].first());
  for (const doc::View view : doc::items(spec["schedules"])) {
    const Value other = scalar(view);
    if (!other.literal()) all = other;
    if (all.literal() && other.where.offset != all.where.offset) all.text += "; " + other.text;
  }
  // Some kinds have a mapping there, of their own making.
  const Value one = spec["schedule"].is_scalar() ? scalar(spec["schedule"]) : Value{};
  draft.text("schedule", one);
  draft.text("schedule", all);
  if (!is_known) return;
  check_schedule(draft, one);
  for (const doc::View view : doc::items(spec["schedules"])) check_schedule(draft, scalar(view));
}

/// A ScaledJob works off what its triggers count. By the clock alone there is nothing to work off.
void read_triggers(Draft& draft, doc::View object, std::string_view usual) {
  const doc::View triggers = object["spec"]["triggers"];
  bool by_clock = triggers.size() > 0;
  for (const doc::View one : doc::items(triggers)) by_clock = by_clock && one["type"].text() == "cron";
  if (by_clock) return;
  const Events events = events_of(triggers);
  if (events.trigger.empty()) {
    draft.derive("trigger", usual, object["kind"].where(), "a ScaledJob");
    return;
  }
  draft.derive("trigger", events.trigger, triggers.where(), "what the ScaledJob counts");
  draft.derive("broker", events.brokers, triggers.where(), "what the ScaledJob counts");
}

/// One whose pods are all there is no patch, so that it must say what starts them.
void check_scaled_job(Draft& draft, doc::View spec) {
  check_triggers(draft, spec);
  if (!spec["triggers"] && names_images(spec["jobTargetRef"]["template"]["spec"]))
    draft.violation("kubernetes.keda-required", spec.where(), "triggers", "a ScaledJob");
}

/// Volcano does not wait for more pods than there are.
void check_volcano(Draft& draft, doc::View spec) {
  const Value least = scalar(spec["minAvailable"]);
  const auto wanted = number(least);
  std::int64_t sum = 0;
  for (const doc::View task : doc::items(spec["tasks"])) {
    const auto pods = number(scalar(task["replicas"]));
    if (!pods || *pods < 0 || *pods > unbounded - sum) return;
    sum += *pods;
  }
  if (wanted && spec["tasks"].size() > 0 && *wanted > sum)
    draft.violation("kubernetes.volcano-minimum", least.where, least.text, fmt::format("{}", sum));
}

/// What the Jobs of a JobSet are refused for when they are made.
void check_jobs(Draft& draft, doc::View spec) {
  static constexpr Number numbers[] = {{"completions"}, {"backoffLimit"}};
  for (const doc::View group : doc::items(spec["replicatedJobs"])) {
    const doc::View job = group["template"]["spec"];
    check_numbers(draft, job, numbers);
    if (const doc::View policy = job["template"]["spec"]["restartPolicy"]; policy.text() == "Always")
      draft.violation("kubernetes.restart-policy", policy.where(), "restartPolicy Always",
                      "OnFailure or Never for a Job");
  }
}

}  // namespace

bool read_custom(ImportContext& context, doc::View object, std::vector<Entry>& entries) {
  const Kind* kind = find_kind(object);
  if (kind == nullptr && only_describes(api_group(object))) return false;
  Entry found = begin_entry(context, object);
  std::vector<Role> roles = find_roles(found.draft, object);
  const bool alone = is_alone(object);
  if (alone && roles.size() > 1)
    std::erase_if(roles, [](const Role& role) { return role.name == "workerTemplate"; });
  if (roles.empty() && (kind == nullptr || kind->pods == Pods::steps)) return false;

  const std::string_view name = kind == nullptr || kind->name.empty() ? object["kind"].text() : kind->name;
  Entry& entry = entries.emplace_back(std::move(found));
  Draft& draft = entry.draft;
  if (kind != nullptr && is_patch(object, object["spec"]["template"])) draft.set_patch();
  check_metadata(draft, object);
  check_object_name(draft, object);
  bool all_end = true;
  for (const Role& role : roles) {
    Entry one{Draft(context, {}, {}), {}, {}, {}, {}, {}, false};
    if (draft.is_patch()) one.draft.set_patch();
    read_role(one, role);
    if (kind != nullptr && kind->as_written && role.shape == Shape::pod && is_complete(draft, role.spec))
      check_mounts(one.draft, {}, role.outer);
    read_claim_templates(one.draft, role.claims, false);
    if (roles.size() > 1) draft.workload().roles.push_back(take_needs(one.draft, role.name));
    draft.workload().unread = draft.workload().unread || one.draft.workload().unread;
    all_end = all_end && one.draft.find("timeout") != nullptr;
    merge_role(draft, std::move(one.draft.workload()));
    std::move(one.labels.begin(), one.labels.end(), std::back_inserter(entry.labels));
    std::move(one.claims.begin(), one.claims.end(), std::back_inserter(entry.claims));
    std::move(one.configs.begin(), one.configs.end(), std::back_inserter(entry.configs));
  }
  // An unknown kind with one pod template beside its replicas is a kind of Deployment.
  const bool like_deployment = roles.size() == 1 && roles.front().depth <= 2;
  const Pods pods = alone             ? Pods::replicas
                    : kind != nullptr ? kind->pods
                    : like_deployment ? Pods::replicas
                                      : Pods::group;
  if (pods == Pods::group) set_nodes(draft, roles, most_elastic(object["spec"]["elasticPolicy"]));
  if (pods == Pods::replicas) set_replicas(entry, object, roles);
  if (pods == Pods::steps) read_scale(draft, object["spec"]);
  read_deadline(draft, object["spec"], all_end);
  if (kind != nullptr && kind->kind == "InferenceService") read_inference(draft, object["spec"]["predictor"]);
  if (kind != nullptr && kind->group == "agones.dev")
    read_game_server(draft, kind->kind == "GameServer" ? object["spec"] : object["spec"]["template"]["spec"]);
  if (kind != nullptr && kind->group == "keda.sh")
    read_triggers(draft, object, kind->trigger);
  else if (kind != nullptr && !kind->trigger.empty())
    draft.derive("trigger", kind->trigger, object["kind"].where(), with_article(name));
  if (kind != nullptr && kind->trigger.empty() && kind->pods == Pods::replicas && !kind->group.empty())
    draft.runs_on(with_article(name));
  if (kind != nullptr && kind->group == "batch.volcano.sh") check_volcano(draft, object["spec"]);
  if (kind != nullptr && kind->kind == "JobSet") check_jobs(draft, object["spec"]);
  if (kind != nullptr && kind->group == "keda.sh") check_scaled_job(draft, object["spec"]);
  read_schedules(draft, kind != nullptr, object["spec"]);
  if (kind != nullptr && kind->group == "argoproj.io" && kind->kind == "Rollout") {
    check_template(draft, kind->kind, object["spec"], object["spec"]["template"]);
    if (const doc::View whose = object["spec"]["workloadRef"]; scalar(whose["name"]).literal())
      entry.pods_of = {
          std::string(whose["kind"].text()), std::string(whose["name"].text()), {}, whose.where()};
  }
  if (object["kind"].text() == "DaemonSet" || object["kind"].text() == "BroadcastJob")
    draft.set("one_per_node", {1, 1}, object["kind"].where(), Origin::stated, {}, "a DaemonSet");
  if (!roles.empty()) finish_pod(entry);
  return true;
}

}  // namespace placer::importers::kubernetes
