"""`yifa first-admin`: the first system, security and audit administrators, once, by one-time links."""

from __future__ import annotations

import json as jsonlib
from typing import Annotated

import typer
from rich.console import Console

from yifa.site import boot

console, err = Console(), Console(stderr=True)


def register(app: typer.Typer) -> None:
    """Put the command on the main application."""
    app.command("first-admin")(first_admin)


def first_admin(
    agency: Annotated[str, typer.Option(help="所在机关的统一社会信用代码")] = "",
    system: Annotated[str, typer.Option(help="系统管理员姓名")] = "",
    security: Annotated[str, typer.Option(help="安全管理员姓名")] = "",
    audit: Annotated[str, typer.Option(help="审计管理员姓名")] = "",
    agency_name: Annotated[str, typer.Option(help="机关名称；机关还没有登记时填写")] = "",
    region: Annotated[str, typer.Option(help="机关所在行政区划代码；机关还没有登记时填写")] = "",
    sector: Annotated[str, typer.Option(help="机关所属领域；机关还没有登记时填写")] = "justice",
    again: Annotated[
        bool, typer.Option("--again", help="链接过期而无人登录过：重新发放，旧链接作废")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """建立首批系统、安全、审计管理员（三个不同的人），各给一个一次性链接。已有管理员的，拒绝执行。"""
    names = {"system_admin": system, "security_admin": security, "audit_admin": audit}
    if not again:
        _check(agency, names)
    with boot.booted("app", err.print):
        from django.core.exceptions import ValidationError
        from django.utils import timezone

        from yifa.accounts import first
        from yifa.registers.models import Role

        today = timezone.localdate()
        people = [first.Person(Role(role), name, _username(role)) for role, name in names.items()]
        where = first.NewAgency(agency, agency_name, region, sector)
        try:
            made = first.again(today) if again else first.make(people, where, today)
        except first.Exists as refused:
            _fail(str(refused))
        except ValidationError as error:
            _fail("没有建立：" + "；".join(error.messages))
        _tell(made, first.HOURS, json)


def _check(agency: str, names: dict[str, str]) -> None:
    missing = [
        option
        for option, value in (
            ("--agency", agency),
            ("--system", names["system_admin"]),
            ("--security", names["security_admin"]),
            ("--audit", names["audit_admin"]),
        )
        if not value.strip()
    ]
    if missing:
        _fail("请给出 " + "、".join(missing), 2)
    if len({name.strip() for name in names.values()}) != len(names):
        _fail("系统、安全、审计三员不得由同一人兼任，请给出三个不同的人。", 2)


def _username(role: str) -> str:
    return {"system_admin": "sysadmin", "security_admin": "secadmin", "audit_admin": "auditadmin"}[role]


def _tell(made: list, hours: int, json: bool) -> None:  # type: ignore[type-arg]
    from django.conf import settings

    rows = [
        {
            "role": one.person.role.value,
            "post": str(one.person.role.label),
            "name": one.person.name,
            "username": one.person.username,
            "link": f"{settings.YIFA_PUBLIC_URL}/desk/activate/{one.token}/",
        }
        for one in made
    ]
    if json:
        print(jsonlib.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        console.print(f"{row['post']} {row['name']}，用户名 {row['username']}", highlight=False)
        console.print(f"  {row['link']}", highlight=False, soft_wrap=True)
    console.print(
        f"每个链接只能使用一次，{hours} 小时内有效。请分别交给本人，由其自行设置密码；随后按提示登记动态验证。",
        highlight=False,
    )


def _fail(message: str, code: int = 1) -> None:
    err.print(message, highlight=False, soft_wrap=True)
    raise typer.Exit(code)
