#include "importers/dockerfile_stages.hpp"

#include "base/text.hpp"
#include "importers/dockerfile_checks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace placer::importers::dockerfile {
namespace {

char escape_of(doc::View root) {
  const std::string_view said = root["escape"].text();
  return said.empty() ? '\\' : said.front();
}

std::size_t number_of(std::string_view text) {
  std::size_t number = no_stage;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : no_stage;
}

}  // namespace

Stages::Stages(Draft& draft, doc::View root, const Options& options)
    : draft_(draft), escape_(escape_of(root)), outer_(escape_) {
  outer_.close();
  for (const auto& [name, value] : options.arguments) outer_.give(name, value);
  std::optional<Instruction> early;
  for (const doc::View node : doc::items(root["instructions"])) {
    Instruction instruction(node);
    if (instruction.is("from"))
      begin_stage(instruction);
    else if (!stages_.empty())
      stages_.back().instructions.push_back(std::move(instruction));
    else if (instruction.is("arg"))
      apply_variables(instruction, escape_, outer_, outer_);
    else if (!early)
      early = std::move(instruction);
  }
  if (early && is_known(*early))
    draft.error(fmt::format("{} stands before the first FROM, where nothing is built yet",
                            printable(early->written())),
                early->where(), "begin with FROM IMAGE; only ARG may stand before it", "dockerfile.no-stage");
  else if (early && stages_.empty())
    check_instruction(draft, *early, escape_);  // it is no Dockerfile at all
  else if (stages_.empty())
    draft.error("there is no FROM in this Dockerfile", root["instructions"].where(),
                "begin with FROM IMAGE, for example FROM debian:bookworm-slim", "dockerfile.no-stage");
  if (stages_.empty()) return;
  choose(options.target);
}

void Stages::begin_stage(const Instruction& from) {
  const std::vector<Word> words = from.words();
  Stage stage;
  stage.where = from.rest_where();
  if (words.empty() || (words.size() != 1 && words.size() != 3) ||
      (words.size() == 3 && to_lower(words[1].text) != "as")) {
    draft_.error(words.empty() ? std::string("FROM names no image")
                               : std::string("FROM takes an image, and a name for the stage behind AS"),
                 from.rest_where(), "write FROM IMAGE or FROM IMAGE AS NAME", "dockerfile.from");
  } else {
    stage.where = words.front().where;
    stage.base = outer_.value(words.front().text, words.front().where);
    if (stage.base.literal() && stage.base.text.empty())
      draft_.error(fmt::format("{} comes to nothing, and FROM names no image", in_quotes(words.front().text)),
                   words.front().where, "declare the variable before the first FROM: ARG NAME=default",
                   "dockerfile.from");
    if (stage.base.literal()) stage.from = find(stage.base.text, stages_.size());
    // A number means a stage to COPY alone.
    if (stage.from != no_stage && !names_.contains(to_lower(stage.base.text))) stage.from = no_stage;
    if (words.size() == 3) stage.name = to_lower(words[2].text);
  }
  if (const auto platform = from.flag("platform"))
    stage.platform = outer_.value(platform->value, platform->where);
  stages_.push_back(std::move(stage));
  if (!stages_.back().name.empty()) names_[stages_.back().name] = stages_.size() - 1;
}

std::size_t Stages::find(std::string_view name, std::size_t before) const {
  std::size_t found = number_of(name);
  if (const auto named = names_.find(to_lower(name)); named != names_.end()) found = named->second;
  return found < before ? found : no_stage;
}

void Stages::choose(const Value& target) {
  std::size_t stage = stages_.size() - 1;
  if (target && !target.literal()) return;
  if (target && !target.text.empty()) stage = find(target.text, stages_.size());
  if (stage == no_stage) return draft_.violation("dockerfile.missing-stage", target.where, target.text);
  for (; stage != no_stage; stage = stages_[stage].from) image_.push_back(stage);
  std::reverse(image_.begin(), image_.end());
}

std::vector<std::size_t> Stages::sources() const {
  std::set<std::size_t> seen(image_.begin(), image_.end());
  std::vector<std::size_t> open(image_);
  while (!open.empty()) {
    const std::size_t number = open.back();
    open.pop_back();
    const auto add = [&](std::size_t stage) {
      if (stage != no_stage && seen.insert(stage).second) open.push_back(stage);
    };
    add(stages_[number].from);
    for (const Instruction& instruction : stages_[number].instructions)
      if (instruction.is("copy"))
        if (const auto from = instruction.flag("from")) add(find(from->value, number));
  }
  return {seen.begin(), seen.end()};
}

void apply_variables(const Instruction& instruction, char escape, const Variables& outer,
                     Variables& variables) {
  const bool argument = instruction.is("arg");
  if (!argument && !instruction.is("env")) return;
  const std::vector<Word> words = instruction.quoted_words(escape);
  // `ENV NAME value with blanks`
  if (!argument && !words.empty() && words.front().text.find('=') == std::string::npos) {
    const std::string& text = instruction.rest().text();
    const std::string_view value = trim(std::string_view(text).substr(words.front().text.size()));
    return variables.set(words.front().text, variables.fill_in(value));
  }
  // One instruction sees the variables as they were before it.
  std::vector<std::pair<std::string, Filled>> values;
  for (const Word& word : words) {
    const std::size_t equal = word.text.find('=');
    const std::string_view text = word.text;
    const Filled value = variables.fill_in(equal == std::string::npos ? "" : text.substr(equal + 1));
    const std::string name = variables.fill_in(text.substr(0, equal)).text;
    if (argument)
      variables.declare(name, equal == std::string::npos ? nullptr : &value,
                        &outer == &variables ? nullptr : &outer);
    else
      values.emplace_back(name, value);
  }
  for (const auto& [name, value] : values) variables.set(name, value);
}

}  // namespace placer::importers::dockerfile
