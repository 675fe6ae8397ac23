// Tables say which resources start something, and where they refer to it. All of them are gone through once;
// facts follow when a workload asks for its triggers.
#include "importers/cloudformation_triggers.hpp"

#include "base/aws_schedule.hpp"
#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/spelling.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace placer::importers {
namespace {

/// A word of the template and the trigger that it stands for; `mark` is what the table says besides.
struct Kind {
  std::string_view type, trigger, mark = {}, broker = {};
};

constexpr Kind sam_events[] = {
    {"Api", "http", "api-gateway-rest"},
    {"HttpApi", "http", "api-gateway-http"},
    {"Schedule", "schedule"},
    {"ScheduleV2", "schedule"},
    {"SQS", "queue", {}, "sqs"},
    {"MQ", "queue", {}, "amazon-mq"},
    {"Kinesis", "stream", {}, "kinesis"},
    {"DynamoDB", "stream", {}, "dynamodb-streams"},
    {"DocumentDB", "stream", {}, "documentdb"},
    {"MSK", "stream", {}, "kafka"},
    {"SelfManagedKafka", "stream", {}, "kafka"},
    {"S3", "event"},
    {"SNS", "event"},
    {"EventBridgeRule", "event"},
    {"CloudWatchEvent", "event"},
    {"CloudWatchLogs", "event"},
    {"Cognito", "event"},
    {"IoTRule", "event"},
    {"AlexaSkill", "event"},
};

/// What other tools call an event, in small letters.
constexpr std::pair<std::string_view, std::string_view> other_words[] = {
    {"cron", "Schedule"},
    {"timer", "Schedule"},
    {"rate", "Schedule"},
    {"http", "HttpApi"},
    {"rest", "Api"},
    {"restapi", "Api"},
    {"apigateway", "Api"},
    {"eventbridge", "EventBridgeRule"},
    {"event", "EventBridgeRule"},
    {"cloudwatch", "CloudWatchEvent"},
    {"kafka", "MSK"},
    {"queue", "SQS"},
    {"topic", "SNS"},
    {"bucket", "S3"},
};

/// Resources that start what they refer to, and where the reference stands in their properties.
struct Connection {
  std::string_view type, property, trigger, gateway = {};
};

constexpr Connection connections[] = {
    {"AWS::Lambda::Url", "TargetFunctionArn", "http"},
    {"AWS::ApiGateway::Method", "Integration", "http", "api-gateway-rest"},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", "Targets", "http", "alb"},
    {"AWS::S3::Bucket", "NotificationConfiguration", "event"},
    {"AWS::SNS::Subscription", "Endpoint", "event"},
    {"AWS::SNS::Topic", "Subscription", "event"},
    {"AWS::Logs::SubscriptionFilter", "DestinationArn", "event"},
    {"AWS::IoT::TopicRule", "TopicRulePayload", "event"},
    {"AWS::Cognito::UserPool", "LambdaConfig", "event"},
    {"AWS::CloudFormation::CustomResource", "ServiceToken", "event"},
    {"AWS::CloudFormation::Macro", "FunctionName", "event"},
    {"AWS::Config::ConfigRule", "Source", "event"},
    {"AWS::Events::Rule", "Targets", "event"},
    {"AWS::Scheduler::Schedule", "Target", "schedule"},
    {"AWS::ApiGatewayV2::Integration", "IntegrationUri", ""},
    {"AWS::Lambda::EventSourceMapping", "FunctionName", ""},
    {"AWS::Lambda::Permission", "FunctionName", ""},
};

/// Sources of an event source mapping, by the type of the resource or the service in a literal ARN.
constexpr Kind sources[] = {
    {"AWS::SQS::Queue", "queue", ":sqs:", "sqs"},
    {"AWS::AmazonMQ::Broker", "queue", ":mq:", "amazon-mq"},
    {"AWS::Kinesis::Stream", "stream", ":kinesis:", "kinesis"},
    {"AWS::DynamoDB::Table", "stream", ":dynamodb:", "dynamodb-streams"},
    {"AWS::MSK::Cluster", "stream", ":kafka:", "kafka"},
    {"AWS::DocDB::DBCluster", "stream", ":rds:", "documentdb"},
    {"AWS::Serverless::SimpleTable", "stream", ":dynamodb:", "dynamodb-streams"},
};

/// Who may call a function says what calls it, where nothing else does. `events.amazonaws.com` is left to the
/// rule, which knows whether it is a schedule.
constexpr Kind principals[] = {
    {"apigateway.amazonaws.com", "http"},   {"elasticloadbalancing.amazonaws.com", "http"},
    {"s3.amazonaws.com", "event"},          {"sns.amazonaws.com", "event"},
    {"cognito-idp.amazonaws.com", "event"}, {"iot.amazonaws.com", "event"},
    {"config.amazonaws.com", "event"},      {"logs.amazonaws.com", "event"},
    {"ses.amazonaws.com", "event"},         {"alexa-appkit.amazon.com", "event"},
};

/// Different words in the order in which they came; of many the first few.
class Words {
 public:
  void add(const std::string& word) {
    if (std::find(words_.begin(), words_.end(), word) != words_.end()) return;
    constexpr std::size_t most = 8;
    if (words_.size() < most) words_.push_back(word);
    if (words_.size() == most) words_.back() = "others";
  }
  std::string joined(std::string_view separator) const { return join(words_, separator); }

 private:
  std::vector<std::string> words_;
};

/// The resource that a value refers to first.
const Resource* referred(const Template& source, doc::View value) {
  for (const std::string_view id : references(value))
    if (const Resource* resource = source.find(id)) return resource;
  return nullptr;
}

bool is_websocket(const Template& source, const Resource& api) {
  return source.properties(api)["ProtocolType"].value().text == "WEBSOCKET";
}

void read_mapping(const Template& source, doc::View properties, Trigger& trigger) {
  if (properties["SelfManagedEventSource"]) {
    trigger.name = "stream";
    trigger.broker = "kafka";
  }
  const doc::View arn = properties["EventSourceArn"];
  const Resource* resource = referred(source, arn);
  for (const Kind& kind : sources)
    if (resource != nullptr ? resource->type == kind.type
                            : arn.text().find(kind.mark) != std::string_view::npos) {
      trigger.name = kind.trigger;
      trigger.broker = kind.broker;
    }
}

void read_integration(const Template& source, doc::View properties, Trigger& trigger) {
  const Resource* api = referred(source, properties["ApiId"]);
  if (api == nullptr) return;
  const bool websocket = is_websocket(source, *api);
  trigger.name = websocket ? "websocket" : "http";
  trigger.gateway = websocket ? "api-gateway-websocket" : "api-gateway-http";
  trigger.integration_timeout = source.read(properties)["TimeoutInMillis"].value();
}

/// False where the permission says nothing of a trigger.
bool read_permission(const Property& principal, bool websockets, Trigger& trigger) {
  const std::string name = principal.value().text;
  const auto found = std::find_if(std::begin(principals), std::end(principals),
                                  [&](const Kind& kind) { return kind.type == name; });
  if (found == std::end(principals)) return false;
  if (websockets && name.starts_with("apigateway")) return false;
  trigger.name = found->trigger;
  return true;
}

/// What is refused of it.
void check_trigger(Draft& draft, const Trigger& trigger, std::string_view schedule_rule) {
  // The default of a parameter may stand for none: `NONE`, `-`.
  if (trigger.schedule.literal() && trigger.schedule.origin == Origin::stated)
    if (std::string mistake = aws_schedule_mistake(trigger.schedule.text, !trigger.is_scheduler);
        !mistake.empty())
      draft.violation(schedule_rule, trigger.schedule.where, trigger.schedule.text, std::move(mistake));
  if (const auto wait = number(trigger.integration_timeout); wait && trigger.gateway == "api-gateway-http")
    draft.bounded("aws-lambda.api-gateway-http.integration-timeout", *wait,
                  trigger.integration_timeout.where);
  else if (wait && trigger.is_edge)
    draft.bounded("aws-lambda.api-gateway-rest.edge-timeout", *wait, trigger.integration_timeout.where);
}

/// The one way in that requests take, for the report to name: a fact that is stronger says nothing of it.
void name_gateway(Draft& draft, const std::vector<Trigger>& triggers) {
  const std::string_view gateway = triggers.front().gateway;
  const auto is_same = [&](const Trigger& one) { return one.gateway == gateway; };
  if (gateway.empty() || !std::all_of(triggers.begin(), triggers.end(), is_same)) return;
  const FactId id = draft.context().rules.find_fact("trigger");
  for (Fact& fact : draft.workload().facts)
    if (fact.id == id && fact.origin == Origin::derived) fact.texts = {std::string(gateway)};
}

/// A REST API is edge-optimized unless it says something else.
bool is_edge(const Template& source, doc::View reference) {
  const Resource* api = referred(source, reference);
  if (api == nullptr || api->type != "AWS::ApiGateway::RestApi") return false;
  const Property types = source.properties(*api)["EndpointConfiguration"]["Types"];
  if (!types) return true;
  const std::vector<Property> items = types.items();
  return std::any_of(items.begin(), items.end(), [](const Property& type) {
    const Value said = type.value();
    return type.certain() && said.literal() && said.text == "EDGE";
  });
}

}  // namespace

Trigger event_trigger(const Property& event) {
  const std::string type = event["Type"].value().text;
  Trigger trigger{.by = type, .where = event.where()};
  for (const Kind& kind : sam_events)
    if (kind.type == type) {
      trigger.name = kind.trigger;
      trigger.gateway = kind.mark;
      trigger.broker = kind.broker;
    }
  const Property properties = event["Properties"];
  for (const std::string_view key : {"Schedule", "ScheduleExpression"})
    if (trigger.name == "schedule" && properties.has(key)) trigger.schedule = properties[key].value();
  trigger.is_scheduler = type == "ScheduleV2";
  if (trigger.gateway.starts_with("api-gateway-"))
    trigger.integration_timeout = properties["TimeoutInMillis"].value();
  return trigger;
}

void check_event_type(Draft& draft, const Property& event) {
  if (!event.certain() || !event.is_mapping()) return;
  if (!event["Type"]) return draft.violation("aws-lambda.event-without-type", event.where());
  const Value type = event["Type"].value();
  std::vector<std::string_view> known;
  for (const Kind& kind : sam_events) known.push_back(kind.type);
  if (!type.literal() || std::find(known.begin(), known.end(), type.text) != known.end()) return;
  std::string meant(slip_of(type.text, known).value_or(""));
  std::vector<std::string_view> others;
  for (const auto& [name, event_type] : other_words) others.push_back(name);
  const std::string small = to_lower(type.text);
  const std::string_view other = meant.empty() ? slip_of(small, others).value_or(small) : small;
  for (const auto& [name, event_type] : other_words)
    if (name == other) meant = event_type;
  const std::string_view rule = meant.empty() ? "aws-lambda.unknown-event" : "aws-lambda.event-type";
  draft.violation(rule, type.where, type.text, std::move(meant));
}

Triggers::Triggers(const Template& source) {
  const std::vector<Resource>& all = source.resources();
  const bool websockets = std::any_of(all.begin(), all.end(), [&](const Resource& resource) {
    return resource.type == "AWS::ApiGatewayV2::Api" && is_websocket(source, resource);
  });
  std::vector<std::pair<doc::View, Trigger>> permissions;
  for (const Resource& resource : all) {
    const std::string_view type =
        resource.type.starts_with("Custom::") ? "AWS::CloudFormation::CustomResource" : resource.type;
    const auto connection = std::find_if(std::begin(connections), std::end(connections),
                                         [&](const Connection& row) { return row.type == type; });
    if (connection == std::end(connections)) continue;
    const doc::View properties = resource.body["Properties"];
    // A rule or a schedule that is off starts nothing.
    if (source.read(properties)["State"].value().text == "DISABLED") continue;
    const doc::View targets = properties[connection->property];
    Trigger trigger{connection->trigger, connection->gateway, std::string(resource.called),
                    resource.id.text(), resource.id.where()};
    if (type == "AWS::Lambda::EventSourceMapping") read_mapping(source, properties, trigger);
    if (type == "AWS::ApiGateway::Method") {
      trigger.integration_timeout = source.read(targets)["TimeoutInMillis"].value();
      trigger.is_edge = is_edge(source, properties["RestApiId"]);
    }
    if (trigger.gateway == "alb")
      trigger.integration_timeout = in_milliseconds(balancer_wait(source, {resource.id.text()}));
    if (type == "AWS::ApiGatewayV2::Integration") read_integration(source, properties, trigger);
    if (const Property schedule = source.read(properties)["ScheduleExpression"]; schedule.certain()) {
      trigger.name = "schedule";
      trigger.schedule = schedule.value();
      trigger.is_scheduler = type == "AWS::Scheduler::Schedule";
    }
    if (type != "AWS::Lambda::Permission")
      add(source, targets, trigger);
    else if (read_permission(source.read(properties)["Principal"], websockets, trigger))
      permissions.emplace_back(targets, trigger);
  }
  // A permission counts only where the resource that calls stands elsewhere.
  std::map<std::string_view, std::vector<Trigger>> certain;
  certain.swap(triggers_);
  for (const auto& [targets, trigger] : permissions) add(source, targets, trigger);
  for (auto& [id, triggers] : certain) triggers_[id] = std::move(triggers);
}

void Triggers::add(const Template& source, doc::View targets, const Trigger& trigger) {
  for (const std::string_view id : references(targets)) {
    const Resource* resource = source.find(id);
    if (resource == nullptr) continue;
    // A version or an alias stands for its function.
    for (int hop = 0; hop < 2 && resource != nullptr; ++hop)
      if (resource->type == "AWS::Lambda::Alias" || resource->type == "AWS::Lambda::Version")
        resource = referred(source, resource->body["Properties"]["FunctionName"]);
    if (resource != nullptr) triggers_[resource->id.text()].push_back(trigger);
  }
}

const std::vector<Trigger>& Triggers::of(std::string_view id) const {
  static const std::vector<Trigger> nothing;
  const auto found = triggers_.find(id);
  return found == triggers_.end() ? nothing : found->second;
}

void apply_triggers(Draft& draft, const std::vector<Trigger>& triggers, std::string_view schedule_rule) {
  if (triggers.empty()) return;
  for (const Trigger& trigger : triggers) check_trigger(draft, trigger, schedule_rule);
  const Trigger& first = triggers.front();
  Words kinds, schedules;
  std::vector<std::string_view> names;
  Value schedule;
  bool same = true, same_broker = !first.broker.empty();
  for (const Trigger& trigger : triggers) {
    kinds.add(trigger.by);
    names.push_back(trigger.name);
    same = same && trigger.name == first.name;
    same_broker = same_broker && trigger.broker == first.broker;
    if (!trigger.schedule) continue;
    if (!schedule || !trigger.schedule.literal()) schedule = trigger.schedule;
    schedules.add(trigger.schedule.text);
  }
  if (schedule.literal()) schedule.text = schedules.joined("; ");
  draft.text("schedule", schedule);
  if (!same || first.name.empty()) {
    draft.several_start(names);
    const Value open =
        open_value(first.where, same ? fmt::format("what {} brings is not known", first.by)
                                     : fmt::format("several things start it: {}", kinds.joined(", ")));
    return draft.unresolved("trigger", open);
  }
  const std::string note = fmt::format("started by {}", kinds.joined(", "));
  draft.derive("trigger", first.name, first.where, note);
  name_gateway(draft, triggers);
  if (same_broker) draft.derive("broker", first.broker, first.where, note);
}

void check_gateways(Draft& draft, const std::vector<Trigger>& triggers, const Value& timeout) {
  struct Gateway {
    std::string_view door, check;
  };
  constexpr Gateway gateways[] = {{"api-gateway-http", "aws-lambda.api-gateway-http.ends-earlier"},
                                  {"api-gateway-rest", "aws-lambda.api-gateway-rest.ends-earlier"},
                                  {"alb", "aws-lambda.alb.ends-earlier"}};
  const auto run = number(timeout, seconds_number);
  for (const Gateway& gateway : gateways)
    for (const Trigger& trigger : triggers) {
      if (!run || trigger.gateway != gateway.door || draft.takes(gateway.check, *run)) continue;
      // One that was raised says so.
      if (trigger.integration_timeout && !trigger.integration_timeout.literal()) continue;
      const auto wait = number(trigger.integration_timeout);
      const bool raised = wait && !draft.takes(gateway.check, *wait);
      if (raised && *run <= *wait) continue;
      draft.violation(gateway.check, timeout.where, format_quantity(*run, Unit::duration),
                      raised ? format_quantity(*wait, Unit::duration) : draft.taken(gateway.check));
      break;
    }
}

void check_streaming(Draft& draft) {
  constexpr std::string_view check = "aws-lambda.way-in.streams-not";
  const Fact *streaming = draft.find("streaming"), *trigger = draft.find("trigger");
  if (streaming == nullptr || !streaming->has_value() || streaming->value.low != 1) return;
  if (trigger == nullptr || trigger->texts.empty()) return;
  Value door;
  door.text = trigger->texts.front();
  door.where = streaming->where;
  door.present = true;
  draft.refuse_named(check, door);
}

}  // namespace placer::importers
