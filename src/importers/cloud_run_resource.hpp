// Services and jobs of Cloud Run as resources of Config Connector, which are in the words of the second
// version of its API.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers::google_run {

/// Whether an object is of Config Connector's group for Cloud Run.
bool is_resource(doc::View object);

/// Reads a service or a job; takes down that anything else of the group is no workload.
void read_resource(ImportContext& context, doc::View object);

}  // namespace placer::importers::google_run
