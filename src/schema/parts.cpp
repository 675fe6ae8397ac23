#include "schema/parts.hpp"

#include "base/quantity_pattern.hpp"
#include "base/text.hpp"

#include <fmt/core.h>

#include <utility>

namespace placer::schema {

Json reference(std::string_view definition) {
  Json schema = Json::object();
  schema["$ref"] = fmt::format("#/$defs/{}", definition);
  return schema;
}

Json typed(std::string_view type) {
  Json schema = Json::object();
  schema["type"] = type;
  return schema;
}

Json texts(const std::vector<std::string_view>& texts) {
  Json list = Json::array();
  for (const std::string_view text : texts) list.push_back(text);
  return list;
}

Json one_of(const std::vector<std::string_view>& words) {
  Json schema = Json::object();
  schema["enum"] = texts(words);
  return schema;
}

Json any_of(std::vector<Json> schemas) {
  if (schemas.size() == 1) return std::move(schemas.front());
  Json schema = Json::object();
  schema["anyOf"] = std::move(schemas);
  return schema;
}

Json list_of(Json items) {
  Json schema = typed("array");
  schema["items"] = std::move(items);
  return schema;
}

Json map_of(Json values) {
  Json schema = typed("object");
  schema["additionalProperties"] = std::move(values);
  return schema;
}

Json described(Json schema, std::string_view description) {
  schema["description"] = description;
  return schema;
}

Json pattern(std::string expression, std::string expected) {
  Json schema = typed("string");
  schema["pattern"] = std::move(expression);
  schema["patternErrorMessage"] = std::move(expected);  // no word of JSON Schema; editors know it
  return schema;
}

Json words_in_any_case(const std::vector<std::string_view>& words, std::string expected) {
  std::vector<std::string> alternatives;
  alternatives.reserve(words.size());
  for (const std::string_view word : words) alternatives.push_back(in_any_case(word));
  return pattern(fmt::format("^ *(?:{}) *$", join(alternatives, "|")), std::move(expected));
}

Json object(Json properties, const std::vector<std::string_view>& required) {
  Json schema = typed("object");
  if (!required.empty()) schema["required"] = texts(required);
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  return schema;
}

Json known_or(const std::vector<std::string_view>& names, std::string_view other_pattern) {
  Json other = typed("string");
  other["pattern"] = other_pattern;
  return names.empty() ? other : any_of({one_of(names), std::move(other)});
}

Json has(const std::vector<std::string_view>& keys) {
  Json schema = Json::object();
  schema["required"] = texts(keys);
  return schema;
}

void require_one(Json& schema, const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) schema["oneOf"].push_back(has({key}));
}

void add_case(Json& schema, std::string_view key, const std::vector<std::string_view>& words, Json then) {
  Json one = Json::object();
  one["if"] = has({key});
  one["if"]["properties"][std::string(key)] = one_of(words);
  one["then"] = std::move(then);
  schema["allOf"].push_back(std::move(one));
}

Json properties_of(std::string_view definition, const std::vector<std::string_view>& keys) {
  Json schema = Json::object();
  for (const std::string_view key : keys) schema["properties"][std::string(key)] = reference(definition);
  return schema;
}

}  // namespace placer::schema
