# SPDX-License-Identifier: GPL-3.0-or-later
"""A random list of existing clients: the CSV a user would export, and the clients the model starts from."""
import csv
import io

from random_values import plain
from scenario import BookClient
from signing import half_a_cent

STILL = ("", "0", "no", "false")
LEFT = ("1", "yes", "true")


def _labels(rng, scenario, file):
    """The name by which the list knows each contract: its own or a label."""
    labels = {}
    for name in scenario.contracts:
        labels[name] = name
        if rng.random() < 0.3:
            labels[name] = f"Plan {name} ({rng.randint(1, 9)})"
            file.settings.append((f"contract.{name}.label", labels[name]))
    return labels


def _draw_client(rng, scenario, money, with_renewal):
    """A client as texts; None where a fee alone could not tell the spend, or falls on half a cent."""
    contract = rng.choice(scenario.contracts)
    term = scenario.at(f"contract.{contract}.term", 1)
    share = scenario.at(f"contract.{contract}.fee", 1)
    renewal = rng.randint(1, term) if with_renewal and rng.random() < 0.8 else None
    spend = plain(rng, 100, rng.choice((4000, 60000)), rng.choice((2, 4))) if "spend" in money else None
    fee = plain(rng, 10, 6000, rng.choice((2, 4))) if "fee" in money else None
    if spend is None and share == 0.0 or half_a_cent(float(fee) if fee else float(spend) * share):
        return None
    return {"tenure": rng.choice((0, rng.randint(1, 12), rng.randint(1, 90))), "contract": contract, "renewal": renewal,
            "spend": spend, "fee": fee}


def _as_model(client):
    spend, fee = (None if client[what] is None else float(client[what]) for what in ("spend", "fee"))
    return BookClient(client["tenure"], client["contract"], spend, fee, client["renewal"])


def _cells(client, columns, labels, left):
    """One line of the list; a column the list does not need holds a running remark."""
    texts = {"tenure": str(client["tenure"]), "contract": labels[client["contract"]], "left": left, "note": "x, y",
             "renewal": "" if client["renewal"] is None else str(client["renewal"]),
             "spend": client["spend"] or "", "fee": client["fee"] or ""}
    return [texts[what] for what in columns]


def draw_book(rng, scenario, file):
    """Gives the scenario a book, maps its columns in `file`, and returns (path, text) of the list beside that file; None
    if no client could be drawn."""
    money = rng.choice((("spend",), ("fee",), ("spend", "fee")))
    with_renewal, with_left = rng.random() < 0.4, rng.random() < 0.6
    drawn = [_draw_client(rng, scenario, money, with_renewal) for _ in range(rng.choice((1, 5, 17, 40)))]
    clients = [client for client in drawn if client is not None]
    if not clients:
        return None
    columns = ["tenure", "contract", *money, "note"] + ["renewal"] * with_renewal + ["left"] * with_left
    rng.shuffle(columns)
    headers = {what: rng.choice((what, what.upper(), f"client {what}")) for what in columns}
    labels = _labels(rng, scenario, file)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=rng.choice(("\n", "\n", "\r\n")))
    writer.writerow([headers[what] for what in columns])
    for client in clients:
        has_left = with_left and rng.random() < 0.3
        writer.writerow(_cells(client, columns, labels, rng.choice(LEFT if has_left else STILL)))
        if not has_left:
            scenario.book.append(_as_model(client))
    folder = file.path.rpartition("/")[0]
    file.settings.append(("book.file", "clients.csv"))
    file.settings += [(f"book.{what}", headers[what]) for what in columns if what != "note"]
    return (f"{folder}/clients.csv" if folder else "clients.csv"), text.getvalue()
