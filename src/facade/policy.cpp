#include "facade/policy.hpp"

#include "base/glob.hpp"
#include "base/path.hpp"
#include "base/text.hpp"
#include "doc/fields.hpp"
#include "facade/allowed.hpp"
#include "facade/project.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace placer {
namespace {

constexpr doc::FieldContext policy_fields{"project", "a policy"};
constexpr std::array<std::pair<std::string_view, Severity>, 3> severities{
    {{"error", Severity::error}, {"warning", Severity::warning}, {"note", Severity::note}}};

/// A text, or a list of texts; what else stands there is an error.
std::vector<std::string> read_texts(doc::View value, std::string_view key, DiagnosticSink& sink) {
  std::vector<std::string> texts;
  const auto add = [&](doc::View one) {
    if (one.is_scalar() && !trim(one.text()).empty())
      texts.emplace_back(trim(one.text()));
    else
      sink.error("project.policy", fmt::format("`{}` of a policy is a text or a list of texts", key),
                 one.where());
  };
  if (!value.is_sequence()) add(value);
  for (const doc::View one : doc::items(value)) add(one);
  return texts;
}

void read_paths(doc::View value, DiagnosticSink& sink, Policy& policy) {
  for (std::string& glob : read_texts(value, "path", sink)) {
    if (const std::string problem = glob_problem(glob); !problem.empty())
      sink.error("project.policy", problem, value.where());
    else
      policy.paths.push_back(std::move(glob));
  }
}

void read_require(doc::View value, const rules::RuleSet& rules, DiagnosticSink& sink, Policy& policy) {
  std::vector<std::string_view> known;
  for (const rules::Platform& platform : rules.rows<rules::Platform>())
    known.push_back(rules.text(platform.id));
  for (const rules::Offering& offering : rules.rows<rules::Offering>())
    known.push_back(rules.text(offering.full_id));
  policy.require = read_texts(value, "require", sink);
  for (const std::string& name : *policy.require) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = closest(name, known);
    sink.error("project.policy", fmt::format("there is no platform or offering {}", in_quotes(name)),
               value.where(), near ? fmt::format("did you mean {}?", *near) : "`placer platforms` shows all");
  }
}

void read_fail_on(doc::View value, DiagnosticSink& sink, Policy& policy) {
  policy.fail_on = value.is_sequence() && value.size() == 0 ? std::vector<std::string>()
                                                            : read_texts(value, "fail_on", sink);
  engine::GateOptions ignored;
  for (const std::string& word : *policy.fail_on)
    if (const std::string problem = add_fail_on(word, ignored); !problem.empty())
      sink.error("project.policy", "`fail_on` " + problem, value.where());
}

void read_severity(doc::View value, const rules::RuleSet& rules, DiagnosticSink& sink, Policy& policy) {
  for (const auto [id, word] : doc::entries(value)) {
    if (!rules::is_of_project(id.text()) && id.text() != engine::cost_rule &&
        rules.find_rule(id.text()) == nullptr) {
      std::vector<std::string_view> ids;
      for (const rules::Rule& rule : rules.rows<rules::Rule>()) ids.push_back(rules.text(rule.id));
      const auto near = closest(id.text(), ids);
      sink.error("project.policy", fmt::format("there is no rule `{}`", id.text()), id.where(),
                 near ? fmt::format("did you mean `{}`?", *near) : "`placer rules list` shows all rules");
      continue;
    }
    const std::string_view wanted = word.text();
    const auto* const severity = std::find_if(severities.begin(), severities.end(),
                                              [&](const auto& one) { return one.first == wanted; });
    if (severity != severities.end())
      policy.severity.emplace(id.text(), severity->second);
    else
      sink.error("project.policy",
                 fmt::format("a severity is error, warning or note, not {}", in_quotes(wanted)), word.where(),
                 "to have it not counted at all, use `ignore` or `disable`");
  }
}

}  // namespace

std::vector<Policy> read_policies(doc::View list, const rules::RuleSet& rules, DiagnosticSink& sink) {
  std::vector<Policy> policies;
  for (const doc::View entry : doc::items(list)) {
    if (!doc::check_keys(entry, {"path", "require", "only", "fail_on", "severity"}, policy_fields, sink))
      continue;
    Policy& policy = policies.emplace_back();
    if (const doc::View path = entry["path"])
      read_paths(path, sink, policy);
    else
      policy.paths = {"**"};
    if (const doc::View require = entry["require"]) read_require(require, rules, sink, policy);
    if (const doc::View fail_on = entry["fail_on"]) read_fail_on(fail_on, sink, policy);
    policy.only = read_allowed(doc::optional_mapping(entry, "only", policy_fields, sink), rules, sink);
    read_severity(doc::optional_mapping(entry, "severity", policy_fields, sink), rules, sink, policy);
  }
  return policies;
}

std::string add_fail_on(std::string_view word, engine::GateOptions& options,
                        std::initializer_list<std::string_view> also) {
  constexpr std::string_view headroom = "headroom=";
  if (word == "does-not-fit") return {};
  if (word == "unknown" || word == "advice" || word == "quota") {
    (word == "unknown"  ? options.fail_on_unknown
     : word == "advice" ? options.fail_on_advice
                        : options.fail_on_quota) = true;
    return {};
  }
  if (constexpr std::string_view cost = "cost="; word.starts_with(cost)) {
    std::string amount(word.substr(cost.size()));
    if (amount.find_first_not_of("0123456789.") == std::string::npos) amount += "USD";
    QuantityError error;
    const auto value = parse_quantity(amount, Unit::money, error);
    if (!value || !value->is_point())
      return fmt::format("cost takes what a month may cost at most, as in cost=50USD, not '{}'",
                         word.substr(cost.size()));
    options.cost = value->low;
    return {};
  }
  if (!word.starts_with(headroom)) {
    std::vector<std::string_view> words{"does-not-fit", "unknown",      "advice",
                                        "quota",        "headroom=90%", "cost=50USD"};
    words.insert(words.end(), also);
    const auto near = closest(word, words);
    return fmt::format("takes {}, not {}{}", join(words, ", "), in_quotes(word),
                       near ? fmt::format("; did you mean {}?", *near) : std::string());
  }
  std::string share(word.substr(headroom.size()));
  if (!share.ends_with('%')) share += '%';
  QuantityError error;
  const auto value = parse_quantity(share, Unit::percent, error);
  if (!value || !value->is_point() || value->low == 0)
    return fmt::format("headroom takes a share of a limit, as in headroom=90%, not '{}'",
                       word.substr(headroom.size()));
  options.headroom = value->low;
  return {};
}

namespace {

/// `later` in the place of what is there, as far as it says something.
void put(const Policy& later, engine::GateOptions& options) {
  if (later.require) options.require = *later.require;
  for (const auto& [rule, severity] : later.severity) options.severity.insert_or_assign(rule, severity);
  if (!later.fail_on) return;
  options.fail_on_unknown = options.fail_on_quota = options.fail_on_advice = false;
  options.headroom.reset();
  options.cost.reset();
  for (const std::string& word : *later.fail_on) add_fail_on(word, options);
}

/// What the caller asks for, on top of the policy.
void ask(const engine::GateOptions& asked, engine::GateOptions& options) {
  if (!asked.require.empty() || !asked.on.empty()) options.require = asked.require;
  options.on = asked.on;
  options.fail_on_unknown = options.fail_on_unknown || asked.fail_on_unknown;
  options.fail_on_quota = options.fail_on_quota || asked.fail_on_quota;
  options.fail_on_advice = options.fail_on_advice || asked.fail_on_advice;
  if (asked.headroom) options.headroom = asked.headroom;
  if (asked.cost) options.cost = asked.cost;
  options.verbose = asked.verbose;
}

}  // namespace

Policies::Policies(const Project& project, const std::string& directory) : policies_(project.policies) {
  for (const Policy& policy : policies_)
    paths_.emplace_back(directory).add(policy.paths, folder_of(project.path));
}

std::vector<const Policy*> Policies::of(const std::string& path) const {
  std::vector<const Policy*> held;
  for (std::size_t i = 0; i < policies_.size(); ++i)
    if (paths_[i].match(path)) held.push_back(&policies_[i]);
  return held;
}

engine::GateOptions Policies::gate(const std::string& path, const engine::GateOptions& asked) const {
  engine::GateOptions options;
  for (const Policy* policy : of(path)) put(*policy, options);
  ask(asked, options);
  return options;
}

Gates::Gates(const Report& report, const SourceMap& sources, const Project* project,
             const std::string& directory, const engine::GateOptions& asked) {
  if (project == nullptr || project->policies.empty()) return;
  const Policies policies(*project, directory);
  std::map<FileId, const engine::GateOptions*> by_file;
  for (const WorkloadReport& workload : report.workloads) {
    const auto [found, is_new] = by_file.try_emplace(workload.where.file, &asked);
    if (is_new)
      found->second = &options_.emplace_back(policies.gate(sources.file(workload.where.file).path(), asked));
    each_.push_back(found->second);
  }
}

}  // namespace placer
