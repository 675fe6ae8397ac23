// Objects without apiVersion or kind, and game servers, which have ports of their own.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, problems;
};

const std::string containers = "containers: [{name: a, image: b}]";
const std::string name = "metadata: {name: w}\n";
const std::string controller = name + "spec: {template: {spec: {" + containers + "}}}\n";
const std::string pod = name + "spec: {" + containers + "}\n";
const std::string cron = name + "spec: {jobTemplate: {spec: {template: {spec: {" + containers + "}}}}}\n";

std::string fleet(const std::string& kind, const std::string& ports) {
  const std::string server = "ports: [" + ports + "], template: {spec: {" + containers + "}}";
  return "apiVersion: agones.dev/v1\nkind: " + kind + "\n" + name + "spec: {" +
         (kind == "GameServer" ? server : "replicas: 2, template: {spec: {" + server + "}}") + "}\n";
}

}  // namespace

TEST_CASE("an object with pods that does not say what it is is an error") {
  const std::string no_version = " | an object with pods has no apiVersion, and no cluster takes it | write ",
                    no_kind = " | an object with pods has no kind, and no cluster takes it | write ";
  const auto row = GENERATE_COPY(values<Row>({
      {"kind: Deployment\n" + controller, "Deployment" + no_version + "`apiVersion: apps/v1`\n"},
      {"kind: Pod\n" + pod, "Pod" + no_version + "`apiVersion: v1`\n"},
      {"kind: CronJob\n" + cron, "CronJob" + no_version + "`apiVersion: batch/v1`\n"},
      {"apiVersion:\nkind: Job\n" + controller, "Job" + no_version + "`apiVersion: batch/v1`\n"},
      {"apiversion: apps/v1\nkind: Deployment\n" + controller,
       "apiversion | there is no key `apiversion`; `apiVersion` is meant | write `apiVersion: apps/v1`\n"},
      {"apiVersion: v1\n" + pod, "v1" + no_kind + "`kind: Pod`\n"},
      {"apiVersion: batch/v1\n" + cron, "batch/v1" + no_kind + "`kind: CronJob`\n"},
      {"apiVersion: apps/v1\n" + controller,
       "apps/v1" + no_kind + "`kind:` and one of Deployment, ReplicaSet, StatefulSet, DaemonSet\n"},
      {"apiVersion: apps/v1\nKind: Deployment\n" + controller,
       "Kind | there is no key `Kind`; `kind` is meant | write `kind:` and one of Deployment, ReplicaSet, "
       "StatefulSet, "
       "DaemonSet\n"},
      {"apiVersion: v1\nkind: List\nitems: [{kind: Pod, metadata: {name: w}, spec: {" + containers + "}}]\n",
       "Pod" + no_version + "`apiVersion: v1`\n"},
      {"apiVersion: apps/v1\nkind: Deployment\n" + controller, ""},
  }));
  CAPTURE(row.text);
  CHECK(import(row.text).problems() == row.problems);
}

TEST_CASE("what is no whole object but for its head is none of them") {
  for (const std::string& text :
       {"kind: Shop\n" + controller, "apiVersion: shop.example/v1\n" + controller, "kind: Deployment\n" + pod,
        controller, std::string("kind: Pod\nspec: {containers: [{name: a, image: b}]}\n"),
        "kind: Deployment\n" + name + "spec: {template: {spec: {containers: [{name: a}]}}}\n",
        "kind: Deployment\n" + name + "spec: {template: {spec: {containers: 3}}}\n"}) {
    CAPTURE(text);
    CHECK(import(text).problems().find("an object with pods") == std::string::npos);
  }
}

TEST_CASE("a fleet of game servers is a service of copies") {
  const std::string port = "{name: a, portPolicy: Dynamic, containerPort: 7654}";
  for (const char* kind : {"Fleet", "GameServerSet"}) {
    const Imported imported = import(fleet(kind, port));
    CHECK(imported.problems().empty());
    CHECK(imported.fact("nodes") == "1 (platform_default) = the manifest asks for no more");
    CHECK(imported.fact("scale.min") == "2");
    CHECK(imported.fact("scale.max") == "2");
    CHECK(imported.fact("ports") == "7654");
    CHECK(imported.fact("trigger") == "udp (derived) = all ports of its game servers are UDP");
  }
  CHECK(import(fleet("GameServer", port)).fact("ports") == "7654");
  CHECK(import(fleet("GameServer", "{name: a, containerPort: 80, protocol: TCP}"))
            .fact("trigger")
            .find("udp (") == std::string::npos);
  CHECK(import(fleet("Fleet", "{name: a, portPolicy: Passthrough, protocol: UDP}")).fact("ports") ==
        "nothing");
}

}  // namespace placer::test
