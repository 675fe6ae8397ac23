// Secrets, and amounts below zero.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

struct Row {
  std::string text, violations;
};

std::string secret(const std::string& text, const std::string& version = "v1") {
  return "---\napiVersion: " + version + "\nkind: Secret\nmetadata: {name: s}\n" + text + "\n";
}

std::string pod(const std::string& container, const std::string& spec = "") {
  return "---\napiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {" + spec +
         "containers: [{name: a, image: b, " + container + "}]}\n";
}

}  // namespace

TEST_CASE("values of a Secret are texts, and base64 in its data") {
  const auto no_base64 = [](const std::string& at) {
    return "kubernetes.secret-data: K instead of  at " + at + "\n";
  };
  const auto row = GENERATE_COPY(values<Row>({
      {secret("stringData: {K: 5432}"),
       "kubernetes.value-type: the key K is a number instead of text at 5432\n"},
      {secret("stringData: {K: yes}"),
       "kubernetes.value-type: the key K is true or false in YAML 1.1 instead of text at yes\n"},
      {secret("data: {K: 12345678}"),
       "kubernetes.value-type: the key K is a number instead of text at 12345678\n"},
      {secret("data: {K: hunter2!}"), no_base64("hunter2!")},
      {secret("data: {K: \"postgres://u:p@db/a\"}"), no_base64("\"postgres://u:p@db/a\"")},
      {secret("data: {K: aGk}"), no_base64("aGk")},
      {secret("stringData: {\"a b\": v}"), "kubernetes.config-map-key: a b instead of  at \"a b\"\n"},
      {secret("stringData: {K: \"5432\", L: hunter2!}\ndata: {M: aGk=, N: }"), "no workload"},
      {secret("data:\n  K: |\n    aGVs\n    bG8=\n"), "no workload"},
      // Filled in, or decrypted, before anything is applied.
      {secret("data: {K: \"{{ password }}\"}"), "no workload"},
      {secret("data: {K: \"${PASSWORD}\"}"), "no workload"},
      {secret("data: {K: <path:a#b>}"), "no workload"},
      {secret("data: {K: YOUR-TOKEN}"), "no workload"},
      {secret("data: {K: LS0tLS1CRUdJTi...}"), "no workload"},
      {secret("data: {K: \"ref+vault://a#b\"}"), "no workload"},
      {secret("data: {K: \"ENC[AES256_GCM,data:a]\"}\nsops: {version: \"3\"}"), "no workload"},
      {secret("data: {K: hunter2!}", "shop.example/v1"), "no workload"},
  }));
  CAPTURE(row.text);
  const Imported imported = import(row.text);
  CHECK((imported.workloads.empty() ? "no workload" : imported.violations()) == row.violations);
  CHECK(imported.problems() == "");
}

TEST_CASE("a Secret is judged with the pods that name it") {
  const std::string wrong = secret("stringData: {K: 1}");
  for (const std::string& text : {pod("envFrom: [{secretRef: {name: s}}]"),
                                  pod("env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: K}}}]"),
                                  pod("tty: true", "volumes: [{name: v, secret: {secretName: s}}], ")}) {
    const Imported imported = import(text + wrong);
    CHECK(imported.names() == "w");
    CHECK(imported.violations() == "kubernetes.value-type: the key K is a number instead of text at 1\n");
  }
  // A ConfigMap of that name is another object.
  CHECK(import(pod("envFrom: [{configMapRef: {name: s}}]") + wrong).names() == "w s");
}

TEST_CASE("a request below zero is refused, whatever limit there is") {
  for (const char* resources : {"requests: {cpu: -1}", "requests: {cpu: -1}, limits: {cpu: 2}"})
    CHECK(import(pod("resources: {" + std::string(resources) + "}")).violations() ==
          "kubernetes.negative: cpu -1 instead of  at -1\n");
  CHECK(import(pod("resources: {requests: {memory: -1Gi}}")).violations() ==
        "kubernetes.negative: memory -1Gi instead of  at -1Gi\n");
}

}  // namespace placer::test
