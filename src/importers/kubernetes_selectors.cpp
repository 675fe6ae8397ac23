// Each selector waits at the first label that it wants, where pods with that label find it.
#include "importers/kubernetes_selectors.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace placer::importers::kubernetes {
namespace {

using Label = std::pair<std::string_view, std::string_view>;

bool has_all(const Labels& labels, const Labels& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
    return std::find(labels.begin(), labels.end(), one) != labels.end();
  });
}

}  // namespace

std::vector<std::vector<std::size_t>> selections(const std::vector<const Labels*>& selectors,
                                                 const std::vector<const Labels*>& pods) {
  std::map<Label, std::vector<std::size_t>> by_first;
  for (std::size_t i = 0; i < selectors.size(); ++i)
    if (!selectors[i]->empty()) by_first[Label(selectors[i]->front())].push_back(i);
  std::vector<std::vector<std::size_t>> result(pods.size());
  for (std::size_t pod = 0; pod < pods.size(); ++pod) {
    for (const auto& label : *pods[pod])
      if (const auto waiting = by_first.find(Label(label)); waiting != by_first.end())
        for (const std::size_t i : waiting->second)
          if (has_all(*pods[pod], *selectors[i])) result[pod].push_back(i);
    std::sort(result[pod].begin(), result[pod].end());
    // A label may be written twice.
    result[pod].erase(std::unique(result[pod].begin(), result[pod].end()), result[pod].end());
  }
  return result;
}

}  // namespace placer::importers::kubernetes
