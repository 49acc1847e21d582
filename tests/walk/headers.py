"""What every answer must say of itself to the browser: pages, files, errors (quality §4.1; OWASP ASVS 5.0 V3.4)."""

from collections.abc import Mapping

EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
NEVER = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")
DENIED = ("camera=()", "microphone=()", "geolocation=()")


def faults(answers: Mapping[str, Mapping[str, str]], *, kept: bool) -> list[str]:
    """A line for each answer (address → headers) that lacks something. ``kept``: may a browser keep it, as what all may see?"""
    return [f"{address}: {fault}" for address, said in answers.items() for fault in _faults(said, kept)]


def _faults(said: Mapping[str, str], kept: bool) -> list[str]:
    found = [f"{name} {said.get(name)!r}" for name, wanted in EXACT.items() if said.get(name) != wanted]
    policy = said.get("Content-Security-Policy", "")
    found += [f"CSP without {part}" for part in POLICY if part not in policy]
    found += [f"CSP with {part}" for part in NEVER if part in policy]
    found += [f"may use {part}" for part in DENIED if part not in said.get("Permissions-Policy", "")]
    if said.get("Access-Control-Allow-Origin") is None and said.get("Cross-Origin-Resource-Policy") != "same-origin":
        found.append("loaded from elsewhere")
    if not kept and "no-store" not in said.get("Cache-Control", ""):
        found.append(f"kept: {said.get('Cache-Control')!r}")
    if "charset" not in (kind := said.get("Content-Type", "")) and kind.startswith("text/"):
        found.append(f"no charset: {kind}")
    return found
