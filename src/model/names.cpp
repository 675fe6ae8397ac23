// The names of the report's enumerations, as every output writes them.
#include <placer/fact.hpp>
#include <placer/report.hpp>

#include <algorithm>

namespace placer {

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::stated: return "stated";
    case Origin::derived: return "derived";
    case Origin::platform_default: return "platform_default";
    case Origin::assumed: return "assumed";
    case Origin::presumed: return "presumed";
    case Origin::unresolved: return "unresolved";
  }
  return "";
}

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::unknown: return "unknown";
    case Outcome::fail: return "fail";
  }
  return "";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::fits: return "fits";
    case Verdict::fits_with_changes: return "fits_with_changes";
    case Verdict::unknown: return "unknown";
    case Verdict::does_not_fit: return "does_not_fit";
  }
  return "";
}

std::string_view to_string(Suppression::From from) {
  switch (from) {
    case Suppression::From::manifest: return "manifest";
    case Suppression::From::project: return "project";
    case Suppression::From::baseline: return "baseline";
  }
  return "";
}

std::string_view to_string(Strength strength) {
  switch (strength) {
    case Strength::firm: return "firm";
    case Strength::provisional: return "provisional";
    case Strength::none: return "none";
  }
  return "";
}

std::string Quota::text() const {
  std::string text(name);
  if (!name.empty() && !code.empty()) text.append(" (").append(code).append(")");
  return text;
}

std::string Finding::to_do() const {
  std::string text(remedy);
  if (!text.empty() && !quota.name.empty()) text.append("; quota: ").append(quota.text());
  return text;
}

std::string OfferingReport::id() const { return std::string(platform) + "/" + std::string(offering); }

bool OfferingReport::refuses_settings() const {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.outcome == Outcome::fail && finding.of_setting && finding.suppression == Suppression::none;
  });
}

const OfferingReport* WorkloadReport::find(std::string_view offering) const {
  const std::size_t slash = offering.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const auto found = std::find_if(offerings.begin(), offerings.end(), [&](const OfferingReport& one) {
    return one.platform == offering.substr(0, slash) && one.offering == offering.substr(slash + 1);
  });
  return found == offerings.end() ? nullptr : &*found;
}

std::string Recommendation::id() const {
  return platform.empty() ? std::string() : std::string(platform) + "/" + std::string(offering);
}

}  // namespace placer
