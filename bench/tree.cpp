// placer's reading alone: reads a file into document trees and counts their nodes.
#include "doc/read.hpp"

#include <placer/file_reader.hpp>

#include <cstdio>
#include <string>
#include <utility>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  placer::DiskReader reader;
  placer::SourceMap sources;
  placer::DiagnosticSink sink;
  std::string text, error;
  if (reader.read(argv[1], text, error) != placer::FileReader::Status::ok) return 2;
  const placer::FileId file = sources.add(argv[1], std::move(text));
  std::size_t nodes = 0;
  const auto count = [&](const placer::doc::Document& document) { nodes += document.node_count(); };
  if (placer::doc::read_documents(sources, file, sink, count) != 0) return 2;
  std::printf("%zu nodes\n", nodes);
}
