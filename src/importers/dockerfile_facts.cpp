// The stages of the image are gone through from the first to the last, as a build does. What volumes, users
// and signals an image names says nothing of where it can run: a volume of an image goes with its container.
#include "importers/dockerfile_facts.hpp"

#include "base/text.hpp"
#include "importers/accelerator.hpp"
#include "importers/dockerfile_base.hpp"
#include "importers/dockerfile_checks.hpp"
#include "importers/dockerfile_packages.hpp"
#include "importers/platform.hpp"
#include "importers/port_list.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace placer::importers::dockerfile {
namespace {

/// Another program than Docker's own reads the file: it may take what Docker does not.
bool has_own_syntax(doc::View root) {
  std::string_view syntax = root["syntax"].text();
  for (const std::string_view registry : {"docker.io/", "index.docker.io/"})
    if (syntax.starts_with(registry)) syntax.remove_prefix(registry.size());
  return !syntax.empty() && !syntax.starts_with("docker/dockerfile");
}

/// What answers the runtime API of Lambda in an image of one's own.
constexpr std::string_view runtime_clients[] = {"awslambdaric", "aws-lambda-ric", "aws_lambda_ric",
                                                "lambda-entrypoint", "lambda_entrypoint"};

class Image {
 public:
  Image(Draft& draft, const Stages& stages, bool listens)
      : draft_(draft), stages_(stages), variables_(stages.outer().only_given()), listens_(listens) {}

  /// Gives back what makes it an image for Lambda.
  Location read() {
    read_base();
    for (const std::size_t number : stages_.image()) {
      command_is_inherited_ = true;
      for (const Instruction& instruction : stages_.all()[number].instructions) read(instruction);
    }
    return finish();
  }

 private:
  void read_base() {
    const Stage& root = stages_.root();
    for (auto number = stages_.image().rbegin(); number != stages_.image().rend(); ++number)
      if (const Value& platform = stages_.all()[*number].platform; platform && !is_of_the_build(platform)) {
        read_platform(draft_, platform);
        break;
      }
    if (!root.base || root.base.text.empty()) return;
    const ImageName name(root.base.text);
    if (name.repository.find('$') != std::string::npos) return;
    if (name.repository == "scratch") variables_.close();
    base_ = describe_base(name, root.base.literal() && !name.by_digest);
    const Location where = root.base.where;
    const std::string built = fmt::format("it is built from `{}`", root.base.text);
    // Who writes paths with backslashes builds on Windows.
    if (!base_.system.empty() && !(base_.either && stages_.escape() == '`'))
      draft_.derive("operating_system", base_.system, where,
                    fmt::format("{}, which has {}", built, base_.family));
    if (!base_.architecture.empty()) draft_.derive("architecture", base_.architecture, where, built);
    if (!base_.maker.empty()) ask_for_accelerator(base_.maker, root.base, built);
  }

  /// Whatever machine builds the image, or is asked for there, which is nothing that the image needs.
  static bool is_of_the_build(const Value& platform) {
    for (const std::string_view name :
         {"$TARGETPLATFORM", "${TARGETPLATFORM}", "$BUILDPLATFORM", "${BUILDPLATFORM}"})
      if (platform.text == name) return true;
    return false;
  }

  /// Whether the manifest around it, or somebody beside it, says that accelerators are needed, or that none
  /// is.
  bool is_said_of_accelerators() const {
    for (const std::string_view name : {"gpu.count", "gpu.type", "gpu.memory"})
      if (const Fact* fact = draft_.find(name);
          fact != nullptr && fact->has_value() && fact->origin != Origin::platform_default)
        return true;
    return false;
  }

  /// An image may do without the accelerators that it is made for, and nobody can say how many it needs.
  void ask_for_accelerator(std::string_view maker, const Value& seen, const std::string& why) {
    Value open = seen;
    open.origin = Origin::unresolved;
    open.note =
        fmt::format("{}, made for accelerators of {}; that does not say whether it needs one", why, maker);
    if (!is_said_of_accelerators()) draft_.unresolved("gpu.count", open);
    std::int64_t& set = draft_.workload().maker_types;
    if (set == 0) set = families_of(draft_.context().rules, to_lower(maker) + "-");
  }

  void read(const Instruction& instruction) {
    apply_variables(instruction, stages_.escape(), stages_.outer(), variables_);
    if (instruction.is("env"))
      read_environment(instruction);
    else if (instruction.is("expose"))
      read_ports(instruction);
    else if (instruction.is("run"))
      for (const Command& command : commands_of(instruction)) packages_.read(command);
    else if (instruction.is("entrypoint"))
      read_entrypoint(instruction);
    else if (instruction.is("cmd"))
      read_command(instruction);
    else if (instruction.is("healthcheck"))
      health_ = instruction;
  }

  /// With another entrypoint the command of what it is built upon is gone.
  void read_entrypoint(const Instruction& instruction) {
    entrypoint_ = instruction;
    if (command_is_inherited_) command_.reset();
  }

  void read_command(const Instruction& instruction) {
    command_ = instruction;
    command_is_inherited_ = false;
  }

  /// The container runtime of NVIDIA gives an image that says so the devices of the machine.
  void read_environment(const Instruction& instruction) {
    for (const Word& word : instruction.quoted_words(stages_.escape()))
      if (word.text.starts_with("NVIDIA_VISIBLE_DEVICES=")) {
        const Value devices = variables_.value(word.text.substr(word.text.find('=') + 1), word.where);
        if (devices.text != "none" && devices.text != "void" && !devices.text.empty())
          ask_for_accelerator("NVIDIA", devices, fmt::format("it sets `{}`", printable(word.text)));
      }
  }

  void read_ports(const Instruction& instruction) {
    for (const Word& word : instruction.words()) {
      const Value whole = variables_.value(word.text, word.where);
      if (!whole.literal()) {
        ports_.add_unresolved(whole);
        continue;
      }
      for (const std::string_view one : words_of(whole.text)) read_port(whole, one);
    }
  }

  /// `8080`, `8000-8010/tcp`. A number of the host before it, as where a port is published, is passed over.
  void read_port(const Value& whole, std::string_view text) {
    const std::size_t slash = text.find('/');
    std::string_view port = text.substr(0, slash);
    port = port.substr(port.rfind(':') + 1);
    const std::string protocol = slash == std::string_view::npos ? "tcp" : to_lower(text.substr(slash + 1));
    if (protocol != "tcp" && protocol != "udp" && protocol != "sctp")
      return draft_.violation("dockerfile.protocol", whole.where, printable(text));
    if (port == "0") return draft_.violation("dockerfile.port-zero", whole.where, printable(text));
    if (const auto range = parse_port_range(port)) return ports_.add(whole, port, *range);
    draft_.violation("dockerfile.port", whole.where, printable(text));
    ports_.add_unresolved({std::string(text), whole.where, Origin::unresolved, "it is no port", true});
  }

  Location finish() {
    const Location lambda = made_for_lambda();
    if (listens_) ports_.finish(draft_);
    if (listens_ && !lambda && ports_.where()) draft_.runs_on("a container with ports");
    if (lambda && base_.lambda) read_runtime();
    if (const auto first = packages_.first())
      draft_.set("system_packages", {1, 1}, first->where, Origin::derived, {},
                 fmt::format("`{}` puts {} into the image", printable(first->text), packages_text()));
    read_dependencies();
    read_start_period();
    return lambda;
  }

  std::string packages_text() const {
    constexpr std::size_t few = 3;
    std::vector<std::string> names = packages_.names();
    const bool more = names.size() > few;
    if (more) names.resize(few);
    return printable(join(names, ", ")) + (more ? ", ..." : "");
  }

  /// An image of one's own is for Lambda where it starts what answers the runtime API, be it with its command
  /// alone; one of AWS is unless it starts something else. Where AWS leaves the runtime to the image, what it
  /// starts answers that API itself.
  Location made_for_lambda() const {
    if (base_.lambda && (!entrypoint_ || base_.runtime.starts_with("provided")))
      return stages_.root().base.where;
    for (const std::optional<Instruction>& starts : {entrypoint_, command_})
      if (starts && starts_runtime_client(starts->rest().text())) return starts->rest_where();
    return {};
  }

  static bool starts_runtime_client(std::string_view text) {
    return std::any_of(std::begin(runtime_clients), std::end(runtime_clients),
                       [&](std::string_view client) { return text.find(client) != std::string_view::npos; });
  }

  void read_runtime() {
    Value base = stages_.root().base;
    if (!base_.runtime.empty()) {
      Fact fact;
      fact.id = draft_.context().rules.find_fact("runtime");
      fact.origin = base.origin == Origin::assumed ? Origin::assumed : Origin::derived;
      fact.where = base.where;
      fact.texts = {base_.runtime};
      fact.note = fmt::format("it is built from `{}`", base.text);
      return draft_.workload().add(std::move(fact));
    }
    base.origin = Origin::unresolved;
    if (base.note.empty()) base.note = fmt::format("`{}` does not tell which version", base.text);
    draft_.unresolved("runtime", base);
  }

  /// How large they are is not said, only that they are there.
  void read_dependencies() {
    for (const std::size_t number : stages_.sources())
      for (const Instruction& instruction : stages_.all()[number].instructions) {
        if (!instruction.is("run")) continue;
        for (const Command& command : commands_of(instruction))
          if (const auto found = dependencies_of(command)) {
            const std::string text = printable(found->text);
            return draft_.unresolved(
                "package.size",
                {text, found->where, Origin::unresolved,
                 fmt::format("`{}` fetches dependencies, whose size it does not say", text), true});
          }
      }
  }

  /// The health check is silent for as long as the start may take.
  void read_start_period() {
    if (!health_) return;
    const auto flag = health_->flag("start-period");
    if (!flag) return;
    QuantityError error;
    const auto longest = go_duration(flag->value, error);
    if (longest && *longest > 0)
      draft_.set("startup_time", {0, *longest}, flag->where, Origin::derived, {},
                 "the health check waits that long for the start");
  }

  Draft& draft_;
  const Stages& stages_;
  Variables variables_;
  bool listens_;
  BaseImage base_;
  SystemPackages packages_;
  PortList ports_;
  std::optional<Instruction> entrypoint_, command_, health_;
  bool command_is_inherited_ = true;
};

}  // namespace

ImageRead read_image(Draft& draft, doc::View root, const Stages::Options& options) {
  const std::size_t errors = draft.context().sink.errors();
  const bool own_syntax = has_own_syntax(root);
  const doc::View instructions = root["instructions"];
  if (own_syntax && instructions.size() > 0) {
    const Instruction first(instructions.first());
    if (!first.is("from") && !first.is("arg")) return {};
  }
  const Stages stages(draft, root, options);
  if (!own_syntax && !stages.all().empty())
    for (const doc::View node : doc::items(instructions))
      check_instruction(draft, Instruction(node), stages.escape());
  draft.unread_since(errors);
  if (stages.empty()) return {};
  return {true, Image(draft, stages, options.listens).read()};
}

}  // namespace placer::importers::dockerfile
