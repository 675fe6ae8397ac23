// Kubernetes objects: each is a workload, belongs to one, is a custom resource with pods, or is skipped by
// name.
#include "importers/kubernetes.hpp"

#include "importers/kubernetes_companion.hpp"
#include "importers/kubernetes_custom.hpp"
#include "importers/kubernetes_workload.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace placer::importers {
namespace {

using namespace kubernetes;

/// Formats of others that are written as Kubernetes objects.
bool is_foreign(doc::View object) {
  const std::string_view group = api_group(object);
  return group == "serving.knative.dev" || group == "run.googleapis.com" || group == "score.dev";
}

/// Nothing is known of pods whose template stands elsewhere.
void leave_open(Entry& entry) {
  Value open;
  open.where = entry.pods_of.where;
  open.note = fmt::format("the pods are those of the {} `{}`, which is not in the input", entry.pods_of.kind,
                          printable(entry.pods_of.name));
  for (const std::string_view fact : {"cpu", "memory", "gpu.count"}) entry.draft.unresolved(fact, open);
}

class KubernetesImport final : public Import {
 public:
  explicit KubernetesImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    if (!root.is_mapping())
      return context_.sink.error(
          "manifest.value", fmt::format("an item of a list of objects is {}", doc::to_string(root.kind())),
          root.where(), "write an object with apiVersion and kind, or take the item out");
    if (report_missing_head(context_, root) || companions_.read(context_, root) ||
        read_workload(context_, root, entries_) || read_custom(context_, root, entries_) ||
        report_unknown_kind(context_, root))
      return;
    const Reference self = reference(root);
    context_.skip(self.kind, self.name, self.where);
  }

  void finish() override {
    skip_owned();
    join_templates();
    companions_.apply(context_, entries_);
    for (Entry& entry : entries_) entry.draft.finish();
  }

 private:
  /// In what a cluster prints of everything, the pods of a Deployment stand beside it: they are no workloads
  /// of their own.
  void skip_owned() {
    using Name = std::tuple<std::string, std::string, std::string>;
    const auto name_of = [](const Reference& one) { return Name(one.kind, one.name, one.space); };
    std::set<Name> names;
    for (const Entry& entry : entries_) names.insert(name_of(entry.self));
    skip_each([&](const Entry& entry) {
      return std::any_of(entry.owners.begin(), entry.owners.end(),
                         [&](const Reference& owner) { return names.contains(name_of(owner)); });
    });
  }

  /// Takes down what is no workload of its own, and keeps the others.
  template <class Is>
  void skip_each(Is is_skipped) {
    std::vector<Entry> kept;
    for (Entry& entry : entries_)
      if (is_skipped(entry))
        context_.skip(entry.self.kind, entry.self.name, entry.self.where);
      else
        kept.push_back(std::move(entry));
    entries_ = std::move(kept);
  }

  /// A Rollout runs the pods of the Deployment that it names, so that both are one workload: what the one has
  /// of pods, as often as the other says.
  void join_templates() {
    std::set<const Entry*> joined;
    for (Entry& entry : entries_) {
      if (entry.pods_of.name.empty()) continue;
      const auto whose = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) {
        return one.self.kind == entry.pods_of.kind && one.self.name == entry.pods_of.name &&
               one.self.in_space_of(entry.self);
      });
      if (whose == entries_.end()) {
        leave_open(entry);
        continue;
      }
      joined.insert(&entry);
      for (const Violation& one : entry.draft.workload().violations)
        whose->draft.violation(one.rule, one.where, one.needed, one.allowed);
      whose->draft.workload().unread = whose->draft.workload().unread || entry.draft.workload().unread;
      whose->replicas = entry.replicas;
      whose->run_by = entry.self;
    }
    if (!joined.empty()) skip_each([&](const Entry& entry) { return joined.contains(&entry); });
  }

  ImportContext& context_;
  Companions companions_;
  std::vector<Entry> entries_;
};

class KubernetesImporter final : public Importer {
 public:
  std::string_view id() const override { return "kubernetes"; }
  std::string_view summary() const override { return "Kubernetes objects, and custom resources with pods"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"apiVersion", "kind"};
    return keys;
  }

  bool reads_objects() const override { return true; }
  Match probe(doc::View root, const rules::RuleSet& /*rules*/) const override {
    if (lacks_head(root)) return Match::certain;
    if (!root["apiVersion"].is_scalar() || !root["kind"].is_scalar()) return Match::none;
    return is_foreign(root) ? Match::none : Match::certain;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<KubernetesImport>(context);
  }
};

const KubernetesImporter kubernetes_importer;

}  // namespace

const Importer& kubernetes_objects() { return kubernetes_importer; }

}  // namespace placer::importers
