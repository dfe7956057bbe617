"""The XMP packet of a PDF: what the file says of itself, that it is PDF/UA-1 and PDF/A-2a, and its receipt.

PDF/A-2 lets a file carry others only if they are PDF/A themselves, which a receipt in JSON is not. So the receipt is a
property of our own namespace here, declared by an extension schema as PDF/A asks. The packet is not compressed: the
receipt can be read out of the file with any tool that finds text.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import generator
from generator.document.blocks import Meta

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PRODUCER = f"onepager {generator.__version__}"
RECEIPT_NAMESPACE = "https://onepager.example/ns/receipt/"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:receipt="{namespace}">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
{receipt}{schemas}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_SCHEMAS = """<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag>
{items}</rdf:Bag>
</pdfaExtension:schemas>
"""

_SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{schema}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>{type}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>
"""

_UA_SCHEMA = _SCHEMA.format(
    schema="PDF/UA identification",
    namespace="http://www.aiim.org/pdfua/ns/id/",
    prefix="pdfuaid",
    name="part",
    type="Integer",
    description="Part of ISO 14289 that the file conforms to",
)
_RECEIPT_SCHEMA = _SCHEMA.format(
    schema="Receipt",
    namespace=RECEIPT_NAMESPACE,
    prefix="receipt",
    name="record",
    type="Text",
    description="What the document was made from, in JSON",
)


def packet(meta: Meta, receipt: str) -> bytes:
    """The packet, in UTF-8. An empty receipt is left out. ValueError for a character that XML cannot hold."""
    record = f"<receipt:record>{_words(receipt)}</receipt:record>\n" if receipt else ""
    return _PACKET.format(
        namespace=RECEIPT_NAMESPACE,
        title=_words(meta.title),
        author=_words(meta.author),
        subject=_words(meta.subject),
        language=_words(meta.language),
        keywords=_words(", ".join(meta.keywords)),
        producer=PRODUCER,
        date=f"{meta.as_of.isoformat()}T12:00:00+00:00",
        receipt=record,
        schemas=_SCHEMAS.format(items=_UA_SCHEMA + (_RECEIPT_SCHEMA if receipt else "")),
    ).encode()


def _words(words: str) -> str:
    """Words as they stand between tags. ValueError for a character that XML cannot hold."""
    if illegal := _ILLEGAL.search(words):
        raise ValueError(f"U+{ord(illegal[0]):04X} cannot stand in the properties of a file: {words!r}")
    return escape(words)
