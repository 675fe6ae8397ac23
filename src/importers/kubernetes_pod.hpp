// The facts of a pod: what a `spec` with `containers` says, wherever it stands.
//
// Everything that carries pods is read with these functions: Kubernetes' own kinds, custom resources, and the
// services of Knative and Cloud Run, whose templates are pods too.
#pragma once

#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers::kubernetes {

/// Which number of a container is what the platform reserves for it: the request, as the scheduler of a
/// cluster has it (the limit is then the upper end), or the limit alone, as Cloud Run has it.
enum class Reserved : std::uint8_t { request, limit };

/// Who chose the node that a pod names: whoever wrote it, or, in what a cluster prints of the pods of its
/// controllers, the scheduler and, one pod for each node, the controller of a DaemonSet.
enum class Placed : std::uint8_t { by_author, by_scheduler, one_per_node };

/// Who chose the node of an object or a template with metadata.
Placed placed_by(doc::View pod);

/// All facts of a pod that its `spec` states, but for its deadline.
void read_pod(Draft& draft, doc::View spec, Placed placed = Placed::by_author);

/// timeout. Pods that a controller replaces whenever they end can have no deadline.
void read_pod_deadline(Draft& draft, doc::View spec);

/// cpu, memory, scratch_disk and gpu.count of the pod as a whole: the sum of the containers and of the
/// init containers that go on running, or the largest step of the initialisation if that is more, and the
/// overhead. What no container states is not there.
void read_resources(Draft& draft, doc::View spec, Reserved reserved = Reserved::request);

/// Resources of a container that stands alone, a mapping with `requests` and `limits`, together with those of
/// a list of containers that run `beside` it.
void read_container_resources(Draft& draft, doc::View resources, doc::View beside = {});

/// gpu.type, architecture, operating_system, node_pinned and node_labels from the node selector and the node
/// affinity, and what they say of the devices that the pod counts: so the resources are read before.
void read_node_selection(Draft& draft, doc::View spec, Placed placed = Placed::by_author);

/// One label that a node must have, with the value that is asked for.
void read_node_label(Draft& draft, std::string_view label, const Value& value);

/// The medium of directories that are on the disk of the node.
inline constexpr std::string_view node_disk{};
/// Whether an `emptyDir` is on a disk of its own, which Cloud Run has.
bool is_disk(doc::View directory);

/// persistent_volume, shared_filesystem, shared_memory, scratch_disk and host.path from the volumes. What a
/// claim of the same input holds is filled in later. `medium` is that of directories which name none.
void read_volumes(Draft& draft, doc::View spec, std::string_view medium = node_disk);

/// Whether several pods mount such volumes at the same time, by their kind or by the driver that makes them.
bool is_shared_volume(std::string_view name);

/// privileged, host.network and host.pid_ipc.
void read_host_access(Draft& draft, doc::View spec);

/// ports, package.format and startup_time of the containers. `probe_ports` is the check of the numbers that
/// probes knock at.
void read_containers(Draft& draft, doc::View spec, std::string_view probe_ports);

/// Whether all containers name their images; a blank or a sentence in the place of one is for somebody who
/// completes the object.
bool names_images(doc::View spec);

/// Whether a pod is all there: what patches others leaves out what it does not change, the images first of
/// all.
bool is_complete(const Draft& draft, doc::View spec);

/// The same of one container.
bool is_complete_container(const Draft& draft, doc::View container);

/// A value that may be missing, or that somebody fills in later: beside the marks of templates that draft.hpp
/// knows, `$NAME`, `<name>` and `PLACEHOLDER_NAME` are common in manifests of pods.
Value scalar(doc::View value);

}  // namespace placer::importers::kubernetes
