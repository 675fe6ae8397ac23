// Documents of Kubernetes objects, single ones and lists of them. Each object is a workload, belongs to one,
// is a custom resource with pods, or is skipped by name.
#include "importers/kubernetes.hpp"

#include "importers/kubernetes_companion.hpp"
#include "importers/kubernetes_custom.hpp"
#include "importers/kubernetes_workload.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {
namespace {

using namespace kubernetes;

/// Formats of others that are written as Kubernetes objects.
bool is_foreign(doc::View object) {
  const std::string_view group = api_group(object);
  return group == "serving.knative.dev" || group == "run.googleapis.com" || group == "score.dev";
}

class KubernetesImport final : public Import {
 public:
  explicit KubernetesImport(ImportContext& context) : context_(context) {}

  void read(const doc::Document& document) override {
    std::vector<doc::View> open{document.root()};
    while (!open.empty()) {
      const doc::View object = open.back();
      open.pop_back();
      if (const doc::View items = object["items"];
          items.is_sequence() && object["kind"].text().ends_with("List")) {
        std::vector<doc::View> inside;
        for (const doc::View item : doc::items(items)) inside.push_back(item);
        open.insert(open.end(), inside.rbegin(), inside.rend());
        continue;
      }
      read_object(object);
    }
  }

  void finish() override {
    companions_.apply(context_, entries_);
    for (Entry& entry : entries_) entry.draft.finish();
  }

 private:
  void read_object(doc::View object) {
    if (companions_.read(context_, object) || read_workload(context_, object, entries_) ||
        read_custom(context_, object, entries_))
      return;
    const Reference self = reference(object);
    context_.skip(self.kind, self.name, self.where);
  }

  ImportContext& context_;
  Companions companions_;
  std::vector<Entry> entries_;
};

class KubernetesImporter final : public Importer {
 public:
  std::string_view id() const override { return "kubernetes"; }
  std::string_view summary() const override { return "Kubernetes objects, and custom resources with pods"; }

  Match probe(const doc::Document& document, const rules::RuleSet& /*rules*/) const override {
    const doc::View root = document.root();
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
