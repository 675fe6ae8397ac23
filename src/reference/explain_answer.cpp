// The words of an answer: what a verdict, a strength and a score are, and how they come to be.
#include "reference/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace placer::reference {
namespace {

using rules::Criterion;
using rules::RuleSet;

struct Word {
  std::string_view name, meaning, example;
};

struct Topic {
  std::string_view id, what;
  std::array<Word, 7> words;
};

constexpr std::array<Topic, 9> topics{{
    {"verdict",
     "What the limits, requirements and sizes of an offering say of a workload.",
     {{{"fits", "all of them hold, whatever is not known", "30 s on a function that allows 15 min"},
       {"fits_with_changes", "only quotas, and what is configured or mended in the manifest, do not hold",
        "2,000 requests at a time in an account that has 1,000"},
       {"unknown", "what is not known may decide; the facts that would are named",
        "a function, while nobody has said how long a request takes"},
       {"does_not_fit", "something that cannot be changed does not hold", "a GPU on a function"}}}},
    {"strength",
     "How sure a recommendation is.",
     {{{"firm", "no open fact can take its place, and its score is above all others", ""},
       {"provisional", "another may come first once open facts are known, or lies within the same range", ""},
       {"none", "nothing fits, or nothing is known that could decide", ""}}}},
    {"outcome",
     "What one rule says of a workload on one offering.",
     {{{"pass", "it holds whatever is not known; shown with --verbose", ""},
       {"fail", "it does not hold, whatever is not known", "a run of 20 min on a function"},
       {"advice", "it only warns, and decides nothing", "a queue in front of a database"}}}},
    {"changes",
     "What would make an offering fit, tried before it is said.",
     {{{"facts", "another value of a fact, the least that does", "memory at most 10GiB"},
       {"raise", "quotas, to be raised on the platform's side", "Concurrent executions"},
       {"mend", "settings of the manifest that the platform refuses", ""},
       {"open", "facts on which it depends then", ""},
       {"verified", "the changed workload was judged again", ""}}}},
    {"questions",
     "What is not known and counts, the most telling first.",
     {{{"decides", "offerings whose verdict it has a part in", ""},
       {"settles", "how many verdicts, and how much of what is open about the scores, it settles", ""},
       {"turns", "up to which values what is recommended", "aws-ecs/fargate up to 5min"}}}},
    {"hardness",
     "What can be done about a rule that does not hold.",
     {{{"hard", "nothing: the workload has to change", "15 min for a function"},
       {"quota", "it can be raised on request", "1,000 function environments at a time"},
       {"configurable", "it can be set on the platform, or mended in the manifest",
        "300 s for a request, unless the service sets more"},
       {"unpublished", "nobody says that it works, nor that it does not", ""}}}},
    {"status",
     "How far an offering has come, which decides where it is ranked.",
     {{{"settled", "generally available", ""},
       {"recent", "generally available, but among the newest: behind a settled one that does as well", ""},
       {"preview", "may change: behind a settled one that does as well", ""},
       {"closed", "to new customers: never recommended", ""}}}},
    {"robustness",
     "How far a recommendation hangs on the weights of the criteria.",
     {{{"share",
        "of the weightings in which each weight is halved, kept or doubled: in how many it stays first",
        "74% of the weightings"},
       {"flips_on",
        "the one weight that changes it, multiplied by the factor nearest to 1, and what comes first then; "
        "to a ten-thousandth, and in texts to a hundredth further from 1",
        "portability counting 1.67 times as much"}}}},
    {"origin",
     "Where the value of a fact comes from. What is stated counts for more than what is not.",
     {{{"stated", "it is written in the manifest", ""},
       {"derived", "it follows from something that is written", "a memory of 24 GB from the GPU type l4"},
       {"platform_default", "the platform that the manifest is written for fills it in",
        "3 s for a function without a timeout"},
       {"default", "the same, in a table", ""},
       {"assumed", "the caller gave it, or the default of a parameter", "--set memory=2GiB"},
       {"presumed", "the usual value of a fact that nobody stated; --strict asks instead", "no GPU"},
       {"unresolved", "it is written, and somebody else fills it in: it has no value yet",
        "memory: ${MEMORY}"}}}},
}};

void explain_topic(const Topic& topic, Page& page) {
  page.heading(1, fmt::format("{} (of an answer)", code(topic.id)));
  page.paragraph(plain(topic.what));
  std::vector<Row> rows{{"Word", "Meaning", "Example"}};
  for (const Word& word : topic.words)
    if (!word.name.empty()) rows.push_back({code(word.name), plain(word.meaning), plain(word.example)});
  page.table(std::move(rows));
}

void explain_score(const RuleSet& rules, Page& page) {
  const auto criteria = rules.rows<Criterion>();
  std::int64_t total = 0;
  for (const Criterion& criterion : criteria) total += criterion.weight;
  page.heading(1, fmt::format("{} (of an answer)", code("score")));
  page.paragraph(
      "From 0 to 100: the points of all criteria, each counted with its weight, over the sum of the weights. "
      "What is not known "
      "makes points, and so the score, a range. A score ranks what fits and rejects nothing.");
  std::vector<Row> rows{{"Criterion", "Weight", "It looks at"}};
  for (const Criterion& criterion : criteria)
    rows.push_back({code(rules.text(criterion.id)), fmt::format("{} of {}", criterion.weight, total),
                    plain(rules.text(criterion.summary))});
  page.table(std::move(rows));
  page.fields({{"of a workload", code("placer explain score FILE --on OFFERING")},
               {"a criterion", code("placer explain monthly_cost")}});
}

}  // namespace

bool explain_answer(const RuleSet& rules, std::string_view word, Page& page) {
  if (word == "score") {
    explain_score(rules, page);
    return true;
  }
  for (const Topic& topic : topics)
    if (word == topic.id || std::any_of(topic.words.begin(), topic.words.end(),
                                        [&](const Word& one) { return !word.empty() && one.name == word; })) {
      explain_topic(topic, page);
      return true;
    }
  return false;
}

std::string meaning_of_answer(std::string_view word) {
  for (const Topic& topic : topics)
    for (const Word& one : topic.words)
      if (one.name == word) return fmt::format("{}: {}", word, one.meaning);
  return {};
}

std::vector<std::string_view> answer_words() {
  std::vector<std::string_view> words{"score"};
  for (const Topic& topic : topics) {
    words.push_back(topic.id);
    for (const Word& word : topic.words)
      if (!word.name.empty()) words.push_back(word.name);
  }
  return words;
}

}  // namespace placer::reference
