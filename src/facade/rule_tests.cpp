// Each case is judged like a manifest of its own, with the findings that passed kept, and then compared
// expectation by expectation, so that one run shows all that differs.
#include "facade/rule_tests.hpp"

#include "base/text.hpp"
#include "doc/fields.hpp"
#include "doc/read.hpp"
#include "engine/judge.hpp"
#include "engine/runs.hpp"
#include "facade/inputs.hpp"
#include "importers/native.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

namespace placer {
namespace {

using rules::RuleSet;

constexpr doc::FieldContext case_fields{"rules", "a case"};
constexpr std::string_view not_judged = "not judged";
constexpr std::array<std::string_view, 3> outcomes{"fail", "unknown", "pass"};
constexpr std::array<std::string_view, 2> advised{"said", "silent"};
constexpr std::array<std::string_view, 4> verdicts{"fits", "fits_with_changes", "unknown", "does_not_fit"};

std::string suggestion(std::string_view word, const std::vector<std::string_view>& names) {
  const auto near = closest(word, names);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string();
}

std::string_view outcome_of(const OfferingReport& offering, std::string_view rule) {
  for (const Finding& finding : offering.findings)
    if (finding.rule == rule) return to_string(finding.outcome);
  return not_judged;
}

bool is_said(const WorkloadReport& report, std::string_view rule, std::string_view offering) {
  for (const AdviceInfo& advice : report.advice)
    if (advice.rule == rule)
      return std::find(advice.offerings.begin(), advice.offerings.end(), offering) != advice.offerings.end();
  return false;
}

/// The rules of one rule set that cases speak of.
struct Tested {
  using Ids = std::set<std::string, std::less<>>;
  Ids findings;      ///< named with an outcome
  Ids said, silent;  ///< advice: named as said, and silent on an offering that may be chosen
};

bool is_tested(const Tested& tested, rules::RuleKind kind, std::string_view rule) {
  if (kind == rules::RuleKind::requirement) return tested.findings.contains(rule);
  return kind != rules::RuleKind::advice || (tested.said.contains(rule) && tested.silent.contains(rule));
}

class Runner {
 public:
  Runner(const FindRuleSet& find_rule_set, SourceMap& sources, DiagnosticSink& sink)
      : find_rule_set_(find_rule_set), sources_(sources), sink_(sink) {}

  /// In a directory the rules that are tested may stand beside the cases.
  static bool is_rules(doc::View root) {
    for (const std::string_view key : {"platform", "sources", "facts", "limits", "requirements", "criteria"})
      if (root[key]) return true;
    return false;
  }

  void read_file(FileId file, bool named) {
    doc::read_documents(sources_, file, sink_, [&](const doc::Document& document) {
      if (!named && is_rules(document.root())) return;
      if (!doc::check_keys(document.root(), {"tests"}, {"rules", "a file of cases"}, sink_)) return;
      for (const doc::View entry :
           doc::items(doc::optional_sequence(document.root(), "tests", {"rules", "a file of cases"}, sink_)))
        read_case(entry);
    });
  }

  RuleTestResult finish() {
    for (const auto& [name, tested] : tested_) {
      const RuleSet& rules = *find_rule_set_(name);
      for (const rules::Rule& rule : rules.rows<rules::Rule>())
        if (!is_tested(tested, rule.kind, rules.text(rule.id)))
          result_.untested.push_back(fmt::format("{}: {}", name, rules.text(rule.id)));
    }
    return std::move(result_);
  }

 private:
  void read_case(doc::View entry) {
    if (!doc::check_keys(entry, {"name", "workload", "ruleset", "strict", "expect"}, case_fields, sink_))
      return;
    name_ = doc::required_text(entry, "name", case_fields, sink_);
    const std::string rule_set(doc::optional_text(entry, "ruleset", "current", case_fields, sink_));
    rules_ = find_rule_set_(rule_set);
    if (rules_ == nullptr)
      return sink_.error("rules.invalid", fmt::format("there is no rule set `{}`", rule_set),
                         (entry["ruleset"] ? entry["ruleset"] : entry).where());
    const doc::View expect = entry["expect"];
    if (!entry["workload"].is_mapping() || expect.size() == 0)
      return sink_.error("rules.invalid", "a case needs a `workload` and what to `expect`", entry.where());
    std::vector<Workload> workloads;
    importers::ImportContext context{*rules_, sink_, workloads};
    importers::read_workload(entry["workload"], name_, context);
    if (workloads.empty()) return;
    engine::add_runs(*rules_, workloads.front());

    ++result_.cases;
    result_.case_names.push_back(name_);
    engine::UsedRules used;
    engine::JudgeOptions options;
    options.strict = doc::optional_boolean(entry, "strict", false, case_fields, sink_);
    options.keep_passes = true;
    const std::size_t failures = result_.failures.size(), errors = sink_.errors();
    const WorkloadReport report = engine::judge(*rules_, workloads.front(), options, used);
    compare(expect, report, tested_[rule_set]);
    note_silence(report, tested_[rule_set].silent);
    if (result_.failures.size() > failures || sink_.errors() > errors) ++result_.failed;
  }

  void compare(doc::View expect, const WorkloadReport& report, Tested& tested) {
    doc::check_keys(expect, {"findings", "advice", "verdicts", "sizes", "recommendation"},
                    {"rules", "an expectation"}, sink_);
    for (const auto [id, findings] : entries_of(expect, "findings"))
      if (const OfferingReport* offering = offering_of(report, id))
        for (const auto [rule, outcome] : entries_of(findings, id)) {
          if (!check_rule(rule, id.text()) || !check_word(outcome, outcomes)) continue;
          tested.findings.emplace(rule.text());
          check(outcome, fmt::format("{} on {}", rule.text(), id.text()), outcome_of(*offering, rule.text()));
        }
    for (const auto [id, advice] : entries_of(expect, "advice"))
      if (offering_of(report, id) != nullptr)
        for (const auto [rule, word] : entries_of(advice, id)) {
          if (!check_rule(rule, id.text()) || !check_advice(rule) || !check_word(word, advised)) continue;
          if (word.text() == advised[0]) tested.said.emplace(rule.text());
          check(word, fmt::format("{} on {}", rule.text(), id.text()),
                advised[is_said(report, rule.text(), id.text()) ? 0 : 1]);
        }
    for (const auto [id, verdict] : entries_of(expect, "verdicts"))
      if (const OfferingReport* offering = offering_of(report, id);
          offering != nullptr && check_word(verdict, verdicts))
        check(verdict, fmt::format("the verdict of {}", id.text()), to_string(offering->verdict));
    for (const auto [id, size] : entries_of(expect, "sizes"))
      if (const OfferingReport* offering = offering_of(report, id))
        check(size, fmt::format("the size of {}", id.text()), offering->size ? offering->size->text : "none");
    if (const doc::View wanted = expect["recommendation"]) {
      const Recommendation& got = report.recommendation;
      check(wanted, "the recommendation", got.platform.empty() ? "none" : got.id());
    }
  }

  /// What is expected under a key; that there is nothing, or no mapping, would be held by everything.
  doc::Entries entries_of(doc::View expect, std::string_view key) {
    if (const doc::View part = expect[key]) return entries_of(part, part, key);
    return doc::entries({});
  }
  doc::Entries entries_of(doc::View part, doc::View key) { return entries_of(part, key, key.text()); }
  doc::Entries entries_of(doc::View part, doc::View at, std::string_view name) {
    if (!part.is_mapping() || part.size() == 0)
      sink_.error("rules.invalid", fmt::format("`{}` must be a mapping of what is expected", name),
                  at.where());
    return doc::entries(part);
  }

  /// Silence proves something only where the offering may be chosen.
  void note_silence(const WorkloadReport& report, Tested::Ids& silent) const {
    for (const rules::Rule& rule : rules_->rows<rules::Rule>()) {
      const std::string_view id = rules_->text(rule.id);
      if (rule.kind != rules::RuleKind::advice || silent.contains(id)) continue;
      for (const OfferingReport& offering : report.offerings)
        if ((rule.offerings >> rules_->find_offering(offering.id()) & 1U) != 0 &&
            offering.verdict != Verdict::does_not_fit && !is_said(report, id, offering.id()))
          silent.emplace(id);
    }
  }

  void check(doc::View wanted, std::string_view what, std::string_view got) {
    if (wanted.text() == got) return;
    result_.failures.push_back({Severity::error,
                                "rules.test",
                                fmt::format("{}: {}: expected {}, got {}", name_, what, wanted.text(), got),
                                wanted.where(),
                                "",
                                {}});
  }

  const OfferingReport* offering_of(const WorkloadReport& report, doc::View id) {
    const OfferingReport* offering = report.find(id.text());
    if (offering != nullptr) return offering;
    std::vector<std::string_view> names;
    for (const rules::Offering& known : rules_->rows<rules::Offering>())
      names.push_back(rules_->text(known.full_id));
    sink_.error("rules.invalid", fmt::format("there is no offering `{}`", id.text()), id.where(),
                suggestion(id.text(), names));
    return nullptr;
  }

  /// Whether a rule is one that only speaks up: any other one is silent as advice whatever is.
  bool check_advice(doc::View id) {
    const rules::Rule* rule = rules_->find_rule(id.text());
    if (rule->role == rules::Role::advice || rule->role == rules::Role::need) return true;
    sink_.error("rules.invalid", fmt::format("`{}` is no advice", id.text()), id.where(),
                "expect an outcome of it under `findings`");
    return false;
  }

  bool check_word(doc::View word, std::span<const std::string_view> words) {
    if (std::find(words.begin(), words.end(), word.text()) != words.end()) return true;
    sink_.error("rules.invalid", fmt::format("expected one of {}, got `{}`", join(words, ", "), word.text()),
                word.where());
    return false;
  }

  /// Whether there is such a rule for such an offering.
  bool check_rule(doc::View id, std::string_view offering) {
    const int bit = rules_->find_offering(offering);
    std::vector<std::string_view> names;
    for (const rules::Rule& rule : rules_->rows<rules::Rule>()) {
      if ((rule.offerings >> bit & 1U) == 0) continue;
      names.push_back(rules_->text(rule.id));
      if (names.back() == id.text()) return true;
    }
    sink_.error("rules.invalid", fmt::format("{} has no rule `{}`", offering, id.text()), id.where(),
                suggestion(id.text(), names));
    return false;
  }

  const FindRuleSet& find_rule_set_;
  SourceMap& sources_;
  DiagnosticSink& sink_;
  RuleTestResult result_;
  const RuleSet* rules_ = nullptr;        // of the case being read
  std::string name_;                      // of the case being read
  std::map<std::string, Tested> tested_;  // by rule set
};

}  // namespace

RuleTestResult run_rule_tests(const std::vector<std::string>& paths, const FindRuleSet& find_rule_set,
                              FileReader& reader, SourceMap& sources, DiagnosticSink& sink) {
  Runner runner(find_rule_set, sources, sink);
  for (const Input& input : expand(paths, paths.size(), Exclusions(), reader, sink).inputs) {
    FileId file = no_file;
    if (read_input(input, reader, sources, sink, file)) runner.read_file(file, input.named);
  }
  return runner.finish();
}

}  // namespace placer
