#include "importers/native_probe.hpp"

#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/marker.hpp"
#include "importers/native_value.hpp"

#include <algorithm>
#include <array>

namespace placer::importers {
namespace {

using rules::FactKind;
using rules::FactType;
using rules::Group;
using rules::RuleSet;

/// Facts for each key that is none in a file that nobody named, and facts that make up for a missing name.
constexpr std::size_t certainty = 4;

/// Keys that are none for each that is one, above which the name and a readable fact are a coincidence. Where
/// a `type` stands beside them, which manifests of others begin with, they need not be that many.
constexpr std::size_t coincidence = 3, coincidence_with_type = 1;

/// A list whose first entries are no workloads is none of placer's.
constexpr std::size_t most_entries = 100;

bool takes_lists(const rules::FactRow& fact) {
  return fact.many || fact.type == FactType::numbers || fact.type == FactType::texts ||
         fact.type == FactType::criteria;
}

/// What the keys of a mapping are.
class Likeness {
 public:
  Likeness(doc::View root, const RuleSet& rules) : rules_(rules), known_(native_keys(rules)) {
    // More keys than there are words: only what it declares itself counts.
    if (root.size() > known_.size()) {
      others_ = root.size();
      name_ = !!root["name"];
      if (const doc::View version = root["version"]) read_version(version);
      return;
    }
    std::vector<std::string_view> strange;
    each_entry(root, [&](doc::View key, doc::View value) {
      if (!count(key, value)) strange.push_back(key.text());
    });
    // What has neither a name nor a fact is no manifest, however its keys are spelt.
    const bool may_be_one = name_ || facts_ > 0;
    for (const std::string_view word : strange) ++(may_be_one && closest(word, known_) ? near_ : others_);
  }

  bool possible() const {
    // What else stands there is misspelt, unless next to nothing is placer's.
    if ((sure_ || (name_ && reads_ && !is_coincidence())) && !foreign_version_) return true;
    // Two words of placer's that are nearly right are no coincidence.
    if (name_ && near_ > 1 && !foreign_version_) return true;
    // Nothing but a name: all else becomes a question.
    if (facts_ + near_ == 0 && others_ == 0) return name_ && !foreign_version_;
    if (version_ && (name_ || facts_ > 0)) return true;
    // Other programs know a `timeout` and a `schedule` too, so that without a name next to nothing may be
    // strange.
    if (!name_) return facts_ > 0 && facts_ >= certainty * others_;
    return facts_ + near_ > 0 && facts_ + near_ >= others_;
  }

  /// Somebody who means it to be a manifest wants to hear of each key that is none.
  bool conceivable() const { return !foreign_version_ && (name_ || words_ > 0); }

  bool certain() const {
    if (foreign_version_ || facts_ == 0) return false;
    if (sure_) return true;
    if (!name_) return others_ + near_ == 0 && facts_ >= certainty;
    if (others_ > 0) return facts_ >= certainty * others_;
    return facts_ > 1 || reads_;
  }

  bool knows_all() const { return others_ == 0; }
  bool has_facts() const { return facts_ > 0; }

 private:
  /// False for a key that is none of placer's.
  bool count(doc::View key, doc::View value) {
    const std::string_view word = key.text();
    if (word == "name") {
      name_ = true;
    } else if (word == "version") {
      read_version(value);
    } else if (const FactId fact = find_vocabulary_fact(rules_, word); fact != no_fact) {
      // The `dependencies` of a package.json are none of placer's: a fact has a value, or a list of them.
      ++words_;
      const bool fits =
          (!value.is_mapping() || value["one_of"] || (value["total"] && takes_total(rules_, fact))) &&
          (!value.is_sequence() || takes_lists(rules_.fact(fact)));
      sure_ =
          sure_ || (rules_.fact(fact).type == FactType::offering && rules_.find_offering(value.text()) >= 0);
      if (fits && !reads_) reads_ = reads([&](NativeValues& values) { values.read(fact, key, value); });
      // Of several names where one belongs, as `trigger: [http, queue]`, the writer is to hear. The packages
      // under `dependencies` of another tool are no sizes.
      const auto is_one_of_several = [&] {
        return value.is_sequence() && value.first().is_scalar() &&
               reads([&](NativeValues& values) { values.read(fact, key, value.first()); });
      };
      // A core word of placer's with something else behind it than a value.
      const bool is_core =
          value.is_mapping() && rules_.fact(fact).core && rules_.text(rules_.fact(fact).key) == word;
      ++(fits ? facts_ : is_core || is_one_of_several() ? near_ : others_);
    } else if (const Group* group = find_group(rules_, word)) {
      ++words_;
      const bool is_fact = fits(*group, value);
      if (is_fact && !reads_)
        reads_ = value.is_mapping() ||
                 reads([&](NativeValues& values) { values.read_group_scalar(*group, key, value); });
      ++(is_fact ? facts_ : near_);
    } else {
      type_ = type_ || (word == "type" && value.is_scalar());
      return word == "workloads" || (word == "defaults" && value.is_mapping()) ||
             (word == "ignore" && is_note(value.is_sequence() ? value.first() : value));
    }
    return true;
  }

  /// Other programs ignore things too, but give no reason behind two dashes.
  static bool is_note(doc::View value) { return value.text().find(" -- ") != std::string_view::npos; }

  bool is_coincidence() const {
    return others_ > (type_ ? coincidence_with_type : coincidence) * (facts_ + near_);
  }

  bool fits(const Group& group, doc::View value) const {
    if (!value.is_mapping()) return !value.is_sequence();
    const std::string prefix = std::string(rules_.text(group.key)) + ".";
    bool found = false;
    each_entry(value, [&](doc::View part, doc::View) {
      found = found || find_vocabulary_fact(rules_, prefix + std::string(part.text())) != no_fact;
    });
    return found;
  }

  void read_version(doc::View value) {
    if (value.text() == "1" && !value.quoted())
      version_ = true;
    else
      foreign_version_ = true;
    // "1.0.0" is the version of a package; a whole number may be one of this format that is not read.
    if (value.text().find_first_not_of("0123456789") != std::string_view::npos) ++others_;
  }

  /// Whether a value can be read; asked until one can.
  template <class Read>
  bool reads(Read read) const {
    Workload scratch;
    DiagnosticSink unheard;
    NativeValues values(rules_, unheard, scratch);
    read(values);
    return !unheard.has_errors();
  }

  const RuleSet& rules_;
  std::vector<std::string_view> known_;
  bool name_ = false, version_ = false, foreign_version_ = false, reads_ = false;
  bool sure_ = false;      ///< it names an offering
  bool type_ = false;      ///< it says of what type it is, for which placer has no word
  std::size_t words_ = 0;  ///< keys of the vocabulary, whatever they hold
  std::size_t facts_ = 0, near_ = 0, others_ = 0;
};

bool is_foreign(doc::View root) {
  const std::vector<std::string_view>& keys = foreign_keys();
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return !!root[key]; });
}

/// `workloads:` is a word that others use as well: its entries decide.
Match match_list(doc::View root, doc::View list, const RuleSet& rules) {
  const bool knows_all = Likeness(root, rules).knows_all();
  if (!list.is_sequence()) return knows_all ? Match::possible : Match::none;
  Match best = knows_all && list.size() == 0 ? Match::possible : Match::none;
  std::size_t seen = 0;
  for (const doc::View item : doc::items(list)) {
    if (++seen > most_entries) break;
    if (!item.is_mapping()) continue;
    const Likeness entry(item, rules);
    if (knows_all && entry.certain()) return Match::certain;
    if (entry.possible() && (knows_all || entry.has_facts())) best = Match::possible;
  }
  return best;
}

/// A list that nothing names is one of workloads where an entry says as much as a file that nobody named
/// must.
Match match_bare_list(doc::View list, const RuleSet& rules) {
  std::size_t seen = 0;
  for (const doc::View item : doc::items(list)) {
    if (++seen > most_entries) break;
    if (item.is_mapping() && !is_foreign(item) && Likeness(item, rules).certain()) return Match::certain;
  }
  return Match::none;
}

}  // namespace

Match match_native(doc::View root, const RuleSet& rules) {
  if (root.is_sequence()) return match_bare_list(root, rules);
  if (!root.is_mapping() || root.size() == 0 || !own_kind(root).empty()) return Match::none;
  if (is_foreign(root)) return Match::none;
  if (const doc::View list = root["workloads"]) return match_list(root, list, rules);
  const Likeness likeness(root, rules);
  if (likeness.certain()) return Match::certain;
  if (likeness.possible()) return Match::possible;
  return likeness.conceivable() ? Match::conceivable : Match::none;
}

std::string_view own_kind(doc::View root) {
  if (root["placer_baseline"]) return "placer baseline";
  return root["schema_version"] && root["workloads"] ? "placer report" : "";
}

std::vector<std::string_view> native_keys(const RuleSet& rules) {
  std::vector<std::string_view> known;
  for (const rules::Key& entry : rules.rows<rules::Key>())
    if (rules.fact(entry.fact).kind == FactKind::vocabulary) known.push_back(rules.text(entry.text));
  for (const Group& entry : rules.rows<Group>()) known.push_back(rules.text(entry.key));
  for (const std::string_view word : {"name", "version", "workloads", "defaults", "ignore"})
    known.push_back(word);
  return known;
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

void each_entry(doc::View mapping, const std::function<void(doc::View, doc::View)>& use) {
  if (mapping["<<"])
    for (const auto& [key, value] : doc::merged_entries(mapping)) use(key, value);
  else
    for (const auto [key, value] : doc::entries(mapping)) use(key, value);
}

}  // namespace placer::importers
