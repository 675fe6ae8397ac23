// A bar on standard error while long work goes on: only on a terminal, only where the work takes longer than
// people wait gladly, and gone before anything else is written. What it shows is no part of an answer, so it
// may look at a clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace placer::cli {

class ProgressBar {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds patience{500}, pace{100};

  /// `write` puts a text on the terminal; missing: nothing is shown. `width` in columns.
  ProgressBar(std::function<void(std::string_view)> write, std::size_t width, bool unicode);

  /// As Environment::progress.
  void show(std::string_view what, std::uint64_t done, std::uint64_t of,
            Clock::time_point now = Clock::now());
  /// Takes the bar away.
  void clear();

 private:
  std::function<void(std::string_view)> write_;
  std::size_t width_;
  bool unicode_, is_shown_ = false;
  Clock::time_point due_;
};

/// "reading [#####     ] 1200 of 2400", in no more than `width` columns; without a known end "reading 1200".
std::string bar_text(std::string_view what, std::uint64_t done, std::uint64_t of, std::size_t width,
                     bool unicode);

}  // namespace placer::cli
