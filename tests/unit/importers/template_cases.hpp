// Lines of a template of CloudFormation, and what AWS refuses of them at the value.
#pragma once

#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <span>
#include <string>

namespace placer::test::templates {

struct Case {
  const char* lines;
  const char* violations;
};

/// What the tables refer to, of which nobody knows the value.
inline const std::string parameters =
    "Parameters: {Api: {Type: String}, Kind: {Type: String}, Kinds: {Type: CommaDelimitedList}, Least: "
    "{Type: Number}, Most: {Type: Number}, Often: {Type: String}, P: {Type: String}, Size: {Type: Number}, "
    "Time: {Type: Number}, Type: {Type: String}, X: {Type: Number}}\n";

/// Each of the lines between `before` and `after`.
inline void check(std::span<const Case> table, const std::string& before, const std::string& after = "") {
  for (const Case& one : table) {
    CAPTURE(one.lines);
    const Imported imported = import(parameters + before + one.lines + after + "\n");
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == one.violations);
  }
}

}  // namespace placer::test::templates
