"""The ladder of the house: the contracts in setup.cfg, kept."""

from importlinter.cli import lint_imports

from tests.house.source import ROOT


def test_every_rung_imports_only_rungs_below_it(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "setup.cfg"), no_cache=True)
    assert status == 0, capsys.readouterr().out.partition("Broken contracts")[2]
