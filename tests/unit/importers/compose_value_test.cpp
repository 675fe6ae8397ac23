// Variables in Compose files, with and without defaults.
#include "importers/compose_value.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

#include <fmt/core.h>

using namespace placer;
using namespace placer::importers;

namespace {

/// "text", "text (origin) = note", or "nothing".
std::string read(std::string_view text) {
  const Value value = compose::value(text, {});
  if (!value) return "nothing";
  if (value.origin == Origin::stated) return value.text;
  return fmt::format("{} ({}) = {}", value.text, to_string(value.origin), value.note);
}

}  // namespace

TEST_CASE("a variable stands for its default or leaves the value unresolved") {
  struct Row {
    const char *text, *value;
  };
  static constexpr Row table[] = {
      {"512m", "512m"},
      {" 512m ", "512m"},
      {"", "nothing"},
      {"pa$$word", "pa$word"},
      {"$$${MB:-5}", "$5 (assumed) = the default of $MB"},
      {"${MEM:-512m}", "512m (assumed) = the default of $MEM"},
      {"${MEM-512m}", "512m (assumed) = the default of $MEM"},
      {"${MB:-512}m", "512m (assumed) = the default of $MB"},
      {"${MEM:-}", "nothing"},
      {"${MEM:-${OLD_MEM:-1g}}", "1g (assumed) = the default of $OLD_MEM"},
      {"${A:-1}${B:-2}", "12 (assumed) = the default of $B"},
      {"${MEM}", "${MEM} (unresolved) = `${MEM}` is filled in elsewhere"},
      {"$MEM", "$MEM (unresolved) = `$MEM` is filled in elsewhere"},
      {"${MEM:?must be set}",
       "${MEM:?must be set} (unresolved) = `${MEM:?must be set}` is filled in elsewhere"},
      {"${MEM:+1g}", "${MEM:+1g} (unresolved) = `${MEM:+1g}` is filled in elsewhere"},
      {"${MEM:-${OLD_MEM}}", "${MEM:-${OLD_MEM}} (unresolved) = `${MEM:-${OLD_MEM}}` is filled in elsewhere"},
      {"${MEM:-1g", "${MEM:-1g (unresolved) = `${MEM:-1g` is filled in elsewhere"},
      {"{{.Node.Hostname}}", "{{.Node.Hostname}} (unresolved) = `{{.Node.Hostname}}` is filled in elsewhere"},
  };
  for (const Row& row : table) {
    CAPTURE(row.text);
    CHECK(read(row.text) == row.value);
  }
}

TEST_CASE("defaults nested beyond all use are not followed") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "${A:-";
  text += "1" + std::string(100'000, '}');
  CHECK(compose::value(text, {}).origin == Origin::unresolved);
}

TEST_CASE("separators inside a variable separate nothing") {
  struct Row {
    const char *text, *parts;
  };
  static constexpr Row table[] = {
      {"8080:80", "8080 80"},
      {"${PORT:-8080}:80", "${PORT:-8080} 80"},
      {"${A:-${B:-1}}:80", "${A:-${B:-1}} 80"},
      {"a", "a"},
      {"a:", "a "},
      {"}:b", "} b"},
  };
  for (const Row& row : table) {
    CAPTURE(row.text);
    CHECK(join(compose::split(row.text, ':'), " ") == row.parts);
  }
}
