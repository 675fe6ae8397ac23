// Variables of a Dockerfile: what ARG and ENV set, and texts in which they are filled in.
#pragma once

#include "importers/draft.hpp"

#include <map>
#include <string>
#include <string_view>

namespace placer::importers::dockerfile {

/// What a text comes to when its variables are filled in.
struct Filled {
  std::string text;      ///< with `$NAME` where nobody can say
  bool known = true;     ///< nothing of that kind is left in it
  bool assumed = false;  ///< a default went into it, which a build may replace
  std::string variable;  ///< the last one that is not known, or a default
  std::string broken;    ///< what is wrong with it; empty if nothing is
};

class Variables {
 public:
  explicit Variables(char escape) : escape_(escape) {}

  /// An argument that the build is given, which goes before its default.
  void give(std::string_view name, const Value& value);
  /// `ARG NAME=value`, or without a value `ARG NAME`, which then comes from `outer`.
  void declare(std::string_view name, const Filled* value, const Variables* outer);
  /// `ENV NAME=value`; it goes before an argument of the same name.
  void set(std::string_view name, const Filled& value);
  /// Says that what is not declared has no value: before the first FROM, and where nothing is built upon.
  void close() { closed_ = true; }
  /// What was given to the build, and nothing else.
  Variables only_given() const;

  /// Fills in what a text says as `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`, and takes away
  /// quotes and escapes.
  Filled fill_in(std::string_view text) const;
  /// The same as a value that stands at a place: unresolved where nobody can say it.
  Value value(std::string_view text, Location where) const;

 private:
  struct Entry {
    std::string text;
    bool known = true, assumed = false;
    bool environment = false;  // set by ENV
    bool is_set = true;        // an argument may have no value
  };
  class Filling;
  const Entry* find(std::string_view name) const;

  std::map<std::string, Entry, std::less<>> entries_, given_;
  char escape_;
  bool closed_ = false;
};

}  // namespace placer::importers::dockerfile
