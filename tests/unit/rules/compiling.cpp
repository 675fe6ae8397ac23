#include "unit/rules/compiling.hpp"

#include "base/text.hpp"
#include "doc/read.hpp"
#include "rules/literal.hpp"
#include "support/rule_files.hpp"

#include <fmt/core.h>

#include <stdexcept>
#include <tuple>

namespace placer::test {
namespace {

template <class... Rows>
void copy(const rules::RuleSet& rules, rules::Tables& tables, std::tuple<Rows...>*) {
  (tables.of<Rows>().assign(rules.rows<Rows>().begin(), rules.rows<Rows>().end()), ...);
}

Interval value_of(const rules::RuleSet& rules, const rules::FactRow& row, std::string_view text) {
  QuantityError error;
  const auto value = rules::parse_literal(rules::Vocabulary(rules), row, text, error);
  if (!value) throw std::logic_error(fmt::format("{}: {}", text, error.message));
  return *value;
}

}  // namespace

rules::Tables tables_of(const rules::RuleSet& rules) {
  rules::Tables tables;
  copy(rules, tables, static_cast<rules::RowTypes*>(nullptr));
  return tables;
}

Expression::Expression(const std::string& text, const rules::ExpressionOptions& options)
    : rules_(RuleFiles().load()) {
  rules::Tables tables = tables_of(rules_);
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("rules.yaml", text);
  const auto range =
      rules::compile_expression(sources.file(file).text(), {file, 0, 0}, options, tables, sink);
  for (const Diagnostic& one : sink.sorted()) {
    rendered_ += render(one, sources);
    problem_ += fmt::format("{} | {}", guilty_text(sources, one.where), one.message);
    if (!one.help.empty()) problem_ += " | " + one.help;
  }
  nodes_.assign(tables.of<rules::Node>().begin() + range.first,
                tables.of<rules::Node>().begin() + range.first + range.count);
  rules_ = rules::RuleSet(tables.serialize());
}

std::string Expression::judge(const std::string& facts) const {
  std::deque<std::vector<std::string>> texts;
  const auto slots = slots_of(rules_, facts, texts);
  const rules::Result result = rules::evaluate(rules_, nodes_, slots);
  if (result.truth == rules::Truth::yes) return result.needs.empty() ? "yes" : "yes with needs";
  if (result.truth == rules::Truth::no) return result.needs.empty() ? "no" : "no with needs";
  return fmt::format("unknown ({})", names_of(rules_, result.needs));
}

std::vector<rules::Slot> slots_of(const rules::RuleSet& rules, const std::string& facts,
                                  std::deque<std::vector<std::string>>& texts) {
  std::vector<rules::Slot> slots(rules.rows<rules::FactRow>().size());
  for (std::size_t id = 0; id < slots.size(); ++id) {
    if (rules.fact(static_cast<FactId>(id)).kind != rules::FactKind::vocabulary) continue;
    slots[id].value = rules.fact(static_cast<FactId>(id)).range;
    slots[id].needs.insert(static_cast<FactId>(id));
  }
  SourceMap sources;
  DiagnosticSink sink;
  const FileId file = sources.add("facts.yaml", "{" + facts + "}");
  doc::read_documents(sources, file, sink, [&](const doc::Document& document) {
    for (const auto [key, value] : doc::entries(document.root())) {
      const FactId id = fact_id(rules, key.text());
      const rules::FactRow& row = rules.fact(id);
      slots[id].known = true;
      std::vector<std::string_view> items;
      for (const doc::View item : doc::items(value)) items.push_back(item.text());
      if (value.is_scalar()) items.push_back(value.text());
      if (row.type == rules::FactType::texts) {
        slots[id].texts = &texts.emplace_back(items.begin(), items.end());
        continue;
      }
      std::int64_t set = 0;
      for (const std::string_view item : items) set |= value_of(rules, row, item).low;
      slots[id].value = value.is_scalar() ? value_of(rules, row, value.text()) : Interval{set, set};
    }
  });
  if (sink.has_errors()) throw std::logic_error("cannot read " + facts);
  return slots;
}

std::string names_of(const rules::RuleSet& rules, const FactSet& facts) {
  std::vector<std::string_view> names;
  for (std::size_t id = 0; id < rules.rows<rules::FactRow>().size() && id < max_facts; ++id)
    if (facts.contains(static_cast<FactId>(id)))
      names.push_back(rules.text(rules.fact(static_cast<FactId>(id)).key));
  return join(names, ", ");
}

}  // namespace placer::test
