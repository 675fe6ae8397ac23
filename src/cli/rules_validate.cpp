// placer rules validate and test.
#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/rules_actions.hpp"
#include "facade/project.hpp"
#include "facade/rule_tests.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {

constexpr OptionSet rules_validate_set{
    .name = "rules validate",
    .summary =
        "Checks rules as a run would: files of own rules, directories of them, a whole rule set, a project "
        "file. Shows all mistakes at once.",
    .positional = "PATH",
    .positional_help = "directories and files",
    .example = "placer rules validate platform-rules placer.yaml",
    .epilogue = "Exit codes: 0 all can be used; 2 something is wrong",
};

constexpr OptionSet rules_test_set{
    .name = "rules test",
    .summary =
        "Runs cases: workloads, and the findings, sizes and verdicts that the rules must give for them.",
    .positional = "PATH",
    .positional_help = "files and directories of cases",
    .example = "placer rules test platform-rules/tests --rules platform-rules",
    .epilogue = "Exit codes: 0 all hold; 1 some do not; 2 a case cannot be read",
    .rules = true,
};

namespace {

bool is_project(const std::string& path, FileReader& reader) {
  const std::size_t slash = path.rfind('/');
  return path.substr(slash == std::string::npos ? 0 : slash + 1) == "placer.yaml" ||
         is_project_file(path, reader);
}

/// What a rule set has beside the built-in one.
std::string describe_own(const rules::RuleSet& rules) {
  std::size_t own = 0;
  for (const rules::Rule& rule : rules.rows<rules::Rule>())
    if (rules.is_own(rules.text(rules.rows<rules::File>()[rule.place.file].path))) ++own;
  return rules.own().empty()
             ? fmt::format("a rule set, {}", counted(rules.rows<rules::Rule>().size(), "rule"))
             : fmt::format("{} of its own beside those of {}", counted(own, "rule"), rules.name());
}

/// Requirements of the user's own that no case names; those that are shipped have their own cases, and what a
/// project file allows needs none.
void drop_shipped(const rules::RuleSet& rules, std::vector<std::string>& untested) {
  std::erase_if(untested, [&](const std::string& one) {
    for (const rules::Rule& rule : rules.rows<rules::Rule>())
      if (one == fmt::format("{}: {}", rules.name(), rules.text(rule.id)))
        return rule.require_text.size == 0 ||
               !rules.is_own(rules.text(rules.rows<rules::File>()[rule.place.file].path));
    return true;
  });
}

/// An entry of one's own takes the place of a whole one of that id, also where it speaks of fewer offerings.
std::string describe_lost(const rules::RuleSet& rules, const rules::RuleSet& shipped) {
  std::string text;
  for (const rules::Rule& before : shipped.rows<rules::Rule>()) {
    const rules::Rule* now = rules.find_rule(shipped.text(before.id));
    if (now == nullptr || now->offerings == 0) continue;
    std::vector<std::string_view> lost;
    for (std::size_t i = 0; i < shipped.rows<rules::Offering>().size(); ++i) {
      const std::string_view id = shipped.text(shipped.rows<rules::Offering>()[i].full_id);
      const int bit = rules.find_offering(id);
      if ((before.offerings >> i & 1U) != 0 && bit >= 0 && (now->offerings >> bit & 1U) == 0)
        lost.push_back(id);
    }
    if (!lost.empty())
      text += fmt::format("  note: {} no longer speaks of {}, which the shipped one does\n",
                          shipped.text(before.id), join(lost, ", "));
  }
  return text;
}

}  // namespace

int rules_validate(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Options> options = parse(rules_validate_set, arguments, environment, exit);
  if (!options) return exit;
  std::string text;
  const std::optional<Placer> shipped = Placer::builtin("current");
  for (const std::string& path : options->paths) {
    SourceMap sources;
    DiagnosticSink sink;
    RuleOptions wanted;
    (is_project(path, environment.reader) ? wanted.project : wanted.rules) = path;
    const auto placer = Placer::open(wanted, environment.reader, sources, sink);
    print_diagnostics(sink.sorted(), sources, environment);
    if (placer) warn_ahead(placer->rules(), today(), environment);
    if (placer)
      text +=
          fmt::format("{}: can be used; {}\n", path, describe_own(placer->rules())) +
          (shipped && !placer->rules().own().empty() ? describe_lost(placer->rules(), shipped->rules()) : "");
    else
      text += fmt::format("{}: cannot be used\n", path);
    if (!placer) exit = exit_failed;
  }
  return deliver(*options, for_people(text), environment) ? exit : exit_failed;
}

int rules_test(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  std::optional<Session> session = begin(rules_test_set, arguments, environment, exit);
  if (!session) return exit;
  const rules::RuleSet& rules = session->placer.rules();
  const std::optional<Placer> guide = Placer::builtin("guide");
  const auto find = [&](std::string_view name) -> const rules::RuleSet* {
    if (name == rules.name()) return &rules;
    return name == "guide" && guide ? &guide->rules() : nullptr;
  };
  DiagnosticSink sink;
  RuleTestResult result =
      run_rule_tests(session->options.paths, find, environment.reader, session->sources, sink);
  drop_shipped(rules, result.untested);
  print_diagnostics(sink.sorted(), session->sources, environment);
  print_diagnostics(result.failures, session->sources, environment);
  std::string text;
  for (const std::string& id : result.untested) text += fmt::format("no case names {}\n", id);
  text += fmt::format("{}: {} held, {} did not\n", counted(result.cases, "case"),
                      result.cases - result.failed, result.failed);
  if (result.cases == 0 && !sink.has_errors()) {
    environment.err += "placer: there are no cases\nhelp: docs/RULES.md says how they are written\n";
    return exit_failed;
  }
  if (!deliver(session->options, for_people(text), environment) || sink.has_errors()) return exit_failed;
  return result.failed > 0 ? exit_gate : exit_ok;
}

}  // namespace placer::cli
