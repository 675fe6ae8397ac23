// A table of numbers, and one function for each fact that takes more than a conversion.
#include "importers/lambda_function.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/lambda_checks.hpp"

#include <fmt/core.h>

namespace placer::importers {
namespace {

struct Number {
  std::string_view fact, group, key;
  Conversion convert;
};

// "MB" in Amazon's words are MiB.
constexpr Number numbers[] = {
    {"memory", "", "MemorySize", mebibytes_number},
    {"scratch_disk", "EphemeralStorage", "Size", mebibytes_number},
    {"scale.min", "ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions", whole_number},
};

/// A durable function goes on from step to step: `Timeout` is that of a step, and a run ends when the
/// execution does (https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html).
void read_timeouts(Draft& draft, const FunctionSettings& settings) {
  const Property durable = settings.get("DurableConfig");
  const Value timeout = settings.get("Timeout").value();
  const bool is_written = settings.own.has("DurableConfig") || settings.inherited("DurableConfig");
  if (!is_written || !durable) return draft.quantity("timeout", timeout, seconds_number);
  if (durable.open()) return draft.unresolved("timeout", durable.value());
  draft.quantity("step_timeout", timeout, seconds_number);
  Value whole = durable["ExecutionTimeout"].value();
  if (whole) return draft.quantity("timeout", whole, seconds_number);
  whole.where = durable.where();
  whole.note = "a durable function that does not say `ExecutionTimeout`";
  draft.unresolved("timeout", whole);
}

/// "zip" or "image"; empty where an unresolved value decides.
std::string_view read_package(Draft& draft, const FunctionSettings& settings) {
  if (const Value type = settings.get("PackageType").value()) {
    draft.choice("package.format", type);
    if (!type.literal()) return {};
    return to_lower(type.text) == "image" ? "image" : "zip";
  }
  // Before a template is packaged, its code may be a path.
  const Property code = settings.get("Code");
  const Property image =
      settings.own.has("ImageUri") || !code.is_mapping() ? settings.get("ImageUri") : code["ImageUri"];
  if (image) {
    draft.derive("package.format", "image", image.where(), "it names an image");
    return "image";
  }
  for (const std::string_view key : {"Handler", "Runtime", "CodeUri", "InlineCode", "Code"})
    if (const Property said = settings.get(key)) {
      draft.derive("package.format", "zip", said.where(), "it has code and no image");
      return "zip";
    }
  return "zip";  // what a function is that does not say
}

void read_architecture(Draft& draft, const FunctionSettings& settings) {
  const Property list = settings.get("Architectures").list();
  if (list.unresolved()) return draft.unresolved("architecture", list.value());
  for (const Property& item : list.items()) return draft.choice("architecture", item.value());
}

/// Layers add up: its own and those of all functions. They stand at the longer list.
void read_layers(Draft& draft, const FunctionSettings& settings) {
  std::int64_t sure = 0, possible = 0;
  const Property own = settings.own["Layers"].list(), shared = settings.inherited("Layers").list();
  for (const Property& list : {own, shared}) {
    if (list.unresolved()) return draft.unresolved("layers", list.value());
    for (const Property& layer : list.items()) ++(layer.open() ? possible : sure);
  }
  if (sure + possible == 0) return;
  const std::size_t added = shared.items().size();
  const bool own_is_longer = own.items().size() >= added;
  const Property& longer = own_is_longer ? own : shared;
  Origin origin = longer.origin();
  std::string note = longer.note();
  for (const Property& list : {own, shared})
    if (const Value counted = list.counted(); list && counted.origin == Origin::assumed) {
      origin = counted.origin;
      note = counted.note;
    }
  if (origin == Origin::stated && added > 0 && !own.items().empty()) {
    origin = Origin::derived;
    note = own_is_longer ? fmt::format("{} of them in `Globals`", added)
                         : fmt::format("{} of them of its own", own.items().size());
  }
  draft.set("layers", {sure, sure + possible}, longer.where(), origin, {}, std::move(note));
}

void read_network(Draft& draft, const FunctionSettings& settings) {
  const Property group = settings.get("VpcConfig");
  const Property subnets = settings.get("VpcConfig", "SubnetIds").list();
  // A list that is filled in elsewhere is a list all the same.
  if (group.unresolved() || subnets.open())
    return draft.unresolved("private_network", (group.unresolved() ? group : subnets).value());
  // The output of `aws lambda` has an empty list where there is none.
  if (!subnets || (subnets.is_sequence() && subnets.items().empty())) return;
  const bool assumed = subnets.origin() == Origin::assumed;
  draft.set("private_network", {1, 1}, subnets.where(), assumed ? Origin::assumed : Origin::stated, {},
            assumed ? subnets.note() : "");
}

void read_snap_start(Draft& draft, const Value& apply) {
  if (!apply) return draft.absent({"snapstart"});
  if (!apply.literal()) return draft.unresolved("snapstart", apply);
  const std::int64_t on = apply.text == "PublishedVersions" ? 1 : 0;
  draft.set("snapstart", {on, on}, apply.where, apply.origin, {}, apply.note);
}

/// The memory that each accelerator must have; how many there are cannot be said.
void read_accelerator(Draft& draft, const Property& accelerator) {
  if (!accelerator) return draft.absent({"gpu.count"});
  if (accelerator.unresolved()) return draft.unresolved("gpu.count", accelerator.value());
  draft.set("gpu.count", {1, 1}, accelerator.where(), Origin::derived, {}, "it asks for an accelerator");
  draft.quantity("gpu.memory", accelerator["AcceleratorMemorySize"].value(), gibibytes_number);
}

/// What a function runs on comes before how it is packed. Of settings that may be there or not, each makes
/// one more target that the function may have.
void describe_target(Draft& draft, const FunctionSettings& settings, std::string_view package) {
  Value open;
  std::vector<std::string_view> targets;
  bool decided = false;
  for (const auto& [key, target] : {std::pair("CapacityProviderConfig", "aws-lambda/managed-instances"),
                                    std::pair("DurableConfig", "aws-lambda/durable")}) {
    const Property setting = settings.get(key);
    if (decided || !setting) continue;
    targets.emplace_back(target);
    if (setting.open() || settings.own.unresolved())
      open = setting.value();
    else
      decided = true;
  }
  if (!decided) {
    if (package.empty()) open = settings.get("PackageType").value();
    const bool either = package.empty();
    if (either || package == "image") targets.emplace(targets.begin(), "aws-lambda/image");
    if (either || package == "zip") targets.emplace(targets.begin(), "aws-lambda/zip");
  }
  draft.target(targets, open);
}

}  // namespace

Property managed_instances(const Property& provider) {
  const Property inner = provider["LambdaManagedInstancesCapacityProviderConfig"];
  return inner ? inner : provider;
}

void read_function(Draft& draft, const FunctionSettings& settings) {
  read_timeouts(draft, settings);
  for (const Number& number : numbers) {
    const Property property =
        number.group.empty() ? settings.get(number.key) : settings.get(number.group, number.key);
    draft.quantity(number.fact, property.value(), number.convert);
  }
  draft.count("scale.max", settings.get("ReservedConcurrentExecutions").value(),
              "aws-lambda.reserved-minimum");
  draft.bounded("aws-lambda.scratch-minimum", "scratch_disk");
  check_function(draft, settings);
  const std::string_view package = read_package(draft, settings);
  draft.text("runtime", settings.get("Runtime").value());
  read_snap_start(draft, settings.get("SnapStart", "ApplyOn").value());
  read_architecture(draft, settings);
  read_layers(draft, settings);
  read_network(draft, settings);
  if (const auto systems = settings.get("FileSystemConfigs").items(); !systems.empty())
    draft.set("shared_filesystem", {1, 1}, systems.front().where());
  draft.quantity(
      "concurrency",
      managed_instances(settings.get("CapacityProviderConfig"))["PerExecutionEnvironmentMaxConcurrency"]
          .value(),
      whole_number);
  read_accelerator(draft, settings.get("AcceleratorConfig"));
  // Nothing of this can be asked for.
  draft.absent({"privileged", "host.network", "host.pid_ipc", "host.path", "one_per_node"});
  draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "a function runs on one machine");
  describe_target(draft, settings, package);
}

}  // namespace placer::importers
