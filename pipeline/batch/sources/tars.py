"""Members of a tar file, read once from its beginning to its end; nothing is written to the disk."""

import io
import tarfile
from collections.abc import Callable, Iterator

from pipeline.batch.sources.found import BrokenError, reason_of
from pipeline.batch.sources.names import is_hidden, member_path
from pipeline.batch.sources.streams import Forward, Tally, buffered
from pipeline.batch.sources.zips import Member


def tar_members(file: io.BufferedReader, wanted: Callable[[str], bool], tally: Tally) -> Iterator[Member]:
    """Yield the files of an archive whose path is `wanted`, in its order; links and devices are passed over.

    Raises:
        BrokenError: it is no tar file, or it is damaged.

    """
    forward = Forward(file)
    archive: tarfile.TarFile | None = None
    while True:
        # Headers are held whole, and as many of them as stand before a member.
        forward.allowance = tally.limits.header
        try:
            if archive is None:
                archive = tarfile.TarFile(fileobj=forward)  # type: ignore[arg-type]
            info = archive.next()
        except BrokenError:
            raise
        except Exception as error:
            raise BrokenError(reason_of(error)) from None
        forward.allowance = None
        if info is None:
            if forward.at_end:
                raise BrokenError("ends without the mark of its end: it may have been cut")
            return
        # The library keeps the headers of all members.
        archive.members = []  # type: ignore[attr-defined]
        archive.pax_headers = {}
        tally.member()
        path = member_path(info.name)
        if info.isreg() and not is_hidden(path) and wanted(path):
            yield _member(archive, info, path)


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, path: str) -> Member:
    # The holes of such a file are made of nothing: no count of bytes read would tell how many.
    if info.issparse():
        return Member(path, reason="is a sparse file, which is not read")

    def open_member() -> io.BufferedReader:
        member = archive.extractfile(info)
        if member is None:
            raise BrokenError("is no file")
        return buffered(member.read)

    return Member(path, info.size, open_member)
