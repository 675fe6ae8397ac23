// The explicit list of importers. Static registration would be dropped by the linker from a library.
#include "importers/cloud_run.hpp"
#include "importers/cloudformation.hpp"
#include "importers/compose.hpp"
#include "importers/ecs_task_definition.hpp"
#include "importers/importer.hpp"
#include "importers/knative.hpp"
#include "importers/kubernetes.hpp"
#include "importers/lambda_configuration.hpp"
#include "importers/native.hpp"

#include <algorithm>
#include <array>

namespace placer::importers {

std::span<const Importer* const> all() {
  static const std::array<const Importer*, 8> importers{&native(),
                                                        &cloud_run(),
                                                        &knative(),
                                                        &compose_file(),
                                                        &cloudformation(),
                                                        &ecs_task_definition(),
                                                        &kubernetes_objects(),
                                                        &lambda_configuration()};
  return importers;
}

const Importer* choose(const doc::Document& document, const rules::RuleSet& rules, std::string_view from,
                       Match least) {
  const Importer* first = nullptr;
  for (const Importer* importer : all()) {
    if (!from.empty()) {
      if (importer->id() == from) return importer;
      continue;
    }
    const Match match = importer->probe(document, rules);
    if (match == Match::certain) return importer;
    if (match != Match::none && match >= least && first == nullptr) first = importer;
  }
  return first;
}

bool FileImport::read(const doc::Document& document) {
  const Importer* importer = choose(document, context_.rules, from_, least_);
  if (importer == nullptr) return false;
  if (document.is_ambiguous()) {
    importer->report_errors(document, context_);
    return true;
  }
  auto import =
      std::find_if(imports_.begin(), imports_.end(), [&](const auto& one) { return one.first == importer; });
  if (import == imports_.end())
    import = imports_.emplace(imports_.end(), importer, importer->begin(context_));
  import->second->read(document);
  return true;
}

void FileImport::finish() {
  for (const auto& [importer, import] : imports_) import->finish();
  imports_.clear();
}

}  // namespace placer::importers
