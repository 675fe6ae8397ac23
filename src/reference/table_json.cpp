// The comparison table for scripts. Every offering has its own text, whether it differs from the others or
// not.
#include "reference/table.hpp"

#include <nlohmann/json.hpp>

namespace placer::reference {

std::string to_json(const Comparison& comparison) {
  using Json = nlohmann::ordered_json;
  Json columns = Json::array(), rows = Json::array();
  for (const Comparison::Column& column : comparison.columns)
    columns.push_back(Json::object({{"platform", column.platform}, {"title", column.title}}));
  for (const Comparison::Line& line : comparison.lines) {
    Json cells = Json::array();
    for (const Cell& cell : line.cells) {
      Json offerings = Json::object();
      for (const Cell::Part& part : cell.parts)
        for (const std::string_view offering : part.offerings) offerings[std::string(offering)] = part.text;
      cells.push_back(Json::object(
          {{"platform", cell.platform}, {"text", cell.text("; ")}, {"offerings", std::move(offerings)}}));
    }
    rows.push_back(Json::object({{"id", line.id}, {"title", line.title}, {"cells", std::move(cells)}}));
  }
  const Json table = Json::object(
      {{"rule_set", comparison.rule_set}, {"columns", std::move(columns)}, {"rows", std::move(rows)}});
  return table.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace placer::reference
