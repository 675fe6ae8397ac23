"""Simulations: rows of a simulator that scales by the request, of which each becomes options of `placer simulate`.

A row has rate_rps, service_warm_s, service_cold_s, idle_timeout_s, concurrency_cap (null: none), distribution, arrivals
(poisson), and what is expected of p_cold, servers, running, lifespan_s and rejected (null: nothing). They agree within 4 % or
three standard errors of both, whichever is larger.
"""
import json
import math
import subprocess

TOLERANCE = 0.04
MANIFEST = "name: case\ntrigger: http\ntraffic: steady\n"
# name in a row, path in the answer, path of its interval
VALUES = {
    "p_cold": (("p_cold",), ("p_cold_ci95",)),
    "servers": (("instances", "mean"), ("instances", "ci95")),
    "running": (("running", "mean"), ("running", "ci95")),
    "lifespan_s": (("lifespan", "mean"), ("lifespan", "ci95")),
    "rejected": (("rejected",), ("rejected_ci95",)),
}
SERVICES = {"exponential": "exponential", "constant": "constant", "deterministic": "constant"}


def why_skipped(row):
    if row.get("arrivals", "poisson") != "poisson":
        return f"arrivals {row['arrivals']}"
    if row.get("distribution", "exponential") not in SERVICES:
        return f"service times {row['distribution']}"
    if not any(value is not None for name, value in row.get("expect", {}).items() if name in VALUES):
        return "nothing is expected"
    return None


def command(row, program):
    cap = row.get("concurrency_cap")
    words = [program, "simulate", "-", "--on", "aws-lambda/zip", "-f", "json", "--config", "none",
             "--rate", f"{row['rate_rps']!r}rps",
             "--warm-service", f"{row['service_warm_s']!r}s",
             "--cold-service", f"{row.get('service_cold_s') or row['service_warm_s']!r}s",
             "--service", SERVICES[row.get("distribution", "exponential")],
             "--idle-timeout", f"{row['idle_timeout_s']!r}s",
             "--cap", "none" if cap is None else str(cap), "--starts", "none",
             "--requests", str(requests_of(row)), "--seed", "1"]
    return words


def requests_of(row):
    """Enough for ten idle timeouts in each of the 16 runs, and for cold starts that are rare."""
    return round(min(max(40e6, 160 * row["rate_rps"] * row["idle_timeout_s"]), 400e6))


def at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def standard_error(answer, name):
    """Of the mean over 16 runs, from half the width of its interval of 95 %."""
    low, high = at(answer, VALUES[name][1])
    return (high - at(answer, VALUES[name][0])) / 2.131


def agrees(name, row, answer):
    expected, computed = row["expect"][name], at(answer, VALUES[name][0])
    error = math.hypot(standard_error(answer, name), row["expect"].get(f"{name}_se") or 0)
    return abs(computed - expected) <= max(TOLERANCE * abs(expected), 3 * error)


def rows(path):
    with open(path, encoding="utf-8") as file:
        table = json.load(file)
    return table["cases"] if isinstance(table, dict) else table


def check(row, program, verbose):
    """Expected, computed and the verdict, of all values that are expected."""
    if reason := why_skipped(row):
        return reason, "", "skipped"
    words = command(row, program)
    if verbose:
        print(MANIFEST, " ".join(words), sep="")
    run = subprocess.run(words, input=MANIFEST, capture_output=True, text=True)
    names = [name for name in VALUES if row["expect"].get(name) is not None]
    expected = ", ".join(f"{name} {row['expect'][name]:g}" for name in names)
    if run.returncode != 0:
        return expected, run.stderr.strip().replace("\n", "; "), "disagrees"
    answer = json.loads(run.stdout)
    computed = ", ".join(f"{name} {at(answer, VALUES[name][0]):.5g}" for name in names)
    wrong = not all(agrees(name, row, answer) for name in names)
    return expected, computed, "disagrees" if wrong else "agrees"
