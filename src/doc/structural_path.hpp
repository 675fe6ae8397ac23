// Where a place stands in its document, by names instead of lines: what moves keeps its structural path.
#pragma once

#include <placer/source.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace placer::doc {

/// The structural paths of places in one file, as "Deployment/api/spec/replicas". The offsets must ascend;
/// the result is as long, and a path is empty where no document stands at the offset.
///
/// A path begins with the kind, the namespace and the name of an object, or with a name at the top of the
/// document; items of lists go by the same, where they have it, or by their one key where all are
/// mappings of one key each, others by their number from 0. JSON in a string is entered. A `/` in a
/// name is written `~1` and a `~` `~0`, as in a JSON pointer (RFC 6901). The file is read again, so this is
/// for the few files that are asked about.
std::vector<std::string> structural_paths(const SourceMap& sources, FileId file,
                                          const std::vector<std::uint32_t>& offsets);

/// The same of places in many files: all are added before the first is asked for, and each file is read again
/// once.
class StructuralPaths {
 public:
  explicit StructuralPaths(const SourceMap& sources) : sources_(sources) {}

  void add(const Location& where);
  void find();
  /// "" for what was not added.
  std::string of(const Location& where) const;

 private:
  const SourceMap& sources_;
  std::map<FileId, std::set<std::uint32_t>> offsets_;
  std::map<std::pair<FileId, std::uint32_t>, std::string> paths_;
};

}  // namespace placer::doc
