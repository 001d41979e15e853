"""Runs the migrations on the connection that `core.store.schema` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=context.config.attributes.get("metadata"), render_as_batch=False
)
with context.begin_transaction():
    context.run_migrations()
