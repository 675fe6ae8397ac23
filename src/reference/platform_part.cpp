// A platform: its offerings, what they are like, how triggers reach them, what sizes they sell.
#include "reference/pages.hpp"
#include "reference/words.hpp"
#include "rules/describe.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::reference {
namespace {

using rules::How;
using rules::Known;
using rules::Offering;
using rules::OfferingMask;
using rules::RuleSet;
using rules::Size;

void add_offerings(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Offering", "Name", "What it is", "Status"}};
  const auto all = rules.rows<Offering>();
  for (std::size_t bit = 0; bit < all.size(); ++bit)
    if ((offerings >> bit & 1U) != 0)
      rows.push_back({code(rules.text(all[bit].full_id)), plain(rules.text(all[bit].name)),
                      plain(rules.text(all[bit].summary)), std::string(to_string(all[bit].status))});
  page.table(std::move(rows));
}

void add_properties(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Property", "Offerings", "Value", "Note", "Source"}};
  for (const rules::Property& property : rules.rows<rules::Property>()) {
    // How settled an offering is follows from its status, which stands above.
    if ((property.offerings & offerings) == 0 || property.fact == rules.known(Known::settledness)) continue;
    rows.push_back({code(rules.text(rules.fact(property.fact).key)),
                    offering_names(rules, property.offerings & offerings),
                    code(value(rules, property.fact, property.value)), plain(rules.text(property.note)),
                    source(rules, property.source)});
  }
  if (rows.size() > 1) page.heading(3, "Properties");
  page.table(std::move(rows));
}

/// The way in, and which work can take it.
std::string path(const RuleSet& rules, const rules::Trigger& trigger) {
  const std::string_view when = rules.text(trigger.when_text);
  std::string text = plain(rules.text(trigger.through));
  return when.empty() ? text : fmt::format("{}, where {}", text, code(when));
}

std::string_view to_string(How how) {
  switch (how) {
    case How::native: return "native";
    case How::via: return "through another service";
    case How::no: return "no";
  }
  return "";
}

void add_triggers(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Trigger", "Offerings", "How", "Through", "Note", "Source"}};
  for (const rules::Trigger& trigger : rules.rows<rules::Trigger>()) {
    if ((trigger.offerings & offerings) == 0) continue;
    rows.push_back({code(rules.symbol(rules.known(Known::trigger), trigger.bit)),
                    offering_names(rules, trigger.offerings & offerings), std::string(to_string(trigger.how)),
                    path(rules, trigger), plain(rules.text(trigger.note)), source(rules, trigger.source)});
  }
  if (rows.size() > 1) page.heading(3, "Triggers");
  page.table(std::move(rows));
}

std::string range(const Interval& range, std::int64_t step, Unit unit) {
  std::string text = code(format_quantity(range, unit));
  if (!range.is_point() && step > 1)
    text += fmt::format(" in steps of {}", code(format_quantity(step, unit)));
  return text;
}

/// What else is to be known of a size.
std::string remarks(const RuleSet& rules, const Size& size) {
  std::string text;
  const auto add = [&](const std::string& remark) { text += text.empty() ? remark : "; " + remark; };
  if (size.operating_systems != 0) add(names(rules, Known::operating_system, size.operating_systems));
  if (size.architectures != 0) add(names(rules, Known::architecture, size.architectures));
  if (size.need_cpu != rules.known(Known::cpu))
    add(fmt::format("vCPU for {}", code(rules.text(rules.fact(size.need_cpu).key))));
  if (size.need_memory != rules.known(Known::memory))
    add(fmt::format("memory for {}", code(rules.text(rules.fact(size.need_memory).key))));
  if (size.when_text.size > 0) add(fmt::format("where {}", code(rules.text(size.when_text))));
  if (size.memory_kept > 0) add("a need must stay below the memory");
  if (size.cpu_kept > 0) add("a need must stay below the vCPU");
  if (size.fraction) add("a part of a card");
  return text;
}

Row size_row(const RuleSet& rules, const Size& size, OfferingMask offerings) {
  std::string cpu =
      size.memory_per_vcpu == 0
          ? range(size.cpu, size.cpu_step, Unit::vcpu)
          : fmt::format("1 for each {}", code(format_quantity(size.memory_per_vcpu, Unit::bytes)));
  std::string gpus;
  if (size.gpu_count > 0)
    gpus =
        fmt::format("{} x {}", size.gpu_count,
                    size.gpu_families != 0 ? code(rules.text(size.gpu_card))
                                           : "GPU of " + code(format_quantity(size.gpu_memory, Unit::bytes)));
  return {offering_names(rules, size.offerings & offerings),
          std::move(cpu),
          range(size.memory, size.memory_step, Unit::bytes),
          std::move(gpus),
          remarks(rules, size),
          source(rules, size.source)};
}

}  // namespace

void add_sizes(const RuleSet& rules, OfferingMask offerings, Page& page) {
  std::vector<Row> rows{{"Offerings", "vCPU", "Memory", "GPU", "Note", "Source"}};
  OfferingMask on_machines = 0;
  std::uint64_t providers = 0;
  bool below = false, cpu_below = false;
  for (const Size& size : rules.rows<Size>()) {
    if ((size.offerings & offerings) == 0) continue;
    if (size.providers == 0) {
      rows.push_back(size_row(rules, size, offerings));
      continue;
    }
    on_machines |= size.offerings & offerings;
    providers |= size.providers;
    cpu_below = cpu_below || size.cpu_kept > 0;
    below = below || size.memory_kept > 0;
  }
  page.table(std::move(rows));
  if (on_machines == 0) return;
  page.paragraph(fmt::format(
      "Offerings on machines ({}): every machine type of {} ({} lists them){}.",
      offering_names(rules, on_machines), names(rules, Known::providers, providers),
      code("placer reference machines"),
      cpu_below ? "; a need must stay below the memory and the vCPU, of which the system takes a part"
      : below   ? "; a need must stay below the memory, of which the system takes a part"
                : ""));
}

void add_platform(const RuleSet& rules, OfferingMask offerings, Page& page) {
  const rules::Platform& platform = rules.rows<rules::Platform>()[platform_of(rules, offerings)];
  page.heading(2, plain(rules.text(platform.name)));
  page.fields({{"id", code(rules.text(platform.id))},
               {"providers", names(rules, Known::providers, platform.providers)}});
  add_offerings(rules, offerings, page);
  add_properties(rules, offerings, page);
  add_triggers(rules, offerings, page);
  add_scaling(rules, offerings, page);
  const auto sizes = rules.rows<Size>();
  if (std::any_of(sizes.begin(), sizes.end(),
                  [&](const Size& size) { return (size.offerings & offerings) != 0; }))
    page.heading(3, "Sizes");
  add_sizes(rules, offerings, page);
}

}  // namespace placer::reference
