"""The linter: rules with stable codes over the store, the templates and the made documents.

`run` finds everything that `onepager check` shows; `gate` what a document must not carry when it is final. Each family
of rules is a module that registers them; `docs/rules/` has a page for each.
"""

from generator.checks import conflicts as conflicts
from generator.checks import documents as documents
from generator.checks import facts as facts
from generator.checks import glyphs as glyphs
from generator.checks import meta as meta
from generator.checks import points as points
from generator.checks import reading as reading
from generator.checks import rules_packs as rules_packs
from generator.checks import sources as sources
from generator.checks import unlinked as unlinked
from generator.checks import wording as wording
from generator.checks.finished import Finished as Finished
from generator.checks.finished import LeftOut as LeftOut
from generator.checks.gate import Refusal as Refusal
from generator.checks.gate import gate as gate
from generator.checks.material import Material as Material
from generator.checks.rule import RULES as RULES
from generator.checks.runner import run as run
