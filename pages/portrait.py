"""单位画像: one unit among its kind."""

from dashboard.components import say
from dashboard.shell import open_page

ctx = open_page("portrait")
say.show_sentence("单位画像")
