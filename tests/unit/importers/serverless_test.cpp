// Services of the Serverless Framework.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

using placer::test::check;
using placer::test::FactCase;
using placer::test::import;

namespace {

const std::string head = "service: shop\nprovider:\n  name: aws\n  runtime: nodejs22.x\n";

/// A service with one function, up to where its settings stand.
std::string begin(const std::string& custom = "{}") {
  return head + "custom: " + custom + "\nfunctions:\n  f:\n    handler: a.b\n    ";
}
std::string service(const std::string& lines) { return begin() + lines + "\n"; }

}  // namespace

TEST_CASE("settings of a function of Serverless") {
  static constexpr FactCase table[] = {
      {"memorySize: 512", "memory", "512MiB"},
      {"timeout: 30", "timeout", "30s"},
      {"runtime: python3.13", "runtime", "python3.13"},
      {"architecture: arm64", "architecture", "arm64"},
      {"ephemeralStorageSize: 2048", "scratch_disk", "2GiB"},
      {"layers: [arn:a, {Ref: BLambdaLayer}]", "layers", "2"},
      {"reservedConcurrency: 5", "scale.max", "5"},
      {"provisionedConcurrency: 2", "scale.min", "2"},
      {"vpc: {subnetIds: [a], securityGroupIds: [b]}", "private_network", "true"},
      {"fileSystemConfig: {arn: a, localMountPath: /mnt/a}", "shared_filesystem", "true"},
      {"snapStart: true", "snapstart", "true"},
      {"url: true", "trigger", "http (derived) = started by url"},
      {"url: {invokeMode: RESPONSE_STREAM}", "streaming",
       "true (derived) = its address answers in the mode RESPONSE_STREAM"},
      {"url: false", "trigger", "nothing"},
      {"provisionedConcurrency: 0", "scale.min", "nothing"},
      {"vpc: false", "private_network", "nothing"},
      {"events: [{schedule: {rate: rate(1 minute), enabled: false}}]", "traffic.monthly", "nothing"},
      {"events: [{schedule: {rate: rate(1 minute), enabled: false}}, {httpApi: '*'}]", "trigger",
       "http (derived) = started by httpApi"},
      {"name: x", "target", "aws-lambda/zip (derived) = what the manifest describes"},
      {"name: x", "memory",
       "1GiB (platform_default) = what the Serverless Framework sets where nothing is said"},
      {"name: x", "timeout",
       "6s (platform_default) = what the Serverless Framework sets where nothing is said"},
      {"name: x", "runtime", "nodejs22.x = of `provider`"},
  };
  check(table, begin());
}

TEST_CASE("what all functions of a service share") {
  static constexpr FactCase table[] = {
      {"memorySize: 256", "memory", "256MiB = of `provider`"},
      {"architecture: arm64", "architecture", "arm64 = of `provider`"},
      {"layers: [a, b, c]", "layers", "1"},
      {"timeout: 20", "timeout", "9s"},
      {"vpc: {subnetIds: [a], securityGroupIds: [b]}", "private_network", "nothing"},
  };
  check(table,
        "service: s\nfunctions: {f: {handler: a.b, timeout: 9, layers: [d], vpc: null}}\nprovider:\n  name: "
        "aws\n  ");
}

TEST_CASE("a function of Serverless that is an image") {
  const auto imported = import("service: s\nprovider: aws\nfunctions: {f: {image: \"a:1\"}}\n");
  CHECK(imported.fact("package.format") == "image (derived) = it names an image");
  // The framework sets the runtime of what has a handler.
  CHECK(import(head + "functions: {f: {image: \"a:1\"}}\n").fact("runtime") == "nothing");
  CHECK(imported.fact("target") == "aws-lambda/image (derived) = what the manifest describes");
}

TEST_CASE("events of a function of Serverless") {
  static constexpr FactCase table[] = {
      {"http: GET /", "trigger", "http (derived) = started by http"},
      {"httpApi: \"*\"", "trigger", "http (derived) = started by httpApi"},
      {"websocket: $connect", "trigger", "websocket (derived) = started by websocket"},
      {"alb: {priority: 1}", "trigger", "http (derived) = started by alb"},
      {"schedule: rate(10 minutes)", "schedule", "rate(10 minutes)"},
      {"schedule: {rate: cron(0 1 * * ? *)}", "schedule", "cron(0 1 * * ? *)"},
      {"schedule: {rate: [rate(1 day), rate(2 days)]}", "schedule", "rate(1 day); rate(2 days)"},
      {"eventBridge: {schedule: rate(1 day)}", "trigger", "schedule (derived) = started by eventBridge"},
      {"eventBridge: {pattern: {source: [a]}}", "trigger", "event (derived) = started by eventBridge"},
      {"sqs: arn:aws:sqs:eu-west-1:1:q", "broker", "sqs (derived) = started by sqs"},
      {"rabbitmq: {arn: a, queue: q}", "broker", "amazon-mq (derived) = started by rabbitmq"},
      {"stream: arn:aws:kinesis:eu-west-1:1:stream/s", "broker", "kinesis (derived) = started by stream"},
      {"stream: {type: dynamodb, arn: {\"Fn::GetAtt\": [T, StreamArn]}}", "broker",
       "dynamodb-streams (derived) = started by stream"},
      {"msk: {arn: a, topic: t}", "trigger", "stream (derived) = started by msk"},
      {"kafka: {topic: t}", "broker", "kafka (derived) = started by kafka"},
      {"s3: bucket", "trigger", "event (derived) = started by s3"},
      {"alexaSkill", "trigger", "event (derived) = started by alexaSkill"},
      {"graphql: {field: f}", "trigger", " (unresolved) = what graphql brings is not known"},
      {"${file(events.yml)}", "trigger", " (unresolved) = what ${file(events.yml)} brings is not known"},
      {"{http: GET /}\n      - s3: bucket", "trigger", " (unresolved) = several things start it: http, s3"},
  };
  check(table, begin() + "events:\n      - ");
}

TEST_CASE("variables of Serverless") {
  static constexpr FactCase table[] = {
      {"${self:custom.m}", "memory", "512MiB"},
      {"${self:custom.by.${opt:stage, 'dev'}}", "memory", "256MiB (assumed) = the default of `opt:stage`"},
      {"${self:custom.by.${sls:stage}}", "memory", "256MiB (assumed) = the default of `sls:stage`"},
      {"${self:custom.led.dev}", "memory", "256MiB"},
      {"${self:custom.chain}", "memory", "512MiB"},
      {"${opt:memory, 640}", "memory", "640MiB (assumed) = the default of `opt:memory`"},
      {"${env:MEMORY, '640'}", "memory", "640MiB (assumed) = the default of `env:MEMORY`"},
      {"${opt:memory, ${env:M, self:custom.m}}", "memory", "512MiB (assumed) = the default of `opt:memory`"},
      {"${self:custom.none, self:custom.m}", "memory", "512MiB"},
      {"${env:MEMORY}", "memory", "${env:MEMORY} (unresolved) = `${env:MEMORY}` is filled in elsewhere"},
      {"${self:custom.none}", "memory",
       "${self:custom.none} (unresolved) = `${self:custom.none}` is filled in elsewhere"},
      {"${file(a.yml):m, 1}", "memory",
       "${file(a.yml):m, 1} (unresolved) = `${file(a.yml):m, 1}` is filled in elsewhere"},
      {"${self:custom.away.m, 1}", "memory",
       "${self:custom.away.m, 1} (unresolved) = `${self:custom.away.m, 1}` is filled in elsewhere"},
      {"${self:custom.round}", "memory",
       " (unresolved) = `${self:custom.round}` refers to itself, or is nested too deeply"},
      {"${self:custom.wide}", "memory",
       " (unresolved) = `${self:custom.wide}` refers to itself, or is nested too deeply"},
  };
  const std::string custom =
      "{m: 512, by: {dev: 256}, led: \"${self:custom.by}\", chain: \"${self:custom.link}\", link: "
      "\"${self:custom.m}\", away: \"${file(a.yml)}\", round: \"${self:custom.turn}\", turn: "
      "\"${self:custom.round}\", wide: \"${self:custom.wide}${self:custom.wide}\"}";
  check(table, begin(custom) + "memorySize: ");
}

TEST_CASE("variables of Serverless that a path goes through") {
  static constexpr FactCase table[] = {
      {"${self:custom.current.m}", "memory", "256MiB (assumed) = the default of `sls:stage`"},
      {"${self:custom.asked.m}", "memory", "256MiB (assumed) = the default of `opt:stage`"},
      {"${self:custom.plain.m}", "memory", "256MiB"},
      {"${self:custom.either.m}", "memory", "256MiB (assumed) = the default of `sls:stage`"},
      {"${self:custom.either.of.m}", "memory",
       "${self:custom.either.of.m} (unresolved) = `${self:custom.either.of.m}` is filled in elsewhere"},
      {"${self:custom.current.none, 640}", "memory", "640MiB (assumed) = the default of `sls:stage`"},
      {"${self:custom.inner.one.m}", "memory", "128MiB"},
      {"${self:custom.sizes.1}", "memory", "1GiB"},
      {"${self:custom.sizes.2, 640}", "memory", "640MiB"},
      {"${self:custom.sizes.x, 640}", "memory", "640MiB"},
      {"${self:custom.none, null}", "memory",
       "1GiB (platform_default) = what the Serverless Framework sets where nothing is said"},
      {"${self:custom.round.m}", "memory",
       " (unresolved) = `${self:custom.round.m}` refers to itself, or is nested too deeply"},
      {"${self:custom.away.m}", "memory",
       "${self:custom.away.m} (unresolved) = `${self:custom.away.m}` is filled in elsewhere"},
  };
  check(table,
        begin("{by: {dev: {m: 256}, live: {m: 512}}, current: \"${self:custom.by.${sls:stage}}\", asked: "
              "\"${self:custom.by.${opt:stage, 'dev'}}\", plain: \"${self:custom.by.dev}\", either: "
              "\"${self:custom.none.${sls:stage}, self:custom.by.dev}\", inner: {one: "
              "\"${self:custom.other}\"}, other: {m: 128}, sizes: [512, 1024], round: "
              "\"${self:custom.turn}\", turn: \"${self:custom.round}\", away: \"${file(a.yml)}\"}") +
            "memorySize: ");
}

TEST_CASE("parameters of the fourth version stand under stages") {
  static constexpr FactCase table[] = {
      {"{default: {params: {t: 25}}}", "timeout", "25s (assumed) = the default of `param:t`"},
      {"{default: {params: {t: 25}}, dev: {params: {t: 30}}}", "timeout",
       "30s (assumed) = the default of `param:t`"},
      {"{live: {params: {t: 30}}}", "timeout", "7s (assumed) = the default of `param:t`"},
  };
  check(table, head + "functions: {f: {handler: a, timeout: \"${param:t, 7}\"}}\nstages: ");
}

TEST_CASE("parameters are those of the stage, then those of all stages") {
  static constexpr FactCase table[] = {
      {"{default: {t: 25}}", "timeout", "25s (assumed) = the default of `param:t`"},
      {"{default: {t: 25}, dev: {t: 30}}", "timeout", "30s (assumed) = the default of `param:t`"},
      {"{default: {t: 25}, live: {t: 30}}", "timeout", "25s (assumed) = the default of `param:t`"},
      {"{live: {t: 30}}", "timeout", "7s (assumed) = the default of `param:t`"},
  };
  check(table, head + "functions: {f: {handler: a, timeout: \"${param:t, 7}\"}}\nparams: ");
}

TEST_CASE("whole settings that variables lead to") {
  static constexpr FactCase table[] = {
      {"vpc: ${self:custom.vpc}", "private_network", "true"},
      {"vpc: ${self:custom.per.${opt:stage, 'dev'}}", "private_network",
       "true (assumed) = the default of `opt:stage`"},
      {"events: ${self:custom.events}", "trigger", "http (derived) = started by httpApi"},
      {"layers: ${self:custom.layers}", "layers", "2"},
      {"environment: ${file(env.yml)}", "layers", "nothing"},
  };
  check(table, begin("{vpc: {subnetIds: [a], securityGroupIds: [b]}, per: {dev: {subnetIds: [a], "
                     "securityGroupIds: [b]}}, events: [{httpApi: \"*\"}], layers: [a, b]}"));
}

TEST_CASE("what Lambda refuses is refused here too") {
  struct Case {
    const char *lines, *refused;
  };
  static constexpr Case table[] = {
      {"vpc: {subnetIds: [a]}", "aws-lambda.vpc-lists: securityGroupIds instead of subnetIds at [a]\n"},
      {"runtime: python313", "aws-lambda.runtime-version: python313 instead of python3.13 at python313\n"},
      {"fileSystemConfig: {arn: a, localMountPath: /data}",
       "aws-lambda.file-system-path: /data instead of  at /data\n"},
      {"maximumRetryAttempts: 3", "aws-lambda.asynchronous.retries: 3 instead of 0 to 2 at 3\n"},
      {"events: [{schedule: rate(1 days)}]",
       "aws-lambda.schedule: rate(1 days) instead of it is 1 day at rate(1 days)\n"},
      {"events: [{stream: {type: kinesis, arn: a, parallelizationFactor: 11}}]",
       "aws-lambda.stream.parallelization: 11 instead of 1 to 10 at 11\n"},
      {"events: [{sqs: {arn: \"arn:aws:sqs:eu-west-1:1:q\", maximumConcurrency: 1}}]",
       "aws-lambda.queue.maximum-concurrency: 1 instead of 2 to 1000 at 1\n"},
      {"events: [{stream: {type: kinesis, arn: a, startingPosition: END}}]",
       "aws-lambda.word: startingPosition END instead of TRIM_HORIZON, LATEST, AT_TIMESTAMP at END\n"},
      {"events: [{stream: {type: kinesis, arn: a, startingPosition: LATEST}}]", ""},
      {"memorySize: 128", ""},
  };
  for (const Case& one : table) {
    INFO(one.lines);
    CHECK(import(service(one.lines)).violations() == one.refused);
  }
}

TEST_CASE("functions in several places") {
  CHECK(import(head + "functions:\n  - a: {handler: x}\n  - b: {handler: y}\n").names() == "a b");
  CHECK(import(head + "custom: {f: {a: {handler: x}}}\nfunctions: ${self:custom.f}\n").names() == "a");
  const auto imported =
      import(head + "functions:\n  - ${file(a.yml)}\n  - ${file(b.yml)}\n  - c: {handler: z}\n");
  CHECK(imported.names() == "c");
  CHECK(
      imported.problems() ==
      "${file(a.yml)} | functions are filled in from elsewhere, so they are not judged | judge the output of "
      "serverless print, which has everything filled in\n");
  CHECK(import(head + "functions: {a: \"${file(a.yml):a}\"}\n").fact("memory") ==
        "${file(a.yml):a} (unresolved) = `${file(a.yml):a}` is filled in elsewhere");
}

TEST_CASE("functions whose provider stands elsewhere are taken for those of aws") {
  const std::string elsewhere =
      "service: s\nprovider: ${file(p.yml):provider}\nfunctions: {f: {handler: a.b, timeout: 901}}\n";
  const auto imported = import(elsewhere);
  CHECK(imported.fact("timeout") == "901s");
  CHECK(imported.fact("target") == "aws-lambda/zip (derived) = what the manifest describes");
  CHECK(imported.fact("memory") ==
        "${file(p.yml):provider} (unresolved) = `${file(p.yml):provider}` is filled in elsewhere");
  CHECK(imported.fact("scale.max") == "nothing");
  CHECK(imported.problems() ==
        "${file(p.yml):provider} | the provider is filled in from elsewhere, so the functions are taken for "
        "those of aws, and what it shares with them is not known | judge the output of serverless print, "
        "which has everything filled in\n");
}

TEST_CASE("resources may be a list of templates") {
  const std::string queue =
      "{Resources: {Q: {Type: \"AWS::SQS::Queue\", Properties: {VisibilityTimeout: 10}}}}";
  const std::string body = head +
                           "functions: {f: {handler: a.b, timeout: 60, events: [{sqs: {arn: {\"Fn::GetAtt\": "
                           "[Q, Arn]}}}]}}\nresources: ";
  const std::string said = import(body + queue + "\n").violations();
  CHECK(said.find("aws-lambda.queue.visibility") != std::string::npos);
  CHECK(import(body + "[" + queue + "]\n").violations() == said);
  CHECK(
      import(body + "[\"${file(a.yml)}\", {Outputs: {}}, \"${self:custom.q}\"]\ncustom: {q: " + queue + "}\n")
          .violations() == said);
  CHECK(import(body + "[\"${file(a.yml)}\"]\n").violations().empty());
}

TEST_CASE("what CloudFront calls is said to be of Lambda@Edge") {
  const auto imported = import(service("events: [{cloudFront: {eventType: viewer-request, origin: a}}]"));
  CHECK(imported.fact("trigger") == "http (derived) = started by cloudFront");
  CHECK(
      imported.problems().find("`cloudFront` makes it a function of Lambda@Edge, whose own limits are lower "
                               "and are not judged") != std::string::npos);
}

TEST_CASE("functions of other providers are no workloads") {
  struct Case {
    const char *provider, *said;
  };
  static constexpr Case table[] = {
      {"google", "google"}, {"{name: azure}", "azure"}, {"{name: \"${env:P}\"}", "an unknown provider"}};
  for (const Case& one : table) {
    INFO(one.provider);
    const auto imported =
        import(fmt::format("service: s\nprovider: {}\nfunctions: {{f: {{handler: a}}}}\n", one.provider));
    CHECK(imported.names() == "");
    CHECK(imported.problems().ends_with(
        fmt::format(" | the functions of this service are for {}, and those for aws are read\n", one.said)));
  }
}

TEST_CASE("a function without a beginning, or with two") {
  CHECK(
      import(head + "functions: {f: {timeout: 3}}\n").problems() ==
      "f | a function has a `handler` or an `image`; this one has neither | write handler: FILE.FUNCTION\n");
  CHECK(import(head + "functions: {f: {handler: a, image: b}}\n").problems() ==
        "f | a function has a `handler` or an `image`; this one has both | take one of them away\n");
}

TEST_CASE("values of Serverless of another shape are reported, and nothing else happens") {
  for (const char* lines :
       {"memorySize: [1]", "timeout: {a: b}", "vpc: [a]", "vpc: 3", "layers: a", "environment: [a]",
        "fileSystemConfig: 3", "architecture: {a: b}", "provisionedConcurrency: [2]"}) {
    INFO(lines);
    const auto imported = import(service(lines));
    CHECK(imported.names() == "f");
    CHECK(imported.problems() != "");
  }
  const char* circle = "custom: ${self:custom}\nfunctions: {f: {handler: \"${self:custom.a}\"}}";
  for (const char* whole :
       {"functions: 3", "functions: [1, [2], {}]", "functions: {f: [1]}", "functions: {f: 3}",
        "functions: {f: null}", "functions: {f: {handler: a, events: 3}}",
        "functions: {f: {handler: a, events: [3, null, [], {}]}}", "resources: [1]",
        "resources: {Resources: {A: 1, B: {Type: [x]}}}", "functions: {f: {handler: \"${\"}}",
        "functions: {f: {handler: \"${}${self:}}\"}}", "functions: ${self:}", "functions: ${self:functions}",
        circle}) {
    INFO(whole);
    CHECK_NOTHROW(import(head + whole + "\n"));
  }
}

TEST_CASE("variables in variables, however deep, end") {
  std::string nested = "1";
  for (int i = 0; i < 2000; ++i) nested = "${opt:a, " + nested + "}";
  CHECK(import(service("memorySize: \"" + nested + "\"")).fact("memory").ends_with("nested too deeply"));
  std::string chain;
  for (int i = 0; i < 500; ++i) chain += fmt::format("  v{}: ${{self:custom.v{}}}\n", i, i + 1);
  CHECK(
      import(head + "custom:\n" + chain + "functions: {f: {handler: a, memorySize: \"${self:custom.v0}\"}}\n")
          .fact("memory")
          .ends_with("nested too deeply"));
}

TEST_CASE("a section of resources in another file is not known, and no mistake") {
  for (const std::string_view section : {"Resources", "Conditions", "Mappings", "Parameters"}) {
    CAPTURE(section);
    const auto read =
        import(service("memorySize: 512") + fmt::format("resources:\n  {}: ${{file(./r.yml)}}\n", section));
    CHECK(read.problems().empty());
    CHECK(read.workloads.size() == 1);
  }
}

TEST_CASE("of what a function leaves empty the provider's counts") {
  const auto of = [](const char* settings, const char* fact) {
    return import(std::string(
                      "service: s\nprovider: {name: aws, runtime: nodejs22.x, memorySize: 2048, timeout: "
                      "100}\nfunctions:\n  f:\n    handler: a.b\n    ") +
                  settings + "\n")
        .fact(fact);
  };
  CHECK(of("memorySize:", "memory") == "2GiB = of `provider`");
  CHECK(of("timeout: ~", "timeout") == "100s = of `provider`");
  CHECK(of("timeout: 5", "timeout") == "5s");
  CHECK(import(service("memorySize: null")).fact("memory").starts_with("1GiB (platform_default)"));
}

TEST_CASE("extensions take the place of what the framework makes of a function") {
  const auto of = [](const std::string& extensions, const char* fact) {
    return import(head + "functions: {my-job_a: {handler: a.b, timeout: 900, memorySize: 512}}\nresources: " +
                  extensions + "\n")
        .fact(fact);
  };
  const std::string more =
      "{extensions: {MyDashjobUnderscoreaLambdaFunction: {Properties: {MemorySize: 2048, EphemeralStorage: "
      "{Size: 1024}}}}}";
  CHECK(of(more, "memory") == "2GiB");
  CHECK(of("[{Resources: {}}, " + more + "]", "memory") == "2GiB");
  CHECK(of(more, "scratch_disk") == "1GiB");
  CHECK(of(more, "timeout") == "15min");
  CHECK(of("{extensions: {OtherLambdaFunction: {Properties: {MemorySize: 2048}}}}", "memory") == "512MiB");
  CHECK(of("{extensions: null}", "memory") == "512MiB");
  const auto elsewhere = import(
      head +
      "functions: {f: {handler: a.b}, g: {handler: a.b}}\nresources: {extensions: \"${file(a.yml)}\"}\n");
  CHECK(elsewhere.problems() ==
        "\"${file(a.yml)}\" | what extends the resources of functions stands elsewhere, so their settings "
        "may be "
        "other ones | judge the output of serverless package: the template that it writes\n");
}

TEST_CASE("functions and tasks of the service's own template are workloads") {
  const auto imported = import(
      head +
      "functions: {f: {handler: a.b}}\nresources: {Resources: {Cleaner: {Type: \"AWS::Lambda::Function\", "
      "Properties: {Runtime: nodejs22.x, Handler: a.b, Code: {S3Bucket: a, S3Key: b}, Timeout: 950, Role: "
      "x}}, "
      "T: {Type: \"AWS::ECS::TaskDefinition\", Properties: {Cpu: 256, Memory: 512, ContainerDefinitions: "
      "[{Name: a, Image: x}]}}, B: {Type: \"AWS::S3::Bucket\"}}}\n");
  CHECK(imported.names() == "f Cleaner T");
}
