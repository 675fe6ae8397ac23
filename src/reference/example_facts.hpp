// What an example of a rule states of facts, and how what several parts of an expression ask for goes
// together.
#pragma once

#include "rules/rule_set.hpp"

#include <placer/fact.hpp>
#include <placer/quantity.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace placer::reference {

/// What an example states of a fact: a value that lies in a range, texts of which any one will do, names that
/// all stand in a list, or that nothing is said of it.
struct Said {
  enum class Kind : std::uint8_t { text, quantity, name, silence };
  std::vector<std::string> texts;  ///< of a text the first is the one that is written
  Interval range;                  ///< of a quantity, with its value in it
  std::int64_t value = 0;
  Kind kind = Kind::text;
};
using Stated = std::map<FactId, Said>;

/// What makes a part of an expression true, and what makes it false; nullopt where no fact does.
struct Ways {
  std::optional<Stated> yes, no;
};

/// A value of a range, at its end; of a list of ports so many of them. nullopt where the fact has none such.
std::optional<Stated> stated(const rules::RuleSet& rules, FactId fact, std::int64_t value, Interval range);
std::optional<Stated> stated(const rules::RuleSet& rules, FactId fact, std::int64_t value);

/// One of these texts; nullopt where there is none.
std::optional<Stated> said(FactId fact, std::vector<std::string> texts, Said::Kind kind);

/// Adds facts to others; false where one of them has another value there.
bool add(const Stated& more, Stated& all);

/// All of them together.
std::optional<Stated> together(std::span<const Ways> parts, std::optional<Stated> Ways::*way);

/// The first that there is, one that states something before mere silence.
std::optional<Stated> either(std::span<const Ways> parts, std::optional<Stated> Ways::*way);

/// Whether it is nothing but silence.
bool is_silent(const Stated& stated);

/// "trigger: udp, ports: [53]"; "" for nothing, and where a fact would need several values and takes one.
std::string text(const rules::RuleSet& rules, const Stated& stated);

}  // namespace placer::reference
