// JSON Schemas (draft 2020-12) of what people write for placer and of what it reports: generated from the
// vocabulary and the tables that the program itself reads with, in their order, so that equal rules give
// equal schemas.
#pragma once

#include "rules/rule_set.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace placer::schema {

/// "workload", "rules", "report", "config".
std::span<const std::string_view> schema_names();

/// The schema of that name as JSON text; nullopt if there is none.
std::optional<std::string> make_schema(const rules::RuleSet& rules, std::string_view name);

}  // namespace placer::schema
