// What Kubernetes refuses, by table: a manifest, and what is found of it.
#pragma once

#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <initializer_list>
#include <string>

namespace placer::test {

struct Found {
  std::string text, found;
};

/// Rules, what was found, and where.
inline void check(const Found& row) {
  CAPTURE(row.text);
  const Imported imported = import(row.text);
  CHECK(imported.violations() == row.found);
  CHECK(imported.problems() == "");
}

inline void check_all(std::initializer_list<Found> table) {
  for (const Found& row : table) check(row);
}

/// A rule and what was found, without the place.
inline void check_without_place(const Found& row) {
  CAPTURE(row.text);
  const Imported imported = import(row.text);
  const std::string found = imported.violations();
  CHECK(found.substr(0, found.rfind(" at ")) == row.found);
  CHECK(imported.problems() == "");
}

inline std::string container(const std::string& lines) {
  return "containers: [{name: a, image: shop, " + lines + "}]";
}

inline std::string pod(const std::string& spec) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {" + spec + "}\n";
}

/// Without the selector and the images it changes another object.
inline std::string patch(const std::string& spec) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {template: {spec: {" + spec +
         "}}}\n";
}

/// One document of a stream; `metadata` goes on behind the name.
inline std::string named(const std::string& version, const std::string& kind, const std::string& spec,
                         const std::string& metadata = "") {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: w" + metadata + "}\n" +
         spec + "\n";
}

}  // namespace placer::test
