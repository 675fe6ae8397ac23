// Blocks wait on a list until their turn comes. In JSON a block is a list of objects and a map is an object,
// so that the two can be told apart without the schema.
#include "importers/terraform_terms.hpp"

#include "doc/read.hpp"

#include <algorithm>
#include <utility>

namespace placer::importers::terraform {
namespace {

using Form = Term::Form;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool holds_blocks(doc::View value) { return value.is_sequence() && value.first().is_mapping(); }

/// A call of a function, which stands for a value.
bool is_call(doc::View value) {
  return value.is_mapping() && value.size() == 1 && value.first().text().starts_with("Fn::");
}

/// Whether a term holds for what stands under its attribute.
bool holds_for(const Term& term, doc::View value) {
  if (!term.unless.empty() && value.first()[term.unless]) return false;
  if (term.form == Form::list) return value.is_sequence();
  return (term.form != Form::value && term.form != Form::number) || value.is_scalar();
}

}  // namespace

bool is_nothing(doc::View value) {
  if (!value || value.is_null()) return true;
  return value.is_scalar() ? value.text().empty() : value.is_sequence() && value.size() == 0;
}

doc::View at_path(doc::View attributes, std::string_view path) {
  while (attributes && !path.empty()) {
    const std::string_view name = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(name.size() + 1, path.size()));
    if (attributes.is_sequence()) attributes = attributes.first();
    attributes = attributes[name];
  }
  return attributes;
}

struct Terms::Open {
  doc::NodeIndex target;
  std::string attribute;  // a copy, since the texts of a document move while it grows
  doc::View value;
  bool is_json = false;  ///< of a text that holds JSON: objects are no maps there
};

std::string Terms::in_words(std::string_view attribute) const {
  std::string words;
  bool begins = capital_;
  for (const char c : attribute) {
    if (c == '_') {
      begins = true;
      continue;
    }
    words += begins ? upper(c) : c;
    begins = false;
  }
  return words;
}

Term Terms::term_of(std::string_view attribute, doc::View value) const {
  const auto found = std::find_if(table_.begin(), table_.end(), [&](const Term& term) {
    return term.from == attribute && holds_for(term, value);
  });
  return found == table_.end() ? Term{attribute, {}} : *found;
}

/// The group that a path leads into; the rest is the key there.
doc::NodeIndex Terms::enter(doc::NodeIndex target, std::string_view& path, doc::View place) const {
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    const std::string_view group = path.substr(0, dot);
    const doc::View known = doc::View(&edit_.document(), target)[group];
    target = known ? known.index() : edit_.add_empty(target, group, doc::Kind::mapping, place);
    path.remove_prefix(dot + 1);
  }
  return target;
}

void Terms::put_json(doc::NodeIndex target, std::string_view key, doc::View text) const {
  SourceMap sources;
  DiagnosticSink sink;
  bool is_read = false;
  doc::read_documents(sources, sources.add("attribute.json", std::string(text.text())), sink,
                      [&](const doc::Document& document) {
                        if (!is_read) edit_.add_foreign(target, key, document.root(), text);
                        is_read = true;
                      });
  // As it stands: whoever reads it says that it is not what belongs there.
  if (!is_read) edit_.add_value(target, key, text);
}

void Terms::put(doc::NodeIndex target, std::string_view attribute, doc::View value) const {
  put_as(target, term_of(attribute, value), value);
}

void Terms::put_as(doc::NodeIndex target, const Term& first, doc::View value) const {
  std::deque<Open> open{{target, std::string(first.from), value}};
  bool is_first = true;
  while (!open.empty()) {
    const Open next = std::move(open.front());
    open.pop_front();
    const Term term = is_first       ? first
                      : next.is_json ? Term{next.attribute, {}}
                                     : term_of(next.attribute, next.value);
    is_first = false;
    // The value of a variable may well be an empty text.
    const bool is_text = next.attribute == "value" && next.value.is_scalar();
    if (term.form != Form::nothing && (is_text || !is_nothing(next.value))) put_one(next, term, open);
  }
}

void Terms::put_one(const Open& next, const Term& term, std::deque<Open>& open) const {
  const doc::View value = next.value;
  if (term.form == Form::positive && value.text().starts_with('-')) return;
  if (term.form == Form::nonzero && value.text() == "0") return;
  if (term.form == Form::words && value.is_scalar()) {
    const doc::NodeIndex read = edit_.add_empty(doc::none, {}, doc::Kind::mapping, value);
    put_json(read, "", value);
    open.push_back({next.target, next.attribute, doc::View(&edit_.document(), read)[""], true});
    return;
  }
  const std::string made = term.to.empty() ? in_words(next.attribute) : std::string(term.to);
  std::string_view key = made;
  const doc::NodeIndex group = enter(next.target, key, value);
  const auto put_entries = [&](doc::NodeIndex body, doc::View mapping) {
    for (const auto [name, part] : doc::entries(mapping))
      open.push_back({body, std::string(name.text()), part, next.is_json});
  };
  if (term.form == Form::json && value.is_scalar()) {
    put_json(group, key, value);
  } else if (term.form == Form::number && value.is_scalar()) {
    edit_.add_plain(group, key, value);
  } else if (next.is_json && value.is_mapping()) {
    put_entries(edit_.add_empty(group, key, doc::Kind::mapping, value), value);
  } else if (holds_blocks(value) && !is_call(value.first())) {
    const bool is_list = term.form == Form::list || next.is_json || value.size() > 1;
    const doc::NodeIndex list = is_list ? edit_.add_empty(group, key, doc::Kind::sequence, value) : group;
    for (const doc::View block : doc::items(value))
      put_entries(edit_.add_empty(list, is_list ? "" : key, doc::Kind::mapping, block), block);
  } else {
    edit_.add_value(group, key, value);
  }
}

void Terms::put_all(doc::NodeIndex target, doc::View attributes) const {
  for (const auto [name, value] : doc::entries(attributes)) put(target, name.text(), value);
}

}  // namespace placer::importers::terraform
