#include "report/answer_text.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace placer::report {

std::string no_answer_text(const WorkloadReport& workload, bool in_full) {
  const bool nothing_fits =
      std::all_of(workload.offerings.begin(), workload.offerings.end(),
                  [](const OfferingReport& one) { return one.verdict == Verdict::does_not_fit; });
  if (!nothing_fits) return workload.questions.empty() ? "no recommendation" : "no recommendation yet";
  return in_full ? "nothing that was asked for fits" : "no offering fits";
}

std::string move_text(const WorkloadReport& workload) {
  const std::string id = workload.recommendation.id();
  const bool stays = id == workload.target;
  const OfferingReport* target = workload.find(workload.target);
  const bool out = target != nullptr && target->verdict == Verdict::does_not_fit,
             refused = target != nullptr && target->refuses_settings();
  std::vector<std::string> words;
  if (out && !target->changes.empty() && target->changes.front().is_of_settings())
    words.push_back(target->changes.front().verdict == Verdict::unknown
                        ? "does not fit as it is set; may fit once that is mended"
                        : "does not fit as it is set; fits once that is mended");
  else if (out)
    words.emplace_back(workload.foreign ? "does not fit where it is" : "does not fit there");
  else if (target == nullptr)
    words.emplace_back("not asked for");
  else if (stays || id.empty())
    words.emplace_back(refused ? "stay, but what is set is refused" : "stay");
  else if (refused)
    words.emplace_back("what is set is refused");
  if (!stays && !id.empty()) words.push_back("could move to " + id);
  return join(words, "; ");
}

}  // namespace placer::report
