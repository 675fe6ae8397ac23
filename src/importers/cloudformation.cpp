// A template is one document. Each resource that runs something becomes a workload under its logical id; what
// others say of it (services, aliases, what starts it) is added, and the rest is skipped by name.
#include "importers/cloudformation.hpp"

#include "importers/cloudformation_form.hpp"
#include "importers/cloudformation_globals.hpp"
#include "importers/cloudformation_keys.hpp"
#include "importers/cloudformation_overlay.hpp"
#include "importers/cloudformation_references.hpp"
#include "importers/cloudformation_structure.hpp"
#include "importers/cloudformation_workload.hpp"

#include <fmt/core.h>

#include <iterator>
#include <set>

namespace placer::importers {
namespace {

bool is_sam(doc::View transform) {
  const auto named = [](doc::View name) { return name.text().starts_with("AWS::Serverless"); };
  if (named(transform)) return true;
  for (const doc::View item : doc::items(transform))
    if (named(item)) return true;
  return false;
}

class TemplateImport final : public Import {
 public:
  explicit TemplateImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const Template source(root, context_.sink);
    const Triggers triggers(source);
    const Property globals = source.read(root["Globals"], "Globals")["Function"];
    is_expanded_ = is_expanded(root);
    mistakes_ = mistaken_form(root, source);
    if (!is_expanded_) find_mistakes(root, source);
    root_ = root;
    std::set<std::string_view> used;
    for (const Resource& resource : source.resources()) {
      if (!read_resource(source, resource, globals, triggers)) continue;
      const std::string_view id = resource.id.text();
      used.insert(id);
      for (const Trigger& trigger : triggers.of(id))
        if (!trigger.resource.empty()) used.insert(trigger.resource);
      for (const std::string_view type : {"AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::ECS::Service"})
        for (const Resource* companion : source.companions(type, id)) {
          used.insert(companion->id.text());
          for (const Resource* scaling :
               source.companions("AWS::ApplicationAutoScaling::ScalableTarget", companion->id.text()))
            used.insert(scaling->id.text());
        }
    }
    for (const Resource& resource : source.resources())
      if (!used.contains(resource.id.text()))
        context_.skip(resource.type.empty() ? "resource" : resource.type, resource.id.text(),
                      resource.id.where());
  }

 private:
  /// What AWS refuses of the template before it makes anything.
  void find_mistakes(doc::View root, const Template& source) {
    for (std::vector<TemplateMistake> some :
         {missing_names(root, source), mistaken_globals(root["Globals"]), mistaken_properties(root, source),
          mistaken_structure(root, source)})
      std::move(some.begin(), some.end(), std::back_inserter(mistakes_));
  }

  /// False where it is no workload.
  bool read_resource(const Template& source, const Resource& resource, const Property& globals,
                     const Triggers& triggers) {
    if (!is_template_workload(resource.type)) return false;
    const std::string_view id = resource.id.text();
    const std::size_t errors = context_.sink.errors();
    Draft draft(context_, std::string(id), resource.id.where());
    read_template_workload(draft, source, resource, globals, triggers.of(id));
    if (note_condition(source, resource)) pass_over(draft);
    check_whole(draft, source, resource);
    read_template_overlay(draft, source, resource);
    if (resource.type.ends_with("::Function")) check_streaming(draft);
    report_mistakes(draft, source);
    draft.unread_since(errors);
    draft.finish();
    return true;
  }

  /// A template is refused as a whole: what is missing in no workload is said of the first.
  void report_mistakes(Draft& draft, const Template& source) {
    const auto is_said = [&](const TemplateMistake& one) {
      const Resource* resource = source.find(one.resource);
      if (resource != nullptr && is_template_workload(resource->type) &&
          one.resource != std::string_view(draft.workload().name))
        return false;
      draft.violation(one.rule, one.where, one.name, one.meant);
      return true;
    };
    std::erase_if(mistakes_, is_said);
  }

  /// What is made only under a condition is judged all the same, since conditions are edited more often than
  /// what they guard; where the template says that it does not hold, the reader should know. True where that
  /// is for certain.
  bool note_condition(const Template& source, const Resource& resource) {
    const doc::View name = resource.body["Condition"];
    const Value holds = source.condition(name.text()).value();
    if (!holds.literal() || holds.text != "false") return false;
    const std::string_view why =
        holds.origin == Origin::assumed
            ? "by the defaults of the parameters it does not, and it is judged all the same"
            : "it never does, and what AWS would refuse of it is not held against it";
    context_.sink.report({Severity::note,
                          "manifest.condition",
                          fmt::format("`{}` is made only where `{}` holds; {}", printable(resource.id.text()),
                                      printable(name.text()), why),
                          name.where(),
                          "",
                          {}});
    return holds.origin != Origin::assumed;
  }

  /// What is never made runs nowhere, and nobody refuses any of it.
  void pass_over(Draft& draft) {
    Workload& workload = draft.workload();
    const std::string_view name = workload.name;
    workload.violations.clear();
    std::erase_if(workload.facts,
                  [&](const Fact& fact) { return fact.id == context_.rules.known(rules::Known::target); });
    std::erase_if(mistakes_, [&](const TemplateMistake& one) { return one.resource == name; });
  }

  /// What the type cannot do without. A template that does not say its version may be a part of one.
  void check_whole(Draft& draft, const Template& source, const Resource& resource) const {
    const doc::View transform = root_["Transform"];
    if (is_expanded_ || (!root_["AWSTemplateFormatVersion"] && !transform)) return;
    if (!transform && resource.type.starts_with("AWS::Serverless::"))
      draft.violation("cloudformation.no-transform", type_of(resource.body).where(),
                      std::string(resource.type));
    if (resource.type != "AWS::Lambda::Function" || draft.find("target") == nullptr) return;
    const Property properties = source.properties(resource);
    std::string missing;
    for (const std::string_view key : {"Role", "Code"})
      if (!properties[key]) missing += fmt::format("{}{}", missing.empty() ? "" : " and ", key);
    if (!missing.empty()) draft.violation("aws-lambda.function-lacks", resource.id.where(), missing);
  }

  ImportContext& context_;
  doc::View root_;
  bool is_expanded_ = false;  // a macro may bring what is missing
  std::vector<TemplateMistake> mistakes_;
};

class TemplateImporter final : public Importer {
 public:
  std::string_view id() const override { return "cloudformation"; }
  std::string_view summary() const override { return "AWS SAM and CloudFormation templates"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"Resources", "AWSTemplateFormatVersion"};
    return keys;
  }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const doc::View resources = root["Resources"];
    if (!resources) return Match::none;
    if (is_sam(root["Transform"]) || root["AWSTemplateFormatVersion"]) return Match::certain;
    for (const auto [id, resource] : doc::entries(resources))
      if (const std::string_view type = type_of(resource).text();
          id.text().starts_with("Fn::ForEach::") || type.starts_with("AWS::") || type.starts_with("Custom::"))
        return Match::certain;
    return Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<TemplateImport>(context);
  }
};

}  // namespace

const Importer& cloudformation() {
  static const TemplateImporter importer;
  return importer;
}

}  // namespace placer::importers
