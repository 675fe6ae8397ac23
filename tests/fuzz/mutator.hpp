// Mutates manifests as trees: what comes out can always be read, so that an importer is reached where changes
// of single bytes would end at the parser. Words and parts are taken from other manifests.
#pragma once

#include "doc/document.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace placer::fuzz {

/// A value that can be changed. Children of a mapping alternate key, value.
struct Value {
  doc::Kind kind = doc::Kind::null;
  std::string text, tag;
  bool quoted = false;
  std::vector<Value> children;
};

class Mutator {
 public:
  /// Learns from the documents of these texts: what is no document is passed over.
  explicit Mutator(const std::vector<std::string>& texts);

  /// The same documents with a few changes, as YAML in its flow style, which is JSON where there are no tags;
  /// "" where the bytes hold no document. The same seed makes the same changes.
  std::string mutate(std::string_view bytes, std::uint64_t seed) const;

 private:
  class Change;
  std::vector<std::string> words_;
  std::deque<Value> parts_;
};

/// The texts of all files below directories, or of files, sorted by path.
std::vector<std::string> texts_below(const std::vector<std::string>& paths);

/// The mutator of a target: it has learnt from its corpus and from the examples.
Mutator mutator_of(const std::string& target);

}  // namespace placer::fuzz
