// What scales a service may call it by its name, without a reference to it.
#pragma once

#include "doc/document.hpp"

#include <string_view>

namespace placer::importers {

/// The last part of `service/CLUSTER/NAME`, or of a list that is joined to it; empty where it is none.
std::string_view scaled_name(doc::View resource_id);

/// The name of a service of ECS; a plan, whose words become those of a template, calls it `Name`.
std::string_view service_name(doc::View resource);

/// Whether what scales services names that one, in the same words.
bool scales_by_name(doc::View scaling, doc::View service);

}  // namespace placer::importers
