// Images are told by their names: the last part of the path, and for names that others use, too, the part
// before it.
#include "importers/helper_image.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>

namespace placer::importers {
namespace {

/// The end of a path; a name without a slash is that of an image in any repository.
constexpr std::string_view helpers[] = {"aws-xray-daemon",
                                        "xray-daemon",
                                        "statsd",
                                        "statsd-exporter",
                                        "statsd_exporter",
                                        "dogstatsd",
                                        "aws-for-fluent-bit",
                                        "fluent-bit",
                                        "fluentd",
                                        "datadog/agent",
                                        "datadoghq/agent",
                                        "datadog-agent",
                                        "cloudwatch-agent",
                                        "amazon-cloudwatch-agent",
                                        "aws-otel-collector",
                                        "opentelemetry-collector",
                                        "opentelemetry-collector-contrib",
                                        "opentelemetry-collector-k8s",
                                        "telegraf",
                                        "jaeger-agent"};

}  // namespace

bool is_helper_image(std::string_view image) {
  std::string name = to_lower(image.substr(0, image.find('@')));
  // What stands behind the last slash may have a tag; before it, a colon is that of a port.
  const std::size_t slash = name.rfind('/'), colon = name.rfind(':');
  if (colon != std::string::npos && (slash == std::string::npos || colon > slash)) name.resize(colon);
  return std::any_of(std::begin(helpers), std::end(helpers), [&](std::string_view helper) {
    return name.ends_with(helper) &&
           (name.size() == helper.size() || name[name.size() - helper.size() - 1] == '/');
  });
}

}  // namespace placer::importers
