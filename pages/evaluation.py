"""评估得分: units of each round by score within their kind."""

from dashboard.components import say
from dashboard.shell import open_page

ctx = open_page("evaluation")
say.show_sentence("评估得分")
