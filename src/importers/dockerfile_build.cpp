#include "importers/dockerfile_build.hpp"

#include "importers/build_files.hpp"
#include "importers/dockerfile_facts.hpp"

#include <fmt/core.h>

namespace placer::importers {
namespace {

/// A repository or an archive that is fetched: "https://github.com/owner/name.git#branch:directory".
bool is_remote(std::string_view context) {
  for (const std::string_view begin : {"git@", "github.com/", "ssh://", "git://", "http://", "https://"})
    if (context.starts_with(begin)) return true;
  return context.find("://") != std::string_view::npos;
}

/// Reads the image into the draft. Another workload may be built from the same file, and what is wrong with
/// that is said once.
void read_into(Draft& draft, doc::View root, const dockerfile::Stages::Options& options) {
  const ImportContext& context = draft.context();
  DiagnosticSink problems;
  std::vector<Workload> unused;
  ImportContext inner{context.rules, problems, unused};
  Draft image(inner, draft.workload().name, draft.workload().where);
  image.workload() = std::move(draft.workload());
  dockerfile::read_image(image, root, options);
  draft.workload() = std::move(image.workload());
  for (const Diagnostic& problem : problems.in_order()) context.build_files->report(problem);
}

}  // namespace

void read_build(Draft& draft, const Build& build) {
  ImportContext& context = draft.context();
  if (context.build_files == nullptr || context.file_path.empty()) return;
  if (build.context && (!build.context.literal() || is_remote(build.context.text))) return;
  if (build.dockerfile && !build.dockerfile.literal()) return;
  const std::string directory = build.context ? build.context.text : ".";
  const std::string name = build.dockerfile ? build.dockerfile.text : "Dockerfile";
  const bool is_absolute = name.starts_with('/');
  const auto [answer, document] = context.build_files->find(
      context.file_path, is_absolute ? name : fmt::format("{}/{}", directory, name));
  using Answer = BuildFiles::Answer;
  if (answer == Answer::broken) draft.workload().unread = true;
  if (answer == Answer::missing)
    draft.violation("dockerfile.missing", build.dockerfile ? build.dockerfile.where : build.context.where,
                    name, directory);
  if (answer == Answer::read)
    read_into(draft, document->root(), {build.arguments, build.target, build.listens});
}

}  // namespace placer::importers
