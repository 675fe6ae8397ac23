// Trees are as deep as the reader's cap at the most, so that recursion over them is safe here.
#include "fuzz/mutator.hpp"

#include "doc/read.hpp"
#include "source/decode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

namespace placer::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_values = 4'000;  // of one document; larger ones are too slow to be worth it

/// Values that were somebody's downfall.
constexpr std::string_view nasty[] = {"",
                                      "0",
                                      "-1",
                                      "0.5",
                                      "1e999",
                                      "010",
                                      "0x10",
                                      "1_000",
                                      ".inf",
                                      ".nan",
                                      "null",
                                      "~",
                                      "true",
                                      "no",
                                      "=",
                                      "<<",
                                      "*",
                                      "&a",
                                      "9223372036854775807",
                                      "9223372036854775808",
                                      "-9223372036854775808",
                                      "100000000000000000000000000000000Gi",
                                      "1000000000000000000000000000000m",
                                      "0.0000000000000000000000000001",
                                      "1Ei",
                                      "16Ei",
                                      "1..",
                                      "..1",
                                      "2..1",
                                      "512Mi",
                                      "512MB",
                                      "1h30m",
                                      "${A:-${B}}",
                                      "!Ref A",
                                      "{{ .Values.x }}",
                                      "${self:custom.x}",
                                      "arn:aws:lambda:eu-west-1:1:function:f",
                                      "::error::x",
                                      "]]>",
                                      "</script>",
                                      "|",
                                      "a\nb",
                                      "\t",
                                      "\x1b[31m",
                                      "\xe2\x80\xae",
                                      "\xf0\x9f\x98\x80",
                                      "nvidia.com/gpu",
                                      "rate(0 minutes)",
                                      "cron(* * * * ? *)",
                                      "*/0 * * * *",
                                      "60 24 31 2 *",
                                      "2026-02-30",
                                      "../../etc/passwd",
                                      "%2e%2e"};

Value copy(doc::View view, std::size_t& budget) {
  Value value;
  if (budget == 0) return value;
  --budget;
  value.kind = view.kind();
  value.tag = view.tag();
  value.quoted = view.quoted();
  value.text = view.text();
  for (doc::View child = view.first(); child && budget > 0; child = child.next())
    value.children.push_back(copy(child, budget));
  if (value.kind == doc::Kind::mapping && value.children.size() % 2 == 1) value.children.emplace_back();
  return value;
}

std::vector<Value> documents_of(std::string_view bytes) {
  std::vector<Value> all;
  SourceMap sources;
  DiagnosticSink sink;
  FileId file = no_file;
  if (!decode_and_add("w.yaml", std::string(bytes), sources, sink, file)) return all;
  std::size_t budget = most_values;
  doc::read_documents(sources, file, sink,
                      [&](const doc::Document& document) { all.push_back(copy(document.root(), budget)); });
  return all;
}

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() < 100 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '/' || c == '+';
  });
}

void write_text(const Value& value, bool is_key, std::string& out) {
  if (!value.quoted && !is_key && is_plain(value.text)) {
    out += value.text;
    return;
  }
  out += '"';
  for (const char c : value.text) {
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (c >= 0 && c < ' ')
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  out += '"';
}

void write(const Value& value, bool is_key, std::string& out) {
  if (!value.tag.empty() && value.tag.front() == '!' && is_plain(std::string_view(value.tag).substr(1)))
    out += value.tag + " ";
  const bool is_mapping = value.kind == doc::Kind::mapping;
  switch (value.kind) {
    case doc::Kind::null: out += "null"; return;
    case doc::Kind::scalar: write_text(value, is_key, out); return;
    case doc::Kind::mapping:
    case doc::Kind::sequence: break;
  }
  out += is_mapping ? '{' : '[';
  for (std::size_t i = 0; i < value.children.size(); ++i) {
    if (i > 0) out += is_mapping && i % 2 == 1 ? ": " : ", ";
    write(value.children[i], is_mapping && i % 2 == 0, out);
  }
  out += is_mapping ? '}' : ']';
}

/// All values that are no keys, with what holds them.
struct Place {
  Value* value;
  Value* parent;  // null: the root
  std::size_t index;
};

void collect(Value& value, Value* parent, std::size_t index, std::vector<Place>& places) {
  places.push_back({&value, parent, index});
  const bool is_mapping = value.kind == doc::Kind::mapping;
  for (std::size_t i = is_mapping ? 1 : 0; i < value.children.size(); i += is_mapping ? 2 : 1)
    collect(value.children[i], &value, i, places);
}

Value scalar(std::string text, bool quoted) {
  Value value;
  value.kind = doc::Kind::scalar;
  value.text = std::move(text);
  value.quoted = quoted;
  return value;
}

}  // namespace

/// One change at a place chosen by chance.
class Mutator::Change {
 public:
  Change(const Mutator& mutator, std::mt19937_64& numbers) : mutator_(mutator), numbers_(numbers) {}

  void apply(Value& root) {
    std::vector<Place> places;
    collect(root, nullptr, 0, places);
    const Place place = places[below(places.size())];
    Value& value = *place.value;
    switch (below(9)) {
      case 0: value = scalar(word(), below(4) == 0); break;
      case 1: value = part(); break;
      case 2: erase(place); break;
      case 3: insert(value); break;
      case 4: rename(place); break;
      case 5: wrap(value); break;
      case 6: value = Value(*places[below(places.size())].value); break;
      case 7: bend(value); break;
      default: value.quoted = !value.quoted; break;
    }
  }

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : numbers_() % limit; }

  std::string word() {
    if (mutator_.words_.empty() || below(2) == 0) return std::string(nasty[below(std::size(nasty))]);
    return mutator_.words_[below(mutator_.words_.size())];
  }
  Value part() {
    return mutator_.parts_.empty() ? scalar(word(), false) : mutator_.parts_[below(mutator_.parts_.size())];
  }
  static std::size_t step(const Value& value) { return value.kind == doc::Kind::mapping ? 2 : 1; }

  void erase(const Place& place) {
    if (place.parent == nullptr) return;
    std::vector<Value>& all = place.parent->children;
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(place.index) + 1;
    all.erase(end - static_cast<std::ptrdiff_t>(step(*place.parent)), end);
  }
  void insert(Value& value) {
    if (value.kind == doc::Kind::mapping) value.children.push_back(scalar(word(), true));
    if (value.kind == doc::Kind::mapping || value.kind == doc::Kind::sequence)
      value.children.push_back(below(2) == 0 ? part() : scalar(word(), false));
    else
      value = part();
  }
  void rename(const Place& place) {
    if (place.parent != nullptr && place.parent->kind == doc::Kind::mapping)
      place.parent->children[place.index - 1] = scalar(word(), true);
  }
  void wrap(Value& value) {
    Value outer;
    const bool is_mapping = below(2) == 0;
    outer.kind = is_mapping ? doc::Kind::mapping : doc::Kind::sequence;
    if (is_mapping) outer.children.push_back(scalar(word(), true));
    outer.children.push_back(std::move(value));
    value = std::move(outer);
  }
  void bend(Value& value) {
    if (value.text.empty()) return;
    const std::size_t at = below(value.text.size());
    constexpr std::string_view characters = "0123456789.-+eEmMkKGi%/:@,;{}[]()$*\"' ~\n";
    if (below(2) == 0)
      value.text[at] = characters[below(characters.size())];
    else
      value.text.insert(at, 1, characters[below(characters.size())]);
  }

  const Mutator& mutator_;
  std::mt19937_64& numbers_;
};

Mutator::Mutator(const std::vector<std::string>& texts) {
  for (const std::string& text : texts)
    for (Value& document : documents_of(text)) {
      std::vector<Place> places;
      collect(document, nullptr, 0, places);
      for (const Place& place : places) {
        const Value& value = *place.value;
        if (value.kind == doc::Kind::scalar)
          words_.push_back(value.text);
        else if (!value.children.empty())
          parts_.push_back(value);
        if (value.kind == doc::Kind::mapping)
          for (std::size_t i = 0; i < value.children.size(); i += 2) words_.push_back(value.children[i].text);
      }
    }
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
}

std::string Mutator::mutate(std::string_view bytes, std::uint64_t seed) const {
  std::vector<Value> documents = documents_of(bytes);
  if (documents.empty()) return {};
  std::mt19937_64 numbers(seed);
  Change change(*this, numbers);
  for (std::size_t i = 1 + numbers() % 4; i > 0; --i) change.apply(documents[numbers() % documents.size()]);
  std::string out;
  for (const Value& document : documents) {
    if (!out.empty()) out += "---\n";
    write(document, false, out);
    out += '\n';
  }
  return out;
}

std::vector<std::string> texts_below(const std::vector<std::string>& paths) {
  std::vector<std::string> files, texts;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_regular_file(path, error)) files.push_back(path);
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error))
      if (entry->is_regular_file(error)) files.push_back(entry->path().string());
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return texts;
}

Mutator mutator_of(const std::string& target) {
  const std::string root = PLACER_SOURCE_DIR;
  return Mutator(texts_below({root + "/tests/fuzz/corpus/" + target, root + "/examples"}));
}

}  // namespace placer::fuzz
