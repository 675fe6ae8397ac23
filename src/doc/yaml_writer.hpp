// Writing YAML, value by value, such that every YAML reader reads back the texts, numbers and booleans that
// were meant.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace placer::doc {

/// Writes one document. In a mapping, `key` comes before each value; what is begun must be ended. An order of
/// calls that makes no document throws std::logic_error at `finish`.
class YamlWriter {
 public:
  YamlWriter();
  ~YamlWriter();
  YamlWriter(const YamlWriter&) = delete;
  YamlWriter& operator=(const YamlWriter&) = delete;

  void begin_mapping();
  void end_mapping();
  void begin_sequence();
  void end_sequence();
  /// `{}` and `[]`. A collection that was begun must not be empty.
  void empty_mapping();
  void empty_sequence();
  /// The key of the next value.
  void key(std::string_view text);
  /// A text, in quotes wherever it could be read as something else; a text with line ends becomes one line
  /// with `\n` in it. What is no character of YAML (bytes that are no UTF-8, U+FFFE and the like) becomes
  /// U+FFFD.
  void text(std::string_view text);
  /// A number, written as given.
  void number(std::string_view digits);
  void boolean(bool value);
  void null();

  /// The document, ended by a line end. Nothing can be written after it.
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace placer::doc
