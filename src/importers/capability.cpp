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

std::string name_of(const Value& capability) {
  std::string name = to_lower(capability.text);
  if (name.starts_with("cap_")) name.erase(0, 4);
  return name;
}

bool is_ordinary(const Value& capability) {
  return std::find(ordinary.begin(), ordinary.end(), name_of(capability)) != ordinary.end();
}

}  // namespace

void add_capability(Draft& draft, const Value& capability) {
  if (capability.literal() && !is_ordinary(capability))
    draft.set("privileged", {1, 1}, capability.where, Origin::derived, {},
              fmt::format("adds the capability {}", capability.text));
}

void note_net_admin(Draft& draft, const std::vector<Value>& capabilities) {
  const Fact* privileged = draft.find("privileged");
  if (privileged == nullptr || privileged->value.low == 0) return;
  const bool derived = privileged->origin == Origin::derived;
  const bool only = derived && std::all_of(capabilities.begin(), capabilities.end(), [](const Value& one) {
                      return one.literal() && (is_ordinary(one) || name_of(one) == "net_admin");
                    });
  draft.set("net_admin_only", {only, only}, privileged->where, Origin::derived, {},
            only ? "no other capability is added" : "");
}

}  // namespace placer::importers
