// Names of accelerators as manifests write them.
#include "importers/accelerator.hpp"

#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <string>

using namespace placer;

namespace {

/// "family memory", "family" for any card of it, "nothing" for an unknown name.
std::string found(const std::string& name) {
  const rules::RuleSet& rules = test::builtin("current");
  const auto accelerator = importers::find_accelerator(rules, name);
  if (!accelerator) return "nothing";
  std::string text(rules.symbol(rules.known(rules::Known::gpu_type), accelerator->family));
  if (accelerator->memory > 0) text += " " + format_quantity(accelerator->memory, Unit::bytes);
  return text;
}

}  // namespace

TEST_CASE("names in any case and with or without their maker") {
  struct Row {
    const char* name;
    const char* accelerator;
  };
  static constexpr Row table[] = {
      {"l4", "nvidia-l4"},
      {"L4", "nvidia-l4"},
      {"nvidia-l4", "nvidia-l4"},
      {"NVIDIA_L4", "nvidia-l4"},
      {" nvidia l4 ", "nvidia-l4"},
      {"nvidia-tesla-t4", "nvidia-t4"},
      {"tesla-t4", "nvidia-t4"},
      {"a100", "nvidia-a100"},
      {"nvidia-a100", "nvidia-a100"},
      {"a100-80gb", "nvidia-a100 80GiB"},
      {"NVIDIA-A100-SXM4-80GB", "nvidia-a100 80GiB"},
      {"nvidia-tesla-a100", "nvidia-a100 40GiB"},
      {"h100", "nvidia-h100"},
      {"l4-24gb", "nvidia-l4 24GB"},
      {"v9000", "nothing"},
      {"", "nothing"},
      {"nvidia-", "nothing"},
      {"nvidia", "nothing"},
  };
  for (const Row& row : table) {
    CAPTURE(row.name);
    CHECK(found(row.name) == row.accelerator);
  }
}

TEST_CASE("every listed name is found as the family and the card that it is listed for") {
  const rules::RuleSet& rules = test::builtin("current");
  CHECK(rules.rows<rules::Accelerator>().size() > 40);
  for (const rules::Accelerator& entry : rules.rows<rules::Accelerator>()) {
    const std::string name(rules.text(entry.name));
    CAPTURE(name);
    const auto accelerator = importers::find_accelerator(rules, name);
    REQUIRE(accelerator);
    CHECK(accelerator->family == entry.family);
    CHECK(accelerator->memory == entry.memory);
  }
}
