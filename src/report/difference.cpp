#include "report/difference.hpp"

#include "base/path.hpp"
#include "base/text.hpp"
#include "report/style.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace placer::report {
namespace {

constexpr std::int64_t one_percent = 10'000;

std::vector<Seen> look(const Side& side) {
  std::vector<Seen> all(side.report.workloads.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].workload = &side.report.workloads[i];
  for (const GateResult& result : gate_results(side.report)) {
    Seen& seen = all[result.workload];
    seen.standing = result.standing;
    seen.verdict = Verdict::fits;
    const GateEntry* worst = &result.entries.front();  // there is one for each workload that was judged
    std::vector<std::string> against;
    for (const GateEntry& entry : result.entries) {
      against.push_back(entry.against);
      seen.verdict = std::max(seen.verdict, entry.verdict);
      if (worst->passed && !entry.passed) worst = &entry;
    }
    seen.against = join(against, ", ");
    seen.offering = seen.workload->find(worst->offering);
  }
  return all;
}

/// File seen from the root, name, structural path where a file has several of that name, and which of those
/// it is.
using Key = std::tuple<std::string, std::string, std::string, std::size_t>;

/// Names that several workloads of one file have.
std::set<std::string_view> namesakes(const Side& side) {
  std::set<std::pair<FileId, std::string_view>> seen;
  std::set<std::string_view> names;
  for (const WorkloadReport& workload : side.report.workloads)
    if (!seen.emplace(workload.where.file, workload.name).second) names.insert(workload.name);
  return names;
}

std::map<Key, std::size_t> keys(const Side& side, const std::set<std::string_view>& namesakes) {
  std::map<Key, std::size_t> result;
  std::map<FileId, std::string> files;
  std::map<std::tuple<FileId, std::string, std::string>, std::size_t> seen;
  for (std::size_t i = 0; i < side.report.workloads.size(); ++i) {
    const WorkloadReport& workload = side.report.workloads[i];
    const FileId file = workload.where.file;
    const auto [path, is_new] = files.try_emplace(file);
    if (is_new && workload.where) path->second = relative_path(side.sources.file(file).path(), side.root, "");
    const std::string place(namesakes.contains(workload.name) ? side.path_of(workload) : std::string_view());
    result.emplace(Key{path->second, workload.name, place, seen[{file, workload.name, place}]++}, i);
  }
  return result;
}

/// Takes out of both what is called something that is left once on each side. `called`: of a workload of a
/// side, by its number; empty for nothing.
template <class Called, class Pair>
void pair_by(std::map<Key, std::size_t>& before, std::map<Key, std::size_t>& after, const Called& called,
             const Pair& pair) {
  std::map<std::string, std::vector<Key>> then, now;
  for (const auto& [key, index] : before) then[called(true, index)].push_back(key);
  for (const auto& [key, index] : after) now[called(false, index)].push_back(key);
  for (const auto& [name, old] : then) {
    const auto found = now.find(name);
    if (name.empty() || found == now.end() || old.size() != 1 || found->second.size() != 1) continue;
    pair(before.at(old.front()), after.at(found->second.front()));
    const Key gone = old.front(), come = found->second.front();
    before.erase(gone);
    after.erase(come);
  }
}

const Headroom* find(const OfferingReport& offering, std::string_view fact) {
  for (const Headroom& room : offering.headroom)
    if (room.fact == fact) return &room;
  return nullptr;
}

std::vector<RoomChange> room_changes(const Seen& before, const Seen& after) {
  std::vector<RoomChange> changes;
  const auto may_fit = [](const Seen& seen) {
    return seen.offering != nullptr && seen.offering->has_headroom &&
           seen.offering->verdict != Verdict::does_not_fit;
  };
  // One that does not fit has no room to speak of, and of what nobody looked at nothing is said.
  if (!may_fit(before) || !may_fit(after) || before.offering->id() != after.offering->id()) return changes;
  for (const Headroom& now : after.offering->headroom) {
    const Headroom* then = find(*before.offering, now.fact);
    if (then == nullptr || std::abs(then->used - now.used) >= one_percent)
      changes.push_back({now.fact, then, &now});
  }
  for (const Headroom& then : before.offering->headroom)
    if (find(*after.offering, then.fact) == nullptr) changes.push_back({then.fact, &then, nullptr});
  return changes;
}

bool is_in(const Annotation& annotation, std::span<const Annotation> list) {
  return std::any_of(list.begin(), list.end(), [&](const Annotation& same) {
    return same.rule == annotation.rule && same.message == annotation.message &&
           same.offering == annotation.offering;
  });
}

std::vector<const Annotation*> only_in(std::span<const Annotation> one, std::span<const Annotation> other) {
  std::vector<const Annotation*> only;
  for (const Annotation& annotation : one)
    if (!is_in(annotation, other)) only.push_back(&annotation);
  return only;
}

std::size_t errors(const std::vector<const Annotation*>& annotations) {
  return static_cast<std::size_t>(
      std::count_if(annotations.begin(), annotations.end(),
                    [](const Annotation* one) { return one->severity == Severity::error; }));
}

Trend trend_of(const WorkloadDifference& one) {
  if (one.before.standing != one.after.standing)
    return one.after.standing < one.before.standing ? Trend::worse : Trend::better;
  if (one.before.verdict != one.after.verdict)
    return one.after.verdict > one.before.verdict ? Trend::worse : Trend::better;
  const std::size_t more = errors(one.appeared), fewer = errors(one.mended) + errors(one.ignored);
  if (more != fewer) return more > fewer ? Trend::worse : Trend::better;
  return Trend::other;
}

bool differs(const WorkloadDifference& one) {
  return one.before.standing != one.after.standing || one.before.verdict != one.after.verdict ||
         one.before.against != one.after.against || one.moved_on || !one.room.empty() ||
         !one.appeared.empty() || !one.mended.empty() || !one.ignored.empty() || !one.muted.empty();
}

}  // namespace

std::string_view Side::path_of(const WorkloadReport& workload) const {
  const auto index = static_cast<std::size_t>(&workload - report.workloads.data());
  return index < paths.size() ? std::string_view(paths[index]) : std::string_view();
}

std::string_view to_string(Trend trend) {
  switch (trend) {
    case Trend::worse: return "worse";
    case Trend::gone: return "gone";
    case Trend::added: return "new";
    case Trend::other: return "changed";
    case Trend::better: return "better";
  }
  return "";
}

std::size_t Difference::count(Trend trend) const {
  return static_cast<std::size_t>(std::count_if(
      workloads.begin(), workloads.end(), [&](const WorkloadDifference& one) { return one.trend == trend; }));
}

Difference compare(const Side& before, const Side& after) {
  Difference difference;
  const std::vector<Seen> then = look(before), now = look(after);
  const auto pair = [&](std::size_t old, std::size_t young) {
    WorkloadDifference one;
    one.before = then[old];
    one.after = now[young];
    const Recommendation &was = one.before.workload->recommendation, &is = one.after.workload->recommendation;
    one.moved_on = was.id() != is.id() || was.strength != is.strength;
    one.room = room_changes(one.before, one.after);
    const auto shown_before = annotations_of(before.report.annotations, old),
               shown_after = annotations_of(after.report.annotations, young);
    one.appeared = only_in(shown_after, shown_before);
    one.mended = only_in(shown_before, shown_after);
    const auto suppressed = annotations_of(after.report.suppressed, young);
    const auto ignored =
        std::stable_partition(one.mended.begin(), one.mended.end(),
                              [&](const Annotation* mended) { return !is_in(*mended, suppressed); });
    one.ignored.assign(ignored, one.mended.end());
    one.mended.erase(ignored, one.mended.end());
    const auto suppressed_before = annotations_of(before.report.suppressed, old);
    for (const Annotation* annotation : only_in(suppressed, suppressed_before))
      if (!is_in(*annotation, shown_before)) one.muted.push_back(annotation);
    one.trend = trend_of(one);
    if (differs(one))
      difference.workloads.push_back(std::move(one));
    else
      ++difference.unchanged;
  };
  std::set<std::string_view> several = namesakes(before);
  several.merge(namesakes(after));
  std::map<Key, std::size_t> old = keys(before, several), young = keys(after, several);
  for (auto key = old.begin(); key != old.end();) {
    const auto same = young.find(key->first);
    if (same == young.end()) {
      ++key;
      continue;
    }
    pair(key->second, same->second);
    young.erase(same);
    key = old.erase(key);
  }
  const auto path = [&](bool is_old, std::size_t index) {
    const Side& side = is_old ? before : after;
    const WorkloadReport& workload = side.report.workloads[index];
    const std::string_view place = side.path_of(workload);
    return place.empty() ? std::string() : fmt::format("{}\n{}", workload.name, place);
  };
  const auto name = [&](bool is_old, std::size_t index) {
    return (is_old ? before : after).report.workloads[index].name;
  };
  pair_by(old, young, path, pair);
  pair_by(old, young, name, pair);
  for (const auto& [key, index] : old) {
    WorkloadDifference& one = difference.workloads.emplace_back();
    one.trend = Trend::gone;
    one.before = then[index];
  }
  for (const auto& [key, index] : young) {
    WorkloadDifference& one = difference.workloads.emplace_back();
    one.trend = Trend::added;
    one.after = now[index];
    one.appeared = only_in(annotations_of(after.report.annotations, index), {});
    one.muted = only_in(annotations_of(after.report.suppressed, index), {});
  }
  const auto order = [&](const WorkloadDifference& one) {
    const Location where = one.workload().where;
    return std::tuple(one.trend, where.file, where.offset);
  };
  std::stable_sort(difference.workloads.begin(), difference.workloads.end(),
                   [&](const WorkloadDifference& one, const WorkloadDifference& other) {
                     return order(one) < order(other);
                   });
  return difference;
}

std::string standing_text(const Seen& seen) {
  if (seen.standing == Standing::unread) return std::string(words(seen.standing));
  return fmt::format("{}, {}", words(seen.standing), words(seen.verdict));
}

std::string name_text(const WorkloadDifference& one, const Side& before, const Side& after) {
  constexpr std::string_view of_object = "/metadata/name";
  const WorkloadReport& workload = one.workload();
  std::string_view path = (one.after.workload != nullptr ? after : before).path_of(workload);
  if (!path.ends_with(of_object)) return workload.name;
  path.remove_suffix(of_object.size());
  path.remove_prefix(1);
  return fmt::format("{} ({})", workload.name, on_one_line(path));
}

std::string recommended_text(const WorkloadReport& workload) {
  const Recommendation& chosen = workload.recommendation;
  return chosen.platform.empty() ? "none" : fmt::format("{}, {}", chosen.id(), to_string(chosen.strength));
}

std::string room_text(const Headroom* room) {
  if (room == nullptr) return "no bound";
  return fmt::format("{} of {} ({}%)", room->value.text, room->limit.text, room->used / one_percent);
}

std::string summary_text(const Difference& difference) {
  std::vector<std::string> parts;
  for (const Trend trend : {Trend::worse, Trend::better, Trend::other, Trend::added, Trend::gone})
    if (const std::size_t number = difference.count(trend); number > 0)
      parts.push_back(fmt::format("{} {}", number, to_string(trend)));
  if (difference.unchanged > 0) parts.push_back(fmt::format("{} unchanged", difference.unchanged));
  return parts.empty() ? "no workload on either side" : join(parts, ", ");
}

std::string unread_text(const Side& before, const Side& after) {
  std::vector<std::string> parts;
  for (const Side* side : {&before, &after})
    if (side->report.broken_files > 0)
      parts.push_back(fmt::format("{} of {}", counted(side->report.broken_files, "file"), side->root));
  return parts.empty() ? std::string() : join(parts, " and ") + " could not be read as a whole";
}

}  // namespace placer::report
