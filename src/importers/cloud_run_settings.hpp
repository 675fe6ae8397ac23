// What the settings of a Cloud Run manifest rule out of one another: combinations that the platform refuses.
#pragma once

#include "importers/draft.hpp"

#include <cstdint>

namespace placer::importers::google_run {

/// The resources of Cloud Run that hold containers.
enum class Kind : std::uint8_t { service, job, worker_pool };

/// Whether a GPU is asked for.
bool has_gpu(const Draft& draft);

/// Whether the processors are taken away between requests: `true` or `false`, as the template's annotations
/// say it.
Value throttling_of(doc::View metadata);

/// With processors between requests, instances are paid for as long as they live, and work may go on after
/// the response. Whether it does is not said; with a GPU they cannot be had otherwise.
void read_billing(Draft& draft, Value throttling);
/// Reports processors and memory of which that takes more, and a GPU that takes no other way. To be called
/// when the facts of the template are read.
void check_billing(Draft& draft, const Value& throttling, doc::View pod);

/// Reports what is refused of the annotations beside a template (`metadata`) and its containers (`pod`), and
/// settles what follows from the processors of an instance. To be called when the facts of the template are
/// read.
void check_settings(Draft& draft, Kind kind, doc::View metadata, doc::View pod);

/// Reports containers and images that are missing, names that two containers have, and sources of variables
/// and drivers of volumes that there are not.
void check_containers(Draft& draft, doc::View pod);

/// Reports what is wrong with the template of a pod in the words of Cloud Run. To be called last, since what
/// others reported in the words of Kubernetes is among it.
void check_template(Draft& draft, doc::View pod);

/// Reports labels and annotations that are no texts, or none of the words that Cloud Run takes, and advises
/// on names that are near to one of its own.
void check_annotations(Draft& draft, doc::View metadata);
/// Annotations of the autoscaler at a service, which only its revisions have.
void check_scaling_place(Draft& draft, doc::View metadata);
/// Where annotations stand: at a service, a job or a worker pool, or at the revisions and executions that are
/// made from their templates.
enum class Level : std::uint8_t { itself, made_from_it };
/// Annotations that only the other level takes.
void check_annotation_place(Draft& draft, doc::View metadata, Level level);

/// Reports a name that no service, job or worker pool can have.
void check_name(Draft& draft, doc::View object, doc::View pod);

/// Reports keys that there are not, of which some are near to one that there is or belong elsewhere, and
/// values in a template that are no texts. `execution` is what stands around the task of a job.
void check_keys(Draft& draft, Kind kind, doc::View object, doc::View execution, doc::View pod);

/// Whether something is true, where that is what it says; what is neither is refused elsewhere.
Value true_or_false(Value value);

/// Reports numbers of tries and of tasks that an execution cannot have.
void check_task_numbers(Draft& draft, doc::View execution, doc::View task);

}  // namespace placer::importers::google_run
