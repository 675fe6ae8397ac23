#include "importers/dockerfile.hpp"

#include "base/text.hpp"
#include "doc/dockerfile_reader.hpp"
#include "importers/dockerfile_facts.hpp"

namespace placer::importers {
namespace {

class DockerfileImport final : public Import {
 public:
  explicit DockerfileImport(ImportContext& context) : context_(context) {}

  void read(doc::View root) override {
    const doc::View instructions = root["instructions"];
    // What is built last is the image.
    Location where = instructions.where();
    for (const doc::View node : doc::items(instructions))
      if (to_lower(node["keyword"].text()) == "from") where = node["keyword"].where();
    Draft draft(context_, context_.file_name, where);
    const dockerfile::ImageRead image = dockerfile::read_image(draft, root, {});
    if (!image.built) return context_.skip("Dockerfile", context_.file_name, instructions.where());
    draft.derive("package.format", "image", where, "a Dockerfile builds an image");
    if (image.lambda) draft.target("aws-lambda/image", image.lambda);
    draft.finish();
  }

 private:
  ImportContext& context_;
};

class DockerfileImporter final : public Importer {
 public:
  std::string_view id() const override { return "dockerfile"; }
  std::string_view summary() const override { return "Dockerfiles"; }

  Match probe(doc::View root, const rules::RuleSet&) const override {
    const bool is_one = root.document() != nullptr && root.document()->format() == doc::dockerfile_format;
    return is_one ? Match::certain : Match::none;
  }

  std::unique_ptr<Import> begin(ImportContext& context) const override {
    return std::make_unique<DockerfileImport>(context);
  }
};

}  // namespace

const Importer& dockerfile_image() {
  static const DockerfileImporter importer;
  return importer;
}

}  // namespace placer::importers
