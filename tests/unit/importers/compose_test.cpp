// Compose files: what is one, and what the values of a service say.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

/// A file of one service with these further lines.
Imported service(const std::string& lines) {
  std::string text = "services:\n  web:\n    image: shop\n";
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    text += "    " + lines.substr(begin, end - begin) + "\n";
    begin = end == std::string::npos ? lines.size() : end + 1;
  }
  return import(text);
}

struct Row {
  const char *lines, *fact, *value;
};

void check(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.lines, row.fact);
    const Imported imported = service(row.lines);
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems().empty());
  }
}

}  // namespace

TEST_CASE("a file is one of Compose by what stands in its services") {
  struct Case {
    const char *text, *names;
  };
  static constexpr Case table[] = {
      {"services:\n  web: {image: shop}\n  db: {image: postgres}\n", "web db"},
      {"version: '3'\nname: shop\nx-base: {}\nservices:\n  web: {build: .}\nvolumes: {}\n", "web"},
      {R"({"services": {"web": {"image": "shop"}}})", "web"},
      {"services:\n  web: {environment: [A=1]}\n", "web"},
      {"services: {}\n", ""},
      {"services:\n  App\\Mailer: {class: Mailer, arguments: [smtp]}\n", ""},
      {"services: [web]\n", ""},
      {"apiVersion: v1\nkind: X\nservices:\n  web: {image: shop}\n", ""},
      {"jobs: {}\nservices:\n  web: {image: shop}\n", ""},
  };
  for (const Case& row : table) {
    CAPTURE(row.text);
    CHECK(import(row.text).names() == row.names);
  }
}

TEST_CASE("what is reserved is the value and the limit its upper end") {
  check({
      {"deploy: {resources: {limits: {memory: 512M}}}", "memory", "512MiB"},
      {"deploy: {resources: {reservations: {memory: 256M}}}", "memory", "256MiB"},
      {"deploy: {resources: {limits: {memory: 1g}, reservations: {memory: 256m}}}", "memory", "256MiB..1GiB"},
      {"mem_limit: 1gb", "memory", "1GiB"},
      {"mem_limit: 1gb\nmem_reservation: 64mb", "memory", "64MiB..1GiB"},
      {"mem_limit: 1gb\ndeploy: {resources: {limits: {memory: 2g}}}", "memory", "2GiB"},
      {"mem_limit: 0", "memory", "nothing"},
      {"deploy: {resources: {limits: {cpus: '1.5'}, reservations: {cpus: '0.25'}}}", "cpu", "0.25..1.5"},
      {"cpus: 0.5", "cpu", "0.5"},
      {"mem_limit: ${MEM:-2g}", "memory", "2GiB (assumed) = the default of $MEM"},
      {"mem_limit: ${MEM:-2g}\nmem_reservation: 1g", "memory", "1GiB..2GiB (assumed) = the default of $MEM"},
      {"mem_limit: ${MEM}\nmem_reservation: 1g", "memory", "1GiB.. = `${MEM}` is filled in elsewhere"},
      {"mem_limit: ${MEM}", "memory", "${MEM} (unresolved) = `${MEM}` is filled in elsewhere"},
      {"restart: always", "memory", "nothing"},
  });
}

TEST_CASE("single values become facts") {
  check({
      {"shm_size: 2gb", "shared_memory", "2GiB"},
      {"stop_grace_period: 1m30s", "shutdown_grace", "90s"},
      {"scale: 3", "scale.max", "3"},
      {"deploy: {replicas: 4}\nscale: 3", "scale.min", "4"},
      {"platform: linux/arm64/v8", "architecture", "arm64"},
      {"platform: linux/amd64", "architecture", "x86_64"},
      {"platform: windows/amd64", "operating_system", "windows"},
      {"platform: wasi/wasm", "architecture", "wasm (unresolved) = placer does not know `wasm`"},
      {"healthcheck: {start_period: 40s}", "startup_time",
       "0s..40s (derived) = the health check waits that long for the start"},
      {"deploy: {mode: global}", "one_per_node", "true"},
      {"deploy: {mode: replicated-job}", "trigger",
       "batch (derived) = a service of this mode runs to completion"},
      {"deploy: {mode: replicated}", "one_per_node",
       "false (platform_default) = the manifest does not ask for it"},
      {"deploy: {placement: {constraints: [node.hostname == n7]}}", "node_pinned",
       "true = `node.hostname == n7`"},
      {"deploy: {placement: {constraints: [node.role == worker]}}", "node_pinned", "nothing"},
      {"restart: always", "package.format", "image (derived) = a service runs from an image"},
      {"restart: always", "nodes", "1 (platform_default) = a container runs on one machine"},
      {"restart: always", "target", "nothing"},
      {"x-placer: {timeout: 30s}", "timeout", "30s (assumed)"},
  });
}

TEST_CASE("GPUs in all ways of asking for them") {
  check({
      {"deploy: {resources: {reservations: {devices: [{driver: nvidia, count: 2, capabilities: [gpu]}]}}}",
       "gpu.count", "2"},
      {"deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}", "gpu.count", "1.."},
      {"deploy: {resources: {reservations: {devices: [{count: all, capabilities: [gpu, utility]}]}}}",
       "gpu.count", "1.."},
      {"deploy: {resources: {reservations: {devices: [{device_ids: ['0', '3'], capabilities: [gpu]}]}}}",
       "gpu.count", "2"},
      {"deploy: {resources: {reservations: {devices: [{count: '${N:-1}', capabilities: [gpu]}]}}}",
       "gpu.count", "1 (assumed) = the default of $N"},
      {"deploy: {resources: {reservations: {devices: [{count: 1, capabilities: [tpu]}]}}}", "gpu.count", "1"},
      {"deploy: {resources: {reservations: {devices: [{count: 1, capabilities: [tpu]}]}}}", "gpu.type",
       "google-tpu (derived) = a device of the capability `tpu`"},
      {"deploy: {resources: {reservations: {devices: [{count: 1, capabilities: [audio]}]}}}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {"deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: GPU, value: "
       "2}}]}}}",
       "gpu.count", "2"},
      {"gpus: all", "gpu.count", "1.."},
      {"gpus: [{driver: nvidia, count: 2}, {driver: nvidia, count: 1}]", "gpu.count", "3"},
      {"devices: [nvidia.com/gpu=all]", "gpu.count", "1.."},
      {"devices: [nvidia.com/gpu=0, nvidia.com/gpu=1]", "gpu.count", "2"},
      {"gpus: all\ndeploy: {resources: {reservations: {devices: [{count: all, capabilities: [gpu]}]}}}",
       "gpu.count", "1.."},
      {"gpus: [{count: 1}]\ndeploy: {resources: {reservations: {devices: [{count: 2, capabilities: "
       "[gpu]}]}}}",
       "gpu.count", "2"},
      {"gpus: [{count: all}, {count: 2}]", "gpu.count", "2.."},
      {"runtime: nvidia", "gpu.count", "1.. (derived) = the runtime makes all GPUs of the machine visible"},
      {"runtime: nvidia\ngpus: [{count: 1}]", "gpu.count", "1"},
      {"runtime: nvidia\nenvironment: {NVIDIA_VISIBLE_DEVICES: all}", "gpu.count",
       "1.. (derived) = the runtime makes all GPUs of the machine visible"},
      {"runtime: nvidia\nenvironment: [NVIDIA_VISIBLE_DEVICES]", "gpu.count",
       "1.. (derived) = the runtime makes all GPUs of the machine visible"},
      {"runtime: nvidia\nenvironment: {NVIDIA_VISIBLE_DEVICES: none}", "gpu.count",
       "0 (derived) = the runtime makes the devices `none` visible"},
      {"runtime: nvidia\nenvironment: [A=1, NVIDIA_VISIBLE_DEVICES=void]", "gpu.count",
       "0 (derived) = the runtime makes the devices `void` visible"},
      {"runtime: nvidia\nenvironment: {NVIDIA_VISIBLE_DEVICES: ''}", "gpu.count",
       "0 (derived) = the runtime makes the devices `` visible"},
      {"runtime: nvidia\nenvironment: ['NVIDIA_VISIBLE_DEVICES=0,2']", "gpu.count",
       "2 (derived) = the runtime makes the devices `0,2` visible"},
      {"runtime: nvidia\nenvironment: {NVIDIA_VISIBLE_DEVICES: 1}", "gpu.count",
       "1 (derived) = the runtime makes the devices `1` visible"},
      {"runtime: nvidia\nenvironment: {NVIDIA_VISIBLE_DEVICES: '${GPUS:-0,1,2}'}", "gpu.count",
       "3 (assumed) = the runtime makes the devices `0,1,2` visible"},
      {"environment: {NVIDIA_VISIBLE_DEVICES: all}", "gpu.count",
       "0 (platform_default) = the manifest does not ask for it"},
      {"devices: ['/dev/kfd:/dev/kfd', '/dev/dri:/dev/dri']", "gpu.count",
       "1.. (derived) = the device `/dev/kfd` of the host"},
      {"devices: [/dev/nvidiactl, /dev/nvidia0, '/dev/nvidia1:/dev/nvidia1', /dev/nvidia0]", "gpu.count",
       "2 (derived) = the device `/dev/nvidiactl` of the host"},
      {"devices: [{source: /dev/nvidia-uvm, target: /dev/nvidia-uvm}]", "gpu.count",
       "1.. (derived) = the device `/dev/nvidia-uvm` of the host"},
      {"devices: [/dev/neuron0]", "gpu.type", "aws-neuron (derived) = devices of the host"},
      {"devices: [/dev/dri]", "gpu.count",
       "/dev/dri (unresolved) = the graphics of the host may be GPUs, and how many is not known"},
      {"gpus: [{count: 1}]\ndevices: [/dev/nvidia0, /dev/nvidia1]", "gpu.count", "1"},
      {"devices: [/dev/ttyUSB0]", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {"runtime: runc", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
  });
}

TEST_CASE("a value that Compose does not allow is reported at its place and the rest stays") {
  struct Case {
    const char *lines, *problems;
  };
  static constexpr Case table[] = {
      {"mem_limit: lots", "lots | memory: `lots` is no number | write for example 512m or 2g\n"},
      {"mem_limit: '0,5g'", "'0,5g' | memory: `,5g` is no unit here | write for example 512m or 2g\n"},
      {"cpus: '0,5'", "'0,5' | cpu: `,5` is no unit here | write for example 0.5\n"},
      {"cpus: 0x2", "0x2 | cpu: `x2` is no unit here | write for example 0.5\n"},
      {"deploy: {resources: {limits: {cpus: 0-3}}}",
       "0-3 | cpu: `-3` is no unit here | write for example 0.5\n"},
      {"deploy: {resources: {reservations: {memory: 0x}}}",
       "0x | memory: `x` is no unit here | write for example 512m or 2g\n"},
      {"pids_limit: lots", "lots | processes: `lots` is no number | write a whole number\n"},
      {"pids_limit: '1.5'", "'1.5' | processes: `1.5` is no whole number | write a whole number\n"},
      {"scale: some", "some | scale.min: `some` is no number | write a whole number\n"},
      {"ports: ['80:http']",
       "'80:http' | ports: `http` is no port | write a port from 1 to 65535, or a range like "
       "8000-8010\n"},
      {"gpus: [{count: few}]", "few | gpu.count: `few` is no number | write a whole number\n"},
      {"privileged: maybe", "maybe | privileged: expected true or false, got `maybe`\n"},
  };
  for (const Case& row : table) {
    CAPTURE(row.lines);
    const Imported imported = service(std::string("shm_size: 1g\n") + row.lines);
    CHECK(imported.problems() == row.problems);
    CHECK(imported.fact("shared_memory") == "1GiB");
    CHECK(imported.workloads.front().unread);
  }
}

TEST_CASE("a service that is no mapping does not take the others with it") {
  const Imported imported = import("services:\n  web: {image: shop}\n  db: postgres\n");
  CHECK(imported.names() == "web");
  CHECK(imported.problems() ==
        "postgres | service `db`: expected a mapping, got a value | write what it runs, for example `image: "
        "nginx`\n");
}

TEST_CASE("a service that somebody else provides runs no container") {
  const Imported imported = import(
      "services:\n  model: {provider: {type: model, options: {model: ai/smollm2}}}\n"
      "  app: {image: a, depends_on: [model]}\n");
  CHECK(imported.names() == "app");
  CHECK(imported.problems().empty());
}

TEST_CASE("an overlay that says nothing is told of") {
  CHECK(import("services:\n  a: {image: a, x-placer: [timeout]}\n").problems() ==
        "[timeout] | `x-placer` is a list where a mapping is expected | write `x-placer:` and `key: value` "
        "lines below it\n");
  CHECK(
      import("x-placer: {timeout: 20min}\nservices:\n  a: {image: a}\n").problems() ==
      "{timeout: 20min} | `x-placer` at the top of the file says nothing of any service | write it under the "
      "service that it is about\n");
  // Kept there for services to refer to.
  CHECK(import("x-placer: &all {timeout: 20min}\nservices:\n  a: {image: a, x-placer: *all}\n")
            .problems()
            .empty());
  CHECK(
      import("x-placer: &all {timeout: 20min}\nservices:\n  a: {image: a, x-placer: {<<: *all, gpu: none}}\n")
          .problems()
          .empty());
  CHECK(
      import("x-placer: {timeout: 20min}\nservices:\n  a: {image: a, x-placer: {gpu: none}}\n").problems() !=
      "");
}

TEST_CASE("a service that an override takes out is none") {
  for (const char* gone : {"!reset null", "!reset {image: a}", "!override null"}) {
    CAPTURE(gone);
    const Imported imported = import(std::string("services:\n  web: ") + gone + "\n  db: {image: b}\n");
    CHECK(imported.names() == "db");
    CHECK(imported.problems().empty());
  }
  CHECK(import("services:\n  web: !override {image: a}\n").names() == "web");
}

TEST_CASE("a file of version 1 says how it is written now") {
  const std::string old = "x-base: {image: a}\nweb:\n  image: nginx\ndb: {image: x}\n";
  const Imported imported = import(old, "compose");
  CHECK(imported.names().empty());
  CHECK(imported.problems() ==
        "web | `web` stands at the top level, as in version 1 of Compose files, which is not read | write "
        "`services:` as the first line and indent everything below it\n");
  CHECK(import("include: [a.yml]\n", "compose").sink.errors() == 0);
}

TEST_CASE("values of a service of another shape are errors") {
  struct Case {
    const char* lines;
    const char* problem;
  };
  static constexpr Case table[] = {
      {"mem_limit: [1]", "[1] | `memory` is a list where one value is expected"},
      {"cpus: {a: 1}", "{a: 1} | `cpu` is a mapping where one value is expected"},
      {"mem_reservation: 1g, mem_limit: [1]", "[1] | `memory` is a list where one value is expected"},
      {"deploy: foo", "foo | `deploy` is a value where a mapping is expected"},
      {"deploy: {resources: {limits: 5}}", "5 | `limits` is a value where a mapping is expected"},
      {"deploy: {resources: {reservations: {devices: 5}}}",
       "5 | `devices` is a value where a list is expected"},
      {"ports: x", "x | `ports` is a value where a list is expected"},
      {"ports: [[1]]", "[1] | an item of `ports` is a list where one value is expected"},
      {"volumes: {a: b}", "{a: b} | `volumes` is a mapping where a list is expected"},
      {"stop_grace_period: [1]", "[1] | `shutdown_grace` is a list where one value is expected"},
      {"environment: foo", "foo | `environment` is a value where a list is expected"},
      {"environment: [A=b, {C: d}]",
       "{C: d} | an item of `environment` is a mapping where one value is expected"},
      {"depends_on: web", "web | `depends_on` is a value where a list is expected"},
      {"pull_policy: [a]", "[a] | `pull_policy` is a list where one value is expected"},
      {"privileged: [true]", "[true] | `privileged` is a list where one value is expected"},
  };
  for (const Case& one : table) {
    CAPTURE(one.lines);
    const Imported imported = import(std::string("services: {a: {image: x, ") + one.lines + "}}");
    CHECK_THAT(imported.problems(), contains(std::string(one.problem) + " | "));
    CHECK(imported.sink.in_order().size() == 1);
    CHECK(imported.workloads.front().unread);
  }
  CHECK(import("services: {a: {image: x, gpus: all, ports: \"${PORTS}\"}}").problems() == "");
}

TEST_CASE("what Compose refuses of a service is found at the value") {
  struct Case {
    const char* lines;
    const char* violations;
  };
  static constexpr Case table[] = {
      {"deploy: {resources: {limits: {memory: 1g}, reservations: {memory: 1g}}}", ""},
      {"deploy: {resources: {limits: {memory: 1g}, reservations: {memory: 2g}}}",
       "compose.limit-below-reservation: 1g instead of 2g at 1g\n"},
      // Docker Compose reserves no processors.
      {"deploy: {resources: {limits: {cpus: '1'}, reservations: {cpus: '2'}}}", ""},
      {"mem_limit: 512", "compose.least-memory: 512B instead of at least 6MiB at 512\n"},
      {"deploy: {resources: {limits: {memory: 5m}}}",
       "compose.least-memory: 5MiB instead of at least 6MiB at 5m\n"},
      {"mem_limit: 6m", ""},
      {"mem_limit: 0m\nmem_reservation: 512m", ""},
      {"mem_limit: 1g\nmemswap_limit: 1g", ""},
      {"mem_limit: 1g\nmemswap_limit: -1", ""},
      {"mem_limit: 1g\nmemswap_limit: 0", ""},
      {"mem_limit: 1g\nmemswap_limit: 512m", "compose.swap-below-memory: 512m instead of 1g at 512m\n"},
      {"memswap_limit: 1g", "compose.swap-without-memory: 1g instead of  at 1g\n"},
      {"memswap_limit: -1", ""},
      {"memswap_limit: '${SWAP}'", ""},
      {"mem_limit: '${MEM}'\nmemswap_limit: 1g", ""},
      {"memswap_limit: 1g\ndeploy: {resources: {limits: {memory: 1g}}}", ""},
      {"memswap_limit: 512m\ndeploy: {resources: {limits: {memory: 1g}}}",
       "compose.swap-below-memory: 512m instead of 1g at 512m\n"},
      {"cpus: 1\ndeploy: {resources: {limits: {cpus: '1.0'}}}", ""},
      {"cpus: 1\ndeploy: {resources: {limits: {cpus: '2'}}}",
       "compose.distinct-values: `cpus: 1` instead of `deploy.resources.limits.cpus: 2` at 1\n"},
      {"mem_limit: 1024m\ndeploy: {resources: {limits: {memory: 1g}}}", ""},
      {"mem_limit: 0\ndeploy: {resources: {limits: {memory: 1g}}}", ""},
      {"mem_limit: 1g\ndeploy: {resources: {limits: {memory: 2g}}}",
       "compose.distinct-values: `mem_limit: 1g` instead of `deploy.resources.limits.memory: 2g` at 1g\n"},
      {"mem_limit: 1g\ndeploy: {resources: {limits: {cpus: '1'}}}",
       "compose.distinct-values: `mem_limit: 1g` instead of `deploy.resources.limits` without `memory` at "
       "1g\n"},
      {"mem_limit: 1g\ndeploy: {resources: {limits: {memory: '${M}'}}}", ""},
      {"mem_limit: 1g\ndeploy: {resources: {reservations: {memory: 1g}}}", ""},
      {"scale: 2\ndeploy: {replicas: 2}", ""},
      {"scale: 3\ndeploy: {replicas: 2}",
       "compose.distinct-values: `scale: 3` instead of `deploy.replicas: 2` at 3\n"},
      {"scale: ${N}\ndeploy: {replicas: 2}", ""},
      {"deploy: {replicas: 0}", ""},
      {"deploy: {replicas: -1}", "compose.negative-replicas: -1 instead of  at -1\n"},
      {"container_name: shop\nscale: 1", ""},
      {"container_name: shop\ndeploy: {replicas: 1}", ""},
      {"container_name: shop\ndeploy: {replicas: '${N}'}", ""},
      {"container_name: shop\nscale: 2", "compose.name-of-several: shop instead of 2 at shop\n"},
      {"container_name: shop\ndeploy: {replicas: 2}", "compose.name-of-several: shop instead of 2 at shop\n"},
      {"container_name: shop\nscale: 2\ndeploy: {replicas: 2}",
       "compose.name-of-several: shop instead of 2 at shop\n"},
      {"deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1, device_ids: ['0']}]}}}",
       "compose.device-count:  instead of  at 1\n"},
      {"deploy: {resources: {reservations: {devices: [{driver: nvidia}]}}}",
       "compose.device-capabilities:  instead of  at {driver: nvidia}\n"},
  };
  for (const Case& one : table) {
    CAPTURE(one.lines);
    const Imported imported = service(one.lines);
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == one.violations);
  }
}

TEST_CASE("a port of the machine is a port too") {
  CHECK(service("ports: ['8080:80', '127.0.0.1::80', '0:80', '8000-8001:80-81', '${PORT}:80']").problems() ==
        "");
  CHECK(service("ports: [{target: 80, published: '8080-8090'}]").problems() == "");
  CHECK_THAT(service("ports: ['http:80']").problems(), contains("`http` is no port"));
  CHECK_THAT(service("ports: [{target: 80, published: http}]").problems(), contains("`http` is no port"));
}

TEST_CASE("the older way to limit processors, and a limit of processes") {
  check({
      {"cpu_quota: 50000", "cpu", "0.5 = 50000 us of 100000 us"},
      {"cpu_quota: 50000\ncpu_period: 25000", "cpu", "2 = 50000 us of 25000 us"},
      {"cpu_quota: 50000\ncpus: 2", "cpu", "2"},
      {"cpu_quota: -1", "cpu", "nothing"},
      {"cpu_quota: 0", "cpu", "nothing"},
      {"cpu_period: 25000", "cpu", "nothing"},
      {"cpu_quota: 50ms", "cpu", "50ms (unresolved) = `50ms` of a period is no number of microseconds"},
      {"pids_limit: 100", "processes", "1..100 (derived) = no more are allowed"},
      {"deploy: {resources: {limits: {pids: 100}}}", "processes", "1..100 (derived) = no more are allowed"},
      {"pids_limit: -1", "processes", "nothing"},
      {"pids_limit: 0", "processes", "nothing"},
  });
}

TEST_CASE("a service without an image or a build is the part of one that another file completes") {
  const Imported part = import("services:\n  web: {restart: always}\n  db: {image: postgres}\n");
  CHECK(part.problems() ==
        "web | service `web` has neither an image nor a build, which Docker Compose refuses unless another "
        "file says it | write `image:` or `build:`, or judge what `docker compose config` prints of all "
        "files\n");
  CHECK(part.fact("privileged") == "nothing");
  CHECK(import("services:\n  a: {image: b}\n  web: {extends: {service: a}}\n").problems() == "");
  CHECK(import("services:\n  web: {build: .}\n").problems() == "");
}

TEST_CASE("what an overlay says against itself is said once") {
  CHECK(service("x-placer: {scale: {min: 5, max: 2}}").problems() ==
        "5 | `scale.min` is above `scale.max`\n");
}
