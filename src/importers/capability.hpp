// Linux capabilities that a container asks for.
#pragma once

#include "importers/draft.hpp"

namespace placer::importers {

/// Derives `privileged` from an added capability ("NET_ADMIN", "cap_sys_admin") that neither an ordinary
/// container has nor a managed platform grants. Nothing where the value is no literal.
void add_capability(Draft& draft, const Value& capability);

}  // namespace placer::importers
