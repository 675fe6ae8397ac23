// Ports of Services and routes that lead nowhere.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, violations;
};

std::string object(const std::string& version, const std::string& kind, const std::string& name,
                   const std::string& spec) {
  return "---\napiVersion: " + version + "\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec: {" +
         spec + "}\n";
}

std::string deployment(const std::string& ports, const std::string& name = "w") {
  return object(
      "apps/v1", "Deployment", name,
      "selector: {matchLabels: {app: w}}, template: {metadata: {labels: {app: w}}, spec: {containers: "
      "[{name: a, image: b, ports: " +
          ports + "}]}}");
}

std::string service(const std::string& port) {
  return object("v1", "Service", "s", "selector: {app: w}, ports: [" + port + "]");
}

std::string ingress(const std::string& port) {
  return object("networking.k8s.io/v1", "Ingress", "i",
                "rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: " +
                    port + "}}}]}}]");
}

const std::string http = "[{containerPort: 8080, name: http}]";

void check(const Row& row) {
  CAPTURE(row.text);
  std::string found;
  const Imported imported = import(row.text);
  for (const Workload& workload : imported.workloads)
    for (const Violation& one : workload.violations)
      found += one.rule + ": " + one.needed + " > " + one.allowed + "\n";
  CHECK(found == row.violations);
  CHECK(imported.problems() == "");
}

}  // namespace

TEST_CASE("a Service names a port that the pods have") {
  const std::string found = "kubernetes.target-port: htpp > ";
  check(GENERATE_COPY(values<Row>({
      {deployment(http) + service("{port: 80, targetPort: htpp}"), found + "http\n"},
      {service("{port: 80, targetPort: htpp}") + deployment("[]"), found + "none\n"},
      {deployment(http) + service("{port: 80, targetPort: http}"), ""},
      {deployment(http) + service("{port: 80, targetPort: 9090}"), ""},
      {deployment(http) + service("{port: 80, targetPort: \"${PORT}\"}"), ""},
      {deployment("[{containerPort: 80, name: \"${NAME}\"}]") + service("{port: 80, targetPort: htpp}"), ""},
      {deployment("\"${PORTS}\"") + service("{port: 80, targetPort: htpp}"), ""},
      // Of several, one will do.
      {deployment(http) + deployment("[{containerPort: 80, name: htpp}]", "v") +
           service("{port: 80, targetPort: htpp}"),
       ""},
      {service("{port: 80, targetPort: htpp}"), ""},
  })));
}

TEST_CASE("a route leads to a port that the Service has") {
  const std::string both = deployment(http) + service("{port: 80, name: web, targetPort: http}");
  const std::string found = "kubernetes.backend-port: ";
  check(GENERATE_COPY(values<Row>({
      {both + ingress("{number: 8080}"), found + "8080 > 80\n"},
      {both + ingress("{name: wbe}"), found + "wbe > 80\n"},
      {both + ingress("{number: 80}"), ""},
      {both + ingress("{name: web}"), ""},
      {both + ingress("{name: use-annotation}"), ""},
      {both + ingress("{number: \"${PORT}\"}"), ""},
      {deployment(http) + service("{port: \"${PORT}\"}") + ingress("{number: 80}"), ""},
      {both + object("gateway.networking.k8s.io/v1", "HTTPRoute", "r",
                     "rules: [{backendRefs: [{name: s, port: 8080}]}]"),
       found + "8080 > 80\n"},
      // Of that name there is one in another namespace too.
      {both +
           "---\napiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: other}\nspec: {selector: "
           "{app: "
           "v}, ports: [{port: 8080}]}\n" +
           ingress("{number: 8080}"),
       ""},
  })));
}

TEST_CASE("gRPC travels in what a port carries") {
  const auto carried = [](const std::string& port, const std::string& container, bool routed = false) {
    return import(
               "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: w}\nspec: {selector: {matchLabels: "
               "{a: "
               "w}}, template: {metadata: {labels: {a: w}}, spec: {containers: [{name: a, image: b, " +
               container +
               "}]}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {a: w}, "
               "ports: [{port: 50051, " +
               port + "}]}\n" +
               (routed ? "---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: "
                         "r}\nspec: {rules: [{backendRefs: [{name: s, port: 50051}]}]}\n"
                       : ""))
        .fact("trigger");
  };
  const std::string by_port = " (derived) = by a port of its Service",
                    by_route = " (derived) = by the route to it";
  for (const std::string transport : {"kubernetes.io/h2c", "http2", "https"}) {
    CAPTURE(transport);
    CHECK(carried("name: grpc, appProtocol: " + transport, "") == "grpc" + by_port);
    CHECK(carried("name: grpc, appProtocol: " + transport, "", true) == "grpc" + by_route);
    CHECK(carried("targetPort: grpc-api, appProtocol: " + transport, "") == "grpc" + by_port);
    CHECK(carried("name: api, appProtocol: " + transport, "") == "http" + by_port);
  }
  CHECK(carried("name: grpc-web, appProtocol: https", "") == "http" + by_port);
  CHECK(carried("name: wss, appProtocol: https", "") == "websocket" + by_port);
  // Another protocol is stated.
  CHECK(carried("name: grpc, appProtocol: http", "") == "http" + by_port);
  CHECK(carried("name: grpc, appProtocol: redis", "") == "nothing");
  // The pods say what they speak at the port.
  const std::string named = "ports: [{name: grpc, containerPort: 9000}]",
                    probed = "livenessProbe: {grpc: {port: 9000}}";
  for (const std::string& container : {named, probed}) {
    CAPTURE(container);
    CHECK(carried("appProtocol: kubernetes.io/h2c, targetPort: 9000", container) == "grpc" + by_port);
    CHECK(carried("name: http2, targetPort: 9000", container, true) == "grpc" + by_route);
    CHECK(carried("name: http, targetPort: 9000", container) == "http" + by_port);
    CHECK(carried("name: https, targetPort: 8443", container) == "http" + by_port);
  }
  CHECK(carried("name: h2c", "livenessProbe: {grpc: {port: 50051}}") == "grpc" + by_port);
  CHECK(carried("name: h2c, targetPort: api", "ports: [{name: api, containerPort: 9000}], " + probed) ==
        "grpc" + by_port);
}

}  // namespace placer::test
