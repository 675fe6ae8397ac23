#include "importers/lambda_checks.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace placer::importers {
namespace {

/// What the names of runtimes begin with; versions come and go.
constexpr std::string_view languages[] = {"nodejs", "python",     "java", "dotnet",
                                          "ruby",   "dotnetcore", "go",   "provided"};

/// What follows the language, with # for a number; the first is what it is today. Behind it there may be a
/// word: java8.al2, nodejs4.3-edge.
struct Form {
  std::string_view language, version, example;
};
constexpr Form forms[] = {{"nodejs", "#.x", "nodejs22.x"},
                          {"nodejs", "#.#", ""},
                          {"nodejs", "", ""},
                          {"python", "#.#", "python3.13"},
                          {"java", "#", "java21"},
                          {"dotnet", "#", "dotnet8"},
                          {"ruby", "#.#", "ruby3.4"},
                          {"dotnetcore", "#.#", "dotnet8"},
                          {"go", "#.x", "provided.al2023"},
                          {"provided", "", "provided.al2023"}};

/// Settings that take one of a few words; `Tracing` is what SAM calls the mode of TracingConfig.
constexpr std::string_view start_points[] = {"PublishedVersions", "None"};
constexpr std::string_view traces[] = {"Active", "PassThrough"};
constexpr std::string_view traces_of_sam[] = {"Active", "PassThrough", "Disabled"};
constexpr std::string_view log_formats[] = {"JSON", "Text"};
constexpr std::string_view application_levels[] = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
constexpr std::string_view system_levels[] = {"DEBUG", "INFO", "WARN"};
constexpr std::string_view loops[] = {"Allow", "Terminate"};
constexpr std::string_view updates[] = {"Auto", "Manual", "FunctionUpdate"};
constexpr std::string_view dead_letters[] = {"SQS", "SNS"};
constexpr std::string_view ratios[] = {"2", "4", "8"};  // GiB for each vCPU
struct Words {
  std::string_view group, key;
  std::span<const std::string_view> allowed;
};
constexpr Words words[] = {{"SnapStart", "ApplyOn", start_points},
                           {"TracingConfig", "Mode", traces},
                           {"", "Tracing", traces_of_sam},
                           {"DeadLetterQueue", "Type", dead_letters},
                           {"LoggingConfig", "LogFormat", log_formats},
                           {"LoggingConfig", "ApplicationLogLevel", application_levels},
                           {"LoggingConfig", "SystemLogLevel", system_levels},
                           {"", "RecursiveLoop", loops},
                           {"RuntimeManagementConfig", "UpdateRuntimeOn", updates}};

bool has_form(std::string_view text, std::string_view form) {
  constexpr std::string_view digits = "0123456789";
  for (const char c : form) {
    const std::size_t length =
        c != '#' ? std::size_t{text.starts_with(c)} : std::min(text.find_first_not_of(digits), text.size());
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  return text.empty() || ((text[0] == '.' || text[0] == '-') && text.size() > 1 &&
                          letters.find(text[1]) != std::string_view::npos);
}

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A version that is written as none ever was: python312, nodejs20.
void check_version(Draft& draft, const Value& runtime, std::string_view language) {
  const Form* today = nullptr;
  const std::string_view text = runtime.text;
  for (const Form& form : forms) {
    if (form.language != language) continue;
    if (text.starts_with(language) && has_form(text.substr(language.size()), form.version)) return;
    if (today == nullptr) today = &form;
  }
  if (today != nullptr)
    draft.violation("aws-lambda.runtime-version", runtime.where, runtime.text, std::string(today->example));
}

void check_words(Draft& draft, const FunctionSettings& settings) {
  for (const Words& one : words) {
    const Property said = one.group.empty() ? settings.get(one.key) : settings.get(one.group, one.key);
    const std::string name = settings.own.called(
        one.group.empty() ? std::string(one.key) : fmt::format("{}.{}", one.group, one.key));
    check_word(draft, "aws-lambda.word", said.value(), name, one.allowed);
  }
}

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
  const std::string_view text = runtime.text;
  const std::string_view language = text.substr(0, text.find_first_not_of(letters));
  // However it is written, another language of this name will not come.
  std::string small = to_lower(language);
  if (small == "node") small = "nodejs";
  if (std::find(std::begin(languages), std::end(languages), small) != std::end(languages))
    return check_version(draft, runtime, small);
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

constexpr std::string_view word_letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/// An ARN, or a part of one, has colons; what somebody else fills in has other marks.
void check_name(Draft& draft, const FunctionSettings& settings) {
  const Value name = settings.get("FunctionName").value();
  constexpr std::size_t most = 64;
  if (!name.literal() || name.text.empty() || name.text.find_first_of(":<>[]{}()$%@#") != std::string::npos)
    return;
  const bool is_name = std::all_of(name.text.begin(), name.text.end(), [](char c) {
    return c == '-' || word_letters.find(c) != std::string_view::npos;
  });
  if (!is_name || name.text.size() > most) draft.violation("aws-lambda.function-name", name.where, name.text);
}

/// Where it begins, and what it is for.
void check_texts(Draft& draft, const FunctionSettings& settings) {
  const Value handler = settings.get("Handler").value(), about = settings.get("Description").value();
  constexpr std::size_t most = 128;
  if (handler.literal() &&
      (handler.text.size() > most || handler.text.find_first_of(" \t\n") != std::string::npos))
    draft.violation("aws-lambda.handler", handler.where, printable(handler.text));
  if (about.literal())
    draft.bounded("aws-lambda.description", static_cast<std::int64_t>(count_code_points(about.text)),
                  about.where);
}

/// A layer is used in one of its versions, which its ARN ends with.
void check_layers(Draft& draft, const FunctionSettings& settings) {
  for (const Property& layer : settings.get("Layers").items()) {
    if (layer.is_mapping()) continue;  // as a deployed function prints it
    const Value arn = layer.value();
    constexpr std::string_view before = ":layer:";
    const std::size_t name = arn.text.find(before);
    if (arn.literal() && arn.text.starts_with("arn:") && name != std::string::npos &&
        arn.text.find(':', name + before.size()) == std::string::npos)
      draft.violation("aws-lambda.layer-version", arn.where, arn.text);
  }
}

/// What is kept of events that failed goes to a queue or a topic.
void check_dead_letters(Draft& draft, const FunctionSettings& settings) {
  const Property queue = settings.get("DeadLetterQueue");
  if (!queue.certain() || !queue.is_mapping() || !intrinsic(queue.written()).name.empty() ||
      queue.has("Fn::Transform"))
    return;
  for (const std::string_view key : {"Type", "TargetArn"})
    if (!settings.get("DeadLetterQueue", key))
      draft.violation("aws-lambda.dead-letter-lacks", queue.where(), std::string(key));
}

/// A letter, and letters, digits and `_` after it.
bool is_variable(std::string_view name) {
  return name.size() > 1 && letters.find(name.front()) != std::string_view::npos &&
         name.find_first_not_of(word_letters) == std::string_view::npos;
}

/// Names and values together; SAM joins those of all functions with those of one.
void check_environment(Draft& draft, const FunctionSettings& settings) {
  const Property own = settings.own["Environment"]["Variables"];
  const Property shared = settings.inherited("Environment")["Variables"];
  std::int64_t bytes = 0;
  const auto add = [&](std::string_view name, const Property& variable) {
    Value key;
    key.present = true;
    key.text = name;
    key.where = variable.written().where();
    draft.refuse_named("aws-lambda.reserved-variable", key);
    // Those that Lambda sets itself are told above.
    if (!name.starts_with("_HANDLER") && !name.starts_with("_X_AMZN_") && !name.starts_with("Fn::") &&
        name != "<<" && !is_placeholder(name) && !is_variable(name))
      draft.violation("aws-lambda.variable-name", key.where, printable(name));
    if (variable.is_mapping() || variable.is_sequence()) {
      if (intrinsic(variable.written()).name.empty())
        draft.violation("aws-lambda.variable-type", variable.where(), printable(name));
      return;
    }
    const Value value = variable.value();
    if (value.literal() && variable.certain())
      bytes += static_cast<std::int64_t>(name.size() + value.text.size());
  };
  for (const auto& [name, variable] : own.entries()) add(name, variable);
  for (const auto& [name, variable] : shared.entries())
    if (!own.has(name)) add(name, variable);
  draft.bounded("aws-lambda.environment", bytes, (own ? own : shared).where());
}

/// Code that stands in the template becomes a file, for which two languages will do.
void check_inline_code(Draft& draft, const FunctionSettings& settings) {
  const Property code = settings.own["Code"];
  const Property text = code.is_mapping() ? code["ZipFile"] : settings.get("InlineCode");
  const Value runtime = settings.get("Runtime").value();
  if (!text.certain() || !runtime.literal() || runtime.text.starts_with("nodejs") ||
      runtime.text.starts_with("python"))
    return;
  draft.violation("aws-lambda.zip.inline-code", text.where(), runtime.text);
}

/// Subnets and security groups go together.
void check_network(Draft& draft, const FunctionSettings& settings) {
  const auto is_said = [](const Property& list) {
    return list.certain() && (!list.is_sequence() || !list.items().empty());
  };
  constexpr std::pair<std::string_view, std::string_view> lists[] = {{"SubnetIds", "SecurityGroupIds"},
                                                                     {"SecurityGroupIds", "SubnetIds"}};
  for (const auto& [key, other] : lists)
    if (const Property list = settings.get("VpcConfig", key);
        is_said(list) && !settings.get("VpcConfig", other))
      draft.violation("aws-lambda.vpc-lists", list.where(), settings.own.called(other),
                      settings.own.called(key));
}

/// One file system, under /mnt. That of EFS has an address in a VPC.
void check_file_systems(Draft& draft, const FunctionSettings& settings) {
  const Property list = settings.get("FileSystemConfigs");
  std::size_t sure = 0;
  for (const Property& system : list.items()) {
    if (system.certain()) ++sure;
    const Value path = system["LocalMountPath"].value(), arn = system["Arn"].value();
    if (path.literal() && !path.text.starts_with("/mnt/"))
      draft.violation("aws-lambda.file-system-path", path.where, path.text);
    if (system.certain() && arn.text.find(":elasticfilesystem:") != std::string::npos &&
        !settings.get("VpcConfig") && !settings.own.has("Fn::Transform"))
      draft.violation("aws-lambda.file-system-vpc", list.where());
  }
  if (sure > 1) draft.violation("aws-lambda.file-system-count", list.where(), fmt::format("{}", sure));
  const Value snapshot = settings.get("SnapStart", "ApplyOn").value();
  if (sure > 0 && snapshot.text == "PublishedVersions")
    draft.violation("aws-lambda.snap-start.file-system", snapshot.where);
}

/// Processors come with the memory, in one of a few ratios.
void check_ratio(Draft& draft, const FunctionSettings& settings) {
  const Value ratio =
      managed_instances(settings.get("CapacityProviderConfig"))["ExecutionEnvironmentMemoryGiBPerVCpu"]
          .value();
  if (!ratio.literal() || ratio.text.find_first_not_of("0123456789.") != std::string::npos) return;
  std::string_view text = ratio.text;
  if (const std::size_t point = text.find('.');
      point != std::string_view::npos && text.find_first_not_of('0', point + 1) == std::string_view::npos)
    text = text.substr(0, point);
  if (std::find(std::begin(ratios), std::end(ratios), text) == std::end(ratios))
    draft.violation("aws-lambda.managed-instances.memory-ratio", ratio.where, ratio.text,
                    join(std::span<const std::string_view>(ratios), ", "));
}

}  // namespace

void check_function(Draft& draft, const FunctionSettings& settings) {
  check_words(draft, settings);
  check_image(draft, settings);
  check_package_type(draft, settings);
  check_architectures(draft, settings);
  check_runtime(draft, settings);
  check_entry(draft, settings);
  check_environment(draft, settings);
  check_name(draft, settings);
  check_texts(draft, settings);
  check_layers(draft, settings);
  check_dead_letters(draft, settings);
  check_inline_code(draft, settings);
  check_network(draft, settings);
  check_file_systems(draft, settings);
  check_ratio(draft, settings);
  for (const Bounded& bound : durable_bounds)
    check_bound(draft, settings.get(bound.group, bound.key).value(), bound);
  check_bound(draft, settings.get(provisioned_bound.group, provisioned_bound.key).value(), provisioned_bound);
  for (const Bounded& bound : asynchronous_bounds)
    check_bound(draft, settings.get(bound.group, bound.key).value(), bound);
}

}  // namespace placer::importers
