// Plain scalars as the parsers of YAML 1.1 take them, with which kubectl, Helm and CloudFormation read: `NO`
// is false there, and `0x1F` a number.
#pragma once

#include "doc/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace placer::importers {

/// What those parsers take a plain text for: "a number", "true or false", with " in YAML 1.1" behind where
/// later versions do not; "" where it stays a text.
std::string_view plain_kind(std::string_view text);
/// The digits of a plain text that those parsers take for a whole number, however it is written: 1e3, 6.0,
/// 0x1F, 1_000, 010. Nothing for other texts.
std::optional<std::string> plain_integer(std::string_view text);
/// What those parsers take a value for where it is true or false, however it is written: True, yes, off.
/// Nothing for other values, and for texts in quotes.
std::optional<bool> plain_boolean(doc::View value);

}  // namespace placer::importers
