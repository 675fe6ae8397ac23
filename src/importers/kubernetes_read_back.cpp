// What a pod can read of itself, in variables and in files: fields, and amounts in units that the API knows.
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::kubernetes {
namespace {

using Keys = std::span<const std::string_view>;

// The old name spec.host is still taken for spec.nodeName.
constexpr std::string_view fields_of_variables[] = {
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
    "status.hostIP", "status.hostIPs",     "status.podIP", "status.podIPs", "spec.host"};
constexpr std::string_view fields_of_files[] = {"metadata.name", "metadata.namespace", "metadata.uid",
                                                "metadata.labels", "metadata.annotations"};
constexpr std::string_view amounts[] = {"limits.cpu",   "limits.memory",   "limits.ephemeral-storage",
                                        "requests.cpu", "requests.memory", "requests.ephemeral-storage"};
constexpr std::string_view labels_of_pods[] = {"metadata.labels['", "metadata.annotations['"};
constexpr std::string_view huge_pages[] = {"limits.hugepages-", "requests.hugepages-"};

void check_known(Draft& draft, doc::View view, Keys known, Keys beginnings, std::string_view more) {
  const Value value = scalar(view);
  if (!value.literal()) return;
  const auto begins = [&](std::string_view with) { return value.text.starts_with(with); };
  if (std::find(known.begin(), known.end(), value.text) != known.end() ||
      std::any_of(beginnings.begin(), beginnings.end(), begins))
    return;
  // The last one may be an old name, which nobody is told to write.
  std::vector<std::string_view> names(known.begin(), known.end());
  if (names.back() == "spec.host") names.pop_back();
  draft.violation("kubernetes.downward-field", value.where, printable(value.text),
                  fmt::format("{} or {}", join(names, ", "), more));
}

bool is_power(std::int64_t value, std::int64_t of) {
  while (value > 1 && value % of == 0) value /= of;
  return value == 1;
}

/// The API holds the shortest form of the amount against those that it takes: `1024Mi` is `1Gi`, `1000` is
/// `1k` and `1024` is itself. Zero is as good as none.
bool is_divisor(std::string_view text, bool of_cpu) {
  QuantityError error;
  const auto thousandths = kubernetes_cpu(text, error);
  if (of_cpu) return thousandths && (*thousandths <= 1 || *thousandths == 1000);
  const auto whole = kubernetes_bytes(text, error);
  constexpr std::int64_t few = 1'000'000;  // beyond, thousandths may be too many to count
  if (!whole || (*whole < few && thousandths && *thousandths % 1000 != 0)) return false;
  const bool binary = text.ends_with('i');
  // `1E` is a unit, and `1e3` a number that stays as it is.
  const std::size_t letter = text.find_first_of("eE");
  const bool scientific = letter != text.npos && text.find_first_of("0123456789", letter) != text.npos;
  return *whole <= 1 || (!scientific && is_power(*whole, binary ? 1024 : 1000));
}

void check_divisor(Draft& draft, doc::View from) {
  const Value resource = scalar(from["resource"]), divisor = scalar(from["divisor"]);
  if (!resource.literal() || !divisor.literal() || divisor.text.empty()) return;
  const bool of_cpu = resource.text.ends_with(".cpu");
  if (!is_divisor(divisor.text, of_cpu))
    draft.violation("kubernetes.downward-divisor", divisor.where, printable(divisor.text),
                    of_cpu ? "1 or 1m" : "1, 1k, 1M, 1G, ... or 1Ki, 1Mi, 1Gi, ...");
}

void check_source(Draft& draft, doc::View from, Keys fields) {
  check_known(draft, from["fieldRef"]["fieldPath"], fields, labels_of_pods, "metadata.labels['NAME']");
  check_known(draft, from["resourceFieldRef"]["resource"], amounts, huge_pages, "requests.hugepages-SIZE");
  check_divisor(draft, from["resourceFieldRef"]);
}

void check_files(Draft& draft, doc::View source) {
  for (const doc::View file : doc::items(source["downwardAPI"]["items"]))
    check_source(draft, file, fields_of_files);
}

}  // namespace

void check_read_back(Draft& draft, doc::View spec) {
  for (const doc::View volume : doc::items(spec["volumes"])) {
    check_files(draft, volume);
    for (const doc::View source : doc::items(volume["projected"]["sources"])) check_files(draft, source);
  }
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      for (const doc::View variable : doc::items(container["env"]))
        check_source(draft, variable["valueFrom"], fields_of_variables);
}

}  // namespace placer::importers::kubernetes
