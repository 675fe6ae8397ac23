"""Bills: rows of a model of inputs, of which each says what its numbers are in the words of a manifest."""

import json
import subprocess
from decimal import Decimal

MIB, GIB = 1024**2, 1024**3
HOUR = 3600_000  # in milliseconds


def size(amount, unit):
    return f"{round(Decimal(str(amount)) * unit)}B"


def time(amount, unit=1):
    return f"{round(Decimal(str(amount)) * unit)}ms"


def plain(amount):
    return f"{Decimal(str(amount)):f}"


class Case:
    """A manifest, where it runs, and which lines of the bill the row is about."""

    def __init__(self, on, facts, prices=None, lines=""):
        self.on, self.facts, self.prices, self.lines = on, facts, prices or {}, lines


def base(**facts):
    return {"trigger": "http", "timeout": "1min", "memory": "512MiB", "package": {"size": "10MB"}, "gpu": "none",
            "traffic": "steady", "duration": "1ms", **facts}


def lambda_(i):
    facts = base(**{
        "architecture": i["arch"],
        "memory": size(i["memory_mb"], MIB),
        "scratch_disk": size(i.get("ephemeral_storage_mb", 512), MIB),
        "traffic.monthly": plain(i["requests"]),
        "usage.invocations": plain(i["on_demand_invocations"]),
        "usage.cold_starts": 0,  # the examples have none
        "duration": time(i["duration_ms"] or 1),  # of none, if there is none
    })
    if i.get("pc_count"):
        facts.update({"scale.min": i["pc_count"], "usage.hours": time(i["pc_hours"], HOUR),
                      "usage.provisioned_invocations": plain(i.get("pc_invocations", 0)),
                      "usage.provisioned_duration": time(i.get("pc_duration_ms", 0))})
    if i.get("snapstart_versions"):
        facts.update({"snapstart": "true", "runtime": "python3.13", "usage.hours": time(i["snapstart_hours"], HOUR),
                      "usage.snapshot_versions": i["snapstart_versions"],
                      "usage.restores": plain(i.get("snapstart_restores", 0))})
    if i.get("streamed_chargeable_mb"):
        facts["usage.streamed"] = size(i["streamed_chargeable_mb"], MIB)
    if i.get("isolated_environments"):
        facts["usage.isolated_environments"] = plain(i["isolated_environments"])
    if not i.get("durable_operations"):
        return Case("aws-lambda/zip", facts)
    facts.update({"usage.operations": plain(i["durable_operations"]),
                  "usage.written": size(i.get("durable_gb_written", 0), GIB),
                  "usage.retention": time(i.get("durable_retention_days", 0), 24 * HOUR),
                  "usage.hours": time(i.get("retention_month_days", 30), 24 * HOUR)})
    return Case("aws-lambda/durable", facts)


def lambda_edge(i):
    return Case("aws-lambda/zip", base(**{
        "traffic.monthly": 0,
        "usage.edge_requests": plain(i["requests"]),
        "usage.edge_duration": time(i["duration_ms"]),
        "usage.edge_memory": size(i["memory_mb"], MIB),
    }), lines="aws-lambda.edge-")


def lambda_managed_instances(i):
    return Case("aws-lambda/managed-instances", base(**{
        "traffic.monthly": plain(i["requests"]),
        "usage.node_time": time(i["node_hours"], HOUR),
        "usage.node_price": f"{plain(i['node_usd_per_hour'])}USD",
        "usage.node_discount": f"{plain(Decimal(str(i['node_discount'])) * 100)}%",
    }))


def packed(i, discount):
    return base(**{
        "trigger": "event",
        "duration": time(i["duration_ms"]), "timeout": "15min",
        "traffic.monthly": plain(i["requests"]),
        "concurrency": i["concurrency_per_environment"],
        "usage.hours": time(i["hours"], HOUR),
        "usage.required_concurrency": i["required_concurrency"],
        "usage.environments_per_node": i["environments_per_node"],
        "usage.spare_nodes": f"{plain((Decimal(str(i['scaling_buffer'])) - 1) * 100)}%",
        "usage.least_nodes": i["min_nodes"],
        "usage.node_price": f"{plain(i['node_usd_per_hour'])}USD",
        "usage.node_discount": f"{plain(Decimal(str(i[discount])) * 100)}%",
    })


def lmi_managed(i):
    return Case("aws-lambda/managed-instances", packed(i, "lmi_node_discount"))


def lmi_ec2(i):
    facts = packed(i, "ec2_node_discount")
    facts.update({"trigger": "daemon", "usage.packing": f"{plain(Decimal(str(i['packing_ec2'])) * 100)}%",
                  "usage.packing_reckoned": f"{plain(Decimal(str(i['packing_managed'])) * 100)}%"})
    return Case("aws-ecs/ec2", facts)


def fargate(i):
    facts = base(**{
        "trigger": "batch", "timeout": "60d",
        "architecture": i["arch"], "operating_system": i["os"],
        "traffic.monthly": plain(Decimal(str(i["tasks"])) * Decimal(str(i["runs_per_task"]))),
        "duration": time(i["seconds_per_run"], 1000),
        "usage.vcpu": plain(i["vcpu"]), "usage.memory": size(i["memory_gb"], GIB),
        "scratch_disk": size(i.get("ephemeral_storage_gb", 20), GIB),
    })
    if i.get("price_unit") == "second":
        facts["usage.rates"] = "per-second"
    return Case("aws-ecs/fargate", facts)


def cloud_run(i):
    on = {"jobs": "cloud-run/job"}.get(i["billing"], "cloud-run/service")
    facts = base(**{
        "traffic.monthly": plain(i["requests"]),
        "usage.instance_time": time(i["instance_seconds"], 1000),
        "usage.vcpu": plain(i["vcpu"]), "usage.memory": size(i["memory_gib"], GIB),
        "regions": "[europe-west3]" if i["tier"] == 2 else "[us-central1]",
    })
    if i["billing"] == "jobs":
        facts["trigger"] = "batch"
    else:
        facts["usage.billing"] = i["billing"].replace("_", "-")
    if i.get("gpu_l4"):
        facts["gpu"] = f"{{count: {i['gpu_l4']}, type: l4, zonal_redundancy: false}}"
        on += "-gpu"
    return Case(on, facts)


def eks(i):
    facts = base(**{
        "trigger": "daemon",  # which needs no load balancer
        "usage.cluster_time": time(i["cluster_hours"], HOUR),
        "usage.extended_support": "true" if i.get("extended_support") else "false",
        "usage.node_time": "0s",
    })
    if not i.get("fargate_pods"):
        return Case("kubernetes/eks", facts)
    facts.update({
        "usage.instance_time": time(Decimal(str(i["fargate_pods"])) * Decimal(str(i["fargate_hours"])), HOUR),
        "usage.vcpu": plain(i["fargate_vcpu"]), "usage.memory": size(i["fargate_memory_gb"], GIB),
        "scratch_disk": "1GiB",
    })
    return Case("kubernetes/eks-fargate", facts)


def autopilot(i):
    return Case("kubernetes/gke-autopilot", base(**{
        "trigger": "daemon",
        "usage.cluster_time": time(i.get("cluster_hours", 0), HOUR),
        "usage.instance_time": time(i["hours"], HOUR),
        "usage.vcpu": plain(i["vcpu"]), "usage.memory": size(i["memory_gib"], GIB),
        "scratch_disk": size(i["storage_gib"], GIB),
    }))


def autopilot_given_prices(i):
    case = autopilot(i)
    case.prices = {"autopilot.vcpu": i["usd_per_vcpu_h"], "autopilot.memory": i["usd_per_gib_h"],
                   "autopilot.temporary-files": i["usd_per_storage_gib_h"]}
    return case


def gke_standard(i):
    facts = base(**{
        "trigger": "daemon",
        "usage.cluster_time": time(i["cluster_hours"], HOUR),
        "usage.node_time": time(Decimal(str(i["nodes"])) * Decimal(str(i["hours"])), HOUR),
        "usage.node_type": i["machine_type"],
    })
    if i.get("pd_standard_gb"):
        facts["usage.node_disk"] = size(i["pd_standard_gb"], 10**9)
    return Case("kubernetes/gke-standard", facts)


def nat_gateway(i):
    return Case("aws-lambda/zip", base(**{
        "traffic.monthly": 0, "usage.nat_time": time(i["hours"], HOUR), "usage.nat_data": size(i["data_gb"], GIB),
    }), lines="aws.nat")


def alb(i):
    return Case("aws-ecs/fargate", base(**{
        "usage.instance_time": "0s", "usage.balancer_time": time(i["hours"], HOUR),
        "usage.balancer_data": size(i["data_gb"], GIB), "usage.data_per_unit": size(i["gb_per_lcu_hour"], GIB),
    }), lines="aws.balancer")


def api_gateway(i):
    return Case("aws-lambda/zip", base(**{
        "traffic.monthly": plain(i["requests"]), "front_door": f"api-gateway-{i['api']}",
    }), lines="aws.api")


MODELS = {"lambda": lambda_, "lambda_edge": lambda_edge, "lambda_managed_instances": lambda_managed_instances,
          "lmi_managed": lmi_managed, "lmi_ec2": lmi_ec2, "fargate": fargate, "cloud_run": cloud_run, "eks": eks,
          "autopilot": autopilot, "autopilot_given_prices": autopilot_given_prices, "gke_standard": gke_standard,
          "nat_gateway": nat_gateway, "alb": alb, "api_gateway": api_gateway}


def rows(file):
    return json.loads(file.read_text())


def manifest(name, facts):
    """Dotted keys as they are: the manifest takes them."""
    lines = [f"name: {name}"]
    for key, value in facts.items():
        if key == "traffic" or isinstance(value, dict):
            continue
        lines.append(f"{key}: {value}")
    lines.append("package: {size: 10MB}")
    lines.append("traffic.pattern: steady")
    return "\n".join(lines) + "\n"


def bill(case, row, program, verbose):
    text = manifest(row["id"], case.facts)
    call = [program, "cost", "-", "--on", case.on, "-f", "json", "--config", "none"]
    if row["inputs"].get("free_tier"):
        call.append("--free-tier")
    for line, price in case.prices.items():
        call += ["--price", f"{line}={plain(price)}USD"]
    if verbose:
        print(text + " ".join(call))
    run = subprocess.run(call, input=text, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        return None, run.stderr.strip()
    cost = json.loads(run.stdout)["workloads"][0]["offerings"][0]["cost"]
    if not case.lines:
        if cost is None or cost["low"] != cost["high"]:
            return None, f"is open: {cost and (cost['low'], cost['high'], cost['missing'])}"
        return cost["low"], ""
    items = [item for item in cost["items"] if item["item"].startswith(case.lines)]
    if any("amount_high" in item for item in items):
        return None, "is open"
    return sum(Decimal(str(item["amount"])) for item in items), ""


def check(row, program, verbose):
    expected = row["expected_usd"]
    model = MODELS.get(row["model"])
    if model is None:
        return expected, "-", "skipped" if row.get("optional") else f"no model {row['model']}"
    computed, problem = bill(model(row["inputs"]), row, program, verbose)
    if computed is None:
        return expected, "-", f"disagrees: {problem}"
    agrees = abs(Decimal(str(computed)) - Decimal(str(expected))) <= Decimal(str(row["tolerance_usd"]))
    return expected, computed, "agrees" if agrees else "disagrees"
