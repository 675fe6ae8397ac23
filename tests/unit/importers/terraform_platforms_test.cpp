// Resources of a Terraform plan that are tasks, jobs, services of Cloud Run, objects of a cluster or
// functions of Google Cloud: facts come out as from a manifest of that platform.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

namespace {

const std::string head = "format_version: '1.2'\nplanned_values: {root_module: {resources: [";

std::string before(const std::string& type, const std::string& values = "") {
  return head + "{address: " + type + ".w, mode: managed, type: " + type + ", values: {" + values;
}
const std::string after = "}}]}}\n";

/// What stands around the containers of a Deployment.
const std::string deployment =
    "metadata: [{name: web}], spec: [{replicas: '2', selector: [{match_labels: {a: b}}], template: "
    "[{metadata: [{labels: {a: b}}], spec: [{";

}  // namespace

TEST_CASE("a task of ECS in a plan") {
  static constexpr FactCase table[] = {
      {"cpu: '512'", "cpu", "0.5"},
      {"memory: '1024'", "memory", "1GiB"},
      {"cpu: 1 vCPU", "cpu", "1"},
      {"requires_compatibilities: [FARGATE]", "target",
       "aws-ecs/fargate (derived) = what the manifest describes"},
      {"runtime_platform: [{cpu_architecture: ARM64}]", "architecture", "arm64"},
      {"ephemeral_storage: [{size_in_gib: 30}]", "scratch_disk", "30GiB"},
      {"network_mode: host", "host.network", "true"},
      {"volume: [{name: v, host_path: ''}]", "host.path",
       "false (platform_default) = the manifest does not ask for it"},
      {"volume: [{name: v, efs_volume_configuration: [{file_system_id: fs-1}]}]", "shared_filesystem",
       "true"},
      {"container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"privileged\": true}]'", "privileged",
       "true"},
      {"container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"portMappings\": [{\"containerPort\": "
       "80}]}]'",
       "ports", "80"},
      {"container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"memory\": 300}, {\"name\": \"d\", "
       "\"image\": \"i\", \"memory\": 200}]'",
       "memory", "500MiB (derived) = what 2 containers ask for together"},
  };
  check(table, before("aws_ecs_task_definition", "family: w, "), after);
}

TEST_CASE("zeros of what nobody set in a plan of a Deployment are not there") {
  const Imported imported =
      import(before("kubernetes_deployment") + deployment +
             "active_deadline_seconds: 0, topology_spread_constraint: [{max_skew: 1, min_domains: 0, "
             "topology_key: zone, when_unsatisfiable: DoNotSchedule}], container: [{name: a, image: shop, "
             "resources: [{limits: {memory: 1Gi}}]}]}]}]}]" +
             after);
  CHECK(imported.fact("memory") == "1GiB");
  CHECK(imported.fact("timeout") == "nothing");
  CHECK(imported.violations() == "");
}

TEST_CASE("the path of a volume of the host in a plan") {
  const Imported imported =
      import(before("aws_ecs_task_definition") + "family: w, volume: [{name: v, host_path: /data}]" + after);
  CHECK(imported.fact("host.path").starts_with("true"));
}

TEST_CASE("what the provider has of a task besides is no key that ECS refuses") {
  const Imported imported = import(
      before("aws_ecs_task_definition") +
      "family: w, arn: a, arn_without_revision: a, id: w, region: r, revision: 3, skip_destroy: false, "
      "tags_all: {}, track_latest: false, volume: [{name: v, configure_at_launch: false}], "
      "container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"memory\": 64, "
      "\"network_mode\": \"none\"}]'" +
      after);
  CHECK(imported.violations() == "");
}

TEST_CASE("the text of containers stands where the attribute does") {
  const Imported imported =
      import(before("aws_ecs_task_definition") +
             "family: w, container_definitions: '[{\"name\": \"c\", \"cpu\": -1}]'" + after);
  REQUIRE(imported.workloads.size() == 1);
  REQUIRE_FALSE(imported.workloads.front().violations.empty());
  const auto where = imported.workloads.front().violations.front().where;
  CHECK(imported.sources.file(where.file).text().substr(where.offset, 3) == "'[{");
}

TEST_CASE("a service of ECS and what scales it in a plan") {
  const std::string service =
      "}}, {address: aws_ecs_service.s, mode: managed, type: aws_ecs_service, values: {name: s, launch_type: "
      "EC2, desired_count: 3, task_definition: w, load_balancer: [{container_name: c, container_port: "
      "80}]}}, "
      "{address: aws_appautoscaling_target.t, mode: managed, type: aws_appautoscaling_target, values: "
      "{min_capacity: 2, max_capacity: 9}}, {address: aws_lb_target_group.g, mode: managed, type: "
      "aws_lb_target_group, values: {protocol: HTTP, target_type: instance}}]}}\n"
      "configuration: {root_module: {resources: [{address: aws_ecs_service.s, expressions: {load_balancer: "
      "[{target_group_arn: {references: [aws_lb_target_group.g.arn]}}]}}, {address: "
      "aws_appautoscaling_target.t, expressions: {resource_id: {references: [aws_ecs_service.s.name]}}}]}}\n"
      "resource_changes: [{address: aws_ecs_service.s, change: {after_unknown: {load_balancer: "
      "[{target_group_arn: true}]}}}, {address: aws_appautoscaling_target.t, change: {after_unknown: "
      "{resource_id: true}}}]\n";
  static constexpr FactCase table[] = {
      {"", "target", "aws-ecs/ec2 (derived) = what the manifest describes"},
      {"", "scale.min", "2"},
      {"", "scale.max", "9"},
      {"", "trigger", "http (derived) = started by aws_lb_target_group"},
  };
  check(table,
        before("aws_ecs_task_definition",
               "family: w, container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"memory\": 1, "
               "\"portMappings\": [{\"containerPort\": 80}]}]'"),
        service);
}

TEST_CASE("what scales a service in a plan may call it by its name") {
  const auto most = [](const std::string& resource_id) {
    return import(
               before("aws_ecs_task_definition",
                      "family: w, container_definitions: '[{\"name\": \"c\", \"image\": \"i\"}]'") +
               "}}, {address: aws_ecs_service.s, mode: managed, type: aws_ecs_service, values: {name: web, "
               "task_definition: w}}, {address: aws_appautoscaling_target.t, mode: managed, type: "
               "aws_appautoscaling_target, values: {max_capacity: 9, resource_id: " +
               resource_id + after)
        .fact("scale.max");
  };
  CHECK(most("service/main/web") == "9");
  CHECK(most("service/main/other") == "nothing");
}

TEST_CASE("what ECS, Batch and App Runner refuse in a plan") {
  const auto violations = [](const std::string& type, const std::string& lines,
                             const std::string& end = after) {
    const std::string all = import(before(type) + lines + end).violations();
    return all.substr(0, all.find(" at "));
  };
  const auto service = [&](const std::string& task, const std::string& lines) {
    return violations("aws_ecs_task_definition",
                      "family: w, container_definitions: '[{\"name\": \"c\", \"image\": \"i\", \"memory\": "
                      "100}]'" +
                          task,
                      "}}, {address: aws_ecs_service.s, mode: managed, type: aws_ecs_service, values: {name: "
                      "s, task_definition: w, " +
                          lines + "}}]}}\n");
  };
  CHECK(service("", "launch_type: EC2, network_configuration: [{subnets: [a], assign_public_ip: true}]") ==
        "aws-ecs.ec2.public-address: true instead of ");
  CHECK(service("", "launch_type: EC2, network_configuration: [{subnets: [a], assign_public_ip: false}]") ==
        "");
  CHECK(service(", network_mode: awsvpc, requires_compatibilities: [FARGATE], cpu: '256', memory: '512'",
                "launch_type: FARGATE, network_configuration: [{subnets: [a], assign_public_ip: true}], "
                "ordered_placement_strategy: [{type: spread, field: host}]") ==
        "aws-ecs.fargate.placement-strategy: spread instead of ");
  CHECK(violations("aws_batch_job_definition",
                   "name: w, platform_capabilities: [FARGATE], container_properties: '{\"image\": \"i\", "
                   "\"executionRoleArn\": \"r\", \"ulimits\": [{\"name\": \"nofile\", \"softLimit\": 1, "
                   "\"hardLimit\": 2}], \"resourceRequirements\": [{\"type\": \"VCPU\", \"value\": "
                   "\"4\"}, {\"type\": \"MEMORY\", \"value\": \"8192\"}]}'") ==
        "aws-batch.fargate.unsupported: ulimits instead of ");
  CHECK(violations("aws_apprunner_service",
                   "service_name: w, health_check_configuration: [{interval: 21, timeout: 2}]") ==
        "aws-app-runner.health-interval: 21s instead of 1s to 20s");
}

TEST_CASE("a job of Batch in a plan") {
  static constexpr FactCase table[] = {
      {"container_properties: '{\"image\": \"i\", \"resourceRequirements\": [{\"type\": \"VCPU\", \"value\": "
       "\"4\"}, {\"type\": \"MEMORY\", \"value\": \"8192\"}]}'",
       "memory", "8GiB"},
      {"container_properties: '{\"image\": \"i\", \"vcpus\": 2, \"memory\": 512}'", "cpu", "2"},
      {"timeout: [{attempt_duration_seconds: 600}]", "timeout", "10min"},
      {"platform_capabilities: [FARGATE]", "target",
       "aws-batch/fargate (derived) = what the manifest describes"},
      {"eks_properties: [{pod_properties: [{containers: [{image: i, resources: [{limits: {cpu: '2'}}]}]}]}]",
       "cpu", "2"},
      {"node_properties: '{\"numNodes\": 4, \"nodeRangeProperties\": []}'", "nodes", "4"},
  };
  check(table, before("aws_batch_job_definition", "name: w, "), after);
}

TEST_CASE("a service of Express Mode in a plan") {
  static constexpr FactCase table[] = {
      {"cpu: '512', memory: '1024'", "memory", "1GiB"},
      {"primary_container: [{image: i, container_port: 8080}]", "ports", "8080"},
      {"scaling_target: [{min_task_count: 2, max_task_count: 7}]", "scale.max", "7"},
      {"cpu: '512'", "target", "aws-ecs/express (derived) = what the manifest describes"},
  };
  check(table, before("aws_ecs_express_gateway_service", "service_name: w, "), after);
}

TEST_CASE("a service of App Runner in a plan") {
  static constexpr FactCase table[] = {
      {"instance_configuration: [{cpu: '1024', memory: '2048'}]", "memory", "2GiB"},
      {"source_configuration: [{image_repository: [{image_configuration: [{port: '8080'}]}]}]", "ports",
       "8080"},
      {"network_configuration: [{egress_configuration: [{egress_type: VPC}]}]", "private_network", "true"},
  };
  check(table, before("aws_apprunner_service", "service_name: w, "), after);
}

TEST_CASE("a service of the first version of Cloud Run's API in a plan") {
  static constexpr FactCase table[] = {
      {"spec: [{timeout_seconds: 100, containers: [{image: i}]}]", "timeout", "100s"},
      {"spec: [{container_concurrency: 10, containers: [{image: i}]}]", "concurrency", "10"},
      {"spec: [{containers: [{image: i, resources: [{limits: {cpu: '2', memory: 1Gi}}]}]}]", "memory",
       "1GiB"},
      {"spec: [{containers: [{image: i, ports: [{container_port: 8080}]}]}]", "ports", "8080"},
      {"metadata: [{annotations: {autoscaling.knative.dev/maxScale: '5'}}]", "scale.max", "5"},
      {"spec: [{containers: [{image: i}]}]", "target",
       "cloud-run/service (derived) = what the manifest describes"},
  };
  check(table, before("google_cloud_run_service", "name: w, location: europe-west1, template: [{"),
        "}]" + after);
}

TEST_CASE("a service of the second version of Cloud Run's API in a plan") {
  static constexpr FactCase table[] = {
      {"timeout: 300s", "timeout", "5min"},
      {"max_instance_request_concurrency: 20", "concurrency", "20"},
      {"scaling: [{min_instance_count: 1, max_instance_count: 3}]", "scale.max", "3"},
      {"scaling: [{min_instance_count: 0, max_instance_count: 0}]", "scale.max", "nothing"},
      {"session_affinity: true", "session_affinity", "true"},
      {"vpc_access: [{connector: c}]", "private_network", "true = it is attached to a VPC"},
      {"vpc_access: [{network_interfaces: [{network: n}]}]", "private_network",
       "true = it is attached to a VPC"},
      {"vpc_access: [{egress: ALL_TRAFFIC}]", "static_egress",
       "all-traffic (unresolved) = all traffic leaves through the VPC; whether from a fixed address is set "
       "there"},
      {"containers: [{image: i, resources: [{limits: {cpu: '2', memory: 1Gi}}]}]", "cpu", "2"},
      {"containers: [{image: i, resources: [{limits: {cpu: '2'}, cpu_idle: false}]}]", "background_work",
       "false (unresolved) = processors stay after the response; whether work goes on then is not said"},
      {"node_selector: [{accelerator: nvidia-l4}], gpu_zonal_redundancy_disabled: true, containers: [{image: "
       "i}]",
       "target", "cloud-run/service-gpu (derived) = what the manifest describes"},
      {"volumes: [{name: b, gcs: [{bucket: x, read_only: false}]}], containers: [{image: i}]",
       "shared_filesystem", "true (derived) = it mounts a bucket for writing"},
  };
  check(table, before("google_cloud_run_v2_service", "name: w, location: europe-west1, template: [{"),
        "}]" + after);
}

TEST_CASE("volumes of a service of Cloud Run in a plan are none that it refuses") {
  const Imported imported = import(
      before("google_cloud_run_v2_service") +
      "name: w, location: europe-west1, template: [{containers: [{image: i, volume_mounts: [{name: m, "
      "mount_path: /m}, {name: q, "
      "mount_path: /cloudsql}, {name: s, mount_path: /s}]}], volumes: [{name: m, empty_dir: [{medium: "
      "MEMORY, "
      "size_limit: 1Gi}]}, {name: q, cloud_sql_instance: [{instances: [x]}]}, {name: s, secret: [{secret: "
      "y}]}]}]" +
      after);
  CHECK(imported.problems().empty());
  CHECK(imported.violations() == "");
}

TEST_CASE("jobs and worker pools of Cloud Run in a plan") {
  const std::string job = before("google_cloud_run_v2_job") +
                          "name: w, template: [{parallelism: 2, task_count: 5, template: [{timeout: 3600s, "
                          "containers: [{image: i}]}]}]" +
                          after;
  CHECK(import(job).fact("timeout") == "1h");
  CHECK(import(job).fact("scale.max") == "2");
  CHECK(import(job).fact("target") == "cloud-run/job (derived) = what the manifest describes");
  const auto pool = [](const std::string& scaling) {
    return import(before("google_cloud_run_v2_worker_pool") + "name: w, scaling: [{" + scaling +
                  "}], template: [{containers: [{image: i}]}]" + after);
  };
  CHECK(pool("scaling_mode: MANUAL, manual_instance_count: 3").fact("scale.min") == "3");
  CHECK(pool("manual_instance_count: 0").fact("scale.max") == "nothing");
  CHECK(pool("scaling_mode: MANUAL, manual_instance_count: 0").fact("scale.max") == "0");
  CHECK(pool("").fact("target") == "cloud-run/worker-pool (derived) = what the manifest describes");
}

TEST_CASE("functions of Google Cloud in a plan") {
  static constexpr FactCase second[] = {
      {"service_config: [{timeout_seconds: 60, available_memory: 256Mi}]", "memory", "256MiB"},
      {"service_config: [{timeout_seconds: 60}]", "timeout", "1min"},
      {"service_config: [{available_cpu: '0.5'}]", "cpu", "0.5"},
      {"service_config: [{min_instance_count: 1, max_instance_count: 0}]", "scale.max", "nothing"},
      {"build_config: [{runtime: nodejs22}]", "runtime", "nodejs22"},
      {"event_trigger: []", "trigger", "http (derived) = a function without an event"},
      {"event_trigger: [{event_type: x}]", "trigger", "event (derived) = started by its event_trigger"},
      {"name: w", "target", "google-functions/gen2 (derived) = what the manifest describes"},
  };
  check(second, before("google_cloudfunctions2_function", "location: europe-west1, "), after);
  static constexpr FactCase first[] = {
      {"available_memory_mb: 256", "memory", "256MiB"},
      {"timeout: 60", "timeout", "1min"},
      {"max_instances: 3", "scale.max", "3"},
      {"runtime: go122", "runtime", "go122"},
      {"name: w", "target", "nothing"},
  };
  check(first, before("google_cloudfunctions_function", "region: europe-west1, "), after);
}

TEST_CASE("the processors of a function follow from its memory where they are not set") {
  struct Case {
    const char *config, *violations;
  };
  static constexpr Case table[] = {
      {"available_memory: 512Mi, max_instance_request_concurrency: 80",
       "google-functions.default-cpu: 512MiB instead of at least 2GiB at 80\n"},
      {"max_instance_request_concurrency: 10",
       "google-functions.default-cpu: not set instead of at least 2GiB at 10\n"},
      {"available_memory: 2Gi, max_instance_request_concurrency: 80", ""},
      {"available_memory: 512Mi, available_cpu: '1', max_instance_request_concurrency: 80", ""},
      {"available_memory: 512Mi, max_instance_request_concurrency: 1", ""},
      {"available_memory: 512Mi", ""},
  };
  for (const Case& one : table) {
    CAPTURE(one.config);
    CHECK(import(before("google_cloudfunctions2_function", "location: europe-west1, ") +
                 "service_config: [{" + one.config + "}]" + after)
              .violations() == one.violations);
  }
}

TEST_CASE("a Deployment in a plan") {
  static constexpr FactCase table[] = {
      {"container: [{name: c, image: i, resources: [{limits: {cpu: 500m, memory: 512Mi}, requests: {}}]}]",
       "memory", "512MiB"},
      {"container: [{name: c, image: i, port: [{container_port: 8080, name: ''}]}]", "ports", "8080"},
      {"container: [{name: c, image: i}]", "scale.min", "2"},
      {"container: [{name: c, image: i}], termination_grace_period_seconds: 40", "shutdown_grace", "40s"},
      {"container: [{name: c, image: i}], host_pid: true", "host.pid_ipc", "true"},
      {"container: [{name: c, image: i}], volume: [{name: v, host_path: [{path: /x}]}]", "host.path",
       "true = mounts /x of the host"},
      {"container: [{name: c, image: i, security_context: [{privileged: true, run_as_user: '0'}]}]",
       "privileged", "true"},
      {"container: [{name: c, image: i}]", "target",
       "kubernetes/generic (derived) = what the manifest describes"},
  };
  check(table, before("kubernetes_deployment_v1", deployment), "}]}]}]" + after);
}

TEST_CASE("what the provider of Kubernetes writes otherwise is nothing that Kubernetes refuses") {
  const Imported imported = import(
      before("kubernetes_deployment") + deployment +
      "container: [{name: c, image: i, command: [], env: [{name: A, value: ''}, {name: B, value_from: "
      "[{field_ref: [{api_version: v1, field_path: metadata.name}]}]}], liveness_probe: [{http_get: [{path: "
      "/, "
      "port: '8080', scheme: HTTP, http_header: []}]}], volume_mount: [{name: d, mount_path: /d, sub_path: "
      "''}], security_context: [{run_as_user: '1000'}]}], volume: [{name: d, config_map: [{name: m, "
      "default_mode: '0644'}]}], affinity: [{node_affinity: "
      "[{required_during_scheduling_ignored_during_execution: [{node_selector_term: [{match_expressions: "
      "[{key: a, operator: In, values: [b]}]}]}]}], pod_anti_affinity: "
      "[{required_during_scheduling_ignored_during_execution: [{topology_key: k, label_selector: "
      "[{match_labels: {a: b}}]}]}]}], toleration: [{key: k, operator: Exists, effect: NoExecute, "
      "toleration_seconds: '30'}]}]}], strategy: [{type: RollingUpdate, rolling_update: [{max_surge: 25%, "
      "max_unavailable: '1'}]}]}]" +
      after);
  CHECK(imported.problems().empty());
  CHECK(imported.violations() == "");
  CHECK(imported.names() == "kubernetes_deployment.w");
}

TEST_CASE("other objects of a cluster in a plan") {
  const std::string job =
      "template: [{metadata: [{}], spec: [{restart_policy: Never, container: [{name: c, "
      "image: i}]}]}]";
  CHECK(import(before("kubernetes_cron_job_v1") +
               "metadata: [{name: w}], spec: [{schedule: '*/5 * * * *', timezone: Etc/UTC, job_template: "
               "[{metadata: [{}], spec: [{" +
               job + "}]}]}]" + after)
            .fact("schedule") == "*/5 * * * *");
  CHECK(import(before("kubernetes_job") + "metadata: [{generate_name: w-}], spec: [{" + job + "}]" + after)
            .fact("trigger") == "batch (derived) = a Job");
  CHECK(import(before("kubernetes_daemonset") + "metadata: [{name: w}], spec: [{" + job + "}]" + after)
            .fact("one_per_node") == "true = a DaemonSet");
  CHECK(import(before("kubernetes_stateful_set_v1") +
               "metadata: [{name: w}], spec: [{service_name: w, volume_claim_template: [{metadata: [{name: "
               "d}], spec: [{access_modes: [ReadWriteOnce], resources: [{requests: {storage: 10Gi}}]}]}], " +
               job + "}]" + after)
            .fact("persistent_volume") == "10GiB");
  const Imported manifest = import(
      before("kubernetes_manifest") +
      "manifest: {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: "
      "i, resources: {requests: {cpu: 1}}}]}}" +
      after);
  CHECK(manifest.fact("cpu") == "1");
  CHECK(manifest.names() == "kubernetes_manifest.w");
}

TEST_CASE("a Service in a plan belongs to the pods that it selects") {
  const Imported imported = import(
      before("kubernetes_deployment_v1") + deployment +
      "container: [{name: c, image: i}]}]}]}]}}, {address: kubernetes_service_v1.s, mode: managed, type: "
      "kubernetes_service_v1, values: {metadata: [{name: s}], spec: [{selector: {a: b}, port: [{port: 80, "
      "name: http, target_port: '8080'}]}]}}]}}\n");
  CHECK(imported.fact("trigger").starts_with("http"));
  CHECK(imported.names() == "kubernetes_deployment_v1.w");
}
