#include "importers/contradiction.hpp"

#include "rules/literal.hpp"
#include "rules/relations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>

namespace placer::importers {
namespace {

using rules::RuleSet;

constexpr std::int64_t one_a_minute = 17;  // thousandths of a request per second
constexpr std::int64_t one_a_minute_in_a_month = 43'800;
constexpr std::int64_t minute = 60'000;  // milliseconds

constexpr std::int64_t whole = 1'000'000;  // a share in parts per million
constexpr std::int64_t seconds_of_month_in_thousands = 2628;
constexpr std::int64_t exact_rate = 20;  // below it, rounding to thousandths of a request a second shows

/// What a pattern says of the peak, in times the average, and of the idle time: what its summary in the
/// vocabulary says.
struct Pattern {
  std::string_view name;
  std::int64_t least, most;
  std::int64_t most_idle = whole;
};
constexpr std::array<Pattern, 3> patterns{
    {{"steady", 1, 2, whole / 2}, {"bursty", 2, 10}, {"spiky", 10, unbounded}}};

/// Facts that a manifest of a platform sets there: what the platform makes of a contradiction is for its
/// checks to say.
constexpr std::array<std::string_view, 3> foreign_settings{"scale.min", "scale.max", "timeout"};

class Checker {
 public:
  Checker(const RuleSet& rules, DiagnosticSink& sink, const Workload& workload, FileId settings)
      : rules_(rules), sink_(sink), workload_(workload), settings_(settings) {}

  void check() {
    for (const rules::Order& order : rules::orders) {
      const Fact* low = stated(order.less);
      const Fact* high = stated(order.more);
      if (low != nullptr && high != nullptr && order.is_broken(low->value.low, high->value.high) &&
          !(is_setting(*low, order.less) && is_setting(*high, order.more)))
        report(*low, *high, fmt::format("`{}` is above `{}`", order.less, order.more), order.more,
               order.severity);
    }
    const Fact* count = stated("gpu.count");
    // That a platform gives none where nobody asks for one contradicts nothing.
    const bool asks_for_none =
        count != nullptr && count->value.high == 0 && count->origin != Origin::platform_default;
    for (const std::string_view part : {"gpu.type", "gpu.memory"})
      if (const Fact* fact = stated(part);
          fact != nullptr && asks_for_none && (part == "gpu.type" || fact->value.low > 0))
        report(*fact, *count, fmt::format("`{}` asks for a GPU, `gpu.count` for none", part), "gpu.count");
    const Fact* schedule = stated("schedule");
    const Fact* trigger = stated("trigger");
    if (schedule != nullptr && trigger != nullptr && name_of(*trigger) != "schedule")
      report(*schedule, *trigger, "a schedule starts work, `trigger` says something else", "trigger");
    check_sayings();
    check_package();
    check_rare();
    check_monthly();
    check_pattern();
    check_weights();
  }

 private:
  /// Choices of which the rules say what goes with what: a queue that Kinesis sends.
  void check_sayings() {
    for (const Fact& fact : workload_.facts)
      for (const rules::Said& said : rules::said_by(rules_, fact)) {
        const std::string_view key = rules_.text(rules_.fact(fact.id).key);
        const std::string_view other_key = rules_.text(rules_.fact(said.fact).key);
        const Fact* other = stated(other_key);
        if (stated(key) == nullptr || other == nullptr || (other->value.low & said.set) != 0) continue;
        report(*other, fact,
               fmt::format("`{}: {}` does not go with `{}: {}`", other_key, shown(*other), key, shown(fact)),
               key);
        return;
      }
  }

  /// As it was written: `kafka` says more than `stream`, which it stands for.
  std::string shown(const Fact& fact) const {
    if (!fact.text.empty()) return fact.text;
    return format_value(rules::Vocabulary(rules_), rules_.fact(fact.id), fact.value);
  }

  void check_package() {
    const Fact* format = stated("package.format");
    const Fact* image = stated("package.image_size");
    if (format != nullptr && image != nullptr &&
        std::has_single_bit(static_cast<std::uint64_t>(format->value.low)) && name_of(*format) == "zip")
      report(*image, *format, "`package.image_size` is of an image, `package.format` says zip",
             "package.format");
  }

  void check_rare() {
    const Fact* pattern = stated("traffic.pattern");
    if (pattern == nullptr || name_of(*pattern) != "rare") return;
    const std::string message = "rare traffic is less than one request a minute";
    for (const auto& [name, most] :
         {std::pair("traffic.average", one_a_minute), std::pair("traffic.monthly", one_a_minute_in_a_month)})
      if (const Fact* fact = stated(name); fact != nullptr && fact->value.low > most)
        report(*fact, *pattern, message, "traffic.pattern");
    check_idle(*pattern);
  }

  /// With a request a minute at most, they fill as much of each minute as one of them takes. Where nothing
  /// says how long that is, half of the time without a request is the least that can be expected.
  void check_idle(const Fact& rare) {
    const Fact* idle = stated("traffic.idle");
    if (idle == nullptr) return;
    const Fact* longest = stated("duration.typical");
    if (longest == nullptr) longest = stated("timeout");
    const std::int64_t taken = longest == nullptr ? minute / 2 : std::min(longest->value.high, minute);
    const std::int64_t least = whole - taken * whole / minute;
    if (idle->value.high >= least) return;
    report(*idle, rare,
           fmt::format("with a request a minute at most, {}% of the time or more is idle{}", least / 10'000,
                       longest == nullptr ? ", unless each takes long" : ""),
           "traffic.pattern", longest == nullptr ? Severity::warning : Severity::error);
  }

  /// Months have 28 to 31 days, the month of the vocabulary 30.
  void check_monthly() {
    const Fact* average = stated("traffic.average");
    const Fact* monthly = stated("traffic.monthly");
    if (average == nullptr || monthly == nullptr || average->value.high < exact_rate) return;
    const std::int64_t low = monthly->value.low / seconds_of_month_in_thousands;
    const std::int64_t high = monthly->value.high / seconds_of_month_in_thousands + 1;
    if (low - low / 10 > average->value.high || average->value.low - average->value.low / 10 > high)
      report(*average, *monthly, "`traffic.average` makes another number of requests than `traffic.monthly`",
             "traffic.monthly");
  }

  /// Words are less exact than numbers, so that it is no error.
  void check_pattern() {
    const Fact* stated_pattern = stated("traffic.pattern");
    if (stated_pattern == nullptr) return;
    const auto pattern = std::find_if(patterns.begin(), patterns.end(), [&](const Pattern& one) {
      return one.name == name_of(*stated_pattern);
    });
    if (pattern == patterns.end()) return;
    const Fact* average = stated("traffic.average");
    const Fact* peak = stated("traffic.peak");
    if (average != nullptr && peak != nullptr && average->value.low >= exact_rate) {
      if (pattern->least > 1 && peak->value.high / pattern->least < average->value.low)
        report(*peak, *stated_pattern,
               fmt::format("{} traffic has peaks of {} times the average or more", pattern->name,
                           pattern->least),
               "traffic.pattern", Severity::warning);
      else if (peak->value.low / pattern->most > average->value.high)
        report(
            *peak, *stated_pattern,
            fmt::format("{} traffic has peaks of {} times the average at most", pattern->name, pattern->most),
            "traffic.pattern", Severity::warning);
    }
    if (const Fact* idle = stated("traffic.idle"); idle != nullptr && idle->value.low > pattern->most_idle)
      report(*idle, *stated_pattern,
             fmt::format("{} traffic is not idle for most of the time", pattern->name), "traffic.pattern",
             Severity::warning);
  }

  /// They may be read in parts, or stay on disk; who does that knows it.
  void check_weights() {
    const Fact* weights = stated("model_weights");
    const Fact* count = stated("gpu.count");
    if (weights == nullptr) return;
    const Fact* type = stated("gpu.type");
    const Fact* memory = stated("memory");
    if (type != nullptr && (count == nullptr || count->value.high > 0)) {
      const std::int64_t devices = count == nullptr ? 1 : count->value.high;
      const std::int64_t each = most_memory(static_cast<std::uint64_t>(type->value.low));
      if (weights->value.low / devices > each)
        report(*weights, *type,
               fmt::format("`model_weights` is above the {} x {} that its GPUs have at most", devices,
                           format_approximate(each, Unit::bytes)),
               "gpu.type", Severity::warning);
    } else if (count != nullptr && count->value.high == 0 && memory != nullptr &&
               weights->value.low > memory->value.high) {
      report(*weights, *memory, "`model_weights` is above `memory`, and no GPU holds them", "memory",
             Severity::warning);
    }
  }

  /// Of one device of these families at most, in bytes.
  std::int64_t most_memory(std::uint64_t families) const {
    const FactId id = rules_.known(rules::Known::gpu_memory);
    if (const Fact* card = workload_.find(id); card != nullptr && card->origin == Origin::derived)
      return card->value.high;
    std::int64_t most = 0;
    for (const rules::Accelerator& one : rules_.rows<rules::Accelerator>())
      if ((families >> one.family & 1) != 0) most = std::max(most, one.most);
    return most;
  }

  bool is_setting(const Fact& fact, std::string_view name) const {
    // The default of a parameter is as good as written; what the caller assumes stands elsewhere.
    const bool is_written =
        fact.origin == Origin::stated || (fact.origin == Origin::assumed && fact.where && workload_.where &&
                                          fact.where.file == workload_.where.file);
    return workload_.foreign && is_written &&
           std::find(foreign_settings.begin(), foreign_settings.end(), name) != foreign_settings.end();
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

  void report(const Fact& fact, const Fact& other, std::string message, std::string_view name,
              Severity severity = Severity::error) {
    const bool read_before = fact.where.file != settings_ && other.where.file != settings_;
    if (settings_ != no_file && read_before) return;
    sink_.report(
        {severity,
         "manifest.contradiction",
         std::move(message),
         fact.where,
         settings_ == no_file ? "" : "what is set stands in the place of one fact; set the other one too",
         {{other.where, fmt::format("`{}` stands here", name)}}});
  }

  const RuleSet& rules_;
  DiagnosticSink& sink_;
  const Workload& workload_;
  FileId settings_;
};

}  // namespace

void check_contradictions(const RuleSet& rules, DiagnosticSink& sink, const Workload& workload,
                          FileId settings) {
  Checker(rules, sink, workload, settings).check();
}

}  // namespace placer::importers
