// How things are called and written: the object itself, its keys and its annotations. The API takes texts for
// annotations, and no key that it does not know; an annotation that it does not know it keeps and passes
// over.
#include "base/text.hpp"
#include "importers/cloud_run_settings.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace placer::importers::google_run {
namespace {

using kubernetes::scalar;

constexpr std::string_view prefix = "run.googleapis.com/";

/// Annotations that are one of a few words, and a word that is taken besides without being named.
struct Words {
  std::string_view name, allowed, older = {};
};
constexpr Words words[] = {
    {"cpu-throttling", "true or false"},
    {"startup-cpu-boost", "true or false"},
    {"sessionAffinity", "true or false"},
    {"gpu-zonal-redundancy-disabled", "true or false"},
    // gcloud wrote `all` before there was `all-traffic`.
    {"vpc-access-egress", "all-traffic or private-ranges-only", "all"},
    {"ingress", "all, internal or internal-and-cloud-load-balancing", "none"},
};

/// Those of the list below, and what the platform and its tools write: client-version, iap-enabled,
/// ingress-status, operation-id and urls. A name that is near to one is a slip.
constexpr std::string_view own_annotations[] = {"base-images",
                                                "binary-authorization",
                                                "binary-authorization-breakglass",
                                                "build-base-image",
                                                "build-enable-automatic-updates",
                                                "build-environment-variables",
                                                "build-function-target",
                                                "build-id",
                                                "build-image-uri",
                                                "build-name",
                                                "build-service-account",
                                                "build-source-location",
                                                "build-worker-pool",
                                                "client-name",
                                                "client-version",
                                                "cloudsql-instances",
                                                "container-dependencies",
                                                "cpu-throttling",
                                                "custom-audiences",
                                                "default-url-disabled",
                                                "description",
                                                "encryption-key",
                                                "encryption-key-shutdown-hours",
                                                "execution-environment",
                                                "gc-traffic-tags",
                                                "gpu-zonal-redundancy-disabled",
                                                "health-check-disabled",
                                                "iap-enabled",
                                                "ingress",
                                                "ingress-status",
                                                "invoker-iam-disabled",
                                                "launch-stage",
                                                "manualInstanceCount",
                                                "maxScale",
                                                "minScale",
                                                "network-interfaces",
                                                "operation-id",
                                                "post-key-revocation-action-type",
                                                "scalingMode",
                                                "secrets",
                                                "secure-session-agent",
                                                "sessionAffinity",
                                                "startup-cpu-boost",
                                                "urls",
                                                "vpc-access-connector",
                                                "vpc-access-egress"};

/// https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta says of each annotation which kinds accept
/// it: these revisions and executions alone, and those services, jobs and worker pools. The API refuses
/// others: "Annotation 'run.googleapis.com/secrets' is not supported on resources of kind 'Service'.
/// Supported kinds are: Revision, Execution"
/// (https://github.com/garbetjie/terraform-google-cloud-run/issues/16). What both levels accept, or the list
/// does not have, stands in neither.
constexpr std::string_view template_annotations[] = {"cloudsql-instances",
                                                     "container-dependencies",
                                                     "cpu-throttling",
                                                     "encryption-key",
                                                     "encryption-key-shutdown-hours",
                                                     "execution-environment",
                                                     "gpu-zonal-redundancy-disabled",
                                                     "health-check-disabled",
                                                     "network-interfaces",
                                                     "post-key-revocation-action-type",
                                                     "secrets",
                                                     "sessionAffinity",
                                                     "startup-cpu-boost",
                                                     "vpc-access-connector",
                                                     "vpc-access-egress"};
constexpr std::string_view object_annotations[] = {
    "custom-audiences", "default-url-disabled", "description", "ingress",  "invoker-iam-disabled",
    "launch-stage",     "manualInstanceCount",  "maxScale",    "minScale", "scalingMode"};

/// Of the autoscaler Cloud Run takes two, in both spellings.
constexpr std::string_view scaling_prefix = "autoscaling.knative.dev/";
constexpr std::string_view scaling_annotations[] = {"minScale", "maxScale", "min-scale", "max-scale"};

/// https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec, TaskSpec, ExecutionSpec and Container,
/// as the client of 2026-09-29 has them (@googleapis/run 34.0.0). What the pods of a cluster have besides is
/// refused too.
constexpr std::string_view of_revision[] = {"containerConcurrency", "containers",     "enableServiceLinks",
                                            "imagePullSecrets",     "nodeSelector",   "runtimeClassName",
                                            "serviceAccountName",   "timeoutSeconds", "volumes"};
constexpr std::string_view of_task[] = {"containers",         "maxRetries",     "nodeSelector",
                                        "serviceAccountName", "timeoutSeconds", "volumes"};
constexpr std::string_view of_execution[] = {"delayExecution", "parallelism", "taskCount", "template"};
constexpr std::string_view of_container[] = {"args",
                                             "command",
                                             "env",
                                             "envFrom",
                                             "image",
                                             "imagePullPolicy",
                                             "livenessProbe",
                                             "name",
                                             "ports",
                                             "resources",
                                             "readinessProbe",
                                             "sandboxLauncher",
                                             "startupProbe",
                                             "securityContext",
                                             "volumeMounts",
                                             "workingDir",
                                             "terminationMessagePath",
                                             "terminationMessagePolicy"};
constexpr std::string_view of_resources[] = {"limits", "requests"};
constexpr std::string_view of_template[] = {"metadata", "spec"};
constexpr std::string_view of_job[] = {"runExecutionToken", "startExecutionToken", "template"};
constexpr std::string_view of_service[] = {"instanceSplits", "scaling", "template", "traffic"};

/// A part of a service or a job, and its keys.
struct Place {
  std::string_view name;
  std::span<const std::string_view> keys;
};
constexpr Place resources_place{"the resources of a container", of_resources},
    container_place{"a container", of_container}, template_place{"a template", of_template};
/// From the outermost to the innermost.
constexpr Place of_services[] = {{"spec", of_service},
                                 template_place,
                                 {"spec.template.spec", of_revision},
                                 container_place,
                                 resources_place};
constexpr Place of_jobs[] = {{"spec", of_job},
                             template_place,
                             {"spec.template.spec", of_execution},
                             {"spec.template.spec.template.spec", of_task},
                             container_place,
                             resources_place};

/// Names of other APIs, and of the fields that they are here.
constexpr Meant meant_keys[] = {{"concurrency", "containerConcurrency"},
                                {"maxInstanceRequestConcurrency", "containerConcurrency"},
                                {"timeout", "timeoutSeconds"},
                                {"retries", "maxRetries"},
                                {"tasks", "taskCount"}};

/// Keys of a part that are near to one that it has, belong to another part, or are none of any.
void check_spelling(Draft& draft, doc::View mapping, std::span<const std::string_view> keys,
                    std::span<const Place> places) {
  for (const auto [key, value] : doc::entries(mapping)) {
    const std::string_view name = key.text();
    if (is_one_of(name, keys) || name.empty() || is_placeholder(name)) continue;
    // A key that stands there too is not the one that was meant.
    if (const auto meant = meant_for(name, keys, meant_keys); meant && !mapping[*meant])
      draft.violation("cloud-run.misspelt-key", key.where(), printable(name), std::string(*meant));
    else if (const auto place = std::find_if(places.begin(), places.end(),
                                             [&](const Place& one) { return is_one_of(name, one.keys); });
             place != places.end())
      draft.violation("cloud-run.misplaced-key", key.where(), printable(name), std::string(place->name));
    else
      draft.violation("cloud-run.unknown-key", key.where(), printable(name), join(keys, ", "));
  }
}

bool is_among(std::string_view allowed, std::string_view word) {
  const auto list = words_of(allowed);
  return std::any_of(list.begin(), list.end(), [&](std::string_view one) {
    return one != "or" && one.substr(0, one.find(',')) == word;
  });
}

void check_words(Draft& draft, doc::View annotations) {
  for (const Words& one : words) {
    const Value value = scalar(annotations[fmt::format("{}{}", prefix, one.name)]);
    if (!value.literal() || value.text.empty()) continue;
    const std::string word = to_lower(value.text);
    if (!is_among(one.allowed, word) && word != one.older)
      draft.violation("cloud-run.annotation-value", value.where,
                      fmt::format("{}{} {}", prefix, one.name, value.text), std::string(one.allowed));
  }
}

void advise_annotations(Draft& draft, doc::View annotations) {
  for (const auto [key, value] : doc::entries(annotations)) {
    const std::string_view name = key.text();
    const Location where = key.where();
    const auto advise = [&](std::string_view domain, std::span<const std::string_view> known) {
      if (!name.starts_with(domain)) return;
      if (const auto meant = slip_of(name.substr(domain.size()), known))
        draft.violation("cloud-run.misspelt-annotation", where, printable(name),
                        fmt::format("{}{}", domain, *meant));
    };
    advise(prefix, own_annotations);
    advise(scaling_prefix, scaling_annotations);
  }
}

constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz";

/// Lower-case letters, digits and hyphens, a letter first and no hyphen last.
bool is_name(std::string_view name) {
  return small_letters.find(name.front()) != std::string_view::npos && name.back() != '-' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

void check_scaling_place(Draft& draft, doc::View metadata) {
  for (const auto [key, value] : doc::entries(metadata["annotations"]))
    if (key.text().starts_with(scaling_prefix))
      draft.violation("cloud-run.service.autoscaling-place", key.where(), printable(key.text()));
}

void check_annotation_place(Draft& draft, doc::View metadata, Level level) {
  const bool in_template = level == Level::made_from_it;
  const auto foreign = in_template ? std::span<const std::string_view>(object_annotations)
                                   : std::span<const std::string_view>(template_annotations);
  for (const auto [key, value] : doc::entries(metadata["annotations"])) {
    const std::string_view name = key.text();
    if (name.starts_with(prefix) && is_one_of(name.substr(prefix.size()), foreign))
      draft.violation("cloud-run.annotation-place", key.where(), std::string(name),
                      in_template ? "the whole, in metadata" : "its template, in spec.template.metadata");
  }
}

void check_annotations(Draft& draft, doc::View metadata) {
  constexpr std::string_view rule = "cloud-run.value-type";
  const doc::View annotations = metadata["annotations"];
  kubernetes::check_texts(draft, annotations, "the annotation", rule);
  kubernetes::check_texts(draft, metadata["labels"], "the label", rule);
  check_words(draft, annotations);
  advise_annotations(draft, annotations);
}

void check_name(Draft& draft, doc::View object, doc::View pod) {
  const doc::View metadata = object["metadata"];
  const Value name = scalar(metadata["name"]);
  // What names no image may be filled in; an execution is called by the service itself.
  if (!metadata["name"] && !metadata["generateName"] && object["kind"].text() != "Execution" &&
      kubernetes::names_images(pod))
    draft.violation("cloud-run.without-name", object["kind"].where(), std::string(object["kind"].text()));
  // A name in capitals is a blank in an example: SERVICE.
  if (!name.literal() || name.text.find_first_of(small_letters) == std::string::npos) return;
  constexpr std::size_t most = 63;
  if (!is_name(name.text) || name.text.size() > most)
    return draft.violation("cloud-run.name", name.where, name.text);
  draft.bounded("cloud-run.name-length", static_cast<std::int64_t>(name.text.size()), name.where);
}

void check_keys(Draft& draft, Kind kind, doc::View object, doc::View execution, doc::View pod) {
  const bool job = kind == Kind::job;
  const std::span<const Place> places = job ? std::span<const Place>(of_jobs) : of_services;
  const auto check = [&](doc::View mapping, std::span<const std::string_view> keys) {
    check_spelling(draft, mapping, keys, places);
  };
  if (object["kind"].text() != "Execution") {
    if (job)
      check(object["spec"], of_job);
    else
      check(object["spec"], of_service);
    check(object["spec"]["template"], of_template);
  }
  if (job) check(execution, of_execution);
  if (job) check(execution["template"], of_template);
  if (job)
    check(pod, of_task);
  else
    check(pod, of_revision);
  kubernetes::check_pod_texts(draft, pod, "cloud-run.value-type");
  for (const doc::View container : doc::items(pod["containers"])) {
    check(container, of_container);
    check(container["resources"], of_resources);
  }
}

}  // namespace placer::importers::google_run
