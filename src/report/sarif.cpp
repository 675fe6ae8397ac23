// SARIF 2.1.0: a rule for each that an annotation refers to, a result for each annotation, a notification for
// each diagnostic. Places are relative URIs, as code scanning wants them; columns are code points.
#include "report/annotation.hpp"
#include "report/fingerprint.hpp"
#include "report/json_tree.hpp"
#include "report/renderers.hpp"
#include "report/rule_set_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr std::string_view schema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view home = PLACER_HOMEPAGE;  // empty while the project has none

/// A path as a URI: everything but unreserved characters and slashes is percent-encoded.
std::string uri(std::string_view path) {
  std::string text;
  for (const char c : normal_path(path)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text.starts_with('/') ? "file://" + text : text;
}

/// The text without what the standard reads in one, also in plain text: "{0}" is filled in from elsewhere
/// (§3.11.5 wants every brace doubled) and "[text](target)" is a link (§3.11.6; a backslash counts inside a
/// link alone and would be shown elsewhere, so that a blank stands between instead).
std::string without_marks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '(' && result.ends_with(']')) result += ' ';
    result += c;
    if (c == '{' || c == '}') result += c;
  }
  return result;
}

Json message(std::string_view text) {
  Json tree = Json::object();
  tree["text"] = without_marks(text);
  return tree;
}

/// As a sentence, since viewers put texts one after the other.
std::string sentence(std::string_view text) {
  std::string result(text);
  if (!result.empty() && !result.ends_with('.')) result += '.';
  return result;
}

Json location(const Location& where, const SourceMap& sources) {
  const SourceFile& file = sources.file(where.file);
  const Position begin = file.position(where.offset), end = file.position(where.offset + where.length);
  Json tree = Json::object();
  Json& physical = tree["physicalLocation"] = Json::object();
  physical["artifactLocation"]["uri"] = uri(file.path());
  Json& region = physical["region"] = Json::object();
  region["startLine"] = begin.line;
  region["startColumn"] = begin.column;
  if (end.line != begin.line) region["endLine"] = end.line;
  region["endColumn"] = end.column;
  return tree;
}

Json locations(const Location& where, const SourceMap& sources) {
  Json list = Json::array();
  if (where) list.push_back(location(where, sources));
  return list;
}

/// What a {name} in the message of a rule stands for.
std::string in_words(std::string_view name) {
  if (name == "needed") return "[the workload's need]";
  if (name == "allowed") return "[what is allowed]";
  return fmt::format("[the workload's {}]", name);
}

/// "an invocation ends after [what is allowed]": the message of a rule in general.
std::string in_general(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (text.empty() || close == std::string_view::npos) break;
    result += in_words(text.substr(1, close - 1));
    text.remove_prefix(close + 1);
  }
  return result + std::string(text);
}

/// "aws-lambda.timeout" -> "AwsLambdaTimeout".
std::string friendly_name(std::string_view id) {
  std::string name;
  bool begins = true;
  for (const char c : id) {
    if (c == '.' || c == '-' || c == '_')
      begins = true;
    else
      name += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (c != '.' && c != '-' && c != '_') begins = false;
  }
  return name;
}

Json rule_tree(const RuleInfo& rule, Severity level) {
  const std::string what = sentence(in_general(rule.message));
  const std::string source(rule.source.url.empty() ? rule.source.title : rule.source.url);
  std::string full = what, help, markdown;
  if (!rule.note.empty()) full += " " + sentence(rule.note);
  if (!rule.remedy.empty()) help = fmt::format("To do: {}", sentence(rule.remedy));
  if (!rule.quota.name.empty())
    help += fmt::format("{}Quota: {}.", help.empty() ? "" : "\n", rule.quota.text());
  markdown = without_marks(help);
  if (!source.empty()) {
    const std::string dates = dates_text(rule.source);
    const std::string_view line = help.empty() ? "" : "\n", paragraph = help.empty() ? "" : "\n\n";
    const bool named = !rule.source.url.empty() && !rule.source.title.empty();
    const std::string link = named
                                 ? fmt::format("[{}]({})", without_marks(rule.source.title), rule.source.url)
                             : rule.source.url.empty() ? source
                                                       : fmt::format("<{}>", source);
    help += fmt::format("{}Source: {} ({}).", line, source, dates);
    markdown += fmt::format("{}Source: {} ({}).", paragraph, link, dates);
  }
  Json tree = Json::object();
  tree["id"] = rule.id;
  tree["name"] = friendly_name(rule.id);
  tree["shortDescription"] = message(what);
  tree["fullDescription"] = message(full);
  if (!help.empty()) {
    tree["help"] = message(help);
    tree["help"]["markdown"] = markdown;
  }
  if (!rule.source.url.empty()) tree["helpUri"] = rule.source.url;
  tree["defaultConfiguration"]["level"] = to_string(level);
  return tree;
}

/// What the gate asks for by itself is in no rule file.
RuleInfo rule_of_gate(const Annotation& annotation) {
  RuleInfo rule;
  rule.id = annotation.rule;
  rule.message = "A month costs more than the gate allows";
  return rule;
}

/// The level that a rule has when nothing special is asked for. What holds is shown only as advice.
Severity default_level(const RuleInfo& rule, const Annotation& annotation) {
  if (annotation.outcome == Outcome::pass && (rule.kind == "advice" || annotation.severity == Severity::note))
    return Severity::note;
  return rule.hardness == "hard" || rule.kind == "check" ? Severity::error : Severity::warning;
}

Json related(const Annotation& annotation, const Location& first, const SourceMap& sources) {
  Json list = Json::array();
  for (const Location& where : annotation.places) {
    if (where == first || is_in_option(where, sources)) continue;
    Json place = location(where, sources);
    place["message"] = message("This asks for it.");
    list.push_back(std::move(place));
  }
  return list;
}

/// "Results per run: 25,000"; a run with more is refused
/// (https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).
constexpr std::size_t most_results = 25'000;

/// What counts first, then what is taken as it is. Where there are more than code scanning takes, the errors
/// come before the warnings and these before the notes, and `left_out` says how many at the end have no room.
std::vector<const Annotation*> results_of(const Report& report, std::size_t& left_out) {
  std::vector<const Annotation*> all;
  for (const auto* list : {&report.annotations, &report.suppressed})
    for (const Annotation& annotation : *list) all.push_back(&annotation);
  left_out = all.size() - std::min(all.size(), most_results);
  if (left_out == 0) return all;
  const auto weight = [](const Annotation* one) {
    return std::pair(one->suppression != Suppression::none, one->severity);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Annotation* a, const Annotation* b) { return weight(a) < weight(b); });
  all.resize(most_results);
  return all;
}

Json invocation(const Report& report, const SourceMap& sources, std::size_t left_out) {
  Json tree = Json::object();
  tree["executionSuccessful"] =
      std::none_of(report.diagnostics.begin(), report.diagnostics.end(),
                   [](const Diagnostic& one) { return one.severity == Severity::error; });
  Json& list = tree["toolExecutionNotifications"] = Json::array();
  for (const Diagnostic& one : report.diagnostics) {
    Json notification = Json::object();
    notification["descriptor"]["id"] = one.code;
    notification["level"] = to_string(one.severity);
    notification["message"] = message(sentence(one.message) +
                                      (one.help.empty() ? "" : fmt::format(" Help: {}", sentence(one.help))));
    if (one.where) notification["locations"] = locations(one.where, sources);
    list.push_back(std::move(notification));
  }
  if (left_out > 0) {
    Json notification = Json::object();
    notification["descriptor"]["id"] = "sarif.left-out";
    notification["level"] = to_string(Severity::warning);
    notification["message"] = message(
        fmt::format("{} left out, the least severe: code scanning takes {} of a run.",
                    left_out == 1 ? "1 result is" : fmt::format("{} results are", left_out), most_results));
    list.push_back(std::move(notification));
  }
  if (list.empty()) tree.erase("toolExecutionNotifications");
  return tree;
}

/// Why a result does not count: viewers hide it, and keep it.
Json suppressions(const Suppression& one, const SourceMap& sources) {
  Json tree = Json::object();
  tree["kind"] = one.from == Suppression::From::manifest ? "inSource" : "external";
  tree["justification"] = one.because;
  if (one.where) tree["location"] = location(one.where, sources);
  return Json::array({std::move(tree)});
}

}  // namespace

void render_sarif(const Report& report, const SourceMap& sources, std::string& out) {
  Json run = Json::object();
  Json& driver = run["tool"]["driver"] = Json::object();
  driver["name"] = "placer";
  driver["version"] = PLACER_VERSION;
  driver["semanticVersion"] = PLACER_VERSION;
  if (!home.empty()) driver["informationUri"] = home;
  std::size_t left_out = 0;
  const std::vector<const Annotation*> all = results_of(report, left_out);
  Json& rules = driver["rules"] = Json::array();
  std::map<std::string_view, std::size_t> index;
  for (const RuleInfo& rule : report.rules) {
    const auto first =
        std::find_if(all.begin(), all.end(), [&](const Annotation* one) { return one->rule == rule.id; });
    if (first == all.end()) continue;
    index.emplace(rule.id, rules.size());
    rules.push_back(rule_tree(rule, default_level(rule, **first)));
  }
  for (const Annotation* one : all)
    if (index.emplace(one->rule, rules.size()).second)
      rules.push_back(rule_tree(rule_of_gate(*one), Severity::error));
  run["invocations"].push_back(invocation(report, sources, left_out));
  Json& results = run["results"] = Json::array();
  Fingerprints fingerprints;
  for (const Annotation* one : all) {
    const Annotation& annotation = *one;
    Json result = Json::object();
    result["ruleId"] = annotation.rule;
    result["ruleIndex"] = index.at(annotation.rule);
    result["level"] = to_string(annotation.severity);
    result["message"] =
        message(sentence(headline(report, annotation)) +
                (annotation.help.empty() ? "" : fmt::format(" Help: {}", sentence(annotation.help))));
    const Location where = place_in_file(report, annotation, sources);
    result["locations"] = locations(where, sources);
    Json others = related(annotation, where, sources);
    if (!others.empty()) result["relatedLocations"] = std::move(others);
    result["partialFingerprints"]["placerFinding/v1"] = fingerprints.of(report, annotation, sources);
    if (annotation.suppression != Suppression::none)
      result["suppressions"] = suppressions(report.suppressions[annotation.suppression], sources);
    results.push_back(std::move(result));
  }
  run["columnKind"] = "unicodeCodePoints";
  Json log = Json::object();
  log["$schema"] = schema;
  log["version"] = "2.1.0";
  log["runs"].push_back(std::move(run));
  out += json_text(log, 2);
  out += '\n';
}

}  // namespace placer::report
