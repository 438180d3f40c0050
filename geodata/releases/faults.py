"""What can go wrong with releases, in both languages, each with the way out."""

from __future__ import annotations

import errno

from geodata.problems import Words
from geodata.releases.manifest import Release

DISK = Words(
    *("版本文件夹无法写入:{why_zh}", "检查磁盘空间与权限后重试;正在使用的版本未变"),
    *(
        "the folder of releases cannot be written: {why_en}",
        "check space and permissions and try again; the release in use is unchanged",
    ),
)
NO_FOLDER = Words(
    *("未设置 RELEASES_DIR,只有随附的版本,不能写入", "设置 RELEASES_DIR"),
    *("RELEASES_DIR is not set: there is only the bundled release, which is read-only", "set RELEASES_DIR"),
)
UNKNOWN = Words(
    *("没有版本 {id}", "用 releases list 查看"),
    *("there is no release {id}", "see releases list"),
)
MOVED = Words(
    *("数据已更新为版本 {id}", "查看新的差异后再发布"),
    *("the data have moved to release {id}", "look at the new difference and publish again"),
)
BUSY = Words(
    *("另一人正在发布", "稍候再试"),
    *("somebody else is publishing", "try again in a moment"),
)
DAMAGED = Words(
    *("版本 {id} 已损坏:{why}", "从备份恢复该文件夹,或回退到完好的版本"),
    *("release {id} is damaged: {why}", "restore its folder from a backup or roll back to a whole one"),
)
INSTEAD = Words(
    *("改用版本 {id}", "修复后重新选定版本"),
    *("release {id} is used instead", "mend it and choose a release again"),
)
UNREADABLE = Words(
    *("版本文件夹无法读取:{why_zh}", "检查 RELEASES_DIR 与权限"),
    *("the folder of releases cannot be read: {why_en}", "check RELEASES_DIR and permissions"),
)
UNTOLD = Words(
    *("日志没有记载现用版本的启用", "从备份恢复日志,或用 releases rollback 重新选定版本"),
    *(
        "the log does not tell how the release in use came into use",
        "restore the log from a backup or choose a release with releases rollback",
    ),
)
LOST = Words(
    *("指针文件无法读取", "用 releases rollback 重新选定版本"),
    *("the pointer cannot be read", "choose a release with releases rollback"),
)


class StoreError(Exception):
    """What the store cannot do, in both languages, with the way out."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(f"{words.rule_zh};{words.way_zh}。{words.rule_en}: {words.way_en}.")


_WHY = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已满", "the disk quota is used up"),
    errno.EFBIG: ("文件超过系统限制", "a file would be larger than the system allows"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EEXIST: ("不是文件夹", "it is not a folder"),
    errno.ENOTDIR: ("不是文件夹", "it is not a folder"),
}


def disk_fault(words: Words, fault: OSError) -> StoreError:
    """Return what the disk refuses, in words of both languages."""
    said = fault.strerror or str(fault)
    why_zh, why_en = _WHY.get(fault.errno or 0, (said, said))
    return StoreError(words.filled(why_zh=why_zh, why_en=why_en))


class BaseMoved(StoreError):
    """Another release came into use since the one that a change was made on."""

    def __init__(self, current: Release) -> None:
        self.current = current
        super().__init__(MOVED.filled(id=current.id))


class Damaged(StoreError):
    """A release that is not as it was published."""

    def __init__(self, release_id: str, why: str) -> None:
        self.release_id = release_id
        super().__init__(DAMAGED.filled(id=release_id, why=why))
