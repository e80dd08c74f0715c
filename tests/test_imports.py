"""Circles of imports that `make lint` cannot see: between a package's own `__init__` and its modules."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter

import grimp


def test_no_modules_import_each_other_in_a_circle_not_even_for_types() -> None:
    graph = grimp.build_graph("dhrcurate", cache_dir=None)
    imports = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in sorted(graph.modules)}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the modules


def test_what_imports_itself_in_a_circle_is_imported_before_the_interface_has_threads() -> None:
    # Two threads that import it at once get modules that are half made.
    code = "import sys, dhrcurate.tui.opening; print('rapidfuzz.process' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"
