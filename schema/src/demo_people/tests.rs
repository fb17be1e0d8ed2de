use std::collections::HashSet;

use super::*;
use crate::{privacy::contains_personal_number, values::surnames};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 8, 6).unwrap()
}

/// Families of every cause, and their generator.
fn families(seed: u64, each: usize) -> (People, Vec<Family>) {
    let mut people = People::new(seed);
    let mut families = Vec::new();
    for &cause in Cause::ALL {
        for _ in 0..each {
            let profile = Profile {
                day: day(),
                cause: Some(cause),
                place: "庙山村",
            };
            families.push(people.family(&profile));
        }
    }
    (people, families)
}

fn surname(person: &Person) -> &str {
    surnames::split(person.name.as_str()).0
}

#[test]
fn the_same_seed_gives_the_same_people() {
    assert_eq!(families(7, 5).1, families(7, 5).1);
    assert_ne!(families(7, 5).1, families(8, 5).1);
}

#[test]
fn the_first_family_is_the_same_on_every_machine() {
    let family = People::new(2014).family(&Profile {
        day: day(),
        cause: None,
        place: "庙山村",
    });
    let head = &family.members[0];
    let seen = format!(
        "{} {} {} {} {}",
        head.name,
        head.identity_number.expose(),
        family.address,
        family.cause.code(),
        family.story
    );
    assert_eq!(
        seen,
        "王晓燕 371399198510030023 庙山村296号 WORK_INJURY 本人做电焊工时被机器压伤，右手落下伤残，停工治疗，工伤待遇尚未落实，已自付2.1万元。"
    );
}

#[test]
fn numbers_belong_to_nobody_and_to_one_only() {
    let (mut people, families) = families(1, 150);
    let mut numbers = HashSet::new();
    let mut phones = HashSet::new();
    for member in families.iter().flat_map(|f| &f.members) {
        let number = &member.identity_number;
        assert_eq!(
            IdentityNumber::parse(number.expose(), day()).as_ref(),
            Ok(number)
        );
        assert!(number.region().starts_with("37139") && number.sex() == member.sex);
        assert!(numbers.insert(number.clone()));
        if let Some(phone) = &member.phone {
            assert!(
                phone.is_mobile()
                    && phone.expose().starts_with("154")
                    && phones.insert(phone.clone())
            );
        }
    }
    let cadre = people.cadre(day());
    assert!((24..=58).contains(
        &crate::values::dates::age_on(cadre.identity_number.birth_date(), day()).unwrap()
    ));
    assert!(!numbers.contains(&cadre.identity_number) && !phones.contains(&cadre.phone));
    let enterprise = people.enterprise();
    assert!(enterprise.credit_code.as_str().starts_with("91371399DEM"));
}

#[test]
fn ages_and_surnames_agree_with_relations() {
    for family in families(2, 200).1 {
        let head = &family.members[0];
        assert_eq!(head.relation, Relation::Head);
        assert!(head.age(day()) >= 25);
        let spouse = family
            .members
            .iter()
            .find(|m| m.relation == Relation::Spouse);
        assert_eq!(spouse.is_some(), head.marital == Marital::Married);
        assert!(
            family
                .members
                .iter()
                .filter(|m| m.relation == Relation::Spouse)
                .count()
                <= 1
        );
        let couple = [Some(head), spouse];
        let mother = couple.iter().flatten().find(|m| m.sex == Sex::Female);
        let father = couple.iter().flatten().find(|m| m.sex == Sex::Male);
        let husband = father.copied().unwrap_or(head);
        if let Some(spouse) = spouse {
            assert_ne!(spouse.sex, head.sex);
            assert!(
                spouse.age(day()).abs_diff(head.age(day())) <= 5,
                "{family:?}"
            );
        }
        for member in &family.members {
            let age = member.age(day());
            match member.relation {
                Relation::Son | Relation::Daughter => {
                    assert_eq!(member.sex == Sex::Male, member.relation == Relation::Son);
                    assert!(age < 24);
                    for parent in [mother, father].into_iter().flatten() {
                        assert!((19..=48).contains(&(parent.age(day()) - age)), "{family:?}");
                    }
                    if let Some(father) = father {
                        assert_eq!(surname(member), surname(father));
                    }
                }
                Relation::Father => {
                    assert_eq!((surname(member), member.sex), (surname(head), Sex::Male));
                    assert!(age >= head.age(day()) + 19);
                }
                Relation::Mother => {
                    assert!(member.sex == Sex::Female && age >= head.age(day()) + 19)
                }
                Relation::InLaw => {
                    assert_eq!(head.sex, Sex::Female);
                    assert!(age >= husband.age(day()) + 19);
                    assert!(member.sex == Sex::Female || surname(member) == surname(husband));
                }
                Relation::Grandchild => assert!(age + 36 < head.age(day())),
                Relation::Head | Relation::Spouse => assert!(age >= 20),
            }
            assert!(age < 96);
            assert_eq!(
                member.job.is_some(),
                member.occupation == Occupation::MigrantWorker
            );
            assert_eq!(
                member.schooling.is_some(),
                member.occupation == Occupation::Pupil
            );
        }
    }
}

#[test]
fn hardship_agrees_with_the_family() {
    for family in families(3, 200).1 {
        let affected = &family.members[family.affected];
        match family.cause {
            Cause::Illness => assert_ne!(affected.health, "良好"),
            Cause::Disability => assert!(affected.disability.is_some()),
            Cause::Schooling => assert!(affected.schooling.is_some()),
            Cause::SingleParent => {
                assert!(
                    family.single_parent
                        && family
                            .members
                            .iter()
                            .all(|m| m.relation != Relation::Spouse)
                );
            }
            Cause::WidowedOrOrphaned => assert_eq!(family.members[0].marital, Marital::Widowed),
            Cause::Unemployment => assert_eq!(affected.occupation, Occupation::Unemployed),
            Cause::WageArrears | Cause::LowIncome => assert!(affected.job.is_some()),
            Cause::WorkInjury | Cause::Accident => assert!(affected.job.is_none()),
            Cause::Disaster | Cause::Other => {}
        }
        assert!(!family.other_causes.contains(&family.cause) && family.other_causes.len() <= 3);
        assert!(family.yearly_income.0 >= 0 && family.rigid_costs.0 >= 0);
    }
}

#[test]
fn texts_fit_and_name_nobody() {
    let (mut people, families) = families(4, 60);
    for family in families {
        let note = people.visit_note(&family);
        assert!(note.seen.contains("了解到") && note.seen.contains(&family.story));
        let measures = people.measures(&family, day());
        assert!((1..=2).contains(&measures.len()));
        for measure in measures {
            assert!(measures::texts(family.cause).contains(&measure.text) && measure.due > day());
        }
        for text in [&note.seen, &family.story, &family.address] {
            assert_eq!(contains_personal_number(text), None);
            assert!(
                family
                    .members
                    .iter()
                    .all(|m| !text.contains(m.name.as_str()))
            );
            assert!(!text.contains("，，") && !text.contains("。。"), "{text}");
        }
    }
}

#[test]
fn committees_give_their_places() {
    // The ways in which the list of Linyi's villages writes its committees.
    for (committee, place) in [
        ("庙山村村民委员会", "庙山村"),
        ("石埠村民委员会", "石埠村"),
        ("小山口村委会", "小山口村"),
        ("龙河村村委会", "龙河村"),
        ("前十社区居民委员会", "前十社区"),
        ("曹村社区居委会", "曹村社区"),
        ("孙蒿科社区居会", "孙蒿科社区"),
        ("尤庄居委会", "尤庄"),
        ("开元社区居民委员", "开元社区"),
        ("兰山街道", "兰山街道"),
    ] {
        assert_eq!(place_of_committee(committee), place);
    }
}

#[test]
fn families_are_of_a_believable_size() {
    let (_, families) = families(5, 1000);
    let members: usize = families.iter().map(|f| f.members.len()).sum();
    let average = members as f64 / families.len() as f64;
    assert!((2.0..5.0).contains(&average), "{average} members a family");
}
