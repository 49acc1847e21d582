"""The package that an e-archive takes: a decided report with its data, what it is and how to check it, in one folder or one zip.

Followed: FGS Paketstruktur 2.0 (RAFGS1V2.0), which is E-ARK CSIP and E-ARK SIP version 2.1.0: the folders, and ``METS.xml`` with header, agents,
descriptive metadata, file section (size, type, SHA-256) and structural map. The report's content is XML in a format of our own with its XSD, the
tables are CSV too. The same report always gives the same bytes.

Not followed, because an archive agrees on it with each municipality: the submission agreement's number and the archive's reference code are not
filled in; there is no PREMIS and no METS file inside the representation (the one at the top lists every file); METS' own schema is not packed.
"""

from sala_styr.documents.archive.package import Package, archive_package, write_folder, write_zip
from sala_styr.documents.archive.verify import verify_package

__all__ = ["Package", "archive_package", "verify_package", "write_folder", "write_zip"]
