// Fields of CSV files, as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>

namespace placer::report {

/// In quotation marks where it must be. A text that a spreadsheet would take for a formula gets an
/// apostrophe.
std::string csv_field(std::string_view text);

}  // namespace placer::report
