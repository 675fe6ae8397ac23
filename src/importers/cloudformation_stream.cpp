// What is no queue of SQS is read in batches with the settings of a stream.
#include "importers/cloudformation_stream.hpp"

#include "importers/bounds.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_queue.hpp"
#include "importers/words.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace placer::importers {
namespace {

constexpr std::string_view no_end = "-1";

constexpr Bounded bounds[] = {
    {"", "BatchSize", "aws-lambda.stream.batch-size"},
    {"", "MaximumBatchingWindowInSeconds", "aws-lambda.stream.batch-window", seconds_number},
    {"", "ParallelizationFactor", "aws-lambda.stream.parallelization"},
    {"", "MaximumRetryAttempts", "aws-lambda.stream.retries", whole_number, no_end},
    {"", "MaximumRecordAgeInSeconds", "aws-lambda.stream.record-age", seconds_number, no_end},
    {"", "TumblingWindowInSeconds", "aws-lambda.stream.tumbling-window", seconds_number},
};

constexpr std::string_view events_of_streams[] = {"Kinesis",    "DynamoDB",         "MSK",
                                                  "DocumentDB", "SelfManagedKafka", "MQ"};

/// Streams that may be read from more than one end, in the words of SAM and in those of an ARN.
struct Stream {
  std::string_view event, service, resource;
};
constexpr Stream streams[] = {{"Kinesis", ":kinesis:", "AWS::Kinesis::Stream"},
                              {"DynamoDB", ":dynamodb:", "AWS::DynamoDB::Table"},
                              {"MSK", ":kafka:", "AWS::MSK::Cluster"}};

/// The kind of stream that is certainly read; null where it is none of these, or not known which.
const Stream* stream_of(const Template& source, const Property& mapping) {
  const Property arn = mapping["EventSourceArn"];
  const std::string text = arn.value().literal() ? arn.value().text : "";
  const std::vector<std::string_view> ids = references(arn.written());
  const Resource* resource = ids.size() == 1 ? source.find(ids.front()) : nullptr;
  const auto found = std::find_if(std::begin(streams), std::end(streams), [&](const Stream& stream) {
    return text.find(stream.service) != std::string::npos ||
           (resource != nullptr && resource->type == stream.resource);
  });
  return found == std::end(streams) ? nullptr : found;
}

/// Where reading begins, which a stream of a table cannot say by a time.
constexpr std::string_view ends[] = {"TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"};
constexpr std::string_view ends_of_table[] = {"TRIM_HORIZON", "LATEST"};

void check_end(Draft& draft, const Property& settings, bool is_table) {
  check_word(draft, "aws-lambda.word", settings["StartingPosition"].value(),
             settings.called("StartingPosition"),
             is_table ? std::span<const std::string_view>(ends_of_table) : ends);
}

/// Where reading begins must be said. `where` is told if nothing is set at all.
void check_start(Draft& draft, const Property& settings, Location where, std::string_view stream) {
  if (settings["StartingPosition"]) return;
  draft.violation("aws-lambda.stream.start", settings ? settings.where() : where, std::string(stream));
}

}  // namespace

void check_streams(Draft& draft, const Template& source, std::string_view function, const Property& events) {
  for (const auto& [name, event] : events.entries())
    if (std::find(std::begin(events_of_streams), std::end(events_of_streams), event["Type"].value().text) !=
        std::end(events_of_streams)) {
      check_bounds(draft, event["Properties"], bounds);
      check_end(draft, event["Properties"], event["Type"].value().text == "DynamoDB");
      if (const auto stream = std::find_if(
              std::begin(streams), std::end(streams),
              [type = event["Type"].value().text](const Stream& one) { return one.event == type; });
          stream != std::end(streams))
        check_start(draft, event["Properties"], event.where(), stream->event);
    }
  for (const Resource* resource : source.companions("AWS::Lambda::EventSourceMapping", function))
    if (const Property mapping = source.properties(*resource); !is_queue(source, mapping)) {
      check_bounds(draft, mapping, bounds);
      const Stream* stream = stream_of(source, mapping);
      check_end(draft, mapping, stream != nullptr && stream->event == "DynamoDB");
      if (stream != nullptr) check_start(draft, mapping, resource->id.where(), stream->event);
    }
}

}  // namespace placer::importers
