"""我的待办: what waits on me, the most urgent first, each with the one thing to do."""

from core.queries.items import WaitingRow, list_my_items
from core.queries.warnings import WarningRow, list_warnings
from dashboard.components import export, items, todo
from dashboard.components.say import show_sentence
from dashboard.shell import open_page

ctx = open_page("todo", dated=False)
rows: tuple[WaitingRow, ...] = ctx.read_now(list_my_items, ctx.actor.grants)
warnings: tuple[WarningRow, ...] = ctx.read_now(list_warnings, True)
show_sentence(todo.sentence(rows, ctx.today))
todo.show_warnings(warnings)
if rows:
    chosen = todo.choose_kinds(rows)
    todo.show(chosen)
    frame = items.item_frame(chosen, with_holder=False)
    export.show_list_export(
        ctx, export.as_shown("todo", "我的待办", f"事项{len(frame)}件；剩余为自然日，在手为工作日", frame)
    )
else:
    todo.show_nothing()
