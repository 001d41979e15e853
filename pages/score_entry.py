"""评分录入: the office fills a score sheet."""

from dashboard.components import say
from dashboard.shell import open_page

ctx = open_page("score_entry")
say.show_sentence("评分录入")
