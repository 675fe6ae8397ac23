// Facts of one workload that cannot all be true.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>

namespace placer::importers {

/// Reports as errors: a least above a most (scale.min and scale.max, traffic.average and traffic.peak,
/// duration.typical and duration.tail, either duration and timeout), a kind or memory of GPUs where there is
/// none, rare traffic of more than a request a minute or of too little idle time, another number of requests
/// in a month than the average makes, sizes of a package that do not go together, names of choices of which
/// the rules say that they do not (a queue of Kinesis). Warns of numbers that are not those of the pattern,
/// and of weights and shared memory above the memory that holds them. Only what was stated is held against
/// each other, and not two settings of a foreign manifest. With `settings`, a file, only what one of its
/// facts is part of is reported: the rest was said when the manifest was read.
void check_contradictions(const rules::RuleSet& rules, DiagnosticSink& sink, const Workload& workload,
                          FileId settings = no_file);

}  // namespace placer::importers
