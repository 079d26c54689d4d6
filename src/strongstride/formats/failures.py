"""What went wrong with a file, in one clear line, whichever library found it."""

import gzip
import zipfile
import zlib

from strongstride.formats.errors import UnreadableFileError


def why_of(error: Exception) -> str:
    """The predicate of a Refusal ("is …", "holds …") for any error that a file can cause."""
    match error:
        case UnreadableFileError():
            return str(error)
        case zipfile.BadZipFile() | zlib.error() | EOFError() | gzip.BadGzipFile():
            return "is packed, and its packing is damaged: download or export it again"
        case NotImplementedError():
            return "is packed in a way that cannot be read here: pack it as a common zip"
        case RuntimeError() if "password" in str(error):
            return "is locked by a password"
        case OSError():
            return f"cannot be opened ({(error.strerror or str(error)).lower()})"
        case MemoryError():
            return "does not fit into memory: not read"
    return f"could not be read ({type(error).__name__}): please report this file"
