//! Families whose ages, names, relations and work agree with each other and with their hardship.

use chrono::{Datelike, NaiveDate};

use super::{
    People,
    chance::Chance,
    codes::{Cause, Marital, Occupation, Relation, Schooling, Tier, Wish},
    enterprise, hardship, names,
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

const WORK_PLACES: &[(&str, u32)] = &[
    ("临沂市兰山区", 30),
    ("临沂市罗庄区", 10),
    ("临沂市河东区", 8),
    ("青岛市", 16),
    ("济南市", 8),
    ("日照市", 6),
    ("苏州市", 7),
    ("上海市", 6),
    ("北京市", 5),
    ("天津市", 4),
];

/// Someone still without number, name and work.
struct Sketch {
    relation: Relation,
    sex: Sex,
    birth: NaiveDate,
    surname: &'static str,
    marital: Marital,
}

pub(super) fn draw(people: &mut People, profile: &Profile<'_>) -> Family {
    let day = profile.day;
    let cause = profile
        .cause
        .unwrap_or_else(|| people.chance.weighted(CAUSES));
    let sketches = sketch(people, cause, day);
    let mut members: Vec<Person> = sketches
        .into_iter()
        .map(|sketch| person(people, sketch, cause, day))
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

/// Who belongs to the family, when they were born and whose surname they bear.
fn sketch(people: &mut People, cause: Cause, day: NaiveDate) -> Vec<Sketch> {
    let (youngest, oldest) = match cause {
        Cause::WidowedOrOrphaned => (54, 76),
        Cause::Schooling => (36, 54),
        Cause::SingleParent => (29, 48),
        _ => (25, 56),
    };
    let women = match cause {
        Cause::SingleParent => 75,
        Cause::WidowedOrOrphaned => 50,
        _ => 18,
    };
    let sex = if people.chance.percent(women) {
        Sex::Female
    } else {
        Sex::Male
    };
    let birth = people.birth(day, youngest, oldest);
    let marital = match cause {
        Cause::SingleParent => people
            .chance
            .weighted(&[(Marital::Divorced, 6), (Marital::Widowed, 4)]),
        Cause::WidowedOrOrphaned => Marital::Widowed,
        Cause::Schooling => Marital::Married,
        _ if years(birth, day) < 30 && people.chance.percent(25) => Marital::Single,
        _ => Marital::Married,
    };
    let surname = names::surname(&mut people.chance);
    let partner_surname = names::surname(&mut people.chance);
    let mut family = vec![Sketch {
        relation: Relation::Head,
        sex,
        birth,
        surname,
        marital,
    }];
    let (father_surname, mother_birth) = match sex {
        Sex::Male => (surname, years_after(&mut people.chance, birth, 0, 3)),
        Sex::Female => (partner_surname, birth),
    };
    if marital == Marital::Married {
        let (sex, birth) = match sex {
            Sex::Male => (Sex::Female, mother_birth),
            Sex::Female => (Sex::Male, years_before(&mut people.chance, birth, 0, 4)),
        };
        family.push(Sketch {
            relation: Relation::Spouse,
            sex,
            birth,
            surname: partner_surname,
            marital,
        });
    }
    if marital != Marital::Single {
        add_children(
            &mut people.chance,
            &mut family,
            cause,
            day,
            father_surname,
            mother_birth,
        );
    }
    if cause == Cause::WidowedOrOrphaned {
        if people.chance.percent(35) {
            let birth = people.birth(day, 5, 15);
            let sex = if people.chance.percent(52) {
                Sex::Male
            } else {
                Sex::Female
            };
            let relation = Relation::Grandchild;
            family.push(Sketch {
                relation,
                sex,
                birth,
                surname: father_surname,
                marital: Marital::Single,
            });
        }
    } else {
        add_parents(&mut people.chance, &mut family, day);
    }
    family
}

/// Children who live at home: born when the mother was 21 to 41, two years apart at least, under 24 on the day.
fn add_children(
    chance: &mut Chance,
    family: &mut Vec<Sketch>,
    cause: Cause,
    day: NaiveDate,
    surname: &'static str,
    mother_birth: NaiveDate,
) {
    let mut births = Vec::new();
    let wanted = chance.weighted(&[(1, 34), (2, 50), (3, 16)]);
    let mut next = years_after(chance, mother_birth, 21, 28);
    while births.len() < wanted && next < day && years(mother_birth, next) < 42 {
        if years(next, day) < 24 && cause != Cause::WidowedOrOrphaned {
            births.push(next);
        }
        next = years_after(chance, next, 2, 6);
    }
    let needed = match cause {
        Cause::Schooling => 7..=20,
        Cause::SingleParent => 2..=16,
        _ => 0..=u32::MAX,
    };
    let is_fit = births
        .iter()
        .any(|&birth| needed.contains(&years(birth, day)));
    if !is_fit && matches!(cause, Cause::Schooling | Cause::SingleParent) {
        let oldest = years(mother_birth, day)
            .saturating_sub(23)
            .clamp(*needed.start(), *needed.end());
        let youngest = years(mother_birth, day)
            .saturating_sub(41)
            .clamp(*needed.start(), oldest);
        births = vec![years_before(chance, day, youngest, oldest)];
    }
    for birth in births {
        let (sex, relation) = if chance.percent(53) {
            (Sex::Male, Relation::Son)
        } else {
            (Sex::Female, Relation::Daughter)
        };
        family.push(Sketch {
            relation,
            sex,
            birth,
            surname,
            marital: Marital::Single,
        });
    }
}

/// Parents in the same household: the husband's of a married couple, else the head's own.
fn add_parents(chance: &mut Chance, family: &mut Vec<Sketch>, day: NaiveDate) {
    let head = &family[0];
    let is_wife = head.sex == Sex::Female && head.marital == Marital::Married;
    let (child_birth, surname) = match family.get(1) {
        Some(husband) if is_wife => (husband.birth, husband.surname),
        _ => (head.birth, head.surname),
    };
    let mother_birth = years_before(chance, child_birth, 20, 33);
    let father_birth = years_before(chance, mother_birth, 0, 4);
    let lives = |chance: &mut Chance, birth, share| years(birth, day) < 90 && chance.percent(share);
    let (father, mother) = (
        lives(chance, father_birth, 22),
        lives(chance, mother_birth, 34),
    );
    let marital = if father && mother {
        Marital::Married
    } else {
        Marital::Widowed
    };
    let relation = |own| if is_wife { Relation::InLaw } else { own };
    if father {
        let relation = relation(Relation::Father);
        family.push(Sketch {
            relation,
            sex: Sex::Male,
            birth: father_birth,
            surname,
            marital,
        });
    }
    if mother {
        let (relation, surname) = (relation(Relation::Mother), names::surname(chance));
        family.push(Sketch {
            relation,
            sex: Sex::Female,
            birth: mother_birth,
            surname,
            marital,
        });
    }
}

fn person(people: &mut People, sketch: Sketch, cause: Cause, day: NaiveDate) -> Person {
    let Sketch {
        relation,
        sex,
        birth,
        surname,
        marital,
    } = sketch;
    let identity_number = people.allotment.identity_number(birth, sex);
    let birth = identity_number.birth_date();
    let chance = &mut people.chance;
    let is_child = matches!(
        relation,
        Relation::Son | Relation::Daughter | Relation::Grandchild
    );
    let schooling = if is_child {
        schooling(chance, birth, day, cause == Cause::Schooling)
    } else {
        None
    };
    let age = years(birth, day);
    let occupation = match relation {
        _ if schooling.is_some() => Occupation::Pupil,
        _ if age < 16 => Occupation::Child,
        _ if age >= 70 => Occupation::Unable,
        _ if age >= 60 => Occupation::Farmer,
        Relation::Spouse => {
            chance.weighted(&[(Occupation::Farmer, 55), (Occupation::MigrantWorker, 45)])
        }
        Relation::Father | Relation::Mother | Relation::InLaw => Occupation::Farmer,
        _ => Occupation::MigrantWorker,
    };
    let works = matches!(occupation, Occupation::MigrantWorker | Occupation::Farmer);
    Person {
        name: names::full(chance, surname, birth, sex),
        job: (occupation == Occupation::MigrantWorker).then(|| job(chance, cause)),
        wish: (works && age < 60).then(|| wish(chance, occupation)),
        phone: (works && chance.percent(95)).then(|| people.allotment.phone()),
        health: "良好",
        disability: None,
        sex,
        identity_number,
        relation,
        marital,
        occupation,
        schooling,
    }
}

/// Stage and grade by the age on the first of September before (义务教育法, Art. 11: six years old at entry).
fn schooling(
    chance: &mut Chance,
    birth: NaiveDate,
    day: NaiveDate,
    goes_on: bool,
) -> Option<(Schooling, u32)> {
    let year = if day.month() >= 9 {
        day.year()
    } else {
        day.year() - 1
    };
    let age = age_on(birth, NaiveDate::from_ymd_opt(year, 9, 1)?)?;
    match age {
        6..=11 => Some((Schooling::Primary, age - 5)),
        12..=14 => Some((Schooling::JuniorMiddle, age - 11)),
        15..=17 => {
            let stage = if chance.percent(65) {
                Schooling::SeniorMiddle
            } else {
                Schooling::Vocational
            };
            Some((stage, age - 14))
        }
        18..=21 if goes_on || chance.percent(45) => Some((Schooling::College, age - 17)),
        _ => None,
    }
}

/// Wages of 2014: the least a month was 1,200 to 1,350 yuan in Linyi's counties and districts.
fn job(chance: &mut Chance, cause: Cause) -> Job {
    let trade = enterprise::trade(chance);
    let (low, high) = if cause == Cause::LowIncome {
        (27, 36)
    } else {
        (34, 68)
    };
    Job {
        employer: enterprise::name(chance, trade),
        post: chance.one(trade.posts()),
        work_place: chance.weighted(WORK_PLACES),
        monthly_wage: Fen(i64::from(chance.between(low, high)) * 5_000),
        contract: chance.percent(45),
        insured: chance.percent(28),
    }
}

fn wish(chance: &mut Chance, occupation: Occupation) -> Wish {
    match occupation {
        Occupation::Farmer => chance.weighted(&[
            (Wish::LocalProduction, 6),
            (Wish::ReturnAndStartUp, 2),
            (Wish::MigrateAgain, 2),
        ]),
        _ => chance.weighted(&[
            (Wish::MigrateAgain, 45),
            (Wish::OwnUnitSkills, 30),
            (Wish::ReturnAndStartUp, 15),
            (Wish::LocalProduction, 10),
        ]),
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

fn years(from: NaiveDate, to: NaiveDate) -> u32 {
    age_on(from, to).unwrap_or_default()
}

/// A day `low` to `high` full years later, and up to eleven months more.
fn years_after(chance: &mut Chance, day: NaiveDate, low: u32, high: u32) -> NaiveDate {
    let days = chance.between(low, high) * 366 + chance.below(330);
    day.checked_add_days(chrono::Days::new(days.into()))
        .unwrap_or(day)
}

/// A day `low` to `high` full years earlier, and up to eleven months more.
fn years_before(chance: &mut Chance, day: NaiveDate, low: u32, high: u32) -> NaiveDate {
    let days = chance.between(low, high) * 366 + chance.below(330);
    day.checked_sub_days(chrono::Days::new(days.into()))
        .unwrap_or(day)
}
