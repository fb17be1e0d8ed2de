//! Fictional people for the demo city: the same seed gives the same people on every machine.
//!
//! Nobody real may be met. What passes every check of this program and still belongs to nobody:
//! - **Identity numbers** are of the areas 371390 to 371399: province 37 and prefecture 13 are real,
//!   but GB/T 2260 gives endings from 81 to county-level cities only, and Linyi never had one; no
//!   edition of the standard lists these ten, so no register can have issued such a number.
//! - **Telephone numbers** begin with 154, the one block between 150 and 159 that the numbering plan has
//!   given to no operator: such a call reaches nobody.
//! - **Credit codes** are registered in area 371399 too and their organisation part begins with DEM.
//! - **Enterprises** bear invented words of three characters that are no usual trade names.
//! - **Schools** are not named.
//!
//! Names of people are drawn from common surnames and given names; that somebody bears one of them
//! can't be helped, and without the rest says nothing about them.

mod allotment;
mod chance;
mod codes;
mod enterprise;
mod family;
mod hardship;
mod kinship;
mod livelihood;
mod measures;
mod names;
mod visits;

use chrono::{Days, NaiveDate};

use crate::values::{IdentityNumber, PersonName, Phone, Sex};

pub use codes::{Cause, Engagement, Marital, Occupation, Relation, Schooling, Tier, Wish};
pub use enterprise::{Enterprise, Trade};
pub use family::{Family, Person, Profile};
pub use measures::Measure;
pub use visits::VisitNote;

use allotment::Allotment;
pub use chance::Chance;

/// The generator: its state is the seed's course and what numbers it has given out.
#[derive(Debug)]
pub struct People {
    chance: Chance,
    allotment: Allotment,
}

/// A cadre of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cadre {
    /// Full name.
    pub name: PersonName,
    /// Sex, as the identity number says.
    pub sex: Sex,
    /// Identity number; birth date with it.
    pub identity_number: IdentityNumber,
    /// Mobile number.
    pub phone: Phone,
    /// Duty (职务) in the union, in Chinese.
    pub duty: &'static str,
    /// Kind of engagement.
    pub engagement: Engagement,
}

/// Duties of cadres below the chair, with their weights.
const DUTIES: &[(&str, u32)] = &[
    ("干事", 50),
    ("部长", 12),
    ("副主席", 10),
    ("女工主任", 10),
    ("经审主任", 6),
    ("基层工会主席", 12),
];

impl People {
    /// People of this seed.
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Chance::new(seed),
            allotment: Allotment::default(),
        }
    }

    /// A cadre of 24 to 58 years on the day.
    pub fn cadre(&mut self, day: NaiveDate) -> Cadre {
        let sex = if self.chance.percent(60) {
            Sex::Male
        } else {
            Sex::Female
        };
        let birth = self.birth(day, 24, 58);
        let identity_number = self.allotment.identity_number(birth, sex);
        let surname = names::surname(&mut self.chance);
        let engagement = self.chance.weighted(&[
            (Engagement::Full, 50),
            (Engagement::Part, 35),
            (Engagement::Contract, 10),
            (Engagement::Seconded, 5),
        ]);
        Cadre {
            name: names::full(&mut self.chance, surname, identity_number.birth_date(), sex),
            sex,
            identity_number,
            phone: self.allotment.phone(),
            duty: self.chance.weighted(DUTIES),
            engagement,
        }
    }

    /// An enterprise typical of Linyi.
    pub fn enterprise(&mut self) -> Enterprise {
        enterprise::draw(&mut self.chance, &mut self.allotment)
    }

    /// A family in need; see [`Profile`].
    pub fn family(&mut self, profile: &Profile<'_>) -> Family {
        family::draw(self, profile)
    }

    /// What a cadre writes after visiting the family.
    pub fn visit_note(&mut self, family: &Family) -> VisitNote {
        visits::draw(&mut self.chance, family)
    }

    /// One or two promises that fit the family's main cause, due within half a year after the day.
    pub fn measures(&mut self, family: &Family, day: NaiveDate) -> Vec<Measure> {
        measures::draw(&mut self.chance, family, day)
    }

    /// A day of birth that makes the person `youngest` to `oldest` full years old on the day.
    fn birth(&mut self, day: NaiveDate, youngest: u32, oldest: u32) -> NaiveDate {
        let days = self.chance.between(youngest * 366, (oldest + 1) * 365 - 1);
        day.checked_sub_days(Days::new(days.into())).unwrap_or(day)
    }
}

/// The place that a residents' or villagers' committee is named for: 庙山村村民委员会 is the committee of
/// 庙山村. The lists write the committee in a dozen ways; what is left is fit for an address.
pub fn place_of_committee(committee: &str) -> String {
    const ENDINGS: &[&str] = &["居民委员会", "居民委员", "居委会", "居会", "村委会"];
    let rest = if let Some(place) = committee.strip_suffix("村民委员会") {
        place
    } else {
        ENDINGS
            .iter()
            .find_map(|ending| committee.strip_suffix(ending))
            .unwrap_or(committee)
    };
    let villagers = committee.ends_with("村民委员会") || committee.ends_with("村委会");
    if villagers && !rest.ends_with('村') {
        format!("{rest}村")
    } else {
        rest.to_owned()
    }
}

#[cfg(test)]
mod tests;
