// The only file that knows libyaml. Three things make its events into places: its marks count characters, so
// they are turned into byte offsets as they come; its values begin at their anchor or tag, so these are
// stepped over; and its block collections end where the next thing begins, so the builder ends them with
// their last value.
#include "doc/yaml_reader.hpp"

#include "doc/yaml_places.hpp"
#include "doc/yaml_problem.hpp"

#include <yaml.h>

#include <algorithm>
#include <new>
#include <string>

namespace placer::doc {

namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&parser_); }

  bool next(yaml_event_t& event) { return yaml_parser_parse(&parser_, &event) != 0; }
  const yaml_parser_t& state() const { return parser_; }

 private:
  yaml_parser_t parser_{};
};

struct EventGuard {
  yaml_event_t event{};
  ~EventGuard() { yaml_event_delete(&event); }
};

std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string_view view(const char* text) { return text ? std::string_view(text) : std::string_view(); }

bool is_null_text(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

class Reader {
 public:
  Reader(Span piece, TreeBuilder& builder)
      : builder_(builder),
        source_(builder.source()),
        piece_(piece),
        parser_(source_.substr(piece.offset, piece.length)),
        cursor_(source_.substr(piece.offset, piece.length), piece.offset) {}

  void read(const std::function<void()>& on_document) {
    builder_.begin_document("yaml");  // what libyaml finds before the first document needs a place to go, too
    for (;;) {
      EventGuard guard;
      if (!parser_.next(guard.event)) {
        report_problem();
        return;
      }
      const yaml_event_type_t type = guard.event.type;
      // Not before it is clear that nothing follows the document that should have been a part of it.
      if (whole_ && (type == YAML_DOCUMENT_START_EVENT || type == YAML_STREAM_END_EVENT)) on_document();
      if (type == YAML_STREAM_END_EVENT || !take(guard.event)) return;
    }
  }

 private:
  bool take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        builder_.begin_document("yaml");
        whole_ = false;
        return true;
      case YAML_DOCUMENT_END_EVENT: whole_ = builder_.end_document(); return true;
      case YAML_ALIAS_EVENT: {
        const Span where = span(event);
        return builder_.alias(where, source_.substr(where.offset + 1, where.length - 1));
      }
      case YAML_SCALAR_EVENT: return scalar(event);
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        const ValuePlace found = place(event, start.anchor, start.tag);
        return builder_.begin_sequence(found.where, {found.anchor, collection_tag(start.tag)});
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        const ValuePlace found = place(event, start.anchor, start.tag);
        return builder_.begin_mapping(found.where, {found.anchor, collection_tag(start.tag)});
      }
      case YAML_SEQUENCE_END_EVENT: return builder_.end_sequence(closing_end(event));
      case YAML_MAPPING_END_EVENT: return builder_.end_mapping(closing_end(event));
      default: return true;
    }
  }

  bool scalar(const yaml_event_t& event) {
    const auto& data = event.data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(data.value), data.length);
    ValuePlace found = place(event, data.anchor, data.tag);
    std::string_view tag = view(data.tag);
    const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
    bool quoted = !plain;
    if (!tag.empty()) {
      tag = short_tag(tag);
      if (tag == "!" || tag == "!!str") {
        quoted = true;
        tag = {};
      } else if (tag == "!!int" || tag == "!!float" || tag == "!!bool" || tag == "!!null") {
        quoted = false;
        tag = {};
      }
    }
    if (!quoted && tag.empty() && is_null_text(text) && (text.empty() || !builder_.expects_key())) {
      return builder_.null(found.where, {found.anchor, {}});
    }
    if (data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE) {
      // The event ends behind the line ends that follow the text.
      while (found.where.length > 1 && is_blank(source_[found.where.offset + found.where.length - 1])) {
        --found.where.length;
      }
    } else if (!plain) {
      if (event.start_mark.line != event.end_mark.line) last_quoted_ = found.where;
      ++found.content;
    }
    return builder_.scalar(found.where, found.content, text, quoted, {found.anchor, tag});
  }

  Span span(const yaml_event_t& event) {
    const std::uint32_t begin = cursor_.offset(event.start_mark.index);
    return {begin, cursor_.offset(event.end_mark.index) - begin};
  }

  ValuePlace place(const yaml_event_t& event, const yaml_char_t* anchor, const yaml_char_t* tag) {
    const Span whole = span(event);
    if (!anchor && !tag) return {whole, whole.offset, {}};
    // The start event of a block collection ends where its first token begins.
    return place_value(source_, whole, view(anchor), tag != nullptr);
  }

  // A closing bracket has a length; the end of a block collection has none.
  std::uint32_t closing_end(const yaml_event_t& event) {
    return event.end_mark.index > event.start_mark.index ? cursor_.offset(event.end_mark.index) : 0;
  }

  // As people write it: `!!binary`. The tags that say what every list and mapping is say nothing.
  std::string_view short_tag(std::string_view tag) {
    constexpr std::string_view standard = "tag:yaml.org,2002:";
    if (!tag.starts_with(standard)) return tag;
    tag_ = "!!";
    tag_ += tag.substr(standard.size());
    return tag_;
  }

  std::string_view collection_tag(const yaml_char_t* tag) {
    const std::string_view short_form = short_tag(view(tag));
    const bool plain = short_form == "!" || short_form == "!!seq" || short_form == "!!map";
    return plain ? std::string_view() : short_form;
  }

  void report_problem() {
    const yaml_parser_t& state = parser_.state();
    if (state.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    YamlProblem problem;
    problem.problem = view(state.problem);
    problem.context = view(state.context);
    problem.end = piece_.offset + piece_.length;
    problem.at = state.error == YAML_READER_ERROR
                     ? std::min(problem.end, piece_.offset + static_cast<std::uint32_t>(state.problem_offset))
                     : cursor_.offset(state.problem_mark.index);
    problem.context_at = state.context ? cursor_.offset(state.context_mark.index) : problem.at;
    problem.last_quoted = last_quoted_;
    report_yaml_problem(problem, builder_);
  }

  TreeBuilder& builder_;
  std::string_view source_;
  Span piece_;
  Parser parser_;
  CharacterCursor cursor_;
  bool whole_ = false;  // the builder holds a whole document
  Span last_quoted_;
  std::string tag_;  // scratch
};

}  // namespace

void read_yaml(Span piece, TreeBuilder& builder, const std::function<void()>& on_document) {
  Reader(piece, builder).read(on_document);
}

}  // namespace placer::doc
