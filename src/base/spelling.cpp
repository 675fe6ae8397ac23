// Spell-check: the optimal string alignment distance (insert, remove, replace, swap neighbours), three rows
// at a time, given up as soon as a whole row is over the cap.
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer {

std::size_t edit_distance(std::string_view from, std::string_view to, std::size_t cap) {
  const std::size_t longer = std::max(from.size(), to.size());
  if (longer - std::min(from.size(), to.size()) > cap) return cap + 1;
  std::vector<std::size_t> before_last(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    // Final, though a swap reaches back two rows: a row is at most one above the one before, and a swap adds
    // one.
    if (least > cap) return cap + 1;
  }
  return std::min(row[to.size()], cap + 1);
}

std::optional<std::string_view> closest(std::string_view word, std::span<const std::string_view> candidates) {
  const std::string wanted = to_lower(word);
  std::optional<std::string_view> best;
  std::size_t best_distance = 0;
  for (const std::string_view candidate : candidates) {
    std::size_t cap = std::max(word.size(), candidate.size()) / 3;
    if (best && best_distance == 0) break;
    const std::string lower = to_lower(candidate);
    // Of two that are as near the one that was begun is meant: "nam" is `name` rather than `ram`.
    if (best) cap = std::min(cap, lower.starts_with(wanted) ? best_distance : best_distance - 1);
    const std::size_t distance = edit_distance(wanted, lower, cap);
    if (distance > cap) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string alike(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::string_view joints = "-/_.";
  constexpr std::size_t most = 4;
  const std::string wanted = to_lower(word);
  if (wanted.empty()) return {};
  std::vector<std::string_view> found;
  for (const std::string_view candidate : candidates) {
    const std::size_t at = candidate.find(wanted);
    const std::size_t end = at + wanted.size();
    if (at == candidate.npos || (at > 0 && joints.find(candidate[at - 1]) == joints.npos) ||
        (end < candidate.size() && joints.find(candidate[end]) == joints.npos))
      continue;
    const bool goes_on = std::any_of(found.begin(), found.end(), [&](std::string_view shorter) {
      return candidate.starts_with(shorter) && candidate.size() > shorter.size() &&
             candidate[shorter.size()] == '/';
    });
    if (!goes_on) found.push_back(candidate);
  }
  if (found.size() > most) return {};
  if (found.empty()) return std::string(closest(word, candidates).value_or(""));
  const std::string_view last = found.back();
  found.pop_back();
  return found.empty() ? std::string(last) : fmt::format("{} or {}", join(found, ", "), last);
}

}  // namespace placer
