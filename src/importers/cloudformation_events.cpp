// A table of the properties that SAM requires, by the type of the event:
// https://github.com/aws/serverless-application-model/tree/develop/samtranslator/model/eventsources
#include "importers/cloudformation_events.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace placer::importers {
namespace {

struct Required {
  std::string_view type, keys;
};
constexpr Required required[] = {
    {"Api", "Path Method"}, {"DocumentDB", "Cluster"}, {"DynamoDB", "Stream"},  {"Kinesis", "Stream"},
    {"MQ", "Broker"},       {"MSK", "Stream"},         {"S3", "Bucket Events"}, {"Schedule", "Schedule"},
    {"SNS", "Topic"},       {"SQS", "Queue"},
};

}  // namespace

void check_event_properties(Draft& draft, const Property& event) {
  if (!event.certain() || !event.is_mapping() || event.has("Fn::Transform")) return;
  const Value type = event["Type"].value();
  const Property properties = event["Properties"];
  const bool is_known = !properties || (properties.certain() && properties.is_mapping());
  if (!type.literal() || !is_known || properties.has("Fn::Transform")) return;
  // SAM writes the notification into the bucket, which must be one of its own.
  if (const Property bucket = properties["Bucket"];
      type.text == "S3" && bucket.certain() && bucket.written().is_scalar() &&
      intrinsic(bucket.written()).name.empty() && bucket.value().literal())
    draft.violation("aws-lambda.event-bucket", bucket.where(), bucket.value().text);
  std::string missing;
  for (const Required& one : required)
    if (one.type == type.text)
      for (const std::string_view key : words_of(one.keys))
        if (!properties[key]) missing += fmt::format("{}{}", missing.empty() ? "" : " and ", key);
  if (!missing.empty())
    draft.violation("aws-lambda.event-lacks", properties ? properties.where() : event.where(), type.text,
                    missing);
}

}  // namespace placer::importers
