// Random numbers that are the same everywhere: an own generator and own transforms, since those of the C++
// library differ between its makers.
#pragma once

#include "traffic/portable_math.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace placer::traffic {

/// xoshiro256++ (Blackman and Vigna, 2019), seeded with splitmix64.
class Random {
 public:
  /// Streams of one seed do not depend on each other.
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);
  /// From a state of the generator, which must not be all zero.
  explicit Random(const std::array<std::uint64_t, 4>& state) : state_(state) {}

  std::uint64_t bits() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  /// As many numbers ahead as no run takes, 2^128: streams between which jumps lie do not overlap.
  void jump();

  /// Between 0 and 1, neither of them.
  double uniform() { return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52; }

  /// Exponential with mean 1: the ziggurat of Marsaglia and Tsang (2000), which takes one number and one
  /// comparison in 98.9 % of the cases.
  double exponential() {
    const std::uint64_t drawn = bits();
    const Layer& layer = layers[drawn % layer_count];
    const std::uint64_t position = drawn >> 11;
    if (position < layer.inside) [[likely]]
      return static_cast<double>(position) * layer.width;
    return exponential_outside(drawn);
  }

  /// Standard normal, by its inverse.
  double normal() { return portable_normal_quantile(uniform()); }

 private:
  static constexpr std::size_t layer_count = 256;
  /// One of the layers of equal area under the density; the lowest has the tail in it.
  struct Layer {
    std::uint64_t inside;  ///< positions below lie under the density whatever the height
    double width;          ///< of a position: there are 2^53
    double low, high;      ///< the density at the right edge of this layer and of the next
  };
  static constexpr std::array<Layer, layer_count> make_layers();
  static const std::array<Layer, layer_count> layers;

  double exponential_outside(std::uint64_t drawn);

  std::array<std::uint64_t, 4> state_;
};

}  // namespace placer::traffic
