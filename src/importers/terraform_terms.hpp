// Attributes of Terraform in the words of the platform itself: `memory_size` is `MemorySize` in a template,
// `memorySize` in an object.
#pragma once

#include "doc/edit.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace placer::importers::terraform {

/// An attribute whose name is not that of the platform in another spelling, or which is more than a name.
struct Term {
  enum class Form : std::uint8_t {
    one,       ///< a block that there is once, or a value
    list,      ///< a block that there may be several times; does not hold for values
    value,     ///< holds for a single value only
    number,    ///< the same; a text that is a number on the platform
    positive,  ///< a number of which one below zero stands for none
    nonzero,   ///< a number of which zero stands for none
    json,      ///< a text that holds JSON, which is read as it is
    words,     ///< the same, and its keys begin as names do here
    nothing    ///< left out
  };
  std::string_view from, to;  ///< what it is called: a path, "Host.SourcePath"; empty: the same word
  Form form = Form::one;
  std::string_view unless = {};  ///< not where the first block has this attribute
};

/// What is at the end of a path through blocks of which the first counts; a false view without it.
doc::View at_path(doc::View attributes, std::string_view path);
/// Nothing, in the ways in which a plan says it: null, an empty list, an empty text.
bool is_nothing(doc::View value);

class Terms {
 public:
  /// `capital` is whether names begin with a capital letter.
  Terms(doc::Edit& edit, bool capital, std::span<const Term> table)
      : edit_(edit), capital_(capital), table_(table) {}

  /// Puts an attribute into a mapping. A block that there may be once is a list of one; an empty list or text
  /// is none. Maps are the user's: their keys stay.
  void put(doc::NodeIndex target, std::string_view attribute, doc::View value) const;
  /// The same with a term of its own for the attribute itself.
  void put_as(doc::NodeIndex target, const Term& term, doc::View value) const;
  /// All attributes of a mapping.
  void put_all(doc::NodeIndex target, doc::View attributes) const;

 private:
  struct Open;

  Term term_of(std::string_view attribute, doc::View value) const;
  std::string in_words(std::string_view attribute) const;
  doc::NodeIndex enter(doc::NodeIndex target, std::string_view& path, doc::View place) const;
  void put_json(doc::NodeIndex target, std::string_view key, doc::View text) const;
  void put_one(const Open& next, const Term& term, std::deque<Open>& open) const;

  doc::Edit& edit_;
  bool capital_;
  std::span<const Term> table_;
};

}  // namespace placer::importers::terraform
