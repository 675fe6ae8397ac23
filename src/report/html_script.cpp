// What the page can do beyond being read: sort and filter the table of workloads. Without it the table stays
// in the order of the report, and nothing else is missing.
#include "report/html_page.hpp"

namespace placer::report {

std::string_view html_script() {
  return R"js(
(function () {
  'use strict';
  var table = document.getElementById('portfolio');
  if (!table) return;
  var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var key = function (row, at) {
    var cell = row.cells[at];
    return cell.hasAttribute('data-value') ? Number(cell.getAttribute('data-value')) : cell.textContent.trim().toLowerCase();
  };
  var compare = function (a, b, sign) {
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return (a < b ? -1 : a > b ? 1 : 0) * sign;
  };
  heads.forEach(function (head, at) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.appendChild(button);
    button.addEventListener('click', function () {
      var down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      rows.sort(function (a, b) { return compare(key(a, at), key(b, at), down ? -1 : 1); });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
  var tools = document.createElement('div'), label = document.createElement('label');
  var input = document.createElement('input'), said = document.createElement('span');
  tools.className = 'tools';
  input.type = 'search';
  input.id = 'filter';
  label.htmlFor = 'filter';
  label.textContent = 'Show only rows with';
  said.setAttribute('role', 'status');
  input.addEventListener('input', function () {
    var words = input.value.toLowerCase().split(/\s+/), shown = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
      if (!row.hidden) shown += 1;
    });
    said.textContent = input.value ? shown + ' of ' + rows.length : '';
  });
  [label, input, said].forEach(function (part) { tools.appendChild(part); });
  table.parentNode.parentNode.insertBefore(tools, table.parentNode);
})();
)js";
}

}  // namespace placer::report
