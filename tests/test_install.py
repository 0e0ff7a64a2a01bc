"""The package as a user gets it: built, installed into a bare environment, run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import wgtrack

PROJECT = Path(__file__).resolve().parent.parent
PARTS = ("wgtrack", "templates", "notes", "tests", "pyproject.toml", "README.md", "LICENSE")
MORE = ("CHANGELOG.md", "CONTRIBUTING.md", "action.yml", ".github", ".pre-commit-hooks.yaml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".wgtrack", ".hypothesis")

pytestmark = pytest.mark.slow


def copy_of_the_project(folder: Path) -> Path:
    folder.mkdir()
    for name in (*PARTS, *MORE):
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, folder / name)
    return folder


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WGTRACK"))}
    ran = subprocess.run(
        command, cwd=cwd, env={**bare, **environment}, capture_output=True, text=True, check=False, timeout=900
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist, made from a copy of the project."""
    place = tmp_path_factory.mktemp("build")
    project = copy_of_the_project(place / "project")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", place / "dist", ".", cwd=project)
    return place / "dist"


def test_the_wheel_holds_the_program_with_its_templates_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    information = f"wgtrack-{wgtrack.__version__}.dist-info/"
    assert {f"wgtrack/templates/{name}" for name in ("agenda.md.j2", "index.html.j2", "site.css", "site.js")} <= names
    assert {"wgtrack/py.typed", "wgtrack/cli/app.py"} <= names
    assert [name for name in names if not name.startswith(("wgtrack/", information))] == []
    assert [name for name in names if "__pycache__" in name] == []
    assert f"{information}licenses/LICENSE" in names


def test_the_sdist_holds_what_the_tests_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.split("/", 1)[1] for name in sdist.getnames()}
    assert {"README.md", "LICENSE", "templates/agenda.md.j2", "tests/test_install.py", "pyproject.toml"} <= names
    assert len([name for name in names if name.startswith("notes/")]) == 4


def test_an_installed_wheel_renders_its_own_template(built: Path, tmp_path: Path) -> None:
    """The libraries come from this environment, the program from the wheel alone."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    libraries = sysconfig.get_path("purelib")
    (site / "zz_libraries.pth").write_text(libraries + "\n", encoding="utf-8")
    shutil.copytree(PROJECT / "notes", tmp_path / "notes", ignore=LEFT_OUT)
    command = (python, "-m", "wgtrack")
    assert str(site) in run(python, "-c", "import wgtrack; print(wgtrack.__file__)", cwd=tmp_path)
    assert wgtrack.__version__ in run(*command, "--version", cwd=tmp_path)
    run(*command, "ingest", cwd=tmp_path, WGTRACK_TODAY="2024-04-19")
    agenda = run(*command, "agenda", "--date", "2024-05-02", cwd=tmp_path, WGTRACK_TODAY="2024-04-19")
    assert "## To reassess now\n\n- [ ] group: " in agenda
    run(*command, "site", cwd=tmp_path, WGTRACK_TODAY="2024-04-19")
    assert (tmp_path / "site" / "site.css").stat().st_size > 1000


def test_an_installed_sdist_is_the_same_program(built: Path, tmp_path: Path) -> None:
    """As `pip install` makes it of a source release; the libraries, pip's own too, come from this environment."""
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip())
    (site / "zz_libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    sdist = next(built.glob("*.tar.gz"))
    pip = (python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--ignore-installed")
    run(*pip, "--no-build-isolation", sdist, cwd=tmp_path)
    program = tmp_path / "venv" / "bin" / "wgtrack"
    assert run(program, "--version", cwd=tmp_path) == f"wgtrack {wgtrack.__version__}\n"
    assert str(site) in run(python, "-c", "import wgtrack; print(wgtrack.__file__)", cwd=tmp_path)
    with tarfile.open(sdist) as source, zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        inside = {name.split("/", 1)[1] for name in source.getnames() if "/" in name}
        assert {name for name in wheel.namelist() if name.startswith("wgtrack/") and "templates/" not in name} <= inside
    asked = {"_WGTRACK_COMPLETE": "complete_bash", "COMP_WORDS": "wgtrack\nreo", "COMP_CWORD": "1"}
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WGTRACK"))}
    told = subprocess.run([program], cwd=tmp_path, env=bare | asked, capture_output=True, text=True, check=True)
    assert told.stdout == "reopen"


def test_the_readmes_first_command_in_a_bare_environment(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path / "project")
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^    (python3 -m venv .*wgtrack agenda.*)$", readme, re.MULTILINE)
    assert found is not None
    interpreter = tmp_path / "bin"
    interpreter.mkdir()
    (interpreter / "python3").symlink_to(sys.executable)
    printed = run("bash", "-c", found[1], cwd=project, PATH=f"{interpreter}:{os.environ['PATH']}")
    assert "## To reassess now\n\n- [ ] group: " in printed
    assert wgtrack.__version__ in run(".venv/bin/wgtrack", "--version", cwd=project)
    assert "Usage: wgtrack" in run(".venv/bin/python", "-m", "wgtrack", "--help", cwd=project)
