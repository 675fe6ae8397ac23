// What values of a template come to: literals, parameters, mappings, conditions, and what nobody can say.
// Each value stands as the timeout or the runtime of a function.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

using placer::test::contains;
using placer::test::import;
using placer::test::Imported;

namespace {

constexpr const char* surroundings = R"(
Parameters:
  Seconds: {Type: Number, Default: 45}
  Stage: {Type: String, Default: dev}
  Nothing: {Type: Number}
  Secret: {Type: String, Default: 7, NoEcho: true}
  Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /path/to/it}
  Empty: {Type: String, Default: ""}
  Index: {Type: Number, Default: 1}
  Joined: {Type: String, Default: "10,20"}
  Numbers: {Type: List<Number>, Default: "10, 20,30"}
  Words: {Type: CommaDelimitedList, Default: "python3,13"}
  NoWords: {Type: CommaDelimitedList, Default: ""}
  Open: {Type: CommaDelimitedList}
Mappings:
  Times:
    dev: {Seconds: 20, Words: [a, b]}
    prod: {Seconds: 90}
Conditions:
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  IsProd: !Equals [!Ref Stage, prod]
  Open: !Equals [!Ref "AWS::Region", eu-west-1]
  NotProd: !Not [!Condition IsProd]
  OpenOrAlways: !Or [!Condition Open, !Condition Always]
  OpenAndNever: !And [!Condition Open, !Condition Never]
  OpenAndAlways: !And [!Condition Open, !Condition Always]
  NoneOfThem: !Or [!Condition Never, !Condition Never]
  Circle: !Not [!Condition Circle]
  HasNoWords: !Not [!Equals [!Join ["", !Ref NoWords], ""]]
  Fork: !And [!Condition Fork, !Condition Fork]
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
)";

struct Case {
  const char* value;
  const char* expected;
};

template <std::size_t count>
void check(const Case (&table)[count], const char* key, const char* fact) {
  for (const Case& one : table) {
    CAPTURE(one.value);
    const Imported imported = import(std::string(surroundings) + "      " + key + ": " + one.value + "\n");
    CHECK(imported.problems() == "");
    CHECK(imported.fact(fact) == one.expected);
  }
}

}  // namespace

TEST_CASE("numbers of a template") {
  static constexpr Case table[] = {
      {"30", "30s"},
      {"\"30\"", "30s"},
      {"!Ref Seconds", "45s (assumed) = the default of parameter `Seconds`"},
      {"{Ref: Seconds}", "45s (assumed) = the default of parameter `Seconds`"},
      {"{\"Ref\": \"Seconds\"}", "45s (assumed) = the default of parameter `Seconds`"},
      {"!Ref Nothing", " (unresolved) = parameter `Nothing` has no default"},
      {"!Ref Secret", " (unresolved) = parameter `Secret` is a secret"},
      {"!Ref Stored", " (unresolved) = parameter `Stored` is looked up in a store"},
      {"!Ref Empty", " (unresolved) = the default of parameter `Empty`, which is empty"},
      {"!Ref AWS::NoValue", "nothing"},
      {"{Ref: \"AWS::NoValue\"}", "nothing"},
      {"!Ref AWS::AccountId", " (unresolved) = `AWS::AccountId` is known only when the template is deployed"},
      {"!GetAtt Other.Seconds",
       " (unresolved) = `!GetAtt Other.Seconds` is known only when the template is deployed"},
      {"{Fn::GetAtt: [Other, Seconds]}",
       " (unresolved) = `!GetAtt Other.Seconds` is known only when the template is deployed"},
      {"!ImportValue Shared",
       " (unresolved) = `!ImportValue Shared` is known only when the template is deployed"},
      {"!FindInMap [Times, prod, Seconds]", "90s"},
      {"{Fn::FindInMap: [Times, prod, Seconds]}", "90s"},
      {"!FindInMap [Times, !Ref Stage, Seconds]", "20s (assumed) = the default of parameter `Stage`"},
      {"!FindInMap [Times, test, Seconds, DefaultValue: 64]", "64s"},
      {"!FindInMap [Times, prod, Seconds, DefaultValue: 64]", "90s"},
      {"!FindInMap [Times, test, Seconds, DefaultValue: !Ref Nobody]",
       " (unresolved) = `Nobody` is known only when the template is deployed"},
      {"!FindInMap [Times, test, Seconds]", " (unresolved) = there is no Times.test.Seconds in the mappings"},
      {"!FindInMap [Times, !Ref AWS::Region, Seconds]",
       " (unresolved) = `!FindInMap`: `AWS::Region` is known only when the template is deployed"},
      {"!Select [1, [10, 20, 30]]", "20s"},
      {"!Select [3, [10, 20, 30]]", " (unresolved) = `!Select` is known only when the template is deployed"},
      {"!Select [1, !Ref Numbers]", "20s (assumed) = the default of parameter `Numbers`"},
      {"!Select [!Ref Index, [10, 20]]", "20s (assumed) = the default of parameter `Index`"},
      {"!Select [0, [10, !Ref Nothing]]", "10s"},
      {"!Select [1, [10, !Ref Nothing]]", " (unresolved) = parameter `Nothing` has no default"},
      {"!Select [1, !Split [\"/\", \"10/20\"]]", "20s"},
      {"{Fn::Select: [1, {Fn::Split: [\",\", !Ref Joined]}]}",
       "20s (assumed) = the default of parameter `Joined`"},
      {"!Select [5, !Ref Numbers]", " (unresolved) = `!Select` is known only when the template is deployed"},
      {"!Select [0, !GetAZs \"\"]",
       " (unresolved) = `!Select`: `!GetAZs ` is known only when the template is deployed"},
      {"\"{{resolve:ssm:/seconds}}\"",
       "{{resolve:ssm:/seconds}} (unresolved) = `{{resolve:ssm:/seconds}}` is filled in elsewhere"},
  };
  check(table, "Timeout", "timeout");
}

TEST_CASE("conditions of a template") {
  static constexpr Case table[] = {
      {"!If [Always, 10, 20]", "10s"},
      {"!If [Never, 10, 20]", "20s"},
      {"{Fn::If: [Never, 10, 20]}", "20s"},
      {"!If [IsProd, 10, 20]", "20s (assumed) = the default of parameter `Stage`"},
      {"!If [NotProd, 10, 20]", "10s (assumed) = the default of parameter `Stage`"},
      {"!If [IsProd, 10, !Ref Seconds]", "45s (assumed) = the default of parameter `Seconds`"},
      {"!If [Always, !If [Never, 1, 2], 3]", "2s"},
      {"!If [Always, !Ref AWS::NoValue, 20]", "nothing"},
      {"!If [IsProd, 900, !Ref AWS::NoValue]",
       "3s (assumed) = what aws-lambda/zip fills in, by the default of parameter `Stage`"},
      {"!If [IsProd, 900, !If [NotProd, !Ref AWS::NoValue, 20]]",
       "3s (assumed) = what aws-lambda/zip fills in, by the default of parameter `Stage`"},
      {"!If [Open, 10, 20]",
       " (unresolved) = `!If`: `!Equals`: `AWS::Region` is known only when the template is deployed"},
      {"!If [OpenOrAlways, 10, 20]", "10s"},
      {"!If [OpenAndNever, 10, 20]", "20s"},
      {"!If [OpenAndAlways, 10, 20]",
       " (unresolved) = `!If`: `!And`: `!Equals`: `AWS::Region` is known only when the template is deployed"},
      {"!If [NoneOfThem, 10, 20]", "20s"},
      {"!If [Circle, 10, 20]", " (unresolved) = it refers to itself, or is nested too deeply"},
      {"!If [Fork, 10, 20]", " (unresolved) = it refers to itself, or is nested too deeply"},
      {"!If [HasNoWords, 10, 20]", "20s (assumed) = the default of parameter `NoWords`"},
      {"!If [Missing, 10, 20]", " (unresolved) = `!If` is known only when the template is deployed"},
      {"!If []", " (unresolved) = `!If` is known only when the template is deployed"},
      {"!If [Always]", "nothing"},
  };
  check(table, "Timeout", "timeout");
}

TEST_CASE("texts of a template") {
  static constexpr Case table[] = {
      {"!Sub python3.13", "python3.13"},
      {"!Sub \"${Stage}3.13\"", "dev3.13 (assumed) = the default of parameter `Stage`"},
      {"!Sub \"${ Stage }3.13\"", "dev3.13 (assumed) = the default of parameter `Stage`"},
      {"{Fn::Sub: \"${Stage}3.13\"}", "dev3.13 (assumed) = the default of parameter `Stage`"},
      {"!Sub [\"python${V}\", {V: 3.13}]", "python3.13"},
      {"!Sub [\"python${V}\", {V: !Ref Seconds}]", "python45 (assumed) = the default of parameter `Seconds`"},
      {"!Sub [\"${Stage}${V}\", {V: 1}]", "dev1 (assumed) = the default of parameter `Stage`"},
      {"!Sub \"${!Stage}\"", "${Stage}"},
      {"!Sub \"${Open\"", "${Open"},
      {"!Sub \"python${AWS::Region}\"",
       " (unresolved) = `AWS::Region` is known only when the template is deployed"},
      {"!Sub \"python${Other.Version}\"",
       " (unresolved) = `Other.Version` is known only when the template is deployed"},
      {"!Join [\"\", [python, \"3.13\"]]", "python3.13"},
      {"!Join [\".\", [python3, !Ref Seconds]]", "python3.45 (assumed) = the default of parameter `Seconds`"},
      {"!Join [\".\", [python3, !Ref Nothing]]",
       " (unresolved) = `!Join`: parameter `Nothing` has no default"},
      {"!Join [\".\", !Ref Nothing]", " (unresolved) = `!Join`: parameter `Nothing` has no default"},
      {"!Join [\".\", !Ref Words]", "python3.13 (assumed) = the default of parameter `Words`"},
      {"!Join [\".\", !Split [\"-\", python3-13]]", "python3.13"},
      {"!Join [\".\", !FindInMap [Times, dev, Words]]", "a.b"},
      {"!Sub [\"a${W}\", {W: !Ref Words}]", " (unresolved) = the default of parameter `Words`"},
      {"!Sub \"{{resolve:ssm:${Stage}}}\"",
       " (unresolved) = `{{resolve:ssm:dev}}` is filled in when it is deployed"},
      {"!vault abc", " (unresolved) = `!vault abc` is known only when the template is deployed"},
  };
  check(table, "Runtime", "runtime");
}

TEST_CASE("lists of a template") {
  static constexpr Case layers[] = {
      {"!Ref Words", "2 (assumed) = the default of parameter `Words`"},
      {"!Ref NoWords", " (unresolved) = the default of parameter `NoWords`, which is empty"},
      {"!Ref Open", " (unresolved) = parameter `Open` has no default"},
      {"!Split [\",\", \"a,b,c\"]", "3"},
      {"!Split [\",\", !Ref Joined]", "2 (assumed) = the default of parameter `Joined`"},
      {"!Split [\",\", !ImportValue Layers]",
       " (unresolved) = `!Split`: `!ImportValue Layers` is known only when the template is deployed"},
      {"!FindInMap [Times, dev, Words]", "2"},
      {"!If [Always, !Ref Words, []]", "2 (assumed) = the default of parameter `Words`"},
      {"[!Select [0, !Ref Words], !Ref Other]", "2"},
  };
  check(layers, "Layers", "layers");
  static constexpr Case architectures[] = {
      {"[!Select [1, [x86_64, arm64]]]", "arm64"},
      {"!Split [\",\", arm64]", "arm64"},
      {"!Ref Words", "python3 (unresolved) = placer does not know `python3`"},
  };
  check(architectures, "Architectures", "architecture");
  static constexpr Case subnets[] = {
      {"{SubnetIds: !Ref Words}", "true (assumed) = the default of parameter `Words`"},
      {"{SubnetIds: !Split [\",\", \"a,b\"]}", "true"},
      {"{SubnetIds: !Ref Open}", "true"},
  };
  check(subnets, "VpcConfig", "private_network");
}

TEST_CASE("what a default lets into a list or leaves out makes the number of its items an assumption") {
  const auto layers = [](const std::string& list) {
    return import(std::string(surroundings) + "      Layers: " + list + "\n").fact("layers");
  };
  CHECK(layers("[!If [IsProd, !Ref AWS::NoValue, a], b]") ==
        "2 (assumed) = the default of parameter `Stage`");
  CHECK(layers("[!If [IsProd, a, !Ref AWS::NoValue], b]") ==
        "1 (assumed) = the default of parameter `Stage`");
  CHECK(layers("!If [IsProd, [a, b], [a]]") == "1 (assumed) = the default of parameter `Stage`");
  CHECK(layers("[!If [Always, a, !Ref AWS::NoValue], b]") == "2");
  CHECK(layers("[!Ref Stage, b]") == "2");
  CHECK(import("Parameters: {Stage: {Default: dev}}\nConditions: {IsProd: !Equals [!Ref Stage, prod]}\n"
               "Resources: {Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: "
               "[{Name: a, Image: i, Memory: 512}, !If [IsProd, {Name: b, Image: i, Memory: 1024}, !Ref "
               "AWS::NoValue]]}}}\n")
            .fact("memory") == "512MiB (assumed) = the default of parameter `Stage`");
}

TEST_CASE("a list beyond reason is unresolved") {
  std::string value(5000, ',');
  CHECK_THAT(
      import(std::string(surroundings) + "      Layers: !Split [\",\", \"" + value + "\"]\n").fact("layers"),
      contains("a list of more than 1000 items"));
}

TEST_CASE("a value points at what was written") {
  const Imported imported = import(R"(
Parameters:
  Seconds: {Type: Number, Default: "1h"}
Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: !Ref Seconds}}
)");
  CHECK_THAT(imported.rendered(), contains("w.yaml:3:36: error: timeout:"));
}

TEST_CASE("calls nested beyond reason are unresolved") {
  std::string value = "1";
  for (int i = 0; i < 40; ++i) value = "!If [Always, " + value + ", 2]";
  CHECK(import(std::string(surroundings) + "      Timeout: " + value + "\n").fact("timeout") == "1s");
  // As many arguments as steps are allowed.
  value = "!Join [\"\", [";
  for (int i = 0; i < 2000; ++i) value += "1,";
  value += "1]]";
  CHECK_THAT(import(std::string(surroundings) + "      Runtime: " + value + "\n").fact("runtime"),
             contains("unresolved"));
}

TEST_CASE("a default that its own parameter does not allow is worth a warning") {
  struct Case {
    const char* parameter;
    const char* problem;
  };
  static constexpr Case table[] = {
      {"{Type: Number, Default: 3, MinValue: 3, MaxValue: 3, AllowedValues: [3]}", ""},
      {"{Type: Number, Default: 2, MinValue: 3}",
       "2 | the default of parameter `P` is below its MinValue of 3 | write one within the bounds\n"},
      {"{Type: Number, Default: 4, MaxValue: 3}",
       "4 | the default of parameter `P` is above its MaxValue of 3 | write one within the bounds\n"},
      {"{Type: String, Default: c, AllowedValues: [a, b]}",
       "c | the default of parameter `P` is none of its AllowedValues | write one of them\n"},
      {"{Type: CommaDelimitedList, Default: \"a,b\", AllowedValues: [a, b]}", ""},
      {"{Type: String, AllowedValues: [a, b]}", ""},
  };
  for (const Case& one : table) {
    CAPTURE(one.parameter);
    const auto imported = import(std::string("Parameters: {P: ") + one.parameter +
                                 "}\nResources: {Fn: {Type: AWS::Lambda::Function}}\n");
    CHECK(imported.problems() == one.problem);
    CHECK(!imported.sink.has_errors());
  }
}

TEST_CASE("what the metadata say of a resource is read through the functions of the template") {
  const auto overlaid = [](const std::string& said) {
    return import(
        "Parameters: {Size: {Type: String, Default: 30MiB}, Rate: {Type: String}, Spiky: {Type: String, "
        "Default: spiky}}\nResources: {Fn: {Type: AWS::Serverless::Function, Metadata: {Placer: " +
        said + "}}}\n");
  };
  const auto size = [&](const std::string& said) {
    const auto imported = overlaid("{dependency_size: " + said + "}");
    CHECK(imported.problems() == "");
    return imported.fact("dependency_size");
  };
  CHECK(size("30MiB") == "30MiB (assumed)");
  CHECK(size("!Ref Size") == "30MiB (assumed) = the default of parameter `Size`");
  CHECK(size("{Ref: Size}") == "30MiB (assumed) = the default of parameter `Size`");
  CHECK(size("!Join ['', [4, MiB]]") == "4MiB (assumed)");
  CHECK(size("!Ref Rate") == "!Ref Rate (unresolved) = parameter `Rate` has no default");
  CHECK(size("{'Fn::ImportValue': a}") ==
        "!ImportValue a (unresolved) = `!ImportValue a` is known only when the template is deployed");
  CHECK(overlaid("{traffic: {pattern: !Ref Spiky}}").fact("traffic.pattern") ==
        "spiky (assumed) = the default of parameter `Spiky`");
  CHECK(overlaid("{traffic: !Ref Rate}").problems() == "");
  CHECK(overlaid("{dependency_size: !Ref Spiky}").problems() != "");
}

TEST_CASE("a setting that an assumption leaves out has the default of its platform, as assumed") {
  const auto timeout = [](const std::string& condition) {
    return import("Parameters: {Stage: {Type: String, Default: dev}}\nConditions: {Prod: " + condition +
                  "}\nResources: {Fn: {Type: AWS::Lambda::Function, Properties: {Timeout: !If [Prod, 900, "
                  "!Ref AWS::NoValue]}}}\n")
        .fact("timeout");
  };
  CHECK(timeout("!Equals [!Ref Stage, prod]") ==
        "3s (assumed) = what aws-lambda/zip fills in, by the default of parameter `Stage`");
  CHECK(timeout("!Equals [!Ref Stage, dev]") == "15min (assumed) = the default of parameter `Stage`");
  // What is filled in for certain is filled in later.
  CHECK(timeout("!Equals [a, b]") == "nothing");
}
