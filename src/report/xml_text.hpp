// Text as XML 1.0 takes it.
#pragma once

#include <string>
#include <string_view>

namespace placer::report {

/// The text between two tags. Characters that XML forbids even when they are escaped
/// (https://www.w3.org/TR/xml/#charsets), and bytes that are no UTF-8, become U+FFFD; other
/// characters that a terminal would obey or nobody sees are written as references.
std::string xml_text(std::string_view text);

/// The same in double quotes, where line ends and tabs must be escaped to stay what they are.
std::string xml_attribute(std::string_view text);

}  // namespace placer::report
