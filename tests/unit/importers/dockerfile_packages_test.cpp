// What the commands of a build put into the image.
#include "support/catch.hpp"
#include "unit/importers/importing.hpp"

#include <string>

using placer::test::import;
using placer::test::Imported;

namespace {

std::string packages(const std::string& text) {
  const Imported imported = import("FROM a\n" + text, "dockerfile");
  return imported.problems().empty() ? imported.fact("system_packages") : imported.problems();
}

std::string dependencies(const std::string& text) {
  return import("FROM a\n" + text, "dockerfile").fact("package.size");
}

std::string put(const std::string& command, const std::string& names) {
  return "true (derived) = `" + command + "` puts " + names + " into the image";
}

}  // namespace

TEST_CASE("packages of the system that are installed are seen, whatever installs them") {
  struct Case {
    const char* text;
    const char* command;
    const char* names;
  };
  static constexpr Case table[] = {
      {"RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*",
       "apt-get install", "curl"},
      {"RUN apt-get update \\\n && apt-get install -y \\\n # note\n  curl=7.* \\\n  git", "apt-get install",
       "curl, git"},
      {"RUN DEBIAN_FRONTEND=noninteractive sudo /usr/bin/apt install -t bookworm-backports a b c d",
       "apt install", "a, b, c, ..."},
      {"RUN [\"apt-get\", \"install\", \"-y\", \"curl\"]", "apt-get install", "curl"},
      {"RUN apk add --no-cache curl", "apk add", "curl"},
      {"RUN apk --no-cache add --repository http://x curl>8", "apk add", "curl"},
      {"RUN yum -y install gcc; yum clean all", "yum install", "gcc"},
      {"RUN if true; then dnf install -y --setopt=tsflags=nodocs tar; fi", "dnf install", "tar"},
      {"RUN microdnf install python3", "microdnf install", "python3"},
      {"RUN zypper --non-interactive install -y git", "zypper install", "git"},
      {"RUN pacman -Sy --noconfirm git", "pacman -Sy", "git"},
      {"RUN bash -ec \"apt-get update; apt-get install -y 'curl'\"", "apt-get install", "curl"},
      {"RUN <<EOF\nset -e\napt-get install -y curl\nEOF", "apt-get install", "curl"},
      {"RUN bash <<EOF\napt-get install -y curl # more\nEOF", "apt-get install", "curl"},
      {"RUN --mount=type=cache,target=/var/cache/apt apt-get install -y curl", "apt-get install", "curl"},
      {"RUN apt-get install -y $(cat packages.txt)", "apt-get install", "$(cat packages.txt)"},
      {"RUN yum groupinstall -y 'Development Tools'", "yum groupinstall", "Development Tools"},
  };
  for (const Case& one : table) {
    CAPTURE(one.text);
    CHECK(packages(one.text) == put(one.command, one.names));
  }
}

TEST_CASE("what installs no package, or takes it away again, leaves none") {
  static constexpr const char* table[] = {
      "RUN apt-get update && apt-get upgrade -y",
      "RUN apt-get install -y",
      "RUN echo apt-get install curl",
      "RUN echo 'apt-get install curl'",
      "RUN cat <<EOF > /x\napt-get install curl\nEOF",
      "RUN python3 <<EOF\napt-get install curl\nEOF",
      "RUN apt-get install -y gcc && make && apt-get purge -y --auto-remove gcc",
      "RUN apk add --virtual .build gcc musl-dev && make && apk del .build",
      "RUN apk add --no-cache gcc=1\nRUN apk del gcc",
      "RUN apt-get install -y $DEPS && make && apt-get remove -y $DEPS",
      "RUN yum clean all && rm -rf /var/cache/yum",
      "COPY <<EOF /x\napt-get install curl\nEOF",
      "CMD apt-get install curl",
      "FROM b\nRUN true",
      "ONBUILD RUN apt-get install -y curl",
      "RUN # apt-get install curl",
  };
  for (const char* text : table) {
    CAPTURE(text);
    CHECK(packages(text) == "nothing");
  }
  CHECK(packages("RUN apt-get install -y curl gcc && apt-get purge -y gcc") ==
        put("apt-get install", "curl"));
}

TEST_CASE("packages count in the stages that end in the image") {
  CHECK(import("FROM a AS b\nRUN apk add git\nFROM c\nCOPY --from=b /x /x", "dockerfile")
            .fact("system_packages") == "nothing");
  CHECK(import("FROM a AS b\nRUN apk add git\nFROM b\nRUN true", "dockerfile").fact("system_packages") ==
        put("apk add", "git"));
}

TEST_CASE("the place of a package is that of the command") {
  const Imported imported = import("FROM a\nRUN true && \\\n    apk add git", "dockerfile");
  REQUIRE(imported.workloads.size() == 1);
  for (const placer::Fact& fact : imported.workloads[0].facts)
    if (fact.note.find("git") != std::string::npos) {
      CHECK(imported.sources.position(fact.where).line == 3);
      CHECK(imported.sources.position(fact.where).column == 5);
      CHECK(fact.where.length == 7);
    }
}

TEST_CASE("dependencies of a language are there, in a size that nobody says") {
  struct Case {
    const char* text;
    const char* command;
  };
  static constexpr Case table[] = {
      {"RUN pip install --no-cache-dir -r requirements.txt", "pip install"},
      {"RUN pip3 install flask", "pip install"},
      {"RUN python -m pip install .", "pip install"},
      {"RUN uv pip install --system flask", "pip install"},
      {"RUN uv sync --frozen", "uv sync"},
      {"RUN npm ci --omit=dev", "npm ci"},
      {"RUN npm --prefix web install", "npm install"},
      {"RUN yarn", "yarn"},
      {"RUN yarn install --frozen-lockfile", "yarn install"},
      {"RUN poetry install", "poetry install"},
      {"RUN bundle install", "bundle install"},
      {"RUN go mod download", "go mod download"},
      {"RUN CGO_ENABLED=0 go build -o /app", "go build"},
      {"RUN cargo build --release", "cargo build"},
      {"RUN mvn -B dependency:go-offline", "mvn dependency:go-offline"},
      {"RUN ./gradlew build --no-daemon", "gradlew build"},
      {"RUN conda env create -f e.yml", "conda create"},
      {"RUN npm ci\nFROM b\nCOPY --from=0 /x /x", "npm ci"},
  };
  for (const Case& one : table) {
    CAPTURE(one.text);
    const std::string command = one.command;
    CHECK(dependencies(one.text) ==
          command + " (unresolved) = `" + command + "` fetches dependencies, whose size it does not say");
  }
  for (const char* text : {"RUN pip install --upgrade pip", "RUN npm run build", "RUN pip --version",
                           "RUN go version", "RUN yarn build", "RUN npm ci\nFROM b"}) {
    CAPTURE(text);
    CHECK(dependencies(text) == "nothing");
  }
}
