// A bar on standard error while long work goes on: only on a terminal, only where the work takes longer than
// people wait gladly, and gone before anything else is written. What it shows is no part of an answer, so it
// may look at a clock.
#pragma once

#include <placer/file_reader.hpp>

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

/// Tells how many files have been read.
class WatchedReader final : public FileReader {
 public:
  WatchedReader(FileReader& reader, std::function<void(std::uint64_t)> tell)
      : reader_(reader), tell_(std::move(tell)) {}
  Status read(const std::string& path, std::string& bytes, std::string& error) override;
  Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) override;

 private:
  FileReader& reader_;
  std::function<void(std::uint64_t)> tell_;
  std::uint64_t files_ = 0;
};

}  // namespace placer::cli
