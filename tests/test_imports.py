"""Circles of imports that `make lint` cannot see: between a package's own `__init__` and its modules."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_modules_import_each_other_in_a_circle_not_even_for_types() -> None:
    graph = grimp.build_graph("dhrcurate", cache_dir=None)
    imports = {module: sorted(graph.find_modules_directly_imported_by(module)) for module in sorted(graph.modules)}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the modules
