#include "importers/contradiction.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

namespace placer::importers {
namespace {

using rules::RuleSet;

/// Facts of which the first must not exceed the second.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> orders{
    {{"scale.min", "scale.max"},
     {"traffic.average", "traffic.peak"},
     {"duration.typical", "duration.tail"},
     {"duration.typical", "timeout"},
     {"duration.tail", "timeout"}}};

constexpr std::int64_t one_a_minute = 17;  // thousandths of a request per second
constexpr std::int64_t one_a_minute_in_a_month = 43'200;

/// Facts that a manifest of a platform sets there: what the platform makes of a contradiction is for its
/// checks to say.
constexpr std::array<std::string_view, 3> settings{"scale.min", "scale.max", "timeout"};

class Checker {
 public:
  Checker(const RuleSet& rules, DiagnosticSink& sink, const Workload& workload)
      : rules_(rules), sink_(sink), workload_(workload) {}

  void check() {
    for (const auto& [less, more] : orders) {
      const Fact* low = stated(less);
      const Fact* high = stated(more);
      if (low != nullptr && high != nullptr && low->value.low > high->value.high &&
          !(is_setting(*low, less) && is_setting(*high, more)))
        report(*low, *high, fmt::format("`{}` is above `{}`", less, more), more);
    }
    const Fact* count = stated("gpu.count");
    for (const std::string_view part : {"gpu.type", "gpu.memory"})
      if (const Fact* fact = stated(part); fact != nullptr && count != nullptr && count->value.high == 0 &&
                                           (part == "gpu.type" || fact->value.low > 0))
        report(*fact, *count, fmt::format("`{}` asks for a GPU, `gpu.count` for none", part), "gpu.count");
    const Fact* schedule = stated("schedule");
    const Fact* trigger = stated("trigger");
    if (schedule != nullptr && trigger != nullptr && name_of(*trigger) != "schedule")
      report(*schedule, *trigger, "a schedule starts work, `trigger` says something else", "trigger");
    check_rare();
  }

 private:
  void check_rare() {
    const Fact* pattern = stated("traffic.pattern");
    if (pattern == nullptr || name_of(*pattern) != "rare") return;
    const std::string message = "rare traffic is less than one request a minute";
    for (const auto& [name, most] :
         {std::pair("traffic.average", one_a_minute), std::pair("traffic.monthly", one_a_minute_in_a_month)})
      if (const Fact* fact = stated(name); fact != nullptr && fact->value.low > most)
        report(*fact, *pattern, message, "traffic.pattern");
  }

  bool is_setting(const Fact& fact, std::string_view name) const {
    return workload_.foreign && fact.origin == Origin::stated &&
           std::find(settings.begin(), settings.end(), name) != settings.end();
  }

  /// The first of the names that a choice can have.
  std::string_view name_of(const Fact& fact) const {
    return rules_.symbol(fact.id,
                         static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(fact.value.low))));
  }

  const Fact* stated(std::string_view name) const {
    const FactId id = rules_.find_fact(name);
    const Fact* fact = id == no_fact ? nullptr : workload_.find(id);
    return fact != nullptr && fact->has_value() && fact->origin != Origin::derived ? fact : nullptr;
  }

  void report(const Fact& fact, const Fact& other, std::string message, std::string_view name) {
    sink_.report({Severity::error,
                  "manifest.contradiction",
                  std::move(message),
                  fact.where,
                  "",
                  {{other.where, fmt::format("`{}` stands here", name)}}});
  }

  const RuleSet& rules_;
  DiagnosticSink& sink_;
  const Workload& workload_;
};

}  // namespace

void check_contradictions(const RuleSet& rules, DiagnosticSink& sink, const Workload& workload) {
  Checker(rules, sink, workload).check();
}

}  // namespace placer::importers
