// Package managers are tables of words: what installs, what takes away, and which options have an argument.
#include "importers/dockerfile_packages.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

namespace placer::importers::dockerfile {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view install_words[] = {"install",      "reinstall", "localinstall",
                                              "groupinstall", "in",        "add"};
constexpr std::string_view remove_words[] = {"remove", "purge", "erase", "autoremove", "rm", "del"};

constexpr std::string_view apt_options[] = {"-t", "--target-release", "-o", "--option",
                                            "-c", "--config-file",    "-a", "--host-architecture"};
constexpr std::string_view apk_options[] = {
    "-t",         "--virtual", "-X",          "--repository",       "-p", "--root", "--arch",
    "--keys-dir", "--wait",    "--cache-dir", "--repositories-file"};
constexpr std::string_view yum_options[] = {
    "-c", "--config",  "--enablerepo", "--disablerepo", "--releasever", "--installroot",  "--setopt",
    "-x", "--exclude", "--repo",       "--repoid",      "--forcearch",  "--disableplugin"};
constexpr std::string_view zypper_options[] = {"-r", "--repo", "--from", "-R", "--root", "-t", "--type"};

struct Manager {
  std::string_view name;
  Words with_argument;
};
constexpr Manager managers[] = {
    {"apt-get", apt_options}, {"apt", apt_options},      {"aptitude", apt_options}, {"apk", apk_options},
    {"yum", yum_options},     {"dnf", yum_options},      {"dnf5", yum_options},     {"microdnf", yum_options},
    {"tdnf", yum_options},    {"zypper", zypper_options}};

/// The name without a version: "curl=8.5.0-r0", "git>2".
std::string bare(std::string_view package) {
  return std::string(package.substr(0, package.find_first_of("=<>~")));
}

/// Words that send output elsewhere, or read it from there, and what follows them.
std::size_t redirection(std::string_view word) {
  const std::size_t at = word.find_first_of("<>");
  if (at == std::string_view::npos ||
      word.substr(0, at).find_first_not_of("0123456789") != std::string_view::npos)
    return 0;
  return word.find_last_of("<>") + 1 == word.size() ? 2 : 1;
}

/// `pacman -S`, `rpm -i`, `dpkg -i`: an option says what is done.
struct Lettered {
  std::string_view program, install, remove;
};
constexpr Lettered lettered[] = {{"pacman", "S", "R"}, {"rpm", "iU", "e"}, {"dpkg", "i", "rP"}};

struct Arguments {
  std::string verb, group;
  std::vector<std::string> names;
};

Arguments arguments_of(const Command& command, Words with_argument) {
  Arguments arguments;
  for (std::size_t i = 1; i < command.size(); ++i) {
    const std::string& word = command[i].text;
    if (const std::size_t skipped = redirection(word); skipped > 0) {
      i += skipped - 1;
    } else if (word.starts_with('-') && word != "-") {
      const bool is_group = word == "-t" || word == "--virtual";
      if (word.starts_with("--virtual=")) arguments.group = word.substr(word.find('=') + 1);
      if (!is_one_of(word, with_argument)) continue;
      ++i;
      if (is_group && i < command.size()) arguments.group = command[i].text;
    } else if (arguments.verb.empty() && word != "group" && word != "module") {
      arguments.verb = word;
    } else if (!arguments.verb.empty()) {
      arguments.names.push_back(word);
    }
  }
  return arguments;
}

/// The first words, as one writes them: "apt-get install curl", and not all of them.
Word told(const Command& command, std::initializer_list<std::string_view> words) {
  Word word{join(words, " "), command.front().where};
  for (const Word& part : command)
    if (part.where.file == word.where.file && part.where.offset >= word.where.offset &&
        std::find(words.begin(), words.end(), part.text) != words.end())
      word.where.length = part.where.offset + part.where.length - word.where.offset;
  return word;
}

}  // namespace

void SystemPackages::read(const Command& command) {
  if (command.empty()) return;
  const std::string& program = command.front().text;
  for (const Lettered& one : lettered) {
    if (program != one.program || command.size() < 2) continue;
    const std::string& option = command[1].text;
    if (option.size() < 2 || option[0] != '-' || option[1] == '-') return;
    const Arguments arguments = arguments_of(command, {});
    std::vector<std::string> names = arguments.names;
    if (!arguments.verb.empty()) names.push_back(arguments.verb);
    if (option.find_first_of(one.install) != std::string::npos)
      install(told(command, {program, option}), names, {});
    else if (option.find_first_of(one.remove) != std::string::npos)
      remove(names);
    return;
  }
  for (const Manager& manager : managers) {
    if (program != manager.name) continue;
    const Arguments arguments = arguments_of(command, manager.with_argument);
    if (is_one_of(arguments.verb, install_words))
      install(told(command, {program, arguments.verb}), arguments.names, arguments.group);
    else if (is_one_of(arguments.verb, remove_words))
      remove(arguments.names);
  }
}

void SystemPackages::install(const Word& command, const std::vector<std::string>& names,
                             const std::string& group) {
  for (const std::string& name : names) {
    if (name.empty()) continue;
    packages_.try_emplace(bare(name), Package{command, count_++});
    if (!group.empty()) groups_[group].push_back(bare(name));
  }
}

void SystemPackages::remove(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    packages_.erase(bare(name));
    if (const auto group = groups_.extract(name))
      for (const std::string& member : group.mapped()) packages_.erase(member);
  }
}

std::optional<Word> SystemPackages::first() const {
  const auto found = std::min_element(packages_.begin(), packages_.end(), [](const auto& a, const auto& b) {
    return a.second.order < b.second.order;
  });
  return found == packages_.end() ? std::nullopt : std::optional(found->second.command);
}

std::vector<std::string> SystemPackages::names() const {
  std::vector<std::string> names;
  for (const auto& [name, package] : packages_) names.push_back(name);
  return names;
}

namespace {

/// What a language's tool is called, and the words behind it that fetch dependencies. An empty word stands
/// for none, as `yarn` alone does.
struct Tool {
  std::string_view name;
  std::array<std::string_view, 5> verbs;
};
constexpr Tool tools[] = {{"npm", {"ci", "install", "i", "clean-install", "install-clean"}},
                          {"yarn", {"", "install", "add", "workspaces", "--frozen-lockfile"}},
                          {"pnpm", {"install", "i", "add", "fetch", "deploy"}},
                          {"bun", {"install", "i", "add"}},
                          {"poetry", {"install", "add", "sync"}},
                          {"pipenv", {"install", "sync"}},
                          {"uv", {"sync", "add"}},
                          {"conda", {"install", "create"}},
                          {"mamba", {"install", "create"}},
                          {"micromamba", {"install", "create"}},
                          {"bundle", {"install"}},
                          {"gem", {"install"}},
                          {"go", {"build", "install", "get"}},
                          {"cargo", {"build", "install", "fetch"}},
                          {"composer", {"install", "require"}},
                          {"dotnet", {"restore", "build", "publish"}},
                          {"mvn", {"package", "install", "verify", "compile", "dependency:go-offline"}},
                          {"gradle", {"build", "assemble", "bootJar", "dependencies", "installDist"}},
                          {"gradlew", {"build", "assemble", "bootJar", "dependencies", "installDist"}}};

/// What pip itself consists of is nothing that a program depends on.
constexpr std::string_view of_pip[] = {"pip", "setuptools", "wheel", "pip-tools", "virtualenv"};

/// The words of pip, of `python -m pip`, of `uv pip`.
std::size_t behind_pip(const Command& command) {
  const auto text = [&](std::size_t i) { return i < command.size() ? command[i].text : std::string(); };
  if (text(0) == "pip" || (text(0).starts_with("pip") && text(0).size() > 3 &&
                           text(0).find_first_not_of("0123456789.", 3) == std::string::npos))
    return 1;
  if (text(0).starts_with("python") && text(1) == "-m" && text(2) == "pip") return 3;
  return text(0) == "uv" && text(1) == "pip" ? 2 : 0;
}

bool installs_with_pip(const Command& command, std::size_t at) {
  while (at < command.size() && command[at].text.starts_with('-')) ++at;
  if (at == command.size() || command[at].text != "install") return false;
  for (++at; at < command.size(); ++at) {
    const std::string& word = command[at].text;
    if (word == "-r" || word == "--requirement" || word.starts_with("-r") || word == "-e") return true;
    if (!word.starts_with('-') && redirection(word) == 0 && !is_one_of(bare(word), of_pip)) return true;
  }
  return false;
}

}  // namespace

std::optional<Word> dependencies_of(const Command& command) {
  if (command.empty()) return std::nullopt;
  if (const std::size_t at = behind_pip(command); at > 0)
    return installs_with_pip(command, at) ? std::optional(told(command, {"pip", "install"})) : std::nullopt;
  const std::string& program = command.front().text;
  for (const Tool& tool : tools) {
    if (program != tool.name) continue;
    std::size_t at = 1;
    // `npm --prefix DIR ci`: an option may have an argument, so that the first word that is known counts.
    for (; at < command.size(); ++at)
      if (!command[at].text.empty() && is_one_of(command[at].text, tool.verbs)) break;
    if (at < command.size()) return told(command, {program, command[at].text});
    if (command.size() == 1 && tool.verbs.front().empty()) return Word{program, command.front().where};
    return program == "go" && command.size() > 2 && command[1].text == "mod"
               ? std::optional(told(command, {program, command[1].text, command[2].text}))
               : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace placer::importers::dockerfile
