// The actions of `placer rules`, one file each for the longer ones.
#pragma once

#include "cli/command.hpp"

#include <string>
#include <vector>

namespace placer::cli {

int rules_list(const std::vector<std::string>& arguments, Environment& environment);
int rules_show(const std::vector<std::string>& arguments, Environment& environment);
int rules_validate(const std::vector<std::string>& arguments, Environment& environment);
int rules_test(const std::vector<std::string>& arguments, Environment& environment);
int rules_new(const std::vector<std::string>& arguments, Environment& environment);

extern const OptionSet rules_list_set, rules_show_set, rules_validate_set, rules_test_set, rules_new_set;

}  // namespace placer::cli
