//! Who lives together: ages, surnames and marriages that agree with each other.

use chrono::{Days, NaiveDate};

use super::{
    People,
    chance::Chance,
    codes::{Cause, Marital, Relation},
    names,
};
use crate::values::{Sex, dates::age_on};

/// Someone still without number, name and work.
pub(super) struct Sketch {
    pub(super) relation: Relation,
    pub(super) sex: Sex,
    pub(super) birth: NaiveDate,
    pub(super) surname: &'static str,
    pub(super) marital: Marital,
}

/// Who belongs to the family, when they were born and whose surname they bear.
pub(super) fn sketch(people: &mut People, cause: Cause, day: NaiveDate) -> Vec<Sketch> {
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

pub(super) fn years(from: NaiveDate, to: NaiveDate) -> u32 {
    age_on(from, to).unwrap_or_default()
}

/// A day `low` to `high` full years later, and up to eleven months more.
fn years_after(chance: &mut Chance, day: NaiveDate, low: u32, high: u32) -> NaiveDate {
    let days = chance.between(low, high) * 366 + chance.below(330);
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// A day `low` to `high` full years earlier, and up to eleven months more.
fn years_before(chance: &mut Chance, day: NaiveDate, low: u32, high: u32) -> NaiveDate {
    let days = chance.between(low, high) * 366 + chance.below(330);
    day.checked_sub_days(Days::new(days.into())).unwrap_or(day)
}
