"""Hostile texts: each a name, the file, its text, and what must come of it. What tests/golden/errors has is not repeated."""
import itertools

WORKLOAD = "name: w\ntrigger: http\ntimeout: 30s\n"
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i, resources: {%s}}]\n"


def lines(count, line):
    """A line so many times, a thousand at once."""
    block = "".join(line.format(i) if "{}" in line else line for i in range(1000)) if "{}" not in line else None
    if block is not None:
        return itertools.repeat(block, count // 1000)
    return ("".join(line.format(i) for i in range(start, start + 1000)) for start in range(0, count, 1000))


def bomb(levels, fan_out, template="a{n}: &a{n} [{aliases}]\n"):
    yield "a0: &a0 [x]\n" if "[" in template else "a0: &a0 {x: y}\n"
    for n in range(1, levels + 1):
        yield template.format(n=n, aliases=", ".join([f"*a{n - 1}"] * fan_out))


# name: (file, parts of its text, exit code, what is said, seconds, megabytes)
LARGE = {
    "an alias bomb of nine levels of nine": ("w.yaml", [bomb(9, 9)], 2, r"aliases make more than \d+ values", 2, 64),
    "an alias bomb of merge keys": (
        "w.yaml", ["apiVersion: v1\nkind: Pod\n", bomb(9, 9, "a{n}: &a{n} {{<<: [{aliases}]}}\n")], 2,
        r"aliases make more than", 2, 64),
    "10,000 levels in flow style": ("w.yaml", ["a: ", "[" * 10_000, "]" * 10_000, "\n"], 2, r"w\.yaml:1:67: .*deeper than 64", 1, 32),
    "10,000 levels of dashes": ("w.yaml", ["- " * 10_000, "x\n"], 2, r"w\.yaml:1:\d+: .*deeper than 64", 1, 32),
    "10,000 levels of mappings": (
        "w.yaml", (" " * depth + "a:\n" for depth in range(10_000)), 2, r"w\.yaml:65:65: .*deeper than 64", 3, 160),
    "10,000 levels in JSON": ("w.json", ['{"a":' * 10_000, "1", "}" * 10_000], 2, r"w\.json:1:321: .*deeper than 64", 1, 32),
    "a million short keys": ("workload.yaml", [WORKLOAD, lines(1_000_000, "k{}: 1\n")], 2, r"k0", 20, 400),
    "a million short keys in a label": (
        "w.yaml", ["apiVersion: v1\nkind: Pod\nspec: {containers: [{name: c, image: i}]}\nmetadata:\n  name: p\n  labels:\n",
                   lines(1_000_000, "    k{}: a\n")], (0, 1, 2), "", 10, 400),
    "100,000 times the same key": ("w.yaml", [WORKLOAD, lines(100_000, "timeout: 1s\n")], 2, r"stands in this mapping twice", 3, 64),
    "a scalar of 50 MB": ("w.yaml", ["name: ", lines(50_000_000, "x"), "\n"], (0, 2), "", 5, 600),
    "a quoted scalar of 50 MB": ("w.yaml", ['name: "', lines(50_000_000, "x"), '"\n'], (0, 2), "", 5, 600),
    "a folded scalar of 50 MB": ("w.yaml", ["name: >\n", lines(1_000_000, f"  {'x' * 47}\n")], (0, 2), "", 8, 600),
    "a scalar of 50 MB in JSON": ("w.json", ['{"name": "', lines(50_000_000, "x"), '"}\n'], (0, 2), "", 5, 600),
    "a quote without an end": ("w.yaml", ['name: "', lines(10_000_000, "x y\n")], 2, r"w\.yaml:1:7: ", 5, 200),
    "a single quote without an end": ("w.yaml", ["name: '", lines(10_000_000, "x")], 2, r"w\.yaml:1:7: ", 5, 200),
    "a string without an end in JSON": ("w.json", ['{"name": "', lines(10_000_000, "x")], 2, r"w\.json:1:10: ", 5, 200),
    "100,000 documents of nothing": ("w.yaml", [lines(100_000, "---\n")], 2, r"nothing was judged", 3, 64),
    "100,000 broken documents": ("w.yaml", [lines(100_000, "--- [\n")], 2, r"and 999\d\d more problems|more problems", 8, 64),
    "100,000 comments with notes": (
        "w.yaml", [POD % "" + "---\n", lines(100_000, "# placer: ignore kubernetes.x -- y\n--- {{a: {}}}\n")], (0, 1, 2), "", 20, 400),
    "a line of 50 MB": ("w.yaml", ["name: [", lines(25_000_000, "a,"), "]\n"], 2, r"more than 4000000 values", 5, 900),
    "a Dockerfile that goes on for ever": ("Dockerfile", ["FROM a\nRUN x", lines(1_000_000, " \\\n")], (0, 1, 2), "", 5, 400),
    "a Dockerfile of a million instructions": ("Dockerfile", ["FROM a\n", lines(1_000_000, "RUN x\n")], (0, 1, 2), "", 10, 900),
}

# name: (file, bytes, exit code, what is said)
SMALL = {
    "a lone surrogate in JSON": ("w.json", b'{"name": "\\ud83d"}', 2, r"w\.json:1:10: .*surrogate"),
    "a lone surrogate in YAML": ("w.yaml", b'name: "\\ud83d"\n', 2, r"w\.yaml:1:"),
    "a surrogate in UTF-8": ("w.yaml", b"name: \xed\xa0\x80\n", 2, r"w\.yaml:1:7: .*UTF-8"),
    "an overlong slash": ("w.yaml", b"name: \xc0\xaf\n", 2, r"w\.yaml:1:7: .*UTF-8"),
    "an overlong NUL": ("w.yaml", b"name: \xe0\x80\x80\n", 2, r"w\.yaml:1:7: .*UTF-8"),
    "a character beyond Unicode": ("w.yaml", b"name: \xf4\x90\x80\x80\n", 2, r"w\.yaml:1:7: .*UTF-8"),
    "a character that is cut off": ("w.yaml", b"name: \xe2\x82", 2, r"w\.yaml:1:7: .*UTF-8"),
    "UTF-16 of an odd length": ("w.yaml", b"\xff\xfen\0a\0m\0e", 2, r"UTF-16"),
    "UTF-16 with a lone surrogate": ("w.yaml", b"\xff\xfen\0\x3d\xd8x\0", 2, r"UTF-16"),
    "UTF-32": ("w.yaml", "name: w\n".encode("utf-32"), 2, r"w\.yaml:1:"),
    "carriage returns only": ("w.yaml", WORKLOAD.replace("\n", "\r").encode(), 0, r"w\.yaml:1:7"),
    "a byte-order mark in the middle": ("w.yaml", b"name: w\n\xef\xbb\xbftimeout: 1s\n", 2, r"w\.yaml:2:1: .*byte-order mark"),
    "a tab as a blank in a flow": ("w.yaml", b"name: w\ngpu: {count:\t1,\ttype: l4}\n", (0, 2), ""),
    "tabs only": ("w.yaml", b"\t\t\t\n\t\t", 2, ""),
    "a directive of a later YAML": ("w.yaml", b"%YAML 9.9\n---\nname: w\n", 2, r"w\.yaml:1:"),
    "a directive of no YAML": ("w.yaml", b"%YAML x\n---\nname: w\n", 2, r"w\.yaml:1:"),
    "an unknown directive": ("w.yaml", b"%FOO bar\n---\nname: w\n", (0, 2), ""),
    "a tag of a programming language": ("w.yaml", b"name: !!python/object/apply:os.system [id]\n", 2, r"w\.yaml:1:7: "),
    "a binary": ("w.yaml", b"name: !!binary aGVsbG8=\n", (0, 2), ""),
    "a set": ("w.yaml", b"name: w\ntimeout: !!set {a, b}\n", 2, r"w\.yaml:2:10: "),
    "a tag with an address": ("w.yaml", b"name: w\ntimeout: !<tag:example.com,2000:x> 30s\n", (0, 2), ""),
    "a tag without a handle": ("w.yaml", b"name: w\ntimeout: !x!y 30s\n", 2, r"w\.yaml:2:10: "),
    "a tag at a key": ("w.yaml", b"name: w\n!x timeout: 30s\n", (0, 2), ""),
    "a tag at nothing": ("w.yaml", b"name: w\ntimeout: !!null\n", (0, 2), ""),
    "intrinsics of CloudFormation elsewhere": ("w.yaml", b"name: w\ntimeout: !Ref Timeout\n", (0, 2), ""),
}

# Numbers that are none, in the place of a quantity or count of each format.
NUMBERS = {
    "400 digits": "9" * 400, "400 digits behind a point": "0." + "3" * 400, "a negative one": "-1", "a fraction": "1.5",
    "1e999": "1e999", "an empty hexadecimal": "0x", "a hexadecimal": "0x10", "an octal": "010", "an octal of YAML 1.2": "0o10",
    "underscores": "1_000", "sexagesimal": "1:30", "infinity": ".inf", "none": ".nan", "thirty zeros": "1" + "0" * 30,
    "a plus": "+1", "one beyond 64 bits": "9223372036854775808", "arabic digits": "\u0661\u0662",
}
FORMATS = {
    "native": "name: w\nconcurrency: %s\n",
    "native-memory": "name: w\nmemory: %sGiB\n",
    "native-timeout": "name: w\ntimeout: %ss\n",
    "kubernetes-replicas": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  replicas: %s\n  selector: {matchLabels: {a: b}}\n"
                           "  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}\n",
    "kubernetes-memory": POD % "limits: {memory: %sGi}",
    "kubernetes-gpu": POD % "limits: {nvidia.com/gpu: %s}",
    "lambda-memory": "Resources: {F: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}, Handler: a.b, Runtime: python3.12, Role: r, MemorySize: %s}}}\n",
    "ecs-cpu": "Resources: {T: {Type: AWS::ECS::TaskDefinition, Properties: {Cpu: %s, Memory: 512, ContainerDefinitions: [{Name: a, Image: i}]}}}\n",
    "compose-replicas": "services: {a: {image: i, deploy: {replicas: %s}}}\n",
    "compose-memory": "services: {a: {image: i, mem_limit: %sg}}\n",
    "serverless-timeout": "service: s\nprovider: {name: aws, runtime: python3.12}\nfunctions: {f: {handler: a.b, timeout: %s}}\n",
}
# What a format takes all the same, as the programs that read it do: quantities have fractions, and parsers of YAML 1.1
# octal numbers. Everything else fails or is an error.
OLD_YAML = {"a hexadecimal", "an octal", "an octal of YAML 1.2", "underscores", "a plus"}
TAKEN = {
    "native-memory": {"a fraction"}, "native-timeout": {"a fraction"}, "kubernetes-replicas": OLD_YAML, "kubernetes-gpu": OLD_YAML - {"underscores"},  # no machine has a thousand
    "kubernetes-memory": {"400 digits behind a point", "a fraction", "an octal", "a plus"}, "ecs-cpu": {"a fraction", "an octal", "a plus"},
    "compose-replicas": {"an octal", "a plus"}, "serverless-timeout": {"an octal", "a plus"},
    "compose-memory": {"a fraction", "an octal", "a plus"},
}
