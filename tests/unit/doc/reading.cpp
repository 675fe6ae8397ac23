// Trees in tests are at most as deep as the reader's limit, so recursion is safe here.
#include "unit/doc/reading.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace placer::test {

namespace {

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '"') {
      out += "\\\"";
    } else {
      out += c;
    }
  }
  return out;
}

void collect_places(doc::View view, const SourceMap& sources, std::vector<std::string>& places) {
  const Location where = view.where();
  places.push_back(shown(sources.file(where.file).text().substr(where.offset, where.length)));
  for (doc::View child = view.first(); child; child = child.next()) collect_places(child, sources, places);
}

}  // namespace

std::string dump(doc::View view) {
  std::string out;
  if (!view) return "nothing";
  if (!view.tag().empty()) out += std::string(view.tag()) + " ";
  if (view.is_null()) return out + "~";
  if (view.is_scalar()) return out + (view.quoted() ? "\"" + shown(view.text()) + "\"" : shown(view.text()));
  std::vector<std::string> parts;
  if (view.is_sequence()) {
    for (const doc::View item : doc::items(view)) parts.push_back(dump(item));
    return out + "[" + join(parts, ", ") + "]";
  }
  for (const auto [key, value] : doc::entries(view)) parts.push_back(dump(key) + ": " + dump(value));
  return out + "{" + join(parts, ", ") + "}";
}

std::string dump_places(doc::View view, const SourceMap& sources) {
  std::vector<std::string> places;
  collect_places(view, sources, places);
  return join(places, "|");
}

Reading read(std::string text, std::string path, const doc::ReadLimits& limits) {
  Reading reading;
  const FileId file = reading.sources.add(std::move(path), std::move(text));
  const auto use = [&](const doc::Document& document) {
    reading.documents.push_back(dump(document.root()));
    reading.places.push_back(dump_places(document.root(), reading.sources));
  };
  reading.broken = doc::read_documents(reading.sources, file, reading.sink, use, limits);
  return reading;
}

std::string Reading::tree() const { return join(documents, " --- "); }

Diagnostic Reading::first() const { return sink.in_order().empty() ? Diagnostic() : sink.in_order().front(); }

std::string Reading::problem() const {
  if (sink.in_order().empty()) return "none";
  if (sink.in_order().size() > 1) return std::to_string(sink.in_order().size()) + " problems";
  const Position at = sources.position(first().where);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + first().code;
}

std::string Reading::guilty() const {
  const Location where = first().where;
  return where ? shown(sources.file(where.file).text().substr(where.offset, where.length)) : "";
}

void with_document(const std::string& text, const std::function<void(doc::View)>& look) {
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("w.yaml", text);
  bool first = true;
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    if (std::exchange(first, false)) look(document.root());
  });
}

double cpu_time(const std::function<void()>& call) {
  double least = 0;
  for (int i = 0; i < 3; ++i) {
    const std::clock_t begin = std::clock();
    call();
    const auto took = static_cast<double>(std::clock() - begin);
    least = i == 0 ? took : std::min(least, took);
  }
  return std::max(least, 1.0);
}

}  // namespace placer::test
