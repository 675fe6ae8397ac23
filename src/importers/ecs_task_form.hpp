// What the API of ECS refuses of the form of a task definition, wherever the task is to run.
#pragma once

#include "importers/cloudformation_values.hpp"
#include "importers/draft.hpp"

#include <string_view>

namespace placer::importers {

/// How a task definition is handed over.
enum class TaskForm : std::uint8_t {
  api,       ///< as it stands, each value of the kind that the API wants
  resource,  ///< by CloudFormation, which makes texts of numbers and numbers of texts, and has its own keys
  plan,      ///< by Terraform, which takes the keys of the API and does the rest as CloudFormation
};

/// The word of the API that is meant by one of `requiresCompatibilities`: FARGATE by `Fargate` and by
/// `FARGAET`, which the API refuses all the same. Empty where none is.
std::string_view meant_compatibility(const Value& word);

/// Reports keys and words that the API does not know, values of another kind than it wants, and containers
/// that lack what each must have.
void check_task_form(Draft& draft, const Property& task, TaskForm form);

}  // namespace placer::importers
