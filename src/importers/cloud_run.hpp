// Services, jobs and worker pools of Cloud Run, as `gcloud run … describe --format export` writes them.
#pragma once

#include "importers/importer.hpp"

namespace placer::importers {

const Importer& cloud_run();

/// Whether an object is one of Cloud Run's: of its own API, or a service of Knative's with its marks.
bool is_cloud_run(doc::View object);

}  // namespace placer::importers
