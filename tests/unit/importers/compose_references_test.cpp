// What the services of a Compose file refer to stands in the file.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;

TEST_CASE("what a whole file refers to stands in it") {
  struct Case {
    const char *lines, *violations;
  };
  static constexpr Case table[] = {
      {"depends_on: [db], networks: [default, back], volumes: ['data:/x', './a:/a', '/b:/b', '${V}:/c', "
       "'/d']",
       ""},
      {"depends_on: {db: {condition: service_started}}, networks: {back: null}", ""},
      {"depends_on: [cache]", "compose.missing-service: cache instead of  at cache\n"},
      {"depends_on: {cache: {condition: service_started}}",
       "compose.missing-service: cache instead of  at cache\n"},
      {"depends_on: {cache: {condition: service_started, required: false}}", ""},
      {"networks: [front]", "compose.missing-network: front instead of  at front\n"},
      {"volumes: ['dat:/x']", "compose.missing-volume: dat instead of  at 'dat:/x'\n"},
      {"volumes: [{type: volume, source: dat, target: /x}, {type: volume, target: /y}]",
       "compose.missing-volume: dat instead of  at dat\n"},
      {"volumes: [{type: bind, source: dat, target: /x}]", ""},
  };
  const auto file = [](const std::string& lines, const std::string& other) {
    return "services:\n  web: {image: shop, " + lines + "}\n  db: " + other +
           "\nnetworks: {back: null}\nvolumes: {data: null}\n";
  };
  for (const Case& one : table) {
    CAPTURE(one.lines);
    CHECK(import(file(one.lines, "{image: a}")).violations() == one.violations);
    // Parts of services, and services of other files, are made whole elsewhere.
    for (const char* part : {"{environment: [A]}", "{extends: {file: a.yaml, service: db}}"})
      CHECK(import(file(one.lines, part)).violations() == "");
    CHECK(import("include: [a.yaml]\n" + file(one.lines, "{image: a}")).violations() == "");
  }
}
