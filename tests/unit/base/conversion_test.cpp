// The dialects of other formats side by side: the same digits, another number in each.
#include "base/conversion.hpp"

#include "support/catch.hpp"

using namespace placer;

namespace {

constexpr std::int64_t kib = 1024, mib = kib * kib, gib = kib * mib;

struct Row {
  Conversion convert;
  const char* text;
  std::int64_t value;
};

}  // namespace

TEST_CASE("every dialect reads its own spellings") {
  static constexpr Row table[] = {
      {kubernetes_bytes, "512", 512},
      {kubernetes_bytes, "512Mi", 512 * mib},
      {kubernetes_bytes, "512M", 512'000'000},
      {kubernetes_bytes, "1.5Gi", 1536 * mib},
      {kubernetes_bytes, ".5Gi", 512 * mib},
      {kubernetes_bytes, "1e3", 1000},
      {kubernetes_bytes, "12E6", 12'000'000},
      {kubernetes_bytes, "1E", 1'000'000'000'000'000'000},
      {kubernetes_bytes, "128974848000m", 128'974'848},
      {kubernetes_bytes, "1500m", 2},
      {kubernetes_bytes, "+64Ki", 64 * kib},
      // The API caps what is larger than a 64-bit number.
      {kubernetes_bytes, "16Ei", INT64_MAX - 1},
      {kubernetes_bytes, "1e30", INT64_MAX - 1},
      {kubernetes_bytes, "9223372036854775807", INT64_MAX - 1},
      {kubernetes_bytes, "123456789012345678901234567890", INT64_MAX - 1},
      {kubernetes_bytes, "123456789012345678", 123'456'789'012'345'680},
      {kubernetes_bytes, "100000000000000000000n", 100'000'000'000},
      {kubernetes_bytes, "1.00000000000000000000Gi", gib},
      {kubernetes_bytes, "1e-40", 1},
      {kubernetes_bytes, "0e99", 0},
      {kubernetes_cpu, "99E", INT64_MAX - 1},
      {kubernetes_cpu, "500m", 500},
      {kubernetes_cpu, "0.5", 500},
      {kubernetes_cpu, "2", 2000},
      {kubernetes_cpu, "1500001n", 2},
      {kubernetes_cpu, "100u", 1},
      {kubernetes_cpu, "1k", 1'000'000},
      {kubernetes_cpu, "2e3", 2'000'000},
      {kubernetes_cpu, "5e-1", 500},
      {kubernetes_count, "2", 2},
      {kubernetes_count, "2000m", 2},
      {whole_number, "512", 512},
      {whole_number, "30.0", 30},
      {seconds_number, "512", 512'000},
      {mebibytes_number, "512", 512 * mib},
      {gibibytes_number, "512", 512 * gib},
      {ecs_cpu, "512", 500},
      {ecs_cpu, "256", 250},
      {ecs_cpu, "1", 1},
      {ecs_cpu, ".5 vCPU", 500},
      {ecs_cpu, "4 vcpu", 4000},
      {ecs_memory, "512", 512 * mib},
      {ecs_memory, "2 GB", 2 * gib},
      {ecs_memory, "0.5GB", 512 * mib},
      {compose_bytes, "512", 512},
      {compose_bytes, "512m", 512 * mib},
      {compose_bytes, "512M", 512 * mib},
      {compose_bytes, "1.5gb", 1536 * mib},
      {compose_bytes, "2k", 2048},
      {compose_bytes, "64b", 64},
      {compose_cpus, "0.25", 250},
      {compose_cpus, "2", 2000},
      {go_duration, "90s", 90'000},
      {go_duration, "1m30s", 90'000},
      {go_duration, "1h", 3'600'000},
      {go_duration, "1.5h", 5'400'000},
      {go_duration, "500ms", 500},
      {go_duration, "1500us", 2},
      {go_duration, "0", 0},
  };
  for (const Row& row : table) {
    CAPTURE(row.text, row.value);
    QuantityError error;
    const auto value = row.convert(row.text, error);
    CHECK(value.value_or(-1) == row.value);
  }
}

TEST_CASE("what a dialect does not write is refused with what to write") {
  struct Refusal {
    Conversion convert;
    const char *text, *message;
  };
  static constexpr Refusal table[] = {
      {kubernetes_bytes, "", "`` is no number"},
      {kubernetes_bytes, "lots", "`lots` is no number"},
      {kubernetes_bytes, "512MB", "`MB` is no unit here"},
      {kubernetes_bytes, "512mi", "`mi` is no unit here"},
      {kubernetes_bytes, "-1Gi", "a negative number is no amount"},
      {kubernetes_bytes, "1e9999999", "`1e9999999` is no quantity"},
      {kubernetes_bytes, "1ex", "`ex` is no unit here"},
      {kubernetes_bytes, "1 Gi", "`1 Gi` has a blank in it"},
      {kubernetes_cpu, "500 m", "`500 m` has a blank in it"},
      {kubernetes_cpu, "2 cores", "`cores` is no unit here"},
      {kubernetes_count, "0.5", "a fraction of a device cannot be asked for"},
      {whole_number, "1.5", "`1.5` is no whole number"},
      {whole_number, "5k", "`k` is no unit here"},
      {seconds_number, "30s", "`s` is no unit here"},
      {mebibytes_number, "512MB", "`MB` is no unit here"},
      {ecs_cpu, "1 core", "`core` is no unit here"},
      {ecs_memory, "2 TB", "`TB` is no unit here"},
      {compose_bytes, "512x", "`x` is no unit here"},
      {compose_cpus, "500m", "`m` is no unit here"},
      {go_duration, "90", "`90` has no unit"},
      {go_duration, "", "a duration is missing"},
      {go_duration, "1m30", "`30` has no unit"},
      {go_duration, "9999999999999h", "the number is too large"},
      {go_duration, "2000000000000h2000000000000h", "the duration is too long"},
  };
  for (const Refusal& row : table) {
    CAPTURE(row.text);
    QuantityError error;
    CHECK_FALSE(row.convert(row.text, error).has_value());
    CHECK_THAT(error.message, placer::test::contains(row.message));
  }
}
