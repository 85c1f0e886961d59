"""The API object: session login, Chinese errors, one OpenAPI document. Every error is {message, fields}."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError

from yifa.access import Denied
from yifa.api import acting, asking, discretion, plans, reading
from yifa.api.session import session
from yifa.law.asking import Mistake
from yifa.matters.looks import NeedsReason
from yifa.matters.messages import chinese
from yifa.registers import events

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="依法 · 行政执法业务系统接口",
    version="1",
    description=(
        "读取案件、办理记录、计时和文书；提出办理行为；试算某一行为会遇到哪些问题。\n\n"
        "期限和数额（/law/…）无须登录。其余使用网页登录会话；"
        f"写操作须在 X-CSRFToken 请求头中带上 {settings.CSRF_COOKIE_NAME} Cookie 的值。"
        "每个账号（未登录的每个地址）每分钟的请求数有上限，超过时返回429和 Retry-After。"
        "出错时返回 JSON:message 是中文说明，fields 是各字段的中文说明。"
    ),
    urls_namespace="api",
    auth=session,
)
# Acting first: /acts/dry-run must not be read as /acts/{id}.
api.add_router("", acting.router)
api.add_router("", reading.router)
api.add_router("", asking.router)
api.add_router("", discretion.router)
api.add_router("", plans.router)

SAID = {
    400: "请求内容无法识别，请检查格式",
    401: "请先登录",
    403: "没有权限，或者请求缺少 CSRF 令牌（X-CSRFToken）",
    404: "没有找到，或者不属于您可以查看的范围",
    405: "该地址不支持这种请求方法",
}


def _answer(
    request: HttpRequest, status: int, message: str = "", fields: dict[str, str] | None = None
) -> HttpResponse:
    body = {"message": message or SAID.get(status, "请求没有完成"), "fields": fields or {}}
    return api.create_response(request, body, status=status)


def _path(location: Any) -> str:
    """Where the mistake is, without the envelope (`body`, the parameter's own name)."""
    parts = [str(p) for p in location]
    if parts[:1] in (["query"], ["path"], ["header"]):
        parts = parts[1:]
    elif parts[:1] == ["body"]:
        parts = parts[2:]
    return ".".join(parts)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields: dict[str, str] = {}
    for one in error.errors:
        fields.setdefault(_path(one.get("loc", ())), chinese(str(one.get("type", "")), one.get("ctx")))
    return _answer(request, 422, "提交的内容有误，请按各字段的说明修改", fields)


@api.exception_handler(Mistake)
def _cannot_answer(request: HttpRequest, error: Mistake) -> HttpResponse:
    """Something asked of the law's numbers that cannot be answered, beside the parameter that is wrong."""
    return _answer(request, 422, "不能回答，请按各参数的说明修改", {error.field: error.message})


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    said = str(error.message)
    return _answer(request, error.status_code, said if not said.isascii() else "")


@api.exception_handler(AuthenticationError)
def _not_logged_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _answer(request, 401)


@api.exception_handler(AuthorizationError)
def _not_allowed(request: HttpRequest, error: AuthorizationError) -> HttpResponse:
    events.denied(request, "没有权限")
    return _answer(request, 403)


@api.exception_handler(Denied)
def _denied(request: HttpRequest, error: Denied) -> HttpResponse:
    if not isinstance(error, NeedsReason):  # a question, and it names the case
        events.denied(request, error.what)
    return _answer(request, 403, " ".join((error.what, *error.todo)))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(request, 404)


@api.exception_handler(IntegrityError)
def _taken(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    """An `id` that something else has already, perhaps out of the caller's sight."""
    log.warning("refused by a constraint: %s", type(error.__cause__).__name__)
    return _answer(request, 409, "没有办理：编号已被使用或者数据有冲突，请换一个编号再提交")


@api.exception_handler(DataError)
def _not_storable(request: HttpRequest, error: DataError) -> HttpResponse:
    return _answer(request, 400, "提交的内容含有无法保存的值")
