"""The outline of a PDF: what a reader shows beside the pages to go to."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.writers.pdf.objects import Objects, ref, text


@dataclass(slots=True, eq=False)
class _Item:
    """An entry of the outline, or (without a `said`) the outline itself. All entries are shown open."""

    level: int
    said: bytes = b""
    number: int = 0
    kids: list[_Item] = field(default_factory=list)

    def count(self) -> int:
        """How many entries are below it."""
        return sum(1 + kid.count() for kid in self.kids)


class Outline:
    """The outline of one file, which may be empty."""

    def __init__(self) -> None:
        self._above = [_Item(0)]

    def enter(self, title: str, level: int, destination: bytes) -> None:
        """Enter a title at a level from 1: below the last one of a lower level, however far below."""
        item = _Item(level, b"/Title%s/Dest%s" % (text(title), destination))
        while self._above[-1].level >= level:
            self._above.pop()
        self._above[-1].kids.append(item)
        self._above.append(item)

    def put_into(self, objects: Objects) -> bytes:
        """Put the outline into a file; the entry of the catalog for it, empty if there is none."""
        top = self._above[0]
        if not top.kids:
            return b""
        top.number = objects.reserve()
        _put(top, objects)
        objects.put(top.number, b"<</Type/Outlines%s>>" % _kids(top))
        return b"/Outlines " + ref(top.number)


def _put(parent: _Item, objects: Objects) -> None:
    """Put what is below an item into a file."""
    for kid in parent.kids:
        kid.number = objects.reserve()
    for index, kid in enumerate(parent.kids):
        _put(kid, objects)
        before = b"/Prev " + ref(parent.kids[index - 1].number) if index else b""
        after = b"/Next " + ref(parent.kids[index + 1].number) if index + 1 < len(parent.kids) else b""
        beside = b"/Parent %s%s%s" % (ref(parent.number), before, after)
        objects.put(kid.number, b"<<%s%s%s>>" % (kid.said, beside, _kids(kid)))


def _kids(item: _Item) -> bytes:
    if not item.kids:
        return b""
    return b"/First %s/Last %s/Count %d" % (ref(item.kids[0].number), ref(item.kids[-1].number), item.count())
