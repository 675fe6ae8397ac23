// Settings that Kubernetes refuses, or that contradict each other. What is wrong with them is said by the
// `checks:` of rules/platforms/kubernetes.yaml; these functions find them and say where they stand.
#pragma once

#include "importers/draft.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {

/// A setting that is a whole number, and the check that has its bounds.
struct Number {
  std::string_view key, check = "kubernetes.number-range";
};

/// The value of such a setting. What is outside of the bounds is unresolved from then on; `of` says what it
/// belongs to (" of the livenessProbe"). What is no number at all is an error.
Value number_setting(Draft& draft, doc::View mapping, const Number& number, std::string_view of = {});
/// Those of which nothing but the bounds matters.
void check_numbers(Draft& draft, doc::View mapping, std::span<const Number> numbers);
/// A setting that is true or false. What is neither, or is in quotes, violates `kubernetes.value-type`.
Value boolean_setting(Draft& draft, doc::View mapping, std::string_view key);
/// A setting that is a whole number of any size. What is text violates `kubernetes.value-type`.
void check_whole_number(Draft& draft, doc::View mapping, std::string_view key, std::string_view what);
/// A number of pods in a custom resource. What is no number may be a word of that resource's own.
Value replicas_setting(Draft& draft, doc::View mapping, const Number& number);

/// Ports, and those of which zero stands for none.
inline constexpr std::string_view port_range = "kubernetes.port-range",
                                  port_or_none = "kubernetes.optional-port-range";
/// A port where its name may stand instead: a number in quotes is such a name, and refused.
void named_port_setting(Draft& draft, doc::View mapping, const Number& port);

/// A setting that takes one of a few words: "Always, OnFailure or Never".
struct Words {
  std::string_view key, allowed, check;
};
/// Words that the API does not know.
void check_words(Draft& draft, doc::View mapping, std::span<const Words> settings);
/// What a port carries.
inline constexpr std::string_view protocols = "TCP, UDP or SCTP";
/// Which of these keys a mapping has, with something to them.
std::vector<std::string_view> present(doc::View mapping, std::span<const std::string_view> keys);

/// The check of values of another type.
inline constexpr std::string_view value_type = "kubernetes.value-type";
/// A value that must be a text. `what` and `name` say which one it is: "the variable", "PORT".
void check_text(Draft& draft, doc::View value, std::string_view what, std::string_view name,
                std::string_view rule = value_type);
/// The same of all values of a mapping: labels, annotations.
void check_texts(Draft& draft, doc::View mapping, std::string_view what, std::string_view rule = value_type);

/// What names an object or a template, and holds its labels and annotations.
void check_metadata(Draft& draft, doc::View object);
/// Whether a name is a label of a host: lower-case letters, digits and hyphens between them, 63 at most.
bool is_short_label(std::string_view text);
/// How an object is called, and how a Job or a CronJob may be, of which other names are made.
void check_object_name(Draft& draft, doc::View object);
void check_job_name(Draft& draft, doc::View object);
void check_label_values(Draft& draft, doc::View labels);
/// How the keys of labels and annotations are spelt.
void check_metadata_keys(Draft& draft, doc::View metadata);
/// The names of containers, ports, volumes and claims of devices.
void check_pod_names(Draft& draft, doc::View spec);
/// The names of the ports of a Service.
void check_names_of_ports(Draft& draft, doc::View ports);
/// The name of a port of the pods.
void check_name_of_port(Draft& draft, doc::View name);
/// The labels that a selector asks for, which are texts, in a mapping and in expressions.
void check_selector_texts(Draft& draft, doc::View selector, std::string_view rule = value_type);
/// The texts in the spec of a pod: labels of nodes, values of variables, tolerations and so on.
void check_pod_texts(Draft& draft, doc::View spec, std::string_view rule = value_type);

/// A part of a manifest that must be a mapping, or a list, mostly of mappings.
struct Part {
  std::string_view key;
  doc::Kind kind;
  doc::Kind items = doc::Kind::mapping;  ///< of a list
};
/// A kind with its article, which goes by the sound: "an Ingress", "an MPIJob", "a TFJob".
std::string with_article(std::string_view kind);
/// Reports that something is missing which the API does not take its owner without: "image", "a container".
void require(Draft& draft, Location where, std::string_view what, std::string_view whose);
/// Reports parts of another shape, which would be passed over as if they said nothing.
void check_parts(Draft& draft, doc::View mapping, std::span<const Part> parts);
/// The same of a mapping that must hold single values.
void check_scalars(Draft& draft, doc::View mapping);
/// The same of all that placer reads of a pod.
void check_shape(Draft& draft, doc::View spec);

/// Names, words and sources in a pod that Kubernetes refuses.
void check_fields(Draft& draft, doc::View spec);

/// Fields that the API does not have: of Kubernetes' own kinds, which refuse them, and of others, whose
/// operators may take more than it does.
inline constexpr std::string_view misspelt_field = "kubernetes.misspelt-field",
                                  near_field = "kubernetes.near-field";
/// Fields of a mapping within another one: "resources" and what is in it.
struct FieldsWithin {
  std::string_view key;
  std::span<const std::string_view> fields;
};
/// What a mapping is that has fields: a kind, or a word for it where some of its fields are called otherwise
/// elsewhere; and in a sentence, "a container".
struct FieldOwner {
  std::string_view kind, name;
  std::span<const std::string_view> fields;
  std::span<const std::string_view> neighbours = {};  ///< what belongs to the other of two alike
  std::span<const FieldsWithin> within = {};          ///< what belongs one level deeper
};
void check_names(Draft& draft, doc::View mapping, const FieldOwner& owner, std::string_view misspelt);
/// The second of them: fields near to one that there is. Others may be newer than the table.
void advise_spelling(Draft& draft, doc::View mapping, std::span<const std::string_view> fields);
/// Such fields of a pod and its containers. `misspelt` is the check of those that are near to one that there
/// is, `more` what the pod has beside the fields of Kubernetes.
void check_pod_spelling(Draft& draft, doc::View spec, std::string_view misspelt,
                        std::span<const std::string_view> more = {});
/// What stands within a container and within a pod, and is written one level too high now and then.
std::span<const FieldsWithin> fields_within_container();
std::span<const FieldsWithin> fields_within_pod();
/// What a volume can be of.
std::span<const std::string_view> sources_of_volume();
/// The same of what names an object of Kubernetes' own, or a template in one.
void check_metadata_fields(Draft& draft, doc::View object);
/// The fields of a probe.
std::span<const std::string_view> fields_of_probe();
/// The same of what stands within containers and pods: probes, variables, security.
void check_nested_spelling(Draft& draft, doc::View spec, std::string_view misspelt);
/// The same of what stands within an object of Kubernetes' own beside its pods: templates, metrics, rules.
void check_nested_fields(Draft& draft, doc::View object);
/// Fields beside the `spec` of an object of Kubernetes' own, which belong into it or to another kind.
void check_object_fields(Draft& draft, doc::View object);
/// Such fields in the `spec` of an object of Kubernetes' own, but for its pods.
void check_spec_fields(Draft& draft, doc::View object);

/// Containers that may not run as root, and do.
void check_root(Draft& draft, doc::View spec);
/// What the API cannot read of a pod of one of Kubernetes' own kinds, and parts that are missing there.
void check_pod_parts(Draft& draft, doc::View spec);
/// Values in such a pod that are refused; some of a Pod only, and not of the template of one.
void check_pod_values(Draft& draft, std::string_view kind, doc::View spec);
/// What such a pod reads of itself, in variables and in files.
void check_read_back(Draft& draft, doc::View spec);
/// Whether a path within a volume leads out of it.
bool leads_out(std::string_view path);
/// Single values of such a pod that the API refuses, each for a reason of its own.
void check_refused(Draft& draft, doc::View spec);
/// Parts of such a pod that cannot stand beside each other.
void check_beside(Draft& draft, doc::View spec);
/// How a pod chooses its node and its neighbours; of a `complete` one, what it must say besides.
void check_affinity(Draft& draft, doc::View affinity, bool complete);
/// The expressions of a selector of labels: the words in them, and how many values they take.
void check_label_expressions(Draft& draft, doc::View selector);
/// A number, or a share in percent, of pods. `whole` is set where more than all is refused.
void check_share(Draft& draft, doc::View mapping, std::string_view key, bool whole);

/// Probes, the pause before the end and the limit of memory of one container. `spec` is that of its pod,
/// `probe_ports` the check of the numbers that probes knock at.
void check_container(Draft& draft, doc::View container, doc::View spec, std::string_view probe_ports);
/// Ports of the containers of a pod that is in the network of the host, where each is one of the host.
void check_ports_of_host(Draft& draft, doc::View spec);
/// What a step of the initialisation cannot have, unless it goes on running.
void check_init_container(Draft& draft, doc::View container);

/// Whether the pods of a kind are replaced whenever they end.
bool goes_on(std::string_view kind);
/// Whether objects of a kind cannot do without a selector for their pods.
bool has_selector(std::string_view kind);
/// Whether an object only changes another one: it lacks what its kind cannot do without. A CronJob that was
/// meant to be whole has no schedule, but the restart policy that no patch repeats. `pod` is its template.
bool is_patch(doc::View object, doc::View pod);

/// When an object runs. A CronJob has the time zone beside it; other kinds may have it within.
void check_schedule(Draft& draft, const Value& schedule, bool zone_beside = false);
/// Whether it says so at all, and what happens when one run is late. `pod` is the spec of its pods.
void check_cron(Draft& draft, doc::View spec, doc::View pod);
/// That the API has this version of an object. `served` are those that it has, the one to write first.
void check_version(Draft& draft, doc::View object, std::initializer_list<std::string_view> served);
/// Whether the parts are there in which the pods of an object stand.
void check_structure(Draft& draft, doc::View object);
/// Whether the selector of a controller names a label.
void check_selector_is_there(Draft& draft, std::string_view kind, doc::View owner);
/// What a controller must say, and how it replaces its pods.
void check_controller(Draft& draft, doc::View object, doc::View owner, doc::View pod);

/// What must agree in an object of one of Kubernetes' own kinds: names of containers, mounts and volumes,
/// selector and labels, the policy of restarts and the kind. `owner` is the `spec` around the template of the
/// pod; a false one for a Pod.
void check_template(Draft& draft, std::string_view kind, doc::View owner, doc::View pod);

/// Whether every mount of a pod has its volume, where all of the volumes are known.
void check_mounts(Draft& draft, doc::View owner, doc::View pod);

/// A claim to a volume: its size and how it is accessed. One that is not `complete` may patch another one.
void check_claim(Draft& draft, doc::View spec, bool complete);
/// The names of the claims of a StatefulSet, and how its pods use them.
void check_claim_templates(Draft& draft, doc::View templates, doc::View pod, bool complete);
/// Where a pod first uses a volume, in one way and in the other.
struct Used {
  Location as_files = {}, as_device = {};
};
Used find_use(doc::View spec, std::string_view volume);
/// A claim is used as what it is of: files, unless its `mode` is Block.
void check_use(Draft& draft, std::string_view claim, const Value& mode, const Used& used);
/// How the class of a claim is called.
void check_class_name(Draft& draft, doc::View name);
/// The name of a host that a certificate is for, or a pattern of such names.
void check_host(Draft& draft, doc::View host);
/// A name that is written into the hosts file of a pod.
void check_alias(Draft& draft, doc::View name);
/// What a toleration takes for the value of a taint.
void check_taint_value(Draft& draft, doc::View value);
/// The same as check_host of a host that requests are for, which is no address.
void check_host_of_rule(Draft& draft, doc::View host);
/// The bounds of an autoscaler, as far as Kubernetes takes them.
struct Bounds {
  Value least, most;
};
Bounds check_autoscaler(Draft& draft, doc::View object);
/// What starts the pods of an object of KEDA's.
void check_triggers(Draft& draft, doc::View spec);
/// The same as check_autoscaler of a ScaledObject of KEDA.
Bounds check_scaled_object(Draft& draft, doc::View spec);
/// How much of the processors that pods request an autoscaler lets them use, where it looks at that.
Value find_cpu_share(doc::View spec);
/// The name of what an autoscaler looks at that does not look at processors.
Value find_other_metric(doc::View spec);
/// Service, Ingress, ConfigMap, Secret and PodDisruptionBudget, each as an object.
void check_service(Draft& draft, doc::View object);
/// Where a Service has no ports that must have some, unless it patches another one; nowhere else.
Location find_lack_of_ports(doc::View spec);
void check_secret(Draft& draft, doc::View object);
void check_ingress(Draft& draft, doc::View object);
void check_config(Draft& draft, doc::View object);
void check_budget(Draft& draft, doc::View object);

}  // namespace placer::importers::kubernetes
