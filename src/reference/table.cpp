#include "reference/table.hpp"

#include "base/text.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"
#include "rules/message.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::reference {
namespace {

using rules::Offering;
using rules::Rule;
using rules::RuleSet;
using rules::TableCell;

bool holds(rules::OfferingMask offerings, std::size_t bit) { return (offerings >> bit & 1U) != 0; }

std::string property_of(const RuleSet& rules, FactId fact, std::size_t offering) {
  for (const rules::Property& property : rules.rows<rules::Property>())
    if (property.fact == fact && holds(property.offerings, offering))
      return value(rules, fact, property.value);
  return "unknown";
}

/// What {name} stands for: a property of the offering, or the bound of a rule.
std::string look_up(const RuleSet& rules, std::string_view name, std::size_t offering) {
  if (const FactId fact = rules.find_fact(name); fact != no_fact) return property_of(rules, fact, offering);
  for (const Rule& rule : rules.rows<Rule>()) {
    if (rules.text(rule.id) != name) continue;
    return rules::comparison(rules, rule) != nullptr ? rules::describe_bound(rules, rule)
                                                     : condition(rules, rule);
  }
  return std::string(name);
}

std::string cell_text(const RuleSet& rules, std::size_t line, std::size_t offering) {
  for (const TableCell& cell : rules.rows<TableCell>())
    if (cell.line == line && holds(cell.offerings, offering))
      return rules::fill(rules.text(cell.text),
                         [&](std::string_view name) { return look_up(rules, name, offering); });
  return "not stated";
}

Cell make_cell(const RuleSet& rules, std::size_t line, std::size_t platform) {
  Cell cell;
  cell.platform = rules.text(rules.rows<rules::Platform>()[platform].id);
  const auto offerings = rules.rows<Offering>();
  for (std::size_t bit = 0; bit < offerings.size(); ++bit) {
    if (offerings[bit].platform != platform) continue;
    std::string text = cell_text(rules, line, bit);
    auto part = std::find_if(cell.parts.begin(), cell.parts.end(),
                             [&](const Cell::Part& p) { return p.text == text; });
    if (part == cell.parts.end()) part = cell.parts.insert(part, {{}, std::move(text)});
    part->offerings.push_back(rules.text(offerings[bit].id));
  }
  cell.whole = cell.parts.size() == 1;
  return cell;
}

}  // namespace

std::string Cell::text(std::string_view separator) const {
  if (whole) return parts.front().text;
  std::vector<std::string> texts;
  for (const Part& part : parts)
    texts.push_back(fmt::format("{}: {}", join(part.offerings, ", "), part.text));
  return join(texts, separator);
}

Comparison compare(const RuleSet& rules) {
  Comparison comparison;
  comparison.rule_set = rules.name();
  const auto columns = rules.rows<rules::TableColumn>();
  for (const rules::TableColumn& column : columns)
    comparison.columns.push_back(
        {rules.text(rules.rows<rules::Platform>()[column.platform].id), rules.text(column.title)});
  const auto lines = rules.rows<rules::TableLine>();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Comparison::Line line{rules.text(lines[i].id), rules.text(lines[i].title), {}};
    for (const rules::TableColumn& column : columns)
      line.cells.push_back(make_cell(rules, i, column.platform));
    comparison.lines.push_back(std::move(line));
  }
  return comparison;
}

void add_comparison(const Comparison& comparison, Page& page) {
  std::vector<Row> rows{{"Feature"}};
  for (const Comparison::Column& column : comparison.columns) rows.front().push_back(plain(column.title));
  for (const Comparison::Line& line : comparison.lines) {
    Row& row = rows.emplace_back(Row{plain(line.title)});
    for (const Cell& cell : line.cells) row.push_back(plain(cell.text("\n")));
  }
  page.table(std::move(rows));
}

}  // namespace placer::reference
