// What is no queue of SQS is read in batches with the settings of a stream.
#include "importers/cloudformation_stream.hpp"

#include "importers/bounds.hpp"
#include "importers/cloudformation_queue.hpp"

#include <algorithm>

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

}  // namespace

void check_streams(Draft& draft, const Template& source, std::string_view function, const Property& events) {
  for (const auto& [name, event] : events.entries())
    if (std::find(std::begin(events_of_streams), std::end(events_of_streams), event["Type"].value().text) !=
        std::end(events_of_streams))
      check_bounds(draft, event["Properties"], bounds);
  for (const Resource* resource : source.companions("AWS::Lambda::EventSourceMapping", function))
    if (const Property mapping = source.properties(*resource); !is_queue(source, mapping))
      check_bounds(draft, mapping, bounds);
}

}  // namespace placer::importers
