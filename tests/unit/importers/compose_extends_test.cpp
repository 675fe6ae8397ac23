// Services that build on others: merge keys, extends, and the tags that undo both.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

TEST_CASE("a service has what it builds on") {
  struct Row {
    const char *web, *fact, *value;
  };
  static constexpr Row table[] = {
      {"{<<: *small, image: shop}", "memory", "64MiB"},
      {"{<<: *small, mem_limit: 1g}", "memory", "1GiB"},
      {"{image: shop, deploy: {<<: *twice}}", "scale.max", "2"},
      {"{extends: base}", "memory", "128MiB"},
      {"{extends: {service: base}}", "memory", "128MiB"},
      {"{extends: base, mem_limit: 1g}", "memory", "1GiB"},
      {"{extends: base, deploy: {replicas: 5}}", "scale.max", "5"},
      {"{extends: base, deploy: {replicas: 5}}", "cpu", "2"},
      {"{extends: base, ports: ['81']}", "ports", "81, 80"},
      {"{extends: base, ports: !override ['81']}", "ports", "81"},
      {"{extends: base, ports: !reset []}", "ports", "nothing"},
      {"{extends: base, deploy: !reset {}}", "cpu", "nothing"},
      {"{extends: base, mem_limit: !reset null}", "memory", "nothing"},
      {"{extends: {service: base, file: other.yaml}}", "memory", "nothing"},
      {"{extends: {service: base, file: other.yaml}}", "gpu.count", "nothing"},
  };
  for (const Row& row : table) {
    CAPTURE(row.web, row.fact);
    const Imported imported =
        import("x-small: &small {mem_limit: 64m}\nx-twice: &twice {replicas: 2}\nservices:\n  web: " +
               std::string(row.web) +
               "\n  base: {image: shop, mem_limit: 128m, ports: ['80'], deploy: {replicas: 3, resources: "
               "{limits: {cpus: 2}}}}\n");
    CHECK(imported.fact(row.fact) == row.value);
  }
}

TEST_CASE("that a file includes others is said") {
  CHECK(import("include: [other.yaml]\nservices: {web: {image: shop}}\n").problems() ==
        "[other.yaml] | the file includes others; what stands in them is not known | judge what `docker "
        "compose "
        "config` prints, which has everything in it\n");
  CHECK(import("include:\nservices: {web: {image: shop}}\n").problems() == "");
}

TEST_CASE("what cannot be followed is said") {
  struct Row {
    const char *services, *problems;
  };
  static constexpr Row table[] = {
      {"web: {extends: {service: base, file: other.yaml}}",
       "other.yaml | service `web` extends one in another file; what stands there is not known | judge what "
       "`docker "
       "compose config` prints, which has everything in it\n"},
      {"web: {extends: base}",
       "base | service `web` extends `base`, which this file does not have | write the name of a service of "
       "this "
       "file, or `file:` beside it\n"},
      {"web: {extends: web}", "web | service `web` extends itself, through web\n"},
      {"{web: {extends: a}, a: {extends: b}, b: {extends: a}}",
       "b | service `b` extends itself, through b, a\n"
       "a | service `web` extends itself, through web, a, b\n"
       "a | service `a` extends itself, through a, b\n"},
  };
  for (const Row& row : table) {
    CAPTURE(row.services);
    const Imported imported = import(std::string("services:\n  ") + row.services + "\n");
    CHECK(imported.problems() == row.problems);
    CHECK_FALSE(imported.workloads.empty());
  }
}

TEST_CASE("a long chain of services ends") {
  std::string text = "services:\n  s0: {image: shop}\n";
  for (int i = 1; i < 2000; ++i)
    text += "  s" + std::to_string(i) + ": {extends: s" + std::to_string(i - 1) + "}\n";
  const Imported imported = import(text);
  CHECK(imported.workloads.size() == 2000);
  CHECK_THAT(imported.sink.sorted().front().message,
             contains("extends more services in a row than the 32 that placer follows"));
}
