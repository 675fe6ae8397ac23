#include "importers/platform.hpp"

#include <string_view>

namespace placer::importers {

void read_platform(Draft& draft, const Value& platform) {
  if (!platform) return;
  if (!platform.literal()) return draft.unresolved("architecture", platform);
  const std::string_view text = platform.text;
  Value part = platform;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    part.text = text.substr(0, slash);
    draft.choice("operating_system", part);
    const std::string_view rest = text.substr(slash + 1);
    part.text = rest.substr(0, rest.find('/'));
  }
  draft.choice("architecture", part);
}

}  // namespace placer::importers
