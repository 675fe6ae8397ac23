// The keys of price lists (rules/load_prices.cpp).
#pragma once

#include "schema/rule_keys.hpp"

namespace placer::schema {

inline constexpr RuleKey bill_line[] = {
    {"id", "id", "stable: it appears in every output", true},
    {"offerings", "text[]", "the offerings that it holds for; without it, all of the platform"},
    {"title", "text", "of the line", true},
    {"when", "expression", "makes it one of several rows of the same id"},
    {"region", "text", "where that is the price", true},
    {"quantity", "text[]", "facts and literals whose product counts", true},
    {"per", "text[]", "what the product is divided by"},
    {"times", "text[]", "shares that the amount is multiplied by"},
    {"unit", "text", "what there is so much of", true},
    {"price", "text", "of one unit, or a fact that is its price"},
    {"tiers", "tier[]", "in its place, in growing order"},
    {"free", "free", "what of a month the provider gives away"},
    {"may_lack", "boolean", "where nobody says how much there is, the score goes without"},
    {"source", "source", "where the value comes from: a name under `sources:`, or a mapping in place", true},
    {"note", "text", "shown in reports"}};
inline constexpr RuleKey tier[] = {{"to", "count", "the units that it ends with"},
                                   {"price", "price", "of one unit", true}};
inline constexpr RuleKey free_allowance[] = {
    {"quantity", "count", "units", true},
    {"credit", "price", "paid for each, where it is no quantity"},
    {"source", "source", "where the value comes from: a name under `sources:`, or a mapping in place", true}};

}  // namespace placer::schema
