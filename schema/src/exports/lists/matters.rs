//! Tables of what people have to settle: hand-overs, persons with two files, rosters.

use super::{Column, Reader, Sheet, code};
use crate::assignments::rules::HandOverState;
use crate::exports::sheet::Kind::{Number, Text, Time};
use crate::households::rules::{DuplicateClaimState, DuplicateDecision};
use crate::rosters::rules::RosterState;
use crate::tenancy::Permission;
use crate::text::Text as Words;

pub(super) fn hand_overs() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("移交", "Hand-overs"),
        permission: Permission::PairingRead,
        reader: Reader::Named,
        query: "query Export($after: String) {
            rows: handOvers(first: 100, after: $after) {
                nodes {
                    note state proposedAt
                    pairing { household { fileNumber headName union { name } } }
                    from { name } to { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column(
                "档案编号",
                "File number",
                18,
                Text,
                "/pairing/household/fileNumber",
            ),
            column("户主", "Head", 12, Text, "/pairing/household/headName"),
            column(
                "所属工会",
                "Union",
                30,
                Text,
                "/pairing/household/union/name",
            ),
            column("移交人", "From", 12, Text, "/from/name"),
            column("接手人", "To", 12, Text, "/to/name"),
            column("状态", "State", 16, code!(HandOverState), "/state"),
            column("提出时间", "Offered", 18, Time, "/proposedAt"),
            column("交接说明", "Note", 50, Text, "/note").named(),
        ],
    }
}

pub(super) fn duplicate_claims() -> Sheet {
    let column = Column::new;
    Sheet {
        title: Words::new("重复建档", "Persons with two files"),
        permission: Permission::HouseholdRead,
        reader: Reader::Masked,
        query: "query Export($state: DuplicateClaimState, $after: String) {
            rows: duplicateClaims(state: $state, first: 100, after: $after) {
                nodes {
                    state reason decision decisionNote createdAt settledAt
                    claimant { fileNumber headName union { name } }
                    other { fileNumber headName union { name } }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column(
                "后报的档案编号",
                "New file",
                18,
                Text,
                "/claimant/fileNumber",
            ),
            column(
                "后报的户主",
                "Head of the new file",
                12,
                Text,
                "/claimant/headName",
            ),
            column(
                "后报的工会",
                "Union of the new file",
                30,
                Text,
                "/claimant/union/name",
            ),
            column(
                "先建的档案编号",
                "Earlier file",
                18,
                Text,
                "/other/fileNumber",
            ),
            column(
                "先建的户主",
                "Head of the earlier file",
                12,
                Text,
                "/other/headName",
            ),
            column(
                "先建的工会",
                "Union of the earlier file",
                30,
                Text,
                "/other/union/name",
            ),
            column("状态", "State", 10, code!(DuplicateClaimState), "/state"),
            column("申报时间", "Raised", 18, Time, "/createdAt"),
            column("认定时间", "Settled", 18, Time, "/settledAt"),
            column(
                "认定结果",
                "Decision",
                14,
                code!(DuplicateDecision),
                "/decision",
            ),
            column("申报理由", "Reason", 40, Text, "/reason").named(),
            column("认定说明", "Why so decided", 40, Text, "/decisionNote").named(),
        ],
    }
}

pub(super) fn rosters() -> Sheet {
    let column = Column::new;
    let number = |zh, en, at| Column::new(zh, en, 11, Number, at);
    Sheet {
        title: Words::new("上传过的花名册", "Rosters"),
        permission: Permission::RosterLoad,
        reader: Reader::Own,
        query: "query Export($after: String) {
            rows: rosters(first: 100, after: $after) {
                nodes {
                    fileName state rowCount householdCount memberCount goodCount faultyCount knownCount
                    loadedHouseholdCount loadedMemberCount createdAt endedAt remark
                    union { name } uploadedBy { name }
                }
                pageInfo { hasNextPage endCursor }
            }
        }",
        connection: "/rows",
        first: None,
        each: None,
        columns: vec![
            column("文件", "File", 30, Text, "/fileName"),
            column("状态", "State", 10, code!(RosterState), "/state"),
            column("工会", "Union", 30, Text, "/union/name"),
            column("上传人", "Uploaded by", 12, Text, "/uploadedBy/name"),
            column("上传时间", "Uploaded", 18, Time, "/createdAt"),
            number("行数", "Rows", "/rowCount"),
            number("户数", "Households", "/householdCount"),
            number("人数", "People", "/memberCount"),
            number("可导入户数", "Good", "/goodCount"),
            number("有问题户数", "Faulty", "/faultyCount"),
            number("已有档案户数", "On file already", "/knownCount"),
            number("已导入户数", "Households loaded", "/loadedHouseholdCount"),
            number("已导入人数", "People loaded", "/loadedMemberCount"),
            column("结束时间", "Ended", 18, Time, "/endedAt"),
            column("说明", "Remark", 40, Text, "/remark"),
        ],
    }
}
