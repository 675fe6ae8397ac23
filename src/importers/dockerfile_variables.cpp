// A default may hold variables in turn. They are followed with a stack of the texts that are still to be
// read, so that nesting costs no recursion; a text that grows beyond all measure is one that nobody can say.
// The rules are those of BuildKit (github.com/moby/buildkit, frontend/dockerfile/shell/lex.go).
#include "importers/dockerfile_variables.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace placer::importers::dockerfile {
namespace {

constexpr std::size_t most_variables = 64;
constexpr std::size_t longest = 4096;  // of a text that variables went into

/// What BuildKit sets itself; it depends on the machine and on what is asked for.
constexpr std::string_view of_the_builder[] = {"TARGETPLATFORM", "TARGETOS",      "TARGETARCH",
                                               "TARGETVARIANT",  "BUILDPLATFORM", "BUILDOS",
                                               "BUILDARCH",      "BUILDVARIANT",  "TARGETSTAGE"};

bool begins_name(char c) { return is_letter(c) || c == '_'; }

std::size_t name_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && (begins_name(text[length]) || is_digit(text[length]))) ++length;
  return length;
}

/// The offset of the brace that closes the one before the text; npos without it.
std::size_t closing_brace(std::string_view text, char escape) {
  std::size_t depth = 1;
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == escape && quote != '\'') {
      ++at;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '$' && at + 1 < text.size() && text[at + 1] == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

class Variables::Filling {
 public:
  Filling(const Variables& variables, std::string_view text) : variables_(variables) {
    waiting_.push_back({text, 0});
  }

  Filled run() {
    while (!waiting_.empty() && filled_.broken.empty()) {
      if (waiting_.back().text.empty()) {
        if (waiting_.back().quote != 0 && waiting_.size() == 1) filled_.broken = "a quote is not closed";
        waiting_.pop_back();
        continue;
      }
      step();
      if (seen_ <= most_variables && filled_.text.size() <= longest + start_) continue;
      filled_.known = false;
      break;
    }
    return std::move(filled_);
  }

 private:
  struct Part {
    std::string_view text;
    char quote;  // the one that is open
  };

  void take(std::size_t count) { waiting_.back().text.remove_prefix(count); }

  void copy(std::size_t count) {
    filled_.text += waiting_.back().text.substr(0, count);
    take(count);
    start_ += count;
  }

  void step() {
    Part& part = waiting_.back();
    const char c = part.text.front();
    if (part.quote == '\'') {
      if (c != '\'') return copy(std::min(part.text.find('\''), part.text.size()));
      part.quote = 0;
      return take(1);
    }
    if (c == '"' || c == '\'') {
      if (part.quote == '"' && c == '\'') return copy(1);
      part.quote = part.quote == c ? '\0' : c;
      return take(1);
    }
    if (c == variables_.escape_) return escaped(part);
    if (c == '$') return variable();
    copy(1);
  }

  /// Within quotes only what means something there can be escaped.
  void escaped(const Part& part) {
    const char next = part.text.size() > 1 ? part.text[1] : '\0';
    const bool stays = part.quote == '"' && next != '"' && next != '$' && next != variables_.escape_;
    if (stays && next != '\0') return copy(2);
    take(1);
    if (next != '\0') copy(1);
  }

  void variable() {
    ++seen_;
    const std::string_view rest = waiting_.back().text.substr(1);
    if (!rest.starts_with('{')) {
      const bool special = !rest.empty() && (is_digit(rest.front()) || rest.front() == '@');
      const std::size_t length = special ? 1 : name_length(rest);
      if (length == 0) return copy(1);
      put(rest.substr(0, length), waiting_.back().text.substr(0, length + 1));
      return take(length + 1);
    }
    const std::size_t end = closing_brace(rest.substr(1), variables_.escape_);
    if (end == std::string_view::npos) {
      filled_.broken = "a variable has no closing brace";
      return;
    }
    const std::string_view whole = waiting_.back().text.substr(0, end + 3), inside = rest.substr(1, end);
    take(whole.size());
    const std::string_view name = inside.substr(0, name_length(inside));
    if (name.empty()) {
      filled_.broken = "a variable has no name";
      return;
    }
    modified(name, inside.substr(name.size()), whole);
  }

  void modified(std::string_view name, std::string_view modifier, std::string_view whole) {
    if (modifier.empty()) return put(name, whole);
    const bool empty_counts = modifier.starts_with(':');
    if (empty_counts) modifier.remove_prefix(1);
    const char kind = modifier.empty() ? '\0' : modifier.front();
    const Entry* entry = variables_.find(name);
    if (kind == '-' || kind == '+') {
      if (entry != nullptr && entry->is_set && !entry->known) return open(name, whole);
      const bool is_set = entry != nullptr && entry->is_set && (!empty_counts || !entry->text.empty());
      note(name, entry == nullptr || entry->assumed || !entry->is_set);
      if (is_set == (kind == '+'))
        waiting_.push_back({modifier.substr(1), 0});
      else if (is_set)
        put(name, whole);
      return;
    }
    if (kind == '?') return put(name, whole);
    // Parts of a value that match a pattern are cut out of it.
    if (!empty_counts && (kind == '#' || kind == '%' || kind == '/')) return open(name, whole);
    filled_.broken = fmt::format("{} is no way to fill in a variable", in_quotes(whole));
  }

  void put(std::string_view name, std::string_view whole) {
    const Entry* entry = variables_.find(name);
    if (entry == nullptr && variables_.closed_) return;
    if (entry == nullptr || !entry->known) return open(name, whole);
    filled_.text += entry->text;
    note(name, entry->assumed);
  }

  void open(std::string_view name, std::string_view whole) {
    filled_.text += whole;
    filled_.known = false;
    filled_.variable = name;
  }

  void note(std::string_view name, bool assumed) {
    if (!assumed) return;
    filled_.assumed = true;
    if (filled_.known) filled_.variable = name;
  }

  const Variables& variables_;
  std::vector<Part> waiting_;
  Filled filled_;
  std::size_t seen_ = 0;
  std::size_t start_ = 0;  // of the text, what stood there as it is
};

const Variables::Entry* Variables::find(std::string_view name) const {
  if (const auto found = entries_.find(name); found != entries_.end()) return &found->second;
  static const Entry open{{}, false, false, false, true};
  const bool is_open =
      std::find(std::begin(of_the_builder), std::end(of_the_builder), name) != std::end(of_the_builder);
  return is_open ? &open : nullptr;
}

void Variables::give(std::string_view name, const Value& value) {
  given_[std::string(name)] = {value.text, value.literal(), value.origin == Origin::assumed, false, true};
}

void Variables::declare(std::string_view name, const Filled* value, const Variables* outer) {
  const auto here = entries_.find(name);
  if (here != entries_.end() && here->second.environment) return;
  Entry entry{{}, false, true, false, false};
  if (const auto given = given_.find(name); given != given_.end())
    entry = given->second;
  else if (value != nullptr)
    entry = {value->text, value->known && value->broken.empty(), true, false, true};
  else if (outer != nullptr)
    if (const auto found = outer->entries_.find(name); found != outer->entries_.end()) entry = found->second;
  entries_[std::string(name)] = std::move(entry);
}

void Variables::set(std::string_view name, const Filled& value) {
  entries_[std::string(name)] = {value.text, value.known && value.broken.empty(), value.assumed, true, true};
}

Variables Variables::only_given() const {
  Variables fresh(escape_);
  fresh.given_ = given_;
  return fresh;
}

Filled Variables::fill_in(std::string_view text) const {
  if (text.find_first_of("$'\"") == std::string_view::npos && text.find(escape_) == std::string_view::npos)
    return {.text = std::string(text), .variable = {}, .broken = {}};
  return Filling(*this, text).run();
}

Value Variables::value(std::string_view text, Location where) const {
  const Filled filled = fill_in(text);
  Value value;
  value.where = where;
  value.text = printable(trim(filled.text));
  value.present = true;
  if (!filled.known || !filled.broken.empty()) {
    value.origin = Origin::unresolved;
    value.note = fmt::format("`{}` is filled in by the build", value.text);
  } else if (filled.assumed) {
    value.origin = Origin::assumed;
    value.note = fmt::format("the default of ${}", filled.variable);
  }
  return value;
}

}  // namespace placer::importers::dockerfile
