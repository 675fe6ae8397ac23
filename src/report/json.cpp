// JSON: the parts of the tree, printed one after the other and put together as one object.
#include "report/json_tree.hpp"
#include "report/renderers.hpp"

namespace placer::report {
namespace {

std::string print(const Json& tree) { return json_text(tree, 2); }

using WorkloadTree = Json (*)(const WorkloadReport&, const SourceMap&);

void render(const Report& report, const SourceMap& sources, const Json& before, WorkloadTree workload_of,
            const Json& behind, std::string& out) {
  std::string head = print(before);
  head.resize(head.size() - 2);  // without "\n}"
  out += head;
  out += ",\n  \"workloads\": [";
  for (const WorkloadReport& workload : report.workloads) {
    out += &workload == report.workloads.data() ? "\n" : ",\n";
    append_indented(print(workload_of(workload, sources)), 4, out);
  }
  out += report.workloads.empty() ? "]," : "\n  ],";
  out += print(behind).substr(1);  // without "{"
  out += '\n';
}

}  // namespace

void render_json(const Report& report, const SourceMap& sources, std::string& out) {
  render(report, sources, head_tree(report, sources), workload_tree, tail_tree(report, sources), out);
}

void render_facts_json(const Report& report, const SourceMap& sources, std::string& out) {
  render(report, sources, facts_head_tree(report, sources), facts_workload_tree,
         facts_tail_tree(report, sources), out);
}

}  // namespace placer::report
