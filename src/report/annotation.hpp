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

/// The same for programs that look the place up in a repository: what the caller gave with --set stands in no
/// file of it.
Location place_in_file(const Report& report, const Annotation& annotation, const SourceMap& sources);

/// The path without "./" and "x/..", as programs expect that compare it with the paths of a repository.
std::string normal_path(std::string_view path);

}  // namespace placer::report
