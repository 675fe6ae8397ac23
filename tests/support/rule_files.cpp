#include "support/rule_files.hpp"

#include "rules/loader.hpp"

#include <fmt/core.h>

#include <map>
#include <stdexcept>

namespace placer::test {
namespace {

constexpr std::string_view manifest = R"(ruleset: small
title: the smallest complete rule set
date: 2026-01-02
files: [facts.yaml, accelerators.yaml, machines.yaml, scoring.yaml, alpha.yaml]
table:
  columns: [{platform: alpha, title: Alpha}]
  rows: [{id: timeout, title: Timeout}]
)";

constexpr std::string_view facts = R"(groups:
  - {key: gpu, scalar: [gpu.count, gpu.type], summary: accelerators}
  - {key: package, scalar: [package.size], summary: what is shipped}
  - {key: traffic, scalar: [traffic.pattern], summary: how requests arrive}
facts:
  - key: trigger
    aliases: [protocol]
    type: choice
    importance: core
    section: work
    summary: what starts the work
    example: http
    values:
      - {name: http, aliases: [https], summary: HTTP requests}
      - {name: queue, summary: messages}
      - {name: udp, summary: datagrams}
  - {key: timeout, type: duration, importance: core, section: work, summary: longest time, example: 30s, range: 1ms..3650d, words: {none: 1ms..}}
  - {key: memory, type: bytes, importance: core, section: compute, summary: memory, example: 512MiB, range: 1B..}
  - {key: cpu, type: vcpu, importance: special, usual: 0.25, usual_text: a quarter vCPU, section: compute, summary: processors, example: 2, range: 0.001..}
  - {key: gpu.count, type: count, importance: core, section: compute, summary: accelerators, example: 1, words: {none: 0}}
  - key: gpu.type
    type: choice
    many: true
    importance: special
    core_when: gpu.count > 0
    or: gpu.memory
    usual: any
    usual_text: any type
    section: compute
    summary: family
    example: l4
    values: accelerators
  - {key: gpu.memory, type: bytes, importance: special, core_when: gpu.count > 0, or: gpu.type, usual: 0B, usual_text: any memory, section: compute, summary: memory of each, example: 20GiB}
  - {key: package.size, type: bytes, importance: core, section: package, summary: size, example: 180MiB}
  - key: traffic.pattern
    type: choice
    importance: core
    section: traffic
    summary: how requests arrive
    example: rare
    values: [{name: steady, summary: even}, {name: spiky, summary: uneven}, {name: rare, summary: seldom}]
  - key: architecture
    type: choice
    many: true
    importance: special
    usual: any
    usual_text: any architecture
    section: compute
    summary: architectures
    example: arm64
    values: [{name: x86_64, summary: Intel}, {name: arm64, summary: Arm}]
    words: {any: [x86_64, arm64]}
  - key: operating_system
    type: choice
    importance: special
    usual: linux
    usual_text: Linux
    section: compute
    summary: system
    example: linux
    values: [{name: linux, summary: Linux}, {name: windows, summary: Windows}]
  - key: providers
    type: choice
    many: true
    importance: special
    usual: any
    usual_text: any provider
    section: placement
    summary: providers
    example: aws
    values: [{name: aws, summary: Amazon}, {name: gcp, summary: Google}]
    words: {any: [aws, gcp]}
  - {key: regions, type: texts, importance: special, usual: [], usual_text: any region, section: placement, summary: regions, example: [north, south]}
  - {key: front_door, type: choice, many: true, importance: special, usual: any, usual_text: any, section: placement, summary: way in, example: direct, values: [{name: direct, summary: its own}, {name: gateway, summary: a gateway}], words: {any: [direct, gateway]}}
  - {key: target, type: offering, importance: special, section: placement, summary: where it runs, example: alpha/one}
  - {key: priorities, type: criteria, importance: special, usual: [], usual_text: none, section: placement, summary: what counts, example: [operations]}
  - {key: scratch_disk, type: bytes, importance: special, usual: 0B..512MiB, usual_text: few files, section: compute, summary: files, example: 4GiB}
  - {key: privileged, type: boolean, importance: special, usual: false, usual_text: not privileged, section: machine, summary: privileged, example: true}
  - {key: concurrency, type: count, importance: special, section: work, summary: requests at a time, example: 80, range: 1..}
  - {key: rate, type: rate, importance: special, usual: 0rps..100rps, usual_text: at most 100 a second, section: traffic, summary: requests, example: 5rps}
  - {key: idle, type: percent, importance: special, section: traffic, summary: idle share, example: 70%}
properties:
  - {key: scales_to_zero, type: boolean, summary: costs nothing while idle}
  - {key: start_time, type: duration, summary: time to start}
  - {key: price, type: money, summary: price of an hour}
  - {key: operations, type: percent, summary: what the provider does}
  - {key: settledness, type: percent, summary: from the status}
computed:
  - {key: size.memory, type: bytes, summary: memory of the size}
  - {key: size.cpu, type: vcpu, summary: processors of the size}
  - {key: size.gpu_count, type: count, summary: accelerators of the size}
  - {key: size.price, type: money, summary: price of an hour of the size}
  - {key: size.card_price, type: money, summary: price of an hour of one accelerator}
  - {key: headroom, type: percent, summary: room left}
)";

constexpr std::string_view accelerators = R"(sources:
  cards: {title: the makers, as_of: undated, checked: 2026-01-02, basis: contract, confidence: high}
accelerators:
  - family: nvidia-l4
    aliases: [l4]
    source: cards
    cards: [{card: nvidia-l4, memory: 24GB, usable: 22888MiB, aliases: [l4-24gb]}]
  - family: nvidia-a100
    aliases: [a100]
    source: cards
    cards:
      - {card: nvidia-a100-40gb, memory: 40GB, aliases: [a100-40gb, a100-sxm4-40gb]}
      - {card: nvidia-a100-80gb, memory: 80GB, aliases: [a100-80gb, a100-sxm4-80gb]}
  - family: google-tpu
    aliases: [tpu]
    source: cards
)";

constexpr std::string_view machines = R"(sources:
  types: {title: the providers, as_of: undated, checked: 2026-01-02, basis: contract, confidence: high}
machines:
  - {provider: aws, type: small, cpu: 2, memory: 8GiB, arch: x86_64, source: types}
  - {provider: gcp, type: arm, cpu: 4, memory: 16GiB, arch: arm64, source: types}
  - {provider: aws, type: large, cpu: 64, memory: 512GiB, arch: x86_64, source: types}
  - {provider: gcp, type: card, cpu: 8, memory: 32GiB, arch: x86_64, gpu: nvidia-l4, gpu_count: 1, source: types}
  - {provider: aws, type: cards, cpu: 96, memory: 1TiB, arch: x86_64, gpu: nvidia-a100-80gb, gpu_count: 8, source: types}
)";

constexpr std::string_view scoring = R"(criteria:
  - id: operations
    title: operations burden
    summary: what the provider does
    weight: 1
    of: operations
    curve: {0%: 0, 100%: 100}
    reasons: [{when: "operations >= 50%", text: "little to run, {operations}"}]
)";

/// The platform that the small rule set always has: one offering with a limit, so that there is something in
/// every table.
constexpr std::string_view alpha = R"(platform: alpha
name: Alpha
provider: aws
offerings: [{id: one, name: the one, summary: the only one, status: settled}]
sources:
  page: {url: "https://example.com/alpha", as_of: 2026-01, checked: 2026-01-02, basis: contract, confidence: high}
properties:
  - {id: operations, value: 50%, source: page}
limits:
  - id: alpha.timeout
    fact: timeout
    at_most: 900s
    hardness: hard
    source: page
    message: ends after {allowed}, needs {needed}
    remedy: be quicker
table: [{row: timeout, text: "{alpha.timeout}"}]
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos)
    throw std::logic_error(fmt::format("not exactly once in the file: {}", from));
  return text.replace(at, from.size(), to);
}

}  // namespace

RuleFiles::RuleFiles() {
  const std::pair<std::string_view, std::string_view> all[] = {
      {"small.yaml", manifest},    {"facts.yaml", facts},     {"accelerators.yaml", accelerators},
      {"machines.yaml", machines}, {"scoring.yaml", scoring}, {"alpha.yaml", alpha}};
  for (const auto& [name, text] : all) reader.files["rules/" + std::string(name)] = std::string(text);
}

RuleFiles& RuleFiles::replace(const std::string& file, std::string_view from, std::string_view to) {
  std::string& text = reader.files.at("rules/" + file);
  text = replaced(std::move(text), from, to);
  return *this;
}

RuleFiles& RuleFiles::add(const std::string& file, std::string text) {
  reader.files["rules/" + file] = std::move(text);
  return replace("small.yaml", "]\ntable:", fmt::format(", {}]\ntable:", file));
}

RuleFiles& RuleFiles::add_own(const std::string& file, std::string text) {
  reader.files[file] = std::move(text);
  own_.push_back(file);
  return *this;
}

RuleFiles& RuleFiles::add_platform(const std::string& id, std::string_view operations,
                                   std::string_view sections, std::string_view status) {
  return add(id + ".yaml", fmt::format(R"(platform: {0}
name: {0}
provider: any
offerings: [{{id: one, name: one, summary: the only one, status: {3}}}]
sources:
  page: {{title: a test, as_of: undated, checked: 2026-01-02, basis: contract, confidence: high}}
properties:
  - {{id: operations, value: {1}, source: page}}
{2}
)",
                                       id, operations, sections, status));
}

std::optional<std::vector<std::uint64_t>> RuleFiles::compile(SourceMap& sources, DiagnosticSink& sink) {
  return rules::load_rule_set("rules", "small", reader, sources, sink, {own_, &reader});
}

rules::RuleSet RuleFiles::load() {
  SourceMap sources;
  DiagnosticSink sink;
  auto block = compile(sources, sink);
  if (!block) throw std::logic_error(rendered());
  return rules::RuleSet(std::move(*block));
}

std::string RuleFiles::problems() {
  SourceMap sources;
  DiagnosticSink sink;
  compile(sources, sink);
  std::string text;
  for (const Diagnostic& problem : sink.sorted()) {
    const std::string guilty = guilty_text(sources, problem.where);
    text += fmt::format("{} | {}", guilty.substr(0, guilty.find('\n')), problem.message);
    if (!problem.help.empty()) text += " | " + problem.help;
    text += "\n";
  }
  return text;
}

std::string RuleFiles::rendered() {
  SourceMap sources;
  DiagnosticSink sink;
  compile(sources, sink);
  std::string text;
  for (const Diagnostic& problem : sink.sorted()) text += render(problem, sources);
  return text;
}

const rules::RuleSet& builtin(std::string_view name) {
  static const std::map<std::string_view, rules::RuleSet> all = [] {
    std::map<std::string_view, rules::RuleSet> sets;
    for (const std::string_view known : rules::builtin_names())
      sets.emplace(known, rules::RuleSet(rules::builtin_block(known)));
    return sets;
  }();
  return all.at(name);
}

FactId fact_id(const rules::RuleSet& rules, std::string_view name) {
  const FactId id = rules.find_fact(name);
  if (id == no_fact) throw std::logic_error(fmt::format("no fact {}", name));
  return id;
}

std::string guilty_text(const SourceMap& sources, const Location& where) {
  if (!where) return "nowhere";
  return std::string(sources.file(where.file).text().substr(where.offset, where.length));
}

}  // namespace placer::test
