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

# After each product of matrices the threads of NumPy's OpenBLAS spin, for 2^26 cycles or more, on the core that the
# model needs next, and a question takes half as long again. NumPy reads this as it is loaded, see OpenBLAS's README.
os.environ.setdefault("OPENBLAS_THREAD_TIMEOUT", "4")

_lazily, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - only whoever asks for it waits

        return version("pullquote")
    return _lazily(name)
