// Where an answer turns, in words.
#include "report/outlook_text.hpp"

#include "support/catch.hpp"

using namespace placer;

TEST_CASE("a question says where the answer turns, and where it is none of those that an answer has") {
  Recommendation recommendation;
  recommendation.platform = "alpha";
  recommendation.offering = "one";
  const Turn here{std::nullopt, "alpha/one"}, there{std::nullopt, "beta/one"}, nothing{std::nullopt, ""};
  const Turn above{Amount{Interval{3, 3}, "count", "3"}, "alpha/one"};
  CHECK(report::describe({}, recommendation).empty());
  CHECK(report::describe({here}, recommendation).empty());
  CHECK(report::describe({there}, recommendation) == "each value that was tried makes it beta/one");
  CHECK(report::describe({nothing}, recommendation) == "each value that was tried makes it nothing");
  CHECK(report::describe({there, above}, recommendation) == "beta/one up to 3, alpha/one above");
  Turn tried = above;
  tried.up_to = Amount{Interval{9, 9}, "count", "9"};
  CHECK(report::describe({there, tried}, recommendation) ==
        "beta/one up to 3, alpha/one above (tried at points up to 9)");
}
