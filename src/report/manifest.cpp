// Each fact is written as a YAML document of one key, so that the writer's rules of quoting hold, and put
// together to blocks by the part of its name before the point. Comments stand behind the first line of a key;
// what would end a line of YAML is taken out of them.
#include "report/manifest.hpp"

#include "base/log_commands.hpp"
#include "base/text.hpp"
#include "doc/yaml_writer.hpp"

#include <placer/quantity.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace placer::report {
namespace {

constexpr std::size_t column = 32;  // of the comments
constexpr std::string_view gpu_type = "gpu.type", trigger = "trigger", schedule = "schedule";

void put_comment(std::string& line, const std::string& comment) {
  if (comment.empty()) return;
  line.append(std::max(column, line.size() + 2) - line.size(), ' ');
  line += "# " + without_log_commands(on_one_line(comment));
}

void write_scalar(doc::YamlWriter& writer, const std::string& text) {
  const bool is_number =
      !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
  is_number ? writer.number(text) : writer.text(text);
}

Unit unit_of(const Amount& amount) {
  constexpr Unit units[] = {Unit::duration, Unit::bytes,   Unit::vcpu,  Unit::rate,
                            Unit::count,    Unit::percent, Unit::money, Unit::bandwidth};
  const auto found = std::find_if(std::begin(units), std::end(units),
                                  [&](Unit unit) { return to_string(unit) == amount.unit; });
  return found == std::end(units) ? Unit::count : *found;
}

/// What stands for a value that somebody else fills in: "${GPU_COUNT}".
std::string placeholder_of(std::string_view fact) {
  std::string name(fact);
  for (char& c : name) c = c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return fmt::format("${{{}}}", name);
}

/// What was put together of several containers is the setting of none.
bool is_total(const FactReport& fact) {
  return fact.origin == Origin::derived && (fact.fact == "cpu" || fact.fact == "memory") &&
         fact.amount.interval && fact.amount.interval->is_point();
}

void write_value(doc::YamlWriter& writer, const FactReport& fact) {
  const Amount& amount = fact.amount;
  if (fact.origin == Origin::unresolved) return writer.text(placeholder_of(fact.fact));
  const std::vector<std::string>& items = fact.cards.empty() ? fact.items : fact.cards;
  if (items.size() > 1 && amount.text == "any") return writer.text("any");
  if (items.size() > 1) {
    writer.begin_sequence();
    for (const std::string& item : items) write_scalar(writer, item);
    return writer.end_sequence();
  }
  if (items.size() == 1) return write_scalar(writer, items.front());
  if (amount.interval && amount.unit.empty() && amount.interval->is_point())
    return writer.boolean(amount.interval->low != 0);
  // A quantity is plain text to every reader, though it begins with a digit.
  if (amount.interval && is_total(fact)) {
    writer.begin_mapping();
    writer.key("total");
    writer.number(format_quantity(*amount.interval, unit_of(amount)));
    return writer.end_mapping();
  }
  if (amount.interval) return writer.number(format_quantity(*amount.interval, unit_of(amount)));
  writer.text(amount.text);
}

/// The lines of a key and its value: `count: 1`, or the items of a list.
template <class Write>
std::vector<std::string> lines_of(std::string_view key, const Write& write) {
  doc::YamlWriter writer;
  writer.begin_mapping();
  writer.key(key);
  write(writer);
  writer.end_mapping();
  const std::string text = writer.finish();
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string describe_origin(const FactReport& fact, const SourceMap& sources) {
  const std::string place = sources.describe(fact.where);
  std::string text;
  switch (fact.origin) {
    case Origin::stated: text = place; break;
    case Origin::derived: text = "inferred"; break;
    case Origin::platform_default: text = "default"; break;
    case Origin::assumed: text = "assumed"; break;
    case Origin::presumed: text = "presumed"; break;
    case Origin::unresolved: text = "not known"; break;
  }
  if (!fact.note.empty()) text += text.empty() ? fact.note : ": " + fact.note;
  if (fact.origin != Origin::stated && !place.empty()) text += fmt::format(" ({})", place);
  return text;
}

class Writer {
 public:
  Writer(const SourceMap& sources, const std::function<bool(const FactReport&)>& is_sayable, std::string& out)
      : sources_(sources), is_sayable_(is_sayable), out_(out) {}

  void write(const WorkloadReport& workload) {
    doc::YamlWriter name;
    name.begin_mapping();
    name.key("name");
    name.text(workload.name);
    name.end_mapping();
    std::string line = name.finish();
    line.pop_back();
    put_comment(line, sources_.describe(workload.where));
    out_ += line + '\n';
    write_facts(workload, false);
    for (const NarrowedFact& fact : workload.narrowed) write_narrowed(fact);
    write_facts(workload, true);
    write_open(workload);
  }

 private:
  /// Those that are defaults of the workload's own platform, or all others. A fact stands below the part of
  /// its name before the point where it has one.
  void write_facts(const WorkloadReport& workload, bool defaults) {
    std::string_view group;
    bool any = false;
    for (const FactReport& fact : workload.facts) {
      if (!is_written(workload, fact) || (fact.origin == Origin::platform_default) != defaults) continue;
      if (fact.origin == Origin::unresolved && is_narrowed(workload, fact.fact)) continue;  // which says more
      if (defaults && !std::exchange(any, true)) {
        std::string line = "defaults:";
        put_comment(line, "what its own platform fills in; elsewhere it is not known");
        out_ += line + '\n';
      }
      const std::string_view margin = defaults ? "  " : "";
      const std::size_t point = fact.fact.find('.');
      const std::string_view of = point == std::string_view::npos ? "" : fact.fact.substr(0, point);
      if (!of.empty() && of != group) out_ += fmt::format("{}{}:\n", margin, of);
      group = of;
      std::vector<std::string> lines = lines_of(of.empty() ? fact.fact : fact.fact.substr(point + 1),
                                                [&](doc::YamlWriter& writer) { write_value(writer, fact); });
      for (std::string& line : lines) line.insert(0, fmt::format("{}{}", margin, of.empty() ? "" : "  "));
      put_comment(lines.front(), describe_origin(fact, sources_).append(with_starter(workload, fact)));
      out_ += join(lines, "\n") + '\n';
    }
  }

  static bool is_narrowed(const WorkloadReport& workload, std::string_view name) {
    return std::any_of(workload.narrowed.begin(), workload.narrowed.end(),
                       [&](const NarrowedFact& fact) { return fact.fact == name; });
  }

  void write_narrowed(const NarrowedFact& fact) {
    std::vector<std::string> lines = lines_of(fact.fact, [&](doc::YamlWriter& writer) {
      writer.begin_mapping();
      writer.key("one_of");
      writer.begin_sequence();
      for (const std::string& name : fact.among) writer.text(name);
      writer.end_sequence();
      writer.end_mapping();
    });
    put_comment(lines.front(), fact.note);
    out_ += join(lines, "\n") + '\n';
  }

  /// Not of a manifest of one offering or another: a native one is of one.
  bool is_written(const WorkloadReport& workload, const FactReport& fact) const {
    const bool is_either = fact.fact == "target" && fact.items.size() > 1;
    return !is_either && !is_of_one_starter(workload, fact) && is_sayable_(fact);
  }

  /// A schedule beside other things that start the work, of which it is known that none is a schedule: with
  /// these it would be a contradiction.
  static bool is_of_one_starter(const WorkloadReport& workload, const FactReport& fact) {
    return fact.fact == schedule && fact.items.size() == 1 &&
           std::any_of(workload.narrowed.begin(), workload.narrowed.end(), [](const NarrowedFact& one) {
             return one.fact == trigger &&
                    std::find(one.among.begin(), one.among.end(), schedule) == one.among.end();
           });
  }

  /// What goes with one of several things that start the work, while none of them is chosen.
  static std::string_view with_starter(const WorkloadReport& workload, const FactReport& fact) {
    const bool is_open = fact.fact == schedule &&
                         std::any_of(workload.facts.begin(), workload.facts.end(), [](const FactReport& one) {
                           return one.fact == trigger && one.origin == Origin::unresolved;
                         });
    return is_open ? "; only with `trigger: schedule`" : "";
  }

  /// A key that stands there already must not come twice: the whole name then, and what would be below it.
  static std::string line_of(const Question& question, const WorkloadReport& workload) {
    const std::string_view how = question.how;
    const std::size_t colon = std::min(how.find(": "), how.size());
    const bool taken = std::any_of(workload.facts.begin(), workload.facts.end(), [&](const FactReport& fact) {
      return fact.fact.starts_with(fmt::format("{}.", how.substr(0, colon)));
    });
    if (!taken) return std::string(how);
    std::string_view value = how.substr(colon);
    if (value.starts_with(": {") && value.ends_with('}')) {
      value.remove_prefix(std::min(value.find(": ", 3), value.size()));
      value.remove_suffix(1);
    }
    return fmt::format("{}{}", question.fact, value);
  }

  static bool has(const WorkloadReport& workload, std::string_view name) {
    return std::any_of(workload.facts.begin(), workload.facts.end(),
                       [&](const FactReport& fact) { return fact.fact == name; });
  }

  void write_open(const WorkloadReport& workload) {
    bool any = false;
    const auto put = [&](std::string line, const std::string& comment) {
      if (!any) out_ += "# To be filled in: take the # away, and write what is true.\n";
      any = true;
      line.insert(0, "# ");
      put_comment(line, comment);
      out_ += line + '\n';
    };
    for (const Question& question : workload.questions) {
      if (question.fact == gpu_type && !workload.maker_types.empty()) {
        // That any of them will do is more than the manifest says.
        put(fmt::format("{}: [{}]", gpu_type, join(workload.maker_types, ", ")),
            fmt::format("{}; those of the maker whose devices it asks for: leave what will do",
                        question.summary));
        continue;
      }
      const bool written = std::any_of(workload.facts.begin(), workload.facts.end(),
                                       [&](const FactReport& fact) {
                                         return fact.fact == question.fact && is_written(workload, fact);
                                       }) ||
                           is_narrowed(workload, question.fact);
      put(line_of(question, workload),
          fmt::format("{}{}{}{}", written ? "instead of the line above: " : "", question.summary,
                      question.note.empty() ? "" : "; ", question.note));
    }
    if (!workload.region.empty() && !has(workload, "regions"))
      put(fmt::format("regions: {}", workload.region),
          fmt::format("where it is deployed, which is no need; as a key it holds everywhere ({})",
                      sources_.describe(workload.region_at)));
    for (const FactReport& fact : workload.facts) {
      const bool asked = std::any_of(workload.questions.begin(), workload.questions.end(),
                                     [&](const Question& question) { return question.fact == fact.fact; });
      if (asked || is_written(workload, fact)) continue;
      if (is_of_one_starter(workload, fact)) {
        put(lines_of(fact.fact, [&](doc::YamlWriter& writer) { write_value(writer, fact); }).front(),
            fmt::format("where `trigger: schedule` is chosen: {}", describe_origin(fact, sources_)));
        continue;
      }
      const bool is_value = fact.items.size() < 2;  // of one offering or another none is the value
      put(fmt::format("{}: {}", fact.fact, is_value ? on_one_line(fact.amount.text) : ""),
          fmt::format("{}{}", describe_origin(fact, sources_),
                      is_value ? ", which no manifest here can say" : ""));
    }
  }

  const SourceMap& sources_;
  const std::function<bool(const FactReport&)>& is_sayable_;
  std::string& out_;
};

}  // namespace

void render_manifest(const Report& report, const SourceMap& sources, const std::string& from,
                     const std::function<bool(const FactReport&)>& is_sayable, std::string& out) {
  out += fmt::format(
      "# yaml-language-server: $schema=workload.schema.json\n# Begun from {}. What is inferred, "
      "assumed or a default was not stated: look it over.\n",
      on_one_line(from));
  Writer writer(sources, is_sayable, out);
  for (const WorkloadReport& workload : report.workloads) {
    if (&workload != &report.workloads.front()) out += "---\n";
    writer.write(workload);
  }
}

}  // namespace placer::report
