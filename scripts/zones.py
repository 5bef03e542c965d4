"""Writes the time zones of the sandbox's Python anew, from the system's tz database (which is in the public domain).

    python3 scripts/zones.py            needs zic and /usr/share/zoneinfo/tzdata.zi (Debian: tzdata)
"""
import base64
import pathlib
import subprocess
import tempfile
import zlib

SOURCE = pathlib.Path("/usr/share/zoneinfo/tzdata.zi")
TARGET = pathlib.Path(__file__).resolve().parents[1] / "src/sandbox/python/iop_sandbox/zone_data.py"

with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["zic", "-b", "slim", "-d", folder, SOURCE], check=True)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file()}

at, index, data = {}, [], b""
for name, content in sorted(files.items()):
    if content not in at:
        at[content] = len(data)
        data += content
    index.append("%s %d %d" % (name, at[content], len(content)))

version = SOURCE.read_text().splitlines()[0].removeprefix("# version ")
packed = base64.b85encode(zlib.compress("\n".join(index).encode() + b"\0" + data, 9)).decode()
TARGET.write_text(
    '"""Time zones: made by scripts/zones.py of the tz database, which is in the public domain."""\n\n'
    'VERSION = "%s"\nPACKED = "%s"\n' % (version, packed)
)
