//! One row of every table at a place, with ids that tell whose they are.

use schema::unions::rules::UnionLevel;
use sqlx::{AssertSqlSafe, Executor as _, PgConnection};
use uuid::Uuid;

use crate::{City, Place};

const SPECIMENS: &str = include_str!("../isolation/specimens.sql");

/// A place as it lies to the union that asks, and the tag that every id and secret of its rows bears.
#[derive(Debug, Clone)]
pub struct Spot {
    /// `own`, `child`, `parent`, `sibling`, `branch` or `city`.
    pub position: &'static str,
    /// Schema of its city.
    pub schema: &'static str,
    /// Eight hexadecimal digits.
    pub tag: String,
    /// Its union.
    pub union: Uuid,
    /// Path of its union.
    pub path: String,
}

impl Spot {
    /// Fills the place.
    pub async fn fill(&self, owner: &mut PgConnection, root: Uuid) {
        let sql = SPECIMENS
            .replace("{tag}", &self.tag)
            .replace("{union}", &self.union.to_string())
            .replace("{path}", &self.path)
            .replace("{steward}", &root.to_string());
        owner
            .execute(AssertSqlSafe(format!(
                "SET search_path = {}, public; {sql}",
                self.schema
            )))
            .await
            .expect("the specimens fit the tables");
    }

    /// A place that nothing is at: ids that nobody has.
    #[must_use]
    pub fn nowhere() -> Self {
        Self {
            position: "nowhere",
            schema: "city_3713",
            tag: "0e0e0eff".to_owned(),
            union: Uuid::now_v7(),
            path: "zzzz.".to_owned(),
        }
    }

    /// The place in its city's tree, for hiring people there.
    #[must_use]
    pub fn place(&self, city: &City, level: UnionLevel) -> Place {
        Place {
            city: city.clone(),
            id: self.union.into(),
            path: self.path.clone(),
            level,
        }
    }

    /// What only people who may see names find in its rows.
    pub fn secret(&self) -> String {
        format!("密{}", self.tag)
    }

    /// The id of its row that ends with these digits, as the API writes it.
    pub fn id(&self, kind: &str, row: u32) -> String {
        format!("{kind}_{}000070008000{row:0>12}", self.tag)
    }
}

/// Six places around a township's union, each with one row in every table.
pub async fn spots(city: &City, owner: &mut PgConnection) -> Vec<Spot> {
    let parent = city.county("兰山区").await;
    let own = parent.township("兰山街道").await;
    let child = own.village("沂州社区").await;
    let sibling = parent.township("银雀山街道").await;
    let branch = city
        .county("费县")
        .await
        .child("费县某公司工会", UnionLevel::Grassroots)
        .await;
    let mut places = vec![
        ("own", "city_3713", own.id.uuid(), own.path.clone()),
        ("child", "city_3713", child.id.uuid(), child.path.clone()),
        ("parent", "city_3713", parent.id.uuid(), parent.path.clone()),
        (
            "sibling",
            "city_3713",
            sibling.id.uuid(),
            sibling.path.clone(),
        ),
        ("branch", "city_3713", branch.id.uuid(), branch.path.clone()),
    ];
    // The other city's rows lie at the same place of its tree, so only the city keeps them apart.
    migrations::add_city(owner, "3702", "青岛市")
        .await
        .expect("the other city");
    let other = own.path.replace("3713.", "3702.");
    let root = Uuid::now_v7();
    let id = Uuid::now_v7();
    owner
        .execute(AssertSqlSafe(format!(
            "SET search_path = city_3702, public;
             INSERT INTO unions (id, path, parent_id, level, state, name, short_name, search)
             VALUES ('{root}', '3702.', NULL, 'MUNICIPAL', 'ACTIVE', '青岛市总工会', '青岛市', ''),
                    ('{id}', '{other}', '{root}', 'TOWNSHIP', 'ACTIVE', '某街道总工会', '某街道', '')"
        )))
        .await
        .expect("the other city");
    places.push(("city", "city_3702", id, other));
    let mut spots = Vec::new();
    for (number, (position, schema, union, path)) in places.into_iter().enumerate() {
        let tag = format!("0e0e0e0{number}");
        let steward = if schema == "city_3702" {
            root
        } else {
            city.root().id.uuid()
        };
        let spot = Spot {
            position,
            schema,
            tag,
            union,
            path,
        };
        spot.fill(owner, steward).await;
        spots.push(spot);
    }
    owner
        .execute("SET search_path = city_3713, public")
        .await
        .expect("the other city");
    spots
}
