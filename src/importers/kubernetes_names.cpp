// How names and values of labels are spelt, which Kubernetes looks at before anything else:
// https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go
#include "base/address.hpp"
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_workload.hpp"
#include "importers/plain_scalar.hpp"

#include <algorithm>
#include <string>

namespace placer::importers::kubernetes {
namespace {

constexpr std::size_t longest_label = 63, longest_name = 253, longest_port = 15;

bool is_of_label(char c) { return (c >= 'a' && c <= 'z') || is_digit(c); }
bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

/// Lower-case letters and digits, with hyphens between them.
bool is_label(std::string_view text) {
  return !text.empty() && is_of_label(text.front()) && is_of_label(text.back()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_of_label(c) || c == '-'; });
}

}  // namespace

bool is_short_label(std::string_view text) { return text.size() <= longest_label && is_label(text); }

namespace {

/// Such labels, of any length, with dots between them.
bool is_subdomain(std::string_view text) {
  if (text.size() > longest_name) return false;
  for (std::size_t at = 0; at <= text.size();) {
    const std::string_view part = text.substr(at, text.find('.', at) - at);
    if (!is_label(part)) return false;
    at += part.size() + 1;
  }
  return true;
}

bool is_port_name(std::string_view text) {
  return text.size() <= longest_port && is_label(text) && text.find("--") == std::string_view::npos &&
         !std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-'; });
}

bool is_label_value(std::string_view text) {
  return text.empty() || (text.size() <= longest_label && is_alphanumeric(text.front()) &&
                          is_alphanumeric(text.back()) && std::all_of(text.begin(), text.end(), [](char c) {
                            return is_alphanumeric(c) || c == '-' || c == '_' || c == '.';
                          }));
}

/// A name as a value of a label is, and not empty; before it perhaps a domain and a slash.
bool is_qualified_name(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && !is_subdomain(text.substr(0, slash))) return false;
  const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
  return !name.empty() && is_label_value(name);
}

template <class Is>
void check_spelling(Draft& draft, doc::View view, std::string_view rule, Is is) {
  // With the blanks that a value is read without.
  if (const Value value = scalar(view); value.literal() && !value.text.empty() && !is(view.text()))
    draft.violation(rule, value.where, printable(view.text()));
}

/// The same of a name that others refer to. A word in capitals is for somebody to fill in.
template <class Is>
void check_reference(Draft& draft, doc::View view, std::string_view rule, Is is) {
  const std::string_view text = view.text();
  if (std::any_of(text.begin(), text.end(), is_of_label)) check_spelling(draft, view, rule, is);
}

}  // namespace

void check_object_name(Draft& draft, doc::View object) {
  const std::string_view kind = object["kind"].text();
  const doc::View name = object["metadata"]["name"];
  check_reference(draft, object["metadata"]["namespace"], "kubernetes.label-name", is_short_label);
  const Value value = scalar(name);
  if (!value.literal()) return;
  check_text(draft, name, "the name", name.text());
  // Pods are called by it, and their hosts too.
  if (kind == "StatefulSet" && api_group(object) == "apps")
    return check_spelling(draft, name, "kubernetes.label-name", is_short_label);
  // Others have Services too, which are called as other objects are.
  if (kind != "Service" || api_group(object).find('.') != std::string_view::npos)
    return check_spelling(draft, name, "kubernetes.object-name", is_subdomain);
  check_spelling(draft, name, "kubernetes.label-name", is_short_label);
  if (name.quoted() || plain_kind(name.text()).empty())
    check_spelling(draft, name, "kubernetes.service-digit",
                   [](std::string_view text) { return !is_digit(text.front()) || !is_short_label(text); });
}

void check_job_name(Draft& draft, doc::View object) {
  const Value name = scalar(object["metadata"]["name"]);
  if (name.literal())
    draft.bounded(object["kind"].text() == "CronJob" ? "kubernetes.cron-job-name" : "kubernetes.job-name",
                  static_cast<std::int64_t>(name.text.size()), name.where);
}

void check_label_values(Draft& draft, doc::View labels) {
  for (const auto [key, value] : doc::entries(labels))
    check_spelling(draft, value, "kubernetes.label-value", is_label_value);
}

void check_metadata_keys(Draft& draft, doc::View metadata) {
  for (const std::string_view list : {"labels", "annotations"})
    for (const auto [key, value] : doc::entries(metadata[list]))
      check_spelling(draft, key, "kubernetes.metadata-key", [&](std::string_view text) {
        // Of annotations the API looks at the small letters.
        return is_qualified_name(list == "labels" ? std::string(text) : to_lower(text));
      });
}

void check_pod_names(Draft& draft, doc::View spec) {
  for (const std::string_view account : {"serviceAccountName", "serviceAccount"})
    check_reference(draft, spec[account], "kubernetes.object-name", is_subdomain);
  for (const std::string_view name : {"hostname", "subdomain"})
    check_reference(draft, spec[name], "kubernetes.label-name", is_short_label);
  check_label_values(draft, spec["nodeSelector"]);
  for (const std::string_view list : {"initContainers", "containers", "volumes", "resourceClaims"})
    for (const doc::View item : doc::items(spec[list])) {
      check_spelling(draft, item["name"], "kubernetes.label-name", is_short_label);
      for (const doc::View port : doc::items(item["ports"]))
        check_spelling(draft, port["name"], "kubernetes.name-of-port", is_port_name);
    }
}

void check_class_name(Draft& draft, doc::View name) {
  // With a blank in it, it is no word in capitals that somebody fills in.
  if (name.text().find(' ') != std::string_view::npos)
    check_spelling(draft, name, "kubernetes.object-name", is_subdomain);
  else
    check_reference(draft, name, "kubernetes.object-name", is_subdomain);
}

void check_host(Draft& draft, doc::View host) {
  // Any host is meant where none stands.
  if (host.text() == "*") return draft.violation("kubernetes.host-name", host.where(), "*");
  check_reference(draft, host, "kubernetes.host-name", [](std::string_view text) {
    constexpr std::string_view any = "*.";
    if (text.starts_with(any)) text.remove_prefix(any.size());
    return is_subdomain(text);
  });
}

void check_host_of_rule(Draft& draft, doc::View host) {
  check_host(draft, host);
  if (is_address(host.text())) draft.violation("kubernetes.host-name", host.where(), printable(host.text()));
}

void check_alias(Draft& draft, doc::View name) {
  check_reference(draft, name, "kubernetes.object-name", is_subdomain);
}

void check_taint_value(Draft& draft, doc::View value) {
  check_spelling(draft, value, "kubernetes.taint-value", is_label_value);
}

void check_name_of_port(Draft& draft, doc::View name) {
  check_reference(draft, name, "kubernetes.name-of-port", is_port_name);
}

void check_names_of_ports(Draft& draft, doc::View ports) {
  for (const doc::View port : doc::items(ports))
    check_spelling(draft, port["name"], "kubernetes.label-name", is_short_label);
}

}  // namespace placer::importers::kubernetes
