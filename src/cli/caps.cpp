#include "cli/caps.hpp"

#include "base/text.hpp"

#include <placer/quantity.hpp>

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {

bool read_caps(const CapWords& words, Caps& caps, std::string& err) {
  // Places are offsets of 32 bits, as are the numbers of values; a depth is held in memory for each level.
  constexpr std::array<std::int64_t, cap_options.size()> most{UINT32_MAX, 1'000'000, UINT32_MAX - 1,
                                                              INT64_MAX - 1, UINT32_MAX - 1};
  std::array<std::int64_t, cap_options.size()> values{0, caps.input.depth, caps.input.nodes,
                                                      static_cast<std::int64_t>(caps.input.expanded),
                                                      caps.input.documents};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].empty()) continue;
    const Unit unit = i == 0 ? Unit::bytes : Unit::count;
    QuantityError error;
    const auto value = parse_quantity(words[i], unit, error, {1, most.at(i)});
    if (!value || !value->is_point() || value->low < 1 || value->low > most.at(i)) {
      err += fmt::format("placer: {} takes {} from {} to {}, not {}\n", cap_options.at(i),
                         i == 0 ? "a size, as in 16MiB," : "a number", format_quantity(1, unit),
                         format_approximate(most.at(i), unit), in_quotes(words[i]));
      return false;
    }
    values.at(i) = value->low;
  }
  if (values[0] > 0) caps.bytes = static_cast<std::uint64_t>(values[0]);
  caps.input = {static_cast<std::uint32_t>(values[1]), static_cast<std::uint32_t>(values[2]),
                static_cast<std::uint64_t>(values[3]), static_cast<std::uint32_t>(values[4])};
  return true;
}

}  // namespace placer::cli
