// Cloud Run has its settings as fields in the second version of its API, where the first, in which they are
// read, has annotations; a table says which is which.
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service
#include "importers/terraform_objects.hpp"
#include "importers/terraform_terms.hpp"
#include "importers/terraform_values.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace placer::importers::terraform {
namespace {

using Form = Term::Form;

struct Kind {
  std::string_view type, version, kind;
};
constexpr std::string_view first_service = "google_cloud_run_service";
constexpr Kind kinds[] = {
    {first_service, "serving.knative.dev/v1", "Service"},
    {"google_cloud_run_v2_service", "serving.knative.dev/v1", "Service"},
    {"google_cloud_run_v2_job", "run.googleapis.com/v1", "Job"},
    {"google_cloud_run_v2_worker_pool", "run.googleapis.com/v1", "WorkerPool"},
};

constexpr Term terms[] = {
    {"containers", {}, Form::list},    {"env", {}, Form::list},
    {"env_from", {}, Form::list},      {"ports", {}, Form::list},
    {"volumes", {}, Form::list},       {"volume_mounts", {}, Form::list},
    {"items", {}, Form::list},         {"http_headers", {}, Form::list},
    {"traffic", {}, Form::list},       {"value_source", "valueFrom"},
    {"cpu_idle", {}, Form::nothing},   {"startup_cpu_boost", {}, Form::nothing},
    {"build_info", {}, Form::nothing}, {"default_mode", {}, Form::nothing},
    {"mode", {}, Form::nothing},
};

/// Where in an object something stands.
enum class Place : std::uint8_t { annotations, revision, pod, execution, selector };
/// How it is written there.
enum class Way : std::uint8_t {
  same,
  seconds,   ///< "300s" as 300
  word,      ///< another word
  presence,  ///< whatever it is
  unless_zero
};
struct Move {
  std::string_view from, key;
  Place place;
  Way way = Way::same;
};

constexpr Move of_resource[] = {
    {"scaling.min_instance_count", "run.googleapis.com/minScale", Place::annotations},
    {"scaling.max_instance_count", "run.googleapis.com/maxScale", Place::annotations, Way::unless_zero},
    {"template.parallelism", "parallelism", Place::execution},
    {"template.task_count", "taskCount", Place::execution},
};
constexpr Move manual = {"scaling.manual_instance_count", "run.googleapis.com/manualInstanceCount",
                         Place::annotations};

constexpr Move idle = {"containers.resources.cpu_idle", "run.googleapis.com/cpu-throttling", Place::revision};

/// Of the template of a revision or of a task.
constexpr Move of_template[] = {
    {"scaling.min_instance_count", "autoscaling.knative.dev/minScale", Place::revision},
    {"scaling.max_instance_count", "autoscaling.knative.dev/maxScale", Place::revision, Way::unless_zero},
    {"vpc_access.connector", "run.googleapis.com/vpc-access-connector", Place::revision},
    {"vpc_access.network_interfaces", "run.googleapis.com/network-interfaces", Place::revision,
     Way::presence},
    {"vpc_access.egress", "run.googleapis.com/vpc-access-egress", Place::revision, Way::word},
    {"execution_environment", "run.googleapis.com/execution-environment", Place::revision, Way::word},
    {"session_affinity", "run.googleapis.com/sessionAffinity", Place::revision},
    {"gpu_zonal_redundancy_disabled", "run.googleapis.com/gpu-zonal-redundancy-disabled", Place::revision},
    idle,
    {"max_instance_request_concurrency", "containerConcurrency", Place::pod},
    {"timeout", "timeoutSeconds", Place::pod, Way::seconds},
    {"max_retries", "maxRetries", Place::pod},
    {"service_account", "serviceAccountName", Place::pod},
    {"node_selector.accelerator", "run.googleapis.com/accelerator", Place::selector},
};

struct Word {
  std::string_view from, to;
};
constexpr Word words[] = {{"ALL_TRAFFIC", "all-traffic"},
                          {"PRIVATE_RANGES_ONLY", "private-ranges-only"},
                          {"EXECUTION_ENVIRONMENT_GEN1", "gen1"},
                          {"EXECUTION_ENVIRONMENT_GEN2", "gen2"},
                          {"MEMORY", "Memory"}};

std::string_view word_for(std::string_view text) {
  const auto found =
      std::find_if(std::begin(words), std::end(words), [&](const Word& word) { return word.from == text; });
  return found == std::end(words) ? text : found->to;
}

class Builder {
 public:
  Builder(const Plan& plan, doc::Edit& edit) : values_(plan, edit), edit_(edit), terms_(edit, false, terms) {}

  doc::View build(const Instance& instance, const Kind& kind) {
    place_ = instance.address;
    const doc::View values = values_.complete(instance);
    object_ = edit_.add_empty(doc::none, {}, doc::Kind::mapping, instance.planned);
    edit_.add_text(object_, "apiVersion", kind.version, place_);
    edit_.add_text(object_, "kind", kind.kind, place_);
    metadata_ = mapping(object_, "metadata");
    if (values["name"]) edit_.add_value(metadata_, "name", values["name"]);
    if (kind.type == first_service)
      put_first(values);
    else
      put_second(values, kind.kind);
    if (const doc::View location = values["location"]; !is_nothing(location))
      edit_.add_value(mapping(metadata_, "labels"), "cloud.googleapis.com/location", location);
    return {&edit_.document(), object_};
  }

 private:
  /// The mapping of that key, which is made where it is missing.
  doc::NodeIndex mapping(doc::NodeIndex parent, std::string_view key) {
    const doc::View known = doc::View(&edit_.document(), parent)[key];
    return known ? known.index() : edit_.add_empty(parent, key, doc::Kind::mapping, place_);
  }

  void put_entries(doc::NodeIndex target, doc::View map) {
    for (const auto [key, value] : doc::entries(map)) edit_.add_value(target, key.text(), value);
  }

  /// The first version of the API has the form of an object already.
  void put_first(doc::View values) {
    for (const std::string_view list : {"annotations", "labels"})
      put_entries(mapping(metadata_, list), at_path(values, std::string("metadata.") + std::string(list)));
    const doc::NodeIndex spec = mapping(object_, "spec");
    for (const std::string_view part : {"template", "traffic"}) terms_.put(spec, part, values[part]);
  }

  void put_second(doc::View values, std::string_view kind) {
    const bool is_job = kind == "Job";
    const doc::View outer = values["template"].first();
    const doc::View inner = is_job ? outer["template"].first() : outer;
    const doc::NodeIndex around = mapping(mapping(object_, "spec"), "template");
    revision_ = mapping(around, "metadata");
    execution_ = mapping(around, "spec");
    pod_ = is_job ? mapping(mapping(execution_, "template"), "spec") : execution_;
    put_entries(mapping(metadata_, "annotations"), values["annotations"]);
    put_entries(mapping(revision_, "annotations"), outer["annotations"]);
    for (const Move& move : of_resource) put(move, values);
    // Zero stands there too where instances are not counted by hand.
    const doc::View mode = at_path(values, "scaling.scaling_mode");
    if (mode.text() == "MANUAL" || at_path(values, manual.from).text() != "0") put(manual, values);
    for (const Move& move : of_template) put(move, inner);
    if (kind == "Service") put_idle(inner);
    terms_.put(pod_, "containers", inner["containers"]);
    put_volumes(inner["volumes"]);
  }

  doc::NodeIndex target_of(Place place) {
    switch (place) {
      case Place::annotations: return mapping(metadata_, "annotations");
      case Place::revision: return mapping(revision_, "annotations");
      case Place::pod: return pod_;
      case Place::execution: return execution_;
      case Place::selector: return mapping(pod_, "nodeSelector");
    }
    return pod_;
  }

  void put(const Move& move, doc::View attributes) {
    const doc::View value = at_path(attributes, move.from);
    if (is_nothing(value) || (move.way == Way::unless_zero && value.text() == "0")) return;
    const doc::NodeIndex target = target_of(move.place);
    const bool is_text = move.place == Place::annotations || move.place == Place::revision;
    std::string text(value.text());
    if (move.way == Way::presence) text = "[]";
    if (move.way == Way::word) text = word_for(value.text());
    if (move.way == Way::seconds && text.ends_with('s')) text.pop_back();
    if (is_text || move.way != Way::same)
      edit_.add_text(target, move.key, text, value);
    else
      edit_.add_value(target, move.key, value);
  }

  /// Where a container says its resources, what it does not say of its processors there is no:
  /// https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Service.yaml
  void put_idle(doc::View attributes) {
    const doc::View resources = at_path(attributes, "containers.resources");
    const bool is_said = !is_nothing(at_path(attributes, idle.from));
    if (!is_said && !is_nothing(resources) && !resources.is_scalar())
      edit_.add_text(target_of(idle.place), idle.key, "false", resources);
  }

  /// Volumes are called otherwise there, and a bucket is a volume of a driver.
  void put_volumes(doc::View volumes) {
    if (is_nothing(volumes)) return;
    const doc::NodeIndex list = edit_.add_empty(pod_, "volumes", doc::Kind::sequence, volumes);
    for (const doc::View volume : doc::items(volumes)) {
      const doc::NodeIndex made = edit_.add_empty(list, {}, doc::Kind::mapping, volume);
      if (volume["name"]) edit_.add_value(made, "name", volume["name"]);
      for (const std::string_view same : {"nfs", "cloud_sql_instance"}) terms_.put(made, same, volume[same]);
      if (const doc::View secret = at_path(volume, "secret.secret"))
        edit_.add_value(edit_.add_empty(made, "secret", doc::Kind::mapping, secret), "secretName", secret);
      if (const doc::View directory = volume["empty_dir"]; !is_nothing(directory)) {
        const doc::NodeIndex target = edit_.add_empty(made, "emptyDir", doc::Kind::mapping, directory);
        if (const doc::View medium = at_path(directory, "medium"))
          edit_.add_text(target, "medium", word_for(medium.text()), medium);
        if (const doc::View size = at_path(directory, "size_limit"))
          edit_.add_value(target, "sizeLimit", size);
      }
      if (const doc::View bucket = volume["gcs"]; !is_nothing(bucket)) {
        const doc::NodeIndex target = edit_.add_empty(made, "csi", doc::Kind::mapping, bucket);
        edit_.add_text(target, "driver", "gcsfuse.run.googleapis.com", bucket);
        if (const doc::View read_only = at_path(bucket, "read_only"))
          edit_.add_value(target, "readOnly", read_only);
      }
    }
  }

  Values values_;
  doc::Edit& edit_;
  Terms terms_;
  doc::View place_;
  doc::NodeIndex object_ = doc::none, metadata_ = doc::none, revision_ = doc::none, execution_ = doc::none,
                 pod_ = doc::none;
};

}  // namespace

std::vector<Object> cloud_run_objects(const Plan& plan, doc::Edit& edit) {
  Builder builder(plan, edit);
  std::vector<Object> objects;
  for (const Instance& instance : plan.instances())
    for (const Kind& kind : kinds)
      if (kind.type == instance.type && !instance.is_data)
        objects.push_back({&instance, builder.build(instance, kind)});
  return objects;
}

}  // namespace placer::importers::terraform
