"""Outputs: rows to a file of one form, under a temporary name until it is whole, or to numbered parts."""

from pipeline.batch.outputs.columns import codebook
from pipeline.batch.outputs.files import Out
from pipeline.batch.outputs.form import Form, form_of, hindrance, is_device
from pipeline.batch.outputs.parts import Parts
from pipeline.batch.outputs.rows import Row, Sink
from pipeline.batch.outputs.single import single, stream

__all__ = [
    "Form",
    "Out",
    "Parts",
    "Row",
    "Sink",
    "codebook",
    "form_of",
    "hindrance",
    "is_device",
    "opened",
    "stream",
]


def opened(
    target: str, form: Form, *, flat: bool = False, part_size: int | None = None, version: str
) -> Sink:
    """Return the sink for a file, or, with `part_size`, for a folder of parts of so many bulletins.

    `version` is that of the pipeline, for the manifest. `-` is the standard output. Where `hindrance` finds
    nothing, opening works.
    """
    if part_size is not None:
        return Parts(target, form, part_size, flat=flat, version=version)
    return single(target, form, flat=flat)
