// Linux capabilities that a container asks for.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers {

/// Derives `privileged` from an added capability ("NET_ADMIN", "cap_sys_admin") that neither an ordinary
/// container has nor a managed platform grants. Nothing where the value is no literal.
void add_capability(Draft& draft, const Value& capability);

/// Notes where NET_ADMIN is the only one of these, all that are added, that makes the containers privileged,
/// and nothing else does. To be called when all of that is read.
void note_net_admin(Draft& draft, const std::vector<Value>& capabilities);

}  // namespace placer::importers
