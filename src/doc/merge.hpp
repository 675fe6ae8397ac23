// YAML merge keys (`<<: *base`, `<<: [*first, *second]`), for the formats that use them. The tree keeps `<<`
// as the ordinary key that it is; these functions look through it, or take it out of a whole document. A
// mapping's own keys win over merged ones, and an earlier source over a later one.
#pragma once

#include "doc/document.hpp"

#include <string_view>
#include <vector>

namespace placer::doc {

/// A mapping with everything that it merges, in order of precedence, each mapping once.
struct MergeChain {
  std::vector<View> mappings;
  View misfit;  ///< the first merged value that is no mapping; a false view if there is none
};

/// The chain of a mapping; empty for other kinds. Merges inside merged mappings are followed.
MergeChain merge_chain(View mapping);

/// The value of a key in the mapping or, failing that, in what it merges; a false view if nothing has it.
View find_merged(View mapping, std::string_view key);

/// All entries, own ones first, without the `<<` keys and without what is overridden.
std::vector<Entries::Entry> merged_entries(View mapping);

/// The document with each mapping as it is after its merges. What merges something that is no mapping stays
/// as it is written.
Document resolve_merges(const Document& written);

}  // namespace placer::doc
