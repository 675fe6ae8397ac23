// Sections of a template, attributes of a resource, and values that are nothing.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;

namespace {

struct Case {
  const char* written;
  const char* violations;
};

const std::string sam = "Transform: AWS::Serverless-2016-10-31\n";

void check(std::span<const Case> table, const std::string& before, const std::string& after) {
  for (const Case& one : table) {
    CAPTURE(one.written);
    CHECK(import(before + one.written + after).violations() == one.violations);
  }
}

}  // namespace

TEST_CASE("what stands beside the type of a resource is an attribute that there is") {
  static constexpr Case table[] = {
      {", Properties: {Timeout: 3}, DependsOn: Q, Metadata: {Any: 1}, DeletionPolicy: Retain", ""},
      {", Connectors: {}, IgnoreGlobals: '*', UpdateReplacePolicy: Delete, CreationPolicy: {}", ""},
      {", Description: a, UpdatePolicy: {}, '${self:custom.key}': a", ""},
      // Properties that are indented too little, or under another name.
      {", Timeout: 901, Properties: {MemorySize: 128}",
       "cloudformation.misspelt-attribute: Timeout instead of Properties.Timeout at Timeout\n"},
      {", Timeout: 901, Properties: {Timeout: 3}",
       "cloudformation.unknown-attribute: Timeout instead of  at Timeout\n"},
      {", properties: {Timeout: 901}",
       "cloudformation.misspelt-attribute: properties instead of Properties at properties\n"},
      {", Property: {Timeout: 901}",
       "cloudformation.misspelt-attribute: Property instead of Properties at Property\n"},
      {", Properties: {}, Property: {Timeout: 901}",
       "cloudformation.unknown-attribute: Property instead of  at Property\n"},
      {", DependOn: Q", "cloudformation.misspelt-attribute: DependOn instead of DependsOn at DependOn\n"},
      {", Count: 3", "cloudformation.unknown-attribute: Count instead of  at Count\n"},
      // Without the name of a version it may be read by something that knows more.
      {", Version: '1.0'", "cloudformation.unknown-attribute: Version instead of  at Version\n"},
  };
  const std::string resources = "Resources: {Q: {Type: 'Custom::Q', Version: '1.0'}, Fn: {Type: ";
  check(table, sam + resources + "AWS::Serverless::Function", "}}\n");
  check(table, resources + "AWS::Lambda::Function", "}}\n");
  check(table,
        "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n" + resources +
            "AWS::Serverless::Function",
        "}}\n");
  static constexpr Case macro[] = {{"Count: 3", ""}, {"properties: {}", ""}};
  check(macro,
        "Transform: [Mine, AWS::Serverless-2016-10-31]\nResources: {Fn: {Type: AWS::Lambda::Function, ",
        "}}\n");
  check(macro, "Resources: {Fn: {Type: AWS::Lambda::Function, 'Fn::Transform': {Name: Mine}, ", "}}\n");
  static constexpr Case task[] = {
      {"properties", "cloudformation.misspelt-attribute: properties instead of Properties at properties\n"}};
  check(task, "Resources: {Task: {Type: AWS::ECS::TaskDefinition, ",
        ": {Cpu: '1024', ContainerDefinitions: [{Name: a, Image: b}]}}}\n");
}

TEST_CASE("a mistake in a resource that is no workload is said of the first that is one") {
  CHECK(import("Resources: {Q: {Type: AWS::SQS::Queue, properties: {A: b}}, R: {type: AWS::SQS::Queue}, Fn: "
               "{Type: AWS::Lambda::Function}}\n")
            .violations() ==
        "cloudformation.misspelt-attribute: properties instead of Properties at properties\n"
        "cloudformation.misspelt-attribute: type instead of Type at type\n");
}

TEST_CASE("a type with a small letter is read as what is meant") {
  const auto imported =
      import("Resources: {Fn: {type: AWS::Serverless::Function, Properties: {Timeout: 9}}}\n");
  CHECK(imported.problems() == "");
  CHECK(imported.fact("timeout") == "9s");
  CHECK(imported.violations() == "cloudformation.misspelt-attribute: type instead of Type at type\n");
}

TEST_CASE("a type that is nearly one that is read is read as what is meant") {
  static constexpr Case table[] = {
      {"AWS::Serverless::Functon",
       "cloudformation.misspelt-type: AWS::Serverless::Functon instead of AWS::Serverless::Function at "
       "'AWS::Serverless::Functon'\n"},
      {"AWS::Lamda::Function",
       "cloudformation.misspelt-type: AWS::Lamda::Function instead of AWS::Lambda::Function at "
       "'AWS::Lamda::Function'\n"},
      {"AWS:Serverless::Function",
       "cloudformation.misspelt-type: AWS:Serverless::Function instead of AWS::Serverless::Function at "
       "'AWS:Serverless::Function'\n"},
      {"AWS::serverless::function",
       "cloudformation.misspelt-type: AWS::serverless::function instead of AWS::Serverless::Function at "
       "'AWS::serverless::function'\n"},
      // What is a type of its own, or may be.
      {"AWS::CloudFront::Function", ""},
      {"AWS::Serverless::HttpApi", ""},
      {"AWS::EKS::Cluster", ""},
      {"AWS::Lambda::Function${X}", ""},
      {"Custom::Functon", ""},
  };
  check(table, "Resources: {G: {Type: '", "'}, Fn: {Type: AWS::Serverless::Function}}\n");
  const auto imported =
      import("Resources: {Fn: {Type: AWS::Serverless::Functon, Properties: {Timeout: 9, MemorySize: 64}}}\n");
  CHECK(imported.fact("timeout") == "9s");
  CHECK(imported.fact("memory") == "64MiB");
}

TEST_CASE("sections of a template are those that there are") {
  static constexpr Case table[] = {
      {"Description: a\nMetadata: {A: b}\nParameters: {}\nMappings: {}\nConditions: {}\nOutputs: {}\nRules: "
       "{}\n",
       ""},
      {"Hooks: {}\nGlobals: {}\n'${file(more.yaml)}': a\n", ""},
      {"Parameter: {T: {Type: Number, Default: 901}}\n",
       "cloudformation.misspelt-section: Parameter instead of Parameters at Parameter\n"},
      {"Resource: {}\n", "cloudformation.unknown-section: Resource instead of  at Resource\n"},
      {"Notes: {}\n", "cloudformation.unknown-section: Notes instead of  at Notes\n"},
      {"Parameters:\nOutputs: ~\n",
       "cloudformation.null: Parameters instead of  at Parameters\n"
       "cloudformation.null: Outputs instead of  at Outputs\n"},
  };
  const std::string function = "Resources: {Fn: {Type: AWS::Serverless::Function}}\n";
  check(table, sam, function);
  static constexpr Case part[] = {
      // What is no template may be a part of one, beside what its tool reads.
      {"Notes: {}\n", ""},
      {"Output: {}\n", "cloudformation.misspelt-section: Output instead of Outputs at Output\n"},
  };
  check(part, "", function);
}

TEST_CASE("no value of a template is null") {
  static constexpr Case plain[] = {
      {"{Timeout: }", "cloudformation.null: Timeout instead of  at Timeout\n"},
      {"{Timeout: null}", "cloudformation.null: Timeout instead of  at Timeout\n"},
      {"{Layers: [a, ~]}", "cloudformation.null: an item of Layers instead of  at ~\n"},
      {"{Timeout: ''}", ""},
      {"{Timeout: !Ref AWS::NoValue}", ""},
      {"{Layers: {'Fn::GetAZs': }}", ""},
      {"", "cloudformation.null: Properties instead of  at Properties\n"},
  };
  check(plain, "Resources: {Fn: {Type: AWS::Lambda::Function, Metadata: {A: }, Properties: ", "}}\n");
  static constexpr Case serverless[] = {
      // SAM leaves out what is null of its own.
      {"{Timeout: , Events: {A: {Type: Api, Properties: {Path: /, Method: get, Auth: {InvokeRole: }}}}}", ""},
      {"{Environment: {Variables: {A: }}}", "cloudformation.null: A instead of  at A\n"},
      {"", "cloudformation.null: Properties instead of  at Properties\n"},
  };
  check(serverless, sam + "Resources: {Fn: {Type: AWS::Serverless::Function, Properties: ", "}}\n");
  static constexpr Case elsewhere[] = {
      {"Parameters: {A: {Type: String, Default: }}", "cloudformation.null: Default instead of  at Default\n"},
      {"Globals: {Function: {Environment: {Variables: {A: }}}}", "cloudformation.null: A instead of  at A\n"},
      {"Globals: {Function: {Timeout: }}", ""},
  };
  check(elsewhere, sam, "\nResources: {Fn: {Type: AWS::Serverless::Function}}\n");
}
