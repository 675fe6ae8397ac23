// Lines that a CI system would take for commands.
#include "base/log_commands.hpp"

#include "support/catch.hpp"

#include <string>

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

TEST_CASE("text without commands stays as it is") {
  for (const std::string text : {"a.yaml:5:10: error: x [aws-lambda.timeout]", "a::b", "AWS::S3::Bucket x",
                                 "## Heading", "# ## x", "##", ":", "", "a: :b", "##1[x]"})
    CHECK(without_log_commands(text) == text);
}
