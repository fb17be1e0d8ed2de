//! The roster to fill in: headings, lists to choose from, an example, and what each column means.

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError, utility,
};
use schema::rosters::choices::Choices;
use schema::rosters::columns::{COLUMNS, Column, Kind, Of};

/// Rows that are formatted and validated.
const ROWS: u32 = 2_000;
/// Row of the headings, below the title.
const HEADINGS: u32 = 1;

/// The workbook's bytes.
pub(crate) fn template() -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let lists = lists();
    let sheet = workbook.add_worksheet();
    sheet.set_name("花名册")?;
    headings(sheet)?;
    for (at, column) in (0..).zip(COLUMNS) {
        if matches!(
            column.kind,
            Kind::IdNumber | Kind::Phone | Kind::Text | Kind::Date
        ) {
            // As text a number keeps all its digits.
            sheet.set_column_format(at, &Format::new().set_num_format("@"))?;
        }
        if let Some(list) = lists.iter().find(|list| list.column.field == column.field) {
            let list = DataValidation::new()
                .allow_list_formula(Formula::new(&list.formula))
                .set_error_title("请从列表中选择")?
                .set_error_message("没有这个选项")?;
            sheet.add_data_validation(HEADINGS + 1, at, ROWS, at, &list)?;
        }
    }
    example(workbook.add_worksheet())?;
    explain(workbook.add_worksheet())?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("选项")?;
    for (at, list) in (0..).zip(&lists) {
        sheet.write_string(0, at, list.column.label)?;
        for (row, value) in (1..).zip(&list.values) {
            sheet.write_string(row, at, *value)?;
        }
    }
    sheet.set_hidden(true);
    workbook.save_to_buffer()
}

fn headings(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(14);
    let bold = Format::new()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00E6_F4FF));
    let must = bold.clone().set_font_color(Color::RGB(0x00C0_1818));
    sheet.write_string_with_format(
        0,
        0,
        "帮扶户花名册（红色为必填；每人一行，户主在前，其后为家庭成员；家庭情况只填在户主一行）",
        &title,
    )?;
    for (at, column) in (0..).zip(COLUMNS) {
        let format = if column.required { &must } else { &bold };
        sheet.write_string_with_format(HEADINGS, at, column.label, format)?;
        sheet.set_column_width(at, width(column))?;
    }
    sheet.set_freeze_panes(HEADINGS + 1, 0)?;
    Ok(())
}

fn width(column: &Column) -> f64 {
    match column.field {
        "idNumber" | "headIdNumber" => 22.0,
        "address" | "note" => 32.0,
        "employer" | "workPlace" | "otherCauses" | "needs" => 20.0,
        _ => 14.0,
    }
}

fn example(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("示例")?;
    headings(sheet)?;
    let wife = [
        ("family", "1"),
        ("name", "李四"),
        ("relation", "配偶"),
        ("sex", "女"),
        ("birthDate", "1979-05-01"),
        ("health", "一般疾病"),
        ("education", "小学"),
        ("migrantWorker", "否"),
    ];
    for (at, column) in (0..).zip(COLUMNS) {
        sheet.write_string(HEADINGS + 1, at, column.example)?;
        if let Some((_, text)) = wife.iter().find(|(field, _)| *field == column.field) {
            sheet.write_string(HEADINGS + 2, at, *text)?;
        }
    }
    Ok(())
}

fn explain(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("填写说明")?;
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (at, (text, width)) in (0..).zip([
        ("列名", 20.0),
        ("必填", 10.0),
        ("写在哪一行", 16.0),
        ("怎样填写", 90.0),
    ]) {
        sheet.write_string_with_format(0, at, text, &bold)?;
        sheet.set_column_width(at, width)?;
    }
    for (row, column) in (1..).zip(COLUMNS) {
        sheet.write_string(row, 0, column.label)?;
        sheet.write_string(row, 1, if column.required { "必填" } else { "选填" })?;
        let place = match column.of {
            Of::Member => "每人一行",
            Of::Household => "户主一行",
            Of::Link => "需要时",
        };
        sheet.write_string(row, 2, place)?;
        sheet.write_string_with_format(row, 3, how(column), &wrap)?;
    }
    Ok(())
}

fn how(column: &Column) -> String {
    let names = |choices: &Choices| {
        let names = choices.all().into_iter().map(|choice| choice.label);
        names.collect::<Vec<_>>().join("、")
    };
    match (column.field, column.kind) {
        ("family", _) => "同一户的各行填同一个编号；户主在前、成员紧随其后时可以不填".to_owned(),
        ("headIdNumber", _) => "成员不在户主下面时，填户主的身份证号，或填户编号".to_owned(),
        ("union", _) => "本单位代管的工会的名称；不填即上传时选择的工会".to_owned(),
        (_, Kind::IdNumber) => {
            "18 位；请保持单元格为文本格式，否则最后几位会丢失。没有身份证号的，请填性别和出生日期"
                .to_owned()
        }
        (_, Kind::Phone) => "手机号，或带区号的固定电话".to_owned(),
        (_, Kind::Date) => "如 2014-08-06、2014.8.6、2014年8月6日".to_owned(),
        (_, Kind::Money) => "单位为元；以万元计时请写“1.2万元”".to_owned(),
        (_, Kind::Whole) => "整数".to_owned(),
        (_, Kind::Flag) => "是、否".to_owned(),
        (_, Kind::One(choices)) => format!("可填：{}", names(choices)),
        (_, Kind::Some(choices)) => format!("可填几项，用顿号隔开：{}", names(choices)),
        (_, Kind::Text) => String::new(),
    }
}

/// Values to choose from, and where they stand in the sheet 选项.
struct List {
    column: &'static Column,
    values: Vec<&'static str>,
    formula: String,
}

fn lists() -> Vec<List> {
    let chosen = COLUMNS.iter().filter_map(|column| match column.kind {
        Kind::One(choices) => {
            let values = choices.all().into_iter().map(|choice| choice.label);
            Some((column, values.collect()))
        }
        Kind::Flag => Some((column, vec!["是", "否"])),
        _ => None,
    });
    let lists = (0_u16..)
        .zip(chosen)
        .map(|(at, (column, values)): (u16, (_, Vec<_>))| {
            let letter = utility::column_number_to_name(at);
            List {
                column,
                formula: format!("=选项!${letter}$2:${letter}${}", values.len() + 1),
                values,
            }
        });
    lists.collect()
}
