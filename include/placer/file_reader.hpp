// How placer reads files: through this interface, so that tests and other programs can give it files that are
// not on a disk.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace placer {

/// Neither function throws. `error` says in one line why, without the path: "Permission denied"; it is empty
/// on `ok`.
class FileReader {
 public:
  enum class Status : std::uint8_t { ok, not_found, is_directory, too_large, failed };
  /// A file of a directory. A link to a directory does not count as one, so that a walk over directories
  /// ends.
  struct Entry {
    std::string name;
    bool is_directory = false;
    bool is_special = false;  ///< a pipe, a socket or a device, which a walk does not read
  };

  virtual ~FileReader() = default;

  /// Reads a whole file ("-" is standard input) into `bytes`, which are empty on anything but `ok`.
  virtual Status read(const std::string& path, std::string& bytes, std::string& error) = 0;
  /// The entries of a directory, sorted by the bytes of their names. A path to something else is `failed`.
  virtual Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) = 0;
};

/// The real one. Files over `max_bytes` are `too_large` and are not read; of pipes and devices, which have no
/// size, no more than that is kept.
class DiskReader final : public FileReader {
 public:
  explicit DiskReader(std::uint64_t max_bytes = 256ULL << 20) : max_bytes_(max_bytes) {}
  Status read(const std::string& path, std::string& bytes, std::string& error) override;
  Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) override;

 private:
  std::uint64_t max_bytes_;
};

}  // namespace placer
