// The settings are those of lambda_function.cpp; a template adds the globals and what starts the function.
#include "importers/cloudformation_function.hpp"

#include "base/conversion.hpp"
#include "importers/lambda_function.hpp"

namespace placer::importers {
namespace {

/// The events of a SAM function, and the address that it may have.
void add_events(const Property& properties, const FunctionSettings& settings,
                std::vector<Trigger>& triggers) {
  for (const auto& [name, event] : properties["Events"].entries()) triggers.push_back(event_trigger(event));
  if (const Property url = settings.get("FunctionUrlConfig"))
    triggers.push_back({"http", "function-url", "FunctionUrlConfig", {}, url.where()});
}

/// Instances that a version or an alias of the function keeps ready.
void read_provisioned(Draft& draft, const Template& source, std::string_view id) {
  for (const std::string_view type : {"AWS::Lambda::Alias", "AWS::Lambda::Version"})
    for (const Resource* resource : source.companions(type, id)) {
      const Property provisioned = source.properties(*resource)["ProvisionedConcurrencyConfig"];
      draft.quantity("scale.min", provisioned["ProvisionedConcurrentExecutions"].value(), whole_number);
    }
}

}  // namespace

void read_template_function(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, std::vector<Trigger> triggers) {
  const FunctionSettings settings{source.properties(resource), globals};
  read_function(draft, settings);
  read_provisioned(draft, source, resource.id.text());
  add_events(settings.own, settings, triggers);
  apply_triggers(draft, triggers);
}

}  // namespace placer::importers
