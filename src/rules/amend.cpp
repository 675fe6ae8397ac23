// A changed entry keeps its id and takes the project file as its place and its source, so that a report can
// say whose number it is.
#include "rules/amend.hpp"

#include "base/date.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "doc/fields.hpp"
#include "rules/agenda.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

namespace placer::rules {
namespace {

constexpr std::int64_t max_weight = 1000;
/// What runs on the nodes of one's own cluster.
constexpr std::array<std::string_view, 2> cluster_offerings{"kubernetes/generic", "kubernetes/knative"};

class Amender {
 public:
  Amender(const RuleSet& rules, const SourceMap& sources, DiagnosticSink& sink)
      : rules_(rules), sources_(sources), sink_(sink), tables_(Tables::open(rules)) {}

  RuleSet run(doc::View project, const Amendments& amendments) {
    const SourceFile& file = sources_.file(project.where().file);
    file_ = static_cast<std::uint32_t>(tables_.of<File>().size());
    tables_.of<File>().push_back({tables_.add_text(file.path())});
    tables_.header.own = tables_.add_text(own_files(file.path()));
    tables_.header.digest = tables_.add_text(sha256(fmt::format("{}\n{}", rules_.digest(), file.text())));
    const doc::FieldContext fields{"project", "a project file"};
    for (const doc::View entry : doc::items(doc::optional_sequence(project, "disable", fields, sink_)))
      disable(entry);
    for (const doc::View entry : doc::items(doc::optional_sequence(project, "quotas", fields, sink_)))
      raise(entry);
    for (const auto [criterion, weight] :
         doc::entries(doc::optional_mapping(project, "weights", fields, sink_)))
      weigh(criterion, weight);
    allow(amendments);
    if (!amendments.machines.empty()) enter(amendments);
    tables_.index_rules();
    index_agendas(tables_);
    return RuleSet(tables_.serialize());
  }

 private:
  std::string own_files(const std::string& path) const {
    return rules_.own().empty() ? path : fmt::format("{}, {}", rules_.own(), path);
  }

  Place place(const Location& where) const { return {file_, sources_.position(where).line}; }

  /// The rule that an entry names, and no other one has named; null after a report.
  Rule* find(doc::View entry, const doc::FieldContext& fields) {
    const std::string_view id = doc::required_text(entry, "rule", fields, sink_);
    std::vector<std::string_view> ids;
    for (Rule& rule : tables_.of<Rule>()) {
      ids.push_back(rules_.text(rule.id));
      if (ids.back() != id) continue;
      const auto [other, is_first] = changed_.emplace(id, entry["rule"].where());
      if (is_first) return &rule;
      sink_.report({Severity::error,
                    "project.rule",
                    fmt::format("`{}` is changed twice", id),
                    entry["rule"].where(),
                    "keep one of them",
                    {{other->second, "first changed here"}}});
      return nullptr;
    }
    const auto near = closest(id, ids);
    if (!id.empty())
      sink_.error("project.rule", fmt::format("there is no rule `{}`", id), entry["rule"].where(),
                  near ? fmt::format("did you mean `{}`?", *near) : "`placer rules list` shows them");
    return nullptr;
  }

  /// The project file as a source. Its `title` is who said so.
  std::uint16_t add_source(std::string_view title, std::string_view checked) {
    const TextRef date = tables_.add_text(checked);
    tables_.of<Source>().push_back(
        {{}, tables_.add_text(title), date, date, tables_.add_text("project"), tables_.add_text("high")});
    return static_cast<std::uint16_t>(tables_.of<Source>().size() - 1);
  }

  void disable(doc::View entry) {
    const doc::FieldContext fields{"project", "a rule that is not asked"};
    if (!doc::check_keys(entry, {"rule", "because"}, fields, sink_)) return;
    const std::string_view because = doc::required_text(entry, "because", fields, sink_);
    Rule* rule = find(entry, fields);
    if (rule == nullptr || because.empty()) return;
    if (rule->kind == RuleKind::size)
      return sink_.error("project.rule",
                         fmt::format("`{}` says which sizes there are", tables_.text(rule->id)),
                         entry["rule"].where(),
                         "sizes of your own stand in for them: `cluster:`, or an entry of your rules");
    rule->offerings = 0;  // it stays, so that it can be explained and tables may speak of it
    rule->note =
        tables_.add_text(fmt::format("not asked, by {}: {}", sources_.describe(entry.where()), because));
  }

  void raise(doc::View entry) {
    const doc::FieldContext fields{"project", "a quota"};
    if (!doc::check_keys(entry, {"rule", "at_most", "at_least", "source", "checked"}, fields, sink_)) return;
    const std::string_view source = doc::required_text(entry, "source", fields, sink_);
    const std::string_view checked = doc::required_text(entry, "checked", fields, sink_);
    Rule* rule = find(entry, fields);
    if (rule == nullptr || source.empty() || checked.empty()) return;
    if (!is_date(checked))
      return sink_.error("project.date", fmt::format("expected a date like 2026-11-24, got `{}`", checked),
                         entry["checked"].where());
    if (rule->kind != RuleKind::limit || rule->require.count != 1 ||
        (rule->hardness != Hardness::quota && rule->hardness != Hardness::configurable))
      return sink_.error(
          "project.quota",
          fmt::format("`{}` is no quota and nothing that can be configured", tables_.text(rule->id)),
          entry["rule"].where(), "a rule of your own can stand in for it (docs/OWN-RULES.md)");
    if (rules_.is_own(rules_.text(rules_.rows<File>()[rule->place.file].path)))
      return sink_.error(
          "project.quota", fmt::format("`{}` is a rule of your own", tables_.text(rule->id)),
          entry["rule"].where(),
          fmt::format("write the bound there: {}:{}", rules_.text(rules_.rows<File>()[rule->place.file].path),
                      rule->place.line));
    Node& node = tables_.of<Node>()[rule->require.first];
    const std::string_view key = node.op == Op::at_most ? "at_most" : "at_least";
    const doc::View bound = entry[key];
    if (!bound)
      return sink_.error(
          "project.quota", fmt::format("this rule bounds with `{}`", key), entry.where(),
          fmt::format("for example `{}: {}`", key, rules_.text(rules_.fact(node.fact).example)));
    const auto value = quantity(bound, rules_.fact(node.fact));
    if (!value) return;
    if (const FactRow& fact = rules_.fact(node.fact);
        fact.has_usual &&
        (node.op == Op::at_most ? value->low < fact.usual.high : value->low > fact.usual.low))
      return sink_.error("project.quota",
                         fmt::format("with {} a workload that says nothing of `{}` would not fit",
                                     bound.text(), rules_.text(fact.key)),
                         bound.where(),
                         fmt::format("the usual value is {}", format_quantity(fact.usual, fact.unit)));
    node.bound = value->low;
    rule->source = add_source(source, checked);
    rule->place = place(entry.where());
    outdate_advice(*rule, node);
  }

  /// What advice says of the same quota where nobody knows the account is answered by what the account has.
  void outdate_advice(const Rule& raised, const Node& bound) {
    if (raised.quota_code.size == 0) return;
    for (Rule& rule : tables_.of<Rule>()) {
      if (rule.kind != RuleKind::limit || rule.role != Role::advice || rule.require.count != 1 ||
          tables_.text(rule.quota_code) != tables_.text(raised.quota_code))
        continue;
      Node& node = tables_.of<Node>()[rule.require.first];
      if (node.op == bound.op && node.op == Op::at_most) node.bound = std::max(node.bound, bound.bound);
    }
  }

  std::optional<Interval> quantity(doc::View value, const FactRow& fact) {
    QuantityError error;
    const auto parsed = parse_quantity(value.text(), fact.unit, error, fact.range);
    if (parsed && parsed->is_point()) return parsed;
    sink_.error("project.value", parsed ? "a bound is one value, not an interval" : error.message,
                value.where(), parsed ? "" : error.help);
    return std::nullopt;
  }

  void weigh(doc::View name, doc::View weight) {
    std::vector<std::string_view> ids;
    for (Criterion& criterion : tables_.of<Criterion>()) {
      ids.push_back(rules_.text(criterion.id));
      const std::string_view alias = rules_.text(criterion.alias);
      if (name.text() != ids.back() && (alias.empty() || name.text() != alias)) continue;
      if (const auto [other, is_first] = changed_.emplace(ids.back(), name.where()); !is_first) {
        sink_.report({Severity::error,
                      "project.weight",
                      fmt::format("`{}` is weighed twice", ids.back()),
                      name.where(),
                      "keep one of them",
                      {{other->second, "first weighed here"}}});
        return;
      }
      QuantityError error;
      const auto value = parse_quantity(weight.text(), Unit::count, error, {1, max_weight});
      if (value && value->is_point() && value->low >= 1 && value->low <= max_weight)
        criterion.weight = static_cast<std::int32_t>(value->low);
      else
        sink_.error("project.weight", fmt::format("a weight is a number from 1 to {}", max_weight),
                    weight.where());
      return;
    }
    const auto near = closest(name.text(), ids);
    sink_.error("project.weight", fmt::format("there is no criterion `{}`", name.text()), name.where(),
                near ? fmt::format("did you mean `{}`?", *near) : fmt::format("one of {}", join(ids, ", ")));
  }

  /// What is not allowed is a rule of its own, which says whose decision it is.
  /// Without anything that is required, it is a check.
  Rule& add_rule(std::string_view id, OfferingMask offerings, const std::vector<Node>& require,
                 std::string_view message, const Location& where) {
    Rule rule;
    rule.kind = require.empty() ? RuleKind::check : RuleKind::requirement;
    if (require.empty()) rule.hardness = Hardness::configurable;
    rule.offerings = offerings;
    rule.id = tables_.add_text(id);
    rule.message = tables_.add_text(message);
    rule.remedy = tables_.add_text("choose what the project allows, or have its file changed");
    rule.place = place(where);
    rule.source = add_source(sources_.file(where.file).path(), "undated");
    rule.require = {static_cast<std::uint32_t>(tables_.of<Node>().size()),
                    static_cast<std::uint32_t>(require.size())};
    tables_.of<Node>().insert(tables_.of<Node>().end(), require.begin(), require.end());
    return tables_.of<Rule>().emplace_back(rule);
  }

  void allow(const Amendments& allowed) {
    OfferingMask all = 0;
    for (std::size_t bit = 0; bit < tables_.of<Offering>().size(); ++bit) all |= OfferingMask{1} << bit;
    const FactId providers = rules_.known(Known::providers);
    const auto set = static_cast<std::int64_t>(allowed.providers);
    if (allowed.providers != 0)
      add_rule(project_providers, all, {{set, 0, providers, Op::any_of}},
               fmt::format("the project allows {} only; this is for {{providers}}",
                           format_value(Vocabulary(rules_), rules_.fact(providers), {set, set})),
               allowed.providers_at);
    // It is of no platform: what the policy does not allow is to run nowhere.
    if (allowed.policy_at)
      add_rule(policy_rule, ~OfferingMask{0}, {},
               "the policy of the project allows {allowed} only; this is for {needed}", allowed.policy_at)
          .hardness = Hardness::hard;
    if (allowed.regions.empty()) return;
    const auto first = static_cast<std::int64_t>(tables_.of<TextRef>().size());
    for (const std::string& region : allowed.regions)
      tables_.of<TextRef>().push_back(tables_.add_text(region));
    add_rule(project_regions, all,
             {{first, static_cast<std::uint32_t>(allowed.regions.size()), rules_.known(Known::regions),
               Op::text_in}},
             fmt::format(
                 "the project allows {} only; this is for {{regions}}",
                 join(std::vector<std::string_view>(allowed.regions.begin(), allowed.regions.end()), ", ")),
             allowed.regions_at);
    add_rule(deployed_region, all, {}, "the project allows {allowed} only; this is deployed to {needed}",
             allowed.regions_at);
  }

  /// The machines stand in for those of the catalogue.
  void enter(const Amendments& amendments) {
    OfferingMask mask = 0;
    for (const std::string_view id : cluster_offerings)
      if (const int bit = rules_.find_offering(id); bit >= 0)
        mask |= OfferingMask{1} << static_cast<unsigned>(bit);
    if (mask == 0) return;
    for (Size& size : tables_.of<Size>()) size.offerings &= ~mask;
    const std::uint16_t source = add_source(sources_.file(amendments.cluster_at.file).path(), "undated");
    for (const Machine& machine : amendments.machines) {
      Size size;
      size.offerings = mask;
      size.cpu = {machine.cpu, machine.cpu};
      size.memory = {machine.memory, machine.memory};
      size.gpu_count = machine.gpu_count;
      size.gpu_families = machine.gpu_types;
      if (const auto families = static_cast<std::int64_t>(machine.gpu_types); families != 0)
        size.gpu_card = tables_.add_text(format_value(
            Vocabulary(rules_), rules_.fact(rules_.known(Known::gpu_type)), {families, families}));
      size.gpu_memory = machine.gpu_memory;  // 0: nobody says
      size.architectures = machine.architectures;
      size.source = source;
      size.need_cpu = rules_.known(Known::cpu);
      size.need_memory = rules_.known(Known::memory);
      size.machine = true;
      size.node = true;
      tables_.of<Size>().push_back(size);
    }
    for (Rule& rule : tables_.of<Rule>())
      if (rule.kind == RuleKind::size && (rule.offerings & ~mask) == 0) {
        rule.source = source;
        rule.place = place(amendments.cluster_at);
      }
  }

  const RuleSet& rules_;
  const SourceMap& sources_;
  DiagnosticSink& sink_;
  Tables tables_;
  std::map<std::string_view, Location> changed_;  ///< by id, where an entry names it
  std::uint32_t file_ = 0;
};

}  // namespace

RuleSet amend(const RuleSet& rules, doc::View project, const Amendments& amendments, const SourceMap& sources,
              DiagnosticSink& sink) {
  return Amender(rules, sources, sink).run(project, amendments);
}

}  // namespace placer::rules
