// Lists of objects, as `kubectl get` prints them: a `List` of anything, or of one kind (`DeploymentList`);
// and templates of OpenShift.
#pragma once

#include "doc/document.hpp"

#include <optional>
#include <vector>

namespace placer::importers::kubernetes {

/// The objects of a document: those of a list or a template and of the lists in it, or the document itself.
std::vector<doc::View> objects(doc::View root);

/// In a list of one kind, the API leaves out the kind of the items. The document with each item as it would
/// stand alone; nothing where that is how they are written.
std::optional<doc::Document> complete_items(const doc::Document& written);

}  // namespace placer::importers::kubernetes
