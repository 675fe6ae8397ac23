#include "report/json_cost.hpp"

#include "report/json_values.hpp"

#include <fmt/core.h>

#include <utility>

namespace placer::report {
namespace {

constexpr double millionth = 1e6, nano = 1e9, pico = 1e12;

/// Integers over a power of ten: the nearest double is the shortest decimal that is printed. null for what
/// has no upper end.
Json decimal(std::int64_t value, double scale) {
  return value == unbounded ? Json(nullptr) : Json(static_cast<double>(value) / scale);
}

/// `high` stands beside the low end of an interval only.
void put(Json& tree, const std::string& key, const Interval& value, double scale) {
  tree[key] = decimal(value.low, scale);
  if (!value.is_point()) tree[key + "_high"] = decimal(value.high, scale);
}

Json source_tree(const SourceInfo& source) {
  Json tree = Json::object();
  tree["url"] = text_or_null(source.url);
  tree["title"] = text_or_null(source.title);
  tree["as_of"] = source.as_of;
  tree["checked"] = source.checked;
  tree["basis"] = source.basis;
  tree["confidence"] = source.confidence;
  return tree;
}

Json line_tree(const BillLine& line) {
  Json tree = Json::object();
  tree["item"] = line.item;
  tree["title"] = line.title;
  put(tree, "quantity", line.quantity, millionth);
  tree["unit"] = line.unit;
  put(tree, "price", line.price, pico);
  put(tree, "amount", line.amount, nano);
  tree["region"] = line.region;
  tree["source"] = source_tree(line.source);
  return tree;
}

}  // namespace

Json cost_tree(const std::optional<Cost>& cost) {
  if (!cost) return nullptr;
  Json tree = Json::object();
  tree["low"] = decimal(cost->total.low, nano);
  tree["high"] = decimal(cost->total.high, nano);
  tree["currency"] = "USD";
  tree["period"] = cost->months == 1 ? std::string("month") : fmt::format("{} months", cost->months);
  Json& items = tree["items"] = Json::array();
  for (const BillLine& line : cost->lines) items.push_back(line_tree(line));
  tree["missing"] = list_of(cost->missing);
  return tree;
}

Json curve_tree(const std::optional<CostCurve>& curve) {
  if (!curve) return nullptr;
  Json tree = Json::object();
  tree["requests"] = curve->requests;
  Json& offerings = tree["offerings"] = Json::array();
  for (const CostCurve::Series& series : curve->series) {
    Json one = Json::object();
    one["offering"] = series.offering;
    // An object is a vector of its members: one that is added moves the others.
    Json low = Json::array(), high = Json::array();
    for (const Interval& total : series.totals) {
      low.push_back(decimal(total.low, nano));
      high.push_back(decimal(total.high, nano));
    }
    one["low"] = std::move(low);
    one["high"] = std::move(high);
    offerings.push_back(std::move(one));
  }
  Json& turns = tree["turns"] = Json::array();
  for (const CostCurve::Turn& turn : curve->turns) {
    Json one = Json::object();
    one["below"] = turn.below;
    one["above"] = turn.above;
    one["requests"] = turn.requests;
    turns.push_back(std::move(one));
  }
  return tree;
}

}  // namespace placer::report
