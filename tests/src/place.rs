//! A union of a test city.

use schema::id::UnionId;
use schema::tenancy::{Role, tree};
use schema::unions::rules::UnionLevel;
use uuid::Uuid;

use crate::city::City;
use crate::counsel::Firm;
use crate::person::Person;

/// A union, from which its children and its people are made.
#[derive(Clone)]
pub struct Place {
    pub(crate) city: City,
    /// Its id.
    pub id: UnionId,
    /// Its path.
    pub path: String,
    /// Its level.
    pub level: UnionLevel,
}

impl Place {
    /// A union directly below.
    pub async fn child(&self, name: &str, level: UnionLevel) -> Self {
        let mut conn = self.city.owner().await;
        let number: i32 = sqlx::query_scalar(
            "UPDATE unions SET last_child = last_child + 1 WHERE id = $1 RETURNING last_child",
        )
        .bind(self.id.uuid())
        .fetch_one(&mut conn)
        .await
        .expect("the parent");
        let path = tree::child_path(&self.path, u32::try_from(number).expect("positive"))
            .expect("room for a child");
        let id = Uuid::now_v7();
        self.city
            .insert_union(id, &path, Some(self.id.uuid()), name, level)
            .await;
        Self {
            city: self.city.clone(),
            id: id.into(),
            path,
            level,
        }
    }

    /// A township union below, such as `township("兰山街道")`.
    pub async fn township(&self, name: &str) -> Self {
        self.child(&format!("{name}总工会"), UnionLevel::Township)
            .await
    }

    /// A village's or community's union below.
    pub async fn village(&self, name: &str) -> Self {
        self.child(&format!("{name}工会"), UnionLevel::Community)
            .await
    }

    /// A person with a post and roles here, signed in.
    pub async fn person(&self, name: &str, roles: &[Role]) -> Person {
        Person::hire(self, name, roles).await
    }

    /// A legal-aid partner that this union registered.
    pub async fn firm(&self, name: &str) -> Firm {
        Firm::register(self, name).await
    }

    /// An administrator.
    pub async fn admin(&self) -> Person {
        self.person("管理员", &[Role::Admin]).await
    }

    /// A cadre.
    pub async fn cadre(&self, name: &str) -> Person {
        self.person(name, &[Role::Cadre]).await
    }

    /// Lets a superior manage this union from today on (代管).
    pub async fn managed_by(&self, steward: &Self) {
        let mut conn = self.city.owner().await;
        sqlx::query("INSERT INTO stewardship (id, union_id, union_path, steward_id, begins_on, reason) VALUES ($1, $2, $3, $4, $5, '本级无专职人员')")
            .bind(Uuid::now_v7())
            .bind(self.id.uuid())
            .bind(&self.path)
            .bind(steward.id.uuid())
            .bind(schema::values::dates::china_date(self.city.now()))
            .execute(&mut conn)
            .await
            .expect("a stewardship");
    }
}
