"""Runs the steps on the connection that `store.migrate` hands over."""

from alembic import context

from auditor.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True,
    transactional_ddl=True,
)  # fmt: skip
context.run_migrations()
