#include "importers/port_list.hpp"

#include <charconv>

namespace placer::importers {
namespace {

std::optional<unsigned> parse_port(std::string_view text) {
  unsigned port = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, port);
  return read.ec == std::errc() && read.ptr == end && port >= 1 && port <= 65535 ? std::optional(port)
                                                                                 : std::nullopt;
}

}  // namespace

std::optional<PortRange> parse_port_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_port(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_port(text.substr(dash + 1));
  if (!first || !last || *first > *last) return std::nullopt;
  return PortRange{*first, *last};
}

void PortList::add(const Value& value, std::string_view text, const PortRange& range) {
  if (!where_) where_ = value.where;
  if (value.origin == Origin::assumed) origin_ = Origin::assumed;
  constexpr unsigned written_out = 32;
  if (range.last - range.first < written_out)
    for (unsigned port = range.first; port <= range.last; ++port) keep(std::to_string(port), 1);
  else
    keep(std::string(text), range.last - range.first + 1);
}

void PortList::add_unresolved(const Value& value) {
  if (!where_) where_ = value.where;
  if (!unresolved_) unresolved_ = value;
}

void PortList::keep(std::string text, unsigned ports) {
  if (!seen_.insert(text).second) return;
  texts_.push_back(std::move(text));
  count_ += ports;
}

void PortList::finish(Draft& draft) {
  if (!where_) return;
  if (unresolved_) return draft.unresolved("ports", unresolved_);
  Fact fact;
  fact.id = draft.context().rules.find_fact("ports");
  fact.origin = origin_;
  fact.where = where_;
  fact.value = {count_, count_};
  fact.texts = std::move(texts_);
  draft.workload().add(std::move(fact));
}

}  // namespace placer::importers
