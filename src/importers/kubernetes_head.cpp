// Objects with pods of which apiVersion and kind do not say what they are: that there is no such kind, or
// that one of the two is missing. Without a word on it they would be passed over as if they were nothing.
#include "base/text.hpp"
#include "importers/draft.hpp"
#include "importers/kubernetes_workload.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

/// A list of containers that all say what they run; what patches others mostly does not.
bool says_what_runs(doc::View containers) {
  bool whole = containers.is_sequence() && containers.size() > 0;
  for (const doc::View container : doc::items(containers))
    whole = whole && container["name"].is_scalar() && container["image"].is_scalar();
  return whole;
}

bool holds_pods(std::string_view kind, doc::View spec) {
  if (kind == "Pod") return says_what_runs(spec["containers"]);
  const doc::View owner = kind == "CronJob" ? spec["jobTemplate"]["spec"] : spec;
  return says_what_runs(owner["template"]["spec"]["containers"]);
}

bool is_there(doc::View view) { return view && !view.is_null(); }

/// The kinds that an object may be of, by the one of the two that it has.
std::vector<WorkloadKind> candidates(doc::View object) {
  std::vector<WorkloadKind> found;
  const doc::View version = object["apiVersion"], kind = object["kind"];
  const bool has_kind = is_there(kind);
  if (is_there(version) == has_kind || !object["metadata"]["name"].is_scalar()) return found;
  for (const WorkloadKind& one : workload_kinds())
    if ((has_kind ? kind.text() == one.kind : version.text() == one.version) &&
        holds_pods(one.kind, object["spec"]))
      found.push_back(one);
  return found;
}

/// The key that was meant to be the one that is missing; nothing where no other one is like it.
doc::View misspelt_key(doc::View object, std::string_view key) {
  for (const auto [name, value] : doc::entries(object))
    if (name.text() != key && closest(name.text(), {&key, 1})) return name;
  return {};
}

}  // namespace

bool lacks_head(doc::View object) { return !candidates(object).empty(); }

bool report_missing_head(ImportContext& context, doc::View object) {
  const std::vector<WorkloadKind> kinds = candidates(object);
  if (kinds.empty()) return false;
  const bool has_kind = is_there(object["kind"]);
  const std::string_view missing = has_kind ? "apiVersion" : "kind";
  std::vector<std::string_view> words;
  words.reserve(kinds.size());
  for (const WorkloadKind& one : kinds) words.push_back(has_kind ? one.version : one.kind);
  const doc::View slip = misspelt_key(object, missing), other = object[has_kind ? "kind" : "apiVersion"];
  context.sink.error(
      "manifest.kind",
      slip ? fmt::format("there is no key `{}`; `{}` is meant", printable(slip.text()), missing)
           : fmt::format("an object with pods has no {}, and no cluster takes it", missing),
      (slip ? slip : other).where(),
      words.size() == 1 ? fmt::format("write `{}: {}`", missing, words.front())
                        : fmt::format("write `{}:` and one of {}", missing, join(words, ", ")));
  return true;
}

bool report_unknown_kind(ImportContext& context, doc::View object) {
  const std::string_view kind = object["kind"].text(), version = object["apiVersion"].text();
  const std::string_view group = api_group(object);
  const std::span<const WorkloadKind> kinds = workload_kinds();
  const bool own = group == "extensions" ||
                   std::any_of(kinds.begin(), kinds.end(), [&](auto& one) { return one.group == group; });
  // OpenShift once had a kind of its own there.
  if (!own || version.empty() || is_placeholder(kind) || kind == "DeploymentConfig") return false;
  const doc::View spec = object["spec"];
  bool has_pods = false;
  for (const doc::View pod :
       {spec, spec["template"]["spec"], spec["jobTemplate"]["spec"]["template"]["spec"]})
    has_pods = has_pods || pod["containers"].size() > 0;
  if (!has_pods) return false;
  std::vector<std::string_view> names;
  std::string help;
  for (const WorkloadKind& known : kinds) {
    names.push_back(known.kind);
    if (known.kind == kind) help = fmt::format("write `apiVersion: {}`", known.version);
  }
  const auto near = closest(kind, names);
  if (help.empty() && near) help = fmt::format("did you mean `{}`?", *near);
  context.sink.error("manifest.kind",
                     fmt::format("there is no kind `{}` in {}", printable(kind), printable(version)),
                     object["kind"].where(), std::move(help));
  return true;
}

}  // namespace placer::importers::kubernetes
