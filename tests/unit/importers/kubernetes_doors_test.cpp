// What stands in front of pods, and how long it waits.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string doors, ingress_class, wait;
};

const std::string pods = R"(
apiVersion: apps/v1
kind: Deployment
metadata: {name: w, namespace: a}
spec:
  selector: {matchLabels: {app: w}}
  template: {metadata: {labels: {app: w}}, spec: {containers: [{name: c, image: i}]}}
)";

std::string service(const std::string& metadata = "") {
  return "---\napiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: a" + metadata +
         "}\nspec: {selector: {app: w}, ports: [{port: 80}]}\n";
}

std::string ingress(const std::string& name, const std::string& annotations, const std::string& spec = "") {
  return "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: " + name +
         ", namespace: a, annotations: {" + annotations + "}}\nspec: {" + spec +
         "rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: "
         "80}}}}]}}]}\n";
}

std::string config(const std::string& name, const std::string& space = "a") {
  return "---\napiVersion: cloud.google.com/v1\nkind: BackendConfig\nmetadata: {name: " + name +
         ", namespace: " + space + "}\nspec: {timeoutSec: 300}\n";
}

const std::string none = "nothing";

}  // namespace

TEST_CASE("the class of an Ingress is the door, and its annotations say how long it waits") {
  const std::string attributes = "alb.ingress.kubernetes.io/load-balancer-attributes: ";
  const std::string by_name =
      service(R"(, annotations: {cloud.google.com/backend-config: '{"default": "slow"}'})");
  const auto row = GENERATE_COPY(values<Row>({
      {service(), none, none},
      {service() + ingress("i", ""), none, none},
      {service() + ingress("i", "", "ingressClassName: alb, "), "alb", none},
      {service() + ingress("i", "kubernetes.io/ingress.class: gce"), "gce", none},
      {service() + ingress("i", "", "ingressClassName: \"${CLASS}\", "), "${CLASS} (unresolved)", none},
      {service() + ingress("i", attributes + "idle_timeout.timeout_seconds=300"), none, "5min"},
      {service() + ingress("i", attributes + "\"a.b=c, idle_timeout.timeout_seconds = 300\""), none, none},
      {service() + ingress("i", attributes + "\"a.b=c, idle_timeout.timeout_seconds=300,d=e\""), none,
       "5min"},
      {service() + ingress("i", attributes + "idle_timeout.timeout_seconds=soon"), none, "soon (unresolved)"},
      {service() + ingress("i", "nginx.ingress.kubernetes.io/proxy-read-timeout: \"90\""), none, "90s"},
      {service() + ingress("i", "nginx.org/proxy-read-timeout: 120s"), none, "2min"},
      {service() + ingress("i", "", "ingressClassName: nginx, ") +
           ingress("j", "", "ingressClassName: alb, "),
       "alb (unresolved)", none},
      {service() + ingress("i", "", "ingressClassName: nginx, ") + ingress("j", ""), none, none},
      {service() + ingress("i", "", "ingressClassName: nginx, ") +
           ingress("j", "", "ingressClassName: nginx, "),
       "nginx", none},
      {by_name + config("slow") + ingress("i", ""), none, "5min"},
      {by_name + config("slow", "b") + ingress("i", ""), none, none},
      {by_name + config("slower") + ingress("i", ""), none, none},
      {service(R"(, annotations: {beta.cloud.google.com/backend-config: '{"ports": {"80": "slow"}}'})") +
           config("slow") + ingress("i", ""),
       none, "5min"},
      {by_name + config("slow"), none, none},
  }));
  CAPTURE(row.doors);
  const Imported imported = import(pods + row.doors);
  REQUIRE(imported.workloads.size() == 1);
  const auto shown = [&](const std::string& fact) {
    const std::string text = imported.fact(fact);
    return text.substr(0, text.find(" = "));
  };
  CHECK(shown("ingress_class") == row.ingress_class);
  CHECK(shown("front_door_timeout") == row.wait);
  CHECK(imported.problems() == "");
}

}  // namespace placer::test
