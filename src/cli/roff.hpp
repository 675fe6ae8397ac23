// A manual page in the language of man(7).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace placer::cli::roff {

/// A text as man(7) writes it: nothing in it is a request or an escape, hyphens can be searched for and
/// copied, and what stands between backquotes is bold.
std::string escaped(std::string_view text);
std::string bold(std::string_view text);
std::string slanted(std::string_view text);

/// Texts are plain but where they are said to be marked up, by the functions above.
class Page {
 public:
  /// `date` is a day, `version` the program's.
  Page(std::string_view name, std::string_view summary, std::string_view date, std::string_view version);

  void section(std::string_view title);
  void subsection(std::string_view title);
  void paragraph(std::string_view text);
  /// A marked-up line of its own.
  void line(std::string_view marked);
  /// A marked-up term, and what is said of it.
  void entry(std::string_view marked, std::string_view text);
  /// Lines that are kept as they are.
  void verbatim(std::string_view text);
  /// Other pages of section 1.
  void see_also(const std::vector<std::string>& pages);

  const std::string& text() const { return text_; }

 private:
  /// Between paragraphs, not behind a title.
  void separate();

  std::string text_;
  bool is_titled_ = true;  ///< the last line was a title
};

}  // namespace placer::cli::roff
