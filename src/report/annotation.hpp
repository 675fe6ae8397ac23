// What every format says of an annotation, and of the file that it stands in.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <string>
#include <string_view>

namespace placer::report {

/// "thumbnailer on aws-lambda/zip: an invocation ends after 15min; this one may run 20min"; of no offering
/// where the format itself refuses it.
std::string headline(const Report& report, const Annotation& annotation);

/// Where an annotation stands: at what asked for it, else at the workload. May be no place.
Location place_of(const Report& report, const Annotation& annotation);

/// An annotation as a compiler would say it, with all places that asked for it.
Diagnostic as_diagnostic(const Report& report, const Annotation& annotation);

/// Whether a place stands in what the caller gave with --set or --priority.
bool is_in_option(const Location& place, const SourceMap& sources);

/// Where an annotation stands for programs that look that up in a repository: an option is in no file of it.
Location place_in_file(const Report& report, const Annotation& annotation, const SourceMap& sources);

/// The path without "./" and "x/..", as programs expect that compare it with the paths of a repository.
/// Standard input is "stdin".
std::string normal_path(std::string_view path);

}  // namespace placer::report
