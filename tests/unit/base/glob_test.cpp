// Globs over paths: what they match, and what is refused because it means something elsewhere.
#include "base/glob.hpp"

#include "support/catch.hpp"

using namespace placer;

TEST_CASE("globs match paths and what lies in matched directories") {
  struct Row {
    const char *glob, *path;
    bool matches;
  };
  static constexpr Row table[] = {
      {"a.yaml", "a.yaml", true},
      {"a.yaml", "d/a.yaml", false},
      {"a.yaml", "a.yamlx", false},
      {"*.yaml", "a.yaml", true},
      {"*.yaml", "d/a.yaml", false},
      {"*", "d/a.yaml", true},
      {"d", "d/e/a.yaml", true},
      {"d/", "d/a.yaml", true},
      {"./d", "d/a.yaml", true},
      {"d", "dd/a.yaml", false},
      {"d/**", "d/e/a.yaml", true},
      {"d/**", "d", false},
      {"**", "a", true},
      {"**/templates", "templates/a.yaml", true},
      {"**/templates", "charts/x/templates/a.yaml", true},
      {"**/templates", "charts/mytemplates/a.yaml", false},
      {"charts/**/values.yaml", "charts/values.yaml", true},
      {"charts/**/values.yaml", "charts/a/b/values.yaml", true},
      {"charts/*/values.yaml", "charts/a/b/values.yaml", false},
      {"charts/*/values.yaml", "charts/a/values.yaml", true},
      {"a**b", "axxb", true},
      {"a**b", "ax/b", false},
      {"a?c", "abc", true},
      {"a?c",
       "a\xC3\xA4"
       "c",
       true},
      {"a?c", "a/c", false},
      {"a.c", "abc", false},
      {"../x/*", "../x/a", true},
  };
  for (const Row& row : table) {
    CAPTURE(row.glob, row.path);
    CHECK(matches_glob(row.glob, row.path) == row.matches);
  }
}

TEST_CASE("a glob of many stars takes no longer than its length times the path's") {
  std::string glob;
  for (int i = 0; i < 200; ++i) glob += "*a";
  CHECK_FALSE(matches_glob(glob + "b", std::string(2000, 'a')));
  CHECK(matches_glob(glob, std::string(2000, 'a')));
}

TEST_CASE("globs that mean something elsewhere are refused") {
  for (const char* good : {"a", "**", "a/*/b?", "../a", "a b"}) CHECK(glob_problem(good).empty());
  for (const char* bad : {"", " ", "/a", "!a", "[ab]", "{a,b}", "a\\b"}) {
    CAPTURE(bad);
    CHECK_FALSE(glob_problem(bad).empty());
  }
}
