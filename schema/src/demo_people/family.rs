//! Families whose ages, names, relations and work agree with each other and with their hardship.

use chrono::NaiveDate;

use super::{
    People,
    chance::Chance,
    codes::{Cause, Marital, Occupation, Relation, Schooling, Tier, Wish},
    hardship, kinship, livelihood,
};
use crate::values::{Fen, IdentityNumber, PersonName, Phone, Sex, dates::age_on};

/// What a family is to be like.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    /// The day on which ages, school years and incomes hold.
    pub day: NaiveDate,
    /// Main cause of hardship; drawn by its frequency if none is given.
    pub cause: Option<Cause>,
    /// Village or community for the address; see [`super::place_of_committee`].
    pub place: &'a str,
}

/// A household in need.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The members, the head first.
    pub members: Vec<Person>,
    /// Address within the township.
    pub address: String,
    /// Main cause of hardship.
    pub cause: Cause,
    /// Further causes, at most three, without the main one.
    pub other_causes: Vec<Cause>,
    /// Index of the member whom the main cause concerns.
    pub affected: usize,
    /// The hardship in a cadre's words; names nobody.
    pub story: String,
    /// Whether one parent brings up a minor alone.
    pub single_parent: bool,
    /// Income of all members in a year.
    pub yearly_income: Fen,
    /// What medicine and school cost in a year and nobody pays back (刚性支出).
    pub rigid_costs: Fen,
    /// Tier, by income, costs and cause.
    pub tier: Tier,
    /// Housing (住房类型) as the form's code: `SELF_BUILT`, `RENT` or `OWNED`.
    pub housing: &'static str,
}

/// A member of a household.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Full name.
    pub name: PersonName,
    /// Sex, as the identity number says.
    pub sex: Sex,
    /// Identity number; birth date with it.
    pub identity_number: IdentityNumber,
    /// Relation to the head.
    pub relation: Relation,
    /// Marital state.
    pub marital: Marital,
    /// What they do.
    pub occupation: Occupation,
    /// Stage and grade, for pupils.
    pub schooling: Option<(Schooling, u32)>,
    /// Health (健康状况) in the form's words.
    pub health: &'static str,
    /// Kind of disability and degree 1 (worst) to 4.
    pub disability: Option<(&'static str, u32)>,
    /// Mobile number, for most adults.
    pub phone: Option<Phone>,
    /// Employment, for migrant workers.
    pub job: Option<Job>,
    /// What they wish for, for people who can work.
    pub wish: Option<Wish>,
}

/// A migrant worker's employment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Employer's full name.
    pub employer: String,
    /// Occupation (工种).
    pub post: &'static str,
    /// City or district of work.
    pub work_place: &'static str,
    /// Monthly wage.
    pub monthly_wage: Fen,
    /// Whether a labour contract was signed.
    pub contract: bool,
    /// Whether social insurance is paid.
    pub insured: bool,
}

const CAUSES: &[(Cause, u32)] = &[
    (Cause::Illness, 30),
    (Cause::Schooling, 16),
    (Cause::LowIncome, 12),
    (Cause::Disability, 9),
    (Cause::SingleParent, 7),
    (Cause::WorkInjury, 6),
    (Cause::WageArrears, 5),
    (Cause::Unemployment, 5),
    (Cause::Accident, 4),
    (Cause::WidowedOrOrphaned, 3),
    (Cause::Disaster, 2),
    (Cause::Other, 1),
];

pub(super) fn draw(people: &mut People, profile: &Profile<'_>) -> Family {
    let day = profile.day;
    let cause = profile
        .cause
        .unwrap_or_else(|| people.chance.weighted(CAUSES));
    let sketches = kinship::sketch(people, cause, day);
    let mut members: Vec<Person> = sketches
        .into_iter()
        .map(|sketch| livelihood::person(people, sketch, cause, day))
        .collect();
    let hardship = hardship::strike(&mut people.chance, &mut members, cause, day);
    let single_parent = members[0].marital != Marital::Married
        && members
            .iter()
            .any(|m| matches!(m.relation, Relation::Son | Relation::Daughter) && m.age(day) < 18);
    let yearly_income = hardship::income(&mut people.chance, &members, hardship.months_paid);
    let rigid_costs = hardship::rigid_costs(&members, hardship.costs);
    Family {
        other_causes: hardship::further_causes(&members, cause, single_parent),
        tier: hardship::tier(cause, yearly_income, rigid_costs, members.len()),
        address: address(&mut people.chance, profile.place),
        housing: people
            .chance
            .weighted(&[("SELF_BUILT", 72), ("RENT", 16), ("OWNED", 12)]),
        members,
        cause,
        affected: hardship.affected,
        story: hardship.story,
        single_parent,
        yearly_income,
        rigid_costs,
    }
}

impl Person {
    /// Full years on the day.
    pub fn age(&self, day: NaiveDate) -> u32 {
        age_on(self.identity_number.birth_date(), day).unwrap_or_default()
    }
}

fn address(chance: &mut Chance, place: &str) -> String {
    if place.ends_with("社区") {
        let (house, entrance) = (chance.between(1, 32), chance.between(1, 4));
        format!(
            "{place}{house}号楼{entrance}单元{}{:02}室",
            chance.between(1, 6),
            chance.between(1, 2)
        )
    } else {
        format!("{place}{}号", chance.between(1, 480))
    }
}
