// What each container of a service, a job or a worker pool must have, and where its variables and volumes may
// come from. What somebody else fills in is not judged.
#include "importers/cloud_run_settings.hpp"
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <set>
#include <string>
#include <string_view>

namespace placer::importers::google_run {
namespace {

using kubernetes::scalar;

/// Drivers of volumes are the platform's own: the one that mounts buckets, and what may come after it.
constexpr std::string_view drivers_end = ".run.googleapis.com";

/// Where a variable may take its value from in a pod, and not here.
constexpr std::string_view no_sources[] = {"fieldRef", "resourceFieldRef", "configMapKeyRef"};

bool is_empty(doc::View list) {
  return list.is_null() || (list.is_sequence() && list.size() == 0) ||
         (list.is_scalar() && list.text().empty());
}

/// What only changes an object may leave its containers out, which is worth a word then.
void check_images(Draft& draft, doc::View pod) {
  const doc::View containers = pod["containers"];
  if (draft.is_patch()) return;
  if (!containers) {
    if (!pod || pod.is_null() || pod.is_mapping())
      draft.violation("cloud-run.containers-missing", pod ? pod.where() : draft.workload().where);
    return;
  }
  if (is_empty(containers)) return draft.violation("cloud-run.no-containers", containers.where());
  for (const doc::View container : doc::items(containers)) {
    if (!container.is_mapping()) continue;
    const doc::View image = container["image"];
    const std::string_view name = container["name"].text();
    if (!image || is_empty(image))
      draft.violation("cloud-run.no-image", (image ? image : container).where(),
                      name.empty() ? "without a name" : printable(name));
  }
}

void check_names(Draft& draft, doc::View pod) {
  std::set<std::string, std::less<>> names;
  for (const doc::View container : doc::items(pod["containers"])) {
    const Value name = scalar(container["name"]);
    if (name.literal() && !name.text.empty() && !names.insert(name.text).second)
      draft.violation("cloud-run.container-name", name.where, name.text);
  }
}

void check_variables(Draft& draft, doc::View pod) {
  for (const doc::View container : doc::items(pod["containers"]))
    for (const doc::View variable : doc::items(container["env"]))
      for (const std::string_view source : no_sources)
        if (const doc::View said = variable["valueFrom"][source])
          draft.violation("cloud-run.variable-source", said.where(),
                          fmt::format("the variable {}", printable(variable["name"].text())),
                          std::string(source));
}

void check_drivers(Draft& draft, doc::View pod) {
  for (const doc::View volume : doc::items(pod["volumes"])) {
    const Value driver = scalar(volume["csi"]["driver"]);
    if (driver.literal() && !driver.text.ends_with(drivers_end))
      draft.violation("cloud-run.volume-driver", driver.where, driver.text, "gcsfuse.run.googleapis.com");
  }
}

}  // namespace

void check_containers(Draft& draft, doc::View pod) {
  check_images(draft, pod);
  check_names(draft, pod);
  check_variables(draft, pod);
  check_drivers(draft, pod);
}

}  // namespace placer::importers::google_run
