// The style sheet of the page: one column of text, wide tables and drawings in boxes of their own, colours by
// name for light and dark. Text has a contrast of 4.5 or more to its ground, lines and bars of 3
// (https://www.w3.org/TR/WCAG22/#contrast-minimum); scripts/check-html measures it.
#include "report/html_page.hpp"

namespace placer::report {

std::string_view html_style() {
  return R"css(
:root{color-scheme:light dark;--ground:#fff;--panel:#f6f7f9;--ink:#1c2430;--soft:#545f6e;--line:#dce0e6;--accent:#1a56b0;
--yes:#17693a;--yes-bg:#e3f3e8;--change:#7d4a00;--change-bg:#fdf0d8;--open:#4a4f8a;--open-bg:#ebecf8;--no:#a3202b;--no-bg:#fbe6e7;
--bar:#2f6fbd;--bar-bg:#e3e7ed;--thin:#b3541e;
--c0:#1f6fb4;--c1:#c2541c;--c2:#2f7d3c;--c3:#8a4fb0;--c4:#94690a;--c5:#c2386a;--c6:#3f7380;--c7:#666}
@media (prefers-color-scheme:dark){:root{--ground:#12161c;--panel:#1a2029;--ink:#e6e9ee;--soft:#a4aebb;--line:#303844;--accent:#8ab8f8;
--yes:#7fd6a0;--yes-bg:#14301f;--change:#f0bf6a;--change-bg:#38290d;--open:#b9bdf5;--open-bg:#24264a;--no:#ff9a9f;--no-bg:#401a1e;
--bar:#6ea8ee;--bar-bg:#2b333f;--thin:#f0935a;
--c0:#6ab0f3;--c1:#f0935a;--c2:#6cc47c;--c3:#c699e8;--c4:#d9b04c;--c5:#f083a8;--c6:#84bcca;--c7:#aaa}}
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:anywhere}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
footer p{margin:.25rem 0}
.brand{margin:0;color:var(--soft);font-size:.8125rem;font-weight:600;letter-spacing:.12em;text-transform:uppercase}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance}
h1{margin:.25rem 0 1rem;font-size:1.75rem;font-weight:650;letter-spacing:-.01em}
h2{margin:0 0 .25rem;font-size:1.375rem;font-weight:650}
h3{margin:2.25rem 0 .5rem;font-size:1.0625rem;font-weight:650}
h4{margin:1.25rem 0 .25rem;font-size:.9375rem;font-weight:650}
p{margin:.5rem 0}
ul{margin:.5rem 0;padding-left:1.25rem}
li{margin:.25rem 0}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code{font:.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
main[tabindex]:focus-visible{outline:0}
.skip{position:absolute;left:-100rem;padding:.5rem 1rem;background:var(--ground);color:var(--accent)}
.skip:focus{left:0;z-index:2}
.soft,.place,.source{color:var(--soft);font-size:.875rem}
.place{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.8125rem}
article{margin:0 0 3rem}
main>section+section{margin-top:2.5rem}
article+article,section+article{padding-top:2.5rem;border-top:1px solid var(--line)}
.answer{margin:0 0 1rem;padding:1.25rem;border:1px solid var(--line);border-radius:.5rem;background:var(--panel)}
.answer .name{display:block;margin-bottom:.125rem;color:var(--soft);font-size:.9375rem;font-weight:500}
.move{margin:.75rem 0 0}
dl.key{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.75rem 1.5rem;margin:1rem 0 0}
dl.key dt{color:var(--soft);font-size:.8125rem}
dl.key dd{margin:0;font-size:1.0625rem;font-weight:600;font-variant-numeric:tabular-nums}
.verdict{display:inline-block;padding:.0625rem .5rem;border-radius:1rem;font-size:.8125rem;font-weight:600;white-space:nowrap}
.yes{color:var(--yes);background:var(--yes-bg)}
.change{color:var(--change);background:var(--change-bg)}
.open{color:var(--open);background:var(--open-bg)}
.no{color:var(--no);background:var(--no-bg)}
.scroll{overflow-x:auto;margin:.75rem 0;border:1px solid var(--line);border-radius:.5rem}
table{width:100%;border-collapse:separate;border-spacing:0;font-size:.875rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
caption{padding:.5rem .75rem;text-align:left;color:var(--soft)}
th,td{padding:.4375rem .75rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
thead th{vertical-align:bottom;background:var(--panel);font-weight:600}
tbody th{font-weight:500}
tr.group th{padding-top:1rem;color:var(--soft);font-size:.8125rem;font-weight:600}
.fixed tbody th:first-child,.fixed thead th:first-child{position:sticky;left:0;background:var(--ground);min-width:8.5rem;overflow-wrap:anywhere}
.fixed thead th:first-child{background:var(--panel)}
.long{min-width:16rem}
.matrix td,.matrix thead th{min-width:7rem}
.matrix .best{background:var(--panel)}
.number{text-align:right;white-space:nowrap}
td svg{display:block;width:100%;max-width:7rem;height:.375rem;margin-top:.25rem}
td .verdict{margin:-.0625rem 0}
.cell{display:inline-block;padding:0 .375rem;border-radius:.25rem}
.finding{margin:.75rem 0;padding:0 0 0 .875rem;border-left:3px solid var(--line);list-style:none}
.finding p{margin:.125rem 0}
ul.findings{padding:0}
figure{margin:.75rem 0}
figure>svg{display:block;width:100%;height:auto;max-width:36rem}
figcaption{color:var(--soft);font-size:.875rem}
.legend{display:flex;flex-wrap:wrap;gap:.125rem 1.25rem;margin:.5rem 0;padding:0;list-style:none;font-size:.875rem}
.legend svg{width:1.75rem;height:.75rem;margin-right:.375rem;vertical-align:-.0625rem}
details{margin:.75rem 0}
summary{cursor:pointer;font-weight:500;color:var(--accent)}
svg text{fill:var(--soft);font-family:inherit}
svg .strong{fill:var(--ink)}
.track{fill:var(--bar-bg)}
.span{fill:var(--bar)}
.span.tight{fill:var(--thin)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1rem 0;padding:0;list-style:none}
.tiles li{margin:0;padding:.875rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--panel)}
.tiles b{display:block;font-size:1.5rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.tools{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1rem 0 0;font-size:.875rem}
.tools input{font:inherit;padding:.375rem .625rem;border:1px solid var(--soft);border-radius:.375rem;background:var(--ground);color:var(--ink);max-width:100%}
th button{all:unset;cursor:pointer;font:inherit;text-decoration:underline dotted;text-underline-offset:.2em}
th button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[hidden]{display:none}
@media (max-width:40rem){header,main,footer{padding-left:1rem;padding-right:1rem}h1{font-size:1.5rem}h2{font-size:1.1875rem}.answer{padding:1rem}
.fixed tbody th:first-child,.fixed thead th:first-child{min-width:6.5rem}}
@media print{.skip,.tools{display:none}.scroll{overflow:visible;border:0}section{break-inside:avoid}
table{font-size:.6875rem;overflow-wrap:anywhere}th,td{padding:.25rem}.matrix td,.matrix thead th,.long,.fixed th:first-child{min-width:0}}
)css";
}

}  // namespace placer::report
