// Keys, words, kinds of values, ports and roles that ECS refuses when a task definition is registered.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"
#include "unit/importers/template_cases.hpp"

using placer::test::import;

namespace {

struct Case {
  const char* task;       ///< keys of the task
  const char* container;  ///< keys of its only container
  const char* violations;
};

void check(std::span<const Case> table, const std::string& before) {
  for (const Case& one : table) {
    CAPTURE(one.task, one.container);
    const auto imported = import(before + one.task + R"("containerDefinitions": [{"name": "a", )" +
                                 one.container + R"("image": "i"}]})");
    CHECK(imported.problems() == "");
    CHECK(imported.violations() == one.violations);
  }
}

const std::string plain = R"({"family": "f", "memory": "512", )";
const std::string fargate =
    R"({"family": "f", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], )";

}  // namespace

TEST_CASE("words of a task definition") {
  static constexpr Case table[] = {
      {R"("requiresCompatibilities": ["EC2", "EXTERNAL"], )", "", ""},
      {R"("requiresCompatibilities": ["EC2", "${LAUNCH}"], )", "", ""},
      {R"("requiresCompatibilities": ["ec2"], )", "",
       "aws-ecs.word: requiresCompatibilities ec2 instead of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES at "
       "\"ec2\"\n"},
      {R"("runtimePlatform": {"cpuArchitecture": "ARM64"}, )", "", ""},
      {R"("runtimePlatform": {"cpuArchitecture": "amd64"}, )", "",
       "aws-ecs.word: cpuArchitecture amd64 instead of X86_64, ARM64 at \"amd64\"\n"},
      {R"("pidMode": "task", "ipcMode": "none", )", "", ""},
      {R"("pidMode": "none", )", "", "aws-ecs.word: pidMode none instead of host, task at \"none\"\n"},
      {"", R"("portMappings": [{"containerPort": 80, "appProtocol": "http2"}], )", ""},
      {"", R"("portMappings": [{"containerPort": 80, "appProtocol": "https"}], )",
       "aws-ecs.word: appProtocol https instead of http, http2, grpc at \"https\"\n"},
      {"", R"("portMappings": [{"containerPort": 80, "protocol": "TCP"}], )", ""},
      {"", R"("portMappings": [{"containerPort": 80, "protocol": "http"}], )",
       "aws-ecs.port-protocol: http instead of tcp or udp at \"http\"\n"},
      {"", R"("versionConsistency": "disabled", )", ""},
      {"", R"("versionConsistency": "maybe", )",
       "aws-ecs.word: versionConsistency maybe instead of enabled, disabled at \"maybe\"\n"},
      {"", R"("dependsOn": [{"containerName": "${B}", "condition": "START"}], )", ""},
      {"", R"("dependsOn": [{"containerName": "${B}", "condition": "service_healthy"}], )",
       "aws-ecs.word: condition service_healthy instead of START, COMPLETE, SUCCESS, HEALTHY at "
       "\"service_healthy\"\n"},
  };
  check(table, plain);
}

TEST_CASE("a launch type that is misspelt is read as what is meant") {
  const auto target = [](const std::string& word) {
    return import(R"({"family": "f", "requiresCompatibilities": [")" + word +
                  R"("], "containerDefinitions": [{"name": "a", "image": "i"}]})")
        .fact("target");
  };
  CHECK(target("Fargate") == "aws-ecs/fargate (derived) = what the manifest describes");
  CHECK(target("FARGAET") == "aws-ecs/fargate (derived) = what the manifest describes");
  CHECK(target("ec2") == "aws-ecs/ec2 (derived) = what the manifest describes");
  CHECK(target("LAMBDA").starts_with("aws-ecs/ec2, aws-ecs/fargate, aws-ecs/managed-instances (derived)"));
  CHECK(
      import(
          R"({"family": "f", "requiresCompatibilities": ["Fargate"], "networkMode": "awsvpc", "cpu": "256", "containerDefinitions": [{"name": "a", "image": "i"}]})")
          .violations() ==
      "aws-ecs.word: requiresCompatibilities Fargate instead of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES "
      "at \"Fargate\"\n"
      "aws-ecs.fargate.task-size: memory instead of  at \"Fargate\"\n");
}

TEST_CASE("keys of a task definition that are nearly right") {
  static constexpr Case table[] = {
      {"", R"("memoryReservation": 64, )", ""},
      {"", R"("memoryreservation": 64, )",
       "aws-ecs.misspelt-key: memoryreservation instead of memoryReservation at \"memoryreservation\"\n"},
      {"", R"("MemoryReservaton": 64, )",
       "aws-ecs.misspelt-key: MemoryReservaton instead of memoryReservation at \"MemoryReservaton\"\n"},
      {"", R"("memoryReservation": 64, "memoryReservaton": 64, )",
       "aws-ecs.misspelt-key: memoryReservaton instead of memoryReservation at \"memoryReservaton\"\n"},
      {"", R"("x-note": "a", "gpuSharing": 1, )",
       "aws-ecs.unknown-key: x-note instead of  at \"x-note\"\naws-ecs.unknown-key: gpuSharing instead of "
       " at \"gpuSharing\"\n"},
      {R"("memoryReservation": 64, )", "",
       "aws-ecs.misplaced-key: memoryReservation instead of a container at \"memoryReservation\"\n"},
      {"", R"("networkMode": "host", )",
       "aws-ecs.misplaced-key: networkMode instead of the task at \"networkMode\"\n"},
      // As it is described.
      {R"("status": "ACTIVE", "revision": 1, "requiresAttributes": [], "registeredAt": "a", )", "", ""},
      {"", R"("${MORE}": 1, )", ""},
      {R"("$schema": "https://example.com/task.json", )", "", ""},
      {"", R"("resourceRequirements": [{"type": "GPU", "value": "1", "sharingStrategy": "NONE"}], )", ""},
      // What other tools call it.
      {"", R"("resources": {"limits": {"memory": "64Gi"}}, )",
       "aws-ecs.misspelt-key: resources instead of resourceRequirements at \"resources\"\n"},
      {"", R"("resourceRequirements": [], "resources": {}, )",
       "aws-ecs.misspelt-key: resources instead of resourceRequirements at \"resources\"\n"},
      {"", R"("env": [{"name": "A", "value": "b"}], )",
       "aws-ecs.misspelt-key: env instead of environment at \"env\"\n"},
      {R"("launchType": "EC2", )", "",
       "aws-ecs.misspelt-key: launchType instead of requiresCompatibilities at \"launchType\"\n"},
      // In parts of it.
      {"", R"("portMappings": [{"containerPort": 80, "hostport": 80}], )",
       "aws-ecs.misspelt-key: hostport instead of hostPort at \"hostport\"\n"},
      {"", R"("healthCheck": {"command": ["CMD", "a"], "retrys": 3}, )",
       "aws-ecs.misspelt-key: retrys instead of retries at \"retrys\"\n"},
      {"", R"("linuxParameters": {"tmpfs": [{"containerPath": "/a", "sizes": 3}]}, )",
       "aws-ecs.misspelt-key: sizes instead of size at \"sizes\"\n"},
      {R"("volumes": [{"name": "v", "efsVolumeConfig": {"fileSystemId": "f"}}], )", "",
       "aws-ecs.unknown-key: efsVolumeConfig instead of  at \"efsVolumeConfig\"\n"},
      {R"("runtimePlatform": {"operatingSystem": "LINUX"}, )", "",
       "aws-ecs.unknown-key: operatingSystem instead of  at \"operatingSystem\"\n"},
      {R"("netwrokMode": "awsvpc", )", "",
       "aws-ecs.misspelt-key: netwrokMode instead of networkMode at \"netwrokMode\"\n"},
      {R"("revision": 3, "status": "ACTIVE", "compatibilities": ["EC2"], )", "", ""},
  };
  check(table, plain);
}

TEST_CASE("a template writes the keys of a task with capitals") {
  static constexpr placer::test::templates::Case table[] = {
      {"{Memory: 512, ContainerDefinitions: [{Name: c, Image: x}], Volumes: [{Name: v, "
       "EFSVolumeConfiguration: "
       "{FilesystemId: f}}]}",
       ""},
      {"{Memory: 512, ContainerDefinitions: [{name: c, image: x}]}",
       "aws-ecs.misspelt-key: name instead of Name at name\n"
       "aws-ecs.misspelt-key: image instead of Image at image\n"},
      {"{memory: 512, containerDefinitions: [{Name: c, Image: x}]}",
       "aws-ecs.misspelt-key: memory instead of Memory at memory\n"
       "aws-ecs.misspelt-key: containerDefinitions instead of ContainerDefinitions at "
       "containerDefinitions\n"},
      {"{Memory: 512, memory: 512, ContainerDefinitions: [{Name: c, Imag: x, Image: y, PortMappings: "
       "[{containerPort: 80}]}]}",
       "aws-ecs.misspelt-key: memory instead of Memory at memory\n"
       "aws-ecs.misspelt-key: Imag instead of Image at Imag\n"
       "aws-ecs.misspelt-key: containerPort instead of ContainerPort at containerPort\n"},
      {"{Memory: 512, ContainerDefinitions: [{Name: c, Image: x, env: []}], Volumes: [{Name: v, "
       "efsVolumeConfiguration: {RootDirectory: /}}]}",
       "aws-ecs.misspelt-key: env instead of Environment at env\n"
       "aws-ecs.misspelt-key: efsVolumeConfiguration instead of EFSVolumeConfiguration at "
       "efsVolumeConfiguration\n"},
  };
  placer::test::templates::check(table,
                                 "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties: ");
}

TEST_CASE("what a container requires besides processors and memory") {
  static constexpr Case table[] = {
      {"", R"("resourceRequirements": [{"type": "GPU", "value": "1"}], )", ""},
      {"", R"("resourceRequirements": [{"type": "GPU", "value": 1}], )",
       "aws-ecs.value-type: value 1 instead of a text in quotes at 1\n"},
      {"", R"("resourceRequirements": [{"type": "gpu", "value": "1"}], )",
       "aws-ecs.word: type gpu instead of GPU, InferenceAccelerator at \"gpu\"\n"},
      {"", R"("resourceRequirements": [{"type": "${KIND}", "value": "${COUNT}"}], )", ""},
  };
  check(table, plain);
  CHECK(
      import(
          plain +
          R"("containerDefinitions": [{"name": "a", "image": "i", "resourceRequirements": [{"type": "gpu", "value": 2}]}]})")
          .fact("gpu.count") == "2");
}

TEST_CASE("kinds of values in a task definition") {
  static constexpr Case table[] = {
      {"", R"("command": ["a"], "entryPoint": [], "environment": [{"name": "A", "value": "5"}], )", ""},
      {"", R"("command": "a b", )", "aws-ecs.value-type: command instead of a list at \"a b\"\n"},
      {"", R"("healthCheck": {"command": "curl x"}, )",
       "aws-ecs.value-type: the command of a health check instead of a list at \"curl x\"\n"},
      {"", R"("healthCheck": {"command": ["CMD", "true"]}, )", ""},
      {"", R"("entryPoint": "a", )", "aws-ecs.value-type: entryPoint instead of a list at \"a\"\n"},
      {"", R"("command": "${COMMAND}", )", ""},
      {"", R"("environment": {"A": "5"}, )",
       "aws-ecs.value-type: environment instead of a list at {\"A\": \"5\"}\n"},
      {"", R"("environment": [{"name": "A", "value": 5}], )",
       "aws-ecs.value-type: the value of A instead of a text in quotes at 5\n"},
      {"", R"("environment": [{"name": "A", "value": true}], )",
       "aws-ecs.value-type: the value of A instead of a text in quotes at true\n"},
      {"", R"("essential": true, )", ""},
      {"", R"("essential": "true", )",
       "aws-ecs.value-type: essential instead of true or false without quotes at \"true\"\n"},
      {"", R"("essential": "${ESSENTIAL}", )", ""},
      {R"("cpu": "512", )", R"("cpu": 64, "stopTimeout": 3, )", ""},
      {R"("cpu": 512, )", "", "aws-ecs.value-type: cpu 512 instead of a text in quotes at 512\n"},
      {R"("cpu": "${CPU}", )", R"("memoryReservation": "${LEAST}", )", ""},
      {"", R"("memoryReservation": "64", )",
       "aws-ecs.value-type: memoryReservation 64 instead of a number without quotes at \"64\"\n"},
      {"", R"("portMappings": [{"containerPort": "80"}], )",
       "aws-ecs.value-type: containerPort 80 instead of a number without quotes at \"80\"\n"},
      {"", R"("ulimits": [{"name": "nofile", "softLimit": "1", "hardLimit": 2}], )",
       "aws-ecs.value-type: softLimit 1 instead of a number without quotes at \"1\"\n"},
  };
  check(table, plain);
  // CloudFormation makes texts of numbers, and lists of nothing else.
  const auto resource = [](const std::string& lines) {
    return import(
               "Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties: {Memory: 64, "
               "ContainerDefinitions: [{Name: a, Image: i, " +
               lines + "}]}\n")
        .violations();
  };
  CHECK(resource("Essential: 'true', Environment: [{Name: A, Value: 5}]") == "");
  CHECK(resource("Essential: yes, Privileged: off") == "");
  CHECK(resource("Memory: '64', PortMappings: [{ContainerPort: '80'}]") == "");
  CHECK(resource("Essential: no") == "aws-ecs.essential:  instead of  at no\n");
  CHECK(resource("Command: a b") == "aws-ecs.value-type: command instead of a list at a b\n");
  CHECK(resource("ResourceRequirements: [{Type: gpu, Value: 1}]") ==
        "aws-ecs.word: type gpu instead of GPU, InferenceAccelerator at gpu\n");
  CHECK(resource("LinuxParameters: {Tmpfs: [{ContainerPath: /a, MountOptions: [ro]}]}, VolumesFrom: "
                 "[{SourceContainer: a, ReadOnly: true}]") == "");
  CHECK(resource("MemoryReservaton: 5") ==
        "aws-ecs.misspelt-key: MemoryReservaton instead of MemoryReservation at MemoryReservaton\n");
}

TEST_CASE("what each container of a task has") {
  const auto violations = [](const std::string& container) {
    return import(R"({"family": "f", "memory": "512", "containerDefinitions": [)" + container + "]}")
        .violations();
  };
  CHECK(violations(R"({"name": "a", "image": ""})") == "");
  CHECK(violations(R"({"name": "a"})") ==
        "aws-ecs.container-lacks: image instead of  at {\"name\": \"a\"}\n");
  CHECK(violations(R"({"cpu": 5})") ==
        "aws-ecs.container-lacks: name and image instead of  at {\"cpu\": 5}\n");
  CHECK(import(R"({"memory": "512", "containerDefinitions": [{"name": "a", "image": "i"}]})").violations() ==
        "aws-ecs.family:  instead of  at \"a\"\n");
}

TEST_CASE("ports of containers and machines") {
  static constexpr Case table[] = {
      {"", R"("portMappings": [{"containerPort": 65535, "hostPort": 0}], )", ""},
      {"", R"("portMappings": [{"containerPort": 99999}], )",
       "aws-ecs.port-range: 99999 instead of 1 to 65535 at 99999\n"},
      {"", R"("portMappings": [{"containerPort": 0}], )",
       "aws-ecs.port-range: 0 instead of 1 to 65535 at 0\n"},
      {"", R"("portMappings": [{"containerPort": 80, "hostPort": -1}], )",
       "aws-ecs.host-port-range: -1 instead of 0 to 65535 at -1\n"},
      {"", R"("portMappings": [{"containerPort": "${PORT}"}], )", ""},
  };
  check(table, plain);
}

TEST_CASE("a soft limit is no more than the hard one") {
  static constexpr Case table[] = {
      {"", R"("ulimits": [{"name": "nofile", "softLimit": 5, "hardLimit": 5}], )", ""},
      {"", R"("ulimits": [{"name": "nofile", "softLimit": 6, "hardLimit": 5}], )",
       "aws-ecs.ulimit: 6 of nofile instead of 5 at 6\n"},
      {"", R"("ulimits": [{"name": "memlock", "softLimit": 6, "hardLimit": -1}], )", ""},
  };
  check(table, plain);
}

TEST_CASE("what a task has a role for") {
  static constexpr Case on_fargate[] = {
      {R"("executionRoleArn": "r", )", R"("secrets": [{"name": "A", "valueFrom": "b"}], )", ""},
      {"", "", ""},
      {"", R"("logConfiguration": {"logDriver": "awsfirelens"}, )", ""},
      {"",
       R"("logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p"}}, )",
       "aws-ecs.fargate.execution-role: the log driver awslogs instead of  at \"awslogs\"\n"},
      {"", R"("repositoryCredentials": {"credentialsParameter": "c"}, )",
       "aws-ecs.fargate.execution-role: credentials of a registry instead of  at {\"credentialsParameter\": "
       "\"c\"}\n"},
      {"", R"("secrets": [], )", ""},
      {"", R"("secrets": [{"name": "A", "valueFrom": "b"}], )",
       "aws-ecs.secrets-role: a instead of  at {\"name\": \"A\", \"valueFrom\": \"b\"}\n"},
  };
  check(on_fargate, fargate);
  static constexpr Case on_machines[] = {
      {"", R"("logConfiguration": {"logDriver": "awslogs", "options": "${OPTIONS}"}, )", ""},
      {"", R"("secrets": [{"name": "A", "valueFrom": "b"}], )",
       "aws-ecs.secrets-role: a instead of  at {\"name\": \"A\", \"valueFrom\": \"b\"}\n"},
  };
  check(on_machines, plain);
  const auto with_image = [](const std::string& image) {
    return import(fargate + R"("containerDefinitions": [{"name": "a", "image": ")" + image + "\"}]}")
        .violations();
  };
  CHECK(with_image("public.ecr.aws/nginx/nginx") == "");
  CHECK(with_image("1.dkr.ecr.eu-west-1.amazonaws.com/a:1") ==
        "aws-ecs.fargate.execution-role: an image of Amazon ECR instead of  at "
        "\"1.dkr.ecr.eu-west-1.amazonaws.com/a:1\"\n");
  CHECK(with_image("${ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/a") != "");
  // What is around a list of containers may name one.
  CHECK(import(R"([{"name": "a", "image": "i", "memory": 64, "secrets": [{"name": "A", "valueFrom": "b"}]}])")
            .violations() == "");
}

TEST_CASE("ports of helpers do not say how a task is reached") {
  const auto trigger = [](const std::string& containers) {
    return import(R"({"family": "f", "containerDefinitions": [)" + containers + "]}").fact("trigger");
  };
  const std::string udp = R"("portMappings": [{"containerPort": 2000, "protocol": "udp"}])";
  const std::string main = R"({"name": "m", "image": "worker"}, )";
  CHECK(trigger(main + R"({"name": "x", "image": "amazon/aws-xray-daemon:3", )" + udp + "}") == "nothing");
  CHECK(trigger(main + R"({"name": "x", "image": "gcr.io/datadoghq/agent:7", )" + udp + "}") == "nothing");
  CHECK(trigger(main + R"({"name": "x", "image": "own", "essential": false, )" + udp + "}") == "nothing");
  CHECK(trigger(main + R"({"name": "x", "image": "own", )" + udp + "}") == "nothing");
  CHECK(trigger(R"({"name": "m", "image": "dns", )" + udp + R"(}, {"name": "x", "image": "fluent-bit"})") ==
        "udp (derived) = all ports are of UDP");
  CHECK(trigger(R"({"name": "x", "image": "r.example:5000/prom/statsd-exporter@sha256:0", )" + udp + "}") ==
        "udp (derived) = all ports are of UDP");
}

TEST_CASE("what the parts of a task definition cannot do without") {
  static constexpr Case table[] = {
      {R"("executionRoleArn": "r", )", R"("secrets": [{"name": "A", "valueFrom": "b"}], )", ""},
      {R"("executionRoleArn": "r", )", R"("secrets": [{"name": "A", "value": "b"}], )",
       "aws-ecs.unknown-key: value instead of  at \"value\"\naws-ecs.secret-source: A instead of  at "
       "{\"name\": \"A\", \"value\": \"b\"}\n"},
      {"", R"("logConfiguration": {"logDriver": "splunk", "secretOptions": [{"name": "t"}]}, )",
       "aws-ecs.secret-source: t instead of  at {\"name\": \"t\"}\n"},
      {"", R"("ulimits": [{"name": "nofiles", "softLimit": 1, "hardLimit": 2}], )",
       "aws-ecs.word: name nofiles instead of core, cpu, data, fsize, locks, memlock, msgqueue, nice, "
       "nofile, "
       "nproc, rss, rtprio, rttime, sigpending, stack at \"nofiles\"\n"},
      {R"("networkMode": "none", )", R"("portMappings": [], )", ""},
      {R"("networkMode": "none", )", R"("portMappings": [{"containerPort": 80}], )",
       "aws-ecs.ports-without-network:  instead of  at {\"containerPort\": 80}\n"},
      {R"("volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "f", "rootDirectory": "/x"}}], )",
       "", ""},
      {R"("volumes": [{"name": "v", "efsVolumeConfiguration": {"transitEncryption": "ENABLED", "authorizationConfig": {"iam": "ENABLED"}}}], )",
       "", ""},
      {R"("volumes": [{"name": "v", "efsVolumeConfiguration": {"transitEncryption": "${E}", "authorizationConfig": {"iam": "ENABLED"}}}], )",
       "", ""},
      {R"("volumes": [{"name": "v", "efsVolumeConfiguration": {"authorizationConfig": {"iam": "ENABLED"}}}], )",
       "", "aws-ecs.efs-encryption:  instead of  at {\"iam\": \"ENABLED\"}\n"},
      {R"("volumes": [{"name": "v", "efsVolumeConfiguration": {"transitEncryption": "ENABLED", "rootDirectory": "/x", "authorizationConfig": {"accessPointId": "a"}}}], )",
       "", "aws-ecs.efs-root: /x instead of  at \"/x\"\n"},
  };
  check(table, plain);
  const auto family = [](const std::string& name) {
    return import(R"({"family": ")" + name +
                  R"(", "containerDefinitions": [{"name": "a", "image": "i", "memory": 64}]})")
        .violations();
  };
  CHECK(family("my_web-1") == "");
  CHECK(family("<FAMILY NAME>") == "");
  CHECK(family("${NAME} x") == "");
  CHECK(family("my web") == "aws-ecs.family-name: my web instead of  at \"my web\"\n");
}
