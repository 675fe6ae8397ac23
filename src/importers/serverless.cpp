// A service of the Serverless Framework is deployed as a template: its functions are read as those of SAM
// are, once their settings stand under the names that SAM has for them.
#include "importers/serverless.hpp"

#include "doc/merge.hpp"
#include "importers/cloudformation_function.hpp"
#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_workload.hpp"
#include "importers/dockerfile_build.hpp"
#include "importers/serverless_events.hpp"
#include "importers/serverless_keys.hpp"
#include "importers/serverless_terms.hpp"
#include "importers/serverless_variables.hpp"
#include "importers/shape.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace placer::importers {
namespace {

constexpr std::int64_t framework_memory = std::int64_t{1024} * 1024 * 1024;  // bytes
constexpr std::int64_t framework_timeout = 6'000;                            // milliseconds

bool lies_in(Location inner, Location outer) {
  return inner.file == outer.file && inner.offset >= outer.offset &&
         inner.offset + inner.length <= outer.offset + outer.length;
}

class ServerlessImport final : public Import {
 public:
  explicit ServerlessImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    ServerlessVariables variables(root);
    root_ = root;
    const Reading provider = followed(variables, root["provider"]);
    provider_ = provider.view;
    const bool is_elsewhere = !provider_.is_mapping() && provider.value && !provider.value.literal();
    const std::vector<doc::Entries::Entry> functions = all_functions(variables);
    if (is_elsewhere) {
      if (!functions.empty()) note_elsewhere(provider.value);
    } else if (!is_on_aws(variables)) {
      skip(functions, provider_name(variables));
      return;
    }
    check_provider_keys(provider_, context_.sink);
    ServerlessTerms terms(root, variables);
    const doc::NodeIndex shared = is_elsewhere             ? terms.unknown_provider(root["provider"])
                                  : provider_.is_mapping() ? terms.provider(provider_)
                                                           : doc::none;
    doc::View resources = followed(variables, root["resources"]).view;
    // A section may stand in another file; what it holds is not known then.
    const bool put_together =
        resources.is_sequence() ||
        (resources.is_mapping() &&
         std::any_of(std::begin(ServerlessTerms::sections), std::end(ServerlessTerms::sections),
                     [&](std::string_view key) { return resources[key].is_scalar(); }));
    const doc::NodeIndex listed = put_together ? terms.resources(resources) : doc::none;
    std::vector<doc::NodeIndex> own;
    for (const auto& [name, body] : functions) {
      const doc::View settings = followed(variables, body).view;
      own.push_back(settings.is_mapping() ? terms.function(settings, extension_of(variables, resources, name))
                                          : doc::none);
    }
    if (listed != doc::none) resources = terms.at(listed);
    const Template source(resources, context_.sink, &variables);
    for (std::size_t i = 0; i < functions.size(); ++i)
      read_one(source, variables, functions[i], own[i] == doc::none ? functions[i].value : terms.at(own[i]),
               terms.at(shared));
    read_resources(source, variables);
    check_notes(variables, functions);
    if (functions.empty() && source.resources().empty()) skip_service();
  }

 private:
  /// What the service's own template changes of the function that the framework makes: properties that take
  /// the place of its own. https://www.serverless.com/framework/docs/providers/aws/guide/resources
  doc::View extension_of(const Variables& variables, doc::View resources, doc::View function) const {
    std::vector<doc::View> parts{resources};
    for (const doc::View item : doc::items(resources)) parts.push_back(followed(variables, item).view);
    for (const doc::View part : parts) {
      doc::View at = part.is_mapping() ? doc::find_merged(part, "extensions") : doc::View();
      for (const std::string& key : {logical_id(function.text()), std::string("Properties")}) {
        at = followed(variables, at).view;
        if (at && !at.is_null() && !at.is_mapping()) note_extension(at);
        at = at.is_mapping() ? doc::find_merged(at, key) : doc::View();
      }
      at = followed(variables, at).view;
      if (at && !at.is_null() && !at.is_mapping()) note_extension(at);
      if (at.is_mapping()) return at;
    }
    return {};
  }

  void note_extension(doc::View where) const {
    if (extensions_noted_.insert(where.index()).second)
      context_.sink.warning("manifest.extensions",
                            "what extends the resources of functions stands elsewhere, so their settings may "
                            "be other ones",
                            where.where(),
                            "judge the output of serverless package: the template that it writes");
  }

  /// "my-job" is MyDashjobLambdaFunction.
  static std::string logical_id(std::string_view function) {
    std::string id;
    for (const char c : function) {
      if (c == '-')
        id += "Dash";
      else if (c == '_')
        id += "Underscore";
      else
        id += id.empty() && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return id + "LambdaFunction";
  }

  /// Functions and containers of the service's own template are deployed beside those of the framework.
  void read_resources(const Template& source, const Variables& variables) {
    const Triggers triggers(source);
    std::set<std::string_view> used;
    for (const Resource& resource : source.resources()) {
      if (!is_template_workload(resource.type)) continue;
      const std::string_view id = resource.id.text();
      const std::size_t errors = context_.sink.errors();
      Draft draft(context_, id, resource.id.where());
      if (const Value region = region_of(variables)) draft.deployed_to(region);
      read_template_workload(draft, source, resource, {}, triggers.of(id));
      draft.unread_since(errors);
      draft.finish();
      used.insert(id);
    }
    for (const Resource& resource : source.resources())
      if (!used.contains(resource.id.text()))
        context_.skip(resource.type.empty() ? "resource" : resource.type, resource.id.text(),
                      resource.id.where());
  }

  Value provider_name(const Variables& variables) const {
    const doc::View name = provider_.is_mapping() ? doc::find_merged(provider_, "name") : provider_;
    return followed(variables, name).value;
  }

  bool is_on_aws(const Variables& variables) const { return provider_name(variables).text == "aws"; }

  void note_elsewhere(const Value& provider) {
    context_.sink.report({Severity::note,
                          "manifest.provider",
                          "the provider is filled in from elsewhere, so the functions are taken for those of "
                          "aws, and what it shares with them is not known",
                          provider.where,
                          "judge the output of serverless print, which has everything filled in",
                          {}});
  }

  /// What answers requests within CloudFront is held to less than what runs in a region.
  void note_edge(const std::vector<Trigger>& triggers) {
    for (const Trigger& trigger : triggers)
      if (trigger.by == "cloudFront")
        context_.sink.report(
            {Severity::note,
             "manifest.edge",
             "`cloudFront` makes it a function of Lambda@Edge, whose own limits are lower and "
             "are not judged",
             trigger.where,
             "",
             {}});
  }

  void skip(const std::vector<doc::Entries::Entry>& functions, const Value& provider) {
    const std::string name = provider.literal() ? provider.text : "an unknown provider";
    context_.sink.report(
        {Severity::note,
         "manifest.provider",
         fmt::format("the functions of this service are for {}, and those for aws are read", name),
         root_["provider"].where(),
         "",
         {}});
    for (const auto& [key, body] : functions)
      context_.skip(fmt::format("function of {}", name), key.text(), key.where());
    if (functions.empty()) skip_service();
  }

  void skip_service() {
    const doc::View service = root_["service"];
    const doc::View name = service.is_mapping() ? service["name"] : service;
    context_.skip("Serverless service without functions", name.text(), root_.where());
  }

  /// By name, from one mapping or a list of them. What stands in another file is said once.
  std::vector<doc::Entries::Entry> all_functions(const Variables& variables) {
    std::vector<doc::Entries::Entry> functions;
    const doc::View written = doc::find_merged(root_, "functions");
    const doc::View value = followed(variables, written).view;
    std::vector<doc::View> parts;
    if (value.is_sequence())
      for (const doc::View item : doc::items(value)) parts.push_back(item);
    else if (value)
      parts.push_back(written);
    bool said = false;
    for (const doc::View part : parts) {
      const doc::View group = followed(variables, part).view;
      for (const auto& entry : doc::merged_entries(group)) functions.push_back(entry);
      if (!group || group.is_mapping()) continue;
      context_.skip("functions", printable(part.text()), part.where());
      if (said) continue;
      said = true;
      context_.sink.warning("manifest.functions",
                            "functions are filled in from elsewhere, so they are not judged", part.where(),
                            "judge the output of serverless print, which has everything filled in");
    }
    return functions;
  }

  void read_one(const Template& source, const Variables& variables, const doc::Entries::Entry& function,
                doc::View own, doc::View shared) {
    const std::size_t errors = context_.sink.errors();
    const auto& [name, body] = function;
    Draft draft(context_, name.text(), name.where());
    FunctionSettings settings{source.read(own, name.text()).mapping(), source.read(shared, "provider")};
    // Layers of its own take the place of those that all functions have.
    if (settings.own.has("Layers")) settings.ignored.emplace_back("Layers");
    // The framework sets the runtime of what has a handler.
    if (settings.own.has("ImageUri")) settings.ignored.emplace_back("Runtime");
    draft.overlay(fmt::format("custom.placer.{}", name.text()), notes_of(variables, name.text()));
    std::vector<Trigger> triggers = serverless_triggers(variables, source, followed(variables, body).view);
    note_edge(triggers);
    if (const Property url = settings.own["FunctionUrlConfig"]; url.certain() && !url.unresolved())
      triggers.push_back({.name = "http", .by = "url", .where = url.where()});
    if (const Value region = region_of(variables)) draft.deployed_to(region);
    const doc::View written = followed(variables, body).view;
    check_function_keys(written, context_.sink);
    check_entry(draft, settings, name);
    check_snap_start(draft, variables, written);
    read_deployed_function(draft, source, name.text(), settings, triggers);
    check_streaming(draft);
    read_image_build(draft, variables, written);
    add_defaults(draft);
    note_provider(draft);
    draft.unread_since(errors);
    draft.finish();
  }

  /// What is said beside a function: the framework leaves what stands under `custom` alone.
  doc::View notes_of(const Variables& variables, std::string_view function) const {
    const doc::View custom = followed(variables, root_["custom"]).view;
    const doc::View notes = custom.is_mapping() ? followed(variables, custom["placer"]).view : doc::View();
    return notes.is_mapping() ? doc::find_merged(notes, function) : doc::View();
  }

  /// Notes of functions that are not there say nothing.
  void check_notes(const Variables& variables, const std::vector<doc::Entries::Entry>& functions) {
    const doc::View custom = followed(variables, root_["custom"]).view;
    const doc::View notes = custom.is_mapping() ? custom["placer"] : doc::View();
    if (notes && !notes.is_null() && !notes.is_mapping() && !is_placeholder(notes.text()))
      report_shape(context_.sink,
                   {"custom.placer", false, doc::to_string(notes.kind()), "a mapping", notes.where()});
    for (const auto [name, note] : doc::entries(notes))
      if (std::none_of(functions.begin(), functions.end(),
                       [name = name](const auto& one) { return one.key.text() == name.text(); }))
        context_.sink.warning("manifest.overlay",
                              fmt::format("there is no function `{}` for what `custom.placer` says of it",
                                          printable(name.text())),
                              name.where(), "write the key of a function of this service");
  }

  Value region_of(const Variables& variables) const {
    const doc::View region = provider_.is_mapping() ? doc::find_merged(provider_, "region") : doc::View();
    return followed(variables, region).value;
  }

  /// Images that the framework builds have a name under `provider`, by which functions ask for them.
  void read_image_build(Draft& draft, const Variables& variables, doc::View function) const {
    const doc::View image = followed(variables, function["image"]).view;
    const Value name = followed(variables, image.is_mapping() ? image["name"] : image).value;
    const doc::View registry = followed(variables, provider_["ecr"]).view;
    const doc::View images = followed(variables, registry["images"]).view;
    if (!name.literal() || !images.is_mapping()) return;
    const doc::View said = followed(variables, doc::find_merged(images, name.text)).view;
    if (!said.is_mapping() || !said["path"]) return;
    Build build{followed(variables, said["path"]).value, followed(variables, said["file"]).value, {}};
    for (const auto [key, value] : doc::entries(followed(variables, said["buildArgs"]).view))
      build.arguments.emplace_back(key.text(), followed(variables, value).value);
    build.listens = false;
    read_build(draft, build);
  }

  static void check_entry(Draft& draft, const FunctionSettings& settings, doc::View name) {
    if (settings.own.unresolved()) return;
    const bool code = settings.own.has("Handler"), image = settings.own.has("ImageUri");
    if (code != image) return;
    draft.error(
        fmt::format("a function has a `handler` or an `image`; this one has {}", code ? "both" : "neither"),
        name.where(), code ? "take one of them away" : "write handler: FILE.FUNCTION", "manifest.handler");
  }

  static void check_snap_start(Draft& draft, const Variables& variables, doc::View function) {
    const Value on = followed(variables, doc::find_merged(function, "snapStart")).value;
    if (!on.literal() || on.text == "true" || on.text == "false") return;
    draft.error(fmt::format("snapStart: `{}` is neither true nor false", on.text), on.where,
                "write true, or leave it out", "manifest.value");
  }

  /// What the framework sets where the file says nothing.
  static void add_defaults(Draft& draft) {
    constexpr std::string_view note = "what the Serverless Framework sets where nothing is said";
    if (draft.find("memory") == nullptr)
      draft.set("memory", {framework_memory, framework_memory}, {}, Origin::platform_default, {},
                std::string(note));
    if (draft.find("timeout") == nullptr)
      draft.set("timeout", {framework_timeout, framework_timeout}, {}, Origin::platform_default, {},
                std::string(note));
  }

  void note_provider(Draft& draft) const {
    for (Fact& fact : draft.workload().facts)
      if (fact.origin == Origin::stated && fact.note.empty() && lies_in(fact.where, provider_.where()))
        fact.note = "of `provider`";
  }

  ImportContext& context_;
  doc::View root_, provider_;
  mutable std::set<doc::NodeIndex> extensions_noted_;
};

class ServerlessImporter final : public Importer {
 public:
  std::string_view id() const override { return "serverless"; }
  std::string_view summary() const override { return "services of the Serverless Framework"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"functions"};
    return keys;
  }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const doc::View provider = root["provider"];
    if (!root["service"] || !(provider.is_scalar() || provider["name"])) return Match::none;
    return root["functions"] || root["resources"] || root["plugins"] ? Match::certain : Match::possible;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<ServerlessImport>(context);
  }
};

}  // namespace

const Importer& serverless_service() {
  static const ServerlessImporter importer;
  return importer;
}

}  // namespace placer::importers
