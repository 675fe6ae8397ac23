// Objects beside a workload of Kubernetes, and what is found of them alone and with it.
#pragma once

#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

namespace placer::test {

struct Companion {
  std::string lines, found;
  bool is_advice = false;  ///< alone, a note: there is no workload that it is about
};

inline std::string object(const std::string& version, const std::string& kind, const std::string& lines) {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: c}\n" + lines + "\n";
}

inline const std::string deployment =
    "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: {app: "
    "w}}, template: "
    "{metadata: {labels: "
    "{app: "
    "w}}, spec: {containers: [{name: a, image: shop, ports: [{containerPort: 80, name: http}], envFrom: "
    "[{configMapRef: {name: c}}]}], volumes: "
    "[{name: "
    "v, persistentVolumeClaim: {claimName: c}}]}}}\n";

/// The same is found alone and with the workload; without a fault there is no workload at all.
inline void check(const std::string& version, const std::string& kind, const Companion& row) {
  CAPTURE(kind, row.lines);
  const std::string text = object(version, kind, row.lines);
  const Imported alone = import(text), beside = import(text + deployment);
  const bool refused = !row.found.empty() && !row.is_advice;
  CHECK((alone.problems() == "") == !row.is_advice);
  CHECK(alone.names() == (refused ? "c" : ""));
  CHECK(alone.violations() == (refused ? row.found : "no workload"));
  CHECK(beside.names() == "w");
  CHECK(beside.violations() == row.found);
}

}  // namespace placer::test
