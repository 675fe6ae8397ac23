// One workload of a file of Kubernetes objects, until the file has ended: what belongs to it may stand after
// it.
#pragma once

#include "importers/draft.hpp"
#include "importers/kubernetes_checks.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers::kubernetes {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// A claim to a volume, or a file of settings, that the pods of a workload name.
struct Use {
  std::string name;
  Location where;
  bool is_secret = false;
  Used used = {};  ///< of a claim: what the containers do with the volume
};

/// What an object is called, for references between objects.
struct Reference {
  std::string kind, name, space;
  Location where = {};  ///< of the kind, in the object itself

  /// An object that does not say its namespace may be in any.
  bool in_space_of(const Reference& other) const {
    return space.empty() || other.space.empty() || space == other.space;
  }
};

/// Pods that know their number. They are one group where they also find each other.
struct Numbered {
  std::int64_t pods = 0;  ///< at the same time; 0: none of that kind
  Value parallelism;      ///< says so
};

/// What a port carries: a trigger, or nothing where that is not known; of a transport, others may travel in
/// it.
struct Carried {
  std::string_view trigger;
  bool transport = false;
};

/// By the customary word for it, which names of ports begin with.
Carried carried_by_word(std::string_view name);
/// The ports of a pod that speak gRPC, by name and by number: they are called so, or a probe calls it there.
std::vector<std::string> find_grpc_ports(doc::View spec);

struct Entry {
  Draft draft;
  Reference self;
  Labels labels;             ///< of its pods
  std::vector<Use> claims;   ///< of volumes
  std::vector<Use> configs;  ///< ConfigMaps and Secrets
  Value replicas;            ///< unless an autoscaler decides
  bool serves_udp_only = false;
  std::string events = {};       ///< the trigger of what an autoscaler counts; may be empty
  std::string scaled_by = {};    ///< the kind of its autoscaler
  std::string without_cpu = {};  ///< a container that requests no processors; may be empty
  std::vector<Reference> owners = {};
  Numbered numbered = {};
  std::optional<std::vector<std::string>> port_names = {};  ///< of its pods, where all of them are known
  std::vector<std::string> grpc_ports = {};                 ///< of its pods, by name and by number
  Reference pods_of = {};  ///< the object whose template it takes, where that is another one
  Reference run_by = {};   ///< the object that takes its template and runs the pods
};

/// The reference of an object.
Reference reference(doc::View object);
/// The keys and values of a mapping of texts.
Labels read_labels(doc::View mapping);
/// The part of an apiVersion before the slash: "apps"; "" for "v1".
std::string_view api_group(doc::View object);
/// Whether there is no such group: those of custom resources have a dot in them, and of Kubernetes' own only
/// a few have none.
bool is_no_group(std::string_view group);
/// Whether it is one of Kubernetes' own that is meant. A Service of another group without a dot belongs to
/// something that is no cluster (`openslo/v1`).
bool is_slip_of_group(std::string_view group);

/// A draft with what every object says: name, place, the overlay in its annotations.
Draft begin_draft(ImportContext& context, doc::View object);
/// The same of an object for a cluster without anything else: with its reference, and the offering.
Entry begin_entry(ImportContext& context, doc::View object);
/// Takes a pod: its facts, labels and claims. `pod` is the template or the Pod, with metadata.
void read_template(Entry& entry, doc::View pod, doc::View spec);
/// Volumes that each pod of a controller has for itself. Claims that are not `complete` may patch others.
void read_claim_templates(Draft& draft, doc::View templates, bool complete);
/// Pods of an indexed Job that work on one thing together, as `why` says.
void set_group(Draft& draft, const Numbered& numbered, std::string_view why);
/// What a pod could ask for and this one does not.
void finish_pod(Entry& entry);

/// Kubernetes' own kinds of workload, with the version of the API that has them.
struct WorkloadKind {
  std::string_view group, version, kind;
};
std::span<const WorkloadKind> workload_kinds();

/// Reads an object of one of Kubernetes' own kinds of workload; false if it is none.
bool read_workload(ImportContext& context, doc::View object, std::vector<Entry>& entries);
/// Reports an object with pods in it that is written for a group of Kubernetes' own and is of none of its
/// kinds; false if it is no such object.
bool report_unknown_kind(ImportContext& context, doc::View object);
/// Whether an object is a whole one of these kinds, but that it has no apiVersion, or no kind.
bool lacks_head(doc::View object);
/// Reports that; false if it is no such object.
bool report_missing_head(ImportContext& context, doc::View object);

}  // namespace placer::importers::kubernetes
