// Score workloads.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;

TEST_CASE("what a Score workload asks for") {
  static constexpr FactCase table[] = {
      {"containers: {a: {image: i, resources: {requests: {cpu: 250m, memory: 1Gi}}}}", "cpu", "0.25"},
      {"containers: {a: {image: i, resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}}}", "memory",
       "1GiB..2GiB"},
      {"containers: {a: {image: i, resources: {limits: {memory: 1Gi}}}, b: {image: i, resources: {limits: "
       "{memory: 1Gi}}}}",
       "memory", "2GiB (derived) = what 2 containers ask for together"},
      {"containers: {a: {image: i, resources: {requests: {memory: \"${MEM}\"}}}}", "memory",
       "${MEM} (unresolved) = `${MEM}` is filled in elsewhere"},
      {"containers: {a: {image: i}}", "memory", "nothing"},
      {"containers: {a: {image: i}}", "package.format", "image (derived) = it runs an image"},
      {"containers: {a: {image: i}}", "target", "nothing"},
      {"containers: {a: {image: i}}", "containers", "1"},
      {"containers: {a: {image: i}, b: {image: i}}", "containers", "2"},
      {"containers: {a: {image: i}, b: {image: i, before: {a: {ready: complete}}}}", "containers", "1"},
      {"containers: {a: {image: i}, b: {image: i, before: {a: {ready: healthy}}}}", "containers", "2"},
      {"containers: {a: {image: i}}\nservice: {ports: {web: {port: 80, targetPort: 8080}, admin: {port: "
       "9090}}}",
       "ports", "8080, 9090"},
      {"containers: {a: {image: i}}\nservice: {ports: {dns: {port: 53, protocol: UDP}}}", "trigger",
       "udp (derived) = all ports are of UDP"},
      {"containers: {a: {image: i}}\nservice: {ports: {web: {port: 80}}}", "trigger", "nothing"},
      {"containers: {a: {image: i}}\nresources: {r: {type: route, params: {host: h, path: /, port: 80}}}",
       "trigger", "http (derived) = a route leads to it"},
      {"containers: {a: {image: i, volumes: {/data: {source: \"${resources.data}\"}}}}\nresources: {data: "
       "{type: "
       "volume}}",
       "persistent_volume",
       "volume (unresolved) = the platform says what a resource of the type `volume` is"},
      {"containers: {a: {image: i, volumes: [{source: data, target: /data}]}}\nresources: {data: {type: "
       "volume}}",
       "persistent_volume",
       "volume (unresolved) = the platform says what a resource of the type `volume` is"},
      {"containers: {a: {image: i, volumes: [{source: other, target: /data}]}}", "persistent_volume",
       "nothing"},
  };
  check(table, "apiVersion: score.dev/v1b1\nmetadata: {name: w}\n");
}

TEST_CASE("a Score workload has a name, containers and facts in annotations") {
  CHECK(import("apiVersion: score.dev/v1b1\nmetadata: {name: w, annotations: {placer.dev/timeout: 2h}}\n"
               "containers: {a: {image: i}}\n")
            .fact("timeout") == "2h (assumed)");
  CHECK(import("apiVersion: score.dev/v1b1\nmetadata: {}\ncontainers: {a: {image: i}}\n")
            .problems()
            .find("a Score workload has a name under `metadata`") != std::string::npos);
  CHECK(
      import("apiVersion: score.dev/v1b1\nmetadata: {name: w}\ncontainers: []\n").problems() ==
      "[] | a Score workload has `containers`; this one has none | write each container under its name, with "
      "`image`\n");
}

TEST_CASE("ports of a Score workload are numbers that there are") {
  struct Case {
    const char *port, *refused, *fact;
  };
  static constexpr Case table[] = {
      {"{port: 80, targetPort: 8080}", "", "8080"},
      {"{port: 65535, protocol: UDP}", "", "65535"},
      {"{port: 0}", "score.port: 0 instead of  at 0\n", "0 (unresolved) = it is no port"},
      {"{port: 70000}", "score.port: 70000 instead of  at 70000\n", "70000 (unresolved) = it is no port"},
      {"{port: http}", "score.port: http instead of  at http\n", "http (unresolved) = it is no port"},
      {"{port: 8080/tcp}", "score.port: 8080/tcp instead of  at 8080/tcp\n",
       "8080/tcp (unresolved) = it is no port"},
      {"{port: 80-82}", "score.port: 80-82 instead of  at 80-82\n", "80-82 (unresolved) = it is no port"},
      {"{port: 80, targetPort: 99999}", "score.port: 99999 instead of  at 99999\n",
       "99999 (unresolved) = it is no port"},
      {"{port: 70000, targetPort: 81}", "score.port: 70000 instead of  at 70000\n", "81"},
      {"{targetPort: 82}", "score.port-missing: web instead of  at web\n", "82"},
      {"{port: 80, protocol: http}", "score.protocol: http instead of  at http\n", "80"},
      {"{port: \"${PORT}\"}", "", "${PORT} (unresolved) = `${PORT}` is filled in elsewhere"},
  };
  const std::string head = "apiVersion: score.dev/v1b1\nmetadata: {name: w}\ncontainers: {a: {image: i}}\n";
  for (const Case& one : table) {
    INFO(one.port);
    const auto imported = import(head + "service: {ports: {web: " + one.port + "}}\n");
    CHECK(imported.violations() == one.refused);
    CHECK(imported.fact("ports") == one.fact);
  }
  CHECK(import("apiVersion: score.dev/v1b1\nmetadata: {name: w}\ncontainers: {a: {image: i, livenessProbe: "
               "{httpGet: "
               "{path: /, port: 70000}}}}\n")
            .violations() == "score.port: 70000 instead of  at 70000\n");
}

TEST_CASE("a key of Score that is a slip of another, and a version that there is not") {
  struct Case {
    const char *lines, *refused;
  };
  static constexpr Case table[] = {
      {"v1b1\ncontainers: {a: {image: i, resource: {limits: {memory: 1Gi}}}}",
       "score.misspelt-key: resource instead of resources at resource\n"},
      {"v1b1\ncontainers: {a: {image: i, resources: {limit: {memory: 1Gi}}}}",
       "score.misspelt-key: limit instead of limits at limit\n"},
      {"v1b1\ncontainers: {a: {image: i, resources: {limits: {Memory: 1Gi}}}}",
       "score.misspelt-key: Memory instead of memory at Memory\n"},
      {"v1b1\ncontainers: {a: {image: i}}\nservice: {ports: {web: {port: 80, targetport: 81}}}",
       "score.misspelt-key: targetport instead of targetPort at targetport\n"},
      // An implementation may take more.
      {"v1b1\ncontainers: {a: {image: i, gpu: 1}}", ""},
      {"v1b2\ncontainers: {a: {image: i}}", "score.version: score.dev/v1b2 instead of  at score.dev/v1b2\n"},
  };
  for (const Case& one : table) {
    INFO(one.lines);
    CHECK(
        import(std::string("metadata: {name: w}\napiVersion: score.dev/") + one.lines + "\n").violations() ==
        one.refused);
  }
}
