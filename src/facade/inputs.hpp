// From paths to files: names a directory's manifests, reads and decodes each file.
#pragma once

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <string>
#include <vector>

namespace placer {

struct Input {
  std::string path;
  bool named = true;  ///< the caller named it; false: found in a directory
};

/// Replaces directories by their .yaml, .yml and .json files, sorted, hidden ones left out, each file once;
/// `ignored` counts the files of other kinds. The first `named` paths were named by somebody, the others come
/// from a list. What cannot be listed is an error in the sink.
std::vector<Input> expand(const std::vector<std::string>& paths, std::size_t named, FileReader& reader,
                          DiagnosticSink& sink, std::size_t& ignored);

/// Reads one file into the sources; false and an error in the sink if it cannot be read or is no text.
bool read_input(const Input& input, FileReader& reader, SourceMap& sources, DiagnosticSink& sink,
                FileId& file);

}  // namespace placer
