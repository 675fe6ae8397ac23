// The template is that of a revision or of a task without a `spec` of its own: its containers are those of a
// pod, what surrounds them are fields where the first version has annotations.
#include "importers/cloud_run_resource.hpp"

#include "importers/cloud_run_settings.hpp"
#include "importers/knative.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_workload.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

namespace placer::importers::google_run {
namespace {

using kubernetes::scalar;

void read_network(Draft& draft, doc::View access) {
  const doc::View connector = access["connectorRef"], interfaces = access["networkInterfaces"];
  if (const doc::View network = connector ? connector : interfaces)
    draft.set("private_network", {1, 1}, network.where(), Origin::stated, {}, "it is attached to a VPC");
  if (connector) draft.set("vpc_connector", {1, 1}, connector.where());
  if (connector && interfaces.size() > 0) draft.violation("cloud-run.one-network", interfaces.where());
  Value egress = scalar(access["egress"]);
  if (egress.text != "ALL_TRAFFIC") return;
  egress.note = "all traffic leaves through the VPC; whether from a fixed address is set there";
  draft.unresolved("static_egress", egress);
}

/// Whether the processors are taken away between requests. A container that says its resources must say that
/// too, or has them all the time:
/// https://github.com/GoogleCloudPlatform/magic-modules/blob/main/mmv1/products/cloudrunv2/Service.yaml
Value throttling_of_containers(doc::View pod) {
  for (const doc::View container : doc::items(pod["containers"])) {
    const doc::View resources = container["resources"];
    if (!resources.is_mapping()) continue;
    Value idle = scalar(resources["cpuIdle"]);
    if (idle) return idle;
    idle.text = "false";
    idle.where = resources.where();
    idle.present = true;
    return idle;
  }
  return {};
}

/// What a revision and a task have in common.
void read_template(Draft& draft, doc::View pod) {
  draft.quantity("timeout", scalar(pod["timeout"]), go_duration);
  draft.accelerator(scalar(pod["nodeSelector"]["accelerator"]));
  for (const doc::View volume : doc::items(pod["volumes"]))
    if (const doc::View bucket = volume["gcs"]; bucket && plain_boolean(bucket["readOnly"]) != true)
      draft.set("shared_filesystem", {1, 1}, bucket.where(), Origin::derived, {},
                "it mounts a bucket for writing");
  serving::read_template(draft, pod, kubernetes::Reserved::limit, "Memory");
  read_network(draft, pod["vpcAccess"]);
}

void finish(Draft& draft, Kind kind, doc::View object, doc::View pod) {
  check_settings(draft, kind, {}, pod);
  check_template(draft, {});
  const std::string_view offering = kind == Kind::job ? "job" : "service";
  draft.target(fmt::format("cloud-run/{}{}", offering, has_gpu(draft) ? "-gpu" : ""), object["kind"].where());
  draft.finish();
}

void read_service(ImportContext& context, doc::View object) {
  constexpr std::string_view negative = "cloud-run.negative-scale";
  Draft draft = kubernetes::begin_draft(context, object);
  draft.deployed_to(scalar(object["spec"]["location"]));
  const doc::View revision = object["spec"]["template"], scaling = revision["scaling"];
  draft.derive("trigger", "http", object["kind"].where(), "what a RunService is for");
  draft.quantity("concurrency", scalar(revision["maxInstanceRequestConcurrency"]), whole_number);
  const Value least = scalar(scaling["minInstanceCount"]), most = scalar(scaling["maxInstanceCount"]);
  draft.count("scale.min", least, negative);
  draft.count("scale.max", most, negative);
  serving::check_scale(draft, least, most, "cloud-run.minimum-above-maximum");
  draft.boolean("session_affinity", scalar(revision["sessionAffinity"]));
  read_template(draft, revision);
  const Value throttling = throttling_of_containers(revision);
  read_billing(draft, throttling);
  check_billing(draft, throttling, revision);
  serving::check_traffic(draft, object["spec"], "cloud-run.service.traffic");
  finish(draft, Kind::service, object, revision);
}

void read_job(ImportContext& context, doc::View object) {
  Draft draft = kubernetes::begin_draft(context, object);
  draft.deployed_to(scalar(object["spec"]["location"]));
  const doc::View execution = object["spec"]["template"], task = execution["template"];
  draft.derive("trigger", "batch", object["kind"].where(), "what a RunJob is for");
  check_task_numbers(draft, execution, task);
  // Tasks that run at the same time; without a bound all of them do.
  const Value parallelism = scalar(execution["parallelism"]);
  const bool bounded = parallelism && parallelism.text != "0";
  draft.count("scale.max", bounded ? parallelism : scalar(execution["taskCount"]), "cloud-run.job.negative");
  read_template(draft, task);
  finish(draft, Kind::job, object, task);
}

}  // namespace

bool is_resource(doc::View object) {
  return object["apiVersion"].text().starts_with("run.cnrm.cloud.google.com/");
}

void read_resource(ImportContext& context, doc::View object) {
  const std::string_view kind = object["kind"].text();
  if (kind == "RunService") return read_service(context, object);
  if (kind == "RunJob") return read_job(context, object);
  serving::skip(context, object);
}

}  // namespace placer::importers::google_run
