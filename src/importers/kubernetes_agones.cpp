// Game servers of Agones: they have ports beside those of their containers, which it opens on the node.
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_roles.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace placer::importers::kubernetes {

// https://agones.dev/site/docs/reference/gameserver/
void read_game_server(Draft& draft, doc::View server) {
  std::vector<std::string> ports;
  Location where;
  bool all_udp = true;
  for (const doc::View entry : doc::items(server["ports"])) {
    const std::string_view protocol = entry["protocol"].text();
    // UDP unless set.
    all_udp = all_udp && (protocol.empty() || protocol == "UDP");
    // With the policy Passthrough, it is a port of the node that Agones chooses.
    const Value port = number_setting(draft, entry, {"containerPort", port_range});
    if (!where) where = entry.where();
    if (port.literal() && std::find(ports.begin(), ports.end(), port.text) == ports.end())
      ports.push_back(port.text);
  }
  if (!where) return;
  if (!ports.empty()) draft.list("ports", std::move(ports), where);
  if (all_udp) draft.derive("trigger", "udp", where, "all ports of its game servers are UDP");
}

}  // namespace placer::importers::kubernetes
