// Which of two facts of the same kind stands, and where a violation is.
#include <placer/fact.hpp>

#include <utility>

namespace placer {
namespace {

int strength(const Fact& fact) {
  switch (fact.narrowed ? Origin::stated : fact.origin) {
    case Origin::stated: return 5;
    case Origin::assumed: return 4;
    case Origin::unresolved: return 3;
    case Origin::derived: return 2;
    case Origin::platform_default: return 1;
    case Origin::presumed: return 0;
  }
  return 0;
}

}  // namespace

std::vector<Location> Violation::places() const {
  std::vector<Location> all{where};
  all.insert(all.end(), beside.begin(), beside.end());
  return all;
}

void Workload::set(Fact fact) {
  const auto is_same = [&](const Fact& other) { return other.id == fact.id; };
  // What is tried is one of the alternatives.
  if (std::any_of(otherwise.begin(), otherwise.end(), is_same)) otherwise.clear();
  std::erase_if(facts, is_same);
  facts.push_back(std::move(fact));
}

void Workload::add(Fact fact) {
  for (Fact& other : facts)
    if (other.id == fact.id) {
      if (strength(fact) > strength(other)) other = std::move(fact);
      return;
    }
  facts.push_back(std::move(fact));
}

}  // namespace placer
