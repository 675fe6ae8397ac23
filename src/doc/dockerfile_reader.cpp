// An instruction is a word, flags, and the rest of its text. What a `<<EOF` in it announces follows on the
// next lines and belongs to it.
#include "doc/dockerfile_reader.hpp"

#include "base/text.hpp"
#include "doc/dockerfile_lines.hpp"
#include "doc/exec_form.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::doc {
namespace {

bool is_line_blank(char c) { return line_blanks.find(c) != std::string_view::npos; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(line_blanks, at), text.size());
}

std::size_t word_end(std::string_view text, std::size_t at) {
  return std::min(text.find_first_of(line_blanks, at), text.size());
}

/// A part of an instruction's text, without the quotes that stood in it.
struct Token {
  std::size_t at = 0, end = 0;
  std::string text;
};

/// The word that begins at a place: quotes hold blanks together, and a backslash takes what follows it as it
/// is. Nothing where a quote is not closed.
std::optional<Token> token_at(std::string_view text, std::size_t at, bool unquoted) {
  Token token{at, at, {}};
  char quote = 0;
  for (; token.end < text.size(); ++token.end) {
    const char c = text[token.end];
    if (quote == 0 && is_line_blank(c)) break;
    const bool opens = quote == 0 && (c == '\'' || c == '"');
    if (opens || c == quote) {
      quote = opens ? c : '\0';
      if (!unquoted) token.text += c;
      continue;
    }
    if (c == '\\' && quote != '\'' && token.end + 1 < text.size()) {
      if (!unquoted) token.text += c;
      ++token.end;
    }
    token.text += text[token.end];
  }
  if (quote != 0) return std::nullopt;
  return token;
}

/// `--mount=type=cache,target=/x --network=none rest`; a `--` alone ends them.
std::vector<Token> flags_at(std::string_view text, std::size_t& at) {
  std::vector<Token> flags;
  for (at = skip_blanks(text, at); text.substr(at).starts_with("--"); at = skip_blanks(text, at)) {
    // A quote that is never closed reaches to the end.
    Token flag = token_at(text, at, true).value_or(Token{at, text.size(), std::string(text.substr(at))});
    at = flag.end;
    if (flag.text == "--") break;
    flags.push_back(std::move(flag));
  }
  at = skip_blanks(text, at);
  return flags;
}

struct Heredoc {
  Token word;        ///< `<<EOF` as it stands there
  std::string name;  ///< the line that ends it
  bool chomp = false;
};

/// A word `<<EOF`, `<<-EOF`, `<<"EOF"` or `3<<EOF`.
std::optional<Heredoc> heredoc_of(const Token& word) {
  const std::string_view text = word.text;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  std::string_view rest = text.substr(digits);
  if (!rest.starts_with("<<")) return std::nullopt;
  rest.remove_prefix(2);
  const bool chomp = rest.starts_with('-');
  if (chomp) rest.remove_prefix(1);
  if (rest.empty() || rest.find('<') != std::string_view::npos) return std::nullopt;
  const auto name = token_at(rest, 0, true);
  if (!name || name->text.empty() || name->end != rest.size()) return std::nullopt;
  return Heredoc{word, name->text, chomp};
}

/// All of them in an instruction. Where a quote is not closed, there are none.
std::vector<Heredoc> heredocs_in(std::string_view text) {
  std::vector<Heredoc> found;
  if (text.find("<<") == std::string_view::npos) return found;
  for (std::size_t at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, at)) {
    const auto word = token_at(text, at, false);
    if (!word) return {};
    if (auto heredoc = heredoc_of(*word)) found.push_back(std::move(*heredoc));
    at = word->end;
  }
  return found;
}

class Reader {
 public:
  explicit Reader(TreeBuilder& builder) : builder_(builder), lines_(builder.source()) {}

  bool read() {
    builder_.begin_document(dockerfile_format);
    if (!lines_.read_directives(builder_)) return false;
    builder_.begin_mapping({0, 0});
    key("instructions");
    builder_.begin_sequence({0, 0});
    while (const auto instruction = lines_.next())
      if (!read_instruction(*instruction)) return false;
    builder_.end_sequence();
    directive("syntax", lines_.syntax());
    directive("escape", lines_.escape());
    builder_.end_mapping();
    return builder_.end_document();
  }

 private:
  void key(std::string_view name) { builder_.scalar({0, 0}, 0, name, false); }

  void directive(std::string_view name, Span value) {
    if (value.length == 0) return;
    key(name);
    source(value);
  }

  /// A piece of the source as it stands there.
  void source(Span where) {
    builder_.scalar(where, where.offset, builder_.source().substr(where.offset, where.length), true);
  }

  /// A part of an instruction, which may stand on several lines.
  void part(const JoinedText& whole, std::size_t at, std::size_t length, std::string_view text) {
    const Span where = whole.span(at, length);
    builder_.scalar(where, where.offset, text, true);
  }

  bool read_instruction(const JoinedText& whole) {
    const std::string_view text = whole.text();
    const std::size_t end = word_end(text, 0);
    std::size_t at = end;
    builder_.begin_mapping(whole.span(0, end));
    key("keyword");
    part(whole, 0, end, text.substr(0, end));
    std::string keyword = to_lower(text.substr(0, end));
    if (keyword == "onbuild") {  // another instruction stands behind it
      at = skip_blanks(text, at);
      const std::size_t inner = word_end(text, at);
      keyword = to_lower(text.substr(at, inner - at));
      key("trigger");
      part(whole, at, inner - at, text.substr(at, inner - at));
      at = inner;
    }
    const std::vector<Token> flags = flags_at(text, at);
    key("flags");
    builder_.begin_sequence(whole.span(0, end));
    for (const Token& flag : flags) part(whole, flag.at, flag.end - flag.at, flag.text);
    builder_.end_sequence();
    const bool exec = read_rest(whole, at);
    const bool takes_heredocs = keyword == "run" || keyword == "copy" || keyword == "add";
    if (takes_heredocs && !exec && !read_heredocs(whole)) return false;
    return builder_.end_mapping();
  }

  /// What stands behind the flags; true where it is a JSON array.
  bool read_rest(const JoinedText& whole, std::size_t at) {
    std::string_view text = whole.text();
    while (text.size() > at && is_line_blank(text.back())) text.remove_suffix(1);
    const ExecForm form = read_exec_form(text.substr(at));
    const Span where = whole.span(at, text.size() - at);
    if (form.is_array) {
      key(form.strings ? "exec" : "mixed");
      builder_.begin_sequence(where);
      for (const std::string& item : form.items) builder_.scalar(where, where.offset, item, true);
      builder_.end_sequence();
    }
    key("lines");
    builder_.begin_sequence(where);
    for (const Span& piece : whole.pieces(at, text.size() - at)) source(piece);
    builder_.end_sequence();
    return form.strings;
  }

  bool read_heredocs(const JoinedText& whole) {
    const std::vector<Heredoc> heredocs = heredocs_in(whole.text());
    if (heredocs.empty()) return true;
    key("heredocs");
    builder_.begin_sequence(whole.span(0, 1));
    for (const Heredoc& heredoc : heredocs)
      if (!read_heredoc(heredoc, whole.span(heredoc.word.at, heredoc.word.end - heredoc.word.at)))
        return false;
    return builder_.end_sequence();
  }

  bool read_heredoc(const Heredoc& heredoc, Span word) {
    std::optional<std::size_t> begin;
    while (const auto line = lines_.raw()) {
      std::string_view text = lines_.text(*line);
      if (!begin) begin = line->begin;
      if (heredoc.chomp) text.remove_prefix(std::min(text.find_first_not_of('\t'), text.size()));
      if (text != heredoc.name) continue;
      builder_.begin_mapping(word);
      key("name");
      builder_.scalar(word, word.offset, heredoc.name, true);
      key("text");
      source({static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(line->begin - *begin)});
      return builder_.end_mapping();
    }
    return builder_.fail(
        "heredoc",
        fmt::format("the text that begins here is never ended: there is no line {}", in_quotes(heredoc.name)),
        word, fmt::format("write {} on a line of its own behind the text", heredoc.name));
  }

  TreeBuilder& builder_;
  DockerfileLines lines_;
};

}  // namespace

bool is_dockerfile_name(std::string_view path) {
  const std::string name = to_lower(path.substr(path.rfind('/') + 1));
  // What has the name and another ending besides is about a Dockerfile, or is to become one.
  for (const std::string_view ending :
       {".yaml",         ".yml",      ".json", ".toml", ".md",     ".txt", ".sh",    ".py",
        ".dockerignore", ".template", ".tmpl", ".tpl",  ".gotmpl", ".j2",  ".jinja", ".jinja2",
        ".erb",          ".mustache", ".hbs",  ".ejs",  ".in",     ".m4"})
    if (name.ends_with(ending)) return false;
  for (const std::string_view usual : {"dockerfile", "containerfile"})
    if (name == usual || name.starts_with(fmt::format("{}.", usual)) ||
        name.ends_with(fmt::format(".{}", usual)))
      return true;
  return false;
}

namespace {

/// The first line that says something, without blanks around it.
std::string first_line(std::string_view text) {
  DockerfileLines lines(text);
  const auto first = lines.next();
  return first ? std::string(trim(first->text())) : std::string();
}

}  // namespace

bool begins_like_dockerfile(std::string_view text) {
  const std::string line = first_line(text);
  const std::size_t end = word_end(line, 0);
  const std::string word = to_lower(std::string_view(line).substr(0, end));
  return (word == "from" || word == "arg") && end < line.size();
}

bool is_dockerfile(std::string_view path, std::string_view text) {
  if (!is_dockerfile_name(path)) return false;
  const std::string line = first_line(text);
  const std::string_view word = std::string_view(line).substr(0, word_end(line, 0));
  return !word.ends_with(':') && word != "---";
}

bool read_dockerfile(TreeBuilder& builder) { return Reader(builder).read(); }

}  // namespace placer::doc
