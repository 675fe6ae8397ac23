// Units as other programs and people write them ("512Mi", "30 seconds", "100rpm"). placer reads none of
// these, since the same letters mean different sizes elsewhere, but it knows what to write instead.
#pragma once

#include "base/number.hpp"

#include <placer/quantity.hpp>

#include <string>
#include <string_view>

namespace placer {

/// "write 512MB", or "write 512MB or 512MiB" where the reader must choose.
std::string write(Unit unit, const Decimal& number, std::string_view right, std::string_view or_right = {});

/// What to write instead of a unit that is none; empty where that is not known. `wrong` must not be empty.
std::string right_spelling(Unit unit, const Decimal& number, std::string_view wrong);

}  // namespace placer
