// What the tests of the document stage share: reading a text, and trees as short text that fits into a table.
#pragma once

#include "doc/read.hpp"

#include <placer/diagnostic.hpp>
#include <placer/source.hpp>

#include <functional>
#include <string>
#include <vector>

namespace placer::test {

/// The outcome of reading one text.
struct Reading {
  SourceMap sources;
  DiagnosticSink sink;
  std::vector<std::string> documents;  ///< each as `dump` shows it
  std::vector<std::string> places;     ///< each as `dump_places` shows it
  std::size_t broken = 0;

  /// The documents with " --- " between them.
  std::string tree() const;
  /// The only diagnostic as "line:column code", or "none", or how many there are.
  std::string problem() const;
  /// The text at the place of the first diagnostic.
  std::string guilty() const;
  /// The first diagnostic; an empty one if there is none.
  Diagnostic first() const;
};

/// Reads a text as `read_documents` does, under the name of a file.
Reading read(std::string text, std::string path = "w.yaml", const doc::ReadLimits& limits = {});

/// A tree: plain scalars as they are, text in "quotes", ~ for null, [a, b], {k: v}, tags before, * before
/// aliases.
std::string dump(doc::View view);

/// What stands in the source at the place of each value: all values in order, keys too, with | between them.
std::string dump_places(doc::View view, const SourceMap& sources);

/// Reads a text and hands the first document to `look`.
void with_document(const std::string& text, const std::function<void(doc::View)>& look);

/// CPU time of a call, the least of three, in clock ticks; at least one.
double cpu_time(const std::function<void()>& call);

}  // namespace placer::test
