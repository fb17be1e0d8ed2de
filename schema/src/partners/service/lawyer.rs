//! The people of a partner: invited, changed, gone.

use async_graphql::InputType;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::partner::codes;
use super::{note, reads, refuse_strangers, state};
use crate::audit::service::AuditAction;
use crate::delegations::service as delegations;
use crate::error::{Error, Refusal, Result, UserErrorCode, violated_constraint};
use crate::id::LawyerId;
use crate::identity::rules::CodePurpose;
use crate::identity::service::codes::{self as one_time, Holder};
use crate::input::Checks;
use crate::partners::entity::lawyer::{Column, Entity, Model};
use crate::partners::input::{
    EndLawyerInput, InviteLawyerInput, IssueLawyerCodeInput, UpdateLawyerInput,
};
use crate::partners::rules::{LawyerState, MOST_LAWYERS, PartnerState, is_lawyer_licence};
use crate::rights::rules::RightsCaseKind;
use crate::tenancy::{Post, Scope, forget_principals, once};
use crate::values::PersonName;

/// A code that was issued for somebody of a partner.
#[derive(Debug)]
pub struct Issued {
    /// Who.
    pub lawyer: Model,
    /// The code, in groups of four. Shown once: a replay of the request does not have it.
    pub code: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// Somebody of a partner.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn lawyer(scope: &Scope, id: LawyerId) -> Result<Model> {
    reads(scope)?;
    Entity::find_by_id(id.uuid())
        .one(&scope.keyed())
        .await?
        .ok_or(Error::NotFound)
}

/// These people.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn lawyers_by_ids(scope: &Scope, ids: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    Ok(Entity::find()
        .filter(Column::Id.eq_any(ids))
        .all(&scope.keyed())
        .await?)
}

/// The people of these partners who did not leave, the oldest first.
///
/// # Errors
/// [`Error::Forbidden`] without the permission.
pub async fn lawyers_of(scope: &Scope, partners: Vec<Uuid>) -> Result<Vec<Model>> {
    reads(scope)?;
    Ok(Entity::find()
        .filter(Column::PartnerId.eq_any(partners))
        .filter(Column::State.ne(LawyerState::Left))
        .order_by_asc(Column::PartnerId)
        .order_by_asc(Column::Id)
        .all(&scope.keyed())
        .await?)
}

/// What is typed of a person.
struct Typed {
    name: Option<PersonName>,
    licence_number: Option<String>,
    phone: Option<String>,
}

fn check(
    checks: &mut Checks,
    name: &str,
    licence_number: Option<&str>,
    phone: Option<&str>,
) -> Typed {
    let licence_number = checks.optional_line("licenceNumber", licence_number, 17);
    checks.ensure(
        licence_number.as_deref().is_none_or(is_lawyer_licence),
        "licenceNumber",
        "律师执业证号为 17 位数字；不是律师的请留空",
        "a lawyer's licence has 17 digits; leave it out for others",
    );
    Typed {
        name: checks.person_name("name", name),
        licence_number,
        phone: checks.phone("phone", phone).map(|phone| phone.expose()),
    }
}

fn text_of(name: Option<PersonName>) -> Result<PersonName> {
    name.ok_or_else(|| Error::bug("a name without fault is missing"))
}

/// Invites somebody to a partner, for whoever shows the code that is answered.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] for who does not look after it; STATE for one that ended, and for a union
/// once somebody runs the account; LIMIT where there
/// are as many as may be; DUPLICATE for a licence that is registered; all faults of the input at once.
pub async fn invite(scope: &Scope, input: &InviteLawyerInput) -> Result<Issued> {
    let key = input.idempotency_key.as_deref();
    let mut code = None;
    let ids = once(scope, key, "inviteLawyer", &input.to_value(), async || {
        let partner = super::get(scope, input.partner_id).await?;
        refuse_strangers(scope, &partner)?;
        if partner.state == PartnerState::Ended {
            return Err(state(
                "partnerId",
                "该机构已终止合作，不能再邀请",
                "this partner has ended",
            ));
        }
        leave_to_the_partner(scope, partner.id, input.admin).await?;
        let mut checks = Checks::default();
        let (licence, phone) = (input.licence_number.as_deref(), input.phone.as_deref());
        let typed = check(&mut checks, &input.name, licence, phone);
        checks.done()?;
        let name = text_of(typed.name)?;
        let present = Entity::find()
            .filter(Column::PartnerId.eq(partner.id))
            .filter(Column::State.ne(LawyerState::Left));
        if present.count(scope).await? >= MOST_LAWYERS {
            return Err(Refusal::new(
                UserErrorCode::Limit,
                "partnerId",
                format!("一个机构最多登记 {MOST_LAWYERS} 人"),
                format!("a partner has {MOST_LAWYERS} people at most"),
            )
            .into());
        }
        let row = Model {
            id: Uuid::now_v7(),
            partner_id: partner.id,
            union_id: partner.union_id,
            union_path: partner.union_path.clone(),
            person_id: None,
            search: name.search_text(),
            name: name.as_str().to_owned(),
            licence_number: typed.licence_number,
            phone: typed.phone,
            specialities: codes(&input.specialities),
            admin: input.admin,
            state: LawyerState::Invited,
            created_at: scope.now(),
            version: 1,
        };
        Entity::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(scope)
            .await
            .map_err(refused)?;
        let holder = Holder::Lawyer(&row);
        let (new, code_id, _) = one_time::issue(scope, holder, CodePurpose::Invitation).await?;
        code = Some(new.text());
        let what = format!("邀请 {} 加入 {}", row.name, partner.name);
        note(scope, AuditAction::Created, &row, &what).await?;
        Ok(vec![row.id, code_id])
    })
    .await?;
    issued(scope, &ids, code).await
}

/// Issues a new invitation for who has not come yet, or a code with which the person sets a new password.
///
/// # Errors
/// As [`invite`]; STATE for who left.
pub async fn issue_code(scope: &Scope, input: &IssueLawyerCodeInput) -> Result<Issued> {
    let key = input.idempotency_key.as_deref();
    let mut code = None;
    let ids = once(
        scope,
        key,
        "issueLawyerCode",
        &input.to_value(),
        async || {
            let row = open(scope, input.id, None).await?;
            leave_to_the_partner(scope, row.partner_id, row.admin).await?;
            let (purpose, what) = match row.person_id {
                Some(_) => (CodePurpose::Password, "签发重设密码的一次性码"),
                None => (CodePurpose::Invitation, "重新签发邀请"),
            };
            let (new, code_id, _) = one_time::issue(scope, Holder::Lawyer(&row), purpose).await?;
            code = Some(new.text());
            let what = format!("{what}：{}", row.name);
            note(scope, AuditAction::Granted, &row, &what).await?;
            Ok(vec![row.id, code_id])
        },
    )
    .await?;
    issued(scope, &ids, code).await
}

async fn issued(scope: &Scope, ids: &[Uuid], code: Option<String>) -> Result<Issued> {
    let &[id, code_id] = ids else {
        return Err(Error::bug("an invitation without its code"));
    };
    Ok(Issued {
        lawyer: lawyer(scope, id.into()).await?,
        code,
        expires_at: one_time::expiry(scope, code_id).await?,
    })
}

/// Whether some of these people run their partner's account.
#[must_use]
pub fn is_run(lawyers: &[Model]) -> bool {
    lawyers.iter().any(|one| one.admin && one.works())
}

/// A code lets its bearer in, and who is in sees what the whole city has delegated. So the union that registered a partner
/// gives one out only to who is to run the account while nobody does; from then on the partner's own people do.
async fn leave_to_the_partner(scope: &Scope, partner: Uuid, admin: bool) -> Result<()> {
    if scope.counsel().is_ok() {
        return Ok(());
    }
    if is_run(&lawyers_of(scope, vec![partner]).await?) {
        return Err(state(
            "",
            "该机构已有管理员：成员的邀请和密码由其在合作机构门户中办理；管理员无法登录的，请先办理其离开，再邀请新的管理员",
            "somebody runs this partner's account, and looks after its people and their passwords there; where that person can't sign in, end their place first and invite another",
        ));
    }
    if !admin {
        return Err(state(
            "admin",
            "请先邀请该机构的管理员，其他成员由管理员邀请",
            "invite who is to run the account first; that person invites the others",
        ));
    }
    Ok(())
}

/// Changes what is known of a person, and whether they run the account; answers the id.
///
/// # Errors
/// As [`invite`]; CONFLICT for an old version; STATE for the last who runs the account.
pub async fn update(scope: &Scope, input: &UpdateLawyerInput) -> Result<Uuid> {
    let before = open(scope, input.id, Some(input.version)).await?;
    let mut checks = Checks::default();
    let (licence, phone) = (input.licence_number.as_deref(), input.phone.as_deref());
    let typed = check(&mut checks, &input.name, licence, phone);
    checks.done()?;
    let name = text_of(typed.name)?;
    if before.admin && !input.admin {
        keep_an_admin(scope, &before).await?;
    }
    let mut after = before.clone();
    after.search = name.search_text();
    after.name = name.as_str().to_owned();
    after.licence_number = typed.licence_number;
    after.phone = typed.phone;
    after.specialities = codes(&input.specialities);
    after.admin = input.admin;
    store(scope, &mut after).await?;
    note(
        scope,
        AuditAction::Changed,
        &after,
        &format!("修改 {} 的资料", after.name),
    )
    .await?;
    Ok(after.id)
}

/// Ends a person's place at a partner, with the sign-ins and codes; answers the id.
///
/// # Errors
/// As [`update`]; STATE while delegations are in their hands, for the partner's own people.
pub async fn end(scope: &Scope, input: &EndLawyerInput) -> Result<Uuid> {
    let before = open(scope, input.id, Some(input.version)).await?;
    keep_an_admin(scope, &before).await?;
    // A union that ends the place of who can't sign in any more leaves the appointing to the next.
    let loads = match scope.counsel() {
        Ok(_) => delegations::lawyer_loads(scope, vec![before.id]).await?,
        Err(_) => Vec::new(),
    };
    if let Some(load) = loads.first().filter(|load| load.living > 0) {
        return Err(state(
            "id",
            format!("此人还有 {} 件委托在办，请先改派其他律师", load.living),
            format!(
                "{} delegations are in this person's hands; appoint somebody else first",
                load.living
            ),
        ));
    }
    one_time::void_for_post(scope, Post::Lawyer(before.id)).await?;
    scope
        .execute_raw(Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT end_sessions_at($1, $2)",
            [before.id.into(), scope.now().into()],
        ))
        .await?;
    let mut after = before;
    after.state = LawyerState::Left;
    store(scope, &mut after).await?;
    note(
        scope,
        AuditAction::Changed,
        &after,
        &format!("{} 离开", after.name),
    )
    .await?;
    Ok(after.id)
}

/// Somebody of a partner that the viewer looks after, who did not leave, held.
async fn open(scope: &Scope, id: LawyerId, version: Option<i32>) -> Result<Model> {
    let row = lawyer(scope, id).await?;
    let partner = super::get(scope, row.partner_id.into()).await?;
    refuse_strangers(scope, &partner)?;
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(scope);
    let row = row.await?.ok_or(Error::NotFound)?;
    if version.is_some_and(|seen| seen != row.version) {
        return Err(Error::conflict());
    }
    if row.state == LawyerState::Left {
        return Err(state(
            "id",
            "此人已离开；再次加入请重新邀请",
            "this person has left; invite them again",
        ));
    }
    Ok(row)
}

/// Writes what may change of a row, as its next version.
async fn store(scope: &Scope, row: &mut Model) -> Result<()> {
    row.version += 1;
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(row.name.clone()))
        .col_expr(Column::Search, Expr::value(row.search.clone()))
        .col_expr(
            Column::LicenceNumber,
            Expr::value(row.licence_number.clone()),
        )
        .col_expr(Column::Phone, Expr::value(row.phone.clone()))
        .col_expr(Column::Specialities, Expr::value(row.specialities.clone()))
        .col_expr(Column::Admin, Expr::value(row.admin))
        .col_expr(Column::State, Expr::value(row.state))
        .col_expr(Column::Version, Expr::value(row.version))
        .filter(Column::Id.eq(row.id))
        .exec(scope)
        .await
        .map_err(refused)?;
    forget_principals(scope).await
}

/// A partner's own people leave it not without somebody who runs its account; the union that registered it may. The
/// others are locked, so that two can't remove each other.
async fn keep_an_admin(scope: &Scope, row: &Model) -> Result<()> {
    if scope.counsel().is_err() || !(row.admin && row.works()) {
        return Ok(());
    }
    let others = Entity::find()
        .filter(Column::PartnerId.eq(row.partner_id))
        .filter(Column::Admin.eq(true))
        .filter(Column::State.eq(LawyerState::Active))
        .filter(Column::Id.ne(row.id))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(scope)
        .await?;
    if others.is_empty() {
        return Err(state(
            "id",
            "这是本机构最后一位管理员；请先让另一人担任管理员，或请登记本机构的工会办理",
            "this is the last administrator of the partner; make somebody else one first, or ask the union that registered it",
        ));
    }
    Ok(())
}

fn refused(error: sea_orm::DbErr) -> Error {
    match violated_constraint(&error) {
        Some("lawyer_licence") => Refusal::new(
            UserErrorCode::Duplicate,
            "licenceNumber",
            "这个执业证号已登记在本市一家合作机构名下",
            "this licence is registered with a partner of the city already",
        )
        .into(),
        _ => error.into(),
    }
}

/// Kinds of cases by their codes.
#[must_use]
pub fn kinds(codes: &[String]) -> Vec<RightsCaseKind> {
    let kinds = codes
        .iter()
        .filter_map(|code| RightsCaseKind::from_code(code));
    kinds.collect()
}
