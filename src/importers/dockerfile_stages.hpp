// The stages of a Dockerfile: which of them end in the image, and what each is built upon.
#pragma once

#include "importers/dockerfile_instruction.hpp"
#include "importers/dockerfile_variables.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace placer::importers::dockerfile {

inline constexpr std::size_t no_stage = SIZE_MAX;

struct Stage {
  std::string name;                       ///< in lower case; empty without one
  Location where;                         ///< the image or the stage behind its FROM
  Value base;                             ///< an image; unresolved where a variable says which
  Value platform;                         ///< of its FROM
  std::size_t from = no_stage;            ///< the stage that it is built upon instead of an image
  std::vector<Instruction> instructions;  ///< behind the FROM
};

class Stages {
 public:
  /// What a build is given: `build_args` and `target` of Compose.
  struct Options {
    std::vector<std::pair<std::string, Value>> arguments;
    Value target;
    bool listens = true;  ///< what runs the image lets it listen on its ports; a function is called
  };

  /// Reads the instructions of a document; what Docker refuses of the stages is reported.
  Stages(Draft& draft, doc::View root, const Options& options);

  /// Empty where there is none, or none of the name of the target.
  bool empty() const { return image_.empty(); }
  const std::vector<Stage>& all() const { return stages_; }
  /// The stages that the image consists of: the one that is built, and before it those that it is built upon.
  const std::vector<std::size_t>& image() const { return image_; }
  /// Those and all from which something is copied into them.
  std::vector<std::size_t> sources() const;
  /// The image that it is built upon.
  const Stage& root() const { return stages_[image_.front()]; }
  /// Variables as they are before the first FROM.
  const Variables& outer() const { return outer_; }
  char escape() const { return escape_; }
  /// The stage of a name, or of a number, before another one.
  std::size_t find(std::string_view name, std::size_t before) const;

 private:
  void begin_stage(const Instruction& from);
  void choose(const Value& target);

  Draft& draft_;
  char escape_;
  Variables outer_;
  std::vector<Stage> stages_;
  std::map<std::string, std::size_t, std::less<>> names_;
  std::vector<std::size_t> image_;
};

/// Carries out what an instruction does to the variables of its stage.
void apply_variables(const Instruction& instruction, char escape, const Variables& outer,
                     Variables& variables);

}  // namespace placer::importers::dockerfile
