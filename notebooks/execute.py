"""Executes a notebook with the AlsoLike kernel and writes it as HTML.

execute.py NOTEBOOK OUTPUT_FOLDER KERNEL_LOG, called by notebooks/run. Fails, and says in one line
why, when a cell fails, or when a cell named in EXPECTED shows something else.
"""

import pathlib
import socket
import sys
import time

import nbclient
import nbconvert
import nbformat
from jupyter_client.manager import KernelManager

KERNEL = "alsolike"
START_SECONDS = 300
READY_SECONDS = 60
CELL_SECONDS = 900

# Tag of a cell: what its HTML must hold, and how often at least.
EXPECTED = {
    "recommender-table": ("<circle", 4),
    "lift-curve": ("<polyline", 1),
    "customer": ("<li>", 10),
}


def fail(message):
    sys.exit("notebooks/run: " + message)


def wait_until_listening(manager):
    """The kernel answers nobody for good when a question waits for it before it listens."""
    deadline = time.monotonic() + START_SECONDS
    ports = [manager.shell_port, manager.iopub_port, manager.stdin_port]
    ports += [manager.control_port, manager.hb_port]
    while ports:
        if not manager.is_alive():
            raise RuntimeError("it ended")
        if time.monotonic() > deadline:
            raise RuntimeError("it does not listen after %d s" % START_SECONDS)
        try:
            socket.create_connection((manager.ip, ports[0]), timeout=5).close()
            ports.pop(0)
        except OSError:
            time.sleep(0.5)
    time.sleep(2)


def start_kernel(log):
    """A kernel that has answered once; a second try where the first gave no answer."""
    reason = None
    for _ in range(3):
        manager = KernelManager(kernel_name=KERNEL)
        manager.start_kernel(stdout=log, stderr=log)
        client = manager.blocking_client()
        try:
            wait_until_listening(manager)
            client.start_channels()
            client.wait_for_ready(timeout=READY_SECONDS)
            return manager
        except RuntimeError as problem:
            reason = problem
            manager.shutdown_kernel(now=True)
        finally:
            client.stop_channels()
    fail("the Java kernel does not start: %s; see %s" % (reason, log.name))


def check(notebook):
    for tag, (wanted, times) in EXPECTED.items():
        cells = [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]
        outputs = [output.get("data", {}) for cell in cells for output in cell.outputs]
        found = "".join(data.get("text/html", "") for data in outputs).count(wanted)
        if found < times:
            message = "the cell %s must show %s at least %d times, but does so %d times"
            fail(message % (tag, wanted, times, found))


def main(source, folder, kernel_log):
    started = time.monotonic()
    notebook = nbformat.read(source, as_version=4)
    with open(kernel_log, "wb") as log:
        manager = start_kernel(log)
        try:
            nbclient.NotebookClient(notebook, km=manager, timeout=CELL_SECONDS).execute()
        except nbclient.exceptions.CellExecutionError as failure:
            fail("a cell of %s fails:\n%s" % (source, failure))
        finally:
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)
    check(notebook)
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    target = pathlib.Path(folder, pathlib.Path(source).stem + ".html")
    target.write_text(page, encoding="utf-8")
    print("Executed in %d s: %s" % (time.monotonic() - started, target))


if __name__ == "__main__":
    main(*sys.argv[1:])
