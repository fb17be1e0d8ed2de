"""Makes the workbooks of this directory with xlwt; the others are made from them by LibreOffice: see README.md."""
import datetime

import xlwt

HEADINGS = ["序号", "姓名", "与户主\n关系", "身份证号", "性别", "出生日期", "健康状况", "文化程度", "是否农民工", "家庭住址", "户口类型",
            "住房类型", "家庭人口", "劳动力人数", "年人均收入（元）", "主要致困原因", "困难类别", "户别", "联系电话"]
FACTS = ["枣园镇某村{n}号", "农业", "自建房", 3, "２", 8000, "患病", "相对困难", "结亲连心联系户"]

def number(day, serial):
    """An identity number of an area that does not exist, with its check digit."""
    body = "371390" + day + "%03d" % serial
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]

def roster(path, mac=False):
    book = xlwt.Workbook(encoding="gbk")
    book.dates_1904 = mac
    title = xlwt.easyxf("font: bold on, height 360; align: horiz center")
    head = xlwt.easyxf("font: bold on; align: wrap on, horiz center; borders: left thin, right thin, top thin, bottom thin")
    chinese_day = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
    slashes = xlwt.easyxf(num_format_str="yyyy/m/d")
    words = xlwt.easyxf(num_format_str="@")
    red = xlwt.easyfont("color_index red")

    notes = book.add_sheet("填表说明")
    notes.write(0, 0, "一、本表由基层工会填写。")
    notes.write(1, 0, "二、一人一行，户主在前。")

    sheet = book.add_sheet("花名册")
    width = len(HEADINGS) - 1
    sheet.write_merge(0, 0, 0, width, "２０２６年度困难职工（农民工）家庭花名册", title)
    sheet.write_merge(1, 1, 0, width, "填报单位：某某社区工会　　　　填报日期：2026年8月1日")
    for at, heading in enumerate(HEADINGS):
        sheet.write(2, at, heading, head)

    def line(row, cells):
        for at, cell in enumerate(cells):
            if isinstance(cell, tuple):
                sheet.write(row, at, *cell)
            elif cell is not None:
                sheet.write(row, at, cell)

    facts = lambda n: [one.format(n=n) if isinstance(one, str) else one for one in FACTS]
    # A head: the number as text, the day as a day, the telephone as a number.
    line(3, [1, None, "户主", (number("19780101", 1), words), "男", (datetime.date(1978, 1, 1), chinese_day), "良好", "初中", "是",
             *facts(13), 15400000001])
    sheet.write_rich_text(3, 1, ["赵", ("　一", red)])
    # The family: days as text in two ways, the cells of the household merged over its lines or left empty.
    line(4, [2, "钱　二", "配偶", None, "女", "1981年5月1日", "良好", "小学", "否"])
    line(5, [3, "赵小三", "子", None, "男", (datetime.date(2010, 5, 1), slashes), "良好", "小学", "否"])
    # Two empty lines, with borders.
    for row in (6, 7):
        for at in range(width + 1):
            sheet.write(row, at, "", head)
    line(8, [4, " 孙四 ", "户主", (number("19750308", 4), words), "女", "1975.3.8", "良好", "初中", "是", *facts(14), "１５４０００００００４"])
    # The number as a number: its last digits are gone.
    line(9, [5, "李五", "户主", float(number("19760101", 5)[:17] + "1"), "男", (datetime.date(1976, 1, 1), slashes), "良好", "初中", "是", *facts(15)])
    # A formula where a fact should be.
    line(10, [6, "周六", "户主", (number("19770101", 6), words), "女", "1977-01-01", "良好", "初中", "是", "枣园镇某村16号", "农业", "自建房", 3, 2])
    sheet.write(10, 14, xlwt.Formula("4000*2"))
    line(10, [None] * 15 + FACTS[6:])
    sheet.write_merge(12, 12, 0, width, "填表人：某某某　　　　审核人：某某某")

    hidden = book.add_sheet("字典")
    hidden.visibility = 1
    for at, heading in enumerate(HEADINGS):
        hidden.write(0, at, heading)
    hidden.write(1, 1, "藏着的人")
    hidden.write(1, 2, "户主")
    book.active_sheet = 1
    book.save(path)

roster("xlwt.xls")
roster("xlwt-1904.xls", mac=True)
