// Measures the simulation of scaling by the request on one processor: requests for each second of processor
// time, the best of several rounds.
#include "traffic/per_request.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace placer::traffic;

struct Case {
  const char* name;
  double rate, warm, cold;
  std::uint64_t requests;
};

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double best_seconds(const Case& one, int rounds) {
  const PerRequest model{.warm = Distribution::exponential(one.warm),
                         .cold = Distribution::exponential(one.cold),
                         .idle_timeout = 600,
                         .billing_step = 0.001};
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const double begin = processor_seconds();
    const Tally tally = simulate(model, Arrivals::poisson(one.rate), {.requests = one.requests}, Random(1));
    if (tally.requests != one.requests) std::exit(1);
    best = std::min(best, processor_seconds() - begin);
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
  if (rounds < 1) {
    std::fputs("usage: placer_bench_simulate [ROUNDS]\n", stderr);
    return 2;
  }
  // The case of the README of SimFaaS, and two with tens and a thousand of instances.
  for (const Case& one :
       {Case{"readme", 0.9, 1.991, 2.244, 20'000'000}, Case{"100x0.2", 100, 0.2, 0.4, 20'000'000},
        Case{"5000x0.2", 5000, 0.2, 0.4, 20'000'000}}) {
    const double seconds = best_seconds(one, rounds);
    std::printf("simulate %s %.1f M requests/s\n", one.name,
                static_cast<double>(one.requests) / seconds / 1e6);
    std::fflush(stdout);
  }
}
