// From paths to files: names a directory's manifests, reads and decodes each file.
#pragma once

#include "facade/exclusions.hpp"

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

struct Input {
  std::string path;
  bool named = true;  ///< the caller named it; false: found in a directory
};

/// What was found while paths were expanded.
struct Found {
  std::vector<Input> inputs;
  std::size_t others = 0;         ///< files of other kinds in directories and lists
  std::size_t hidden = 0;         ///< files and directories whose names begin with a dot, not looked into
  std::vector<Skipped> ignored;   ///< the first few hundred of both and all templates, by name
  std::vector<Skipped> excluded;  ///< files and directories that were left out, by name
};

/// Whether a name says no more than that something is to be filled in. CloudFormation's templates, which can
/// be read as they are, are often called so.
bool is_template_name(std::string_view path);

/// Which files of a directory are read.
enum class Reads : std::uint8_t { manifests, dockerfiles };

/// Replaces directories by their .yaml, .yml, .json and .template files, or by their Dockerfiles, sorted,
/// hidden ones left out, each file once; the files of other kinds are counted. The first `named` paths were
/// named by somebody and are taken as they are; the others come from a list, of which files are taken as in a
/// directory, and what is not there is left to be read. What cannot be listed is an error in the sink.
Found expand(const std::vector<std::string>& paths, std::size_t named, const Exclusions& exclusions,
             FileReader& reader, DiagnosticSink& sink, Reads reads = Reads::manifests);

/// Reads one file into the sources; false and an error in the sink if it cannot be read or is no text.
bool read_input(const Input& input, FileReader& reader, SourceMap& sources, DiagnosticSink& sink,
                FileId& file);

/// What a workload is called that does not say it: its file's name without the ending, and the folder's for a
/// file called `workload` or `Dockerfile`. "api/workload.yaml" gives "api", "checkout.yaml" gives "checkout",
/// "worker.Dockerfile" and "Dockerfile.worker" give "worker".
std::string name_after(std::string_view path);

}  // namespace placer
