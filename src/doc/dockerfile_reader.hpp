// Reading a Dockerfile into a document: its lines put together to instructions, as BuildKit's parser does
// (github.com/moby/buildkit, frontend/dockerfile/parser). What an instruction means, and whether there is one
// of that name, is left to whoever reads the document:
//
//   instructions:
//     - keyword: RUN
//       flags: ["--mount=type=cache,target=/root/.cache"]
//       lines: ["apt-get update && ", "    apt-get install -y curl"]    # what is continued on further lines
//       exec: [apt-get, install]     # the same where it is an array of texts in JSON; `mixed` one of other
//       things heredocs: [{name: EOF, text: "..."}]
//   syntax: docker/dockerfile:1      # parser directives, where they stand in the file
//   escape: "`"
#pragma once

#include "doc/tree_builder.hpp"

#include <string_view>

namespace placer::doc {

/// What the documents of Dockerfiles call their format.
inline constexpr std::string_view dockerfile_format = "dockerfile";

/// Whether a file is called as Dockerfiles are: `Dockerfile`, `Containerfile`, `api.Dockerfile`,
/// `Dockerfile.api`, in any case.
bool is_dockerfile_name(std::string_view path);

/// Whether the first line of a text that is no comment is a FROM or an ARG, as that of a Dockerfile is.
bool begins_like_dockerfile(std::string_view text);

/// Whether a file is one, by its name and its text: some call what is in YAML `Dockerfile.something`.
bool is_dockerfile(std::string_view path, std::string_view text);

/// Reads the whole text of the builder's file. False if the document is broken or has no instruction.
bool read_dockerfile(TreeBuilder& builder);

}  // namespace placer::doc
