// Values of a service that Docker Compose refuses, or the engine that it hands them to. What takes several
// values into account stands with the facts that they say.
#include "base/text.hpp"
#include "doc/merge.hpp"
#include "importers/compose_parts.hpp"
#include "importers/shape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace placer::importers::compose {
namespace {

/// More values than anybody writes for one service; it bounds the work on aliases of aliases.
constexpr std::size_t most_values = 20'000;

/// A variable whose brace is never closed stops the whole file, wherever it stands.
void check_variables(Draft& draft, doc::View definition) {
  std::vector<doc::View> open;
  for (const auto& [key, value] : doc::merged_entries(definition))
    if (!key.text().starts_with("x-")) open.push_back(value);
  for (std::size_t seen = 0; !open.empty() && seen < most_values; ++seen) {
    const doc::View view = open.back();
    open.pop_back();
    if (view.is_scalar()) {
      if (const std::string_view rest = unclosed_variable(view.text()); !rest.empty())
        draft.violation("compose.unclosed-variable", view.where(), in_quotes(rest));
      if (const std::string_view part = nameless_variable(view.text()); !part.empty())
        draft.violation("compose.nameless-variable", view.where(), in_quotes(part));
      continue;
    }
    for (const doc::View item : doc::items(view)) open.push_back(item);
    for (const auto [key, value] : doc::entries(view)) open.push_back(value);
  }
}

/// Days and weeks are no units of Go, but Docker Compose takes them.
bool is_duration(std::string_view text) {
  QuantityError error;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return go_duration(text, error).has_value() ||
         (text.find_first_of("dw") != std::string_view::npos &&
          text.find_first_not_of("0123456789.dwhmsnu") == std::string_view::npos);
}

void check_duration(Draft& draft, const Service& service, Service::Path path) {
  const Value value = service.value(path);
  if (!value.literal() || is_duration(value.text)) return;
  const bool number = value.text.find_first_not_of("0123456789.") == std::string::npos;
  draft.violation("compose.duration", value.where, fmt::format("{} {}", *(path.end() - 1), value.text),
                  number ? fmt::format("{0}s or {0}ms", value.text) : std::string("30s or 1m30s"));
}

void check_durations(Draft& draft, const Service& service) {
  check_duration(draft, service, {"stop_grace_period"});
  for (const std::string_view key : {"interval", "timeout", "start_period", "start_interval"})
    check_duration(draft, service, {"healthcheck", key});
  for (const std::string_view key : {"delay", "window"})
    check_duration(draft, service, {"deploy", "restart_policy", key});
  for (const std::string_view group : {"update_config", "rollback_config"})
    for (const std::string_view key : {"delay", "monitor"})
      check_duration(draft, service, {"deploy", group, key});
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `on-failure` alone may be followed by the number of tries. The first two of the words are those of
/// `deploy`, which Docker Compose takes here too. What is no number of tries it takes for no end of them:
/// https://github.com/docker/compose/blob/main/pkg/compose/create.go
void check_restart(Draft& draft, const Service& service) {
  const Value restart = service.value({"restart"});
  if (!restart.literal()) return;
  constexpr std::string_view with_tries = "on-failure:";
  const std::string_view text = restart.text;
  if (text.starts_with(with_tries)) {
    if (const std::string_view tries = text.substr(with_tries.size()); !is_number(tries))
      draft.violation("compose.restart-tries", restart.where, std::string(tries));
  } else if (!is_one_of(text, {"none", "any", "no", "always", "on-failure", "unless-stopped"})) {
    draft.violation("compose.restart", restart.where, restart.text,
                    "no, always, on-failure, on-failure:5 or unless-stopped");
  }
}

/// Settings that are counts, and say nothing of the workload.
void check_counts(Draft& draft, const Service& service) {
  const auto check = [&](Service::Path path) {
    if (const Value count = service.value(path); count.literal() && !is_number(count.text))
      draft.violation("compose.count", count.where, fmt::format("{} {}", *(path.end() - 1), count.text));
  };
  check({"healthcheck", "retries"});
  check({"deploy", "restart_policy", "max_attempts"});
  check({"deploy", "placement", "max_replicas_per_node"});
  for (const std::string_view group : {"update_config", "rollback_config"})
    check({"deploy", group, "parallelism"});
}

/// Lists of texts, and mappings of single values; of what has another shape the place is reported.
void check_shapes(Draft& draft, const Service& service) {
  for (const std::string_view list : {"profiles", "cap_drop", "security_opt", "links", "external_links",
                                      "volumes_from", "group_add", "device_cgroup_rules"})
    service.items({list});
  for (const std::string_view key : {"environment", "labels", "annotations"}) {
    const doc::View mapping = service.find({key});
    for (const auto& [name, value] : doc::merged_entries(mapping))
      if (value.is_mapping() || value.is_sequence())
        report_shape(draft.context().sink,
                     {name.text(), false, doc::to_string(value.kind()), "one value", value.where()});
  }
}

/// One text where a list or a mapping belongs, and something else where one text does.
void check_more_shapes(Draft& draft, const Service& service) {
  DiagnosticSink& sink = draft.context().sink;
  const auto report = [&](std::string_view key, bool is_item, doc::View view, std::string_view expected) {
    report_shape(sink, {key, is_item, doc::to_string(view.kind()), expected, view.where()});
  };
  for (const std::string_view key : {"image", "pull_policy"})
    if (const doc::View view = service.find({key}); view.is_mapping() || view.is_sequence())
      report(key, false, view, "one value");
  for (const std::string_view key : {"environment", "labels", "annotations", "depends_on"}) {
    const doc::View view = service.find({key});
    if (view.is_scalar() && !view.is_null() && !is_placeholder(view.text()))
      report(key, false, view, "a list");
    for (const doc::View item : doc::items(view))
      if (item.is_mapping() || item.is_sequence()) report(key, true, item, "one value");
  }
}

/// The pattern of the schema is one of a part of the text.
void check_pull_policy(Draft& draft, const Service& service) {
  const Value policy = service.value({"pull_policy"});
  if (!policy.literal()) return;
  for (const std::string_view word :
       {"always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly", "every_"})
    if (policy.text.find(word) != std::string::npos) return;
  draft.violation("compose.pull-policy", policy.where, policy.text,
                  "always, never, missing, if_not_present, build, daily, weekly or every_12h");
}

/// A soft limit is no higher than the hard one. Below zero is without end.
void check_ulimits(Draft& draft, const Service& service) {
  for (const auto& [name, limit] : doc::merged_entries(service.find({"ulimits"}))) {
    const Value soft = value(doc::find_merged(limit, "soft")), hard = value(doc::find_merged(limit, "hard"));
    const auto least = number(soft), most = number(hard);
    if (least && most && *least > *most)
      draft.violation("compose.ulimit", soft.where, fmt::format("{} {}", printable(name.text()), soft.text),
                      hard.text);
  }
}

/// Letters, digits, `.`, `_` and `-`.
void check_name(Draft& draft, std::string_view name, Location where) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  if (name.find_first_not_of(allowed) != std::string_view::npos && !is_placeholder(name))
    draft.violation("compose.service-name", where, printable(name));
}

/// A list says first how the rest of it is run. A text is a script.
void check_health_test(Draft& draft, const Service& service) {
  const doc::View test = service.find({"healthcheck", "test"});
  const Value first = value(test.first());
  if (test.is_sequence() && first.literal() && !is_one_of(first.text, {"NONE", "CMD", "CMD-SHELL"}))
    draft.violation("compose.health-test", first.where, first.text, "CMD, CMD-SHELL or NONE");
}

void check_network(Draft& draft, const Service& service) {
  const Value mode = service.value({"network_mode"});
  if (mode.literal() && service.find({"networks"}).size() > 0)
    draft.violation("compose.two-networks", mode.where, mode.text);
}

/// What a service waits for, each by its name.
std::vector<doc::View> awaited(doc::View definition) {
  const doc::View list = doc::find_merged(definition, "depends_on");
  std::vector<doc::View> names;
  for (const doc::View item : doc::items(list)) names.push_back(item);
  for (const auto& [name, options] : doc::merged_entries(list))
    if (boolean(doc::find_merged(options, "required")).text != "false") names.push_back(name);
  return names;
}

/// Whether one service waits for another, itself or through others.
bool waits_for(const Services& services, std::string_view from, std::string_view other) {
  std::set<std::string_view> seen{from};
  std::vector<std::string_view> open{from};
  while (!open.empty()) {
    const auto found = services.find(open.back());
    open.pop_back();
    if (found == services.end()) continue;
    for (const doc::View name : awaited(found->second)) {
      if (name.text() == other) return true;
      if (seen.insert(name.text()).second) open.push_back(name.text());
    }
  }
  return false;
}

void check_order(Draft& draft, const Services& services, std::string_view self, doc::View definition) {
  for (const doc::View name : awaited(definition))
    if (name.text() == self || waits_for(services, name.text(), self))
      draft.violation("compose.circular-order", name.where(), printable(name.text()));
  for (const auto& [name, options] : doc::merged_entries(doc::find_merged(definition, "depends_on")))
    if (const Value condition = value(doc::find_merged(options, "condition"));
        condition.literal() &&
        !is_one_of(condition.text, {"service_started", "service_healthy", "service_completed_successfully"}))
      draft.violation("compose.condition", condition.where, condition.text,
                      "service_started, service_healthy or service_completed_successfully");
}

}  // namespace

Value duration_value(const Service& service, Service::Path path) {
  Value value = service.value(path);
  QuantityError error;
  if (!value.literal() || go_duration(value.text, error)) return value;
  value.origin = Origin::unresolved;
  value.note = fmt::format("how long `{}` is cannot be said", value.text);
  return value;
}

void check_service(Draft& draft, const Service& service, const Services& services, std::string_view name,
                   doc::View definition) {
  check_keys(draft, definition);
  check_variables(draft, definition);
  check_durations(draft, service);
  check_restart(draft, service);
  check_counts(draft, service);
  check_shapes(draft, service);
  check_more_shapes(draft, service);
  check_pull_policy(draft, service);
  check_ulimits(draft, service);
  check_mounts(draft, service);
  check_name(draft, name, draft.workload().where);
  check_health_test(draft, service);
  check_network(draft, service);
  check_order(draft, services, name, definition);
}

}  // namespace placer::importers::compose
