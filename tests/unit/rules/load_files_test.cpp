// Loading as a whole: files that are missing or no rule files, several mistakes in one run, places of
// mistakes.
#include "support/catch.hpp"
#include "support/rule_files.hpp"

#include <string>
#include <string_view>
#include <tuple>

using placer::test::contains;
using placer::test::RuleFiles;

TEST_CASE("the small rule set has nothing wrong with it") { CHECK(RuleFiles().problems().empty()); }

TEST_CASE("files that are missing or no rule files") {
  RuleFiles missing;
  missing.reader.files.erase("rules/alpha.yaml");
  CHECK(missing.problems() == "alpha.yaml | cannot read rules/alpha.yaml: No such file or directory\n");
  RuleFiles nothing;
  nothing.reader.files.erase("rules/small.yaml");
  CHECK(nothing.problems() == "nowhere | cannot read rules/small.yaml: No such file or directory\n");

  const auto with = [](std::string text) {
    return RuleFiles().add("extra.yaml", std::move(text)).problems();
  };
  CHECK_THAT(with(""), contains("a rule file must not be empty"));
  CHECK_THAT(with("# nothing\n"), contains("a rule file must not be empty"));
  CHECK_THAT(with("a: 1\n---\nb: 2\n"), contains("a rule file holds one document"));
  CHECK_THAT(with("colour: red\n"),
             contains("this is no rule file: expected platform, format, accelerators, machines, "
                      "claims, not_encoded, pitfalls or one of facts, derived, criteria, limits, "
                      "requirements, advice, prices at its top"));
  // A section that is no list would hold nothing that is seen.
  for (const std::string section : {"requirements", "limits", "sizes", "defaults"}) {
    CAPTURE(section);
    CHECK_THAT(
        with("platform: alpha\n" + section + ": {id: alpha.own, source: page}\n"),
        contains("`" + section + "` must be a list, got a mapping | begin each of its entries with `- `"));
    CHECK_THAT(with("platform: alpha\n" + section + ": none\n"),
               contains("`" + section + "` must be a list, got a value"));
  }
  CHECK(with("platform: [\n") == "[ | this '[' is never closed | write the closing ']'\n");
  CHECK_THAT(with(std::string("a: \xff\n")), contains("\xff"));
}

TEST_CASE("what is not encoded is of a platform that is there, and has a source") {
  const std::string good =
      "platform: alpha\nnot_encoded:\n"
      "  - {offerings: [one], what: w, value: v, why: y, source: {title: t, as_of: undated, checked: "
      "2026-01-02, "
      "basis: contract, confidence: high}}\n";
  const auto problems = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return RuleFiles().add("rest.yaml", text.replace(text.find(from), from.size(), to)).problems();
  };
  CHECK(problems("what", "what").empty());
  CHECK_THAT(problems("platform: alpha", "platform: alhpa"), contains("there is no platform `alhpa`"));
  CHECK_THAT(problems("[one]", "[two]"), contains("this platform has no offering `two`"));
  CHECK_THAT(problems("why: y, ", ""), contains("what is not encoded needs `why`"));
  CHECK_THAT(problems("source: {", "whence: {"), contains("what is not encoded has no key `whence`"));
  const placer::rules::RuleSet rules = RuleFiles().add("rest.yaml", good).load();
  REQUIRE(rules.rows<placer::rules::Omission>().size() == 1);
  CHECK(rules.text(rules.rows<placer::rules::Omission>()[0].why) == "y");
}

TEST_CASE("a pitfall names rules that there are, or says why none can warn of it") {
  const std::string good =
      "pitfalls:\n"
      "  - {id: too-slow, says: s, rules: [alpha.timeout], source: {title: t, as_of: undated, checked: "
      "2026-01-02, basis: contract, confidence: high}}\n";
  const auto problems = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return RuleFiles().add("pitfalls.yaml", text.replace(text.find(from), from.size(), to)).problems();
  };
  CHECK(problems("says", "says").empty());
  CHECK(problems("rules: [alpha.timeout]", "why_not: w").empty());
  CHECK_THAT(problems("alpha.timeout", "alpha.timout"),
             contains("alpha.timout | there is no rule `alpha.timout`"));
  // Facts have ids too.
  CHECK_THAT(problems("alpha.timeout", "timeout"), contains("there is no rule `timeout`"));
  CHECK_THAT(problems("rules: [alpha.timeout], ", ""),
             contains("a pitfall needs the `rules` that warn of it, or `why_not`"));
  CHECK_THAT(problems("says: s, ", ""), contains("a pitfall needs `says`"));
  CHECK_THAT(problems("too-slow", "alpha.timeout"), contains("the id `alpha.timeout` is used twice"));
  const placer::rules::RuleSet rules = RuleFiles().add("pitfalls.yaml", good).load();
  REQUIRE(rules.rows<placer::rules::Pitfall>().size() == 1);
  CHECK(rules.text(rules.rows(rules.rows<placer::rules::Pitfall>()[0].rules)[0]) == "alpha.timeout");
}

TEST_CASE("mistakes in the list of files") {
  CHECK_THAT(RuleFiles().replace("small.yaml", "title: the", "titel: the").problems(),
             contains("titel | a rule set has no key `titel` | did you mean `title`?"));
  CHECK_THAT(RuleFiles().replace("small.yaml", "date: 2026-01-02\n", "").problems(),
             contains("a rule set needs `date`"));
  CHECK_THAT(RuleFiles().replace("small.yaml", "facts.yaml, ", "").problems(),
             contains("a rule set needs a vocabulary | list facts.yaml under `files:`"));
}

TEST_CASE("one run shows all mistakes of all files in order") {
  const std::string rendered =
      RuleFiles()
          .replace("facts.yaml", "importance: core, section: work, summary: longest",
                   "importance: main, section: work, summary: longest")
          .replace("alpha.yaml", "    remedy: be quicker\n", "    remdy: be quicker\n")
          .replace("alpha.yaml", "https://", "http://")
          .replace("scoring.yaml", "weight: 1", "weight: 0")
          .rendered();
  std::size_t at = 0;
  for (const char* part :
       {"rules/facts.yaml:17:48: error: `importance` is core, special or unasked [rules.invalid]",
        "rules/scoring.yaml:2:5: error: a criterion needs a `weight` from 1 to 1000 [rules.invalid]",
        "rules/alpha.yaml:6:15: error: a source's url must begin with https:// [rules.invalid]",
        "rules/alpha.yaml:10:5: error: a limit needs `remedy` [rules.missing-key]",
        "rules/alpha.yaml:16:5: error: a limit has no key `remdy` [rules.unknown-key]"}) {
    CAPTURE(rendered, part);
    const std::size_t found = rendered.find(part, at);
    CHECK(found != std::string::npos);
    if (found != std::string::npos) at = found;
  }
}

TEST_CASE("what only all rules together can show is shown beside other mistakes") {
  const auto with = [](std::string_view file, std::string_view from, std::string_view to) {
    return RuleFiles()
        .replace(std::string(file), from, to)
        .replace("alpha.yaml", "table:",
                 "  - {id: alpha.named, fact: memory, at_most: 1GiB, hardness: hard, source: page, message: "
                 "\"has {memroy}\", remedy: r}\n"
                 "requirements:\n  - {id: alpha.usual, require: privileged == true, hardness: hard, "
                 "source: page, message: m, remedy: r}\ntable:")
        .problems();
  };
  constexpr std::string_view name = "the message of `alpha.named` names `{memroy}`";
  constexpr std::string_view usual = "`alpha.usual` can fail because of the usual value of `privileged`";
  const auto shows = [](const std::string& problems, std::string_view text) {
    return problems.find(text) != std::string::npos;
  };
  // A mistake in another rule, and in this one's own limit.
  for (const auto& [from, to, mistake] :
       {std::tuple("    at_most: 900s\n", "    at_most: 900MB\n", "'MB' belongs to a size"),
        std::tuple("    remedy: be quicker\n", "    remdy: be quicker\n", "a limit needs `remedy`"),
        std::tuple("    fact: timeout\n", "    fact: timout\n", "there is no fact `timout`")}) {
    const std::string problems = with("alpha.yaml", from, to);
    CAPTURE(problems);
    CHECK(shows(problems, mistake));
    CHECK(shows(problems, name));
    CHECK(shows(problems, usual));
  }
  // A mistake in the vocabulary spares the names, but nothing is judged by it.
  const std::string vocabulary = with("facts.yaml", "importance: core, section: work, summary: longest",
                                      "importance: main, section: work, summary: longest");
  CAPTURE(vocabulary);
  CHECK(shows(vocabulary, "`importance` is core, special or unasked"));
  CHECK(shows(vocabulary, name));
  CHECK_FALSE(shows(vocabulary, usual));
}

TEST_CASE("a consequence of a mistake is no mistake of its own") {
  // The cell names the rule whose id is gone.
  CHECK(RuleFiles()
            .replace("alpha.yaml", "  - id: alpha.timeout\n    fact", "  - fact")
            .problems()
            .find("a cell of the table") == std::string::npos);
  // Of a section with a wrong name nothing is known.
  CHECK(RuleFiles().replace("alpha.yaml", "\nlimits:", "\nlimts:").problems() ==
        "limts | a platform has no key `limts` | did you mean `limits`?\n");
}

TEST_CASE("an id that is used twice is shown at both places") {
  CHECK(RuleFiles()
            .replace("alpha.yaml", "table:",
                     "requirements:\n  - {id: alpha.timeout, require: privileged == false, hardness: hard, "
                     "source: page, message: m, remedy: r}\ntable:")
            .rendered() ==
        "rules/alpha.yaml:18:10: error: the id `alpha.timeout` is used twice [rules.duplicate-id]\n"
        "   18 |   - {id: alpha.timeout, require: privileged == false, hardness: hard, source: page, "
        "messag\u2026\n"
        "      |          ^~~~~~~~~~~~~\n"
        "rules/alpha.yaml:10:9: note: first used here\n"
        "   10 |   - id: alpha.timeout\n"
        "      |         ^~~~~~~~~~~~~\n");
}

TEST_CASE("a wrong unit is shown inside its value") {
  CHECK(RuleFiles().replace("alpha.yaml", "at_most: 900s", "at_most: 900MB").rendered() ==
        "rules/alpha.yaml:12:17: error: 'MB' belongs to a size in bytes, but a duration was expected "
        "[rules.invalid]\n"
        "   12 |     at_most: 900MB\n"
        "      |                 ^~\n"
        "help: write for example 15min\n");
}

TEST_CASE("an expression in quotes is shown at the right column") {
  CHECK_THAT(
      RuleFiles()
          .replace("alpha.yaml", "    at_most: 900s\n", "    at_most: 900s\n    when: \"memry > 1GiB\"\n")
          .rendered(),
      contains("   13 |     when: \"memry > 1GiB\"\n      |            ^~~~~\n"));
}

TEST_CASE("rules know the file and line in which they stand") {
  RuleFiles files;
  files.add_platform("data-alpha", "1%",
                     "requirements:\n  - {id: beta.plain, require: privileged == false, hardness: hard, "
                     "source: page, message: m, remedy: r}");
  const placer::rules::RuleSet rules = files.load();
  for (const placer::rules::Rule& rule : rules.rows<placer::rules::Rule>()) {
    const std::string file(rules.text(rules.rows<placer::rules::File>()[rule.place.file].path));
    const std::string id(rules.text(rule.id));
    CAPTURE(id);
    CHECK(file == (id == "beta.plain" ? "data-alpha.yaml" : "alpha.yaml"));
    CHECK(rule.place.line == 10);
  }
}
