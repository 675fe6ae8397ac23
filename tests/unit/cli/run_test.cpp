// Whole commands over files in memory: the exit code of each way to end, and what is said of wrong options.
#include "cli/command.hpp"
#include "cli/options.hpp"
#include "support/catch.hpp"
#include "support/memory_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

using namespace placer;
using placer::test::MemoryReader;

namespace {

constexpr std::string_view good =
    "name: good\ntarget: aws-lambda/zip\ntrigger: http\ntimeout: 14min\nmemory: 1GiB\ngpu: none\n"
    "dependency_size: 20MiB\ntraffic: steady\n";
constexpr std::string_view bad =
    "name: bad\ntarget: aws-lambda/zip\ntrigger: http\ntimeout: 20min\nmemory: 1GiB\ngpu: none\n";
/// Their words of traffic promise what some of the simulated months do not keep.
constexpr std::string_view seldom =
    "name: seldom\ntrigger: http\nmemory: 1GiB\ngpu: none\ntraffic: {pattern: rare, monthly: 43800}\n"
    "duration: 100ms\nusage: {cold_starts: 0}\narchitecture: x86_64\n";
constexpr std::string_view gusts =
    "name: gusts\ntrigger: http\nmemory: 1GiB\ngpu: none\narchitecture: x86_64\n"
    "traffic: {pattern: bursty, average: 0.6rps, peak: 0.7rps}\nduration: 100ms\n";
constexpr std::string_view open = "name: open\ntarget: aws-lambda/zip\ntrigger: http\n";

struct Ended {
  int code;
  std::string out, err;
};

Ended run(const std::vector<std::string>& arguments) {
  MemoryReader reader =
      MemoryReader::of({{"good.yaml", std::string(good)},
                        {"bad.yaml", std::string(bad)},
                        {"open.yaml", std::string(open)},
                        {"seldom.yaml", std::string(seldom)},
                        {"gusts.yaml", std::string(gusts)},
                        {"broken.yaml", "name: x\nmemory: lots\n"},
                        {"other.yaml", "kind: Other\n"},
                        {"package.json", R"({"name": "x", "version": "1"})"},
                        {"ahead/placer.yaml",
                         "quotas: [{rule: aws-lambda.concurrency, at_most: 5000, source: case 42, checked: "
                         "2999-01-01}]\n"},
                        {"regions.yaml", "name: r\nproviders: [aws, gcp]\nregions: [us-east-1]\n"},
                        {"list", "good.yaml\nbad.yaml\n"},
                        {"-", "good.yaml\n"}});
  cli::Environment environment{reader, {}, {}};
  const int code = cli::run(arguments, environment);
  return {code, environment.out, environment.err};
}

}  // namespace

TEST_CASE("the exit code of the gate") {
  struct Row {
    std::vector<std::string> arguments;
    int code;
  };
  const std::vector<Row> rows{
      {{"good.yaml"}, 0},
      {{"bad.yaml"}, 1},
      {{"good.yaml", "bad.yaml"}, 1},
      {{"open.yaml"}, 0},
      {{"open.yaml", "--fail-on", "unknown"}, 1},
      {{"open.yaml", "--fail-on", "does-not-fit"}, 0},
      {{"good.yaml", "--fail-on", "headroom=94%"}, 0},
      {{"good.yaml", "--fail-on", "headroom=93%"}, 1},
      {{"good.yaml", "--fail-on", "quota,headroom=90"}, 1},
      {{"bad.yaml", "--require", "aws-ecs"}, 0},
      {{"broken.yaml"}, 2},
      {{"bad.yaml", "broken.yaml"}, 2},
      {{"missing.yaml"}, 2},
      {{"other.yaml"}, 2},
      {{"other.yaml", "--allow-empty"}, 0},
      {{"good.yaml", "other.yaml"}, 0},
      {{"good.yaml", "package.json"}, 0},
      {{"package.json"}, 2},
      {{"bad.yaml", "good.yaml", "--exclude", "b*.yaml"}, 0},
      {{"bad.yaml", "--exclude", "**"}, 2},
      {{"bad.yaml", "--exclude", "**", "--allow-empty"}, 0},
      {{"--files-from", "list"}, 1},
      {{"--files-from", "-"}, 0},
      {{"--files-from", "gone"}, 2},
      {{"-", "--files-from", "-"}, 2},
      {{}, 2},
  };
  for (const Row& row : rows) {
    std::vector<std::string> arguments{"check"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CAPTURE(arguments);
    CHECK(run(arguments).code == row.code);
  }
}

TEST_CASE("the answer is the same whatever the number of threads") {
  std::string stream;
  for (int i = 0; i < 150; ++i) {
    for (const std::string_view one : {good, bad, open}) {
      std::string text(one);
      text.replace(0, text.find('\n'), "name: w" + std::to_string(i));
      stream += "---\n# placer: ignore aws-lambda.timeout -- known\n" + text;
    }
    if (i % 20 == 0) stream += "---\nname: w\nmemory: lots\n";
  }
  const auto told = [&](std::vector<std::string> arguments, const std::string& jobs) {
    MemoryReader reader = MemoryReader::of({{"stream.yaml", stream}, {"bad.yaml", std::string(bad)}});
    cli::Environment environment{reader, {}, {}};
    arguments.insert(arguments.end(), {"stream.yaml", "bad.yaml", "--jobs", jobs});
    const int code = cli::run(arguments, environment);
    return std::to_string(code) + environment.out + environment.err;
  };
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"check"},
        {"check", "-f", "sarif"},
        {"analyze", "-f", "oneline"},
        {"analyze", "-f", "json", "--on", "aws-lambda/zip,cloud-run/service", "--set", "memory=2GiB"}}) {
    CAPTURE(arguments);
    const std::string alone = told(arguments, "1");
    CHECK(alone.size() > 1000);
    for (const std::string jobs : {"2", "3", "16"}) CHECK(told(arguments, jobs) == alone);
  }
}

TEST_CASE("analyze and facts never say no") {
  CHECK(run({"analyze", "bad.yaml"}).code == 0);
  CHECK(run({"facts", "bad.yaml"}).code == 0);
  CHECK(run({"analyze", "broken.yaml"}).code == 2);
  CHECK(run({"facts", "broken.yaml"}).code == 2);
}

TEST_CASE("a simulated month has a bill and an interval, whatever the manifest says of its traffic") {
  struct Row {
    const char* file;
    std::vector<std::string> options;
  };
  const std::vector<Row> rows{
      {"seldom.yaml", {}},
      {"seldom.yaml", {"--rate", "60/h"}},
      {"gusts.yaml", {}},
      {"good.yaml", {"--set", "traffic={pattern: steady, average: 5rps}", "--set", "duration=100ms"}},
      {"good.yaml", {"--set", "traffic={pattern: bursty, average: 5rps}", "--set", "duration=100ms"}},
  };
  for (const Row& row : rows) {
    std::vector<std::string> arguments{"simulate", row.file, "--on", "aws-lambda/zip", "--requests", "2000"};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    INFO(row.file << (row.options.empty() ? "" : row.options.back()));
    const Ended ended = run(arguments);
    CHECK(ended.code == 0);
    CHECK(ended.out.find("in a month like it") != std::string::npos);
    CHECK(ended.out.find("(not known)") == std::string::npos);
  }
}

TEST_CASE("misspelt words of options are corrected") {
  const auto says = [](std::vector<std::string> arguments, std::string_view text) {
    arguments.insert(arguments.begin(), {"check", "good.yaml"});
    const Ended ended = run(arguments);
    CAPTURE(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.err.find(text) != std::string::npos);
  };
  says({"-f", "sarfi"}, "did you mean sarif?");
  says({"-f", "sarfi=x"}, "did you mean sarif?");
  says({"--fail-on", "unkown"}, "did you mean unknown?");
  says({"--fail-on", "quota,advise"}, "did you mean advice?");
  says({"--fail-on", "headroom"}, "did you mean headroom=90%?");
  says({"--fail-on", "headroom=0%"}, "a share of a limit");
  says({"--fail-on", "headroom=10..20%"}, "a share of a limit");
  says({"--require", "cloud-rum"}, "did you mean cloud-run?");
  says({"--require", "lambda"}, "did you mean aws-lambda?");
  says({"--require", "Fargate"},
       "did you mean aws-ecs/fargate, aws-batch/fargate or kubernetes/eks-fargate?");
  says({"--require", "heroku"}, "the platforms are aws-lambda, cloud-run, ");
  says({"--fail-no", "unknown"}, "did you mean --fail-on?");
  says({"-f", "json", "-f", "yaml"}, "both go to standard output");
  says({"-f", "json=-"}, "the name of a file");
  says({"-f", "markdown+="}, "the name of a file");
  says({"-f", "json+=a"}, "json behind json in one file is no json\nhelp: write json=a");
  says({"-f", "junti+=a"}, "did you mean junit?");
  says({"-f", "markdown=a,oneline+=a"}, "the same file");
  says({"-f", "json=a", "-o", "a"}, "the same file");
  says({"-x"}, "there is no option -x\n");
  says({"-o", ""}, "--output takes FILE, not an empty text");
  says({"--exclude", "a{b}"}, "a glob has");
}

TEST_CASE("help fits on a screen of 80 columns and 24 lines, with the prompt, and shows an example") {
  std::vector<std::vector<std::string>> all{{"--help"}};
  for (const cli::Command& command : cli::commands()) all.push_back({std::string(command.name), "--help"});
  for (const std::vector<std::string>& arguments : all) {
    CAPTURE(arguments);
    const Ended ended = run(arguments);
    CHECK(ended.code == 0);
    CHECK(ended.out.find("Example:") != std::string::npos);
    std::size_t lines = 0, begin = 0;
    for (std::size_t end = 0; (end = ended.out.find('\n', begin)) != std::string::npos; begin = end + 1) {
      ++lines;
      CAPTURE(ended.out.substr(begin, end - begin));
      CHECK(end - begin <= 80);
    }
    CHECK(lines <= 23);
  }
}

TEST_CASE("words that are no command are answered with the nearest one") {
  const auto says = [](const std::vector<std::string>& arguments, std::string_view text) {
    const Ended ended = run(arguments);
    CAPTURE(arguments, ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.err.find(text) != std::string::npos);
  };
  says({"analyse"}, "did you mean `placer analyze`?");
  says({"version"}, "did you mean `placer --version`?");
  says({"versoin"}, "did you mean `placer --version`?");
  says({"--verson"}, "did you mean `placer --version`?");
  says({"good.yaml"}, "did you mean `placer analyze good.yaml`?");
  says({"frobnicate"}, "`placer --help` lists them");
  says({"analyze", "good.yaml", "--outptu", "x"}, "did you mean --output?");
}

TEST_CASE("a wrong setting is said before anything is judged or printed") {
  for (const char* command : {"analyze", "check", "facts"})
    for (const std::string format : {"text", "json"}) {
      CAPTURE(command, format);
      for (const std::string setting : {"memroy=3", "memory=lots", "memory"}) {
        const Ended ended = run({command, "good.yaml", "-f", format, "--set", setting});
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK(ended.err.find("error: ") != std::string::npos);
      }
    }
}

TEST_CASE("facts does not call as stated what follows from two statements") {
  const Ended ended = run({"facts", "regions.yaml"});
  CHECK(ended.code == 0);
  std::size_t at = ended.out.find("\n  providers ");
  REQUIRE(at != std::string::npos);
  const std::string line = ended.out.substr(at + 1, ended.out.find('\n', at + 1) - at - 1);
  CHECK_THAT(line, test::contains("derived"));
  CHECK_THAT(line, test::contains("in the manifest; those of the allowed ones that have such regions"));
}

TEST_CASE("a path inside the working directory is shown relative to it") {
  MemoryReader reader = MemoryReader::of({{"deploy/bad.yaml", std::string(bad)},
                                          {"/other/bad.yaml", std::string(bad)},
                                          {"/home/me/repository", std::string(bad)},
                                          {"list", "/home/me/repo//deploy/bad.yaml\n"}});
  const auto shows = [&](std::vector<std::string> arguments, std::string_view place) {
    cli::Environment environment{reader, {}, {}};
    environment.directory = "/home/me/repo";
    arguments.insert(arguments.begin(), "check");
    CHECK(cli::run(arguments, environment) == 1);
    CHECK_THAT(environment.out, test::contains(std::string(place) + ":4:10: error"));
  };
  shows({"/home/me/repo/deploy/bad.yaml"}, "deploy/bad.yaml");
  shows({"--files-from", "list"}, "deploy/bad.yaml");
  shows({"/other/bad.yaml"}, "/other/bad.yaml");
  shows({"/home/me/repository"}, "/home/me/repository");

  cli::Environment environment{reader, {}, {}};
  environment.directory = "/home/me/repo";
  CHECK(cli::shown_path("/home/me/repo", environment) == ".");
  CHECK(cli::shown_path("/home/me/repo//", environment) == ".");
  CHECK(cli::shown_path("/home/me", environment) == "/home/me");
  CHECK(cli::shown_path("", environment).empty());
}

TEST_CASE("a path that leads out of the working directory is shown as it was asked for") {
  DiskReader reader;
  cli::Environment environment{reader, {}, {}};
  environment.directory = std::filesystem::current_path().string();
  CHECK(cli::shown_path("..", environment) == "..");
  CHECK(cli::shown_path("../other/a.yaml", environment) == "../other/a.yaml");
  const std::string here = std::filesystem::current_path().filename().string();
  CHECK(cli::shown_path("../" + here, environment) == ".");
  CHECK(cli::shown_path("/", environment) == "/");
}

TEST_CASE("what is excluded is counted and named") {
  CHECK_THAT(run({"check", "good.yaml", "bad.yaml", "--exclude", "bad*"}).out,
             test::contains("1 checked: 1 passed, 0 failed; 1 excluded (bad.yaml)\n"));
  CHECK_THAT(run({"analyze", "bad.yaml", "--exclude", "bad*"}).err,
             test::contains(
                 "there is no workload in bad.yaml [input.no-workload]\nhelp: this was excluded: bad.yaml"));
}

TEST_CASE("a format of the gate is none of analyze") {
  for (const char* format : {"gitlab", "junit"}) {
    CHECK(run({"analyze", "good.yaml", "-f", format}).err.find("--format takes text, ") != std::string::npos);
    CHECK(run({"check", "good.yaml", "-f", format}).code == 0);
  }
}

TEST_CASE("a long answer is not kept whole") {
  std::string manifest;
  for (int i = 0; i < 40; ++i) manifest += "---\nname: w" + std::to_string(i) + "\ntimeout: 20min\n";
  MemoryReader reader = MemoryReader::of({{"many.yaml", manifest}});
  cli::Environment environment{reader, {}, {}};
  std::size_t drained = 0, longest = 0;
  environment.drain = [&](cli::Environment& own) {
    longest = std::max(longest, own.out.size());
    drained += own.out.size();
    own.out.clear();
  };
  CHECK(cli::run({"check", "many.yaml", "-f", "ndjson"}, environment) == 0);
  // All of it, and never much more than a mebibyte at once.
  const std::size_t most = std::size_t{2} << 20U;
  CHECK(drained > most);
  CHECK(longest < most);
  environment.drain = {};
  environment.out.clear();
  CHECK(cli::run({"check", "many.yaml", "-f", "oneline"}, environment) == 0);
  CHECK(std::count(environment.out.begin(), environment.out.end(), '\n') == 40);
}

TEST_CASE("one format may be asked for twice") {
  CHECK(run({"check", "good.yaml", "-f", "text", "-f", "text"}).out == run({"check", "good.yaml"}).out);
}

TEST_CASE("a schema is printed by its name, and a misspelt name is corrected") {
  const Ended schema = run({"schema", "workload"});
  CHECK(schema.code == 0);
  CHECK(schema.out.starts_with("{\n  \"$schema\""));
  const Ended wrong = run({"schema", "workloads"});
  CHECK(wrong.code == 2);
  CHECK(wrong.err == "placer: there is no schema 'workloads'\nhelp: did you mean workload?\n");
  CHECK(run({"schema"}).code == 2);
  CHECK(run({"schema", "workload", "rules"}).code == 2);
}

TEST_CASE("a day of checking that is still to come is warned of") {
  const std::string said =
      "a rule is said to be checked on a day that is still to come: aws-lambda.concurrency "
      "(ahead/placer.yaml:1) on 2999-01-01";
  const Ended validated = run({"rules", "validate", "ahead/placer.yaml"});
  CHECK(validated.code == 0);
  CAPTURE(validated.err);
  CHECK(validated.err.find(said) != std::string::npos);
  const std::vector<std::string> check{"check", "good.yaml", "--config", "ahead/placer.yaml"};
  const auto says = [&](const std::string& fail_on) {
    std::vector<std::string> arguments = check;
    if (!fail_on.empty()) arguments.insert(arguments.end(), {"--fail-on", fail_on});
    return run(arguments).err.find(said) != std::string::npos;
  };
  CHECK(says("stale-rules=3650d"));
  // Nobody asks what day it is.
  CHECK_FALSE(says(""));
  CHECK_FALSE(says("stale-rules=2020-01-01"));
}
