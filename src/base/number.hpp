// Decimal numbers as people write them, kept as digits so that scaling to a base unit is exact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace placer {

/// An unsigned number: all of it, and its digits before and after the point. Views of the text that is
/// parsed.
struct Decimal {
  std::string_view text;
  std::string_view whole;
  std::string_view fraction;
};

/// What is wrong, with `part` a view of the text that is parsed.
struct Complaint {
  std::string_view part;
  std::string message;
  std::string help;
};

/// Takes a number from the front of `rest`, which must not be empty. False, with a complaint, where there is
/// none or it is not plain: signed, with separators, with an exponent or with a leading zero.
bool read_number(std::string_view& rest, Decimal& number, Complaint& complaint);

/// A product rounded down, and whether nothing was cut off.
struct Product {
  std::uint64_t floor = 0;
  bool exact = true;
};

/// number × scale / per. nullopt when the result does not fit in 64 bits. `scale` and `per` must be below
/// 2^59.
std::optional<Product> multiply(const Decimal& number, std::uint64_t scale, std::uint64_t per);

}  // namespace placer
