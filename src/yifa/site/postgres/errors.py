"""What went wrong with the database server, said so that a person can act on it."""

from __future__ import annotations


class DatabaseTrouble(Exception):
    """A trouble with a way out.

    `what` and `way_out` are Chinese sentences for the operator, `english` a short gloss; `log_tail` holds the
    last lines of the server log when they help. Printing it never needs a traceback.
    """

    def __init__(self, what: str, way_out: str, english: str, log_tail: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.way_out = way_out
        self.english = english
        self.log_tail = log_tail

    def __str__(self) -> str:
        text = f"{self.what}\n{self.way_out}\n({self.english})"
        return f"{text}\n{self.log_tail}" if self.log_tail else text


def no_permission(path: object) -> DatabaseTrouble:
    """The folder cannot be written by this user."""
    return DatabaseTrouble(
        f"没有权限写入 {path}。",
        "请换成该目录的所有者来运行,或者用环境变量 YIFA_HOME 指定一个可以写入的目录。",
        f"No permission to write {path}; run as its owner or set YIFA_HOME to a writable folder.",
    )


def disk_full(path: object) -> DatabaseTrouble:
    """The disk has no room; nothing that was committed is lost."""
    return DatabaseTrouble(
        f"磁盘空间不足,{path} 所在的分区放不下数据库。",
        "请清理磁盘后重新运行;已经保存的数据没有丢失。也可以用环境变量 YIFA_HOME 指定另一个分区上的目录。",
        f"Disk full at {path}; free some space and run again. Nothing saved is lost.",
    )
