// Functions of a template: AWS::Serverless::Function with the template's globals, AWS::Lambda::Function.
#pragma once

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

namespace placer::importers {

/// `globals` is what `Globals: Function:` says, for functions of SAM.
void read_template_function(Draft& draft, const Template& source, const Resource& resource,
                            const Property& globals, std::vector<Trigger> triggers);

}  // namespace placer::importers
