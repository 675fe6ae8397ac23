// The bar: when it is shown, what it says, and that it goes.
#include "cli/progress.hpp"

#include "cli/command.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

using namespace placer;
using cli::ProgressBar;
using placer::test::MemoryReader;

TEST_CASE("a bar fits its line") {
  CHECK(cli::bar_text("simulated", 4, 16, 30, false) == "simulated [##        ] 4 of 16");
  CHECK(cli::bar_text("simulated", 16, 16, 30, false) == "simulated [#########] 16 of 16");
  CHECK(cli::bar_text("simulated", 4, 16, 10, false) == "simulated 4 of 16");
  CHECK(cli::bar_text("files read", 12, 0, 80, false) == "files read 12");
  CHECK(cli::bar_text("simulated", 1, 2, 26, true) == "simulated [███    ] 1 of 2");
}

TEST_CASE("a bar is shown to who waits, at a pace, and is taken away") {
  std::string written;
  const auto start = ProgressBar::Clock::now();
  ProgressBar bar([&](std::string_view text) { written += text; }, 80, false);
  bar.show("files read", 1, 0, start);
  bar.clear();
  CHECK(written.empty());
  const auto later = start + std::chrono::seconds(10);
  bar.show("files read", 2, 0, later);
  bar.show("files read", 3, 0, later);
  CHECK(written == "\rfiles read 2\033[K");
  bar.show("files read", 4, 0, later + ProgressBar::pace);
  bar.clear();
  bar.clear();
  CHECK(written == "\rfiles read 2\033[K\rfiles read 4\033[K\r\033[K");
}

TEST_CASE("no bar without a terminal") {
  ProgressBar bar({}, 0, false);
  bar.show("files read", 2, 0, ProgressBar::Clock::now() + std::chrono::seconds(10));
  bar.clear();
}

TEST_CASE("a simulation says how far it is") {
  MemoryReader reader = MemoryReader::of(
      {{"a.yaml",
        "name: a\ntrigger: http\ntimeout: 30s\nmemory: 1GiB\ndependency_size: 20MiB\ngpu: none\n"
        "duration: 200ms\ntraffic: {pattern: steady, average: 1/s}\n"}});
  cli::Environment environment{reader, {}, {}};
  std::vector<std::uint64_t> told;
  std::uint64_t all = 0;
  environment.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t of) {
    if (what != "simulated") return;
    told.push_back(done);
    all = of;
  };
  CHECK(cli::run({"simulate", "a.yaml", "--on", "aws-lambda/zip", "--requests", "1000", "--config", "none"},
                 environment) == cli::exit_ok);
  CAPTURE(environment.err);
  REQUIRE_FALSE(told.empty());
  CHECK(std::is_sorted(told.begin(), told.end()));
  CHECK(all >= told.back());
}
