// The explicit list of importers. Static registration would be dropped by the linker from a library.
#include "doc/merge.hpp"
#include "importers/cloud_run.hpp"
#include "importers/cloudformation.hpp"
#include "importers/compose.hpp"
#include "importers/dockerfile.hpp"
#include "importers/ecs_task_definition.hpp"
#include "importers/importer.hpp"
#include "importers/knative.hpp"
#include "importers/kubernetes.hpp"
#include "importers/kubernetes_lists.hpp"
#include "importers/lambda_configuration.hpp"
#include "importers/native.hpp"
#include "importers/score.hpp"
#include "importers/serverless.hpp"
#include "importers/skypilot.hpp"
#include "importers/terraform.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace placer::importers {

std::span<const Importer* const> all() {
  static const std::array<const Importer*, 13> importers{&native(),
                                                         &score(),
                                                         &skypilot_task(),
                                                         &cloud_run(),
                                                         &knative(),
                                                         &compose_file(),
                                                         &cloudformation(),
                                                         &serverless_service(),
                                                         &ecs_task_definition(),
                                                         &kubernetes_objects(),
                                                         &lambda_configuration(),
                                                         &terraform_plan(),
                                                         &dockerfile_image()};
  return importers;
}

const Importer* choose(doc::View root, const rules::RuleSet& rules, std::string_view from, Match least) {
  const Importer* first = nullptr;
  for (const Importer* importer : all()) {
    if (!from.empty()) {
      if (importer->id() == from) return importer;
      continue;
    }
    const Match match = importer->probe(root, rules);
    if (match == Match::certain) return importer;
    if (match != Match::none && match >= least && first == nullptr) first = importer;
  }
  return first;
}

namespace {

/// A first document that is a name alone: a workload, unless it is that of all tasks of SkyPilot behind it.
class Held final : public Import {
 public:
  explicit Held(ImportContext& context) : context_(context) { held_.swap(context.workloads); }

  static bool is_one(doc::View root) {
    return root.is_mapping() && root.size() == 1 && root["name"].is_scalar();
  }

  void read(doc::View /*root*/) override {}
  /// What stands behind it is a task, or anything else.
  void settle(bool is_head) {
    for (Workload& held : held_)
      if (is_head)
        context_.skip("pipeline", held.name, held.where);
      else
        context_.workloads.push_back(std::move(held));
    held_.clear();
  }
  void finish() override { settle(false); }

 private:
  ImportContext& context_;
  std::vector<Workload> held_;
};

}  // namespace

void FileImport::read_object(const Importer& importer, doc::View object) {
  auto import =
      std::find_if(imports_.begin(), imports_.end(), [&](const auto& one) { return one.first == &importer; });
  if (import == imports_.end())
    import = imports_.emplace(imports_.end(), &importer, importer.begin(context_));
  import->second->read(object);
}

/// A list of what could each be a document, as `jq` and `gcloud ... list` print it. What is none is passed
/// over, unless nothing is one.
bool FileImport::read_items(const doc::Document& written) {
  std::vector<doc::View> foreign;
  std::size_t known = 0;
  for (const doc::View item : doc::items(written.root())) {
    const Importer* importer = choose(item, context_.rules, from_, Match::certain);
    if (importer == nullptr || importer->probe(item, context_.rules) != Match::certain) {
      foreign.push_back(item);
      continue;
    }
    ++known;
    if (!importer->reads_objects()) {
      read_object(*importer, item);
      continue;
    }
    for (const doc::View object : kubernetes::objects(item)) read_object(*importer, object);
  }
  if (known == 0) return read_document(written);
  for (const doc::View item : foreign) context_.skip("item", "", item.where());
  return true;
}

bool FileImport::read(const doc::Document& written) {
  if (const auto task = complete_task(written)) return read_document(*task);
  if (!written.root().is_sequence() || written.is_ambiguous()) return read_document(written);
  if (written.has_merge_keys()) return read_items(doc::resolve_merges(written));
  return read_items(written);
}

bool FileImport::read_document(const doc::Document& written) {
  const Importer* importer = choose(written.root(), context_.rules, from_, least_);
  const bool is_first = imports_.empty() && context_.skipped.empty();
  if (!imports_.empty() && imports_.front().first == nullptr)
    static_cast<Held&>(*imports_.front().second).settle(importer == &skypilot_task());
  if (importer == nullptr) return false;
  if (written.is_ambiguous()) {
    importer->report_errors(written.root(), context_);
    return true;
  }
  if (!importer->reads_objects()) {
    read_object(*importer, written.root());
    // No importer has it, so that nothing else is read with it.
    if (is_first && Held::is_one(written.root()))
      imports_.emplace(imports_.begin(), nullptr, std::make_unique<Held>(context_));
    return true;
  }
  std::optional<doc::Document> merged, complete;
  if (written.has_merge_keys()) merged = doc::resolve_merges(written);
  complete = kubernetes::complete_items(merged ? *merged : written);
  const doc::Document& document = complete ? *complete : merged ? *merged : written;
  for (const doc::View object : kubernetes::objects(document.root())) {
    // Only what stands in a list may be another one's than the document is.
    const bool is_alone = object.index() == document.root().index();
    const Importer* own = is_alone ? importer : choose(object, context_.rules, from_, Match::certain);
    read_object(own != nullptr && own->reads_objects() ? *own : *importer, object);
  }
  return true;
}

void FileImport::finish() {
  for (const auto& [importer, import] : imports_) import->finish();
  imports_.clear();
}

}  // namespace placer::importers
