"""Commands that other rooms add: entry points of the group `youcheng.commands`, loaded when asked for.

A room that this one may not import names in pyproject.toml a `typer.Typer` of its own:

    [project.entry-points."youcheng.commands"]
    evaluate = "evaluation.cli:app"
"""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

GROUP = "youcheng.commands"


class RoomsGroup(TyperGroup):
    """The commands of this room, then those of the others by name."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        own = super().list_commands(ctx)
        return [*own, *sorted(set(_added()) - set(own))]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, loading its room if it is another's."""
        own = super().get_command(ctx, cmd_name)
        added = None if own else _added().get(cmd_name)
        if added is None:
            return own
        command = get_command(added.load())
        command.name = cmd_name
        return command


def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
