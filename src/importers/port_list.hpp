// Ports of a container as Docker and Compose write them, collected to one fact.
#pragma once

#include "importers/draft.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

struct PortRange {
  unsigned first = 0, last = 0;
};

/// "8080" or "8000-8010"; nothing where a port is none, or the range runs backwards.
std::optional<PortRange> parse_port_range(std::string_view text);

class PortList {
 public:
  /// A port or a range, which stands at the place of the value. The same number twice is one port.
  void add(const Value& value, std::string_view text, const PortRange& range);
  /// One that nobody can say; with it the whole list is not known.
  void add_unresolved(const Value& value);
  /// Where the first one stands, known or not.
  Location where() const { return where_; }

  /// States the fact, if there was one.
  void finish(Draft& draft);

 private:
  void keep(std::string text, unsigned ports);

  Location where_;
  Origin origin_ = Origin::stated;
  Value unresolved_;
  std::vector<std::string> texts_;
  std::set<std::string> seen_;
  std::int64_t count_ = 0;
};

}  // namespace placer::importers
