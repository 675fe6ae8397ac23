// What ECS refuses of a task definition, at the value.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::import;

namespace {

/// Containers here have what their table is about, and may lack a name and an image.
constexpr const char* incomplete = "aws-ecs.container-lacks";

struct Case {
  const char* task;  ///< keys of the task
  const char* containers;
  const char* violations;
};

/// Unless memory is what a table is about, a task that says nothing of it has some.
void check(std::span<const Case> table, bool with_memory = true) {
  for (const Case& one : table) {
    CAPTURE(one.task, one.containers);
    const bool has_memory = std::string_view(one.task).find("memory") != std::string_view::npos;
    const char* memory = with_memory && !has_memory ? R"("memory": "8 GB", )" : "";
    const auto imported =
        import(std::string(R"({"family": "f", )") + memory + one.task + R"("containerDefinitions": [)" +
               (*one.containers != 0 ? one.containers : R"({"name": "a"})") + "]}");
    CHECK(imported.problems() == "");
    CHECK(imported.violations(incomplete) == one.violations);
  }
}

constexpr const char* fargate =
    R"("requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512", "executionRoleArn": "r", )";
constexpr const char* awsvpc = R"("networkMode": "awsvpc", )";

}  // namespace

TEST_CASE("memory of the containers of a task") {
  static constexpr Case table[] = {
      {"", R"({"memory": 100, "memoryReservation": 100})", ""},
      {"", R"({"memory": 100, "memoryReservation": 101})",
       "aws-ecs.reservation-above-memory: 101MiB instead of 100MiB at 101\n"},
      {"", R"({"memory": "${M}", "memoryReservation": 101})", ""},
      {R"("memory": "512", )", R"({"memory": 512})", ""},
      {R"("memory": "512", )", R"({"memory": 513})",
       "aws-ecs.container-memory: 513MiB instead of 512MiB at 513\n"},
      {R"("memory": "0.5 GB", )", R"({"memory": 513})",
       "aws-ecs.container-memory: 513MiB instead of 512MiB at 513\n"},
      {R"("memory": "512", )", R"({"memory": 256}, {"memory": 256})", ""},
      {R"("memory": "512", )", R"({"memory": 256}, {"memory": 257}, {"memory": 6})",
       "aws-ecs.containers-memory: 513MiB instead of 512MiB at 257\n"},
      {R"("memory": "512", )", R"({"memory": 500, "memoryReservation": 100}, {"memory": 412})", ""},
      {R"("memory": "512", )", R"({"memoryReservation": 600})",
       "aws-ecs.containers-memory: 600MiB instead of 512MiB at 600\n"},
      {R"("memory": "${M}", )", R"({"memory": 9000})", ""},
      {"", R"({"memory": 9000}, {"memory": 9000})", ""},
  };
  check(table, false);
}

TEST_CASE("CPU of the containers of a task on Fargate") {
  const auto violations = [](const std::string& cpu, const std::string& containers) {
    return import(
               R"({"family": "f", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "memory": "512", "cpu": ")" +
               cpu + R"(", "containerDefinitions": [)" + containers + "]}")
        .violations(incomplete);
  };
  CHECK(violations("256", R"({"cpu": 128}, {"cpu": 128})") == "");
  CHECK(violations("256", R"({"cpu": 128}, {"cpu": 129})") ==
        "aws-ecs.fargate.containers-cpu: 257 CPU units instead of 256 CPU units at 129\n");
  CHECK(violations("1 vCPU", R"({"cpu": 1025})") ==
        "aws-ecs.fargate.containers-cpu: 1025 CPU units instead of 1024 CPU units at 1025\n");
  CHECK(violations("${CPU}", R"({"cpu": 9000})") == "");
  CHECK(import(R"({"family": "f", "cpu": "256", "memory": "512", "containerDefinitions": [{"cpu": 512}]})")
            .violations(incomplete) == "");
}

TEST_CASE("names and ends of the containers of a task") {
  static constexpr Case table[] = {
      {"", R"({"name": "a"}, {"name": "b"})", ""},
      {"", R"({"name": "a"}, {"name": "b"}, {"name": "a"})",
       "aws-ecs.container-name: a instead of  at \"a\"\n"},
      {"", R"({"name": "${X}"}, {"name": "${X}"})", ""},
      {"", R"({"essential": false}, {"essential": true})", ""},
      {"", R"({"essential": false}, {})", ""},
      {"", R"({"essential": false}, {"essential": "false"})",
       "aws-ecs.value-type: essential instead of true or false without quotes at "
       "\"false\"\naws-ecs.essential:  "
       "instead of  at false\n"},
      {"", "", ""},
  };
  check(table);
}

TEST_CASE("a task has ten containers at most, those that end before the others start among them") {
  const auto violations = [](int count, std::string_view last = {}) {
    std::string containers;
    for (int i = 0; i < count; ++i)
      containers += std::string(i == 0 ? "" : ", ") + R"({"image": "i", "memory": 6, "name": "c)" +
                    std::to_string(i) + '"' + std::string(i + 1 == count ? last : std::string_view{}) + "}";
    return import(R"({"family": "f", "containerDefinitions": [)" + containers + "]}").violations();
  };
  constexpr std::string_view after_one =
      R"(, "dependsOn": [{"containerName": "c0", "condition": "SUCCESS"}])";
  CHECK(violations(10) == "");
  // As many that run beside each other are a fact, and a limit says what is wrong with it.
  CHECK(violations(11) == "");
  CHECK(violations(11, after_one).starts_with("aws-ecs.containers: 11 instead of at most 10 at {"));
}

TEST_CASE("what containers take from one another, and how often they are started again") {
  static constexpr Case table[] = {
      {"", R"({"name": "a", "volumesFrom": [{"sourceContainer": "b"}]}, {"name": "b"})", ""},
      {"", R"({"name": "a", "volumesFrom": [{"sourceContainer": "c"}]}, {"name": "b"})",
       "aws-ecs.volumes-from: c instead of  at \"c\"\n"},
      {"", R"({"name": "a", "volumesFrom": [{"sourceContainer": "c"}]}, {"name": "${B}"})", ""},
      {"", R"({"restartPolicy": {"enabled": true, "restartAttemptPeriod": 60}})", ""},
      {"", R"({"restartPolicy": {"enabled": true, "restartAttemptPeriod": 5}})",
       "aws-ecs.restart-period: 5s instead of 1min to 30min at 5\n"},
      {R"("executionRoleArn": "r", )",
       R"({"environment": [{"name": "A", "value": "b"}], "secrets": [{"name": "B", "valueFrom": "s"}]})", ""},
      {R"("executionRoleArn": "r", )",
       R"({"environment": [{"name": "A", "value": "b"}], "secrets": [{"name": "A", "valueFrom": "s"}]})",
       "aws-ecs.secret-name: A instead of  at \"A\"\n"},
      {R"("networkMode": "vpc", )", "",
       "aws-ecs.word: networkMode vpc instead of bridge, host, awsvpc, none at \"vpc\"\n"},
      {R"("networkMode": "${MODE}", )", "", ""},
  };
  check(table);
}

TEST_CASE("what the containers of a task wait for") {
  static constexpr Case table[] = {
      {"", R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "START"}]}, {"name": "b"})",
       ""},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "c", "condition": "START"}]}, {"name": "b"})",
       "aws-ecs.depends-on-missing: c instead of  at \"c\"\n"},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "c"}]}, {"name": "${B}"})", ""},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "${B}"}]})", ""},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "a"}]})",
       "aws-ecs.depends-on-circle: a, a instead of  at \"a\"\n"},
      {"",
       R"({"name": "a", "dependsOn": [{"containerName": "b"}]}, {"name": "b", "dependsOn": [{"containerName": "c"}, {"containerName": "d"}]}, {"name": "c"}, {"name": "d", "dependsOn": [{"containerName": "b"}]})",
       "aws-ecs.depends-on-circle: b, d, b instead of  at \"d\"\n"},
      {"",
       R"({"name": "a", "dependsOn": [{"containerName": "b"}, {"containerName": "c"}]}, {"name": "b", "dependsOn": [{"containerName": "c"}]}, {"name": "c"})",
       ""},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "HEALTHY"}]}, {"name": "b"})",
       "aws-ecs.depends-on-health: b instead of  at \"HEALTHY\"\n"},
      {"",
       R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "HEALTHY"}]}, {"name": "b", "healthCheck": {"command": ["CMD", "x"]}})",
       ""},
      {"", R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "SUCCESS"}]}, {"name": "b"})",
       "aws-ecs.depends-on-essential: b instead of SUCCESS at \"SUCCESS\"\n"},
      {"",
       R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "COMPLETE"}]}, {"name": "b", "essential": true})",
       "aws-ecs.depends-on-essential: b instead of COMPLETE at \"COMPLETE\"\n"},
      {"",
       R"({"name": "a", "dependsOn": [{"containerName": "b", "condition": "SUCCESS"}]}, {"name": "b", "essential": false})",
       ""},
  };
  check(table);
}

TEST_CASE("a long circle of containers is found and cut short") {
  std::string containers;
  for (int i = 0; i < 3000; ++i)
    containers += R"({"name": "c)" + std::to_string(i) + R"(", "dependsOn": [{"containerName": "c)" +
                  std::to_string((i + 1) % 3000) + "\"}]}" + (i < 2999 ? "," : "");
  const std::string violations =
      import(R"({"family": "f", "containerDefinitions": [)" + containers + "]}").violations(incomplete);
  CHECK_THAT(violations, placer::test::contains(
                             "aws-ecs.depends-on-circle: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, ..."));
}

TEST_CASE("ports of a task without a network of the machine's own") {
  constexpr const char* equal = R"({"portMappings": [{"containerPort": 80, "hostPort": 80}]})";
  constexpr const char* open =
      R"({"portMappings": [{"containerPort": 80}, {"containerPort": 81, "hostPort": 0}]})";
  constexpr const char* unlike = R"({"portMappings": [{"containerPort": 80, "hostPort": 8080}]})";
  const Case table[] = {
      {awsvpc, equal, ""},
      {awsvpc, open, ""},
      {awsvpc, unlike, "aws-ecs.host-port: 8080 instead of 80 at 8080\n"},
      {R"("networkMode": "host", )", unlike, "aws-ecs.host-port: 8080 instead of 80 at 8080\n"},
      {R"("networkMode": "bridge", )", unlike, ""},
      {R"("networkMode": "${MODE}", )", unlike, ""},
      {"", unlike, ""},
      {fargate, unlike, "aws-ecs.fargate.host-port: 8080 instead of 80 at 8080\n"},
  };
  check(table);
}

TEST_CASE("volumes that a task has, and where") {
  constexpr const char* volume =
      R"("volumes": [{"name": "v", "dockerVolumeConfiguration": {"scope": "shared", "driver": "local"}}], )";
  const std::string on_fargate = std::string(fargate) + volume;
  const Case table[] = {
      {volume, R"({"mountPoints": [{"sourceVolume": "v"}]})", ""},
      {on_fargate.c_str(), R"({"mountPoints": [{"sourceVolume": "v"}]})",
       "aws-ecs.fargate.docker-volume: v instead of  at {\"scope\": \"shared\", \"driver\": \"local\"}\n"},
      {volume, R"({"mountPoints": [{"sourceVolume": "w"}]})",
       "aws-ecs.volume-missing: w instead of  at \"w\"\n"},
      {"", R"({"mountPoints": [{"sourceVolume": "w"}, {"containerPath": "/a"}]})",
       "aws-ecs.volume-missing: w instead of  at \"w\"\n"},
      {R"("volumes": [{"name": "${V}"}], )", R"({"mountPoints": [{"sourceVolume": "w"}]})", ""},
      {R"("volumes": "${V}", )", R"({"mountPoints": [{"sourceVolume": "w"}]})", ""},
      {volume, R"({"mountPoints": [{"sourceVolume": "${V}"}]})", ""},
  };
  check(table);
}

TEST_CASE("links of containers") {
  constexpr const char* links = R"({"links": ["db:db", "cache"]})";
  const Case table[] = {
      {"", links, ""},
      {R"("networkMode": "bridge", )", links, ""},
      {awsvpc, links, "aws-ecs.links: db:db instead of  at \"db:db\"\n"},
      {awsvpc, R"({"links": []})", ""},
      {fargate, links, "aws-ecs.fargate.links: db:db instead of  at \"db:db\"\n"},
  };
  check(table);
}

TEST_CASE("what a task on Fargate must say") {
  static constexpr Case table[] = {
      {R"("requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", "networkMode": "awsvpc", )",
       "", ""},
      {R"("requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", "networkMode": "bridge", )",
       "", "aws-ecs.fargate.network-mode: bridge instead of  at \"bridge\"\n"},
      // The host's network is what a requirement is about.
      {R"("requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", "networkMode": "host", )",
       "", ""},
      {R"("requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", )", "",
       "aws-ecs.fargate.task-size: memory instead of  at \"FARGATE\"\n"},
      {R"("requiresCompatibilities": ["EC2", "FARGATE"], "networkMode": "awsvpc", )", "",
       "aws-ecs.fargate.task-size: cpu and memory instead of  at \"FARGATE\"\n"},
      {R"("requiresCompatibilities": ["FARGATE"], "networkMode": "${MODE}", "cpu": "${CPU}", "memory": "${MEMORY}", )",
       "", ""},
      {R"("requiresCompatibilities": ["EC2"], "networkMode": "bridge", )", R"({"name": "a", "memory": 128})",
       ""},
  };
  check(table, false);
}

TEST_CASE("numbers of a health check") {
  static constexpr Case table[] = {
      {R"("memory": "512", )",
       R"({"healthCheck": {"interval": 300, "timeout": 60, "retries": 10, "startPeriod": 0}})", ""},
      {R"("memory": "512", )", R"({"healthCheck": {"interval": 301}})",
       "aws-ecs.health-interval: 301s instead of 5s to 5min at 301\n"},
      {R"("memory": "512", )", R"({"healthCheck": {"timeout": 1, "retries": 11}})",
       "aws-ecs.health-timeout: 1s instead of 2s to 1min at 1\naws-ecs.health-retries: 11 instead of 1 to 10 "
       "at 11\n"},
      {R"("memory": "512", )", R"({"healthCheck": {"startPeriod": "${START}"}})", ""},
  };
  check(table, false);
}

TEST_CASE("memory that a container has at the least") {
  static constexpr Case table[] = {
      {"", R"({"memory": 6})", ""},
      {"", R"({"memory": 3})", "aws-ecs.container-minimum: 3MiB instead of at least 6MiB at 3\n"},
      {"", R"({"name": "a"})", "aws-ecs.memory-missing: a instead of  at {\"name\": \"a\"}\n"},
      {"", R"({"memoryReservation": 64}, {"name": "b"})",
       "aws-ecs.memory-missing: b instead of  at {\"name\": \"b\"}\n"},
      {R"("memory": "512", )", R"({"name": "a"})", ""},
  };
  check(table, false);
  CHECK(
      import(
          R"({"family": "f", "requiresCompatibilities": ["EXTERNAL"], "containerDefinitions": [{"name": "a"}]})")
          .violations(incomplete) == "");
}

TEST_CASE("a task on Fargate that says nothing of its network") {
  static constexpr Case table[] = {
      {R"("requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", )", R"({"name": "a"})",
       "aws-ecs.fargate.network-mode: none, which stands for bridge instead of  at \"FARGATE\"\n"},
  };
  check(table, false);
}

TEST_CASE("Fargate adds one capability and takes no placement constraints") {
  const auto adds = [](const std::string& names) {
    return R"({"linuxParameters": {"capabilities": {"add": [)" + names + "]}}}";
  };
  const std::string trace = adds(R"("SYS_PTRACE")"), own = adds(R"("CHOWN", "SYS_PTRACE", "KILL")"),
                    net = adds(R"("NET_ADMIN", "SYS_ADMIN")"), open = adds(R"("${CAP}")");
  const std::string bound = std::string(fargate) + R"("placementConstraints": [{"type": "memberOf"}], )",
                    share = std::string(fargate) +
                            R"("volumes": [{"name": "v", "fsxWindowsFileServerVolumeConfiguration": )"
                            R"({"fileSystemId": "f"}}], )",
                    old = std::string(fargate) +
                          R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_20H2_CORE"}, )",
                    unbound = std::string(fargate) + R"("placementConstraints": [], )";
  const Case table[] = {
      {fargate, trace.c_str(), ""},
      {fargate, own.c_str(),
       "aws-ecs.fargate.capability: CHOWN instead of  at \"CHOWN\"\n"
       "aws-ecs.fargate.capability: KILL instead of  at \"KILL\"\n"},
      // That the first one makes it privileged is for a requirement to say.
      {fargate, net.c_str(), "aws-ecs.fargate.capability: SYS_ADMIN instead of  at \"SYS_ADMIN\"\n"},
      {fargate, open.c_str(), ""},
      {"", own.c_str(), ""},
      {unbound.c_str(), "{}", ""},
      {bound.c_str(), "{}",
       "aws-ecs.fargate.placement-constraint: memberOf instead of  at {\"type\": \"memberOf\"}\n"},
      {R"("placementConstraints": [{"type": "memberOf"}], )", "{}", ""},
      {share.c_str(), "{}", "aws-ecs.fargate.windows-volume: v instead of  at {\"fileSystemId\": \"f\"}\n"},
      {old.c_str(), "{}",
       "aws-ecs.fargate.windows-version: WINDOWS_SERVER_20H2_CORE instead of  at "
       "\"WINDOWS_SERVER_20H2_CORE\"\n"},
      {R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_20H2_CORE"}, )", "{}", ""},
  };
  check(table);
}

TEST_CASE("settings that Fargate does not take") {
  const auto check_fargate = [](const char* task, const char* containers, const char* violations) {
    CAPTURE(task, containers);
    const std::string keys = std::string(fargate) + task;
    const Case one[] = {{keys.c_str(), containers, violations}};
    check(one);
  };
  check_fargate(R"("ipcMode": "task", )", "{}",
                "aws-ecs.fargate.unsupported: ipcMode instead of  at \"task\"\n");
  check_fargate(R"("pidMode": "task", )", "{}", "");
  // The requirement speaks of what is shared with the host.
  check_fargate(R"("ipcMode": "host", "pidMode": "host", )", "{}", "");
  check_fargate("", R"({"linuxParameters": {"sharedMemorySize": 128}})",
                "aws-ecs.fargate.unsupported: sharedMemorySize instead of  at 128\n");
  check_fargate("", R"({"linuxParameters": {"maxSwap": 128, "swappiness": 10}})",
                "aws-ecs.fargate.unsupported: maxSwap instead of  at 128\n"
                "aws-ecs.fargate.unsupported: swappiness instead of  at 10\n");
  check_fargate("", R"({"linuxParameters": {"devices": [], "tmpfs": [], "initProcessEnabled": true}})", "");
  // Since 2026-01-06:
  // https://aws.amazon.com/about-aws/whats-new/2026/01/amazon-ecs-tmpfs-mounts-aws-fargate-managed-instances/
  check_fargate("", R"({"linuxParameters": {"tmpfs": [{"size": 64}]}})", "");
  check_fargate(
      "", R"({"dockerSecurityOptions": ["no-new-privileges"]})",
      "aws-ecs.fargate.unsupported: dockerSecurityOptions instead of  at [\"no-new-privileges\"]\n");
  check_fargate("", R"({"dnsServers": [], "disableNetworking": false, "extraHosts": null})", "");
  check_fargate("", R"({"dnsServers": "${SERVERS}"})", "");
  check_fargate("", R"({"ulimits": [{"name": "nofile", "softLimit": 65536, "hardLimit": 65536}]})", "");

  static constexpr Case machines[] = {
      {R"("ipcMode": "task", )", R"({"linuxParameters": {"sharedMemorySize": 128, "maxSwap": 128}})", ""}};
  check(machines);
}

TEST_CASE("where the logs of a container go") {
  static constexpr Case machines[] = {
      {"", R"({"logConfiguration": {"logDriver": "syslog"}})", ""},
      {"",
       R"({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"}}})",
       ""},
      {"",
       R"({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "", "awslogs-region": "r"}}})",
       "aws-ecs.log-options: awslogs-group instead of  at \"awslogs\"\n"},
      {"", R"({"logConfiguration": {"logDriver": "awslogs", "options": "${OPTIONS}"}})", ""},
      {"", R"({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "${GROUP}"}}})",
       "aws-ecs.log-options: awslogs-region instead of  at \"awslogs\"\n"},
  };
  check(machines);
  static constexpr Case on_fargate[] = {
      {fargate, R"({"logConfiguration": {"logDriver": "awsfirelens"}})", ""},
      {fargate, R"({"logConfiguration": {"logDriver": "${DRIVER}"}})", ""},
      {fargate, R"({"logConfiguration": {"logDriver": "syslog"}})",
       "aws-ecs.fargate.log-driver: syslog instead of awslogs, splunk or awsfirelens at \"syslog\"\n"},
      {fargate,
       R"({"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r"}}})",
       "aws-ecs.log-options: awslogs-stream-prefix instead of  at \"awslogs\"\n"},
      {fargate, R"({"logConfiguration": {"logDriver": "awslogs"}})",
       "aws-ecs.log-options: awslogs-group, awslogs-region, awslogs-stream-prefix instead of  at "
       "\"awslogs\"\n"},
  };
  check(on_fargate);
}

TEST_CASE("amounts below zero are refused, and are no mistake in the file") {
  static constexpr Case table[] = {
      {R"("cpu": "-256", )", R"({"memory": -1})",
       "aws-ecs.negative: cpu -256 instead of  at \"-256\"\naws-ecs.negative: memory -1 instead of  at -1\n"},
  };
  check(table, false);
}

TEST_CASE("a task has a container") {
  CHECK(import(R"({"family": "f", "containerDefinitions": []})").violations(incomplete) ==
        "aws-ecs.no-containers:  instead of  at []\n");
}
