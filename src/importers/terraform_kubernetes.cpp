// Objects of a cluster. The names of the provider are those of Kubernetes in another spelling, but that a
// block of which there may be several is called by one of them.
// https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
#include "importers/terraform_objects.hpp"
#include "importers/terraform_terms.hpp"
#include "importers/terraform_values.hpp"

#include <algorithm>
#include <iterator>

namespace placer::importers::terraform {
namespace {

using Form = Term::Form;

struct Kind {
  std::string_view type, version, kind;
};
constexpr Kind kinds[] = {
    {"kubernetes_pod", "v1", "Pod"},
    {"kubernetes_replication_controller", "v1", "ReplicationController"},
    {"kubernetes_deployment", "apps/v1", "Deployment"},
    {"kubernetes_stateful_set", "apps/v1", "StatefulSet"},
    {"kubernetes_daemonset", "apps/v1", "DaemonSet"},
    {"kubernetes_daemon_set", "apps/v1", "DaemonSet"},
    {"kubernetes_job", "batch/v1", "Job"},
    {"kubernetes_cron_job", "batch/v1", "CronJob"},
    {"kubernetes_service", "v1", "Service"},
    {"kubernetes_persistent_volume_claim", "v1", "PersistentVolumeClaim"},
    {"kubernetes_pod_disruption_budget", "policy/v1", "PodDisruptionBudget"},
    {"kubernetes_horizontal_pod_autoscaler", "autoscaling/v1", "HorizontalPodAutoscaler"},
    {"kubernetes_horizontal_pod_autoscaler_v2", "autoscaling/v2", "HorizontalPodAutoscaler"},
    {"kubernetes_horizontal_pod_autoscaler_v2beta2", "autoscaling/v2", "HorizontalPodAutoscaler"},
    {"kubernetes_ingress", "networking.k8s.io/v1", "Ingress"},
};

constexpr Term terms[] = {
    {"container", "containers", Form::list},
    {"init_container", "initContainers", Form::list},
    {"port", "ports", Form::list, "number"},
    {"port", {}, Form::number},
    {"target_port", {}, Form::number},
    {"env", {}, Form::list},
    {"env_from", {}, Form::list},
    {"volume", "volumes", Form::list},
    {"volume_mount", "volumeMounts", Form::list},
    {"volume_device", "volumeDevices", Form::list},
    {"volume_claim_template", "volumeClaimTemplates", Form::list},
    {"toleration", "tolerations", Form::list},
    {"toleration_seconds", {}, Form::number},
    {"topology_spread_constraint", "topologySpreadConstraints", Form::list},
    {"readiness_gate", "readinessGates", Form::list},
    {"host_aliases", {}, Form::list},
    {"image_pull_secrets", {}, Form::list},
    {"sysctl", "sysctls", Form::list},
    {"http_header", "httpHeaders", Form::list},
    {"items", {}, Form::list},
    {"sources", {}, Form::list},
    {"option", "options", Form::list},
    {"match_expressions", {}, Form::list},
    {"match_fields", {}, Form::list},
    {"node_selector_term", "nodeSelectorTerms", Form::list},
    {"required_during_scheduling_ignored_during_execution", {}, Form::list, "node_selector_term"},
    {"preferred_during_scheduling_ignored_during_execution", {}, Form::list},
    {"metric", "metrics", Form::list, "name"},
    {"policy", "policies", Form::list},
    {"rule", "rules", Form::list},
    {"path", "paths", Form::list},
    {"tls", {}, Form::list},
    {"replicas", {}, Form::number},
    {"run_as_user", {}, Form::number},
    {"run_as_group", {}, Form::number},
    {"fs_group", {}, Form::number},
    {"max_surge", {}, Form::number},
    {"max_unavailable", {}, Form::number},
    {"min_available", {}, Form::number},
    {"partition", {}, Form::number},
    {"ttl_seconds_after_finished", {}, Form::number},
    // What is not set is zero in the state of the provider, which passes such numbers on above zero only:
    // https://github.com/hashicorp/terraform-provider-kubernetes/blob/main/kubernetes/structures_pod.go
    {"active_deadline_seconds", {}, Form::nonzero},
    {"completions", {}, Form::nonzero},
    {"min_domains", {}, Form::nonzero},
    {"host_ipc", "hostIPC"},
    {"host_pid", "hostPID"},
    {"host_ip", "hostIP"},
    {"cluster_ip", "clusterIP"},
    {"cluster_ips", "clusterIPs"},
    {"external_ips", "externalIPs"},
    {"load_balancer_ip", "loadBalancerIP"},
    {"volume_id", "volumeID"},
    {"pd_id", "pdID"},
    {"data_disk_uri", "diskURI"},
    {"ceph_fs", "cephfs"},
    {"target_ww_ns", "targetWWNs"},
    {"downward_api", "downwardAPI"},
    {"timezone", "timeZone"},
    // Texts of octal digits, which the provider checks itself.
    {"default_mode", {}, Form::nothing},
    {"mode", {}, Form::nothing},
};

/// Resources of either name are the same: `kubernetes_job`, `kubernetes_job_v1`.
const Kind* find_kind(std::string_view type) {
  if (type.ends_with("_v1")) type.remove_suffix(3);
  const auto found =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& kind) { return kind.type == type; });
  return found == std::end(kinds) ? nullptr : found;
}

}  // namespace

std::vector<Object> cluster_objects(const Plan& plan, doc::Edit& edit) {
  Values values(plan, edit);
  const Terms words(edit, false, terms);
  std::vector<Object> objects;
  for (const Instance& instance : plan.instances()) {
    if (instance.is_data) continue;
    if (instance.type == "kubernetes_manifest")
      objects.push_back({&instance, values.complete(instance)["manifest"]});
    const Kind* kind = find_kind(instance.type);
    if (kind == nullptr) continue;
    const doc::NodeIndex object = edit.add_empty(doc::none, {}, doc::Kind::mapping, instance.planned);
    edit.add_text(object, "apiVersion", kind->version, instance.address);
    edit.add_text(object, "kind", kind->kind, instance.address);
    const doc::View attributes = values.complete(instance);
    for (const std::string_view part : {"metadata", "spec"}) words.put(object, part, attributes[part]);
    objects.push_back({&instance, doc::View(&edit.document(), object)});
  }
  return objects;
}

}  // namespace placer::importers::terraform
