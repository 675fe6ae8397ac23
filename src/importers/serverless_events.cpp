// Kinds as in https://www.serverless.com/framework/docs/providers/aws/guide/events.
#include "importers/serverless_events.hpp"

#include "doc/merge.hpp"
#include "importers/serverless_variables.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace placer::importers {
namespace {

struct Kind {
  std::string_view name, trigger, gateway = {}, broker = {}, batch = {};
};
constexpr Kind kinds[] = {
    {"http", "http", "api-gateway-rest"},
    {"httpApi", "http", "api-gateway-http"},
    {"websocket", "websocket", "api-gateway-websocket"},
    {"alb", "http", "alb"},
    {"cloudFront", "http"},
    {"schedule", "schedule"},
    {"sqs", "queue", {}, "sqs", "SQS"},
    {"activemq", "queue", {}, "amazon-mq", "MQ"},
    {"rabbitmq", "queue", {}, "amazon-mq", "MQ"},
    {"msk", "stream", {}, "kafka", "MSK"},
    {"kafka", "stream", {}, "kafka", "SelfManagedKafka"},
    {"s3", "event"},
    {"sns", "event"},
    {"eventBridge", "event"},
    {"cloudwatchEvent", "event"},
    {"cloudwatchLog", "event"},
    {"cognitoUserPool", "event"},
    {"iot", "event"},
    {"iotFleetProvisioning", "event"},
    {"alexaSkill", "event"},
    {"alexaSmartHome", "event"},
};
/// The kinds of `stream`, by its type or the service in its ARN.
struct Stream {
  std::string_view type, service;
  Kind kind;
};
constexpr Stream streams[] = {
    {"kinesis", ":kinesis:", {"stream", "stream", {}, "kinesis", "Kinesis"}},
    {"dynamodb", ":dynamodb:", {"stream", "stream", {}, "dynamodb-streams", "DynamoDB"}}};
constexpr Kind any_stream{"stream", "stream"};

/// The text of a value, which a variable may lead to; empty where it has none.
std::string text_of(const Variables& variables, doc::View value) {
  if (!value || value.is_null()) return {};
  const Value known = variables.follow(value).value;
  return known.literal() ? known.text : std::string();
}

Kind stream_of(const Variables& variables, doc::View settings) {
  const std::string type = text_of(variables, settings["type"]);
  const std::string arn = text_of(variables, settings.is_mapping() ? settings["arn"] : settings);
  for (const Stream& stream : streams)
    if (type.empty() ? arn.find(stream.service) != arn.npos : type == stream.type) return stream.kind;
  return any_stream;
}

/// Nothing is known of a kind that a plugin brings.
Kind kind_of(const Variables& variables, const ServerlessEvent& event) {
  const std::string_view name = event.kind.text();
  if (name == "stream") return stream_of(variables, event.settings);
  const auto found =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& kind) { return kind.name == name; });
  return found == std::end(kinds) ? Kind{name, {}} : *found;
}

/// A schedule stands for itself, under `rate`, or is one of several there.
void add_schedules(const Template& source, doc::View settings, const Trigger& trigger,
                   std::vector<Trigger>& triggers) {
  const Property all = source.read(settings, "schedule");
  if (all.is_mapping() && all["enabled"].value().text == "false") return;
  const Property rate = all.is_mapping() ? all["rate"] : all;
  Trigger one = trigger;
  one.is_scheduler = all.is_mapping() && all["method"].value().text == "scheduler";
  if (!rate.is_sequence()) {
    one.schedule = rate.value();
    return triggers.push_back(one);
  }
  for (const Property& item : rate.items()) {
    one.schedule = item.value();
    triggers.push_back(one);
  }
}

}  // namespace

std::vector<ServerlessEvent> serverless_events(const Variables& variables, doc::View function) {
  const doc::View written = doc::find_merged(function, "events");
  const doc::View list = followed(variables, written).view;
  std::vector<ServerlessEvent> events;
  if (list && !list.is_sequence()) return {{{}, {}, written}};
  for (const doc::View item : doc::items(list)) {
    const doc::View event = followed(variables, item).view;
    if (event.is_mapping() && event.size() > 0)
      events.push_back({event.first(), followed(variables, event.first().next()).view, item});
    else if (event.is_scalar() && event.text().find("${") == std::string_view::npos)
      events.push_back({event, {}, item});
    else if (event)
      events.push_back({{}, {}, item});
  }
  return events;
}

std::string_view batch_event(const Variables& variables, const ServerlessEvent& event) {
  return kind_of(variables, event).batch;
}

std::vector<Trigger> serverless_triggers(const Variables& variables, const Template& source,
                                         doc::View function) {
  std::vector<Trigger> triggers;
  for (const ServerlessEvent& event : serverless_events(variables, function)) {
    const Kind kind = kind_of(variables, event);
    Trigger trigger{.name = kind.trigger, .gateway = kind.gateway, .where = event.written.where()};
    trigger.by = event.kind ? std::string(kind.name) : printable(event.written.text());
    trigger.broker = kind.broker;
    if (kind.gateway == "alb") trigger.integration_timeout = in_milliseconds(balancer_wait(source, {}));
    if (kind.name == "schedule") {
      add_schedules(source, event.settings, trigger, triggers);
      continue;
    }
    if (kind.name == "eventBridge" && event.settings["schedule"]) {
      trigger.name = "schedule";
      trigger.schedule = source.read(event.settings["schedule"], "schedule").value();
    }
    triggers.push_back(std::move(trigger));
  }
  return triggers;
}

}  // namespace placer::importers
