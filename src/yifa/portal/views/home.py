"""The first page: search, the newest decisions, how to check a paper, and where everything is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yifa.portal.search import Question, find
from yifa.portal.views import public

LATEST = 8


@public
def home(request: HttpRequest) -> HttpResponse:
    """Two queries at most: none for the page itself, one for the newest decisions."""
    return render(request, "portal/home.html", {"latest": find(Question(), LATEST).rows})
