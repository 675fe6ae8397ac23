// What the parts of the loader share: the tables being made, the files, the names seen so far. Each part
// reads one kind of section; loader.cpp calls them in the order in which they refer to one another.
#pragma once

#include "doc/document.hpp"
#include "doc/fields.hpp"
#include "rules/expression.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace placer::rules {

/// Names of a choice: as many as a set of them has bits, the sign aside.
inline constexpr std::size_t max_symbols = 63;

/// One platform file while it is read: its named sources and the offerings it defined.
struct PlatformScope {
  std::map<std::string, std::uint16_t, std::less<>> sources;
  std::map<std::string, unsigned, std::less<>> offerings;  // id to bit
  OfferingMask all = 0;
  std::uint16_t platform = 0;
};

/// What of a rule set was read without a mistake, so that what depends on it can be checked in the same run
/// without blaming what is right.
struct Sound {
  bool names = true;  ///< every fact, property and derived fact has its name
  bool values =
      true;         ///< what rules are evaluated with: the vocabulary, offerings, properties, derived facts
  bool ids = true;  ///< every rule has its id
  bool claims = true;
  std::set<std::string, std::less<>> broken_rules;  ///< ids of rules with a mistake of their own
};

struct LoadContext {
  const SourceMap& sources;
  DiagnosticSink& sink;
  Tables tables;
  std::map<std::string, Location, std::less<>> rule_ids;
  std::map<std::string, std::uint8_t, std::less<>> families;  // of accelerators: name to bit
  struct Card {
    std::string name;
    std::uint8_t family = 0;
    std::int64_t memory = 0;
    bool fraction = false;
  };
  std::vector<Card> cards;
  std::vector<Size> machines;
  Sound sound;

  void error(std::string message, Location where, std::string help = {}) const {
    sink.error("rules.invalid", std::move(message), where, std::move(help));
  }
  /// Reads a part; where anything is wrong in it, those are no longer sound.
  template <class Read, class... Flags>
  void watch(Read read, Flags&... flags) {
    const std::size_t before = sink.errors();
    read();
    if (sink.errors() != before) ((flags = false), ...);
  }
  FactRow& fact(FactId id) { return tables.of<FactRow>()[id]; }
  /// Adds a text that may be missing.
  TextRef text(std::string_view text) { return tables.add_text(text); }
  /// The file and line of a node, for `placer explain`.
  Place place(doc::View node) const;
  /// Appends rows and returns where they are.
  template <class Row>
  Range<Row> append(const std::vector<Row>& rows) {
    std::vector<Row>& all = tables.of<Row>();
    const Range<Row> range{static_cast<std::uint32_t>(all.size()), static_cast<std::uint32_t>(rows.size())};
    all.insert(all.end(), rows.begin(), rows.end());
    return range;
  }
};

/// A quantity of a unit; reports what is wrong with it and returns nullopt.
std::optional<Interval> read_quantity(doc::View value, Unit unit, LoadContext& context);
/// A value of a fact (literal.hpp); a sequence of names for a choice. Reports and returns nullopt.
std::optional<Interval> read_value(doc::View value, FactId fact, LoadContext& context);
/// The fact named by a scalar; reports an unknown name, and one of a kind that is not allowed here.
FactId read_fact(doc::View name, LoadContext& context);
/// The expression under `key`; empty where it is missing.
Range<Node> read_expression(doc::View entry, std::string_view key, const ExpressionOptions& options,
                            LoadContext& context);
/// Reads `source:`, or another key, a name of the scope or a mapping in place. Every entry needs one.
std::uint16_t read_source(doc::View entry, const PlatformScope& scope, LoadContext& context,
                          std::string_view key = "source");
/// Reads the `sources:` section of a file.
void load_sources(doc::View section, PlatformScope& scope, LoadContext& context);
/// Reads `offerings:`; without it, all of the platform.
OfferingMask read_offerings(doc::View entry, const PlatformScope& scope, LoadContext& context);
/// Registers an id; reports one that was used before, with both places.
bool claim_id(std::string_view id, doc::View where, LoadContext& context);

void load_facts(doc::View root, LoadContext& context);                              // load_facts.cpp
void load_accelerators(doc::View root, LoadContext& context);                       // load_accelerators.cpp
void load_machines(doc::View root, LoadContext& context);                           // load_sizes.cpp
void load_platform(doc::View root, LoadContext& context);                           // load_platform.cpp
void load_rules(doc::View root, const PlatformScope& scope, LoadContext& context);  // load_rules.cpp
void load_sizes(doc::View section, const PlatformScope& scope, LoadContext& context);    // load_sizes.cpp
void load_derived(doc::View section, const PlatformScope& scope, LoadContext& context);  // load_derived.cpp
void declare_derived(doc::View section, LoadContext& context);                           // load_derived.cpp
void load_format(doc::View root, LoadContext& context);                                  // load_platform.cpp
void load_criteria(doc::View section, LoadContext& context);                             // load_scoring.cpp
void load_claims(doc::View root, LoadContext& context);                                  // load_table.cpp
void load_lines(doc::View manifest, LoadContext& context);                               // load_table.cpp
void load_table(doc::View manifest, LoadContext& context);                               // load_table.cpp
void load_cells(doc::View section, const PlatformScope& scope, LoadContext& context);    // load_table.cpp
void load_omissions(doc::View root, LoadContext& context);                               // load_omissions.cpp
/// Checks that need all tables: presumed values never fail, and what messages, cells and reasons name exists.
/// Made as far as what they depend on is sound.
void check_rules(LoadContext& context);  // check.cpp

}  // namespace placer::rules
