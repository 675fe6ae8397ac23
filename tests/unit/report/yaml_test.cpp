// The YAML report is the JSON report in other letters, and every text in it reads back as that text.
#include "doc/read.hpp"
#include "doc/scalar.hpp"
#include "doc/yaml_writer.hpp"
#include "report/renderers.hpp"
#include "sample.hpp"
#include "support/catch.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

using namespace placer;
using doc::YamlWriter;
using test::at;

namespace {

std::string yaml(const Report& report, const SourceMap& sources) {
  std::string out;
  report::render_yaml(report, sources, out);
  return out;
}

std::string without_quotes(const std::string& value) {
  return value.size() >= 2 && value.front() == '\'' ? value.substr(1, value.size() - 2) : value;
}

using namespace std::string_view_literals;

// Texts that YAML reads as something else when they stand bare, or that need care to come back unchanged.
constexpr std::string_view delicate[] = {
    ""sv,           "null"sv,       "Null"sv,
    "~"sv,          "true"sv,       "False"sv,
    "TRUE"sv,       "yes"sv,        "no"sv,
    "On"sv,         "off"sv,        "y"sv,
    "N"sv,          "12"sv,         "-3"sv,
    "+4"sv,         "0x1F"sv,       "0o17"sv,
    "010"sv,        "1e3"sv,        "1_000"sv,
    ".5"sv,         ".inf"sv,       "-.INF"sv,
    ".nan"sv,       "1:30"sv,       "2026-11-24"sv,
    "12:30:45"sv,   " lead"sv,      "trail "sv,
    " "sv,          "\t"sv,         "a\tb"sv,
    "a\nb"sv,       "a\n\nb\n"sv,   "\n"sv,
    "a\r\nb"sv,     "- item"sv,     "-"sv,
    "---"sv,        "..."sv,        "? key"sv,
    ": value"sv,    "a: b"sv,       "a:"sv,
    "a #b"sv,       "#a"sv,         "&anchor"sv,
    "*alias"sv,     "!tag"sv,       "!!str a"sv,
    "|"sv,          ">"sv,          "%YAML 1.2"sv,
    "@a"sv,         "`a`"sv,        "{a: b}"sv,
    "[a, b]"sv,     "a, b"sv,       "]"sv,
    "'"sv,          "''"sv,         "\""sv,
    "\\"sv,         "\\n"sv,        "'a'"sv,
    "\"a\""sv,      "it's"sv,       "<<"sv,
    "="sv,          "\x01\x1b"sv,   "a\0b"sv,
    "a \x7f b"sv,   "caf\u00e9"sv,  "\u00a0a"sv,
    "a \u0085 b"sv, "a \u2028 b"sv, "a \u2029 b"sv,
    "\ufeff"sv,     "\U0001f600"sv, "\U0001f600 \u00e9 \u2028 \x7f"sv,
};

constexpr std::string_view harmless[] = {"a",    "cloud-run", "aws-lambda/zip", "AWS Lambda", "x86_64",
                                         "v1.2", "nope",      "nullable",       "a  b"};

/// As a value, as a key and as an item of a list.
std::string print_everywhere(std::string_view text) {
  YamlWriter writer;
  writer.begin_mapping();
  writer.key("value");
  writer.text(text);
  writer.key("list");
  writer.begin_sequence();
  writer.text(text);
  writer.end_sequence();
  writer.key("mapping");
  writer.begin_mapping();
  writer.key(text);
  writer.number("7");
  writer.end_mapping();
  writer.end_mapping();
  return writer.finish();
}

}  // namespace

TEST_CASE("texts that could be misread are written in quotes and read back unchanged") {
  for (const std::string_view text : delicate) {
    CAPTURE(text);
    const std::string quoted = "'" + std::string(text) + "'";
    const auto values = test::read_back(print_everywhere(text), "t.yaml");
    CHECK(values.size() == 3);
    CHECK(at(values, "value") == quoted);
    CHECK(at(values, "list[0]") == quoted);
    CHECK(at(values, "mapping." + std::string(text)) == "7");
  }
}

TEST_CASE("names are written without quotes") {
  for (const std::string_view text : harmless) {
    CAPTURE(text);
    const auto values = test::read_back(print_everywhere(text), "t.yaml");
    CHECK(at(values, "value") == text);
    CHECK(at(values, "list[0]") == text);
    CHECK(at(values, "mapping." + std::string(text)) == "7");
  }
}

TEST_CASE("a text too long for a simple key is read back as a key") {
  const std::string text(3000, 'k');
  CHECK(at(test::read_back(print_everywhere(text), "t.yaml"), "mapping." + text) == "7");
}

TEST_CASE("values of all kinds as YAML") {
  YamlWriter writer;
  writer.begin_mapping();
  writer.key("number");
  writer.number("-95.6");
  writer.key("boolean");
  writer.boolean(true);
  writer.key("nothing");
  writer.null();
  writer.key("mapping");
  writer.empty_mapping();
  writer.key("list");
  writer.begin_sequence();
  writer.empty_sequence();
  writer.text("no");
  writer.begin_mapping();
  writer.key("a");
  writer.boolean(false);
  writer.key("b");
  writer.number("1");
  writer.end_mapping();
  writer.end_sequence();
  writer.end_mapping();
  CHECK(writer.finish() == R"(number: -95.6
boolean: true
nothing: null
mapping: {}
list:
  - []
  - "no"
  - a: false
    b: 1
)");
}

TEST_CASE("calls that make no YAML document are refused") {
  YamlWriter closes_too_much;
  closes_too_much.begin_mapping();
  closes_too_much.end_sequence();
  CHECK_THROWS_AS(closes_too_much.finish(), std::logic_error);
}

TEST_CASE("a report without workloads as YAML") {
  Report report;
  report.rule_set = {"guide", "", "2026-11-24", "ab", ""};
  CHECK(yaml(report, SourceMap()) == R"(schema_version: 1
rule_set:
  name: guide
  title: null
  date: "2026-11-24"
  digest: ab
  own: null
summary:
  files: 0
  broken_files: 0
  ignored_files: 0
  hidden_paths: 0
  skipped_files: 0
  skipped_objects: 0
  workloads: 0
  dropped_diagnostics: 0
  skipped: []
  excluded: []
  ignored: []
gate: null
suppressions: []
workloads: []
rules: {}
diagnostics: []
)");
}

TEST_CASE("lists are indented alike at every depth of the YAML report") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  const std::string text = yaml(report, sources);
  CHECK_THAT(text, test::contains("\nworkloads:\n  - name: \"no\"\n    source:\n      file: "));
  CHECK_THAT(text, test::contains("\n    notes:\n      - \"2026-11-24\"\n  - name: \"\"\n"));
  CHECK_THAT(text, test::contains("\n    notes: []\nrules:\n  aws-lambda.no-tcp:\n"));
}

TEST_CASE("YAML and JSON hold the same tree") {
  SourceMap sources;
  const Report report = test::sample_report(sources);
  std::string json;
  report::render_json(report, sources, json);
  const auto expected = test::read_back(json, "report.json");
  const auto values = test::read_back(yaml(report, sources), "report.yaml");
  REQUIRE(values.size() == expected.size());
  for (const auto& [path, value] : expected) {
    CAPTURE(path);
    const std::string found = at(values, path);
    CHECK(without_quotes(found) == without_quotes(value));
    // A text may lose its quotes, but not become a number, a boolean or nothing; nothing else gains quotes.
    if (value.front() != '\'')
      CHECK(found == value);
    else if (found.front() != '\'')
      CHECK_FALSE((found == "null" || doc::read_boolean(found).value || doc::read_integer(found).value));
  }
}
