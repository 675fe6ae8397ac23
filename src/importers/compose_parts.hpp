// The parts of a Compose service that are lists with a grammar of their own: ports, volumes, devices.
#pragma once

#include "importers/compose_service.hpp"
#include "importers/draft.hpp"

#include <vector>

namespace placer::importers::compose {

/// `ports`, or `expose` where nothing is published, to the ports of the container; what is published as UDP
/// only, or with an `app_protocol`, says what the service speaks.
void read_ports(Draft& draft, const Service& service);

/// `build`, to the facts of the image that comes out of it.
void read_image_build(Draft& draft, const Service& service);

/// `volumes` and `devices`, to access to the host and storage that outlives the container. `declared` are the
/// named volumes of the file.
void read_volumes(Draft& draft, const Service& service, doc::View declared);
/// Mounts of no kind that there is, and those that are at no path from the root.
void check_mounts(Draft& draft, const Service& service);
/// The named volumes that a service mounts, which the file must have.
std::vector<Value> volume_names(const Service& service);

/// Whether a document is a Compose file. One that a single key spoils is one, too.
bool is_file(doc::View root);
/// Whether a document is one but that its services are a list, which nothing reads.
bool has_list_of_services(doc::View root);
/// Keys at the top of a file that Docker Compose does not know, for which it refuses all of it.
void check_file_keys(Draft& draft, doc::View root);
/// Whether a service can have such a key.
bool is_service_key(std::string_view key);

/// Whether every service says what it runs; a file that has parts of services adds to another one.
bool is_whole(doc::View root, const std::vector<doc::Entries::Entry>& services);
/// What a whole file must have of what a service refers to.
void check_references(Draft& draft, const Services& services, doc::View root, const Service& service);

/// Keys of a service that are near to one that there is, or belong elsewhere in it.
void check_keys(Draft& draft, doc::View definition);
/// What Docker Compose refuses of the values of a service, whatever they say of the workload. `definition` is
/// the service as it is written, without what it extends.
void check_service(Draft& draft, const Service& service, const Services& services, std::string_view name,
                   doc::View definition);
/// A duration; one that cannot be read is not known, which `check_service` reports.
Value duration_value(const Service& service, Service::Path path);

/// Device reservations, `gpus` and `runtime: nvidia`, to the number of GPUs.
void read_gpus(Draft& draft, const Service& service);

}  // namespace placer::importers::compose
