// What the parts of the loader share: the tables being made, the files, the names seen so far. Each part
// reads one kind of section; loader.cpp calls them in the order in which they refer to one another.
#pragma once

#include "doc/document.hpp"
#include "doc/fields.hpp"
#include "rules/expression.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace placer::rules {

/// Names of a choice: as many as a set of them has bits, the sign aside.
inline constexpr std::size_t max_symbols = 63;

/// What the names of a file mean while it is read: its sources, and the offerings that it may speak of.
struct PlatformScope {
  std::map<std::string, std::uint16_t, std::less<>> sources;
  std::map<std::string, OfferingMask, std::less<>> offerings;
  OfferingMask all = 0;
  std::uint16_t platform = 0;
  bool any_platform = false;  ///< a file that belongs to none
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
  std::int64_t by_name_only = 0;  // families of accelerators that nobody gets who asks for any
  /// What Kubernetes keeps of the memory of a provider's machines.
  struct Reserve {
    struct Part {
      std::int64_t of, share;  ///< in millionths
    };
    std::uint64_t providers = 0;
    std::vector<Part> memory, cpu;  ///< from below
    std::int64_t besides = 0;
    std::int64_t per_pod = 0,
                 pods = 0;  ///< memory for each of so many pods, unless a machine holds another number
  };
  std::vector<Reserve> reserves = {};
  std::map<FileId, std::uint32_t> files = {};                     // to rows of File
  std::map<std::string, PlatformScope, std::less<>> scopes = {};  // of the platforms that were read
  /// Files from this one on are a user's own (load_own.cpp).
  FileId first_own = no_file;
  std::set<std::string, std::less<>> replaced = {};  // ids of rules for which an own entry stands in
  std::array<std::size_t, std::tuple_size_v<RowTypes>> shipped{};  // rows of each table that are not own

  bool is_own(doc::View node) const { return node.where().file >= first_own; }
  /// Takes offerings away from the shipped rows that are like a new one: an own entry stands in for them.
  /// False where a row of the same kind of file has one of them already.
  template <class Row, class IsLike>
  bool make_way(OfferingMask offerings, IsLike is_like) {
    std::vector<Row>& rows = tables.of<Row>();
    bool free = true;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if ((rows[i].offerings & offerings) == 0 || !is_like(rows[i])) continue;
      if (i < shipped[table_index<Row>()])
        rows[i].offerings &= ~offerings;
      else
        free = false;
    }
    return free;
  }
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
/// The unit of a type by its name in the rules: "duration", "bytes", …; nothing for what is no quantity.
std::optional<Unit> quantity_type(std::string_view name);  // load_derived.cpp
/// A literal in any unit; reports and returns nullopt for what is none, with the fact that may be meant.
std::optional<Interval> read_any_quantity(doc::View value, LoadContext& context);  // load_derived.cpp
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
/// The same for a rule, where one of a user's own may stand in for a shipped one.
bool claim_rule(std::string_view id, doc::View where, LoadContext& context);

void load_vocabulary(doc::View root, LoadContext& context);    // load_facts.cpp
void load_names(doc::View root, LoadContext& context);         // load_facts.cpp
void load_accelerators(doc::View root, LoadContext& context);  // load_accelerators.cpp
/// `own`: a user's, whose machines stand in for shipped ones of the same type.
void load_machines(doc::View root, bool own, LoadContext& context);                      // load_sizes.cpp
void load_platform(doc::View root, LoadContext& context);                                // load_platform.cpp
void load_rules(doc::View root, const PlatformScope& scope, LoadContext& context);       // load_rules.cpp
void load_sizes(doc::View section, const PlatformScope& scope, LoadContext& context);    // load_sizes.cpp
void load_derived(doc::View section, const PlatformScope& scope, LoadContext& context);  // load_derived.cpp
void load_scaling(doc::View section, const PlatformScope& scope, LoadContext& context);  // load_scaling.cpp
void declare_derived(doc::View section, LoadContext& context);                           // load_derived.cpp
void load_format(doc::View root, LoadContext& context);                                  // load_platform.cpp
void load_criteria(doc::View section, LoadContext& context);                             // load_scoring.cpp
void load_prices(doc::View section, const PlatformScope& scope, LoadContext& context);   // load_prices.cpp
void load_claims(doc::View root, LoadContext& context);                                  // load_table.cpp
void load_lines(doc::View manifest, LoadContext& context);                               // load_table.cpp
void load_table(doc::View manifest, LoadContext& context);                               // load_table.cpp
void load_cells(doc::View section, const PlatformScope& scope, LoadContext& context);    // load_table.cpp
void load_omissions(doc::View root, LoadContext& context);                               // load_omissions.cpp
/// Begins the files of a user's own, of which `first` is the first.
void begin_own(FileId first, LoadContext& context);  // load_own.cpp
/// Reads a file that belongs to no platform: facts, criteria, and rules for any offerings.
void load_general(doc::View root, LoadContext& context);  // load_own.cpp
/// Drops the rules for which own ones stand in, when all files are read.
void drop_replaced(LoadContext& context);                  // load_own.cpp
void load_pitfalls(doc::View root, LoadContext& context);  // load_pitfalls.cpp
/// Checks that need all tables: presumed values never fail, and what messages, cells and reasons name exists.
/// Made as far as what they depend on is sound.
void check_rules(LoadContext& context);  // check.cpp

}  // namespace placer::rules
