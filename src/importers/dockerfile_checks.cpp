// The rules are those of BuildKit (github.com/moby/buildkit, frontend/dockerfile/instructions/parse.go).
#include "importers/dockerfile_checks.hpp"

#include "base/text.hpp"
#include "doc/exec_form.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

namespace placer::importers::dockerfile {
namespace {

struct Form {
  std::string_view keyword;
  std::string_view example;      ///< how it is written
  bool needs_arguments = false;  ///< one at the least
  bool json = false;             ///< takes an array
  std::array<std::string_view, 7> flags{};
};

constexpr Form forms[] = {
    {"add",
     "ADD SOURCE TARGET",
     true,
     true,
     {"chown", "chmod", "link", "keep-git-dir", "checksum", "exclude", "unpack"}},
    {"arg", "ARG NAME=default", true, false, {}},
    {"cmd", "CMD [\"program\", \"argument\"]", false, true, {}},
    {"copy", "COPY SOURCE TARGET", true, true, {"chown", "chmod", "link", "from", "parents", "exclude"}},
    {"entrypoint", "ENTRYPOINT [\"program\", \"argument\"]", false, true, {}},
    {"env", "ENV NAME=value", true, false, {}},
    {"expose", "EXPOSE 8080", true, false, {}},
    {"from", "FROM IMAGE", false, false, {"platform"}},
    {"healthcheck",
     "HEALTHCHECK CMD COMMAND, or HEALTHCHECK NONE",
     true,
     false,
     {"interval", "timeout", "start-period", "start-interval", "retries"}},
    {"label", "LABEL name=value", true, false, {}},
    {"maintainer", "LABEL org.opencontainers.image.authors=NAME", true, false, {}},
    {"onbuild", "ONBUILD RUN COMMAND", false, false, {}},
    {"run", "RUN COMMAND", false, true, {"mount", "network", "security", "device"}},
    {"shell", "SHELL [\"/bin/bash\", \"-c\"]", true, true, {}},
    {"stopsignal", "STOPSIGNAL SIGTERM", true, false, {}},
    {"user", "USER NAME", true, false, {}},
    {"volume", "VOLUME /data", true, true, {}},
    {"workdir", "WORKDIR /app", true, false, {}},
};
/// Flags that have no value, or true or false.
constexpr std::string_view switches[] = {"link", "keep-git-dir", "parents", "unpack"};
/// Flags that may stand several times.
constexpr std::string_view repeated[] = {"mount", "exclude", "device"};

const Form* form_of(std::string_view keyword) {
  for (const Form& form : forms)
    if (form.keyword == keyword) return &form;
  return nullptr;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

void unknown(Draft& draft, std::string_view written, Location where) {
  if (written.starts_with("{{") || written.starts_with("{%") || written.starts_with("<%") ||
      written.starts_with("{#"))
    return draft.error("this is a template of a Dockerfile", where,
                       "fill it in with the tool that it is for, and judge what comes out",
                       "dockerfile.template");
  std::vector<std::string_view> names;
  for (const Form& form : forms) names.push_back(form.keyword);
  const auto meant = closest(to_lower(written), names);
  draft.error(fmt::format("there is no instruction {}", in_quotes(written)), where,
              meant ? fmt::format("did you mean {}?", upper(*meant))
                    : std::string("a line that goes on in the next one ends in the escape character, a \\"),
              "dockerfile.instruction");
}

void check_flag(Draft& draft, const Form& form, const Flag& flag, std::vector<std::string_view>& seen) {
  const std::string name = upper(form.keyword);
  const auto error = [&](std::string message, std::string help) {
    draft.error(std::move(message), flag.where, std::move(help), "dockerfile.flag");
  };
  if (flag.name.empty() || !is_one_of(flag.name, form.flags)) {
    std::vector<std::string_view> known;
    for (const std::string_view one : form.flags)
      if (!one.empty()) known.push_back(one);
    const auto meant = closest(flag.name, known);
    return error(fmt::format("{} has no flag --{}", name, printable(flag.name)),
                 meant           ? fmt::format("did you mean --{}?", *meant)
                 : known.empty() ? fmt::format("write the command as an array: {}", form.example)
                                 : fmt::format("it has --{}", join(known, ", --")));
  }
  const bool is_switch = is_one_of(flag.name, switches);
  if (!flag.has_value && !is_switch)
    error(fmt::format("--{} has no value", flag.name),
          fmt::format("write --{}=VALUE without a blank", flag.name));
  else if (is_switch && flag.has_value && to_lower(flag.value) != "true" && to_lower(flag.value) != "false")
    error(fmt::format("--{} is true or false, not {}", flag.name, in_quotes(flag.value)),
          fmt::format("write --{} alone", flag.name));
  else if (is_one_of(flag.name, seen) && !is_one_of(flag.name, repeated))
    error(fmt::format("--{} stands twice", flag.name), "take one of them away");
  seen.push_back(flag.name);
}

void count_error(Draft& draft, const Instruction& instruction, const Form& form, std::string message) {
  draft.error(std::move(message), instruction.rest_where(), fmt::format("write {}", form.example),
              "dockerfile.arguments");
}

/// `NAME=value ...`, or of ENV and LABEL `NAME value`.
void check_pairs(Draft& draft, const Instruction& instruction, const Form& form, char escape) {
  const std::vector<Word> words = instruction.quoted_words(escape);
  const bool argument = form.keyword == "arg";
  const bool one = !words.empty() && words.front().text.find('=') == std::string::npos;
  if (!argument && one && words.size() < 2)
    return count_error(draft, instruction, form,
                       fmt::format("{} {} has no value", upper(form.keyword), printable(words.front().text)));
  for (const Word& word : words) {
    const std::size_t equal = word.text.find('=');
    if (equal == 0)
      draft.error("there is no name before this =", word.where, fmt::format("write {}", form.example),
                  "dockerfile.arguments");
    else if (!argument && !one && equal == std::string::npos)
      draft.error(fmt::format("{} has no = in it", in_quotes(word.text)), word.where,
                  "write NAME=value, with quotes around a value that has blanks in it",
                  "dockerfile.arguments");
  }
}

void check_stage_name(Draft& draft, const Instruction& from) {
  const std::vector<Word> words = from.words();
  if (words.size() != 3) return;
  const std::string name = to_lower(words[2].text);
  const bool begins = name.front() >= 'a' && name.front() <= 'z';
  if (!begins || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") != std::string::npos)
    draft.error(fmt::format("{} cannot be the name of a stage", in_quotes(words[2].text)), words[2].where,
                "begin with a letter, and go on with letters, digits, and - _ .", "dockerfile.stage-name");
}

void check_health(Draft& draft, const Instruction& instruction, const Form& form) {
  const std::vector<Word> words = instruction.words();
  const std::string type = to_lower(words.front().text);
  if (type == "none" && words.size() == 1) return;
  if (type == "none" || type != "cmd")
    return count_error(draft, instruction, form,
                       type == "none" ? std::string("HEALTHCHECK NONE takes nothing else")
                                      : fmt::format("a health check begins with CMD, not with {}",
                                                    in_quotes(words.front().text)));
  if (words.size() == 1) return count_error(draft, instruction, form, "the health check has no command");
  const std::string_view rest = std::string_view(instruction.rest().text()).substr(words.front().text.size());
  if (const doc::ExecForm command = doc::read_exec_form(rest); command.is_array && !command.strings)
    draft.error("an array of a command holds texts alone", words[1].where,
                "put quotes around each part of it", "dockerfile.array");
  for (const std::string_view name : {"interval", "timeout", "start-period", "start-interval"}) {
    const auto flag = instruction.flag(name);
    QuantityError error;
    if (!flag || flag->value.empty() || flag->value.find('$') != std::string_view::npos) continue;
    if (!go_duration(flag->value, error))
      draft.error(fmt::format("--{} is no duration: {}", name, in_quotes(flag->value)), flag->where,
                  "write a number with its unit, for example 30s or 1m30s", "dockerfile.duration");
  }
  if (const auto retries = instruction.flag("retries");
      retries && !retries->value.empty() &&
      retries->value.find_first_not_of("0123456789") != std::string_view::npos)
    draft.error(fmt::format("--retries is no number: {}", in_quotes(retries->value)), retries->where,
                "write a whole number, for example --retries=3", "dockerfile.flag");
}

void check_trigger(Draft& draft, const Instruction& instruction, const Form& form) {
  const std::string& trigger = instruction.trigger();
  if (trigger.empty()) return count_error(draft, instruction, form, "ONBUILD keeps no instruction");
  if (trigger == "onbuild" || trigger == "from" || trigger == "maintainer")
    draft.error(fmt::format("ONBUILD cannot keep {}", upper(trigger)), instruction.where(),
                fmt::format("write {}", form.example), "dockerfile.instruction");
  else if (form_of(trigger) == nullptr)
    unknown(draft, trigger, instruction.where());
}

void check_copy(Draft& draft, const Instruction& instruction, const Form& form) {
  const std::vector<Word> words = instruction.is_exec() ? instruction.exec() : instruction.words();
  if (words.size() == 1)
    count_error(draft, instruction, form,
                fmt::format("{} says what to take, and not where to put it", upper(form.keyword)));
  else if (!words.empty() && words.back().text.starts_with("<<") && words.back().text.size() > 2)
    count_error(draft, instruction, form, "a text cannot be where to put something");
}

}  // namespace

bool is_known(const Instruction& instruction) { return form_of(instruction.keyword()) != nullptr; }

void check_instruction(Draft& draft, const Instruction& instruction, char escape) {
  const Form* form = form_of(instruction.keyword());
  if (form == nullptr) return unknown(draft, instruction.written(), instruction.where());
  if (instruction.is("onbuild")) return check_trigger(draft, instruction, *form);
  std::vector<std::string_view> seen;
  // The two that never look at them.
  if (!instruction.is("stopsignal") && !instruction.is("arg"))
    for (const Flag& flag : instruction.flags()) check_flag(draft, *form, flag, seen);
  if (form->json && instruction.is_mixed())
    return draft.error("an array of a command holds texts alone", instruction.rest_where(),
                       "put quotes around each part of it", "dockerfile.array");
  if (form->needs_arguments && instruction.rest().text().empty())
    return count_error(draft, instruction, *form, fmt::format("{} says nothing", upper(form->keyword)));
  if (instruction.is("shell") && (!instruction.is_exec() || instruction.exec().empty()))
    return count_error(draft, instruction, *form, "SHELL takes an array of texts");
  if (instruction.is("env") || instruction.is("label") || instruction.is("arg"))
    check_pairs(draft, instruction, *form, escape);
  else if (instruction.is("from"))
    check_stage_name(draft, instruction);
  else if (instruction.is("healthcheck"))
    check_health(draft, instruction, *form);
  else if (instruction.is("copy") || instruction.is("add"))
    check_copy(draft, instruction, *form);
}

}  // namespace placer::importers::dockerfile
