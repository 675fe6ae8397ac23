#include "importers/capability.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::importers {
namespace {

/// Those of the container runtimes' default set, and SYS_PTRACE, which Fargate grants too.
constexpr std::array<std::string_view, 15> ordinary{
    "audit_write", "chown",   "dac_override",     "fowner",     "fsetid",
    "kill",        "mknod",   "net_bind_service", "net_raw",    "setgid",
    "setfcap",     "setpcap", "setuid",           "sys_chroot", "sys_ptrace"};

}  // namespace

void add_capability(Draft& draft, const Value& capability) {
  if (!capability.literal()) return;
  std::string name = to_lower(capability.text);
  if (name.starts_with("cap_")) name.erase(0, 4);
  if (std::find(ordinary.begin(), ordinary.end(), name) == ordinary.end())
    draft.set("privileged", {1, 1}, capability.where, Origin::derived, {},
              fmt::format("adds the capability {}", capability.text));
}

}  // namespace placer::importers
