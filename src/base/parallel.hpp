// Loops whose rounds do not depend on each other, on several threads. What they make is put in its place by
// index, so that the result is the same whatever the number of threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace placer {

/// As many threads as are asked for; 0: as there are processors.
inline unsigned thread_count(unsigned asked) {
  return asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

/// Calls `work(index)` for each index below `count`, on as many threads as are asked for at most. The work
/// must not throw, and two rounds must not write to the same place.
template <class Work>
void in_parallel(std::size_t count, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto rounds = [&] {
    for (std::size_t index = next++; index < count; index = next++) work(index);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(thread_count(threads), count); ++i)
    others.emplace_back(rounds);
  rounds();
  for (std::thread& other : others) other.join();
}

}  // namespace placer
