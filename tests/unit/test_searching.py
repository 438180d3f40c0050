"""Names are found by how they are typed: full pinyin and initials, polyphonic characters as spoken."""

from __future__ import annotations

import subprocess
import sys

import pytest

from geodata.searching import search_keys


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("网络通信与安全紫金山实验室", "wangluotongxinyuanquanzijinshanshiyanshi", "wltxyaqzjssys"),
        ("长三角国际路演中心", "changsanjiaoguojiluyanzhongxin", "csjgjlyzx"),
        ("项目申报查重及处理机制", "xiangmushenbaochachongjichulijizhi", "xmsbccjcljz"),
        ("常州市", "changzhoushi", "czs"),
        ("重庆", "chongqing", "cq"),
        ("国家重点实验室", "guojiazhongdianshiyanshi", "gjzdsys"),
        ("重大新药创制", "zhongdaxinyaochuangzhi", "zdxycz"),
        ("长荡湖", "changdanghu", "cdh"),
        ("音乐", "yinyue", "yy"),
        ("常乐", "changle", "cl"),
        ("成长型企业", "chengzhangxingqiye", "czxqy"),
        ("长江经济带", "changjiangjingjidai", "cjjjd"),
        ("六合区", "luhequ", "lhq"),
        ("浒墅关", "xushuguan", "xsg"),
        ("相城区", "xiangchengqu", "xcq"),
        ("句容市", "jurongshi", "jrs"),
        ("银行", "yinhang", "yh"),
        ("行业", "hangye", "hy"),
        ("贡献率", "gongxianlv", "gxl"),
        ("传感网", "chuanganwang", "cgw"),
        ("大都市", "dadushi", "dds"),
        ("5G中高频器件", "5gzhonggaopinqijian", "5gzgpqj"),
        ("江苏(宜兴)环保", "jiangsuyixinghuanbao", "jsyxhb"),
    ],
)
def test_a_name_is_spelt_as_people_type_it(name: str, full: str, initials: str) -> None:
    assert search_keys([name]).split()[:2] == [full, initials]


def test_umlauts_are_typed_v_or_u() -> None:
    assert search_keys(["绿色"]) == "lvse ls luse"
    assert search_keys(["战略"]) == "zhanlve zl zhanlue"


def test_aliases_add_their_keys_once() -> None:
    assert search_keys(["紫金山", "紫金山", "紫金"]) == "zijinshan zjs zijin zj"


def test_what_is_not_chinese_needs_no_key() -> None:
    assert search_keys(["Nano-X", "5G", ""]) == ""


def test_pypinyin_is_not_paid_for_until_it_is_needed() -> None:
    code = "import sys, geodata.payload, geodata.__main__; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
