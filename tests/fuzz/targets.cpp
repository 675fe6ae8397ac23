#include "fuzz/targets.hpp"

#include "base/text.hpp"
#include "doc/read.hpp"
#include "doc/scalar.hpp"
#include "engine/gate.hpp"
#include "facade/baseline.hpp"
#include "facade/policy.hpp"
#include "facade/project.hpp"
#include "importers/importer.hpp"
#include "report/renderers.hpp"
#include "rules/expression.hpp"
#include "source/decode.hpp"
#include "support/memory_reader.hpp"
#include "support/rule_files.hpp"
#include "traffic/trace.hpp"
#include "unit/rules/compiling.hpp"

#include <placer/placer.hpp>
#include <placer/quantity.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace placer::fuzz {
namespace {

void expect(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "fuzz: broken promise: %s\n", promise);
  std::abort();
}

const Placer& current() {
  static const Placer placer = *Placer::builtin("current");
  return placer;
}

/// Nothing that a terminal would obey.
void expect_printable(std::string_view text) {
  expect(std::none_of(text.begin(), text.end(),
                      [](char c) { return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == 0x7f; }),
         "no control character is printed");
}

void render_all(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.where) {
      const std::size_t size = sources.file(diagnostic.where.file).text().size();
      expect(diagnostic.where.offset <= size && diagnostic.where.length <= size - diagnostic.where.offset,
             "a diagnostic points into its file");
    }
    expect_printable(render(diagnostic, sources));
  }
}

/// Reads documents and asks every question of every node.
void read(std::string path, std::string_view bytes, const doc::ReadLimits& limits = {}) {
  SourceMap sources;
  DiagnosticSink sink;
  FileId file = no_file;
  if (decode_and_add(std::move(path), std::string(bytes), sources, sink, file)) {
    const std::size_t size = sources.file(file).text().size();
    doc::read_documents(
        sources, file, sink,
        [&](const doc::Document& document) {
          for (doc::NodeIndex index = 0; index < document.node_count(); ++index) {
            const doc::View view(&document, index);
            const Location where = view.where();
            expect(where.offset <= size && where.length <= size - where.offset,
                   "a value stands inside its file");
            std::size_t children = 0;
            for (doc::View child = view.first(); child; child = child.next()) ++children;
            expect(children == view.size() * (view.is_mapping() ? 2 : 1), "a collection counts its children");
            doc::read_integer(view.text());
          }
        },
        limits);
  }
  render_all(sink.sorted(), sources);
}

void yaml(std::string_view bytes, std::string_view) {
  doc::ReadLimits limits;
  read("w.yaml", bytes, limits);
  limits.ambiguous = true;
  read("w.yaml", bytes, limits);
}

void json(std::string_view bytes, std::string_view) { read("w.json", bytes); }

void dockerfile(std::string_view bytes, std::string_view) {
  doc::ReadLimits limits;
  limits.dockerfile = true;
  read("Dockerfile", bytes, limits);
}

/// A whole run over one file, and all that can be printed of it.
void judge(std::string_view bytes, std::string_view importer) {
  test::MemoryReader reader = test::MemoryReader::of({{"w.yaml", std::string(bytes)}});
  SourceMap sources;
  AnalyzeOptions options;
  options.from = importer;
  options.gated = true;
  options.depth = Depth::verdicts;
  Report report = current().analyze({"w.yaml"}, reader, sources, options);
  render_all(report.diagnostics, sources);
  const engine::GateOptions asked;
  const Gates gates(report, sources, nullptr, "", asked);
  engine::judge_gate(report, asked, gates.each());
  for (const report::Renderer& renderer : report::gate_renderers()) {
    std::string text;
    renderer.render(report, sources, {}, [&](std::string_view part) { text += part; });
    expect_printable(text);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint point = decode_utf8(text, at);
      expect(point.valid, "what is printed is UTF-8");
      at += point.length;
    }
  }
}

void expression(std::string_view bytes, std::string_view) {
  static const rules::Tables tables = test::tables_of(test::RuleFiles().load());
  for (const bool allowed : {false, true}) {
    SourceMap sources;
    DiagnosticSink sink;
    rules::Tables copy = tables;
    // What is missing at the end is marked there, and a rule file goes on behind it.
    const FileId file = sources.add("rules.yaml", std::string(bytes) + "\n");
    const auto size = static_cast<std::uint32_t>(bytes.size());
    rules::compile_expression(sources.file(file).text().substr(0, size), {file, 0, size},
                              {allowed, allowed, !allowed}, copy, sink);
    render_all(sink.sorted(), sources);
  }
}

void rule_file(std::string_view bytes, std::string_view) {
  for (const bool own : {false, true}) {
    test::RuleFiles files;
    if (own)
      files.add_own("own.yaml", std::string(bytes));
    else
      files.add("fuzz.yaml", std::string(bytes));
    expect_printable(files.rendered());
  }
}

void quantity(std::string_view bytes, std::string_view) {
  for (const Unit unit : {Unit::count, Unit::bytes, Unit::duration, Unit::vcpu, Unit::rate, Unit::percent,
                          Unit::money, Unit::bandwidth, Unit::price}) {
    QuantityError error;
    const auto value = parse_quantity(bytes, unit, error);
    if (value) {
      expect(value->low >= 0 && value->low <= value->high, "the ends of an interval are in order");
      const auto again = parse_quantity(format_quantity(*value, unit), unit, error);
      expect(again && *again == *value, "what is printed of a quantity reads back");
    } else {
      expect(error.offset <= bytes.size() && error.length <= bytes.size() - error.offset,
             "the error of a quantity lies in its text");
    }
  }
}

void project(std::string_view bytes, std::string_view) {
  test::MemoryReader reader = test::MemoryReader::of({{"placer.yaml", std::string(bytes)}});
  SourceMap sources;
  DiagnosticSink sink;
  Project read = read_project("placer.yaml", reader, sources, sink);
  apply_project(read, current().rules(), sources, sink);
  render_all(sink.sorted(), sources);
}

void trace(std::string_view bytes, std::string_view) {
  // Counts may stand for millions of requests in a few bytes; that they are refused in time has its own test.
  if (bytes.size() > 100'000) return;
  const traffic::Trace read = traffic::read_trace(bytes);
  expect((read.requests == nullptr) == !read.problem.empty(), "a trace is read, or has a problem");
  if (read.requests != nullptr)
    expect(std::is_sorted(read.requests->begin(), read.requests->end(),
                          [](const auto& a, const auto& b) { return a.time < b.time; }),
           "arrivals are sorted");
}

void baseline(std::string_view bytes, std::string_view) {
  test::MemoryReader reader = test::MemoryReader::of({{"baseline.json", std::string(bytes)}});
  SourceMap sources;
  DiagnosticSink sink;
  const Baseline read("baseline.json", "", reader, sources, sink);
  Report report;
  read.apply(current().rules(), sources, report);
  render_all(sink.sorted(), sources);
}

}  // namespace

const std::vector<Target>& targets() {
  static const std::vector<Target> all = [] {
    std::vector<Target> made{{"yaml", yaml},
                             {"json", json},
                             {"dockerfile", dockerfile},
                             {"manifest", judge},
                             {"expression", expression},
                             {"rules", rule_file},
                             {"quantity", quantity},
                             {"project", project},
                             {"trace", trace},
                             {"baseline", baseline}};
    for (const importers::Importer* importer : importers::all())
      made.push_back({"import-" + std::string(importer->id()), judge, std::string(importer->id())});
    return made;
  }();
  return all;
}

const Target* find_target(std::string_view name) {
  const auto& all = targets();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Target& target) { return target.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace placer::fuzz
