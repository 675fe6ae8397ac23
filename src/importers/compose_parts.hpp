// The parts of a Compose service that are lists with a grammar of their own: ports, volumes, devices.
#pragma once

#include "importers/compose_service.hpp"
#include "importers/draft.hpp"

namespace placer::importers::compose {

/// `ports`, or `expose` where nothing is published, to the ports of the container; what is published as UDP
/// only, or with an `app_protocol`, says what the service speaks.
void read_ports(Draft& draft, const Service& service);

/// `volumes` and `devices`, to access to the host and storage that outlives the container. `declared` are the
/// named volumes of the file.
void read_volumes(Draft& draft, const Service& service, doc::View declared);

/// Device reservations, `gpus` and `runtime: nvidia`, to the number of GPUs.
void read_gpus(Draft& draft, const Service& service);

}  // namespace placer::importers::compose
