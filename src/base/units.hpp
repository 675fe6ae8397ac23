// The table of units: how each kind of quantity may be written, and what one of each unit is in the base
// unit.
#pragma once

#include <placer/quantity.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace placer {

/// One unit of it is `scale / per` base units.
struct UnitName {
  std::string_view text;
  std::uint64_t scale = 1;
  std::uint64_t per = 1;
};

/// All about one kind of quantity. `names` is sorted for printing: first the units that values are printed
/// in, the largest first down to the base unit, then other spellings.
struct UnitKind {
  std::string_view base;                  // the base unit in the JSON report
  std::string_view noun;                  // "a duration"
  std::string_view example;               // a value, for messages
  std::string_view zero;                  // how nothing is printed
  std::array<std::string_view, 2> usual;  // the units that a number without a unit most likely means
  bool decimals = false;  // printed in the first unit with decimals, not in the largest that divides
  std::span<const UnitName> names;
};

/// What may stand between a number and the unit of a rate: a multiplier, and a word before the stroke ("2k
/// requests/s").
struct Multiplier {
  char letter;
  std::uint64_t factor;
};
inline constexpr std::array<Multiplier, 3> rate_multipliers{
    {{'k', 1000}, {'M', 1'000'000}, {'G', 1'000'000'000}}};
inline constexpr std::array<std::string_view, 3> rate_words{"requests", "request", "req"};

const UnitKind& kind_of(Unit unit);

/// The units of byte sizes that are powers of 1,024.
bool is_binary(const UnitName& name);

/// The unit written as `text`, in this exact case. For rates this takes a multiplier and the word "requests"
/// too: "k requests/min". The empty text is a unit only where a plain number is a value.
std::optional<UnitName> find_unit(Unit unit, std::string_view text);

}  // namespace placer
