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
  Handler(TreeBuilder& builder, const std::uint32_t& count)
      : builder_(builder), source_(builder.source()), count_(count) {}

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
  std::uint32_t end_ = 0;       // behind the last value, key or bracket
};

bool Handler::parse_error(std::size_t position, const std::string&, const Json::exception& error) {
  const auto end =
      static_cast<std::uint32_t>(std::min(position, source_.size()));  // the end counts as read, too
  report_json_problem({error.what(), next_begin(), end}, builder_);
  return false;
}

}  // namespace

bool read_json(TreeBuilder& builder) {
  const std::string_view text = builder.source();
  std::uint32_t count = 0;
  std::uint32_t unused = 0;
  Handler handler(builder, count);
  builder.begin_document("json");
  return Json::sax_parse(CountingIterator(text.data(), &count),
                         CountingIterator(text.data() + text.size(), &unused), &handler) &&
         builder.end_document();
}

}  // namespace placer::doc
