// Reading the small things that every section is made of: values, facts, expressions, sources and offerings.
#include "rules/load_context.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "rules/literal.hpp"
#include "rules/provenance.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

constexpr doc::FieldContext source_fields{"rules", "a source"};

void report_quantity(doc::View value, const QuantityError& error, LoadContext& context) {
  Location where = value.where();
  if (error.offset + error.length <= where.length) {
    where.offset += error.offset;
    where.length = std::max<std::uint32_t>(1, error.length);
  }
  context.error(error.message, where, error.help);
}

/// One of the words that there are for where a figure comes from.
std::string_view required_word(doc::View node, std::string_view key, std::span<const std::string_view> words,
                               LoadContext& context) {
  const std::string_view word = doc::required_text(node, key, source_fields, context.sink);
  if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
    context.error(fmt::format("`{}` is one of {}; got `{}`", key, join(words, ", "), word),
                  node[key].where());
  return word;
}

std::uint16_t add_source(doc::View node, LoadContext& context) {
  const doc::FieldContext& fields = source_fields;
  if (!doc::check_keys(node, {"url", "title", "as_of", "checked", "basis", "confidence"}, fields,
                       context.sink))
    return 0;
  const std::string_view url = doc::optional_text(node, "url", "", fields, context.sink);
  const std::string_view title = doc::optional_text(node, "title", "", fields, context.sink);
  const std::string_view as_of = doc::required_text(node, "as_of", fields, context.sink);
  const std::string_view checked = doc::required_text(node, "checked", fields, context.sink);
  if (url.empty() && title.empty())
    context.error("a source needs a `url`, or a `title` where there is none", node.where());
  if (!url.empty() && url.substr(0, 8) != "https://")
    context.error("a source's url must begin with https://", node["url"].where());
  if (!as_of.empty() && as_of != "undated" && !is_date(as_of))
    context.error(fmt::format("expected a date like 2026-11-24, or undated, got `{}`", as_of),
                  node["as_of"].where());
  if (!checked.empty() && !is_date(checked))
    context.error(fmt::format("expected a date like 2026-11-24, got `{}`", checked), node["checked"].where());
  Source source;
  source.url = context.text(url);
  source.title = context.text(title);
  source.as_of = context.text(as_of);
  source.checked = context.text(checked);
  source.basis = context.text(required_word(node, "basis", bases, context));
  source.confidence = context.text(required_word(node, "confidence", confidences, context));
  context.tables.of<Source>().push_back(source);
  return static_cast<std::uint16_t>(context.tables.of<Source>().size() - 1);
}

}  // namespace

Place LoadContext::place(doc::View node) const {
  const Location where = node.where();
  const auto file = files.find(where.file);
  if (file != files.end()) return {file->second, sources.position(where).line};
  return {};
}

std::optional<Interval> read_quantity(doc::View value, Unit unit, LoadContext& context) {
  QuantityError error;
  std::optional<Interval> result = parse_quantity(value.text(), unit, error);
  if (!result) report_quantity(value, error, context);
  return result;
}

std::optional<Interval> read_value(doc::View value, FactId id, LoadContext& context) {
  const Vocabulary vocabulary(context.tables);
  const FactRow& fact = context.fact(id);
  if (!value.is_sequence()) {
    QuantityError error;
    std::optional<Interval> result = parse_literal(vocabulary, fact, value.text(), error);
    if (!result) report_quantity(value, error, context);
    return result;
  }
  std::int64_t set = 0;
  for (const doc::View item : doc::items(value)) {
    QuantityError error;
    const std::optional<Interval> one = parse_literal(vocabulary, fact, item.text(), error);
    if (!one) {
      report_quantity(item, error, context);
      return std::nullopt;
    }
    set |= one->low;
  }
  return Interval{set, set};
}

FactId read_fact(doc::View name, LoadContext& context) {
  const FactId fact = find_fact(context.tables, name.text());
  if (fact == no_fact)
    context.error(fmt::format("there is no fact `{}`", name.text()), name.where(),
                  suggest_fact(context.tables, name.text()));
  return fact;
}

Range<Node> read_expression(doc::View entry, std::string_view key, const ExpressionOptions& options,
                            LoadContext& context) {
  const doc::View value = entry[key];
  if (!value) return {};
  if (!value.is_scalar()) {
    context.error(fmt::format("`{}` must be an expression, for example `gpu.count > 0`", key), value.where());
    return {};
  }
  Location where = value.where();
  if (value.quoted()) where.offset += 1;  // behind the quotation mark
  return compile_expression(value.text(), where, options, context.tables, context.sink);
}

std::uint16_t read_source(doc::View entry, const PlatformScope& scope, LoadContext& context,
                          std::string_view key) {
  const doc::View source = entry[key];
  if (!source) {
    context.error(
        "an entry without a source is not taken", entry.where(),
        fmt::format("add `{}:` with the url and the dates, or the name of one under `sources:`", key));
    return 0;
  }
  if (source.is_mapping()) return add_source(source, context);
  const auto named = scope.sources.find(source.text());
  if (named != scope.sources.end()) return named->second;
  std::vector<std::string_view> names;
  for (const auto& [name, index] : scope.sources) names.emplace_back(name);
  const auto near = closest(source.text(), names);
  context.error(fmt::format("there is no source `{}`", source.text()), source.where(),
                near ? fmt::format("did you mean `{}`?", *near) : "name it under `sources:` of this file");
  return 0;
}

void load_sources(doc::View section, PlatformScope& scope, LoadContext& context) {
  for (const auto [name, value] : doc::entries(section))
    scope.sources[std::string(name.text())] = add_source(value, context);
}

OfferingMask read_offerings(doc::View entry, const PlatformScope& scope, LoadContext& context) {
  const doc::View list = doc::optional_sequence(entry, "offerings", {"rules", "an entry"}, context.sink);
  if (!list) return scope.all;
  OfferingMask mask = 0;
  for (const doc::View name : doc::items(list)) {
    const auto found = scope.offerings.find(name.text());
    if (found != scope.offerings.end()) {
      mask |= found->second;
      continue;
    }
    std::vector<std::string_view> known;
    for (const auto& [id, offering] : scope.offerings) known.emplace_back(id);
    const auto near = closest(name.text(), known);
    context.error(
        fmt::format("{} `{}`",
                    scope.any_platform ? "there is no platform or offering" : "this platform has no offering",
                    name.text()),
        name.where(), near ? fmt::format("did you mean `{}`?", *near) : "");
  }
  return mask;
}

bool claim_rule(std::string_view id, doc::View where, LoadContext& context) {
  const auto known = context.rule_ids.find(id);
  if (known == context.rule_ids.end() || !context.is_own(where) || known->second.file >= context.first_own)
    return claim_id(id, where, context);
  const auto& rules = context.tables.of<Rule>();
  if (std::none_of(rules.begin(), rules.end(),
                   [&](const Rule& rule) { return context.tables.text(rule.id) == id; }))
    return claim_id(id, where, context);
  known->second = where.where();
  context.replaced.emplace(id);
  return true;
}

bool claim_id(std::string_view id, doc::View where, LoadContext& context) {
  if (id.empty()) return false;
  if (id.find(' ') != std::string_view::npos) {
    context.error(fmt::format("the id `{}` has blanks", id), where.where(), "join its words with - or _");
    return false;
  }
  const auto [at, fresh] = context.rule_ids.emplace(std::string(id), where.where());
  if (fresh) return true;
  context.sink.report({Severity::error,
                       "rules.duplicate-id",
                       fmt::format("the id `{}` is used twice", id),
                       where.where(),
                       "",
                       {{at->second, "first used here"}}});
  return false;
}

}  // namespace placer::rules
