// What was read as native manifests, with a comment behind each fact that says where it comes from.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <functional>
#include <string>

namespace placer::report {

/// Appends a document for each workload that reads back to the same facts: what is known as keys, what nobody
/// could say, and what is asked for, as lines to be filled in. `from` is what was read, for the first line;
/// `is_sayable` tells whether a native manifest takes a value, which one with a mistake in it may not.
void render_manifest(const Report& report, const SourceMap& sources, const std::string& from,
                     const std::function<bool(const FactReport&)>& is_sayable, std::string& out);

}  // namespace placer::report
