// `placer explain ID`: all that a rule set says of one name.
#pragma once

#include "reference/page.hpp"
#include "rules/rule_set.hpp"

#include <string_view>
#include <vector>

namespace placer::reference {

/// Adds what the id names: a rule, a fact (by name or alias), a group of facts, a property, a derived fact, a
/// platform, an offering, a criterion, a claim, or a word of an answer. A name that stands for two things is
/// shown as both. False if it names nothing. Of a fact, what offerings beside `on` do with it is left out.
bool explain(const rules::RuleSet& rules, std::string_view id, Page& page,
             rules::OfferingMask on = ~rules::OfferingMask{0});

/// Everything that can be explained, for "did you mean".
std::vector<std::string_view> all_ids(const rules::RuleSet& rules);

/// The parts that explain() is made of.
void explain_rule(const rules::RuleSet& rules, const rules::Rule& rule, Page& page);
void explain_fact(const rules::RuleSet& rules, FactId fact, rules::OfferingMask on, Page& page);
void explain_scaling(const rules::RuleSet& rules, std::string_view id, rules::OfferingMask on, Page& page);
bool explain_answer(const rules::RuleSet& rules, std::string_view word, Page& page);
void explain_criterion(const rules::RuleSet& rules, const rules::Criterion& criterion, Page& page);

/// The words of an answer that explain_answer() knows: "score", "does_not_fit", "firm", …
std::vector<std::string_view> answer_words();
/// "preview: may change: …"; "" of a word that is none of them.
std::string meaning_of_answer(std::string_view word);

/// Labelled lines of where an entry comes from: the address, its dates, how far it can be trusted.
void add_source(const rules::RuleSet& rules, std::uint16_t source, std::vector<Row>& fields);

/// A table of the names that a choice takes, with what they mean and how else they are written.
void add_names_of(const rules::RuleSet& rules, const rules::FactRow& fact, Page& page);

}  // namespace placer::reference
