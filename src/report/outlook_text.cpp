#include "report/outlook_text.hpp"

#include "base/text.hpp"
#include "report/change_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace placer::report {
namespace {

/// Parts per million as whole percents, rounded down: what is not always so is not 100%.
std::string percent(std::int64_t millionths) { return fmt::format("{}%", millionths / 10'000); }

/// "1.6", "0.25": rounded away from 1, so that what is said of a factor holds for the one that is printed.
std::string times(std::int64_t factor) {
  const std::int64_t hundredths = factor < 1'000'000 ? factor / 10'000 : (factor + 9'999) / 10'000;
  std::string text = fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

/// An offering that drops out of the race, and where.
struct DropOut {
  std::int64_t limit;
  std::string text;
  std::vector<std::string> offerings;
};

/// "aws-ecs/fargate, aws-ecs/ec2" as it is, or the platform where these are all that may fit of it.
std::string names(const WorkloadReport& workload, const std::vector<std::string>& offerings) {
  std::vector<std::string> result;
  for (const std::string& id : offerings) {
    const std::string platform = id.substr(0, id.find('/'));
    const auto is_of = [&](const std::string& other) { return other.substr(0, other.find('/')) == platform; };
    const auto here = std::count_if(offerings.begin(), offerings.end(), is_of);
    const auto fitting =
        std::count_if(workload.offerings.begin(), workload.offerings.end(), [&](const OfferingReport& one) {
          return one.platform == platform && one.verdict != Verdict::does_not_fit;
        });
    const std::string& name = here == fitting ? platform : id;
    if (std::find(result.begin(), result.end(), name) == result.end()) result.push_back(name);
  }
  return join(result, ", ");
}

}  // namespace

std::string by_platform(const std::vector<std::string_view>& offerings, std::size_t all) {
  if (offerings.empty()) return {};
  if (offerings.size() == all) return "all offerings";
  std::string text;
  std::string_view last;
  for (const std::string_view id : offerings) {
    const std::size_t slash = id.find('/');
    const std::string_view platform = id.substr(0, slash), offering = id.substr(slash + 1);
    if (platform == last)
      text += fmt::format(", {}", offering);
    else
      text += fmt::format("{}{} ({}", last.empty() ? "" : "), ", platform, offering);
    last = platform;
  }
  return text + ")";
}

std::string settles_text(const Question& question, std::size_t all) {
  constexpr std::int64_t one_percent = 10'000;  // in parts per million
  if (!question.decides.empty()) return fmt::format("decides {}", by_platform(question.decides, all));
  if (question.settles.ranking < one_percent) return "for an answer that is firm";
  return fmt::format("{} of what is open about the scores", percent(question.settles.ranking));
}

std::string describe(const Robustness& robustness) {
  std::string text =
      fmt::format("stays first in {} of the weightings in which each weight is halved, kept or doubled",
                  percent(robustness.share));
  if (const auto& flip = robustness.flips_on)
    text += fmt::format("; {} counting {} times as much would make it {}", flip->title, times(flip->factor),
                        flip->to);
  return text;
}

std::string used_text(const Headroom& room) {
  return room.used > 0 && room.used < 10'000 ? std::string("less than 1%") : percent(room.used);
}

std::vector<std::string> thin_headroom(const WorkloadReport& workload) {
  std::vector<std::string> lines;
  const std::string chosen = workload.recommendation.id();
  for (const OfferingReport& offering : workload.offerings) {
    if (offering.id() != chosen && offering.id() != workload.target) continue;
    for (const Headroom& room : offering.headroom)
      if (room.used >= Headroom::thin && room.value.unit != "count")
        lines.push_back(fmt::format("{} uses {} of what {} allows ({} of {})", room.fact, percent(room.used),
                                    offering.id(), room.value.text, bound_text(room.limit, false)));
  }
  return lines;
}

std::vector<std::string> drop_outs(const WorkloadReport& workload) {
  std::vector<std::string> lines;
  for (const FactReport& fact : workload.facts) {
    std::vector<DropOut> order;
    for (const OfferingReport& offering : workload.offerings)
      for (const Headroom& room : offering.headroom) {
        if (room.fact != fact.fact) continue;
        const std::int64_t limit = room.limit.interval->high;
        const auto same = std::find_if(order.begin(), order.end(),
                                       [&](const DropOut& other) { return other.limit == limit; });
        if (same == order.end())
          order.push_back({limit, bound_text(room.limit, false), {offering.id()}});
        else
          same->offerings.push_back(offering.id());
      }
    if (order.empty()) continue;
    std::sort(order.begin(), order.end(),
              [](const DropOut& a, const DropOut& b) { return a.limit < b.limit; });
    std::string line = fmt::format("{}, now {}: ", fact.fact, fact.amount.text);
    for (const DropOut& one : order)
      line += fmt::format("{}{} above {}", &one == &order.front() ? "" : "; ", names(workload, one.offerings),
                          one.text);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string describe(const std::vector<Turn>& turns, const Recommendation& recommendation) {
  if (turns.empty()) return {};
  if (turns.size() == 1 && turns.front().to == recommendation.id()) return {};
  if (turns.size() == 1)
    return fmt::format("each value that was tried makes it {}",
                       turns.front().to.empty() ? "nothing" : std::string_view(turns.front().to));
  std::string text;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::string_view to = turns[i].to.empty() ? "nothing" : std::string_view(turns[i].to);
    text += i + 1 < turns.size() ? fmt::format("{} up to {}, ", to, turns[i + 1].above->text)
                                 : fmt::format("{} above", to);
  }
  if (const auto& end = turns.back().up_to) text += fmt::format(" (tried at points up to {})", end->text);
  return text;
}

}  // namespace placer::report
