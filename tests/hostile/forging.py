"""Nothing in a manifest forges an annotation, breaks a table or runs in a browser: nasty texts in every place of manifests of
several formats, and each output held against what reads it."""
import copy
import html.parser
import itertools
import json
import pathlib
import re
import shutil
import subprocess
import urllib.parse
import xml.etree.ElementTree

NASTY = {
    "an annotation": "x\n::error file=a::PWN", "an annotation behind a carriage return": "x\r::error::PWN", "an old command": "##[error]PWN",
    "an annotation at the front": "::set-output name=PWN::x", "an encoded line end": "%0A::error::PWN", "a property": "a,line=1::PWN",
    "a script": "<script>PWN()</script>", "an image": "<img src=x onerror=PWN>", "the end of CDATA": "]]><PWN/>", "an entity": "&PWN; &#60;PWN&#62;",
    "cells of a table": "a | PWN | b |\n| c | d |", "code": "`PWN` ``` PWN", "a fence": "x\n```\nPWN\n```\n# PWN", "a link": "[PWN](javascript:alert(1))",
    "a picture": "![PWN](https://example.com/PWN)", "an address": "https://PWN.example.com", "somebody": "@PWN #1 PWN@example.com",
    "the end of details": "</summary></details></td>PWN", "a comment": "<!-- PWN", "a place to fill in": "{0} {PWN} %s",
    "a title of the terminal": "\x1b]0;PWN\x07", "a colour": "\x1b[31mPWN", "an escape of eight bits": "\u009b31mPWN", "a turn of direction": "\u202ePWN\u2066",
    "nothing that shows": "\u200bP\u00adWN\ufeff", "separators of lines": "\u2028PWN\u0085", "a path": "../../../PWN", "a scheme": "javascript:PWN", "a file": "file:///PWN",
    "a quote": "\"PWN' \\", "a formula": "=PWN()+cmd|' /C calc'!A0", "5,000 bytes": "PWN" * 1700,
}
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
MANIFESTS = {
    "native": {"name": "w", "trigger": "http", "timeout": "20min", "memory": "99GiB", "target": "aws-lambda/zip", "regions": ["eu-west-1"], "gpu": {"count": 1, "type": "l4"}},
    "pod": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "n", "labels": {"a": "b"}, "annotations": {"placer/timeout": "30s"}},
            "spec": {"nodeSelector": {"a": "b"}, "containers": [{"name": "c", "image": "i", "command": ["x"], "env": [{"name": "E", "value": "v"}],
                     "resources": {"requests": {"memory": "2Gi"}, "limits": {"memory": "1Gi", "cpu": "1"}}, "volumeMounts": [{"name": "v", "mountPath": "/m"}]}]}},
    "sam": {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {
        "FunctionName": "f", "Runtime": "python3.12", "Handler": "a.b", "CodeUri": "x", "Timeout": 901, "MemorySize": {"Ref": "P"}, "Events": {"E": {"Type": "SQS", "Properties": {"Queue": "q"}}}}}}},
    "compose": {"services": {"a": {"image": "i", "deploy": {"replicas": 2, "resources": {"limits": {"memory": "1g", "cpus": "x"}}}, "ports": ["80:80"], "restart": "never"}}},
}
FORMATS = ("json", "yaml", "ndjson", "sarif", "github", "markdown", "gitlab", "junit", "oneline")


def variants(value):
    """A tree once for each of its texts, values and names of keys alike, with a mark in the place of that one."""
    places = []

    def walk(node, path):
        if isinstance(node, dict):
            for key, child in node.items():
                places.append((path, key))
                walk(child, (*path, key))
        elif isinstance(node, list):
            for index, child in enumerate(node):
                walk(child, (*path, index))
        else:
            places.append((path, None))
    walk(value, ())

    def at(node, path):
        for step in path:
            node = node[step]
        return node
    for path, key in places:
        def put(text, path=path, key=key):
            tree = copy.deepcopy(value)
            if key is not None:
                mapping = at(tree, path)
                changed = {text if name == key else name: child for name, child in mapping.items()}
                mapping.clear()
                mapping.update(changed)
            else:
                at(tree, path[:-1])[path[-1]] = text
            return tree
        yield put


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.wrong, self.code, self.text = [], 0, ""

    def handle_starttag(self, tag, attributes):
        self.code += tag in ("code", "pre")
        if tag not in ("h3", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "code", "pre", "a", "br", "ul", "li", "em", "strong", "h4"):
            self.wrong.append(f"<{tag}>")
        for name, value in attributes:
            if "PWN" in (value or "").upper() or name.startswith("on"):
                self.wrong.append(f"<{tag} {name}={value!r}>")

    def handle_endtag(self, tag):
        self.code -= tag in ("code", "pre")

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}")

    def handle_data(self, data):
        if not self.code:
            self.text += data


def check_log(what, text, wrong):
    for line in text.splitlines():
        if line.lstrip().startswith("::") or "##[" in line:
            wrong(f"{what}: a command in a log: {line[:200]!r}")


def check_github(text, files, wrong):
    for line in text.split("\n"):
        if re.fullmatch(r"::group::placer: [0-9a-z, ]+ more|::endgroup::", line):
            continue
        if not line.lstrip().startswith("::"):
            check_log("github", line, wrong)
            continue
        match = re.fullmatch(r"::(error|warning|notice)(?: ([^:]*))?::([^\r\n]*)", line)
        if not match:
            wrong(f"github: no command that placer writes: {line[:200]!r}")
            continue
        for pair in filter(None, (match[2] or "").split(",")):
            key, _, value = pair.partition("=")
            if key not in ("file", "line", "endLine", "col", "endColumn", "title"):
                wrong(f"github: the property {key!r} in {line[:200]!r}")
            if key == "file" and urllib.parse.unquote(value) not in files:
                wrong(f"github: the file {value!r} in {line[:200]!r}")


def check_sarif(text, files, wrong):
    def walk(node):
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "uri" and urllib.parse.unquote(value) not in files:
                    wrong(f"sarif: the address {value!r}")
                if key in ("helpUri", "informationUri") and not value.startswith("https://"):
                    wrong(f"sarif: the address {value!r}")
                if key == "text" and re.search(r"(?<!\\)\[[^\]]*PWN[^\]]*(?<!\\)\]\(", value):
                    wrong(f"sarif: a link in {value[:200]!r}")
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
    walk(json.loads(text))


def check_markdown(text, wrong):
    if not shutil.which("cmark-gfm"):
        return
    options = [word for name in ("table", "autolink", "strikethrough", "tagfilter") for word in ("-e", name)]
    page = Page()
    page.feed(subprocess.run(["cmark-gfm", "--unsafe", *options], input=text.encode(), capture_output=True, check=True).stdout.decode())
    for one in page.wrong:
        wrong(f"markdown: {one}")
    if "@PWN" in page.text:
        wrong("markdown: somebody is mentioned")


def forging(texts, Wrong):
    """Each place gets one of the texts, the next one the next."""
    def test(t):
        files = set()
        turn = itertools.cycle(texts)
        for kind, manifest in MANIFESTS.items():
            for number, put in enumerate(variants(manifest)):
                files.add(t.write(f"d/{kind}-{number}.yaml", json.dumps(put(next(turn)))))
        problems = []
        for command in (["check", "d", "-v"], ["analyze", "d"]):
            names = [name for name in FORMATS if command[0] == "check" or name not in ("gitlab", "junit")]
            formats = [word for name in names for word in ("-f", f"{name}={name}.out")]
            result = t.run(*command, *formats, status=(0, 1, 2), seconds=30, megabytes=256)
            wrong = lambda problem: problems.append(f"{command[0]} -f {problem}")
            check_log("text", result.out.decode(), wrong)
            check_log("stderr", result.err.decode(), wrong)
            if found := HIDDEN.search(result.text()):
                wrong(f"text: the character {found.group()!r} in {result.text()[max(0, found.start() - 60):found.end() + 20]!r}")
            for name in names:
                text = pathlib.Path(t.directory, f"{name}.out").read_bytes().decode()
                if found := HIDDEN.search(text):
                    wrong(f"{name}: the character {found.group()!r} in {text[max(0, found.start() - 60):found.end() + 20]!r}")
                if name == "json":
                    json.loads(text)
                elif name == "gitlab":
                    for one in json.loads(text):
                        if one["location"]["path"] not in files:
                            wrong(f"gitlab: the path {one['location']['path']!r}")
                elif name == "ndjson":
                    [json.loads(line) for line in text.split("\n") if line]
                elif name == "sarif":
                    check_sarif(text, files, wrong)
                elif name == "github":
                    check_github(text, files, wrong)
                elif name == "markdown":
                    check_markdown(text, wrong)
                elif name == "junit":
                    xml.etree.ElementTree.fromstring(text)
                elif name == "oneline":
                    check_log(name, text, wrong)
                    widths = {line.count("\t") for line in text.split("\n") if line}
                    if len(widths) > 1:
                        wrong(f"oneline: lines of {widths} columns")
        if problems:
            raise Wrong("\n".join(problems[:20]))
    return test
