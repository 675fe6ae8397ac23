#include "reference/starting_manifest.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace placer::reference {
namespace {

using rules::FactRow;
using rules::RuleSet;

constexpr std::size_t comment_column = 34;  // of the comments
constexpr std::uint32_t few_names = 12;     // of a choice; more would be a page

std::string names_of(const RuleSet& rules, const FactRow& fact) {
  std::vector<std::string_view> names;
  if (fact.type == rules::FactType::choice && fact.symbols.count <= few_names)
    for (const rules::Symbol& symbol : rules.rows(fact.symbols)) names.push_back(rules.text(symbol.name));
  return join(names, ", ");
}

void add_line(const RuleSet& rules, const FactRow& fact, std::string& out) {
  std::string line = fmt::format("# {}: {}", rules.text(fact.key), rules.text(fact.example));
  line.append(std::max(comment_column, line.size() + 2) - line.size(), ' ');
  line += fmt::format("# {}", rules.text(fact.summary));
  if (const std::string names = names_of(rules, fact); !names.empty()) line += ": " + names;
  if (fact.has_usual) line += fmt::format("; presumed: {}", rules.text(fact.usual_text));
  out += line + '\n';
}

}  // namespace

std::string starting_manifest(const RuleSet& rules) {
  std::string text =
      "# yaml-language-server: $schema=workload.schema.json\n"
      "# What a workload needs, for `placer analyze`. Take the # away from what you know and write what is "
      "true:\n"
      "# what stays away is asked for, or presumed and shown.\n"
      "name: my-workload\n\n# --- asked for ---\n";
  std::vector<std::string_view> sections;
  for (const FactRow& fact : rules.rows<FactRow>()) {
    if (fact.kind != rules::FactKind::vocabulary) continue;
    if (fact.core)
      add_line(rules, fact, text);
    else if (std::find(sections.begin(), sections.end(), rules.text(fact.section)) == sections.end())
      sections.push_back(rules.text(fact.section));
  }
  for (const std::string_view section : sections) {
    text += fmt::format("\n# --- {} ---\n", section);
    for (const FactRow& fact : rules.rows<FactRow>())
      if (fact.kind == rules::FactKind::vocabulary && !fact.core && rules.text(fact.section) == section)
        add_line(rules, fact, text);
  }
  return text;
}

}  // namespace placer::reference
