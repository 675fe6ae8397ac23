// Dockerfiles beside the manifests that build from them, and those that stand alone.
#include "support/catch.hpp"
#include "unit/facade/running.hpp"

#include <algorithm>

using namespace placer;
using placer::test::analyze;
using placer::test::MemoryReader;
using placer::test::Run;

namespace {

constexpr const char* compose = "services:\n  web:\n    build: ./web\n    ports: [\"8080:80\"]\n";

/// A fact of the first workload, with the place where it stands.
std::string fact(const Run& run, std::string_view name) {
  if (run.report.workloads.empty()) return "no workload";
  for (const FactReport& one : run.report.workloads.front().facts)
    if (one.fact == name) return " at " + run.sources.describe(one.where);
  return "nothing";
}

}  // namespace

TEST_CASE("a service that is built has the facts of its image") {
  const Run run = analyze(MemoryReader::of({{"d/compose.yaml", compose},
                                            {"d/web/Dockerfile", "FROM a\nRUN apk add git\nEXPOSE 99\n"}}),
                          {"d/compose.yaml"});
  CHECK(run.workloads() == "web");
  CHECK_THAT(fact(run, "system_packages"), test::contains(" at d/web/Dockerfile:2:5"));
  CHECK_THAT(fact(run, "ports"), test::contains(" at d/compose.yaml:4:13"));
  CHECK(run.problems() == "");
}

TEST_CASE("what an image is made for asks for accelerators only where nobody says whether it needs them") {
  struct Row {
    const char *service, *count;
  };
  static constexpr Row table[] = {
      {"", " at d/Dockerfile:1:6"},
      {", runtime: nvidia, environment: {NVIDIA_VISIBLE_DEVICES: all}", " at d/compose.yaml:1:35"},
      {", devices: [\"/dev/kfd:/dev/kfd\", \"/dev/dri:/dev/dri\"]", " at d/compose.yaml:1:36"},
      {", x-placer: {gpu: l4}", " at d/compose.yaml:1:42"},
      {", x-placer: {gpu: none}", " at d/compose.yaml:1:42"},
  };
  for (const Row& row : table) {
    CAPTURE(row.service);
    const Run run = analyze(
        MemoryReader::of({{"d/compose.yaml", std::string("services: {a: {build: .") + row.service + "}}\n"},
                          {"d/Dockerfile", "FROM nvidia/cuda:12.6.2-base\n"}}),
        {"d/compose.yaml"});
    CHECK(fact(run, "gpu.count") == row.count);
    CHECK(run.problems() == "");
  }
}

TEST_CASE("the stage, the file and the arguments of a build are those that the manifest names") {
  const Run run = analyze(
      MemoryReader::of(
          {{"d/compose.yaml",
            "services:\n  web:\n    build: {context: ., dockerfile: docker/web.df, target: first, args: "
            "{P: 81}}\n"},
           {"d/docker/web.df", "FROM a AS first\nARG P=80\nEXPOSE $P\nFROM b\nRUN apk add git\n"}}),
      {"d/compose.yaml"});
  CHECK_THAT(fact(run, "ports"), test::contains(" at d/docker/web.df:3:8"));
  CHECK(fact(run, "system_packages").find("docker/web.df") == std::string::npos);
  CHECK(run.problems() == "");
}

TEST_CASE("a Dockerfile that a manifest builds from is no second workload") {
  const MemoryReader reader = MemoryReader::of(
      {{"d/compose.yaml", compose}, {"d/web/Dockerfile", "FROM a\n"}, {"d/Dockerfile", "FROM b\n"}});
  const Run named = analyze(reader, {"d/web/Dockerfile", "d/compose.yaml"});
  CHECK(named.workloads() == "web");
  CHECK(named.report.files == 2);
  CHECK(analyze(reader, {"d/web/Dockerfile"}).workloads() == "web");
  // Nothing builds from the other one, and nobody asked for it.
  const Run walked = analyze(reader, {"d"});
  CHECK(walked.workloads() == "web");
  CHECK(walked.report.ignored_files == 1);
  AnalyzeOptions options;
  options.from = "dockerfile";
  CHECK(analyze(reader, {"d"}, options).workloads() == "d web");
}

TEST_CASE("a directory that has nothing but Dockerfiles says how to have them judged") {
  const Run run = analyze(MemoryReader::of({{"d/api/Dockerfile", "FROM a\n"}}), {"d"});
  REQUIRE(run.report.diagnostics.size() == 1);
  CHECK(run.report.diagnostics[0].help ==
        "a Dockerfile is judged where it is named, or with --from dockerfile: d/api/Dockerfile");
}

TEST_CASE("what is wrong with a Dockerfile is said once, in the Dockerfile") {
  const Run run = analyze(MemoryReader::of({{"d/compose.yaml", "services: {a: {build: .}, b: {build: .}}\n"},
                                            {"d/Dockerfile", "FROM a\nRNU x\n"}}),
                          {"d/compose.yaml"});
  CHECK(run.workloads() == "a b");
  CHECK(run.problems() == "d/Dockerfile:2:1 there is no instruction 'RNU' [dockerfile.instruction]\n");
  CHECK(std::all_of(run.report.workloads.begin(), run.report.workloads.end(),
                    [](const WorkloadReport& one) { return one.unread; }));
}

TEST_CASE("files that are no Dockerfiles are not shown, and what is not there is no error") {
  for (const char* build :
       {"{dockerfile: /etc/passwd}", "{dockerfile: secret.txt}", "./missing", "https://example.com/a.git",
        "{context: \"${CONTEXT}\"}", "{dockerfile: ../d/secret.txt}"}) {
    CAPTURE(build);
    const Run run =
        analyze(MemoryReader::of({{"d/compose.yaml", "services: {a: {build: " + std::string(build) + "}}\n"},
                                  {"d/secret.txt", "password\n"},
                                  {"/etc/passwd", "root:x:0:0\n"}}),
                {"d/compose.yaml"});
    CHECK(run.workloads() == "a");
    CHECK(run.problems() == "");
  }
}

TEST_CASE("a function that SAM or the Serverless Framework builds has the facts of its image") {
  const Run sam = analyze(
      MemoryReader::of(
          {{"t/template.yaml",
            "Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n"
            "    Properties: {PackageType: Image, Timeout: 9}\n"
            "    Metadata: {DockerContext: ./app, Dockerfile: Dockerfile}\n"},
           {"t/app/Dockerfile",
            "FROM public.ecr.aws/lambda/python:3.13\nRUN dnf install -y git\nEXPOSE 1\n"}}),
      {"t/template.yaml"});
  CHECK_THAT(fact(sam, "runtime"), test::contains(" at t/app/Dockerfile:1:6"));
  CHECK_THAT(fact(sam, "system_packages"), test::contains(" at t/app/Dockerfile:2:5"));
  CHECK(fact(sam, "ports").find("Dockerfile") == std::string::npos);
  const Run serverless = analyze(
      MemoryReader::of(
          {{"s/serverless.yml",
            "service: s\nprovider:\n  name: aws\n  ecr: {images: {app: {path: ./app}}}\nfunctions:\n  f: "
            "{image: {name: app}}\n"},
           {"s/app/Dockerfile", "FROM public.ecr.aws/lambda/python:3.13\n"}}),
      {"s/serverless.yml"});
  CHECK_THAT(fact(serverless, "runtime"), test::contains(" at s/app/Dockerfile:1:6"));
}

TEST_CASE("standard input is a Dockerfile where it begins like one") {
  CHECK(analyze(MemoryReader::of({{"-", "# note\nFROM alpine\n"}}), {"-"}).workloads() == "workload");
  CHECK(analyze(MemoryReader::of({{"-", "name: w\ntimeout: 3s\n"}}), {"-"}).workloads() == "w");
}
