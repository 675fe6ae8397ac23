// A task definition as it is registered, and as `aws ecs describe-task-definition` prints it, wrapped in
// `taskDefinition`.
#include "importers/ecs_task_definition.hpp"

#include "doc/edit.hpp"
#include "importers/ecs_task.hpp"
#include "importers/ecs_task_checks.hpp"
#include "importers/ecs_task_form.hpp"

namespace placer::importers {
namespace {

/// What a list of containers is part of is not in the file.
constexpr std::string_view said_around = "${the task around it}";

doc::View task_of(doc::View root) {
  const doc::View inner = root["taskDefinition"];
  return inner.is_mapping() ? inner : root;
}

class TaskImport final : public Import {
 public:
  explicit TaskImport(ImportContext& context) : context_(context), plain_(context.sink) {}

  void read(doc::View root) override {
    const doc::View view = task_of(root);
    // Whoever forces this importer on something else is not to be told that it is a task.
    if (!view["containerDefinitions"] && !view["ContainerDefinitions"]) {
      context_.skip("task definition", "", view.where());
      return;
    }
    // One that is registered with `--family` has no name of its own; its first container does for one.
    doc::View name = view["family"];
    if (!name.is_scalar()) name = view["containerDefinitions"].first()["name"];
    const bool named = name.is_scalar();
    const std::size_t errors = context_.sink.errors();
    Draft draft(context_, named ? std::string(name.text()) : "task", (named ? name : view).where());
    draft.deployed_to(literal(view["taskDefinitionArn"]));
    const Property task = plain_.read(view);
    const std::string_view target = task_target(task);
    read_task(draft, task);
    if (view["requiresCompatibilities"].text() == said_around)
      draft.set_patch();
    else if (!view["family"] && !view["Family"])
      draft.violation("aws-ecs.family", draft.workload().where);
    check_task_form(draft, task, TaskForm::api);
    check_task(draft, task, target);
    draft.absent({"one_per_node"});
    draft.set("nodes", {1, 1}, {}, Origin::platform_default, {}, "a task runs on one machine");
    const doc::View said = view["requiresCompatibilities"];
    describe_task_target(draft, task, target, said ? said.where() : draft.workload().where);
    draft.unread_since(errors);
    draft.finish();
  }

 private:
  ImportContext& context_;
  Template plain_;
};

class DefinitionImporter final : public Importer {
 public:
  std::string_view id() const override { return "ecs-task-definition"; }
  std::string_view summary() const override { return "ECS task definitions, registered or described"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"containerDefinitions"};
    return keys;
  }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const doc::View task = task_of(root);
    const doc::View containers = task["containerDefinitions"];
    return containers.is_sequence() || (containers && task["family"]) ? Match::certain : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<TaskImport>(context);
  }
};

}  // namespace

std::optional<doc::Document> complete_task(const doc::Document& written) {
  const doc::View root = written.root();
  if (!root.is_sequence() || root.size() == 0) return std::nullopt;
  for (const doc::View container : doc::items(root)) {
    const auto says = [&](std::string_view key) { return static_cast<bool>(container[key]); };
    if (!says("image") ||
        (!says("memory") && !says("memoryReservation") && !says("cpu") && !says("essential")))
      return std::nullopt;
  }
  doc::Edit edit(written);
  edit.wrap_root("containerDefinitions");
  // Where it runs is said around it.
  edit.add_text(edit.document().root().index(), "requiresCompatibilities", said_around, root);
  return edit.document();
}

const Importer& ecs_task_definition() {
  static const DefinitionImporter importer;
  return importer;
}

}  // namespace placer::importers
