// Facts and workloads: what is known of the thing to place, where each value came from and where it stands.
#pragma once

#include <placer/quantity.hpp>
#include <placer/source.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

/// Index of a fact in the vocabulary of a rule set (rules/facts.yaml).
using FactId = std::uint16_t;
inline constexpr FactId no_fact = UINT16_MAX;
inline constexpr std::size_t max_facts = 192;  ///< facts of a vocabulary; checked when rules load

/// A set of facts: which ones an open question is about.
class FactSet {
 public:
  void insert(FactId fact) { words_[fact / 64U] |= std::uint64_t{1} << (fact % 64U); }
  bool contains(FactId fact) const { return (words_[fact / 64U] >> (fact % 64U) & 1U) != 0; }
  bool empty() const { return *this == FactSet(); }
  int size() const {
    int count = 0;
    for (const std::uint64_t word : words_) count += std::popcount(word);
    return count;
  }
  FactSet& operator|=(const FactSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  friend FactSet operator&(FactSet one, const FactSet& other) {
    for (std::size_t i = 0; i < one.words_.size(); ++i) one.words_[i] &= other.words_[i];
    return one;
  }
  friend bool operator==(const FactSet&, const FactSet&) = default;

 private:
  std::array<std::uint64_t, max_facts / 64U> words_{};
};

/// How a fact came to be known.
enum class Origin : std::uint8_t {
  stated,            ///< written in the manifest
  derived,           ///< follows from something stated: the memory of a GPU from its type
  platform_default,  ///< what the manifest's own platform fills in
  assumed,           ///< given by the caller or by a parameter's default
  presumed,          ///< the usual value of a fact that nobody stated
  unresolved,        ///< present, but not a literal: it has no value
};
std::string_view to_string(Origin origin);

/// One property of a workload.
struct Fact {
  FactId id = no_fact;
  Origin origin = Origin::stated;
  /// Quantities, counts and booleans (0 or 1) as they are; a list of numbers as its length; a choice as the
  /// set of its alternatives, one bit for each name (`low` holds the set).
  Interval value;
  std::vector<std::string> texts;  ///< texts, items of lists, the cards of gpu.type, the way in of trigger
  Location where;                  ///< the value in the source, if it was written anywhere
  std::string text;                ///< as it was written
  std::string note;                ///< why it is unresolved, or what it was derived from; may be empty
  bool narrowed = false;  ///< derived from what the manifest states of the same fact, and as strong as that

  bool has_value() const { return origin != Origin::unresolved; }
};

/// What a manifest sets in a way that its own platform refuses, and that is no fact of the workload: a
/// request above its limit. `rule` is one of the `checks:` in the rules, whose message has {needed} and
/// {allowed}.
struct Violation {
  std::string rule;
  Location where;
  std::string needed, allowed;
  bool of_size = false;  ///< no machine holds the workload, so that nothing else need be said of its size
  std::vector<Location> beside = {};  ///< what asks for it as well, where one place alone would be taken

  /// All of these, the first one first.
  std::vector<Location> places() const;
};

/// A note in a manifest that a finding is taken as it is: "RULE -- reason".
struct IgnoreNote {
  std::string text;
  Location where;
};

/// A choice that nobody states, of which it is known all the same that it is one of a few.
struct Narrowed {
  FactId fact = no_fact;
  std::int64_t among = 0;  ///< the set of them, one bit for each name
  std::string note;        ///< why
};

/// One thing to place.
struct Workload {
  std::string name;  ///< on one line, fit to be shown
  /// As it is written, where that has characters that are not shown as they are; else empty.
  std::string written_name;
  Location where;
  bool foreign = false;  ///< from a format of a platform, which fills in its defaults
  /// The kind of an object that belongs to workloads and is none, but is refused by the platform that it is
  /// written for; empty: a workload. No other platform has anything to do with it.
  std::string companion = {};
  std::vector<Fact> facts;  ///< at most one for each id, in no particular order
  std::vector<Violation> violations;
  /// Where it is made of several pods: what each role of them asks of its machine. The facts hold the largest
  /// value of each, which need not be those of one pod.
  std::vector<std::vector<Fact>> roles;
  std::vector<Narrowed> narrowed;
  std::vector<IgnoreNote> ignores;
  /// The region that the manifest is deployed to, and where it says so: no need of the workload, which may
  /// run in another one elsewhere. Empty: not known.
  std::string region;
  Location region_at;
  /// Where one of several things will do that differ in more than one fact, and the facts are those of the
  /// least of them: what the facts may be then. They take their place where the least fits nowhere that is
  /// asked about, so that nothing is ruled out that another one would do for.
  std::vector<Fact> otherwise;
  bool unread = false;  ///< something of it was reported as an error, and is not in the facts
  /// Offerings, "platform/offering", that refuse the manifest where they cannot take it, whichever of its
  /// platform's it is written for: what registers it holds it against all of them.
  std::vector<std::string> also;
  /// What is presumed in the place of any accelerator: those of the maker whose devices it asks for, as a set
  /// of gpu.type; 0: any.
  std::int64_t maker_types = 0;

  const Fact* find(FactId id) const {
    for (const Fact& fact : facts)
      if (fact.id == id) return &fact;
    return nullptr;
  }
  /// Adds a fact unless a stronger one is there: stated before assumed, unresolved, derived and default ones.
  /// Of two equally strong ones the first stays.
  void add(Fact fact);
  /// Puts a fact in the place of what is there: what the caller wants to try.
  void set(Fact fact);
};

}  // namespace placer
