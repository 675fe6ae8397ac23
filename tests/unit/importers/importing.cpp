#include "unit/importers/importing.hpp"

#include "base/text.hpp"
#include "doc/read.hpp"
#include "rules/literal.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

namespace placer::test {

Imported import(const std::string& text, std::string_view from) {
  Imported imported;
  const rules::RuleSet& rules = builtin("current");
  importers::ImportContext context{rules, imported.sink, imported.workloads};
  const FileId file = imported.sources.add("w.yaml", text);
  importers::FileImport reading(context, from, importers::Match::possible);
  doc::ReadLimits limits;
  limits.dockerfile = from == "dockerfile";
  doc::read_documents(
      imported.sources, file, imported.sink, [&](const doc::Document& document) { reading.read(document); },
      limits);
  reading.finish();
  for (const Location& secret : context.secrets) imported.sources.hide(secret);
  return imported;
}

void check(std::span<const FactCase> table, const std::string& before, const std::string& after) {
  for (const FactCase& one : table) {
    CAPTURE(one.lines, one.fact);
    const Imported imported = import(before + one.lines + after + "\n");
    CHECK(imported.problems() == "");
    CHECK(imported.fact(one.fact) == one.expected);
  }
}

Imported import_facts(const std::string& lines) { return import("name: w\n" + lines + "\n", "native"); }

std::string Imported::problems() const {
  std::string text;
  for (const Diagnostic& problem : sink.sorted()) {
    text += fmt::format("{} | {}", guilty_text(sources, problem.where), problem.message);
    if (!problem.help.empty()) text += " | " + problem.help;
    text += "\n";
  }
  return text;
}

std::string Imported::rendered() const {
  std::string text;
  for (const Diagnostic& problem : sink.sorted()) text += render(problem, sources);
  return text;
}

std::string Imported::fact(std::string_view name) const {
  const rules::RuleSet& rules = builtin("current");
  if (workloads.empty()) return "no workload";
  const Fact* fact = workloads.front().find(fact_id(rules, name));
  if (fact == nullptr) return "nothing";
  const rules::FactRow& row = rules.fact(fact->id);
  std::string text = fact->text;
  if (fact->has_value()) {
    const bool cards = fact->id == rules.known(rules::Known::gpu_type) && !fact->texts.empty();
    const bool texts = cards || (row.type != rules::FactType::quantity &&
                                 row.type != rules::FactType::boolean && row.type != rules::FactType::choice);
    text = texts ? join(fact->texts, ", ") : rules::format_value(rules::Vocabulary(rules), row, fact->value);
  }
  if (fact->origin != Origin::stated) text += fmt::format(" ({})", to_string(fact->origin));
  if (!fact->note.empty()) text += " = " + fact->note;
  return text;
}

std::string Imported::violations(std::string_view but) const {
  std::string text;
  if (workloads.empty()) return "no workload";
  for (const Violation& one : workloads.front().violations)
    if (one.rule != but)
      text += fmt::format("{}: {} instead of {} at {}\n", one.rule, one.needed, one.allowed,
                          guilty_text(sources, one.where));
  return text;
}

std::string Imported::names() const {
  std::vector<std::string_view> all;
  for (const Workload& workload : workloads) all.push_back(workload.name);
  return join(all, " ");
}

}  // namespace placer::test
