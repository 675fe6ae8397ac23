// JSON objects, one on a line, of the same parts as the JSON report: what a line by line reader needs to know
// first, the workloads, and what is left. Each line is handed over before the next one is made.
#include "report/json_tree.hpp"
#include "report/renderers.hpp"

#include <utility>

namespace placer::report {
namespace {

void give(const Json& tree, const Sink& sink) {
  std::string line = json_text(tree, -1);
  line += '\n';
  sink(line);
}

}  // namespace

void render_ndjson(const Report& report, const SourceMap& sources, const Sink& sink) {
  Json head = head_tree(report, sources), tail = tail_tree(report, sources);
  Json first = Json::object(), last = Json::object();
  for (const char* key : {"schema_version", "rule_set", "suppressions"}) first[key] = std::move(head[key]);
  first["rules"] = std::move(tail["rules"]);
  for (const char* key : {"summary", "gate"}) last[key] = std::move(head[key]);
  last["diagnostics"] = std::move(tail["diagnostics"]);
  give(first, sink);
  for (const WorkloadReport& workload : report.workloads) give(workload_tree(workload, sources), sink);
  give(last, sink);
}

}  // namespace placer::report
