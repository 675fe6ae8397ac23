// The only file here that knows nlohmann. Its SAX interface gives values without places; an iterator that
// shares its position tells where a string ended, and all the rest follows from stepping over blanks, commas
// and colons.
#include "doc/json_reader.hpp"

#include "doc/json_problem.hpp"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace placer::doc {

namespace {

// With long double, since the parser refuses numbers that its type cannot hold; the text is what is kept.
using Json =
    nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, long double>;

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  CountingIterator(const char* at, std::uint32_t* count) : at_(at), count_(count) {}
  char operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::uint32_t* count_;
};

class Handler {
 public:
  /// The value begins at `begin` or behind blanks.
  Handler(TreeBuilder& builder, const std::uint32_t& count, std::uint32_t begin)
      : builder_(builder), source_(builder.source()), count_(count), begin_(begin), end_(begin) {}

  bool null() { return builder_.null(token(4)); }
  bool boolean(bool value) { return plain(token(value ? 4 : 5)); }
  bool number_integer(std::int64_t) { return plain(number()); }
  bool number_unsigned(std::uint64_t) { return plain(number()); }
  bool number_float(long double, const std::string&) { return plain(number()); }
  bool string(const std::string& text) {
    const std::uint32_t begin = next_begin();
    end_ = count_;
    return builder_.scalar({begin, end_ - begin}, begin + 1, text, true);
  }
  bool key(const std::string& text) { return string(text); }
  bool binary(const Json::binary_t&) { return false; }  // not in JSON texts
  bool start_object(std::size_t) { return builder_.begin_mapping(bracket()); }
  bool start_array(std::size_t) { return builder_.begin_sequence(bracket()); }
  bool end_object() {
    bracket();
    return builder_.end_mapping(end_);
  }
  bool end_array() {
    bracket();
    return builder_.end_sequence(end_);
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& error);
  std::uint32_t end() const { return end_; }

 private:
  std::uint32_t next_begin() const {
    std::uint32_t at = end_;
    while (at < source_.size() && std::string_view(" \t\r\n,:").find(source_[at]) != std::string_view::npos)
      ++at;
    return at;
  }
  Span token(std::uint32_t length) {
    const std::uint32_t begin = next_begin();
    end_ = begin + length;
    return {begin, length};
  }
  Span bracket() { return token(1); }
  // The parser knows that a number has ended only when it has read one character more, unless the text ends.
  Span number() {
    const bool at_end = count_ == source_.size() && source_.back() >= '0' && source_.back() <= '9';
    return token(count_ - (at_end ? 0 : 1) - next_begin());
  }
  bool plain(Span where) {
    return builder_.scalar(where, where.offset, source_.substr(where.offset, where.length), false);
  }

  TreeBuilder& builder_;
  std::string_view source_;
  const std::uint32_t& count_;  // characters that the parser has read
  const std::uint32_t begin_;
  std::uint32_t end_;  // behind the last value, key or bracket
};

bool Handler::parse_error(std::size_t position, const std::string&, const Json::exception& error) {
  const auto end =
      static_cast<std::uint32_t>(std::min(begin_ + position, source_.size()));  // the end counts as read, too
  report_json_problem({error.what(), next_begin(), end}, builder_);
  return false;
}

}  // namespace

bool read_json(TreeBuilder& builder, std::uint32_t& at) {
  const std::string_view text = builder.source();
  std::uint32_t count = at;
  std::uint32_t unused = 0;
  Handler handler(builder, count, at);
  builder.begin_document("json");
  const bool whole = false;  // more values may follow
  if (!Json::sax_parse(CountingIterator(text.data() + at, &count),
                       CountingIterator(text.data() + text.size(), &unused), &handler,
                       nlohmann::detail::input_format_t::json, whole))
    return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", handler.end());
  at = static_cast<std::uint32_t>(std::min(next, text.size()));
  return builder.end_document();
}

}  // namespace placer::doc
