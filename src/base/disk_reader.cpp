// Reads files with open and read, so that pipes and devices work and every error keeps its reason, and lists
// directories with std::filesystem. Out of memory is a failure like any other.
#include <placer/file_reader.hpp>
#include <placer/quantity.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <system_error>

namespace placer {

namespace {

using Status = FileReader::Status;

/// Closes what it opened; standard input stays open.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path) {
    if (path == "-") {
      number_ = STDIN_FILENO;
      return;
    }
    do {
      number_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (number_ < 0 && errno == EINTR);
    owned_ = number_ >= 0;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (owned_) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_ = -1;
  bool owned_ = false;
};

Status failure(const std::error_code& code, std::string& error) {
  error = code.message();
  const bool missing = code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory;
  return missing ? Status::not_found : Status::failed;
}

Status failure(int number, std::string& error) {
  return failure(std::error_code(number, std::generic_category()), error);
}

Status too_large(std::uint64_t max_bytes, std::string& error) {
  const auto limit = static_cast<std::int64_t>(std::min<std::uint64_t>(max_bytes, INT64_MAX));
  error = "larger than " + format_approximate(limit, Unit::bytes) +
          ", the most that is read; --max-bytes allows more";
  return Status::too_large;
}

bool holds_nul(const std::string& path, std::string& error) {
  // The system would take the name up to the NUL, which is another file.
  if (path.find('\0') == std::string::npos) return false;
  error = "the name holds a NUL byte";
  return true;
}

Status read_all(const std::string& path, std::uint64_t max_bytes, std::string& bytes, std::string& error) {
  const Descriptor file(path);
  if (file.number() < 0) return failure(errno, error);
  struct stat info {};
  if (::fstat(file.number(), &info) != 0) return failure(errno, error);
  if (S_ISDIR(info.st_mode)) {
    error = "is a directory";
    return Status::is_directory;
  }
  if (S_ISREG(info.st_mode)) {
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (size > max_bytes) return too_large(max_bytes, error);
    bytes.reserve(size);
  }
  std::array<char, 1 << 16> buffer{};
  while (true) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count == 0) return Status::ok;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure(errno, error);
    if (static_cast<std::size_t>(count) > max_bytes - bytes.size()) return too_large(max_bytes, error);
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Status list_all(const std::string& path, std::vector<FileReader::Entry>& entries, std::string& error) {
  std::error_code code;
  std::filesystem::directory_iterator entry(path, code);
  for (; !code && entry != std::filesystem::directory_iterator(); entry.increment(code)) {
    std::error_code unknown;  // of an entry that is gone again
    const bool is_directory = entry->symlink_status(unknown).type() == std::filesystem::file_type::directory;
    // Reading a pipe that nobody writes to would wait for ever.
    using std::filesystem::file_type;
    const file_type type = entry->status(unknown).type();
    const bool is_special = type == file_type::fifo || type == file_type::socket ||
                            type == file_type::character || type == file_type::block;
    entries.push_back({entry->path().filename().string(), is_directory, is_special});
  }
  if (code == std::errc::not_a_directory) {
    error = code.message();
    return Status::failed;
  }
  if (code) return failure(code, error);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return Status::ok;
}

}  // namespace

Status DiskReader::read(const std::string& path, std::string& bytes, std::string& error) {
  bytes.clear();
  error.clear();
  if (holds_nul(path, error)) return Status::not_found;
  Status status = Status::failed;
  try {
    status = read_all(path, max_bytes_, bytes, error);
  } catch (const std::exception& exception) {
    error = exception.what();
  }
  if (status != Status::ok) bytes.clear();
  return status;
}

Status DiskReader::list(const std::string& path, std::vector<Entry>& entries, std::string& error) {
  entries.clear();
  error.clear();
  if (holds_nul(path, error)) return Status::not_found;
  Status status = Status::failed;
  try {
    status = list_all(path, entries, error);
  } catch (const std::exception& exception) {
    error = exception.what();
  }
  if (status != Status::ok) entries.clear();
  return status;
}

}  // namespace placer
