// Importers: one for each manifest format. An importer says whether a document is of its kind and turns it
// into workloads.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace placer::importers {

/// How well a document matches a format, by its marker keys.
enum class Match : std::uint8_t { none, possible, certain };

/// What an importer may use and where its results go.
struct ImportContext {
  const rules::RuleSet& rules;  ///< the vocabulary only
  DiagnosticSink& sink;
  std::vector<Workload>& workloads;
};

class Importer {
 public:
  virtual ~Importer() = default;
  virtual std::string_view id() const = 0;       ///< "native": the word for `--from`
  virtual std::string_view summary() const = 0;  ///< one line for `--help` and the docs
  /// Cheap: looks at marker keys only.
  virtual Match probe(const doc::Document& document, const rules::RuleSet& rules) const = 0;
  /// Adds the workloads of a document and reports what is wrong with it.
  virtual void import(const doc::Document& document, ImportContext& context) const = 0;
};

/// All importers, in the order in which they are asked. One explicit list, in registry.cpp.
std::span<const Importer* const> all();

/// The importer for a document: the named one if `from` is not empty, else the first certain, else the first
/// possible match. Null if none matches, or if there is none of that name. `only_certain` is for files that
/// nobody named, found in a directory.
const Importer* choose(const doc::Document& document, const rules::RuleSet& rules, std::string_view from,
                       bool only_certain);

}  // namespace placer::importers
