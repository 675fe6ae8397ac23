#include "importers/native_value.hpp"

#include "base/schedule_runs.hpp"
#include "base/text.hpp"
#include "doc/scalar.hpp"
#include "importers/accelerator.hpp"
#include "importers/draft.hpp"
#include "importers/native_help.hpp"
#include "importers/region.hpp"
#include "rules/literal.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace placer::importers {

using rules::FactRow;
using rules::FactType;
using rules::Known;

void NativeValues::fail(doc::View value, std::string message, std::string help) {
  sink_.error("manifest.value", std::move(message), value.where(), std::move(help));
}

void NativeValues::store(FactId id, doc::View value, const Interval& interval,
                         std::vector<std::string> texts) {
  Fact fact;
  fact.id = id;
  fact.value = interval;
  fact.texts = std::move(texts);
  fact.where = value.where();
  fact.text = value.text();
  workload_.facts.push_back(std::move(fact));
}

/// A fact that follows from another one, unless it is stated itself.
void NativeValues::derive(FactId id, doc::View value, std::int64_t amount, std::string note) {
  if (workload_.find(id) != nullptr) return;
  store(id, value, {amount, amount});
  workload_.facts.back().origin = Origin::derived;
  workload_.facts.back().note = std::move(note);
}

void NativeValues::read(FactId id, doc::View key, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  if (const Fact* other = workload_.find(id)) {
    if (other->origin == Origin::derived) {
      std::erase_if(workload_.facts, [&](const Fact& one) { return one.id == id; });
    } else {
      sink_.report({Severity::error,
                    "manifest.given-twice",
                    fmt::format("`{}` is given twice", rules_.text(fact.key)),
                    key.where(),
                    "keep one of them",
                    {{other->where, "first given here"}}});
      return;
    }
  }
  if (value.is_null())
    return fail(key, fmt::format("`{}` has no value", key.text()), example_of(rules_, fact));
  const bool tagged = value.tag().starts_with('!') && !value.tag().starts_with("!!");  // !Ref, !Sub
  if (tagged || (value.is_scalar() && is_placeholder(value.text()))) {
    store(id, value, {});
    workload_.facts.back().origin = Origin::unresolved;
    workload_.facts.back().note = fmt::format("`{}` is filled in elsewhere", value.text());
    return;
  }
  if (fact.type == FactType::criteria) return read_priorities(id, value);
  const bool list = fact.type == FactType::numbers || fact.type == FactType::texts;
  if (value.is_sequence() && (list || fact.many))
    return fact.type == FactType::choice ? void(read_choice(id, value)) : read_list(id, value);
  if (fact.type == FactType::choice && value["one_of"]) return read_one_of(id, value);
  if (takes_total(rules_, id) && value["total"]) return read_total(id, value);
  if (!value.is_scalar())
    return fail(
        value,
        fmt::format("`{}` takes one value, not {}", rules_.text(fact.key), doc::to_string(value.kind())),
        example_of(rules_, fact));
  read_scalar(id, value);
}

bool NativeValues::read_scalar(FactId id, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  switch (fact.type) {
    case FactType::choice: return read_choice(id, value);
    case FactType::text:
      if (id == rules_.find_fact("schedule") && !check_schedule(value)) return false;
      store(id, value, {}, {std::string(value.text())});
      return true;
    case FactType::criteria: read_priorities(id, value); return true;
    case FactType::texts:
    case FactType::numbers: read_list(id, value); return true;
    case FactType::offering:
      if (!check_offering(value)) return false;
      store(id, value, {}, {std::string(value.text())});
      return true;
    case FactType::boolean:
    case FactType::quantity: break;
  }
  if (fact.type == FactType::boolean && value.quoted()) {
    fail(value,
         fmt::format("`{}` is true or false, got the text \"{}\"", rules_.text(fact.key), value.text()),
         "write it without quotes");
    return false;
  }
  QuantityError error;
  std::optional<Interval> interval = parse_literal(rules::Vocabulary(rules_), fact, value.text(), error);
  if (!interval) {
    Location where = value.where();
    // Inside quotes the text begins one character later; in a text with escapes no offset would be right.
    const std::uint32_t shift = value.quoted() ? 1 : 0;
    if (where.length == value.text().size() + std::size_t{2} * shift &&
        error.offset + error.length <= value.text().size() && error.length > 0) {
      where.offset += shift + error.offset;
      where.length = error.length;
    }
    sink_.error("manifest.value", error.message, where, help_for(rules_, fact, value.text(), error));
    return false;
  }
  // "..2GiB" begins at the least that the fact can be.
  if (!interval->is_point()) interval->low = std::max(interval->low, fact.range.low);
  if (!in_range(id, *interval, value)) return false;
  store(id, value, *interval);
  return true;
}

/// Cron lines, or what AWS takes: a rate, its own cron with six fields, or one time. Several have a semicolon
/// between them.
bool NativeValues::check_schedule(doc::View value) {
  std::string mistake = schedule_mistake(value.text());
  if (mistake.empty()) return true;
  fail(value, std::move(mistake), "for example `0 3 * * *`, or `rate(12 hours)`");
  return false;
}

bool NativeValues::in_range(FactId id, const Interval& value, doc::View node) {
  const FactRow& fact = rules_.fact(id);
  if (value.low >= fact.range.low && (value.high <= fact.range.high || value.high == unbounded)) return true;
  fail(node,
       fmt::format("`{}` must lie in {}, got {}", rules_.text(fact.key),
                   format_quantity(fact.range, fact.unit), node.text()),
       example_of(rules_, fact));
  return false;
}

void NativeValues::read_one_of(FactId id, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  for (const auto [key, names] : doc::entries(value))
    if (key.text() != "one_of")
      return fail(key, fmt::format("there is no key `{}` beside `one_of`", key.text()),
                  example_of(rules_, fact));
  const doc::View names = value["one_of"];
  if (fact.many)
    return fail(value, fmt::format("the names of `{}` are open alternatives anyhow", rules_.text(fact.key)),
                "write them as a list, without `one_of`");
  if (!names.is_sequence())
    return fail(names, fmt::format("`one_of` is a list of names, not {}", doc::to_string(names.kind())),
                "for example `one_of: [http, tcp]`");
  Workload scratch;
  if (!NativeValues(rules_, sink_, scratch).read_choice(id, names)) return;
  workload_.narrowed.push_back(
      {id, scratch.facts.front().value.low, "the manifest says that it is one of these"});
}

/// What several containers ask for together: no setting of one of them, so that no platform need sell exactly
/// as much.
void NativeValues::read_total(FactId id, doc::View value) {
  const doc::View total = value["total"];
  if (value.size() != 1 || !total.is_scalar() || total.is_null())
    return fail(value, "`total` takes one value, and stands alone", "for example `{total: 768MiB}`");
  if (!read_scalar(id, total)) return;
  workload_.facts.back().origin = Origin::derived;
  workload_.facts.back().note = "of all containers together";
}

bool NativeValues::read_choice(FactId id, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  if (value.is_scalar() && id == rules_.known(Known::gpu_type)) return read_accelerator(id, value);
  std::int64_t set = 0;
  AcceleratorSet accelerators(rules_);
  const auto add = [&](doc::View name) {
    if (!name.is_scalar()) {
      fail(name, fmt::format("expected a name, got {}", doc::to_string(name.kind())),
           example_of(rules_, fact));
      return false;
    }
    if (id == rules_.known(Known::gpu_type))
      if (const auto accelerator = find_accelerator(rules_, name.text())) {
        accelerators.add(*accelerator);
        set |= accelerators.families();
        return true;
      }
    QuantityError error;
    const auto one = parse_literal(rules::Vocabulary(rules_), fact, name.text(), error);
    if (!one) {
      fail(name, fmt::format("`{}`: {}", rules_.text(fact.key), error.message),
           help_for(rules_, fact, name.text(), error));
      return false;
    }
    set |= one->low;
    return true;
  };
  bool good = true;
  if (value.is_scalar()) good = add(value);
  for (const doc::View name : doc::items(value)) good = add(name) && good;
  if (good && set == 0)
    fail(value, fmt::format("`{}` names nothing", rules_.text(fact.key)), example_of(rules_, fact));
  if (!good || set == 0) return false;
  // Of what is no name of an accelerator, any will do.
  if (set != accelerators.families()) accelerators = AcceleratorSet(rules_);
  store(id, value, {set, set}, accelerators.cards());
  if (const std::int64_t memory = accelerators.memory(); memory > 0)
    derive(rules_.known(Known::gpu_memory), value, memory, "the memory of the smallest of them");
  return true;
}

/// A card's name says the family and how much memory a device has.
bool NativeValues::read_accelerator(FactId id, doc::View value) {
  const auto accelerator = find_accelerator(rules_, value.text());
  if (!accelerator) {
    QuantityError error;
    const auto any = parse_literal(rules::Vocabulary(rules_), rules_.fact(id), value.text(), error);
    if (any)
      store(id, value, *any);
    else
      fail(value, fmt::format("`{}` is no accelerator that placer knows", value.text()),
           help_for(rules_, rules_.fact(id), value.text(), error));
    return any.has_value();
  }
  AcceleratorSet one(rules_);
  one.add(*accelerator);
  store(id, value, {one.families(), one.families()}, one.cards());
  if (one.memory() > 0)
    derive(rules_.known(Known::gpu_memory), value, one.memory(),
           fmt::format("the memory of one {}", value.text()));
  return true;
}

void NativeValues::read_list(FactId id, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  if (fact.type != FactType::numbers) return read_names(id, value);
  std::vector<std::string> texts;
  std::set<std::string_view> seen;
  bool good = true;
  const auto add = [&](doc::View item) {
    QuantityError error;
    const auto number =
        item.is_scalar() ? parse_quantity(item.text(), fact.unit, error, fact.range) : std::nullopt;
    if (!number) fail(item, item.is_scalar() ? error.message : "expected a number", example_of(rules_, fact));
    good = number && in_range(id, *number, item) && good;
    // The same number twice is one.
    if (seen.insert(item.text()).second) texts.emplace_back(item.text());
  };
  // As an answer prints that none is named.
  const bool any = value.is_scalar() && value.text() == "any" && id == rules_.known(Known::regions);
  if (value.is_scalar() && !any) add(value);
  for (const doc::View item : doc::items(value)) add(item);
  if (!good) return;
  const auto count = static_cast<std::int64_t>(texts.size());
  store(id, value, {count, count}, std::move(texts));
}

void NativeValues::read_names(FactId id, doc::View value) {
  const FactRow& fact = rules_.fact(id);
  std::vector<std::string> texts;
  bool good = true;
  const auto add = [&](doc::View item) {
    if (!item.is_scalar() || item.text().empty()) {
      fail(item, "expected a name", example_of(rules_, fact));
      good = false;
    } else if (id == rules_.known(Known::regions) && !is_placeholder(item.text()) &&
               !check_region(rules_, sink_, item)) {
      good = false;
    }
    texts.emplace_back(item.text());
  };
  // As an answer prints that none is named.
  const bool any = value.is_scalar() && value.text() == "any" && id == rules_.known(Known::regions);
  if (value.is_scalar() && !any) add(value);
  for (const doc::View item : doc::items(value)) add(item);
  if (good) store(id, value, {}, std::move(texts));
}

bool NativeValues::check_offering(doc::View value) {
  if (rules_.find_offering(value.text()) >= 0) return true;
  std::vector<std::string_view> ids, holding;
  for (const rules::Offering& offering : rules_.rows<rules::Offering>()) {
    ids.push_back(rules_.text(offering.full_id));
    if (ids.back().find(value.text()) != std::string_view::npos) holding.push_back(ids.back());
  }
  // "lambda" is a part of many.
  if (!value.text().empty() && !holding.empty()) ids = std::move(holding);
  const auto near = ids.size() == 1 ? std::optional(ids[0]) : closest(value.text(), ids);
  fail(value, fmt::format("there is no offering `{}`", value.text()),
       near ? fmt::format("did you mean `{}`?", *near) : fmt::format("one of {}", join(ids, ", ")));
  return false;
}

/// A name, a list of names ("cost", "cost=low"), or names with their levels: {cost: high, portability: low}.
void NativeValues::read_priorities(FactId id, doc::View value) {
  std::vector<std::string> texts;
  std::set<std::string_view> named;
  bool good = true;
  const auto add = [&](doc::View node, std::string_view name, std::string_view level) {
    const std::string_view criterion = find_criterion(node, name);
    const bool known = level == "high" || level == "low";
    if (!criterion.empty() && !known)
      fail(node, fmt::format("a criterion counts `high` or `low`, not `{}`", level),
           "for example `cost=low`");
    if (!criterion.empty() && !named.insert(criterion).second) {
      fail(node, fmt::format("`{}` is named twice", criterion), "keep one of them");
      good = false;
    }
    good = good && known && !criterion.empty();
    texts.push_back(fmt::format("{}{}", criterion, level == "low" ? "=low" : ""));
  };
  const auto add_item = [&](doc::View item) {
    if (!item.is_scalar()) {
      good = false;
      return fail(item, "expected a name", example_of(rules_, rules_.fact(id)));
    }
    const std::string_view text = item.text();
    const std::size_t equals = text.find('=');
    add(item, text.substr(0, equals), equals == std::string_view::npos ? "high" : text.substr(equals + 1));
  };
  if (value.is_mapping())
    for (const auto& [name, level] : doc::entries(value)) add(name, name.text(), level.text());
  else if (value.is_scalar())
    add_item(value);
  for (const doc::View item : doc::items(value)) add_item(item);
  if (good) store(id, value, {}, std::move(texts));
}

std::string_view NativeValues::find_criterion(doc::View node, std::string_view name) {
  std::vector<std::string_view> ids;
  for (const rules::Criterion& criterion : rules_.rows<rules::Criterion>()) {
    ids.push_back(rules_.text(criterion.id));
    const std::string_view alias = rules_.text(criterion.alias);
    if (ids.back() == name || (!alias.empty() && alias == name)) return rules_.text(criterion.id);
    if (!alias.empty()) ids.push_back(alias);
  }
  const auto near = closest(name, ids);
  fail(node, fmt::format("there is no criterion `{}`", name),
       near ? fmt::format("did you mean `{}`?", *near) : fmt::format("one of {}", join(ids, ", ")));
  return {};
}

/// The first fact of the vocabulary that stands in a group.
FactId NativeValues::first_of(const rules::Group& group) const {
  const std::string prefix = fmt::format("{}.", rules_.text(group.key));
  const auto facts = rules_.rows<FactRow>();
  const auto first = std::find_if(facts.begin(), facts.end(), [&](const FactRow& fact) {
    return rules_.text(fact.key).starts_with(prefix);
  });
  return static_cast<FactId>(first - facts.begin());
}

void NativeValues::read_group_scalar(const rules::Group& group, doc::View key, doc::View value) {
  const auto scalars = rules_.rows(group.scalars);
  const std::string_view name = rules_.text(group.key);
  if (scalars.empty() || value.is_null()) {
    sink_.error("manifest.value",
                fmt::format("`{}` needs {}", name, scalars.empty() ? "a mapping" : "a value"), key.where(),
                example_of(rules_, rules_.fact(scalars.empty() ? first_of(group) : scalars[0])));
    return;
  }
  if (is_placeholder(value.text())) return read(scalars[0], key, value);
  QuantityError error;
  for (const FactId id : scalars) {
    const bool accelerator = id == rules_.known(Known::gpu_type) && find_accelerator(rules_, value.text());
    if (!accelerator && !parse_literal(rules::Vocabulary(rules_), rules_.fact(id), value.text(), error))
      continue;
    return read(id, key, value);
  }
  if (const auto several = find_several(rules_, value.text());
      several && std::count(scalars.begin(), scalars.end(), rules_.known(Known::gpu_type)) > 0)
    return fail(value, fmt::format("`{}` is one word or one number", name),
                fmt::format("write `{}: {{count: {}, type: {}}}`", name, several->count, several->name));
  // None fits: complain as the fact that the text looks most like, a quantity if it begins with a digit or is
  // negative, or as a word for yes or no.
  const std::string_view text = value.text();
  const std::string lower = to_lower(text);
  const bool yes = lower == "yes" || lower == "on" || lower == "true";
  const bool no = lower == "no" || lower == "off" || lower == "false";
  if ((yes || no) && parse_literal(rules::Vocabulary(rules_), rules_.fact(scalars[0]), "true", error))
    return fail(value, fmt::format("`{}` is written true or false, got `{}`", name, text),
                yes ? "write true" : "write false");
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool number = !digits.empty() && digits[0] >= '0' && digits[0] <= '9';
  for (const FactId id : scalars)
    if ((rules_.fact(id).type == FactType::choice) != number) return read(id, key, value);
  read(scalars[0], key, value);
}

}  // namespace placer::importers
