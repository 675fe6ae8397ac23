// Reads criteria: what is scored, by which curve and with which weight, and what is said in favour.
#include "rules/literal.hpp"
#include "rules/load_context.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

constexpr std::int64_t max_weight = 1000;
constexpr doc::FieldContext criterion_fields{"rules", "a criterion"};

/// Points of the curve: x in the unit of the fact, y from 0 to 100 with up to three decimals. x must grow.
Range<Point> read_curve(doc::View curve, FactId fact, LoadContext& context) {
  std::vector<Point> points;
  for (const auto [x, y] : doc::entries(curve)) {
    const auto at = read_value(x, fact, context);
    const auto score = read_quantity(y, Unit::vcpu, context);  // a plain number with up to three decimals
    if (!at || !score) continue;
    if (score->low > 100'000) context.error("a score is at most 100", y.where());
    if (!points.empty() && at->low <= points.back().x)
      context.error("the points of a curve must stand in growing order", x.where());
    points.push_back({at->low, static_cast<std::int32_t>(score->low)});
  }
  if (points.size() < 2) context.error("a curve needs two points at least", curve.where());
  bool rises = false, falls = false;
  for (std::size_t i = 1; i < points.size(); ++i) {
    rises = rises || points[i].y > points[i - 1].y;
    falls = falls || points[i].y < points[i - 1].y;
  }
  if (rises && falls)
    context.error("a curve must rise or fall throughout, so that intervals keep their order", curve.where());
  return context.append(points);
}

void load_criterion(doc::View entry, LoadContext& context) {
  if (!doc::check_keys(entry, {"id", "alias", "title", "summary", "weight", "of", "curve", "reasons"},
                       criterion_fields, context.sink))
    return;
  Criterion criterion;
  const std::string_view id = doc::required_text(entry, "id", criterion_fields, context.sink);
  // The id lives beside facts and properties without being one, so it is not claimed.
  criterion.id = context.text(id);
  criterion.alias = context.text(doc::optional_text(entry, "alias", "", criterion_fields, context.sink));
  criterion.title = context.text(doc::required_text(entry, "title", criterion_fields, context.sink));
  criterion.summary = context.text(doc::required_text(entry, "summary", criterion_fields, context.sink));
  if (entry["weight"])
    if (const auto weight = read_quantity(entry["weight"], Unit::count, context))
      criterion.weight = static_cast<std::int32_t>(std::min(weight->low, max_weight + 1));
  if (criterion.weight <= 0 || criterion.weight > max_weight)
    context.error(fmt::format("a criterion needs a `weight` from 1 to {}", max_weight), entry.where());
  if (!entry["of"]) return context.error("a criterion needs `of`, what it scores", entry.where());
  criterion.of = read_fact(entry["of"], context);
  if (criterion.of == no_fact) return;
  criterion.curve = read_curve(entry["curve"], criterion.of, context);
  std::vector<Reason> reasons;
  for (const doc::View reason : doc::items(entry["reasons"])) {
    const doc::FieldContext fields{"rules", "a reason"};
    if (!doc::check_keys(reason, {"when", "text"}, fields, context.sink)) continue;
    reasons.push_back(
        {read_expression(reason, "when", {.allow_known = true, .allow_properties = true}, context),
         context.text(doc::required_text(reason, "text", fields, context.sink))});
  }
  criterion.reasons = context.append(reasons);
  auto& criteria = context.tables.of<Criterion>();
  const auto same = std::find_if(criteria.begin(), criteria.end(),
                                 [&](const Criterion& other) { return context.tables.text(other.id) == id; });
  if (same == criteria.end())
    criteria.push_back(criterion);
  else if (context.is_own(entry) &&
           static_cast<std::size_t>(same - criteria.begin()) < context.shipped[table_index<Criterion>()])
    *same = criterion;
  else
    context.error(fmt::format("the criterion `{}` is given twice", id), entry["id"].where());
}

}  // namespace

void load_criteria(doc::View section, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) load_criterion(entry, context);
}

}  // namespace placer::rules
