//! Writing the draft of a delegation.

use std::collections::HashSet;

use chrono::Days;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::worker::take_numbers;
use super::{get, note, ready, run, state, uuid};
use crate::attachments::service as attachments;
use crate::audit::service::AuditAction;
use crate::bulk::insert_all;
use crate::delegations::entity::{document, private, worker};
use crate::delegations::input::SaveDelegationInput;
use crate::delegations::rules::{
    DelegationAuthority, DelegationPower, DelegationStep, LONGEST_ANSWER, MOST_DOCUMENTS,
};
use crate::error::{Error, Result, UserErrorCode};
use crate::id::AttachmentId;
use crate::input::Checks;
use crate::papers::service as papers;
use crate::partners::rules::PartnerState;
use crate::partners::service as partners;
use crate::privacy::Private;
use crate::rights::entity::case::Model as Case;
use crate::rights::rules::{MOST_WORKERS, RightsCaseStep};
use crate::rights::service as rights;
use crate::tenancy::{Permission, Scope};
use crate::text::Language;

/// Writes a draft of a case that an own union handles, or changes one; answers its id.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for a case that is handled elsewhere and for who reads no names; CONFLICT
/// for an old version; STATE for a case that is not worked on, for one that has an open delegation, and for a partner
/// that takes nothing; all faults of the input at once.
pub async fn save(scope: &Scope, input: &SaveDelegationInput) -> Result<Uuid> {
    let principal = scope.require(Permission::RightsHandle)?;
    if !principal.may(Permission::HouseholdNames) {
        return Err(Error::Forbidden);
    }
    let known = match input.id {
        Some(id) => {
            let version = Some(input.version.unwrap_or_default());
            Some(ready(scope, id, version, DelegationStep::Edit).await?)
        }
        None => None,
    };
    let case = case(scope, input, known.as_ref().map(|row| row.case_id)).await?;
    let named = rights::private_of(scope, vec![case.id]).await?;
    let named = named.into_iter().next().ok_or(Error::NotFound)?;
    let partner = match partners::get(scope, input.partner_id).await {
        Ok(partner) if partner.state == PartnerState::Active => partner,
        Ok(_) | Err(Error::NotFound) => {
            return Err(state(
                "partnerId",
                "该机构目前不接受新的委托，请另选一个",
                "this partner takes nothing new now; choose another",
            ));
        }
        Err(error) => return Err(error),
    };
    let mut checks = Checks::default();
    let powers = powers(&mut checks, input);
    let brief = checks.lines("brief", &input.brief, 2000);
    let claim = checks.lines("claim", &input.claim, 500);
    let contact = checks.line("contact", &input.contact, 100);
    let today = scope.today();
    checks.ensure(
        (today..=today + Days::new(LONGEST_ANSWER)).contains(&input.answer_by.0),
        "answerBy",
        format!("答复期限应在今天到 {LONGEST_ANSWER} 天以内"),
        format!("the answer is due between today and {LONGEST_ANSWER} days from now"),
    );
    let id = known.as_ref().map_or_else(Uuid::now_v7, |row| row.id);
    let blank = document::Model {
        delegation_id: id,
        attachment_id: id,
        case_id: case.id,
        partner_id: partner.id,
        union_id: case.union_id,
        union_path: case.union_path.clone(),
        from_partner: false,
        at: scope.now(),
    };
    let files = files_of(scope, case.id).await?;
    let workers = workers(scope, &mut checks, input, &blank, &files).await?;
    let documents = documents(&mut checks, &input.attachment_ids, &workers, &blank, &files);
    checks.done()?;

    let columns = json!({
        "partner_id": partner.id,
        "kind": input.kind,
        "authority": input.authority,
        "powers": powers,
        "answer_by": input.answer_by.0,
    });
    run(
        scope,
        "SELECT write_delegation($1, $2, $3, $4, $5)",
        [
            id.into(),
            known.as_ref().map(|row| row.version).into(),
            uuid(Some(case.id)),
            columns.into(),
            scope.now().into(),
        ],
    )
    .await?;
    let told = private::Model {
        delegation_id: id,
        case_id: case.id,
        partner_id: partner.id,
        union_id: case.union_id,
        union_path: case.union_path.clone(),
        brief: Private(brief),
        claim: Private(claim),
        respondent: named.respondent,
        contact: Private(contact),
    };
    let told = told.into_active_model().reset_all();
    if known.is_some() {
        private::Entity::update(told).exec(scope).await?;
        worker::Entity::delete_many()
            .filter(worker::Column::DelegationId.eq(id))
            .exec(scope)
            .await?;
        document::Entity::delete_many()
            .filter(document::Column::DelegationId.eq(id))
            .exec(scope)
            .await?;
        papers::delegation_changed(scope, id).await?;
    } else {
        private::Entity::insert(told)
            .exec_without_returning(scope)
            .await?;
    }
    let workers = workers.into_iter();
    insert_all(
        scope,
        workers
            .map(|row| row.into_active_model().reset_all())
            .collect(),
    )
    .await?;
    let documents = documents.into_iter();
    insert_all(
        scope,
        documents
            .map(|row| row.into_active_model().reset_all())
            .collect(),
    )
    .await?;
    let row = get(scope, id.into()).await?;
    let (action, what) = match known {
        Some(_) => (AuditAction::Changed, "修改"),
        None => (AuditAction::Created, "起草"),
    };
    let what = format!(
        "{what}（{}，{}）",
        partner.name,
        row.kind.label(Language::Chinese)
    );
    note(scope, action, &row, &what, None).await?;
    Ok(id)
}

/// The case that is delegated, handled by an own union and worked on.
async fn case(scope: &Scope, input: &SaveDelegationInput, known: Option<Uuid>) -> Result<Case> {
    let id = known.map(Into::into).or(input.case_id);
    let Some(id) = id else {
        let mut checks = Checks::default();
        checks.fault(
            UserErrorCode::Required,
            "caseId",
            "请选择个案",
            "say which case",
        );
        checks.done()?;
        return Err(Error::NotFound);
    };
    let case = rights::get(scope, id).await?;
    if !rights::is_handled_here(scope, &case)? {
        return Err(Error::Forbidden);
    }
    if !RightsCaseStep::Delegate.from().contains(&case.state) {
        return Err(state(
            "caseId",
            format!(
                "个案 {} “{}”，不能委托；受理后、办结前才能委托",
                case.number,
                case.state.label(Language::Chinese)
            ),
            format!(
                "case {} is {}; it is delegated while it is worked on",
                case.number,
                case.state.label(Language::English)
            ),
        ));
    }
    Ok(case)
}

fn powers(checks: &mut Checks, input: &SaveDelegationInput) -> Vec<DelegationPower> {
    let special = input.authority == DelegationAuthority::Special;
    checks.ensure(
        !special || !input.powers.is_empty(),
        "powers",
        "特别授权须逐项写明权限，请至少选一项",
        "a special authority says what it holds; choose one at least",
    );
    checks.ensure(
        special || input.powers.is_empty(),
        "powers",
        "一般授权不含特别权限，请改为特别授权或不选",
        "a general authority holds no special power",
    );
    let powers = DelegationPower::ALL.iter().copied();
    powers
        .filter(|power| input.powers.contains(power))
        .collect()
}

/// The files of a case that are there.
async fn files_of(scope: &Scope, case: Uuid) -> Result<HashSet<Uuid>> {
    let files = attachments::of_cases(scope, vec![case]).await?.into_iter();
    Ok(files.map(|file| file.row.id).collect())
}

async fn workers(
    scope: &Scope,
    checks: &mut Checks,
    input: &SaveDelegationInput,
    of: &document::Model,
    files: &HashSet<Uuid>,
) -> Result<Vec<worker::Model>> {
    checks.ensure(
        (1..=MOST_WORKERS).contains(&input.workers.len()),
        "workers",
        format!("请选择 1 到 {MOST_WORKERS} 名委托的职工"),
        format!("1 to {MOST_WORKERS} workers give the mandate"),
    );
    let of_case = rights::workers_of(scope, vec![of.case_id]).await?;
    let mut rows = Vec::with_capacity(input.workers.len());
    let mut seen = HashSet::new();
    for (at, given) in input.workers.iter().enumerate().take(MOST_WORKERS) {
        let path = |field: &str| format!("workers.{at}.{field}");
        let Some(known) = of_case.iter().find(|row| row.id == given.worker_id.uuid()) else {
            checks.fault(
                UserErrorCode::Invalid,
                &path("workerId"),
                "这名职工不在个案中，请刷新后重选",
                "this worker is not in the case; look at it again",
            );
            continue;
        };
        checks.ensure(
            seen.insert(known.id),
            &path("workerId"),
            "同一名职工选了两次",
            "the same worker twice",
        );
        checks.ensure(
            given.signed_on.is_none_or(|day| day.0 <= scope.today()),
            &path("signedOn"),
            "签署日期不能晚于今天",
            "the day of the mandate is not in the future",
        );
        let copy = given.signed_copy_id.map(|id| id.uuid());
        checks.ensure(
            copy.is_none_or(|id| files.contains(&id)),
            &path("signedCopyId"),
            "这份签名件不在个案材料中，请重新选择",
            "this copy is no file of the case; choose again",
        );
        let mut row = worker::Model {
            id: Uuid::now_v7(),
            delegation_id: of.delegation_id,
            case_id: of.case_id,
            partner_id: of.partner_id,
            union_id: of.union_id,
            union_path: of.union_path.clone(),
            position: i16::try_from(at).unwrap_or(i16::MAX),
            worker_id: known.id,
            name: known.name.clone(),
            id_number: None,
            phone: None,
            signed_on: given.signed_on.map(|day| day.0),
            signed_copy_id: copy,
        };
        take_numbers(scope, &mut row, known)?;
        rows.push(row);
    }
    Ok(rows)
}

/// What the partner is given: the files that were chosen, and the signed copies.
fn documents(
    checks: &mut Checks,
    chosen: &[AttachmentId],
    workers: &[worker::Model],
    blank: &document::Model,
    files: &HashSet<Uuid>,
) -> Vec<document::Model> {
    let copies = workers.iter().filter_map(|row| row.signed_copy_id);
    let mut ids: Vec<Uuid> = chosen.iter().map(|id| id.uuid()).chain(copies).collect();
    ids.sort();
    ids.dedup();
    checks.ensure(
        ids.iter().all(|id| files.contains(id)),
        "attachmentIds",
        "有文件已不在个案材料中，请刷新后重选",
        "one of the files is not in the case any more; look at it again",
    );
    checks.ensure(
        ids.len() <= MOST_DOCUMENTS,
        "attachmentIds",
        format!("最多提供 {MOST_DOCUMENTS} 份材料"),
        format!("{MOST_DOCUMENTS} files at most"),
    );
    let give = |id| document::Model {
        attachment_id: id,
        ..blank.clone()
    };
    ids.into_iter().map(give).collect()
}
