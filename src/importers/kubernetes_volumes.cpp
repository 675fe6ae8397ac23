// The volumes of a pod: which of them outlive it, which are files of the host, and which is shared memory.
#include "importers/kubernetes_pod.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

/// Volumes that several pods mount at the same time, by their kind or by the driver that makes them.
bool is_shared(std::string_view name) {
  for (const std::string_view known :
       {"nfs", "cephfs", "glusterfs", "azureFile", "efs.csi.aws.com", "fsx.csi.aws.com", "file.csi.azure.com",
        "filestore.csi.storage.gke.io", "lustre.csi.storage.gke.io", "gcsfuse.csi.storage.gke.io",
        "s3.csi.aws.com", "nfs.csi.k8s.io"})
    if (name == known) return true;
  return false;
}

bool is_block(std::string_view name) {
  for (const std::string_view known :
       {"awsElasticBlockStore", "gcePersistentDisk", "azureDisk", "cinder", "rbd", "iscsi", "fc",
        "ebs.csi.aws.com", "pd.csi.storage.gke.io", "disk.csi.azure.com"})
    if (name == known) return true;
  return false;
}

/// Where a container mounts the volume; a false view if none does.
doc::View find_mount(doc::View spec, std::string_view volume, std::string_view path) {
  for (const doc::View container : doc::items(spec["containers"]))
    for (const doc::View mount : doc::items(container["volumeMounts"]))
      if (mount["name"].text() == volume && mount["mountPath"].text() == path) return mount["mountPath"];
  return {};
}

void read_memory(Draft& draft, doc::View volume, doc::View mount) {
  if (const Value limit = scalar(volume["emptyDir"]["sizeLimit"]))
    return draft.quantity("shared_memory", limit, kubernetes_bytes);
  Value open;
  open.where = mount.where();
  open.note = "the volume at /dev/shm has no sizeLimit";
  draft.unresolved("shared_memory", open);
}

void read_kind(Draft& draft, std::string_view kind, Location where) {
  if (is_shared(kind))
    draft.set("shared_filesystem", {1, 1}, where, Origin::derived, {}, fmt::format("a volume of {}", kind));
  else if (is_block(kind))
    draft.set("persistent_volume", {1, unbounded}, where, Origin::derived, {},
              fmt::format("a volume of {}", kind));
}

}  // namespace

void read_volumes(Draft& draft, doc::View spec) {
  for (const doc::View volume : doc::items(spec["volumes"])) {
    if (const doc::View host = volume["hostPath"]; host.is_mapping()) {
      const Value path = scalar(host["path"]);
      draft.set("host.path", {1, 1}, path ? path.where : host.where(), Origin::stated, {},
                fmt::format("mounts {} of the host", path.text));
    }
    if (volume["emptyDir"]["medium"].text() == "Memory")
      if (const doc::View mount = find_mount(spec, volume["name"].text(), "/dev/shm"))
        read_memory(draft, volume, mount);
    for (const auto [key, value] : doc::entries(volume)) read_kind(draft, key.text(), key.where());
    if (const doc::View driver = volume["csi"]["driver"]) read_kind(draft, driver.text(), driver.where());
  }
}

}  // namespace placer::importers::kubernetes
