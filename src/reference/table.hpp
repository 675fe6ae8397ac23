// The comparison table of `placer platforms`: a row for each property, a column for each platform. Its
// string_views point into the rule set, which must outlive it.
#pragma once

#include "reference/page.hpp"
#include "rules/rule_set.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace placer::reference {

/// One platform's answer, by offerings: those with the same text stand together.
struct Cell {
  struct Part {
    std::vector<std::string_view> offerings;  ///< ids
    std::string text;
  };
  std::string_view platform;
  std::vector<Part> parts;
  bool whole = false;  ///< one text for all offerings of the platform

  /// "15min", or "zip: 250MiB" and "image: 10GiB" with the separator between them.
  std::string text(std::string_view separator) const;
};

struct Comparison {
  struct Column {
    std::string_view platform, title;
  };
  struct Line {
    std::string_view id, title;
    std::vector<Cell> cells;  ///< one for each column
  };
  std::string_view rule_set;
  std::vector<Column> columns;
  std::vector<Line> lines;
};

/// The table of a rule set, with {rule-id} and {property} filled in.
Comparison compare(const rules::RuleSet& rules);

/// Adds the table to a page.
void add_comparison(const Comparison& comparison, Page& page);

/// {"rule_set", "columns": [{"platform", "title"}], "rows": [{"id", "title", "cells": [{"platform", "text",
/// "offerings"}]}]}
std::string to_json(const Comparison& comparison);

}  // namespace placer::reference
