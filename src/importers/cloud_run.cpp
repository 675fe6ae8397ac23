// Services are written as Knative's are, with annotations of Cloud Run's own; jobs hold the template of a
// task in the template of an execution; worker pools are services that receive no requests. What is refused
// of it all is the matter of cloud_run_settings.
#include "importers/cloud_run.hpp"

#include "base/text.hpp"
#include "importers/cloud_run_resource.hpp"
#include "importers/cloud_run_settings.hpp"
#include "importers/knative.hpp"
#include "importers/knative_checks.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/plain_scalar.hpp"

namespace placer::importers {
namespace {

using google_run::has_gpu;
using google_run::Kind;
using serving::annotation;

constexpr std::string_view negative_scale = "cloud-run.negative-scale";
constexpr std::string_view egress_key = "run.googleapis.com/vpc-access-egress";
constexpr std::string_view accelerator_label = "run.googleapis.com/accelerator";

bool has_mark(doc::View metadata) {
  for (const std::string_view list : {"annotations", "labels"})
    for (const auto [key, value] : doc::entries(metadata[list]))
      if (key.text().starts_with("run.googleapis.com/") || key.text() == "cloud.googleapis.com/location")
        return true;
  return false;
}

/// What the template of a service, an execution or a worker pool says of its surroundings.
void read_network(Draft& draft, doc::View metadata) {
  if (const Value network = annotation(
          metadata, {"run.googleapis.com/vpc-access-connector", "run.googleapis.com/network-interfaces"}))
    draft.set("private_network", {1, 1}, network.where, Origin::stated, {}, "it is attached to a VPC");
  if (const Value connector = annotation(metadata, {"run.googleapis.com/vpc-access-connector"}))
    draft.set("vpc_connector", {1, 1}, connector.where);
  Value egress = annotation(metadata, {egress_key});
  if (!egress.literal() || egress.text == "private-ranges-only") return;
  egress.note = "all traffic leaves through the VPC; whether from a fixed address is set there";
  draft.unresolved("static_egress", egress);
}

/// Where all traffic takes the way of the VPC, and no instance is kept, requests wait for it.
void advise_start(Draft& draft, doc::View metadata) {
  const Value egress = annotation(metadata, {egress_key});
  const Fact* least = draft.find("scale.min");
  const bool keeps_some = least != nullptr && (!least->has_value() || least->value.high > 0);
  if (egress.literal() && egress.text.starts_with("all") && !keeps_some &&
      annotation(metadata, {"run.googleapis.com/network-interfaces"}))
    draft.violation("cloud-run.vpc-start", egress.where);
}

void read_task(Draft& draft, doc::View pod) {
  draft.accelerator(kubernetes::scalar(pod["nodeSelector"][accelerator_label]));
  for (const doc::View volume : doc::items(pod["volumes"])) {
    const doc::View csi = volume["csi"];
    if (csi["driver"].text() == "gcsfuse.run.googleapis.com" && plain_boolean(csi["readOnly"]) != true)
      draft.set("shared_filesystem", {1, 1}, csi["driver"].where(), Origin::derived, {},
                "it mounts a bucket for writing");
  }
  // Where nothing else is said, a directory is in memory there.
  serving::read_template(draft, pod, kubernetes::Reserved::limit, "Memory");
}

/// What a service or a worker pool sets for all its revisions together. The narrower bound holds, so it is to
/// be read before what the revision says, and leaves to that what is narrower there.
void read_own_scale(Draft& draft, doc::View metadata, doc::View revision) {
  serving::check_values(draft, metadata, {});
  const Value instances = annotation(metadata, {"run.googleapis.com/manualInstanceCount"});
  const Value least = annotation(metadata, {"run.googleapis.com/minScale"});
  const Value most = annotation(metadata, {"run.googleapis.com/maxScale"});
  const auto own_least = number(least), revision_least = number(serving::least_scale(revision));
  const auto own_most = number(most), revision_most = number(serving::most_scale(revision));
  const bool wider_least = own_least && revision_least && *revision_least > *own_least;
  const bool wider_most = own_most && revision_most && *revision_most < *own_most;
  if (!wider_least) draft.count("scale.min", least, negative_scale);
  if (!wider_most) draft.count("scale.max", most, negative_scale);
  draft.count("scale.min", instances, negative_scale);
  draft.count("scale.max", instances, negative_scale);
  serving::check_scale(draft, least, most, "cloud-run.minimum-above-maximum");
}

void check_names(Draft& draft, Kind kind, doc::View object, doc::View metadata, doc::View pod,
                 doc::View execution = {}) {
  google_run::check_name(draft, object, pod);
  google_run::check_annotations(draft, object["metadata"]);
  google_run::check_annotations(draft, metadata);
  // An execution is made from the template, and what stands at it is of that.
  const bool whole = object["kind"].text() != "Execution";
  if (whole) google_run::check_annotation_place(draft, object["metadata"], google_run::Level::itself);
  google_run::check_annotation_place(draft, metadata, google_run::Level::made_from_it);
  google_run::check_keys(draft, kind, object, execution, pod);
}

/// GPUs are reserved in a second zone unless that is switched off.
void read_redundancy(Draft& draft, doc::View metadata) {
  const Value disabled =
      google_run::true_or_false(annotation(metadata, {"run.googleapis.com/gpu-zonal-redundancy-disabled"}));
  if (!disabled || !has_gpu(draft)) return;
  if (!disabled.literal()) return draft.unresolved("gpu.zonal_redundancy", disabled);
  const std::int64_t redundant = to_lower(disabled.text) == "true" ? 0 : 1;
  draft.set("gpu.zonal_redundancy", {redundant, redundant}, disabled.where, Origin::stated, {},
            "what disables it says so");
}

void read_service(ImportContext& context, doc::View object) {
  Draft draft = serving::begin(context, object, "http");
  const doc::View revision = object["spec"]["template"], metadata = revision["metadata"];
  read_own_scale(draft, object["metadata"], metadata);
  serving::read_revision(draft, revision, negative_scale);
  serving::check_revision_scale(draft, metadata, "cloud-run.minimum-above-maximum");
  draft.boolean("session_affinity",
                google_run::true_or_false(annotation(metadata, {"run.googleapis.com/sessionAffinity"})));
  read_network(draft, metadata);
  advise_start(draft, metadata);
  read_task(draft, revision["spec"]);
  google_run::read_billing(draft, google_run::throttling_of(metadata));
  read_redundancy(draft, metadata);
  google_run::check_settings(draft, Kind::service, metadata, revision["spec"]);
  google_run::check_scaling_place(draft, object["metadata"]);
  check_names(draft, Kind::service, object, metadata, revision["spec"]);
  serving::check_traffic(draft, object["spec"], "cloud-run.service.traffic");
  serving::check_revision_name(draft, object, "cloud-run.service.revision-name");
  google_run::check_template(draft, revision);
  draft.target(has_gpu(draft) ? "cloud-run/service-gpu" : "cloud-run/service", object["kind"].where());
  draft.finish();
}

void read_job(ImportContext& context, doc::View object) {
  Draft draft = serving::begin(context, object, "batch");
  const doc::View execution =
      object["kind"].text() == "Job" ? object["spec"]["template"]["spec"] : object["spec"];
  const doc::View task = execution["template"]["spec"];
  serving::check_values(draft, object["spec"]["template"]["metadata"], task);
  draft.quantity("timeout", kubernetes::scalar(task["timeoutSeconds"]), seconds_number);
  google_run::check_task_numbers(draft, execution, task);
  // Tasks that run at the same time; without a bound all of them do.
  const Value parallelism = kubernetes::scalar(execution["parallelism"]);
  const bool bounded = parallelism && parallelism.text != "0";
  draft.count("scale.max", bounded ? parallelism : kubernetes::scalar(execution["taskCount"]),
              "cloud-run.job.negative");
  // An execution carries the annotations of the template that it was made from.
  const doc::View metadata =
      object["kind"].text() == "Job" ? object["spec"]["template"]["metadata"] : object["metadata"];
  read_network(draft, metadata);
  read_task(draft, task);
  google_run::check_settings(draft, Kind::job, metadata, task);
  check_names(draft, Kind::job, object, metadata, task, execution);
  google_run::check_template(draft, execution["template"]);
  draft.target(has_gpu(draft) ? "cloud-run/job-gpu" : "cloud-run/job", object["kind"].where());
  draft.finish();
}

/// What is said of requests, which nothing sends to a worker pool.
void advise_requests(Draft& draft, doc::View pod) {
  for (const std::string_view key : {"containerConcurrency", "timeoutSeconds"})
    if (const doc::View value = pod[key])
      draft.violation("cloud-run.worker-pool.request-setting", value.where(), std::string(key));
}

/// A worker pool runs permanently and fetches its work; whether from a queue or a stream is not said.
void read_worker_pool(ImportContext& context, doc::View object) {
  Draft draft = serving::begin(context, object, "daemon");
  const doc::View revision = object["spec"]["template"], metadata = revision["metadata"];
  read_own_scale(draft, object["metadata"], {});
  serving::check_values(draft, metadata, {});
  read_network(draft, metadata);
  read_task(draft, revision["spec"]);
  read_redundancy(draft, metadata);
  google_run::check_settings(draft, Kind::worker_pool, metadata, revision["spec"]);
  advise_requests(draft, revision["spec"]);
  check_names(draft, Kind::worker_pool, object, metadata, revision["spec"]);
  google_run::check_template(draft, revision);
  draft.target(has_gpu(draft) ? "cloud-run/worker-pool-gpu" : "cloud-run/worker-pool",
               object["kind"].where());
  draft.finish();
}

struct KindReader {
  std::string_view kind;
  void (*read)(ImportContext&, doc::View);
};

constexpr KindReader readers[] = {
    {"Service", read_service},
    {"Job", read_job},
    {"Execution", read_job},
    {"WorkerPool", read_worker_pool},
};

class CloudRunImport final : public Import {
 public:
  explicit CloudRunImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    if (google_run::is_resource(root)) return google_run::read_resource(context_, root);
    for (const KindReader& reader : readers)
      if (root["kind"].text() == reader.kind) return reader.read(context_, root);
    serving::skip(context_, root);
  }

 private:
  ImportContext& context_;
};

class CloudRunImporter final : public Importer {
 public:
  std::string_view id() const override { return "cloud-run"; }
  std::string_view summary() const override { return "Cloud Run services, jobs and worker pools"; }
  bool reads_objects() const override { return true; }
  Match probe(doc::View root, const rules::RuleSet&) const override {
    return is_cloud_run(root) ? Match::certain : Match::none;
  }
  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<CloudRunImport>(context);
  }
};

}  // namespace

bool is_cloud_run(doc::View object) {
  if (object["apiVersion"].text().starts_with("run.googleapis.com/")) return true;
  if (google_run::is_resource(object)) return true;
  if (!serving::is_serving(object)) return false;
  const doc::View revision = object["spec"]["template"];
  // Accounts of a cluster have no domain.
  return has_mark(object["metadata"]) || has_mark(revision["metadata"]) ||
         revision["spec"]["nodeSelector"][accelerator_label] ||
         revision["spec"]["serviceAccountName"].text().ends_with(".iam.gserviceaccount.com");
}

const Importer& cloud_run() {
  static const CloudRunImporter importer;
  return importer;
}

}  // namespace placer::importers
