// Colours and symbols of text output. Off means empty strings, so that callers need not ask.
#pragma once

#include <placer/report.hpp>

#include <string>
#include <string_view>

namespace placer::report {

struct Style {
  bool colour = false;
  bool unicode = true;

  std::string_view bold() const { return colour ? "\033[1m" : ""; }
  std::string_view dim() const { return colour ? "\033[2m" : ""; }
  std::string_view red() const { return colour ? "\033[31m" : ""; }
  std::string_view green() const { return colour ? "\033[32m" : ""; }
  std::string_view yellow() const { return colour ? "\033[33m" : ""; }
  std::string_view off() const { return colour ? "\033[0m" : ""; }

  std::string_view bullet() const { return unicode ? "•" : "-"; }
  std::string_view dash() const { return unicode ? "–" : "-"; }

  std::string_view of(Verdict verdict) const {
    switch (verdict) {
      case Verdict::fits: return green();
      case Verdict::fits_with_changes:
      case Verdict::unknown: return yellow();
      case Verdict::does_not_fit: return red();
    }
    return "";
  }
};

/// A verdict as people say it.
inline std::string_view words(Verdict verdict) {
  switch (verdict) {
    case Verdict::fits: return "fits";
    case Verdict::fits_with_changes: return "fits with changes";
    case Verdict::unknown: return "unknown";
    case Verdict::does_not_fit: return "does not fit";
  }
  return "";
}

}  // namespace placer::report
