// How other formats write numbers. Each conversion is named after the dialect, since the same digits mean
// another thing in each: "512" is mebibytes in a function's memory and bytes in a pod's.
//
// All give the base unit of Unit (bytes, milliseconds, thousandths of a vCPU, a plain count). What is finer
// than that is rounded up, as the platforms do. A text that the dialect does not allow gives nullopt with an
// error that says what to write; offsets are those of the text.
#pragma once

#include <placer/quantity.hpp>

#include <optional>
#include <string_view>

namespace placer {

using Conversion = std::optional<std::int64_t> (*)(std::string_view text, QuantityError& error);

/// Kubernetes quantities: "512Mi", "1G", "0.5", "100m", "2e3", "12E". As bytes, as vCPU, and as a count of
/// whole things (GPUs), of which a fraction is an error.
std::optional<std::int64_t> kubernetes_bytes(std::string_view text, QuantityError& error);
std::optional<std::int64_t> kubernetes_cpu(std::string_view text, QuantityError& error);
std::optional<std::int64_t> kubernetes_count(std::string_view text, QuantityError& error);

/// A whole number without a sign: concurrency, replicas.
std::optional<std::int64_t> whole_number(std::string_view text, QuantityError& error);
/// A whole number of seconds, of MiB ("MB" in the words of AWS), of GiB.
std::optional<std::int64_t> seconds_number(std::string_view text, QuantityError& error);
std::optional<std::int64_t> mebibytes_number(std::string_view text, QuantityError& error);
std::optional<std::int64_t> gibibytes_number(std::string_view text, QuantityError& error);

/// ECS: CPU units, 1,024 of which are a vCPU, or "0.5 vCPU"; memory in MiB, or "2 GB" for 2 GiB.
std::optional<std::int64_t> ecs_cpu(std::string_view text, QuantityError& error);
std::optional<std::int64_t> ecs_memory(std::string_view text, QuantityError& error);

/// Compose: bytes with b, k, m, g or kb, mb, gb, all binary, in any letter case; processors as a decimal.
std::optional<std::int64_t> compose_bytes(std::string_view text, QuantityError& error);
std::optional<std::int64_t> compose_cpus(std::string_view text, QuantityError& error);

/// Durations as Go prints and reads them: "1h30m", "90s", "1.5m", "500ms".
std::optional<std::int64_t> go_duration(std::string_view text, QuantityError& error);

}  // namespace placer
