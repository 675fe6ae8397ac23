// One instruction of a Dockerfile, as the reader of the document stage hands it on, and its parts.
#pragma once

#include "doc/document.hpp"
#include "doc/joined_text.hpp"

#include <placer/source.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::dockerfile {

/// A part of an instruction's text.
struct Word {
  std::string text;
  Location where;
};

struct Flag {
  std::string_view name, value;
  bool has_value = false;
  Location where;
};

class Instruction {
 public:
  explicit Instruction(doc::View node);

  /// In lower case: "run". Of an ONBUILD the word itself.
  const std::string& keyword() const { return keyword_; }
  bool is(std::string_view keyword) const { return keyword_ == keyword; }
  /// The instruction that an ONBUILD keeps for later; empty for all others.
  const std::string& trigger() const { return trigger_; }
  /// Where the word stands.
  Location where() const { return node_["keyword"].where(); }
  /// As it is written.
  std::string_view written() const { return node_["keyword"].text(); }

  std::vector<Flag> flags() const;
  /// The value of a flag; without one it is not there.
  std::optional<Flag> flag(std::string_view name) const;
  /// What stands behind the flags.
  const doc::JoinedText& rest() const { return rest_; }
  /// Where all of that stands; the word where there is nothing.
  Location rest_where() const;
  /// Whether it is an array of texts in JSON, or one of other things, which Docker refuses.
  bool is_exec() const { return !!node_["exec"]; }
  bool is_mixed() const { return !!node_["mixed"]; }
  /// The items of such an array.
  std::vector<Word> exec() const;
  /// The parts between blanks.
  std::vector<Word> words() const;
  /// The same where quotes hold blanks together and `escape` takes what follows it as it is; they are left
  /// in.
  std::vector<Word> quoted_words(char escape) const;
  /// The texts that follow it: `<<EOF`.
  std::vector<doc::View> heredocs() const;

 private:
  Word part(std::size_t begin, std::size_t end) const;

  doc::View node_;
  std::string keyword_, trigger_;
  doc::JoinedText rest_;
};

}  // namespace placer::importers::dockerfile
