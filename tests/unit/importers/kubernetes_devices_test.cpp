// Resources that plugins announce, and names of resources that there are not.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

namespace placer::test {
namespace {

std::string pod(const std::string& resources, const std::string& more = {}) {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: w}\nspec: {" + more +
         "containers: [{name: a, image: shop, resources: {" + resources + "}}]}\n";
}

struct Row {
  std::string resources, found;
};

}  // namespace

TEST_CASE("resources that cannot be overcommitted have one whole number") {
  const auto row = GENERATE(values<Row>({
      {"limits: {rdma/hca: 1}", ""},
      {"requests: {rdma/hca: 1}, limits: {rdma/hca: 1000m}", ""},
      {"limits: {rdma/hca: 0.5}", "kubernetes.extended-fraction: 0.5 of rdma/hca instead of  at 0.5\n"},
      {"requests: {rdma/hca: 1}", "kubernetes.extended-request-only: 1 of rdma/hca instead of  at 1\n"},
      {"requests: {rdma/hca: 1}, limits: {rdma/hca: 2}",
       "kubernetes.extended-request-unlike-limit: 1 of rdma/hca instead of 2 at 1\n"},
      {"requests: {hugepages-2Mi: 4Mi}, limits: {hugepages-2Mi: 8Mi, memory: 1Gi}",
       "kubernetes.extended-request-unlike-limit: 4Mi of hugepages-2Mi instead of 8Mi at 4Mi\n"},
      {"requests: {rdma/hca: 1}, limits: \"${LIMITS}\"", ""},
      {"requests: {cpu: 1}, limits: {cpu: 2}", ""},
  }));
  CAPTURE(row.resources);
  const Imported imported = import(pod(row.resources));
  CHECK(imported.violations() == row.found);
  CHECK(imported.problems() == "");
}

TEST_CASE("names that are no resources are said") {
  const std::string known =
      " instead of cpu, memory, ephemeral-storage, hugepages-SIZE or a name with a domain at ";
  CHECK(import(pod("limits: {cpus: 1}")).violations() == "kubernetes.resource-name: cpus" + known + "cpus\n");
  CHECK(import(pod("requests: {memroy: 1Gi}")).violations() ==
        "kubernetes.resource-name: memroy" + known + "memroy\n");
  CHECK(import(pod("request: {cpu: 1}")).violations() ==
        "kubernetes.unknown-field: resources.request instead of requests, limits and claims at request\n");
  CHECK(import(pod("limits: {\"${NAME}\": 1}, claims: [{name: \"${CLAIM}\"}]")).violations() == "");
}

TEST_CASE("what may hand out devices is not none") {
  CHECK(import(pod("limits: {k8s.amazonaws.com/vgpu: 2}")).fact("gpu.count") ==
        "1..2 (derived) = for 2 of k8s.amazonaws.com/vgpu; one device may hold them all");
  CHECK(import(pod("limits: {aliyun.com/gpu-mem: 3}")).fact("gpu.count") ==
        "1..3 (derived) = for 3 of aliyun.com/gpu-mem; one device may hold them all");
  CHECK(import(pod("limits: {nvidia.com/gpu: 1, nvidia.com/gpumem: 3000}")).fact("gpu.count") == "1");
  CHECK(import(pod("", "runtimeClassName: nvidia, ")).fact("gpu.count") ==
        "nvidia (unresolved) = the runtime class nvidia can give it devices; it asks for none");
  CHECK(import(pod("limits: {nvidia.com/gpu: 1}", "runtimeClassName: nvidia, ")).fact("gpu.count") == "1");
  CHECK(import("apiVersion: v1\nkind: Pod\nmetadata: {name: w, annotations: {gpu-fraction: \"0.5\"}}\nspec: "
               "{containers: [{name: a, image: shop}]}\n")
            .fact("gpu.count") == "1 (derived) = a part of one device, by the annotation gpu-fraction: 0.5");
}

TEST_CASE("what a plugin announces is a device of the host") {
  const std::string absent = "false (platform_default) = the manifest does not ask for it";
  for (const std::string resource :
       {"xilinx.com/fpga", "devices.kubevirt.io/kvm", "smarter-devices/video0"}) {
    CAPTURE(resource);
    CHECK(import(pod("limits: {" + resource + ": 1}")).fact("host.path") ==
          "true (derived) = uses " + resource + " of the host");
    CHECK(import(pod("limits: {" + resource + ": 1}")).fact("gpu.count").substr(0, 1) == "0");
  }
  CHECK(import(pod("limits: {rdma/hca: \"${N}\"}")).fact("host.path").substr(0, 4) == "true");
  for (const std::string ordinary :
       {"rdma/hca: 0", "hugepages-2Mi: 4Mi, memory: 1Gi", "vpc.amazonaws.com/efa: 1",
        "kubernetes.io/batch-cpu: 1", "vpc.amazonaws.com/pod-eni: 1", "nvidia.com/gpu: 1",
        "nvidia.com/gpu: 1, nvidia.com/gpumem: 3000", "cpu: 1, memory: 1Gi"}) {
    CAPTURE(ordinary);
    CHECK(import(pod("limits: {" + ordinary + "}")).fact("host.path") == absent);
  }
}

TEST_CASE("an interface of Amazon is on some of its machines") {
  const Imported imported = import(pod("limits: {vpc.amazonaws.com/efa: 4}"));
  CHECK(imported.fact("providers") == "aws (derived) = vpc.amazonaws.com/efa is a device of AWS");
  CHECK(imported.fact("node_pinned") == "true (derived) = only on machines with vpc.amazonaws.com/efa");
  CHECK(import(pod("limits: {vpc.amazonaws.com/efa: 0}")).fact("providers") == "nothing");
}

TEST_CASE("what may be an accelerator is not none") {
  const auto found = [](const std::string& limits, const std::string& fact) {
    return import(pod("limits: {" + limits + "}")).fact(fact);
  };
  const auto open = [](const std::string& resource) {
    return "1 (unresolved) = how many accelerators " + resource + " stands for is not known";
  };
  CHECK(found("nvidia.com/A100: 1", "gpu.count") == open("nvidia.com/A100"));
  CHECK(found("nvidia.com/A100: 1", "host.path") == open("nvidia.com/A100"));
  CHECK(found("nvidia.com/pgpu: 1", "gpu.count") == open("nvidia.com/pgpu"));
  CHECK(found("nvidia.com/gpumem: 1", "gpu.count") == open("nvidia.com/gpumem"));
  CHECK(found("shop.example/gpus: 1", "gpu.count") == open("shop.example/gpus"));
  CHECK(found("nvidia.com/A100: 0", "gpu.count").substr(0, 1) == "0");
  CHECK(found("nvidia.com/gpu: 8, nvidia.com/hostdev: 1", "gpu.count") == "8");
  CHECK(found("nvidia.com/gpu: 8, nvidia.com/hostdev: 1", "host.path") == open("nvidia.com/hostdev"));
  CHECK(found("nvidia.com/A100: 1, rdma/hca: 1", "host.path").substr(0, 4) == "true");
}

TEST_CASE("devices of two kinds are of no one type") {
  const Imported imported = import(pod("limits: {habana.ai/gaudi: 1, nvidia.com/gpu: 1}"));
  CHECK(imported.fact("gpu.type").find("it asks for habana.ai/gaudi and for nvidia.com/gpu") !=
        std::string::npos);
  CHECK(imported.fact("gpu.count").substr(0, 1) == "2");
}

TEST_CASE("a number with a zero before it is octal") {
  CHECK(import(pod("limits: {cpu: 010}")).fact("cpu").substr(0, 1) == "8");
  CHECK(import(pod("limits: {cpu: \"010\"}")).fact("cpu").substr(0, 2) == "10");
  CHECK(import(pod("limits: {cpu: 08}")).fact("cpu").substr(0, 1) == "8");
}

}  // namespace placer::test
