"""An existing Dask cluster as the executor of a batch. Needs the extra `[cluster]`; loaded only when asked for.

Workers need this program and nothing else: no shared disk, no store. The project travels to them, the bytes of the
documents come back, and are looked through and written here.
"""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any

from generator.batch.run import Elsewhere
from generator.errors import OnepagerError, UsageError

PATIENCE_S = 15


def connect(address: str) -> Elsewhere:
    """The workers of the cluster whose scheduler is at `address`. Raises `UsageError` and `OnepagerError`."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            'for --scheduler the program needs its extra "cluster": pipx inject onepager "onepager[cluster]"'
        ) from None
    try:
        client: Any = Client(address, timeout=PATIENCE_S, set_as_default=False)  # type: ignore[no-untyped-call]
        threads = sum(client.nthreads().values())
    except (OSError, ValueError, TypeError) as error:
        why = str(error) or type(error).__name__
        raise OnepagerError(f"No Dask scheduler answers at {address}: {why.splitlines()[0]}") from error
    if not threads:
        client.close()
        raise OnepagerError(f"The scheduler at {address} has no workers. Start some: dask worker {address}")

    def begin() -> Executor:
        executor: Executor = client.get_executor(pure=False)
        return executor

    return Elsewhere(begin, threads, distrust=True)
