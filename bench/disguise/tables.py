"""What is printed: all engines beside each other."""

from collections.abc import Mapping, Sequence

from bench.disguise.bars import RULES_ONLY, WITH_MODEL
from bench.disguise.measure import Measured

Results = Mapping[str, Measured]

ABOUT = """\
  5 folds: the lowest and the highest of five parts of the texts. crossed: how sure the name model must be was chosen
  anew on four fifths and measured on the fifth. Rules and lists are written by hand: no fold can unlearn them, so a
  corpus that was read while they were written flatters them, and only the held-out ones tell what holds up."""


def show(results: Results) -> None:
    """Print every table of one corpus."""
    there = {name: one for name, one in results.items() if not one.why}
    for name, one in results.items():
        if one.why:
            print(f"  {name} was not measured: {one.why}")
    _measures(there)
    _speeds(there)
    _labels(there)
    _kinds(there)


def _measures(results: Results) -> None:
    model, rules, beside = (results.get(name) for name in ("with model", "rules only", "Presidio"))
    first = model or rules
    print(
        f"\n  {'':28}{'with model':>10}{'crossed':>9}{'5 folds':>13}  {'bar':8}{'aim':8}{'reached':20}"
        f"{'rules only':>10}{'5 folds':>13}  {'bar':8}{'reached':14}{'Presidio':>9}"
    )
    for measure in first.values:
        line = f"  {measure:28}{_figure(model, measure):>10}"
        line += f"{model.crossed[measure]:9.1f}" if model and measure in model.crossed else f"{'':9}"
        line += f"{_folds(model, measure):>13}  {_against(WITH_MODEL, model, measure, aims=True)}"
        line += f"{_figure(rules, measure):>10}{_folds(rules, measure):>13}  {_against(RULES_ONLY, rules, measure)}"
        print(line + f"{_figure(beside, measure):>9}")
    print(ABOUT)


def _figure(one: Measured | None, measure: str) -> str:
    return f"{one.values[measure]:.2f}"[: 6 if "100 words" in measure else -1] if one and measure in one.values else "-"


def _folds(one: Measured | None, measure: str) -> str:
    return "{:.1f}-{:.1f}".format(*one.folds[measure]) if one and measure in one.folds else ""


def _against(bars: Mapping, one: Measured | None, measure: str, *, aims: bool = False) -> str:
    width = 36 if aims else 22
    bar = bars.get(measure)
    if bar is None or one is None:
        return " " * width
    met = bar.met(one.values[measure])
    return f"{bar.said(bar.bar):8}" + (f"{bar.said(bar.aim):8}{met:20}" if aims else f"{met:14}")


def _speeds(results: Results) -> None:
    print(f"\n  {'milliseconds, median and p95':38}" + "".join(f"{name:>24}" for name in results))
    for measure in next(iter(results.values())).speed:
        cells = []
        for name, one in results.items():
            bar = {"with model": WITH_MODEL, "rules only": RULES_ONLY}.get(name, {}).get(measure)
            late = one.speed[measure]["p95"]
            said = f" {'met' if not bar.far(late, bar.bar) else 'SHORT'}" if bar else ""
            cells.append(f"{one.speed[measure]['median']:.1f} {late:.1f}{said}")
        print(f"  {measure:38}" + "".join(f"{cell:>24}" for cell in cells) + _bounds(measure))
    print(f"  {'loading, s':38}" + "".join(f"{one.loaded_s:24.1f}" for one in results.values()))
    print(f"  {'memory at the peak, MB':38}" + "".join(f"{one.peak_mb:24}" for one in results.values()))


def _bounds(measure: str) -> str:
    if measure not in WITH_MODEL:
        return ""
    model, rules = WITH_MODEL[measure], RULES_ONLY[measure]
    return f"   bars {model.said(model.bar)}, {rules.said(rules.bar)}"


def _labels(results: Results) -> None:
    print(f"\n  {'seen, named right, alarms':18}{'there':>6}" + "".join(f"{name:>20}" for name in results))
    labels = sorted({label for one in results.values() for label in one.labels})
    for label in labels:
        there = max(one.labels.get(label, {}).get("there", 0) for one in results.values())
        cells = [one.labels.get(label, {}) for one in results.values()]
        said = (f"{c.get('seen', 0)} {c.get('right', 0):>4} {c.get('false', 0):>4}" for c in cells)
        print(f"  {label:18}{there:6}" + "".join(f"{cell:>20}" for cell in said))


def _kinds(results: Results) -> None:
    for kind in sorted(next(iter(results.values())).kinds):
        texts = next(iter(results.values())).kinds[kind]["texts"]
        print(f"\n  {f'{kind}, {texts} texts':38}" + "".join(f"{name:>14}" for name in results))
        for measure in next(iter(results.values())).kinds[kind]:
            if measure != "texts":
                print(f"  {measure:38}" + "".join(f"{one.kinds[kind][measure]:14.1f}" for one in results.values()))


def notes(results: Results) -> Sequence[str]:
    """What was missed and what was a false alarm, engine by engine."""
    return [f"{name:12}{note}" for name, one in results.items() for note in one.notes]
