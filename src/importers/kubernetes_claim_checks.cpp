// What is wrong with claims to volumes: what they ask for, and how pods use what they get.
#include "doc/scalar.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>
#include <string>

namespace placer::importers::kubernetes {
namespace {

constexpr const char* no_mode = "a claim without an access mode";
constexpr std::string_view access_modes = "ReadWriteOnce, ReadOnlyMany, ReadWriteMany or ReadWriteOncePod";

/// What a value is missing in: the innermost mapping on the way to it that is there.
doc::View deepest(doc::View from, std::initializer_list<std::string_view> path) {
  for (const std::string_view key : path) {
    if (!from[key].is_mapping()) break;
    from = from[key];
  }
  return from;
}

void check_claim_size(Draft& draft, doc::View spec) {
  const Value size = scalar(spec["resources"]["requests"]["storage"]);
  if (!size) {
    // What does not say how it is accessed is a patch of a claim.
    if (spec["accessModes"])
      draft.violation("kubernetes.claim-size", deepest(spec, {"resources", "requests"}).where(), "no size",
                      "a size above zero");
    return;
  }
  if (!size.literal()) return;
  QuantityError error;
  const auto bytes = kubernetes_bytes(size.text, error);
  if (!bytes)
    draft.violation("kubernetes.claim-size", size.where, fmt::format("{}: {}", size.text, error.message),
                    "a quantity, for example 10G or 10Gi");
  else if (*bytes == 0)
    draft.violation("kubernetes.claim-size", size.where, size.text, "a size above zero");
}

void check_access_modes(Draft& draft, doc::View modes) {
  static constexpr std::array<std::string_view, 4> known = {"ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany",
                                                            "ReadWriteOncePod"};
  constexpr std::string_view rule = "kubernetes.claim-access-modes", all = access_modes;
  if (!modes || (modes.is_scalar() && !modes.is_null())) return;
  if (modes.size() == 0) return draft.violation(rule, modes.where(), no_mode, std::string(all));
  Value alone;
  bool other = false;
  for (const doc::View item : doc::items(modes)) {
    const Value mode = scalar(item);
    if (!mode.literal()) return;
    if (std::find(known.begin(), known.end(), mode.text) == known.end())
      draft.violation(rule, mode.where, mode.text, std::string(all));
    else if (mode.text == known.back())
      alone = mode;
    else
      other = true;
  }
  if (alone && other)
    draft.violation(rule, alone.where, fmt::format("{} beside another one", alone.text),
                    fmt::format("{} alone", alone.text));
}

/// The API takes any limit, and what makes the volume refuses one that is too small for it.
void advise_claim_limit(Draft& draft, doc::View resources) {
  const Value least = scalar(resources["requests"]["storage"]), most = scalar(resources["limits"]["storage"]);
  const auto low = number(least, kubernetes_bytes), high = number(most, kubernetes_bytes);
  if (low && high && *low > *high)
    draft.violation("kubernetes.claim-request-above-limit", least.where, least.text, most.text);
}

}  // namespace

void check_claim(Draft& draft, doc::View spec, bool complete) {
  static constexpr Part parts[] = {{"accessModes", doc::Kind::sequence, doc::Kind::scalar}};
  static constexpr Words words[] = {{"volumeMode", "Filesystem or Block", "kubernetes.core-word"}};
  check_parts(draft, spec, parts);
  check_words(draft, spec, words);
  check_class_name(draft, spec["storageClassName"]);
  check_claim_size(draft, spec);
  advise_claim_limit(draft, spec["resources"]);
  if (complete && spec && !spec["accessModes"])
    draft.violation("kubernetes.claim-access-modes", spec.where(), no_mode, std::string(access_modes));
  check_access_modes(draft, spec["accessModes"]);
}

Used find_use(doc::View spec, std::string_view volume) {
  Used used;
  const auto look = [&](doc::View list, Location& where) {
    for (const doc::View one : doc::items(list))
      if (!where && one["name"].text() == volume) where = one["name"].where();
  };
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list])) {
      look(container["volumeMounts"], used.as_files);
      look(container["volumeDevices"], used.as_device);
    }
  return used;
}

void check_use(Draft& draft, std::string_view claim, const Value& mode, const Used& used) {
  if (mode && !mode.literal()) return;
  const bool block = mode.text == "Block";
  if (const Location where = block ? used.as_files : used.as_device)
    draft.violation("kubernetes.volume-mode", where,
                    fmt::format("{}, whose volumeMode is {},", claim, block ? "Block" : "Filesystem"),
                    block ? "volumeDevices" : "volumeMounts");
}

void check_claim_templates(Draft& draft, doc::View templates, doc::View pod, bool complete) {
  std::set<std::string> names;
  for (const doc::View claim : doc::items(templates)) {
    const Value name = scalar(claim["metadata"]["name"]);
    if (complete && !name) require(draft, claim.where(), "metadata.name", "a claim of a StatefulSet");
    if (!name.literal()) continue;
    if (!names.insert(name.text).second) draft.violation("kubernetes.duplicate-claim", name.where, name.text);
    check_use(draft, name.text, scalar(claim["spec"]["volumeMode"]), find_use(pod, name.text));
  }
}

}  // namespace placer::importers::kubernetes
