// Looks for the marks that template languages put around their code. Such a mark may stand in good YAML too,
// inside quotes or in a script, so only one on the line of the error counts, or one that stands where a value
// begins.
#include "doc/template.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::doc {

namespace {

constexpr std::string_view marks[] = {"{{", "{%", "{#", "<%", "%{"};

struct Language {
  std::string_view sign;  // what only its templates hold
  std::string_view tool;
};

constexpr std::string_view brace_tools = "Jinja, Ansible or whatever else fills in '{{ }}',";
constexpr std::string_view variable_tools = "Terraform's templatefile, or envsubst,";
constexpr std::string_view go = "what fills in Go templates (gomplate, for example)";

// The more particular first.
constexpr Language languages[] = {
    {"cookiecutter.", "cookiecutter"},
    {".Values", "'helm template'"},
    {".Release", "'helm template'"},
    {".Chart", "'helm template'"},
    {"include \"", "'helm template'"},
    {"template \"", "'helm template'"},
    {"define \"", "'helm template'"},
    {"nindent", "'helm template'"},
    {"{%", "Jinja"},
    {"{#", "Jinja"},
    {"lookup(", "Jinja"},
    {"ansible_", "Jinja"},
    {"<%", "ERB"},
    {"%{", "Terraform's templatefile"},
    {"jsonencode(", "Terraform's templatefile"},
};

// What stands around a name that somebody fills in by hand, or a script.
constexpr std::pair<std::string_view, std::string_view> blanks[] = {
    {"<", ">"}, {"@", "@"}, {"%", "%"}, {"__", "__"}};

std::size_t first_mark(std::string_view text) {
  std::size_t first = std::string_view::npos;
  for (const std::string_view mark : marks) first = std::min(first, text.find(mark));
  return first;
}

// Whether a value could begin there: only blanks, or a ':' or '-' and blanks, before it on the line.
bool begins_value(std::string_view text, std::size_t at) {
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
  return before == std::string_view::npos || text[before] == '\n' || text[before] == '\r' ||
         (before + 1 < at && (text[before] == ':' || text[before] == '-'));
}

std::optional<std::size_t> guilty_mark(std::string_view text, std::size_t line_begin, std::size_t line_end) {
  const std::size_t on_line = first_mark(text.substr(line_begin, line_end - line_begin));
  if (on_line != std::string_view::npos) return line_begin + on_line;
  for (std::size_t at = 0; at < line_begin;) {
    const std::size_t next = first_mark(text.substr(at, line_begin - at));
    if (next == std::string_view::npos) break;
    if (begins_value(text, at + next)) return at + next;
    at += next + 2;
  }
  return std::nullopt;
}

// Whether an expression begins as only Go's do: with a field, `{{ .Name }}`, or a comment, `{{/* c */}}`.
bool has_go_expression(std::string_view text) {
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    std::string_view inside = text.substr(at + 2);
    if (inside.starts_with('-')) inside.remove_prefix(1);
    inside.remove_prefix(std::min(inside.find_first_not_of(" \t"), inside.size()));
    if (inside.starts_with('.') || inside.starts_with("/*")) return true;
  }
  return false;
}

// `| default("x")`: Go's filters have no brackets.
bool has_jinja_filter(std::string_view text) {
  for (std::size_t at = text.find('|'); at != std::string_view::npos; at = text.find('|', at + 1)) {
    const std::size_t word = text.find_first_not_of(' ', at + 1);
    const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", word);
    if (end != std::string_view::npos && end > word && text[end] == '(') return true;
  }
  return false;
}

// Empty where the text does not say it.
std::string_view tool_for(std::string_view path, std::string_view text) {
  if (path.ends_with(".j2") || path.ends_with(".jinja") || path.ends_with(".jinja2")) return "Jinja";
  for (const Language& language : languages) {
    if (text.find(language.sign) != std::string_view::npos) return language.tool;
  }
  if (has_go_expression(text)) return go;
  return has_jinja_filter(text) ? "Jinja" : "";
}

// A text without quotes that is to be filled in, such as `${cpu}`, `$CPU` or `<CPU>`: what begins there, of a
// variable the mark alone. YAML takes most of them for a text, JSON none.
std::string_view blank_at(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  constexpr std::string_view rest = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-.";
  const auto begins_name = [&](std::size_t at) {
    return at < text.size() && letters.find(text[at]) != std::string_view::npos;
  };
  if (text.starts_with("${")) return text.substr(0, 2);
  if (text.starts_with('$') && begins_name(1))
    return text.substr(0, std::min(text.find_first_not_of(rest, 1), text.size()));
  for (const auto& [opening, closing] : blanks) {
    if (!text.starts_with(opening) || !begins_name(opening.size())) continue;
    const std::size_t end = text.find(closing, opening.size() + 1);
    if (end != std::string_view::npos && text.find_first_not_of(rest, opening.size()) >= end)
      return text.substr(0, end + closing.size());
  }
  return {};
}

// Whether `${CPU}` is all of a value within braces or brackets. In the midst of a text it is more likely that
// its quotes are missing.
bool is_whole_value(std::string_view text) {
  const std::size_t end = text.find_first_of("}\r\n");
  if (end == std::string_view::npos || text[end] != '}') return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", end + 1);
  return next != std::string_view::npos && std::string_view(",}]").find(text[next]) != std::string_view::npos;
}

// The same in JSON, whatever it was read as. YAML takes a `$` for the beginning of a text, which only braces
// end within others.
void explain_blank(const SourceFile& file, Span piece, Diagnostic& failure) {
  const std::string_view text = file.text().substr(piece.offset, piece.length), trimmed = trim(text);
  const bool is_json = trimmed.starts_with('{') || trimmed.starts_with('[');
  std::size_t at = std::min<std::size_t>(failure.where.offset - piece.offset, text.size());
  if (at > 0 && at < text.size() && text[at] == '{' && text[at - 1] == '$') --at;
  const std::size_t before = text.substr(0, at).find_last_not_of(" \t\r\n");
  const std::string_view blank = blank_at(text.substr(at));
  if (blank.empty() || (!is_json && !(blank == "${" && is_whole_value(text.substr(at)))) ||
      before == std::string_view::npos ||
      std::string_view(":,[{").find(text[before]) == std::string_view::npos)
    return;
  const bool is_variable = blank.starts_with('$');
  const std::string_view tool = tool_for(file.path(), text);
  failure.where = {failure.where.file, static_cast<std::uint32_t>(piece.offset + at),
                   static_cast<std::uint32_t>(blank.size())};
  failure.code = failure.code.substr(0, failure.code.find('.')) + ".template";
  failure.message = fmt::format("this is a template: what '{}' {} must be filled in before it can be read",
                                blank, is_variable && blank.size() == 2 ? "begins" : "stands for");
  failure.help = is_variable ? fmt::format("render it with {} and give the result to placer",
                                           tool.empty() ? variable_tools : tool)
                             : "write the value in its place, and give the result to placer";
  if (!is_json) failure.help += "; what its own reader fills in needs quotes around it";
  failure.related.clear();
}

}  // namespace

void explain_template(const SourceFile& file, Span piece, Diagnostic& failure) {
  if (!failure.code.ends_with(".syntax") && !failure.code.ends_with(".key")) return;
  const std::string_view text = file.text().substr(piece.offset, piece.length);
  // The line may begin before the piece, behind a byte-order mark, and the place may be the end of the piece.
  const std::size_t line = std::max(file.line_start(failure.where.offset), piece.offset) - piece.offset;
  const std::size_t line_begin = std::min(line, text.size());
  const std::size_t line_end = std::min(text.find_first_of("\r\n", line_begin), text.size());
  const std::optional<std::size_t> mark = guilty_mark(text, line_begin, line_end);
  if (!mark) {
    explain_blank(file, piece, failure);
    return;
  }

  // What CloudFormation looks up when it deploys is a text, which no tool renders.
  if (text.substr(*mark).starts_with("{{resolve:")) {
    failure.where = {failure.where.file, static_cast<std::uint32_t>(piece.offset + *mark), 2};
    failure.message = "a dynamic reference without quotes is no text, but a mapping that nobody can read";
    failure.help = "put it into quotes: '{{resolve:...}}'";
    return;
  }
  const std::string_view opening = text.substr(*mark, 2), tool = tool_for(file.path(), text);
  Diagnostic better = {
      Severity::error,
      failure.code.substr(0, failure.code.find('.')) + ".template",
      fmt::format("this is a template: what '{}' begins must be filled in before it can be read", opening),
      {failure.where.file, static_cast<std::uint32_t>(piece.offset + *mark), 2},
      fmt::format("render it with {} and give the result to placer", tool.empty() ? brace_tools : tool),
      {}};
  if (*mark < line_begin) better.related.push_back({failure.where, failure.message});
  failure = std::move(better);
}

namespace {

constexpr std::string_view comment_mark = "#@";

// What only ytt begins a file with, before anything else stands in it.
std::size_t mark_at_top(std::string_view text) {
  constexpr std::string_view first_words[] = {" load(", "data/", "overlay/", "library/", "schema/"};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    if (!line.empty() && line != "---" && line.front() != '#') break;
    if (line.starts_with(comment_mark) &&
        std::any_of(std::begin(first_words), std::end(first_words), [&](std::string_view word) {
          return line.substr(comment_mark.size()).starts_with(word);
        }))
      return text.find(comment_mark, at);
    at = end + 1;
  }
  return std::string_view::npos;
}

// The mark where the value of a key should be: `image: #@ data.values.image`.
std::size_t mark_in_value(std::string_view text, const Document& document) {
  std::vector<View> open{document.root()};
  while (!open.empty()) {
    const View next = open.back();
    open.pop_back();
    for (const View item : items(next)) open.push_back(item);
    for (const auto [key, value] : entries(next)) {
      open.push_back(value);
      if (!value.is_null()) continue;
      const Location where = key.where();
      const std::size_t at = text.find_first_not_of(": \t", where.offset + where.length);
      if (at != std::string_view::npos && text.substr(at).starts_with("#@ ")) return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

CommentTemplate::CommentTemplate(const SourceFile& file)
    : text_(file.text()),
      has_marks_(text_.find(comment_mark) != std::string_view::npos),
      top_(has_marks_ ? mark_at_top(text_) : std::string_view::npos) {}

std::optional<Diagnostic> CommentTemplate::failure_of(const Document& document) const {
  if (!has_marks_) return std::nullopt;
  const std::size_t at = top_ != std::string_view::npos ? top_ : mark_in_value(text_, document);
  if (at == std::string_view::npos) return std::nullopt;
  return Diagnostic{
      Severity::error,
      "yaml.template",
      fmt::format("this is a template: what '{}' begins must be filled in before it can be read",
                  comment_mark),
      {document.root().where().file, static_cast<std::uint32_t>(at), 2},
      "render it with ytt and give the result to placer",
      {}};
}

}  // namespace placer::doc
