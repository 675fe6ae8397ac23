// Reads the comparison table of `placer platforms`, and what is true today of the guide's claims.
#include "rules/load_context.hpp"

#include <fmt/core.h>

namespace placer::rules {

void load_table(doc::View manifest, LoadContext& context) {
  const doc::View table = manifest["table"];
  if (!table) return;
  doc::check_keys(table, {"columns", "rows"}, {"rules", "a table"}, context.sink);
  for (const doc::View entry : doc::items(table["columns"])) {
    const doc::FieldContext fields{"rules", "a column"};
    if (!doc::check_keys(entry, {"platform", "title"}, fields, context.sink)) continue;
    const std::string_view id = doc::required_text(entry, "platform", fields, context.sink);
    const auto& platforms = context.tables.of<Platform>();
    std::size_t index = 0;
    while (index < platforms.size() && context.tables.text(platforms[index].id) != id) ++index;
    if (index == platforms.size()) context.error(fmt::format("there is no platform `{}`", id), entry.where());
    const std::string_view title = doc::required_text(entry, "title", fields, context.sink);
    context.tables.of<TableColumn>().push_back({context.text(title), static_cast<std::uint16_t>(index)});
  }
}

void load_cells(doc::View section, const PlatformScope& scope, LoadContext& context) {
  for (const doc::View entry : doc::items(section)) {
    const doc::FieldContext fields{"rules", "a cell"};
    if (!doc::check_keys(entry, {"row", "offerings", "text"}, fields, context.sink)) continue;
    const std::string_view id = doc::required_text(entry, "row", fields, context.sink);
    const auto& lines = context.tables.of<TableLine>();
    std::size_t index = 0;
    while (index < lines.size() && context.tables.text(lines[index].id) != id) ++index;
    if (index == lines.size()) {
      context.error(fmt::format("the rule set's table has no row `{}`", id), entry.where());
      continue;
    }
    const OfferingMask offerings = read_offerings(entry, scope, context);
    context.tables.of<TableCell>().push_back(
        {offerings, context.text(doc::required_text(entry, "text", fields, context.sink)),
         static_cast<std::uint16_t>(index)});
  }
}

void load_lines(doc::View manifest, LoadContext& context) {
  for (const doc::View entry : doc::items(manifest["table"]["rows"])) {
    const doc::FieldContext fields{"rules", "a row"};
    if (!doc::check_keys(entry, {"id", "title"}, fields, context.sink)) continue;
    const std::string_view id = doc::required_text(entry, "id", fields, context.sink);
    const TextRef id_ref = context.text(id);
    context.tables.of<TableLine>().push_back(
        {id_ref, context.text(doc::required_text(entry, "title", fields, context.sink))});
  }
}

void load_claims(doc::View root, LoadContext& context) {
  doc::check_keys(root, {"sources", "claims"}, {"rules", "an audit"}, context.sink);
  PlatformScope scope;
  load_sources(root["sources"], scope, context);
  for (const doc::View entry : doc::items(root["claims"])) {
    const doc::FieldContext fields{"rules", "a claim"};
    if (!doc::check_keys(entry, {"id", "claim", "topic", "platform", "status", "current", "source"}, fields,
                         context.sink))
      continue;
    Claim claim;
    claim.id = context.text(doc::required_text(entry, "id", fields, context.sink));
    claim.claim = context.text(doc::required_text(entry, "claim", fields, context.sink));
    claim.topic = context.text(doc::required_text(entry, "topic", fields, context.sink));
    claim.platform = context.text(doc::required_text(entry, "platform", fields, context.sink));
    claim.status = context.text(doc::required_text(entry, "status", fields, context.sink));
    claim.current = context.text(doc::required_text(entry, "current", fields, context.sink));
    claim.source = read_source(entry, scope, context);
    context.tables.of<Claim>().push_back(claim);
  }
}

}  // namespace placer::rules
