"""Why a file as a whole is not taken, in both languages with the way out; plain tuples, for the child."""

from __future__ import annotations

Said = tuple[str, str, str, str]


class Refusal(Exception):
    """The file cannot be taken; `words` are rule and way out in Chinese, then in English."""

    def __init__(self, words: Said, **values: object) -> None:
        self.words = tuple(_filled(one, values) for one in words)
        super().__init__(self.words[2])


def _filled(words: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


TOO_LARGE = (
    "文件超过 {most} MB",
    "只留要上报的表",
    "the file is larger than {most} MB",
    "keep only the sheets to send",
)
EMPTY = ("文件是空的", "核对后重新上传", "the file is empty", "check it and upload it again")
OLD_EXCEL = (
    *("这是旧版 Excel(.xls)或加密的工作簿", "去掉密码,另存为 .xlsx"),
    *(
        "this is an old Excel file (.xls) or an encrypted workbook",
        "remove the password and save it as .xlsx",
    ),
)
MACROS = (
    "工作簿带有宏",
    "另存为不含宏的 .xlsx",
    "the workbook has macros",
    "save it as .xlsx without macros",
)
NOT_WORKBOOK = (
    *("不是完好的 Excel 工作簿", "用 Excel 或 WPS 打开,另存为 .xlsx"),
    *("not a sound Excel workbook", "open it with Excel or WPS and save it as .xlsx"),
)
UNKNOWN = (
    *("既不是 XLSX、CSV,也不是 GeoJSON", "另存为其中一种"),
    *("neither XLSX nor CSV nor GeoJSON", "save it as one of these"),
)
BOMB = (
    *("解压后超过 {most} MB", "只留要上报的表,删去图片与空白格式"),
    *(
        "it unpacks to more than {most} MB",
        "keep only the sheets to send, without pictures and empty formats",
    ),
)
ENTRIES = (
    *("工作簿内含超过 {most} 个文件", "把各表复制到新的工作簿"),
    *("the workbook holds more than {most} files", "copy the sheets into a new workbook"),
)
SHEETS = ("超过 {most} 个工作表", "删去不上报的表", "more than {most} sheets", "remove those not to be sent")
ROWS = (
    *("“{sheet}”超过 {most} 行", "拆成几份,或删去末尾的空行与格式"),
    *("“{sheet}” has more than {most} rows", "split it, or delete empty rows at its end"),
)
COLUMNS = (
    *("“{sheet}”第 {row} 行超过 {most} 列", "删去多余的列与右侧的零散单元格"),
    *("row {row} of “{sheet}” has more than {most} columns", "delete columns and stray cells at its right"),
)
CELLS = ("单元格超过 {most} 个", "拆成几份", "more than {most} cells", "split the file")
CHARS = ("全部单元格合计超过 {most} 字", "拆成几份", "more than {most} characters in all", "split the file")
LONG_CELL = (
    *("“{sheet}”第 {row} 行第 {column} 列超过 {most} 字", "缩短此格"),
    *("“{sheet}”, row {row}, column {column}: more than {most} characters", "shorten this cell"),
)
NUL = (
    *("文本含有空字符,不是 CSV", "用 Excel 或 WPS 另存为“CSV UTF-8”"),
    *("the text holds NUL characters and is no CSV", "save it as “CSV UTF-8”"),
)
ENCODING = (
    *("认不出文本编码", "另存为“CSV UTF-8”"),
    *("the encoding of the text is not known", "save it as “CSV UTF-8”"),
)
BAD_CSV = ("第 {row} 行不是规范的 CSV", "检查引号", "line {row} is not well-formed CSV", "check its quotes")
BAD_JSON = (
    *("不是规范的 JSON(NaN、过深的嵌套也不接受)", "从 GIS 软件重新导出 GeoJSON"),
    *("not well-formed JSON (nor may it hold NaN or nest deeply)", "export the GeoJSON again"),
)
NO_FEATURES = (
    *("不是 GeoJSON 要素集合", "导出为 FeatureCollection"),
    *("not a GeoJSON collection of features", "export a FeatureCollection"),
)
FEATURES = ("要素超过 {most} 个", "拆成几份", "more than {most} features", "split the file")
VERTICES = (
    *("坐标超过 {most} 个", "点位只需每处一个点"),
    *("more than {most} coordinates", "a site needs one point only"),
)
NOT_POINT = (
    *("第 {rows} 个要素不是点", "点位只接受 Point"),
    *("not a point: feature {rows}", "sites are Points"),
)
CRS_LINK = (
    *("坐标系写成了链接", "导出为 WGS-84(EPSG:4326)"),
    *("the CRS is a link", "export it in WGS-84 (EPSG:4326)"),
)
CRS_UNKNOWN = (
    *("不接受坐标系 {crs}", "导出为 WGS-84(EPSG:4326)"),
    *("CRS {crs} is not taken", "export it in WGS-84 (EPSG:4326)"),
)
METRES = (
    *("第 {rows} 个要素的坐标不是度,文件也未注明坐标系", "导出为 WGS-84(EPSG:4326)"),
    *("not in degrees, and the file names no CRS: feature {rows}", "export it in WGS-84 (EPSG:4326)"),
)
TOO_SLOW = (
    *("文件太复杂,读取超时或超出内存", "把数值粘贴到新的工作簿后再传"),
    *("the file takes too long or too much memory to read", "paste the values into a new workbook"),
)
