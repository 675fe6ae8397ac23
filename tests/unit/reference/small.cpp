#include "small.hpp"

#include "rules/loader.hpp"
#include "support/catch.hpp"

#include <stdexcept>

namespace placer::test {
namespace {

constexpr std::string_view manifest = R"(
ruleset: small
title: for tests
date: 2026-01-02
files: [facts.yaml, accelerators.yaml, machines.yaml, guide/scoring.yaml, toy.yaml]
table:
  columns: [{platform: toy, title: The toy}]
  rows: [{id: time, title: Time}, {id: start, title: Start}, {id: names, title: Names}, {id: empty, title: Empty}]
)";

constexpr std::string_view head = R"(
platform: toy
name: Toy
provider: aws
offerings:
  - {id: plain, name: plain one, summary: "as it is", status: settled}
  - {id: big, name: big one, summary: "more of it", status: preview}
  - {id: odd, name: odd one, summary: "something else", status: closed}
sources:
  page: {url: "https://example.org/limits_(all).html", as_of: 2025-05, checked: 2026-01-02, basis: vendor-page, confidence: high}
)";

/// The shipped files, with the two of the small rule set among them.
class SmallReader final : public FileReader {
 public:
  explicit SmallReader(std::string toy) : toy_(std::move(toy)) {}

  Status read(const std::string& path, std::string& bytes, std::string& error) override {
    if (path.ends_with("/small.yaml"))
      bytes = manifest;
    else if (path.ends_with("/toy.yaml"))
      bytes = toy_;
    else
      return disk_.read(path, bytes, error);
    return Status::ok;
  }
  Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) override {
    return disk_.list(path, entries, error);
  }

 private:
  DiskReader disk_;
  std::string toy_;
};

}  // namespace

rules::RuleSet builtin(std::string_view name) { return rules::RuleSet(rules::builtin_block(name)); }

rules::RuleSet small(const std::string& sections) {
  SmallReader reader(std::string(head) + sections);
  SourceMap sources;
  DiagnosticSink sink;
  auto block = rules::load_rule_set(PLACER_SOURCE_DIR "/rules", "small", reader, sources, sink);
  std::string errors;
  for (const Diagnostic& diagnostic : sink.sorted()) errors += diagnostic.message + '\n';
  INFO(errors);
  REQUIRE(block);
  return rules::RuleSet(std::move(*block));
}

const rules::Rule& rule(const rules::RuleSet& rules, std::string_view id) {
  for (const rules::Rule& candidate : rules.rows<rules::Rule>())
    if (rules.text(candidate.id) == id) return candidate;
  throw std::runtime_error("no rule " + std::string(id));
}

}  // namespace placer::test
