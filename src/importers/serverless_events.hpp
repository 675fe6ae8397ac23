// Events of the Serverless Framework: `events: [{httpApi: "GET /"}]`.
#pragma once

#include "doc/document.hpp"
#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_values.hpp"

#include <string_view>
#include <vector>

namespace placer::importers {

/// One event of a function. Both are nothing where it is filled in elsewhere.
struct ServerlessEvent {
  doc::View kind, settings;
  doc::View written;
};

/// The events of a function in the order in which they are written; `function` is a mapping.
std::vector<ServerlessEvent> serverless_events(const Variables& variables, doc::View function);

/// What SAM calls an event of which Lambda reads batches; empty for the others.
std::string_view batch_event(const Variables& variables, const ServerlessEvent& event);

/// The triggers that the events stand for. `source` reads their settings.
std::vector<Trigger> serverless_triggers(const Variables& variables, const Template& source,
                                         doc::View function);

}  // namespace placer::importers
