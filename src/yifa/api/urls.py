"""The HTTP API lives under /api/v1/; its document at /api/v1/openapi.json, its pages at /api/v1/docs."""

from __future__ import annotations

from django.urls import path

from yifa.api.app import api

urlpatterns = [path("v1/", api.urls)]
