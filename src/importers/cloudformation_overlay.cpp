// The reader of native keys knows no functions. It is given a copy in which each call is what it comes to, at
// its place, or a text that somebody else fills in.
#include "importers/cloudformation_overlay.hpp"

#include "base/text.hpp"
#include "doc/edit.hpp"
#include "importers/cloudformation_intrinsics.hpp"
#include "importers/native.hpp"

#include <fmt/core.h>

#include <map>
#include <string>
#include <vector>

namespace placer::importers {
namespace {

/// A call, and what is known of it.
struct Call {
  std::string written;
  Value value;
};

class Overlay {
 public:
  Overlay(const Template& source, const Resource& resource, doc::View mapping)
      : source_(source), resource_(resource), mapping_(mapping), edit_(*mapping.document()) {
    std::vector<doc::View> open{mapping};
    while (!open.empty()) {
      const doc::View next = open.back();
      open.pop_back();
      if (const Intrinsic call = intrinsic(next); !call.name.empty()) {
        work_out(next, call);
        continue;
      }
      for (const doc::View item : doc::items(next)) open.push_back(item);
      for (const auto [key, value] : doc::entries(next)) open.push_back(value);
    }
  }

  std::vector<Fact> facts(const rules::RuleSet& rules, DiagnosticSink& sink,
                          std::vector<IgnoreNote>& ignores) const {
    std::vector<Fact> all =
        read_overlay(doc::View(&edit_.document(), mapping_.index()), rules, sink, &ignores);
    for (Fact& fact : all)
      if (const auto found = calls_.find(fact.where.offset);
          found != calls_.end() && fact.origin != Origin::derived) {
        fact.note = found->second.value.note;
        if (fact.origin == Origin::unresolved) fact.text = found->second.written;
      }
    return all;
  }

 private:
  void work_out(doc::View view, const Intrinsic& call) {
    const Property property = source_.read_for(resource_, view, "Placer");
    Value value;
    if (!property.is_mapping() && !property.is_sequence()) value = property.value();
    if (!value.literal() && value.note.empty())
      value.note = fmt::format("`{}` is filled in elsewhere", describe(call));
    edit_.set_text(view.index(), value.literal() ? value.text : fmt::format("${{{}}}", describe(call)));
    calls_[view.where().offset] = {describe(call), std::move(value)};
  }

  const Template& source_;
  const Resource& resource_;
  doc::View mapping_;
  doc::Edit edit_;
  std::map<std::uint32_t, Call> calls_;  // by where they stand
};

}  // namespace

/// What is called nearly so is nobody else's, and says nothing.
void check_overlay_name(DiagnosticSink& sink, doc::View metadata) {
  for (const auto [key, value] : doc::entries(metadata)) {
    const std::string name = to_lower(key.text());
    if (key.text() != "Placer" && (name == "placer" || name == "x-placer"))
      sink.warning("cloudformation.overlay",
                   fmt::format("`{}` says nothing of the resource", printable(key.text())), key.where(),
                   "write `Placer:` with a capital letter, below `Metadata:` of the resource");
  }
}

void read_template_overlay(Draft& draft, const Template& source, const Resource& resource) {
  check_overlay_name(draft.context().sink, resource.body["Metadata"]);
  const doc::View mapping = resource.body["Metadata"]["Placer"];
  if (!mapping.is_mapping() || !intrinsic(mapping).name.empty()) return draft.overlay("Placer", mapping);
  draft.overlay(Overlay(source, resource, mapping)
                    .facts(draft.context().rules, draft.context().sink, draft.workload().ignores));
}

}  // namespace placer::importers
