"""The empty view everything is compared with, on the very server that serves the product."""

from flask import Flask

from leitsaetze.factory import create_app
from leitsaetze.server import serve

LENGTH = 40_000  # bytes, about as long as a page of fifty comments
PAGE = f"<!doctype html><title>const</title><p>{'x' * (LENGTH - 44)}</p>"


def bare() -> Flask:
    """Return an application with one view that does nothing."""
    app = Flask("const")

    @app.get("/")
    def const() -> str:
        return PAGE

    return app


if __name__ == "__main__":
    product = create_app()
    # Served as the product is: same server, workers, threads; only what answers is another.
    product.wsgi_app = bare().wsgi_app  # type: ignore[method-assign]  # as Flask advises
    serve(product)
