// Images of helpers that stand beside a workload: collectors of logs, traces and numbers.
#pragma once

#include <string_view>

namespace placer::importers {

/// Whether an image is one of a known helper, wherever it is fetched from: the ports that it opens are for
/// the containers beside it and say nothing of how the workload is reached.
bool is_helper_image(std::string_view image);

}  // namespace placer::importers
