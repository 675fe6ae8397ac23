// Templates are called templates, and nothing else is.
#include "support/catch.hpp"
#include "unit/doc/reading.hpp"

#include <string>

using namespace placer;
using test::read;

TEST_CASE("templates are named with the tool that renders them") {
  const struct {
    std::string path, text, where, guilty, help;
  } cases[] = {
      {"w.yaml", "a: {{ .Values.x }}\n", "1:4 yaml.template", "{{", "'helm template'"},
      {"w.yaml", "{{- if .Values.on }}\nkind: Pod\n{{- end }}\n", "1:1 yaml.template", "{{",
       "'helm template'"},
      {"w.yaml", "a:\n  {{- include \"x\" . | nindent 4 }}\n", "2:3 yaml.template", "{{", "'helm template'"},
      {"w.yaml", "a: {{ .Name }}\n", "1:4 yaml.template", "{{", "Go templates"},
      {"w.yaml", "a: {{.Env.X}}\n", "1:4 yaml.template", "{{", "Go templates"},
      {"w.yaml", "{{/* c */}}\na: 1\n", "1:1 yaml.template", "{{", "Go templates"},
      {"w.yaml", "{{- /* c */ -}}\na: {{ .Values.x }}\n", "1:1 yaml.template", "{{", "'helm template'"},
      {"w.yaml", "a: {{ x | default(\"x\") }}\n", "1:4 yaml.template", "{{", "Jinja"},
      {"w.yaml", "a: {{ lookup(\"env\", \"X\") }}\n", "1:4 yaml.template", "{{", "Jinja"},
      {"w.yaml", "a: {{ ansible_host }}\n", "1:4 yaml.template", "{{", "Jinja"},
      {"w.yaml", "a: {{ .x | default \"y\" }}\n", "1:4 yaml.template", "{{", "Go templates"},
      {"w.yaml", "a: {{ name }}\n", "1:4 yaml.template", "{{",
       "Jinja, Ansible or whatever else fills in '{{ }}',"},
      {"w.yaml", "a: {b: ${CPU}, c: d}\n", "1:8 yaml.template", "${",
       "Terraform's templatefile, or envsubst,"},
      {"w.yaml", "a: [x, ${CPU}]\n", "1:8 yaml.template", "${", "Terraform's templatefile, or envsubst,"},
      {"w.yaml", "{{ cookiecutter.name }}:\n  b: 1\n", "1:1 yaml.template", "{{", "cookiecutter"},
      {"w.yaml", "a:\n{% for x in y %}\n  - b\n{% endfor %}\n", "2:1 yaml.template", "{%", "Jinja"},
      {"w.yaml.j2", "{# c #}\na: 1\n", "1:1 yaml.template", "{#", "Jinja"},
      {"w.yaml", "a: <% x: y %>\n", "1:4 yaml.template", "<%", "ERB"},
      {"w.yaml", "a:\n  %{ if x }\n  b: 1\n", "2:3 yaml.template", "%{", "Terraform"},
      {"w.yaml", "a: \"{{ template \"x\" . }}-b\"\n", "1:5 yaml.template", "{{", "'helm template'"},
      {"w.json", "{\"a\": {{ cookiecutter.x }} }", "1:7 json.template", "{{", "cookiecutter"},
      {"w.json", "{\"a\": ${cpu}, \"b\": 1}", "1:7 json.template", "${",
       "Terraform's templatefile, or envsubst,"},
      {"w.json", "{\"a\": ${jsonencode(b)}}", "1:7 json.template", "${", "with Terraform's templatefile and"},
      {"w.json", "{\"a\": $CPU }", "1:7 json.template", "$CPU", "envsubst"},
      {"w.json", "[1, <CPU>]", "1:5 json.template", "<CPU>", "write the value in its place"},
      {"w.json", "{\"a\":\n@CPU@}", "2:1 json.template", "@CPU@", "write the value in its place"},
      {"w.json", "{\"a\": __CPU__}", "1:7 json.template", "__CPU__", "write the value in its place"},
      {"w.json.tpl", "{\"a\": ${cpu}, \"b\": 1}", "1:7 yaml.template", "${", "envsubst"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text, c.path);
    CHECK(reading.problem() == c.where);
    CHECK(reading.guilty() == c.guilty);
    CHECK_THAT(reading.first().message, test::contains("this is a template"));
    CHECK_THAT(reading.first().help, test::contains(c.help));
  }
}

TEST_CASE("a template of ytt is one, though YAML takes its marks for comments") {
  struct Case {
    const char *text, *where;
  };
  const Case cases[] = {
      {"#@ load(\"@ytt:data\", \"data\")\n---\na: 1\n", "1:1 yaml.template"},
      {"# of the shop\n#@data/values\n---\na: 1\n", "2:1 yaml.template"},
      {"---\n#@overlay/match by=\"kind\"\n---\na: 1\n", "2:1 yaml.template"},
      {"a: 1\nb:\n  - c: #@ data.values.c\n", "3:8 yaml.template"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const test::Reading reading = read(c.text);
    CHECK(reading.problem() == c.where);
    CHECK_THAT(reading.first().message, test::contains("this is a template"));
    CHECK_THAT(reading.first().help, test::contains("ytt"));
  }
  for (const char* text : {"#@author somebody\na: 1\n", "a: 1 #@ b\n", "a: |\n  b: #@ data.values.c\n",
                           "a: '#@ data.values.c'\n", "a:\n# c\nb: 1\n"}) {
    CAPTURE(text);
    CHECK(read(text).problem() == "none");
  }
}

TEST_CASE("a dynamic reference of CloudFormation is no template") {
  const test::Reading reading = read("a: 1\nb: {{resolve:ssm:x}}\n");
  CHECK(reading.problem() == "2:4 yaml.key");
  CHECK(reading.guilty() == "{{");
  CHECK(reading.first().help == "put it into quotes: '{{resolve:...}}'");
}

TEST_CASE("what is wrong in JSON without anything to fill in is no template") {
  CHECK(read("{\"a\": <5}", "w.json").problem() == "1:7 json.syntax");
  CHECK(read("{\"a\": @}", "w.json").problem() == "1:7 json.syntax");
  CHECK(read("{\"a\": cpu}", "w.json").problem() == "1:7 json.syntax");
  CHECK(read("{\"a\": \"x\" ${b}}", "w.json").problem() == "1:11 json.syntax");
  // A text of YAML that needs quotes.
  CHECK(read("ports: [${PORT}:80]\n").problem() == "1:10 yaml.syntax");
}

TEST_CASE("an error far from the mark is shown beside it") {
  const test::Reading reading = read("- {{x}}: 1\n  b: 2\n");
  CHECK(reading.problem() == "1:3 yaml.template");
  CHECK(reading.first().related.empty());
  const test::Reading far = read("a:\n  {{x}}\nb: @\n");
  CHECK(far.problem() == "2:3 yaml.template");
  const test::Reading farther = read("a: <% x %>\nb: @\n");
  CHECK(farther.problem() == "1:4 yaml.template");
  REQUIRE(farther.first().related.size() == 1);
  CHECK(farther.first().related.front().message == "a value cannot begin with '@'");
}

TEST_CASE("marks in good yaml are text") {
  CHECK(read("a: '{{ x }}'\nb: x-{{ y }}\nc: |\n  {% if %}\n").tree() ==
        "{a: \"{{ x }}\", b: x-{{ y }}, c: \"{% if %}\\n\"}");
}

TEST_CASE("other errors are not blamed on marks in texts") {
  const struct {
    const char* what;
    std::string text, where;
  } cases[] = {
      {"in quotes", "a: '{{ x }}'\nb: @\n", "2:4 yaml.syntax"},
      {"inside a text", "a: echo {{x}}\nb: @\n", "2:4 yaml.syntax"},
      {"behind the error", "b: @\na: {{ x }}\n", "1:4 yaml.syntax"},
      {"in another document", "a: {{ x }}\n---\nb: @\n", "2 problems"},
      {"duplicate keys", "a: 1 # {{ x }}\na: 2 # {{ y }}\n", "2:1 yaml.duplicate-key"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    CHECK(read(c.text).problem() == c.where);
  }
  CHECK(read("a: {{ x }}\n---\nb: @\n").sink.in_order().back().code == "yaml.syntax");
}
