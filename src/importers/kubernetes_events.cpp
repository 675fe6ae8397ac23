#include "importers/kubernetes_events.hpp"

namespace placer::importers::kubernetes {
namespace {

/// What KEDA's events are: a queue that is worked off, or a log, and the brokers that it may be of.
struct Event {
  std::string_view type, trigger, broker, or_broker = {};
};

const Event* keda_event(std::string_view type) {
  static constexpr Event events[] = {{"activemq", "queue", "amazon-mq", "activemq"},
                                     {"artemis-queue", "queue", "activemq"},
                                     {"aws-sqs-queue", "queue", "sqs"},
                                     {"azure-queue", "queue", "other"},
                                     {"azure-servicebus", "queue", "other"},
                                     {"gcp-pubsub", "queue", "pubsub"},
                                     {"gcp-cloudtasks", "queue", "cloud-tasks"},
                                     {"ibmmq", "queue", "other"},
                                     {"rabbitmq", "queue", "amazon-mq", "rabbitmq"},
                                     {"redis", "queue", "other"},
                                     {"solace-event-queue", "queue", "other"},
                                     {"apache-kafka", "stream", "kafka"},
                                     {"kafka", "stream", "kafka"},
                                     {"aws-kinesis-stream", "stream", "kinesis"},
                                     {"aws-dynamodb-streams", "stream", "dynamodb-streams"},
                                     {"azure-eventhub", "stream", "other"},
                                     {"nats-jetstream", "stream", "other"},
                                     {"pulsar", "stream", "other"},
                                     {"redis-streams", "stream", "other"}};
  for (const Event& event : events)
    if (event.type == type) return &event;
  return nullptr;
}

}  // namespace

Events events_of(doc::View triggers) {
  Events result;
  const Event* first = nullptr;
  for (const doc::View one : doc::items(triggers)) {
    const Event* event = keda_event(one["type"].text());
    if (event == nullptr) continue;
    if (first == nullptr) {
      first = event;
      result.trigger = event->trigger;
      result.brokers = {event->broker};
      if (!event->or_broker.empty()) result.brokers.push_back(event->or_broker);
    } else if (event->broker != first->broker || event->or_broker != first->or_broker) {
      result.brokers.clear();
    }
  }
  return result;
}

}  // namespace placer::importers::kubernetes
