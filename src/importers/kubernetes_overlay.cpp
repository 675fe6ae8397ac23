// An annotation is text, so it is read as a small native manifest of its own; what it says, and what is wrong
// with it, stands where the annotation does.
#include "importers/kubernetes_overlay.hpp"

#include "doc/read.hpp"
#include "importers/native.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {

void read_annotations(Draft& draft, doc::View annotations) {
  constexpr std::string_view prefix = "placer.dev/";
  for (const auto [key, value] : doc::entries(annotations)) {
    if (!key.text().starts_with(prefix)) continue;
    const Location where = value.where();
    DiagnosticSink problems;
    SourceMap sources;
    const std::string_view fact = key.text().substr(prefix.size());
    if (fact == "ignore") {
      draft.workload().ignores.push_back({std::string(value.text()), where});
      continue;
    }
    const FileId file = sources.add("annotation.yaml", fmt::format("{}: {}\n", fact, value.text()));
    std::vector<Fact> facts;
    doc::read_documents(sources, file, problems, [&](const doc::Document& document) {
      for (Fact& one : read_overlay(document.root(), draft.context().rules, problems)) {
        one.where = where;
        facts.push_back(std::move(one));
      }
    });
    for (Diagnostic problem : problems.sorted()) {
      // It stands at the key where what is wrong is the name of the fact.
      problem.where = problem.where && problem.where.offset < fact.size() ? key.where() : where;
      problem.related.clear();
      if (problem.severity == Severity::error) draft.workload().unread = true;
      draft.context().sink.report(std::move(problem));
    }
    draft.overlay(std::move(facts));
  }
}

}  // namespace placer::importers::kubernetes
