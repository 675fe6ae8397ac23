// The report: everything that a run found out, sorted and ready to be printed. It is pure data and the only
// thing that renderers see. Its string_views point into the rule set that it was made with, which must
// outlive it.
#pragma once

#include <placer/cost.hpp>
#include <placer/diagnostic.hpp>
#include <placer/fact.hpp>
#include <placer/quantity.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer {

/// How far an analysis looks: at what a gate asks about, and what it finds there; at which offering is the
/// best of all (the report has that one and the target, no others); at verdicts, scores and why; also at what
/// would change the answer, as far as it is told in short; at all of it.
enum class Depth : std::uint8_t { gate, ranking, verdicts, answer, everything };
enum class Outcome : std::uint8_t { pass, unknown, fail };
enum class Verdict : std::uint8_t { fits, fits_with_changes, unknown, does_not_fit };
enum class Strength : std::uint8_t { firm, provisional, none };
std::string_view to_string(Outcome outcome);
std::string_view to_string(Verdict verdict);
std::string_view to_string(Strength strength);

/// A value as the report shows it. `interval` is absent for choices and texts; `unit` is then empty.
struct Amount {
  std::optional<Interval> interval;
  std::string_view unit;  ///< "bytes", "ms", …; "" where a number has no unit
  std::string text;       ///< for people
};

/// A score in thousandths of a point, 0 to 100,000. A point when everything needed is known.
struct Score {
  std::int32_t low = 0;
  std::int32_t high = 0;
  std::int32_t midpoint() const { return (low + high) / 2; }
  friend bool operator==(const Score&, const Score&) = default;
};

/// The name that a quota has where one asks for more of it, and the code beside it; mostly empty.
struct Quota {
  std::string_view name, code;
  std::string text() const;  ///< "Concurrent executions (L-B99A9384)"; "" without a name
};

/// A rule that some finding or advice of the report refers to.
struct RuleInfo {
  std::string_view id, message, remedy, note, hardness, kind;
  Quota quota;
  std::string_view file;  ///< the rule file, relative to its directory
  std::uint32_t line = 0;
  SourceInfo source;
};

/// What somebody takes as it is, and why: `# placer: ignore RULE -- reason` beside it, a note in the
/// manifest, an entry of the project file, or a finding of the baseline.
struct Suppression {
  static constexpr std::uint32_t none = UINT32_MAX;  ///< where an index into Report::suppressions is due
  enum class From : std::uint8_t { manifest, project, baseline };
  std::string rule, because;
  Location where;     ///< of the comment, the note or the entry
  std::string until;  ///< the last day on which it holds; empty: always
  From from = From::manifest;
  std::size_t hits = 0;  ///< findings and advice that it keeps from counting
};
/// "manifest", "project" or "baseline".
std::string_view to_string(Suppression::From from);

/// One rule applied to one workload on one offering.
struct Finding {
  std::string_view rule;
  std::string_view hardness;
  Outcome outcome = Outcome::pass;
  Amount needed, allowed;
  std::optional<std::int64_t> margin;  ///< allowed minus needed in the base unit; negative where it fails
  std::optional<std::int64_t> used;    ///< needed as a share of allowed, in parts per million
  std::string message;                 ///< the rule's message with the numbers filled in
  std::string_view remedy;
  Quota quota;  ///< that stands in the way
  /// The remedy, with the name of the quota that it speaks of.
  std::string to_do() const;
  std::vector<Location> places;           ///< what asked for it
  std::vector<std::string_view> missing;  ///< facts that would decide it, when it is unknown
  FactId fact = no_fact;
  bool sizing = false;      ///< about a size of the offering, not about one limit
  bool of_setting = false;  ///< what is set is refused, though the workload itself would fit: as it stands
                            ///< the platform takes none of it
  std::uint32_t suppression = Suppression::none;  ///< why it does not count in the gate
};

/// The smallest size of an offering that holds the workload.
struct SizeInfo {
  std::string_view name;  ///< machine type or card; empty where sizes have no names
  std::int64_t cpu = 0;   ///< milli-vCPU; 0 where the offering does not state it
  std::int64_t memory = 0;
  std::int64_t gpu_count = 0;
  std::string_view gpu;
  std::string text;  ///< "1 vCPU, 2GiB"
};

struct CriterionScore {
  std::string_view id, title;
  std::int32_t weight = 0;  ///< in halves: a priority may halve what the rules say
  Score score;
  Amount input;        ///< what the curve was read at
  std::string reason;  ///< said in favour; may be empty
};

struct FactChange {
  std::string_view fact;
  Amount from, to;
  std::vector<std::string> names;  ///< of a choice or of regions: those of which each will do
  Location where;                  ///< of the value as it is
};

/// What would make an offering fit.
struct Change {
  std::vector<FactChange> facts;  ///< in the order of the vocabulary
  std::vector<std::string_view>
      raise;  ///< rules about quotas and what else is to be raised on the platform's side
  std::vector<std::string_view> mend;       ///< rules about settings to be mended where they stand
  std::vector<std::string_view> open;       ///< facts on which it still depends then
  Verdict verdict = Verdict::does_not_fit;  ///< then; `unknown` without open facts: on what nobody published
  bool verified = false;                    ///< judged again with the change: nothing else fails
  /// Whether settings are to be mended, and nothing else.
  bool is_of_settings() const { return facts.empty() && raise.empty() && !mend.empty(); }
  /// How much there is to change; the less, the nearer.
  std::size_t steps() const { return facts.size() + raise.size() + mend.size(); }
};

/// How far a fact may grow, all others as they are, before an offering no longer fits.
struct Headroom {
  static constexpr std::int64_t thin = 800'000;  ///< `used` from which on there is little room left
  std::string_view fact;
  Amount value, limit;    ///< as it is, and at most
  std::int64_t used = 0;  ///< the value as a share of the limit, in parts per million
  Location where;         ///< of the value
};

struct OfferingReport {
  std::string_view platform, offering;            ///< ids
  std::string_view platform_name, offering_name;  ///< for people
  std::string_view status;                        ///< settled, recent, preview or closed
  Verdict verdict = Verdict::unknown;
  Score score;
  std::optional<SizeInfo> size;
  std::vector<CriterionScore> criteria;
  /// Titles of lines that what a month costs leaves out, since nobody can say how much there is of them.
  std::vector<std::string_view> cost_lacks;
  std::vector<Finding> findings;   ///< failures first, then unknown, then (only if asked for) passes
  std::size_t passed = 0;          ///< findings that passed
  std::size_t applied = 0;         ///< limits that were certainly held against a value in the manifest
  std::vector<Change> changes;     ///< of one that does not fit as it is, if anything can make it fit
  std::vector<Headroom> headroom;  ///< of one that may fit: facts that are bounded, the tightest first
  /// Whether that was looked for: at the depth of an answer, and of what is asked about.
  bool has_headroom = false;
  std::string
      queueing;  ///< what Erlang's formulas say of a fixed or limited number of instances; may be empty
  std::optional<Cost> cost;  ///< of a month; absent where no price list speaks of the offering
  std::uint32_t cost_suppression = Suppression::none;  ///< where it is more than a gate asks for
  std::string_view trigger_path;  ///< through which service the trigger arrives; may be empty
  std::string id() const;         ///< "platform/offering"
  /// Whether a check refuses what the manifest sets, so that as it stands the platform takes none of it. What
  /// is suppressed does not count.
  bool refuses_settings() const;
};

/// What an answer is worth.
struct Settles {
  std::size_t verdicts = 0;  ///< verdicts that it makes definite whatever else is unknown
  /// Its share in what is open about the scores of the offerings that may be chosen, in parts per million.
  std::int64_t ranking = 0;
};

/// What is recommended for values of a fact above a bound.
struct Turn {
  std::optional<Amount> above;  ///< the largest value with another recommendation; absent: from the least on
  std::string to;               ///< "platform/offering"; empty: none
  /// The largest value that was tried and has it: where the next one turns, and of the last one how far it is
  /// known.
  std::optional<Amount> up_to = {};
};

/// Something to declare, and what it would decide.
struct Question {
  std::string_view fact, how, summary;
  /// "platform/offering", in rule-set order: it has a part in the verdict.
  std::vector<std::string_view> decides;
  Settles settles;
  /// Of the first question about a quantity: what is recommended for little of it, then where that turns.
  std::vector<Turn> turns;
  Location where;    ///< where the unresolved value stands, or the workload
  std::string note;  ///< why it is not known, if the file says something
};

struct AdviceInfo {
  std::string_view rule;
  std::vector<std::string_view> offerings;  ///< "platform/offering"
  std::string message;
  std::string_view remedy;
  std::vector<Location> places;
  bool unasked = false;  ///< a gate says it whether or not it is asked for advice
  std::uint32_t suppression = Suppression::none;
};

struct FactReport {
  std::string_view fact;
  Amount amount;
  std::vector<std::string> items;  ///< of lists and choices
  Origin origin = Origin::stated;
  Location where;
  std::string note;
  bool narrowed = false;  ///< derived from what the manifest states of the same fact
  /// Those of gpu.type that will do, where the manifest asks for cards that families and a memory do not tell
  /// from others.
  std::vector<std::string> cards;
};

/// A choice that nobody states, of which it is known all the same that it is one of a few.
struct NarrowedFact {
  std::string_view fact;
  std::vector<std::string> among;
  std::string note;  ///< why
};

struct PresumedFact {
  std::string_view fact;
  std::string text;
  Amount amount;
};

/// The one weight that, changed alone, would change the recommendation.
struct Flip {
  std::string_view criterion, title;
  std::int64_t factor = 0;  ///< that its weight is multiplied by, in millionths
  std::string_view to;      ///< "platform/offering" that is recommended then
};

/// Whether a recommendation outlives other weights of the criteria.
struct Robustness {
  std::int64_t share = 0;  ///< of the weightings near the chosen one in which it stays, in parts per million
  std::optional<Flip> flips_on;  ///< absent where no single weight does, from a tenth to ten times
};

struct Recommendation {
  std::string_view platform, offering;  ///< empty: none
  Strength strength = Strength::none;
  Score score;
  std::string fallback;  ///< "platform/offering"; set where the winner is only provisional
  std::vector<std::string> reasons;
  std::optional<Robustness> robustness;  ///< only where it was asked for
  std::string id() const;                ///< "platform/offering"; empty: none
};

struct WorkloadReport {
  std::string name;  ///< on one line, fit to be shown
  /// As it is written, where that has characters that are not shown as they are; else empty.
  std::string written_name;
  Location where;
  std::string_view target;  ///< "platform/offering" that the manifest is written for; may be empty
  bool foreign = false;     ///< the manifest is the target's own: the workload runs there, or is about to
  bool unread = false;      ///< a value of it could not be read: what does not fail is not sure to pass
  std::vector<FactReport> facts;
  std::vector<NarrowedFact> narrowed;
  std::vector<PresumedFact> presumed;
  Recommendation recommendation;
  std::vector<OfferingReport> offerings;  ///< ranked: the best first, those that do not fit last
  std::vector<Question> questions;        ///< the one that decides most first
  std::vector<AdviceInfo> advice;
  std::string moved;               ///< what the caller's settings change; empty without any
  std::optional<CostCurve> curve;  ///< what it costs as traffic grows, where that was asked for
  std::vector<std::string> notes;  ///< what another rule set says, and why
  std::string region;  ///< that the manifest is deployed to, which is no need of it; empty: not known
  Location region_at;
  /// Types of GPUs of the maker whose devices it asks for or is made for; empty where the facts say which,
  /// and of any.
  std::vector<std::string> maker_types;
  /// The offering of an id, "platform/offering"; null where it was not judged.
  const OfferingReport* find(std::string_view offering) const;
  /// The name for programs, with every character that is written.
  const std::string& exact_name() const { return written_name.empty() ? name : written_name; }
};

/// What is shown at a place in a manifest: a finding on the offering that the workload is held against, or
/// advice for it.
struct Annotation {
  /// error: it breaks the gate; warning: undecided, or for the platform's side to change; note: advice.
  Severity severity = Severity::note;
  Outcome outcome = Outcome::pass;  ///< of the finding; advice and thin headroom hold
  std::size_t workload = 0;         ///< index into Report::workloads
  std::string_view rule;
  std::string offering;          ///< "platform/offering"; empty: the manifest's own format refuses it
  std::string message, help;     ///< `help` may be empty
  std::vector<Location> places;  ///< what asked for it; may be empty
  std::uint32_t suppression = Suppression::none;
};

/// What the gate (`placer check`) says of one workload against one requirement.
struct GateEntry {
  std::size_t workload = 0;  ///< index into Report::workloads
  std::string against;       ///< what it was held against: "aws-lambda/zip", "kubernetes", "any offering"
  Verdict verdict = Verdict::unknown;  ///< the best of the offerings that `against` stands for
  bool passed = false;
  std::string offering;    ///< the one that decided: the first that passes, else the nearest
  std::size_t limits = 0;  ///< limits of it that were held against a value in the manifest
  bool refused = false;    ///< it refuses what is set, whatever its verdict
  /// Whether it says no, whatever else is not known.
  bool certainly_fails() const { return refused || verdict == Verdict::does_not_fit; }
};

struct Gate {
  std::vector<GateEntry> entries;
  std::vector<std::size_t>
      elsewhere;        ///< workloads that were not judged: their target is not where was asked for
  bool passed = false;  ///< every entry passed and there was something to judge
  /// Rules of the offerings that decided which were last checked before the day that was asked for, by id.
  std::vector<std::string_view> stale_rules;
};

/// Something that was read and holds no workload, or that was not to be read.
struct Skipped {
  std::string kind;  ///< "file", "placer report", a kind of object ("ConfigMap", "AWS::S3::Bucket"), or
                     ///< "document"; of what was excluded "file" or "directory"
  std::string name;  ///< empty where it has none
  Location where;
};

struct RuleSetInfo {
  std::string_view name, title, date, digest;
  std::string_view own;  ///< files of a user's own that add to it or change it, as "a.yaml, b.yaml"
};

struct Report {
  RuleSetInfo rule_set;
  std::vector<RuleInfo> rules;  ///< those that findings and advice refer to, by id
  std::vector<WorkloadReport> workloads;
  std::optional<Gate> gate;               ///< of `placer check`
  std::vector<Annotation> annotations;    ///< by workload, then in the order of findings
  std::vector<Annotation> suppressed;     ///< the same, of what does not count
  std::vector<Suppression> suppressions;  ///< those that were found, used or not
  std::vector<Diagnostic> diagnostics;
  std::size_t dropped_diagnostics = 0;  ///< how many more there were
  std::size_t files = 0;                ///< read or tried
  std::size_t broken_files = 0;         ///< with an error
  std::size_t ignored_files = 0;        ///< of other kinds, in directories and lists: not looked into
  std::size_t hidden_paths = 0;         ///< files and directories whose names begin with a dot: neither
  std::vector<Skipped> ignored;         ///< the first few hundred of both and all templates, by name
  std::vector<Skipped> excluded;        ///< not read, since a glob says so; with all that is in them
  std::vector<Skipped> skipped_files;   ///< without a workload, in the order of reading
  /// In files with workloads: what is none and belongs to none.
  std::vector<Skipped> skipped_objects;
};

}  // namespace placer
