// All ways to match are followed at once, character by character, so that no glob takes longer than its
// length times the path's.
#include "base/glob.hpp"

#include "base/text.hpp"

#include <cstdint>
#include <vector>

namespace placer {
namespace {

/// In this order: what stands for one character, then what may stand for none.
enum class Kind : std::uint8_t { letter, any_letter, part_of_name, everything, directories };

struct Token {
  Kind kind = Kind::letter;
  char32_t value = 0;
};

bool is_separator(std::string_view glob, std::size_t at) { return at >= glob.size() || glob[at] == '/'; }

std::vector<Token> tokens_of(std::string_view glob) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < glob.size();) {
    const bool begins_name = at == 0 || glob[at - 1] == '/';
    if (begins_name && glob.substr(at).starts_with("**") && is_separator(glob, at + 2)) {
      tokens.push_back({at + 2 < glob.size() ? Kind::directories : Kind::everything});
      at += 3;
      continue;
    }
    const CodePoint next = decode_utf8(glob, at);
    tokens.push_back(next.value == U'*'   ? Token{Kind::part_of_name}
                     : next.value == U'?' ? Token{Kind::any_letter}
                                          : Token{Kind::letter, next.value});
    at += next.length;
  }
  return tokens;
}

class Matcher {
 public:
  explicit Matcher(std::string_view glob) : tokens_(tokens_of(glob)), at_(tokens_.size() + 1) { add(at_, 0); }

  bool matched() const { return at_.back(); }

  void step(char32_t c) {
    std::vector<bool> next(at_.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!at_[i]) continue;
      const Token& token = tokens_[i];
      switch (token.kind) {
        case Kind::letter:
          if (c == token.value) add(next, i + 1);
          break;
        case Kind::any_letter:
          if (c != U'/') add(next, i + 1);
          break;
        case Kind::part_of_name:
          if (c != U'/') add(next, i);
          break;
        case Kind::everything: add(next, i); break;
        case Kind::directories:
          next[i] = true;
          if (c == U'/') add(next, i + 1);
          break;
      }
    }
    at_ = std::move(next);
  }

 private:
  /// What may stand for nothing is passed at once; directories only where a name begins.
  void add(std::vector<bool>& places, std::size_t i) const {
    for (; i < tokens_.size() && tokens_[i].kind >= Kind::part_of_name; ++i) places[i] = true;
    places[i] = true;
  }

  std::vector<Token> tokens_;
  std::vector<bool> at_;
};

}  // namespace

std::string glob_problem(std::string_view glob) {
  if (trim(glob).empty()) return "a glob must name something; write for example `charts/**`";
  if (glob.starts_with('/')) return "a glob is relative; leave the leading `/` out";
  if (glob.starts_with('!')) return "a glob cannot begin with `!`; write the ones that are to be left out";
  if (const std::size_t at = glob.find_first_of("[]{}\\"); at != std::string_view::npos)
    return std::string("a glob has `*`, `**` and `?` only, not `") + glob[at] +
           "`; write `?` for any one character";
  return {};
}

bool matches_glob(std::string_view glob, std::string_view path) {
  if (glob.starts_with("./")) glob.remove_prefix(2);
  while (glob.ends_with('/')) glob.remove_suffix(1);
  Matcher matcher(glob);
  for (std::size_t at = 0; at < path.size();) {
    const CodePoint next = decode_utf8(path, at);
    if (next.value == U'/' && matcher.matched()) return true;
    matcher.step(next.value);
    at += next.length;
  }
  return matcher.matched();
}

}  // namespace placer
