// The pods in a custom resource: where they stand and how many there are of each.
#pragma once

#include "importers/kubernetes_workload.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {

/// What a mapping that makes pods looks like.
enum class Shape : std::uint8_t {
  pod,        ///< it has `containers`, as the spec of a pod
  container,  ///< it has `resources` and perhaps an `image`: a single container
  profile,    ///< it names a profile of resources and how many of them: `nvidia-gpu-l4:1`
  engine,     ///< the manager of jobs or tasks of Flink, with `resource`
  spark,      ///< the driver or an executor of Spark, with `cores`; the application is around it
};

struct Role {
  doc::View spec;
  std::string_view name;  ///< what the resource calls it; empty: the only one
  doc::View outer;        ///< the mapping around the spec, with labels and annotations of the pod
  doc::View claims;  ///< templates of claims beside that of the pod: volumes that each pod has for itself
  Shape shape = Shape::pod;
  Interval pods{1, 1};
  bool stated = false;    ///< some mapping around it says how many
  Location where;         ///< says so
  bool open = false;      ///< some number is filled in elsewhere
  bool checked = false;   ///< the API knows the fields, and takes numbers without quotes only
  bool product = false;   ///< several numbers multiply
  bool grows = false;     ///< an autoscaler chooses between the bounds, whatever number stands beside them
  std::size_t depth = 0;  ///< mappings between the object's spec and the pod's
};

/// All pods of a custom resource, in the order in which they stand. Numbers of pods that no API takes are
/// reported to the draft.
std::vector<Role> find_roles(Draft& draft, doc::View object);

/// The facts of one pod of the role.
void read_role(Entry& entry, const Role& role);
/// Those of the driver or an executor of Spark.
void read_spark(Draft& draft, doc::View application, doc::View part);
/// Those of a manager of Flink.
void read_flink(Draft& draft, doc::View manager);
/// A model of KServe that is spread over a head and its workers: the size of the pipeline counts both. False
/// where it says none.
bool read_pipeline(Draft& draft, doc::View spec, const std::vector<Role>& roles);
/// A language model of KServe, and the part that fills its cache where that is one of its own: each is a pod,
/// or a group of a head and workers, as many as there are parts of the data in such groups, or of the
/// pipeline. False where that is not said.
bool read_groups(Draft& draft, doc::View spec);
/// What a service of KServe takes: requests by HTTP, unless its model speaks gRPC, and only so many and so
/// long.
void read_inference(Draft& draft, doc::View predictor);
/// The ports of a game server of Agones, and what comes through them.
void read_game_server(Draft& draft, doc::View server);
/// That something runs an image.
void read_image(Draft& draft, doc::View image);

}  // namespace placer::importers::kubernetes
