"""评估得分表: one evaluation with every point."""

from dashboard.components import say
from dashboard.shell import open_page

ctx = open_page("score_sheet")
say.show_sentence("评估得分表")
