// The bill of one month on one offering, from the rule set's price list.
#pragma once

#include "rules/evaluate.hpp"

#include <placer/cost.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::engine {

struct BillOptions {
  std::int64_t months = 1;
  bool free_tier = false;  ///< take off what the provider gives away each month
  /// Prices of the caller's own contract, by the id of the line, in pico-USD; the first tier's for all.
  std::map<std::string, std::int64_t, std::less<>> prices;
};

/// The bill with its lines. Amounts are exact fractions that are rounded once for each line, and once for the
/// total; what is not known leaves them open above. nullopt where no price of the offering is recorded.
std::optional<Cost> bill(const rules::RuleSet& rules, unsigned offering, std::span<const rules::Slot> slots,
                         const BillOptions& options);

/// The total alone, as the score reads it: lines that `may_lack` count as far as anything is known of how
/// much there is. Not known where there is no line at all.
struct Total {
  Interval micro;  ///< in micro-USD, rounded outwards
  FactSet needs;
  bool known = false;
  std::vector<std::string_view> lacks;  ///< titles of such lines of which there is more than anybody can say
};
Total total(const rules::RuleSet& rules, unsigned offering, std::span<const rules::Slot> slots);

}  // namespace placer::engine
