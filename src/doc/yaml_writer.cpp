// The only file that knows yaml-cpp. Its emitter leaves `true`, `no` and `12` bare where a text is meant, so
// whether a text needs quotes is decided here, by a rule that is easy to trust: only words of plain letters
// and digits that begin with a letter go without.
#include "doc/yaml_writer.hpp"

#include "base/log_commands.hpp"
#include "base/text.hpp"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>
#include <stdexcept>

namespace placer::doc {
namespace {

/// What YAML 1.1 or 1.2 reads as a boolean or null.
bool is_reserved(std::string_view text) {
  constexpr std::string_view words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
  const std::string word = text.size() <= 5 ? to_lower(text) : std::string();
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool is_plain(std::string_view text) {
  if (text.empty() || !is_letter(text.front()) || text.back() == ' ' || is_reserved(text)) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') ||
           std::string_view(" _-./+()").find(c) != std::string_view::npos;
  });
}

/// Characters that the emitter leaves as they are, but that readers refuse (DEL), take for a line end
/// (U+2028, U+2029), or do not see.
bool needs_escapes(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (next.value >= 0x7f && is_hidden(next.value)) return true;
    at += next.length;
  }
  return false;
}

}  // namespace

struct YamlWriter::State {
  YAML::Emitter emitter;
};

YamlWriter::YamlWriter() : state_(std::make_unique<State>()) {
  state_->emitter.SetNullFormat(YAML::LowerNull);
}

YamlWriter::~YamlWriter() = default;

void YamlWriter::begin_mapping() { state_->emitter << YAML::BeginMap; }

void YamlWriter::end_mapping() { state_->emitter << YAML::EndMap; }

void YamlWriter::begin_sequence() { state_->emitter << YAML::BeginSeq; }

void YamlWriter::end_sequence() { state_->emitter << YAML::EndSeq; }

void YamlWriter::empty_mapping() { state_->emitter << YAML::Flow << YAML::BeginMap << YAML::EndMap; }

void YamlWriter::empty_sequence() { state_->emitter << YAML::Flow << YAML::BeginSeq << YAML::EndSeq; }

void YamlWriter::key(std::string_view text) {
  state_->emitter << YAML::Key;
  this->text(text);
  state_->emitter << YAML::Value;
}

void YamlWriter::text(std::string_view text) {
  YAML::Emitter& emitter = state_->emitter;
  if (needs_escapes(text)) emitter << YAML::EscapeNonAscii;
  if (!is_plain(text)) emitter << YAML::DoubleQuoted;
  emitter << std::string(text);
}

// As a text, since the emitter prints numbers as the global locale has it.
void YamlWriter::number(std::string_view digits) { state_->emitter << std::string(digits); }

void YamlWriter::boolean(bool value) { state_->emitter << value; }

void YamlWriter::null() { state_->emitter << YAML::Null; }

std::string YamlWriter::finish() {
  const YAML::Emitter& emitter = state_->emitter;
  if (!emitter.good()) throw std::logic_error("YamlWriter: " + emitter.GetLastError());
  std::string text(emitter.c_str(), emitter.size());
  // A mark that the runners of CI systems obey can only stand within quotes.
  for (std::size_t at = find_command_mark(text); at != std::string::npos; at = find_command_mark(text, at))
    text.replace(at, 1, "\\x23");
  text += '\n';
  return text;
}

}  // namespace placer::doc
