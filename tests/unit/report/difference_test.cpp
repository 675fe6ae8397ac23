// Which workloads are the same on both sides, and what became of them.
#include "report/difference.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace placer;
using namespace placer::report;

namespace {

struct Made {
  std::string file, name;
  Verdict verdict = Verdict::fits;
  bool passed = true;
  std::int64_t used = 0;  ///< of a limit, in parts per million; 0: none is known
};

/// A report with its gate.
struct World {
  SourceMap sources;
  Report report;
  std::string root;

  World(std::string where, const std::vector<Made>& workloads) : root(std::move(where)) {
    report.gate.emplace();
    for (const Made& made : workloads) {
      WorkloadReport workload;
      workload.name = made.name;
      workload.where = {sources.add(made.file, "name: x\n"), 6, 1};
      OfferingReport offering;
      offering.platform = "lambda";
      offering.offering = "zip";
      offering.verdict = made.verdict;
      offering.has_headroom = true;
      if (made.used > 0) offering.headroom = {{"memory", {{}, "", "1"}, {{}, "", "2"}, made.used, {}}};
      workload.offerings = {offering};
      report.gate->entries.push_back(
          {report.workloads.size(), "lambda/zip", made.verdict, made.passed, "lambda/zip"});
      report.workloads.push_back(workload);
    }
  }
  Side side() const { return {report, sources, root, {}}; }
};

std::string difference(const std::vector<Made>& before, const std::vector<Made>& after) {
  const World then("old", before), now("new", after);
  const Difference difference = compare(then.side(), now.side());
  std::string text;
  for (const WorkloadDifference& one : difference.workloads)
    text += std::string(to_string(one.trend)) + " " + one.workload().name + "\n";
  return text + summary_text(difference);
}

constexpr Verdict fits = Verdict::fits, open = Verdict::unknown, out = Verdict::does_not_fit;

}  // namespace

TEST_CASE("workloads of the same file and name are the same") {
  CHECK(difference({{"old/a.yaml", "a"}}, {{"new/a.yaml", "a"}}) == "1 unchanged");
  CHECK(difference({{"old/a.yaml", "a"}, {"old/b.yaml", "a"}},
                   {{"new/b.yaml", "a"}, {"new/a.yaml", "a", out, false}}) ==
        "worse a\n1 worse, 1 unchanged");
  CHECK(difference({}, {}) == "no workload on either side");
}

TEST_CASE(
    "several of one name in one file go by their structural path, and where that is the same by their "
    "order") {
  World then("old", {}), now("new", {});
  for (World* world : {&then, &now}) {
    const FileId file = world->sources.add(world->root + "/a.yaml", "");
    for (std::uint32_t i = 0; i < 2; ++i) {
      WorkloadReport workload;
      workload.name = "a";
      workload.where = {file, i, 1};
      world->report.workloads.push_back(workload);
      const bool fails = world == &now && i == 1;
      world->report.gate->entries.push_back({i, "any offering", fails ? out : fits, !fails, ""});
    }
  }
  const Difference difference = compare(then.side(), now.side());
  REQUIRE(difference.workloads.size() == 1);
  CHECK(difference.workloads[0].after.workload == &now.report.workloads[1]);
  CHECK(difference.unchanged == 1);
  // What stood first stands last now, and still passes.
  Side before = then.side(), after = now.side();
  before.paths = {"/Deployment/x/a", "/Deployment/y/a"};
  after.paths = {"/Deployment/y/a", "/Deployment/x/a"};
  const Difference by_path = compare(before, after);
  REQUIRE(by_path.workloads.size() == 1);
  CHECK(by_path.workloads[0].before.workload == &then.report.workloads[0]);
  CHECK(by_path.workloads[0].after.workload == &now.report.workloads[1]);
}

TEST_CASE("one that is left over on both sides has moved, unless there are several of its name") {
  CHECK(difference({{"old/a.yaml", "a"}}, {{"new/x/b.yaml", "a"}}) == "1 unchanged");
  CHECK(difference({{"old/a.yaml", "a"}, {"old/b.yaml", "a"}}, {{"new/c.yaml", "a"}}) ==
        "gone a\ngone a\nnew a\n1 new, 2 gone");
}

TEST_CASE("of several that have moved those of one structural path are the same, wherever they stand now") {
  const World then("old",
                   {{"old/a.yaml", "a"}, {"old/b.yaml", "a"}, {"old/c.yaml", "a"}, {"old/d.yaml", "a"}});
  const World now("new", {{"new/z.yaml", "a", out, false}, {"new/y.yaml", "a"}, {"new/x.yaml", "a"}});
  Side before = then.side(), after = now.side();
  before.paths = {"/Deployment/x/a/metadata/name", "/Deployment/y/a/metadata/name", "/Job/a/metadata/name",
                  "/Job/a/metadata/name"};
  after.paths = {"/Deployment/y/a/metadata/name", "/Deployment/x/a/metadata/name", "/Job/a/metadata/name"};
  const Difference by_path = compare(before, after);
  CHECK(summary_text(by_path) == "1 worse, 1 new, 2 gone, 1 unchanged");
  REQUIRE(by_path.workloads.size() == 4);
  CHECK(by_path.workloads[0].before.workload == &then.report.workloads[1]);
  CHECK(by_path.workloads[0].after.workload == &now.report.workloads[0]);
  CHECK(name_text(by_path.workloads[0], before, after) == "a (Deployment/y/a)");
  CHECK(name_text(by_path.workloads[1], before, after) == "a (Job/a)");
  // One in a file that stays is itself, whatever it is now.
  Side same = then.side(), other = then.side();
  same.paths = before.paths;
  other.paths = {"/Deployment/z/a/metadata/name", before.paths[1], before.paths[2], before.paths[3]};
  CHECK(summary_text(compare(same, other)) == "4 unchanged");
}

TEST_CASE("a row says of an object alone what tells it from others of its name, on one line") {
  World now("new", {{"new/a.yaml", "a"}});
  WorkloadDifference one;
  one.after.workload = &now.report.workloads[0];
  const World then("old", {});
  Side after = now.side();
  for (const auto& [path, text] :
       {std::pair{"", "a"}, {"/0/workloads/a/name", "a"}, {"/Job/x\ny/a/metadata/name", "a (Job/x y/a)"}}) {
    after.paths = {path};
    CHECK(name_text(one, then.side(), after) == text);
  }
}

TEST_CASE("a file of many workloads that was moved is the same") {
  std::vector<Made> before, after;
  for (int i = 0; i < 50; ++i) {
    const std::string name = "a-service-with-a-long-name-" + std::to_string(i);
    before.push_back({"old/a.yaml", name});
    after.push_back({"new/b.yaml", name});
  }
  CHECK(difference(before, after) == "50 unchanged");
}

TEST_CASE("the gate counts before the verdict, and that before the room") {
  CHECK(difference({{"old/a", "a", fits}}, {{"new/a", "a", open}}) == "worse a\n1 worse");
  CHECK(difference({{"old/a", "a", out, false}}, {{"new/a", "a", open}}) == "better a\n1 better");
  CHECK(difference({{"old/a", "a", fits, true, 500'000}}, {{"new/a", "a", fits, true, 509'000}}) ==
        "1 unchanged");
  CHECK(difference({{"old/a", "a", fits, true, 500'000}}, {{"new/a", "a", fits, true, 510'000}}) ==
        "changed a\n1 changed");
  CHECK(difference({{"old/a", "a", fits, true, 500'000}}, {{"new/a", "a", fits}}) == "changed a\n1 changed");
  // What does not fit has no room to speak of.
  CHECK(difference({{"old/a", "a", out, false, 500'000}}, {{"new/a", "a", out, false}}) == "1 unchanged");
}

TEST_CASE("of what differs the worst stand first") {
  CHECK(difference({{"old/b", "b", out, false}, {"old/g", "g"}, {"old/w", "w"}},
                   {{"new/b", "b"}, {"new/n", "n"}, {"new/w", "w", out, false}}) ==
        "worse w\ngone g\nnew n\nbetter b\n1 worse, 1 better, 1 new, 1 gone");
}
