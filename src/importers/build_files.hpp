// Dockerfiles that manifests build from. They stand in files of their own, which an importer asks for.
#pragma once

#include "doc/document.hpp"

#include <placer/diagnostic.hpp>

#include <cstdint>
#include <string_view>

namespace placer::importers {

class BuildFiles {
 public:
  enum class Answer : std::uint8_t {
    read,     ///< and there is a document
    broken,   ///< it was reported why it cannot be read
    missing,  ///< its directory is there, and it is not in it
    unknown,  ///< nobody can say what it is, since its directory is not there, or it is no Dockerfile
  };
  struct Found {
    Answer answer = Answer::unknown;
    const doc::Document* document = nullptr;  ///< valid for the whole run
  };

  virtual ~BuildFiles() = default;
  /// The file at a path that is relative to the directory of a manifest. It is read once in a run.
  virtual Found find(std::string_view manifest, std::string_view path) = 0;
  /// Reports what is wrong with one of them: once for each place, however many workloads are built from it.
  virtual void report(const Diagnostic& problem) = 0;
};

}  // namespace placer::importers
