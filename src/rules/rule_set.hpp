// A rule set, read in place from its block of memory (tables.hpp, page_tables.hpp). Opening one costs nothing
// but a check of its header.
#pragma once

#include "rules/known.hpp"
#include "rules/page_tables.hpp"
#include "rules/price_tables.hpp"
#include "rules/scaling.hpp"
#include "rules/tables.hpp"

#include <placer/fact.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

namespace placer::rules {

/// All tables of a rule set; the order is part of the block's layout.
using RowTypes =
    std::tuple<char, Node, Symbol, Region, Word, Saying, Multiple, TextRef, std::uint16_t, FactRow, Group,
               Key, Source, File, Platform, Offering, Property, Default, Trigger, Rule, RuleKey, Size,
               Accelerator, Term, Derived, Point, Reason, Criterion, TableColumn, TableLine, TableCell, Claim,
               Omission, Pitfall, PriceTier, Price, Scaling, std::uint32_t, Agenda>;

template <class Row, std::size_t I = 0>
constexpr std::size_t table_index() {
  if constexpr (std::is_same_v<Row, std::tuple_element_t<I, RowTypes>>) {
    return I;
  } else {
    return table_index<Row, I + 1>();
  }
}

struct Header {
  struct Extent {
    std::uint32_t offset = 0;  ///< in bytes from the start of the block
    std::uint32_t count = 0;   ///< rows
  };
  std::uint64_t magic = 0;
  std::uint64_t bytes = 0;
  TextRef name, title, date, digest;
  TextRef own;  ///< files of a user's own, as "a.yaml, b.yaml"
  std::array<std::uint16_t, (static_cast<std::size_t>(Known::last) + 3) / 4 * 4>
      known{};  // a whole number of words
  std::array<Extent, std::tuple_size_v<RowTypes>> tables{};
};

class RuleSet;

/// The tables while they are being made.
struct Tables {
  template <class... Rows>
  static std::tuple<std::vector<Rows>...> vectors(std::tuple<Rows...>);
  decltype(vectors(RowTypes{})) rows;
  Header header;

  template <class Row>
  std::vector<Row>& of() {
    return std::get<table_index<Row>()>(rows);
  }
  template <class Row>
  const std::vector<Row>& of() const {
    return std::get<table_index<Row>()>(rows);
  }
  /// Adds a text (a text that is there already is not added again only where the caller looks for it).
  TextRef add_text(std::string_view text);
  std::string_view text(TextRef ref) const { return {of<char>().data() + ref.offset, ref.size}; }

  /// A copy of a rule set's tables, to change them.
  static Tables open(const RuleSet& rules);
  /// Makes the index by which rules are found again, when all of them are there.
  void index_rules();
  /// Lays all tables out in one block.
  std::vector<std::uint64_t> serialize() const;
};

class RuleSet {
 public:
  /// Reads a block that lives as long as the program (the built-in ones).
  explicit RuleSet(std::span<const std::uint64_t> block);
  /// Takes a block over.
  explicit RuleSet(std::vector<std::uint64_t> block);

  template <class Row>
  std::span<const Row> rows() const {
    const Header::Extent& extent = header().tables[table_index<Row>()];
    return {reinterpret_cast<const Row*>(base_ + extent.offset), extent.count};
  }
  template <class Row>
  std::span<const Row> rows(Range<Row> range) const {
    return rows<Row>().subspan(range.first, range.count);
  }
  std::string_view text(TextRef ref) const {
    return {reinterpret_cast<const char*>(chars_) + ref.offset, ref.size};
  }

  std::string_view name() const { return text(header().name); }
  std::string_view title() const { return text(header().title); }
  std::string_view date() const { return text(header().date); }
  std::string_view digest() const { return text(header().digest); }
  /// The files that a user added to it or changed it with, as "a.yaml, b.yaml"; empty: none.
  std::string_view own() const { return text(header().own); }

  /// Whether a file, as the table File names it, is a user's own.
  bool is_own(std::string_view file) const;

  const FactRow& fact(FactId id) const { return rows<FactRow>()[id]; }
  /// no_fact for one that may be missing and is.
  FactId known(Known which) const { return header().known[static_cast<std::size_t>(which)]; }
  /// The fact of that name or alias, or no_fact. Names of derived facts, properties and computed values count
  /// too.
  FactId find_fact(std::string_view name) const;
  /// The rule of that id; null if there is none.
  const Rule* find_rule(std::string_view id) const;
  /// The symbol's name for a bit of a choice; "" if there is none.
  std::string_view symbol(FactId fact, unsigned bit) const;
  /// The offering "platform/offering", or -1.
  int find_offering(std::string_view full_id) const;

 private:
  friend struct Tables;
  const Header& header() const { return *reinterpret_cast<const Header*>(base_); }

  std::shared_ptr<const std::vector<std::uint64_t>> owned_;
  const std::byte* base_ = nullptr;
  const std::byte* chars_ = nullptr;
};

/// The rule sets compiled into the program, by name ("current", "guide"); empty for another name.
std::span<const std::uint64_t> builtin_block(std::string_view name);
/// Their names, the default one first.
std::span<const std::string_view> builtin_names();

}  // namespace placer::rules
