// What closed forms say of a plan, at once and without a simulation, where one of them holds.
#pragma once

#include "traffic/replications.hpp"

#include <string_view>
#include <vector>

namespace placer::traffic {

/// Of a plan whose traffic has that pattern; one for each quantity that a formula is known for.
std::vector<ClosedForm> theory_of(const Plan& plan, std::string_view pattern);

}  // namespace placer::traffic
