// Writes COUNT native manifests as one YAML stream, the same on every machine and at every run: the engine's
// numbers are fixed by the C++ standard, and no distribution of the library is used.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

class Generator {
 public:
  std::string manifest(unsigned number) {
    std::string text = "---\n# owned by team " + pick(teams) + "\nname: " + pick(nouns) + "-" +
                       std::to_string(number) + "\n";
    const bool gpu = chance(8);
    text += "trigger: " + pick(triggers) + "\n";
    text += "timeout: " + between(1, 1200) + "s\n";
    text += "memory: " + between(1, 64) + (gpu ? "GiB" : "00MiB") + "\n";
    if (chance(2)) text += "cpu: " + between(1, 8) + "\n";
    if (chance(2))
      text += "package:\n  format: " + pick(formats) + "\n  size: " + between(5, 600) + "MiB\n";
    else
      text += "dependency_size: " + between(5, 600) + "MiB\n";
    if (gpu)
      text += "gpu: {count: 1, type: " + pick(cards) + ", memory: 16GiB}\nmodel_weights: " + between(1, 14) +
              "GiB\n";
    else
      text += "gpu: none\n";
    if (chance(2))
      text += "traffic: " + pick(patterns) + "\n";
    else
      text += traffic();
    if (chance(3)) text += "latency: {target: " + between(400, 900) + "ms, cold_start: tolerable}\n";
    if (chance(4)) text += "duration:\n  typical: " + between(5, 400) + "ms  # the median of last month\n";
    if (chance(5)) text += "scratch_disk: " + between(1, 12) + "GiB\n";
    if (chance(5)) text += "ports: [" + between(8000, 8100) + "]\n";
    if (chance(6)) text += "private_network: true\n";
    if (chance(9)) text += "scale:\n  min: 1\n  max: " + between(2, 80) + "\n";
    return text;
  }

 private:
  template <std::size_t N>
  using Words = std::array<const char*, N>;

  static constexpr Words<6> teams{"checkout", "search", "media", "platform", "billing", "data"};
  static constexpr Words<8> nouns{"thumbnailer",    "orders-api",     "invoice-mailer", "transcoder",
                                  "report-builder", "chat-inference", "webhook-relay",  "feature-store"};
  static constexpr Words<6> triggers{"http", "http", "grpc", "queue", "schedule", "websocket"};
  static constexpr Words<2> formats{"image", "zip"};
  static constexpr Words<3> cards{"l4", "t4", "a10g"};
  static constexpr Words<4> patterns{"steady", "bursty", "spiky",
                                     "periodic"};  // rare ones have no such rates

  /// With peaks and idle times that go with the pattern.
  std::string traffic() {
    struct Pattern {
      const char* name;
      unsigned least, most, most_idle;
    };
    static constexpr std::array<Pattern, 4> all{
        {{"steady", 1, 2, 50}, {"bursty", 2, 10, 90}, {"spiky", 10, 20, 90}, {"periodic", 2, 8, 70}}};
    const Pattern pattern = all[engine_() % all.size()];
    const unsigned average = number(1, 40);
    return std::string("traffic:\n  pattern: ") + pattern.name + "\n  average: " + std::to_string(average) +
           "rps\n  peak: " + std::to_string(average * number(pattern.least, pattern.most)) +
           "rps\n  idle: " + between(0, pattern.most_idle) + "%\n";
  }

  unsigned number(unsigned low, unsigned high) {
    return low + static_cast<unsigned>(engine_() % (high - low + 1));
  }
  std::string between(unsigned low, unsigned high) { return std::to_string(number(low, high)); }
  bool chance(unsigned one_in) { return engine_() % one_in == 0; }
  template <std::size_t N>
  std::string pick(const Words<N>& words) {
    return words[engine_() % N];
  }

  std::mt19937 engine_{20261124};
};

}  // namespace

int main(int argc, char** argv) {
  const unsigned long count = argc == 2 ? std::strtoul(argv[1], nullptr, 10) : 0;
  if (count == 0) {
    std::fputs("usage: placer_bench_generate COUNT\n", stderr);
    return 2;
  }
  Generator generator;
  for (unsigned i = 0; i < count; ++i) std::fputs(generator.manifest(i).c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : 2;
}
