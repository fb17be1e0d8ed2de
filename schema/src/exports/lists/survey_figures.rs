//! Tables of how far a survey round is and of what it found: unions and counts, no household.

use super::{Column, Reader, Sheet, code};
use crate::exports::sheet::Kind::{Number, Text, YesNo};
use crate::tenancy::Permission;
use crate::text::Text as Words;
use crate::unions::rules::UnionLevel;

pub(super) fn progress() -> Sheet {
    let column = Column::new;
    let number = |zh, en, at| Column::new(zh, en, 11, Number, at);
    Sheet {
        title: Words::new("调查进度", "Survey progress"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($roundId: ID!, $unionId: ID, $after: String) {
            round: surveyRound(id: $roundId) {
                progress(unionId: $unionId) { ...row }
                progressBelow(unionId: $unionId, first: 100, after: $after) {
                    nodes { ...row }
                    pageInfo { hasNextPage endCursor }
                }
            }
        }
        fragment row on SurveyProgress {
            nameThen total todo notMet done late movedAway refused ended unfinished overdue
            union { name level }
        }",
        connection: "/round/progressBelow",
        first: Some("/round/progress"),
        each: None,
        columns: vec![
            column("工会", "Union", 30, Text, "/union/name"),
            column("截止时的名称", "Name at the closing", 30, Text, "/nameThen"),
            column("层级", "Level", 18, code!(UnionLevel), "/union/level"),
            number("名单", "On the list", "/total"),
            number("按期已访", "Surveyed in time", "/done"),
            number("补访", "Surveyed late", "/late"),
            number("未访", "To be surveyed", "/todo"),
            number("未遇", "Not met", "/notMet"),
            number("搬离", "Moved away", "/movedAway"),
            number("本人不愿", "Declined", "/refused"),
            number("档案已注销", "File closed", "/ended"),
            number("未完成", "Unfinished", "/unfinished"),
            number("逾期未完成", "Overdue", "/overdue"),
        ],
    }
}

pub(super) fn cadres() -> Sheet {
    let column = Column::new;
    let number = |zh, en, at| Column::new(zh, en, 11, Number, at);
    Sheet {
        title: Words::new("各干部进度", "Survey progress by cadre"),
        permission: Permission::SurveyManage,
        reader: Reader::Masked,
        query: "query Export($roundId: ID!) {
            round: surveyRound(id: $roundId) {
                byCadre { total surveyed notMet unfinished unpaired cadre { name } }
            }
        }",
        connection: "/round/byCadre",
        first: None,
        each: None,
        columns: vec![
            column("联系干部", "Cadre", 14, Text, "/cadre/name"),
            column("尚未结对", "Nobody yet", 10, YesNo, "/unpaired"),
            number("名单", "On the list", "/total"),
            number("已访", "Surveyed", "/surveyed"),
            number("未遇", "Not met", "/notMet"),
            number("未完成", "Unfinished", "/unfinished"),
        ],
    }
}

pub(super) fn findings() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("调查结果", "Survey findings"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($roundId: ID!, $unionId: ID) {
            round: surveyRound(id: $roundId) {
                findings(unionId: $unionId) { subject cells { label value } }
            }
        }",
        connection: "/round/findings",
        first: None,
        each: Some("/cells"),
        columns: vec![
            column("项目", "Subject", 40, Text, "/above/subject"),
            column("登记结果", "Found", 40, Text, "/label"),
            column("户数", "Households", 11, Number, "/value"),
        ],
    }
}

pub(super) fn unfinished() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("未完成的工会", "Unions not finished"),
        permission: Permission::VisitRead,
        reader: Reader::Masked,
        query: "query Export($roundId: ID!, $unionId: ID, $after: String) {
            round: surveyRound(id: $roundId) {
                unfinishedUnions(unionId: $unionId, first: 100, after: $after) {
                    nodes { households union { name level parent { name } } }
                    pageInfo { hasNextPage endCursor }
                }
            }
        }",
        connection: "/round/unfinishedUnions",
        first: None,
        each: None,
        columns: vec![
            column("工会", "Union", 30, Text, "/union/name"),
            column("层级", "Level", 18, code!(UnionLevel), "/union/level"),
            column("上级工会", "Superior", 30, Text, "/union/parent/name"),
            column("未完成户数", "Households left", 12, Number, "/households"),
        ],
    }
}
