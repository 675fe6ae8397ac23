#include "importers/kubernetes_total.hpp"

#include <algorithm>
#include <utility>

namespace placer::importers::kubernetes {

std::int64_t plus(std::int64_t a, std::int64_t b) { return a >= unbounded - b ? unbounded : a + b; }

void Group::add(const Amount& amount, const Value& value) {
  if (amount.stated) add(Group{amount, 1, value, amount.request});
}

void Group::add(const Group& other) {
  sum.request = plus(sum.request, other.sum.request);
  sum.limit = plus(sum.limit, other.sum.limit);
  if (other.parts > 0 && (parts == 0 || other.most > most)) {
    largest = other.largest;
    most = other.most;
  }
  parts += other.parts;
}

void Total::init_step(const Amount& amount, const Value& value) {
  Group step = sidecars_;
  step.add(amount, value);
  peak_limit_ = std::max(peak_limit_, step.sum.limit);
  if (peak_.parts == 0 || step.sum.request > peak_.sum.request) peak_ = std::move(step);
}

void Total::container(const Amount& amount, const Value& value) {
  containers_.add(amount, value);
  if (amount.stated) largest_limit_ = std::max(largest_limit_, amount.limit);
}

void Total::pod(Amount amount, const Value& value, bool limit_only) {
  const bool summed = limit_only && stated();
  if (summed) amount.request = interval().low;
  Value open = limit_only ? unresolved_ : Value();
  *this = Total();
  unresolved_ = std::move(open);
  container(amount, value);
  if (summed) ++containers_.parts;  // the limit and a sum, which are two values
}

Group Total::running() const {
  Group all = containers_;
  all.add(sidecars_);
  return all;
}

bool Total::by_step() const {
  const Group together = running();
  return peak_.parts > 0 && (together.parts == 0 || peak_.sum.request > together.sum.request);
}

Interval Total::interval() const {
  const Group together = running();
  const std::int64_t low = plus(std::max(together.sum.request, peak_.sum.request), overhead_.sum.request);
  const std::int64_t high = plus(std::max(together.sum.limit, peak_limit_), overhead_.sum.limit);
  return {low, std::max(low, high)};
}

bool Total::single() const {
  const Group group = deciding();
  return group.parts == 1 && overhead_.parts == 0 &&
         interval().high <= std::max(group.sum.request, group.sum.limit);
}

std::string Total::note() const {
  if (!by_step()) return single() ? "" : "of all containers of the pod";
  return single() ? "of an init container, which asks for the most"
                  : "of an init container and what runs beside it";
}

}  // namespace placer::importers::kubernetes
