// Dockerfiles that nobody writes: each is read in a moment, or says why not.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;
using placer::test::Imported;

namespace {

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("long lines and many of them are read") {
  CHECK(import("FROM a\nRUN " + std::string(3'000'000, 'x'), "dockerfile").problems() == "");
  CHECK(import("FROM a\nRUN apk add " + repeat("p ", 300'000), "dockerfile").fact("system_packages") !=
        "nothing");
  CHECK(import("FROM a\nRUN x " + repeat("\\\n  y ", 100'000), "dockerfile").problems() == "");
  CHECK(import("FROM a\nRUN " + repeat("(", 300'000) + repeat("$(", 300'000), "dockerfile").problems() == "");
  CHECK(import("FROM a\nCMD " + repeat("[", 300'000), "dockerfile").problems() == "");
  CHECK(import("FROM a\nCOPY <<EOF /x\n" + repeat("text\n", 500'000) + "EOF\n", "dockerfile").problems() ==
        "");
  CHECK(import("FROM a\nCOPY " + repeat("<<EOF ", 1'000) + "/x\n" + repeat("EOF\n", 1'000), "dockerfile")
            .problems() == "");
}

TEST_CASE("thousands of stages are followed") {
  std::string chain = "FROM a AS s0\nENV P=80\n", copies = chain;
  for (int i = 1; i < 20'000; ++i) {
    const std::string before = std::to_string(i - 1), here = std::to_string(i);
    chain += "FROM s" + before + " AS s" + here + "\nRUN true\n";
    copies += "FROM a AS s" + here + "\nCOPY --from=" + before + " / /\n";
  }
  CHECK(import(chain + "EXPOSE $P\n", "dockerfile").fact("ports") == "80");
  CHECK(import(copies + "EXPOSE $P\n", "dockerfile").fact("ports") ==
        "$P (unresolved) = `$P` is filled in by the build");
}

TEST_CASE("variables that refer to themselves, to one another, or grow end somewhere") {
  CHECK(import("ARG A=$A\nARG A=${A:-${A:-$A}}\nFROM b$A", "dockerfile").problems() == "");
  std::string doubling = "FROM a\nENV A=xxxxxxxxxxxxxxxx\n";
  for (int i = 0; i < 200; ++i) doubling += "ENV A=$A$A$A\n";
  CHECK(import(doubling + "EXPOSE $A\n", "dockerfile").fact("ports").find("unresolved") != std::string::npos);
  const std::string deep = repeat("${A:-", 100'000) + "80" + repeat("}", 100'000);
  CHECK(import("FROM a\nEXPOSE " + deep, "dockerfile").workloads.size() == 1);
  CHECK(import("FROM a\nEXPOSE " + repeat("${A:-", 100'000), "dockerfile").workloads.size() == 1);
  std::string chain = "FROM a\nENV A0=80\n";
  for (int i = 1; i < 5'000; ++i) chain += "ENV A" + std::to_string(i) + "=$A" + std::to_string(i - 1) + "\n";
  CHECK(import(chain + "EXPOSE $A4999\n", "dockerfile").fact("ports") == "80");
}

TEST_CASE("a hostile name reaches no terminal") {
  const Imported imported = import("FROM a\nRUN apk add \x1b[31mred\n\x1b[2J x\n", "dockerfile");
  CHECK(imported.fact("system_packages").find('\x1b') == std::string::npos);
  CHECK(imported.problems().find("\x1b[2J |") != std::string::npos);  // the place alone holds it
  CHECK(imported.rendered().find('\x1b') == std::string::npos);
}
