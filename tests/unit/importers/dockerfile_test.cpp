// Dockerfiles that stand alone: stages, variables, and what an image says of its workload.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::FactCase;
using placer::test::import;
using placer::test::Imported;

namespace {

void check_all(std::span<const FactCase> table) {
  for (const FactCase& one : table) {
    CAPTURE(one.lines, one.fact);
    const Imported imported = import(one.lines, "dockerfile");
    CHECK(imported.problems() == "");
    CHECK(imported.fact(one.fact) == one.expected);
  }
}

}  // namespace

TEST_CASE("a Dockerfile is a workload that runs an image") {
  static constexpr FactCase table[] = {
      {"FROM alpine", "package.format", "image (derived) = a Dockerfile builds an image"},
      {"FROM alpine", "target", "nothing"},
      {"FROM alpine", "gpu.count", "nothing"},
      {"FROM alpine", "trigger", "nothing"},
      {"FROM alpine", "ports", "nothing"},
      {"FROM alpine\nVOLUME /data\nUSER 1\nSTOPSIGNAL SIGINT", "persistent_volume", "nothing"},
      {"FROM a\nHEALTHCHECK --start-period=40s CMD true", "startup_time",
       "0s..40s (derived) = the health check waits that long for the start"},
      {"FROM a\nHEALTHCHECK --start-period=40s CMD true\nHEALTHCHECK NONE", "startup_time", "nothing"},
  };
  check_all(table);
}

TEST_CASE("ports are those of the stages that end in the image") {
  static constexpr FactCase table[] = {
      {"FROM a\nEXPOSE 80", "ports", "80"},
      {"FROM a\nEXPOSE 80/tcp 443/TCP\nEXPOSE 53/udp 80", "ports", "80, 443, 53"},
      {"FROM a\nEXPOSE 8000-8002", "ports", "8000, 8001, 8002"},
      {"FROM a\nEXPOSE 8080:80", "ports", "80"},
      {"FROM a\nARG PORT=3000\nEXPOSE $PORT", "ports", "3000 (assumed)"},
      {"FROM a\nENV PORT=3000\nEXPOSE ${PORT}/tcp", "ports", "3000"},
      {"FROM a\nENV PORT 3000\nEXPOSE ${PORT}", "ports", "3000"},
      {"FROM a\nARG PORT\nEXPOSE $PORT", "ports", "$PORT (unresolved) = `$PORT` is filled in by the build"},
      {"FROM a\nARG PORT\nEXPOSE ${PORT:-80}", "ports", "80 (assumed)"},
      {"FROM a\nENV PORTS=\"80 81\"\nEXPOSE $PORTS", "ports", "80, 81"},
      {"FROM a AS b\nEXPOSE 1\nFROM b\nEXPOSE 2", "ports", "1, 2"},
      {"FROM a AS b\nEXPOSE 1\nFROM c\nEXPOSE 2", "ports", "2"},
      {"FROM a AS b\nENV P=1\nFROM B\nEXPOSE $P", "ports", "1"},
      {"FROM a\nONBUILD EXPOSE 80", "ports", "nothing"},
  };
  check_all(table);
  const Imported ports = import("FROM a\nEXPOSE 53/udp", "dockerfile");
  CHECK(ports.fact("trigger") == "nothing");
  REQUIRE(ports.workloads.size() == 1);
  CHECK(ports.workloads[0].narrowed.size() == 1);
  CHECK(import("FROM a", "dockerfile").workloads[0].narrowed.empty());
}

TEST_CASE("variables of a Dockerfile are filled in as a build does") {
  static constexpr FactCase table[] = {
      {"ARG V=3.12\nFROM public.ecr.aws/lambda/python:$V", "runtime",
       "python3.12 (assumed) = it is built from `public.ecr.aws/lambda/python:3.12`"},
      {"ARG V=3.12\nARG B=public.ecr.aws/lambda/python:${V}\nFROM \"$B\"", "runtime",
       "python3.12 (assumed) = it is built from `public.ecr.aws/lambda/python:3.12`"},
      {"ARG V\nFROM public.ecr.aws/lambda/python:${V:-3.12}", "runtime",
       "python3.12 (assumed) = it is built from `public.ecr.aws/lambda/python:3.12`"},
      {"ARG V\nFROM public.ecr.aws/lambda/python:${V:+old-}3.12", "runtime",
       "python3.12 (assumed) = it is built from `public.ecr.aws/lambda/python:3.12`"},
      {"ARG V\nFROM public.ecr.aws/lambda/python:$V", "runtime",
       "public.ecr.aws/lambda/python:$V (unresolved) = `public.ecr.aws/lambda/python:$V` is filled in by the "
       "build"},
      {"ARG P=80\nFROM a\nEXPOSE $P", "ports", "$P (unresolved) = `$P` is filled in by the build"},
      {"ARG P=80\nFROM a\nARG P\nEXPOSE $P", "ports", "80 (assumed)"},
      {"ARG P=80\nFROM a\nARG P=81\nEXPOSE $P", "ports", "81 (assumed)"},
      {"FROM a\nENV P=80\nARG P=81\nEXPOSE $P", "ports", "80"},
      {"FROM a\nENV P=8 Q=$P\nENV P=9 R=$P\nEXPOSE ${R}0", "ports", "80"},
      {"FROM a\nENV P=8\nEXPOSE ${P:-9}1", "ports", "81"},
      {"FROM a\nENV P=\nEXPOSE ${P:-9}1", "ports", "91"},
      {"FROM a\nENV P=8\nEXPOSE ${P#x}", "ports", "${P#x} (unresolved) = `${P#x}` is filled in by the build"},
      {"FROM a\nENV P=8\nEXPOSE ${Q:-${P}0}", "ports", "80 (assumed)"},
      {"FROM scratch\nEXPOSE 8${NOTHING}0", "ports", "80"},
      {"# escape=`\nFROM a\nENV P=8 `\n Q=1\nEXPOSE $P$Q", "ports", "81"},
      {"FROM a\nARG P=$P\nEXPOSE 80$P", "ports", "80$P (unresolved) = `80$P` is filled in by the build"},
  };
  check_all(table);
}

TEST_CASE("the platform of an image is that of the stage it is built from") {
  static constexpr FactCase table[] = {
      {"FROM --platform=linux/arm64 a", "architecture", "arm64"},
      {"FROM --platform=linux/amd64 a", "architecture", "x86_64"},
      {"FROM --platform=linux/arm64 a", "operating_system", "linux"},
      {"FROM --platform=windows/amd64 a", "operating_system", "windows"},
      {"FROM --platform=linux/arm64 a AS b\nFROM b", "architecture", "arm64"},
      {"FROM --platform=linux/arm64 a AS b\nFROM c", "architecture", "nothing"},
      {"FROM --platform=$TARGETPLATFORM a", "architecture", "nothing"},
      {"FROM --platform=${BUILDPLATFORM} a", "architecture", "nothing"},
      {"ARG P\nFROM --platform=$P a", "architecture", "$P (unresolved) = `$P` is filled in by the build"},
      {"FROM --platform=linux/s390x a", "architecture", "s390x (unresolved) = placer does not know `s390x`"},
  };
  check_all(table);
}

TEST_CASE("an image for Lambda is written for it") {
  static constexpr FactCase table[] = {
      {"FROM public.ecr.aws/lambda/nodejs:22", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM public.ecr.aws/lambda/nodejs:22\nENTRYPOINT [\"node\", \"server.js\"]", "target", "nothing"},
      {"FROM public.ecr.aws/lambda/provided:al2023\nENTRYPOINT [\"./main\"]", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM python:3.13\nENTRYPOINT [\"python\", \"-m\", \"awslambdaric\"]\nCMD [\"app.handler\"]", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM python:3.13\nENTRYPOINT [\"python\", \"-m\", \"awslambdaric\"]", "runtime", "nothing"},
      {"FROM python:3.13\nCMD [\"python\", \"-m\", \"awslambdaric\", \"app.handler\"]", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM python:3.13\nCMD python -m awslambdaric app.handler", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM python:3.13\nENTRYPOINT [\"python\", \"-m\"]\nCMD [\"awslambdaric\", \"app.handler\"]", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM python:3.13\nCMD [\"python\", \"-m\", \"awslambdaric\"]\nCMD [\"python\", \"app.py\"]", "target",
       "nothing"},
      {"FROM python:3.13 AS b\nCMD [\"python\", \"-m\", \"awslambdaric\"]\nFROM b\nENTRYPOINT [\"app\"]",
       "target", "nothing"},
      {"FROM python:3.13 AS b\nCMD [\"python\", \"-m\", \"awslambdaric\"]\nFROM b\nENV A=b", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM public.ecr.aws/lambda/nodejs:22\nCMD [\"app.handler\"]", "target",
       "aws-lambda/image (derived) = what the manifest describes"},
      {"FROM public.ecr.aws/lambda/nodejs:22 AS b\nFROM alpine\nCOPY --from=b /a /a", "target", "nothing"},
      {"FROM public.ecr.aws/lambda/python:latest", "runtime",
       "public.ecr.aws/lambda/python:latest (unresolved) = `public.ecr.aws/lambda/python:latest` does not "
       "tell which "
       "version"},
  };
  check_all(table);
}
