// What two reports say differently: the same workloads, before a change and after it.
//
// Workloads are told by their file, seen from where each side begins, and their name; several of one name by
// their structural path, and where that is the same by their order. One that is left over on both sides under
// the same name and structural path, or as the only one of its name, has moved to another file.
#pragma once

#include "report/gate_result.hpp"
#include "report/text.hpp"

#include <placer/report.hpp>
#include <placer/source.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace placer::report {

/// One of the two, which must have its gate.
struct Side {
  const Report& report;
  const SourceMap& sources;
  std::string root;  ///< the file or directory that was named
  /// The structural path of each workload of which there are several of one name; "" for others. May be
  /// empty.
  std::vector<std::string> paths;

  /// That of one of its workloads.
  std::string_view path_of(const WorkloadReport& workload) const;
};

/// A workload on one side.
struct Seen {
  const WorkloadReport* workload = nullptr;  ///< null: it is not there
  const OfferingReport* offering = nullptr;  ///< that decided, if any did
  Standing standing = Standing::passes;
  Verdict verdict = Verdict::unknown;  ///< the worst of those against what it is held to
  std::string against;                 ///< all of that
};

/// How much of a limit is used, where that is no longer what it was by a hundredth of the limit or more. One
/// side is null where the fact is bounded on the other alone.
struct RoomChange {
  std::string_view fact;
  const Headroom *before = nullptr, *after = nullptr;
};

/// worse and better: what the gate says, or the verdict, or what fails. added and gone: only one side has it.
enum class Trend : std::uint8_t { worse, gone, added, other, better };
/// "worse", "gone", "new", "changed", "better".
std::string_view to_string(Trend trend);

struct WorkloadDifference {
  Trend trend = Trend::other;
  Seen before, after;
  bool moved_on = false;         ///< another offering is recommended, or as strongly as before no longer
  std::vector<RoomChange> room;  ///< on the offering that decided, if that is the same
  std::vector<const Annotation*> appeared, mended;  ///< what counts on one side alone
  std::vector<const Annotation*> ignored;           ///< what counted before, and is found and ignored now
  std::vector<const Annotation*> muted;             ///< what was not there before, and is ignored at once

  const WorkloadReport& workload() const {
    return *(after.workload != nullptr ? after.workload : before.workload);
  }
};

struct Difference {
  std::vector<WorkloadDifference> workloads;  ///< that differ: the worst first, then in the order of reading
  std::size_t unchanged = 0;

  std::size_t count(Trend trend) const;
};

Difference compare(const Side& before, const Side& after);

/// "fails, does not fit" of a side; "passes, fits".
std::string standing_text(const Seen& seen);
/// "web", and of an object that shares its name "web (Deployment/blue/web)", with its kind and its namespace.
std::string name_text(const WorkloadDifference& one, const Side& before, const Side& after);
/// "aws-lambda/zip, firm", or "none".
std::string recommended_text(const WorkloadReport& workload);
/// "1GiB of 10GiB (10%)"; "no bound" for none.
std::string room_text(const Headroom* room);
/// "1 worse, 2 better, 1 new, 24 unchanged".
std::string summary_text(const Difference& difference);

/// "2 files of old could not be read as a whole"; "" where all could.
std::string unread_text(const Side& before, const Side& after);

/// Renders the difference for people, as a comment for a pull request, and as JSON.
std::string difference_text(const Difference& difference, const Side& before, const Side& after,
                            const TextOptions& options);
std::string difference_markdown(const Difference& difference, const Side& before, const Side& after);
std::string difference_json(const Difference& difference, const Side& before, const Side& after);

}  // namespace placer::report
