// Lines that a CI system would take for commands.
#include "base/log_commands.hpp"

#include "support/catch.hpp"

#include <string>

using placer::find_command_mark;
using placer::for_people;
using placer::without_log_commands;

TEST_CASE("a line that begins as a command does no longer begin as one") {
  CHECK(without_log_commands("::error::boo") == ": :error::boo");
  CHECK(without_log_commands("one\n  ::error::boo\r\n::stop-commands::x\r::add-mask::y") ==
        "one\n  : :error::boo\r\n: :stop-commands::x\r: :add-mask::y");
}

TEST_CASE("characters that a comparison may pass over hide no command") {
  CHECK(without_log_commands("\xc2\xa0::error::boo") == "\xc2\xa0: :error::boo");
  CHECK(without_log_commands("\t\x01::error::boo") == "\t\x01: :error::boo");
  CHECK(without_log_commands(":\xe2\x80\x8b:error::boo") == ": \xe2\x80\x8b:error::boo");
  CHECK(without_log_commands("a #\xc2\xad#\x01[error]boo") == "a # \xc2\xad#\x01[error]boo");
}

TEST_CASE("a mark of the older commands is broken wherever it stands") {
  CHECK(without_log_commands("name ##[error]boo") == "name # #[error]boo");
  CHECK(without_log_commands("##vso[task.complete result=Failed]") == "# #vso[task.complete result=Failed]");
  CHECK(without_log_commands("###[error]") == "## #[error]");
}

TEST_CASE("where a mark of the older commands begins") {
  CHECK(find_command_mark("name ##[error]boo") == 5);
  CHECK(find_command_mark("###vso[a]##[b]") == 1);
  CHECK(find_command_mark("###vso[a]##[b]", 2) == 9);
  CHECK(find_command_mark("## Heading ##1[x]") == std::string::npos);
}

TEST_CASE("text without commands stays as it is") {
  for (const std::string text : {"a.yaml:5:10: error: x [aws-lambda.timeout]", "a::b", "AWS::S3::Bucket x",
                                 "## Heading", "# ## x", "##", ":", "", "a: :b", "##1[x]"})
    CHECK(without_log_commands(text) == text);
}

TEST_CASE("what people get has nothing in it that a terminal obeys") {
  CHECK(for_people("a\x1b]0;title\x07\r::error::b\n::c\td") ==
        "a\uFFFD]0;title\uFFFD\uFFFD::error::b\n: :c\td");
  CHECK(for_people("\u009B31m\u202Egnp\xff") == "\uFFFD31m\uFFFDgnp\uFFFD");
  CHECK(for_people("\x1b[31mred\x1b[0m") == "\uFFFD[31mred\uFFFD[0m");
}

TEST_CASE("where there are colours, those of placer stay and no other") {
  const std::string ours = "\x1b[1;31merror\x1b[0m \x1b[32mfits\x1b[0m";
  CHECK(for_people(ours, true) == ours);
  for (const std::string theirs : {"[2J", "[8m", "[30m", "[31;8m", "]0;t", "[31"})
    CHECK(for_people("\x1b" + theirs, true) == "\uFFFD" + theirs);
}
