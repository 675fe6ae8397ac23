// --help of a command, from the table of its options.
#include "base/text.hpp"
#include "cli/option_table.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::cli {
namespace {

std::string words_of_help(const Option& option, const OptionSet& set) {
  if (option.takes != Takes::formats) return std::string(option.help);
  std::vector<std::string_view> ids;
  for (const Format& format : formats_of(set)) ids.push_back(format.id);
  return join(ids, ", ") + std::string(option.help);
}

}  // namespace

std::string help_text(const OptionSet& set) {
  constexpr std::size_t width = 80, column = 26;
  constexpr std::ptrdiff_t screen = 23;  // lines
  std::string text = fmt::format("Usage: placer {} [OPTIONS]", set.name);
  if (!set.positional.empty())
    text += set.positional_required ? fmt::format(" {}...", set.positional)
                                    : fmt::format(" [{}...]", set.positional);
  text += fmt::format("\n{}\n", wrap(set.summary, width));
  const std::size_t head = text.size();
  const auto line = [&](std::string_view name, std::string_view help) {
    text += fmt::format("  {:<{}}{}\n", name, column - 2, wrap(help, width, column));
  };
  if (!set.positional.empty()) line(set.positional, set.positional_help);
  for (const Option& option : options_of(set)) {
    // Who reads this knows --help.
    if (!option.shown || long_name(option) == "--help") continue;
    std::string name(option.names);
    if (const std::size_t comma = name.find(','); comma != std::string::npos) name.insert(comma + 1, " ");
    if (!option.type.empty()) name += fmt::format(" {}", option.type);
    line(name, words_of_help(option, set));
  }
  text += fmt::format("Example: {}\n", set.example);
  if (!set.epilogue.empty()) text += fmt::format("{}\n", set.epilogue);
  if (std::count(text.begin(), text.end(), '\n') < screen) text.insert(head, "\n");
  return text;
}

}  // namespace placer::cli
