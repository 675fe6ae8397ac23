// Pages as Markdown and as text.
#include "reference/page.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

#include <array>
#include <string>

using namespace placer;
using namespace placer::reference;

TEST_CASE("a raw text survives being put on a page") {
  for (const std::string_view text :
       {"plain", "a*b*c", "[timeout] or `code`", "a|b", "back\\slash", "x < y", "](", ""}) {
    CAPTURE(text);
    CHECK(strip(plain(text)) == text);
    CHECK(strip(code(text)) == text);
    CHECK(strip(link_to(text, "https://example.org/a_(b)")) == text);
  }
}

TEST_CASE("what is no page text does no harm") {
  CHECK(strip("[open](never closed") == "open");
  CHECK(strip("`open") == "open");
  CHECK(strip("end\\") == "end\\");
}

TEST_CASE("a link escapes the parentheses of its address") {
  CHECK(link_to("t", "https://example.org/a_(b)") == "[t](https://example.org/a_%28b%29)");
  CHECK(link_to("a title", "") == "a title");
}

TEST_CASE("a page becomes Markdown") {
  Page page;
  page.heading(2, "Title");
  page.paragraph("Some text.");
  page.list({{"one"}, {"two\nlines"}});
  page.fields({{"label", code("value")}});
  page.table({{"A", "B"}, {"1", plain("x|y")}, {"2\n3", "4"}});
  CHECK(to_markdown(page) ==
        "## Title\n\nSome text.\n\n* one\n* two lines\n\n* **label**: `value`\n\n"
        "| A | B |\n|---|---|\n| 1 | x\\|y |\n| 2<br>3 | 4 |\n");
}

TEST_CASE("a page becomes text") {
  Page page;
  page.heading(1, code("title"));
  page.paragraph("Some text.");
  page.list({{"one"}});
  page.fields({{"a", "1"}, {"label", "a long text that is wrapped"}});
  page.table({{"A", "B"}, {"long cell", "1"}, {"x\ny", "2"}, {"z", ""}});
  CHECK(to_text(page, {.unicode = false, .width = 24}) ==
        "title\n\n  Some text.\n\n  - one\n\n  a      1\n  label  a long text\n         that is wrapped\n\n"
        "  A          B\n  ---------  -\n  long cell  1\n\n  x          2\n  y\n\n  z\n");
}

TEST_CASE("tables and lists without rows are left out, and columns without texts") {
  Page page;
  page.table({{"A", "B"}});
  page.list({});
  page.fields({});
  CHECK(page.blocks().empty());
  page.table({{"A", "B", "C"}, {"1", "", "3"}, {"4", "", ""}});
  CHECK(to_markdown(page) == "| A | C |\n|---|---|\n| 1 | 3 |\n| 4 |  |\n");
}

TEST_CASE(
    "a table is as wide as the terminal, and its rows are labelled lines where its words alone are wider") {
  Page page;
  page.table({{"Name", "Meaning", "Place"},
              {"some-name", "a text that has to be wrapped since it is long", "here and there"},
              {"other", "a text of words and of words", "nowhere"}});
  const auto widest = [](std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      width = std::max(width, display_width(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return width;
  };
  for (const std::size_t width : {20U, 25U, 30U, 40U, 60U, 70U}) {
    CAPTURE(width);
    CHECK(widest(to_text(page, {.width = width})) <= width);
  }
  CHECK(widest(to_text(page, {.width = 200})) == 2 + 9 + 2 + 46 + 2 + 14);
  CHECK(to_text(page, {.width = 24}) ==
        "  some-name\n"
        "    Meaning  a text that\n"
        "             has to be\n"
        "             wrapped\n"
        "             since it is\n"
        "             long\n"
        "    Place    here and\n"
        "             there\n"
        "\n"
        "  other\n"
        "    Meaning  a text of\n"
        "             words and\n"
        "             of words\n"
        "    Place    nowhere\n");
}

TEST_CASE("columns are aligned by what a terminal shows") {
  Page page;
  page.table({{"A", "B"}, {"❌ No", "1"}, {"ééé", "2"}});
  CHECK(to_text(page, {}) == "  A      B\n  ─────  ─\n  ❌ No  1\n  ééé    2\n");
}

TEST_CASE("a terminal without UTF-8 gets plain ASCII") {
  Page page;
  page.paragraph("❌ No – “it’s” ✅");
  CHECK(to_text(page, {.unicode = false}) == "  No - \"it's\"\n");
}

TEST_CASE("colours only where they are wanted") {
  Page page;
  page.heading(1, "T");
  page.fields({{"a", "1"}});
  page.table({{"A"}, {"1"}});
  CHECK(to_text(page, {.colour = false}).find('\033') == std::string::npos);
  CHECK(to_text(page, {.colour = true}).find("\033[1mT\033[0m") == 0);
}
