#include "facade/moved.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer {
namespace {

constexpr std::size_t few = 4;  // offerings that are named

const FactReport* find(const WorkloadReport& report, std::string_view name) {
  for (const FactReport& fact : report.facts)
    if (fact.fact == name) return &fact;
  return nullptr;
}

std::string describe_settings(const WorkloadReport& before, const WorkloadReport& after,
                              const std::vector<std::string_view>& settings, FileId project) {
  std::vector<std::string> parts;
  for (const std::string_view name : settings) {
    const FactReport *now = find(after, name), *then = find(before, name);
    if (then == nullptr && (now == nullptr || now->origin == Origin::derived)) continue;  // a GPU makes one
    if (now != nullptr && then != nullptr && then->amount.text == now->amount.text) continue;
    parts.push_back(fmt::format("{} {}", name, now != nullptr ? now->amount.text : "unset"));
    if (then == nullptr) continue;
    // What the project file allows is written in no manifest.
    const bool allowed = project != no_file && then->where && then->where.file == project;
    parts.back() +=
        fmt::format(" ({}: {})", allowed ? "the project file allows" : "written", then->amount.text);
  }
  return join(parts, ", ");
}

std::string answer(const Recommendation& before, const Recommendation& after) {
  const auto or_none = [](const std::string& id) { return id.empty() ? "no recommendation" : id; };
  const std::string then = before.id(), now = after.id();
  if (then != now) return fmt::format("{} instead of {}", or_none(now), or_none(then));
  std::string text = fmt::format("still {}", or_none(now));
  if (before.strength != after.strength)
    text += fmt::format(", {} instead of {}", to_string(after.strength), to_string(before.strength));
  return text;
}

/// "aws-lambda/zip, aws-lambda/image and 3 more do not fit now".
void add_group(const std::vector<std::string>& ids, std::string_view one, std::string_view many,
               std::string& text) {
  if (ids.empty()) return;
  const std::size_t shown = std::min(ids.size(), few);
  text += fmt::format("; {}",
                      join(std::vector(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(shown)), ", "));
  if (shown < ids.size()) text += fmt::format(" and {} more", ids.size() - shown);
  text += fmt::format(" {}", ids.size() == 1 ? one : many);
}

}  // namespace

std::string moved(const WorkloadReport& before, const WorkloadReport& after,
                  const std::vector<std::string_view>& settings, FileId project) {
  std::vector<std::string> in, out, open, raise;
  for (const OfferingReport& now : after.offerings)
    for (const OfferingReport& then : before.offerings) {
      if (then.id() != now.id() || then.verdict == now.verdict) continue;
      (now.verdict == Verdict::does_not_fit ? out
       : now.verdict == Verdict::unknown    ? open
       : now.verdict == Verdict::fits       ? in
                                            : raise)
          .push_back(now.id());
    }
  for (std::vector<std::string>* ids : {&in, &raise, &out, &open}) std::sort(ids->begin(), ids->end());
  const std::string changed = describe_settings(before, after, settings, project);
  if (changed.empty()) return {};
  std::string text = fmt::format("with {}: {}", changed, answer(before.recommendation, after.recommendation));
  add_group(in, "fits now", "fit now", text);
  add_group(raise, "fits with a quota raised or a setting changed now",
            "fit with a quota raised or a setting changed now", text);
  add_group(out, "does not fit now", "do not fit now", text);
  add_group(open, "is undecided now", "are undecided now", text);
  return text;
}

}  // namespace placer
