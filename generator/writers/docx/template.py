"""Parts of a Word file that python-docx's default template gives, and the settings that every Word file gets.

The template is the same every time, and python-docx takes long to import: what is taken from it stands in a file beside
this one (`template.json`), which this module writes when it is run: python -m generator.writers.docx.template
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from generator.writers.docx.styles import TEMPLATE
from generator.writers.docx.xml import el

_BASICS = ("Default Paragraph Font", "Normal Table", "No List")
_PARTS = ("word/settings.xml", "word/theme/theme1.xml")
_ALSO_WORDS_OWN = {"footer", "header", "toc 1", "toc 2"}
_COMPATIBILITY = {
    "compatibilityMode": 15,  # or Word opens the file in Compatibility Mode
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
}
_AFTER_COMPATIBILITY = (
    *(
        "docVars",
        "rsids",
        "mathPr",
        "attachedSchema",
        "themeFontLang",
        "clrSchemeMapping",
        "doNotIncludeSubdocsInStats",
    ),
    *("doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary"),
    *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)
_UNWANTED_SETTINGS = ("zoom", "proofState", "savePreviewPicture", "rsids", "themeFontLang", "shapeDefaults", "docId")


def taken() -> dict[str, Any]:
    """Of python-docx's template: the settings and theme, what Word knows of styles that are not there (`latent`), the
    styles that must be (`basics`), and the names of Word's own."""
    blank = docx.Document()
    _settle_settings(blank.settings.element)
    named = {style.find(qn("w:name")).get(qn("w:val")): style for style in blank.styles.element.findall(qn("w:style"))}
    buffer = io.BytesIO()
    blank.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name).decode() for name in _PARTS}
    return {
        "parts": parts,
        "latent": _markup(blank.styles.element.find(qn("w:latentStyles"))),
        "basics": "".join(_markup(named[name]) for name in _BASICS),
        "words own": sorted(
            {name for name, style in named.items() if style.get(qn("w:customStyle")) is None} | _ALSO_WORDS_OWN
        ),
    }


def _settle_settings(settings: Any) -> None:
    for name in _UNWANTED_SETTINGS:
        for unwanted in settings.xpath(f"*[local-name()='{name}']"):
            settings.remove(unwanted)
    settings.insert(0, el("w:zoom", percent=100))
    settings.find(qn("w:defaultTabStop")).addnext(el("w:autoHyphenation", val=0))
    set_compatibility(settings)


def set_compatibility(settings: Any) -> None:
    """Have Word lay the document out as it does today, whatever version the settings are from."""
    word = "http://schemas.microsoft.com/office/word"
    modes = (el("w:compatSetting", name=name, uri=word, val=v) for name, v in _COMPATIBILITY.items())
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    following = settings.xpath(" | ".join(f"*[local-name()='{name}']" for name in _AFTER_COMPATIBILITY))
    new = el("w:compat", modes)
    if following:
        following[0].addprevious(new)
    else:
        settings.append(new)


def _markup(element: Any) -> str:
    """An element of the template as markup, without the namespaces it declares; all it uses is `w`."""
    return re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(element, encoding="unicode", with_tail=False))


if __name__ == "__main__":
    TEMPLATE.write_bytes((json.dumps(taken(), indent=1, ensure_ascii=False) + "\n").encode())
