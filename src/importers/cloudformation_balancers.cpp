// How long the load balancers of a template wait that stand in front of a service or a function.
#include "base/conversion.hpp"
#include "base/text.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/cloudformation_triggers.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace placer::importers {
namespace {

/// The load balancers whose listeners, or rules of these, lead to one of the target groups.
std::set<std::string_view> balancers_of(const Template& source, const std::vector<std::string_view>& groups) {
  std::set<std::string_view> found;
  const auto leads = [&](const Resource& resource, std::string_view actions) {
    const auto targets = references(resource.body["Properties"][actions]);
    return std::any_of(targets.begin(), targets.end(),
                       [&](std::string_view id) { return is_one_of(id, groups); });
  };
  const auto add = [&](const Resource& listener) {
    for (const std::string_view id : references(listener.body["Properties"]["LoadBalancerArn"]))
      found.insert(id);
  };
  for (const Resource& resource : source.resources()) {
    if (resource.type == "AWS::ElasticLoadBalancingV2::Listener" && leads(resource, "DefaultActions"))
      add(resource);
    if (resource.type == "AWS::ElasticLoadBalancingV2::ListenerRule" && leads(resource, "Actions"))
      for (const std::string_view id : references(resource.body["Properties"]["ListenerArn"]))
        if (const Resource* listener = source.find(id)) add(*listener);
  }
  return found;
}

/// How long one of them waits in seconds, where it says so.
Value wait_of(const Property& balancer) {
  for (const Property& attribute : balancer["LoadBalancerAttributes"].items())
    if (attribute["Key"].value().text == "idle_timeout.timeout_seconds") return attribute["Value"].value();
  return balancer["IdleTimeout"].value();  // as Terraform has it
}

}  // namespace

Value balancer_wait(const Template& source, const std::vector<std::string_view>& groups) {
  const std::set<std::string_view> in_front = balancers_of(source, groups);
  Value least;
  for (const Resource& resource : source.resources()) {
    if (resource.type != "AWS::ElasticLoadBalancingV2::LoadBalancer" ||
        (!in_front.empty() && in_front.count(resource.id.text()) == 0))
      continue;
    const Value wait = wait_of(source.properties(resource));
    if (!wait || !number(wait, seconds_number)) return wait;
    if (!least || number(wait, seconds_number) < number(least, seconds_number)) least = wait;
  }
  return least;
}

Value in_milliseconds(Value seconds) {
  if (const auto time = number(seconds, seconds_number)) seconds.text = std::to_string(*time);
  return seconds;
}

}  // namespace placer::importers
