// Plans of Terraform: which resources are workloads, what is known of them, and what refers to what.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

#include <string>

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

namespace {

std::string resource(const std::string& address, const std::string& values) {
  const std::size_t dot = address.rfind("aws_");
  const std::string local = address.substr(dot);
  const std::string type = local.substr(0, local.find('.'));
  return fmt::format("{{address: '{}', mode: managed, type: {}, values: {{{}}}}}", address, type, values);
}

/// A plan of resources of the root module; the rest is what stands beside them.
std::string plan(const std::string& resources, const std::string& rest = "") {
  return fmt::format("format_version: '1.2'\nplanned_values: {{root_module: {{resources: [{}]}}}}\n{}\n",
                     resources, rest);
}

const std::string function = "address: aws_lambda_function.f, mode: managed, type: aws_lambda_function";

/// A change that leaves this open.
std::string unknown(const std::string& tree) {
  return "resource_changes: [{address: aws_lambda_function.f, change: {actions: [create], after_unknown: " +
         tree + "}}]\n";
}

/// Where the resources are written.
std::string written(const std::string& resources, const std::string& calls = "{}") {
  return fmt::format("configuration: {{root_module: {{resources: [{}], module_calls: {}}}}}\n", resources,
                     calls);
}

std::string expressions(const std::string& address, const std::string& tree) {
  return fmt::format("{{address: {}, expressions: {}}}", address, tree);
}

}  // namespace

TEST_CASE("attributes of a function in a plan") {
  static constexpr FactCase table[] = {
      {"timeout: 30", "timeout", "30s"},
      {"memory_size: 512", "memory", "512MiB"},
      {"runtime: python3.13", "runtime", "python3.13"},
      {"architectures: [arm64]", "architecture", "arm64"},
      {"ephemeral_storage: [{size: 2048}]", "scratch_disk", "2GiB"},
      {"ephemeral_storage: []", "scratch_disk", "nothing"},
      {"layers: [a, b]", "layers", "2"},
      {"layers: null", "layers", "nothing"},
      {"reserved_concurrent_executions: 5", "scale.max", "5"},
      {"reserved_concurrent_executions: -1", "scale.max", "nothing"},
      {"vpc_config: [{subnet_ids: [a], security_group_ids: [b]}]", "private_network", "true"},
      {"vpc_config: [{subnet_ids: [], security_group_ids: []}]", "private_network", "nothing"},
      {"file_system_config: [{arn: a, local_mount_path: /mnt/a}]", "shared_filesystem", "true"},
      {"snap_start: [{apply_on: PublishedVersions}]", "snapstart", "true"},
      {"package_type: Image", "package.format", "image"},
      {"image_uri: 'a:1'", "package.format", "image (derived) = it names an image"},
      {"filename: a.zip, runtime: python3.13, handler: a.b, image_uri: ''", "target",
       "aws-lambda/zip (derived) = what the manifest describes"},
  };
  check(table,
        "format_version: '1.2'\nplanned_values: {root_module: {resources: [{" + function + ", values: {",
        "}}]}}\n");
}

TEST_CASE("what is known only after a plan is applied is unresolved where somebody wrote it") {
  const std::string values = "{" + function + ", values: {timeout: 3}}";
  const std::string open = unknown("{memory_size: true, architectures: true, layers: true}");
  const std::string known = written(expressions(
      "aws_lambda_function.f", "{memory_size: {references: [var.size]}, timeout: {constant_value: 3}}"));
  const Imported imported = import(plan(values, open + known));
  CHECK(imported.problems().empty());
  CHECK(imported.fact("memory") ==
        "${known after apply: var.size} (unresolved) = `${known after apply: var.size}` is filled in "
        "elsewhere");
  CHECK(imported.fact("architecture") == "nothing");
  CHECK(imported.fact("layers") == "nothing");
  CHECK(imported.fact("timeout") == "3s");
  // Nobody can say who wrote what without the configuration.
  CHECK(import(plan(values, open)).fact("architecture") ==
        "${known after apply} (unresolved) = `${known after apply}` is filled in elsewhere");
}

TEST_CASE("blocks and lists with parts that are known only after a plan is applied") {
  const std::string values =
      "{" + function + ", values: {layers: [a, null], vpc_config: [{subnet_ids: [a]}]}}";
  const std::string open = unknown(
      "{layers: [false, true], vpc_config: [{security_group_ids: true, vpc_id: true}], environment: "
      "[{variables: true}], ephemeral_storage: [{size: true}]}");
  const Imported imported = import(plan(
      values, open + written(expressions(
                         "aws_lambda_function.f",
                         "{layers: {references: [aws_lambda_layer_version.l.arn]}, vpc_config: "
                         "[{subnet_ids: {}, security_group_ids: {references: [aws_security_group.s.id]}}], "
                         "ephemeral_storage: [{size: {references: [local.disk]}}]}"))));
  CHECK(imported.problems().empty());
  CHECK(imported.violations().empty());
  CHECK(imported.fact("layers") == "2");
  CHECK(imported.fact("private_network") == "true");
  CHECK(imported.fact("scratch_disk").find("(unresolved)") != std::string::npos);
}

TEST_CASE("each instance of a resource is a workload, in modules too") {
  const Imported imported =
      import("format_version: '1.2'\nplanned_values:\n  root_module:\n    resources: [" +
             resource("aws_lambda_function.a[0]", "timeout: 1") + ", " +
             resource("aws_lambda_function.a[1]", "timeout: 2") +
             ", {address: data.aws_lambda_function.x, mode: data, type: aws_lambda_function, values: {}}]\n"
             "    child_modules: [{address: 'module.m[\"x.y\"]', resources: [" +
             resource("module.m[\"x.y\"].aws_lambda_function.b", "timeout: 3") +
             "], child_modules: [{address: 'module.m[\"x.y\"].module.n', resources: [" +
             resource("module.m[\"x.y\"].module.n.aws_lambda_function.c[\"k\"]", "timeout: 4") + "]}]}]\n");
  CHECK(imported.names() ==
        "aws_lambda_function.a[0] aws_lambda_function.a[1] module.m[\"x.y\"].aws_lambda_function.b "
        "module.m[\"x.y\"].module.n.aws_lambda_function.c[\"k\"]");
}

TEST_CASE("a resource of a plan that has no address is an error, and the others are read") {
  const Imported imported = import(plan("{type: aws_lambda_function, values: {}}, {" + function +
                                            ", values: {}}, " + resource("aws_lambda_function_url.u", ""),
                                        written(expressions("aws_lambda_function_url.u",
                                                            "{function_name: {references: "
                                                            "[aws_lambda_function.f.arn]}}"))));
  CHECK(imported.names() == "aws_lambda_function.f");
  CHECK(imported.problems() ==
        "{type: aws_lambda_function, values: {}} | a resource of a plan has an `address`; this one has none "
        "| judge what terraform show -json PLANFILE prints\n");
}

TEST_CASE("what blocks that a dynamic makes leave open is unresolved") {
  const Imported imported =
      import(plan("{" + function + ", values: {ephemeral_storage: [{}]}}",
                  unknown("{ephemeral_storage: [{size: true}]}") +
                      written(expressions("aws_lambda_function.f", "{timeout: {constant_value: 3}}"))));
  CHECK(imported.fact("scratch_disk") ==
        "${known after apply} (unresolved) = `${known after apply}` is filled in elsewhere");
}

TEST_CASE("what a plan destroys is no workload") {
  CHECK(import(plan("{" + function + ", values: {}}",
                    "resource_changes: [{address: aws_lambda_function.g, change: {actions: [delete]}}]"))
            .names() == "aws_lambda_function.f");
}

TEST_CASE("a state of Terraform is skipped with a word") {
  for (const char* state :
       {"format_version: '1.0'\nterraform_version: 1.9.0\nvalues: {root_module: {resources: []}}\n",
        "version: 4\nterraform_version: 1.9.0\nserial: 1\nlineage: a\nresources: []\n",
        "format_version: '1.0'\n"}) {
    const Imported imported = import(state);
    CHECK(imported.names().empty());
    CHECK(imported.problems().find("| this is a state of Terraform, which says what is deployed, and plans "
                                   "are judged | judge what terraform show -json PLANFILE prints") !=
          std::string::npos);
  }
}

TEST_CASE("a plan that broke off says so") {
  CHECK(import(plan("{" + function + ", values: {}}", "errored: true")).problems() ==
        "true | this plan broke off with an error, so resources may be missing from it | mend what terraform "
        "plan says, and plan again\n");
}

TEST_CASE("what starts a function in a plan") {
  struct Row {
    const char *type, *values, *expression, *fact, *expected;
  };
  static constexpr Row table[] = {
      {"aws_lambda_function_url", "authorization_type: NONE", "function_name", "trigger",
       "http (derived) = started by aws_lambda_function_url"},
      {"aws_lambda_function_url", "invoke_mode: RESPONSE_STREAM", "function_name", "streaming",
       "true (derived) = its address answers in the mode RESPONSE_STREAM"},
      {"aws_lambda_event_source_mapping", "event_source_arn: 'arn:aws:sqs:eu-west-1:1:q'", "function_name",
       "broker", "sqs (derived) = started by aws_lambda_event_source_mapping"},
      {"aws_lambda_permission", "principal: s3.amazonaws.com", "function_name", "trigger",
       "event (derived) = started by aws_lambda_permission"},
      {"aws_sns_topic_subscription", "protocol: lambda", "endpoint", "trigger",
       "event (derived) = started by aws_sns_topic_subscription"},
      {"aws_scheduler_schedule", "schedule_expression: rate(1 day), target: [{}]", "target", "schedule",
       "rate(1 day)"},
      {"aws_s3_bucket_notification", "lambda_function: [{events: [a]}]", "lambda_function", "trigger",
       "event (derived) = started by aws_s3_bucket_notification"},
      {"aws_api_gateway_integration", "timeout_milliseconds: 29000", "uri", "trigger",
       "http (derived) = started by aws_api_gateway_integration"},
      {"aws_lambda_provisioned_concurrency_config", "provisioned_concurrent_executions: 4", "function_name",
       "scale.min", "4"},
  };
  for (const Row& row : table) {
    INFO(row.type);
    const std::string address = fmt::format("{}.x", row.type);
    const std::string refers = "{references: [aws_lambda_function.f.arn, aws_lambda_function.f]}";
    std::string tree = fmt::format("{{{}: {}}}", row.expression, refers),
                open = "{" + std::string(row.expression) + ": true}";
    for (const auto& [block, key] :
         {std::pair("target", "arn"), std::pair("lambda_function", "lambda_function_arn")})
      if (row.expression == std::string_view(block)) {
        tree = fmt::format("{{{}: [{{{}: {}}}]}}", block, key, refers);
        open = fmt::format("{{{}: [{{{}: true}}]}}", block, key);
      }
    const Imported imported = import(plan(
        "{" + function + ", values: {timeout: 3}}, " + resource(address, row.values),
        fmt::format("resource_changes: [{{address: {}, change: {{after_unknown: {}}}}}]\n", address, open) +
            written(expressions("aws_lambda_function.f", "{}") + ", " + expressions(address, tree))));
    CHECK(imported.problems().empty());
    CHECK(imported.fact(row.fact) == row.expected);
    CHECK(imported.names() == "aws_lambda_function.f");
  }
}

TEST_CASE("a rule of EventBridge and its target are two resources in a plan") {
  const Imported imported = import(
      plan("{" + function + ", values: {}}, " +
               resource("aws_cloudwatch_event_rule.r", "schedule_expression: rate(5 minutes)") + ", " +
               resource("aws_cloudwatch_event_target.t", "rule: r"),
           written(expressions("aws_lambda_function.f", "{}") + ", " +
                   expressions("aws_cloudwatch_event_target.t",
                               "{rule: {references: [aws_cloudwatch_event_rule.r.name]}, arn: {references: "
                               "[aws_lambda_function.f.arn]}}"))));
  CHECK(imported.fact("trigger") == "schedule (derived) = started by aws_cloudwatch_event_target");
  CHECK(imported.fact("schedule") == "rate(5 minutes)");
}

TEST_CASE("a function is found through aliases, modules, for_each and its name") {
  const auto trigger = [](const std::string& text) { return import(text).fact("trigger"); };
  const std::string found = "http (derived) = started by aws_lambda_function_url";
  const std::string of_url = "aws_lambda_function_url.u",
                    of_function = "{" + function + ", values: {function_name: shop}}";
  CHECK(trigger(plan(of_function + ", " + resource(of_url, "function_name: shop"))) == found);
  CHECK(trigger(plan(of_function + ", " +
                     resource(of_url, "function_name: 'arn:aws:lambda:eu-west-1:1:function:shop:live'"))) ==
        found);
  CHECK(trigger(plan(of_function + ", " + resource(of_url, "function_name: other"))) == "nothing");
  CHECK(
      trigger(plan(
          of_function + ", " + resource("aws_lambda_alias.a", "name: live") + ", " +
              resource(of_url, "function_name: x"),
          written(expressions("aws_lambda_alias.a",
                              "{function_name: {references: [aws_lambda_function.f.arn]}}") +
                  ", " + expressions(of_url, "{function_name: {references: [aws_lambda_alias.a.name]}}")))) ==
      found);
  // A variable of a module, which leads to an output of another one.
  const std::string modules =
      "format_version: '1.2'\nplanned_values: {root_module: {child_modules: [{address: module.code, "
      "resources: [" +
      resource("module.code.aws_lambda_function.f", "timeout: 1") +
      "]}, {address: module.door, resources: [" + resource("module.door.aws_lambda_function_url.u", "") +
      "]}]}}\nresource_changes: [{address: module.door.aws_lambda_function_url.u, change: {after_unknown: "
      "{function_name: true}}}]\n";
  CHECK(trigger(modules +
                written("",
                        "{code: {module: {outputs: {arn: {expression: {references: "
                        "[aws_lambda_function.f.arn, aws_lambda_function.f]}}}, resources: []}}, door: "
                        "{expressions: {target: {references: [module.code.arn, module.code]}}, module: "
                        "{resources: [" +
                            expressions(of_url, "{function_name: {references: [var.target]}}") + "]}}}")) ==
        found);
  // Instances that are counted alike go together.
  const auto counted = [&](const std::string& index) {
    return import(
        plan(resource("aws_lambda_function.f[0]", "") + ", " + resource("aws_lambda_function.f[1]", "") +
                 ", " + resource("aws_lambda_function_url.u" + index, ""),
             "resource_changes: [{address: 'aws_lambda_function_url.u" + index +
                 "', change: {after_unknown: {function_name: true}}}]\n" +
                 written(expressions("aws_lambda_function.f", "{}") +
                         ", {address: aws_lambda_function_url.u, expressions: {function_name: {references: "
                         "[each.value.arn, each.value]}}, for_each_expression: {references: "
                         "[aws_lambda_function.f]}}")));
  };
  CHECK(counted("[0]").fact("trigger") == found);
  CHECK(counted("[1]").fact("trigger") == "nothing");
  CHECK(counted("[1]").names() == "aws_lambda_function.f[0] aws_lambda_function.f[1]");
}

TEST_CASE("references in a plan that lead in a circle end") {
  CHECK(import(plan("{" + function + ", values: {}}, " + resource("aws_lambda_function_url.u", ""),
                    "resource_changes: [{address: aws_lambda_function_url.u, change: {after_unknown: "
                    "{function_name: true}}}]\n" +
                        written(expressions("aws_lambda_function_url.u",
                                            "{function_name: {references: [module.a.x]}}"),
                                "{a: {expressions: {y: {references: [module.a.x]}}, module: {outputs: {x: "
                                "{expression: {references: [var.y]}}}}}}")))
            .fact("trigger") == "nothing");
}

TEST_CASE("a plan without resources says so") {
  CHECK_THAT(import(plan("")).rendered(),
             placer::test::contains("has no resources, so there is nothing in it"));
  CHECK_THAT(
      import(plan("", "resource_changes: [{address: aws_lambda_function.f, change: {actions: [delete]}}]"))
          .rendered(),
      placer::test::contains("only destroys, so there is nothing in it"));
}

TEST_CASE("no excerpt shows what a plan marks as sensitive") {
  const auto rendered = [](const std::string& values, const std::string& marks,
                           const std::string& rest = "") {
    return import(plan(fmt::format("{{{}, values: {{architectures: many, {}}}, sensitive_values: {}}}",
                                   function, values, marks),
                       rest))
        .rendered();
  };
  const std::string environment = "environment: [{variables: {A: PW, B: b}}]";
  CHECK_THAT(rendered(environment, "{environment: [{variables: {A: true}}]}"),
             placer::test::contains("variables: {A: **, B: b}"));
  CHECK_THAT(rendered(environment, "{environment: true}"),
             placer::test::contains("variables: {A: **, B: *}"));
  CHECK_THAT(rendered(environment, "{environment: [{variables: {A: false}}]}"),
             placer::test::contains("variables: {A: PW, B: b}"));
}
