// A manifest may name any file. Only one that looks like a Dockerfile is read as one, so that a report never
// shows a line of another; devices and pipes are not opened at all.
#include "facade/build_files.hpp"

#include "base/path.hpp"
#include "doc/dockerfile_reader.hpp"
#include "doc/read.hpp"
#include "source/decode.hpp"

#include <algorithm>

namespace placer {
namespace {

/// Of files that a manifest names; more than anybody writes.
constexpr std::size_t largest = std::size_t{4} << 20;
constexpr std::size_t most_files = 2'000;

}  // namespace

importers::BuildFiles::Found BuildFilesOnDisk::find(std::string_view manifest, std::string_view path) {
  const std::string_view folder = manifest.substr(0, manifest.rfind('/') + 1);
  const bool beside = !path.starts_with('/') && manifest.find('/') != std::string_view::npos;
  const std::string name =
      whole_path(beside ? std::string(folder) + std::string(path) : std::string(path), {});
  if (!files_.contains(name) && files_.size() >= most_files) return {};
  const auto [found, is_new] = files_.try_emplace(name);
  File& file = found->second;
  if (is_new) {
    file.answer = look_for(name);
    if (file.answer == Answer::read) file.answer = read(name, file.document);
  }
  return {file.answer, file.answer == Answer::read ? &file.document : nullptr};
}

void BuildFilesOnDisk::report(const Diagnostic& problem) {
  if (reported_.insert({problem.where.file, problem.where.offset, problem.code}).second)
    sink_.report(problem);
}

bool BuildFilesOnDisk::is_used(const std::string& path) const {
  const auto found = files_.find(whole_path(path, {}));
  return found != files_.end() &&
         (found->second.answer == Answer::read || found->second.answer == Answer::broken);
}

importers::BuildFiles::Answer BuildFilesOnDisk::look_for(const std::string& path) {
  if (exclusions_.match(path)) return Answer::unknown;
  const std::size_t slash = path.rfind('/');
  const std::string directory =
      slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
  std::vector<FileReader::Entry> entries;
  std::string error;
  if (reader_.list(directory, entries, error) != FileReader::Status::ok) return Answer::unknown;
  const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
  for (const FileReader::Entry& entry : entries)
    if (entry.name == name) return entry.is_directory || entry.is_special ? Answer::unknown : Answer::read;
  return Answer::missing;
}

importers::BuildFiles::Answer BuildFilesOnDisk::read(const std::string& path, doc::Document& document) {
  std::string bytes, error;
  if (reader_.read(path, bytes, error) != FileReader::Status::ok || bytes.size() > largest)
    return Answer::unknown;
  if (!doc::is_dockerfile(path, bytes) && !doc::begins_like_dockerfile(bytes)) return Answer::unknown;
  FileId file = no_file;
  if (!decode_and_add(path, std::move(bytes), sources_, sink_, file)) return Answer::broken;
  doc::ReadLimits limits;
  limits.dockerfile = true;
  bool read = false;
  doc::read_documents(
      sources_, file, sink_,
      [&](const doc::Document& one) {
        document = one;
        read = true;
      },
      limits);
  return read ? Answer::read : Answer::broken;
}

}  // namespace placer
