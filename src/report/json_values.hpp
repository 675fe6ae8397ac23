// What values of the report look like as JSON: texts, numbers, places, scores, amounts.
#pragma once

#include "report/json_tree.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// null for an empty text.
Json text_or_null(std::string_view text);
/// null for no number, and for what has no upper end.
Json number_or_null(std::optional<std::int64_t> number);
/// The position of a suppression in the report's list of them; null for none.
Json suppression_tree(std::uint32_t index);

template <class Texts>
Json list_of(const Texts& texts) {
  Json list = Json::array();
  for (const auto& text : texts) list.push_back(std::string(text));
  return list;
}

/// {file, line, column}; null for no place.
Json location(const Location& where, const SourceMap& sources);
Json locations(const std::vector<Location>& places, const SourceMap& sources);

Json score_tree(const Score& score);
/// Parts per million as a number, with four decimals: 0.8731.
Json share_of_one(std::int64_t millionths);

/// Puts value, high, unit and text of an amount; `otherwise` is the value of one that is no number.
void put_amount(const Amount& amount, Json otherwise, Json& tree);
Json amount_tree(const Amount& amount);
Json quantity_tree(std::int64_t value, Unit unit);

}  // namespace placer::report
