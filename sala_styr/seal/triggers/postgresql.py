"""PostgreSQL's triggers: history is only added to, what is added is noted by the statement, and each audited row is compared with its history when
its transaction ends (a deferred constraint trigger: the program writes the row first and its history row after).
"""

from collections.abc import Iterator, Mapping

from sala_styr.seal.audited import Pair, fixed_tables, ledgers, pairs
from sala_styr.seal.triggers.switch import SETTING
from sala_styr.seal.triggers.wanted import LIVE, REFUSED, Function, Guard, Trigger

OUTSIDE = "Ändrat utanför programmet"


def guard(there: Mapping[str, set[str]]) -> Guard:
    """The functions and triggers for the tables that there are."""
    if "seal_pendingleaf" not in there:
        return Guard((), ())
    functions = [_kept(), _noted("id"), _noted("history_id")]
    triggers = [t for name, ledger in ledgers().items() if name in there for t in _ledger(name, ledger.key)]
    triggers += [t for name in fixed_tables() if name in there for t in _refusals(name)]
    for pair in pairs():
        if set(pair.carried) <= there.get(pair.live, set()) & there.get(pair.past, set()):
            functions.append(_compared(pair))
            triggers += _live(pair)
    return Guard(tuple(functions), tuple(triggers))


def _kept() -> Function:
    """Refuses, or notes a lawful rewriting. A row that is noted is named by its key, which the trigger gives."""
    return Function(
        "seal_kept",
        f"""
DECLARE
  allowed bigint := nullif(current_setting('{SETTING}', true), '');
BEGIN
  IF allowed IS NULL THEN
    RAISE EXCEPTION '{REFUSED} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'TRUNCATE' THEN
    RETURN NULL;
  END IF;
  IF allowed > 0 AND TG_NARGS > 0 THEN
    INSERT INTO seal_pendingleaf (table_name, row_id, change, rewrite_id)
    VALUES (TG_TABLE_NAME, (to_jsonb(OLD) ->> TG_ARGV[0])::bigint, CASE TG_OP WHEN 'UPDATE' THEN '~' ELSE '-' END, allowed);
  END IF;
  IF TG_OP = 'UPDATE' THEN
    RETURN NEW;
  END IF;
  RETURN OLD;
END
""",
    )


def _noted(key: str) -> Function:
    return Function(
        f"seal_noted_{key}",
        f"""
BEGIN
  INSERT INTO seal_pendingleaf (table_name, row_id, change) SELECT TG_TABLE_NAME, {key}, '+' FROM fresh ORDER BY {key};
  RETURN NULL;
END
""",
    )


def _ledger(table: str, key: str) -> Iterator[Trigger]:
    yield from _refusals(table, key)
    name = f"seal_added_{table}"
    events = "AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT".format(table=f'"{table}"')
    yield Trigger(table, name, f'CREATE TRIGGER "{name}" {events} EXECUTE FUNCTION seal_noted_{key}()')


def _refusals(table: str, key: str = "") -> Iterator[Trigger]:
    argument = f"'{key}'" if key else ""
    for name, events in (
        (f"seal_kept_{table}", f'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW'),
        (f"seal_whole_{table}", f'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT'),
    ):
        yield Trigger(table, name, f'CREATE TRIGGER "{name}" {events} EXECUTE FUNCTION seal_kept({argument})')


def _row(source: str, columns: tuple[str, ...]) -> str:
    return "ROW({})".format(", ".join(f'{source}."{column}"' for column in columns))


def _compared(pair: Pair) -> Function:
    """Nearly always the row is what its newest history row says: that is asked first, with the row as the event left it. Else the row as it stands now
    is read, and if it still differs, its history row is written."""
    carried = ", ".join(f'"{column}"' for column in pair.carried)
    told = f"""INSERT INTO "{pair.past}" ({carried}, history_date, history_type, history_change_reason)"""
    now = ", ".join(f'there."{column}"' for column in pair.carried)
    gone = ", ".join(f'last."{column}"' for column in pair.carried)
    reason = f"'{OUTSIDE} (databasanvändare ' || session_user || ')'"
    # "+ 0" keeps the planner from walking all of the history backwards by history_id until the row turns up. It does so when it has no statistics of the
    # table: in the transaction that fills it, where that is an hour for a hundred thousand rows.
    newest = f'SELECT * INTO last FROM "{pair.past}" WHERE "{pair.key}" = which ORDER BY history_id + 0 DESC LIMIT 1'
    same = f"{_row('last', pair.columns)} IS NOT DISTINCT FROM"
    return Function(
        LIVE + pair.live,
        f"""
DECLARE
  which "{pair.live}"."{pair.key}"%TYPE;
  last "{pair.past}"%ROWTYPE;
  there "{pair.live}"%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' THEN
    which := OLD."{pair.key}";
  ELSE
    which := NEW."{pair.key}";
  END IF;
  {newest};
  IF TG_OP <> 'DELETE' AND last.history_type <> '-' AND {same} {_row("NEW", pair.columns)} THEN
    RETURN NULL;
  END IF;
  SELECT * INTO there FROM "{pair.live}" WHERE "{pair.key}" = which;
  IF NOT FOUND THEN
    IF last.history_type <> '-' THEN
      {told} VALUES ({gone}, clock_timestamp(), '-', {reason});
    END IF;
  ELSIF last.history_id IS NULL OR last.history_type = '-' THEN
    {told} VALUES ({now}, clock_timestamp(), '+', {reason});
  ELSIF NOT ({same} {_row("there", pair.columns)}) THEN
    {told} VALUES ({now}, clock_timestamp(), '~', {reason});
  END IF;
  RETURN NULL;
END
""",
    )


def _live(pair: Pair) -> Iterator[Trigger]:
    """Changes of columns that the history does not carry (a tree's numbers, how far a job has come) wake nobody."""
    deferred = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    function = f'EXECUTE FUNCTION "{LIVE}{pair.live}"()'
    compared = (pair.key, *pair.columns)
    changed = f"WHEN ({_row('OLD', compared)} IS DISTINCT FROM {_row('NEW', compared)})"
    for what, events in (
        ("come", f'INSERT OR DELETE ON "{pair.live}" {deferred}'),
        ("new", f'UPDATE ON "{pair.live}" {deferred} {changed}'),
    ):
        name = f"{LIVE}{what}_{pair.live}"
        yield Trigger(pair.live, name, f'CREATE CONSTRAINT TRIGGER "{name}" AFTER {events} {function}')
