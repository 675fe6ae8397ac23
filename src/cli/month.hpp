// What a month like a simulated one costs.
#pragma once

#include "cli/options.hpp"

#include <placer/file_reader.hpp>
#include <placer/simulation.hpp>

#include <map>
#include <string>

namespace placer::cli {

/// Reads each file once, and gives the same bytes when it is asked again.
class RememberingReader : public FileReader {
 public:
  explicit RememberingReader(FileReader& reader) : reader_(reader) {}
  Status read(const std::string& path, std::string& bytes, std::string& error) override;
  Status list(const std::string& path, std::vector<Entry>& entries, std::string& error) override {
    return reader_.list(path, entries, error);
  }

 private:
  FileReader& reader_;
  std::map<std::string, std::string> files_;
};

/// Adds the bill of a month with the requests, the billed time and the machines of a simulation, by the
/// manifests that it was made of, and how far it may be off; none where no price of the offering is recorded.
/// `machine` is the type that its instances were packed onto; empty where none was.
void add_cost_of_month(const Session& session, const std::string& machine, Simulation& simulation,
                       FileReader& reader, Environment& environment);

}  // namespace placer::cli
