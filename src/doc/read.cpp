// Which reader gets the text, and what becomes of a failure.
#include "doc/read.hpp"

#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "doc/json_reader.hpp"
#include "doc/stream.hpp"
#include "doc/template.hpp"
#include "doc/tree_builder.hpp"
#include "doc/yaml_reader.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace placer::doc {

namespace {

class StreamReader {
 public:
  StreamReader(const SourceMap& sources, FileId id, DiagnosticSink& sink,
               const std::function<void(const Document&)>& use, const ReadLimits& limits)
      : file_(sources.file(id)),
        sink_(sink),
        use_(use),
        limits_(limits),
        builder_(sources, id, limits),
        comments_(file_) {}

  std::size_t read() {
    const std::string_view text = file_.text();
    const std::string_view content = trim(text);
    const bool named_json = to_lower(file_.path()).ends_with(".json");
    if (content.empty()) return 0;
    if (limits_.dockerfile) return read_whole();
    if (named_json || begins_value(content.front()))
      if (const std::optional<std::size_t> broken = read_values(named_json)) return *broken;
    return read_stream(text);
  }

 private:
  /// JSON: a value, or objects and lists one after the other, as commands print them. Behind a broken object
  /// it goes on with the next line that begins one. Nothing where it may well be YAML, which has the same
  /// brackets.
  std::optional<std::size_t> read_values(bool named_json) {
    const std::string_view text = file_.text();
    const auto size = static_cast<std::uint32_t>(text.size());
    std::uint32_t documents = 0;
    for (std::uint32_t at = 0; at < size;) {
      if (documents++ >= limits_.documents) return refuse_more("json", at);
      const std::uint32_t begin = at;
      const bool may_be_yaml = !named_json && documents == 1;
      if (read_json(builder_, at)) {
        const bool goes_on = at < size && !begins_value(text[at]);
        if (goes_on && may_be_yaml) return std::nullopt;
        use({0, size});
        if (!goes_on) continue;
        refuse_rest(at);
      } else {
        const std::string code = builder_.failure() ? builder_.failure()->code : "";
        if (may_be_yaml && (code == "json.syntax" || code == "json.number")) return std::nullopt;
        if (builder_.failure()) report({0, size});
        if (text[text.find_first_not_of(" \t\r\n", begin)] != '{') return broken_;
        at = begin;
      }
      const std::size_t next = text.find("\n{", at);
      if (next == std::string_view::npos) return broken_;
      at = static_cast<std::uint32_t>(next + 1);
    }
    return broken_;
  }

  static bool begins_value(char c) { return c == '{' || c == '['; }

  void refuse_rest(std::uint32_t at) {
    builder_.begin_document("json");
    builder_.fail("syntax", "expected the end of the file here", {at, 1},
                  "a JSON file holds one value, or objects one after the other; remove the rest");
    report({at, 1});
  }

  /// What a stream holds beyond the cap is not read, which is said once.
  std::size_t refuse_more(std::string_view format, std::uint32_t at) {
    builder_.begin_document(format);
    builder_.fail("documents", fmt::format("this stream has more than {} documents", limits_.documents),
                  {at, 1}, "split it into several files, or allow more: --max-documents");
    report({at, 1});
    return broken_;
  }

  std::size_t read_whole() {
    const Span all{0, static_cast<std::uint32_t>(file_.text().size())};
    if (read_dockerfile(builder_))
      use(all);
    else if (builder_.failure()) {
      ++broken_;
      sink_.report(*builder_.failure());
    }
    return broken_;
  }

  std::size_t read_stream(std::string_view text) {
    std::uint32_t documents = 0;
    StreamCutter cutter(text);
    while (const auto piece = cutter.next()) {
      if (documents++ >= limits_.documents) return refuse_more("yaml", piece->text.offset);
      if (piece->stray) {
        builder_.begin_document("yaml");
        builder_.fail("syntax", "text follows the '...' that ends a document", {*piece->stray, 1},
                      "write '---' on the line before it");
      } else {
        read_yaml(piece->text, builder_, [&] { use_unless_template(piece->text); });
      }
      if (builder_.failure()) report(piece->text);
    }
    return broken_;
  }

  void use_unless_template(Span piece) {
    auto failure = comments_.failure_of(builder_.document());
    if (!failure) return use(piece);
    ++broken_;
    if (!std::exchange(is_template_, true)) sink_.report(std::move(*failure));
  }

  void use(Span piece) {
    report_duplicates(piece);
    use_(builder_.document());
  }

  void report(Span piece) {
    report_duplicates(piece);
    ++broken_;
    report(*builder_.failure(), piece);
  }

  void report_duplicates(Span piece) {
    for (const Diagnostic& duplicate : builder_.duplicates()) report(duplicate, piece);
    if (!builder_.duplicates().empty() && !builder_.failure()) ++broken_;
  }

  void report(Diagnostic problem, Span piece) {
    explain_template(file_, piece, problem);
    // A template is rendered as a whole, so that it is one is said once.
    if (problem.code.ends_with(".template") && std::exchange(is_template_, true)) return;
    sink_.report(std::move(problem));
  }

  const SourceFile& file_;
  DiagnosticSink& sink_;
  const std::function<void(const Document&)>& use_;
  const ReadLimits& limits_;
  TreeBuilder builder_;
  CommentTemplate comments_;
  std::size_t broken_ = 0;
  bool is_template_ = false;
};

}  // namespace

ReadLimits reading_again(const SourceFile& file, const InputCaps& caps) {
  ReadLimits limits{caps};
  limits.ambiguous = true;
  // One that a manifest builds from may have any name.
  limits.dockerfile = is_dockerfile(file.path(), file.text()) || begins_like_dockerfile(file.text());
  return limits;
}

std::size_t read_documents(const SourceMap& sources, FileId file, DiagnosticSink& sink,
                           const std::function<void(const Document&)>& use, const ReadLimits& limits) {
  return StreamReader(sources, file, sink, use, limits).read();
}

}  // namespace placer::doc
