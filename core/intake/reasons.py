"""One Chinese sentence for every way a file can be unreadable: what is wrong and how to mend it."""

from core.errors import UnreadableFile

REASONS: dict[str, str] = {
    "empty": "文件是空的（0 字节）。请在电脑上打开确认有内容，保存后再传。",
    "too_large": "文件有 {size}，超过 {limit} 上限。请删去其中的图片，或拆成几份再传。",
    "wrong_kind": "这是“{found}”，这里要的是“{wanted}”。请选对文件再传。",
    "old_office": "这是“{found}”，本系统不读旧格式。请用 Office 或 WPS 打开，另存为“{wanted}”后再传。",
    "password": "文件设了打开密码，读不出内容。请打开后去掉打开密码，另存后再传。",
    "macros": "这是“{found}”。请打开后另存为不带宏的“{wanted}”再传。",
    "macro_part": "文件里有宏（{member}），不能上传。请打开后另存为不带宏的 .docx、.xlsx 或 .pptx，再传。",
    "external_link": "文件里有打开时会自动读取外部内容的链接（{member}），不能上传。请打开后断开链接（粘贴为数值、嵌入图片、改用普通模板），另存后再传。",
    "embedded": "文件里嵌入了别的文件或对象（{member}），不能上传。请把它单独保存、单独上传，从文件中删去后再传。",
    "pdf_script": "PDF 里有脚本或启动程序的动作，不能上传。请用“打印为 PDF”另存一份再传。",
    "infected": "病毒扫描发现“{found}”，文件没有保存。请先在电脑上查杀病毒，再传干净的文件。",
    "too_many_points": "图片有 {width}×{height} 个像素，太大。请缩小后再传。",
    "nothing_to_show": "文件里没有可预览的文字。请下载后打开。",
    "not_shown": "这种文件（{found}）不能预览。请下载后用版式阅读软件打开。",
    "binary_workbook": "这是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx 后再传。",
    "web_page": "扩展名像表格，内容其实是网页或 XML 文本。请用 Excel 打开，另存为 .xlsx 后再传。",
    "plain_text": "内容是纯文本（如 .csv、.txt），不是“{wanted}”。请用 Office 或 WPS 打开，另存为“{wanted}”后再传。",
    "strict_format": "文件存成了“Strict Open XML”格式。请打开后另存为普通的 .xlsx 或 .docx 再传。",
    "broken": "文件已损坏，打不开。请在电脑上打开确认，另存一份再传。",
    "truncated": "文件不完整，多半是没有下载完或拷贝中断。请重新取得完整的文件再传。",
    "too_many_parts": "文件里有 {count} 个部件，超过 {limit} 个上限。请把需要的内容复制到新文件，保存后再传。",
    "unpacks_too_large": "文件解开后有 {size}，超过 {limit} 上限。请删去多余的行、列和图片，保存后再传。",
    "suspicious_ratio": "文件压缩得异常厉害（部件 {member} 解开后大了 {ratio} 倍），为安全起见不读。请把内容复制到新文件，保存后再传。",
    "unsafe_member": "文件里有不安全的部件（{member}），为安全起见不读。请把内容复制到新文件，保存后再传。",
    "entity": "文件里有外部引用声明（DTD），为安全起见不读。请把内容复制到新文件，保存后再传。",
    "too_heavy": "文件太大或太复杂，读它超出了允许的时间或内存。请删去多余的行、列、合并单元格和图片，或拆成几份再传。",
    "too_many_rows": "工作表“{sheet}”的内容超过 {limit} 行。请拆成几份再传。",
    "no_sheet": "文件里没有可读的工作表。请把台账放在普通工作表里，保存后再传。",
    "no_header": "在工作表“{sheet}”的前 {rows} 行里没有找到表头。表头至少要有“存在问题”（或问题描述、反馈问题）一列，"
    "和整改措施、完成时限、完成情况等列中的一列；读到的是：{seen}。请补上表头，或切换到台账所在的工作表保存后再传。",
    "not_travelling": "这不是本系统下发的工作簿，或者标识页被删了。请把内容填回下发的那份原表，保存后再传。",
    "no_text": "文件里没有文字。扫描件或图片请先转成文字再传。",
    "unknown_encoding": "文本的编码认不出来。请用记事本打开，另存为 UTF-8 编码后再传。",
}


def reason_sentence(error: UnreadableFile) -> str:
    """Say in Chinese why this file cannot be read and what to do."""
    return REASONS[str(error.details["reason"])].format(**error.details)
