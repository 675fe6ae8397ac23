// Runs a target over its corpus, with any compiler: `placer_fuzz_replay TARGET FILE|DIR... [--changed N]`,
// each input as it is, cut short, and N times with changes. What a fuzzer found and was mended cannot come
// back.
#include "fuzz/mutator.hpp"
#include "fuzz/targets.hpp"

#include <fmt/core.h>

#include <charconv>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  using namespace placer::fuzz;
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words == std::vector<std::string>{"--list"}) {
    for (const Target& target : targets()) fmt::print("{}\n", target.name);
    return 0;
  }
  unsigned changed = 0;
  if (words.size() > 2 && words[words.size() - 2] == "--changed") {
    std::from_chars(words.back().data(), words.back().data() + words.back().size(), changed);
    words.resize(words.size() - 2);
  }
  const Target* target = words.empty() ? nullptr : find_target(words.front());
  if (target == nullptr || words.size() < 2) {
    fmt::print(stderr, "usage: placer_fuzz_replay TARGET FILE|DIR... [--changed N], or --list\n");
    return 2;
  }
  const std::vector<std::string> texts = texts_below({words.begin() + 1, words.end()});
  if (texts.empty()) {
    fmt::print(stderr, "{}: there is no corpus\n", target->name);
    return 1;
  }
  const Mutator mutator = mutator_of(target->name);
  std::size_t runs = 0;
  for (const std::string& text : texts) {
    (*target)(text);
    ++runs;
    for (unsigned seed = 0; seed < changed; ++seed, ++runs) {
      // Every third one is cut short; what is no document can only be.
      std::string other = seed % 3 == 2 ? std::string() : mutator.mutate(text, seed);
      if (other.empty()) other = text.substr(0, text.size() * (seed + 1) / (changed + 1));
      (*target)(other);
    }
  }
  fmt::print("{}: {} inputs of {} files\n", target->name, runs, texts.size());
  return 0;
}
