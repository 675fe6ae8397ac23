// The reader of real files, in a directory of its own that goes away with the test.
#include "support/catch.hpp"

#include <placer/file_reader.hpp>

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

namespace fs = std::filesystem;
using placer::DiskReader;
using Status = placer::FileReader::Status;

namespace {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (fs::temp_directory_path() / "placer-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data()) != nullptr ? pattern : "";
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(*this / name, std::ios::binary) << bytes;
    return *this / name;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Standard input from a file for as long as it lives.
class StandardInput {
 public:
  explicit StandardInput(const std::string& path) : saved_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;
  ~StandardInput() {
    if (saved_ >= 0) {
      ::dup2(saved_, STDIN_FILENO);
      ::close(saved_);
    } else {
      ::close(STDIN_FILENO);
    }
  }

 private:
  int saved_;
};

/// The C library's own words.
std::string reason(std::errc code) { return std::make_error_code(code).message(); }

struct Result {
  Status status;
  std::string bytes = "old";
  std::string error = "old";
};

Result read(const std::string& path, std::uint64_t max_bytes = 1'000'000) {
  Result result{};
  result.status = DiskReader(max_bytes).read(path, result.bytes, result.error);
  return result;
}

}  // namespace

TEST_CASE("a file is read byte for byte") {
  const TemporaryDirectory directory;
  std::string bytes(200'000, 'x');
  bytes[100'000] = '\0';
  bytes[100'001] = '\xFF';
  bytes[100'002] = '\r';
  const Result result = read(directory.write("file", bytes));
  CHECK(result.status == Status::ok);
  CHECK(result.bytes == bytes);
  CHECK(result.error.empty());
  CHECK(read(directory.write("empty", "")).status == Status::ok);
}

TEST_CASE("what is no readable file is told apart") {
  const TemporaryDirectory directory;
  directory.write("file", "x");
  struct Row {
    std::string path;
    Status status;
    std::string error;
  };
  const Row rows[] = {
      {directory / "none", Status::not_found, reason(std::errc::no_such_file_or_directory)},
      {directory / "file/below", Status::not_found, reason(std::errc::not_a_directory)},
      {"", Status::not_found, reason(std::errc::no_such_file_or_directory)},
      {directory / std::string("file\0x", 6), Status::not_found, "the name holds a NUL byte"},
      {directory.path(), Status::is_directory, "is a directory"},
      {directory / std::string(5000, 'x'), Status::failed, reason(std::errc::filename_too_long)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const Result result = read(row.path);
    CHECK(result.status == row.status);
    CHECK(result.error == row.error);
    CHECK(result.bytes.empty());
  }
}

TEST_CASE("a file without permission fails with the reason") {
  if (::geteuid() == 0) return;  // root may read everything
  const TemporaryDirectory directory;
  const std::string path = directory.write("secret", "x");
  fs::permissions(path, fs::perms::none);
  const Result result = read(path);
  CHECK(result.status == Status::failed);
  CHECK(result.error == reason(std::errc::permission_denied));
}

TEST_CASE("the size cap is inclusive and holds for what has no size") {
  const TemporaryDirectory directory;
  const std::string path = directory.write("file", "0123456789");
  CHECK(read(path, 10).status == Status::ok);
  const Result result = read(path, 9);
  CHECK(result.status == Status::too_large);
  CHECK(result.error == "larger than 9B, the most that is read; --max-bytes allows more");
  CHECK(result.bytes.empty());
  const Result endless = read("/dev/zero", 100'000);
  CHECK(endless.status == Status::too_large);
  CHECK(endless.bytes.empty());
  CHECK(read("/dev/null").status == Status::ok);
}

TEST_CASE("a dash is standard input with the same cap") {
  const TemporaryDirectory directory;
  const std::string path = directory.write("file", "from stdin");
  {
    const StandardInput input(path);
    const Result result = read("-");
    CHECK(result.status == Status::ok);
    CHECK(result.bytes == "from stdin");
  }
  {
    const StandardInput input(path);
    CHECK(read("-", 9).status == Status::too_large);
  }
  const StandardInput input(directory.path());
  CHECK(read("-").status == Status::is_directory);
}

TEST_CASE("a pipe is read to its end through interruptions") {
  const TemporaryDirectory directory;
  const std::string path = directory / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  struct sigaction interrupt {};
  struct sigaction before {};
  interrupt.sa_handler = [](int) {};  // and no SA_RESTART: open and read return EINTR
  REQUIRE(::sigaction(SIGUSR1, &interrupt, &before) == 0);
  Result result{};
  std::thread reader([&] { result = read(path); });
  const auto interrupt_reader = [&] {
    for (int i = 0; i < 5; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      ::pthread_kill(reader.native_handle(), SIGUSR1);
    }
  };
  interrupt_reader();
  {
    std::ofstream pipe(path);
    interrupt_reader();
    pipe << std::string(100'000, 'p') << std::flush;
    interrupt_reader();
    pipe << "end";
  }
  reader.join();
  ::sigaction(SIGUSR1, &before, nullptr);
  CHECK(result.status == Status::ok);
  CHECK(result.error.empty());
  CHECK(result.bytes == std::string(100'000, 'p') + "end");
}

TEST_CASE("a directory is listed by name") {
  const TemporaryDirectory directory;
  for (const char* name : {"b.yaml", "a.yaml", "B.yaml", ".hidden", "\u00E4"}) directory.write(name, "");
  fs::create_directory(directory / "dir");
  fs::create_directory_symlink(directory.path(), directory / "loop");
  // A pipe is not for a walk: reading it would wait for a writer.
  REQUIRE(::mkfifo((directory / "pipe.yaml").c_str(), 0600) == 0);
  std::vector<placer::FileReader::Entry> entries = {{"old", false}};
  std::string error = "old";
  REQUIRE(DiskReader().list(directory.path(), entries, error) == Status::ok);
  CHECK(error.empty());
  std::string all;
  for (const auto& entry : entries)
    all += entry.name + (entry.is_directory ? "/ " : entry.is_special ? "| " : " ");
  CHECK(all == ".hidden B.yaml a.yaml b.yaml dir/ loop pipe.yaml| \u00E4 ");
}

TEST_CASE("what is no directory cannot be listed") {
  const TemporaryDirectory directory;
  const std::string path = directory.write("file", "x");
  std::vector<placer::FileReader::Entry> entries;
  std::string error;
  CHECK(DiskReader().list(path, entries, error) == Status::failed);
  CHECK(error == reason(std::errc::not_a_directory));
  CHECK(DiskReader().list(directory / "none", entries, error) == Status::not_found);
  CHECK(error == reason(std::errc::no_such_file_or_directory));
}
