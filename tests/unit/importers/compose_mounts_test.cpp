// Ports, mounts and devices of Compose services.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using namespace placer;
using namespace placer::test;

namespace {

struct Row {
  const char *line, *fact, *value;
};

void check(std::initializer_list<Row> table) {
  for (const Row& row : table) {
    CAPTURE(row.line, row.fact);
    const Imported imported = import(std::string("services:\n  web:\n    image: shop\n    ") + row.line +
                                     "\nvolumes:\n  data:\n  ram: {driver_opts: {type: tmpfs}}\n"
                                     "  shared: {driver_opts: {type: nfs4}}\n");
    CHECK(imported.fact(row.fact) == row.value);
    CHECK(imported.problems().empty());
  }
}

constexpr const char* absent = "false (platform_default) = the manifest does not ask for it";

}  // namespace

TEST_CASE("the port of the container counts, in every spelling") {
  check({
      {"ports: [80]", "ports", "80"},
      {"ports: ['8080:80']", "ports", "80"},
      {"ports: ['127.0.0.1:8080:80/tcp']", "ports", "80"},
      {"ports: ['[::1]:8080:80']", "ports", "80"},
      {"ports: ['3000-3002']", "ports", "3000, 3001, 3002"},
      {"ports: ['9090-9091:8080-8081']", "ports", "8080, 8081"},
      {"ports: ['10000-20000:10000-20000/udp']", "ports", "10000-20000"},
      {"ports: ['53:53/tcp', '53:53/udp']", "ports", "53"},
      {"ports: ['${PORT:-8080}:80']", "ports", "80"},
      {"ports: ['${HOST_PORT}:80']", "ports", "80"},
      {"ports: ['8080:${PORT:-80}']", "ports", "80 (assumed)"},
      {"ports: ['${BOTH:-8080:80}']", "ports", "80 (assumed)"},
      {"ports: ['80', '${PORT}']", "ports", "${PORT} (unresolved) = `${PORT}` is filled in elsewhere"},
      {"ports: [{target: 80, published: '8080', protocol: tcp}]", "ports", "80"},
      {"expose: ['5432']", "ports", "5432"},
      {"expose: ['9000']\n    ports: ['80']", "ports", "80"},
      {"restart: always", "ports", "nothing"},
  });
}

TEST_CASE("what is published says what is spoken only where it is plain") {
  check({
      {"ports: ['51820:51820/udp']", "trigger", "udp (derived) = all published ports are UDP"},
      {"ports: ['53:53/tcp', '53:53/udp']", "trigger", "nothing"},
      {"ports: ['443:443']", "trigger", "nothing"},
      {"ports: ['51820:51820/udp', '${WEB}']", "trigger", "nothing"},
      {"ports: ['53:53/${PROTOCOL:-udp}']", "trigger", "udp (derived) = all published ports are UDP"},
      {"ports: [{target: 80, app_protocol: http}]", "trigger",
       "http (derived) = the application protocol of a port"},
      {"ports: [{target: 80, app_protocol: grpc}]", "trigger",
       "grpc (derived) = the application protocol of a port"},
      {"ports: [{target: 53, protocol: udp}]", "trigger", "udp (derived) = all published ports are UDP"},
      {"expose: ['53/udp']", "trigger", "nothing"},
  });
}

TEST_CASE("mounts of the host, of the project and of volumes") {
  check({
      {"volumes: ['/proc:/host/proc:ro']", "host.path", "true = mounts `/proc` of the host"},
      {"volumes: ['/var/run/docker.sock:/var/run/docker.sock']", "host.path",
       "true = mounts the socket of the container engine"},
      {"volumes: ['${SOCKET}:/var/run/docker.sock']", "host.path",
       "true (derived) = mounts the socket of the container engine"},
      {"volumes: [{type: bind, source: /sys, target: /sys}]", "host.path",
       "true = mounts `/sys` of the host"},
      {"volumes: ['C:\\data:/data']", "host.path", "true = mounts `C:\\data` of the host"},
      {"volumes: ['${LOGS:-/var/log}:/logs']", "host.path", "true (assumed) = mounts `/var/log` of the host"},
      {"volumes: ['${LOGS}:/logs']", "host.path", "${LOGS} (unresolved) = `${LOGS}` is filled in elsewhere"},
      {"volumes: ['./src:/app', '../lib:/lib', '~/.aws:/root/.aws', '${PWD}/x:/x']", "host.path", absent},
      {"volumes: ['${SRC:-./src}:/app']", "host.path", absent},
      {"volumes: [/app/node_modules]", "host.path", absent},
      {"volumes: [{type: tmpfs, target: /tmp}]", "host.path", absent},
      {"volumes: ['data:/data']", "host.path", absent},
      {"volumes: ['data:/data']", "persistent_volume",
       "1B.. (derived) = the volume `data` outlives the container"},
      {"volumes: [{type: volume, source: data, target: /data}]", "persistent_volume",
       "1B.. (derived) = the volume `data` outlives the container"},
      {"volumes: [{type: volume, target: /data}]", "persistent_volume", "nothing"},
      {"volumes: ['data:/data:ro']", "persistent_volume", "nothing"},
      {"volumes: [{type: volume, source: data, target: /data, read_only: true}]", "persistent_volume",
       "nothing"},
      {"volumes: [{type: volume, source: data, target: /data, read_only: True}]", "persistent_volume",
       "nothing"},
      {"volumes: [{type: volume, source: data, target: /data, read_only: yes}]", "persistent_volume",
       "nothing"},
      {"volumes: [{type: volume, source: data, target: /data, read_only: off}]", "persistent_volume",
       "1B.. (derived) = the volume `data` outlives the container"},
      {"volumes: ['ram:/data']", "persistent_volume", "nothing"},
      {"volumes: ['shared:/data']", "persistent_volume", "nothing"},
      {"volumes: ['shared:/data']", "shared_filesystem", "true (derived) = the volume `shared` is on nfs4"},
      {"volumes: [/data]", "persistent_volume", "nothing"},
      {"devices: ['/dev/fuse:/dev/fuse']", "host.path",
       "true = uses the device `/dev/fuse:/dev/fuse` of the host"},
      {"devices: [nvidia.com/gpu=all]", "host.path", absent},
  });
}

TEST_CASE("the host without walls") {
  check({
      {"privileged: true", "privileged", "true"},
      {"privileged: on", "privileged", "true"},
      {"privileged: ${P:-false}", "privileged", "false (assumed) = the default of $P"},
      {"cap_add: [ALL]", "privileged", "true (derived) = adds the capability ALL"},
      {"privileged: false\n    cap_add: [SYS_ADMIN]", "privileged",
       "true (derived) = adds the capability SYS_ADMIN"},
      {"privileged: false\n    cap_add: [CHOWN]", "privileged", "false"},
      {"cap_add: [CAP_NET_ADMIN]", "privileged", "true (derived) = adds the capability CAP_NET_ADMIN"},
      {"cap_add: [SYS_PTRACE, net_bind_service]", "privileged", absent},
      {"network_mode: host", "host.network", "true"},
      {"network_mode: bridge", "host.network", absent},
      {"network_mode: ${MODE}", "host.network", "${MODE} (unresolved) = `${MODE}` is filled in elsewhere"},
      {"pid: host", "host.pid_ipc", "true"},
      {"ipc: host", "host.pid_ipc", "true"},
      {"ipc: shareable", "host.pid_ipc", absent},
  });
}
