// Tables say which type of a template a resource stands for, and what of its attributes is not just spelt
// otherwise. Workloads keep their addresses as names.
#include "importers/terraform_template.hpp"

#include "importers/cloudformation_triggers.hpp"
#include "importers/cloudformation_workload.hpp"
#include "importers/terraform_terms.hpp"
#include "importers/terraform_values.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

namespace placer::importers::terraform {
namespace {

using Form = Term::Form;

/// Resources, and the types that they stand for. `part` is the property that they are, where a template has
/// them within another resource.
struct Type {
  std::string_view terraform, aws, part = {};
};
constexpr Type types[] = {
    {"aws_lambda_function", "AWS::Lambda::Function"},
    {"aws_ecs_task_definition", "AWS::ECS::TaskDefinition"},
    {"aws_batch_job_definition", "AWS::Batch::JobDefinition"},
    {"aws_apprunner_service", "AWS::AppRunner::Service"},
    {"aws_lambda_function_url", "AWS::Lambda::Url"},
    {"aws_lambda_event_source_mapping", "AWS::Lambda::EventSourceMapping"},
    {"aws_lambda_permission", "AWS::Lambda::Permission"},
    {"aws_lambda_provisioned_concurrency_config", "AWS::Lambda::Alias"},
    {"aws_lambda_function_event_invoke_config", "AWS::Lambda::EventInvokeConfig"},
    {"aws_cloudwatch_event_target", "AWS::Events::Rule", "Targets"},
    {"aws_scheduler_schedule", "AWS::Scheduler::Schedule"},
    {"aws_apigatewayv2_api", "AWS::ApiGatewayV2::Api"},
    {"aws_apigatewayv2_integration", "AWS::ApiGatewayV2::Integration"},
    {"aws_api_gateway_rest_api", "AWS::ApiGateway::RestApi"},
    {"aws_api_gateway_integration", "AWS::ApiGateway::Method"},
    {"aws_lb", "AWS::ElasticLoadBalancingV2::LoadBalancer"},
    {"aws_alb", "AWS::ElasticLoadBalancingV2::LoadBalancer"},
    {"aws_lb_target_group", "AWS::ElasticLoadBalancingV2::TargetGroup"},
    {"aws_alb_target_group", "AWS::ElasticLoadBalancingV2::TargetGroup"},
    {"aws_lb_target_group_attachment", "AWS::ElasticLoadBalancingV2::TargetGroup", "Targets"},
    {"aws_alb_target_group_attachment", "AWS::ElasticLoadBalancingV2::TargetGroup", "Targets"},
    {"aws_s3_bucket_notification", "AWS::S3::Bucket", "NotificationConfiguration"},
    {"aws_sns_topic_subscription", "AWS::SNS::Subscription"},
    {"aws_cloudwatch_log_subscription_filter", "AWS::Logs::SubscriptionFilter"},
    {"aws_iot_topic_rule", "AWS::IoT::TopicRule", "TopicRulePayload"},
    {"aws_cognito_user_pool", "AWS::Cognito::UserPool"},
    {"aws_ecs_service", "AWS::ECS::Service"},
    {"aws_ecs_express_gateway_service", "AWS::ECS::ExpressGatewayService"},
    {"aws_ecs_capacity_provider", "AWS::ECS::CapacityProvider"},
    {"aws_appautoscaling_target", "AWS::ApplicationAutoScaling::ScalableTarget"},
    {"aws_apprunner_auto_scaling_configuration_version", "AWS::AppRunner::AutoScalingConfiguration"},
    {"aws_sqs_queue", "AWS::SQS::Queue"},
    {"aws_mq_broker", "AWS::AmazonMQ::Broker"},
    {"aws_kinesis_stream", "AWS::Kinesis::Stream"},
    {"aws_dynamodb_table", "AWS::DynamoDB::Table"},
    {"aws_msk_cluster", "AWS::MSK::Cluster"},
    {"aws_msk_serverless_cluster", "AWS::MSK::Cluster"},
    {"aws_docdb_cluster", "AWS::DocDB::DBCluster"},
};

/// Attributes of one type.
struct Own {
  std::string_view type;
  Term term;
};
constexpr Own own_terms[] = {
    // Less than none stands for no bound.
    {"aws_lambda_function", {"reserved_concurrent_executions", {}, Form::positive}},
    {"aws_lambda_function", {"image_uri", "Code.ImageUri"}},
    {"aws_lambda_function", {"filename", "Code.S3Key"}},
    {"aws_lambda_function", {"s3_bucket", "Code.S3Bucket"}},
    {"aws_lambda_function", {"s3_key", "Code.S3Key"}},
    {"aws_lambda_provisioned_concurrency_config",
     {"provisioned_concurrent_executions", "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions"}},
    {"aws_lambda_function_url", {"function_name", "TargetFunctionArn"}},
    {"aws_lambda_function_url", {"authorization_type", "AuthType"}},
    {"aws_apigatewayv2_integration", {"timeout_milliseconds", "TimeoutInMillis"}},
    {"aws_api_gateway_integration", {"uri", "Integration.Uri"}},
    {"aws_api_gateway_integration", {"timeout_milliseconds", "Integration.TimeoutInMillis"}},
    {"aws_ecs_task_definition", {"container_definitions", "ContainerDefinitions", Form::json}},
    {"aws_ecs_task_definition", {"volume", "Volumes", Form::list}},
    {"aws_ecs_service", {"ordered_placement_strategy", "PlacementStrategies", Form::list}},
    {"aws_ecs_service", {"network_configuration", "NetworkConfiguration.AwsvpcConfiguration"}},
    {"aws_ecs_service",
     {"deployment_minimum_healthy_percent", "DeploymentConfiguration.MinimumHealthyPercent"}},
    {"aws_ecs_service", {"deployment_maximum_percent", "DeploymentConfiguration.MaximumPercent"}},
    {"aws_ecs_service", {"deployment_configuration", "DeploymentConfiguration"}},
    {"aws_sqs_queue", {"visibility_timeout_seconds", "VisibilityTimeout"}},
    {"aws_batch_job_definition", {"container_properties", {}, Form::words}},
    {"aws_batch_job_definition", {"node_properties", {}, Form::words}},
    {"aws_batch_job_definition", {"ecs_properties", {}, Form::words}},
};

/// Attributes wherever they stand.
constexpr Term terms[] = {
    {"load_balancer", "LoadBalancers", Form::list},
    {"service_registries", {}, Form::list},
    {"capacity_provider_strategy", {}, Form::list},
    {"placement_constraints", {}, Form::list},
    {"file_system_config", "FileSystemConfigs", Form::list},
    {"inference_accelerator", "InferenceAccelerators", Form::list},
    {"lambda_function", "LambdaConfigurations", Form::list},
    {"size_in_gib", "SizeInGiB"},
    {"retention_period", "RetentionPeriodInDays"},
    {"efs_volume_configuration", "EFSVolumeConfiguration"},
    {"host_path", "Host.SourcePath", Form::value},
    {"ecs_target", "EcsParameters"},
    {"containers", {}, Form::list},
    {"init_containers", {}, Form::list},
    {"volumes", {}, Form::list},
    {"volume_mounts", {}, Form::list},
    {"env", {}, Form::list},
};

using Names = std::string_view[];
constexpr Names functions = {"aws_lambda_function"};
constexpr Names tasks = {"aws_ecs_task_definition"};
constexpr Names services = {"aws_ecs_service"};
constexpr Names scalings = {"aws_apprunner_auto_scaling_configuration_version"};
constexpr Names providers = {"aws_ecs_capacity_provider"};
constexpr Names rules_of_events = {"aws_cloudwatch_event_rule"};
constexpr Names http_apis = {"aws_apigatewayv2_api"};
constexpr Names rest_apis = {"aws_api_gateway_rest_api"};
constexpr Names groups = {"aws_lb_target_group", "aws_alb_target_group"};
constexpr Names all_started = {"aws_lambda_function", "aws_ecs_task_definition", "aws_batch_job_definition"};
constexpr Names event_sources = {"aws_sqs_queue",      "aws_mq_broker",   "aws_kinesis_stream",
                                 "aws_dynamodb_table", "aws_msk_cluster", "aws_msk_serverless_cluster",
                                 "aws_docdb_cluster"};

constexpr ReferenceAttribute references[] = {
    {"aws_ecs_service", "capacity_provider_strategy.capacity_provider", providers},
    {"aws_apprunner_service", "auto_scaling_configuration_arn", scalings},
    {"aws_lambda_function_url", "function_name", functions},
    {"aws_lambda_event_source_mapping", "function_name", functions},
    {"aws_lambda_event_source_mapping", "event_source_arn", event_sources},
    {"aws_lambda_permission", "function_name", functions},
    {"aws_lambda_provisioned_concurrency_config", "function_name", functions},
    {"aws_lambda_function_event_invoke_config", "function_name", functions},
    {"aws_cloudwatch_event_target", "arn", all_started},
    {"aws_cloudwatch_event_target", "rule", rules_of_events},
    {"aws_cloudwatch_event_target", "ecs_target.task_definition_arn", tasks},
    {"aws_scheduler_schedule", "target.arn", all_started},
    {"aws_scheduler_schedule", "target.ecs_parameters.task_definition_arn", tasks},
    {"aws_apigatewayv2_integration", "api_id", http_apis},
    {"aws_apigatewayv2_integration", "integration_uri", functions},
    {"aws_api_gateway_integration", "rest_api_id", rest_apis},
    {"aws_api_gateway_integration", "uri", functions},
    {"aws_lb_target_group_attachment", "target_id", functions},
    {"aws_alb_target_group_attachment", "target_id", functions},
    {"aws_s3_bucket_notification", "lambda_function.lambda_function_arn", functions},
    {"aws_sns_topic_subscription", "endpoint", functions},
    {"aws_cloudwatch_log_subscription_filter", "destination_arn", functions},
    {"aws_iot_topic_rule", "lambda.function_arn", functions},
    {"aws_cognito_user_pool", "lambda_config.*", functions},
    {"aws_ecs_service", "task_definition", tasks},
    {"aws_ecs_service", "load_balancer.target_group_arn", groups},
    {"aws_appautoscaling_target", "resource_id", services},
};

const Type* find_type(std::string_view terraform) {
  const auto found = std::find_if(std::begin(types), std::end(types),
                                  [&](const Type& type) { return type.terraform == terraform; });
  return found == std::end(types) ? nullptr : found;
}

/// Null where the attribute has none of its own in that type.
const Term* own_term(std::string_view type, std::string_view attribute) {
  const auto found = std::find_if(std::begin(own_terms), std::end(own_terms), [&](const Own& one) {
    return one.type == type && one.term.from == attribute;
  });
  return found == std::end(own_terms) ? nullptr : &found->term;
}

class Translation {
 public:
  Translation(const Plan& plan, doc::Edit& edit)
      : plan_(plan), edit_(edit), values_(plan, edit), terms_(edit, true, terms) {}

  /// A template with a resource for each instance that has a type there, under its address.
  doc::View translate() {
    const doc::View place = plan_.instances().front().planned;
    const doc::NodeIndex root = edit_.add_empty(doc::none, {}, doc::Kind::mapping, place);
    resources_ = edit_.add_empty(root, "Resources", doc::Kind::mapping, place);
    for (const Instance& instance : plan_.instances()) {
      const Type* type = instance.is_data ? nullptr : find_type(instance.type);
      if (type != nullptr) add(instance, *type);
    }
    return {&edit_.document(), root};
  }

 private:
  void add(const Instance& instance, const Type& type) {
    const doc::View values = values_.complete(instance, references);
    const doc::NodeIndex resource =
        edit_.add_empty(resources_, instance.address.text(), doc::Kind::mapping, instance.address);
    edit_.add_text(resource, "Type", type.aws, instance.address);
    edit_.add_text(resource, "Called", instance.type, instance.address);
    doc::NodeIndex target = edit_.add_empty(resource, "Properties", doc::Kind::mapping, instance.address);
    if (instance.type == "aws_cloudwatch_event_target") add_schedule(target, values["rule"]);
    if (!type.part.empty()) target = add_part(target, type.part, instance.address);
    for (const auto [name, value] : doc::entries(values)) {
      if (const Term* own = own_term(instance.type, name.text()))
        terms_.put_as(target, *own, value);
      else
        terms_.put(target, name.text(), value);
    }
  }

  doc::NodeIndex add_part(doc::NodeIndex target, std::string_view part, doc::View place) {
    const bool is_list = part == "Targets";
    const doc::NodeIndex made =
        edit_.add_empty(target, part, is_list ? doc::Kind::sequence : doc::Kind::mapping, place);
    return is_list ? edit_.add_empty(made, {}, doc::Kind::mapping, place) : made;
  }

  /// A target of a rule is a resource of its own; what a template has in the rule is put beside it.
  void add_schedule(doc::NodeIndex target, doc::View rule) {
    const std::string address(rule.first().next().first().text());
    if (const Instance* instance = plan_.find(address))
      terms_.put(target, "schedule_expression", values_.complete(*instance)["schedule_expression"]);
  }

  const Plan& plan_;
  doc::Edit& edit_;
  Values values_;
  Terms terms_;
  doc::NodeIndex resources_ = doc::none;
};

class Reader {
 public:
  Reader(ImportContext& context, const Plan& plan, doc::View root, std::set<std::string_view>& used)
      : context_(context), plan_(plan), source_(root, context.sink), triggers_(source_), used_(used) {
    for (const Resource& resource : source_.resources()) read(resource);
  }

 private:
  void read(const Resource& resource) {
    const std::string_view address = resource.id.text();
    const std::size_t errors = context_.sink.errors();
    const std::vector<Trigger>& triggers = triggers_.of(address);
    Draft draft(context_, address, resource.id.where());
    if (!read_template_workload(draft, source_, resource, {}, triggers)) return;
    use(address);
    for (const Trigger& trigger : triggers) use(trigger.resource);
    for (const std::string_view companion :
         {"AWS::Lambda::Alias", "AWS::Lambda::EventInvokeConfig", "AWS::ECS::Service"})
      for (const Resource* one : source_.companions(companion, address)) {
        use(one->id.text());
        for (const Resource* scaling :
             source_.companions("AWS::ApplicationAutoScaling::ScalableTarget", one->id.text()))
          use(scaling->id.text());
      }
    if (const Instance* instance = plan_.find(address)) draft.deployed_to(literal(plan_.region(*instance)));
    draft.unread_since(errors);
    draft.finish();
  }

  /// The views of a template do not outlive it.
  void use(std::string_view address) {
    if (const Instance* instance = plan_.find(address)) used_.insert(instance->address.text());
  }

  ImportContext& context_;
  const Plan& plan_;
  const Template source_;
  const Triggers triggers_;
  std::set<std::string_view>& used_;
};

}  // namespace

void read_aws(ImportContext& context, const Plan& plan, doc::Edit& edit, std::set<std::string_view>& used) {
  if (plan.instances().empty()) return;
  const doc::View root = Translation(plan, edit).translate();
  Reader(context, plan, root, used);
}

}  // namespace placer::importers::terraform
