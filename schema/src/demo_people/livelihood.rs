//! What each member does: school, work and wishes by age and relation.

use chrono::{Datelike, NaiveDate};

use super::{
    People,
    chance::Chance,
    codes::{Cause, Occupation, Relation, Schooling, Wish},
    enterprise,
    family::{Job, Person},
    kinship::{Sketch, years},
    names,
};
use crate::values::{Fen, dates::age_on};

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

/// The member with number, name, school or work.
pub(super) fn person(people: &mut People, sketch: Sketch, cause: Cause, day: NaiveDate) -> Person {
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
