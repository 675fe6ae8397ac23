// Edit distance and "did you mean".
#include "base/text.hpp"
#include "support/catch.hpp"

#include <vector>

using placer::closest;
using placer::edit_distance;

TEST_CASE("the edit distance counts inserted removed replaced and swapped bytes") {
  struct Row {
    const char* from;
    const char* to;
    std::size_t distance;
  };
  constexpr Row rows[] = {
      {"", "", 0},      {"abc", "abc", 0},         {"", "abc", 3},          {"abc", "abd", 1},
      {"abc", "ab", 1}, {"abc", "xabc", 1},        {"memroy", "memory", 1}, {"kitten", "sitting", 3},
      {"ca", "abc", 3}, {"timeout", "tiemotu", 2}, {"abcdef", "ghijkl", 6},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from, row.to);
    CHECK(edit_distance(row.from, row.to, 10) == row.distance);
    CHECK(edit_distance(row.to, row.from, 10) == row.distance);
    CHECK(edit_distance(row.from, row.to, row.distance) == row.distance);
    if (row.distance > 0) CHECK(edit_distance(row.from, row.to, row.distance - 1) == row.distance);
  }
  CHECK(edit_distance("abcdef", "ghijkl", 2) == 3);
  CHECK(edit_distance(std::string(1'000'000, 'a'), "a", 5) == 6);
}

TEST_CASE("the closest candidate is found unless it is too far") {
  const std::vector<std::string_view> facts = {"timeout", "memory", "gpu", "traffic", "trigger", "s", "ms"};
  struct Row {
    const char* word;
    const char* found;  // "" for none
  };
  constexpr Row rows[] = {
      {"timeout", "timeout"},
      {"Timeout", "timeout"},
      {"tiemout", "timeout"},
      {"time_out", "timeout"},
      {"memroy", "memory"},
      {"gp", "gpu"},
      {"GPUs", "gpu"},
      {"trafic", "traffic"},
      {"MS", "ms"},
      {"x", ""},
      {"", ""},
      {"colour", ""},
      {"tim", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(closest(row.word, facts).value_or("") == row.found);
  }
}

TEST_CASE("the first of equally near candidates wins") {
  const std::vector<std::string_view> candidates = {"cat1", "cat2", "cats"};
  CHECK(closest("cat3", candidates) == "cat1");
  CHECK(closest("cats", candidates) == "cats");
  CHECK_FALSE(closest("cat", {}));
}

TEST_CASE("a name may mean what it is a whole part of") {
  static constexpr std::string_view names[] = {"aws-ecs", "aws-ecs/fargate", "aws-batch/fargate",
                                               "kubernetes/eks", "kubernetes/eks-fargate"};
  CHECK(placer::alike("aws-esc", names) == "aws-ecs");
  CHECK(placer::alike("ecs", names) == "aws-ecs");
  static constexpr std::string_view others[] = {"host", "monthly_cost", "aws-lambda.no-tcp"};
  CHECK(placer::alike("cost", others) == "monthly_cost");
  CHECK(placer::alike("no-tcp", others) == "aws-lambda.no-tcp");
  CHECK(placer::alike("EKS", names) == "kubernetes/eks or kubernetes/eks-fargate");
  CHECK(placer::alike("fargate", names) == "aws-ecs/fargate, aws-batch/fargate or kubernetes/eks-fargate");
  CHECK(placer::alike("gate", names).empty());
  CHECK(placer::alike("", names).empty());
}
