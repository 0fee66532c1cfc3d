"""Posts in, quotes out: the door for the bot, and for whoever uses it as a library.

    from embeddings import Archive, Query

    with Archive("archive", create=True) as archive:
        archive.sync(["posts/"])
        answer = archive.ask(Query("How long should the dough rise?"))

The names stand in ``__init__.pyi``. Each is imported when it is first used, so that ``pullquote --help`` waits for no
model and ``pullquote status`` for no index.
"""

import os

import lazy_loader

# A question multiplies some thousand vectors at most: a second thread of NumPy's OpenBLAS gains nothing, and waits on
# the core that the model needs next. NumPy reads this as it is loaded; who wants those threads sets it before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# PyTorch's threads look some 100,000 times whether the others are done, before they sleep. Where other programs have
# the processors, whoever looks keeps from working whom it waits for: with a thousand looks a question on two cores
# takes 160 instead of 300 ms beside one such program, 0.2 instead of 1.9 s beside two, and alone as long as before
# (tests/benchmarks/busy.py). Read as GNU's OpenMP is loaded; who wants it otherwise says so before.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")

_lazily, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - only whoever asks for it waits

        return version("pullquote")
    return _lazily(name)
