"""How much an upload may hold. A steward's year is a hundredth of it; what is larger is no steward's."""

MOST_UPLOAD_BYTES = 20 * 2**20
MOST_UNPACKED_BYTES = 60 * 2**20
MOST_ENTRIES = 200  # files in the zip that a workbook is
MOST_PART_BYTES = 10 * 2**20  # of a part that is no sheet, unpacked: shared texts and styles are read whole
MOST_SHEETS = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_CELLS = 200_000
MOST_CELL_CHARS = 10_000
MOST_CHARS = 4_000_000  # of all cells: a text that stands once in a workbook may be shown in every cell
MOST_FEATURES = 20_000
MOST_VERTICES = 100_000
MOST_MEMORY_BYTES = 320 * 2**20  # address space of the child that parses
MOST_CPU_SECONDS = 4
MOST_SECONDS = 8.0  # by the clock: on a busy server an honest workbook waits for its turn
MOST_FINDINGS_LISTED = 2_500  # in the annotated copy
MOST_MARKS = 2_000
MOST_COMMENT_CHARS = 500
