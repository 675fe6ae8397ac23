// Families are told by the last part of the path; what stands in a tag (`-alpine`, `-nanoserver`) goes before
// that. Images for accelerators call themselves so, in the path or the tag.
#include "importers/dockerfile_base.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

namespace placer::importers::dockerfile {
namespace {

/// The words of a name: "12.2.2-devel-ubuntu22.04" has "12.2.2", "devel" and "ubuntu22.04".
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("-_/+", at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// A word, or the word and a number: "cuda", "cuda12.1".
bool is_with_number(std::string_view part, std::string_view word) {
  return part.starts_with(word) && (part.size() == word.size() || is_digit(part[word.size()]));
}

struct Family {
  std::string_view name, family, system;
};
/// Words of tags and last parts of paths.
constexpr Family families[] = {{"alpine", "Alpine", "linux"},
                               {"debian", "Debian", "linux"},
                               {"ubuntu", "Ubuntu", "linux"},
                               {"buster", "Debian", "linux"},
                               {"bullseye", "Debian", "linux"},
                               {"bookworm", "Debian", "linux"},
                               {"trixie", "Debian", "linux"},
                               {"focal", "Ubuntu", "linux"},
                               {"jammy", "Ubuntu", "linux"},
                               {"noble", "Ubuntu", "linux"},
                               {"amazonlinux", "Amazon Linux", "linux"},
                               {"fedora", "Fedora", "linux"},
                               {"centos", "CentOS", "linux"},
                               {"rockylinux", "Rocky Linux", "linux"},
                               {"almalinux", "AlmaLinux", "linux"},
                               {"oraclelinux", "Oracle Linux", "linux"},
                               {"ubi", "Red Hat UBI", "linux"},
                               {"minimal", "Red Hat UBI", "linux"},
                               {"leap", "openSUSE", "linux"},
                               {"archlinux", "Arch Linux", "linux"},
                               {"azurelinux", "Azure Linux", "linux"},
                               {"mariner", "CBL-Mariner", "linux"},
                               {"busybox", "BusyBox", "linux"},
                               {"wolfi", "Wolfi", "linux"},
                               {"nanoserver", "Windows Nano Server", "windows"},
                               {"windowsservercore", "Windows Server Core", "windows"},
                               {"servercore", "Windows Server Core", "windows"}};

/// What the usual images of programs and languages have where the tag says nothing else, which some changed
/// with a version; they are listed in https://github.com/docker-library/official-images/tree/master/library.
struct Official {
  std::string_view repository, family;
  bool either = false;  ///< the same tag is one of Windows where that builds the image
};
constexpr Official officials[] = {{"python", "Debian", true},
                                  {"node", "Debian"},
                                  {"golang", "Debian", true},
                                  {"ruby", "Debian"},
                                  {"rust", "Debian"},
                                  {"php", "Debian"},
                                  {"perl", "Debian"},
                                  {"erlang", "Debian"},
                                  {"elixir", "Debian"},
                                  {"gcc", "Debian"},
                                  {"buildpack-deps", "Debian"},
                                  {"eclipse-temurin", "Ubuntu", true},
                                  {"amazoncorretto", "Amazon Linux"},
                                  {"nginx", "Debian"},
                                  {"httpd", "Debian"},
                                  {"haproxy", "Debian"},
                                  {"redis", "Debian"},
                                  {"memcached", "Debian"},
                                  {"postgres", "Debian"},
                                  {"mysql", "Oracle Linux or Debian"},
                                  {"mariadb", "Ubuntu or Debian"},
                                  {"mongo", "Ubuntu or Debian", true},
                                  {"rabbitmq", "Ubuntu or Debian"},
                                  {"wordpress", "Debian"}};

const Official* official(std::string_view repository) {
  static constexpr Official dotnet{"", "Debian or Ubuntu", true};
  if (repository.starts_with("mcr.microsoft.com/dotnet/")) return &dotnet;
  for (const Official& one : officials)
    if (one.repository == repository) return &one;
  return nullptr;
}

const Family* family_in(std::string_view text) {
  for (const std::string_view part : parts_of(text))
    for (const Family& family : families)
      if (is_with_number(part, family.name)) return &family;
  return nullptr;
}

struct Architecture {
  std::string_view begin, name;
};
/// Docker's own images for one architecture.
constexpr Architecture architectures[] = {{"arm64v8/", "arm64"}, {"amd64/", "x86_64"}};

/// Images that are made to use accelerators; those that say so in a word of their name are found by that.
constexpr std::string_view of_nvidia[] = {"nvidia/", "nvcr.io/", "vllm/vllm-openai",
                                          "huggingface/text-generation-inference",
                                          "ghcr.io/huggingface/text-generation-inference",
                                          // every tag of it is built with CUDA, `latest` too
                                          "pytorch/pytorch"};

bool is_cuda(std::string_view part) {
  if (part.starts_with("cu") && part.size() > 3)  // "cu118" of PyTorch
    if (std::all_of(part.begin() + 2, part.end(), is_digit)) return true;
  return is_with_number(part, "cuda") || is_with_number(part, "cudnn") || part == "gpu" || part == "nvidia";
}

std::string_view maker_of(const ImageName& image) {
  std::vector<std::string_view> parts = parts_of(image.repository);
  const std::vector<std::string_view> tag = parts_of(image.tag);
  parts.insert(parts.end(), tag.begin(), tag.end());
  const auto any = [&](const auto& test) { return std::any_of(parts.begin(), parts.end(), test); };
  if (any([](std::string_view part) { return part == "cpu"; })) return {};
  if (any([](std::string_view part) { return is_with_number(part, "rocm"); })) return "AMD";
  if (any([](std::string_view part) { return part == "neuron" || part == "neuronx"; })) return "AWS";
  const bool named = std::any_of(std::begin(of_nvidia), std::end(of_nvidia),
                                 [&](std::string_view begin) { return image.repository.starts_with(begin); });
  return named || any(is_cuda) ? "NVIDIA" : "";
}

/// "3.13", "3.13-arm64" and "3.13.2024.10.14.16" are of one version; "latest" is of none.
std::string version_of(std::string_view tag) {
  std::string version;
  const std::string_view part = tag.substr(0, tag.find('-'));
  std::size_t dots = 0;
  for (const char c : part) {
    if (c == '.' && ++dots > 1) break;
    if (c != '.' && !is_digit(c)) return {};
    version += c;
  }
  return version;
}

/// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
std::string runtime_of(std::string_view language, std::string_view tag) {
  if (language == "provided") {
    const std::string_view system = tag.substr(0, tag.find_first_of("-."));
    if (system == "alami") return "provided";
    return system == "al2" || system == "al2023" ? fmt::format("provided.{}", system) : std::string();
  }
  if (language == "java" && tag.starts_with("8.al2")) return "java8.al2";
  const std::string version = version_of(tag);
  const std::string major = version.substr(0, version.find('.'));
  if (version.empty()) return {};
  if (language == "python" || language == "ruby") return fmt::format("{}{}", language, version);
  if (language == "nodejs") return fmt::format("nodejs{}.x", major);
  if (language == "dotnet") return fmt::format("dotnet{}", major);
  if (language == "go") return "go1.x";
  return language == "java" ? fmt::format("java{}", major) : std::string();
}

/// The language of an image that AWS gives for Lambda: `public.ecr.aws/lambda/python`, and on Docker Hub
/// `amazon/aws-lambda-python`.
std::string_view lambda_language(std::string_view repository) {
  for (const std::string_view begin : {"public.ecr.aws/lambda/", "amazon/aws-lambda-"})
    if (repository.starts_with(begin)) return repository.substr(begin.size());
  return {};
}

bool is_windows(std::string_view repository) {
  return repository.starts_with("mcr.microsoft.com/windows/") || repository == "mcr.microsoft.com/windows" ||
         repository.starts_with("mcr.microsoft.com/dotnet/framework/");
}

}  // namespace

ImageName::ImageName(std::string_view text) {
  const std::size_t digest = text.find('@');
  std::string_view name = text.substr(0, digest);
  const std::size_t slash = name.rfind('/'), colon = name.rfind(':');
  // What stands behind the last slash may have a tag; before it, a colon is that of a port.
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    tag = to_lower(name.substr(colon + 1));
    name = name.substr(0, colon);
  } else {
    by_digest = digest != std::string_view::npos;
  }
  repository = to_lower(name);
  for (const std::string_view usual :
       {"docker.io/", "index.docker.io/", "public.ecr.aws/docker/", "library/"})
    if (repository.starts_with(usual)) repository.erase(0, usual.size());
}

BaseImage describe_base(const ImageName& image, bool tag_known) {
  BaseImage base;
  const std::string_view repository = image.repository;
  const std::string_view last = repository.substr(repository.rfind('/') + 1);
  if (is_windows(repository)) {
    base.system = "windows";
    base.family = "Windows";
  } else if (const Family* family = family_in(image.tag); family != nullptr) {
    base.system = family->system;
    base.family = family->family;
  } else if (repository.find("distroless/") != std::string_view::npos) {
    base.system = "linux";
    base.family = "distroless";
  } else if (const Family* own = family_in(last); own != nullptr) {
    base.system = own->system;
    base.family = own->family;
  }
  std::string_view plain = repository;
  for (const Architecture& one : architectures)
    if (repository.starts_with(one.begin)) {
      base.architecture = one.name;
      plain.remove_prefix(one.begin.size());
    }
  if (const Official* usual = official(plain);
      usual != nullptr && base.system.empty() && (tag_known || !usual->either)) {
    base.system = "linux";
    base.family = usual->family;
    base.either = usual->either;
  }
  base.maker = maker_of(image);
  if (const std::string_view language = lambda_language(repository); !language.empty()) {
    base.lambda = true;
    base.system = "linux";
    base.family = "Amazon Linux";
    if (tag_known) base.runtime = runtime_of(language, image.tag);
    for (const auto& [ending, name] : {std::pair("-arm64", "arm64"), std::pair("-x86_64", "x86_64")})
      if (image.tag.ends_with(ending)) base.architecture = name;
  }
  return base;
}

}  // namespace placer::importers::dockerfile
