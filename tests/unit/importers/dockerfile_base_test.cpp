// What the names of base images tell.
#include "importers/dockerfile_base.hpp"

#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <fmt/core.h>

#include <string>

using placer::importers::dockerfile::BaseImage;
using placer::importers::dockerfile::describe_base;
using placer::importers::dockerfile::ImageName;
using placer::test::import;
using placer::test::Imported;

TEST_CASE("a base image tells its system, its architecture, and for which accelerators it is made") {
  struct Case {
    const char* name;
    const char* expected;  ///< system, family, architecture, maker
  };
  static constexpr Case table[] = {
      {"alpine", "linux|Alpine||"},
      {"docker.io/library/debian:12", "linux|Debian||"},
      {"public.ecr.aws/docker/library/python:3.12-slim-bookworm", "linux|Debian||"},
      {"golang:1.25-alpine3.22@sha256:0000", "linux|Alpine||"},
      {"localhost:5000/base", "|||"},
      {"gcr.io/distroless/static-debian12:nonroot", "linux|distroless||"},
      {"arm64v8/alpine:3", "linux|Alpine|arm64|"},
      {"mcr.microsoft.com/windows/servercore:ltsc2022", "windows|Windows||"},
      {"mcr.microsoft.com/dotnet/framework/aspnet:4.8", "windows|Windows||"},
      {"mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-ltsc2022", "windows|Windows Nano Server||"},
      {"mcr.microsoft.com/dotnet/aspnet:8.0", "linux|Debian or Ubuntu||"},
      {"mcr.microsoft.com/dotnet/sdk:9.0-azurelinux3.0", "linux|Azure Linux||"},
      {"python:3.12-windowsservercore-1809", "windows|Windows Server Core||"},
      {"nvidia/cuda:12.4.1-runtime-ubuntu22.04", "linux|Ubuntu||NVIDIA"},
      {"nvcr.io/nvidia/pytorch:24.01-py3", "|||NVIDIA"},
      {"pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime", "|||NVIDIA"},
      {"rayproject/ray:2.41.0-py310-cu118", "|||NVIDIA"},
      {"tensorflow/tensorflow:2.16.1-gpu", "|||NVIDIA"},
      {"rocm/pytorch:latest", "|||AMD"},
      {"vllm/vllm-openai:latest", "|||NVIDIA"},
      {"1.dkr.ecr.us-west-2.amazonaws.com/pytorch-training-neuronx:2.1", "|||AWS"},
      {"mxnet/python:1.9.1_cpu_py3", "|||"},
      {"custom/cutlery:1", "|||"},
      {"node:20", "linux|Debian||"},
      {"python", "linux|Debian||"},
      {"python:3.12-slim", "linux|Debian||"},
      {"docker.io/library/nginx:1.27-perl", "linux|Debian||"},
      {"public.ecr.aws/docker/library/golang:1.25", "linux|Debian||"},
      {"arm64v8/redis:7", "linux|Debian|arm64|"},
      {"eclipse-temurin:21-jre-ubi9-minimal", "linux|Red Hat UBI||"},
      {"eclipse-temurin:21-jre", "linux|Ubuntu||"},
      {"amazoncorretto:21", "linux|Amazon Linux||"},
      {"mysql:8", "linux|Oracle Linux or Debian||"},
      {"mongo:8-windowsservercore", "windows|Windows Server Core||"},
      {"someone/python:3.12", "|||"},
      {"pytorch/pytorch", "|||NVIDIA"},
      {"pytorch/pytorch:latest", "|||NVIDIA"},
      {"ghcr.io/huggingface/text-generation-inference:2.0", "|||NVIDIA"},
      {"ghcr.io/huggingface/text-generation-inference:2.0-rocm", "|||AMD"},
  };
  for (const Case& one : table) {
    CAPTURE(one.name);
    const BaseImage base = describe_base(ImageName(one.name), true);
    CHECK(fmt::format("{}|{}|{}|{}", base.system, base.family, base.architecture, base.maker) ==
          one.expected);
  }
}

TEST_CASE("an image of either system is of Linux unless something tells that Windows builds it") {
  const auto system = [](const char* text) { return import(text, "dockerfile").fact("operating_system"); };
  CHECK(system("FROM golang:1.25") == "linux (derived) = it is built from `golang:1.25`, which has Debian");
  CHECK(system("# escape=`\nFROM golang:1.25") == "nothing");
  CHECK(system("# escape=`\nFROM node:20") ==
        "linux (derived) = it is built from `node:20`, which has Debian");
  CHECK(system("ARG V\nFROM golang:${V}") == "nothing");
}

TEST_CASE("an image of AWS for Lambda tells its runtime") {
  struct Case {
    const char* name;
    const char* runtime;
  };
  static constexpr Case table[] = {
      {"public.ecr.aws/lambda/python:3.13", "python3.13"},
      {"public.ecr.aws/lambda/python:3.13.2024.11.22.09-arm64", "python3.13"},
      {"amazon/aws-lambda-python:3.8", "python3.8"},
      {"public.ecr.aws/lambda/nodejs:22", "nodejs22.x"},
      {"public.ecr.aws/lambda/java:21", "java21"},
      {"public.ecr.aws/lambda/java:8.al2", "java8.al2"},
      {"public.ecr.aws/lambda/dotnet:8", "dotnet8"},
      {"public.ecr.aws/lambda/ruby:3.3", "ruby3.3"},
      {"public.ecr.aws/lambda/provided:al2023", "provided.al2023"},
      {"public.ecr.aws/lambda/go:1", "go1.x"},
      {"public.ecr.aws/lambda/python:latest", ""},
      {"public.ecr.aws/lambda/python", ""},
  };
  for (const Case& one : table) {
    CAPTURE(one.name);
    const BaseImage base = describe_base(ImageName(one.name), true);
    CHECK(base.lambda);
    CHECK(base.runtime == one.runtime);
  }
  CHECK(describe_base(ImageName("public.ecr.aws/lambda/python:3.13-arm64"), true).architecture == "arm64");
}

TEST_CASE("an image for accelerators leaves open whether one is needed") {
  const Imported cuda = import("FROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS b\nFROM b", "dockerfile");
  CHECK(cuda.fact("gpu.count") ==
        "nvidia/cuda:12.4.1-base-ubuntu22.04 (unresolved) = it is built from "
        "`nvidia/cuda:12.4.1-base-ubuntu22.04`, "
        "made for accelerators of NVIDIA; that does not say whether it needs one");
  REQUIRE(cuda.workloads.size() == 1);
  CHECK(cuda.workloads[0].maker_types != 0);
  const Imported rocm = import("FROM rocm/pytorch", "dockerfile");
  CHECK(rocm.workloads[0].maker_types != 0);
  CHECK((rocm.workloads[0].maker_types & cuda.workloads[0].maker_types) == 0);
  CHECK(import("FROM nvidia/cuda AS b\nFROM debian\nCOPY --from=b /a /a", "dockerfile").fact("gpu.count") ==
        "nothing");
  CHECK(import("FROM a\nENV NVIDIA_VISIBLE_DEVICES=all", "dockerfile")
            .fact("gpu.count")
            .starts_with("all (unres"));
  CHECK(import("FROM a\nENV NVIDIA_VISIBLE_DEVICES=none", "dockerfile").fact("gpu.count") == "nothing");
}
