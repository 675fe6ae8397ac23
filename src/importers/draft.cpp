#include "importers/draft.hpp"

#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/left_out.hpp"
#include "importers/native.hpp"
#include "importers/shape.hpp"
#include "rules/describe.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

namespace placer::importers {

using rules::FactType;

std::optional<std::int64_t> number(const Value& value, Conversion convert) {
  QuantityError error;
  return value.literal() ? convert(value.text, error) : std::nullopt;
}

namespace {

/// A name in capital letters between two marks of the kind.
bool has_token(std::string_view text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return false;
  const std::string_view rest = text.substr(at + mark.size());
  const std::string_view name = rest.substr(0, rest.find(mark));
  return name.size() < rest.size() && !name.empty() && name.front() >= 'A' && name.front() <= 'Z' &&
         name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos;
}

}  // namespace

bool is_placeholder(std::string_view text) {
  for (const std::string_view mark : placeholder_marks)
    if (text.find(mark) != std::string_view::npos) return true;
  return std::any_of(token_marks.begin(), token_marks.end(),
                     [&](std::string_view mark) { return has_token(text, mark); });
}

std::string printable(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if ((c >= 0 && c < ' ') || c == '\x7f') c = '?';
  // What else a reader would not see is not of ASCII.
  const bool is_ascii = std::none_of(result.begin(), result.end(), [](char c) { return (c & 0x80) != 0; });
  return is_ascii ? result : on_one_line(result);
}

void set_name(Workload& workload, std::string_view written) {
  workload.name = printable(written);
  workload.written_name = workload.name == written ? std::string_view() : written;
}

Value literal(doc::View value) {
  Value result;
  if (!value || value.is_null()) return result;
  result.present = true;
  result.where = value.where();
  if (!value.is_scalar()) {
    result.origin = Origin::unresolved;
    result.misshapen = true;
    result.note = fmt::format("{} where one value is expected", doc::to_string(value.kind()));
    return result;
  }
  result.text = printable(trim(value.text()));
  if (is_placeholder(result.text)) {
    result.origin = Origin::unresolved;
    result.note = fmt::format("`{}` is filled in elsewhere", result.text);
  }
  return result;
}

Draft::Draft(ImportContext& context, std::string_view name, Location where) : context_(context) {
  set_name(workload_, name);
  workload_.where = where;
  workload_.foreign = true;
}

FactId Draft::id(std::string_view fact) const {
  const FactId found = context_.rules.find_fact(fact);
  // The names stand in the importers; a vocabulary without one is not that of this program.
  if (found == no_fact) throw std::logic_error(fmt::format("the vocabulary has no fact {}", fact));
  return found;
}

Fact Draft::start(std::string_view name, const Value& value) const {
  Fact fact;
  fact.id = id(name);
  fact.origin = value.origin;
  fact.where = value.where;
  fact.text = value.text;
  fact.note = value.note;
  return fact;
}

void Draft::quantity(std::string_view name, const Value& value, Conversion convert) {
  if (!value && value.origin == Origin::assumed) left_out_.push_back(start(name, value));
  if (!value) return;
  if (!value.literal()) return unresolved(name, value);
  QuantityError error;
  const auto number = convert(value.text, error);
  Fact fact = start(name, value);
  if (number) {
    fact.value = {*number, *number};
  } else {
    if (!refuse_negative(name, value, convert))
      this->error(fmt::format("{}: {}", name, error.message), value.where, error.help);
    fact.origin = Origin::unresolved;
    fact.note = fmt::format("`{}` is no value of it", value.text);
  }
  workload_.add(std::move(fact));
}

bool Draft::refuse_negative(std::string_view what, const Value& value, Conversion convert) {
  QuantityError error;
  if (!value.literal() || !value.text.starts_with('-') ||
      !convert(std::string_view(value.text).substr(1), error))
    return false;
  convert(value.text, error);
  negative_.push_back({std::string(what), value, std::move(error)});
  return true;
}

/// The platform of the target says so. What is written for no platform is no amount, and nothing more can be
/// said of it.
void Draft::report_negative() {
  const Fact* target = find("target");
  const bool is_known = target != nullptr && !target->texts.empty();
  const std::string_view offering = is_known ? std::string_view(target->texts.front()) : std::string_view();
  const std::string rule = fmt::format("{}.negative", offering.substr(0, offering.find('/')));
  for (const Negative& one : negative_) {
    const bool is_said =
        std::any_of(workload_.violations.begin(), workload_.violations.end(),
                    [&](const Violation& said) { return said.where == one.value.where && said.where; });
    if (is_said) continue;
    if (context_.rules.find_rule(rule) != nullptr)
      violation(rule, one.value.where, fmt::format("{} {}", one.what, one.value.text));
    else
      error(fmt::format("{}: {}", one.what, one.error.message), one.value.where, one.error.help);
  }
}

void Draft::count(std::string_view name, const Value& value, std::string_view rule) {
  QuantityError error;
  if (value.literal() && value.text.starts_with('-') && whole_number(value.text.substr(1), error))
    return violation(rule, value.where, value.text);
  quantity(name, value, whole_number);
}

void Draft::boolean(std::string_view name, const Value& value) {
  if (!value) return;
  if (!value.literal()) return unresolved(name, value);
  const std::string lower = to_lower(value.text);
  Fact fact = start(name, value);
  if (lower == "true" || lower == "false") {
    fact.value = lower == "true" ? Interval{1, 1} : Interval{0, 0};
  } else {
    error(fmt::format("{}: expected true or false, got `{}`", name, value.text), value.where);
    fact.origin = Origin::unresolved;
    fact.note = fmt::format("`{}` is no value of it", value.text);
  }
  workload_.add(std::move(fact));
}

void Draft::choice(std::string_view name, const Value& value) {
  if (!value) return;
  if (!value.literal()) return unresolved(name, value);
  Fact fact = start(name, value);
  QuantityError error;
  const auto set = rules::parse_literal(rules::Vocabulary(context_.rules), context_.rules.fact(fact.id),
                                        value.text, error);
  if (set) {
    fact.value = *set;
  } else {
    fact.origin = Origin::unresolved;
    fact.note = fmt::format("placer does not know `{}`", value.text);
  }
  workload_.add(std::move(fact));
}

void Draft::text(std::string_view name, const Value& value) {
  if (!value) return;
  if (!value.literal()) return unresolved(name, value);
  Fact fact = start(name, value);
  fact.texts = {value.text};
  workload_.add(std::move(fact));
}

void Draft::list(std::string_view name, std::vector<std::string> items, Location where, Origin origin) {
  Fact fact;
  fact.id = id(name);
  fact.origin = origin;
  fact.where = where;
  const auto count = static_cast<std::int64_t>(items.size());
  if (context_.rules.fact(fact.id).type == FactType::numbers) fact.value = {count, count};
  fact.texts = std::move(items);
  workload_.add(std::move(fact));
}

void Draft::accelerator(const Value& value) {
  if (!value) return;
  if (!value.literal()) return unresolved("gpu.type", value);
  const auto found = find_accelerator(context_.rules, value.text);
  if (!found) return choice("gpu.type", value);
  AcceleratorSet one(context_.rules);
  one.add(*found);
  accelerators(one, value);
}

void Draft::machine(const Value& type) {
  const auto found = type.literal() ? find_accelerator(context_.rules, type.text) : std::nullopt;
  if (!found) return;
  Value card = type;
  if (!found->card.empty()) card.text = std::string(found->card);
  card.note = fmt::format("a machine of type {} has it", type.text);
  accelerator(card);
}

void Draft::accelerators(const AcceleratorSet& set, const Value& value) {
  Fact fact = start("gpu.type", value);
  fact.value = {set.families(), set.families()};
  fact.texts = set.cards();
  workload_.add(std::move(fact));
  if (const std::int64_t memory = set.memory(); memory > 0)
    this->set("gpu.memory", {memory, memory}, value.where, Origin::derived, {},
              set.size() > 1       ? "the memory of the smallest of them"
              : value.text.empty() ? "the memory of one of them"
                                   : fmt::format("the memory of one {}", value.text));
}

void Draft::set(std::string_view name, Interval value, Location where, Origin origin, std::string text,
                std::string note) {
  Fact fact;
  fact.id = id(name);
  fact.origin = origin;
  fact.value = value;
  fact.where = where;
  fact.text = std::move(text);
  fact.note = std::move(note);
  workload_.add(std::move(fact));
}

void Draft::derive(std::string_view name, std::string_view word, Location where, std::string note) {
  derive(name, std::vector{word}, where, std::move(note));
}

void Draft::derive(std::string_view name, const std::vector<std::string_view>& words, Location where,
                   std::string note) {
  const FactId fact = id(name);
  std::optional<Interval> all;
  for (const std::string_view word : words) {
    QuantityError error;
    const auto value =
        rules::parse_literal(rules::Vocabulary(context_.rules), context_.rules.fact(fact), word, error);
    if (!value) throw std::logic_error(fmt::format("{} has no value {}", name, word));
    // Of a choice both ends are the set of its names.
    all = all ? Interval{all->low | value->low, all->high | value->high} : *value;
  }
  if (all) set(name, *all, where, Origin::derived, {}, std::move(note));
}

void Draft::runs_on(std::string_view what) {
  Narrowed narrowed{id("trigger"), 0, fmt::format("{} runs until it is stopped", what)};
  for (const rules::Symbol& symbol : context_.rules.rows(context_.rules.fact(narrowed.fact).symbols))
    for (const std::string_view kind : {"http", "grpc", "websocket", "tcp", "udp", "daemon"})
      if (context_.rules.text(symbol.name) == kind) narrowed.among |= std::int64_t{1} << symbol.bit;
  if (workload_.narrowed.empty()) workload_.narrowed.push_back(std::move(narrowed));
}

void Draft::unresolved(std::string_view name, const Value& value) {
  if (value.misshapen) {
    report_shape(context_.sink,
                 {name, false, value.note.substr(0, value.note.find(" where")), "one value", value.where});
    workload_.unread = true;
  }
  Fact fact = start(name, value);
  fact.origin = Origin::unresolved;
  workload_.add(std::move(fact));
}

void Draft::absent(std::initializer_list<std::string_view> facts) {
  for (const std::string_view name : facts)
    set(name, {0, 0}, {}, Origin::platform_default, {}, "the manifest does not ask for it");
}

void Draft::error(std::string message, Location where, std::string help, std::string code) {
  context_.sink.error(std::move(code), std::move(message), where, std::move(help));
  workload_.unread = true;
}

void Draft::unread_since(std::size_t errors) {
  workload_.unread = workload_.unread || context_.sink.errors() > errors;
}

void Draft::violation(std::string_view rule, Location where, std::string needed, std::string allowed) {
  if (!where) where = workload_.where;  // of what is missing there is no place
  const auto same = [&](const Violation& one) { return one.rule == rule && one.where == where && where; };
  if (std::any_of(workload_.violations.begin(), workload_.violations.end(), same)) return;
  for (std::string* text : {&needed, &allowed}) *text = printable(*text);
  workload_.violations.push_back({std::string(rule), where, std::move(needed), std::move(allowed)});
}

bool Draft::takes(std::string_view check, std::int64_t amount) const {
  const rules::Rule* rule = context_.rules.find_rule(check);
  return rule == nullptr || is_within(*rule, amount);
}

std::string Draft::taken(std::string_view check, std::optional<std::int64_t> amount) const {
  const rules::Rule* rule = context_.rules.find_rule(check);
  if (rule == nullptr) return {};
  return amount ? describe_broken(*rule, *amount) : describe_bounds(*rule);
}

void Draft::bounded(std::string_view check, std::int64_t amount, Location where, std::string_view setting) {
  const rules::Rule* rule = context_.rules.find_rule(check);
  if (rule == nullptr || is_within(*rule, amount)) return;
  const std::string needed = format_quantity(amount, rule->unit);
  violation(check, where, setting.empty() ? needed : fmt::format("{} {}", setting, needed),
            describe_bounds(*rule));
}

void Draft::bounded(std::string_view check, std::string_view name) {
  if (const Fact* fact = find(name); fact != nullptr && fact->has_value())
    bounded(check, fact->value.low, fact->where);
}

void Draft::overlay(std::string_view key, doc::View mapping) {
  if (mapping.is_mapping())
    return overlay(read_overlay(mapping, context_.rules, context_.sink, &workload_.ignores));
  if (mapping && !mapping.is_null())
    report_shape(context_.sink, {key, false, doc::to_string(mapping.kind()), "a mapping", mapping.where()});
}

void Draft::overlay(std::vector<Fact> facts) {
  for (Fact& fact : facts) {
    // What the manifest describes is its platform's; another one that is not known yet takes nothing from
    // that.
    if (fact.id == id("target") && !fact.has_value()) {
      context_.sink.report({Severity::note,
                            "manifest.open-target",
                            "the `target` that is said here is filled in elsewhere, so what the manifest "
                            "describes counts",
                            fact.where,
                            "to choose one, write `--set target=...`",
                            {}});
      continue;
    }
    overlay_.push_back(fact);
    workload_.add(std::move(fact));
  }
}

/// What is said beside the manifest counts less than what it says itself, and once.
void Draft::report_overlay() {
  for (const Fact& said : overlay_) {
    const Fact* kept = workload_.find(said.id);
    if (kept == nullptr || kept->where == said.where || !kept->where ||
        (kept->value == said.value && kept->texts == said.texts))
      continue;
    Diagnostic note;
    note.severity = Severity::note;
    note.code = "manifest.overlay";
    note.message =
        fmt::format("`{}` is said {}, which counts instead of this",
                    context_.rules.text(context_.rules.fact(said.id).key),
                    kept->origin == Origin::assumed ? "in another such place" : "by the manifest itself");
    note.where = said.where;
    note.related = {{kept->where, "it is said here"}};
    note.help = "take one of them out; `--set` counts more than both";
    context_.sink.report(std::move(note));
  }
}

const Fact* Draft::find(std::string_view fact) const { return workload_.find(id(fact)); }

void Draft::refuse_named(std::string_view check, const Value& value) {
  const rules::Rule* rule = context_.rules.find_rule(check);
  if (rule != nullptr && value.literal() && rules::is_refused(context_.rules, *rule, value.text))
    violation(check, value.where, value.text);
}

void Draft::finish() {
  report_negative();
  report_overlay();
  add_left_out(context_.rules, workload_, std::move(left_out_));
  derive_gpu_count(context_.rules, workload_);
  leave_out_starters();
  report_contradictions();
  context_.workloads.push_back(std::move(workload_));
}

}  // namespace placer::importers
