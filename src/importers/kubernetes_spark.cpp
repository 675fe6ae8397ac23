// Pods of Spark and of Flink, which say what they take in words of their own. One of Spark takes the memory
// of its Java machine and an overhead for what lives beside it:
// https://spark.apache.org/docs/latest/running-on-kubernetes.html, spark.kubernetes.memoryOverheadFactor.
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_roles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace placer::importers::kubernetes {
namespace {

/// Suffixes of the Java machine, which are binary as those of Compose; a number alone counts MiB.
std::optional<std::int64_t> spark_bytes(std::string_view text, QuantityError& error) {
  const bool plain = text.find_first_not_of("0123456789") == std::string_view::npos;
  return plain ? mebibytes_number(text, error) : compose_bytes(text, error);
}

/// The part of the memory that is added for the overhead, in thousandths: as the application says, or as
/// Spark has it for programs in a Java machine and for others.
std::optional<std::int64_t> overhead_share(doc::View application) {
  const Value factor = scalar(application["memoryOverheadFactor"]), type = scalar(application["type"]);
  if (factor) return number(factor, compose_cpus);
  if (type && !type.literal()) return std::nullopt;
  return type.text == "Python" || type.text == "R" ? 400 : 100;
}

/// Who says the overhead that the part itself does not.
std::string overhead_note(doc::View application, std::int64_t overhead, std::int64_t least) {
  const Value factor = scalar(application["memoryOverheadFactor"]);
  if (!factor) return ", which is Spark's default";
  return overhead == least ? ", which is the least that Spark takes"
                           : fmt::format(", by the memoryOverheadFactor {}", factor.text);
}

void read_memory(Draft& draft, doc::View application, doc::View part) {
  const Value memory = scalar(part["memory"]), stated = scalar(part["memoryOverhead"]);
  const auto heap = number(memory, spark_bytes);
  if (!heap) return draft.quantity("memory", memory, spark_bytes);
  constexpr std::int64_t mebi = 1 << 20, least = 384 * mebi, most = INT64_MAX / 1000;
  std::optional<std::int64_t> overhead = number(stated, spark_bytes);
  if (!stated && *heap < most)
    if (const auto share = overhead_share(application); share && *share <= 100'000)
      overhead = std::max(least, *heap / mebi * *share / 1000 * mebi);
  if (!overhead || *heap > most || *overhead > most) {
    Value open = memory;
    open.note = fmt::format("how much is added to {} for the overhead is not known", memory.text);
    return draft.unresolved("memory", open);
  }
  draft.set("memory", {*heap + *overhead, *heap + *overhead}, memory.where, Origin::derived, {},
            fmt::format("{} and an overhead of {}{}", memory.text, format_quantity(*overhead, Unit::bytes),
                        stated ? "" : overhead_note(application, *overhead, least)));
}

}  // namespace

void read_spark(Draft& draft, doc::View application, doc::View part) {
  doc::View cores = part["coreRequest"];
  if (!cores) cores = part["cores"];
  draft.quantity("cpu", scalar(cores), kubernetes_cpu);
  const Value request = scalar(cores), limit = scalar(part["coreLimit"]);
  const auto low = number(request, kubernetes_cpu), high = number(limit, kubernetes_cpu);
  if (low && high && *low > *high)
    draft.violation("kubernetes.request-above-limit", request.where, fmt::format("{} of cpu", request.text),
                    limit.text);
  read_memory(draft, application, part);
  // That of the application is for both parts, unless one has its own.
  const doc::View own = part["image"];
  read_image(draft, own ? own : application["image"]);
  const doc::View gpu = part["gpu"];
  draft.quantity("gpu.count", scalar(gpu["quantity"]), kubernetes_count);
  read_node_selection(draft, part);
}

void read_flink(Draft& draft, doc::View manager) {
  const doc::View resource = manager["resource"];
  draft.quantity("cpu", scalar(resource["cpu"]), kubernetes_cpu);
  // As the Java machine writes it: 2048m are MiB.
  draft.quantity("memory", scalar(resource["memory"]), compose_bytes);
  draft.derive("package.format", "image", manager.where(), "the operator runs it in an image");
  read_node_selection(draft, manager["podTemplate"]["spec"]);
}

}  // namespace placer::importers::kubernetes
