#include "engine/situation.hpp"

#include "rules/region.hpp"

#include <algorithm>
#include <bit>

namespace placer::engine {
namespace {

const std::vector<std::string> no_texts;

/// Whether a usual value says something beside a multiple of another fact, which may be open above.
bool is_within(const Interval& usual, const Interval& multiple) {
  return multiple.high == unbounded && multiple.low <= usual.high;
}

/// The usual value, as far as others leave it: an image is as large as what is in it at least.
Interval usual_within(const Interval& usual, const Interval& possible) {
  return {std::clamp(usual.low, possible.low, possible.high),
          std::clamp(usual.high, possible.low, possible.high)};
}

}  // namespace

Situation::Situation(const rules::RuleSet& rules, const Workload& workload, bool strict) {
  const auto facts = rules.rows<rules::FactRow>();
  violations_ = &workload.violations;
  narrowed_ = &workload.narrowed;
  foreign_ = workload.foreign;
  slots_.resize(facts.size());
  stated_.resize(facts.size(), nullptr);
  written_.resize(facts.size(), nullptr);
  for (const Fact& fact : workload.facts) written_[fact.id] = &fact;
  for (std::size_t id = 0; id < facts.size(); ++id) {
    if (facts[id].kind != rules::FactKind::vocabulary) continue;
    slots_[id].value = facts[id].range;
    if (!facts[id].unasked) slots_[id].needs.insert(static_cast<FactId>(id));
  }
  for (const Narrowed& one : workload.narrowed) slots_[one.fact].value = {one.among, one.among};
  // Whatever card is meant, it is one of the maker whose devices are asked for.
  if (workload.maker_types != 0)
    slots_[rules.known(rules::Known::gpu_type)].value = {workload.maker_types, workload.maker_types};
  for (const Fact& fact : workload.facts)
    if (fact.has_value()) place(rules, fact);
  for (const rules::Bounded& bounded : rules::bounded_by(rules, workload)) {
    Interval& value = slots_[bounded.fact].value;
    value = {std::max(value.low, bounded.value.low), std::min(value.high, bounded.value.high)};
    if (value.low > facts[bounded.fact].range.low) bounds_.push_back(bounded);
    if (slots_[bounded.fact].known || !bounded.is_multiple ||
        is_within(facts[bounded.fact].usual, bounded.value))
      continue;
    slots_[bounded.fact].known = slots_[bounded.fact].bounded = true;
  }
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (facts[id].kind != rules::FactKind::vocabulary) continue;
    const bool core = is_core(rules, id);
    if (core && slots_[id].known) any_core_known_ = true;
    if (slots_[id].known) continue;
    if (core) {
      missing_core_.push_back(id);
    } else if (facts[id].has_usual && !strict && workload.find(id) == nullptr &&  // unresolved is stated
               evaluate(rules, rules.rows(facts[id].usual_when), slots_).truth != rules::Truth::no) {
      presumed_.push_back(id);
    }
  }
  // After the loop, so that what is presumed does not make another fact core.
  for (const FactId id : presumed_) {
    const bool of_maker = id == rules.known(rules::Known::gpu_type) && workload.maker_types != 0;
    const bool quantity = facts[id].type == rules::FactType::quantity;
    slots_[id].value = of_maker   ? Interval{workload.maker_types, workload.maker_types}
                       : quantity ? usual_within(facts[id].usual, slots_[id].value)
                                  : facts[id].usual;
    slots_[id].texts = &no_texts;
    slots_[id].known = true;
    slots_[id].presumed = true;
  }
}

void Situation::enter_regions(const rules::RuleSet& rules, unsigned offering) {
  const Fact* stated = stated_[rules.known(rules::Known::regions)];
  if (stated == nullptr || stated->texts.size() < 2) return;
  if (regions_.empty()) {
    // A name of a shape that nobody has may be anybody's.
    std::vector<std::string> anybodys;
    for (const std::string& name : stated->texts) {
      const auto provider = rules::provider_of_region(rules, name);
      (provider ? regions_[*provider] : anybodys).push_back(name);
    }
    for (auto& [provider, names] : regions_) names.insert(names.end(), anybodys.begin(), anybodys.end());
  }
  const auto providers = rules.rows<rules::Offering>()[offering].providers;
  const auto own = std::has_single_bit(providers)
                       ? regions_.find(static_cast<unsigned>(std::countr_zero(providers)))
                       : regions_.end();
  slots_[stated->id].texts = own == regions_.end() ? &stated->texts : &own->second;
}

void Situation::leave_regions(const rules::RuleSet& rules) {
  if (const Fact* stated = stated_[rules.known(rules::Known::regions)]; stated != nullptr)
    slots_[stated->id].texts = &stated->texts;
}

void Situation::place(const rules::RuleSet& rules, const Fact& fact) {
  rules::Slot& slot = slots_[fact.id];
  slot.value = fact.value;
  slot.known = true;
  const rules::FactType type = rules.fact(fact.id).type;
  if (type != rules::FactType::quantity && type != rules::FactType::choice) slot.texts = &fact.texts;
  stated_[fact.id] = &fact;
  if (fact.origin == Origin::platform_default) platform_defaults_.insert(fact.id);
  if (fact.where) in_file_.insert(fact.id);
}

int Situation::target(const rules::RuleSet& rules) const {
  const Fact* fact = stated(rules.known(rules::Known::target));
  return fact == nullptr || fact->texts.empty() ? -1 : rules.find_offering(fact->texts.front());
}

bool Situation::is_of_target(const rules::RuleSet& rules, unsigned offering) const {
  const int wanted = target(rules);
  const auto all = rules.rows<rules::Offering>();
  return wanted >= 0 && all[static_cast<std::size_t>(wanted)].platform == all[offering].platform;
}

std::string_view Situation::door_of_template(const rules::RuleSet& rules, unsigned offering) const {
  const Fact* started = stated(rules.known(rules::Known::trigger));
  if (started == nullptr || started->texts.empty() || !is_of_target(rules, offering)) return {};
  return started->texts.front();
}

bool Situation::is_core(const rules::RuleSet& rules, FactId id) const {
  const rules::FactRow& fact = rules.fact(id);
  if (fact.core) return true;
  if (fact.core_when.empty()) return false;
  // What may be so by an interval that is stated is asked too: the usual value would be a guess.
  const rules::Truth when = evaluate(rules, rules.rows(fact.core_when), slots_).truth;
  const auto of_when = rules.rows(fact.core_when);
  const bool is_open = std::any_of(of_when.begin(), of_when.end(), [&](const rules::Node& node) {
    return rules::is_leaf(node) && !slots_[node.fact].known;
  });
  if (when == rules::Truth::no || (when == rules::Truth::unknown && is_open)) return false;
  return fact.core_or == no_fact || !slots_[fact.core_or].known || slots_[id].known;
}

}  // namespace placer::engine
