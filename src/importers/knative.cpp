// A Knative service holds the template of a pod, so what a pod says is read by the functions for pods; its
// own settings are fields of the template's spec and annotations.
#include "importers/knative.hpp"

#include "importers/cloud_run.hpp"
#include "importers/knative_annotations.hpp"
#include "importers/knative_checks.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_overlay.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_workload.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers {
namespace serving {
namespace {

/// A probe that calls gRPC says what the server speaks; a port called h2c may be plain HTTP/2. Of several
/// containers the one with a port is the server.
doc::View find_grpc_probe(doc::View pod) {
  const bool alone = pod["containers"].size() == 1;
  for (const doc::View container : doc::items(pod["containers"]))
    for (const std::string_view probe : {"startupProbe", "readinessProbe", "livenessProbe"})
      if (const doc::View grpc = container[probe]["grpc"]; grpc && (alone || container["ports"])) return grpc;
  return {};
}

/// What a revision has beside the fields of a pod.
constexpr std::string_view own_fields[] = {"containerConcurrency", "idleTimeoutSeconds",
                                           "responseStartTimeoutSeconds", "timeoutSeconds"};

/// Zero means no bound.
Value unless_zero(const Value& value) { return value.text == "0" ? Value() : value; }

}  // namespace

bool is_serving(doc::View object) { return object["apiVersion"].text().starts_with("serving.knative.dev/"); }

void skip(ImportContext& context, doc::View object) {
  const kubernetes::Reference self = kubernetes::reference(object);
  context.skip(self.kind, self.name, self.where);
}

Value annotation(doc::View metadata, std::initializer_list<std::string_view> names) {
  const doc::View annotations = metadata["annotations"];
  for (const std::string_view name : names)
    if (Value value = kubernetes::scalar(annotations[name])) return value;
  return {};
}

Value least_scale(doc::View metadata) {
  return annotation(metadata, {"autoscaling.knative.dev/min-scale", "autoscaling.knative.dev/minScale"});
}

Value most_scale(doc::View metadata) {
  return unless_zero(
      annotation(metadata, {"autoscaling.knative.dev/max-scale", "autoscaling.knative.dev/maxScale"}));
}

Draft begin(ImportContext& context, doc::View object, std::string_view trigger) {
  const doc::View kind = object["kind"];
  Draft draft = kubernetes::begin_draft(context, object);
  // A job has a template of a task within that of an execution.
  const doc::View outer = object["spec"]["template"];
  draft.deployed_to(kubernetes::scalar(object["metadata"]["labels"]["cloud.googleapis.com/location"]));
  for (const doc::View part : {outer, outer["spec"]["template"]})
    kubernetes::read_annotations(draft, part["metadata"]["annotations"]);
  if (trigger.empty()) return draft;
  if (const doc::View grpc = find_grpc_probe(object["spec"]["template"]["spec"]); grpc && trigger == "http")
    draft.derive("trigger", "grpc", grpc.where(), "a probe calls gRPC");
  draft.derive("trigger", trigger, kind.where(), fmt::format("what a {} is for", kind.text()));
  return draft;
}

/// The name of the port of the container that answers says that it speaks HTTP/2.
void read_h2c(Draft& draft, doc::View pod) {
  for (const doc::View container : doc::items(pod["containers"]))
    for (const doc::View port : doc::items(container["ports"]))
      if (const Value name = kubernetes::scalar(port["name"]); name.literal() && name.text == "h2c")
        return draft.set("h2c", {1, 1}, name.where, Origin::derived, {}, "the port is called h2c");
      else if (name && !name.literal())
        return draft.unresolved("h2c", name);
}

void read_template(Draft& draft, doc::View pod, kubernetes::Reserved reserved, std::string_view medium) {
  kubernetes::check_shape(draft, pod);
  kubernetes::read_resources(draft, pod, reserved);
  kubernetes::read_node_selection(draft, pod);
  kubernetes::read_volumes(draft, pod, medium);
  kubernetes::read_host_access(draft, pod);
  // A probe of port 0 knocks at that of the container; so the API prints one that names none.
  kubernetes::read_containers(draft, pod, kubernetes::port_or_none);
  read_h2c(draft, pod);
  if (!pod["containers"].is_sequence()) return;
  if (draft.find("gpu.type") == nullptr) draft.absent({"gpu.count"});
  draft.absent({"privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "an instance runs on one machine");
}

void check_values(Draft& draft, doc::View metadata, doc::View spec) {
  using doc::Kind;
  static constexpr kubernetes::Part lists[] = {{"annotations", Kind::mapping}, {"labels", Kind::mapping}};
  static constexpr kubernetes::Part numbers[] = {{"timeoutSeconds", Kind::scalar},
                                                 {"responseStartTimeoutSeconds", Kind::scalar},
                                                 {"containerConcurrency", Kind::scalar},
                                                 {"maxRetries", Kind::scalar}};
  kubernetes::check_parts(draft, metadata, lists);
  for (const kubernetes::Part& part : lists) kubernetes::check_scalars(draft, metadata[part.key]);
  kubernetes::check_parts(draft, spec, numbers);
}

void read_revision(Draft& draft, doc::View revision, std::string_view negative) {
  const doc::View spec = revision["spec"], metadata = revision["metadata"];
  check_values(draft, metadata, spec);
  // Zero stands for the default.
  draft.quantity("timeout", unless_zero(kubernetes::scalar(spec["timeoutSeconds"])), seconds_number);
  draft.quantity("concurrency", unless_zero(kubernetes::scalar(spec["containerConcurrency"])), whole_number);
  draft.count("scale.min", least_scale(metadata), negative);
  draft.count("scale.max", most_scale(metadata), negative);
}

void check_scale(Draft& draft, const Value& least, const Value& most, std::string_view rule) {
  const auto low = number(least), high = number(most);
  if (low && high && *high != 0 && *low > *high) draft.violation(rule, least.where, least.text, most.text);
}

void check_revision_scale(Draft& draft, doc::View metadata, std::string_view rule) {
  check_scale(draft, least_scale(metadata), most_scale(metadata), rule);
}

void check_serving_container(Draft& draft, doc::View pod, std::string_view rule) {
  std::size_t serving = 0;
  doc::View second;
  for (const doc::View container : doc::items(pod["containers"])) {
    const doc::View ports = container["ports"];
    if (ports.is_scalar()) return;  // filled in elsewhere
    if (ports.size() > 0 && ++serving == 2) second = ports;
  }
  if (pod["containers"].size() < 2 || serving == 1) return;
  const Fact* ports = draft.find("ports");
  if (ports != nullptr && ports->has_value() && ports->value.low > 1) return;
  const doc::View where = second ? second : pod["containers"].first();
  draft.violation(rule, where.where(), fmt::format("{}", serving), "1");
}

void check_variables(Draft& draft, doc::View pod, std::string_view rule) {
  static constexpr std::string_view reserved[] = {"K_SERVICE", "K_REVISION", "K_CONFIGURATION"};
  const doc::View containers = pod["containers"];
  for (const doc::View container : doc::items(containers)) {
    const bool serves = containers.size() == 1 || container["ports"];
    for (const doc::View variable : doc::items(container["env"])) {
      const std::string_view name = variable["name"].text();
      if ((serves && name == "PORT") ||
          std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved))
        draft.violation(rule, variable["name"].where(), std::string(name));
    }
  }
  for (const doc::View step : doc::items(pod["initContainers"]))
    for (const doc::View variable : doc::items(step["env"]))
      if (const std::string_view name = variable["name"].text();
          std::find(std::begin(reserved), std::end(reserved), name) != std::end(reserved))
        draft.violation(rule, variable["name"].where(), std::string(name));
}

void check_traffic(Draft& draft, doc::View spec, std::string_view rule) {
  constexpr std::int64_t all = 100, absurd = 1'000'000;
  std::int64_t sum = 0;
  doc::View last = spec["traffic"].first();
  for (const doc::View target : doc::items(spec["traffic"])) {
    const Value share = kubernetes::scalar(target["percent"]);
    if (!share) continue;
    const auto percent = number(share);
    if (!percent || *percent > absurd) return;
    sum += *percent;
    last = target["percent"];
  }
  if (last && sum != all)
    draft.violation(rule, last.where(), fmt::format("{} %", sum), fmt::format("{} %", all));
}

}  // namespace serving

namespace {

constexpr std::string_view current = "serving.knative.dev/v1";

class KnativeImport final : public Import {
 public:
  explicit KnativeImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const std::string_view kind = root["kind"].text();
    if (serving::is_serving(root) && (kind == "Service" || kind == "Configuration"))
      read_service(root);
    else
      serving::skip(context_, root);
  }

 private:
  /// Cloud Run takes such a file too, and without a mark of its own nobody can tell. Where the image is in a
  /// registry of Google's, that is worth a word, once.
  void note_other_reading(doc::View object) {
    constexpr std::string_view code = "manifest.knative";
    bool google = false;
    for (const doc::View container : doc::items(object["spec"]["template"]["spec"]["containers"])) {
      const std::string_view image = container["image"].text(), host = image.substr(0, image.find('/'));
      google = google || host.ends_with("gcr.io") || host.ends_with(".pkg.dev");
    }
    if (!google) return;
    const auto& said = context_.sink.in_order();
    if (std::any_of(said.begin(), said.end(), [&](const Diagnostic& one) { return one.code == code; }))
      return;
    Diagnostic note;
    note.severity = Severity::note;
    note.code = code;
    note.message =
        "read as Knative, since it has no mark of Cloud Run's, such as an annotation of run.googleapis.com";
    note.where = object["apiVersion"].where();
    note.help = "`--from cloud-run` reads it as a service of Cloud Run";
    context_.sink.report(std::move(note));
  }

  void read_service(doc::View object) {
    note_other_reading(object);
    Draft draft = serving::begin(context_, object, "http");
    const doc::View revision = object["spec"]["template"];
    const doc::View metadata = revision["metadata"], pod = revision["spec"];
    serving::read_revision(draft, revision, "kubernetes.knative.negative-scale");
    serving::read_target(draft, metadata);
    // A revision is a Deployment, whose pods the scheduler of the cluster places by what they request.
    serving::read_template(draft, pod, kubernetes::Reserved::request, kubernetes::node_disk);
    serving::check_autoscaling(draft, object["metadata"], metadata);
    serving::check_revision_scale(draft, metadata, "kubernetes.knative.minimum-above-maximum");
    serving::check_serving_container(draft, pod, "kubernetes.knative.serving-container");
    serving::check_variables(draft, pod, "kubernetes.knative.reserved-variable");
    serving::check_traffic(draft, object["spec"], "kubernetes.knative.traffic");
    serving::check_tags(draft, object["spec"]);
    serving::check_service_name(draft, object);
    serving::check_revision_name(draft, object, "kubernetes.knative.revision-name");
    serving::check_forbidden_fields(draft, pod);
    serving::advise_features(draft, pod);
    serving::check_mounts(draft, pod);
    serving::check_values(draft, object["metadata"], {});
    kubernetes::check_metadata(draft, object);
    kubernetes::check_metadata(draft, revision);
    kubernetes::check_template(draft, "Service", {}, revision);
    check_version(draft, object["apiVersion"]);
    check_containers(draft, object["kind"], pod);
    check_ports(draft, pod);
    static constexpr kubernetes::Number share[] = {{"percent", "kubernetes.knative.traffic-share"}};
    for (const doc::View target : doc::items(object["spec"]["traffic"]))
      kubernetes::check_numbers(draft, target, share);
    check_start(draft, pod);
    check_fields(draft, object["spec"], pod);
    check_spec(draft, object);
    draft.target("kubernetes/knative", object["apiVersion"].where());
    draft.finish();
  }

  /// Fields that there are not, and those of a revision that stand beside it or in a container: the API of
  /// Knative refuses both.
  static void check_fields(Draft& draft, doc::View spec, doc::View pod) {
    kubernetes::check_pod_spelling(draft, pod, kubernetes::misspelt_field, serving::own_fields);
    const auto check = [&](doc::View mapping, std::string_view where) {
      for (const auto [key, value] : doc::entries(mapping))
        if (std::find(std::begin(serving::own_fields), std::end(serving::own_fields), key.text()) !=
            std::end(serving::own_fields))
          draft.violation("kubernetes.misplaced-field", key.where(), std::string(key.text()),
                          std::string(where));
    };
    check(spec, "the spec of a service");
    check(spec["template"], "the template of a revision");
    for (const doc::View container : doc::items(pod["containers"])) check(container, "a container");
  }

  /// Fields beside the template that belong to a Deployment.
  static void check_spec(Draft& draft, doc::View object) {
    static constexpr std::string_view fields[] = {"template", "traffic"};
    if (object["apiVersion"].text() == current && object["kind"].text() == "Service")
      kubernetes::check_names(draft, object["spec"], {{}, "the spec of a service of Knative", fields},
                              kubernetes::misspelt_field);
  }

  /// What the API of Knative was called before it was v1 is served no more.
  static void check_version(Draft& draft, doc::View version) {
    if (const Value written = kubernetes::scalar(version); written.literal() && written.text != current)
      draft.violation("kubernetes.knative.api-version", written.where, written.text, std::string(current));
  }

  /// A revision has containers; what says nothing of them patches another one, or is a printed rest.
  static void check_containers(Draft& draft, doc::View kind, doc::View pod) {
    const doc::View containers = pod["containers"];
    if (containers.is_sequence() && containers.size() == 0)
      kubernetes::require(draft, containers.where(), "container", "a pod");
    else if (pod.is_mapping() && pod.size() == 0)
      kubernetes::require(draft, pod.where(), "list of containers",
                          fmt::format("the spec.template.spec of a {}", kind.text()));
    else if ((!pod || pod.is_mapping()) && (!containers || containers.is_null()))
      draft.violation("kubernetes.says-nothing", kind.where(), std::string(kind.text()));
  }

  /// A port is called by what it speaks.
  static void check_ports(Draft& draft, doc::View pod) {
    static constexpr kubernetes::Words name[] = {{"name", "h2c or http1", "kubernetes.knative.port-name"}};
    static constexpr kubernetes::Words protocol[] = {{"protocol", "TCP", "kubernetes.knative.port-name"}};
    for (const doc::View container : doc::items(pod["containers"]))
      for (const doc::View port : doc::items(container["ports"])) {
        kubernetes::check_words(draft, port, name);
        kubernetes::check_words(draft, port, protocol);
        check_reserved(draft, port["containerPort"]);
      }
    for (const doc::View container : doc::items(pod["containers"]))
      if (const doc::View called = container["name"]; called.text() == "queue-proxy")
        draft.violation("kubernetes.knative.reserved-name", called.where(), "container queue-proxy");
  }

  /// Ports of the container that Knative puts beside those of the pod:
  /// https://github.com/knative/serving/blob/main/pkg/networking/constants.go and pkg/profiling of
  /// knative.dev/pkg
  static void check_reserved(Draft& draft, doc::View port) {
    static constexpr std::string_view reserved[] = {"8008", "8012", "8013", "8022", "9090", "9091"};
    if (const Value value = kubernetes::scalar(port);
        value.literal() &&
        std::find(std::begin(reserved), std::end(reserved), value.text) != std::end(reserved))
      draft.violation("kubernetes.knative.reserved-name", value.where, fmt::format("port {}", value.text));
  }

  /// The first byte of an answer cannot be waited for longer than the whole of it.
  static void check_start(Draft& draft, doc::View spec) {
    const Value start = kubernetes::scalar(spec["responseStartTimeoutSeconds"]);
    const Value whole = kubernetes::scalar(spec["timeoutSeconds"]);
    const auto first = number(start), last = number(whole);
    if (first && last && *last != 0 && *first > *last)
      draft.violation("kubernetes.knative.response-start", start.where, start.text, whole.text);
  }

  ImportContext& context_;
};

class KnativeImporter final : public Importer {
 public:
  std::string_view id() const override { return "knative"; }
  std::string_view summary() const override { return "Knative services"; }
  bool reads_objects() const override { return true; }
  Match probe(doc::View root, const rules::RuleSet&) const override {
    return serving::is_serving(root) && !is_cloud_run(root) ? Match::certain : Match::none;
  }
  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<KnativeImport>(context);
  }
};

}  // namespace

const Importer& knative() {
  static const KnativeImporter importer;
  return importer;
}

}  // namespace placer::importers
