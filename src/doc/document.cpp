// Looking at a document: each question reads one node.
#include "doc/document.hpp"

namespace placer::doc {

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::null: return "nothing";
    case Kind::scalar: return "a value";
    case Kind::sequence: return "a list";
    case Kind::mapping: return "a mapping";
  }
  return {};
}

Kind View::kind() const { return *this ? document_->node(index_).kind : Kind::null; }

bool View::quoted() const { return *this && document_->node(index_).quoted; }

std::string_view View::text() const {
  return is_scalar() ? document_->text(document_->node(index_)) : std::string_view();
}

std::string_view View::tag() const {
  return *this ? document_->tag(document_->node(index_)) : std::string_view();
}

Location View::where() const {
  if (!*this) return {};
  const Node& node = document_->node(index_);
  return {document_->file(), node.offset, node.length};
}

std::size_t View::size() const { return *this ? document_->node(index_).size : 0; }

View View::operator[](std::string_view key) const {
  for (const auto [name, value] : entries(*this)) {
    if (name.text() == key) return value;
  }
  return {};
}

View View::first() const { return *this ? sibling(document_->node(index_).first) : View(); }

View View::next() const { return *this ? sibling(document_->node(index_).next) : View(); }

}  // namespace placer::doc
