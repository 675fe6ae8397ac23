// Keys of the Serverless Framework that are slips of others.
#pragma once

#include "doc/document.hpp"

#include <placer/diagnostic.hpp>

namespace placer::importers {

/// Reports keys of a function, or of `provider`, that the framework does not have and that are near to one
/// that it has. It says so too and passes them over; what else it does not know may be a plugin's.
void check_function_keys(doc::View function, DiagnosticSink& sink);
void check_provider_keys(doc::View provider, DiagnosticSink& sink);

}  // namespace placer::importers
