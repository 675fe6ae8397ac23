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
