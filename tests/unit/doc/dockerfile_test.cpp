// Dockerfiles become instructions: comments and continued lines, directives, heredocs, flags and arrays.
#include "doc/dockerfile_reader.hpp"
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

using namespace placer;
using placer::test::read;

namespace {

/// The instructions as the reader hands them on, without what they all have.
std::string instructions(const std::string& text) {
  doc::ReadLimits limits;
  limits.dockerfile = true;
  const test::Reading reading = read(text, "Dockerfile", limits);
  return reading.problem() == "none" ? reading.tree() : reading.problem() + " at " + reading.guilty();
}

std::string one(const std::string& instruction) { return "{instructions: [" + instruction + "]}"; }

}  // namespace

TEST_CASE("lines of a Dockerfile are put together to instructions") {
  struct Case {
    const char* text;
    std::string tree;
  };
  const Case table[] = {
      {"FROM a AS b", one(R"({keyword: "FROM", flags: [], lines: ["a AS b"]})")},
      {"# note\n\n  from a  \r\n", one(R"({keyword: "from", flags: [], lines: ["a"]})")},
      {"RUN a \\\n  b", one(R"({keyword: "RUN", flags: [], lines: ["a ", "  b"]})")},
      {"RUN a \\ \n# note\n\n   # another\n b", one(R"({keyword: "RUN", flags: [], lines: ["a ", " b"]})")},
      {"RUN a \\\\\nRUN b",
       one(R"({keyword: "RUN", flags: [], lines: ["a \\"]}, {keyword: "RUN", flags: [], lines: ["b"]})")},
      {"RUN a \\", one(R"({keyword: "RUN", flags: [], lines: ["a"]})")},
      {"FROM \\\n  a", one(R"({keyword: "FROM", flags: [], lines: ["a"]})")},
      {"FROM --platform=linux/arm64 a",
       one(R"({keyword: "FROM", flags: ["--platform=linux/arm64"], lines: ["a"]})")},
      {"COPY --chown='a b' --link x y",
       one(R"({keyword: "COPY", flags: ["--chown=a b", "--link"], lines: ["x y"]})")},
      {"CMD [\"a\", \"b c\"]",
       one(R"({keyword: "CMD", flags: [], exec: ["a", "b c"], lines: ["[\"a\", \"b c\"]"]})")},
      {"CMD [\"a\", 1]", one(R"({keyword: "CMD", flags: [], mixed: [], lines: ["[\"a\", 1]"]})")},
      {"CMD ['a']", one(R"({keyword: "CMD", flags: [], lines: ["['a']"]})")},
      {"CMD", one(R"({keyword: "CMD", flags: [], lines: []})")},
      {"ONBUILD RUN a", one(R"({keyword: "ONBUILD", trigger: "RUN", flags: [], lines: ["a"]})")},
  };
  for (const Case& one : table) {
    CAPTURE(one.text);
    CHECK(instructions(one.text) == one.tree);
  }
}

TEST_CASE("directives stand at the top of a Dockerfile") {
  CHECK(
      instructions("# syntax=docker/dockerfile:1\n# Escape = `\nRUN a `\n b\n") ==
      R"({instructions: [{keyword: "RUN", flags: [], lines: ["a ", " b"]}], syntax: "docker/dockerfile:1", escape: "`"})");
  CHECK(instructions("# note\n# escape=`\nRUN a \\\n b\n") ==
        one(R"({keyword: "RUN", flags: [], lines: ["a ", " b"]})"));
  CHECK(instructions("FROM a\n# escape=x\n") == one(R"({keyword: "FROM", flags: [], lines: ["a"]})"));
  CHECK(instructions("# escape=x\nFROM a") == "1:10 dockerfile.directive at x");
  CHECK(instructions("# syntax=a\n# SYNTAX=b\nFROM a") == "2:3 dockerfile.directive at SYNTAX");
}

TEST_CASE("texts follow the instruction that announces them") {
  struct Case {
    const char* text;
    const char* heredocs;
  };
  const Case table[] = {
      {"RUN <<EOF\na\nb\nEOF\n", R"([{name: "EOF", text: "a\nb\n"}])"},
      {"RUN <<-EOF\n\ta\n\tEOF\n", "[{name: \"EOF\", text: \"\ta\\n\"}]"},
      {"RUN <<'E F'\n# no comment\\\nE F\n", "[{name: \"E F\", text: \"# no comment\\\\n\"}]"},
      {"COPY <<a <<\"b\" /x/\n1\na\n2\nb\n", R"([{name: "a", text: "1\n"}, {name: "b", text: "2\n"}])"},
      {"RUN 3<<EOF cat\nEOF\r\n", R"([{name: "EOF", text: ""}])"},
      {"RUN cat \\\n <<EOF\nx\nEOF\n", R"([{name: "EOF", text: "x\n"}])"},
      {"ONBUILD COPY <<EOF /x\nx\nEOF\n", R"([{name: "EOF", text: "x\n"}])"},
  };
  for (const Case& one : table) {
    CAPTURE(one.text);
    CHECK_THAT(instructions(one.text), test::contains(one.heredocs));
  }
  for (const char* text : {"RUN cat <<<word", "RUN echo \"<<EOF\"", "RUN echo '<<EOF", "RUN [\"<<EOF\"]",
                           "CMD <<EOF", "RUN a << EOF", "RUN a<<EOF"}) {
    CAPTURE(text);
    CHECK(instructions(text).find("heredocs") == std::string::npos);
  }
  CHECK(instructions("FROM a\nRUN cat <<EOF\nEOF \n") == "2:9 dockerfile.heredoc at <<EOF");
}

TEST_CASE("a Dockerfile is known by its name, or by its first line") {
  for (const char* path : {"Dockerfile", "a/dockerfile", "api.Dockerfile", "Dockerfile.api", "Containerfile",
                           "Dockerfile.python3.12"})
    CHECK(doc::is_dockerfile_name(path));
  for (const char* path : {"Dockerfile.yaml", "Dockerfile.dockerignore", "Dockerfile.j2", "Dockerfiles",
                           "a.yaml", "Dockerfile/a", "mydockerfile", "dockerfile.md"})
    CHECK_FALSE(doc::is_dockerfile_name(path));
  for (const char* text : {"FROM a", "# syntax=x\n\n from a", "ARG A=1\nFROM a", "FROM \\\n a"})
    CHECK(doc::begins_like_dockerfile(text));
  for (const char* text : {"", "from: a", "FROM", "FROMAGE a", "a: 1\nFROM b", "root:x:0:0"})
    CHECK_FALSE(doc::begins_like_dockerfile(text));
  CHECK(doc::is_dockerfile("Dockerfile.x", "RUN a"));
  CHECK_FALSE(doc::is_dockerfile("Dockerfile.x", "# note\napiVersion: v1\nkind: Pod\n"));
  CHECK_FALSE(doc::is_dockerfile("Dockerfile.x", "---\na: 1\n"));
}
