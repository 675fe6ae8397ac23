// What Docker refuses of a Dockerfile, and what it takes.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;
using placer::test::Imported;
using placer::test::Refusal;

namespace {

std::string problems(const std::string& text) { return import(text, "dockerfile").problems(); }

}  // namespace

TEST_CASE("a Dockerfile that has no stage is refused") {
  CHECK(problems("# only a note\n") ==
        " | there is no FROM in this Dockerfile | begin with FROM IMAGE, for example FROM "
        "debian:bookworm-slim\n");
  CHECK(problems("ARG A=1\n") ==
        "ARG A=1 | there is no FROM in this Dockerfile | begin with FROM IMAGE, for example FROM "
        "debian:bookworm-slim\n");
  CHECK(problems("RUN a\nRUN b\nFROM c\n") ==
        "RUN | RUN stands before the first FROM, where nothing is built yet | begin with FROM IMAGE; only "
        "ARG may "
        "stand before it\n");
  CHECK(import("# only a note\n", "dockerfile").names() == "");
  CHECK(problems("name: x\nkind: y\n").starts_with("name: | there is no instruction 'name:' | "));
  CHECK(problems("name: x\nkind: y\n").find("kind") == std::string::npos);
}

TEST_CASE("what Docker refuses of an instruction is one error, with what to write") {
  static constexpr Refusal table[] = {
      {"RNU a", "RNU | there is no instruction 'RNU' | did you mean RUN?"},
      {"apt-get install x",
       "apt-get | there is no instruction 'apt-get' | a line that goes on in the next one ends in "
       "the escape character, a \\"},
      {"{{ if x }}",
       "{{ | this is a template of a Dockerfile | fill it in with the tool that it is for, and judge what "
       "comes out"},
      {"FROM", "FROM | FROM names no image | write FROM IMAGE or FROM IMAGE AS NAME"},
      {"FROM b c",
       "b c | FROM takes an image, and a name for the stage behind AS | write FROM IMAGE or FROM IMAGE AS "
       "NAME"},
      {"FROM b AS 1c",
       "1c | '1c' cannot be the name of a stage | begin with a letter, and go on with letters, digits, "
       "and - _ ."},
      {"FROM $NOTHING",
       "$NOTHING | '$NOTHING' comes to nothing, and FROM names no image | declare the variable before "
       "the first FROM: ARG NAME=default"},
      {"COPY --form=b x y", "--form=b | COPY has no flag --form | did you mean --from?"},
      {"CMD --port 80",
       "--port | CMD has no flag --port | write the command as an array: CMD [\"program\", "
       "\"argument\"]"},
      {"COPY --from x y", "--from | --from has no value | write --from=VALUE without a blank"},
      {"COPY --from=b --from=c x y", "--from=c | --from stands twice | take one of them away"},
      {"COPY --link=no x y", "--link=no | --link is true or false, not 'no' | write --link alone"},
      {"COPY x", "x | COPY says what to take, and not where to put it | write COPY SOURCE TARGET"},
      {"ADD [\"x\"]", "[\"x\"] | ADD says what to take, and not where to put it | write ADD SOURCE TARGET"},
      {"CMD [\"a\", 1]",
       "[\"a\", 1] | an array of a command holds texts alone | put quotes around each part of it"},
      {"ENV A", "A | ENV A has no value | write ENV NAME=value"},
      {"ENV A=1 B",
       "B | 'B' has no = in it | write NAME=value, with quotes around a value that has blanks in it"},
      {"ENV =1", "=1 | there is no name before this = | write ENV NAME=value"},
      {"EXPOSE", "EXPOSE | EXPOSE says nothing | write EXPOSE 8080"},
      {"WORKDIR", "WORKDIR | WORKDIR says nothing | write WORKDIR /app"},
      {"SHELL /bin/bash -c",
       "/bin/bash -c | SHELL takes an array of texts | write SHELL [\"/bin/bash\", \"-c\"]"},
      {"HEALTHCHECK curl x",
       "curl x | a health check begins with CMD, not with 'curl' | write HEALTHCHECK CMD COMMAND, "
       "or HEALTHCHECK NONE"},
      {"HEALTHCHECK NONE x",
       "NONE x | HEALTHCHECK NONE takes nothing else | write HEALTHCHECK CMD COMMAND, or "
       "HEALTHCHECK NONE"},
      {"HEALTHCHECK CMD",
       "CMD | the health check has no command | write HEALTHCHECK CMD COMMAND, or HEALTHCHECK NONE"},
      {"HEALTHCHECK --interval=30 CMD x",
       "--interval=30 | --interval is no duration: '30' | write a number with its "
       "unit, for example 30s or 1m30s"},
      {"ONBUILD FROM b", "ONBUILD | ONBUILD cannot keep FROM | write ONBUILD RUN COMMAND"},
      {"ONBUILD", "ONBUILD | ONBUILD keeps no instruction | write ONBUILD RUN COMMAND"},
  };
  for (const Refusal& one : table) {
    CAPTURE(one.lines);
    const Imported imported = import("FROM a\n" + std::string(one.lines) + "\n", "dockerfile");
    CHECK(imported.problems() == std::string(one.problem) + "\n");
    REQUIRE(imported.workloads.size() == 1);
    CHECK(imported.workloads[0].unread);
  }
}

TEST_CASE("what Docker takes is no error") {
  static constexpr const char* table[] = {
      "from a as b",
      "CMD",
      "ENTRYPOINT []",
      "CMD ['a', 'b']",
      "CMD [\"a\" \"b\"]",
      "ENV A B C",
      "ENV A=\"x y\" B='=' C=\\ d",
      "LABEL a=b \\\n  c=\"d\\\n e\"",
      "LABEL a b",
      "ARG A B=1",
      "COPY --link --chmod=755 --from=b x y",
      "COPY --exclude=a --exclude=b x y",
      "RUN --mount=type=cache,target=/a --mount=type=secret,id=b --network=none x",
      "HEALTHCHECK NONE",
      "HEALTHCHECK --interval=1m30s --retries=3 CMD [\"x\"]",
      "HEALTHCHECK --interval=$I CMD x",
      "STOPSIGNAL 9",
      "MAINTAINER a b",
      "VOLUME [\"/a\"]",
      "VOLUME /a /b",
      "SHELL [\"powershell\", \"-Command\"]",
      "ONBUILD COPY . /x",
      "USER a:b",
      "COPY [\"a b\", \"c\"]",
      "RUN",
      "FROM --platform=$BUILDPLATFORM b",
      "ADD --checksum=sha256:x http://x /y",
      "COPY <<EOF /x\nRNU\nEOF",
      "RUN <<EOF\nRNU\nEOF",
  };
  for (const char* text : table) {
    CAPTURE(text);
    const Imported imported = import("FROM a\n" + std::string(text) + "\n", "dockerfile");
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == "");
    REQUIRE(imported.workloads.size() == 1);
    CHECK_FALSE(imported.workloads[0].unread);
  }
}

TEST_CASE("a file for another program than Docker's own may have other instructions") {
  CHECK(problems("# syntax=docker/dockerfile:1.7-labs\nFROM a\nWHATEVER\n") != "");
  CHECK(problems("# syntax=example.com/own/syntax\nFROM a\nWHATEVER\n") == "");
  CHECK(problems("# syntax=example.com/own/syntax\nWHATEVER\n") == "");
}

TEST_CASE("what the values of an image are refused for is a finding") {
  CHECK(import("FROM a\nEXPOSE 80,", "dockerfile").violations() ==
        "dockerfile.port: 80, instead of  at 80,\n");
  CHECK(import("FROM a\nEXPOSE 70000", "dockerfile").violations() ==
        "dockerfile.port: 70000 instead of  at 70000\n");
  CHECK(import("FROM a\nEXPOSE 0", "dockerfile").violations() ==
        "dockerfile.port-zero: 0 instead of  at 0\n");
  CHECK(import("FROM a\nEXPOSE abc", "dockerfile").violations() ==
        "dockerfile.port: abc instead of  at abc\n");
  CHECK(import("FROM a\nEXPOSE 80/http", "dockerfile").violations() ==
        "dockerfile.protocol: 80/http instead of  at 80/http\n");
  CHECK(import("FROM a AS b\nEXPOSE x\nFROM c", "dockerfile").violations() == "");
}
