// A JUnit report as Jenkins takes it
// (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd):
// a suite for each file, a case for each workload and what it was held against, and one for a file that could
// not be read as it should. There are no times in it: the same input gives the same bytes.
#include "base/text.hpp"
#include "report/annotation.hpp"
#include "report/gate_result.hpp"
#include "report/renderers.hpp"
#include "report/xml_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

/// A test case. `outcome` is the element inside it: "failure", "error", "skipped", or "" where it passed.
struct Case {
  std::string name;
  std::string_view outcome;
  std::string type, message, text;
  std::string output = {};  ///< what there is to say though it passed
};

struct Suite {
  std::string name;
  std::vector<Case> cases;
  std::size_t count(std::string_view outcome) const {
    return static_cast<std::size_t>(
        std::count_if(cases.begin(), cases.end(), [&](const Case& one) { return one.outcome == outcome; }));
  }
};

class JUnit {
 public:
  JUnit(const Report& report, const SourceMap& sources) : report_(report), sources_(sources) {}

  std::vector<Suite> suites() {
    for (const Diagnostic& one : report_.diagnostics)
      if (one.severity == Severity::error) broken_[one.where.file].push_back(&one);
    for (const auto& [file, errors] : broken_) suite(file).cases.push_back(reading(errors));
    for (const GateEntry& entry : report_.gate->entries)
      suite(report_.workloads[entry.workload].where.file).cases.push_back(judged(entry));
    for (const std::size_t index : report_.gate->elsewhere) {
      const WorkloadReport& workload = report_.workloads[index];
      suite(workload.where.file)
          .cases.push_back({workload.name, "skipped", "elsewhere",
                            fmt::format("written for {}, which --on leaves out", workload.target), ""});
    }
    std::vector<Suite> result;
    for (auto& [file, one] : suites_) result.push_back(std::move(one));
    if (!report_.gate->stale_rules.empty()) result.push_back({"rules", {age()}});
    return result;
  }

 private:
  Suite& suite(FileId file) {
    Suite& one = suites_[file];
    if (one.name.empty()) one.name = file == no_file ? "input" : normal_path(sources_.file(file).path());
    return one;
  }

  std::string shown(const Diagnostic& one) const { return render(one, sources_, {false, true, 100}); }

  Case reading(const std::vector<const Diagnostic*>& errors) const {
    std::string text;
    for (const Diagnostic* one : errors) text += shown(*one);
    return {"is read", "error", errors.front()->code, errors.front()->message, text};
  }

  Case judged(const GateEntry& entry) const {
    const WorkloadReport& workload = report_.workloads[entry.workload];
    Case result{fmt::format("{} against {}", workload.name, entry.against), "", "", "", ""};
    const Annotation* first = nullptr;
    for (const Annotation& one : annotations_of(report_.annotations, entry.workload)) {
      if (!concerns(one, entry)) continue;
      const bool fails = !entry.passed && one.severity == Severity::error;
      (fails ? result.text : result.output) += shown(as_diagnostic(report_, one));
      if (fails && first == nullptr) first = &one;
    }
    if (workload.unread && !entry.certainly_fails()) {
      result.outcome = "skipped";
      result.type = "not-judged";
      result.message = "not judged: a value of it cannot be read";
    } else if (!entry.passed) {
      result.outcome = "failure";
      result.type = first != nullptr ? std::string(first->rule) : std::string(to_string(entry.verdict));
      result.message = first != nullptr ? headline(report_, *first) : outcome_of(entry);
    } else if (entry.verdict == Verdict::unknown) {
      result.outcome = "skipped";
      result.type = "undecided";
      result.message = "undecided for lack of facts";
    }
    return result;
  }

  /// Of what several requirements say of a workload, that which is about this one.
  static bool concerns(const Annotation& one, const GateEntry& entry) {
    if (one.offering.empty() || one.offering == entry.offering) return true;
    const bool of_all = entry.against.starts_with("any offering");
    return of_all || one.offering == entry.against || one.offering.starts_with(entry.against + "/");
  }

  Case age() const {
    const auto& rules = report_.gate->stale_rules;
    return {"age", "failure", "rules.stale", counted(rules.size(), "rule") + " too old",
            join(rules, "\n") + "\n"};
  }

  const Report& report_;
  const SourceMap& sources_;
  std::map<FileId, std::vector<const Diagnostic*>> broken_;
  std::map<FileId, Suite> suites_;  // in the order of reading
};

std::string counts(std::size_t tests, std::size_t failures, std::size_t errors) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\"", tests, failures, errors);
}

void append(const Case& one, const std::string& suite, std::string& out) {
  out += fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_attribute(one.name),
                     xml_attribute(suite));
  if (one.outcome.empty() && one.output.empty()) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  if (!one.outcome.empty())
    out += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", one.outcome,
                       xml_attribute(one.type), xml_attribute(one.message), xml_text(one.text));
  if (!one.output.empty()) out += fmt::format("      <system-out>{}</system-out>\n", xml_text(one.output));
  out += "    </testcase>\n";
}

}  // namespace

void render_junit(const Report& report, const SourceMap& sources, std::string& out) {
  const std::vector<Suite> suites = JUnit(report, sources).suites();
  std::size_t tests = 0, failures = 0, errors = 0;
  for (const Suite& suite : suites) {
    tests += suite.cases.size();
    failures += suite.count("failure");
    errors += suite.count("error");
  }
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"placer\" {}>\n", counts(tests, failures, errors));
  for (const Suite& suite : suites) {
    out += fmt::format("  <testsuite name=\"{}\" {} skipped=\"{}\">\n", xml_attribute(suite.name),
                       counts(suite.cases.size(), suite.count("failure"), suite.count("error")),
                       suite.count("skipped"));
    for (const Case& one : suite.cases) append(one, suite.name, out);
    out += "  </testsuite>\n";
  }
  out += "</testsuites>\n";
}

}  // namespace placer::report
