// The volumes of a pod: which of them outlive it, which are files of the host, and which is shared memory.
#include "base/text.hpp"
#include "importers/kubernetes_checks.hpp"
#include "importers/kubernetes_pod.hpp"
#include "importers/kubernetes_total.hpp"
#include "importers/plain_scalar.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace placer::importers::kubernetes {
namespace {

bool is_block(std::string_view name) {
  for (const std::string_view known :
       {"awsElasticBlockStore", "gcePersistentDisk", "azureDisk", "cinder", "rbd", "iscsi", "fc",
        "vsphereVolume", "portworxVolume", "photonPersistentDisk", "scaleIO", "storageos", "flocker",
        "ebs.csi.aws.com", "pd.csi.storage.gke.io", "disk.csi.azure.com"})
    if (name == known) return true;
  return false;
}

}  // namespace

bool is_disk(doc::View directory) { return to_lower(directory["medium"].text()) == "disk"; }

namespace {

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

/// Files that end with the pod: claims made for it, which are set aside, and directories of the node, which
/// may grow up to their limit.
class Scratch {
 public:
  Scratch(Draft& draft, bool complete, std::string_view medium)
      : draft_(draft), complete_(complete), medium_(medium) {}

  void read(doc::View volume) {
    if (const doc::View claim = volume["ephemeral"]["volumeClaimTemplate"]["spec"]) {
      check_claim(draft_, claim, complete_);
      const Value size = scalar(claim["resources"]["requests"]["storage"]);
      if (size && !size.literal()) draft_.unresolved("scratch_disk", size);
      if (const auto bytes = number(size, kubernetes_bytes)) add({*bytes, *bytes}, size.where);
    }
    const doc::View directory = volume["emptyDir"];
    const Value limit = scalar(directory["sizeLimit"]);
    if (!limit.literal()) return;
    QuantityError error;
    const auto bytes = kubernetes_bytes(limit.text, error);
    if (!bytes) return draft_.error(fmt::format("sizeLimit: {}", error.message), limit.where, error.help);
    // Other media are memory. What the containers ask for includes their directories.
    const bool on_disk = is_disk(directory) || (directory["medium"].text().empty() && medium_ == node_disk);
    if (on_disk && draft_.find("scratch_disk") == nullptr) add({0, *bytes}, limit.where);
  }

  void write() {
    if (sum_.high == 0) return;
    if (const Fact* disk = draft_.find("scratch_disk")) {
      if (!disk->has_value() || disk->origin == Origin::assumed || sum_.low == 0) return;
      sum_ = {plus(sum_.low, disk->value.low), plus(sum_.low, disk->value.high)};
      std::erase_if(draft_.workload().facts, [id = disk->id](const Fact& fact) { return fact.id == id; });
    }
    draft_.set("scratch_disk", sum_, where_, Origin::derived, {}, "of the volumes that end with the pod");
  }

 private:
  void add(const Interval& bytes, Location where) {
    sum_ = {plus(sum_.low, bytes.low), plus(sum_.high, bytes.high)};
    if (!where_ || bytes.high > most_) where_ = where;
    most_ = std::max(most_, bytes.high);
  }

  Draft& draft_;
  bool complete_;
  std::string_view medium_;  ///< of directories that name none
  Interval sum_{0, 0};
  std::int64_t most_ = 0;
  Location where_;
};

void read_kind(Draft& draft, std::string_view kind, Location where) {
  if (is_shared_volume(kind))
    draft.set("shared_filesystem", {1, 1}, where, Origin::derived, {}, fmt::format("a volume of {}", kind));
  else if (is_block(kind))
    draft.set("persistent_volume", {1, unbounded}, where, Origin::derived, {},
              fmt::format("a volume of {}", kind));
}

/// What makes such a volume is a program that somebody put on the nodes: whether the files outlive the pod,
/// who else sees them, and whether they are those of the node is for it to say.
void read_flex_volume(Draft& draft, doc::View flex) {
  draft.violation("kubernetes.flex-volume", flex.where());
  Value open;
  open.where = flex.where();
  open.note = fmt::format("a flexVolume of `{}`", printable(flex["driver"].text()));
  for (const std::string_view fact : {"persistent_volume", "shared_filesystem", "host.path"})
    if (draft.find(fact) == nullptr) draft.unresolved(fact, open);
}

}  // namespace

bool is_shared_volume(std::string_view name) {
  for (const std::string_view known :
       {"nfs", "cephfs", "glusterfs", "quobyte", "azureFile", "efs.csi.aws.com", "fsx.csi.aws.com",
        "file.csi.azure.com", "filestore.csi.storage.gke.io", "lustre.csi.storage.gke.io",
        "gcsfuse.csi.storage.gke.io", "s3.csi.aws.com", "nfs.csi.k8s.io"})
    if (name == known) return true;
  return false;
}

namespace {

bool is_of_logs(std::string_view path) {
  return (path == "/var/log" || path.starts_with("/var/log/")) && path.find("..") == std::string_view::npos;
}

/// Whether every container that mounts the volume only reads it.
bool is_only_read(doc::View spec, std::string_view volume) {
  for (const std::string_view list : {"initContainers", "containers"})
    for (const doc::View container : doc::items(spec[list]))
      for (const doc::View mount : doc::items(container["volumeMounts"]))
        if (mount["name"].text() == volume && plain_boolean(mount["readOnly"]) != true) return false;
  return true;
}

}  // namespace

void read_volumes(Draft& draft, doc::View spec, std::string_view medium) {
  bool only_logs = draft.find("host.path") == nullptr;  // devices are of the host too
  Location logs;
  Scratch scratch(draft, is_complete(draft, spec), medium);
  doc::View flex;
  for (const doc::View volume : doc::items(spec["volumes"])) {
    if (const doc::View host = volume["hostPath"]; host.is_mapping()) {
      const Value path = scalar(host["path"]);
      draft.set("host.path", {1, 1}, path ? path.where : host.where(), Origin::stated, {},
                fmt::format("mounts {} of the host", path.text));
      only_logs =
          only_logs && path.literal() && is_of_logs(path.text) && is_only_read(spec, volume["name"].text());
      if (!logs) logs = path.where;
    }
    const bool memory = volume["emptyDir"]["medium"].text() == "Memory";
    if (const doc::View mount = find_mount(spec, volume["name"].text(), "/dev/shm"); memory && mount)
      read_memory(draft, volume, mount);
    else
      scratch.read(volume);
    for (const auto [key, value] : doc::entries(volume)) read_kind(draft, key.text(), key.where());
    if (volume["flexVolume"] && !flex) flex = volume["flexVolume"];
    if (const doc::View driver = volume["csi"]["driver"]) read_kind(draft, driver.text(), driver.where());
  }
  if (flex) read_flex_volume(draft, flex);  // what the others say is known
  if (const Fact* path = draft.find("host.path"); path != nullptr && path->value.low != 0) {
    const bool only = only_logs && logs && !flex;
    draft.set("host.logs_only", {only, only}, path->where, Origin::derived, {},
              only ? "it reads in /var/log, and mounts no more" : "");
  }
  scratch.write();
}

}  // namespace placer::importers::kubernetes
