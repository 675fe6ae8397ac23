#include "facade/node_type.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace placer {

void report_unknown_node_type(const rules::RuleSet& rules, const Workload& workload, DiagnosticSink& sink) {
  const FactId id = rules.known(rules::Known::usage_node_type);
  const Fact* type = id == no_fact ? nullptr : workload.find(id);
  if (type == nullptr || type->texts.empty()) return;
  const std::string_view name = type->texts.front();
  std::vector<std::string_view> recorded;
  for (const rules::Size& size : rules.rows<rules::Size>())
    if (size.machine) recorded.push_back(rules.text(size.name));
  if (std::find(recorded.begin(), recorded.end(), name) != recorded.end()) return;
  const auto near = closest(name, recorded);
  sink.warning("manifest.node-type",
               fmt::format("no machine {} is recorded, so that bills know neither its room nor its price",
                           in_quotes(name)),
               type->where,
               near ? fmt::format("did you mean {}?", *near)
                    : "leave it out for the cheapest one, or add it to rules of your own");
}

}  // namespace placer
