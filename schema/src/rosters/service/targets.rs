//! The unions in which the households of a roster are registered.

use std::collections::HashMap;

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::households::rules::HouseholdKind;
use crate::households::service::{at_work, doors, kind};
use crate::input::Checks;
use crate::rosters::entity::roster;
use crate::rosters::interpret::Reading;
use crate::sheets::key;
use crate::tenancy::{Permission, Scope, Tenant as _};
use crate::text::Text;
use crate::unions;
use crate::unions::entity::union;

/// A union that the roster may register households in.
pub(super) struct Target {
    union: union::Model,
    /// By which door its households come in, or will by the first one of this roster.
    door: Option<HouseholdKind>,
}

/// The unions of a roster: its own, and those that its rows name.
pub(super) struct Targets {
    home: Uuid,
    /// Unions by their names.
    names: HashMap<String, Uuid>,
    unions: HashMap<Uuid, Target>,
}

impl Targets {
    /// The unions that count as own.
    pub(super) async fn load(scope: &Scope, roster: &roster::Model) -> Result<Self> {
        let own = scope.require(Permission::RosterLoad)?.own_unions.clone();
        let (mut names, mut unions) = (HashMap::new(), HashMap::new());
        let own = unions::service::get_many(scope, own).await?;
        let doors = doors(scope, &own).await?;
        for union in own {
            names.insert(key(&union.name), union.id);
            names.insert(key(&union.short_name), union.id);
            let door = doors.get(&union.id).copied();
            unions.insert(union.id, Target { union, door });
        }
        Ok(Self {
            home: roster.union_id(),
            names,
            unions,
        })
    }

    /// Where a household is to be registered and by which door; faults are noted.
    pub(super) fn of(&mut self, reading: &mut Reading) -> (Uuid, Option<HouseholdKind>) {
        let named = reading.union.clone();
        let id = match named.as_ref() {
            Some((line, name)) => match self.names.get(&key(name)) {
                Some(id) => *id,
                None => {
                    let reason = Text::new(
                        "不是本单位，也不是本单位代管的工会",
                        "neither your union nor one that it manages",
                    );
                    reading.fault(*line, "union", reason);
                    return (self.home, None);
                }
            },
            None => self.home,
        };
        let line = named.map_or(0, |(line, _)| line);
        let Some(target) = self.unions.get_mut(&id) else {
            let reason = Text::new(
                "该工会已不由本单位管理",
                "your union no longer manages this one",
            );
            reading.fault(line, "union", reason);
            return (id, None);
        };
        let mut checks = Checks::default();
        if let Err(Error::Refused(refusals)) = at_work(&target.union) {
            for refusal in refusals {
                reading.fault(line, "union", refusal.text);
            }
        }
        let kind = kind(&mut checks, target.door, reading.kind);
        for refusal in checks.faults() {
            reading.fault(
                reading.members.first().copied().unwrap_or_default(),
                "kind",
                refusal.text,
            );
        }
        if reading.faults.is_empty() {
            target.door = kind;
        }
        (id, kind)
    }
}
