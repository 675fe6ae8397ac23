// Soundness of whole verdicts: hiding a stated fact may make an answer less certain, never a different
// certainty. And knowing more never moves a score out of the interval that it was in.
#include "support/catch.hpp"
#include "support/judging.hpp"
#include "support/rule_files.hpp"

#include <array>

using namespace placer;
using namespace placer::test;

namespace {

/// A small generator of its own, so that every machine tries the same workloads.
class Numbers {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_ = 20261124;
};

struct Choice {
  std::string_view fact;
  std::array<std::string_view, 5> values;
};

constexpr std::array<Choice, 9> choices{{
    {"trigger", {"http", "queue", "batch", "tcp", "websocket"}},
    {"timeout", {"10s", "14min", "16min", "2h", "8d"}},
    {"memory", {"128MiB", "3GiB", "10GiB", "33GiB", "300GiB"}},
    {"dependency_size", {"10MiB", "250MiB", "251MiB", "11GiB", "60MiB"}},
    {"gpu.count", {"0", "0", "1", "2", "0"}},
    {"traffic.pattern", {"steady", "rare", "spiky", "bursty", "queue"}},
    {"architecture", {"x86_64", "arm64", "any", "arm64", "x86_64"}},
    {"persistent_volume", {"none", "none", "10GiB", "none", "none"}},
    {"request_size", {"100KiB", "5MiB", "7MiB", "40MiB", "1MiB"}},
}};

/// Workloads with strict judging, since a hidden special fact would otherwise be presumed and not unknown.
engine::JudgeOptions strict() {
  engine::JudgeOptions options;
  options.strict = true;
  return options;
}

std::string written(const std::array<std::size_t, choices.size()>& picks, std::size_t hidden) {
  std::string facts;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i == hidden) continue;
    if (!facts.empty()) facts += ", ";
    facts += std::string(choices[i].fact) + ": " + std::string(choices[i].values[picks[i]]);
  }
  return facts;
}

bool is_certain(Verdict verdict) { return verdict != Verdict::unknown; }
bool is_out(Verdict verdict) { return verdict == Verdict::does_not_fit; }

}  // namespace

TEST_CASE("hiding a fact never turns one certain verdict into the other") {
  Numbers numbers;
  for (int round = 0; round < 60; ++round) {
    std::array<std::size_t, choices.size()> picks{};
    for (std::size_t& pick : picks) pick = numbers.below(5);
    const std::string all = written(picks, choices.size());
    const WorkloadReport known = judged(builtin("current"), all, strict());
    for (std::size_t hidden = 0; hidden < choices.size(); ++hidden) {
      const WorkloadReport partly = judged(builtin("current"), written(picks, hidden), strict());
      for (const OfferingReport& before : known.offerings) {
        const OfferingReport& after = offering(partly, before.id());
        if (!is_certain(after.verdict)) continue;
        CAPTURE(all, choices[hidden].fact, before.id());
        CHECK(is_certain(before.verdict));
        CHECK(is_out(before.verdict) == is_out(after.verdict));
      }
    }
  }
}

TEST_CASE("knowing more never moves a score out of its interval") {
  Numbers numbers;
  for (int round = 0; round < 60; ++round) {
    std::array<std::size_t, choices.size()> picks{};
    for (std::size_t& pick : picks) pick = numbers.below(5);
    picks[4] = 0;  // without a GPU, whose number decides by which price the cost is worked out
    const std::string all = written(picks, choices.size());
    const WorkloadReport known = judged(builtin("current"), all, strict());
    const std::size_t hidden = 5;  // the pattern: it drives most of the score
    const WorkloadReport partly = judged(builtin("current"), written(picks, hidden), strict());
    for (const OfferingReport& after : known.offerings) {
      const OfferingReport& before = offering(partly, after.id());
      CAPTURE(all, after.id());
      CHECK(after.score.low >= before.score.low);
      CHECK(after.score.high <= before.score.high);
    }
  }
}
