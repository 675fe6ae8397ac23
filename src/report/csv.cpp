#include "report/csv.hpp"

namespace placer::report {

std::string csv_field(std::string_view text) {
  std::string field;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) field = "'";
  field += text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  for (std::size_t at = field.find('"'); at != std::string::npos; at = field.find('"', at + 2))
    field.insert(at, 1, '"');
  return '"' + field + '"';
}

}  // namespace placer::report
