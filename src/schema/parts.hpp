// The words of JSON Schema that the schemas are written in.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace placer::schema {

using Json = nlohmann::ordered_json;

Json reference(std::string_view definition);
Json typed(std::string_view type);
Json texts(const std::vector<std::string_view>& texts);
/// One of the words, exactly.
Json one_of(const std::vector<std::string_view>& words);
Json any_of(std::vector<Json> schemas);
Json list_of(Json items);
Json map_of(Json values);
/// The schema with a description beside what it says.
Json described(Json schema, std::string_view description);
/// A text that the expression matches; `expected` is what an editor says otherwise.
Json pattern(std::string expression, std::string expected);
/// One of some words, each in any letter case.
Json words_in_any_case(const std::vector<std::string_view>& words, std::string expected);
/// An object that has these properties and no others.
Json object(Json properties, const std::vector<std::string_view>& required = {});

/// One of the names, or any other text that is written like them: what a user's own files define is not
/// known here, but the names that are can be completed.
Json known_or(const std::vector<std::string_view>& names, std::string_view other_pattern);

/// What has all of the keys.
Json has(const std::vector<std::string_view>& keys);
/// Adds that exactly one of the keys is there.
void require_one(Json& schema, const std::vector<std::string_view>& keys);
/// Adds that `then` holds where `key` is one of the words.
void add_case(Json& schema, std::string_view key, const std::vector<std::string_view>& words, Json then);
/// What a schema says of these keys: each is as defined.
Json properties_of(std::string_view definition, const std::vector<std::string_view>& keys);

}  // namespace placer::schema
