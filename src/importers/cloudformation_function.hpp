// Functions of a template: AWS::Serverless::Function with the template's globals, AWS::Lambda::Function.
#pragma once

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"
#include "importers/lambda_function.hpp"

namespace placer::importers {

/// `globals` is what `Globals: Function:` says, for functions of SAM.
void read_template_function(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, std::vector<Trigger> triggers);

/// The same of a function that is written in other terms than those of a template, but becomes one of its
/// resources, called `id`: what `settings` say, started by nothing but `triggers`.
void read_deployed_function(Draft& draft, const Template& source, std::string_view id,
                            const FunctionSettings& settings, const std::vector<Trigger>& triggers);

}  // namespace placer::importers
