#include "schema/rule_keys.hpp"

#include "schema/price_keys.hpp"

namespace placer::schema {
namespace {

constexpr bool required = true;
constexpr std::string_view what_source =
    "where the value comes from: a name under `sources:`, or a mapping in place";
constexpr std::string_view what_offerings =
    "the offerings that it holds for; without it, all of the platform";
constexpr std::string_view what_when = "where it applies: an expression over facts";
constexpr std::string_view what_id = "stable: it appears in every output";
constexpr std::string_view what_message =
    "a sentence about this platform, in lower case and without a full stop";
constexpr std::string_view what_remedy = "what to do about it";
constexpr std::string_view what_note = "shown by `placer explain`";
constexpr std::string_view what_audit = "claims of the guide that it encodes";

constexpr RuleKey rule_set[] = {{"ruleset", "text", "its name, that of the file", required},
                                {"title", "text", "what it says, in a few words", required},
                                {"date", "dated", "the newest `checked` date in it", required},
                                {"files", "text[]", "the files that it consists of, in order", required},
                                {"table", "table", "rows and columns of `placer platforms`"}};
constexpr RuleKey table[] = {{"columns", "column[]"}, {"rows", "row[]"}};
constexpr RuleKey column[] = {{"platform", "text", {}, required}, {"title", "text", {}, required}};
constexpr RuleKey row[] = {{"id", "text", {}, required}, {"title", "text", {}, required}};

constexpr RuleKey platform[] = {
    {"platform", "id", "the platform's id", required},
    {"name", "text", "as people call it; not in a file that adds to a platform"},
    {"provider", "fact.providers", "whose it is, or any"},
    {"offerings", "offering[]", "the ways to run on it"},
    {"sources", "source_mapping{}", "named, so that a page is written once"},
    {"properties", "property[]", "what offerings are like"},
    {"defaults", "default[]", "what the platform fills in where a manifest of its own says nothing"},
    {"triggers", "trigger[]", "how each trigger reaches each offering"},
    {"limits", "limit[]", "bounds on facts"},
    {"requirements", "requirement[]", "what cannot be said as fact, comparison and value"},
    {"checks", "check[]", "messages for what importers find and no expression can say"},
    {"sizes", "sizes[]", "what offerings sell"},
    {"derived", "derived[]", "facts that are worked out for each offering"},
    {"advice", "advice[]", "what is said where it applies, and never decides"},
    {"prices", "bill_line[]", "the lines of a month's bill"},
    {"table", "cell[]", "cells of `placer platforms`"},
    {"scaling", "scaling[]", "how offerings scale: models and their parameters, for simulations"}};
constexpr RuleKey format[] = {{"format", "id", "the importer's id", required},
                              {"sources", "source_mapping{}", "named, so that a page is written once"},
                              {"checks", "check[]", "messages for what is refused wherever it is to run"}};
constexpr RuleKey offering[] = {
    {"id", "id", "behind the platform's and a stroke", required},
    {"name", "text", "as people call it", required},
    {"summary", "text", {}, required},
    {"status", "status", "how settled it is", required},
    {"provider", "fact.providers", "one of the platform's, if it is of that one only"},
    {"note", "text", what_note}};
constexpr RuleKey source_mapping[] = {
    {"url", "url", "the page that says so"},
    {"title", "text", "where there is no url"},
    {"as_of", "dated", "of the text that was read; undated if it has none", required},
    {"checked", "date", "when the value was last held against it", required},
    {"basis", "basis", "how the source is known", required},
    {"confidence", "confidence", "how sure that is", required}};
constexpr RuleKey property[] = {{"id", "property_name", "a property of the vocabulary", required},
                                {"offerings", "text[]", what_offerings},
                                {"value", "value", {}, required},
                                {"source", "source", what_source, required},
                                {"note", "text", what_note}};
constexpr RuleKey scaling[] = {{"id", "scaling_name", "a parameter, or model", required},
                               {"offerings", "text[]", what_offerings},
                               {"value", "value", {}, required},
                               {"source", "source", what_source, required},
                               {"note", "text", what_note}};
constexpr RuleKey default_value[] = {{"fact", "fact_name", "what is filled in", required},
                                     {"offerings", "text[]", what_offerings},
                                     {"value", "value", {}, required},
                                     {"source", "source", what_source, required},
                                     {"note", "text", what_note}};
constexpr RuleKey trigger[] = {
    {"trigger", "fact.trigger.name", {}, required},
    {"offerings", "text[]", what_offerings},
    {"how", "how", "native, via a front door, or not at all", required},
    {"through", "text", "the front door"},
    {"when", "expression", "which work can take this way; the next entry is for the rest"},
    {"note", "text", what_note},
    {"source", "source", what_source, required},
    {"id", "id", "of the requirement that a \"no\" becomes"},
    {"message", "text", what_message},
    {"remedy", "text", what_remedy}};
constexpr RuleKey limit[] = {
    {"id", "id", what_id, required},
    {"offerings", "text[]", what_offerings},
    {"fact", "fact_name", "what is bounded: a fact or a derived fact", required},
    {"at_most", "quantity"},
    {"at_least", "quantity"},
    {"one_of", "text[]", "one of the names must be among these"},
    {"none_of", "text[]", "none of the names may be among these"},
    {"when", "expression", what_when},
    {"hardness", "hardness", "whether and how it can be moved", required},
    {"role", "role", "filter may reject; setting is judged on the target only; advice warns"},
    {"source", "source", what_source, required},
    {"message", "text", what_message, required},
    {"remedy", "text", what_remedy, required},
    {"quota", "quota", "what the provider calls it"},
    {"note", "text", what_note},
    {"audit", "text[]", what_audit}};
constexpr RuleKey quota[] = {{"name", "text", {}, required}, {"code", "text"}};
constexpr RuleKey requirement[] = {{"id", "id", what_id, required},
                                   {"offerings", "text[]", what_offerings},
                                   {"when", "expression", what_when},
                                   {"require", "expression", "what must hold", required},
                                   {"hardness", "hardness", "whether and how it can be moved", required},
                                   {"source", "source", what_source, required},
                                   {"message", "text", what_message, required},
                                   {"remedy", "text", what_remedy, required},
                                   {"note", "text", what_note},
                                   {"audit", "text[]", what_audit}};
constexpr RuleKey advice[] = {{"id", "id", what_id, required},
                              {"offerings", "text[]", what_offerings},
                              {"when", "expression", what_when, required},
                              {"source", "source", what_source, required},
                              {"message", "text", what_message, required},
                              {"remedy", "text", what_remedy, required},
                              {"note", "text", what_note},
                              {"audit", "text[]", what_audit}};
constexpr RuleKey check[] = {
    {"id", "id", what_id, required},
    {"offerings", "text[]", what_offerings},
    {"role", "check_role", "setting fails the target; advice only speaks up"},
    {"type", "quantity_type", "of the number that is held against the bounds"},
    {"at_least", "quantity"},
    {"at_most", "quantity"},
    {"none_of", "text[]", "names that are refused where they stand"},
    {"hardness", "hardness", "configurable unless it is said; hard where the workload needs what is refused"},
    {"unasked", "boolean", "advice that `check` says without --verbose too"},
    {"source", "source", what_source, required},
    {"message", "text", what_message, required},
    {"remedy", "text", what_remedy, required},
    {"note", "text", what_note}};
constexpr RuleKey sizes[] = {
    {"offerings", "text[]", what_offerings},
    {"need", "need", "what is held against the rows, where it is not the fact of the same name"},
    {"memory_per_vcpu", "bytes", "the processors follow from the memory"},
    {"below_nominal", "below_nominal[]", "a need must stay below these: the system takes a part"},
    {"machines", "text", "the rows of machines.yaml: any, or those of a provider"},
    {"nodes", "boolean", "Kubernetes keeps a part of the memory of the machines"},
    {"accelerated", "boolean", "only machines with an accelerator"},
    {"source", "source", what_source},
    {"rows", "size[]"},
    {"note", "text"}};
constexpr RuleKey need[] = {{"cpu", "fact_name"}, {"memory", "fact_name"}};
constexpr RuleKey size[] = {
    {"name", "text"},
    {"cpu", "vcpu"},
    {"cpu_step", "vcpu"},
    {"memory", "bytes", {}, required},
    {"memory_step", "bytes"},
    {"gpu", "text", "a card of accelerators.yaml"},
    {"gpu_count", "count"},
    {"gpu_memory", "bytes", "in the place of `gpu` where GPUs are sold by their memory"},
    {"operating_system", "fact.operating_system"},
    {"architecture", "fact.architecture"},
    {"when", "expression", "where it is sold"},
    {"only_if_stated", "boolean", "for manifests that state their processors"},
    {"one_at_a_time", "boolean", "an instance of it serves one request at a time"},
    {"price", "money", "list price of an hour"},
    {"price_source", "source", "where the price comes from"}};
constexpr RuleKey cell[] = {{"row", "text", "a row of the rule set's table", required},
                            {"offerings", "text[]", what_offerings},
                            {"text", "text", "{rule-id} prints the bound of that rule", required}};

constexpr RuleKey derived[] = {
    {"id", "id", {}, required},
    {"offerings", "text[]", what_offerings},
    {"type", "quantity_type"},
    {"summary", "text"},
    {"when", "expression", "makes it one of several entries of the same id"},
    {"sum", "terms"},
    {"product", "terms"},
    {"ceil_divide", "terms"},
    {"largest", "terms"},
    {"smallest", "terms"},
    {"lookup", "fact_name", "a choice; `values` has a value for each of its names"},
    {"first_known", "terms"},
    {"first_stated", "terms", "a presumed value does not count"},
    {"complement", "terms"},
    {"excess", "terms", "what of the first is beyond the second"},
    {"between", "terms", "anything from the lowest to the highest"},
    {"values", "quantity{}"},
    {"divide", "quantity[]"}};
constexpr RuleKey criterion[] = {
    {"id", "id", {}, required},
    {"alias", "text", "what else it may be called as a priority"},
    {"title", "text", {}, required},
    {"summary", "text", {}, required},
    {"weight", "weight", {}, required},
    {"of", "fact_name", "what it scores", required},
    {"curve", "score{}", "points from 0 to 100; rises or falls throughout", required},
    {"reasons", "reason[]", "said in favour; the first that certainly holds"}};
constexpr RuleKey reason[] = {{"when", "expression", what_when}, {"text", "text", {}, required}};

constexpr RuleKey general[] = {
    {"sources", "source_mapping{}", "named, so that a page is written once"},
    {"facts", "fact[]", "what workloads can state"},
    {"groups", "group[]", "keys that hold several facts"},
    {"properties", "name[]", "what offerings are like"},
    {"computed", "name[]", "what the engine works out"},
    {"derived", "derived[]", "facts that are worked out for each offering"},
    {"criteria", "criterion[]", "what is scored"},
    {"limits", "limit[]", "bounds on facts"},
    {"requirements", "requirement[]", "what cannot be said as fact, comparison and value"},
    {"advice", "advice[]", "what is said where it applies, and never decides"},
    {"prices", "bill_line[]", "the lines of a month's bill"}};
constexpr RuleKey group[] = {{"key", "text", {}, required},
                             {"scalar", "text[]", "facts that a plain value is tried as, in this order"},
                             {"summary", "text", {}, required}};
constexpr RuleKey fact[] = {
    {"key", "text", {}, required},
    {"aliases", "text[]"},
    {"type", "type", {}, required},
    {"many", "boolean", "several names are alternatives"},
    {"importance", "importance", "core: asked for; special: takes its usual value; unasked: never asked for",
     required},
    {"core_when", "expression"},
    {"or", "text", "and only while this fact is unknown too"},
    {"usual", "value", "what is presumed where nothing is stated"},
    {"usual_when", "expression"},
    {"usual_text", "text"},
    {"multiple", "multiple", "that it is so many times another one"},
    {"section", "text", {}, required},
    {"summary", "text", {}, required},
    {"how", "text", "how it is written"},
    {"example", "value"},
    {"range", "quantity", "what a manifest may state"},
    {"words", "value{}", "words that stand for values"},
    {"values", "names", "the names of a choice"},
    {"changeable", "boolean", "whether a change of it may be proposed"}};
constexpr RuleKey value_name[] = {{"name", "text", {}, required},
                                  {"aliases", "spelling[]"},
                                  {"only_with", "value{}", "names of other choices that go with this one"},
                                  {"regions", "text[]", "examples of the shapes of a provider's regions"},
                                  {"known_regions", "text[]"},
                                  {"summary", "text", {}, required}};
constexpr RuleKey multiple[] = {{"of", "text", "the other fact", required},
                                {"by", "text", "the choice that says how many times", required},
                                {"values", "quantity{}", "for names of the choice", required}};
constexpr RuleKey alias[] = {
    {"name", "text", {}, required},
    {"says", "value{}", "what else is meant by who writes it: values of other choices"}};
constexpr RuleKey name[] = {
    {"key", "text", {}, required}, {"type", "type", {}, required}, {"summary", "text", {}, required}};

constexpr RuleKey accelerators[] = {{"sources", "source_mapping{}"},
                                    {"accelerators", "family[]", {}, required}};
constexpr RuleKey family[] = {{"family", "text", {}, required},
                              {"aliases", "text[]"},
                              {"only_by_name", "boolean", "no GPU: nobody gets it who asks for any"},
                              {"source", "source", what_source, required},
                              {"cards", "card[]"},
                              {"note", "text"}};
constexpr RuleKey card[] = {{"card", "text", {}, required},
                            {"memory", "bytes", "as sold"},
                            {"usable", "bytes", "what the device exposes"},
                            {"aliases", "text[]"},
                            {"fraction", "boolean", "a part of a card"}};
constexpr RuleKey machines[] = {{"sources", "source_mapping{}"},
                                {"reserves", "reserve[]", "what Kubernetes keeps of them"},
                                {"machines", "machine[]", {}, required}};
constexpr RuleKey reserve[] = {
    {"provider", "fact.providers", {}, required},
    {"shares", "reserved_part[]", "of the parts of the memory, from below"},
    {"besides", "bytes"},
    {"per_pod", "bytes", "for each pod that the machine may hold"},
    {"pods", "count", "that a machine may hold, where it does not say another number"},
    {"cpu", "reserved_cpu[]", "of the parts of the processors, from below"},
    {"source", "source", what_source, required},
    {"note", "text"}};
constexpr RuleKey reserved_part[] = {{"of", "bytes"}, {"share", "percent", {}, required}};
constexpr RuleKey reserved_cpu[] = {{"of", "vcpu"}, {"share", "percent", {}, required}};
constexpr RuleKey machine[] = {{"provider", "fact.providers", {}, required},
                               {"type", "text", {}, required},
                               {"cpu", "vcpu", {}, required},
                               {"memory", "bytes", "nominal, before what the system takes", required},
                               {"arch", "fact.architecture", {}, required},
                               {"os", "fact.operating_system"},
                               {"gpu", "text", "a card of accelerators.yaml"},
                               {"gpu_count", "count"},
                               {"local_disk", "bytes"},
                               {"pods", "count", "that it may hold"},
                               {"bursts", "boolean", "its price is that of a share of its processors"},
                               {"price", "money", "list price of an hour"},
                               {"price_source", "source", "where the price comes from"},
                               {"source", "source", what_source, required},
                               {"note", "text"}};

constexpr RuleKey audit[] = {{"sources", "source_mapping{}"}, {"claims", "claim[]", {}, required}};
constexpr RuleKey claim[] = {{"id", "id", {}, required},
                             {"claim", "text", "as the article says it", required},
                             {"topic", "text", {}, required},
                             {"platform", "text", {}, required},
                             {"status", "text", "holds, outdated, wrong or imprecise", required},
                             {"current", "text", "what is true today", required},
                             {"source", "source", what_source, required}};
constexpr RuleKey omissions[] = {{"platform", "id", "of a file that is listed before", required},
                                 {"sources", "source_mapping{}"},
                                 {"not_encoded", "omission[]", {}, required}};
constexpr RuleKey omission[] = {{"offerings", "text[]", what_offerings},
                                {"what", "text", {}, required},
                                {"value", "text", {}, required},
                                {"why", "text", "the reason why no rule has it", required},
                                {"source", "source", what_source, required}};

constexpr RuleKey pitfalls[] = {{"sources", "source_mapping{}"}, {"pitfalls", "pitfall[]", {}, required}};
constexpr RuleKey pitfall[] = {{"id", "id", {}, required},
                               {"says", "text", "what people run into", required},
                               {"rules", "text[]", "the rules that warn of it"},
                               {"why_not", "text", "why none does, or not of all of it"},
                               {"source", "source", what_source, required}};

constexpr RuleKey tests[] = {{"tests", "case[]", {}, required}};
constexpr RuleKey test_case[] = {{"name", "text", {}, required},
                                 {"workload", "workload", "as in a manifest", required},
                                 {"ruleset", "text", "current unless given"},
                                 {"strict", "boolean", "presume nothing"},
                                 {"expect", "expectation", {}, required}};
constexpr RuleKey expectation[] = {{"findings", "outcomes{}", "offering to rule to fail, unknown or pass"},
                                   {"advice", "spoken{}", "offering to rule to said or silent"},
                                   {"verdicts", "verdict{}"},
                                   {"sizes", "text{}"},
                                   {"recommendation", "text"}};

constexpr RuleObject objects[] = {
    {"rule_set", "a rule set", rule_set},
    {"table", "a table", table},
    {"column", "a column", column},
    {"row", "a row", row},
    {"platform", "a platform", platform},
    {"format", "a format", format},
    {"offering", "an offering", offering},
    {"source_mapping", "a source", source_mapping},
    {"property", "a property", property},
    {"scaling", "a parameter of scaling", scaling},
    {"default", "a default", default_value},
    {"trigger", "a trigger", trigger},
    {"limit", "a limit", limit},
    {"quota", "a quota", quota},
    {"requirement", "a requirement", requirement},
    {"advice", "an advice", advice},
    {"check", "a check", check},
    {"sizes", "a group of sizes", sizes},
    {"need", "a need", need},
    {"size", "a size", size},
    {"cell", "a cell", cell},
    {"derived", "a derived fact", derived},
    {"criterion", "a criterion", criterion},
    {"reason", "a reason", reason},
    {"general", "a file of rules", general},
    {"bill_line", "a price", bill_line},
    {"tier", "a tier", tier},
    {"free", "a free allowance", free_allowance},
    {"group", "a group", group},
    {"fact", "a fact", fact},
    {"multiple", "a multiple", multiple},
    {"value_name", "a value", value_name},
    {"alias", "an alias", alias},
    {"name", "a property", name},
    {"accelerators", "a list of accelerators", accelerators},
    {"family", "a family", family},
    {"card", "a card", card},
    {"machines", "a list of machines", machines},
    {"reserve", "a reserve", reserve},
    {"reserved_part", "a part of the memory", reserved_part},
    {"reserved_cpu", "a part of the processors", reserved_cpu},
    {"machine", "a machine", machine},
    {"audit", "an audit", audit},
    {"claim", "a claim", claim},
    {"omissions", "a list of what is not encoded", omissions},
    {"omission", "what is not encoded", omission},
    {"pitfalls", "a list of pitfalls", pitfalls},
    {"pitfall", "a pitfall", pitfall},
    {"tests", "a file of cases", tests},
    {"case", "a case", test_case},
    {"expectation", "an expectation", expectation},
};

constexpr RuleFileKind kinds[] = {
    {"not_encoded", "omissions"}, {"platform", "platform"}, {"format", "format"},
    {"claims", "audit"},          {"pitfalls", "pitfalls"}, {"ruleset", "rule_set"},
    {"tests", "tests"},           {"facts", "general"},     {"derived", "general"},
    {"criteria", "general"},      {"limits", "general"},    {"requirements", "general"},
    {"advice", "general"},        {"prices", "general"},    {"accelerators", "accelerators"},
    {"machines", "machines"}};

}  // namespace

std::span<const RuleObject> rule_objects() { return objects; }
std::span<const RuleFileKind> rule_file_kinds() { return kinds; }

}  // namespace placer::schema
