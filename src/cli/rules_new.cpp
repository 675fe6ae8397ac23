// placer rules new: a platform that validates at once. What stands in it is an example to be replaced, and
// says so; how each trigger reaches the platform has to be said, so all of the vocabulary are there.
#include "base/date.hpp"
#include "base/text.hpp"
#include "cli/options.hpp"
#include "cli/rules_actions.hpp"
#include "rules/rule_set.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace placer::cli {

constexpr OptionSet rules_new_set{
    .name = "rules new",
    .summary =
        "Writes DIR/PLATFORM.yaml and DIR/tests/PLATFORM.yaml, which validate at once, to be filled in.",
    .positional = "PLATFORM",
    .positional_help = "the id of the new platform, and a directory other than `rules`",
    .takes = Takes::text,
    .example = "placer rules new azure-container-apps platform-rules",
    .rules = true,
    .begins_rules = true,
};

namespace {

constexpr std::string_view head =
    R"(# {0}: begun by `placer rules new`. What is marked with TODO is an example; docs/RULES.md says what all of it means.

platform: {0}
name: {0}               # TODO as its vendor calls it
provider: any           # TODO aws, gcp, azure, or any; one of them needs a requirement (below)

offerings:
  - {{id: service, name: service, summary: "TODO what it is", status: settled}}

sources:
  todo: {{title: "TODO the page that says so, as `url:`", as_of: undated, checked: {1}, basis: judgement, confidence: low}}

# What it is like, for the score. What is missing is unknown and makes the score wide.
properties:
  - {{id: scales_to_zero, value: false, source: todo}}
  - {{id: operations, value: 50%, source: todo, note: "how much of the running the provider does"}}
  - {{id: portability, value: 50%, source: todo, note: "how much of the workload moves elsewhere unchanged"}}

# What starts the work or carries the requests: native, via (through something else), or "no".
triggers:
)";

constexpr std::string_view tail = R"(
limits:
  - id: {0}.memory
    fact: memory
    at_most: 8GiB         # TODO
    hardness: hard        # hard, quota (can be raised), configurable, unpublished
    source: todo
    message: an instance has at most {{allowed}} of memory; this one needs {{needed}}
    remedy: ask for less, or use another platform

requirements:
  - id: {0}.operating-system
    require: operating_system in [linux]
    hardness: hard
    source: todo
    message: instances run Linux only
    remedy: port the code to Linux
  # With a provider: the platform is then out where another one is asked for.
  # - {{id: {0}.provider, require: "providers in [azure]", hardness: hard, source: todo,
  #    message: "{0} belongs to Azure, which is not among the allowed providers", remedy: allow azure}}

sizes:
  - source: todo
    rows:
      - {{cpu: 1, memory: 2GiB}}
      - {{cpu: 4, memory: 8GiB}}
)";

constexpr std::string_view cases = R"(# What the rules of {0} must say; `placer rules test` runs it.

tests:
  - name: nothing stated decides nothing
    workload: {{}}
    expect:
      verdicts: {{{0}/service: unknown}}
  - name: memory ends at the largest instance
    workload: {{memory: 16GiB}}
    expect:
      findings: {{{0}/service: {{{0}.memory: fail}}}}
  - name: Windows is not run
    workload: {{operating_system: windows}}
    expect:
      findings: {{{0}/service: {{{0}.operating-system: fail}}}}
)";

std::string platform_text(const rules::RuleSet& rules, std::string_view id) {
  std::string text = fmt::format(fmt::runtime(head), id, rules.date());
  for (const rules::Symbol& symbol : rules.rows(rules.fact(rules.known(rules::Known::trigger)).symbols))
    text +=
        fmt::format("  - {{trigger: {}, how: via, through: TODO, source: todo}}\n", rules.text(symbol.name));
  return text + fmt::format(fmt::runtime(tail), id);
}

/// Ids are parts of names of rules and offerings.
bool is_id(std::string_view id) {
  return !id.empty() && id.front() >= 'a' && id.front() <= 'z' && id.back() != '-' &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Writes a new file; false after a message in `err`.
bool create(const std::string& path, const std::string& text, Environment& environment) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    environment.err += fmt::format("placer: {} is there already\n", path);
    return false;
  }
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  Options to;
  to.output = path;
  return deliver(to, text, environment);
}

}  // namespace

int rules_new(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Session> session = begin(rules_new_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  const rules::RuleSet& rules = session->placer.rules();
  const std::string& id = options.paths.front();
  const std::string directory = options.paths.size() > 1 ? options.paths[1] : "rules";
  const auto platforms = rules.rows<rules::Platform>();
  const bool taken = std::any_of(platforms.begin(), platforms.end(), [&](const rules::Platform& platform) {
    return rules.text(platform.id) == id;
  });
  if (options.paths.size() > 2 || !is_id(id) || taken) {
    environment.err += options.paths.size() > 2 ? "placer: `rules new` takes an id and a directory\n"
                       : taken
                           ? fmt::format(
                                 "placer: there is a platform {}\nhelp: a file with `platform: {}` and no "
                                 "`name` adds to it\n",
                                 in_quotes(id), id)
                           : fmt::format(
                                 "placer: {} is no id\nhelp: small letters, digits and hyphens, for example "
                                 "azure-container-apps\n",
                                 in_quotes(id));
    return exit_failed;
  }
  const std::string file = fmt::format("{}/{}.yaml", directory, id);
  const std::string tests = fmt::format("{}/tests/{}.yaml", directory, id);
  if (!create(file, platform_text(rules, id), environment) ||
      !create(tests, fmt::format(fmt::runtime(cases), id), environment))
    return exit_failed;
  return deliver(
             options,
             fmt::format(
                 "wrote {0} and {1}\n"
                 "next: fill in what says TODO, name the directory in placer.yaml (`rules: [{2}]`), and run\n"
                 "  placer rules validate {2}\n  placer rules test {2}/tests --rules {2}\n",
                 file, tests, directory),
             environment)
             ? exit_ok
             : exit_failed;
}

}  // namespace placer::cli
