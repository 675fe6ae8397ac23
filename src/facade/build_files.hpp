// The Dockerfiles that the manifests of a run build from, each read once.
#pragma once

#include "facade/exclusions.hpp"
#include "importers/build_files.hpp"

#include <placer/diagnostic.hpp>
#include <placer/file_reader.hpp>
#include <placer/source.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace placer {

class BuildFilesOnDisk final : public importers::BuildFiles {
 public:
  BuildFilesOnDisk(FileReader& reader, SourceMap& sources, DiagnosticSink& sink, const Exclusions& exclusions)
      : reader_(reader), sources_(sources), sink_(sink), exclusions_(exclusions) {}

  Found find(std::string_view manifest, std::string_view path) override;
  void report(const Diagnostic& problem) override;
  /// Whether a manifest has asked for the file, which is then no workload of its own.
  bool is_used(const std::string& path) const;

 private:
  struct File {
    Answer answer = Answer::unknown;
    doc::Document document;
  };
  Answer read(const std::string& path, doc::Document& document);
  Answer look_for(const std::string& path);

  FileReader& reader_;
  SourceMap& sources_;
  DiagnosticSink& sink_;
  const Exclusions& exclusions_;
  std::map<std::string, File> files_;
  std::set<std::tuple<FileId, std::uint32_t, std::string>> reported_;
};

}  // namespace placer
