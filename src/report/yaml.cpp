// YAML: the parts of the tree, each printed as a mapping or a list of one item and put together as one
// document.
#include "doc/yaml_writer.hpp"
#include "report/json_tree.hpp"
#include "report/renderers.hpp"

#include <string>
#include <vector>

namespace placer::report {
namespace {

using doc::YamlWriter;

void write_leaf(const Json& value, YamlWriter& writer) {
  switch (value.type()) {
    case Json::value_t::object: return writer.empty_mapping();
    case Json::value_t::array: return writer.empty_sequence();
    case Json::value_t::string: return writer.text(value.get_ref<const std::string&>());
    case Json::value_t::boolean: return writer.boolean(value.get<bool>());
    case Json::value_t::null: return writer.null();
    default: return writer.number(value.dump());
  }
}

/// Prints a tree that is not empty. The collections that are open stand on a stack of its own.
std::string print(const Json& tree) {
  struct Open {
    const Json* collection;
    Json::const_iterator next;
  };
  YamlWriter writer;
  std::vector<Open> open;
  const auto enter = [&](const Json& value) {
    if (value.is_object())
      writer.begin_mapping();
    else
      writer.begin_sequence();
    open.push_back({&value, value.begin()});
  };
  enter(tree);
  while (!open.empty()) {
    Open& innermost = open.back();
    const bool mapping = innermost.collection->is_object();
    if (innermost.next == innermost.collection->end()) {
      if (mapping)
        writer.end_mapping();
      else
        writer.end_sequence();
      open.pop_back();
      continue;
    }
    if (mapping) writer.key(innermost.next.key());
    const Json& value = *innermost.next++;
    if (value.is_structured() && !value.empty())
      enter(value);
    else
      write_leaf(value, writer);
  }
  return writer.finish();
}

using WorkloadTree = Json (*)(const WorkloadReport&, const SourceMap&);

void render(const Report& report, const SourceMap& sources, const Json& before, WorkloadTree workload_of,
            const Json& behind, std::string& out) {
  out += print(before);
  out += report.workloads.empty() ? "workloads: []\n" : "workloads:\n";
  for (const WorkloadReport& workload : report.workloads) {
    Json item = Json::array();
    item.push_back(workload_of(workload, sources));
    append_indented(print(item), 2, out);
  }
  out += print(behind);
}

}  // namespace

void render_yaml(const Report& report, const SourceMap& sources, std::string& out) {
  render(report, sources, head_tree(report, sources), workload_tree, tail_tree(report, sources), out);
}

void render_facts_yaml(const Report& report, const SourceMap& sources, std::string& out) {
  render(report, sources, facts_head_tree(report, sources), facts_workload_tree,
         facts_tail_tree(report, sources), out);
}

}  // namespace placer::report
