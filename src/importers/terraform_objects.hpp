// Resources of a plan that are objects of Kubernetes or of Cloud Run, as manifests of these have them.
#pragma once

#include "doc/edit.hpp"
#include "importers/importer.hpp"
#include "importers/terraform_plan.hpp"

#include <set>
#include <string_view>
#include <vector>

namespace placer::importers::terraform {

/// An instance as the object that it makes.
struct Object {
  const Instance* instance = nullptr;
  doc::View view;
};

/// The objects of a cluster: `kubernetes_deployment` and the like, and `kubernetes_manifest`.
std::vector<Object> cluster_objects(const Plan& plan, doc::Edit& edit);
/// Services, jobs and worker pools of Cloud Run, of both versions of its API.
std::vector<Object> cloud_run_objects(const Plan& plan, doc::Edit& edit);

/// Reads objects with the importers that they ask for. Workloads are called by the addresses of the
/// instances; those of all that became one or a part of one are put into `used`.
void read_objects(ImportContext& context, const std::vector<Object>& objects,
                  std::set<std::string_view>& used);

/// Reads the functions of Google Cloud, which no other format has.
void read_google_functions(ImportContext& context, const Plan& plan, doc::Edit& edit,
                           std::set<std::string_view>& used);

}  // namespace placer::importers::terraform
