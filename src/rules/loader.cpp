// Reads the files of a rule set and calls the readers of their sections in an order in which every name is
// there before it is used: accelerators, vocabulary, names of derived facts, machines, rows of the table,
// then the files as listed.
#include "rules/loader.hpp"

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "doc/read.hpp"
#include "rules/agenda.hpp"
#include "rules/load_context.hpp"
#include "rules/stages.hpp"
#include "source/decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <deque>

namespace placer::rules {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Known::last)> known_names{
    "trigger",
    "timeout",
    "memory",
    "cpu",
    "gpu.count",
    "gpu.type",
    "gpu.memory",
    "package.size",
    "traffic.pattern",
    "architecture",
    "operating_system",
    "providers",
    "regions",
    "front_door",
    "target",
    "priorities",
    "size.memory",
    "size.cpu",
    "size.gpu_count",
    "size.price",
    "size.card_price",
    "headroom",
    "settledness",
    "concurrency",
    "monthly_cost",
    "size.holds",
    "usage.node_type",
    "modelled_cold_share",
    "modelled_time",
    "modelled_presence",
    "packed_share",
    "idle_timeout",
    "modelled_life",
    "modelled_crest",
    "modelled_usual_crest",
    "modelled_turns",
    "modelled_places",
    "modelled_waited",
    "modelled_wait",
    "modelled_refused",
    "traffic.monthly",
    "traffic.average",
    "duration.typical",
    "duration.tail",
    "keep_alive",
    "peak_rate",
    "run_time",
    "turn",
    "traffic.gap",
    "traffic.idle",
    "traffic.peak",
    "whole_start",
    "most_instances",
    "billed_time",
    "idle_time"};

constexpr std::array<std::string_view, 19> list_sections{
    "accelerators", "machines", "reserves",    "facts",    "properties", "computed",     "derived",
    "criteria",     "defaults", "offerings",   "triggers", "limits",     "requirements", "advice",
    "checks",       "sizes",    "not_encoded", "pitfalls", "prices"};
constexpr std::array<std::string_view, 7> general_sections{"facts",        "derived", "criteria", "limits",
                                                           "requirements", "advice",  "prices"};

struct LoadedFile {
  std::string path;  // below the directory
  doc::Document document;
};

class Loader {
 public:
  Loader(std::string directory, FileReader& reader, SourceMap& sources, DiagnosticSink& sink)
      : directory_(std::move(directory)),
        reader_(reader),
        sources_(sources),
        sink_(sink),
        context_{sources, sink, {}, {}, {}, {}, {}, {}} {}

  std::optional<std::vector<std::uint64_t>> run(const std::string& name, const OwnFiles& own) {
    if (!read(name + ".yaml")) return std::nullopt;
    const doc::View manifest = files_.front().document.root();
    const doc::FieldContext fields{"rules", "a rule set"};
    doc::check_keys(manifest, {"ruleset", "title", "date", "files", "table"}, fields, sink_);
    const std::size_t errors = sink_.errors();
    for (const doc::View path : doc::items(manifest["files"])) read(std::string(path.text()), path.where());
    // Without a file, half of the names in the others would be said to be wrong.
    if (sink_.errors() != errors) return std::nullopt;
    shipped_ = files_.size();
    for (const std::string& path : own.paths) read(path, path, *own.reader, {});
    if (sink_.errors() != errors) return std::nullopt;
    load(manifest);
    if (context_.tables.of<FactRow>().empty()) return std::nullopt;
    Header& header = context_.tables.header;
    header.name = context_.text(doc::required_text(manifest, "ruleset", fields, sink_));
    header.title = context_.text(doc::required_text(manifest, "title", fields, sink_));
    header.date = context_.text(doc::required_text(manifest, "date", fields, sink_));
    header.digest = context_.text(sha256(digest_input_));
    header.own = context_.text(join(std::vector<std::string_view>(own.paths.begin(), own.paths.end()), ", "));
    drop_replaced(context_);
    mark_per_offering();
    context_.watch([&] { resolve_known(manifest); }, context_.sound.values);
    mark_stages(context_.tables);
    index_agendas(context_.tables);
    index_keys();
    check_rules(context_);
    if (sink_.has_errors()) return std::nullopt;
    return context_.tables.serialize();
  }

 private:
  bool read(const std::string& path, Location asked = {}) {
    return read(directory_ + "/" + path, path, reader_, asked);
  }

  bool read(const std::string& full, const std::string& path, FileReader& reader, Location asked) {
    std::string bytes, error;
    if (reader.read(full, bytes, error) != FileReader::Status::ok) {
      sink_.error("rules.file", fmt::format("cannot read {}: {}", full, error), asked);
      return false;
    }
    digest_input_ += fmt::format("{}\n{}\n", path, bytes.size());
    digest_input_ += bytes;
    FileId id = no_file;
    if (!decode_and_add(full, std::move(bytes), sources_, sink_, id)) return false;
    files_.push_back({path, {}});
    context_.files[id] = static_cast<std::uint32_t>(context_.tables.of<File>().size());
    context_.tables.of<File>().push_back({context_.text(path)});
    std::size_t documents = 0;
    const std::size_t errors = sink_.errors();
    doc::read_documents(sources_, id, sink_, [&](const doc::Document& document) {
      if (documents++ == 0)
        files_.back().document = document;
      else
        sink_.error("rules.invalid", "a rule file holds one document", document.root().where());
    });
    if (documents == 0 && sink_.errors() == errors)
      sink_.error("rules.invalid", "a rule file must not be empty", {id, 0, 0});
    return documents > 0;
  }

  template <class Use>
  void each_with(std::string_view key, Use use) {
    for (std::size_t i = 1; i < files_.size(); ++i)
      if (const doc::View root = files_[i].document.root(); root[key]) use(root);
  }

  /// A section that is no list holds nothing that would be seen.
  void check_sections(doc::View root) {
    for (const auto [key, section] : doc::entries(root))
      if (std::find(list_sections.begin(), list_sections.end(), key.text()) != list_sections.end() &&
          !section.is_sequence())
        context_.error(fmt::format("`{}` must be a list, got {}", key.text(), doc::to_string(section.kind())),
                       section.where() ? section.where() : key.where(),
                       "begin each of its entries with `- `");
  }

  void load(doc::View manifest) {
    Sound& sound = context_.sound;
    for (std::size_t i = 1; i < files_.size(); ++i) check_sections(files_[i].document.root());
    context_.watch(
        [&] {
          each_with("accelerators", [&](doc::View root) { load_accelerators(root, context_); });
          each_with("facts", [&](doc::View root) { load_vocabulary(root, context_); });
          for (std::size_t i = 1; i < files_.size(); ++i)
            if (const doc::View root = files_[i].document.root(); !root["platform"])
              load_names(root, context_);
        },
        sound.values);
    if (context_.tables.of<FactRow>().empty()) {
      context_.error("a rule set needs a vocabulary", manifest.where(), "list facts.yaml under `files:`");
      return;
    }
    for (const LoadedFile& file : files_)
      context_.watch([&] { declare_derived(file.document.root()["derived"], context_); }, sound.names,
                     sound.values);
    each_with("machines", [&](doc::View root) {
      const bool own =
          shipped_ < files_.size() && root.where().file >= files_[shipped_].document.root().where().file;
      load_machines(root, own, context_);
    });
    load_lines(manifest, context_);
    for (std::size_t i = 1; i < files_.size(); ++i) {
      if (i == shipped_) begin_own(files_[i].document.root().where().file, context_);
      load_file(files_[i].document.root());
    }
    load_table(manifest, context_);
  }

  void load_file(doc::View root) {
    if (root["not_encoded"])
      load_omissions(root, context_);
    else if (root["pitfalls"])
      load_pitfalls(root, context_);
    else if (root["platform"])
      load_platform(root, context_);
    else if (root["format"])
      load_format(root, context_);
    else if (root["claims"])
      context_.watch([&] { load_claims(root, context_); }, context_.sound.claims);
    else if (is_general(root))
      load_general(root, context_);
    else if (!root["accelerators"] && !root["machines"]) {
      context_.sound.names = context_.sound.values = context_.sound.ids = context_.sound.claims = false;
      context_.error(fmt::format("this is no rule file: expected platform, format, accelerators, machines, "
                                 "claims, not_encoded, pitfalls or one of {} at its top",
                                 join(general_sections, ", ")),
                     root.where());
    }
  }

  static bool is_general(doc::View root) {
    return std::any_of(general_sections.begin(), general_sections.end(),
                       [&](std::string_view key) { return !!root[key]; });
  }

  /// Marks the rules whose outcome may differ between offerings; all others are judged once for all. And
  /// those that look at a choice of several alternatives, which must not each be content with another one.
  void mark_per_offering() {
    for (Rule& rule : context_.tables.of<Rule>())
      for (const Range<Node> range : {rule.when, rule.require})
        for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
          const Node& node = context_.tables.of<Node>()[i];
          if (!is_leaf(node)) continue;
          const FactRow& fact = context_.fact(node.fact);
          // An offering is in the regions of its own provider only.
          if (fact.kind != FactKind::vocabulary || context_.tables.text(fact.key) == "regions")
            rule.per_offering = true;
          if (fact.type == FactType::choice && fact.many) rule.of_alternatives = true;
        }
  }

  void resolve_known(doc::View manifest) {
    for (std::size_t i = 0; i < known_names.size(); ++i) {
      const FactId fact = find_fact(context_.tables, known_names[i]);
      context_.tables.header.known[i] = fact;
      if (fact == no_fact && i < static_cast<std::size_t>(Known::monthly_cost))
        context_.error(fmt::format("the vocabulary has no fact `{}`", known_names[i]), manifest.where());
    }
  }

  void index_keys() {
    std::vector<Key> keys;
    const auto& facts = context_.tables.of<FactRow>();
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const auto id = static_cast<std::uint16_t>(i);
      keys.push_back({facts[i].key, id});
      for (std::uint32_t alias = 0; alias < facts[i].aliases.count; ++alias)
        keys.push_back({context_.tables.of<TextRef>()[facts[i].aliases.first + alias], id});
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) {
      return context_.tables.text(a.text) < context_.tables.text(b.text);
    });
    context_.append(keys);
    context_.tables.index_rules();
  }

  std::string directory_;
  FileReader& reader_;
  SourceMap& sources_;
  DiagnosticSink& sink_;
  LoadContext context_;
  std::deque<LoadedFile> files_;    // views into the documents stay valid
  std::size_t shipped_ = SIZE_MAX;  // files that are not a user's own
  std::string digest_input_;
};

}  // namespace

std::optional<std::vector<std::uint64_t>> load_rule_set(const std::string& directory, const std::string& name,
                                                        FileReader& reader, SourceMap& sources,
                                                        DiagnosticSink& sink, const OwnFiles& own) {
  return Loader(directory, reader, sources, sink).run(name, own);
}

}  // namespace placer::rules
