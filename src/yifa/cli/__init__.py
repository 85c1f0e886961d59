"""The `yifa` command. Each group lives in a file of its own; groups that need no database load no Django."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from importlib.util import find_spec

import typer

from yifa.site.home import home
from yifa.site.postgres.errors import DatabaseTrouble, disk_full, no_permission
from yifa.site.providers import SignOnTrouble

app = typer.Typer(
    name="yifa",
    help="依法:行政执法业务系统的命令行工具。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

GROUPS = (
    ("db", "内置数据库:查看、启动、停止"),
    ("law", "法定数字、期限与量罚文字"),
    ("benchmark", "裁量基准的检查"),
    ("ledger", "存证日志：状态、核验、证明、导出"),
    ("logs", "安全日志文件：转存、核验、清理"),
    ("load", "装载行政区划、法律法规、裁量基准"),
    ("registers", "登记簿的导出、导入和撤销"),
    ("policy", "政策文件：读出任务、采纳进台账、查看进展、上下级对照"),
)

for _name, _help in GROUPS:
    if find_spec(f"yifa.cli.{_name}"):
        app.add_typer(import_module(f"yifa.cli.{_name}").app, name=_name, help=_help)

for _name in ("serve", "demo", "first_admin"):
    import_module(f"yifa.cli.{_name}").register(app)


def _of_the_disk(error: OSError) -> DatabaseTrouble | None:
    """A full disk or a folder that may not be written, wherever it was met; None for anything else."""
    where = error.filename or home()
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(where)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return no_permission(where)
    return None


def main() -> None:
    """Run the command line; troubles with a known way out are printed as sentences, with exit code 1."""
    try:
        app()
    except (DatabaseTrouble, SignOnTrouble) as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        known = _of_the_disk(error)
        if known is None:
            raise
        print(f"\n{known}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
        sys.exit(130)
