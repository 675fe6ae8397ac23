// What Knative refuses of a service beside what its pods are refused for.
#pragma once

#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers::serving {

/// Reports a revision whose name does not begin with that of its object, as a violation of `rule`.
void check_revision_name(Draft& draft, doc::View object, std::string_view rule);

/// How the object and its revision are called, and that the object has a name at all.
void check_service_name(Draft& draft, doc::View object);

/// Fields of Kubernetes that Knative has not, whatever its cluster allows.
void check_forbidden_fields(Draft& draft, doc::View pod);

/// Fields that a cluster refuses unless a feature of it allows them.
void advise_features(Draft& draft, doc::View pod);

/// Where volumes are mounted, each of which must be, and that what is read only is mounted so.
void check_mounts(Draft& draft, doc::View pod);

/// Tags of the traffic, each of which names one target.
void check_tags(Draft& draft, doc::View spec);

}  // namespace placer::importers::serving
