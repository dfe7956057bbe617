"""The linter: rules with stable codes over the store, the templates and the made documents.

`run` finds everything that `onepager check` shows; `gate` what a document must not carry when it is final. Each family
of rules is a module that registers them; `docs/rules/` has a page for each.
"""

from generator.checks.gate import Blocker as Blocker
from generator.checks.gate import gate as gate
from generator.checks.gate import hold as hold
from generator.checks.made_document import LeftOut as LeftOut
from generator.checks.made_document import MadeDocument as MadeDocument
from generator.checks.rule import RULES as RULES
from generator.checks.rules import conduct as conduct
from generator.checks.rules import conflicts as conflicts
from generator.checks.rules import documents as documents
from generator.checks.rules import echoes as echoes
from generator.checks.rules import facts as facts
from generator.checks.rules import glyphs as glyphs
from generator.checks.rules import held_back as held_back
from generator.checks.rules import points as points
from generator.checks.rules import readability as readability
from generator.checks.rules import seams as seams
from generator.checks.rules import settings as settings
from generator.checks.rules import slips as slips
from generator.checks.rules import sources as sources
from generator.checks.rules import standing as standing
from generator.checks.rules import tables as tables
from generator.checks.rules import typed_figures as typed_figures
from generator.checks.rules import unready as unready
from generator.checks.rules import wording as wording
from generator.checks.run import run as run
from generator.checks.subjects import Subjects as Subjects
