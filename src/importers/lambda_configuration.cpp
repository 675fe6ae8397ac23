// `aws lambda get-function-configuration`, `get-function` (with the configuration in `Configuration`) and
// `list-functions` (several in `Functions`).
#include "importers/lambda_configuration.hpp"

#include "base/conversion.hpp"
#include "importers/lambda_function.hpp"

namespace placer::importers {
namespace {

bool is_configuration(doc::View value) {
  return value["FunctionName"].is_scalar() && (value["Runtime"] || value["PackageType"] || value["Handler"]);
}

class LambdaImport final : public Import {
 public:
  explicit LambdaImport(ImportContext& context) : context_(context), plain_(context.sink) {}

  void read(doc::View root) override {
    const doc::View list = root["Functions"];
    for (const doc::View item : doc::items(list)) read_one(item, {});
    if (list.is_sequence()) return;
    const doc::View inner = root["Configuration"];
    read_one(inner.is_mapping() ? inner : root, root["Concurrency"]);
  }

 private:
  void read_one(doc::View configuration, doc::View concurrency) {
    const std::size_t errors = context_.sink.errors();
    const Property own = plain_.read(configuration, "Functions").mapping();
    const doc::View name = configuration["FunctionName"];
    if (!name.is_scalar()) {
      if (configuration["Runtime"] || configuration["PackageType"] || configuration["Handler"])
        context_.sink.error(
            "manifest.name", "the configuration of a function has a `FunctionName`; this has none",
            configuration.where(), "judge the output of aws lambda get-function-configuration");
      context_.skip("function configuration", "", configuration.where());
      return;
    }
    Draft draft(context_, std::string(name.text()), name.where());
    draft.deployed_to(literal(configuration["FunctionArn"]));
    const FunctionSettings settings{own, {}};
    read_function(draft, settings);
    draft.quantity("scale.max", literal(concurrency["ReservedConcurrentExecutions"]), whole_number);
    // Of an image no size is given.
    const Value size = literal(configuration["CodeSize"]);
    if (size.literal() && size.text != "0") draft.quantity("package.compressed_size", size, whole_number);
    draft.unread_since(errors);
    draft.finish();
  }

  ImportContext& context_;
  Template plain_;
};

class LambdaImporter final : public Importer {
 public:
  std::string_view id() const override { return "lambda-configuration"; }
  std::string_view summary() const override { return "output of `aws lambda get-function-configuration`"; }
  std::span<const std::string_view> marker_keys() const override {
    static constexpr std::string_view keys[] = {"FunctionName"};
    return keys;
  }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const bool found = is_configuration(root) || is_configuration(root["Configuration"]) ||
                       is_configuration(root["Functions"].first());
    return found ? Match::certain : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<LambdaImport>(context);
  }
};

}  // namespace

const Importer& lambda_configuration() {
  static const LambdaImporter importer;
  return importer;
}

}  // namespace placer::importers
