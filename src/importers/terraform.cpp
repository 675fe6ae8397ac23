// A plan holds resources of all platforms. Those of each are put into the words of that platform, with the
// places that they have in the plan, and read as its own manifests are.
#include "importers/terraform.hpp"

#include "doc/edit.hpp"
#include "importers/terraform_objects.hpp"
#include "importers/terraform_plan.hpp"
#include "importers/terraform_secrets.hpp"
#include "importers/terraform_template.hpp"

#include <fmt/core.h>

#include <set>

namespace placer::importers {
namespace {

using namespace terraform;

/// What Terraform knows of what is deployed: printed, or as it is stored. Where that is nothing, it prints
/// the version alone.
bool is_state(doc::View root) {
  const bool is_printed = root["format_version"] && root["terraform_version"] && root["values"];
  const bool is_stored = root["version"] && root["terraform_version"] && root["lineage"] && root["serial"];
  const bool is_empty = root.size() == 1 && root["format_version"].is_scalar();
  return !root["planned_values"] && (is_printed || is_stored || is_empty);
}

class PlanImport final : public Import {
 public:
  explicit PlanImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    if (is_state(root)) return skip_state(root);
    if (root["errored"].text() == "true")
      context_.sink.warning("manifest.plan-broken-off",
                            "this plan broke off with an error, so resources may be missing from it",
                            root["errored"].where(), "mend what terraform plan says, and plan again");
    context_.secrets = secrets(root);
    const Plan plan(root);
    for (const doc::View resource : plan.nameless())
      context_.sink.error("manifest.name", "a resource of a plan has an `address`; this one has none",
                          resource.where(), "judge what terraform show -json PLANFILE prints");
    doc::Edit edit(*root.document());
    if (context_.sources != nullptr) edit.set_source(context_.sources->file(root.where().file).text());
    std::set<std::string_view> used;
    read_aws(context_, plan, edit, used);
    read_google_functions(context_, plan, edit, used);
    std::vector<Object> objects = cluster_objects(plan, edit);
    for (const Object& object : cloud_run_objects(plan, edit)) objects.push_back(object);
    read_objects(context_, objects, used);
    for (const Instance& instance : plan.instances())
      if (!used.contains(instance.address.text()))
        context_.skip(instance.is_data ? fmt::format("data {}", instance.type) : std::string(instance.type),
                      instance.address.text(), instance.address.where());
    if (plan.instances().empty() && plan.nameless().empty()) skip_empty(root);
  }

 private:
  void skip_empty(doc::View root) {
    bool destroys = false;
    for (const doc::View resource : doc::items(root["resource_changes"]))
      destroys = destroys || resource["change"]["actions"].first().text() == "delete";
    Diagnostic note;
    note.severity = Severity::note;
    note.code = "manifest.plan-without-resources";
    note.message = destroys ? "this plan of Terraform only destroys, so there is nothing in it to judge"
                            : "this plan of Terraform has no resources, so there is nothing in it to judge";
    note.where = root.where();
    note.help = "plan what is to be deployed, and judge what terraform show -json PLANFILE prints";
    context_.sink.report(std::move(note));
    context_.skip("Terraform plan without resources", "", root.where());
  }

  void skip_state(doc::View root) {
    Diagnostic note;
    note.severity = Severity::note;
    note.code = "manifest.state";
    note.message = "this is a state of Terraform, which says what is deployed, and plans are judged";
    note.where = root.where();
    note.help = "judge what terraform show -json PLANFILE prints";
    context_.sink.report(std::move(note));
    context_.skip("Terraform state", "", root.where());
  }

  ImportContext& context_;
};

class PlanImporter final : public Importer {
 public:
  std::string_view id() const override { return "terraform"; }
  std::string_view summary() const override { return "Terraform plans as JSON"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"planned_values", "terraform_version"};
    return keys;
  }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const bool is_plan = root["planned_values"] && (root["format_version"] || root["terraform_version"]);
    return is_plan || is_state(root) ? Match::certain : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<PlanImport>(context);
  }
};

}  // namespace

const Importer& terraform_plan() {
  static const PlanImporter importer;
  return importer;
}

}  // namespace placer::importers
