// Checks of a whole rule set, made on its compiled form: what a message names exists, filters can always be
// decided, and a usual value that nobody stated never rejects a workload. They are made in a rule set with
// mistakes too, as far as what they depend on is sound.
#include "rules/domain.hpp"
#include "rules/load_context.hpp"
#include "rules/message.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::rules {
namespace {

class Checker {
 public:
  explicit Checker(LoadContext& context) : context_(context), rules_(context.tables.serialize()) {}

  void run() {
    const Sound& sound = context_.sound;
    for (const Rule& rule : rules_.rows<Rule>()) {
      if (sound.names) check_message(rule);
      if (sound.claims) check_claims(rule);
      if (sound.broken_rules.contains(rules_.text(rule.id))) continue;
      check_read_once(rule);
      if (!sound.values || (rule.role != Role::filter && rule.role != Role::need) ||
          rule.kind == RuleKind::size)
        continue;
      check_decidable(rule);
      check_presumed(rule);
    }
    if (sound.names && sound.ids) check_cells();
    if (sound.names) check_reasons();
  }

 private:
  Location where(const Rule& rule) const {
    const auto found = context_.rule_ids.find(rules_.text(rule.id));
    return found == context_.rule_ids.end() ? Location{} : found->second;
  }

  void check_message(const Rule& rule) const {
    Placeholder found;
    for (std::size_t at = 0; next_placeholder(rules_.text(rule.message), at, found); at = found.end) {
      const bool bound =
          (rule.kind == RuleKind::limit || rule.kind == RuleKind::size || rule.kind == RuleKind::check) &&
          (found.name == "needed" || found.name == "allowed");
      if (bound || found.name == "offering" || rules_.find_fact(found.name) != no_fact) continue;
      context_.error(
          fmt::format("the message of `{}` names `{{{}}}`, which is nothing that could be filled in",
                      rules_.text(rule.id), found.name),
          where(rule),
          rule.kind == RuleKind::limit ? "use {needed}, {allowed}, {offering} or a fact"
                                       : "use {offering} or a fact");
    }
    if (rules_.text(rule.message).ends_with('.'))
      context_.error("a message has no full stop at its end", where(rule));
  }

  void check_claims(const Rule& rule) const {
    for (const TextRef claim : rules_.rows(rule.audit)) {
      bool found = false;
      for (const Claim& known : rules_.rows<Claim>())
        found = found || rules_.text(known.id) == rules_.text(claim);
      if (!found) context_.error(fmt::format("there is no claim `{}`", rules_.text(claim)), where(rule));
    }
  }

  /// Inverting a rule, to say what would have to change, is exact only where no fact stands in it twice.
  void check_read_once(const Rule& rule) const {
    if (rule.kind == RuleKind::size || rule.role == Role::advice) return;
    std::vector<FactId> seen;
    for (const auto nodes : {rules_.rows(rule.when), rules_.rows(rule.require)})
      for (const Node& node : nodes) {
        if (!is_leaf(node)) continue;
        if (std::find(seen.begin(), seen.end(), node.fact) != seen.end())
          context_.error(fmt::format("`{}` uses `{}` twice", rules_.text(rule.id),
                                     rules_.text(rules_.fact(node.fact).key)),
                         where(rule));
        seen.push_back(node.fact);
      }
  }

  /// A filter that depends on a special fact without a usual value would leave every ordinary workload
  /// undecided, unless the usual values of the others decide it.
  void check_decidable(const Rule& rule) const {
    if (rule.hardness == Hardness::unpublished) return;  // leaves undecided what it does not let pass
    const std::vector<FactId> facts = facts_of(rules_, rule);
    std::vector<std::vector<Slot>> domains;
    for (const FactId fact : facts) {
      const FactRow& row = rules_.fact(fact);
      if (row.core)
        domains.push_back(boundary_values(rules_, fact, rule));
      else
        domains.push_back({row.has_usual ? usual_slot(rules_, fact) : unknown_slot(rules_, fact)});
    }
    each_combination(rule, facts, domains, [&](const std::vector<std::size_t>&, std::vector<Slot>& slots) {
      const RuleResult result = judge(rule, slots);
      for (const FactId fact : facts) {
        const FactRow& row = rules_.fact(fact);
        if (row.core || row.has_usual || result.holds != Truth::unknown || !result.needs.contains(fact))
          continue;
        context_.error(fmt::format("`{}` filters by `{}`, which is neither core nor has a usual value",
                                   rules_.text(rule.id), rules_.text(row.key)),
                       where(rule), "give the fact a `usual:` in facts.yaml, or make this advice");
        return false;
      }
      return true;
    });
  }

  /// For every combination of boundary values, and every choice of facts that are presumed: what is unknown
  /// without the usual values must not become a failure with them.
  void check_presumed(const Rule& rule) const {
    if (rule.hardness == Hardness::unpublished) return;  // rejects nobody
    const std::vector<FactId> facts = facts_of(rules_, rule);
    std::vector<std::vector<Slot>> domains;
    for (const FactId fact : facts) {
      domains.push_back(boundary_values(rules_, fact, rule));
      domains.back().push_back(rules_.fact(fact).has_usual ? usual_slot(rules_, fact)
                                                           : unknown_slot(rules_, fact));
    }
    each_combination(
        rule, facts, domains, [&](const std::vector<std::size_t>& picks, std::vector<Slot>& slots) {
          if (judge(rule, slots).holds != Truth::no) return true;
          FactId presumed = no_fact;
          for (std::size_t i = 0; i < facts.size(); ++i) {
            if (picks[i] + 1 != domains[i].size() || !rules_.fact(facts[i]).has_usual) continue;
            presumed = facts[i];
            slots[presumed] = unknown_slot(rules_, presumed);
          }
          if (presumed == no_fact || judge(rule, slots).holds == Truth::no) return true;
          if (!is_usual(facts, domains, picks, slots)) return true;
          context_.error(fmt::format("`{}` can fail because of the usual value of `{}`, which nobody stated",
                                     rules_.text(rule.id), rules_.text(rules_.fact(presumed).key)),
                         where(rule), "change the rule's condition or the fact's usual value");
          return false;
        });
  }

  /// Whether all facts that are presumed in a combination take their usual values beside the others.
  bool is_usual(const std::vector<FactId>& facts, const std::vector<std::vector<Slot>>& domains,
                const std::vector<std::size_t>& picks, const std::vector<Slot>& slots) const {
    for (std::size_t i = 0; i < facts.size(); ++i)
      if (const FactRow& row = rules_.fact(facts[i]); picks[i] + 1 == domains[i].size() && row.has_usual)
        if (evaluate(rules_, rules_.rows(row.usual_when), slots).truth == Truth::no) return false;
    return true;
  }

  /// Calls `use` with every combination of the domains' slots, until it returns false.
  template <class Use>
  void each_combination(const Rule& rule, const std::vector<FactId>& facts,
                        const std::vector<std::vector<Slot>>& domains, Use use) const {
    std::size_t combinations = 1;
    for (const auto& domain : domains) combinations *= domain.size();
    if (combinations > 100'000)
      return context_.error(fmt::format("`{}` uses too many facts to be checked", rules_.text(rule.id)),
                            where(rule));
    std::vector<Slot> slots(rules_.rows<FactRow>().size());
    std::vector<std::size_t> picks(facts.size());
    for (std::size_t code = 0; code < combinations; ++code) {
      std::size_t rest = code;
      for (std::size_t i = 0; i < facts.size(); ++i) {
        picks[i] = rest % domains[i].size();
        rest /= domains[i].size();
        slots[facts[i]] = domains[i][picks[i]];
      }
      if (!use(picks, slots)) return;
    }
  }

  RuleResult judge(const Rule& rule, std::vector<Slot>& slots) const {
    unsigned offering = 0;
    while (offering < 63 && (rule.offerings >> offering & 1U) == 0) ++offering;
    derive(rules_, offering, slots);
    return evaluate(rules_, rule, slots);
  }

  void check_cells() const {
    for (const TableCell& cell : rules_.rows<TableCell>()) {
      Placeholder found;
      for (std::size_t at = 0; next_placeholder(rules_.text(cell.text), at, found); at = found.end) {
        const FactId fact = rules_.find_fact(found.name);
        if ((fact == no_fact || rules_.fact(fact).kind != FactKind::property) &&
            !context_.rule_ids.contains(found.name))
          context_.error(
              fmt::format("a cell of the table names `{{{}}}`, which is neither a rule nor a property",
                          found.name),
              {});
      }
    }
  }

  void check_reasons() const {
    for (const Criterion& criterion : rules_.rows<Criterion>())
      for (const Reason& reason : rules_.rows(criterion.reasons)) {
        Placeholder found;
        for (std::size_t at = 0; next_placeholder(rules_.text(reason.text), at, found); at = found.end)
          if (found.name != "offering" && rules_.find_fact(found.name) == no_fact)
            context_.error(fmt::format("a reason of `{}` names `{{{}}}`, which is no fact",
                                       rules_.text(criterion.id), found.name),
                           {});
      }
  }

  LoadContext& context_;
  RuleSet rules_;
};

}  // namespace

void check_rules(LoadContext& context) { Checker(context).run(); }

}  // namespace placer::rules
