// A report that uses every field, and a way to look at what a renderer made of it.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <map>
#include <string>

namespace placer::test {

/// Two workloads: one that says everything there is to say, with texts that are hard to print, and one that
/// says nothing.
Report sample_report(SourceMap& sources);

/// What a document holds, read by placer's own reader: each value by its path, "workloads[0].target". Texts
/// stand in single quotes (in YAML those that were written in quotes), `{}` and `[]` for empty collections.
/// "unreadable" if it cannot be read.
std::map<std::string, std::string> read_back(const std::string& printed, const std::string& file_name);

/// The value at a path, or "nothing there".
std::string at(const std::map<std::string, std::string>& values, const std::string& path);

}  // namespace placer::test
