// What the language of rules refuses, and what it says then.
#include "support/catch.hpp"
#include "unit/rules/compiling.hpp"

using namespace placer;
using placer::test::Expression;

namespace {

struct Refusal {
  const char* text;
  const char* problem;
};

}  // namespace

TEST_CASE("what is no expression is refused at the guilty text") {
  static constexpr Refusal table[] = {
      {"", " | the expression ends where a fact was expected"},
      {"timeout", " | expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"},
      {"timeout <=", " | expected a value"},
      {"timeout = 30s", "= | expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"},
      {"timeout & 30s", "& | expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"},
      {"timeout ! 30s", "! | expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"},
      {"timeout is 30s", "is | expected a comparison: ==, !=, <, <=, >, >= or `in [..]`"},
      {"<= 30s", "<= | expected the name of a fact, got `<=`"},
      {"timeout <= 30s and", " | the expression ends where a fact was expected"},
      {"and timeout <= 30s", "and | there is no fact `and`"},
      {"timeout <= 30s memory > 1B", "memory | expected `and`, `or` or the end, got `memory`"},
      {"timeout <= 30s & memory > 1B", "& | expected `and`, `or` or the end, got `&`"},
      {"timeout <= 30s; memory > 1B", "; | expected `and`, `or` or the end, got `;`"},
      {"(timeout <= 30s", " | a closing parenthesis is missing"},
      {"timeout <= 30s)", ") | there is no opening parenthesis for this one"},
      {"()", ") | expected the name of a fact, got `)`"},
      {"not", " | the expression ends where a fact was expected"},
      {"trigger in http", "http | expected `[` after `in`"},
      {"trigger in []", "] | expected a name"},
      {"trigger in [http", " | expected `,` or `]`"},
      {"trigger in [http,]", "] | expected a name"},
      {"trigger in [http queue]", "queue | expected `,` or `]`"},
      {"timeout <= 30s + 1s", "+ | expected `and`, `or` or the end, got `+`"},
      {"timeout <= memory", "memory | expected a duration, found 'memory' | write for example 15min"},
      {"max(timeout) <= 30s", "max | there is no fact `max`"},
      {"\"timeout\" <= 30s", "\" | expected the name of a fact, got `\"`"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.text);
    const Expression expression(row.text);
    CHECK_FALSE(expression.accepted());
    CHECK_THAT(expression.problem(), test::contains(row.problem));
  }
}

TEST_CASE("names and values must suit the fact") {
  static constexpr Refusal table[] = {
      {"timout <= 30s", "timout | there is no fact `timout` | did you mean `timeout`?"},
      {"protocol == http", "protocol | there is no fact `protocol`"},
      {"timeout <= 512MB", "MB | 'MB' belongs to a size in bytes, but a duration was expected"},
      {"timeout <= 30", "30 | "},
      {"memory <= 1.5GB..2GB", "<= | compare with one value, not with an interval"},
      {"trigger == htp", "htp | expected http, queue, udp, got `htp` | did you mean `http`?"},
      {"trigger only [http]",
       "only | `only` is for names of which a workload may have several, and `trigger` has one"},
      {"timeout only [30s]",
       "only | `only` is for names of which a workload may have several, and `timeout` has one"},
      {"architecture only arm64", "arm64 | expected `[` after `only`"},
      {"trigger < http", "< | names have no order: compare them with ==, != or `in [..]`"},
      {"timeout in [30s]", "[ | `in [..]` is for names; compare quantities with <, <=, >, >= or =="},
      {"privileged == yes", "yes | expected true or false, got `yes` | write true"},
      {"regions == north", "north | this fact has no value that could be compared"},
      {"target == alpha/one", "alpha/one | this fact has no value that could be compared"},
      {"start_time <= 2s",
       "start_time | `start_time` is a property of offerings: limits and requirements speak of the workload "
       "only"},
      {"headroom >= 20%",
       "headroom | `headroom` is a property of offerings: limits and requirements speak of the workload "
       "only"},
      {"known(timeout)",
       "known | `known` is allowed in advice and criteria only: a limit or a requirement must not change "
       "when more is "
       "known"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.text);
    const Expression expression(row.text);
    CHECK_FALSE(expression.accepted());
    CHECK_THAT(expression.problem(), test::contains(row.problem));
  }
}

TEST_CASE("known is a word with a fact in parentheses") {
  static constexpr Refusal table[] = {
      {"known", " | expected `(` after `known`"},
      {"known timeout", "timeout | expected `(` after `known`"},
      {"known()", ") | there is no fact `)`"},
      {"known(timeout", " | expected `)`"},
      {"known(timeot)", "timeot | there is no fact `timeot` | did you mean `timeout`?"},
      {"known(timeout) <= 3", "<= | expected `and`, `or` or the end, got `<=`"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.text);
    const Expression expression(row.text, {.allow_known = true});
    CHECK_FALSE(expression.accepted());
    CHECK_THAT(expression.problem(), test::contains(row.problem));
  }
}

TEST_CASE("a fact is read once where that is asked for") {
  const std::string text = "timeout > 1s and not (memory > 1B or timeout > 2s)";
  CHECK(Expression(text).accepted());
  const Expression once(text, {.read_once = true});
  CHECK_FALSE(once.accepted());
  CHECK(once.problem() == "timeout | `timeout` is used twice in one rule");
  CHECK(Expression("timeout > 1s and memory > 1B", {.read_once = true}).accepted());
}

TEST_CASE("only the first problem of an expression is told") {
  CHECK(Expression("timout <= 30s and memry > 1B").problem() ==
        "timout | there is no fact `timout` | did you mean `timeout`?");
}

TEST_CASE("refusals look like a compiler's") {
  CHECK(Expression("trigger == http and timeout <= 512MB").rendered() ==
        "rules.yaml:1:35: error: 'MB' belongs to a size in bytes, but a duration was expected "
        "[rules.expression]\n"
        "    1 | trigger == http and timeout <= 512MB\n"
        "      |                                   ^~\n"
        "help: write for example 15min\n");
  CHECK(Expression("timeout <= 30s and memry > 1GiB").rendered() ==
        "rules.yaml:1:20: error: there is no fact `memry` [rules.expression]\n"
        "    1 | timeout <= 30s and memry > 1GiB\n"
        "      |                    ^~~~~\n"
        "help: did you mean `memory`?\n");
  CHECK(Expression("timeout <= 30s and known(memory)").rendered() ==
        "rules.yaml:1:20: error: `known` is allowed in advice and criteria only: a limit or a requirement "
        "must not change "
        "when more is known [rules.expression]\n"
        "    1 | timeout <= 30s and known(memory)\n"
        "      |                    ^~~~~\n");
}
