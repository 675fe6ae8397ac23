// Importers: one for each manifest format. An importer says whether a document is of its kind and turns it
// into workloads.
#pragma once

#include "doc/document.hpp"
#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

/// How well a document matches a format, by its marker keys. How much is asked for depends on why it is read.
enum class Match : std::uint8_t {
  none,
  conceivable,  ///< enough for a file whose name says that it is one
  possible,     ///< enough for one that somebody named
  certain,      ///< enough for one that was only found
};

class BuildFiles;

/// What an importer may use and where its results go.
struct ImportContext {
  const rules::RuleSet& rules;  ///< the vocabulary only
  DiagnosticSink& sink;
  std::vector<Workload>& workloads;
  std::vector<Skipped> skipped = {};   ///< objects that are no workloads and belong to none
  std::string file_name = {};          ///< what a workload is called that does not say its name
  std::string file_path = {};          ///< empty where it is no file
  BuildFiles* build_files = nullptr;   ///< what manifests build images from; null where there are no files
  const SourceMap* sources = nullptr;  ///< to see how a value is written; null where nobody has them
  std::vector<Location> secrets = {};  ///< what is not shown when a line of the file is

  void skip(std::string_view kind, std::string_view name, Location where) {
    skipped.push_back({std::string(kind), std::string(name), where});
  }
};

/// One file while it is read. What belongs to a workload may stand in another document of the file, so a
/// workload is complete only at the end.
class Import {
 public:
  virtual ~Import() = default;
  /// Takes a document, or an object in a list of them; the view does not outlive the call.
  virtual void read(doc::View root) = 0;
  /// The file has ended.
  virtual void finish() {}
};

class Importer {
 public:
  virtual ~Importer() = default;
  virtual std::string_view id() const = 0;       ///< "native": the word for `--from`
  virtual std::string_view summary() const = 0;  ///< one line for `--help` and the docs
  /// Cheap: looks at marker keys only.
  virtual Match probe(doc::View root, const rules::RuleSet& rules) const = 0;
  /// Keys that none but its documents have at the top: what has one is no native manifest, and a file that
  /// cannot be read is a broken manifest where one stands in it.
  virtual std::span<const std::string_view> marker_keys() const { return {}; }
  /// Whether its documents are objects as Kubernetes has them: lists hold several, of one kind or of many,
  /// and merge keys are resolved before anything else is done with them.
  virtual bool reads_objects() const { return false; }
  /// Begins a file. What is read goes into the context, which outlives the import: workloads, and reports of
  /// what is wrong.
  virtual std::unique_ptr<Import> begin(ImportContext& context) const = 0;
  /// Says what else is wrong with a document that has no one meaning, since keys of it stand twice.
  virtual void report_errors(doc::View /*root*/, ImportContext& /*context*/) const {}
};

/// Reads one file, document by document, with the importers that the documents ask for.
class FileImport {
 public:
  /// `from` names the importer for all documents; empty: by content. `least` as in choose().
  FileImport(ImportContext& context, std::string_view from, Match least)
      : context_(context), from_(from), least_(least) {}

  /// False for a document of no known format. Of an ambiguous one nothing but its errors is taken.
  bool read(const doc::Document& document);
  void finish();

 private:
  bool read_document(const doc::Document& written);
  bool read_items(const doc::Document& written);
  void read_object(const Importer& importer, doc::View object);

  ImportContext& context_;
  std::string_view from_;
  Match least_;
  std::vector<std::pair<const Importer*, std::unique_ptr<Import>>> imports_;
};

/// All importers, in the order in which they are asked. One explicit list, in registry.cpp.
std::span<const Importer* const> all();

/// The importer for a document, or for an object in a list: the named one if `from` is not empty, else the
/// first with a certain match, else the first with one that is `least` at the least. Null if none matches, or
/// if there is none of that name.
const Importer* choose(doc::View root, const rules::RuleSet& rules, std::string_view from, Match least);

}  // namespace placer::importers
