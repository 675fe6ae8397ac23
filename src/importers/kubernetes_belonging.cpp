// Giving companions to the workloads that they name: by kind and name, by the labels of the pods, by the name
// of a service in between.
#include "base/text.hpp"
#include "importers/kubernetes_companion.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_selectors.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

void skip(ImportContext& context, const Reference& self) { context.skip(self.kind, self.name, self.where); }

/// What a message says of one thing: {needed} and {allowed} are filled in.
std::string fill_in(std::string message, std::string_view name, std::string_view text) {
  if (const std::size_t at = message.find(name); at != std::string::npos)
    message.replace(at, name.size(), text);
  return message;
}

/// Whether an object that belongs to no workload here is refused, which somebody must answer for. Of one that
/// is taken, what it is advised of is a note: there is nothing to judge. Rules can be taken out.
bool is_refused(const ImportContext& context, const Companion& one) {
  return one.unread || std::any_of(one.violations.begin(), one.violations.end(), [&](const Violation& each) {
           const rules::Rule* rule = context.rules.find_rule(each.rule);
           return rule != nullptr && rule->role != rules::Role::advice;
         });
}

void skip_with_notes(ImportContext& context, const Companion& companion) {
  for (const Violation& one : companion.violations) {
    const rules::Rule* rule = context.rules.find_rule(one.rule);
    if (rule == nullptr) continue;
    Diagnostic note;
    note.severity = Severity::note;
    note.code = one.rule;
    note.message = fill_in(fill_in(std::string(context.rules.text(rule->message)), "{needed}", one.needed),
                           "{allowed}", one.allowed);
    note.where = one.where;
    note.help = std::string(context.rules.text(rule->remedy));
    context.sink.report(std::move(note));
  }
  skip(context, companion.self);
}

void add_violations(Draft& draft, const Companion& companion) {
  for (const Violation& one : companion.violations)
    draft.violation(one.rule, one.where, one.needed, one.allowed);
  draft.workload().unread = draft.workload().unread || companion.unread;
}

/// A claim that stands beside its pods is no patch of one, so that it must say all.
Claim no_patch(Claim claim) {
  for (Violation& one : claim.violations)
    if (one.rule == "kubernetes.claim-without-modes")
      one = {"kubernetes.required-field", one.where, "accessModes", "a claim to a volume"};
  return claim;
}

/// The same of an autoscaler beside whole workloads.
Autoscaler no_patch(Autoscaler scaler) {
  for (Violation& one : scaler.violations)
    if (one.rule == "kubernetes.may-be-patch")
      one = {"kubernetes.required-field", one.where, one.allowed, with_article(one.needed)};
  return scaler;
}

/// Several things of which each starts the pods in its own way.
void several_triggers(Draft& draft, std::vector<std::string_view> words, Location where) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  Value open;
  open.where = where;
  open.note = fmt::format("several things start it: {}", join(words, ", "));
  draft.unresolved("trigger", open);
}

void apply_autoscaler(Draft& draft, const Autoscaler& scaler) {
  add_violations(draft, scaler);
  const auto least = number(scaler.bounds.least, whole_number),
             most = number(scaler.bounds.most, whole_number);
  const bool keda = scaler.self.kind == "ScaledObject";
  // https://github.com/kedacore/keda/blob/main/apis/keda/v1alpha1/scaledobject_types.go, and autoscaling/v2.
  // An autoscaler of Kubernetes itself must say its maximum.
  constexpr std::int64_t keda_most = 100;
  const std::int64_t otherwise_least = keda ? 0 : 1;
  if (keda && !scaler.bounds.most && least && *least > keda_most)
    draft.violation("kubernetes.keda-minimum-above-maximum", scaler.bounds.least.where,
                    scaler.bounds.least.text, fmt::format("{} unless it is set", keda_most));
  draft.quantity("scale.max", scaler.bounds.most, whole_number);
  if (least && most && *least > *most)
    draft.violation(keda ? "kubernetes.keda-minimum-above-maximum" : "kubernetes.hpa-minimum-above-maximum",
                    scaler.bounds.least.where, scaler.bounds.least.text, scaler.bounds.most.text);
  draft.quantity("scale.min", scaler.bounds.least, whole_number);
  constexpr std::int64_t of_whole = 10'000, most_share = 100;  // parts per million of a percent; percent
  if (const auto share = number(scaler.cpu_share, whole_number); share && *share > 0 && *share <= most_share)
    draft.set("scale.utilisation", {*share * of_whole, *share * of_whole}, scaler.cpu_share.where,
              Origin::derived, scaler.cpu_share.text, "of the processors that its pods request");
  draft.text("scale.metric", scaler.metric);
  constexpr std::int64_t most_back = 3'600'000;
  if (const auto seconds = number(scaler.stabilisation, seconds_number);
      seconds && *seconds >= 0 && *seconds <= most_back)
    draft.set("scale.stabilisation", {*seconds, *seconds}, scaler.stabilisation.where, Origin::derived,
              scaler.stabilisation.text, "how long the autoscaler looks back");
  const std::string note = fmt::format("a {} that does not say it", scaler.self.kind);
  if (keda && !scaler.bounds.most && least.value_or(0) <= keda_most)
    draft.set("scale.max", {keda_most, keda_most}, {}, Origin::platform_default, {}, note);
  if (!scaler.bounds.least)
    draft.set("scale.min", {otherwise_least, otherwise_least}, {}, Origin::platform_default, {}, note);
  if (!scaler.trigger.empty())
    draft.derive("trigger", scaler.trigger, scaler.self.where, "what the autoscaler counts");
  draft.derive("broker", scaler.brokers, scaler.self.where, "what the autoscaler counts");
}

/// Without an autoscaler there are as many as the workload says.
void apply_replicas(Draft& draft, const Value& replicas) {
  draft.quantity("scale.min", replicas, whole_number);
  if (number(replicas, whole_number) || !replicas.literal())
    draft.quantity("scale.max", replicas, whole_number);
}

/// A route that leads to the pods, and what it carries there.
struct Way {
  const Route* route;
  std::string_view trigger;
};

/// What a route carries to one of the services behind it. A port says more than an Ingress, which may carry
/// whatever travels in HTTP: gRPC, WebSockets.
Way way_to(const Route& route, const Backend& backend, const Service& service, const Entry& entry) {
  if (route.certain) return {&route, route.trigger};
  for (const ServicePort& port : service.ports)
    if (const std::string_view trigger = trigger_at(port, entry);
        !trigger.empty() && (port.name == backend.port || port.number == backend.port))
      return {&route, trigger};
  return {&route, route.trigger};
}

/// What carries the requests, if all that leads to the pods agrees on it.
void apply_services(Entry& entry, const std::vector<const Service*>& services, const std::vector<Way>& ways) {
  Draft& draft = entry.draft;
  std::vector<std::string_view> words;
  words.reserve(ways.size());
  for (const Way& way : ways) words.push_back(way.trigger);
  for (const Service* service : services) {
    if (service->sticky)
      draft.set("session_affinity", {1, 1}, service->sticky_where, Origin::stated, {},
                "by the client's address");
    if (!ways.empty()) continue;
    for (const ServicePort& port : service->ports)
      if (const std::string_view trigger = trigger_at(port, entry); !trigger.empty())
        words.push_back(trigger);
  }
  if (!words.empty()) {
    const Location where = ways.empty() ? services.front()->trigger_where : ways.front().route->self.where;
    if (!entry.events.empty()) {
      words.push_back(entry.events);
      return several_triggers(draft, std::move(words), where);
    }
    const bool agree =
        std::all_of(words.begin(), words.end(), [&](std::string_view word) { return word == words.front(); });
    if (!agree) return;
    return draft.derive("trigger", words.front(), where,
                        ways.empty() ? "by a port of its Service" : "by the route to it");
  }
  const auto udp =
      std::find_if(services.begin(), services.end(), [](const Service* one) { return one->all_udp; });
  if (udp != services.end() && !entry.events.empty())
    several_triggers(draft, {"udp", entry.events}, (*udp)->self.where);
  else if (udp != services.end())
    draft.derive("trigger", "udp", (*udp)->self.where, "all ports of its Service are UDP");
  else if (services.empty() && entry.serves_udp_only)
    draft.derive("trigger", "udp", draft.workload().where, "all ports of its containers are UDP");
}

/// Each Service that has a load balancer has one of its own, all the time.
void apply_balancers(Draft& draft, const std::vector<const Service*>& services) {
  constexpr std::int64_t month = std::int64_t{730} * 3600 * 1000;
  std::int64_t time = 0;
  for (const Service* service : services)
    if (service->balancer) time += month;
  for (const Service* service : services)
    if (service->balancer)
      return draft.set("usage.balancer_time", {time, time}, service->balancer.where, Origin::derived,
                       service->balancer.text, "a load balancer of its own for each such Service");
}

/// Whether pods that know their number work together, or each by itself.
void apply_names(Entry& entry, const std::vector<const Service*>& services) {
  if (entry.numbered.pods < 2) return;
  if (std::any_of(services.begin(), services.end(), [](const Service* one) { return one->headless; }))
    set_group(entry.draft, entry.numbered, "an indexed Job whose pods find each other");
  else
    entry.draft.quantity("scale.max", entry.numbered.parallelism, whole_number);
}

}  // namespace

template <class Companion>
Companions::Selections Companions::selections_of(const std::vector<Companion>& companions,
                                                 const std::vector<Entry>& entries) {
  std::vector<const Labels*> selectors, pods;
  for (const Companion& one : companions) selectors.push_back(&one.selector);
  for (const Entry& entry : entries) pods.push_back(&entry.labels);
  return selections(selectors, pods);
}

void Companions::apply_network(Entry& entry, const std::vector<std::size_t>& selecting, const Names& names,
                               Used& used) const {
  std::vector<const Service*> services;
  std::vector<Way> ways;
  std::vector<const Route*> routes;
  for (const std::size_t i : selecting) {
    const Service& service = services_[i];
    if (!service.self.in_space_of(entry.self)) continue;
    services.push_back(&service);
    used.services[i] = true;
    add_violations(entry.draft, service);
    if (service.without_ports) require(entry.draft, service.without_ports, "port", "a Service");
    advise_backends(entry, service, names);
    for (const std::size_t r : named(names.routes, service.self.name)) {
      if (!routes_[r].self.in_space_of(service.self)) continue;
      for (const Backend& backend : routes_[r].backends) {
        if (backend.service != service.self.name) continue;
        ways.push_back(way_to(routes_[r], backend, service, entry));
        used.routes[r] = true;
        routes.push_back(&routes_[r]);
        add_violations(entry.draft, routes_[r]);
      }
    }
  }
  apply_services(entry, services, ways);
  apply_balancers(entry.draft, services);
  apply_doors(entry, services, routes);
  apply_names(entry, services);
}

std::string Companions::shared_maker(const Claim& claim, const Names& names) const {
  const bool of_class = claim.volume.empty();
  if (of_class && claim.storage_class.empty()) return {};
  std::string maker;
  for (const std::size_t i :
       of_class ? named(names.classes, claim.storage_class) : named(names.volumes, claim.volume)) {
    const Storage& storage = storages_[i];
    if (!of_class && storage.self.kind != "PersistentVolume") continue;
    // Of one name there may be volumes of several kinds.
    if (storage.maker.empty()) return {};
    maker = storage.maker;
  }
  return maker;
}

void Companions::apply_claims(Entry& entry, const Names& names, Used& used) const {
  Draft& draft = entry.draft;
  std::int64_t sum = 0;
  for (const Use& use : entry.claims) {
    const auto& candidates = named(names.claims, use.name);
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](std::size_t i) { return claims_[i].self.in_space_of(entry.self); });
    Value open;
    open.where = use.where;
    open.note = fmt::format("the claim `{}` stands in another file", use.name);
    if (found == candidates.end()) {
      draft.unresolved("persistent_volume", open);
      continue;
    }
    const Claim* claim = &claims_[*found];
    used.claims[*found] = true;
    add_violations(draft, no_patch(*claim));
    check_use(draft, use.name, claim->mode, use.used);
    const auto bytes = number(claim->size, kubernetes_bytes);
    const std::string maker = shared_maker(*claim, names);
    if (claim->shared || !maker.empty()) {
      draft.set("shared_filesystem", {1, 1}, use.where, Origin::derived, {},
                claim->shared ? fmt::format("the claim `{}` is for several nodes", use.name)
                              : fmt::format("the claim `{}` is met by {}", use.name, maker));
    } else if (bytes) {
      sum = sum > unbounded - *bytes ? unbounded : sum + *bytes;
    } else {
      open.note = fmt::format("the claim `{}` has no readable size", use.name);
      draft.unresolved("persistent_volume", open);
    }
  }
  if (const Fact* known = draft.find("persistent_volume");
      sum > 0 && (known == nullptr || known->has_value()))
    draft.set("persistent_volume", {sum, sum}, entry.claims.front().where);
}

void Companions::apply_configs(Entry& entry, const Names& names, Used& used) const {
  std::set<std::size_t> all;  // in the order of the file, and each once
  for (const Use& use : entry.configs)
    for (const std::size_t i : named(names.configs, use.name))
      if (configs_[i].self.in_space_of(entry.self) && use.is_secret == (configs_[i].self.kind == "Secret"))
        all.insert(i);
  for (const std::size_t i : all) {
    used.configs[i] = true;
    add_violations(entry.draft, configs_[i]);
  }
}

void Companions::apply_budgets(Entry& entry, const std::vector<std::size_t>& selecting, Used& used) const {
  for (const std::size_t i : selecting) {
    if (!budgets_[i].self.in_space_of(entry.self)) continue;
    used.budgets[i] = true;
    add_violations(entry.draft, budgets_[i]);
  }
}

void Companions::apply(ImportContext& context, std::vector<Entry>& entries) const {
  // Autoscalers first: where there is one, the number of replicas is only where it began.
  std::vector<const Autoscaler*> strays;
  ByName targets;
  for (std::size_t i = 0; i < entries.size(); ++i)
    for (const Reference* one : {&entries[i].self, &entries[i].run_by}) targets[one->name].push_back(i);
  for (const Autoscaler& scaler : autoscalers_) {
    const auto is_target = [&](const Reference& one) {
      return !one.name.empty() && one.name == scaler.target.name && one.kind == scaler.target.kind &&
             scaler.self.in_space_of(one);
    };
    const auto& candidates = named(targets, scaler.target.name);
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](std::size_t i) {
      return is_target(entries[i].self) || is_target(entries[i].run_by);
    });
    if (found == candidates.end()) {
      strays.push_back(&scaler);
      continue;
    }
    Entry* entry = &entries[*found];
    // KEDA makes an autoscaler of its own; the two would pull at the same number.
    if (!entry->scaled_by.empty() && entry->scaled_by != scaler.self.kind)
      entry->draft.violation("kubernetes.two-autoscalers", scaler.self.where, scaler.self.kind,
                             entry->scaled_by);
    entry->scaled_by = scaler.self.kind;
    apply_autoscaler(entry->draft, scaler);
    if (scaler.cpu_share && !entry->without_cpu.empty())
      entry->draft.violation("kubernetes.hpa-without-request", scaler.cpu_share.where, entry->without_cpu);
    entry->events = scaler.trigger;
    entry->replicas = {};
  }

  Used used{std::vector<bool>(services_.size()), std::vector<bool>(routes_.size()),
            std::vector<bool>(claims_.size()), std::vector<bool>(configs_.size()),
            std::vector<bool>(budgets_.size())};
  const Names names = index_names();
  const Selections services_of = selections_of(services_, entries),
                   budgets_of = selections_of(budgets_, entries);
  advise_targets(entries, services_of);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    Entry& entry = entries[i];
    apply_replicas(entry.draft, entry.replicas);
    apply_network(entry, services_of[i], names, used);
    apply_claims(entry, names, used);
    apply_configs(entry, names, used);
    apply_budgets(entry, budgets_of[i], used);
  }

  const auto alone = [&](const Companion& one) -> Draft& {
    Draft draft(context, one.self.name.empty() ? std::string("unnamed") : one.self.name, one.self.where);
    draft.target("kubernetes/generic", one.self.where);
    draft.workload().companion = one.self.kind;
    for (const std::string_view fact : {"cpu", "memory", "gpu.count"})
      draft.set(fact, {0, 0}, {}, Origin::platform_default, {}, "it runs nothing itself");
    return entries.emplace_back(Entry{std::move(draft), one.self, {}, {}, {}, {}, false}).draft;
  };
  const bool is_whole =
      std::any_of(entries.begin(), entries.end(), [](const Entry& entry) { return !entry.draft.is_patch(); });
  for (const Autoscaler* scaler : strays) {
    Draft& draft = alone(*scaler);
    apply_autoscaler(draft, is_whole ? no_patch(*scaler) : *scaler);
    Companion found{scaler->self, draft.workload().violations, draft.workload().unread};
    if (is_refused(context, found)) continue;
    entries.pop_back();
    skip_with_notes(context, found);
  }
  const auto rest = [&](const auto& companions, const std::vector<bool>& is_used) {
    for (std::size_t i = 0; i < companions.size(); ++i) {
      if (is_used[i]) continue;
      if (is_refused(context, companions[i]))
        add_violations(alone(companions[i]), companions[i]);
      else
        skip_with_notes(context, companions[i]);
    }
  };
  rest(services_, used.services);
  rest(routes_, used.routes);
  rest(claims_, used.claims);
  rest(configs_, used.configs);
  rest(budgets_, used.budgets);
}

}  // namespace placer::importers::kubernetes
