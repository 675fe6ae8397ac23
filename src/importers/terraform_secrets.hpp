// What a plan of Terraform marks as sensitive, so that no excerpt of it is shown.
#pragma once

#include "doc/document.hpp"

#include <vector>

namespace placer::importers::terraform {

/// The places of all values of a plan that are marked: of resources as they are planned, were and change, of
/// outputs and of variables.
std::vector<Location> secrets(doc::View root);

}  // namespace placer::importers::terraform
