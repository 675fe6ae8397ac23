// JSON: the parts of the tree, printed one after the other and put together as one object.
#include "report/json_tree.hpp"
#include "report/renderers.hpp"

namespace placer::report {
namespace {

/// Paths may hold bytes that are no UTF-8; they become U+FFFD.
std::string print(const Json& tree) { return tree.dump(2, ' ', false, Json::error_handler_t::replace); }

}  // namespace

void render_json(const Report& report, const SourceMap& sources, std::string& out) {
  std::string head = print(head_tree(report));
  head.resize(head.size() - 2);  // without "\n}"
  out += head;
  out += ",\n  \"workloads\": [";
  for (const WorkloadReport& workload : report.workloads) {
    out += &workload == report.workloads.data() ? "\n" : ",\n";
    append_indented(print(workload_tree(workload, sources)), 4, out);
  }
  out += report.workloads.empty() ? "]," : "\n  ],";
  out += print(tail_tree(report, sources)).substr(1);  // without "{"
  out += '\n';
}

}  // namespace placer::report
