//! The households of the demo city: a family each, its file, its cadre, visits and promises.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use schema::demo_people::{Cause, Family, Occupation, Person, Profile, Relation, Schooling, Wish};
use schema::households::files;
use schema::unions::rules::UnionLevel;
use schema::values::Sex;
use uuid::Uuid;

use super::Demo;
use super::places::Place;

/// What becomes of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// A cadre answers for it, in one of the four slots.
    Paired { cadre: Uuid, slot: u32 },
    /// Nobody does yet.
    Unpaired,
    /// Out of hardship or moved away; the cadre who saw it through.
    Ended { cadre: Uuid, relieved: bool },
}

impl Demo {
    /// Writes one household of a union.
    pub(super) fn household(&mut self, place: &Place, course: Course) {
        let family = self.people.family(&Profile {
            day: self.today,
            cause: None,
            place: &place.address,
        });
        let id = Uuid::now_v7();
        self.files += 1;
        let registered = self.today - Days::new(u64::from(self.chance.between(40, 700)));
        let (status, reason) = match course {
            Course::Ended { relieved: true, .. } => ("RELIEVED", None),
            Course::Ended { .. } => ("CLOSED", Some("MOVED_AWAY")),
            _ => ("ACTIVE", None),
        };
        let cadre = match course {
            Course::Paired { cadre, .. } => Some(cadre),
            _ => None,
        };
        let people = family.members.len();
        let own_unit = place.level == UnionLevel::Grassroots;
        let income = family.yearly_income.0 / i64::try_from(people).unwrap_or(1).max(1);
        self.tables
            .household
            .put(id)
            .put(place.id)
            .put(&place.path)
            .put(files::file_number(
                &self.city_code,
                chrono::Datelike::year(&registered),
                i64::from(self.files),
            ))
            .put(if own_unit { "OWN_UNIT" } else { "LINKED" })
            .put(status)
            .some(reason)
            .text(&family.members[0].name.masked())
            .some(place.division_code.as_deref())
            .put(
                self.chance
                    .weighted(&[("RURAL", 84), ("URBAN", 9), ("CONVERTED", 7)]),
            )
            .put(family.housing)
            .put(people)
            .put(family.members.iter().filter(|member| works(member)).count())
            .put(income)
            .put(family.rigid_costs.0)
            .put(family.cause.code())
            .codes(family.other_causes.iter().map(|cause| cause.code()))
            .codes(needs(family.cause).iter().copied())
            .put(family.tier.code())
            .put(
                self.chance
                    .weighted(&[("NONE", 60), ("APPLIED", 10), ("FILED", 30)]),
            )
            .put(single_parent_female_worker(&family))
            .put(registered)
            .put("书面")
            .some(cadre)
            .put(registered)
            .put(instant(registered))
            .put(instant(registered))
            .end();
        let names: Vec<_> = family.members.iter().map(|member| &member.name).collect();
        self.tables
            .household_private
            .put(id)
            .put(place.id)
            .put(&place.path)
            .text(family.members[0].name.as_str())
            .text(&files::search_text(names))
            .text(&family.address)
            .text(&family.story)
            .end();
        for (position, member) in (0_i16..).zip(&family.members) {
            self.member(
                place,
                id,
                position,
                member,
                !matches!(
                    course,
                    Course::Ended {
                        relieved: false,
                        ..
                    }
                ),
            );
        }
        self.tables
            .household_change
            .put(Uuid::now_v7())
            .put(id)
            .put(place.id)
            .put(&place.path)
            .put(instant(registered))
            .some(cadre)
            .put("REGISTERED")
            .put("[]")
            .end();
        self.course(place, id, &family, registered, course);
    }

    fn member(
        &mut self,
        place: &Place,
        household: Uuid,
        position: i16,
        member: &Person,
        current: bool,
    ) {
        let id = Uuid::now_v7();
        let number = &member.identity_number;
        self.tables
            .member
            .put(id)
            .put(household)
            .put(place.id)
            .put(&place.path)
            .put(position)
            .text(&member.name.masked())
            .text(&number.masked())
            .put(sex(number.sex()))
            .put(chrono::Datelike::year(&number.birth_date()))
            .put(member.relation.code())
            .put(education(member))
            .some(member.schooling.map(|(stage, _)| school_level(stage)))
            .put(member.job.is_some())
            .some(member.job.as_ref().map(|job| job.contract))
            .some(member.job.as_ref().map(|job| job.insured))
            .some(member.job.is_some().then_some(self.chance.percent(55)))
            .some(member.wish.map(wish))
            .end();
        let sealed = files::seal_id_number(&self.vault, id, number).ok();
        let phone = member
            .phone
            .as_ref()
            .map(|phone| files::seal_phone(&self.vault, id, phone).ok());
        let (stage, grade) = member.schooling.map_or((None, None), |(stage, grade)| {
            (Some(stage.label()), Some(format!("{grade} 年级")))
        });
        let job = member.job.as_ref();
        self.tables
            .member_private
            .put(id)
            .put(household)
            .put(place.id)
            .put(&place.path)
            .text(member.name.as_str())
            .bytes(sealed.as_ref().map(|sealed| sealed.0.as_slice()))
            .bytes(sealed.as_ref().map(|sealed| sealed.1.as_slice()))
            .bytes(
                phone
                    .as_ref()
                    .and_then(|phone| phone.as_ref())
                    .map(|phone| phone.0.as_slice()),
            )
            .bytes(
                phone
                    .as_ref()
                    .and_then(|phone| phone.as_ref())
                    .map(|phone| phone.1.as_slice()),
            )
            .put(number.birth_date())
            .text("汉族")
            .put(health(member.health))
            .some_text(stage)
            .some_text(grade.as_deref())
            .some_text(job.map(|job| job.employer.as_str()))
            .some_text(job.map(|job| job.work_place))
            .some_text(job.map(|job| job.post))
            .some(job.map(|job| job.monthly_wage.0))
            .put(current)
            .end();
    }

    fn course(
        &mut self,
        place: &Place,
        household: Uuid,
        family: &Family,
        registered: NaiveDate,
        course: Course,
    ) {
        let (cadre, slot, ended) = match course {
            Course::Unpaired => return,
            Course::Paired { cadre, slot } => (cadre, slot, None),
            Course::Ended { cadre, relieved } => (
                cadre,
                1,
                Some((self.today, if relieved { "RELIEVED" } else { "MOVED_AWAY" })),
            ),
        };
        let started = registered + Days::new(u64::from(self.chance.between(1, 20)));
        self.tables
            .pairing
            .put(Uuid::now_v7())
            .put(place.id)
            .put(&place.path)
            .put(household)
            .put(cadre)
            .put(slot)
            .put(started)
            .some(ended.map(|(day, _)| day))
            .some(ended.map(|(_, reason)| reason))
            .end();
        let mut day = started + Days::new(u64::from(self.chance.between(1, 25)));
        while day <= self.today {
            self.visit(place, household, cadre, family, day, ended.is_some());
            day = day + Days::new(u64::from(self.chance.between(60, 210)));
        }
    }

    fn visit(
        &mut self,
        place: &Place,
        household: Uuid,
        cadre: Uuid,
        family: &Family,
        day: NaiveDate,
        over: bool,
    ) {
        let note = self.people.visit_note(family);
        let id = Uuid::now_v7();
        let kind =
            self.chance
                .weighted(&[("HOME", 78), ("PHONE", 12), ("WORKPLACE", 7), ("OFFICE", 3)]);
        let met = self.chance.percent(93);
        self.tables
            .visit
            .put(id)
            .put(place.id)
            .put(&place.path)
            .put(household)
            .put(cadre)
            .put(day)
            .put(kind)
            .put(self.chance.weighted(&[
                ("ROUTINE", 55),
                ("RESURVEY", 15),
                ("FESTIVAL", 12),
                ("FOLLOW_UP", 10),
                ("POLICY", 8),
            ]))
            .put(met)
            .codes(needs(family.cause).iter().copied().take(1))
            .put(instant(day))
            .put(instant(day))
            .end();
        self.tables
            .visit_private
            .put(id)
            .put(household)
            .put(place.id)
            .put(&place.path)
            .some_text((kind == "HOME").then_some("家中"))
            .some_text(met.then_some("本人及家属"))
            .some_text(met.then_some(note.seen.as_str()))
            .some_text(met.then_some(note.claim))
            .end();
        if !met || !self.chance.percent(70) {
            return;
        }
        for promise in self.people.measures(family, day) {
            self.measure(
                place,
                household,
                id,
                cadre,
                family.cause,
                day,
                promise.text,
                promise.due,
                over,
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one row of one table")]
    fn measure(
        &mut self,
        place: &Place,
        household: Uuid,
        visit: Uuid,
        cadre: Uuid,
        cause: Cause,
        day: NaiveDate,
        text: &str,
        due: NaiveDate,
        over: bool,
    ) {
        let id = Uuid::now_v7();
        let kept = if due < self.today { 86 } else { 22 };
        let state = match self.chance.below(100) {
            drawn if drawn < kept || over => "DONE",
            drawn if drawn >= 96 => "DROPPED",
            _ => "OPEN",
        };
        let done = (state == "DONE").then(|| {
            let last = due.min(self.today);
            let days = u32::try_from((last - day).num_days()).unwrap_or_default();
            day + Days::new(u64::from(self.chance.between(days / 2, days)))
        });
        self.tables
            .measure
            .put(id)
            .put(place.id)
            .put(&place.path)
            .put(household)
            .put(visit)
            .put(cadre)
            .some(needs(cause).first())
            .put(day)
            .put(due)
            .put(state)
            .some(done.map(|_| {
                self.chance
                    .weighted(&[("FAMILY_CODE", 40), ("DOCUMENT", 35), ("FAMILY_WORD", 25)])
            }))
            .some(done)
            .end();
        self.tables
            .measure_private
            .put(id)
            .put(household)
            .put(place.id)
            .put(&place.path)
            .text(text)
            .put(format_args!("{:06}", self.chance.below(1_000_000)))
            .some_text(done.map(|_| "已办结，家属确认"))
            .some_text((state == "DROPPED").then_some("家庭情况变化，改用其他措施"))
            .end();
    }
}

/// Ten in the morning in China.
fn instant(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(2)
}

fn works(member: &Person) -> bool {
    matches!(
        member.occupation,
        Occupation::MigrantWorker | Occupation::Farmer | Occupation::Unemployed
    )
}

fn single_parent_female_worker(family: &Family) -> bool {
    family.single_parent && family.members[0].sex == Sex::Female && family.members[0].job.is_some()
}

const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "MALE",
        Sex::Female => "FEMALE",
    }
}

fn health(words: &str) -> &'static str {
    match words {
        "良好" => "GOOD",
        "一般疾病" => "COMMON_ILLNESS",
        "残疾" => "DISABLED",
        "糖尿病" | "腰颈椎病" | "肺病" => "CHRONIC_ILLNESS",
        _ => "SERIOUS_ILLNESS",
    }
}

fn education(member: &Person) -> &'static str {
    match (member.schooling, member.relation) {
        (Some((Schooling::Primary, _)), _) => "NONE",
        (Some((Schooling::JuniorMiddle, _)), _) => "PRIMARY",
        (Some((Schooling::SeniorMiddle | Schooling::Vocational, _)), _) => "JUNIOR_MIDDLE",
        (Some((Schooling::College, _)), _) => "SENIOR_MIDDLE",
        (None, _) if member.occupation == Occupation::Child => "NONE",
        (None, Relation::Father | Relation::Mother | Relation::InLaw) => "PRIMARY",
        (None, _) => "JUNIOR_MIDDLE",
    }
}

const fn school_level(stage: Schooling) -> &'static str {
    match stage {
        Schooling::Primary => "PRIMARY",
        Schooling::JuniorMiddle => "JUNIOR_MIDDLE",
        Schooling::SeniorMiddle => "SENIOR_MIDDLE",
        Schooling::Vocational => "VOCATIONAL",
        Schooling::College => "BACHELOR",
    }
}

const fn wish(wish: Wish) -> &'static str {
    match wish {
        Wish::MigrateAgain => "GO_OUT",
        Wish::ReturnAndStartUp => "START_UP",
        Wish::LocalProduction => "LOCAL_PRODUCTION",
        Wish::OwnUnitSkills => "OWN_UNIT",
    }
}

const fn needs(cause: Cause) -> &'static [&'static str] {
    match cause {
        Cause::Illness => &["MEDICAL_AID", "LIVING_RELIEF"],
        Cause::WorkInjury => &["LEGAL_AID", "MEDICAL_AID"],
        Cause::Disability => &["LIVING_RELIEF", "JOB"],
        Cause::Schooling => &["SCHOOL_AID"],
        Cause::Disaster | Cause::Accident => &["LIVING_RELIEF", "HOUSING"],
        Cause::Unemployment => &["JOB", "TRAINING"],
        Cause::LowIncome => &["TRAINING", "JOB"],
        Cause::WageArrears => &["RIGHTS", "LEGAL_AID"],
        Cause::SingleParent => &["SCHOOL_AID", "COUNSELLING"],
        Cause::WidowedOrOrphaned => &["LIVING_RELIEF", "COUNSELLING"],
        Cause::Other => &["LIVING_RELIEF"],
    }
}
