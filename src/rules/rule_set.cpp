// Lays tables out in one block and reads them back. The block is made of 64-bit words so that every row type
// is aligned wherever the block lies.
#include "rules/rule_set.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <type_traits>

namespace placer::rules {
namespace {

constexpr std::uint64_t magic = 0x31454c5552504c50;  // "PLPRULE1"

std::size_t aligned(std::size_t bytes) { return (bytes + 7U) / 8U * 8U; }

template <std::size_t... I>
std::vector<std::uint64_t> lay_out(const Tables& tables, std::index_sequence<I...>) {
  static_assert((std::is_trivially_copyable_v<std::tuple_element_t<I, RowTypes>> && ...));
  static_assert((std::has_unique_object_representations_v<std::tuple_element_t<I, RowTypes>> && ...));
  static_assert(std::has_unique_object_representations_v<Header>);
  Header header = tables.header;
  header.magic = magic;
  std::size_t offset = aligned(sizeof(Header));
  (
      [&] {
        const auto& rows = std::get<I>(tables.rows);
        header.tables[I] = {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(rows.size())};
        offset += aligned(rows.size() * sizeof(rows[0]));
      }(),
      ...);
  header.bytes = offset;
  std::vector<std::uint64_t> block(offset / 8U);
  auto* base = reinterpret_cast<std::byte*>(block.data());
  std::memcpy(base, &header, sizeof header);
  (
      [&] {
        const auto& rows = std::get<I>(tables.rows);
        if (!rows.empty())
          std::memcpy(base + header.tables[I].offset, rows.data(), rows.size() * sizeof(rows[0]));
      }(),
      ...);
  return block;
}

template <std::size_t... I>
void copy_rows(const RuleSet& rules, Tables& tables, std::index_sequence<I...>) {
  (
      [&] {
        const auto rows = rules.rows<std::tuple_element_t<I, RowTypes>>();
        std::get<I>(tables.rows).assign(rows.begin(), rows.end());
      }(),
      ...);
}

}  // namespace

Tables Tables::open(const RuleSet& rules) {
  Tables tables;
  tables.header = rules.header();
  copy_rows(rules, tables, std::make_index_sequence<std::tuple_size_v<RowTypes>>{});
  return tables;
}

TextRef Tables::add_text(std::string_view text) {
  std::vector<char>& chars = of<char>();
  const TextRef ref{static_cast<std::uint32_t>(chars.size()), static_cast<std::uint32_t>(text.size())};
  chars.insert(chars.end(), text.begin(), text.end());
  return ref;
}

std::vector<std::uint64_t> Tables::serialize() const {
  return lay_out(*this, std::make_index_sequence<std::tuple_size_v<RowTypes>>{});
}

RuleSet::RuleSet(std::span<const std::uint64_t> block)
    : base_(reinterpret_cast<const std::byte*>(block.data())) {
  if (block.size() * 8U < sizeof(Header) || header().magic != magic || header().bytes != block.size() * 8U)
    throw std::logic_error("not a compiled rule set");
  chars_ = base_ + header().tables[table_index<char>()].offset;
}

RuleSet::RuleSet(std::vector<std::uint64_t> block) : RuleSet(std::span<const std::uint64_t>(block)) {
  // Moving the vector leaves its words where they are, so the pointers stay right.
  owned_ = std::make_shared<const std::vector<std::uint64_t>>(std::move(block));
}

bool RuleSet::is_own(std::string_view file) const {
  std::string_view rest = own();
  while (!rest.empty()) {
    const std::size_t comma = rest.find(", ");
    if (rest.substr(0, comma) == file) return true;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
  }
  return false;
}

FactId RuleSet::find_fact(std::string_view name) const {
  const auto keys = rows<Key>();
  const auto at =
      std::lower_bound(keys.begin(), keys.end(), name,
                       [&](const Key& key, std::string_view wanted) { return text(key.text) < wanted; });
  return at != keys.end() && text(at->text) == name ? at->fact : no_fact;
}

void Tables::index_rules() {
  std::vector<RuleKey>& keys = of<RuleKey>();
  keys.clear();
  for (const Rule& rule : of<Rule>()) keys.push_back({rule.id, static_cast<std::uint32_t>(keys.size())});
  std::sort(keys.begin(), keys.end(),
            [&](const RuleKey& a, const RuleKey& b) { return text(a.id) < text(b.id); });
}

const Rule* RuleSet::find_rule(std::string_view id) const {
  const auto keys = rows<RuleKey>();
  const auto at =
      std::lower_bound(keys.begin(), keys.end(), id,
                       [&](const RuleKey& key, std::string_view wanted) { return text(key.id) < wanted; });
  return at != keys.end() && text(at->id) == id ? &rows<Rule>()[at->rule] : nullptr;
}

std::string_view RuleSet::symbol(FactId fact, unsigned bit) const {
  for (const Symbol& symbol : rows(this->fact(fact).symbols))
    if (symbol.bit == bit) return text(symbol.name);
  return {};
}

int RuleSet::find_offering(std::string_view full_id) const {
  const auto offerings = rows<Offering>();
  for (std::size_t i = 0; i < offerings.size(); ++i)
    if (text(offerings[i].full_id) == full_id) return static_cast<int>(i);
  return -1;
}

}  // namespace placer::rules
