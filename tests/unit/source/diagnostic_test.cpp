// The sink: counting, the cap, the order.
#include "support/catch.hpp"

#include <placer/diagnostic.hpp>

#include <string>
#include <vector>

using namespace placer;

namespace {

std::vector<std::string> messages(const std::vector<Diagnostic>& diagnostics) {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : diagnostics) all.push_back(diagnostic.message);
  return all;
}

}  // namespace

TEST_CASE("diagnostics are sorted by file and offset and then by severity and code") {
  DiagnosticSink sink;
  sink.error("b", "no place", {});
  sink.error("b", "second file", {1, 0, 1});
  sink.warning("a", "warning at 5", {0, 5, 1});
  sink.error("z", "error z at 5", {0, 5, 9});
  sink.error("a", "error a at 5", {0, 5, 1});
  sink.error("a", "error a at 5 again", {0, 5, 1});
  sink.error("z", "at 2", {0, 2, 1});
  CHECK(messages(sink.sorted()) == std::vector<std::string>{"at 2", "error a at 5", "error a at 5 again",
                                                            "error z at 5", "warning at 5", "second file",
                                                            "no place"});
  CHECK(messages(sink.in_order()).front() == "no place");
}

TEST_CASE("the sink keeps up to the cap and counts the rest") {
  DiagnosticSink sink(2);
  CHECK_FALSE(sink.has_errors());
  for (const char* message : {"one", "two", "three"}) sink.error("c", message, {});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"one", "two"});
  CHECK(sink.errors() == 3);
  CHECK(sink.dropped() == 1);
}

TEST_CASE("an error displaces the latest warning of a full sink") {
  DiagnosticSink sink(3);
  sink.warning("c", "warning 1", {});
  sink.error("c", "error 1", {});
  sink.warning("c", "warning 2", {});
  sink.warning("c", "warning 3", {});
  sink.error("c", "error 2", {});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"warning 1", "error 1", "error 2"});
  sink.error("c", "error 3", {});
  sink.error("c", "error 4", {});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"error 1", "error 2", "error 3"});
  CHECK(sink.errors() == 4);
  CHECK(sink.dropped() == 4);
}

TEST_CASE("a sink that keeps nothing still knows of errors") {
  DiagnosticSink sink(0);
  sink.warning("c", "warning", {});
  CHECK_FALSE(sink.has_errors());
  sink.error("c", "error", {});
  CHECK(sink.has_errors());
  CHECK(sink.in_order().empty());
  CHECK(sink.dropped() == 2);
}

TEST_CASE("one file with many problems does not hide those of the others") {
  DiagnosticSink sink(4, 2);
  for (const char* message : {"a1", "a2", "a3", "a4"}) sink.error("c", message, {0, 1, 1});
  sink.error("c", "b1", {1, 1, 1});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"a1", "a2", "b1"});
  CHECK(sink.dropped() == 2);
  // Past the cap of all, of each further file the first error is kept.
  sink.warning("c", "b2", {1, 2, 1});
  sink.warning("c", "c1", {2, 1, 1});
  CHECK(sink.dropped() == 3);
  sink.error("c", "c2", {2, 2, 1});  // makes the warning of b go
  sink.error("c", "d1", {3, 1, 1});
  sink.error("c", "d2", {3, 2, 1});
  sink.error("c", "no place", {});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"a1", "a2", "b1", "c2", "d1"});
  CHECK(sink.dropped() == 6);
  CHECK(sink.errors() == 9);
}

TEST_CASE("an error displaces only a warning of its own file where that is full") {
  DiagnosticSink sink(10, 2);
  sink.warning("c", "a1", {0, 1, 1});
  sink.error("c", "a2", {0, 2, 1});
  sink.warning("c", "b1", {1, 1, 1});
  sink.error("c", "a3", {0, 3, 1});
  sink.error("c", "a4", {0, 4, 1});
  CHECK(messages(sink.in_order()) == std::vector<std::string>{"a2", "b1", "a3"});
  CHECK(sink.dropped() == 2);
}

TEST_CASE("problems without a place are those of many files") {
  DiagnosticSink sink(10, 2);
  for (const char* message : {"one", "two", "three"}) sink.error("c", message, {});
  CHECK(sink.in_order().size() == 3);
}

TEST_CASE("severities have names") {
  CHECK(to_string(Severity::error) == "error");
  CHECK(to_string(Severity::warning) == "warning");
  CHECK(to_string(Severity::note) == "note");
}
