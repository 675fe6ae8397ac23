// Knative services, and what they have in common with those of Cloud Run, which are written alike.
#pragma once

#include "importers/draft.hpp"
#include "importers/importer.hpp"
#include "importers/kubernetes_pod.hpp"

#include <initializer_list>
#include <string_view>

namespace placer::importers {

const Importer& knative();

namespace serving {

/// Whether an object is of one of Knative's own kinds, whoever runs it.
bool is_serving(doc::View object);

/// Takes down that an object is no workload.
void skip(ImportContext& context, doc::View object);

/// A workload of this object, with what its `placer.dev/…` annotations say. `trigger` is what its kind says
/// of it; empty: nothing.
Draft begin(ImportContext& context, doc::View object, std::string_view trigger);

/// What a pod template says: containers, volumes, nodes, host. `medium` is that of directories which name
/// none.
void read_template(Draft& draft, doc::View pod, kubernetes::Reserved reserved, std::string_view medium);

/// Reports lists and mappings where the settings of a template or of a service are single values.
void check_values(Draft& draft, doc::View metadata, doc::View spec);

/// What only the template of a service says: concurrency, timeout and scale. `negative` is the check that
/// refuses fewer than no instances.
void read_revision(Draft& draft, doc::View revision, std::string_view negative);

/// How many instances a template has at least and at most. A most of zero is no bound, and not there.
Value least_scale(doc::View metadata);
Value most_scale(doc::View metadata);

/// The first of these annotations that is there.
Value annotation(doc::View metadata, std::initializer_list<std::string_view> names);

/// Reports a minimum of instances above the maximum as a violation of `rule`, at the minimum. A maximum of
/// zero is no bound.
void check_scale(Draft& draft, const Value& least, const Value& most, std::string_view rule);

/// The same for the annotations of a template.
void check_revision_scale(Draft& draft, doc::View metadata, std::string_view rule);

/// Reports several containers of which none, or more than one, has a port to receive requests on. Several
/// different ports are a fact, which limits judge.
void check_serving_container(Draft& draft, doc::View pod, std::string_view rule);

/// Reports variables that the platform itself sets, at their names. Only the container that receives requests
/// is told its port.
void check_variables(Draft& draft, doc::View pod, std::string_view rule);

/// Reports shares of the requests of an object (`spec`) that do not add up to all of them, at the last one.
void check_traffic(Draft& draft, doc::View spec, std::string_view rule);

}  // namespace serving
}  // namespace placer::importers
