// What was expected follows from nlohmann's words, the advice from the character that stands there instead.
#include "doc/json_problem.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace placer::doc {

namespace {

constexpr std::string_view end_of_file = "the end of the file";
constexpr std::string_view quoted_key = "a key in double quotes";
constexpr std::string_view in_object = "',' or '}'";
constexpr std::string_view in_array = "',' or ']'";

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
bool is_among(char c, std::string_view characters) { return characters.find(c) != std::string_view::npos; }

// The part before what it read, which may say anything.
std::string_view own_words(std::string_view words) { return words.substr(0, words.find("; last read: ")); }

std::string_view expected(std::string_view all_words) {
  if (all_words.ends_with("expected end of input")) return end_of_file;
  const std::string_view words = own_words(all_words);
  if (has(words, "parsing object key")) return quoted_key;
  if (has(words, "parsing object separator")) return "':'";
  if (has(words, "parsing object")) return in_object;
  if (has(words, "parsing array")) return in_array;
  return "a value";
}

std::string_view advice(std::string_view source, std::uint32_t at, std::string_view wanted) {
  if (wanted == end_of_file) return "a JSON file holds one value; remove the rest";
  const char c = source[at];
  const std::size_t before = source.substr(0, at).find_last_not_of(" \t\r\n");
  if (is_among(c, "]}")) {
    return before != std::string_view::npos && source[before] == ',' ? "remove the comma before it" : "";
  }
  if (is_among(c, "/#")) return "JSON has no comments; remove it";
  if (c == '\'' || (wanted == quoted_key && c != ',')) return "use double quotes";
  if (wanted == in_object || wanted == in_array) {
    if (before != std::string_view::npos && before + 1 == at && source[before] == '0') {
      return "remove the 0 at the beginning of the number";
    }
    return is_among(c, ":") ? "" : "is a comma missing before it?";
  }
  if (is_among(c, "TFNu")) return "JSON knows the words true, false and null only";
  if (is_among(c, "+-.")) return "a number begins with a digit, or with one '-' and a digit";
  return "";
}

void report_string(std::string_view words, Span where, TreeBuilder& builder) {
  const std::string_view source = builder.source();
  const std::uint32_t last = where.offset + where.length - 1;
  if (has(words, "missing closing quote") || (last < source.size() && is_among(source[last], "\r\n"))) {
    builder.fail("syntax", "this text is not closed on its line", {where.offset, 1},
                 "write the closing quote, or '\\n' for a line end");
  } else if (has(words, "surrogate")) {
    builder.fail("syntax", "half of a surrogate pair stands alone in this text", where,
                 "write the character itself");
  } else if (has(words, "control character")) {
    builder.fail("syntax", "a tab must be written as an escape in JSON", {last, 1}, "write '\\t'");
  } else {
    const auto backslash = static_cast<std::uint32_t>(std::min(source.rfind('\\', last), source.size()));
    builder.fail("syntax", "there is no such escape in JSON", {backslash, last + 1 - backslash},
                 "write '\\\\' for a backslash");
  }
}

}  // namespace

void report_json_problem(const JsonProblem& problem, TreeBuilder& builder) {
  const std::string_view source = builder.source();
  const std::string_view words = own_words(problem.words);
  const std::uint32_t begin = problem.begin;
  const Span token = {begin, std::max(problem.end, begin + 1) - begin};
  if (has(words, "number overflow")) {
    builder.fail("number", "this number is too large to be read", token, "write a smaller one");
  } else if (has(words, "invalid string")) {
    report_string(words, token, builder);
  } else if (begin < source.size()) {
    // `begin` is right but for a comma or colon that is itself too many.
    const std::uint32_t last = std::max(problem.end, 1U) - 1;
    const bool mark = !has(words, "invalid") && is_among(source[last], ",:[]{}");
    const Span where = mark ? Span{last, 1} : token;
    const std::string_view wanted = expected(problem.words);
    builder.fail("syntax", fmt::format("expected {} here", wanted), where,
                 std::string(advice(source, where.offset, wanted)));
  } else if (const auto open = builder.open_collection()) {
    const char opening = source[open->offset];
    builder.fail("syntax", fmt::format("this '{}' is never closed", opening), {open->offset, 1},
                 fmt::format("write the closing '{}'", opening == '{' ? '}' : ']'));
  } else {
    builder.fail("syntax", "the file ends where a value should begin", {begin, 0});
  }
}

}  // namespace placer::doc
