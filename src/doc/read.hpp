// Reading YAML, JSON and Dockerfiles into document trees. A stream is cut at its document markers first, so
// that one broken document is one diagnostic and the others still count.
#pragma once

#include "doc/document.hpp"

#include <placer/diagnostic.hpp>
#include <placer/input_caps.hpp>
#include <placer/source.hpp>

#include <functional>

namespace placer::doc {

/// Guards against hostile input, and how a file is read.
struct ReadLimits : InputCaps {
  bool dockerfile = false;  ///< the file is a Dockerfile, and one document
  bool ambiguous = false;   ///< a document in which a key stands twice is passed on, for its other errors
};

/// With what a file that was read and reported on is read again, for what else stands in it.
ReadLimits reading_again(const SourceFile& file, const InputCaps& caps = {});

/// Calls `use` with each document of a file, in order; the document is reused, so a view into it must not
/// outlive the call. A file whose name ends in .json, or whose first character is `{` or `[` and which reads
/// as JSON, is read as JSON; everything else as YAML. Documents without content (comments only) are passed
/// over. Returns how many documents were broken; each has its errors in the sink.
std::size_t read_documents(const SourceMap& sources, FileId file, DiagnosticSink& sink,
                           const std::function<void(const Document&)>& use, const ReadLimits& limits = {});

}  // namespace placer::doc
