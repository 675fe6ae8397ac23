// Which system's tasks mount which file system.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;

TEST_CASE("file systems of Linux and of Windows") {
  const std::string windows = R"("runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, )",
                    linux_family = R"("runtimePlatform": {"operatingSystemFamily": "LINUX"}, )",
                    efs = R"("efsVolumeConfiguration": {"fileSystemId": "fs-1"})",
                    fsx = R"("fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "f"})";
  const auto violations = [](const std::string& system, const std::string& volume) {
    return import(R"({"family": "f", "memory": "8 GB", )" + system + R"("volumes": [{"name": "v", )" +
                  volume + R"(}], "containerDefinitions": [{"name": "a", "image": "i"}]})")
        .violations();
  };
  CHECK(violations(windows, efs) ==
        "aws-ecs.volume-system: EFS instead of Linux at {\"fileSystemId\": \"fs-1\"}\n");
  CHECK(
      violations(linux_family, fsx) ==
      "aws-ecs.volume-system: FSx for Windows File Server instead of Windows at {\"fileSystemId\": \"f\"}\n");
  CHECK(violations(windows, fsx) == "");
  CHECK(violations(linux_family, efs) == "");
  // The machine may have either system.
  CHECK(violations("", efs) == "");
  CHECK(violations("", fsx) == "");
}
