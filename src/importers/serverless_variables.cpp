// A variable may stand in another one, and what it leads to may hold more of them: the text is filled in from
// the innermost one outwards, step by step, so that neither nesting nor a cycle can exhaust anything.
#include "importers/serverless_variables.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/serverless_terms.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace placer::importers {
namespace {

constexpr int most_steps = 64;             // of one value; real ones need a handful
constexpr std::size_t most_text = 10'000;  // of one value while it is filled in

constexpr std::string_view opening = "${";
constexpr std::string_view quotes = "'\"";

/// What the framework takes where the file does not say it.
constexpr std::pair<std::string_view, std::string_view> framework_defaults[] = {
    {"provider.stage", "dev"}, {"provider.region", "us-east-1"}};

bool is_collection(doc::View view) { return view.is_mapping() || view.is_sequence(); }

/// The parts between commas that stand neither in quotes, nor in parentheses, nor in another variable.
std::vector<std::string_view> sources_of(std::string_view inside) {
  std::vector<std::string_view> sources;
  std::size_t begin = 0, depth = 0;
  char quote = 0;
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const char c = inside[at];
    if (quote != 0)
      quote = c == quote ? char{0} : quote;
    else if (quotes.find(c) != quotes.npos)
      quote = c;
    else if (c == '(' || c == '{')
      ++depth;
    else if ((c == ')' || c == '}') && depth > 0)
      --depth;
    else if (c == ',' && depth == 0) {
      sources.push_back(trim(inside.substr(begin, at - begin)));
      begin = at + 1;
    }
  }
  sources.push_back(trim(inside.substr(begin)));
  return sources;
}

/// What a source says by itself: a text in quotes, a number, true or false.
std::optional<std::string_view> said_by(std::string_view source) {
  const bool quoted =
      source.size() > 1 && quotes.find(source.front()) != quotes.npos && source.back() == source.front();
  if (quoted) return source.substr(1, source.size() - 2);
  const bool number = !source.empty() && source.find_first_not_of("0123456789.-") == source.npos;
  return number || source == "true" || source == "false" ? std::optional(source) : std::nullopt;
}

/// The first variable that holds no other one, as its place in a text; nothing without one that is closed.
struct Span {
  std::size_t begin = 0, end = 0;
};
std::optional<Span> innermost(std::string_view text) {
  const std::size_t first = text.find(opening);
  const std::size_t close = first == text.npos ? first : text.find('}', first);
  if (close == text.npos) return std::nullopt;
  return Span{text.rfind(opening, close), close + 1};
}

/// What stands in a variable that is the whole text, others included; nothing of any other text.
std::optional<std::string_view> inside_of(std::string_view text) {
  if (!text.starts_with(opening)) return std::nullopt;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, opening.size()) == opening) ++depth;
    if (text[at] == '}' && --depth == 0 && at + 1 < text.size()) return std::nullopt;
    if (depth == 0) return text.substr(opening.size(), at - opening.size());
  }
  return std::nullopt;
}

/// A variable that stands for what a path goes through, taken further along the path: each of its sources is.
/// A text or a number has nothing in it. Nothing where no source is left.
std::optional<std::string> taken_further(std::string_view variable, std::string_view path) {
  const auto inside = inside_of(variable);
  if (!inside) return std::nullopt;
  std::string sources;
  for (const std::string_view source : sources_of(*inside)) {
    if (said_by(source)) continue;
    // A source that is a variable of its own holds its path in itself.
    const auto own = inside_of(source);
    const std::string_view plain = own ? *own : source;
    if (own && sources_of(plain).size() > 1) return std::nullopt;
    sources += fmt::format("{}{}.{}", sources.empty() ? "" : ", ", plain, path);
  }
  return sources.empty() ? std::nullopt : std::optional(fmt::format("${{{}}}", sources));
}

/// The item of a list that a path has the number of.
doc::View item_at(doc::View list, std::string_view index) {
  std::size_t at = 0;
  const auto read = std::from_chars(index.data(), index.data() + index.size(), at);
  if (index.empty() || read.ec != std::errc() || read.ptr != index.data() + index.size()) return {};
  for (const doc::View item : doc::items(list))
    if (at-- == 0) return item;
  return {};
}

/// Whether it stands in another one, between commas: `${a, ${b, c}}` is `${a, b, c}`.
bool is_source_of_another(std::string_view text, Span variable) {
  const std::string_view before = trim(text.substr(0, variable.begin)),
                         behind = trim(text.substr(variable.end));
  return before.find(opening) != before.npos && before.ends_with(',') &&
         (behind.starts_with(',') || behind.starts_with('}'));
}

}  // namespace

/// What a source leads to. Without view and text it is missing.
struct ServerlessVariables::Found {
  doc::View view = {};
  std::optional<std::string> text = {};
  bool unknown = false;  ///< somebody says it who is not here
  bool assumed = false;  ///< somebody may say something else
};

class ServerlessVariables::Expansion {
 public:
  Expansion(const ServerlessVariables& variables, doc::View written)
      : variables_(variables), written_(written), text_(written.text()) {
    value_.present = true;
    value_.where = written.where();
  }

  Reading run() {
    for (int step = 0; step < most_steps && text_.size() < most_text; ++step) {
      const auto variable = innermost(text_);
      if (!variable) return finished();
      const std::string inside = text_.substr(variable->begin + 2, variable->end - variable->begin - 3);
      if (is_source_of_another(text_, *variable)) {
        text_.replace(variable->begin, variable->end - variable->begin, inside);
        continue;
      }
      const Found found = first_of(inside);
      const bool whole = variable->begin == 0 && variable->end == text_.size();
      if (found.unknown || (is_collection(found.view) && !whole)) return unknown();
      if (is_collection(found.view)) return {found.view, value_};
      if (found.view && whole) value_.where = found.view.where();
      const std::string text = found.view ? std::string(found.view.text()) : *found.text;
      // What would be read as several sources.
      const bool nested = text_.find(opening) < variable->begin;
      if (nested && text.find(opening) == text.npos && text.find_first_of(",'\"") != text.npos)
        return unknown();
      text_.replace(variable->begin, variable->end - variable->begin, text);
    }
    return {written_,
            open_value(written_.where(), fmt::format("`{}` refers to itself, or is nested too deeply",
                                                     printable(written_.text())))};
  }

 private:
  Reading unknown() const { return {written_, literal(written_)}; }

  Reading finished() {
    // Another program fills in the rest.
    if (is_placeholder(text_)) return unknown();
    value_.text = printable(trim(text_));
    if (value_.text.empty()) value_.present = false;
    return {written_, value_};
  }

  void assume(std::string_view source) {
    if (value_.origin == Origin::assumed) return;
    value_.origin = Origin::assumed;
    value_.note = fmt::format("the default of `{}`", printable(source));
  }

  /// The first source that leads somewhere. Something may be said for those before it.
  Found first_of(std::string_view inside) {
    const std::vector<std::string_view> sources = sources_of(inside);
    for (std::size_t i = 0; i < sources.size(); ++i) {
      Found found = read(sources[i]);
      if (found.unknown) return found;
      if (found.assumed) assume(sources[i]);
      if (found.text && found.text->starts_with(opening))  // led on: what follows is its default still
        for (std::size_t j = i + 1; j < sources.size(); ++j)
          found.text->insert(found.text->size() - 1, fmt::format(", {}", sources[j]));
      if (found.view || found.text) return found;
    }
    return {.unknown = true};
  }

  Found read(std::string_view source) const {
    if (const auto text = said_by(source)) return {.text = std::string(*text)};
    if (source == "null") return {.text = ""};
    const std::size_t colon = source.find(':');
    const std::string_view type = source.substr(0, colon);
    const std::string_view address = colon == source.npos ? std::string_view() : source.substr(colon + 1);
    if (type == "self") return variables_.look_up(address);
    if (source == "sls:stage") {
      Found found = variables_.look_up("provider.stage");
      found.assumed = true;
      return found;
    }
    // What is said for the stage comes before what is said for all; the fourth version has both under
    // `stages`: https://www.serverless.com/framework/docs/guides/stages.
    if (type == "param" && !address.empty())
      return {.text = fmt::format("${{self:stages.${{sls:stage}}.params.{0}, self:params.${{sls:stage}}.{0}, "
                                  "self:stages.default.params.{0}, self:params.default.{0}}}",
                                  address),
              .assumed = true};
    return {.unknown = type != "opt" && type != "env", .assumed = type == "opt" || type == "env"};
  }

  const ServerlessVariables& variables_;
  doc::View written_;
  std::string text_;  // what is filled in so far
  Value value_;
};

doc::View ServerlessVariables::child(doc::View parent, std::string_view key) const {
  const auto [at, is_new] = entries_.try_emplace(parent.index());
  if (is_new)
    for (const auto [name, value] : doc::merged_entries(parent)) at->second.emplace(name.text(), value);
  const auto found = at->second.find(key);
  return found == at->second.end() ? doc::View() : found->second;
}

ServerlessVariables::Found ServerlessVariables::look_up(std::string_view path) const {
  doc::View view = root_;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::size_t dot = rest.find('.');
    const std::string_view step = rest.substr(0, dot);
    view = view.is_sequence() ? item_at(view, step) : child(view, step);
    rest = dot == rest.npos ? std::string_view() : rest.substr(dot + 1);
    if (is_collection(view)) continue;
    const std::string_view text = view.text();
    if (rest.empty() || text.find(opening) == text.npos) break;
    const auto further = taken_further(text, rest);
    return {.text = further, .unknown = !further};
  }
  if (rest.empty() && view && !view.is_null()) return {.view = view};
  for (const auto& [known, text] : framework_defaults)
    if (path == known) return {.text = std::string(text), .assumed = true};
  return {};
}

/// Resources are written as CloudFormation has them.
WrittenKey ServerlessVariables::written_key(std::string_view key, Location where) const {
  const Location resources = doc::find_merged(root_, "resources").where();
  const bool is_resource = resources && where.file == resources.file && where.offset >= resources.offset &&
                           where.offset < resources.offset + resources.length;
  return is_resource ? WrittenKey{key} : ServerlessTerms::written_key(key);
}

Reading ServerlessVariables::follow(doc::View value) const {
  if (value.is_scalar() && value.text().find(opening) != std::string_view::npos)
    return Expansion(*this, value).run();
  Reading reading{value, {}};
  if (!is_collection(value)) {
    reading.value = literal(value);
    return reading;
  }
  if (const auto made = made_.find(value.index());
      made != made_.end() && value.document() != root_.document())
    reading.value = made->second;
  reading.value.present = true;
  reading.value.where = value.where();
  return reading;
}

}  // namespace placer::importers
