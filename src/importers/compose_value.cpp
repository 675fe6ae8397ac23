// A default may hold variables with defaults in turn. They are followed with a stack of the texts that are
// still to be read, so that nesting costs no recursion.
#include "importers/compose_value.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::compose {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t name_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_name(text[length])) ++length;
  return length;
}

/// The offset of the brace that closes the one before `text`; npos without it.
std::size_t closing_brace(std::string_view text) {
  std::size_t depth = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

/// More variables in one value than anybody writes; it bounds the work on nested defaults.
constexpr std::size_t most_variables = 64;

class Interpolation {
 public:
  explicit Interpolation(std::string_view text) { waiting_.push_back(text); }

  /// False if a variable without a default stands in it.
  bool run() {
    while (!waiting_.empty()) {
      const std::string_view text = waiting_.back();
      waiting_.pop_back();
      const std::size_t dollar = text.find('$');
      result += text.substr(0, dollar);
      if (dollar == std::string_view::npos) continue;
      if (!variable(text.substr(dollar + 1))) return false;
    }
    return true;
  }

  std::string result;
  std::string_view name;  ///< of the last variable
  std::size_t variables = 0;

 private:
  bool variable(std::string_view rest) {
    if (rest.starts_with('$')) {
      result += '$';
      waiting_.push_back(rest.substr(1));
      return true;
    }
    if (++variables > most_variables) return false;
    if (!rest.starts_with('{')) {
      name = rest.substr(0, name_length(rest));
      return false;
    }
    rest.remove_prefix(1);
    const std::size_t end = closing_brace(rest);
    if (end == std::string_view::npos) return false;
    std::string_view inside = rest.substr(0, end);
    name = inside.substr(0, name_length(inside));
    inside.remove_prefix(name.size());
    if (inside.starts_with(':')) inside.remove_prefix(1);
    if (!inside.starts_with('-')) return false;
    waiting_.push_back(rest.substr(end + 1));
    waiting_.push_back(inside.substr(1));
    return true;
  }

  std::vector<std::string_view> waiting_;
};

}  // namespace

Value value(std::string_view text, Location where) {
  Value value;
  value.where = where;
  value.present = true;
  Interpolation interpolation(text);
  if (!interpolation.run() || interpolation.result.find("{{") != std::string::npos) {
    value.origin = Origin::unresolved;
    value.text = printable(trim(text));
    value.note = fmt::format("`{}` is filled in elsewhere", value.text);
    return value;
  }
  value.text = printable(trim(interpolation.result));
  value.present = !value.text.empty();
  if (interpolation.variables > 0) {
    value.origin = Origin::assumed;
    value.note = fmt::format("the default of ${}", interpolation.name);
  }
  return value;
}

Value value(doc::View scalar) {
  return scalar.is_scalar() ? value(scalar.text(), scalar.where()) : literal(scalar);
}

Value boolean(doc::View scalar) {
  Value said = value(scalar);
  const std::string lower = to_lower(said.text);
  if (lower == "true" || lower == "yes" || lower == "y" || lower == "on") said.text = "true";
  if (lower == "false" || lower == "no" || lower == "n" || lower == "off") said.text = "false";
  return said;
}

std::string_view unclosed_variable(std::string_view text) {
  // What another program fills in first has braces of its own.
  if (text.find("{{") != std::string_view::npos) return {};
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("$$")) {
      at += 2;
      continue;
    }
    ++at;
    if (!rest.starts_with("${") || name_length(rest.substr(2)) == 0) continue;
    const std::size_t end = closing_brace(rest.substr(2));
    if (end == std::string_view::npos) return rest;
    at += end + 2;
  }
  return {};
}

std::string_view nameless_variable(std::string_view text) {
  if (text.find("{{") != std::string_view::npos) return {};
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view rest = text.substr(at);
    at += rest.starts_with("$$") ? 2 : 1;
    if (!rest.starts_with("${") || rest.size() < 3) continue;
    const char first = rest[2];
    if (!is_name(first) || (first >= '0' && first <= '9'))
      return rest.substr(0, std::min(rest.size(), rest.find('}')) + (rest.find('}') < rest.size() ? 1 : 0));
  }
  return {};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0, depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '{') ++depth;
    if (text[at] == '}' && depth > 0) --depth;
    if (text[at] != separator || depth > 0) continue;
    parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

}  // namespace placer::importers::compose
