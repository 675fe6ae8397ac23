#include "cli/progress.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::cli {

std::string bar_text(std::string_view what, std::uint64_t done, std::uint64_t of, std::size_t width,
                     bool unicode) {
  if (of == 0) return fmt::format("{} {}", what, done);
  constexpr std::size_t longest = 40, around = 3;  // columns: the bar; blank, [ and ]
  const std::string count = fmt::format(" {} of {}", done, of);
  const std::size_t taken = what.size() + count.size() + around;
  const std::size_t cells = std::min(longest, width > taken ? width - taken : 0);
  if (cells == 0) return fmt::format("{}{}", what, count);
  const auto filled = static_cast<std::size_t>(std::min(done, of) * cells / of);
  std::string bar;
  for (std::size_t i = 0; i < cells; ++i) bar += i >= filled ? " " : unicode ? "█" : "#";
  return fmt::format("{} [{}]{}", what, bar, count);
}

ProgressBar::ProgressBar(std::function<void(std::string_view)> write, std::size_t width, bool unicode)
    : write_(std::move(write)), width_(width), unicode_(unicode), due_(Clock::now() + patience) {}

void ProgressBar::show(std::string_view what, std::uint64_t done, std::uint64_t of, Clock::time_point now) {
  if (!write_ || now < due_) return;
  due_ = now + pace;
  is_shown_ = true;
  write_(fmt::format("\r{}\033[K", bar_text(what, done, of, width_, unicode_)));
}

void ProgressBar::clear() {
  if (is_shown_) write_("\r\033[K");
  is_shown_ = false;
}

}  // namespace placer::cli
