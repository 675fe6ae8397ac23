// Services of ECS, which say where and how often their task runs and what stands in front of it.
#pragma once

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {

/// Where a service runs its tasks; empty where it does not say.
std::string_view launch_target(const Template& source, const Property& service);

/// The same of a rule or a schedule of EventBridge that starts the task of that logical id.
std::string_view launch_target(const Template& source, const Trigger& trigger, std::string_view task);

/// Where a service starts its tasks: a word that there is, not both ways to say it, and no address that it
/// cannot give them.
void check_launch(Draft& draft, const Property& service);
/// That the task definition says it may run there.
void check_compatibility(Draft& draft, const Property& service, const Property& task);

/// That the network of the task and its load balancers are such that the service can be made. Only what is
/// written out on both sides is held against each other.
void check_network(Draft& draft, const Template& source, const Resource& resource, const Property& task);

/// What the load balancers in front of a service speak. One of TCP may carry anything.
void add_load_balancers(const Template& source, const Resource& service, std::vector<Trigger>& triggers);

/// How many tasks run, and whether one on each machine; what ECS refuses of that.
void read_service(Draft& draft, const Template& source, const Resource& resource);

/// A service of Express Mode, which brings its task along.
void read_express(Draft& draft, const Template& source, const Resource& resource);

}  // namespace placer::importers
