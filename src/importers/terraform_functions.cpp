// Functions of Google Cloud, of both generations. Only the second is an offering; one of the first may run
// wherever its settings allow.
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloudfunctions2_function
#include "base/conversion.hpp"
#include "importers/draft.hpp"
#include "importers/terraform_objects.hpp"
#include "importers/terraform_terms.hpp"
#include "importers/terraform_values.hpp"

#include <algorithm>
#include <iterator>

namespace placer::importers::terraform {
namespace {

constexpr std::string_view first = "google_cloudfunctions_function",
                           second = "google_cloudfunctions2_function";

struct Setting {
  std::string_view type, path, fact;
  Conversion convert;
  bool zero_is_none = false;
};
constexpr Setting settings[] = {
    {first, "timeout", "timeout", seconds_number},
    {first, "available_memory_mb", "memory", mebibytes_number},
    {first, "min_instances", "scale.min", whole_number},
    {first, "max_instances", "scale.max", whole_number, true},
    {second, "service_config.timeout_seconds", "timeout", seconds_number},
    {second, "service_config.available_memory", "memory", kubernetes_bytes},
    {second, "service_config.available_cpu", "cpu", kubernetes_cpu},
    {second, "service_config.max_instance_request_concurrency", "concurrency", whole_number, true},
    {second, "service_config.min_instance_count", "scale.min", whole_number},
    {second, "service_config.max_instance_count", "scale.max", whole_number, true},
};

/// The processors follow from the memory where they are not set.
void check_default_cpu(Draft& draft, doc::View values) {
  constexpr std::string_view rule = "google-functions.default-cpu";
  const doc::View memory = at_path(values, "service_config.available_memory");
  const Value requests = literal(at_path(values, "service_config.max_instance_request_concurrency"));
  if (!is_nothing(at_path(values, "service_config.available_cpu")) || number(requests).value_or(0) <= 1)
    return;
  if (is_nothing(memory)) return draft.violation(rule, requests.where, "not set", draft.taken(rule));
  if (const auto amount = number(literal(memory), kubernetes_bytes))
    draft.bounded(rule, *amount, requests.where);
}

void read_function(Draft& draft, std::string_view type, doc::View values) {
  for (const Setting& setting : settings) {
    if (setting.type != type) continue;
    const doc::View value = at_path(values, setting.path);
    if (!is_nothing(value) && (!setting.zero_is_none || value.text() != "0"))
      draft.quantity(setting.fact, literal(value), setting.convert);
  }
  const bool is_first = type == first;
  if (!is_first) check_default_cpu(draft, values);
  draft.text("runtime", literal(at_path(values, is_first ? "runtime" : "build_config.runtime")));
  const doc::View vpc = is_first ? values : values["service_config"].first();
  if (const doc::View connector = vpc["vpc_connector"]; !is_nothing(connector))
    draft.set("private_network", {1, 1}, connector.where(), Origin::stated, {}, "it is attached to a VPC");
  if (Value egress = literal(vpc["vpc_connector_egress_settings"]); egress.text == "ALL_TRAFFIC") {
    egress.note = "all traffic leaves through the VPC; whether from a fixed address is set there";
    draft.unresolved("static_egress", egress);
  }
  const Location where = draft.workload().where;
  draft.derive("package.format", "source", where, "it is built from its source");
  const doc::View event = values["event_trigger"];
  if (is_nothing(event))
    draft.derive("trigger", "http", where, "a function without an event");
  else
    draft.derive("trigger", "event", event.where(), "started by its event_trigger");
  draft.absent({"gpu.count", "privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "an instance runs on one machine");
  if (!is_first) draft.target("google-functions/gen2", where);
}

}  // namespace

void read_google_functions(ImportContext& context, const Plan& plan, doc::Edit& edit,
                           std::set<std::string_view>& used) {
  Values values(plan, edit);
  for (const Instance& instance : plan.instances()) {
    if (instance.is_data || (instance.type != first && instance.type != second)) continue;
    const std::size_t errors = context.sink.errors();
    Draft draft(context, instance.address.text(), instance.address.where());
    draft.deployed_to(literal(plan.region(instance)));
    read_function(draft, instance.type, values.complete(instance));
    draft.unread_since(errors);
    draft.finish();
    used.insert(instance.address.text());
  }
}

}  // namespace placer::importers::terraform
