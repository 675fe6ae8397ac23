#include "traffic/random.hpp"

namespace placer::traffic {
namespace {

// Where the tail begins, and the area of each of 256 layers (Marsaglia and Tsang, 2000).
constexpr double tail = 7.69711747013104972;
constexpr double area = 0.0039496598225815571993;
constexpr double positions = 0x1p53;

std::uint64_t splitmix(std::uint64_t& seed) {
  seed += 0x9E3779B97F4A7C15;
  std::uint64_t mixed = seed;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

}  // namespace

constexpr std::array<Random::Layer, Random::layer_count> Random::make_layers() {
  std::array<double, layer_count + 1> edges{};
  edges[0] = area / portable_exp(-tail);  // as wide as it must be to hold the tail's share of the area
  edges[1] = tail;
  for (std::size_t i = 2; i < layer_count; ++i)
    edges[i] = -portable_log(area / edges[i - 1] + portable_exp(-edges[i - 1]));
  edges[layer_count] = 0;
  std::array<Layer, layer_count> all{};
  for (std::size_t i = 0; i < layer_count; ++i)
    all[i] = {static_cast<std::uint64_t>(edges[i + 1] / edges[i] * positions), edges[i] / positions,
              portable_exp(-edges[i]), portable_exp(-edges[i + 1])};
  return all;
}

constinit const std::array<Random::Layer, Random::layer_count> Random::layers = Random::make_layers();

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  // Mixed before they are joined, so that (1, 2) and (2, 1) are far apart.
  std::uint64_t mixed = splitmix(seed) ^ std::rotl(splitmix(stream), 32);
  for (std::uint64_t& word : state_) word = splitmix(mixed);
}

void Random::jump() {
  // The polynomial that is published with the generator.
  constexpr std::uint64_t polynomial[] = {0x180ec6d33cfd0aba, 0xd5a61266f0c9392c, 0xa9582618e03fc9aa,
                                          0x39abdc4529b1661c};
  std::array<std::uint64_t, 4> sum{};
  for (const std::uint64_t word : polynomial)
    for (int bit = 0; bit < 64; ++bit) {
      if ((word >> bit & 1U) != 0)
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] ^= state_[i];
      bits();
    }
  state_ = sum;
}

double Random::exponential_outside(std::uint64_t drawn) {
  double before = 0;
  for (;;) {
    const std::size_t index = drawn % layer_count;
    const Layer& layer = layers[index];
    const std::uint64_t position = drawn >> 11;
    const double x = static_cast<double>(position) * layer.width;
    if (position < layer.inside) return before + x;
    // What is beyond the tail's begin is distributed as the whole is.
    if (index == 0)
      before += tail;
    else if (layer.low + (layer.high - layer.low) * uniform() < portable_exp(-x))
      return before + x;
    drawn = bits();
  }
}

}  // namespace placer::traffic
