// The bounds of a connection stand in a table; the time for which a message is out of sight is held against
// the timeout of the function.
#include "importers/cloudformation_queue.hpp"

#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/bounds.hpp"
#include "importers/cloudformation_intrinsics.hpp"

#include <fmt/core.h>

#include <optional>

namespace placer::importers {
namespace {

constexpr Bounded plain[] = {
    {"", "BatchSize", "aws-lambda.queue.batch-size"},
    {"", "MaximumBatchingWindowInSeconds", "aws-lambda.queue.batch-window", seconds_number},
    {"ScalingConfig", "MaximumConcurrency", "aws-lambda.queue.maximum-concurrency"},
};
constexpr Bounded fifo[] = {
    {"", "BatchSize", "aws-lambda.fifo-queue.batch-size"},
    {"", "MaximumBatchingWindowInSeconds", "aws-lambda.fifo-queue.batch-window", seconds_number},
    {"ScalingConfig", "MaximumConcurrency", "aws-lambda.queue.maximum-concurrency"},
};

constexpr std::int64_t default_visibility = 30'000;  // milliseconds
constexpr std::int64_t visibility_factor = 6;

std::string duration(std::int64_t milliseconds) { return format_quantity(milliseconds, Unit::duration); }

class Connection {
 public:
  /// `key` is where `mapping` names the queue, which is read as it is where the function is made; null where
  /// that does not matter. False in `is_queue` if that may be something else.
  Connection(const Template& source, const Property& mapping, std::string_view key, const Resource* function)
      : mapping_(mapping) {
    const doc::View written = mapping[key].written();
    for (const std::string_view id : references(written)) {
      const Resource* resource = source.find(id);
      if (resource == nullptr || resource->type != "AWS::SQS::Queue") continue;
      queue_ = function == nullptr
                   ? source.properties(*resource)
                   : source.read_for(*function, resource->body["Properties"], "Properties").mapping();
      in_template_ = true;
    }
    // Which queue it is a condition says, and so of which kind.
    open_ = intrinsic(written).name == "If";
    const Value arn = mapping[key].value();
    named_ = arn.literal() && arn.text.find(":sqs:") != std::string::npos;
    fifo_ = in_template_ ? queue_["FifoQueue"].boolean().text == "true" : arn.text.ends_with(".fifo");
  }

  bool is_queue() const { return in_template_ || named_; }

  void check(Draft& draft, const Value& timeout) const {
    if (open_) return;
    check_bounds(draft, mapping_, fifo_ ? fifo : plain);
    const Value size = mapping_["BatchSize"].value(),
                window = mapping_["MaximumBatchingWindowInSeconds"].value();
    const auto wait = window ? number(window, seconds_number) : 0;
    if (const auto messages = number(size, whole_number); messages && wait == 0 && !fifo_)
      draft.bounded("aws-lambda.queue.window-missing", *messages, size.where);
    if (in_template_) check_visibility(draft, timeout, wait.value_or(0));
  }

 private:
  void check_visibility(Draft& draft, const Value& timeout, std::int64_t window) const {
    const Value written = queue_["VisibilityTimeout"].value();
    const auto hidden = written ? number(written, seconds_number) : default_visibility;
    const auto run = number(timeout, seconds_number);
    constexpr std::int64_t day = 86'400'000;  // far above what either may be
    if (!hidden || !run || *run > day || window > day) return;
    const Location where = written ? written.where : timeout.where;
    const std::int64_t advised = visibility_factor * *run + window;
    if (*hidden < *run)
      draft.violation("aws-lambda.queue.visibility", where, duration(*hidden), duration(*run));
    else if (*hidden < advised)
      draft.violation("aws-lambda.queue.short-visibility", where, duration(*hidden), duration(advised));
  }

  Property mapping_, queue_;
  bool in_template_ = false, named_ = false, fifo_ = false, open_ = false;
};

}  // namespace

bool is_queue(const Template& source, const Property& mapping) {
  return Connection(source, mapping, "EventSourceArn", nullptr).is_queue();
}

void check_queues(Draft& draft, const Template& source, std::string_view function, const Property& events,
                  const Value& timeout) {
  const Resource* subject = source.find(function);
  for (const auto& [name, event] : events.entries())
    if (event["Type"].value().text == "SQS")
      Connection(source, event["Properties"], "Queue", subject).check(draft, timeout);
  for (const Resource* resource : source.companions("AWS::Lambda::EventSourceMapping", function))
    if (const Connection connection(source, source.properties(*resource), "EventSourceArn", subject);
        connection.is_queue())
      connection.check(draft, timeout);
}

}  // namespace placer::importers
