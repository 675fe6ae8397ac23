// Ranges of nodes may nest, and only together do they have to name every node.
#include "importers/cloudformation_batch_checks.hpp"

#include "base/conversion.hpp"
#include "importers/ecs_fargate_checks.hpp"
#include "importers/spelling.hpp"
#include "importers/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace placer::importers {
namespace {

constexpr std::string_view requirements[] = {"GPU", "VCPU", "MEMORY"};
constexpr std::string_view capabilities[] = {"EC2", "FARGATE"};

/// The first and the last node.
using Range = std::pair<std::int64_t, std::int64_t>;

/// "0:3", "4:", ":3" or "2". Nothing where it is none, or is filled in elsewhere.
std::optional<Range> range_of(const Value& value, std::int64_t last) {
  if (!value.literal()) return std::nullopt;
  const std::string_view text = value.text;
  const std::size_t colon = text.find(':');
  const auto part = [](std::string_view digits, std::int64_t otherwise) -> std::optional<std::int64_t> {
    QuantityError error;
    return digits.empty() ? otherwise : whole_number(digits, error);
  };
  const auto first = part(text.substr(0, colon), 0);
  const auto end = colon == std::string_view::npos ? first : part(text.substr(colon + 1), last);
  if (text.empty() || !first || !end) return std::nullopt;
  return Range{*first, *end};
}

/// The first of the nodes up to the last one that is in no range.
std::optional<std::int64_t> first_left_out(std::vector<Range> ranges, std::int64_t last) {
  std::sort(ranges.begin(), ranges.end());
  std::int64_t next = 0;
  for (const auto& [first, end] : ranges)
    if (first <= next && end >= next) next = end + 1;
  return next <= last ? std::optional(next) : std::nullopt;
}

}  // namespace

std::string_view meant_job_capability(const Value& word) {
  if (!word.literal()) return {};
  for (const std::string_view known : capabilities)
    if (known == word.text) return known;
  return slip_of(word.text, capabilities).value_or("");
}

void check_job_capabilities(Draft& draft, const Property& job) {
  for (const Property& item : job["PlatformCapabilities"].items())
    check_word(draft, "aws-batch.word", item.value(), "PlatformCapabilities", capabilities);
}

void check_job_nodes(Draft& draft, const Property& group) {
  const Value main = group["MainNode"].value();
  const auto count = number(group["NumNodes"].value());
  if (!count || *count < 1) return;
  const std::int64_t last = *count - 1;
  if (const auto index = number(main); index && *index > last)
    draft.violation("aws-batch.main-node", main.where, main.text, fmt::format("{}", last));
  const Property list = group["NodeRangeProperties"];
  std::vector<Range> ranges;
  bool are_known = list.certain() && !list.unresolved();
  for (const Property& item : list.items()) {
    const Value nodes = item["TargetNodes"].value();
    const auto range = range_of(nodes, last);
    if (range && std::max(range->first, range->second) > last)
      draft.violation("aws-batch.node-range", nodes.where, nodes.text, fmt::format("{}", last));
    are_known = are_known && range && item.certain();
    if (range) ranges.push_back(*range);
  }
  if (!are_known) return;
  if (const auto node = first_left_out(std::move(ranges), last))
    draft.violation("aws-batch.node-left-out", list.where(), fmt::format("{}", *node),
                    fmt::format("{}", last));
}

void check_job_pod(Draft& draft, const Property& pod) {
  for (const Property& container : pod["Containers"].items()) {
    const Property requests = container["Resources"]["Requests"], limits = container["Resources"]["Limits"];
    const auto check = [&](std::string_view key, Conversion convert, bool same) {
      const Value request = requests[key].value(), limit = limits[key].value();
      const auto least = number(request, convert), most = number(limit, convert);
      if (!least || !most || *least == *most || (!same && *least < *most)) return;
      draft.violation(same ? "cloudformation.eks-job.unequal" : "cloudformation.eks-job.limit", limit.where,
                      fmt::format("{} {}", key, request.text), limit.text);
    };
    check("cpu", kubernetes_cpu, false);
    check("memory", kubernetes_bytes, true);
    check("nvidia.com/gpu", whole_number, true);
  }
}

void check_settings_on_fargate(Draft& draft, const std::vector<Property>& containers) {
  static constexpr ContainerSetting settings[] = {{"", "ulimits"},
                                                  {"", "instanceType"},
                                                  {"linuxParameters", "maxSwap"},
                                                  {"linuxParameters", "sharedMemorySize"},
                                                  {"linuxParameters", "swappiness"}};
  refuse_settings(draft, containers, settings, "aws-batch.fargate.unsupported");
}

void check_settings_on_machines(Draft& draft, const Property& task) {
  static constexpr ContainerSetting settings[] = {{"", "fargatePlatformConfiguration"},
                                                  {"", "networkConfiguration"}};
  refuse_settings(draft, {task}, settings, "aws-batch.ec2.of-fargate");
}

void check_job_requirements(Draft& draft, const Property& container) {
  for (const Property& item : container["ResourceRequirements"].items())
    check_word(draft, "aws-batch.word", item["Type"].value(), "Type", requirements);
}

}  // namespace placer::importers
