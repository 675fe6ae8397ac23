// placer schema: JSON Schemas for editors and validators.
#include "schema/schema.hpp"

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/options.hpp"

#include <fmt/core.h>

namespace placer::cli {

constexpr OptionSet schema_set{
    .name = "schema",
    .summary =
        "Prints a JSON Schema (draft 2020-12): of a manifest, of rule files, of the JSON report, or of "
        "placer.yaml.",
    .positional = "NAME",
    .positional_help = "workload, rules, report or config",
    .takes = Takes::schemas,
    .example = "placer schema workload -o workload.schema.json",
    .rules = true,
};

int schema(const std::vector<std::string>& arguments, Environment& environment) {
  int exit = exit_ok;
  const std::optional<Session> session = begin(schema_set, arguments, environment, exit);
  if (!session) return exit;
  const Options& options = session->options;
  if (options.paths.size() != 1) {
    environment.err += "placer: a schema is one document; name one at a time\n";
    return exit_failed;
  }
  const std::string& name = options.paths.front();
  const std::optional<std::string> text = schema::make_schema(session->placer.rules(), name);
  if (!text) {
    const auto near = closest(name, schema::schema_names());
    environment.err += fmt::format("placer: there is no schema {}\nhelp: {}\n", in_quotes(name),
                                   near ? fmt::format("did you mean {}?", *near)
                                        : fmt::format("there are {}", join(schema::schema_names(), ", ")));
    return exit_failed;
  }
  return deliver(options, *text, environment) ? exit_ok : exit_failed;
}

}  // namespace placer::cli
