#include "rules/builtin_reader.hpp"

namespace placer::rules {

FileReader::Status BuiltinReader::read(const std::string& path, std::string& bytes, std::string& error) {
  for (const BuiltinFile& file : builtin_files())
    if (file.path == path) {
      bytes = file.text;
      return Status::ok;
    }
  error = "there is no such file in the program";
  return Status::not_found;
}

FileReader::Status BuiltinReader::list(const std::string& /*path*/, std::vector<Entry>& /*entries*/,
                                       std::string& error) {
  error = "not a directory";
  return Status::failed;
}

}  // namespace placer::rules
