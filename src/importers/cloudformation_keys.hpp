// Names of properties that AWS does not know: it refuses a template for each of them.
#pragma once

#include "importers/cloudformation_references.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace placer::importers {

/// The property that was meant by a name that is none: one that is nearly it, or what others call it. Nothing
/// for what may be newer than the tables.
std::optional<std::string_view> meant_property(std::string_view name,
                                               std::span<const std::string_view> known);

/// Whether a type of functions or services has a property of that name; false for types that are in no table.
bool is_property(std::string_view type, std::string_view name);

/// Properties of functions and services that there are not, and those of what all functions share; nothing
/// where a macro may read them.
std::vector<TemplateMistake> mistaken_properties(doc::View root, const Template& source);

}  // namespace placer::importers
