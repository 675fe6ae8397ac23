// The guide's answers beside today's: one line for every workload, and the claims that explain a difference.
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <placer/placer.hpp>

using namespace placer;
using placer::test::contains;
using placer::test::MemoryReader;

namespace {

const std::string core = "name: w\ntrigger: http\ntimeout: 30s\ndependency_size: 20MiB\n";

/// The recommendation of a rule set, and the notes below it, a line each.
std::string answer(const std::string& rule_set, const std::string& manifest, bool strict = false) {
  const auto placer = Placer::builtin(rule_set);
  MemoryReader reader = MemoryReader::of({{"w.yaml", manifest}});
  SourceMap sources;
  AnalyzeOptions options;
  options.strict = strict;
  const Report report = placer->analyze({"w.yaml"}, reader, sources, options);
  if (report.workloads.size() != 1) return "no workload";
  const WorkloadReport& workload = report.workloads.front();
  const Recommendation& got = workload.recommendation;
  const std::string place =
      got.platform.empty() ? "none" : std::string(got.platform) + "/" + std::string(got.offering);
  return place + "\n" + join(workload.notes, "\n");
}

}  // namespace

TEST_CASE("today's rules have no notes about themselves") {
  CHECK_THAT(answer("current", core + "memory: 512MiB\ngpu: none\ntraffic: bursty\n"), !contains("rule set"));
}

TEST_CASE("where both agree one line says so") {
  const std::string text = answer("guide", core + "memory: 512MiB\ngpu: none\ntraffic: bursty\n");
  CHECK_THAT(text, contains("aws-lambda/zip\nrule set current of 2026-11-28 recommends aws-lambda/zip too"));
  CHECK_THAT(text, !contains("the guide:"));
}

TEST_CASE("where they differ the claims say why") {
  const std::string text =
      answer("guide", core + "memory: 16GiB\ngpu: {count: 1, type: l4}\ntraffic: bursty\n");
  CHECK_THAT(text, contains("kubernetes/generic\nrule set current of 2026-11-28 recommends "));
  CHECK_THAT(text, contains("recommends cloud-run/service-gpu\n"));
  CHECK_THAT(text, contains("the guide: \""));
}

TEST_CASE("a rejection that today does not share is explained even where the answers agree") {
  // The article's 512 MB of temporary files are only a default today.
  const std::string text =
      answer("guide", core + "memory: 1GiB\ngpu: none\ntraffic: bursty\nscratch_disk: 2GiB\n");
  CHECK_THAT(
      text,
      contains("the guide: \"limited storage (512 MB for /tmp)\"; outdated: 512 MB is only the default"));
}

TEST_CASE("each claim is told once and claims that hold are not told") {
  const std::string text =
      answer("guide", core + "memory: 16GiB\ngpu: {count: 1, type: l4}\ntraffic: bursty\n");
  std::vector<std::string> lines;
  for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 1) {
    end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
  }
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (std::size_t j = i + 1; j < lines.size(); ++j) CHECK(lines[i] != lines[j]);
  CHECK_THAT(text, !contains("; holds:"));
}

TEST_CASE("where nothing is known nothing is recommended then or now") {
  CHECK(answer("guide", "name: w\n") == "none\nrule set current of 2026-11-28 recommends nothing too");
}
