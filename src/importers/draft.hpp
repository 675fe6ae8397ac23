// One workload of a foreign manifest while its facts are collected.
//
// An importer says where a fact stands and how its dialect writes it; the draft keeps what is literal, marks
// what is not as unresolved, reports what is no value at all, and lets the stronger of two statements stand.
#pragma once

#include "base/conversion.hpp"
#include "doc/document.hpp"
#include "importers/importer.hpp"

#include <placer/fact.hpp>

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers {

class AcceleratorSet;

/// A scalar of a manifest as an importer understands it: what it says and where, or why nobody can say. A
/// false one is not there.
struct Value {
  std::string text;
  Location where;
  Origin origin = Origin::stated;  ///< stated; assumed: from a parameter's default; unresolved: no literal
  std::string note;                ///< why it is unresolved, or what it was taken from
  bool present = false;            ///< one that is not, and is assumed, is left out by an assumption
  bool misshapen = false;          ///< a list or a mapping stands there

  explicit operator bool() const { return present; }
  bool literal() const { return present && origin != Origin::unresolved; }
};

/// A scalar taken as it stands. Null and missing values are not there; text with `${…}` or `{{…}}` in it, and
/// lists and mappings where a scalar is expected, are unresolved.
Value literal(doc::View value);

/// The number that a literal stands for; nothing where it is none, or no literal.
std::optional<std::int64_t> number(const Value& value, Conversion convert = whole_number);

/// What marks a text that somebody else fills in.
inline constexpr std::array<std::string_view, 6> placeholder_marks{"${", "{{", "<%", "$(", "%{", "#{"};
/// What stands on both sides of a name in capital letters that somebody else fills in.
inline constexpr std::array<std::string_view, 3> token_marks{"@", "%", "__"};
/// Whether somebody else fills a text in: `${MEMORY}`, `{{ .Values.memory }}`, `<%= x %>`, `@MEMORY@`.
bool is_placeholder(std::string_view text);

/// A text that may reach a terminal: escapes of YAML and JSON can write control characters, which become `?`;
/// what else a reader would not see becomes U+FFFD.
std::string printable(std::string_view text);

/// Calls a workload as it is written; what is shown of that is printable.
void set_name(Workload& workload, std::string_view written);

class Draft {
 public:
  /// `where` is the name, or what stands for it.
  Draft(ImportContext& context, std::string_view name, Location where);

  // --- what is written ---

  /// A quantity or count in a dialect. Of a value that the dialect does not allow the place is reported.
  void quantity(std::string_view fact, const Value& value, Conversion convert);
  /// A count; one below zero is none, which `rule` refuses.
  void count(std::string_view fact, const Value& value, std::string_view rule);
  /// Takes down an amount below zero, which whatever the workload is written for refuses; false for any other
  /// value. `what` is said before it.
  bool refuse_negative(std::string_view what, const Value& value, Conversion convert);
  /// true or false.
  void boolean(std::string_view fact, const Value& value);
  /// A name of a choice (letter case does not matter); one that the vocabulary does not have is unresolved.
  void choice(std::string_view fact, const Value& value);
  /// A text, and lists of texts or numbers, as they are written.
  void text(std::string_view fact, const Value& value);
  void list(std::string_view fact, std::vector<std::string> items, Location where,
            Origin origin = Origin::stated);
  /// The name of an accelerator: family and, if the name says so, card or memory of a device.
  void accelerator(const Value& value);
  /// What machines of a type have, by the type's own name; nothing where none of them has any.
  void machine(const Value& type);
  /// Several of them, of which any one will do; `value` is where that is said.
  void accelerators(const AcceleratorSet& set, const Value& value);

  // --- what is worked out ---

  /// A number or interval in the fact's base unit.
  void set(std::string_view fact, Interval value, Location where, Origin origin = Origin::stated,
           std::string text = {}, std::string note = {});
  /// A name of a choice that follows from something else.
  void derive(std::string_view fact, std::string_view name, Location where, std::string note);
  /// The same where it is one of several names; nothing where there are none.
  void derive(std::string_view fact, const std::vector<std::string_view>& names, Location where,
              std::string note);
  void unresolved(std::string_view fact, const Value& value);
  /// Says that it runs until it is stopped, so that its trigger is a kind of request, or none (`daemon`),
  /// unless something says what else: nobody starts it for a piece of work and waits for its end. `what` says
  /// so: "a Deployment".
  void runs_on(std::string_view what);
  /// That each of these triggers starts the work; an empty name may be any. Who says beside the manifest
  /// which of them counts leaves out what only belongs to the others.
  void several_start(const std::vector<std::string_view>& triggers);
  /// What the format could ask for and this manifest does not: zero or false, with origin platform_default.
  void absent(std::initializer_list<std::string_view> facts);
  /// The region that it is deployed to: a name, or the ARN of something there.
  void deployed_to(const Value& region);
  /// The offering that the manifest is written for.
  void target(std::string_view offering, Location where);
  /// One of these offerings, which of them `open` would say; nothing where there are none.
  void target(const std::vector<std::string_view>& offerings, const Value& open);
  /// A value that cannot be read. Without it nobody can say that the workload fits.
  void error(std::string message, Location where, std::string help = {}, std::string code = "manifest.value");
  /// What was reported since there were that many errors is missing from it.
  void unread_since(std::size_t errors);
  /// Something that the manifest's platform refuses; `rule` is the id of a check in the rules. What it says
  /// of one place is said once; where there is no place, at the workload.
  void violation(std::string_view rule, Location where, std::string needed = {}, std::string allowed = {});
  /// Whether a check takes this amount of the unit of its bounds.
  bool takes(std::string_view check, std::int64_t amount) const;
  /// What a check takes, as its message says it; of an amount that it does not take, the bound that is
  /// broken.
  std::string taken(std::string_view check, std::optional<std::int64_t> amount = {}) const;
  /// Reports an amount that a check does not take; `setting` is said before it.
  void bounded(std::string_view check, std::int64_t amount, Location where, std::string_view setting = {});
  /// The same for a fact.
  void bounded(std::string_view check, std::string_view fact);
  /// Reports a text that is one of the names that a check refuses.
  void refuse_named(std::string_view check, const Value& value);
  /// Native keys in the manifest itself: annotations, `x-placer`. `key` is what they stand under.
  void overlay(std::string_view key, doc::View mapping);
  void overlay(std::vector<Fact> facts);

  /// Says that the object only changes another one: what is missing from it may stand there.
  void set_patch() { is_patch_ = true; }
  bool is_patch() const { return is_patch_; }

  const Fact* find(std::string_view fact) const;
  Workload& workload() { return workload_; }
  ImportContext& context() { return context_; }

  /// Derives what follows (one GPU from a type alone), reports contradictions, and adds the workload to the
  /// context.
  void finish();

 private:
  /// An amount below zero, until it is known what refuses it.
  struct Negative {
    std::string what;
    Value value;
    QuantityError error;
  };

  FactId id(std::string_view fact) const;
  Fact start(std::string_view fact, const Value& value) const;
  void report_negative();
  void report_overlay();
  void leave_out_starters();
  void report_contradictions();

  ImportContext& context_;
  Workload workload_;
  std::vector<Negative> negative_;
  std::vector<Fact> overlay_;   ///< what was said beside the manifest
  std::vector<Fact> left_out_;  // by an assumption; their values are the platform's
  std::int64_t starters_ = 0;   ///< the triggers of which each starts the work, where there are several
  bool is_patch_ = false;
};

}  // namespace placer::importers
