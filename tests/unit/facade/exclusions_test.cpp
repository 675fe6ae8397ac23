// Which paths globs leave out, whatever directory they are relative to.
#include "facade/exclusions.hpp"

#include "support/catch.hpp"

using placer::Exclusions;

namespace {

bool match(const std::string& directory, const std::string& base, const std::string& path) {
  Exclusions exclusions(directory);
  exclusions.add({"templates", "*.json", "../shared"}, base);
  return exclusions.match(path);
}

}  // namespace

TEST_CASE("globs are relative to a directory") {
  struct Row {
    const char *base, *path;
    bool matches;
  };
  static constexpr Row table[] = {
      {"", "templates/a.yaml", true},      {"", "./templates", true},
      {"", "x/../templates/a.yaml", true}, {"", "x/templates/a.yaml", false},
      {"x/", "x/templates/a.yaml", true},  {"x", "templates/a.yaml", false},
      {"x", "shared/a.yaml", true},        {"x/", "x/a.json", true},
  };
  for (const Row& row : table)
    for (const char* directory : {"", "/home/me/repo"}) {
      CAPTURE(row.base, row.path, directory);
      CHECK(match(directory, row.base, row.path) == row.matches);
    }
}

TEST_CASE("with a working directory absolute paths and those above it are understood") {
  CHECK(match("/home/me/repo", "", "/home/me/repo/templates/a.yaml"));
  CHECK(match("/home/me/repo/x", "..", "../templates/a.yaml"));
  CHECK(match("/home/me/repo/templates", "..", "a.yaml"));
  CHECK_FALSE(match("/home/me/repo", "", "/home/me/templates/a.yaml"));
}

TEST_CASE("without globs nothing is left out") { CHECK_FALSE(Exclusions().match("a")); }
