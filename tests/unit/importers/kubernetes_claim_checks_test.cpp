// What Kubernetes refuses of claims to volumes, and of their use.
#include "unit/importers/kubernetes_companions.hpp"

namespace placer::test {

TEST_CASE("claims say how they are accessed") {
  const std::string modes = "kubernetes.claim-access-modes: ";
  const std::string all = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";
  const auto spec = [](const std::string& access) {
    return "spec: {resources: {requests: {storage: 1Gi}}" + access + "}";
  };
  check(
      "v1", "PersistentVolumeClaim",
      GENERATE_COPY(values<Companion>({
          {spec(", accessModes: [ReadWriteOnce, ReadOnlyMany]"), ""},
          {spec(", accessModes: [ReadWriteOncePod]"), ""},
          {spec(", accessModes: [ReadWriteOncePod, ReadWriteOncePod]"), ""},
          {spec(", accessModes: [\"${MODE}\"]"), ""},
          {spec(", accessModes: []"),
           modes + "a claim without an access mode instead of " + all + " at []\n"},
          {spec(", accessModes: [ReadWriteTwice]"),
           modes + "ReadWriteTwice instead of " + all + " at ReadWriteTwice\n"},
          {spec(", accessModes: [ReadWriteOncePod, ReadOnlyMany]"),
           modes +
               "ReadWriteOncePod beside another one instead of ReadWriteOncePod alone at ReadWriteOncePod\n"},
      })));
}

TEST_CASE("claims of a StatefulSet say how they are accessed") {
  const Imported imported = import(
      "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: w}\nspec: {volumeClaimTemplates: [{spec: "
      "{accessModes: [], resources: {requests: {storage: 1Gi}}}}]}\n");
  CHECK_THAT(imported.violations(),
             contains("kubernetes.claim-access-modes: a claim without an access mode"));
}

TEST_CASE("the access modes of a claim are a list") {
  CHECK(import(object("v1", "PersistentVolumeClaim",
                      "spec: {accessModes: ReadWriteOnce, resources: {requests: {storage: 1Gi}}}"))
            .problems() == "ReadWriteOnce | `accessModes` is a value, not a list\n");
}

TEST_CASE("claims have a mode and a class that there can be") {
  const auto spec = [](const std::string& lines) {
    return "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}" + lines + "}";
  };
  check("v1", "PersistentVolumeClaim",
        GENERATE_COPY(values<Companion>({
            {spec(", volumeMode: Filesystem, storageClassName: gp3.fast"), ""},
            {spec(", storageClassName: ''"), ""},
            {spec(", storageClassName: STORAGE_CLASS"), ""},
            {spec(", volumeMode: block"),
             "kubernetes.core-word: volumeMode block instead of Filesystem or Block at block\n"},
            {spec(", storageClassName: GP 3"), "kubernetes.object-name: GP 3 instead of  at GP 3\n"},
            {spec(", storageClassName: Fast"), "kubernetes.object-name: Fast instead of  at Fast\n"},
        })));
}

TEST_CASE("a claim is used as what it is of") {
  const auto pod = [](const std::string& mode, const std::string& use) {
    return import(
               "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec: {accessModes: "
               "[ReadWriteOnce], " +
               mode +
               "resources: {requests: {storage: 1Gi}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: "
               "p}\nspec: {containers: [{name: a, image: b, " +
               use + "}], volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]}\n")
        .violations();
  };
  const std::string mounts = "volumeMounts: [{name: v, mountPath: /v}]",
                    devices = "volumeDevices: [{name: v, devicePath: /dev/v}]";
  CHECK(pod("", mounts) == "");
  CHECK(pod("volumeMode: Block, ", devices) == "");
  CHECK(pod("volumeMode: '${MODE}', ", devices) == "");
  CHECK(pod("volumeMode: Block, ", mounts) ==
        "kubernetes.volume-mode: c, whose volumeMode is Block, instead of volumeDevices at v\n");
  CHECK(pod("", devices) ==
        "kubernetes.volume-mode: c, whose volumeMode is Filesystem, instead of volumeMounts at v\n");
}

TEST_CASE("claims of a StatefulSet have names of their own and fit their use") {
  const auto set = [](const std::string& claims) {
    return import(
               "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: w}\nspec: {serviceName: w, "
               "selector: "
               "{matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, "
               "image: b, volumeMounts: [{name: d, mountPath: /d}]}], volumes: '${VOLUMES}'}}, "
               "volumeClaimTemplates: [" +
               claims + "]}\n")
        .violations();
  };
  const std::string rest = "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}";
  CHECK(set("{metadata: {name: d}, " + rest) == "");
  CHECK_THAT(set("{" + rest),
             contains("kubernetes.required-field: metadata.name instead of a claim of a StatefulSet"));
  CHECK(set("{metadata: {name: d}, " + rest + ", {metadata: {name: d}, " + rest) ==
        "kubernetes.duplicate-claim: d instead of  at d\n");
  CHECK(set("{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], volumeMode: Block, resources: "
            "{requests: {storage: 1Gi}}}}") ==
        "kubernetes.volume-mode: d, whose volumeMode is Block, instead of volumeDevices at d\n");
}

TEST_CASE("the limit of a claim is no less than its request") {
  const auto claim = [](const std::string& limit) {
    return "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}, limits: {storage: " +
           limit + "}}}";
  };
  const auto row = GENERATE_COPY(values<Companion>({
      {claim("10Gi"), ""},
      {claim("\"${LIMIT}\""), ""},
      {claim("5Gi"), "kubernetes.claim-request-above-limit: 10Gi instead of 5Gi at 10Gi\n", true},
  }));
  check("v1", "PersistentVolumeClaim", row);
}

}  // namespace placer::test
