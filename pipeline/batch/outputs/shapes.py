"""The shape of the records, read off the models, for the forms that have to name every field."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from models import BulletinRecords

Kind = Literal["text", "integer", "number", "money", "date", "record", "list"]
_LEAVES: dict[Any, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    Decimal: "money",
    dt.date: "date",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands in a field: a value, a record with `fields` under their JSON names, or a list of `item`.

    `alone` is a list of which a single item may stand without brackets.
    """

    kind: Kind
    optional: bool = False
    fields: Mapping[str, "Shape"] = field(default_factory=dict)
    item: "Shape | None" = None
    alone: bool = False

    def at(self, path: str) -> "Shape":
        """Return the shape at the end of a path of names; `0` is the first item of a list.

        >>> records_shape().at("city_pairs.0.since.start").kind
        'date'

        Raises:
            KeyError: there is no such field.

        """
        shape = self
        for name in path.split("."):
            shape = shape.item if name.isdigit() and shape.item else shape.fields[name]
        return shape


@cache
def records_shape() -> Shape:
    """Return the shape of all that is read out of one bulletin."""
    return shape_of(BulletinRecords)


def shape_of(annotation: Any) -> Shape:
    """Return the shape of what a model's field is annotated with.

    >>> shape_of(tuple[str, ...] | None)
    Shape(kind='list', optional=True, fields={}, item=Shape(kind='text', ...), alone=False)

    Raises:
        TypeError: no form knows how to hold it; it belongs here then.

    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0])
    if origin in (Union, UnionType):
        return _of_union(annotation)
    if origin is tuple and len(items := {item for item in arguments if item is not Ellipsis}) == 1:
        return Shape("list", item=shape_of(items.pop()))
    if origin is Literal and all(isinstance(value, str) for value in arguments):
        return Shape("text")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        told = annotation.model_fields.items()
        return Shape("record", fields={one.alias or name: shape_of(one.annotation) for name, one in told})
    if annotation in _LEAVES:
        return Shape(_LEAVES[annotation])
    raise TypeError(f"no form of output holds {annotation}")


def _of_union(annotation: Any) -> Shape:
    members = [member for member in get_args(annotation) if member is not NoneType]
    optional = NoneType in get_args(annotation)
    shapes = [shape_of(member) for member in members]
    if len(shapes) == 1:
        return replace(shapes[0], optional=optional)
    lists = [shape for shape in shapes if shape.kind == "list"]
    if len(shapes) == 2 and len(lists) == 1 and lists[0].item in shapes:
        return replace(lists[0], optional=optional, alone=True)
    raise TypeError(f"no form of output holds {annotation}")


def changing(shape: Shape, leaves: Mapping[Kind, Callable[[Any], Any]]) -> Callable[[Any], Any] | None:
    """Return what changes values of a shape in place, or None where nothing is to be changed.

    The values of a kind become what `leaves` makes of them, and an item that stands alone becomes a list.

    >>> changed = changing(shape_of(str | tuple[str, ...]), {"text": str.upper})
    >>> changed("a"), changed(["a", "b"])
    (['A'], ['A', 'B'])
    """
    if shape.item is not None:
        return _changing_list(shape.alone, changing(shape.item, leaves))
    if shape.kind != "record":
        return leaves.get(shape.kind)
    parts = [
        (name, change)
        for name, part in shape.fields.items()
        if (change := changing(part, leaves)) is not None
    ]

    def change_record(record: dict[str, Any]) -> dict[str, Any]:
        for name, change in parts:
            if record[name] is not None:
                record[name] = change(record[name])
        return record

    return change_record if parts else None


def _changing_list(alone: bool, change: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    def change_list(items: Any) -> list[Any]:
        listed = items if isinstance(items, list | tuple) else [items]
        return [change(item) for item in listed] if change else list(listed)

    return change_list if alone or change else None
