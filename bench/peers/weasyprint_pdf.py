"""weasyprint with a Jinja template compiled once, style sheet and fonts read once; tagged, PDF/UA-1."""

from __future__ import annotations

from typing import Any

import jinja2
from serve import FONTS, serve
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ doc.title }}</title>
<meta name="author" content="{{ doc.author }}"></head><body>
{% macro said(it) %}{% if it.lead %}<strong>{{ it.lead }}</strong> {% endif %}{{ it.text }}
{%- if it.note %}<sup>{{ it.note }}</sup>{% endif %}{% endmacro %}
<div class="head"><b>{{ doc.name }}</b><br>{{ doc.contact }}</div><p class="marking">{{ doc.marking }}</p>
{% for b in doc.blocks %}
{% if b.kind == "kicker" %}<p class="kicker">{{ b.text }}</p>
{% elif b.kind == "heading" %}<h{{ b.level }}>{{ b.text }}</h{{ b.level }}>
{% elif b.kind == "paragraph" %}<p>{{ said(b) }}</p>
{% elif b.kind == "memo" %}{% for it in b["items"] %}<p>{{ said(it) }}</p>{% endfor %}
{% elif b.kind == "bullets" %}<ul>{% for it in b["items"] %}<li>{{ said(it) }}</li>{% endfor %}</ul>
{% elif b.kind == "box" %}<p class="box">{{ said(b) }}</p>
{% elif b.kind == "question" %}<p><strong>{{ b.lead }}</strong></p><p>{{ b.text }}<sup>{{ b.note }}</sup></p>
{% elif b.kind == "stats" %}<div class="stats">{% for s in b.stats %}<div><b>{{ s.value }}</b><br>{{ s.label }}
<sup>{{ s.note }}</sup></div>{% endfor %}</div>
{% elif b.kind == "table" %}<table><thead><tr>{% for c in b.header %}
<th style="width:{{ 100 * b.widths[loop.index0] }}%">{{ c }}</th>{% endfor %}</tr></thead><tbody>
{% for r in b.rows %}<tr>{% for c in r %}<td>{{ c }}</td>{% endfor %}</tr>
{% endfor %}</tbody></table>
{% elif b.kind == "sources" %}{% for s in b.sources %}<p class="source">{{ s.number }}. {{ s.before }}
{%- if s.href %}<a href="{{ s.href }}">{{ s.title }}</a>{% endif %}{{ s.after }}</p>{% endfor %}
{% endif %}{% endfor %}
<p class="foot">{{ doc.footer }}</p></body></html>"""

STYLE = """
@font-face { font-family: Carlito; src: url(%(fonts)s/Carlito-Regular.ttf) }
@font-face { font-family: Carlito; font-weight: bold; src: url(%(fonts)s/Carlito-Bold.ttf) }
@page { size: letter; margin: 0.8in 0.9in;
  @bottom-right { content: counter(page) " of " counter(pages); font: 8.5pt Carlito }
  @bottom-left { content: element(foot) } }
body { font: 10.5pt/1.25 Carlito; margin: 0 } p { margin: 4pt 0 } .foot { position: running(foot); font-size: 8.5pt }
h1 { font-size: 20pt; color: #1F3A5F; margin: 6pt 0 } h2 { font-size: 12.5pt; color: #1F3A5F; margin: 8pt 0 3pt }
.head { text-align: center; font-size: 9pt } .head b { font-size: 14pt } .marking { color: #A02020; font-weight: bold }
.kicker { letter-spacing: 1pt; font-size: 9pt; color: #555 } .box { background: #EEF2F7; padding: 8pt }
.stats { display: flex } .stats div { flex: 1; font-size: 9pt } .stats b { font-size: 20pt; color: #1F3A5F }
table { border-collapse: collapse; width: 100%% } td, th { border: .5pt solid #555; padding: 2pt 4pt; text-align: left }
.source { font-size: 8.5pt } sup { font-size: 70%%; line-height: 0 } ul { margin: 3pt 0; padding-left: 14pt }
"""

template = jinja2.Environment(autoescape=True).from_string(PAGE)
fonts = FontConfiguration()
style = CSS(string=STYLE % {"fonts": FONTS.as_uri()}, font_config=fonts)


def render(content: dict[str, Any]) -> bytes:
    page = HTML(string=template.render(doc=content))
    return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    serve(render)
