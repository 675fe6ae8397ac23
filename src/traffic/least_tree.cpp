#include "traffic/least_tree.hpp"

#include <utility>

namespace placer::traffic {
namespace {

std::size_t whole_blocks(std::size_t size) {
  return std::max<std::size_t>(1, (size + sixteen::count - 1) / sixteen::count) * sixteen::count;
}

}  // namespace

LeastTree::LeastTree(std::vector<double> numbers) {
  numbers.resize(whole_blocks(numbers.size()), nothing);
  levels_.push_back(std::move(numbers));
  while (levels_.back().size() > sixteen::count) {
    const std::vector<double>& below = levels_.back();
    const std::size_t blocks = below.size() / sixteen::count;
    std::vector<double> least(whole_blocks(blocks), nothing);
    for (std::size_t i = 0; i < blocks; ++i) {
      const double* block = &below[i * sixteen::count];
      least[i] = *std::min_element(block, block + sixteen::count);
    }
    levels_.push_back(std::move(least));
  }
}

std::size_t LeastTree::first_least() const {
  std::size_t at = 0;
  for (std::size_t level = levels_.size(); level-- > 0;) {
    const double* block = &levels_[level][at * sixteen::count];
    const double* least = std::min_element(block, block + sixteen::count);
    if (*least == nothing) return none;
    at = at * sixteen::count + static_cast<std::size_t>(least - block);
  }
  return at;
}

}  // namespace placer::traffic
