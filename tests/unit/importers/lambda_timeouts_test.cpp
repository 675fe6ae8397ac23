// How long a run of a function may take, and a step of one.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::FactCase;

TEST_CASE("a durable function runs as long as its execution, and each step as long as the function") {
  const FactCase table[] = {
      {"{DurableConfig: {ExecutionTimeout: 7200}, Timeout: 60}", "timeout", "2h"},
      {"{DurableConfig: {ExecutionTimeout: 7200}, Timeout: 60}", "step_timeout", "1min"},
      {"{DurableConfig: {ExecutionTimeout: !Ref X}, Timeout: 60}", "timeout",
       " (unresolved) = `X` is known only when the template is deployed"},
      {"{DurableConfig: {RetentionPeriodInDays: 3}, Timeout: 60}", "timeout",
       " (unresolved) = a durable function that does not say `ExecutionTimeout`"},
      {"{Timeout: 60}", "step_timeout", "nothing"},
      {"{DurableConfig: !If [X, {ExecutionTimeout: 9}, !Ref AWS::NoValue], Timeout: 60}", "timeout",
       " (unresolved) = `!If` is known only when the template is deployed"},
  };
  placer::test::check(table, "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: ");
}
