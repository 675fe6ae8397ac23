// The native manifest: flat, one workload a document or a `workloads:` list. All of its keys come from the
// vocabulary.
#include "importers/native.hpp"

#include "base/amount.hpp"
#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/contradiction.hpp"
#include "importers/native_clean.hpp"
#include "importers/native_probe.hpp"
#include "importers/native_value.hpp"
#include "importers/region.hpp"
#include "rules/relations.hpp"

#include <fmt/core.h>

#include <map>
#include <utility>

namespace placer::importers {
namespace {

using rules::Group;
using rules::RuleSet;

void check_version(doc::View value, DiagnosticSink& sink) {
  if (value.is_scalar() && value.text() == "1") return;
  const std::string_view kind = to_string(value.kind());
  sink.error("manifest.version",
             fmt::format("this program reads version 1 of the manifest, not {}",
                         value.is_scalar() ? fmt::format("`{}`", value.text()) : std::string(kind)),
             value.where(), "write `version: 1`, or leave it out");
}

class Reader {
 public:
  /// `only_facts`: what is read belongs to a workload that has its name already. `ignores`: where what stands
  /// under `ignore:` goes; null: there is no such key.
  Reader(const RuleSet& rules, DiagnosticSink& sink, Workload& workload, bool only_facts,
         std::vector<IgnoreNote>* ignores)
      : rules_(rules),
        sink_(sink),
        values_(rules, sink, workload),
        workload_(workload),
        only_facts_(only_facts),
        ignores_(ignores) {}

  void read(doc::View mapping) {
    workload_.where = mapping.where();
    workload_.where.length = 0;
    each_entry(mapping, [&](doc::View key, doc::View value) { read_entry(key, value); });
    add_defaults();
    if (workload_.name.empty())
      sink_.error("manifest.name", "a workload needs a `name`", workload_.where,
                  "for example `name: thumbnailer`");
    derive_gpu_count(rules_, workload_);
    derive_said();
    derive_monthly();
    derive_providers(rules_, sink_, workload_);
    check_contradictions(rules_, sink_, workload_);
  }

 private:
  void read_entry(doc::View key, doc::View value) {
    if (key.text() == "ignore" && ignores_ != nullptr) return read_ignores(value);
    const bool is_name = key.text() == "name" && !only_facts_;
    bool clean = check_clean(key, false, sink_) && check_clean(value, is_name, sink_);
    for (const doc::View item : doc::items(value)) clean = check_clean(item, false, sink_) && clean;
    if (!clean) {
      if (is_name) workload_.name = "unnamed";  // reported once is enough
      return;
    }
    if (is_name) return read_name(key, value);
    if (key.text() == "version" && !only_facts_) return check_version(value, sink_);
    if (key.text() == "defaults" && !only_facts_) return read_defaults(value);
    if (const FactId fact = find_vocabulary_fact(rules_, key.text()); fact != no_fact)
      return values_.read(fact, key, value);
    if (const Group* group = find_group(rules_, key.text())) {
      if (!value.is_mapping()) return values_.read_group_scalar(*group, key, value);
      return each_entry(value, [&](doc::View part, doc::View of) { read_part(*group, part, of); });
    }
    unknown_key(key, {});
  }

  /// Facts that the workload's own platform fills in where nobody states them.
  void read_defaults(doc::View value) {
    if (!value.is_mapping())
      return sink_.error("manifest.value",
                         fmt::format("`defaults` is a mapping of facts, not {}", to_string(value.kind())),
                         value.where(), "for example `defaults: {timeout: 5min}`");
    Reader inner(rules_, sink_, defaults_, true, nullptr);
    each_entry(value, [&](doc::View key, doc::View of) { inner.read_entry(key, of); });
  }

  /// What is stated as well is no default.
  void add_defaults() {
    for (Fact& fact : defaults_.facts) {
      if (workload_.find(fact.id) != nullptr) continue;
      if (fact.has_value()) fact.origin = Origin::platform_default;
      if (fact.note.empty()) fact.note = "what its own platform fills in";
      workload_.facts.push_back(std::move(fact));
    }
  }

  void read_part(const Group& group, doc::View key, doc::View value) {
    const std::string full = fmt::format("{}.{}", rules_.text(group.key), key.text());
    const FactId fact = find_vocabulary_fact(rules_, full);
    if (fact == no_fact) return unknown_key(key, rules_.text(group.key));
    bool clean = check_clean(value, false, sink_);
    for (const doc::View item : doc::items(value)) clean = check_clean(item, false, sink_) && clean;
    if (clean) values_.read(fact, key, value);
  }

  void read_name(doc::View key, doc::View value) {
    if (!value.is_scalar() || trim(value.text()).empty()) {
      sink_.error("manifest.name", "`name` must be a text", (value.is_null() ? key : value).where(),
                  "for example `name: thumbnailer`");
      workload_.name = "unnamed";  // reported once is enough
      return;
    }
    const std::string_view written = trim(value.text());
    workload_.name = on_one_line(written);
    workload_.where = value.where();
    const std::size_t length = count_code_points(workload_.name);
    if (length <= longest_name) {
      if (workload_.name != written) workload_.written_name = written;
      return;
    }
    workload_.name = "unnamed";
    sink_.error("manifest.name",
                fmt::format("a name has at most {} characters, this one has {}", longest_name, length),
                value.where(), "shorten it: no platform takes a longer one");
  }

  /// One note or a list of them. Whether the rules exist is known where they are used.
  void read_ignores(doc::View value) {
    const auto read = [&](doc::View note) {
      if (note.is_scalar()) return ignores_->push_back({std::string(note.text()), note.where()});
      sink_.error(
          "manifest.ignore", fmt::format("what is to be ignored is a text, not {}", to_string(note.kind())),
          note.where(), "for example `ignore: aws-lambda.timeout -- the long part moves to a job in May`");
    };
    if (!value.is_sequence()) return read(value);
    for (const doc::View note : doc::items(value)) read(note);
  }

  /// A key that is no word of the vocabulary; `group` is the mapping that it stands in, if any.
  void unknown_key(doc::View key, std::string_view group) {
    const std::string prefix = group.empty() ? std::string() : std::string(group) + ".";
    std::vector<std::string_view> known = native_keys(rules_);
    if (only_facts_)
      std::erase_if(known, [](std::string_view text) {
        return text == "name" || text == "version" || text == "workloads" || text == "defaults";
      });
    if (ignores_ == nullptr) std::erase(known, "ignore");
    if (!prefix.empty()) {
      std::erase_if(known, [&](std::string_view text) { return !text.starts_with(prefix); });
      for (std::string_view& text : known) text.remove_prefix(prefix.size());
    }
    const auto near = closest(key.text(), known);
    const bool at_top = !prefix.empty() && find_vocabulary_fact(rules_, key.text()) != no_fact;
    std::string help = at_top ? fmt::format("`{}` is a key of its own, outside of `{}`", key.text(), group)
                       : near ? fmt::format("did you mean `{}`?", *near)
                       : prefix.empty() ? std::string("`placer reference facts` lists all keys")
                                        : fmt::format("its keys are {}", join(known, ", "));
    const std::string where = prefix.empty() ? std::string() : fmt::format(" in `{}`", group);
    sink_.error("manifest.unknown-key", fmt::format("there is no key `{}`{}", key.text(), where), key.where(),
                std::move(help));
  }

  /// What the words of choices say of others, where nobody states them.
  void derive_said() {
    std::vector<Fact> said;
    for (const Fact& fact : workload_.facts)
      for (const rules::Said& one : rules::said_by(rules_, fact)) {
        if (!one.follows || workload_.find(one.fact) != nullptr) continue;
        Fact other;
        other.id = one.fact;
        other.origin = Origin::derived;
        other.value = {one.set, one.set};
        other.where = fact.where;
        other.note = fmt::format("what `{}` says", fact.text);
        said.push_back(std::move(other));
      }
    for (Fact& fact : said) workload_.add(std::move(fact));
  }

  /// "1/day" is less than the thousandth of a request a second that the rate is rounded to: what it costs
  /// follows from the requests in a month.
  void derive_monthly() {
    const FactId average = rules_.find_fact("traffic.average"), monthly = rules_.find_fact("traffic.monthly");
    if (average == no_fact || monthly == no_fact || workload_.find(monthly) != nullptr) return;
    const Fact* rate = workload_.find(average);
    if (rate == nullptr || !rate->has_value() || !rate->value.is_point()) return;
    const auto requests = monthly_requests(rate->text);
    const std::int64_t rounded = rate->value.low * 2628;
    if (!requests || *requests == Interval{rounded, rounded}) return;
    Fact fact;
    fact.id = monthly;
    fact.origin = Origin::derived;
    fact.value = *requests;
    fact.where = rate->where;
    fact.note = "in a month of 730 hours";
    workload_.facts.push_back(std::move(fact));
  }

  const RuleSet& rules_;
  DiagnosticSink& sink_;
  NativeValues values_;
  Workload& workload_;
  Workload defaults_;
  bool only_facts_;
  std::vector<IgnoreNote>* ignores_;
};

class NativeImport final : public Import {
 public:
  explicit NativeImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    if (const doc::View list = root["workloads"]) return read_list(root, list);
    if (root.is_sequence())
      return context_.sink.error("manifest.value", "a list of workloads has no name here", root.where(),
                                 "write `workloads:` above it");
    if (!root.is_mapping() && !root.is_null()) return no_mapping(root);
    read_workload(root, context_.file_name, context_);
  }

 private:
  void read_list(doc::View root, doc::View list) {
    for (const auto [key, value] : doc::entries(root))
      if (key.text() != "workloads" && key.text() != "version")
        context_.sink.error("manifest.unknown-key",
                            fmt::format("`{}` cannot stand beside `workloads`", key.text()), key.where(),
                            "give it to each workload of the list");
    if (const doc::View version = root["version"]) check_version(version, context_.sink);
    if (!list.is_sequence())
      return context_.sink.error("manifest.value",
                                 fmt::format("`workloads` is a list, not {}", doc::to_string(list.kind())),
                                 list.where());
    const std::size_t first = context_.workloads.size();
    for (const doc::View item : doc::items(list)) {
      if (item.is_mapping())
        read_workload(item, {}, context_);
      else
        no_mapping(item);
    }
    check_names(first);
  }

  void no_mapping(doc::View workload) {
    context_.sink.error("manifest.value",
                        fmt::format("a workload is a mapping, not {}", doc::to_string(workload.kind())),
                        workload.where());
  }

  /// Two of one name are told apart by nobody who reads a report.
  void check_names(std::size_t first) {
    std::map<std::string_view, Location> seen;
    for (std::size_t i = first; i < context_.workloads.size(); ++i) {
      const Workload& workload = context_.workloads[i];
      const auto [other, is_new] = seen.emplace(workload.name, workload.where);
      if (is_new) continue;
      context_.sink.report({Severity::warning,
                            "manifest.same-name",
                            fmt::format("two workloads of this list are called `{}`", workload.name),
                            workload.where,
                            "give each its own name",
                            {{other->second, "the first one"}}});
    }
  }

  ImportContext& context_;
};

class NativeImporter final : public Importer {
 public:
  std::string_view id() const override { return "native"; }
  std::string_view summary() const override { return "placer's own workload.yaml"; }

  Match probe(doc::View root, const RuleSet& rules) const override { return match_native(root, rules); }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<NativeImport>(context);
  }

  void report_errors(doc::View root, ImportContext& context) const override {
    std::vector<Workload> unused;
    ImportContext scratch{context.rules, context.sink, unused, {}, context.file_name};
    NativeImport(scratch).read(root);
  }
};

const NativeImporter native_importer;

}  // namespace

const Importer& native() { return native_importer; }

std::vector<Fact> read_overlay(doc::View mapping, const RuleSet& rules, DiagnosticSink& sink,
                               std::vector<IgnoreNote>* ignores) {
  Workload workload;
  workload.name = "overlay";
  Reader(rules, sink, workload, true, ignores).read(mapping);
  for (Fact& fact : workload.facts)
    if (fact.origin == Origin::stated || std::exchange(fact.narrowed, false)) fact.origin = Origin::assumed;
  return std::move(workload.facts);
}

void read_workload(doc::View mapping, std::string name, ImportContext& context) {
  Workload workload;
  workload.name = std::move(name);
  const std::size_t before = context.sink.errors();
  Reader(context.rules, context.sink, workload, false, &workload.ignores).read(mapping);
  // A workload of which a part could not be read would be judged on less than it says.
  if (context.sink.errors() == before) context.workloads.push_back(std::move(workload));
}

}  // namespace placer::importers
