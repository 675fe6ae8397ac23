// A program that uses placer as a library, with nothing but its public header: judges a manifest that is on
// no disk and prints what is recommended. Fails if placer does not answer.
#include <placer/placer.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace {

class OneManifest final : public placer::FileReader {
 public:
  Status read(const std::string& path, std::string& bytes, std::string& error) override {
    if (path != "workload.yaml") return missing(error);
    bytes =
        "name: thumbnailer\ntrigger: http\ntimeout: 30s\nmemory: 1GiB\ndependency_size: 180MiB\ngpu: "
        "none\ntraffic: bursty\n";
    return Status::ok;
  }
  Status list(const std::string&, std::vector<Entry>&, std::string& error) override { return missing(error); }

 private:
  static Status missing(std::string& error) {
    error = "no such file";
    return Status::not_found;
  }
};

}  // namespace

int main() {
  OneManifest reader;
  placer::SourceMap sources;
  const auto placer = placer::Placer::builtin("current");
  if (!placer) return 1;
  const placer::Report report = placer->analyze({"workload.yaml"}, reader, sources);
  if (report.workloads.size() != 1 || !report.diagnostics.empty()) return 1;
  const placer::Recommendation& answer = report.workloads.front().recommendation;
  if (answer.platform.empty()) return 1;
  std::cout << report.workloads.front().name << ": " << answer.platform << '/' << answer.offering << '\n';
}
