// What ECS refuses of a task definition that is for Fargate.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace placer::importers {

void check_fargate(Draft& draft, const Property& task, const std::vector<Property>& containers);

/// Constraints on where tasks are placed, which a service may have, too.
void check_placement(Draft& draft, const Property& constraints);
/// Where a service would rather have its tasks.
void check_placement_strategies(Draft& draft, const Property& strategies);

/// A setting of a container, by itself or in a group.
struct ContainerSetting {
  std::string_view group, key;
};
/// Each of the settings by which a container certainly asks for something breaks a rule.
void refuse_settings(Draft& draft, const std::vector<Property>& containers,
                     std::span<const ContainerSetting> settings, std::string_view rule);

}  // namespace placer::importers
