"""Many people at work at once, in a process of its own: each reads, thinks, opens, writes and saves. What happened is written as JSON lines.

    python -m tests.rehearsal.crowd < plan.json > events

The plan: base, persons, minutes, think ([shortest, longest] seconds), ramp (seconds over which they arrive), seed, controller, report
(the number of one to make), reports (how many times in all), zero (the monotonic time that all times are told from; when it begins without it).
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.parse import quote

from tests.rehearsal.pages import Page, Visitor, form_of, forms_of

# How often each thing is done: seven of ten times one reads, two one writes, one one searches (quality.md, B9).
MIX = [
    ("start", 14),
    ("thread", 14),
    ("branch", 10),
    ("item", 10),
    ("budget", 8),
    ("details", 7),
    ("follow_up", 7),
    ("search", 8),
    ("todo", 2),
    ("save_activity", 8),
    ("save_assessment", 7),
    ("save_line", 5),
]


WORDS_WHEN_AWAY = "Det går inte just nu"
"""The heading of the application's and of nginx's page (templates/503.html)."""


class Refused(Exception):
    """An answer that is not what it should be."""

    def __init__(self, page: Page) -> None:
        super().__init__(f"{page.status} {page.address}")
        self.page = page

    @property
    def calm(self) -> bool:
        """Is it a page of ours that says that it does not work just now, and not a bare error?"""
        return self.page.status in (502, 503, 504) and WORDS_WHEN_AWAY in self.page.text


class Person:
    """One of them. ``tell`` writes down what happened."""

    def __init__(self, plan: dict[str, Any], who: dict[str, Any], number: int, tell: Callable[..., None]) -> None:
        self.visitor, self.who, self.tell = Visitor(plan["base"]), who, tell
        self.plan, self.dice = plan, random.Random(plan["seed"] * 100_003 + number)
        self.number, self.written = number, 0

    def live(self, arrives: float, ends: float) -> None:
        """Arrive, log in, and work until the end."""
        time.sleep(max(0.0, arrives - time.monotonic()))
        while time.monotonic() < ends and not self.do("log_in"):
            time.sleep(self.dice.uniform(1, 3))
        names, weights = [name for name, _w in MIX], [weight for _name, weight in MIX]
        while time.monotonic() < ends:
            time.sleep(self.dice.uniform(*self.plan["think"]))
            if time.monotonic() < ends:
                self.do(self.dice.choices(names, weights)[0])
        self.visitor.hang_up()

    def do(self, kind: str) -> bool:
        """Do one thing, and tell how it went."""
        began = time.monotonic()
        try:
            getattr(self, kind)()
        except Refused as refused:
            self.tell(kind, began, ok=False, status=refused.page.status, why=str(refused), calm=refused.calm)
        except (OSError, HTTPException, LookupError) as error:
            self.visitor.hang_up()
            self.tell(kind, began, ok=False, status=0, why=f"{type(error).__name__}: {error}"[:200], calm=False)
        else:
            return True
        return False

    def read(self, kind: str, address: str) -> Page:
        """A page that must be there."""
        began = time.monotonic()
        page = self.visitor.get(address)
        if page.status != 200:
            raise Refused(page)
        if "/logga-in/" in page.address:
            self.log_in()
        self.tell(kind, began, ok=True, status=200, seconds=page.seconds)
        return page

    def save(self, kind: str, page: Page, having: str, mark: str, **changed: str) -> None:
        """Send a form; what is acknowledged is written down with its mark."""
        began = time.monotonic()
        answer = self.visitor.send(page, form_of(page, having), **changed)
        if answer.status != 302 or "/logga-in/" in answer.location:
            raise Refused(answer)
        self.tell(kind, began, ok=True, status=302, seconds=answer.seconds, mark=mark)

    def mark(self) -> str:
        """A text that is written once only."""
        self.written += 1
        return f"Repmärke-{self.number}-{self.written}-slut"

    # What one does.

    def log_in(self) -> None:
        page = self.visitor.get("/logga-in/")
        if page.status != 200:
            raise Refused(page)
        began = time.monotonic()
        form = form_of(page, "username")
        answer = self.visitor.send(page, form, username=self.who["name"], password=self.who["password"])
        if answer.status != 302:
            raise Refused(answer)
        self.tell("log_in", began, ok=True, status=302, seconds=answer.seconds)

    def start(self) -> None:
        self.read("start", "/")

    def thread(self) -> None:
        self.read("thread", "/mal/?ar=2026")

    def branch(self) -> None:
        self.read("branch", f"/mal/{self.who['item']}/?ar=2026")

    def item(self) -> None:
        self.read("item", f"/organisation/{self.who['unit']}/")

    def budget(self) -> None:
        self.read("budget", "/ekonomi/?ar=2026")

    def details(self) -> None:
        self.read("details", f"/ekonomi/detaljbudget/{self.who['unit']}/?ar=2027")

    def follow_up(self) -> None:
        self.read("follow_up", f"/uppfoljning/{self.who['period']}/{self.who['unit']}/")

    def search(self) -> None:
        word = self.dice.choice(["skola", "klimat", "trygg", "vård", "repetition"])
        self.read("search", f"/mal/?ar=2026&q={quote(word)}")

    def todo(self) -> None:
        self.read("todo", "/uppfoljning/att-gora/")

    def save_activity(self) -> None:
        page, mark = self.read("open_activity", f"/mal/{self.who['item']}/andra/"), self.mark()
        time.sleep(self.dice.uniform(*self.plan["think"]) / 2)
        self.save("save_activity", page, "description", mark, description=f"Så långt har vi kommit. {mark}")

    def save_assessment(self) -> None:
        key = f"del-{self.who['item']}"
        page = self.read("open_assessment", f"/uppfoljning/{self.who['period']}/bedom/{key}/")
        mark = self.mark()
        time.sleep(self.dice.uniform(*self.plan["think"]) / 2)
        self.save("save_assessment", page, rf"{key}-comment", mark, **{f"{key}-comment": f"Det går framåt. {mark}"})

    def save_line(self) -> None:
        address = f"/ekonomi/detaljbudget/{self.who['unit']}/ny-rad/?ar=2027"
        page, mark = self.read("open_line", address), self.mark()
        account = self.account_on(page)
        time.sleep(self.dice.uniform(*self.plan["think"]) / 2)
        amount = f"-{self.dice.randrange(100, 90_000)}"
        self.save("save_line", page, "amount", mark, account=account, text=mark, amount=amount, belongs_to="unlinked")

    def account_on(self, page: Page) -> str:
        """The number of a cost account in the list of accounts."""
        for line in page.text.split('<option value="'):
            number, _quote, rest = line.partition('"')
            if number.isdigit() and "6810" in rest[:60]:
                return number
        raise LookupError("no account 6810 on the page")

    def order_report(self) -> None:
        page = self.read("open_report", f"/rapporter/skriv/{self.plan['report']}/")
        began = time.monotonic()
        form = next(form for form in forms_of(page) if form.action.endswith("/gor/"))
        answer = self.visitor.send(page, form)
        if answer.status != 302:
            raise Refused(answer)
        number = answer.location.rstrip("/").rpartition("/")[2]
        self.tell("order_report", began, ok=True, status=302, seconds=answer.seconds, mark=number)

    def order_reports(self, begins: float, ends: float) -> None:
        """Beside everybody's work: log in once, and order the reports evenly over the time."""
        time.sleep(max(0.0, begins - time.monotonic()))
        while time.monotonic() < ends and not self.do("log_in"):
            time.sleep(2)
        every = (ends - begins) / max(1, self.plan["reports"])
        while time.monotonic() < ends - every / 2:
            self.do("order_report")
            time.sleep(every)


def main() -> None:
    """Everybody at once, until the time is over."""
    plan = json.load(sys.stdin)
    lock, now = threading.Lock(), time.monotonic()
    zero = plan.get("zero", now)

    def tell(kind: str, began: float, **more: Any) -> None:
        took = round(time.monotonic() - began, 3)
        line = json.dumps({"kind": kind, "at": round(began - zero, 3), "took": took} | more, ensure_ascii=False)
        with lock:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    everybody = [Person(plan, who, number, tell) for number, who in enumerate(plan["persons"])]
    ends = now + plan["ramp"] + plan["minutes"] * 60
    threads = []
    for number, person in enumerate(everybody):
        arrives = now + plan["ramp"] * number / max(1, len(everybody))
        threads.append(threading.Thread(target=person.live, args=(arrives, ends), daemon=True))
    if plan["reports"]:
        controller = Person(plan, plan["controller"], -1, tell)
        threads.append(threading.Thread(target=controller.order_reports, args=(now + plan["ramp"], ends), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    threading.stack_size(512 * 1024)
    main()
