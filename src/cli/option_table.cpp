// Groups of options, each of which several commands have.
#include "cli/option_table.hpp"

#include <algorithm>
#include <array>

namespace placer::cli {
namespace {

constexpr auto inputs = std::to_array<Option>({
    {"--from", "KIND", "read every document as this kind of manifest", Takes::importers},
    {"--set", "FACT=VALUE", "try a fact, or unset, whatever is stated", Takes::settings},
    {"--exclude", "GLOB", "leave these paths out: *, **, ?; may be repeated", Takes::file},
    {"--jobs", "N", "threads that judge; unless given as many as processors"},
    {.names = "--max-bytes",
     .type = "SIZE",
     .help = "of an input; --max-documents N: of a stream",
     .in_full = "most bytes of an input"},
    {.names = "--max-depth", .type = "N", .help = "how deep values may stand in each other", .shown = false},
    {.names = "--max-nodes", .type = "N", .help = "most values of a document", .shown = false},
    {.names = "--max-aliases", .type = "N", .help = "most values that aliases stand for", .shown = false},
    {.names = "--max-documents", .type = "N", .help = "most documents of a stream", .shown = false},
    {"--strict", "", "presume nothing: ask for what nobody stated", Takes::nothing},
});

constexpr auto simulated = std::to_array<Option>({
    {.names = "--workload",
     .type = "NAME",
     .help = "the workload to simulate, where there are several",
     .shown = false},
    {.names = "--requests",
     .type = "N",
     .help = "how many, of all runs together; or --duration TIME of each",
     .in_full = "how many requests, of all runs together"},
    {.names = "--duration",
     .type = "TIME",
     .help = "how long each run lasts, where no number of requests is given",
     .shown = false},
    {"--seed", "N", "of the random numbers: the same seed, the same bytes"},
    {"--trace", "FILE", "when requests came: times, starts and durations, or counts", Takes::file},
    {"--rate", "RATE", "requests a second, in the place of traffic.average"},
    {"--service", "KIND", "constant, exponential or log-normal times of requests", Takes::words,
     "constant exponential log-normal"},
    {.names = "--warm-service",
     .type = "TIME",
     .help = "what a request takes; --cold-service TIME: a cold one",
     .in_full = "what a request takes"},
    {.names = "--cold-service",
     .type = "TIME",
     .help = "what the first request of an instance takes",
     .shown = false},
    {"--start", "TIME", "what a new instance needs until its first request"},
    {"--idle-timeout", "TIME", "how long an idle instance is kept"},
    {.names = "--cap",
     .type = "N",
     .help = "most instances, or none; --starts N: of 10 s",
     .in_full = "most instances, or none"},
    {.names = "--starts",
     .type = "N",
     .help = "most instances that start within 10 s, or none",
     .shown = false},
    {.names = "--concurrency",
     .type = "N",
     .help = "requests of one instance; --overlap 0..1: not slowed down",
     .in_full = "requests that one instance takes at a time"},
    {.names = "--overlap",
     .type = "SHARE",
     .help = "the share of a request, from 0 to 1, that others in its instance do not slow down",
     .shown = false},
    {.names = "--instances",
     .type = "N",
     .help = "least instances; --pods-per-node N: machines are counted",
     .in_full = "least instances"},
    {.names = "--pods-per-node",
     .type = "N",
     .help = "how many pods a machine holds; machines are then counted too",
     .shown = false},
});

constexpr auto gate = std::to_array<Option>({
    {.names = "--require",
     .type = "NAME",
     .help = "PLATFORM or PLATFORM/OFFERING that must fit",
     .takes = Takes::places,
     .list = true},
    {.names = "--on",
     .type = "NAME",
     .help = "judge only what is for this PLATFORM[/OFFERING]",
     .takes = Takes::places,
     .list = true},
    {.names = "--fail-on",
     .type = "WHAT",
     .help = "unknown, advice, quota, headroom=, cost=, stale-rules=",
     .takes = Takes::words,
     .words = "unknown advice quota headroom= cost= stale-rules=",
     .list = true},
    {.names = "--baseline",
     .type = "FILE",
     .help = "of --write-baseline FILE: what it knows fails nothing",
     .takes = Takes::file},
    {.names = "--write-baseline",
     .type = "FILE",
     .help = "write what fails already into this file, for --baseline",
     .takes = Takes::file,
     .shown = false},
    {"--allow-empty", "", "exit 0 where there was nothing to judge", Takes::nothing},
});

constexpr auto bills = std::to_array<Option>({
    {"--free-tier", "", "take off what providers give away each month", Takes::nothing},
    {"--sweep", "", "as traffic grows, and where the cheapest changes", Takes::nothing},
    {"--months", "N", "bills of so many months, 1 to 1200"},
    {"--price", "LINE=PRICE", "a price of your contract: fargate.vcpu=0.03USD", Takes::prices},
});

constexpr auto selections = std::to_array<Option>({
    {"--hardness", "WORD", "hard, quota, configurable or unpublished ones only", Takes::words,
     "hard quota configurable unpublished"},
    {"--older-than", "AGE", "those checked longer ago (180d), or before a date"},
    {"--source", "TEXT", "those whose source's address or title holds this"},
});

constexpr auto rule_sets = std::to_array<Option>({
    {"--ruleset", "NAME", "current (what the vendors say), or guide (the article)", Takes::rule_sets},
    {"--rules", "DIR", "own rules, or a whole rule set, of this directory", Takes::directory},
    {"--config", "FILE", "a project file, or none; else the nearest placer.yaml", Takes::file},
});

}  // namespace

std::vector<Format> formats_of(const OptionSet& set) {
  std::vector<Format> all;
  if (set.renderers != nullptr)
    for (const report::Renderer& renderer : set.renderers()) all.push_back({renderer.id, renderer.summary});
  else
    for (const std::string_view id : set.formats) all.push_back({id, {}});
  return all;
}

std::vector<Option> options_of(const OptionSet& set) {
  std::vector<Option> all{{.names = "-h,--help",
                           .type = {},
                           .help = "this text",
                           .takes = Takes::nothing,
                           .in_full = "a screen of help"}};
  const auto add = [&](bool has, std::span<const Option> group) {
    if (has) all.insert(all.end(), group.begin(), group.end());
  };
  const auto one = [&](bool has, const Option& option) {
    if (has) all.push_back(option);
  };
  const auto on = [&](bool has, std::string_view help) {
    one(has, {.names = "--on", .type = "NAME", .help = help, .takes = Takes::places, .list = true});
  };
  one(set.begins,
      {"--from", "FILE", "take what a manifest of another format says; may be repeated", Takes::file});
  one(set.gates, {"--files-from", "LIST", "read names of files from LIST; - is standard input", Takes::file});
  add(set.reads, inputs);
  on(set.explores, "judge this PLATFORM or PLATFORM/OFFERING only");
  one(set.explores, {.names = "--priority",
                     .type = "NAME[=LEVEL]",
                     .help = "what counts more: cost=high (or low)",
                     .takes = Takes::priorities,
                     .list = true});
  on(set.places, "what this PLATFORM or PLATFORM/OFFERING asks only");
  add(set.simulates, simulated);
  add(set.gates, gate);
  add(set.bills, bills);
  on(set.lists, "those of this PLATFORM or PLATFORM/OFFERING only");
  add(set.lists, selections);
  add(set.rules, rule_sets);
  one(!formats_of(set).empty(),
      {.names = "-f,--format",
       .type = "FORMAT",
       .help = set.renderers != nullptr ? "; FORMAT=FILE, +=FILE to add" : "",
       .takes = Takes::formats,
       .in_full =
           set.renderers != nullptr
               ? "what is printed; FORMAT=FILE writes a file, FORMAT+=FILE adds to one; may be repeated"
               : "what is printed"});
  one(set.verbose, {"-v,--verbose", "", "show sources, scores and what passed", Takes::nothing});
  one(true, {"-o,--output", "FILE",
             set.begins ? "write to this file instead of workload.yaml; - prints"
                        : "write to this file instead of standard output",
             Takes::file});
  one(true, {"--color", "WHEN", "auto, always or never", Takes::words, "auto always never"});
  // Their help would not fit on a screen, and is that of `analyze`.
  constexpr std::array<std::string_view, 9> common{"--from",      "--exclude", "--jobs",
                                                   "--max-bytes", "--strict",  "--ruleset",
                                                   "--rules",     "--config",  "--color"};
  for (Option& option : all) {
    if (set.gates && (option.names == "--jobs" || option.names == "--max-bytes" || option.names == "--color"))
      option.shown = false;
    if (set.simulates && std::find(common.begin(), common.end(), option.names) != common.end())
      option.shown = false;
  }
  return all;
}

std::string_view text_of(const Option& option) {
  return option.in_full.empty() ? option.help : option.in_full;
}

std::string_view long_name(const Option& option) { return option.names.substr(option.names.find("--")); }

std::string_view short_name(const Option& option) {
  const std::size_t comma = option.names.find(',');
  return option.names.substr(0, comma == std::string_view::npos ? 0 : comma);
}

}  // namespace placer::cli
