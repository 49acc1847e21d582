"""Texts that programs are known to spoil, by what usually goes wrong with them. Our own list; each is one line, as a name or a heading is."""

from collections.abc import Iterator

KINDS: dict[str, tuple[str, ...]] = {
    "our letters": ("åäöÅÄÖ éÉ üÜ æø", "a\u030aa\u0308o\u0308 A\u030a i två tecken", "Ärtsoppa på Å", "naïve façade", "ß ẞ ſ"),
    "markup": (
        "<b>fet</b>",
        "<script>alert('hej')</script>",
        '"><img src=x onerror=alert(1)>',
        "</textarea><h1>utbruten",
        "</title></style><svg/onload=alert(1)>",
        "<!-- kvar -->",
        "]]>",
        "&amp; &lt; &#229; &aring; &nbsp;",
        "&#x0;",
        "5 < 7 > 3 & 2",
        "javascript:alert(1)",
    ),
    "templates": ("{{ 7*7 }}", "{% now 'Y' %}", "{# borta #}", "${7*7}", "#{7*7}", "%(namn)s %s %d %%", "{0} {namn}", "`rm`"),
    "questions to a database": ("' OR '1'='1", "'; DROP TABLE plan; --", '" OR ""="', "\\'; --", "100 % _ [a-z] \\%", "NULL"),
    "formulas": ("=1+1", "+1", "-1", "@SUM(1)", '=HYPERLINK("http://a.example";"y")', "=cmd|' /C calc'!A0", "''=1"),
    "quotes and parting": ('"', "''", "a;b,c|d", 'han sa "nej"; hon "ja"', "\\", "\\n \\t \\0 \\u0041", "”rätt” ’så’ «här»", "a/b\\c"),
    "words of programs": ("None", "null", "undefined", "true", "NaN", "0", "-0", "1e309", "Infinity", "[object Object]", "CON", "nil"),
    "numbers and days": ("007", "1,50", "1\u00a0000", "−5", "½ ² ٣", "2026-02-30", "3-1", "12:60", "0x1F", "9" * 30),
    "blanks": ("a  två  blanka", "hårt\u00a0blank", "smalt\u202fblank", "hel\u2003em", "noll\u200bbredd", "fog\u200dad och o\u200cfogad"),
    "direction": ("\u202ebaklänges\u202c", "שלום עולם", "مرحبا بالعالم", "blandat אבג och abc", "\u200fmärke\u200e", "\u2066inne\u2069"),
    "signs on signs": ("Z\u0351\u036b\u0343a\u0334\u0321l\u0330\u034dgo", "e\u0301\u0323\u0304", "ก็้้้", "q\u0307\u0323"),
    "beyond the first plane": ("👩🏽‍🏫 🇸🇪 👨‍👩‍👧‍👦", "𝔖𝔞𝔩𝔞 𝟙𝟛", "𠜎𠜱", "🏳️‍🌈", "\U0001f600\U0010fffd", "☃ ★ ♥\ufe0f"),
    "other scripts": ("Καλημέρα κόσμε", "Привет", "你好世界", "こんにちは", "안녕하세요", "नमस्ते", "İıŞğ", "\uff1d1+1", "ﬁ ﷽ ㎏", "ǄǅǆΣσς"),
    "signs that are not seen": ("\ufeffmärke först", "mjukt\u00adbindestreck", "\ufffd", "rad\u2028och\u2029stycke"),
    "control": ("\x1b[31mrött\x1b[0m", "klocka\x07", "\x7fbort", "\x80\x9f", "\uffff"),
    "names": ("Per-Åke O'Brien", "Null", "von der Æsch", "Ng", "X Æ A-12", "Test Testsson <test@example.org>"),
    "addresses": ("http://127.0.0.1:9/", "//example.org/x", "../../../etc/passwd", "C:\\Windows\\x", "file:///etc/passwd", "?ar=2026&x=#y"),
}  # fmt: skip
WORDS = tuple(word for words in KINDS.values() for word in words)
IN_A_FILE = str.maketrans("\u2028\u2029", "\n\n", "\x1b\x07\x7f\x80\x9f\uffff")
"""How a text stands in a file (sala_styr.tables.cells): one kind of line break, and none of ``control``, most of which XML has no room for."""
ENDS = "¤"
"""Stands first and last in a line of several, so that no blank is at an end: that would be taken away, as it should."""


def lines(longest: int) -> Iterator[str]:
    """All of them, as many to a line as there is room for: lines of at most ``longest`` signs."""
    line = ENDS
    for word in WORDS:
        if len(line) + len(word) + len(ENDS) > longest:
            yield line
            line = ENDS
        line += word + ENDS
    yield line
