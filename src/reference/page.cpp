#include "reference/page.hpp"

#include <algorithm>
#include <utility>

namespace placer::reference {
namespace {

constexpr std::string_view special = "\\`*[]<|";

/// Whether a column has nothing but its heading.
bool is_empty(const std::vector<Row>& rows, std::size_t column) {
  return std::all_of(rows.begin() + 1, rows.end(), [&](const Row& row) { return row[column].empty(); });
}

}  // namespace

void Page::heading(int level, std::string text) {
  blocks_.push_back({BlockKind::heading, level, std::move(text), {}});
}

void Page::paragraph(std::string text) { blocks_.push_back({BlockKind::paragraph, 1, std::move(text), {}}); }

void Page::list(std::vector<Row> rows) {
  if (!rows.empty()) blocks_.push_back({BlockKind::list, 1, {}, std::move(rows)});
}

void Page::fields(std::vector<Row> rows) {
  if (!rows.empty()) blocks_.push_back({BlockKind::fields, 1, {}, std::move(rows)});
}

void Page::table(std::vector<Row> rows) {
  if (rows.size() < 2) return;
  for (std::size_t column = rows.front().size(); column-- > 0;)
    if (is_empty(rows, column))
      for (Row& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  blocks_.push_back({BlockKind::table, 1, {}, std::move(rows)});
}

std::string plain(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string code(std::string_view text) {
  if (text.find_first_of("`|") != std::string_view::npos) return plain(text);  // what a code span cannot hold
  return text.empty() ? std::string() : '`' + std::string(text) + '`';
}

std::string link_to(std::string_view title, std::string_view address) {
  if (address.empty()) return plain(title);
  std::string encoded;
  for (const char c : address) {
    if (c == '(')
      encoded += "%28";
    else if (c == ')')
      encoded += "%29";
    else
      encoded += c;
  }
  return '[' + plain(title) + "](" + encoded + ')';
}

std::string strip(std::string_view text) {
  std::string shown;
  bool in_code = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '`')
      in_code = !in_code;
    else if (!in_code && c == '\\' && at + 1 < text.size())
      shown += text[++at];
    else if (!in_code && c == ']')  // only links have a bracket without a backslash; the address follows
      at = std::min(text.find(')', at), text.size());
    else if (in_code || c != '[')
      shown += c;
  }
  return shown;
}

}  // namespace placer::reference
