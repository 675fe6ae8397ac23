// Keys as in https://docs.skypilot.co/en/latest/reference/yaml-spec.html; how alternatives override the rest,
// and that `gpus` is another word for `accelerators`, as in sky/resources.py of skypilot-org/skypilot; memory
// as a multiple of the processors as in sky/catalog/common.py. Sizes
// ending in
// `+` are the least that will do, which is what is needed; memory and disk are in GiB unless a unit is
// written. What differs between alternatives becomes an interval or a set.
//
// A machine type says what its machine has. Its accelerators are what it is chosen for; how much of its
// processors and its memory the task needs, nobody says.
#include "importers/skypilot_resources.hpp"

#include "base/text.hpp"
#include "importers/plain_scalar.hpp"
#include "importers/port_list.hpp"
#include "importers/skypilot_accelerators.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace placer::importers::skypilot {
namespace {

/// "32", "32+": what is needed of it is the same.
Value at_least(doc::View view) {
  Value value = literal(view);
  if (value.literal() && value.text.ends_with('+')) value.text.pop_back();
  return value;
}

std::optional<std::int64_t> gibibytes(std::string_view text, QuantityError& error) {
  const std::size_t unit = text.find_first_not_of("0123456789.");
  if (unit != std::string_view::npos) {
    const auto bytes = compose_bytes(text, error);
    if (!bytes) {
      error.message = fmt::format("`{}` is no amount of GiB", text);
      error.help = "write for example 32, or 32+ for that and more";
    }
    return bytes;
  }
  const auto milli = compose_cpus(text, error);  // a decimal, in thousandths
  constexpr std::int64_t most = unbounded >> 30U;
  if (!milli || *milli > most) return std::nullopt;
  return ((*milli << 30U) + 999) / 1000;
}

/// Memory may be said as so many GiB for each processor: `4x`. It is known where these are.
Value memory_of(doc::View view, const Value& processors) {
  Value memory = at_least(view);
  if (!memory.literal() || !memory.text.ends_with('x')) return memory;
  memory.note = fmt::format("`{}` is a multiple of the processors", memory.text);
  Value ratio = memory;
  ratio.text.pop_back();
  const auto each = number(ratio, compose_cpus), count = number(processors, compose_cpus);
  constexpr std::int64_t most = std::int64_t{1} << 30U;  // in thousandths; no machine is larger
  if (each && count && *each <= most && *count <= most)
    memory.text = fmt::format("{}.{:06}", *each * *count / 1'000'000, *each * *count % 1'000'000);
  else
    memory.origin = Origin::unresolved;
  return memory;
}

/// What is said where choices say different things.
Value open(const Value& at, std::string note) {
  Value value = at;
  value.present = true;
  value.origin = Origin::unresolved;
  value.note = std::move(note);
  return value;
}

/// One of the machines that will do.
class Choice {
 public:
  Choice(const rules::RuleSet& rules, doc::View all, doc::View own) : all_(all), own_(own) {
    type = literal(key("instance_type"));
    if (!type.literal()) return;
    for (const rules::Size& size : rules.rows<rules::Size>())
      if (size.machine && rules.text(size.name) == type.text) machine = &size;
    if (machine == nullptr)
      type = open(type, fmt::format("`{}` is no machine type that placer knows", type.text));
  }

  doc::View key(std::string_view name) const { return own_[name] ? own_[name] : all_[name]; }
  doc::View key(std::string_view name, std::string_view alias) const {
    for (const doc::View at : {own_, all_})
      for (const std::string_view word : {name, alias})
        if (at[word]) return at[word];
    return {};
  }

  Value type;                            ///< of the machine, if one is asked for
  const rules::Size* machine = nullptr;  ///< null where it is not known
 private:
  doc::View all_, own_;
};

using Choices = std::vector<Choice>;

Choices choices(const rules::RuleSet& rules, doc::View resources) {
  Choices result;
  for (const std::string_view key : {"any_of", "ordered"})
    for (const doc::View own : doc::items(resources[key])) result.emplace_back(rules, resources, own);
  if (result.empty()) result.emplace_back(rules, resources, doc::View());
  return result;
}

/// An amount of each choice, as far as they say one.
class Amounts {
 public:
  Amounts(Draft& draft, std::string_view fact, Conversion convert)
      : draft_(draft), fact_(fact), convert_(convert) {}

  void add(const Value& said, const Choice& choice, Interval rules::Size::*of_machine) {
    if (said)
      add_said(said);
    else if (choice.machine != nullptr)
      add_machine(choice.type, (choice.machine->*of_machine).high);
    else if (choice.type)
      open_ = choice.type;
    else
      missing_ = true;
  }

  void finish() {
    if (!first_ && !open_) return;
    const bool alone = said_.size() == 1 && machines_.empty();
    if (!missing_ && !open_ && alone && first_.note.empty()) return draft_.quantity(fact_, first_, convert_);
    if (!open_ && missing_) open_ = open(first_, "only some of the machines that will do say it");
    if (open_) return draft_.unresolved(fact_, open_);
    const std::size_t count = said_.size() + machines_.size();
    draft_.set(fact_, amount_, first_.where, Origin::derived, {},
               count > 1 ? fmt::format("any one of {} will do", count)
               : alone   ? first_.note
                         : fmt::format("a machine of type {} has as much", first_.text));
  }

 private:
  void add_said(const Value& said) {
    const auto amount = number(said, convert_);
    // One that is none is reported where it stands.
    if (!amount) {
      if (said.literal() && said_.insert(said.text).second) draft_.quantity(fact_, said, convert_);
      open_ = open(said, said.literal() ? fmt::format("`{}` is no value of it", said.text) : said.note);
      return;
    }
    if (!first_) first_ = said;
    said_.insert(said.text);
    widen({*amount, *amount});
  }

  void add_machine(const Value& type, std::int64_t amount) {
    if (!first_) first_ = type;
    machines_.insert(type.text);
    widen({0, amount});
  }

  void widen(Interval other) {
    amount_ = {std::min(amount_.low, other.low), std::max(amount_.high, other.high)};
  }

  Draft& draft_;
  std::string_view fact_;
  Conversion convert_;
  Value first_, open_;
  Interval amount_{unbounded, 0};
  std::set<std::string> said_, machines_;
  bool missing_ = false;
};

/// The disk holds the system of the machine too, so that it is the most that is needed.
void read_disk(Draft& draft, const Choices& choices) {
  Location where;
  std::int64_t most = 0;
  for (const Choice& choice : choices) {
    const auto bytes = number(at_least(choice.key("disk_size")), gibibytes);
    if (!bytes) return;
    if (*bytes > most) where = choice.key("disk_size").where();
    most = std::max(most, *bytes);
  }
  draft.set("scratch_disk", {0, most}, where, Origin::derived, {},
            "the disk of the machine, which holds its system too");
}

/// A choice that does not say it is one on demand.
void read_spot(Draft& draft, const Choices& choices) {
  std::set<std::string> said;
  Value last;
  for (const Choice& choice : choices) {
    const doc::View key = choice.key("use_spot");
    Value spot = literal(key);
    if (const auto is_spot = plain_boolean(key)) spot.text = *is_spot ? "true" : "false";
    if (spot) last = spot;
    said.insert(spot ? to_lower(spot.text) : "false");
  }
  if (said.size() > 1) {
    last = open(last, "a machine of either kind will do");
    last.text = "true or false";
  }
  draft.boolean("spot", last);
}

std::vector<Value> port_values(doc::View ports) {
  std::vector<Value> values;
  if (ports.is_scalar()) values.push_back(literal(ports));
  for (const doc::View port : doc::items(ports)) values.push_back(literal(port));
  return values;
}

void read_values(Draft& draft, const std::vector<Value>& values) {
  PortList list;
  for (const Value& port : values) {
    const auto range = port.literal() ? parse_port_range(port.text) : std::nullopt;
    if (range) {
      list.add(port, port.text, *range);
      continue;
    }
    if (port.literal())
      draft.error(fmt::format("ports: `{}` is no port", port.text), port.where,
                  "write a port from 1 to 65535, or a range like 8000-8010");
    list.add_unresolved(port.literal() ? open(port, "it is no port") : port);
  }
  list.finish(draft);
}

void read_ports_of(Draft& draft, const Choices& choices) {
  std::set<std::string> written;
  std::vector<Value> values;
  for (const Choice& choice : choices) {
    std::string all;
    std::vector<Value> own = port_values(choice.key("ports"));
    for (const Value& port : own) all += port.text + " ";
    written.insert(all);
    if (!own.empty()) values = std::move(own);
  }
  if (written.size() > 1)
    return draft.unresolved("ports", open(values.front(), "the machines that will do have different ones"));
  read_values(draft, values);
}

/// What is asked for and is no cloud whose offerings are compared.
void note_elsewhere(Draft& draft, const Value& place, std::string_view name) {
  const bool is_cluster = name == "kubernetes" || name == "k8s";
  draft.context().sink.report(
      {Severity::note,
       "manifest.cloud",
       is_cluster
           ? fmt::format("`{}` asks for a cluster, and nothing says whose it is, so that all platforms "
                         "are compared",
                         place.text)
           : fmt::format("`{}` is none of the clouds that are compared, so that the answer is about "
                         "other ones",
                         place.text),
       place.where,
       is_cluster ? "to see what holds there, write `--on kubernetes`" : "",
       {}});
}

/// Which clouds may be taken: `aws`, `gcp/us-central1`; other ones leave it open.
void read_infra(Draft& draft, const Choices& choices) {
  std::vector<std::string_view> clouds;
  Location where;
  for (const Choice& choice : choices) {
    const Value place = literal(choice.key("infra", "cloud"));
    if (!place.literal()) return;
    const std::string name = to_lower(std::string_view(place.text).substr(0, place.text.find('/')));
    constexpr std::string_view known[] = {"aws", "gcp", "azure"};
    const auto* const cloud = std::find(std::begin(known), std::end(known), name);
    if (cloud == std::end(known)) return note_elsewhere(draft, place, name);
    if (!where) where = place.where;
    if (std::find(clouds.begin(), clouds.end(), *cloud) == clouds.end()) clouds.push_back(*cloud);
  }
  draft.derive("providers", clouds, where,
               clouds.size() == 1 ? "the cloud that is asked for" : "the clouds that are asked for");
}

void read_image(Draft& draft, const Choices& choices) {
  Location where;
  for (const Choice& choice : choices) {
    const Value image = literal(choice.key("image_id"));
    if (!image.literal() || !image.text.starts_with("docker:")) return;
    where = image.where;
  }
  draft.derive("package.format", "image", where, "it runs an image");
}

}  // namespace

void read_ports(Draft& draft, doc::View ports) { read_values(draft, port_values(ports)); }

Span read_resources(Draft& draft, doc::View resources) {
  const Choices all = choices(draft.context().rules, resources);
  Amounts cpu(draft, "cpu", compose_cpus), memory(draft, "memory", gibibytes);
  Accelerators accelerators(draft);
  for (const Choice& choice : all) {
    const Value processors = at_least(choice.key("cpus"));
    cpu.add(processors, choice, &rules::Size::cpu);
    memory.add(memory_of(choice.key("memory"), processors), choice, &rules::Size::memory);
    const doc::View asked = choice.key("accelerators", "gpus");
    if (!asked || asked.is_null())
      accelerators.add_machine(choice.type, choice.machine);
    else
      accelerators.add(asked);
  }
  cpu.finish();
  memory.finish();
  accelerators.finish();
  read_spot(draft, all);
  read_disk(draft, all);
  read_image(draft, all);
  read_ports_of(draft, all);
  read_infra(draft, all);
  return accelerators.span();
}

}  // namespace placer::importers::skypilot
