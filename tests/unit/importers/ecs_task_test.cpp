// Task definitions of ECS as they are registered and described.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::check;
using placer::test::contains;
using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

TEST_CASE("what a container of a task asks for") {
  static constexpr FactCase table[] = {
      {R"("cpu": 512)", "cpu", "0.5"},
      {R"("cpu": 10)", "cpu", "0.01"},
      {R"("cpu": 0)", "cpu", "nothing"},
      {R"("memory": 300)", "memory", "300MiB"},
      {R"("memory": 300, "memoryReservation": 100)", "memory", "100MiB..300MiB"},
      {R"("memoryReservation": 100)", "memory", "100MiB"},
      {R"("memory": "${MEMORY}")", "memory", "${MEMORY} (unresolved) = `${MEMORY}` is filled in elsewhere"},
      {R"("memory": "#{MEMORY}#")", "memory",
       "#{MEMORY}# (unresolved) = `#{MEMORY}#` is filled in elsewhere"},
      {R"("memory": "@MEM_2@")", "memory", "@MEM_2@ (unresolved) = `@MEM_2@` is filled in elsewhere"},
      {R"("memory": "%MEMORY%")", "memory", "%MEMORY% (unresolved) = `%MEMORY%` is filled in elsewhere"},
      {R"("memory": "__MEMORY__")", "memory",
       "__MEMORY__ (unresolved) = `__MEMORY__` is filled in elsewhere"},
      {R"("privileged": true)", "privileged", "true"},
      {R"("privileged": false)", "privileged", "false"},
      {R"("name": "a")", "privileged", "false (platform_default) = the manifest does not ask for it"},
      {R"("resourceRequirements": [{"type": "GPU", "value": "2"}])", "gpu.count", "2"},
      {R"("name": "a")", "gpu.count", "0 (platform_default) = the manifest does not ask for it"},
      {R"("linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}, {"hostPath": "/dev/neuron1"}]})",
       "gpu.count", "2 (derived) = devices of the host"},
      {R"("linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}]})", "gpu.type",
       "aws-neuron (derived) = devices of the host"},
      {R"("resourceRequirements": [{"type": "GPU", "value": "2"}], "linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}]})",
       "gpu.count", "2"},
      {R"("resourceRequirements": [{"type": "GPU", "value": "2"}], "linuxParameters": {"devices": [{"hostPath": "/dev/neuron0"}]})",
       "gpu.type", "nothing"},
      {R"("linuxParameters": {"devices": [{"hostPath": "/dev/fuse"}]})", "host.path", "true"},
      {R"("linuxParameters": {"sharedMemorySize": 1024})", "shared_memory", "1GiB"},
      {R"("stopTimeout": 90)", "shutdown_grace", "90s"},
      {R"("portMappings": [{"containerPort": 80}, {"containerPort": 443}])", "ports", "80, 443"},
      {R"("portMappings": [{"containerPort": 80}, {"containerPort": 80, "protocol": "udp"}])", "ports", "80"},
      {R"("portMappings": [{"containerPort": 80}])", "trigger", "nothing"},
      {R"("portMappings": [{"containerPort": 53, "protocol": "udp"}])", "trigger",
       "udp (derived) = all ports are of UDP"},
      {R"("portMappings": [{"containerPort": 80, "appProtocol": "grpc"}])", "trigger",
       "grpc (derived) = the protocol of its ports"},
      {R"("portMappings": [{"containerPort": 80, "appProtocol": "grpc"}, {"containerPort": 81, "appProtocol": "http"}])",
       "trigger", "nothing"},
      {R"("image": "nginx")", "package.format", "image (derived) = it names an image"},
  };
  check(table, R"({"family": "f", "containerDefinitions": [{)", "}]}");
}

TEST_CASE("containers of a task that run beside each other") {
  static constexpr FactCase table[] = {
      {R"({"name": "a"})", "containers", "1"},
      {R"({"name": "a"}, {"name": "b", "essential": false})", "containers", "2"},
      {R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "SUCCESS"}]}, {"name": "b"})",
       "containers", "1"},
      {R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "HEALTHY"}]}, {"name": "b"})",
       "containers", "2"},
  };
  check(table, R"({"family": "f", "containerDefinitions": [)", "]}");
}

TEST_CASE("what a task asks for") {
  static constexpr FactCase table[] = {
      {R"("cpu": "1024")", "cpu", "1"},
      {R"("cpu": ".5 vCPU")", "cpu", "0.5"},
      {R"("memory": "2048")", "memory", "2GiB"},
      {R"("memory": "3 GB")", "memory", "3GiB"},
      {R"("ephemeralStorage": {"sizeInGiB": 50})", "scratch_disk", "50GiB"},
      {R"("runtimePlatform": {"cpuArchitecture": "ARM64"})", "architecture", "arm64"},
      {R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"})", "operating_system",
       "windows (derived) = `WINDOWS_SERVER_2022_CORE`"},
      {R"("runtimePlatform": {"operatingSystemFamily": "LINUX"})", "operating_system",
       "linux (derived) = `LINUX`"},
      {R"("networkMode": "host")", "host.network", "true"},
      {R"("networkMode": "awsvpc")", "host.network", "false"},
      {R"("pidMode": "host")", "host.pid_ipc", "true"},
      {R"("ipcMode": "host")", "host.pid_ipc", "true"},
      {R"("pidMode": "task")", "host.pid_ipc", "false"},
      {R"("volumes": [{"name": "a", "host": {"sourcePath": "/var/run/docker.sock"}}])", "host.path", "true"},
      {R"("volumes": [{"name": "a", "host": {}}, {"name": "b"}])", "host.path",
       "false (platform_default) = the manifest does not ask for it"},
      {R"("volumes": [{"name": "a", "efsVolumeConfiguration": {"fileSystemId": "x"}}])", "shared_filesystem",
       "true"},
      {R"("volumes": [{"name": "a", "dockerVolumeConfiguration": {"scope": "shared", "driver": "rexray/ebs"}}])",
       "persistent_volume", "1B.. (derived) = a shared volume outlives the task"},
      {R"("volumes": [{"name": "a", "dockerVolumeConfiguration": {"scope": "task", "driver": "rexray/ebs"}}])",
       "persistent_volume", "nothing"},
      {R"("volumes": [{"name": "a", "dockerVolumeConfiguration": {}}])", "persistent_volume", "nothing"},
      {R"("volumes": [{"name": "a", "dockerVolumeConfiguration": {"scope": "${S}"}}])", "persistent_volume",
       "${S} (unresolved) = `${S}` is filled in elsewhere"},
      {R"("volumes": [{"name": "a", "dockerVolumeConfiguration": {"scope": "shared", "driverOpts": {"type": "nfs"}}}])",
       "shared_filesystem", "true (derived) = a volume of the machine is on nfs"},
      {R"("inferenceAccelerators": [{"deviceName": "a", "deviceType": "eia2.medium"}])", "gpu.count", "1"},
      {R"("requiresCompatibilities": ["FARGATE"])", "target",
       "aws-ecs/fargate (derived) = what the manifest describes"},
      {R"("requiresCompatibilities": ["EC2"])", "target",
       "aws-ecs/ec2 (derived) = what the manifest describes"},
      {R"("requiresCompatibilities": [])", "target", "aws-ecs/ec2 (derived) = what the manifest describes"},
      {R"("requiresCompatibilities": ["MANAGED_INSTANCES"])", "target",
       "aws-ecs/managed-instances (derived) = what the manifest describes"},
      {R"("requiresCompatibilities": ["MANAGED_INSTANCES", "EC2"])", "target",
       "aws-ecs/ec2 (derived) = what the manifest describes"},
      {R"("status": "ACTIVE")", "nodes", "1 (platform_default) = a task runs on one machine"},
      {R"("status": "ACTIVE")", "one_per_node",
       "false (platform_default) = the manifest does not ask for it"},
  };
  check(table, "{", R"(, "family": "f", "containerDefinitions": [{"name": "a", "image": "b"}]})");
}

TEST_CASE("containers add up unless the task has sizes of its own") {
  const std::string containers =
      R"("containerDefinitions": [{"cpu": 10, "memory": 300}, {"cpu": 20, "memory": 200, "memoryReservation": 100}]})";
  const Imported sum = import(R"({"family": "f", )" + containers);
  // 30 of 1,024 units are 29.3 thousandths.
  CHECK(sum.fact("cpu") == "0.03 (derived) = what 2 containers ask for together");
  CHECK(sum.fact("memory") == "400MiB..500MiB (derived) = what 2 containers ask for together");
  const Imported own = import(R"({"family": "f", "cpu": "256", "memory": "512", )" + containers);
  CHECK(own.fact("cpu") == "0.25");
  CHECK(own.fact("memory") == "512MiB");
}

TEST_CASE("the slowest container decides when a task has stopped") {
  const Imported imported =
      import(R"({"containerDefinitions": [{"stopTimeout": 5}, {"stopTimeout": 60}, {"stopTimeout": 30}]})");
  CHECK(imported.fact("shutdown_grace") == "1min");
}

TEST_CASE("names of task definitions") {
  CHECK(import(R"({"family": "web", "containerDefinitions": []})").names() == "web");
  CHECK(import(R"({"taskDefinition": {"family": "web", "containerDefinitions": []}, "tags": []})").names() ==
        "web");
  CHECK(import("family: web\ncontainerDefinitions:\n  - name: a\n").names() == "web");
  CHECK(import(R"({"containerDefinitions": [{"name": "first"}]})").names() == "first");
  CHECK(import(R"({"containerDefinitions": []})").names() == "task");
}

TEST_CASE("bad values of a task are reported where they stand") {
  const Imported imported = import(R"({"family": "f", "cpu": "lots", "containerDefinitions": [
  {"memory": "much", "cpu": -5, "portMappings": [{"containerPort": "x"}]},
  {"memory": 9223372036854775807}]})");
  CHECK_THAT(imported.problems(), contains("lots\" | cpu: "));
  CHECK_THAT(imported.problems(), contains("much\" | memory: `much` is no number"));
  CHECK_THAT(imported.problems(), contains("\"x\" | ports: `x` is no port"));
  CHECK_THAT(imported.fact("memory"), contains("(unresolved)"));
  CHECK(imported.names() == "f");
}

TEST_CASE("less temporary storage than can be set is seen") {
  const auto violations = [](const std::string& disk) {
    return import(R"({"family": "f", "ephemeralStorage": {"sizeInGiB": )" + disk +
                  R"(}, "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}]})")
        .violations();
  };
  CHECK(violations("21") == "");
  CHECK(violations("20") == "aws-ecs.fargate.scratch-minimum: 20GiB instead of at least 21GiB at 20\n");
}

TEST_CASE("what has no containers is no task, whoever calls it one") {
  for (const char* text : {"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n",
                           "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\n",
                           R"({"family": "f"})", "[1, 2]", "text"}) {
    CAPTURE(text);
    CHECK(import(text, "ecs-task-definition").names() == "");
  }
  CHECK(import(R"({"ContainerDefinitions": [{"Name": "c"}]})", "ecs-task-definition").names() == "task");
}

TEST_CASE("a capability beyond the ordinary makes a container a privileged one") {
  static constexpr FactCase table[] = {
      {R"({"linuxParameters": {"capabilities": {"add": ["NET_ADMIN"]}}})", "privileged",
       "true (derived) = adds the capability NET_ADMIN"},
      {R"({"privileged": false, "linuxParameters": {"capabilities": {"add": ["ALL"]}}})", "privileged",
       "true (derived) = adds the capability ALL"},
      {R"({"privileged": true, "linuxParameters": {"capabilities": {"add": ["NET_ADMIN"]}}})", "privileged",
       "true"},
      {R"({"linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"], "drop": ["ALL"]}}})", "privileged",
       "false (platform_default) = the manifest does not ask for it"},
  };
  check(table, R"({"family": "f", "containerDefinitions": [)", "]}");
}

TEST_CASE("a task that does not say where it runs may run anywhere") {
  const auto target = [](const std::string& where) {
    return import(R"({"family": "f", "requiresCompatibilities": )" + where +
                  R"(, "containerDefinitions": []})")
        .fact("target");
  };
  constexpr std::string_view any = "aws-ecs/ec2, aws-ecs/fargate, aws-ecs/managed-instances (derived)";
  CHECK(target(R"(["${LAUNCH}"])").starts_with(any));
  CHECK(target(R"("${LAUNCH}")").starts_with(any));
  CHECK(target(R"(["${LAUNCH}", "FARGATE"])") == "aws-ecs/fargate (derived) = what the manifest describes");
  CHECK(target(R"(["EXTERNAL"])") == "nothing");
  CHECK(
      import(
          R"({"family": "f", "requiresCompatibilities": ["EXTERNAL"], "containerDefinitions": [{"name": "a"}]})")
          .problems() ==
      "\"EXTERNAL\" | the task is for ECS Anywhere, on machines of one's own, which no offering here "
      "describes | "
      "what is said of it is where else it could run\n");
}

TEST_CASE("a bare list of containers is a task of which the rest stands elsewhere") {
  const auto imported = import(
      R"([{"name": "web", "image": "a", "memory": 512, "essential": true}, {"name": "log", "image": "b", "cpu": 128}])");
  CHECK(imported.names() == "web");
  CHECK(imported.fact("memory") == "512MiB");
  CHECK(imported.fact("target").starts_with("aws-ecs/ec2, aws-ecs/fargate, aws-ecs/managed-instances"));
  CHECK(imported.violations() == "");
  CHECK(import(R"([{"name": "web", "image": "a"}])").names() == "");
}

TEST_CASE("lists of what could each be a document") {
  CHECK(import(
            R"([{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"containers": []}}, 5,
                  {"family": "t", "containerDefinitions": [{"name": "x", "image": "i"}]}])")
            .names() == "t a");
  CHECK(import(R"([{"name": "x"}, 5])").names() == "");
}
