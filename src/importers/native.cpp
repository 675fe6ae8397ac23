// The native manifest: flat, one workload a document or a `workloads:` list. All of its keys come from the
// vocabulary.
#include "importers/native.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/contradiction.hpp"
#include "importers/native_value.hpp"
#include "importers/region.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::importers {
namespace {

using rules::FactKind;
using rules::Group;
using rules::Known;
using rules::RuleSet;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

const Group* find_group(const RuleSet& rules, std::string_view key) {
  for (const Group& group : rules.rows<Group>())
    if (rules.text(group.key) == key) return &group;
  return nullptr;
}

FactId find_vocabulary_fact(const RuleSet& rules, std::string_view key) {
  const FactId fact = rules.find_fact(key);
  return fact != no_fact && rules.fact(fact).kind == FactKind::vocabulary ? fact : no_fact;
}

/// The entries of a mapping and of what it merges.
template <class Use>
void each_entry(doc::View mapping, Use use) {
  if (mapping["<<"])
    for (const auto& [key, value] : doc::merged_entries(mapping)) use(key, value);
  else
    for (const auto [key, value] : doc::entries(mapping)) use(key, value);
}

class Reader {
 public:
  Reader(const RuleSet& rules, DiagnosticSink& sink, Workload& workload)
      : rules_(rules), sink_(sink), values_(rules, sink, workload), workload_(workload) {}

  void read(doc::View mapping) {
    workload_.where = mapping.where();
    workload_.where.length = 0;
    each_entry(mapping, [&](doc::View key, doc::View value) { read_entry(key, value); });
    if (workload_.name.empty())
      sink_.error("manifest.name", "a workload needs a `name`", workload_.where,
                  "for example `name: thumbnailer`");
    derive_gpu_count();
    derive_providers(rules_, sink_, workload_);
    check_contradictions(rules_, sink_, workload_);
  }

 private:
  /// Escapes of YAML can write what the door refuses in the raw: it must not reach a terminal either.
  bool is_clean(doc::View value) {
    if (!value.is_scalar() || !has_control(value.text())) return true;
    sink_.error("manifest.control", "control characters cannot stand in a value", value.where(),
                "write plain text");
    return false;
  }

  void read_entry(doc::View key, doc::View value) {
    bool clean = is_clean(key) && is_clean(value);
    for (const doc::View item : doc::items(value)) clean = is_clean(item) && clean;
    if (!clean) {
      if (key.text() == "name") workload_.name = "unnamed";  // reported once is enough
      return;
    }
    if (key.text() == "name") return read_name(key, value);
    if (key.text() == "version") return read_version(value);
    if (const FactId fact = find_vocabulary_fact(rules_, key.text()); fact != no_fact)
      return values_.read(fact, key, value);
    if (const Group* group = find_group(rules_, key.text())) {
      if (!value.is_mapping()) return values_.read_group_scalar(*group, key, value);
      return each_entry(value, [&](doc::View part, doc::View of) { read_part(*group, part, of); });
    }
    unknown_key(key, {});
  }

  void read_part(const Group& group, doc::View key, doc::View value) {
    const std::string full = fmt::format("{}.{}", rules_.text(group.key), key.text());
    const FactId fact = find_vocabulary_fact(rules_, full);
    if (fact == no_fact) return unknown_key(key, rules_.text(group.key));
    if (is_clean(value)) values_.read(fact, key, value);
  }

  void read_name(doc::View key, doc::View value) {
    if (!value.is_scalar() || trim(value.text()).empty()) {
      sink_.error("manifest.name", "`name` must be a text", (value.is_null() ? key : value).where(),
                  "for example `name: thumbnailer`");
      workload_.name = "unnamed";  // reported once is enough
      return;
    }
    workload_.name = trim(value.text());
    workload_.where = value.where();
  }

  void read_version(doc::View value) {
    if (value.is_scalar() && value.text() == "1") return;
    sink_.error("manifest.version",
                fmt::format("this program reads version 1 of the manifest, not `{}`", value.text()),
                value.where(), "write `version: 1`, or leave it out");
  }

  /// A key that is no word of the vocabulary; `group` is the mapping that it stands in, if any.
  void unknown_key(doc::View key, std::string_view group) {
    std::vector<std::string_view> known;
    std::string prefix = group.empty() ? std::string() : std::string(group) + ".";
    for (const rules::Key& entry : rules_.rows<rules::Key>()) {
      if (rules_.fact(entry.fact).kind != FactKind::vocabulary) continue;
      const std::string_view text = rules_.text(entry.text);
      if (prefix.empty())
        known.push_back(text);
      else if (text.starts_with(prefix))
        known.push_back(text.substr(prefix.size()));
    }
    if (prefix.empty()) {
      for (const Group& entry : rules_.rows<Group>()) known.push_back(rules_.text(entry.key));
      for (const std::string_view word : {"name", "version", "workloads"}) known.push_back(word);
    }
    const auto near = closest(key.text(), known);
    std::string help = near             ? fmt::format("did you mean `{}`?", *near)
                       : prefix.empty() ? std::string("`placer reference facts` lists all keys")
                                        : fmt::format("its keys are {}", join(known, ", "));
    const std::string where = prefix.empty() ? std::string() : fmt::format(" in `{}`", group);
    sink_.error("manifest.unknown-key", fmt::format("there is no key `{}`{}", key.text(), where), key.where(),
                std::move(help));
  }

  /// `gpu: {type: l4}` asks for one.
  void derive_gpu_count() {
    const FactId count = rules_.known(Known::gpu_count);
    if (workload_.find(count) != nullptr) return;
    for (const Known known : {Known::gpu_type, Known::gpu_memory}) {
      const Fact* fact = workload_.find(rules_.known(known));
      if (fact == nullptr || !fact->has_value()) continue;
      Fact one;
      one.id = count;
      one.origin = Origin::derived;
      one.value = {1, 1};
      one.where = fact->where;
      one.note = "a type or a memory alone asks for one";
      workload_.facts.push_back(std::move(one));
      return;
    }
  }

  const RuleSet& rules_;
  DiagnosticSink& sink_;
  NativeValues values_;
  Workload& workload_;
};

class NativeImport final : public Import {
 public:
  explicit NativeImport(ImportContext& context) : context_(context) {}

  void read(const doc::Document& document) override {
    const doc::View root = document.root();
    if (const doc::View list = root["workloads"]) return read_list(root, list);
    read_workload(root, {}, context_);
  }

 private:
  void read_list(doc::View root, doc::View list) {
    for (const auto [key, value] : doc::entries(root))
      if (key.text() != "workloads" && key.text() != "version")
        context_.sink.error("manifest.unknown-key",
                            fmt::format("`{}` cannot stand beside `workloads`", key.text()), key.where(),
                            "give it to each workload of the list");
    if (!list.is_sequence())
      return context_.sink.error("manifest.value",
                                 fmt::format("`workloads` is a list, not {}", doc::to_string(list.kind())),
                                 list.where());
    for (const doc::View item : doc::items(list)) {
      if (item.is_mapping())
        read_workload(item, {}, context_);
      else
        context_.sink.error("manifest.value",
                            fmt::format("a workload is a mapping, not {}", doc::to_string(item.kind())),
                            item.where());
    }
  }

  ImportContext& context_;
};

class NativeImporter final : public Importer {
 public:
  std::string_view id() const override { return "native"; }
  std::string_view summary() const override { return "placer's own workload.yaml"; }

  Match probe(const doc::Document& document, const RuleSet& rules) const override {
    const doc::View root = document.root();
    if (!root.is_mapping() || root.size() == 0) return Match::none;
    // Keys of other formats; a manifest of theirs may well have a `name` or a `memory` at its top.
    for (const std::string_view foreign :
         {"apiVersion", "kind", "Resources", "services", "containerDefinitions", "FunctionName", "functions",
          "planned_values"})
      if (root[foreign]) return Match::none;
    if (root["workloads"].is_sequence()) return Match::certain;
    // A package.json has a `name` and `dependencies` too, but another `version`, and a mapping where a fact
    // has a value.
    if (const doc::View version = root["version"]; version && version.text() != "1") return Match::possible;
    if (!root["name"]) return Match::possible;
    for (const auto [key, value] : doc::entries(root))
      if (find_group(rules, key.text()) != nullptr ||
          (!value.is_mapping() && find_vocabulary_fact(rules, key.text()) != no_fact))
        return Match::certain;
    return Match::possible;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<NativeImport>(context);
  }
};

const NativeImporter native_importer;

}  // namespace

const Importer& native() { return native_importer; }

std::vector<Fact> read_overlay(doc::View mapping, const RuleSet& rules, DiagnosticSink& sink) {
  Workload workload;
  workload.name = "overlay";
  Reader(rules, sink, workload).read(mapping);
  for (Fact& fact : workload.facts)
    if (fact.origin == Origin::stated || std::exchange(fact.narrowed, false)) fact.origin = Origin::assumed;
  return std::move(workload.facts);
}

void read_workload(doc::View mapping, std::string name, ImportContext& context) {
  Workload workload;
  workload.name = std::move(name);
  const std::size_t before = context.sink.errors();
  Reader(context.rules, context.sink, workload).read(mapping);
  // A workload of which a part could not be read would be judged on less than it says.
  if (context.sink.errors() == before) context.workloads.push_back(std::move(workload));
}

}  // namespace placer::importers
