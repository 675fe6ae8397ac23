// The report as a tree of JSON values, which JSON and YAML are both printed from. It comes in three parts, so
// that a run over thousands of manifests holds the tree of one workload at a time.
#pragma once

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace placer::report {

using Json = nlohmann::ordered_json;

/// An object of what stands before the list of workloads: the version of the schema, the rule set, the
/// summary, the gate.
Json head_tree(const Report& report, const SourceMap& sources);
/// One item of the list of workloads.
Json workload_tree(const WorkloadReport& workload, const SourceMap& sources);
/// The parts of the report about facts alone: what stands before the list, and one item of it. What stands
/// behind is the `diagnostics` of the tail.
Json facts_head_tree(const Report& report, const SourceMap& sources);
Json facts_workload_tree(const WorkloadReport& workload, const SourceMap& sources);
Json facts_tail_tree(const Report& report, const SourceMap& sources);
/// An object of what stands behind the list: the rules that findings and advice refer to, the diagnostics.
Json tail_tree(const Report& report, const SourceMap& sources);

/// What is said of a rule wherever one is listed.
Json rule_tree(const RuleInfo& rule);

/// Prints a tree, with `indent` blanks for each level, or on one line where that is negative. Whatever a
/// terminal would obey or a reader not see is escaped, so that a text is whole and yet harmless; bytes that
/// are no UTF-8, which paths may hold, become U+FFFD.
std::string json_text(const Json& tree, int indent);

/// Appends a printed tree with `indent` blanks before each of its lines. Texts in it have no line ends of
/// their own, since both formats escape them.
void append_indented(std::string_view printed, std::size_t indent, std::string& out);

}  // namespace placer::report
