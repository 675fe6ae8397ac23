// placer's own manifest (docs/MANIFEST.md).
#pragma once

#include "importers/importer.hpp"

#include <string>

namespace placer::importers {

const Importer& native();

/// Reads one workload from a mapping and adds it to the context, unless something is wrong with it. `name` is
/// what it is called where the mapping need not say (a case of a rule test); empty: the mapping must name it.
void read_workload(doc::View mapping, std::string name, ImportContext& context);

}  // namespace placer::importers
