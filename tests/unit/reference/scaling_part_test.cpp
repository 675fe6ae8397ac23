// A parameter of scaling is explained over all offerings that have it, and a platform's page shows its own.
#include "reference/explain.hpp"
#include "reference/pages.hpp"
#include "support/catch.hpp"

using namespace placer;
using namespace placer::reference;

namespace {

std::string explained(std::string_view id) {
  const rules::RuleSet rules(rules::builtin_block("current"));
  Page page;
  return explain(rules, id, page) ? to_text(page, {}) : "";
}

}  // namespace

TEST_CASE("a parameter of scaling says what it is, for whom, and where it is from") {
  const std::string text = explained("idle_timeout");
  CHECK_THAT(text, Catch::Contains("parameter of scaling") && Catch::Contains("324s") &&
                       Catch::Contains("15min") && Catch::Contains("2025-09-19"));
  CHECK(explained("idle_timeot").empty());
}

TEST_CASE("a name that is a fact too is shown as both") {
  CHECK_THAT(explained("concurrency"), Catch::Contains("requests that one instance handles") &&
                                           Catch::Contains("parameter of scaling"));
}

TEST_CASE("the page of an offering shows how it is simulated, where it is") {
  const rules::RuleSet rules(rules::builtin_block("current"));
  CHECK_THAT(to_text(*make_platform_page(rules, "kubernetes/knative"), {}),
             Catch::Contains("as it is simulated") && Catch::Contains("panic_window"));
  CHECK_THAT(to_text(*make_platform_page(rules, "aws-batch"), {}), !Catch::Contains("as it is simulated"));
}
