// The entry points of libFuzzer, which AFL++ knows as well. PLACER_FUZZ_TARGET names the target.
#include "fuzz/mutator.hpp"
#include "fuzz/targets.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace {

const placer::fuzz::Target* target = nullptr;
std::unique_ptr<placer::fuzz::Mutator> mutator;

}  // namespace

extern "C" {

// Weak, since AFL++ has none.
__attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("PLACER_FUZZ_TARGET");
  target = name == nullptr ? nullptr : placer::fuzz::find_target(name);
  if (target == nullptr) {
    std::fprintf(stderr, "PLACER_FUZZ_TARGET names no target; there are:\n");
    for (const placer::fuzz::Target& one : placer::fuzz::targets())
      std::fprintf(stderr, "  %s\n", one.name.c_str());
    std::exit(2);
  }
  mutator = std::make_unique<placer::fuzz::Mutator>(placer::fuzz::mutator_of(target->name));
  return 0;
}

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (*target)({reinterpret_cast<const char*>(data), size});
  return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  if (seed % 3 != 0) {
    const std::string changed = mutator->mutate({reinterpret_cast<const char*>(data), size}, seed);
    if (!changed.empty() && changed.size() <= most) {
      std::memcpy(data, changed.data(), changed.size());
      return changed.size();
    }
  }
  return LLVMFuzzerMutate != nullptr ? LLVMFuzzerMutate(data, size, most) : size;
}

}  // extern "C"
