// Settings are read as a manifest of their own, a line each, so that a mistake is shown as in any other.
#include "facade/settings.hpp"

#include "base/text.hpp"
#include "doc/read.hpp"
#include "importers/contradiction.hpp"
#include "importers/native.hpp"
#include "importers/region.hpp"
#include "rules/relations.hpp"
#include "source/decode.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer {
namespace {

struct Line {
  std::string key;
  FactId fact;  ///< no_fact for a group, or for a word that is none
  std::string text;
  bool takes_away = false;
};

/// What followed from a fact of the workload, and stands at its place: the memory of a card where the card is
/// named.
void drop_derived_from(const Fact* replaced, Workload& workload) {
  if (replaced == nullptr || replaced->origin == Origin::derived || !replaced->where) return;
  std::erase_if(workload.facts, [where = replaced->where](const Fact& other) {
    return other.origin == Origin::derived && !other.narrowed && other.where == where;
  });
}

}  // namespace

std::vector<Fact> read_settings(const std::vector<std::string>& settings, const rules::RuleSet& rules,
                                SourceMap& sources, DiagnosticSink& sink) {
  std::vector<Line> lines;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == 0 || equals == std::string::npos) {
      sink.error("settings.form", fmt::format("--set takes KEY=VALUE, got {}", in_quotes(setting)), {},
                 "for example --set timeout=30s");
      continue;
    }
    const std::string key(trim(setting.substr(0, equals)));
    // The last one wins, as with any option, also under another name of the fact.
    const FactId fact = rules.find_fact(key);
    std::erase_if(
        lines, [&](const Line& line) { return line.key == key || (fact != no_fact && line.fact == fact); });
    const std::string value = setting.substr(equals + 1);
    const bool takes_away = fact != no_fact && trim(value) == "unset";
    lines.push_back({key, fact, takes_away ? "" : fmt::format("{}: {}\n", key, value), takes_away});
  }
  std::string text;
  std::vector<Fact> facts;
  for (const Line& line : lines) {
    text += line.text;
    if (!line.takes_away) continue;
    facts.emplace_back().id = line.fact;
    facts.back().origin = Origin::presumed;
  }
  FileId file = no_file;
  // `--priority` is a short way to set them.
  const bool weights =
      std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.key == "priorities"; });
  if (text.empty() || !decode_and_add(weights ? "--priority" : "--set", std::move(text), sources, sink, file))
    return facts;
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    for (Fact& fact : importers::read_overlay(document.root(), rules, sink)) facts.push_back(std::move(fact));
  });
  return facts;
}

bool apply_settings(const std::vector<Fact>& settings, const rules::RuleSet& rules, DiagnosticSink& sink,
                    Workload& workload) {
  if (settings.empty()) return true;
  for (const Fact& setting : settings) {
    if (setting.origin == Origin::derived) continue;
    drop_derived_from(workload.find(setting.id), workload);
    if (setting.origin == Origin::presumed) {
      std::erase_if(workload.facts, [&](const Fact& fact) { return fact.id == setting.id; });
      continue;
    }
    for (const FactId id : rules::ended_by(rules, setting.id, setting.value))
      std::erase_if(workload.facts,
                    [&](const Fact& fact) { return fact.id == id && fact.where.file != setting.where.file; });
    // What a word of another trigger said ends with that trigger.
    for (const rules::Said& said : rules::said_by(rules, setting))
      std::erase_if(workload.facts, [&](const Fact& fact) {
        return fact.id == said.fact && fact.origin == Origin::derived &&
               (said.follows || (fact.value.low & said.set) == 0);
      });
    workload.set(setting);
  }
  for (const Fact& setting : settings) {
    if (setting.origin != Origin::derived) continue;
    // Who tries a type of GPU where there is none tries one of them.
    const Fact* there = workload.find(setting.id);
    if (there != nullptr && setting.id == rules.known(rules::Known::gpu_count) && there->value.high == 0)
      workload.set(setting);
    else
      workload.add(setting);
  }
  const std::size_t errors = sink.errors();
  importers::derive_providers(rules, sink, workload);
  // What is taken away contradicts nothing, and has no place.
  const auto placed = std::find_if(settings.begin(), settings.end(),
                                   [](const Fact& setting) { return setting.origin != Origin::presumed; });
  if (placed != settings.end()) importers::check_contradictions(rules, sink, workload, placed->where.file);
  return sink.errors() == errors;
}

}  // namespace placer
