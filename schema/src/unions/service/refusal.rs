//! What the tree refuses, in sentences that say the next step.

use sea_orm::DbErr;

use crate::error::{Error, Refusal, UserErrorCode, violated_constraint};
use crate::text::Language;
use crate::unions::entity::union::Model;
use crate::unions::rules::{MAX_DEPTH, PlaceFault, UnionLevel, UnionState};

/// A refusal because of how things stand.
pub(super) fn state(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::State, path, zh, en).into()
}

/// A refusal because the value can't be right.
pub(super) fn invalid(path: &str, zh: impl Into<String>, en: impl Into<String>) -> Error {
    Refusal::new(UserErrorCode::Invalid, path, zh, en).into()
}

/// A union can't stand where it is wanted; `path` is the input that names the superior.
pub(super) fn place(fault: PlaceFault, path: &str, level: UnionLevel, superior: &Model) -> Error {
    let (zh, en) = (Language::Chinese, Language::English);
    match fault {
        PlaceFault::Cycle => invalid(
            path,
            format!("“{}”就是该工会或在它之下，请另选一个工会", superior.name),
            format!(
                "{} is that union or stands below it; choose another",
                superior.name
            ),
        ),
        PlaceFault::Level => invalid(
            path,
            format!(
                "{}不能归入{}“{}”，请选择级别合适的工会",
                level.label(zh),
                superior.level.label(zh),
                superior.name
            ),
            format!(
                "a {} can't go under or into the {} {}; choose one of a fitting level",
                level.label(en),
                superior.level.label(en),
                superior.name
            ),
        ),
        PlaceFault::ClosedSuperior => state(
            path,
            format!(
                "“{}”{}，不能再增加下级；请先恢复它或另选一个工会",
                superior.name,
                superior.state.label(zh)
            ),
            format!(
                "{} is {} and takes nothing new; resume it first or choose another",
                superior.name,
                superior.state.label(en)
            ),
        ),
        PlaceFault::TooDeep => Refusal::new(
            UserErrorCode::Limit,
            path,
            format!("组织层级最多 {MAX_DEPTH} 级，请归到更高一级的工会之下"),
            format!("the tree has at most {MAX_DEPTH} levels; choose a superior further up"),
        )
        .into(),
    }
}

/// The union's state does not allow the next one.
pub(super) fn transition(row: &Model, next: UnionState) -> Error {
    let (zh, en) = (Language::Chinese, Language::English);
    state(
        "id",
        format!(
            "“{}”现为“{}”，不能改为“{}”",
            row.name,
            row.state.label(zh),
            next.label(zh)
        ),
        format!(
            "{} is {} and can't become {}",
            row.name,
            row.state.label(en),
            next.label(en)
        ),
    )
}

/// Only a superior changes where a union stands and whether it goes on.
pub(super) fn own(row: &Model) -> Error {
    if row.parent_id.is_none() {
        return state(
            "id",
            "市总工会是组织树的根，不能调整、合并或撤销",
            "the city's federation is the root of the tree and can't be moved, merged or ended",
        );
    }
    state(
        "id",
        "本级工会的调整由上级工会办理，请联系上级",
        "only a superior union may do this to your own union; ask it",
    )
}

/// Puts what the constraints of the table refuse into words.
pub(super) fn of_constraint(error: DbErr, name: &str) -> Error {
    match violated_constraint(&error) {
        Some("unions_credit_code") => Refusal::new(
            UserErrorCode::Duplicate,
            "creditCode",
            "这个统一社会信用代码已属于本市另一个工会；请核对代码，或先修改那个工会",
            "another union of the city has this credit code; check it, or correct the other union first",
        )
        .into(),
        Some("unions_name_under_parent") => Refusal::new(
            UserErrorCode::Duplicate,
            "name",
            format!("同一上级之下已有“{name}”，请换一个名称"),
            format!("the superior already has a union called {name}; choose another name"),
        )
        .into(),
        Some("staff_one_post_per_union") => state(
            "id",
            "有人同时在这两个工会任职，请先结束其中一个岗位再合并",
            "somebody has a post at both unions; end one of the posts first",
        ),
        _ => error.into(),
    }
}
