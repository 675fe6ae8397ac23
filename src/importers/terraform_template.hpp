// The AWS resources of a plan as a template has them, so that the importers of its parts can read them.
#pragma once

#include "doc/edit.hpp"
#include "importers/importer.hpp"
#include "importers/terraform_plan.hpp"

#include <set>
#include <string_view>

namespace placer::importers::terraform {

/// Reads the functions, tasks, jobs and services of AWS in a plan, with what starts and scales them. The
/// addresses of all instances that became a workload or a part of one are put into `used`.
void read_aws(ImportContext& context, const Plan& plan, doc::Edit& edit, std::set<std::string_view>& used);

}  // namespace placer::importers::terraform
