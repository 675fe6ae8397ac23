// The compiled form of a rule set: rows of plain numbers in flat tables, one block of memory without
// pointers.
//
// The build writes that block into the program, `--rules` makes the same block in memory, and RuleSet
// (rule_set.hpp) reads either in place. Texts are offsets into the table of characters, lists are ranges of
// rows of another table.
#pragma once

#include <placer/fact.hpp>
#include <placer/quantity.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace placer::rules {

/// A piece of the table of characters.
struct TextRef {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

/// Fills a row up to the size that it has in memory. Rows have no bytes without a value, so that equal tables
/// are equal bytes; the layout checks it.
template <std::size_t Bytes>
using Spare = std::array<std::uint8_t, Bytes>;

/// Consecutive rows of a table.
template <class Row>
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  bool empty() const { return count == 0; }
};

/// A set of offerings of the rule set, one bit each. At most 64; checked when rules load.
using OfferingMask = std::uint64_t;

// --- expressions -------------------------------------------------------------------------------------------

enum class Op : std::uint8_t {
  at_most,   ///< the fact is at most `bound`
  at_least,  ///< the fact is at least `bound`
  equal,     ///< the fact is exactly `bound`
  any_of,    ///< one of the choice's alternatives is in the set `bound`
  text_in,   ///< one of the texts is in the list `bound`; an empty list of texts means any
  text_out,  ///< one of the texts is not in the list `bound`; an empty list of texts means any
  known,     ///< the fact is known
  all,       ///< all of the `count` results before it
  any,       ///< any of the `count` results before it
  negate,    ///< not the result before it
};

/// One step of an expression in post-order: children stand before their parent.
struct Node {
  std::int64_t bound = 0;   ///< of a comparison; for text_in and text_out the first row of TextRef
  std::uint32_t count = 0;  ///< children of `all` and `any`; for texts their number
  std::uint16_t fact = 0;
  Op op = Op::all;
  Spare<1> spare{};
};

/// How deep an expression may be nested, and so how many results are open while it is evaluated.
inline constexpr std::size_t max_expression_depth = 32;

/// Whether it looks for texts in a list.
inline bool is_text(Op op) { return op == Op::text_in || op == Op::text_out; }

/// Whether a node looks at a fact; the others combine results.
inline bool is_leaf(const Node& node) {
  return node.op != Op::all && node.op != Op::any && node.op != Op::negate;
}

// --- vocabulary --------------------------------------------------------------------------------------------

enum class FactKind : std::uint8_t { vocabulary, property, computed, derived };
enum class FactType : std::uint8_t { quantity, boolean, choice, numbers, text, texts, offering, criteria };

/// A name that a choice can have, and its bit.
struct Symbol {
  TextRef name, summary;
  std::uint16_t fact = 0;
  std::uint8_t bit = 0;
  Spare<1> spare{};
};

/// A name that a provider gives to a region of its own; names of its shape are the provider's too.
struct Region {
  TextRef name;
  std::uint8_t provider = 0;  ///< a bit of the choice `providers`
  std::uint8_t known = 0;     ///< 1: a region that there is; 0: only an example of a shape
  Spare<2> spare{};
};

/// Another spelling: of a symbol, or a word that stands for a value ("none").
struct Word {
  TextRef text;
  Interval value;  ///< for choices `low` is the set
};

/// What a name of a choice, or another word for it, says of a second choice.
struct Saying {
  Interval value;  ///< `low` is the set of names of `other`
  TextRef word;    ///< in lower case
  std::uint16_t fact = 0, other = 0;
  bool follows = false;  ///< the value is taken where nobody states another; else only these go together
  Spare<3> spare{};
};

/// That a fact is so many times another one, where a choice has a name: bursty traffic peaks at 2 to 10 times
/// the average.
struct Multiple {
  Interval times;
  std::uint16_t fact = 0, of = 0, by = 0;
  std::uint8_t bit = 0;  ///< of the name of `by`
  Spare<1> spare{};
};

struct FactRow {
  TextRef key, summary, how, example, section, usual_text;
  Range<Symbol> symbols;
  Range<Word> words;       ///< symbols' names and aliases too, for choices
  Range<TextRef> aliases;  ///< other keys in the native manifest
  Range<Node> core_when;   ///< the fact is core where this holds
  Range<Node> usual_when;  ///< it is not presumed where this does not hold
  Interval usual, range;
  std::uint16_t core_or = UINT16_MAX;  ///< and only while this one is unknown too
  Unit unit = Unit::count;
  FactType type = FactType::quantity;
  FactKind kind = FactKind::vocabulary;
  bool core = false;
  bool has_usual = false;
  bool changeable = true;
  bool many = false;
  bool unasked = false;  ///< never a question: it says better what else follows from others
  Spare<6> spare{};
};

/// A key that holds several facts: `gpu: {count: 1, type: l4}`.
struct Group {
  TextRef key, summary;
  Range<std::uint16_t> scalars;  ///< what a plain value is tried as, in this order
};

/// A key of the native manifest, sorted by text.
struct Key {
  TextRef text;
  std::uint16_t fact = 0;
  Spare<2> spare{};
};

// --- where numbers come from -------------------------------------------------------------------------------

struct Source {
  TextRef url, title, as_of, checked, basis, confidence;
};

struct File {
  TextRef path;
};

struct Place {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
};

// --- platforms ---------------------------------------------------------------------------------------------

enum class Status : std::uint8_t { settled, recent, preview, closed };

struct Platform {
  TextRef id, name;
  std::uint64_t providers = 0;  ///< a set of the choice `providers`
};

struct Offering {
  TextRef id, name, summary, full_id;  ///< full_id: "aws-lambda/zip"
  std::uint64_t providers = 0;         ///< a set of the choice `providers`: its platform's, or a part of them
  std::uint16_t platform = 0;
  Status status = Status::settled;
  Spare<5> spare{};
};

struct Property {
  OfferingMask offerings = 0;
  Interval value;
  TextRef note;
  std::uint16_t fact = 0;
  std::uint16_t source = 0;
  Spare<4> spare{};
};

/// What a platform fills in where a manifest of its own says nothing.
struct Default {
  OfferingMask offerings = 0;
  Interval value;        ///< of a list of numbers how many they are
  Range<TextRef> texts;  ///< the items of a list
  std::uint16_t fact = 0;
  std::uint16_t source = 0;
  Spare<4> spare{};
};

enum class How : std::uint8_t { native, via, no };

struct Trigger {
  OfferingMask offerings = 0;
  TextRef through, note, when_text;
  Range<Node> when;  ///< of a path that only some of the work can take; the next one is for the rest
  std::uint16_t source = 0;
  std::uint8_t bit = 0;
  How how = How::native;
  Spare<4> spare{};
};

// --- rules -------------------------------------------------------------------------------------------------

enum class RuleKind : std::uint8_t { limit, requirement, advice, size, check };
/// `need`: rejects what a workload needs, and warns of what its own manifest sets for that very offering.
enum class Role : std::uint8_t { filter, setting, advice, need };
/// `unpublished`: nobody says that it works, nor that it does not; what breaks it is unknown, not failed.
enum class Hardness : std::uint8_t { hard, quota, configurable, unpublished };

struct Rule {
  OfferingMask offerings = 0;
  Interval bounds{INT64_MIN, unbounded};  ///< of a check: what it lets a number be that is no fact
  /// The vocabulary facts that its outcome depends on, on any offering, those behind derived facts included;
  /// without the target, which says what a setting is one of and is no need.
  FactSet facts;
  TextRef id, message, remedy, note, quota_name, quota_code;
  TextRef when_text, require_text;  ///< the expressions as written, for people; empty where there is none
  Range<Node> when, require;        ///< a limit's `require` is a single comparison
  Range<TextRef> audit;             ///< claims of the guide that it encodes
  Range<TextRef> refused;           ///< names that a check lets a text not be that is no need
  Place place;
  std::uint16_t source = 0;
  RuleKind kind = RuleKind::limit;
  Role role = Role::filter;
  Hardness hardness = Hardness::hard;
  Unit unit = Unit::count;       ///< of the bounds
  bool per_offering = false;     ///< uses derived facts or properties: its outcome differs between offerings
  bool of_alternatives = false;  ///< looks at a choice that may have several values, of which any one will do
  bool unasked = false;          ///< advice that a gate says whether or not it was asked for advice
  Spare<7> spare{};
};

/// An id of a rule, sorted by text.
struct RuleKey {
  TextRef id;
  std::uint32_t rule = 0;
};

/// One size, or a range of sizes, that an offering sells.
struct Size {
  OfferingMask offerings = 0;
  TextRef name;
  Interval cpu, memory;
  std::int64_t cpu_step = 1, memory_step = 1;
  std::int64_t memory_per_vcpu = 0;            ///< not 0: the processors follow from the memory
  std::int64_t memory_kept = 0, cpu_kept = 0;  ///< what the system keeps of the memory and the processors
  std::int64_t gpu_count = 0, gpu_memory = 0;
  Interval price{0, unbounded};       ///< list price of an hour; {0, unbounded}: not recorded
  Interval card_price{0, unbounded};  ///< the same for each GPU, over the recorded machines with that card
  std::uint64_t gpu_families = 0;     ///< a set of the choice gpu.type
  std::uint64_t operating_systems = 0, architectures = 0, providers = 0;  ///< 0: all
  TextRef gpu_card;
  TextRef when_text;  ///< the expression as written, for people
  Range<Node> when;   ///< where it is sold; empty: everywhere
  std::uint16_t source = 0, price_source = 0;
  std::uint16_t need_cpu = 0, need_memory = 0;
  bool only_if_stated = false;  ///< chosen only where the manifest states its processors
  bool fraction = false;        ///< a part of a card: matches no plain request for that card
  bool machine = false;         ///< a machine that holds workloads, not a size that is set
  bool more_gpus = false;       ///< no largest number of GPUs is published; gpu_count is the least
  bool one_at_a_time = false;   ///< an instance of it serves one request at a time
  bool node = false;    ///< of the user's own cluster: it holds what reserves no more than it has, with or
                        ///< without an accelerator
  bool bursts = false;  ///< its list price is that of a share of its processors
  Spare<1> spare{};
};

/// A name of an accelerator: its family, and the memory of the card if the name says so.
struct Accelerator {
  TextRef name;
  TextRef card;  ///< the card that the name means; empty for a name of the whole family
  std::int64_t memory = 0;
  std::int64_t most = 0;  ///< memory of the family's largest card; unbounded: none recorded; 0: no whole card
  std::uint8_t family = 0;
  Spare<7> spare{};
};

// --- derived facts and criteria ----------------------------------------------------------------------------

enum class DerivedOp : std::uint8_t {
  sum,
  product,
  ceil_divide,
  largest,
  smallest,
  lookup,
  first_known,
  first_stated,  ///< what is presumed does not count
  complement,
  excess,  ///< what of the first is beyond the second
  between  ///< from the lowest to the highest
};

struct Term {
  Interval constant;
  std::uint16_t fact = UINT16_MAX;  ///< UINT16_MAX: the constant
  Spare<6> spare{};
};

/// When a derived fact is worked out. What is made of others has the latest stage of theirs.
enum class DerivedStage : std::uint8_t {
  shared,  ///< once for all offerings: made of what the workload needs alone
  own,     ///< for each offering, before its rules are judged
  late,    ///< for each offering, before it is scored: made of its size, or looked at by no rule
  packed,  ///< after these: made of the machine that holds the instances
};

struct Derived {
  OfferingMask offerings = 0;
  Range<Node> when;
  Range<Term> terms;  ///< of a lookup: one for each bit of `lookup`
  std::int64_t divisor = 1;
  std::uint16_t fact = 0;
  std::uint16_t lookup = UINT16_MAX;
  DerivedOp op = DerivedOp::sum;
  DerivedStage stage = DerivedStage::own;
  Spare<2> spare{};
};

struct Point {
  std::int64_t x = 0;
  std::int32_t y = 0;  ///< thousandths of a point
  Spare<4> spare{};
};

struct Reason {
  Range<Node> when;
  TextRef text;
};

struct Criterion {
  TextRef id, title, summary, alias;  ///< alias: what else it may be called as a priority; may be empty
  Range<Point> curve;
  Range<Reason> reasons;
  std::int32_t weight = 0;
  std::uint16_t of = 0;
  Spare<2> spare{};
};

/// What concerns one offering, as indices into the tables (agenda.hpp); behind the last offering stands what
/// is the same for all.
struct Agenda {
  Range<std::uint32_t> properties;
  Range<std::uint32_t> own, late, packed;  ///< derived facts of these stages
  Range<std::uint32_t> rules;              ///< that are judged, and differ between offerings
  Range<std::uint32_t> rejecting;  ///< those of the rules that may keep out one of several alternatives
  Range<std::uint32_t> sizes, prices;
};

}  // namespace placer::rules
