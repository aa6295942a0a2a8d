"""Puts everything together. Read it first: which rooms there are, and what every request passes."""

import logging
from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from leitsaetze import config
from leitsaetze.accounts import access
from leitsaetze.demo import views as demo
from leitsaetze.extensions import db, tame
from leitsaetze.rooms import BLUEPRINTS, CHECKS, COMMANDS, JOBS, LATER_LETTERS, NEIGHBOURS
from leitsaetze.site.presentation import describe_site
from leitsaetze.web import (
    assets,
    caching,
    errors,
    filters,
    health,
    languages,
    limiting,
    phrases,
    security,
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the WSGI application. Reads configuration, touches no database.

    Raises config.UnsafeConfiguration with one sentence for settings nobody should run.
    """
    settings = config.load(overrides)
    app = Flask(
        "leitsaetze",
        root_path=str(config.ROOT),
        instance_path=settings["INSTANCE"],
        static_folder=None,
    )
    app.config.from_mapping(settings)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    languages.init_app(app)
    phrases.init_app(app)
    if app.config["PROXIES"]:
        hops = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    db.init_app(app)
    with app.app_context():
        tame(db.engine)
    for part in (errors, security, access, filters, limiting):
        part.init_app(app)
    health.init_app(app, CHECKS)
    app.extensions["jobs"] = JOBS
    app.extensions["neighbours"] = NEIGHBOURS
    app.extensions["later_letters"] = LATER_LETTERS
    app.context_processor(describe_site)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    if app.config["DEMO"]:
        demo.init_app(app)
    for layer in (caching, assets):  # the last one is asked first
        layer.init_app(app)
    return app
