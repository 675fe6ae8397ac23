// What stands in the way of an offering, in a few words.
#pragma once

#include <placer/report.hpp>

#include <string>

namespace placer::report {

/// The first finding that fails, and how many more do; empty where none does.
std::string first_failure(const OfferingReport& offering);

/// The facts that would decide, or what is said where no fact would.
std::string open_question(const OfferingReport& offering);

}  // namespace placer::report
