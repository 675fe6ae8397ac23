#include "report/json_values.hpp"

#include "report/score_text.hpp"

#include <utility>

namespace placer::report {

Json text_or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(std::string(text)); }

Json number_or_null(std::optional<std::int64_t> number) {
  return number && *number != unbounded ? Json(*number) : Json(nullptr);
}

Json suppression_tree(std::uint32_t index) {
  return index == Suppression::none ? Json(nullptr) : Json(index);
}

Json location(const Location& where, const SourceMap& sources) {
  if (!where) return nullptr;
  const Position at = sources.position(where);
  Json place = Json::object();
  place["file"] = sources.file(where.file).path();
  place["line"] = at.line;
  place["column"] = at.column;
  return place;
}

Json locations(const std::vector<Location>& places, const SourceMap& sources) {
  Json list = Json::array();
  for (const Location& place : places) list.push_back(location(place, sources));
  return list;
}

Json share_of_one(std::int64_t millionths) {
  const std::int64_t ten_thousandths = (millionths + 50) / 100;
  return static_cast<double>(ten_thousandths) / 10'000.0;
}

namespace {

/// Tenths of a point as points. Of all decimals, the one with a single digit behind the point is the shortest
/// that reads back as this double, and the shortest is what is printed.
Json points(std::int64_t tenths) { return static_cast<double>(tenths) / 10.0; }

}  // namespace

Json score_tree(const Score& score) {
  Json tree = Json::object();
  const Interval tenths = rounded(score.low, score.high, 100);
  tree["low"] = points(tenths.low);
  tree["high"] = points(tenths.high);
  return tree;
}

namespace {

bool is_boolean(const Amount& amount) {
  return amount.interval && amount.unit.empty();  // every number has a unit, if only "count"
}

}  // namespace

void put_amount(const Amount& amount, Json otherwise, Json& tree) {
  if (!amount.interval) {
    tree["value"] = std::move(otherwise);
  } else if (is_boolean(amount)) {
    tree["value"] = amount.interval->low != 0;
  } else {
    tree["value"] = number_or_null(amount.interval->low);
    if (!amount.interval->is_point()) tree["high"] = number_or_null(amount.interval->high);
  }
  tree["unit"] = text_or_null(amount.unit);
  tree["text"] = text_or_null(amount.text);
}

Json amount_tree(const Amount& amount) {
  Json tree = Json::object();
  put_amount(amount, nullptr, tree);
  return tree;
}

Json quantity_tree(std::int64_t value, Unit unit) {
  return amount_tree({Interval{value, value}, to_string(unit), format_quantity(value, unit)});
}

}  // namespace placer::report
