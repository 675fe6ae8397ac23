// Lists of paths: what separates them, and what is left out.
#include "cli/files_from.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>

using namespace placer;

namespace {

/// The paths with bars around them.
std::string paths(std::string_view list) {
  const auto all = cli::split_paths(list);
  return all.empty() ? "none" : "|" + join(all, "|") + "|";
}

}  // namespace

TEST_CASE("paths stand one on a line") {
  CHECK(paths("a.yaml\nb c.yaml\n") == "|a.yaml|b c.yaml|");
  CHECK(paths("a.yaml\nb.yaml") == "|a.yaml|b.yaml|");
  CHECK(paths("a.yaml\r\n\r\nb.yaml\r\n") == "|a.yaml|b.yaml|");
  CHECK(paths("\n\n") == "none");
  CHECK(paths("") == "none");
  CHECK(paths(" a ") == "| a |");
}

TEST_CASE("paths are separated by NUL where there is one, since no name holds it") {
  CHECK(paths(std::string_view("a\nb\0c\0", 6)) == "|a\nb|c|");
  CHECK(paths(std::string_view("a\0b\nc\0", 6)) == "|a|b\nc|");
  CHECK(paths(std::string_view("a\0\0b\r", 5)) == "|a|b\r|");
  CHECK(paths(std::string_view("\0", 1)) == "none");
}
