//! Members of a household.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use async_graphql::{ComplexObject, Context, SimpleObject};
use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select, SelectTwo,
};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::entity::{member, member_private};
use crate::households::files;
use crate::households::rules::{Education, Health, Relation, SchoolLevel, Sex, Wish};
use crate::id::MemberId;
use crate::loaders::Batch;
use crate::payload::scope;
use crate::scalars::{Date, Money};
use crate::values::Fen;
use crate::values::dates::age_on;

/// A member of a household. For a superior the name is masked and what names the person is null.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// 姓名 as this viewer may see it.
    pub name: String,
    /// 出生日期
    pub birth_date: Option<Date>,
    /// 性别
    pub sex: Sex,
    /// 与户主关系
    pub relation: Relation,
    /// 民族
    pub ethnicity: Option<String>,
    /// 健康状况; null for a superior.
    pub health: Option<Health>,
    /// 文化程度
    pub education: Education,
    /// 学段, of who is at school.
    pub school_level: Option<SchoolLevel>,
    /// 学校
    pub school: Option<String>,
    /// 年级
    pub grade: Option<String>,
    /// 是否农民工
    pub migrant_worker: bool,
    /// 用人单位
    pub employer: Option<String>,
    /// 务工地
    pub work_place: Option<String>,
    /// 工种
    pub trade: Option<String>,
    /// 月工资
    pub monthly_wage: Option<Money>,
    /// 是否签订劳动合同
    pub contract_signed: Option<bool>,
    /// 是否参加社会保险
    pub social_insurance: Option<bool>,
    /// 是否工会会员
    pub union_member: Option<bool>,
    /// 技能
    pub skills: Option<String>,
    /// 就业意愿
    pub wish: Option<Wish>,
    /// This person also has a file elsewhere, which the common superior is to settle.
    pub disputed: bool,
    /// Raised by every edit; an edit with an old version is a CONFLICT.
    pub version: i32,
    #[graphql(skip)]
    birth_year: Option<i16>,
    #[graphql(skip)]
    masked_id_number: Option<String>,
    #[graphql(skip)]
    sealed: Option<Sealed>,
}

#[derive(Debug, Clone)]
struct Sealed {
    id_number: Option<Vec<u8>>,
    phone: Option<Vec<u8>>,
}

impl Member {
    fn new(row: member::Model, private: Option<member_private::Model>) -> Self {
        let names = private.as_ref();
        let text = |field: fn(&member_private::Model) -> Option<String>| names.and_then(field);
        Self {
            id: row.id.into(),
            name: names.map_or(row.masked_name, |names| names.name.0.clone()),
            birth_date: names.and_then(|names| names.birth_date).map(Date),
            sex: row.sex,
            relation: row.relation,
            ethnicity: text(|names| names.ethnicity.clone()),
            health: names.map(|names| names.health),
            education: row.education,
            school_level: row.school_level,
            school: text(|names| names.school.clone().map(|text| text.0)),
            grade: text(|names| names.grade.clone()),
            migrant_worker: row.migrant_worker,
            employer: text(|names| names.employer.clone().map(|text| text.0)),
            work_place: text(|names| names.work_place.clone().map(|text| text.0)),
            trade: text(|names| names.trade.clone()),
            monthly_wage: names
                .and_then(|names| names.wage_fen)
                .map(|fen| Money(Fen(fen))),
            contract_signed: row.contract_signed,
            social_insurance: row.social_insurance,
            union_member: row.union_member,
            skills: text(|names| names.skills.clone()),
            wish: row.wish,
            disputed: names.is_some_and(|names| names.disputed),
            version: row.version,
            birth_year: row.birth_year,
            masked_id_number: row.masked_id_number,
            sealed: private.map(|names| Sealed {
                id_number: names.id_number,
                phone: names.phone,
            }),
        }
    }

    pub(super) fn open_phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(sealed) = self
            .sealed
            .as_ref()
            .and_then(|sealed| sealed.phone.as_deref())
        else {
            return Ok(None);
        };
        let vault = scope(ctx)?.database().vault();
        files::open_phone(vault, self.id.uuid(), sealed)
            .map(Some)
            .map_err(|error| Error::bug(error.to_string()))
    }
}

#[ComplexObject]
impl Member {
    /// 身份证号: whole for the own union, masked for a superior.
    async fn id_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(sealed) = self.sealed.as_ref() else {
            return Ok(self.masked_id_number.clone());
        };
        let vault = scope(ctx)?.database().vault();
        let open = |sealed: &Vec<u8>| files::open_id_number(vault, self.id.uuid(), sealed);
        sealed
            .id_number
            .as_ref()
            .map(open)
            .transpose()
            .map_err(|error| Error::bug(error.to_string()))
    }

    /// 联系电话
    async fn phone(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.open_phone(ctx)
    }

    /// Full years today; for a superior by the year of birth alone.
    async fn age(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        let today = scope(ctx)?.today();
        if let Some(Date(birth)) = self.birth_date {
            return Ok(age_on(birth, today).and_then(|age| i32::try_from(age).ok()));
        }
        Ok(self
            .birth_year
            .map(|year| chrono::Datelike::year(&today) - i32::from(year)))
    }
}

/// Loads the members of a household who have not left, the head first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct MembersOf(pub(super) Uuid);

/// Reads the names along, where the policy of their table lets them.
fn with_names(query: Select<member::Entity>) -> SelectTwo<member::Entity, member_private::Entity> {
    let names = member::Entity::belongs_to(member_private::Entity)
        .from(member::Column::Id)
        .to(member_private::Column::MemberId);
    query
        .select_also(member_private::Entity)
        .join(JoinType::LeftJoin, names.into())
}

/// Loads a member by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MemberById(pub Uuid);

impl Loader<MemberById> for Batch {
    type Value = Member;
    type Error = Error;
    async fn load(&self, keys: &[MemberById]) -> Result<HashMap<MemberById, Member>> {
        let query =
            member::Entity::find().filter(member::Column::Id.eq_any(keys.iter().map(|key| key.0)));
        let rows = with_names(query).all(&self.0.keyed()).await?;
        let rows = rows.into_iter();
        Ok(rows
            .map(|(row, private)| (MemberById(row.id), Member::new(row, private)))
            .collect())
    }
}

impl Loader<MembersOf> for Batch {
    type Value = Vec<Member>;
    type Error = Error;
    async fn load(&self, keys: &[MembersOf]) -> Result<HashMap<MembersOf, Vec<Member>>> {
        let rows = with_names(member::Entity::find())
            .filter(member::Column::HouseholdId.eq_any(keys.iter().map(|key| key.0)))
            .filter(member::Column::RemovedOn.is_null())
            .order_by_asc(member::Column::Position)
            .all(&self.0.keyed())
            .await?;
        let mut members: HashMap<MembersOf, Vec<Member>> = HashMap::new();
        for (row, private) in rows {
            members
                .entry(MembersOf(row.household_id))
                .or_default()
                .push(Member::new(row, private));
        }
        Ok(members)
    }
}
