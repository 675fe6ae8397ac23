// A table of what libyaml can say, with our words beside it; a few need a look at the text to name the cause.
#include "doc/yaml_problem.hpp"

#include "base/text.hpp"
#include "doc/yaml_places.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace placer::doc {

namespace {

// Where to point: at the word where it went wrong, or at the word or the one character that begins the thing.
enum class Place { here, context, opening };

struct Entry {
  std::string_view problem;
  std::string_view message, help;
  Place place = Place::here;
  bool show_context = false;
};

constexpr Entry table[] = {
    {"found unexpected end of stream", "this quoted text is never closed", "write the closing quote",
     Place::opening},
    {"found unexpected document indicator", "this quoted text is never closed", "write the closing quote",
     Place::opening},
    {"found a tab character that violates indentation", "a tab is used as indentation", "use blanks"},
    {"found a tab character where an indentation space is expected", "a tab is used as indentation",
     "use blanks"},
    {"block sequence entries are not allowed in this context", "a list cannot begin here",
     "write each '- ' on a line of its own, or put quotes around a text that begins with '-'"},
    {"mapping keys are not allowed in this context", "a key cannot begin here",
     "write the key on a line of its own, or put quotes around a text that begins with '?'"},
    {"did not find expected '-' indicator", "expected '- ' here, or fewer blanks before it",
     "indent every item of a list alike", Place::here, true},
    {"did not find expected comment or line break", "nothing can follow on the line that begins a block text",
     "begin the text on the next line, or put quotes around a text that begins with '|' or '>'"},
    {"found an indentation indicator equal to 0", "the indentation of a block text cannot be 0",
     "write 1 to 9"},
    {"found incompatible YAML document", "this is written for a version of YAML that is not read",
     "write '%YAML 1.2' or leave the line out"},
    {"found undefined tag handle", "the tag has a prefix that no %TAG line declares",
     "put quotes around a text that begins with '!'"},
    {"did not find expected alphabetic or numeric character", "expected a name here",
     "put quotes around a text that begins with '*' or '&'", Place::context},
    {"did not find expected whitespace or line break", "expected a blank here",
     "put quotes around it if it is text"},
    {"did not find expected tag URI", "expected the name of a tag here",
     "put quotes around a text that begins with '!'"},
    {"did not find expected hexdecimal number", "expected hexadecimal digits after this escape",
     "write '\\\\' for a backslash, or use single quotes"},
};

constexpr std::uint32_t longest_key = 1024;  // characters; YAML's own bound for keys without '?'

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

struct Words {
  std::string message, help;
  Span where;
  bool show_context = false;
};

class Explainer {
 public:
  Explainer(const YamlProblem& problem, std::string_view text, std::optional<Span> open)
      : problem_(problem), text_(text), open_(open) {}

  Words words() const {
    if (problem_.problem == "found character that cannot start any token") return bad_start();
    if (problem_.problem == "mapping values are not allowed in this context") return value_not_allowed();
    if (problem_.problem == "could not find expected ':'") return key_without_colon();
    if (problem_.problem == "did not find expected key") return wrong_key();
    if (problem_.problem == "did not find expected <document start>") return after_the_end();
    if (problem_.problem == "found invalid Unicode character escape code") return bad_code_point();
    if (problem_.problem == "found unknown escape character") {
      return {"there is no such escape in double quotes",
              "write '\\\\' for a backslash, or use single quotes", here(2)};
    }
    if (problem_.problem == "did not find expected node content") return no_value();
    if (problem_.problem.starts_with("did not find expected ',' or")) return no_comma();
    if (problem_.context == "while scanning a directive" ||
        problem_.context.starts_with("while scanning a %")) {
      return {"this is no directive of YAML", "put quotes around a text that begins with '%'", context()};
    }
    const auto known = std::find_if(std::begin(table), std::end(table),
                                    [&](const Entry& entry) { return entry.problem == problem_.problem; });
    if (known == std::end(table)) return {fmt::format("this is not YAML: {}", problem_.problem), {}, here()};
    const Span where = known->place == Place::here      ? here()
                       : known->place == Place::context ? context()
                                                        : opening();
    return {std::string(known->message), std::string(known->help), where, known->show_context};
  }

 private:
  char character() const { return problem_.at < text_.size() ? text_[problem_.at] : '\0'; }

  // What stands there up to the next blank, but no more than so many bytes.
  Span word(std::uint32_t at, std::uint32_t most) const {
    const std::uint32_t begin = std::min(at, static_cast<std::uint32_t>(text_.size()));
    std::uint32_t length = 0;
    while (length < most && begin + length < text_.size() && !is_blank(text_[begin + length])) ++length;
    return {begin, length};
  }
  Span here(std::uint32_t most = longest_key) const { return word(problem_.at, most); }
  Span context() const { return word(problem_.context_at, longest_key); }
  Span opening() const { return word(problem_.context_at, 1); }

  std::size_t line_begin(std::size_t at) const {
    while (at > 0 && !is_line_end(text_[at - 1])) --at;
    return at;
  }
  std::string_view line_before() const {
    const std::size_t begin = line_begin(problem_.at);
    return text_.substr(begin, problem_.at - begin);
  }
  std::size_t indentation(std::size_t begin) const {
    return std::min(text_.find_first_not_of(' ', begin), text_.size()) - begin;
  }
  // How far the last line above that is not blank is indented.
  std::size_t indentation_above() const {
    std::size_t end = line_begin(problem_.at);
    while (end > 0 && is_blank(text_[end - 1])) --end;
    return indentation(line_begin(end));
  }

  Words bad_start() const {
    const char c = character();
    if (c == '\t') return {"a tab is used as indentation", "use blanks", {problem_.at, 1}};
    return {fmt::format("a value cannot begin with '{}'", c), "put quotes around it", here()};
  }

  Words value_not_allowed() const {
    if (line_before().find(": ") != std::string_view::npos) {
      return {"a second ':' on one line makes no key", "put quotes around a text that has ': ' in it",
              here(1)};
    }
    const std::string_view key = trim(line_before());
    const auto begin = static_cast<std::uint32_t>(key.data() - text_.data());
    const Span where = {begin, static_cast<std::uint32_t>(key.size())};
    if (key.size() > longest_key) return long_key(where);
    if (indentation(line_begin(problem_.at)) > indentation_above()) {
      return {"this key is indented deeper than the line above allows",
              "align it with its neighbours, or let the line above end with ':'", where};
    }
    return {"the line above this key is neither a key nor a value", "write 'key: value' there", where};
  }

  static Words long_key(Span where) {
    return {fmt::format("this key is longer than {} characters", longest_key),
            "write '? ' before it",
            {where.offset, std::min(where.length, longest_key)}};
  }

  Words key_without_colon() const {
    const std::uint32_t length = problem_.at - problem_.context_at;
    const std::string_view key = text_.substr(problem_.context_at, length);
    if (length > longest_key && std::none_of(key.begin(), key.end(), is_line_end)) return long_key(context());
    return {"expected ':' after this key",
            "write 'key: value', or indent the line if it continues the text above", context()};
  }

  Words wrong_key() const {
    const std::string_view before = trim(line_before());
    const char last = before.empty() ? '\0' : before.back();
    if (last == '"' || last == '\'') {
      return {"text follows a closing quote", "put the whole value into one pair of quotes", here()};
    }
    if (last == '}' || last == ']') {
      return {"text follows a closing bracket", "put quotes around a text that begins with '{' or '['",
              here()};
    }
    if (character() == ':') return no_key();
    if (character() == '-') {
      return {"expected a key here, not an item of a list", "indent every key of a mapping alike", here(),
              true};
    }
    return {"expected a key here; the indentation fits nothing above", "indent every key of a mapping alike",
            here(), true};
  }

  Words no_key() const { return {"a key is missing before this ':'", "write 'key: value'", here(1)}; }

  Words after_the_end() const {
    if (nothing_follows()) {
      return {"expected '---' after this directive", "write '---' below it",
              word(static_cast<std::uint32_t>(text_.rfind('%')), longest_key)};
    }
    if (character() == '%')
      return {"a directive cannot stand here", "write '...' on the line before it", here()};
    return {"text follows the end of the document",
            "indent it as what it belongs to, or write '---' before it", here()};
  }

  Words bad_code_point() const {
    // libyaml points at the digits, behind the backslash and the letter.
    const Span escape = {problem_.at - std::min(problem_.at, 2U), 6};
    if (character() == 'd' || character() == 'D') {
      return {"half of a surrogate pair is no character in YAML",
              "write the character itself, or one escape such as '\\U0001F600'", escape};
    }
    return {"this escape is no character", "write the character itself", escape};
  }

  bool nothing_follows() const { return trim(text_.substr(problem_.at)).empty(); }
  static char closing(char bracket) { return bracket == '{' ? '}' : ']'; }

  static Words unclosed(char bracket, std::uint32_t offset) {
    return {fmt::format("this '{}' is never closed", bracket),
            fmt::format("write the closing '{}'", closing(bracket)),
            {offset, 1}};
  }
  Words no_comma() const {
    const char bracket = text_[problem_.context_at];
    if (nothing_follows()) return unclosed(bracket, problem_.context_at);
    return {fmt::format("expected ',' or '{}' here", closing(bracket)),
            "put quotes around a text that has one of []{}, in it", here(), true};
  }
  Words no_value() const {
    if (open_ && nothing_follows() && (text_[open_->offset] == '[' || text_[open_->offset] == '{')) {
      return unclosed(text_[open_->offset], open_->offset);
    }
    if (character() == ':') return no_key();
    return {"expected a value here", "put quotes around it if it is meant as text", here()};
  }

  const YamlProblem& problem_;
  std::string_view text_;     // up to where it was read
  std::optional<Span> open_;  // the innermost open collection
};

std::string context_words(std::string_view context) {
  if (context.find("sequence") != std::string_view::npos ||
      context.find("collection") != std::string_view::npos) {
    return "the list begins here";
  }
  return "the mapping begins here";
}

// The quote that libyaml took for the closing one of a text of several lines is often an opening one.
bool follows_on_line(const Span& quoted, std::uint32_t at, std::string_view text) {
  const std::uint32_t end = quoted.offset + quoted.length;
  if (quoted.length == 0 || end > at) return false;
  const std::string_view between = text.substr(end, at - end);
  return std::none_of(between.begin(), between.end(), is_line_end);
}

}  // namespace

void report_yaml_problem(const YamlProblem& problem, TreeBuilder& builder) {
  const std::string_view text = builder.source().substr(0, problem.end);
  Words words = Explainer(problem, text, builder.open_collection()).words();
  std::vector<Related> related;
  if (follows_on_line(problem.last_quoted, problem.at, text)) {
    related.push_back({builder.at({problem.last_quoted.offset, 1}),
                       "the quoted text before it begins here; is its closing quote missing?"});
  } else if (words.show_context) {
    related.push_back({builder.at({problem.context_at, 1}), context_words(problem.context)});
  }
  builder.fail("syntax", std::move(words.message), words.where, std::move(words.help), std::move(related));
}

}  // namespace placer::doc
