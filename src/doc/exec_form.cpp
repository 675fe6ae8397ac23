#include "doc/exec_form.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

namespace placer::doc {

ExecForm read_exec_form(std::string_view text) {
  ExecForm form;
  text = trim(text);
  if (!text.starts_with('[')) return form;
  const auto value = nlohmann::json::parse(text, nullptr, false);
  if (!value.is_array()) return form;
  form.is_array = form.strings = true;
  for (const auto& item : value) {
    if (!item.is_string()) return {true, false, {}};
    form.items.push_back(item.get<std::string>());
  }
  return form;
}

}  // namespace placer::doc
