// Compiles expressions with the shunting-yard method: one pass over the tokens, two explicit stacks, no
// recursion.
#include "rules/expression.hpp"

#include "base/text.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace placer::rules {
namespace {

constexpr std::size_t max_nodes = 256;

enum class Kind : std::uint8_t { word, compare, open, close, open_list, close_list, comma, stray, end };

struct Token {
  Kind kind = Kind::end;
  std::string_view text;
  std::uint32_t offset = 0;
};

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-' || c == '%' || c == '/';
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    if (at_ == text_.size()) return make(Kind::end, 0);
    const char c = text_[at_];
    if (is_word_character(c)) {
      std::size_t length = 1;
      while (at_ + length < text_.size() && is_word_character(text_[at_ + length])) ++length;
      return make(Kind::word, length);
    }
    for (const std::string_view op : {"==", "!=", "<=", ">="})
      if (text_.substr(at_, 2) == op) return make(Kind::compare, 2);
    switch (c) {
      case '<':
      case '>': return make(Kind::compare, 1);
      case '(': return make(Kind::open, 1);
      case ')': return make(Kind::close, 1);
      case '[': return make(Kind::open_list, 1);
      case ']': return make(Kind::close_list, 1);
      case ',': return make(Kind::comma, 1);
      default: return make(Kind::stray, 1);  // refused by the parser, with its place
    }
  }

 private:
  Token make(Kind kind, std::size_t length) {
    const Token token{kind, text_.substr(at_, length), static_cast<std::uint32_t>(at_)};
    at_ += length;
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

class Compiler {
 public:
  Compiler(std::string_view text, Location where, const ExpressionOptions& options, Tables& tables,
           DiagnosticSink& sink)
      : lexer_(text), where_(where), options_(options), tables_(tables), sink_(sink) {
    token_ = lexer_.next();
  }

  Range<Node> run() {
    bool want_operand = true;
    while (!failed_) {
      if (want_operand) {
        want_operand = operand();
      } else if (token_.kind == Kind::word && (token_.text == "and" || token_.text == "or")) {
        const Pending pending = token_.text == "and" ? Pending::all : Pending::any;
        reduce(pending);
        push(pending);
        want_operand = true;
      } else if (token_.kind == Kind::close) {
        reduce(Pending::open);
        if (pending_.empty()) return fail(token_, "there is no opening parenthesis for this one");
        pending_.pop_back();
        advance();
      } else if (token_.kind == Kind::end) {
        return finish();
      } else {
        return fail(token_, fmt::format("expected `and`, `or` or the end, got `{}`", token_.text));
      }
    }
    return {};
  }

 private:
  enum class Pending : std::uint8_t { open, any, all, negate };  // in order of how tightly they bind

  void advance() { token_ = lexer_.next(); }
  void push(Pending pending) {
    pending_.push_back(pending);
    advance();
    if (pending_.size() > max_expression_depth) fail(token_, "the expression is nested too deeply");
  }

  /// Reads one operand, or an opening parenthesis or `not` before one. Returns whether an operand is still
  /// wanted.
  bool operand() {
    if (token_.kind == Kind::open) {
      push(Pending::open);
      return true;
    }
    if (token_.kind != Kind::word) {
      fail(token_, token_.kind == Kind::end
                       ? "the expression ends where a fact was expected"
                       : fmt::format("expected the name of a fact, got `{}`", token_.text));
      return false;
    }
    if (token_.text == "not") {
      push(Pending::negate);
      return true;
    }
    comparison();
    return false;
  }

  void comparison() {
    const bool known = token_.text == "known";
    if (known) {
      if (!options_.allow_known)
        return void(fail(
            token_,
            "`known` is allowed in advice and criteria only: a limit or a requirement must not change when "
            "more is known"));
      advance();
      if (token_.kind != Kind::open) return void(fail(token_, "expected `(` after `known`"));
      advance();
    }
    const FactId fact = fact_name();
    if (failed_) return;
    if (known) {
      if (token_.kind != Kind::close) return void(fail(token_, "expected `)`"));
      advance();
      return emit({0, 0, fact, Op::known});
    }
    const Token op = token_;
    if (op.kind == Kind::word && (op.text == "in" || op.text == "only")) {
      advance();
      return op.text == "in" ? list(fact, op) : only(fact, op);
    }
    if (op.kind != Kind::compare)
      return void(fail(op, "expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"));
    advance();
    literal_comparison(fact, op);
  }

  FactId fact_name() {
    const FactId fact = token_.kind == Kind::word ? find_fact(tables_, token_.text) : no_fact;
    if (fact == no_fact) {
      fail(token_, fmt::format("there is no fact `{}`", token_.text), suggest_fact(tables_, token_.text));
      return fact;
    }
    const FactRow& row = tables_.of<FactRow>()[fact];
    if (row.kind != FactKind::vocabulary && row.kind != FactKind::derived && !options_.allow_properties)
      fail(token_,
           fmt::format("`{}` is a property of offerings: limits and requirements speak of the workload only",
                       token_.text));
    if (options_.read_once && std::find(used_.begin(), used_.end(), fact) != used_.end())
      fail(token_, fmt::format("`{}` is used twice in one rule", token_.text));
    used_.push_back(fact);
    advance();
    return fact;
  }

  void literal_comparison(FactId fact, const Token& op) {
    const std::optional<Interval> value = literal(fact);
    if (!value) return;
    const bool set = tables_.of<FactRow>()[fact].type == FactType::choice;
    if (set && op.text != "==" && op.text != "!=")
      return void(fail(op, "names have no order: compare them with ==, != or `in [..]`"));
    if (!value->is_point()) return void(fail(op, "compare with one value, not with an interval"));
    if (op.text == "<=") return emit({value->low, 0, fact, Op::at_most});
    if (op.text == "<") return emit({value->low - 1, 0, fact, Op::at_most});
    if (op.text == ">=") return emit({value->low, 0, fact, Op::at_least});
    if (op.text == ">") return emit({value->low + 1, 0, fact, Op::at_least});
    emit({value->low, 0, fact, set ? Op::any_of : Op::equal});
    if (op.text == "!=") emit({0, 1, 0, Op::negate});
  }

  void list(FactId fact, const Token& op) {
    if (token_.kind != Kind::open_list)
      return void(fail(token_, fmt::format("expected `[` after `{}`", op.text)));
    const FactType type = tables_.of<FactRow>()[fact].type;
    if (type != FactType::choice && type != FactType::texts && type != FactType::text &&
        type != FactType::offering)
      return void(fail(token_, "`in [..]` is for names; compare quantities with <, <=, >, >= or =="));
    std::int64_t set = 0;
    const auto first = static_cast<std::int64_t>(tables_.of<TextRef>().size());
    std::uint32_t count = 0;
    do {
      advance();
      if (token_.kind != Kind::word) return void(fail(token_, "expected a name"));
      if (type == FactType::choice) {
        const std::optional<Interval> value = literal(fact);
        if (!value) return;
        set |= value->low;
      } else {
        tables_.of<TextRef>().push_back(tables_.add_text(token_.text));
        ++count;
        advance();
      }
    } while (token_.kind == Kind::comma);
    if (token_.kind != Kind::close_list) return void(fail(token_, "expected `,` or `]`"));
    advance();
    emit(type == FactType::choice ? Node{set, 0, fact, Op::any_of} : Node{first, count, fact, Op::text_in});
  }

  /// `only` is true where no alternative is another one: it is no `in` of all the others.
  void only(FactId fact, const Token& op) {
    const FactRow row = tables_.of<FactRow>()[fact];
    if (row.type == FactType::texts)
      return void(fail(
          op,
          fmt::format("`only` compares with all names that there are, and `{}` takes any",
                      tables_.text(row.key)),
          "regions are allowed with `only: {regions: [...]}` in placer.yaml; `in` asks whether one will do"));
    if (!row.many || row.type != FactType::choice)
      return void(
          fail(op, fmt::format("`only` is for names of which a workload may have several, and `{}` has one",
                               tables_.text(row.key))));
    list(fact, op);
    if (failed_) return;
    std::int64_t others = 0;
    for (std::uint32_t i = 0; i < row.symbols.count; ++i)
      others |= std::int64_t{1} << tables_.of<Symbol>()[row.symbols.first + i].bit;
    nodes_.back().bound = others & ~nodes_.back().bound;
    emit({0, 1, 0, Op::negate});
  }

  std::optional<Interval> literal(FactId fact) {
    if (token_.kind != Kind::word) {
      fail(token_, "expected a value");
      return std::nullopt;
    }
    QuantityError error;
    const std::optional<Interval> value =
        parse_literal(Vocabulary(tables_), tables_.of<FactRow>()[fact], token_.text, error);
    if (!value) {
      Token guilty = token_;
      guilty.offset += error.offset;
      guilty.text = guilty.text.substr(std::min<std::size_t>(error.offset, guilty.text.size()), error.length);
      fail(guilty, error.message, error.help);
      return std::nullopt;
    }
    advance();
    return value;
  }

  void emit(const Node& node) { nodes_.push_back(node); }

  /// Turns what is pending and binds at least as tightly as `next` into nodes.
  void reduce(Pending next) {
    while (!pending_.empty() && pending_.back() != Pending::open && pending_.back() >= next) {
      const Pending top = pending_.back();
      pending_.pop_back();
      if (top == Pending::negate)
        emit({0, 1, 0, Op::negate});
      else
        emit({0, 2, 0, top == Pending::all ? Op::all : Op::any});
    }
  }

  Range<Node> finish() {
    reduce(Pending::any);
    if (!pending_.empty()) return fail(token_, "a closing parenthesis is missing");
    if (nodes_.size() > max_nodes) return fail(token_, "the expression is too long");
    std::vector<Node>& all = tables_.of<Node>();
    const Range<Node> range{static_cast<std::uint32_t>(all.size()),
                            static_cast<std::uint32_t>(nodes_.size())};
    all.insert(all.end(), nodes_.begin(), nodes_.end());
    return range;
  }

  Range<Node> fail(const Token& token, std::string message, std::string help = {}) {
    if (!failed_) {
      Location place = where_;
      place.offset += token.offset;
      place.length = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(token.text.size()));
      sink_.error("rules.expression", std::move(message), place, std::move(help));
    }
    failed_ = true;
    return {};
  }

  Lexer lexer_;
  Token token_;
  Location where_;
  ExpressionOptions options_;
  Tables& tables_;
  DiagnosticSink& sink_;
  std::vector<Node> nodes_;
  std::vector<Pending> pending_;
  std::vector<FactId> used_;
  bool failed_ = false;
};

}  // namespace

Range<Node> compile_expression(std::string_view text, Location where, const ExpressionOptions& options,
                               Tables& tables, DiagnosticSink& sink) {
  return Compiler(text, where, options, tables, sink).run();
}

}  // namespace placer::rules
