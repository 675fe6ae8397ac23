// Whether a pod tolerates taints like the labels of nodes that it asks for.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;

TEST_CASE("a pod tolerates the labels that it selects, each with its value, or does not") {
  const auto tolerated = [](const std::string& spec) {
    return import(
               "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec:\n  containers: [{name: a, image: "
               "shop}]\n" +
               spec)
        .fact("node_labels_tolerated");
  };
  const std::string yes = "true (derived) = it tolerates taints like them",
                    no = "false (derived) = nothing tolerates taints like them";
  CHECK(tolerated("") == "nothing");
  CHECK(tolerated("  nodeSelector: {disk: ssd}\n") == no);
  CHECK(tolerated("  nodeSelector: {disk: ssd}\n  tolerations: [{key: disk, value: ssd}]\n") == yes);
  CHECK(tolerated("  nodeSelector: {disk: ssd}\n  tolerations: [{key: disk, operator: Exists}]\n") == yes);
  CHECK(tolerated("  nodeSelector: {disk: ssd}\n  tolerations: [{key: disk, value: hdd}]\n") == no);
  CHECK(tolerated("  nodeSelector: {disk: ssd, team: a}\n  tolerations: [{key: disk, value: ssd}]\n") == no);
  const std::string affinity =
      "  affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
      "[{matchExpressions: [{key: disk, operator: Exists}]}]}}}\n";
  CHECK(tolerated(affinity) == no);
  CHECK(tolerated(affinity + "  tolerations: [{key: disk, operator: Exists}]\n") == yes);
  // A pool of GKE has no taint of that name.
  CHECK(tolerated("  nodeSelector: {cloud.google.com/gke-nodepool: a}\n"
                  "  tolerations: [{key: cloud.google.com/gke-nodepool, operator: Exists}]\n") == no);
}
