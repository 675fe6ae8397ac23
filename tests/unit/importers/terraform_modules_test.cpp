// Modules of a Terraform plan that a count or a for_each makes several of: what refers to what goes by the
// key.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

#include <string>

using placer::test::import;
using placer::test::Imported;

namespace {

/// An instance of the module, which has a function that reads a queue, and outputs.
std::string instance(const std::string& key) {
  const std::string address = "module.worker[" + key + "]";
  return fmt::format(
      "{{address: '{0}', resources: [{{address: '{0}.aws_lambda_function.f', mode: managed, type: "
      "aws_lambda_function, values: {{timeout: 60}}}}, {{address: '{0}.aws_lambda_event_source_mapping.m', "
      "mode: "
      "managed, type: aws_lambda_event_source_mapping, values: {{}}}}]}}",
      address);
}

std::string unknown(const std::string& address, const std::string& what) {
  return fmt::format("{{address: '{}', change: {{after_unknown: {{{}}}}}}}", address, what);
}

/// A plan with two instances of the module, two queues, and a resource that refers to the module.
Imported plan(const std::string& other, const std::string& attribute, const std::string& written,
              const std::string& outputs =
                  "{arn: {expression: {references: [aws_lambda_function.f.arn, aws_lambda_function.f]}}}") {
  const auto queue = [](const std::string& key, int hidden) {
    return fmt::format(
        "{{address: 'aws_sqs_queue.q[{}]', mode: managed, type: aws_sqs_queue, values: "
        "{{visibility_timeout_seconds: {}}}}}",
        key, hidden);
  };
  const std::string type = other.substr(0, other.find('.'));
  std::string text = "format_version: '1.2'\nplanned_values: {root_module: {resources: [" +
                     queue("\"fast\"", 30) + ", " + queue("\"slow\"", 5400) + ", {address: '" + other +
                     "', mode: managed, type: " + type + ", values: {}}], child_modules: [" +
                     instance("\"fast\"") + ", " + instance("\"slow\"") + "]}}\nresource_changes: [" +
                     unknown(other, attribute + ": true");
  for (const char* key : {"fast", "slow"})
    text += ", " + unknown(fmt::format("module.worker[\"{}\"].aws_lambda_event_source_mapping.m", key),
                           "function_name: true, event_source_arn: true");
  text +=
      "]\nconfiguration: {root_module: {resources: [{address: aws_sqs_queue.q, expressions: {}}, " + written +
      "], module_calls: {worker: {for_each_expression: {constant_value: {fast: 1, slow: 2}}, expressions: "
      "{queue: {references: [aws_sqs_queue.q, each.key]}}, module: {outputs: " +
      outputs +
      ", resources: [{address: aws_lambda_function.f, expressions: {}}, {address: "
      "aws_lambda_event_source_mapping.m, expressions: {function_name: {references: "
      "[aws_lambda_function.f.arn, "
      "aws_lambda_function.f]}, event_source_arn: {references: [var.queue]}}}]}}}}}\n";
  return import(text);
}

std::string trigger(const Imported& imported, std::size_t workload) {
  for (const placer::Fact& fact : imported.workloads.at(workload).facts)
    if (fact.note.find("started by") != std::string::npos ||
        fact.note.find("several things") != std::string::npos)
      return fact.note;
  return "nothing";
}

constexpr const char* of_mapping = "started by aws_lambda_event_source_mapping";
constexpr const char* of_both =
    "several things start it: aws_lambda_function_url, aws_lambda_event_source_mapping";

}  // namespace

TEST_CASE("instances of a module are workloads with the key in their names") {
  CHECK(plan("aws_lambda_function_url.u", "function_name", "{address: aws_lambda_function_url.u}").names() ==
        "module.worker[\"fast\"].aws_lambda_function.f module.worker[\"slow\"].aws_lambda_function.f");
}

TEST_CASE("what a module is given by the key is that of its instance") {
  const Imported imported =
      plan("aws_lambda_function_url.u", "function_name", "{address: aws_lambda_function_url.u}");
  CHECK(imported.problems() == "");
  CHECK(trigger(imported, 0) == of_mapping);
  CHECK(trigger(imported, 1) == of_mapping);
  // The queue of the first hides a message for less time than the function may take.
  CHECK(imported.workloads[0].violations.size() == 1);
  CHECK(imported.workloads[1].violations.empty());
}

TEST_CASE("an instance of a module is referred to by its key") {
  struct Case {
    const char *address, *written, *first, *second;
  };
  static constexpr Case table[] = {
      {"aws_lambda_function_url.u",
       "{address: aws_lambda_function_url.u, expressions: {function_name: {references: "
       "['module.worker[\"slow\"].arn', "
       "'module.worker[\"slow\"]']}}}",
       of_mapping, of_both},
      // module.worker[each.key].arn
      {"aws_lambda_function_url.u[\"slow\"]",
       "{address: aws_lambda_function_url.u, expressions: {function_name: {references: [module.worker, "
       "each.key]}}}",
       of_mapping, of_both},
      // for_each = module.worker, and each.value.arn
      {"aws_lambda_function_url.u[\"fast\"]",
       "{address: aws_lambda_function_url.u, for_each_expression: {references: [module.worker]}, "
       "expressions: "
       "{function_name: {references: [each.value.arn, each.value]}}}",
       of_both, of_mapping},
      // Any of them.
      {"aws_lambda_function_url.u",
       "{address: aws_lambda_function_url.u, expressions: {function_name: {references: [module.worker]}}}",
       of_both, of_both},
  };
  for (const Case& one : table) {
    INFO(one.written);
    const Imported imported = plan(one.address, "function_name", one.written);
    CHECK(trigger(imported, 0) == one.first);
    CHECK(trigger(imported, 1) == one.second);
  }
}

TEST_CASE("an output that is not named is that of the only resource of its type") {
  const std::string written =
      "{address: aws_lambda_function_url.u, expressions: {function_name: {references: [module.worker, "
      "each.key]}}}";
  CHECK(
      trigger(
          plan("aws_lambda_function_url.u[\"slow\"]", "function_name", written,
               "{queue: {expression: {references: [aws_sqs_queue.own.arn]}}, name: {expression: {references: "
               "[aws_lambda_function.f.function_name, aws_lambda_function.f]}}}"),
          1) == of_both);
  CHECK(trigger(plan("aws_lambda_function_url.u[\"slow\"]", "function_name", written, "{}"), 1) ==
        of_mapping);
}

TEST_CASE("the region of a provider may be a variable, in modules too") {
  const auto region = [](const std::string& provider, const std::string& module = "") {
    const Imported imported = import(
        "format_version: '1.2'\nvariables: {r: {value: eu-central-2}, all: {value: {us: {r: us-west-1}}}, "
        "none: "
        "{value: null}, part: {value: eu}}\nplanned_values: {root_module: {child_modules: [{address: "
        "module.m, resources: [{address: module.m.aws_lambda_function.f, mode: managed, type: "
        "aws_lambda_function, values: {timeout: 60}}]}]}}\nconfiguration: {provider_config: "
        "{'module.m:aws.x': "
        "{module_address: module.m, expressions: {region: {" +
        provider +
        "}}}, aws: {expressions: {region: {references: [var.r]}}}}, root_module: {module_calls: {m: {" +
        "expressions: {region: {references: [var.r]}, cfg: {references: [var.all.us, var.all]}, fixed: "
        "{constant_value: {r: eu-west-1}}}, module: {variables: {usual: {default: us-east-2}}, resources: "
        "[{address: aws_lambda_function.f, provider_config_key: " +
        (module.empty() ? std::string("'module.m:aws.x'") : module) + ", expressions: {}}]}}}}}\n");
    REQUIRE(imported.workloads.size() == 1);
    return imported.workloads.front().region;
  };
  struct Case {
    const char *provider, *region;
  };
  const Case cases[] = {
      {"constant_value: us-east-1", "us-east-1"},
      {"references: [var.region]", "eu-central-2"},
      {"references: [var.usual]", "us-east-2"},
      {"references: [var.cfg.r, var.cfg]", "us-west-1"},
      {"references: [var.fixed.r, var.fixed]", "eu-west-1"},
      {"references: [var.cfg]", ""},
      {"references: [var.region, var.usual]", ""},
      {"references: [var.nobody]", ""},
      {"references: [local.region]", ""},
  };
  for (const Case& one : cases) {
    INFO(one.provider);
    CHECK(region(one.provider) == one.region);
  }
  CHECK(region("", "aws") == "eu-central-2");
}
