// What Docker Compose refuses of the values of a service, and keys that it does not know.
#include "doc/read.hpp"
#include "support/catch.hpp"
#include "support/rule_files.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

struct Case {
  const char *lines, *violations;
};

/// Each in a service of its own, beside one called db.
void check_all(std::initializer_list<Case> table) {
  for (const Case& one : table) {
    CAPTURE(one.lines);
    const Imported imported = import("services:\n  web: {image: shop, " + std::string(one.lines) +
                                     "}\n  db: {image: postgres}\nnetworks: {back: null}\n");
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == one.violations);
  }
}

}  // namespace

TEST_CASE("a key that is near to one of Compose is a slip") {
  check_all({
      {"environment: [A=1], x-enviroment: [A=1], cpu_shares: 3, shm_size: 1g", ""},
      {"enviroment: [A=1]", "compose.misspelt-key: enviroment instead of environment at enviroment\n"},
      {"deploi: {replicas: 1}", "compose.misspelt-key: deploi instead of deploy at deploi\n"},
      {"deploy: {resources: {limit: {memory: 1g}}}",
       "compose.misspelt-key: limit instead of limits at limit\n"},
      {"deploy: {resources: {limits: {cpu: '1'}}}", "compose.misspelt-key: cpu instead of cpus at cpu\n"},
      {"deploy: {resources: {limits: {cpus: '1'}, reservations: {generic_resources: []}}}", ""},
      {"healthcheck: {tests: [CMD, ls]}", "compose.misspelt-key: tests instead of test at tests\n"},
      {"build: {contex: .}", "compose.misspelt-key: contex instead of context at contex\n"},
      // Newer than most files.
      {"pre_start: [{image: a, command: [b]}], build: {context: ., no_cache_filter: [a]}", ""},
      // The one that stands there is not the one that was meant.
      {"ports: ['80'], port: 80", "compose.strange-key: port instead of a service at port\n"},
      {"memory_limit: 1g", "compose.strange-key: memory_limit instead of a service at memory_limit\n"},
      {"healthcheck: {cmd: ls}", "compose.strange-key: cmd instead of healthcheck of a service at cmd\n"},
      {"'${KEY}': 1", ""},
  });
}

TEST_CASE("a key of Compose stands where it belongs") {
  const auto misplaced = [](const std::string& key, const std::string& place) {
    return "compose.misplaced-key: " + key + " instead of " + place + " at " + key + "\n";
  };
  const auto check = [](const std::string& lines, const std::string& violations) {
    CAPTURE(lines);
    CHECK(import("services: {web: {image: shop, " + lines + "}}\n").violations() == violations);
  };
  check("memory: 12g", misplaced("memory", "deploy.resources.limits"));
  check("resources: {limits: {memory: 1g}}", misplaced("resources", "deploy"));
  check("replicas: 2", misplaced("replicas", "deploy"));
  check("deploy: {memory: 1g}", misplaced("memory", "deploy.resources.limits"));
  check("healthcheck: {restart: always}", misplaced("restart", "the service itself"));
  check("deploy: {resources: {limits: {mem: 1g}}}", "compose.misspelt-key: mem instead of memory at mem\n");
  check("x-memory: 1g, '${KEY}': 1", "");
}

TEST_CASE("GPUs under limits are refused and not taken for none") {
  const Imported imported = import(
      "services: {web: {image: shop, deploy: {resources: {limits: {devices: [{count: 1, capabilities: "
      "[gpu]}]}}}}}\n");
  CHECK(imported.violations() ==
        "compose.misplaced-key: devices instead of deploy.resources.reservations at devices\n");
  CHECK(imported.fact("gpu.count") == " (unresolved) = devices stand under `limits`, where there are none");
}

TEST_CASE("a file with a key at its top that Compose does not know is refused whole") {
  const auto check = [](const std::string& keys, const std::string& violations) {
    CAPTURE(keys);
    const Imported imported = import("services: {a: {image: x}, b: {build: .}}\n" + keys + "\n");
    CHECK(imported.names() == "a b");
    CHECK(imported.violations() == violations);
  };
  check("volumes: {}\nx-note: 1\nmodels: {}", "");
  check("volume: {}", "compose.misspelt-key: volume instead of volumes at volume\n");
  check("version: '3'\nnetwork: {}", "compose.misspelt-key: network instead of networks at network\n");
  check("logging: {driver: x}", "compose.misplaced-key: logging instead of a service at logging\n");
  check(
      "common: &c {a: b}",
      "compose.unknown-key: common instead of services, networks, volumes, secrets, configs, models, include "
      "and name at common\n");
}

TEST_CASE("a file of another program with services is no Compose file") {
  for (const char* text :
       {"pipeline: {build: {image: go}}\nservices: {db: {image: postgres, environment: [A=1]}}\n",
        "steps: [{image: go}]\nservices: {db: {image: postgres}}\n",
        "services: {web: {build: ., port: 3000, health: /}}\nenvironment: [A=1]\n",
        "services: {App: {class: A, arguments: [b]}}\nparameters: {a: b}\n"}) {
    CAPTURE(text);
    CHECK(import(text).names() == "");
  }
}

TEST_CASE("the brace of a variable is closed") {
  check_all({
      {"command: 'echo ${A:-${B:-1}} $C $${D ${E}'", ""},
      {"command: 'echo {{ ${A }}'", ""},
      {"hostname: '${TAG:-1.27'", "compose.unclosed-variable: '${TAG:-1.27' instead of  at '${TAG:-1.27'\n"},
      {"build: {context: ., args: [{B: 'x ${C:-${D}'}]}",
       "compose.unclosed-variable: '${C:-${D}' instead of  at 'x ${C:-${D}'\n"},
      {"command: 'echo $(ls $1'", ""},
      {"x-note: '${A'", ""},
  });
}

TEST_CASE("a variable has a name") {
  check_all({
      {"command: 'echo ${A} $1 $${1} $(ls)'", ""},
      {"command: 'echo ${1bad}'", "compose.nameless-variable: '${1bad}' instead of  at 'echo ${1bad}'\n"},
      {"command: [echo, '${} x']", "compose.nameless-variable: '${}' instead of  at '${} x'\n"},
      {"command: 'echo ${{ inputs.name }}'", ""},
  });
}

TEST_CASE("settings that have one of a few forms") {
  check_all({
      {"pull_policy: every_12h", ""},
      {"pull_policy: '${POLICY}'", ""},
      {"pull_policy: allways",
       "compose.pull-policy: allways instead of always, never, missing, if_not_present, build, daily, weekly "
       "or "
       "every_12h at allways\n"},
      {"ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 9}", ""},
      {"ulimits: {nofile: {soft: 4096, hard: 2048}}",
       "compose.ulimit: nofile 4096 instead of 2048 at 4096\n"},
      {"ulimits: {memlock: {soft: -1, hard: -1}}", ""},
      {"volumes: [{type: bind, source: ./a, target: /a}, './b:/b', '/c', '/:/root:ro', 'C:\\d:D:\\e', "
       "'./f:${F}']",
       ""},
      {"volumes: [{type: bindd, source: ./a, target: /a}]",
       "compose.mount-type: bindd instead of bind, volume, tmpfs, cluster, npipe, image at bindd\n"},
      {"volumes: [{source: ./a, target: /a}]",
       "compose.mount-type: nothing instead of bind, volume, tmpfs, cluster, npipe, image at {source: ./a, "
       "target: /a}\n"},
      {"volumes: ['./x:y']", "compose.mount-target: y instead of  at './x:y'\n"},
  });
  CHECK(import("services: {we b: {image: x}}\n").violations() ==
        "compose.service-name: we b instead of  at we b\n");
  CHECK(import("version: 3.8\nservices: {a: {image: x}}\n").violations() ==
        "compose.version: 3.8 instead of  at 3.8\n");
  CHECK(import("version: '3.8'\nservices: {a: {image: x}}\n").violations() == "");
}

TEST_CASE("a duration has a unit") {
  check_all({
      {"stop_grace_period: 1m30s, healthcheck: {interval: 1d, timeout: 0, start_period: '${P}'}", ""},
      {"healthcheck: {start_interval: 0.5s, start_period: -1s}", ""},
      {"stop_grace_period: 30", "compose.duration: stop_grace_period 30 instead of 30s or 30ms at 30\n"},
      {"healthcheck: {interval: 10}", "compose.duration: interval 10 instead of 10s or 10ms at 10\n"},
      {"healthcheck: {timeout: soon}", "compose.duration: timeout soon instead of 30s or 1m30s at soon\n"},
      {"healthcheck: {start_period: 40}", "compose.duration: start_period 40 instead of 40s or 40ms at 40\n"},
      {"deploy: {restart_policy: {delay: 5s, window: 120}}",
       "compose.duration: window 120 instead of 120s or 120ms at 120\n"},
  });
  CHECK(import("services: {a: {image: b, stop_grace_period: 30}}").fact("shutdown_grace") ==
        "30 (unresolved) = how long `30` is cannot be said");
}

TEST_CASE("words of a service are those that Compose or the engine knows") {
  check_all({
      {"restart: no", ""},
      {"restart: on-failure:5", ""},
      {"restart: '${RESTART}'", ""},
      {"restart: unless_stopped",
       "compose.restart: unless_stopped instead of no, always, on-failure, on-failure:5 or unless-stopped at "
       "unless_stopped\n"},
      {"restart: 'always:3'",
       "compose.restart: always:3 instead of no, always, on-failure, on-failure:5 or unless-stopped at "
       "'always:3'\n"},
      // Docker Compose takes it for no number at all.
      {"restart: 'on-failure:x'", "compose.restart-tries: x instead of  at 'on-failure:x'\n"},
      {"healthcheck: {retries: three}", "compose.count: retries three instead of  at three\n"},
      {"healthcheck: {retries: '3'}, deploy: {restart_policy: {max_attempts: '${TRIES}'}}", ""},
      {"healthcheck: {test: [CMD, curl, x]}", ""},
      {"healthcheck: {test: curl x}", ""},
      {"healthcheck: {test: []}", ""},
      {"healthcheck: {test: ['${CHECK}']}", ""},
      {"healthcheck: {test: [curl, x]}",
       "compose.health-test: curl instead of CMD, CMD-SHELL or NONE at curl\n"},
      {"depends_on: {db: {condition: service_healthy}}", ""},
      {"depends_on: {db: {condition: healthy}}",
       "compose.condition: healthy instead of service_started, service_healthy or "
       "service_completed_successfully at healthy\n"},
  });
}

TEST_CASE("a service has a network of its own or another's") {
  check_all({
      {"network_mode: host, networks: []", ""},
      {"networks: [back]", ""},
      {"network_mode: '${MODE}', networks: [back]", ""},
      {"network_mode: host, networks: [back]", "compose.two-networks: host instead of  at host\n"},
      {"network_mode: host, networks: {back: null}", "compose.two-networks: host instead of  at host\n"},
  });
}

TEST_CASE("a service shares something with one that there is") {
  const auto missing = [](const std::string& at) {
    return "compose.missing-service: nope instead of  at " + at + "\n";
  };
  const auto check = [](const std::string& lines, const std::string& violations) {
    CAPTURE(lines);
    CHECK(import("services: {web: {image: shop, " + lines + "}, db: {image: postgres}}\n").violations() ==
          violations);
  };
  check("network_mode: 'service:db', pid: host, links: ['db:base'], volumes_from: ['container:x', 'db:ro']",
        "");
  check("network_mode: 'service:nope'", missing("'service:nope'"));
  check("ipc: 'service:nope'", missing("'service:nope'"));
  check("links: ['nope:x']", missing("'nope:x'"));
  check("volumes_from: ['nope']", missing("'nope'"));
}

TEST_CASE("lists and values of a service have the shape of one") {
  CHECK(import("services: {a: {image: x, profiles: dev}}\n").problems() ==
        "dev | `profiles` is a value where a list is expected | write `profiles: [...]`, or one `- ` item on "
        "each line\n");
  CHECK(import("services: {a: {image: x, environment: {A: {b: c}}}}\n").problems() ==
        "{b: c} | `A` is a mapping where one value is expected | write one number or text\n");
}

TEST_CASE("services do not wait for one another in a circle") {
  const auto violations = [](const std::string& services) {
    return import("services:\n" + services).violations();
  };
  CHECK(violations(
            "  a: {image: x, depends_on: [b, c]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x}\n") ==
        "");
  CHECK(violations("  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: {c: {condition: "
                   "service_started}}}\n  c: {image: x, depends_on: [a]}\n") ==
        "compose.circular-order: b instead of  at b\n");
  CHECK(violations("  a: {image: x, depends_on: [a]}\n") == "compose.circular-order: a instead of  at a\n");
  CHECK(violations("  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: {a: {condition: "
                   "service_started, required: false}}}\n") == "");
  // Waiting for those who wait in a circle is no part of it.
  CHECK(violations("  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, "
                   "depends_on: [b]}\n") == "");
}

TEST_CASE("a port is a number that there is") {
  check_all({
      {"ports: ['8080:80', '8000-8001:80-81', '0:80']", ""},
      {"ports: ['99999:80']", "compose.port-range: 99999 instead of  at '99999:80'\n"},
      {"ports: ['80:70000']", "compose.port-range: 70000 instead of  at '80:70000'\n"},
      {"ports: ['80:90-80']", "compose.port-range: 90-80 instead of  at '80:90-80'\n"},
      {"ports: [{target: 80, published: 99999}]", "compose.port-range: 99999 instead of  at 99999\n"},
      {"ports: ['80-82:90', '53:53/UDP', '54:54/${P:-tcp}', '55:55/$P']", ""},
      {"ports: ['80-82:90-91']", "compose.port-ranges: 90-91 instead of 80-82 at '80-82:90-91'\n"},
      {"ports: [{target: 80}, {target: 81, published: 81}, {target: $P}]", ""},
      {"ports: [{target: 0}]", "compose.port-range: 0 instead of  at 0\n"},
      {"ports: [{published: 80}]", "compose.port-target:  instead of  at {published: 80}\n"},
      {"ports: ['80:90-91']", "compose.port-ranges: 90-91 instead of 80 at '80:90-91'\n"},
      {"ports: ['53:53/icmp']", "compose.port-protocol: icmp instead of  at '53:53/icmp'\n"},
      // Variables are filled in before anything is split.
      {"ports: ['${SQL:-127.0.0.1:13306}:3306', '${HOST:-127.0.0.1:}8080:80', '${HOST:-127.0.0.1:}:81']", ""},
      {"ports: ['${BIND:-0.0.0.0:443}:443/tcp', '${ALL:-127.0.0.1:8080:80}', '${SIX:-[::1]:}8080:82']", ""},
      {"ports: ['${SQL:-127.0.0.1:99999}:3306']",
       "compose.port-range: 99999 instead of  at '${SQL:-127.0.0.1:99999}:3306'\n"},
  });
}

TEST_CASE("the port of a long form is a number alone") {
  for (const std::string port : {"8080/tcp", "80:8080", "http"}) {
    INFO(port);
    CHECK(import("services: {a: {image: i, ports: [{target: '" + port + "'}]}}\n").problems() ==
          "'" + port + "' | ports: `" + port +
              "` is no port | write a port from 1 to 65535, or a range like "
              "8000-8010\n");
  }
}

TEST_CASE("what stands before the ports is an address") {
  check_all({
      {"ports: ['127.0.0.1:80:80', '[::1]:81:81', '::1:82:82', ':83:83', '${IP}:84:84', "
       "'${IP:-127.0.0.1}::85']",
       ""},
      {"ports: [{target: 80, host_ip: 127.0.0.1}]", ""},
      {"ports: ['80:80:80:80']", "compose.port-address: 80:80 instead of  at '80:80:80:80'\n"},
      {"ports: ['localhost:80:80']", "compose.port-address: localhost instead of  at 'localhost:80:80'\n"},
      {"ports: ['127.0.0.256:80:80']",
       "compose.port-address: 127.0.0.256 instead of  at '127.0.0.256:80:80'\n"},
      {"ports: [{target: 80, host_ip: localhost}]",
       "compose.port-address: localhost instead of  at localhost\n"},
  });
}

TEST_CASE("a file that Docker Compose reads by itself has what its services refer to") {
  const auto violations = [](const std::string& path, const std::string& lines) {
    Imported imported;
    importers::ImportContext context{builtin("current"), imported.sink, imported.workloads, {}, "", path};
    const FileId file = imported.sources.add(path, "services:\n  web: {image: shop, " + lines +
                                                       "}\n  db: {image: postgres}\nsecrets: {key: null}\n");
    importers::FileImport reading(context, "", importers::Match::possible);
    doc::read_documents(imported.sources, file, imported.sink,
                        [&](const doc::Document& document) { reading.read(document); });
    reading.finish();
    return imported.violations();
  };
  const std::string whole = "shop/docker-compose.yml", part = "shop/compose.prod.yaml";
  CHECK(violations(whole, "depends_on: [db], secrets: [key, '${KEY}'], networks: [default]") == "");
  CHECK(violations(whole, "depends_on: [databse]") ==
        "compose.undefined-service: databse instead of  at databse\n");
  CHECK(violations("compose.yaml", "networks: [back]") ==
        "compose.undefined-network: back instead of  at back\n");
  CHECK(violations(whole, "volumes: ['data:/x']") ==
        "compose.undefined-volume: data instead of  at 'data:/x'\n");
  CHECK(violations(whole, "secrets: [pw]") == "compose.undefined-secret: pw instead of  at pw\n");
  CHECK(violations(whole, "configs: [{source: c, target: /c}]") ==
        "compose.undefined-config: c instead of  at c\n");
  // One of several files may lean on the others.
  CHECK(violations(part, "depends_on: [databse]") ==
        "compose.missing-service: databse instead of  at databse\n");
  CHECK(violations(part, "secrets: [pw]") == "compose.missing-secret: pw instead of  at pw\n");
}

TEST_CASE("what a device is capable of is a list") {
  const auto request = [](const std::string& text) {
    return import("services: {a: {image: b, deploy: {resources: {reservations: {devices: [{" + text +
                  "}]}}}}}");
  };
  CHECK(request("capabilities: [gpu]").violations() == "");
  CHECK(request("capabilities: '${C}'").violations() == "");
  const Imported text = request("capabilities: gpu, count: 2");
  CHECK(text.violations() == "compose.device-list: capabilities gpu instead of [gpu] at gpu\n");
  CHECK(text.fact("gpu.count") == "2");
  CHECK(request("capabilities: [gpu], device_ids: '0'").violations() ==
        "compose.device-list: device_ids 0 instead of [0] at '0'\n");
  CHECK(import("services: {a: {image: b, gpus: [{count: 1, capabilities: gpu}]}}").violations() ==
        "compose.device-list: capabilities gpu instead of [gpu] at gpu\n");
}

TEST_CASE("networks, mounts and what stands at the top say what they must") {
  check_all({
      {"networks: {back: {ipv4_address: 10.0.0.2, aliases: [a], x-a: b}}", ""},
      {"networks: {back: null}", ""},
      {"networks: {back: {ipv4_addres: 10.0.0.2}}",
       "compose.misspelt-key: ipv4_addres instead of ipv4_address at ipv4_addres\n"},
      {"gpus: [{count: 1, driver: nvidia, x-a: b}]", ""},
      {"gpus: [{count: 1, speed: 3}]",
       "compose.strange-key: speed instead of a device of a service at speed\n"},
      {"deploy: {resources: {reservations: {devices: [{capabilities: [gpu], counts: 1}]}}}",
       "compose.misspelt-key: counts instead of count at counts\n"},
      {"networks: {back: {speed: 3}}",
       "compose.strange-key: speed instead of a network of a service at speed\n"},
      {"volumes: [{type: bind, source: ., target: /a}]", ""},
      {"volumes: [{type: bind, source: .}]",
       "compose.mount-without-target:  instead of  at {type: bind, source: .}\n"},
  });
  const auto top = [](const std::string& line) {
    return import("services: {web: {image: shop}}\n" + line + "\n").violations();
  };
  CHECK(top("networks: {a: null}") == "");
  CHECK(top("networks: !reset []") == "");
  CHECK(top("networks: [a]") == "compose.list-at-top: networks instead of  at [a]\n");
  CHECK(top("volumes: [a]") == "compose.list-at-top: volumes instead of  at [a]\n");
}

TEST_CASE("services as a list are no services") {
  const Imported imported = import("services:\n  - web: {image: shop}\n  - db: {build: .}\n");
  CHECK(imported.names().empty());
  CHECK_THAT(imported.problems(), contains("`services` is a list, not a mapping | write each service under"));
  // Other programs have such lists too.
  CHECK(import("services: [postgres]\nname: a\n").problems() == "");
  CHECK(import("services: [web: {image: shop}]\nsteps: []\n").problems() == "");
}

TEST_CASE("a swarm passes over the name of a container") {
  const auto named = [](const std::string& version, const std::string& deploy) {
    return import(version + "services: {web: {image: shop, container_name: a, deploy: {replicas: 2" + deploy +
                  "}}}\n")
        .violations();
  };
  CHECK(named("", "") == "compose.name-of-several: a instead of 2 at a\n");
  CHECK(named("", ", update_config: {parallelism: 1}") == "compose.name-of-replicas: a instead of 2 at a\n");
  CHECK(named("version: '3.8'\n", "") == "compose.name-of-replicas: a instead of 2 at a\n");
}
