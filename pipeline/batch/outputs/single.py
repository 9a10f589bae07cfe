"""The sink of one file, device or stream, by its form."""

from pipeline.batch.outputs.files import Device, NewFile, NewStream, Out
from pipeline.batch.outputs.form import Form, is_device
from pipeline.batch.outputs.rows import CountingSink


def single(target: str, form: Form, *, flat: bool) -> CountingSink:
    """Return the sink that writes to `target`; `-` is the standard output."""
    if form in (Form.parquet, Form.sqlite):
        file = NewFile(target)
        try:
            return _table(file, form, flat=flat)
        except BaseException:
            file.drop()
            raise
    from pipeline.batch.outputs.lines import Lines

    return Lines(stream(target), form, flat=flat)


def stream(target: str) -> Out:
    """Return where bytes for `target` go, a file, a device or, for `-`, the standard output."""
    return Device(target) if target == "-" or is_device(target) else NewStream(target)


def _table(file: NewFile, form: Form, *, flat: bool) -> CountingSink:
    if form is Form.parquet:
        from pipeline.batch.outputs.parquet import Parquet

        return Parquet(file, flat=flat)
    from pipeline.batch.outputs.sqlite import Sqlite

    return Sqlite(file, flat=flat)
