"""What is said of an error that nobody foresaw."""

import traceback
from pathlib import Path


def fault(error: BaseException) -> str:
    """Return an error in one line: what it is, what it says and where it arose."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({'/'.join(Path(frames[-1].filename).parts[-2:])}, line {frames[-1].lineno})" if frames else ""
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}{': ' + said[0] if said else ''}{where}"
