"""The report: one page of HTML, with the pictures beside it. It prints, and shows one kind of screen alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from string import Template

from tests.accessibility.criteria import STANDARDS
from tests.accessibility.figures import Figures
from tests.accessibility.judged import Finding, Verdict
from tests.accessibility.survey import Survey

SHOWN = 60  # findings of a criterion; who has more mends these first
EXAMPLES = 3
PICTURED = 6  # of a screen

_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Accessibility of the terminal's screens</title>
<style>
:root { --ink: #14213d; --quiet: #3a475c; --edge: #d5dbe5; --accent: #0b4a8f; --good: #0b5a33; --bad: #8c1616; }
* { box-sizing: border-box; }
body { font: 16px/1.55 "Noto Sans CJK SC", "Noto Sans", system-ui, sans-serif; color: var(--ink); background: #f4f6fa;
  margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 82rem; }
h1 { font-size: 2rem; margin: 0 0 .3rem; } h2 { font-size: 1.35rem; margin: 3rem 0 .6rem; }
h3 { font-size: 1.1rem; margin: 2rem 0 .3rem; } p { margin: .3rem 0; max-width: 60rem; }
.quiet { color: var(--quiet); } .good { color: var(--good); } .bad { color: var(--bad); }
.verdict { display: inline-block; margin: 1rem 0; padding: .5rem 1.1rem; border-left: .35rem solid; background: #fff;
  font-weight: 600; }
table { border-collapse: collapse; background: #fff; width: 100%; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem; border-bottom: 1px solid var(--edge); }
th { font-weight: 600; } td.figure, th.figure { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
a { color: var(--accent); } code { font-size: .92em; }
section { background: #fff; border: 1px solid var(--edge); border-radius: .5rem; padding: .4rem 1.4rem 1.2rem;
  margin: 1.2rem 0; break-inside: avoid-page; }
section table { background: none; } table.clauses th:first-child { width: 42%; }
table.clauses th:nth-child(2) { width: 20%; } section h3 { margin-top: 1rem; }
.pictures { display: flex; flex-wrap: wrap; gap: .5rem; }
.pictures img { height: 9rem; border: 1px solid var(--edge); display: block; }
label { font-weight: 600; } select { font: inherit; padding: .3rem .6rem; margin-left: .5rem; }
@media print { body { background: none; padding: 0; max-width: none; font-size: 10pt; } .filter { display: none; }
  section { border: 0; padding: 0; } .pictures img { height: 3.2cm; } a { color: inherit; text-decoration: none; } }
</style></head><body>
<h1>Accessibility of the terminal's screens</h1>
<p class="quiet">$when · $pages pages: every leaf of $variants screens in $looks looks
(language, type, contrast, size of screen, lowered or not), measured from the live scene and its pixels.
Against $standards.</p>
<p class="verdict $tone">$verdict</p>
<h2>What is asked</h2>
<table><thead><tr><th>Criterion</th><th>Asked for</th><th class="figure">Asked of</th><th class="figure">Breaches</th>
</tr></thead><tbody>$criteria</tbody></table>
<h2>Criterion by criterion</h2>
$sections
<h2>Screen by screen</h2>
<p class="quiet">The figure nearest to what is asked, over all leaves and looks of a screen.</p>
<p class="filter"><label>Screen <select id="screen"><option value="">all</option>$options</select></label></p>
<table id="screens"><thead><tr><th>Screen</th><th class="figure">Leaves</th><th class="figure">Target, mm</th>
<th class="figure">Gap, mm</th><th class="figure">Capital, mm</th><th class="figure">Text</th>
<th class="figure">Text, high</th><th class="figure">Edge</th><th class="figure">Highest, mm</th>
<th class="figure">Breaches</th><th>Pictures</th></tr></thead><tbody>$screens</tbody></table>
<h2>What no measurement tells</h2>
<p>Whether words are understood, whether the voice is, whether a person of 75 finds the way: pictures and journeys are
for that. The clauses are cited by number from the standards' texts; of $unnumbered the text was not at hand, and its
requirement is named instead.</p>
<script>
const chosen = document.getElementById("screen");
chosen.addEventListener("change", () => { for (const row of document.querySelectorAll("#screens tbody tr"))
  row.hidden = chosen.value !== "" && row.dataset.screen !== chosen.value; });
</script></body></html>
""")


def report(survey: Survey, when: datetime, album: str) -> str:
    """The page; its pictures are in the folder `album` beside it."""
    verdicts, measured = survey.verdicts, survey.figures
    broken = sum(len(verdict.findings) for verdict in verdicts)
    screens = sorted({each.screen for each in measured})
    return _PAGE.substitute(
        when=when.strftime("%Y-%m-%d %H:%M"),
        pages=f"{survey.pages:,}",
        variants=len(measured),
        looks=survey.looks,
        standards=", ".join(escape(standard) for standard in STANDARDS),
        tone="bad" if broken else "good",
        verdict=f"{broken} kinds of breach" if broken else "No breach",
        criteria="".join(map(_row, verdicts)),
        sections="".join(_section(verdict, album) for verdict in verdicts),
        options="".join(f"<option>{escape(screen)}</option>" for screen in screens),
        screens="".join(_screen(each, _breaches(each.variant, verdicts), album) for each in measured),
        unnumbered="GB/T 37668-2019",
    )


def _row(verdict: Verdict) -> str:
    criterion, found = verdict.criterion, len(verdict.findings)
    return (
        f'<tr><td><a href="#{criterion.id}">{escape(criterion.title)}</a></td><td>{escape(criterion.asks)}</td>'
        f'<td class="figure">{verdict.asked:,}</td>{_count(found)}</tr>'
    )


def _count(found: int) -> str:
    return f'<td class="figure {"bad" if found else "good"}">{found or "none"}</td>'


def _section(verdict: Verdict, album: str) -> str:
    criterion = verdict.criterion
    clauses = "".join(
        f"<tr><td>{escape(each.standard)}</td><td>{escape(each.number)}</td><td>{escape(each.asks)}</td></tr>"
        for each in criterion.clauses
    )
    found = "".join(_finding(finding, album) for finding in verdict.findings[:SHOWN])
    more = len(verdict.findings) - SHOWN
    rest = f'<p class="quiet">and {more} more kinds</p>' if more > 0 else ""
    breaches = (
        f"<table><thead><tr><th>Breach</th><th>Where</th><th class='figure'>Pages</th><th></th></tr></thead>"
        f"<tbody>{found}</tbody></table>{rest}"
        if found
        else '<p class="good">No breach.</p>'
    )
    return (
        f'<section id="{criterion.id}"><h3>{escape(criterion.title)}</h3><p>{escape(criterion.asks)}.</p>'
        f'<table class="clauses"><thead><tr><th>Standard</th><th>Clause</th><th>Asks for</th></tr></thead>'
        f"<tbody>{clauses}</tbody></table>"
        f"{breaches}</section>"
    )


def _finding(finding: Finding, album: str) -> str:
    where = "<br>".join(escape(str(page)) for page in finding.pages[:EXAMPLES])
    more = len(finding.pages) - EXAMPLES
    rest = f'<br><span class="quiet">and {more} more, of {len(finding.variants)} screens</span>' if more > 0 else ""
    pictures = list(dict.fromkeys(page.picture for page in finding.pages if page.picture))[:EXAMPLES]
    return (
        f"<tr><td>{escape(finding.what)}</td><td>{where}{rest}</td><td class='figure'>{len(finding.pages):,}</td>"
        f"<td>{_pictures(pictures, album)}</td></tr>"
    )


def _screen(each: Figures, breaches: int, album: str) -> str:
    told = (
        f"{each.leaves}",
        *(_figure(value, 1) for value in (each.target_mm, each.gap_mm, each.capital_mm)),
        *(_figure(value, 1) for value in (each.text, each.text_high, each.edge)),
        _figure(each.highest_mm, 0),
    )
    cells = "".join(f'<td class="figure">{value}</td>' for value in told)
    return (
        f'<tr data-screen="{escape(each.screen)}"><td>{escape(each.variant)}</td>{cells}'
        f"{_count(breaches)}<td>{_pictures(each.pictures[:PICTURED], album)}</td></tr>"
    )


def _figure(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:,.{places}f}"


def _breaches(variant: str, verdicts: Iterable[Verdict]) -> int:
    return sum(variant in finding.variants for verdict in verdicts for finding in verdict.findings)


def _pictures(names: Iterable[str], album: str) -> str:
    shown = "".join(
        f'<a href="{album}/{escape(name)}"><img loading="lazy" src="{album}/{escape(name)}" alt="{escape(name)}"></a>'
        for name in names
    )
    return f'<div class="pictures">{shown}</div>'
