#include "importers/lambda_checks.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::importers {
namespace {

/// What the names of runtimes begin with; versions come and go.
constexpr std::string_view languages[] = {"nodejs", "python",     "java", "dotnet",
                                          "ruby",   "dotnetcore", "go",   "provided"};

/// An image brings what it runs on; what says so besides is refused.
void check_image(Draft& draft, const FunctionSettings& settings) {
  const Value type = settings.get("PackageType").value();
  if (!type.literal() || to_lower(type.text) != "image") return;
  for (const std::string_view key : {"Runtime", "Handler"})
    if (const Property said = settings.get(key); said.certain())
      draft.violation("aws-lambda.image.no-runtime", said.where(), std::string(key));
}

void check_package_type(Draft& draft, const FunctionSettings& settings) {
  const Value type = settings.get("PackageType").value();
  if (type.literal() && type.text != "Zip" && type.text != "Image")
    draft.violation("aws-lambda.package-type", type.where, type.text);
}

void check_architectures(Draft& draft, const FunctionSettings& settings) {
  const Property list = settings.get("Architectures");
  const std::vector<Property> items = list.items();
  std::size_t sure = 0;
  for (const Property& item : items) {
    const Value name = item.value();
    if (!item.open()) ++sure;
    if (name.literal() && name.text != "x86_64" && name.text != "arm64")
      draft.violation("aws-lambda.known-architecture", name.where, name.text);
  }
  if (sure > 1) draft.violation("aws-lambda.one-architecture", list.where(), fmt::format("{}", items.size()));
}

/// A new runtime may come at any time, so one that nobody knows is worth no more than a word.
void check_runtime(Draft& draft, const FunctionSettings& settings) {
  const Value runtime = settings.get("Runtime").value();
  if (!runtime.literal()) return;
  draft.refuse_named("aws-lambda.zip.blocked-runtime", runtime);
  draft.refuse_named("aws-lambda.zip.deprecated-runtime", runtime);
  const std::string_view text = runtime.text;
  const std::string_view language = text.substr(0, text.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
  if (std::find(std::begin(languages), std::end(languages), language) != std::end(languages)) return;
  const auto near = closest(language, {std::begin(languages), std::end(languages)});
  draft.violation("aws-lambda.runtime", runtime.where, runtime.text,
                  near ? fmt::format("{}{}", *near, text.substr(language.size())) : "python3.13");
}

/// Code that is no image says what it runs on and where it begins.
void check_entry(Draft& draft, const FunctionSettings& settings) {
  const Value type = settings.get("PackageType").value();
  if ((type && (!type.literal() || to_lower(type.text) != "zip")) || settings.get("ImageUri")) return;
  Location where;
  for (const std::string_view key : {"CodeUri", "InlineCode", "Code"})
    if (const Property code = settings.get(key); code.certain() && !(code.is_mapping() && code["ImageUri"]))
      where = code.where();
  if (!where) return;
  std::string missing;
  for (const std::string_view key : {"Runtime", "Handler"})
    if (!settings.get(key)) missing += fmt::format("{}{}", missing.empty() ? "" : " and ", key);
  if (!missing.empty()) draft.violation("aws-lambda.zip.entry", where, missing);
}

/// Names and values together; SAM joins those of all functions with those of one.
void check_environment(Draft& draft, const FunctionSettings& settings) {
  const Property own = settings.own["Environment"]["Variables"];
  const Property shared = settings.inherited("Environment")["Variables"];
  std::int64_t bytes = 0;
  const auto add = [&](std::string_view name, const Property& variable) {
    if (variable.is_mapping() || variable.is_sequence()) return;
    const Value value = variable.value();
    if (value.literal() && variable.certain())
      bytes += static_cast<std::int64_t>(name.size() + value.text.size());
  };
  for (const auto& [name, variable] : own.entries()) add(name, variable);
  for (const auto& [name, variable] : shared.entries())
    if (!own.has(name)) add(name, variable);
  draft.bounded("aws-lambda.environment", bytes, (own ? own : shared).where());
}

bool has_snap_start(const FunctionSettings& settings) {
  return settings.get("SnapStart", "ApplyOn").value().text == "PublishedVersions";
}

}  // namespace

void check_snap_start(Draft& draft, const FunctionSettings& settings, const Value& provisioned) {
  if (has_snap_start(settings) && number(provisioned).value_or(0) > 0)
    draft.violation("aws-lambda.snap-start", settings.get("SnapStart", "ApplyOn").where(),
                    "provisioned concurrency");
}

void check_function(Draft& draft, const FunctionSettings& settings) {
  check_image(draft, settings);
  check_package_type(draft, settings);
  check_architectures(draft, settings);
  check_runtime(draft, settings);
  check_entry(draft, settings);
  check_environment(draft, settings);
  check_bound(draft, settings.get(provisioned_bound.group, provisioned_bound.key).value(), provisioned_bound);
  for (const Bounded& bound : asynchronous_bounds)
    check_bound(draft, settings.get(bound.group, bound.key).value(), bound);
  if (!has_snap_start(settings)) return;
  const Location where = settings.get("SnapStart", "ApplyOn").where();
  draft.refuse_named("aws-lambda.snap-start.runtime", settings.get("Runtime").value());
  const Value disk = settings.get("EphemeralStorage", "Size").value();
  if (const auto bytes = number(disk, mebibytes_number))
    draft.bounded("aws-lambda.snap-start.scratch", *bytes, where);
  if (!settings.get("FileSystemConfigs").items().empty())
    draft.violation("aws-lambda.snap-start", where, "file system");
}

}  // namespace placer::importers
