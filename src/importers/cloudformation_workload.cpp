// One list, for templates and for what is written in their terms.
#include "importers/cloudformation_workload.hpp"

#include "base/text.hpp"
#include "importers/cloudformation_container.hpp"
#include "importers/cloudformation_function.hpp"
#include "importers/cloudformation_service.hpp"

namespace placer::importers {

bool is_template_workload(std::string_view type) {
  return is_one_of(
      type, {"AWS::Serverless::Function", "AWS::Lambda::Function", "AWS::ECS::TaskDefinition",
             "AWS::Batch::JobDefinition", "AWS::AppRunner::Service", "AWS::ECS::ExpressGatewayService"});
}

bool read_template_workload(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, const std::vector<Trigger>& triggers) {
  const std::string_view type = resource.type;
  if (type == "AWS::Serverless::Function")
    read_template_function(draft, source, resource, globals, triggers);
  else if (type == "AWS::Lambda::Function")
    read_template_function(draft, source, resource, {}, triggers);
  else if (type == "AWS::ECS::TaskDefinition")
    read_template_task(draft, source, resource, triggers);
  else if (type == "AWS::Batch::JobDefinition")
    read_batch_job(draft, source, resource);
  else if (type == "AWS::AppRunner::Service")
    read_app_runner(draft, source, resource);
  else if (type == "AWS::ECS::ExpressGatewayService")
    read_express(draft, source, resource);
  else
    return false;
  return true;
}

}  // namespace placer::importers
