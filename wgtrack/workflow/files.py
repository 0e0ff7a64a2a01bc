"""Files that commands write: whole or not at all, and never over what people made."""

from __future__ import annotations

from pathlib import Path

from wgtrack.errors import UsageProblem


def text_of(file: Path, shown: Path) -> str:
    """The text of a file; empty where there is none. UsageProblem where it is no text, or may not be read."""
    try:
        if not file.exists():
            return ""
        if not file.is_file():
            raise UsageProblem(f"{shown} is not a file: name one, or leave -o out to print it.")
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise UsageProblem(f"{shown} is not UTF-8: name another file.") from None
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be read ({error.strerror}): name another file.") from None


def write_whole(file: Path, shown: Path, text: str) -> None:
    """Write the file, or leave it as it is; folders above it are made."""
    try:
        file = file.resolve()
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_name(f".{file.name}.wgtrack")
        try:
            new.write_bytes(text.encode())
            if file.exists():
                new.chmod(file.stat().st_mode & 0o7777)
            new.replace(file)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        raise UsageProblem(f"{shown} cannot be written ({error.strerror}): name another file.") from None
