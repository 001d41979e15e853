"""回头看: whom to look back at, and why."""

from dashboard.components import say
from dashboard.shell import open_page

ctx = open_page("lookback")
say.show_sentence("回头看")
