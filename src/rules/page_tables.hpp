// Rows that pages show and no judgement reads: the comparison table, the article's claims, what is not
// encoded, and pitfalls.
#pragma once

#include "rules/tables.hpp"

namespace placer::rules {

struct TableColumn {
  TextRef title;
  std::uint16_t platform = 0;
  Spare<2> spare{};
};

struct TableLine {
  TextRef id, title;
};

struct TableCell {
  OfferingMask offerings = 0;
  TextRef text;
  std::uint16_t line = 0;
  Spare<6> spare{};
};

struct Claim {
  TextRef id, claim, topic, platform, status, current;
  std::uint16_t source = 0;
  Spare<2> spare{};
};

/// What a source says of a platform and no rule does.
struct Omission {
  OfferingMask offerings = 0;
  TextRef what, value, why;
  std::uint16_t source = 0;
  Spare<6> spare{};
};

/// A mistake that people make again and again, and the rules that warn of it.
struct Pitfall {
  TextRef id, says, why_not;  ///< why_not: why no rule can, or what of it none can; may be empty
  Range<TextRef> rules;
  std::uint16_t source = 0;
  Spare<2> spare{};
};

}  // namespace placer::rules
