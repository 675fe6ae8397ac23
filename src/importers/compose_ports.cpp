// Ports are `[[host ip:]host port:]container port[/protocol]`, each port possibly a range, or a mapping. Only
// the container's side says what the workload listens on.
#include "base/address.hpp"
#include "base/text.hpp"
#include "importers/compose_parts.hpp"
#include "importers/port_list.hpp"
#include "importers/shape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace placer::importers::compose {
namespace {

/// Of IPv6 one may be in brackets here.
bool is_host_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  return is_address(text);
}

/// What a list of ports comes to.
class Ports {
 public:
  explicit Ports(Draft& draft) : draft_(draft) {}

  /// The short form.
  void read(doc::View item) {
    const std::vector<std::string_view> sides = split(item.text(), '/');
    const Value spoken = sides.size() > 1 ? value(sides.back(), item.where()) : Value();
    check_protocol(spoken);
    protocol(spoken);
    const std::vector<std::string_view> parts = split(sides.front(), ':');
    if (parts.size() > 1) check_published(value(parts[parts.size() - 2], item.where()));
    check_host(item);
    check_ranges(item);
    add(value(parts.back(), item.where()));
  }

  /// The long form.
  void read_mapping(doc::View item) {
    protocol(value(item["protocol"]));
    if (!item["target"]) draft_.violation("compose.port-target", item.where());
    check_published(value(item["published"]));
    if (const Value host = value(item["host_ip"]); host.literal()) check_address(host.text, host.where);
    add_target(value(item["target"]));
    const Value spoken = value(item["app_protocol"]);
    if (spoken.literal() && !speaks_) speaks_ = spoken;
  }

  void finish() { list_.finish(draft_); }

  void derive_trigger() {
    const std::string spoken = to_lower(speaks_.text);
    if (spoken == "http" || spoken == "https" || spoken == "http2")
      draft_.derive("trigger", "http", speaks_.where, "the application protocol of a port");
    else if (spoken == "grpc")
      draft_.derive("trigger", "grpc", speaks_.where, "the application protocol of a port");
    else if (udp_ && !other_)
      draft_.derive("trigger", "udp", list_.where(), "all published ports are UDP");
  }

 private:
  /// What is not plainly UDP is anything else.
  void protocol(const Value& value) { (to_lower(value.text) == "udp" ? udp_ : other_) = true; }

  /// The port of the machine, which says nothing of the workload. Zero leaves the choice to the engine. A
  /// default may bring an address along: "${PORT:-127.0.0.1:8080}:80".
  void check_published(const Value& published) {
    if (!published.literal()) return;
    const std::string_view port = split(published.text, ':').back();
    if (!port.empty() && port != "0" && !parse_port_range(port)) refuse(port, published.where);
  }

  /// What stands before the two ports, once the variables are filled in.
  void check_host(doc::View item) {
    const Value whole = value(item);
    if (!whole.literal()) return;
    const std::string_view text = std::string_view(whole.text).substr(0, whole.text.find('/'));
    const std::size_t inner = text.rfind(':');
    const std::size_t outer = inner == 0 || inner == text.npos ? text.npos : text.rfind(':', inner - 1);
    if (outer != text.npos) check_address(text.substr(0, outer), whole.where);
  }

  /// The long form takes whatever the engine may speak.
  void check_protocol(const Value& value) {
    const std::string word = to_lower(value.text);
    if (value.literal() && word != "tcp" && word != "udp" && word != "sctp")
      draft_.violation("compose.port-protocol", value.where, value.text);
  }

  /// As many ports on one side as on the other. A single one of the container may be published at any of a
  /// range.
  void check_ranges(doc::View item) {
    const Value whole = value(item);
    if (!whole.literal()) return;
    const std::string_view text = std::string_view(whole.text).substr(0, whole.text.find('/'));
    const std::vector<std::string_view> parts = split(text, ':');
    if (parts.size() < 2) return;
    const auto host = parse_port_range(parts[parts.size() - 2]), own = parse_port_range(parts.back());
    if (host && own && own->last > own->first && own->last - own->first != host->last - host->first)
      draft_.violation("compose.port-ranges", whole.where, std::string(parts.back()),
                       std::string(parts[parts.size() - 2]));
  }

  void check_address(std::string_view address, Location where) {
    if (!address.empty() && !is_host_address(address))
      draft_.violation("compose.port-address", where, std::string(address));
  }

  /// A number that is too large, or a range that runs backwards, can only be a slip.
  void refuse(std::string_view text, Location where) {
    if (!text.empty() && text.find_first_not_of("0123456789-") == std::string_view::npos)
      return draft_.violation("compose.port-range", where, std::string(text));
    draft_.error(fmt::format("ports: `{}` is no port", text), where,
                 "write a port from 1 to 65535, or a range like 8000-8010");
  }

  /// The long form has one number here, and its protocol beside it.
  void add_target(const Value& target) {
    if (target.literal() && target.text.find_first_of("/:") != std::string::npos) {
      refuse(target.text, target.where);
      list_.add_unresolved({target.text, target.where, Origin::unresolved, "it is no port", true});
      return;
    }
    add(target);
  }

  void add(const Value& value) {
    if (!value) return;
    if (!value.literal()) return list_.add_unresolved(value);
    // A default may hold the whole of "8080:80/tcp".
    const std::string_view text = split(split(value.text, '/').front(), ':').back();
    if (const auto range = parse_port_range(text)) return list_.add(value, text, *range);
    refuse(text, value.where);
    list_.add_unresolved({std::string(text), value.where, Origin::unresolved, "it is no port", true});
  }

  Draft& draft_;
  PortList list_;
  Value speaks_;
  bool udp_ = false, other_ = false;
};

}  // namespace

void read_ports(Draft& draft, const Service& service) {
  const std::vector<doc::View> published = service.items({"ports"});
  Ports ports(draft);
  for (const doc::View item : published.empty() ? service.items({"expose"}) : published)
    if (item.is_mapping())
      ports.read_mapping(item);
    else if (item.is_scalar())
      ports.read(item);
    else
      report_shape(draft.context().sink,
                   {"ports", true, doc::to_string(item.kind()), "one value", item.where()});
  ports.finish();
  if (!published.empty()) ports.derive_trigger();
}

}  // namespace placer::importers::compose
